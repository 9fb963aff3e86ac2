//! A filter: JSON Lines `{"id","region","as_of","requirement","progress":[paragraph,…]}` in, one line
//! `{"id","assessments":[…]}` a row out. Positions are bytes of the requirement, or of the paragraph.
//!
//! ```text
//! cargo run --release --example scorecard < rows.jsonl
//! cargo run --release --example scorecard -- --min-confidence 0.8 < rows.jsonl      # verdicts on surer links only
//! cargo run --release --example scorecard -- --explain < rows.jsonl                 # which numbers were weighed
//! ```
//!
//! At a terminal, with nothing piped into it, it reads a row of its own.

mod common;

use chrono::NaiveDate;
use common::{Arguments, Out, Outcome};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;
use std::io::Write;
use std::process::ExitCode;
use zj_gov_report::{Assessor, Region};

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    region: Option<String>,
    as_of: NaiveDate,
    requirement: String,
    progress: Vec<String>,
}

/// What it reads where nothing is piped into it.
const SAMPLE: &str = r#"{"id":"sample","region":"湖州市","as_of":"2021-06-30","requirement":"新建5G基站1000个。","progress":["上半年,新建5G基站620个。"]}"#;

fn main() -> ExitCode {
    common::run("scorecard [--min-confidence SHARE] [--explain] < ROWS.jsonl", scorecard)
}

fn scorecard(mut arguments: Arguments, out: &mut Out) -> Outcome {
    let least: Option<Decimal> = arguments.option("--min-confidence")?;
    let explain = arguments.flag("--explain");
    arguments.rest(0)?;
    common::json_lines(SAMPLE, |row: Row| {
        let mut assessor = Assessor::new(row.as_of).with_home(row.region.as_deref().and_then(Region::by_name));
        if let Some(least) = least {
            assessor = assessor.with_min_confidence(least);
        }
        if explain {
            return Ok(writeln!(out, "{}\n{}", row.id, assessor.explain_text(&row.requirement, &row.progress))?);
        }
        let assessments = assessor.assess_text(&row.requirement, &row.progress);
        Ok(writeln!(out, "{}", json!({"id": row.id, "assessments": assessments}))?)
    })
}
