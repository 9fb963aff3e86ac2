//! Prints a report: for people a summary, with `--json` the whole model.
//!
//! ```text
//! cargo run --example report -- [--json] [FILE]
//! ```
//!
//! Without FILE it reads the sample that the crate ships.

use std::io::Write;
use std::process::ExitCode;

use unicode_width::UnicodeWidthChar;
use zj_gov_report::{AssignmentRole, Report, Severity, StatusKind};

const SAMPLE: &[u8] = include_bytes!("data/half-year-table.txt");

fn main() -> ExitCode {
    let mut json = false;
    let mut file = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--json" => json = true,
            "--help" | "-h" => {
                println!("usage: report [--json] [FILE]");
                return ExitCode::SUCCESS;
            }
            _ => file = Some(argument),
        }
    }
    let bytes = match &file {
        Some(file) => match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("error: {file}: {error}");
                return ExitCode::FAILURE;
            }
        },
        None => SAMPLE.to_vec(),
    };
    let report = match Report::from_bytes(&bytes) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {}: {error}", file.as_deref().unwrap_or("sample"));
            return ExitCode::FAILURE;
        }
    };
    if report.tasks().is_empty() {
        for diagnostic in report.diagnostics().iter().filter(|diagnostic| diagnostic.severity() == Severity::Error) {
            eprintln!("{}: {diagnostic}", file.as_deref().unwrap_or("sample"));
        }
        return ExitCode::FAILURE;
    }
    let text = if json {
        match serde_json::to_string(&report) {
            Ok(text) => text + "\n",
            Err(error) => {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        }
    } else {
        summary(&report)
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // Who pipes into `head` wants no more.
        Err(_) => ExitCode::SUCCESS,
    }
}

fn summary(report: &Report) -> String {
    let mut lines = vec![report.title().unwrap_or("(no title)").to_owned()];
    let facts = [
        ("publisher", report.publisher().map(str::to_owned)),
        ("published", report.published().map(|date| date.to_string())),
        ("region", report.region().map(str::to_owned)),
        ("period", report.period().map(|period| period.to_string()).or(report.year().map(|year| year.to_string()))),
    ];
    lines.extend(facts.into_iter().filter_map(|(name, value)| value.map(|value| format!("  {name:<10} {value}"))));
    lines.push(format!("  {:<10} {}", "tasks", report.tasks().len()));
    let kinds = [
        ("done", StatusKind::Done),
        ("ahead", StatusKind::Ahead),
        ("on time", StatusKind::OnSchedule),
        ("behind", StatusKind::Behind),
        ("not begun", StatusKind::NotStarted),
    ];
    for (name, kind) in kinds {
        let count =
            report.tasks().iter().filter(|task| task.status().is_some_and(|status| status.kind() == kind)).count();
        if count > 0 {
            lines.push(format!("  {name:<10} {count}"));
        }
    }
    lines.push(String::new());
    for task in report.tasks() {
        let what = task.title().or(task.requirement().map(|requirement| requirement.text())).unwrap_or_default();
        let short: String = what.chars().filter(|c| *c != '\n').take(36).collect();
        let lead =
            task.departments().iter().find(|unit| unit.role() == AssignmentRole::Lead).or(task.departments().first());
        let status = task.status().map_or("", |status| status.text());
        let lead = lead.map_or("", |unit| unit.text());
        lines.push(format!("{:>4}  {short}  [{lead}]  {status}", task.number().unwrap_or("")).trim_end().to_owned());
    }
    lines.extend(targets(report));
    let warnings = report.diagnostics().iter().filter(|diagnostic| diagnostic.severity() >= Severity::Warning);
    let warnings: Vec<String> = warnings
        .map(|diagnostic| format!("{diagnostic} (bytes {}..{})", diagnostic.span().start(), diagnostic.span().end()))
        .collect();
    if !warnings.is_empty() {
        lines.push(String::new());
        lines.extend(warnings);
    }
    lines.join("\n") + "\n"
}

/// The targets against what was reached, a line each; nothing where the report sets none or names no year.
fn targets(report: &Report) -> Vec<String> {
    let Some(scorecard) = report.as_of().map(|day| report.scorecard(day)) else { return Vec::new() };
    let counts = scorecard.counts();
    if counts.total() == 0 {
        return Vec::new();
    }
    let head = format!(
        "targets as of {}: {} met, {} on schedule, {} behind, {} without a number",
        scorecard.as_of(),
        counts.met(),
        counts.on_schedule(),
        counts.behind(),
        counts.unknown()
    );
    let mut lines = vec![String::new(), head];
    for (entry, assessment) in scorecard.assessments() {
        let number = entry.number().unwrap_or("");
        let (name, verdict) = (assessment.target().indicator(), assessment.verdict().to_string());
        lines.push(format!("{number:>4}  {}  {}  {assessment}", padded(name, 30), padded(&verdict, 12)));
    }
    let disagreeing: Vec<&str> = scorecard.disagreements().filter_map(|entry| entry.number()).collect();
    if !disagreeing.is_empty() {
        lines.push(format!("the office's own word says otherwise: {}", disagreeing.join(", ")));
    }
    lines
}

/// `text` in so many columns of a terminal, cut or filled up.
fn padded(text: &str, columns: usize) -> String {
    let (mut cut, mut width) = (String::new(), 0);
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if width + wide > columns {
            break;
        }
        cut.push(c);
        width += wide;
    }
    cut + &" ".repeat(columns - width)
}
