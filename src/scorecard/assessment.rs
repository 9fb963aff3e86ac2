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
///
/// ```
/// use zj_gov_report::Assessor;
/// use zj_gov_report::scorecard::MatchedBy;
///
/// let assessor = Assessor::new("2024-06-30".parse().unwrap());
/// let assessments = assessor.assess_text("引进大学生1万人", &["①举办招聘会12场。", "②1-6月,引进高校毕业生6200人。"]);
/// let answer = assessments[0].answer().unwrap();
/// assert_eq!((answer.paragraph(), answer.metric().quantity().to_string().as_str()), (1, "6200人"));
/// assert_eq!(answer.matched_by(), MatchedBy::Synonym);
/// assert!(answer.confidence() > "0.8".parse().unwrap());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "实际")]
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
    #[doc(alias = "判定")]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Actual ÷ target, to four decimals: 0.57 for 171 of 300. `None` for ranks and where nothing answers.
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let assessments = assessor.assess_text("新增高新技术企业300家", &["新增高新技术企业171家。"]);
    /// assert_eq!(assessments[0].ratio().unwrap().to_string(), "0.57");
    /// ```
    #[must_use]
    #[doc(alias = "完成率")]
    pub const fn ratio(&self) -> Option<Decimal> {
        self.ratio
    }

    /// The elapsed share of the year, to four decimals; `None` where the target does not add up over the year.
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    ///
    /// let assessor = Assessor::new("2024-09-30".parse().unwrap());
    /// let assessments = assessor.assess_text("新建公园10个,覆盖率达到95%", &["建成公园6个。覆盖率90%。"]);
    /// assert_eq!(assessments[0].elapsed().unwrap().to_string(), "0.75");
    /// assert_eq!(assessments[1].elapsed(), None);
    /// ```
    #[must_use]
    #[doc(alias = "序时进度")]
    pub const fn elapsed(&self) -> Option<Decimal> {
        self.elapsed
    }

    /// How far it is ahead of the schedule, in percentage points; negative where it is behind.
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let assessments = assessor.assess_text("新建公园10个", &["建成公园4个。"]);
    /// assert_eq!(assessments[0].lead().unwrap().to_string(), "-10");
    /// ```
    #[must_use]
    pub fn lead(&self) -> Option<Decimal> {
        Some(self.ratio?.checked_sub(self.elapsed?)?.checked_mul(Decimal::ONE_HUNDRED)?.normalize())
    }

    /// How far it falls short of what it should be by now, as a share of the target: of the schedule for what adds up,
    /// of the target itself for the rest; zero or less where it does not.
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let assessments = assessor.assess_text("新建公园10个", &["建成公园4个。"]);
    /// assert_eq!(assessments[0].gap().unwrap().to_string(), "0.1");
    /// ```
    #[must_use]
    #[doc(alias = "差距")]
    pub fn gap(&self) -> Option<Decimal> {
        let (ratio, due) = (self.ratio?, self.elapsed.unwrap_or(Decimal::ONE));
        let gap = if self.better == Better::Down { ratio.checked_sub(due)? } else { due.checked_sub(ratio)? };
        Some(gap.normalize())
    }

    /// Which way is good for this target.
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    /// use zj_gov_report::indicator::Better;
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let assessments = assessor.assess_text("失业率控制在3%以内", &["失业率2.1%。"]);
    /// assert_eq!(assessments[0].better(), Better::Down);
    /// ```
    #[must_use]
    #[doc(alias = "优劣方向")]
    pub const fn better(&self) -> Better {
        self.better
    }

    /// Whether it is an amount to be accumulated over the year (things to be built, money to be spent), which a schedule
    /// can be held against, rather than a state (a rate, a growth, a stock).
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let assessments = assessor.assess_text("新建公园10个,工业投资增长8%", &["建成公园4个,工业投资增长9%。"]);
    /// assert!(assessments[0].accumulates());
    /// assert!(!assessments[1].accumulates());
    /// ```
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
