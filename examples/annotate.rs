//! A filter: JSON Lines `{"id","region","year","published","role","text"}` in, one line `{"id","metrics","regions",
//! "departments"}` a unit out. Positions are bytes of the text.
//!
//! `cargo run --release --example annotate < units.jsonl`
//! `cargo run --release --example annotate -- --explain < units.jsonl` shows tokens and rules instead.

use serde::Deserialize;
use serde_json::json;
use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};
use zj_gov_report::department::find_departments;
use zj_gov_report::region::{PlaceContext, Region, find_regions};
use zj_gov_report::{MetricParser, TextRole};

#[derive(Deserialize)]
struct Unit {
    id: serde_json::Value,
    region: Option<String>,
    year: Option<i32>,
    published: Option<String>,
    role: Option<TextRole>,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let explain = std::env::args().any(|argument| argument == "--explain");
    let mut out = BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let unit: Unit = serde_json::from_str(&line).map_err(|error| format!("line {}: {error}", number + 1))?;
        let home = unit.region.as_deref().and_then(Region::by_name);
        let places = PlaceContext::new().with_home(home.clone()).with_year(unit.year);
        let parser = MetricParser::new()
            .with_home(home)
            .with_year(unit.year)
            .with_published(unit.published.as_deref().and_then(|date| date.parse().ok()))
            .with_role(unit.role.unwrap_or_default());
        if explain {
            writeln!(out, "{}\n{}", unit.text, parser.explain(&unit.text))?;
            continue;
        }
        let regions = find_regions(&unit.text, &places);
        let regions: Vec<_> = regions
            .iter()
            .filter(|place| !place.is_ambiguous())
            .map(|place| json!({"start": place.span().start(), "end": place.span().end(), "code": place.region()}))
            .collect();
        let departments = find_departments(&unit.text, &places);
        let departments: Vec<_> = departments
            .iter()
            .map(|mention| {
                let department = mention.department();
                json!({
                    "start": mention.span().start(),
                    "end": mention.span().end(),
                    "name": department.name(),
                    "kind": department.kind(),
                })
            })
            .collect();
        let answer = json!({
            "id": unit.id,
            "metrics": parser.parse(&unit.text),
            "regions": regions,
            "departments": departments,
        });
        writeln!(out, "{answer}")?;
    }
    Ok(out.flush()?)
}
