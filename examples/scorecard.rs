//! A filter: JSON Lines `{"id","region","as_of","requirement","progress":[paragraph,…]}` in, one line
//! `{"id","assessments":[…]}` a row out. Positions are bytes of the requirement, or of the paragraph.
//!
//! `cargo run --release --example scorecard < rows.jsonl`

use chrono::NaiveDate;
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
    let mut out = BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line).map_err(|error| format!("line {}: {error}", number + 1))?;
        let assessor = Assessor::new(row.as_of).with_home(row.region.as_deref().and_then(Region::by_name));
        let assessments = assessor.assess_text(&row.requirement, &row.progress);
        writeln!(out, "{}", json!({"id": row.id, "assessments": assessments}))?;
    }
    Ok(out.flush()?)
}
