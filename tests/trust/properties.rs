//! What is written into a report is read out of it, whatever its layout; and how its characters are written counts for nothing.

use proptest::prelude::*;
use rust_decimal::Decimal;
use zj_gov_report::scorecard::{Assessor, Verdict};
use zj_gov_report::{Metric, Report};

use crate::generate::{Fact, LAYOUTS, Layout, Task, tasks, write};
use crate::laws::reports::gist;
use crate::laws::wide;

fn cases() -> ProptestConfig {
    // Finds become tests of their own; no file of seeds is kept.
    ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() }
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

    /// Half of the year has gone: what adds up is on schedule from half of its target on, and met from all of it on.
    #[test]
    fn verdicts_follow_from_the_numbers(
        target in 20u32..=2000,
        share in prop::sample::select(vec![0u32, 10, 30, 45, 55, 70, 90, 100, 101, 150]),
        least in prop::bool::ANY,
        (verb, thing, unit) in prop::sample::select(vec![
            ("新增", "充电桩", "个"), ("培育", "数字工厂", "家"), ("加装", "住宅电梯", "台"), ("引进", "高层次人才", "人"),
        ]),
    ) {
        let reached = target * share / 100;
        let requirement = format!("{verb}{thing}{target}{unit}{}。", if least { "以上" } else { "" });
        let progress = format!("1-6月,{verb}{thing}{reached}{unit}。");
        let assessments = Assessor::new("2021-06-30".parse().unwrap()).assess_text(&requirement, &[&progress]);
        let expected = match () {
            () if reached >= target => Verdict::Met,
            () if 2 * reached >= target => Verdict::OnSchedule,
            () => Verdict::Behind,
        };
        prop_assert_eq!(assessments.len(), 1, "{} {}", requirement, progress);
        prop_assert_eq!(assessments[0].verdict(), expected, "{} {}", requirement, progress);
        let ratio = Decimal::from(reached).checked_div(Decimal::from(target)).unwrap();
        let near = assessments[0].ratio().is_some_and(|found| (found - ratio).abs() < Decimal::new(1, 3));
        prop_assert!(near, "{:?}", assessments[0]);
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
