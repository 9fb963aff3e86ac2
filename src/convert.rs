//! Conversions to and from the types of other crates, and of texts by `TryFrom` where `FromStr` reads them.

use chrono::NaiveDate;
use std::ops::{Range, RangeInclusive};

use crate::error::Error;
use crate::metric::Metric;
use crate::number::Number;
use crate::period::Period;
use crate::quantity::Quantity;
use crate::span::Span;

/// Reads a text as `FromStr` does: for a `TryFrom` bound, such as serde's `try_from`.
macro_rules! from_text {
    ($($type:ty),+ $(,)?) => {$(
        /// As [`FromStr`](std::str::FromStr).
        impl TryFrom<&str> for $type {
            type Error = Error;

            fn try_from(text: &str) -> Result<Self, Error> {
                text.parse()
            }
        }
    )+};
}

from_text!(Number, Quantity, Period, Metric);

/// The one day.
///
/// ```
/// use zj_gov_report::{Period, chrono::NaiveDate};
///
/// let day = NaiveDate::from_ymd_opt(2021, 6, 30).unwrap();
/// assert_eq!(Period::try_from(day)?.to_string(), "2021-06-30");
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
impl TryFrom<NaiveDate> for Period {
    type Error = Error;

    fn try_from(day: NaiveDate) -> Result<Self, Error> {
        Self::day(day)
    }
}

/// From its first day to its last.
///
/// ```
/// use zj_gov_report::Period;
///
/// let days = std::ops::RangeInclusive::from(Period::year(2021)?);
/// assert!(days.contains(&"2021-12-31".parse().unwrap()));
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
impl From<Period> for RangeInclusive<NaiveDate> {
    fn from(period: Period) -> Self {
        period.start()..=period.end()
    }
}

/// Its bytes, as indexing takes them.
///
/// ```
/// use zj_gov_report::find_metrics;
///
/// let text = "新增就业3.2万人";
/// let span = find_metrics(text).next().unwrap().span();
/// assert_eq!(&text[std::ops::Range::from(span)], "3.2万人");
/// ```
impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start()..span.end()
    }
}

/// A reversed range becomes an empty span at its start.
impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
