//! The closed sets of a metric's meaning. Their names are those of the interchange format.

use serde::{Deserialize, Serialize};

use crate::names::names;

/// What the number of a metric says.
///
/// ```
/// use zj_gov_report::{Measure, find_metrics};
///
/// let metrics = find_metrics("固定资产投资180亿元,增长8.5%,完成年度计划的56%");
/// let measures: Vec<Measure> = metrics.map(|metric| metric.measure()).collect();
/// assert_eq!(measures, [Measure::Level, Measure::Growth, Measure::Completion]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "度量")]
pub enum Measure {
    /// How much, how many: an amount, a stock, a flow, a count, a duration, a length. `新增就业18.6万人`
    #[default]
    #[doc(alias = "总量")]
    Level,
    /// Relative change, in %, 倍, 成 or a fraction. `增长13.7%`
    #[doc(alias = "增速")]
    Growth,
    /// Absolute change of something that has a level. `下降0.16个百分点`
    #[doc(alias = "增减量")]
    Change,
    /// A rate or share. `失业率1.94%`
    #[doc(alias = "比率")]
    Ratio,
    /// How far a plan, a target or a work is done, in % or a fraction. `完成年度目标的63.5%`
    #[doc(alias = "完成率")]
    Completion,
    /// A place in an order. `居全省第6位`
    #[doc(alias = "位次")]
    Rank,
    /// How many times as much. `为面上产值的2倍`
    #[doc(alias = "倍数")]
    Multiple,
    /// A number that only qualifies a noun: which things are meant. `50亿元以上项目`
    #[doc(alias = "门槛")]
    Threshold,
}

/// How the text hedges a number.
///
/// ```
/// use zj_gov_report::{Bound, find_metrics};
///
/// let metrics: Vec<_> = find_metrics("接种覆盖率不低于90%,走访企业近200家").collect();
/// assert_eq!(metrics[0].bound(), Bound::AtLeast);
/// assert_eq!(metrics[1].bound(), Bound::Nearly);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "界限")]
pub enum Bound {
    /// The number itself: 达, 达到, 为, 共, or nothing.
    #[default]
    #[doc(alias = "确数")]
    Exactly,
    /// The number or more: 以上, 不低于, 不少于, 至少.
    #[doc(alias = "以上")]
    AtLeast,
    /// The number or less: 以内, 以下, 不超过, 控制在.
    #[doc(alias = "以内")]
    AtMost,
    /// More than the number: 超, 突破, 余, 多.
    #[doc(alias = "超过")]
    Over,
    /// Less than the number: 低于, 不到, 不足.
    #[doc(alias = "不足")]
    Under,
    /// Near the number on either side: 约, 左右.
    #[doc(alias = "左右")]
    About,
    /// Close to the number and below it: 近, 接近.
    #[doc(alias = "接近")]
    Nearly,
}

/// The way a growth or a change goes.
///
/// ```
/// use zj_gov_report::{Direction, find_metrics};
///
/// let ways: Vec<_> = find_metrics("工业投资增长8%,房地产投资下降3%").filter_map(|metric| metric.direction()).collect();
/// assert_eq!(ways, [Direction::Up, Direction::Down]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[doc(alias = "升降")]
pub enum Direction {
    /// 增长, 提高, 上升.
    #[doc(alias = "增长")]
    Up,
    /// 下降, 减少, 回落.
    #[doc(alias = "下降")]
    Down,
}

impl Direction {
    /// The other way: the decline that narrows (降幅收窄) is a rise.
    ///
    /// ```
    /// use zj_gov_report::Direction;
    ///
    /// assert_eq!(Direction::Down.reversed(), Direction::Up);
    /// ```
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// What a growth or a change is compared with. The interchange format writes `yoy`, `ytd`, `qoq`, `other`.
///
/// ```
/// use zj_gov_report::{Basis, find_metrics};
///
/// let basis = |text: &str| find_metrics(text).last().and_then(|metric| metric.basis());
/// assert_eq!(basis("税收收入同比增长5%"), Some(Basis::YearOnYear));
/// assert_eq!(basis("存款余额比年初增加32亿元"), Some(Basis::YearToDate));
/// assert_eq!(basis("用电量环比下降2%"), Some(Basis::PeriodOnPeriod));
/// assert_eq!(basis("优良率高于全省4.2个百分点"), Some(Basis::Other));
/// assert_eq!(basis("税收收入增长5%"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[doc(alias = "基期")]
pub enum Basis {
    /// The same time of the year before: 同比, 比上年同期.
    #[serde(rename = "yoy")]
    #[doc(alias = "同比")]
    YearOnYear,
    /// The start of the year: 比年初, 比上年末.
    #[serde(rename = "ytd")]
    #[doc(alias = "比年初")]
    YearToDate,
    /// The period before: 环比, 较一季度.
    #[serde(rename = "qoq")]
    #[doc(alias = "环比")]
    PeriodOnPeriod,
    /// Any other named base: 比2019年, 比全省平均.
    #[serde(rename = "other")]
    #[doc(alias = "其他基期")]
    Other,
}

/// Whether a number has been reached, is to be reached, or is foreseen.
///
/// ```
/// use zj_gov_report::{Modality, find_metrics};
///
/// let modality = |text: &str| find_metrics(text).next().map(|metric| metric.modality());
/// assert_eq!(modality("建成公园3个"), Some(Modality::Actual));
/// assert_eq!(modality("年内计划建成公园3个"), Some(Modality::Target));
/// assert_eq!(modality("预计全年财政收入120亿元"), Some(Modality::Forecast));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "语态")]
pub enum Modality {
    /// Reached.
    #[default]
    #[doc(alias = "实绩")]
    Actual,
    /// To be reached: 目标, 力争, 计划, and the numbers of a requirement.
    #[doc(alias = "目标")]
    Target,
    /// Foreseen: 预计, 预测.
    #[doc(alias = "预计")]
    Forecast,
}

names!(Measure {
    Level = "level",
    Growth = "growth",
    Change = "change",
    Ratio = "ratio",
    Completion = "completion",
    Rank = "rank",
    Multiple = "multiple",
    Threshold = "threshold",
});
names!(Bound {
    Exactly = "exactly",
    AtLeast = "at_least",
    AtMost = "at_most",
    Over = "over",
    Under = "under",
    About = "about",
    Nearly = "nearly",
});
names!(Direction { Up = "up", Down = "down" });
names!(Basis { YearOnYear = "yoy", YearToDate = "ytd", PeriodOnPeriod = "qoq", Other = "other" });
names!(Modality { Actual = "actual", Target = "target", Forecast = "forecast" });
