//! Targets and their answers, from tables.

use std::path::Path;

use zj_gov_report::{Assessor, MetricParser, Report, Verdict};

/// The rows of a table under `tests/data/scorecard`, each with its line.
fn rows(file: &str) -> Vec<(usize, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/scorecard").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|(line, row)| (line + 1, row.split('\t').map(str::to_owned).collect())).collect()
}

/// The assessments of a row as the table writes them.
fn read(as_of: &str, requirement: &str, progress: &[&str]) -> Vec<String> {
    let assessments = Assessor::new(as_of.parse().unwrap()).assess_text(requirement, progress);
    let written = |assessment: &zj_gov_report::Assessment| {
        let actual = assessment.answer().map_or("-".to_owned(), |answer| match answer.paragraph() {
            at if progress.len() > 1 => format!("{}@{at}", answer.metric().text()),
            _ => answer.metric().text().to_owned(),
        });
        format!("{}={actual} {}", assessment.target().text(), assessment.verdict().as_str())
    };
    assessments.iter().map(written).collect()
}

#[test]
fn pairs_of_the_table() {
    let mut wrong = Vec::new();
    for (line, row) in rows("pairs.tsv") {
        let [as_of, requirement, progress, expected, ..] = row.as_slice() else {
            panic!("line {line}: too few fields")
        };
        let progress: Vec<&str> = progress.split('|').collect();
        let expected: Vec<String> = expected.split('|').map(str::to_owned).collect();
        let found = read(as_of, requirement, &progress);
        if found != expected {
            wrong.push(format!("pairs.tsv:{line}: {requirement}\n    expected {expected:?}\n    found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn rows_of_the_table() {
    let mut wrong = Vec::new();
    for (line, row) in rows("rows.tsv") {
        let [as_of, requirement, progress, expected, ..] = row.as_slice() else {
            panic!("line {line}: too few fields")
        };
        let progress: Vec<&str> = progress.split('|').collect();
        let expected: Vec<String> = expected.split('|').map(str::to_owned).collect();
        let found = read(as_of, requirement, &progress);
        for pair in expected.iter().filter(|pair| !found.contains(pair)) {
            let start = pair.split('=').next().unwrap_or_default();
            let instead: Vec<&String> = found.iter().filter(|found| found.starts_with(&format!("{start}="))).collect();
            wrong.push(format!("rows.tsv:{line}: expected {pair}, found {instead:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
