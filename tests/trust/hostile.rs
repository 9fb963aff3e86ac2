//! Hostile inputs: what each is read as, or the error; and the laws hold of all.

use zj_gov_report::{MetricParser, Number, Period, Quantity, Report};

use crate::common::{self, Case};
use crate::regressions;

/// The input of a row: `\n` and the like, `\u{…}` a character, `\xNN` a byte, `{PIECE*COUNT}` a piece so many times.
fn input(written: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        let hex = |text: &str| u32::from_str_radix(text, 16).ok();
        if let Some((code, after)) = rest.strip_prefix("\\u{").and_then(|rest| rest.split_once('}')) {
            let c = hex(code).and_then(char::from_u32).expect("a character");
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\x") {
            bytes.push(u8::try_from(hex(&after[..2]).expect("a byte")).unwrap());
            rest = &after[2..];
        } else if let Some(after) = rest.strip_prefix("\\r") {
            bytes.push(b'\r');
            rest = after;
        } else if let Some((piece, count, after)) = repeated(rest) {
            let piece = input(piece);
            (0..count).for_each(|_| bytes.extend_from_slice(&piece));
            rest = after;
        } else {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[c.len_utf8()..];
        }
    }
    bytes
}

fn repeated(text: &str) -> Option<(&str, usize, &str)> {
    let (piece, after) = text.strip_prefix('{')?.split_once('*')?;
    let (count, after) = after.split_once('}')?;
    Some((piece, count.parse().ok()?, after))
}

/// What an input is read as, in one line.
fn read(kind: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let value = |result: Result<String, zj_gov_report::Error>| {
        result.unwrap_or_else(|error| format!("error {}: {error}", error.kind().code()))
    };
    match kind {
        "number" => value(text.parse().map(|number: Number| number.to_string())),
        "quantity" => value(text.parse().map(|quantity: Quantity| quantity.to_string())),
        "period" => value(Period::read(&text, 2021).map(|period| period.to_string())),
        "metric" => {
            let metrics = MetricParser::new().with_year(2021).parse(&text);
            metrics.iter().map(|metric| metric.to_string()).collect::<Vec<_>>().join("; ")
        }
        "json" => match serde_json::from_str::<Report>(&text) {
            Ok(report) => format!("{} tasks", report.tasks().len()),
            Err(_) => "error".to_owned(),
        },
        "report" => match Report::from_bytes(bytes) {
            Ok(report) => outline(&report),
            Err(error) => format!("error {}: {error}", error.kind().code()),
        },
        #[cfg(feature = "html")]
        "page" => {
            let source = zj_gov_report::Document::from_html(&text).source().replace('\n', "\\n").replace('\t', "\\t");
            source
                .replace(['\u{202e}', '\u{202c}'], "<turn>")
                .replace('\u{200b}', "<nothing>")
                .replace('\u{a0}', "<blank>")
        }
        other => panic!("no kind `{other}`"),
    }
}

/// The tasks of a report and the codes of its remarks.
fn outline(report: &Report) -> String {
    let mut codes: Vec<&str> = report.diagnostics().iter().map(|diagnostic| diagnostic.code().as_str()).collect();
    codes.dedup();
    let texts = report.tasks().iter().map(|task| {
        let requirement = task.requirement().map_or("-", |requirement| requirement.text());
        let progress = task.progress().map_or("-", |progress| progress.text());
        let short = |text: &str| text.chars().take(24).collect::<String>().replace(['\n', '\t'], " ");
        format!("{} > {}", short(requirement), short(progress))
    });
    let texts: Vec<String> = texts.take(4).collect();
    format!("{} tasks [{}] {}", report.tasks().len(), codes.join(" "), texts.join(" / ")).trim_end().to_owned()
}

fn check(case: &Case) -> Result<(), String> {
    let (kind, bytes) = (case.get("kind"), input(&case.get("input")));
    let pages = cfg!(feature = "html");
    if !pages && (kind == "page" || bytes.trim_ascii_start().starts_with(b"<")) {
        return Ok(());
    }
    let expected = case.get("expected").replace('\n', "\\n").replace('\t', "\\t");
    let found = read(&kind, &bytes);
    let target = match kind.as_str() {
        "report" => "report_text",
        "page" => "report_html",
        other => other,
    };
    regressions::hold(target, &bytes);
    if found == expected { Ok(()) } else { Err(format!("expected {expected}\n  found {found}")) }
}

#[test]
fn hostile_inputs_are_read_or_refused() {
    assert!(common::cases("trust/hostile.tsv").len() >= 60);
    common::run("trust/hostile.tsv", check);
}
