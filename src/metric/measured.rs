//! The thing that a metric measures: as the text names it, and as statistics know it.

use std::fmt;
use std::ops::Deref;

use crate::indicator::Indicator;

/// The indicator of a metric: the words of the text, and the entry of the registry that they mean.
///
/// It reads as a string, that of the text.
///
/// ```
/// use zj_gov_report::find_metrics;
///
/// let metrics: Vec<_> = find_metrics("规上工业增加值增长8.2%,设置特色驿站12个").collect();
/// let indicator = metrics[0].indicator();
/// assert_eq!(indicator, "规上工业增加值");
/// assert_eq!(indicator.known().unwrap().name(), "规模以上工业增加值");
/// assert!(metrics[1].indicator().known().is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "指标名称")]
pub struct IndicatorName {
    text: Box<str>,
    known: Option<Indicator>,
}

impl IndicatorName {
    pub(crate) fn new(text: impl Into<Box<str>>, known: Option<Indicator>) -> Self {
        Self { text: text.into(), known }
    }

    /// The shortest noun phrase by which the text names it; empty where it names nothing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The registry's entry: id, official name, usual unit, and whether it is a flow, a stock or a rate.
    ///
    /// ```
    /// use zj_gov_report::find_metrics;
    ///
    /// let metric = find_metrics("全市GDP增长6.1%").next().unwrap();
    /// assert_eq!(metric.indicator().as_str(), "GDP");
    /// assert_eq!(metric.indicator().known().unwrap().name(), "地区生产总值");
    /// ```
    #[must_use]
    #[doc(alias = "指标")]
    pub const fn known(&self) -> Option<&Indicator> {
        self.known.as_ref()
    }
}

impl Deref for IndicatorName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for IndicatorName {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl PartialEq<str> for IndicatorName {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}

impl PartialEq<&str> for IndicatorName {
    fn eq(&self, other: &&str) -> bool {
        &*self.text == *other
    }
}

impl fmt::Display for IndicatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
