//! A filter: JSON Lines `{"id","region","year","published","role","text"}` in, one line `{"id","metrics","regions",
//! "departments"}` a unit out. Positions are bytes of the text.
//!
//! ```text
//! cargo run --release --example annotate < units.jsonl
//! cargo run --release --example annotate -- --explain < units.jsonl      # tokens and rules instead
//! ```
//!
//! At a terminal, with nothing piped into it, it reads a unit of its own.

mod common;

use common::{Arguments, Out, Outcome};
use serde::Deserialize;
use serde_json::json;
use std::io::Write;
use std::process::ExitCode;
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

/// What it reads where nothing is piped into it.
const SAMPLE: &str = r#"{"id":"sample","region":"湖州市","year":2021,"text":"1-6月,德清县完成投资12.5亿元,同比增长8.3%,市发改委牵头落实。"}"#;

fn main() -> ExitCode {
    common::run("annotate [--explain] < UNITS.jsonl", annotate)
}

fn annotate(mut arguments: Arguments, out: &mut Out) -> Outcome {
    let explain = arguments.flag("--explain");
    arguments.rest(0)?;
    common::json_lines(SAMPLE, |unit: Unit| {
        let home = unit.region.as_deref().and_then(Region::by_name);
        let places = PlaceContext::new().with_home(home.clone()).with_year(unit.year);
        let parser = MetricParser::new()
            .with_home(home)
            .with_year(unit.year)
            .with_published(unit.published.as_deref().and_then(|date| date.parse().ok()))
            .with_role(unit.role.unwrap_or_default());
        if explain {
            return Ok(writeln!(out, "{}\n{}", unit.text, parser.explain(&unit.text))?);
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
        Ok(writeln!(out, "{answer}")?)
    })
}
