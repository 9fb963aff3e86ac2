//! A filter: JSON Lines `{"id","region","year","text"}` in, `{"id","regions","departments"}` out.
//!
//! `regions` are `{"start","end","code"}`, `departments` `{"start","end","name","kind"}`; positions are bytes of the text.

use serde_json::{Value, json};
use std::io::{self, BufRead, Write};
use zj_gov_report::department::find_departments;
use zj_gov_report::region::{PlaceContext, Region, find_regions};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let unit: Value = serde_json::from_str(&line)?;
        let text = unit.get("text").and_then(Value::as_str).unwrap_or_default();
        let home = unit.get("region").and_then(Value::as_str).and_then(Region::by_name);
        let year = unit.get("year").and_then(Value::as_i64).and_then(|year| i32::try_from(year).ok());
        let context = PlaceContext::new().with_home(home).with_year(year);
        let regions: Vec<Value> = find_regions(text, &context)
            .iter()
            .filter(|place| !place.is_ambiguous())
            .map(|place| json!({"start": place.span().start(), "end": place.span().end(), "code": place.region().code()}))
            .collect();
        let departments: Vec<Value> = find_departments(text, &context)
            .iter()
            .map(|office| {
                let (span, department) = (office.span(), office.department());
                let (name, kind) = (department.name(), department.kind().as_str());
                json!({"start": span.start(), "end": span.end(), "name": name, "kind": kind})
            })
            .collect();
        writeln!(out, "{}", json!({"id": unit.get("id"), "regions": regions, "departments": departments}))?;
    }
    Ok(())
}
