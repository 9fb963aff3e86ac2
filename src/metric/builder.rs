//! Metrics that come from elsewhere than a text.

use super::{Basis, Bound, Direction, IndicatorName, Measure, Metric, Modality};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::span::Span;
use rust_decimal::Decimal;

/// Builds a [`Metric`]; made by [`Metric::builder`]. Everything but indicator and quantity has a default.
///
/// ```
/// use zj_gov_report::{Bound, Measure, Metric, Modality};
///
/// let metric = Metric::builder("高新技术企业", "300家".parse()?)
///     .bound(Bound::AtLeast)
///     .modality(Modality::Target)
///     .build();
/// assert_eq!(metric.measure(), Measure::Level);
/// assert_eq!(metric.to_string(), "计划高新技术企业300家以上");
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
#[doc(alias = "指标")]
pub struct MetricBuilder(Metric);

impl MetricBuilder {
    pub(crate) fn new(indicator: IndicatorName, quantity: Quantity) -> Self {
        Self(Metric {
            indicator,
            quantity,
            measure: Measure::default(),
            bound: Bound::default(),
            direction: None,
            basis: None,
            scope: None,
            regions: Box::default(),
            each: false,
            period: None,
            modality: Modality::default(),
            text: Box::default(),
            span: Span::default(),
        })
    }

    /// What the number says; a level by default.
    pub fn measure(mut self, measure: Measure) -> Self {
        self.0.measure = measure;
        self
    }

    /// A growth in that direction; a negative number makes it a fall, see [`build`](Self::build).
    pub fn growth(self, direction: Direction) -> Self {
        self.measure(Measure::Growth).direction(direction)
    }

    /// How the number is hedged; exactly by default.
    ///
    /// ```
    /// use zj_gov_report::{Bound, Metric};
    ///
    /// let metric = Metric::builder("公园", "3个".parse()?).bound(Bound::AtLeast).build();
    /// assert_eq!(metric.to_string(), "公园3个以上");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn bound(mut self, bound: Bound) -> Self {
        self.0.bound = bound;
        self
    }

    /// The way of a growth or a change.
    pub fn direction(mut self, direction: impl Into<Option<Direction>>) -> Self {
        self.0.direction = direction.into();
        self
    }

    /// What a growth or a change is compared with.
    ///
    /// ```
    /// use zj_gov_report::{Basis, Direction, Metric};
    ///
    /// let metric = Metric::builder("出口额", "5%".parse()?).growth(Direction::Up).basis(Basis::YearOnYear).build();
    /// assert_eq!(metric.to_string(), "出口额同比增长5%");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn basis(mut self, basis: impl Into<Option<Basis>>) -> Self {
        self.0.basis = basis.into();
        self
    }

    /// A rank among `scope`.
    ///
    /// ```
    /// use zj_gov_report::{Measure, Metric};
    ///
    /// let metric = Metric::builder("研发投入", "6位".parse()?).measure(Measure::Rank).scope("全省".to_owned()).build();
    /// assert_eq!(metric.to_string(), "研发投入居全省第6位");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn scope(mut self, scope: impl Into<Option<String>>) -> Self {
        self.0.scope = scope.into().map(String::into_boxed_str);
        self
    }

    /// The places that hold the value.
    ///
    /// ```
    /// use zj_gov_report::Metric;
    ///
    /// let metric = Metric::builder("公园", "3个".parse()?).regions(["嵊州市", "新昌县"]).each(true).build();
    /// assert_eq!(metric.to_string(), "嵊州市、新昌县各公园3个");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn regions<S: Into<String>>(mut self, regions: impl IntoIterator<Item = S>) -> Self {
        self.0.regions = regions.into_iter().map(|region| region.into().into_boxed_str()).collect();
        self
    }

    /// Each of the places has the value.
    pub fn each(mut self, each: bool) -> Self {
        self.0.each = each;
        self
    }

    /// The time that the value is about.
    ///
    /// ```
    /// use zj_gov_report::{Metric, Period};
    ///
    /// let metric = Metric::builder("公园", "3个".parse()?).period(Period::read("上半年", 2024)?).build();
    /// assert_eq!(metric.to_string(), "2024年1-6月,公园3个");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn period(mut self, period: impl Into<Option<Period>>) -> Self {
        self.0.period = period.into();
        self
    }

    /// Whether the number has been reached; it has by default.
    ///
    /// ```
    /// use zj_gov_report::{Metric, Modality};
    ///
    /// let metric = Metric::builder("公园", "3个".parse()?).modality(Modality::Forecast).build();
    /// assert_eq!(metric.to_string(), "预计公园3个");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn modality(mut self, modality: Modality) -> Self {
        self.0.modality = modality;
        self
    }

    /// The number expression as written, and where; by default the quantity as it prints itself.
    ///
    /// ```
    /// use zj_gov_report::{Metric, Span};
    ///
    /// let text = "停车位4245个";
    /// let metric = Metric::builder("停车位", "4245个".parse()?).written("4245个", Span::new(9, text.len())).build();
    /// assert_eq!(metric.span().slice(text), Some(metric.text()));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    pub fn written(mut self, text: impl Into<String>, span: Span) -> Self {
        self.0.text = text.into().into();
        self.0.span = span;
        self
    }

    /// The metric. Where there is a direction, it says which way, and the value is how far, without a sign.
    ///
    /// A negative number goes down, whatever direction was given: 增长-5% is a fall of 5%, and so is 下降-5%.
    ///
    /// ```
    /// use zj_gov_report::{Direction, Metric};
    ///
    /// for direction in [Direction::Up, Direction::Down] {
    ///     let metric = Metric::builder("工业投资", "-5%".parse()?).growth(direction).build();
    ///     assert_eq!((metric.value(), metric.direction()), (5.into(), Some(Direction::Down)));
    ///     assert_eq!(metric.to_string(), "工业投资下降5%");
    /// }
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub fn build(mut self) -> Metric {
        if self.0.text.is_empty() {
            self.0.text = self.0.quantity.to_string().into();
            self.0.span = Span::new(0, self.0.text.len());
        }
        self.0.direct();
        self.0
    }
}

impl Metric {
    /// Lets the direction say which way it goes, and the value how far.
    pub(super) fn direct(&mut self) {
        if self.direction.is_none() || !self.quantity.value().is_sign_negative() {
            return;
        }
        let highest = self.quantity.value_max().unwrap_or(self.quantity.value());
        if highest <= Decimal::ZERO {
            self.direction = Some(Direction::Down);
        }
        let number = self.quantity.number().magnitude();
        self.quantity = Quantity::new(number, self.quantity.unit().clone());
    }
}
