//! What is written into a report is read out of it, whatever its layout; and how its characters are written counts for nothing.

use proptest::prelude::*;
use zj_gov_report::{Metric, Report};

use crate::generate::{Fact, LAYOUTS, Layout, Task, tasks, write};
use crate::laws::reports::gist;
use crate::laws::wide;

fn cases() -> ProptestConfig {
    // Finds become tests of their own; no file of seeds is kept.
    ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() }
}

fn read(text: &str, layout: Layout) -> Option<Report> {
    match layout {
        Layout::Html | Layout::WordHtml if !cfg!(feature = "html") => None,
        _ => Report::from_bytes(text.as_bytes()).ok(),
    }
}

fn says(fact: &Fact, metric: &Metric) -> bool {
    metric.indicator().as_str() == fact.indicator
        && metric.value() == fact.value
        && metric.value_max().is_none()
        && metric.unit().as_str() == fact.unit
        && metric.measure() == fact.measure
        && metric.direction() == fact.direction
        && metric.bound() == fact.bound
}

fn hold(facts: &[Fact], metrics: &[Metric], text: &str) -> Result<(), TestCaseError> {
    let said = facts.iter().zip(metrics).all(|(fact, metric)| says(fact, metric));
    prop_assert!(said && facts.len() == metrics.len(), "{facts:#?}\n{metrics:#?}\n{text}");
    Ok(())
}

fn same(tasks: &[Task], report: &Report, text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(report.tasks().len(), tasks.len(), "{}\n{:#?}", text, report);
    prop_assert_eq!(report.year(), Some(2021));
    for (index, (written, task)) in tasks.iter().zip(report.tasks()).enumerate() {
        let (requirement, progress) = written.sentences();
        let number = (index + 1).to_string();
        prop_assert_eq!(task.number(), Some(number.as_str()));
        prop_assert_eq!(task.requirement().map(|passage| passage.text()), Some(requirement.as_str()));
        prop_assert_eq!(task.progress().map(|progress| progress.text()), Some(progress.as_str()));
        let units: Vec<&str> = task.departments().iter().map(|unit| unit.text()).collect();
        prop_assert_eq!(&units, &written.units);
        prop_assert_eq!(task.status().map(|status| status.text()), Some(written.status));
        hold(&written.requirement, task.targets(), text)?;
        hold(&written.progress, task.metrics(), text)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_is_written_is_read(tasks in tasks(), layout in prop::sample::select(&LAYOUTS[..])) {
        let text = write(&tasks, layout);
        if let Some(report) = read(&text, layout) {
            same(&tasks, &report, &text)?;
        }
    }

    #[test]
    fn how_characters_are_written_counts_for_nothing(tasks in tasks(), layout in prop::sample::select(&LAYOUTS[..])) {
        let text = write(&tasks, layout);
        let Some(report) = read(&text, layout) else { return Ok(()) };
        let wanted = gist(&report);
        if matches!(layout, Layout::Bars | Layout::Tabs | Layout::Lines) {
            prop_assert_eq!(&gist(&Report::from_text(&wide(&text))), &wanted, "full width: {}", text);
            prop_assert_eq!(&gist(&Report::from_text(&text.replace('\n', "\r\n"))), &wanted, "line breaks: {}", text);
        }
        if matches!(layout, Layout::Bars | Layout::Lines) {
            let spaced = spaced(&text);
            prop_assert_eq!(&gist(&Report::from_text(&spaced)), &wanted, "blanks: {}", spaced);
        }
    }

    #[test]
    fn every_layout_tells_the_same(tasks in tasks()) {
        let gists: Vec<_> =
            LAYOUTS.iter().filter_map(|&layout| read(&write(&tasks, layout), layout)).map(|report| gist(&report)).collect();
        for pair in gists.windows(2) {
            prop_assert_eq!(&pair[0], &pair[1]);
        }
    }

    #[test]
    fn reports_go_round(tasks in tasks(), layout in prop::sample::select(&LAYOUTS[..])) {
        let text = write(&tasks, layout);
        if let Some(report) = read(&text, layout) {
            crate::laws::json::identity(&text, &report);
        }
    }
}

/// A blank between every two Chinese characters of a line.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        if han(before) && han(c) {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}
