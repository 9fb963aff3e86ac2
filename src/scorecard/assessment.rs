//! One target with its answer.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{MatchedBy, Verdict};
use crate::indicator::Better;
use crate::metric::Metric;

/// A target, the number that answers it, and whether it is met.
///
/// `Display` gives the sentence that states the case in Chinese. The interchange format writes `target`, `actual` (a
/// metric with its `paragraph`, `matched_by` and `confidence`, or null), `verdict`, `ratio`, `elapsed`, `better`,
/// `accumulates`, `as_of`, and the sentence for readers, which is not read back.
///
/// ```
/// use zj_gov_report::scorecard::{Assessor, Verdict};
///
/// let day = "2021-06-30".parse().unwrap();
/// let assessments = Assessor::new(day).assess_text("新建口袋公园20个", &["截至6月底,建成口袋公园12个。"]);
/// let assessment = &assessments[0];
/// assert_eq!(assessment.verdict(), Verdict::OnSchedule);
/// assert_eq!(assessment.ratio().unwrap().to_string(), "0.6");
/// assert_eq!(assessment.to_string(), "年度目标20个,截至6月底12个,完成60.0%,快于序时进度10.0个百分点");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "super::interchange::Form", from = "super::interchange::Form")]
#[doc(alias = "评估")]
pub struct Assessment {
    pub(super) target: Metric,
    pub(super) answer: Option<Answer>,
    pub(super) verdict: Verdict,
    pub(super) ratio: Option<Decimal>,
    pub(super) elapsed: Option<Decimal>,
    pub(super) better: Better,
    pub(super) accumulates: bool,
    pub(super) as_of: NaiveDate,
}

/// The number that answers a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub(super) paragraph: usize,
    pub(super) metric: Metric,
    pub(super) matched_by: MatchedBy,
    pub(super) confidence: Decimal,
}

impl Assessment {
    /// What is to be reached.
    #[must_use]
    #[doc(alias = "目标")]
    pub const fn target(&self) -> &Metric {
        &self.target
    }

    /// The number that answers it; `None` where none does.
    #[must_use]
    #[doc(alias = "实际")]
    pub const fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// Whether it is met.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Actual ÷ target, to four decimals: 0.57 for 171 of 300. `None` for ranks and where nothing answers.
    #[must_use]
    #[doc(alias = "完成率")]
    pub const fn ratio(&self) -> Option<Decimal> {
        self.ratio
    }

    /// The elapsed share of the year, to four decimals; `None` where the target does not add up over the year.
    #[must_use]
    #[doc(alias = "序时进度")]
    pub const fn elapsed(&self) -> Option<Decimal> {
        self.elapsed
    }

    /// How far it is ahead of the schedule, in percentage points; negative where it is behind.
    #[must_use]
    pub fn lead(&self) -> Option<Decimal> {
        Some(self.ratio?.checked_sub(self.elapsed?)?.checked_mul(Decimal::ONE_HUNDRED)?.normalize())
    }

    /// How far it falls short of what it should be by now, as a share of the target: of the schedule for what adds up,
    /// of the target itself for the rest; zero or less where it does not.
    #[must_use]
    pub fn gap(&self) -> Option<Decimal> {
        let (ratio, due) = (self.ratio?, self.elapsed.unwrap_or(Decimal::ONE));
        let gap = if self.better == Better::Down { ratio.checked_sub(due)? } else { due.checked_sub(ratio)? };
        Some(gap.normalize())
    }

    /// Which way is good for this target.
    #[must_use]
    pub const fn better(&self) -> Better {
        self.better
    }

    /// Whether it is an amount to be accumulated over the year (things to be built, money to be spent), which a schedule
    /// can be held against, rather than a state (a rate, a growth, a stock).
    #[must_use]
    pub const fn accumulates(&self) -> bool {
        self.accumulates
    }

    /// The day on which it was assessed.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }
}

impl Answer {
    /// The index of the paragraph of the progress that it stands in.
    #[must_use]
    pub const fn paragraph(&self) -> usize {
        self.paragraph
    }

    /// The number, as the progress states it.
    #[must_use]
    pub const fn metric(&self) -> &Metric {
        &self.metric
    }

    /// Why it was taken.
    #[must_use]
    pub const fn matched_by(&self) -> MatchedBy {
        self.matched_by
    }

    /// How sure that is, from 0 to 1, to two decimals: 1 for the same name, unit and time.
    #[must_use]
    #[doc(alias = "置信度")]
    pub const fn confidence(&self) -> Decimal {
        self.confidence
    }
}
