//! The interchange form of an assessment.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Answer, Assessment, MatchedBy, Verdict};
use crate::indicator::Better;
use crate::metric::Metric;

#[derive(Serialize, Deserialize)]
pub(super) struct Form {
    target: Metric,
    #[serde(default)]
    actual: Option<AnswerForm>,
    #[serde(default)]
    verdict: Verdict,
    #[serde(with = "rust_decimal::serde::str_option", default, skip_serializing_if = "Option::is_none")]
    ratio: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::str_option", default, skip_serializing_if = "Option::is_none")]
    elapsed: Option<Decimal>,
    #[serde(default = "up", skip_serializing_if = "is_up")]
    better: Better,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    accumulates: bool,
    as_of: NaiveDate,
    /// For readers; what it says follows from the rest.
    #[serde(default, skip_deserializing)]
    sentence: String,
}

#[derive(Serialize, Deserialize)]
struct AnswerForm {
    paragraph: usize,
    #[serde(flatten)]
    metric: Metric,
    matched_by: MatchedBy,
    #[serde(with = "rust_decimal::serde::str")]
    confidence: Decimal,
}

const fn up() -> Better {
    Better::Up
}

fn is_up(better: &Better) -> bool {
    *better == Better::Up
}

impl From<Assessment> for Form {
    fn from(assessment: Assessment) -> Self {
        let sentence = assessment.to_string();
        Self {
            target: assessment.target,
            actual: assessment.answer.map(|answer| AnswerForm {
                paragraph: answer.paragraph,
                metric: answer.metric,
                matched_by: answer.matched_by,
                confidence: answer.confidence,
            }),
            verdict: assessment.verdict,
            ratio: assessment.ratio,
            elapsed: assessment.elapsed,
            better: assessment.better,
            accumulates: assessment.accumulates,
            as_of: assessment.as_of,
            sentence,
        }
    }
}

impl From<Form> for Assessment {
    fn from(form: Form) -> Self {
        Self {
            target: form.target,
            answer: form.actual.map(|answer| Answer {
                paragraph: answer.paragraph,
                metric: answer.metric,
                matched_by: answer.matched_by,
                confidence: answer.confidence,
            }),
            verdict: form.verdict,
            ratio: form.ratio,
            elapsed: form.elapsed,
            better: form.better,
            accumulates: form.accumulates,
            as_of: form.as_of,
        }
    }
}
