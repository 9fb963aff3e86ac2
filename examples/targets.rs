//! Lists what is behind schedule in a folder of reports, the largest gap first, each with the sentence that states its
//! case. Reads texts and, with feature `html`, pages.
//!
//! ```text
//! cargo run --release --features html --example targets -- [--as-of 2021-06-30] [FILE or FOLDER...]
//! ```
//!
//! Without a file it reads the samples that the crate ships; without a day each report is judged as of the one that it
//! says itself.

mod common;

use std::io::Write;
use std::process::ExitCode;

use chrono::NaiveDate;
use common::table::{padded, plain};
use common::{Arguments, Out, Outcome, Styles, files};
use zj_gov_report::{AssignmentRole, Scorecard};

fn main() -> ExitCode {
    common::run("targets [--as-of DAY] [FILE or FOLDER...]", targets)
}

fn targets(mut arguments: Arguments, out: &mut Out) -> Outcome {
    let day: Option<NaiveDate> = arguments.option("--as-of")?;
    let reports = files::reports(&arguments.rest(usize::MAX)?)?;
    let (mut scorecards, mut dateless): (Vec<(String, Scorecard)>, Vec<String>) = Default::default();
    for (file, report) in &reports {
        let Some(day) = day.or(report.as_of()) else {
            // One without targets is none to judge.
            if report.tasks().iter().any(|task| !task.targets().is_empty()) {
                dateless.push(format!("{file} names no year: say the day with --as-of"));
            }
            continue;
        };
        let place = report.region().or(report.title()).unwrap_or(file);
        scorecards.push((format!("{place} {}", day.format("%Y-%m-%d")), report.scorecard(day)));
    }
    files::leave_out(&dateless);
    let mut behind: Vec<_> = scorecards
        .iter()
        .flat_map(|(place, scorecard)| {
            scorecard.behind().into_iter().map(move |(entry, target)| (place, entry, target))
        })
        .collect();
    behind.sort_by_key(|(.., target)| std::cmp::Reverse(target.gap().unwrap_or_default()));

    let styles = Styles::of_stdout();
    let (bad, head, dim) = (styles.bad, styles.head, styles.dim);
    for (place, entry, target) in &behind {
        // A target without a schedule, such as an end of the year's rate, has no gap to the schedule.
        let gap = target.gap().map_or("—".to_owned(), common::percent);
        let indicator = target.target().indicator();
        let name = if indicator.is_empty() { entry.title() } else { indicator.as_str() };
        let lead = entry.departments().iter().find(|unit| unit.role() != AssignmentRole::Supporting);
        let lead = lead.map_or("", |unit| unit.name());
        let number = entry.number().map_or(String::new(), |number| format!("{number}. "));
        writeln!(
            out,
            "{bad}{gap:>6}{bad:#}  {head}{}{head:#}  {dim}{}  {}{dim:#}",
            padded(name, 28),
            padded(place, 18),
            plain(&format!("{number}{lead}"))
        )?;
        writeln!(out, "        {}", plain(&target.to_string()))?;
    }
    let total: usize = scorecards.iter().map(|(_, scorecard)| scorecard.counts().total()).sum();
    let unknown: usize = scorecards.iter().map(|(_, scorecard)| scorecard.counts().unknown()).sum();
    let reports = scorecards.len();
    writeln!(out, "{} of {total} targets in {reports} reports are behind; {unknown} have no number", behind.len())?;
    Ok(())
}
