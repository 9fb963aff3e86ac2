//! Tables of cases, and what is done to each input.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::fmt::Debug;
use std::path::Path;
use zj_gov_report::Span;

/// One row of a table, with the place it came from.
pub struct Case {
    pub place: String,
    fields: Vec<(String, String)>,
}

impl Case {
    #[track_caller]
    pub fn get(&self, column: &str) -> &str {
        let field = self.fields.iter().find(|(name, _)| name == column);
        field.map_or_else(|| panic!("{}: no column {column}", self.place), |(_, value)| value)
    }
}

/// The rows of `tests/data/<name>`; `\n` stands for a line break.
#[track_caller]
pub fn cases(name: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut columns: Vec<String> = Vec::new();
    let mut cases = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') || (columns.is_empty() && line.is_empty()) {
            continue;
        }
        let fields: Vec<String> =
            line.split('\t').map(|field| field.replace("\\n", "\n").replace("\\t", "\t")).collect();
        if columns.is_empty() {
            columns = fields;
            continue;
        }
        let place = format!("tests/data/{name}:{}", index + 1);
        assert!(fields.len() <= columns.len(), "{place}: {} fields under {} columns", fields.len(), columns.len());
        let mut fields = fields.into_iter();
        let fields = columns.iter().map(|column| (column.clone(), fields.next().unwrap_or_default())).collect();
        cases.push(Case { place, fields });
    }
    assert!(!cases.is_empty(), "{name}: no cases");
    cases
}

/// ASCII characters in full width.
pub fn wide(text: &str) -> String {
    let wide = |c: char| if ('!'..='~').contains(&c) { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c };
    text.chars().map(wide).collect()
}

/// A blank before every scale, hedge and unit, as scanning leaves them.
pub fn spaced(text: &str) -> String {
    let mut out = String::new();
    for (index, c) in text.chars().enumerate() {
        let before = "万亿千百十余多个家元亩人条%".contains(c);
        if index > 0 && before && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Puts `input` into sentences, and checks that `find` gives it there, alone, with its place.
#[track_caller]
pub fn stands_alone<T: PartialEq + Debug>(place: &str, input: &str, value: &T, find: impl Fn(&str) -> Vec<(T, Span)>) {
    for (before, after) in [("达到", "。"), ("共", ",其中"), ("(", ")"), ("约 ", "\n"), ("“", "”")] {
        let text = format!("{before}{input}{after}");
        let found = find(&text);
        let texts: Vec<_> = found.iter().map(|(_, span)| span.slice(&text)).collect();
        assert_eq!(texts, [Some(input)], "{place}: {input} in {text}");
        assert_eq!(found.first().map(|(value, _)| value), Some(value), "{place}: {input} in {text}");
    }
}
