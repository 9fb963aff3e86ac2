//! The closed sets of a scorecard. Their names are those of the interchange format.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether a target is met.
///
/// ```
/// use zj_gov_report::scorecard::Verdict;
///
/// assert_eq!(Verdict::OnSchedule.as_str(), "on_schedule");
/// assert_eq!(Verdict::OnSchedule.to_string(), "达到序时进度");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "判定")]
pub enum Verdict {
    /// No number answers the target, or none that can be compared with it.
    #[default]
    #[doc(alias = "无对应数据")]
    Unknown,
    /// The actual satisfies the target.
    #[doc(alias = "已完成")]
    Met,
    /// Not met, but an amount that is to be accumulated over the year has at least the elapsed share of it.
    #[doc(alias = "序时进度")]
    OnSchedule,
    /// Not met otherwise.
    #[doc(alias = "滞后")]
    Behind,
}

impl Verdict {
    /// Every verdict.
    ///
    /// ```
    /// use zj_gov_report::Verdict;
    ///
    /// assert_eq!(Verdict::ALL.first(), Some(&Verdict::Met));
    /// ```
    pub const ALL: &'static [Self] = &[Self::Met, Self::OnSchedule, Self::Behind, Self::Unknown];

    /// The stable name in the interchange format.
    ///
    /// ```
    /// assert_eq!(zj_gov_report::Verdict::Behind.as_str(), "behind");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Met => "met",
            Self::OnSchedule => "on_schedule",
            Self::Behind => "behind",
        }
    }
}

impl fmt::Display for Verdict {
    /// The verdict in Chinese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unknown => "无对应数据",
            Self::Met => "已达标",
            Self::OnSchedule => "达到序时进度",
            Self::Behind => "滞后",
        })
    }
}

/// Why a number was taken for the answer to a target.
///
/// ```
/// use zj_gov_report::Assessor;
/// use zj_gov_report::scorecard::MatchedBy;
///
/// let assessor = Assessor::new("2024-06-30".parse().unwrap());
/// let matched = |target: &str, progress: &str| {
///     assessor.assess_text(target, &[progress])[0].answer().map(|answer| answer.matched_by())
/// };
/// assert_eq!(matched("新建公园10个", "建成公园6个"), Some(MatchedBy::Name));
/// assert_eq!(matched("引进大学生1万人", "引进高校毕业生6200人"), Some(MatchedBy::Synonym));
/// assert_eq!(matched("新建公园10个", "公园建设完成年度目标的53%"), Some(MatchedBy::Completion));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MatchedBy {
    /// Both have the same name.
    #[doc(alias = "同名")]
    Name,
    /// The [registry](crate::Indicators) knows both as the same indicator.
    #[doc(alias = "同一指标")]
    Indicator,
    /// Both have the same name once words that mean the same are replaced: 高校毕业生, 大学生.
    #[doc(alias = "同义")]
    Synonym,
    /// Most of one name stands in the other.
    #[doc(alias = "相近")]
    Similar,
    /// The name stands around the number rather than at it: 适老化改造…。已完成221户.
    #[doc(alias = "上下文")]
    Context,
    /// The share that stands right behind it is what it makes of the target: 完成3495人,完成率47.23%.
    #[doc(alias = "占比相符")]
    Share,
    /// It says how far the plan of the thing is, not how much of it there is: 完成年度目标的53%.
    #[doc(alias = "完成率")]
    Completion,
}

impl MatchedBy {
    /// The stable name in the interchange format.
    ///
    /// ```
    /// assert_eq!(zj_gov_report::scorecard::MatchedBy::Synonym.as_str(), "synonym");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Indicator => "indicator",
            Self::Synonym => "synonym",
            Self::Similar => "similar",
            Self::Context => "context",
            Self::Share => "share",
            Self::Completion => "completion",
        }
    }
}

impl fmt::Display for MatchedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
