//! The outside cases for Chinese numbers and percentages, where they are at hand: exactly the listed ones differ.

#[path = "../examples/numbers.rs"]
#[expect(dead_code, reason = "its main is the filter, which runs elsewhere")]
mod numbers;
mod support;

use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A place in characters, and a value.
type Reading = (usize, usize, Decimal);

fn value(text: &str) -> Option<Decimal> {
    let text = text.trim_end_matches('%');
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

/// As the specification's own scorer compares: the same places (overlap), the same values to a millionth, none more.
fn agrees(found: &[Reading], wanted: &[Reading]) -> bool {
    let same = |a: Decimal, b: Decimal| (a - b).abs() <= Decimal::new(1, 6).max(b.abs() * Decimal::new(1, 9));
    let meets = |f: &Reading, w: &Reading| f.1.min(w.1) > f.0.max(w.0) && same(f.2, w.2);
    found.len() == wanted.len() && wanted.iter().all(|w| found.iter().any(|f| meets(f, w)))
}

/// Whether the filter reads one case as the specification does.
fn passes(kind: &str, line: &str) -> Option<bool> {
    let case: Value = serde_json::from_str(line).ok()?;
    let text = case.get("input")?.as_str()?;
    let output = serde_json::to_value(numbers::read(String::new(), text)).ok()?;
    let characters = |bytes: &Value| Some(text.get(..usize::try_from(bytes.as_u64()?).ok()?)?.chars().count());
    let items = output.get(if kind == "number" { "numbers" } else { "quantities" })?.as_array()?;
    let mut found = Vec::new();
    for item in items.iter().filter(|item| kind == "number" || item["unit"] == "%") {
        found.push((characters(&item["start"])?, characters(&item["end"])?, value(item["value"].as_str()?)?));
    }
    let mut wanted = Vec::new();
    for item in case.get("expected")?.as_array()? {
        let start = usize::try_from(item["start"].as_u64()?).ok()?;
        wanted.push((start, start + item["text"].as_str()?.chars().count(), value(item["value"].as_str()?)?));
    }
    Some(agrees(&found, &wanted))
}

#[test]
fn exactly_the_listed_cases_differ() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/specs");
    let listed: BTreeSet<String> = support::cases("number/spec_exceptions.tsv")
        .iter()
        .inspect(|case| assert!(!case.get("reason").is_empty(), "{}: no reason", case.place))
        .map(|case| case.get("id").to_owned())
        .collect();
    let mut failed = BTreeSet::new();
    for kind in ["number", "percent"] {
        let Ok(cases) = std::fs::read_to_string(folder.join(format!("{kind}.jsonl"))) else { return };
        for (index, line) in cases.lines().enumerate() {
            let id = format!("{kind}:{}", index + 1);
            match passes(kind, line) {
                Some(true) => {}
                Some(false) => drop(failed.insert(id)),
                None => panic!("{id}: not a case"),
            }
        }
    }
    let fixed: Vec<_> = listed.difference(&failed).collect();
    let broken: Vec<_> = failed.difference(&listed).collect();
    assert!(
        fixed.is_empty() && broken.is_empty(),
        "listed, but they pass: {fixed:?}; not listed, but they fail: {broken:?}"
    );
}
