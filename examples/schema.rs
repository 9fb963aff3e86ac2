//! Prints the JSON Schema of the interchange format; `schema/report-1.json` is what it prints.
//!
//! ```text
//! cargo run --features schemars --example schema > report.schema.json
//! ```

mod common;

use std::io::Write;
use std::process::ExitCode;

use schemars::schema_for;
use zj_gov_report::Report;

fn main() -> ExitCode {
    common::run("schema", |arguments, out| {
        arguments.rest(0)?;
        serde_json::to_writer_pretty(&mut *out, &schema_for!(Report))?;
        Ok(writeln!(out)?)
    })
}
