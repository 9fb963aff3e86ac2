//! Prints a report: for people a summary, with `--json` the whole model.
//!
//! ```text
//! cargo run --example report -- [--json] [FILE]
//! ```
//!
//! Without FILE it reads the sample that the crate ships.

mod common;

use std::io::Write;
use std::process::ExitCode;

use common::table::{padded, plain};
use common::{Arguments, Out, Outcome, Styles, files};
use zj_gov_report::{AssignmentRole, Report, ReportReader, Severity, StatusKind, Verdict};

fn main() -> ExitCode {
    common::run("report [--json] [FILE]", report)
}

fn report(mut arguments: Arguments, out: &mut Out) -> Outcome {
    let json = arguments.flag("--json");
    let file = files::one(arguments.rest(1)?.first(), 0);
    let report = file.read(&ReportReader::new())?;
    // In JSON the diagnostics say why there are none.
    if report.tasks().is_empty() && !json {
        let why = report.diagnostics().iter().find(|diagnostic| diagnostic.severity() == Severity::Error);
        return Err(why.map_or("no tasks".into(), |why| format!("{}: {}", file.name(), why.message()).into()));
    }
    if json {
        serde_json::to_writer(&mut *out, &report)?;
        return Ok(writeln!(out)?);
    }
    Ok(out.write_all(summary(&report).as_bytes())?)
}

fn summary(report: &Report) -> String {
    let styles = Styles::of_stdout();
    let head = styles.head;
    let mut lines = vec![format!("{head}{}{head:#}", plain(report.title().unwrap_or("(no title)")))];
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
        let lead =
            task.departments().iter().find(|unit| unit.role() == AssignmentRole::Lead).or(task.departments().first());
        let style = match task.status().map(|status| status.kind()) {
            Some(StatusKind::Behind | StatusKind::NotStarted) => styles.bad,
            Some(StatusKind::Ahead | StatusKind::Done) => styles.good,
            _ => styles.plain,
        };
        let (number, lead) = (task.number().unwrap_or(""), lead.map_or("", |unit| unit.text()));
        let line = format!("{number:>4}  {}  [{lead}]", padded(&task.name(), 60));
        let status =
            task.status().map_or(String::new(), |status| format!("  {style}{}{style:#}", plain(status.text())));
        lines.push(line + &status);
    }
    lines.extend(targets(report, &styles));
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
fn targets(report: &Report, styles: &Styles) -> Vec<String> {
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
        let style = match assessment.verdict() {
            Verdict::Behind => styles.bad,
            Verdict::Met => styles.good,
            _ => styles.plain,
        };
        let (name, verdict) = (padded(name, 30), padded(&verdict, 12));
        lines.push(format!("{number:>4}  {name}  {style}{verdict}{style:#}  {}", plain(&assessment.to_string())));
    }
    let disagreeing: Vec<&str> = scorecard.disagreements().filter_map(|entry| entry.number()).collect();
    if !disagreeing.is_empty() {
        lines.push(format!("the office's own word says otherwise: {}", disagreeing.join(", ")));
    }
    lines
}
