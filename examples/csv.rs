//! Writes the metrics of reports as CSV, one a row: it opens in a spreadsheet with Chinese intact, and no text of a
//! report is run as a formula.
//!
//! ```text
//! cargo run --release --features csv,html --example csv -- [--out metrics.csv] [FILE or FOLDER...]
//! ```
//!
//! Without a file it reads the samples that the crate ships; without `--out` it writes to standard output.

mod common;

use std::fs::File;
use std::process::ExitCode;

use common::{Arguments, Out, Outcome, files};
use zj_gov_report::csv::write_metrics;

fn main() -> ExitCode {
    common::run("csv [--out FILE] [FILE or FOLDER...]", csv)
}

fn csv(mut arguments: Arguments, out: &mut Out) -> Outcome {
    let file: Option<String> = arguments.option("--out")?;
    let reports = files::reports(&arguments.rest(usize::MAX)?)?;
    let reports = reports.iter().map(|(_, report)| report);
    let Some(file) = file else {
        write_metrics(out, reports)?;
        return Ok(());
    };
    let rows = File::create(&file).and_then(|created| write_metrics(created, reports));
    let rows = rows.map_err(|error| format!("{file}: {error}"))?;
    eprintln!("{file}: {rows} metrics");
    Ok(())
}
