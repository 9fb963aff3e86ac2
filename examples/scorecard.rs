//! A filter: JSON Lines `{"id","region","as_of","requirement","progress":[paragraph,…]}` in, one line
//! `{"id","assessments":[…]}` a row out. Positions are bytes of the requirement, or of the paragraph.
//!
//! `cargo run --release --example scorecard < rows.jsonl`
//! `cargo run --release --example scorecard -- --min-confidence 0.8 < rows.jsonl` gives only verdicts on surer links.
//! `cargo run --release --example scorecard -- --explain < rows.jsonl` shows which numbers were weighed instead.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;
use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};
use zj_gov_report::{Assessor, Region};

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    region: Option<String>,
    as_of: NaiveDate,
    requirement: String,
    progress: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut least, mut explain): (Option<Decimal>, bool) = (None, false);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next()) {
            ("--min-confidence", Some(share)) => least = Some(share.parse()?),
            ("--explain", None) => explain = true,
            _ => return Err("usage: scorecard [--min-confidence SHARE | --explain] < rows.jsonl".into()),
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line).map_err(|error| format!("line {}: {error}", number + 1))?;
        let mut assessor = Assessor::new(row.as_of).with_home(row.region.as_deref().and_then(Region::by_name));
        if let Some(least) = least {
            assessor = assessor.with_min_confidence(least);
        }
        if explain {
            writeln!(out, "{}\n{}", row.id, assessor.explain_text(&row.requirement, &row.progress))?;
            continue;
        }
        let assessments = assessor.assess_text(&row.requirement, &row.progress);
        writeln!(out, "{}", json!({"id": row.id, "assessments": assessments}))?;
    }
    Ok(out.flush()?)
}
