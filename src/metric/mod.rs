//! Metrics: what a sentence states of quantities, with their place in the text.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | [`Metric`], `builder.rs` its builder, `kind.rs` the closed sets of its meaning |
//! | `parser.rs` | [`MetricParser`]: context in, metrics out |
//! | `lex.rs`, `token.rs`, `cue.rs`, `stand.rs`, `numeral.rs`, `name.rs`, `town.rs`, `shared.rs` | a paragraph as tokens: quantities, periods, places, function words, names |
//! | `paragraph.rs`, `skim.rs` | where a paragraph ends, and how much of it can state any quantity |
//! | `read.rs`, `said.rs`, `draft.rs` | the walk over the tokens, which asks the rules below; what they answer |
//! | `approach.rs`, `phrase.rs`, `behind.rs`, `adjunct.rs`, `counted.rs`, `naming.rs` | what stands before a number; the noun phrases around it, and their names |
//! | `rank.rs`, `threshold.rs`, `series.rs`, `measure.rs`, `completion.rs` | what a number says |
//! | `measured.rs` | [`IndicatorName`]: its name in the text and in the registry |
//! | `indicator.rs`, `carried.rs`, `topic.rs`, `holder.rs` | what is measured, what was named or spoken of before, and whose it is |
//! | `when.rs`, `mode.rs`, `frame.rs` | which periods and modes govern, and how far they reach |
//! | `explain.rs` | tokens and rules of a sentence, for who wonders why |
//! | `print.rs` | Chinese in and out |
//!
//! ```
//! use zj_gov_report::{MetricParser, Region};
//!
//! let parser = MetricParser::new().with_year(2024).with_home(Region::by_name("嘉兴市"));
//! let metrics = parser.parse("1-6月,规上工业增加值612.4亿元,同比增长7.3%,高于全省0.4个百分点");
//! assert_eq!(metrics[1].to_string(), "2024年1-6月,规上工业增加值同比增长7.3%");
//! assert_eq!(metrics[2].quantity().to_string(), "0.4百分点");
//! ```

mod adjunct;
mod approach;
mod base;
mod behind;
mod bracket;
mod builder;
mod carried;
mod clause;
mod completion;
pub(crate) mod counted;
mod cue;
mod draft;
mod explain;
mod frame;
mod growth;
mod holder;
mod indicator;
mod interchange;
mod kind;
mod lex;
mod measure;
mod measured;
mod members;
mod mode;
mod name;
mod naming;
mod numeral;
mod paragraph;
mod parser;
mod part;
mod phrase;
mod print;
mod rank;
mod read;
mod said;
mod series;
mod shared;
mod skim;
mod stand;
mod threshold;
mod token;
mod topic;
mod town;
mod when;
mod words;

pub use builder::MetricBuilder;
pub use explain::{Explanation, Reason};
pub use kind::{Basis, Bound, Direction, Measure, Modality};
pub use measured::IndicatorName;
pub(crate) use parser::Room;
pub use parser::{MetricParser, Metrics, TextRole, find_metrics};

use rust_decimal::Decimal;

use crate::indicator::Indicators;
use crate::period::Period;
use crate::quantity::{Quantity, Unit};
use crate::span::Span;

/// One statement that some quantity has a value.
///
/// ```
/// use zj_gov_report::{Basis, Direction, Measure, find_metrics};
///
/// let text = "社会消费品零售总额312.6亿元,同比增长9.4%";
/// let metrics: Vec<_> = find_metrics(text).collect();
/// assert_eq!(metrics[0].indicator(), "社会消费品零售总额");
/// assert_eq!(metrics[0].value(), 31_260_000_000i64.into());
/// assert_eq!(metrics[0].unit().as_str(), "元");
/// assert_eq!(metrics[1].measure(), Measure::Growth);
/// assert_eq!(metrics[1].direction(), Some(Direction::Up));
/// assert_eq!(metrics[1].basis(), Some(Basis::YearOnYear));
/// assert_eq!(metrics[1].span().slice(text), Some("9.4%"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "指标")]
pub struct Metric {
    indicator: IndicatorName,
    quantity: Quantity,
    measure: Measure,
    bound: Bound,
    direction: Option<Direction>,
    basis: Option<Basis>,
    scope: Option<Box<str>>,
    regions: Box<[Box<str>]>,
    each: bool,
    period: Option<Period>,
    modality: Modality,
    text: Box<str>,
    span: Span,
}

impl Metric {
    /// A builder for a metric that comes from elsewhere than a text.
    ///
    /// ```
    /// use zj_gov_report::{Direction, Measure, Metric, Quantity};
    ///
    /// let metric = Metric::builder("工业投资", "12.4%".parse::<Quantity>()?).growth(Direction::Up).build();
    /// assert_eq!(metric.to_string(), "工业投资增长12.4%");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn builder(indicator: impl Into<String>, quantity: Quantity) -> MetricBuilder {
        let text: String = indicator.into();
        let known = Indicators::builtin().find(&text).cloned();
        MetricBuilder::new(IndicatorName::new(text, known), quantity)
    }

    /// The thing that is measured: as the text names it, and the registry's entry where there is one.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// let metric = find_metrics("上半年,全市累计新增就业18.6万人").next().unwrap();
    /// assert_eq!(metric.indicator(), "就业");
    /// ```
    #[must_use]
    #[doc(alias = "指标名称")]
    pub const fn indicator(&self) -> &IndicatorName {
        &self.indicator
    }

    /// Value and unit, with the scale (万, 亿) multiplied out.
    #[must_use]
    pub const fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// The value in [`unit`](Self::unit); the lower end of a range. Never negative where there is a direction: that says so.
    ///
    /// ```
    /// use zj_gov_report::{Direction, find_metrics};
    ///
    /// let metric = find_metrics("利润总额增长-28.9%").next().unwrap();
    /// assert_eq!((metric.value().to_string().as_str(), metric.direction()), ("28.9", Some(Direction::Down)));
    /// ```
    #[must_use]
    #[doc(alias = "数值")]
    pub fn value(&self) -> Decimal {
        self.quantity.number().value()
    }

    /// The upper end of a range.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// let metric = find_metrics("每户补助5-10万元").next().unwrap();
    /// assert_eq!((metric.value(), metric.value_max()), (50_000.into(), Some(100_000.into())));
    /// ```
    #[must_use]
    #[doc(alias = "区间")]
    pub fn value_max(&self) -> Option<Decimal> {
        self.quantity.number().max()
    }

    /// The unit without its scale, as written; `位` of a rank.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// let units: Vec<String> = find_metrics("存款余额1.2万亿元,居全省第4位").map(|metric| metric.unit().to_string()).collect();
    /// assert_eq!(units, ["元", "位"]);
    /// ```
    #[must_use]
    #[doc(alias = "单位")]
    pub fn unit(&self) -> &Unit {
        self.quantity.unit()
    }

    /// What the number says.
    #[must_use]
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// How the text hedges the number.
    #[must_use]
    pub const fn bound(&self) -> Bound {
        self.bound
    }

    /// The way of a growth or a change.
    ///
    /// ```
    /// use zj_gov_report::{Direction, find_metrics};
    ///
    /// assert_eq!(find_metrics("能耗强度下降3.2%").next().unwrap().direction(), Some(Direction::Down));
    /// assert_eq!(find_metrics("能耗强度0.32吨").next().unwrap().direction(), None);
    /// ```
    #[must_use]
    #[doc(alias = "升降")]
    pub const fn direction(&self) -> Option<Direction> {
        self.direction
    }

    /// What a growth or a change is compared with; `None` where the text names no base.
    ///
    /// ```
    /// use zj_gov_report::{Basis, find_metrics};
    ///
    /// let metric = find_metrics("出口额同比增长12.5%").next().unwrap();
    /// assert_eq!(metric.basis(), Some(Basis::YearOnYear));
    /// ```
    #[must_use]
    #[doc(alias = "基期")]
    pub const fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// Among whom a rank counts: 全省, 全国.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// let metric = find_metrics("研发投入居全省第6位").next().unwrap();
    /// assert_eq!((metric.scope(), metric.quantity().to_string().as_str()), (Some("全省"), "6位"));
    /// ```
    #[must_use]
    #[doc(alias = "排名范围")]
    #[doc(alias = "位次")]
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// The places that hold the value, as written; none where it is the reporting place itself.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// let metric = find_metrics("嵊州市、新昌县各3个").next().unwrap();
    /// assert_eq!(metric.regions().collect::<Vec<_>>(), ["嵊州市", "新昌县"]);
    /// assert!(metric.is_each());
    /// ```
    #[doc(alias = "地区")]
    pub fn regions(&self) -> impl ExactSizeIterator<Item = &str> {
        self.regions.iter().map(AsRef::as_ref)
    }

    /// Whether each of [`regions`](Self::regions) has the value (各3个), rather than all together.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// assert!(find_metrics("嵊州市、新昌县各新建公园3个").next().unwrap().is_each());
    /// assert!(!find_metrics("新昌县新建公园3个").next().unwrap().is_each());
    /// ```
    #[must_use]
    #[doc(alias = "各")]
    pub const fn is_each(&self) -> bool {
        self.each
    }

    /// The time that the value is about; `None` where the text does not say.
    ///
    /// ```
    /// use zj_gov_report::MetricParser;
    ///
    /// let metrics = MetricParser::new().with_year(2024).parse("截至6月底,存款余额1.2万亿元");
    /// assert_eq!(metrics[0].period().unwrap().to_string(), "@2024-06-30");
    /// ```
    #[must_use]
    #[doc(alias = "时期")]
    pub const fn period(&self) -> Option<Period> {
        self.period
    }

    /// Whether the number has been reached, is to be reached, or is foreseen.
    #[must_use]
    pub const fn modality(&self) -> Modality {
        self.modality
    }

    /// The number expression as written, from its first numeral to the last character of its unit.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// let text = "受益群众2200余 万人次";
    /// let metric = find_metrics(text).next().unwrap();
    /// assert_eq!(metric.text(), "2200余 万人次");
    /// assert_eq!(metric.span().slice(text), Some(metric.text()));
    /// ```
    #[must_use]
    #[doc(alias = "原文")]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the number expression stands in the text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}
