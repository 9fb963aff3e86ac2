//! Targets, results and verdicts.

use rust_decimal::Decimal;
use zj_gov_report::scorecard::{Assessment, Assessor, Verdict};

use super::{deny, json, placed, same, wide};

/// Everything about a requirement and its progress: of a text the first line and those after it.
pub fn scorecard(text: &str) {
    let (requirement, progress) = text.split_once('\n').unwrap_or((text, ""));
    let progress: Vec<&str> = progress.lines().collect();
    for day in ["2021-06-30", "2020-02-29", "1900-01-01"] {
        let assessor = Assessor::new(day.parse().expect("a day"));
        let assessments = assessor.assess_text(requirement, &progress);
        let mut end = 0;
        for assessment in &assessments {
            let target = assessment.target();
            placed("a target in its place", requirement, target.span(), Some(target.text()));
            if target.span().start() < end {
                deny("targets in order", text, target);
            }
            end = target.span().end();
            answered(text, &progress, assessment);
            json::identity(text, assessment);
        }
        // It prints, whatever it is.
        let _ = assessor.explain_text(requirement, &progress).to_string();
    }
    let assessor = Assessor::new("2021-06-30".parse().expect("a day"));
    let verdicts = |text: &str| {
        let (requirement, progress) = text.split_once('\n').unwrap_or((text, ""));
        let progress: Vec<&str> = progress.lines().collect();
        assessor.assess_text(requirement, &progress).iter().map(Assessment::verdict).collect::<Vec<_>>()
    };
    same("full width", text, &verdicts(text), &verdicts(&wide(text)));
}

#[track_caller]
fn answered(text: &str, progress: &[&str], assessment: &Assessment) {
    match assessment.answer() {
        None if assessment.verdict() != Verdict::Unknown => deny("a verdict has an answer", text, assessment),
        None => {}
        Some(answer) => {
            let Some(paragraph) = progress.get(answer.paragraph()) else { deny("an answer has a place", text, answer) };
            placed("an answer in its place", paragraph, answer.metric().span(), Some(answer.metric().text()));
            if answer.confidence() < Decimal::ZERO || answer.confidence() > Decimal::ONE {
                deny("a confidence is a share", text, answer);
            }
        }
    }
    if assessment.to_string().is_empty() {
        deny("an assessment says something", text, assessment);
    }
}
