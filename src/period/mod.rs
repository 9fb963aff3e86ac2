//! Periods: the time that a number is about.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | [`Period`] |
//! | `interchange.rs` | its written form, for `Display`, `FromStr` and serde |
//! | `opening.rs` | a quick look whether an expression can stand at a place |
//! | `grammar.rs`, `numeral.rs` | the rules of an expression |
//! | `characters.rs` | the characters of a rule, and the blanks between them |
//! | `words.rs` | the vocabulary, from `registry/data/periods.tsv` |
//! | `resolve.rs` | from an expression and a year to a period |
//! | `scan.rs` | where expressions stand in a text |
//! | `marker.rs` | list markers, which are glued to periods |
//! | `date.rs` | dates of the metadata |
//!
//! ```
//! use zj_gov_report::Period;
//! use zj_gov_report::period::find_periods;
//!
//! assert_eq!(Period::read("“十四五”期间", None)?.to_string(), "2021-01/2025-12");
//! let found = find_periods("截至6月底,已完工12台", 2024).next().unwrap();
//! assert_eq!((found.text(), found.value().to_string().as_str()), ("截至6月底", "@2024-06-30"));
//! # Ok::<(), zj_gov_report::Error>(())
//! ```

mod characters;
mod date;
mod grammar;
mod interchange;
mod marker;
mod numeral;
mod opening;
mod resolve;
mod scan;
mod words;

use chrono::{Datelike, NaiveDate};

use crate::error::{Error, ErrorKind};
use crate::span::Span;
pub use date::find_date;
pub(crate) use marker::{is_enclosed, list_marker, may_mark};
pub(crate) use opening::add_openings;
pub use scan::find_periods;
pub(crate) use scan::{PeriodContext, PeriodKind, PeriodScan, period_at};

/// The time that a number is about: a span of months, a state as of a day, a day or several days, within the years
/// 1900 to 2100.
///
/// Both ends count. The written form (`Display`, `FromStr`, serde) tells the four apart:
///
/// | written | means | said as |
/// |---|---|---|
/// | `2021-01/2021-06` | January to June | 1-6月, 上半年 |
/// | `@2021-06-30` | a state as of a day | 截至6月底, 6月末 |
/// | `2021-05-08` | one day | 5月8日 |
/// | `2021-05-25/2021-05-26` | several days | 5月25-26日 |
///
/// Periods are ordered by their first day, then by their last.
///
/// ```
/// use zj_gov_report::Period;
///
/// let period = Period::read("前三季度", 2021)?;
/// assert_eq!(period, "2021-01/2021-09".parse()?);
/// assert_eq!(period.end().to_string(), "2021-09-30");
/// assert_eq!(period.month_count(), Some(9));
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "时期")]
#[doc(alias = "时间")]
pub struct Period {
    start: NaiveDate,
    end: NaiveDate,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Shape {
    Months,
    Days,
    State,
}

impl Period {
    /// The months from the first to the last, each as (year, month).
    ///
    /// ```
    /// # use zj_gov_report::Period;
    /// assert_eq!(Period::months((2021, 1), (2021, 6))?.to_string(), "2021-01/2021-06");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] where a month does not exist, the last is before the first, or a year is out of bounds.
    #[doc(alias = "月份")]
    pub fn months(first: (i32, u32), last: (i32, u32)) -> Result<Self, Error> {
        let start = NaiveDate::from_ymd_opt(first.0, first.1, 1);
        let end = resolve::last_day(last.0, last.1);
        let period = start.zip(end).map(|(start, end)| Self { start, end, shape: Shape::Months });
        let message = || format!("no span of months from {}-{:02} to {}-{:02}", first.0, first.1, last.0, last.1);
        period.filter(Self::is_sound).ok_or_else(|| range_error(message()))
    }

    /// The whole of a year.
    ///
    /// ```
    /// # use zj_gov_report::Period;
    /// assert_eq!(Period::year(2021)?.to_string(), "2021-01/2021-12");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] outside 1900 to 2100.
    #[doc(alias = "全年")]
    pub fn year(year: i32) -> Result<Self, Error> {
        Self::months((year, 1), (year, 12))
    }

    /// A state as of `day`.
    ///
    /// ```
    /// use zj_gov_report::Period;
    ///
    /// assert_eq!(Period::state("2021-06-30".parse().unwrap())?, Period::read("截至6月底", 2021)?);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] outside 1900 to 2100.
    #[doc(alias = "截至")]
    pub fn state(day: NaiveDate) -> Result<Self, Error> {
        let period = Self { start: day, end: day, shape: Shape::State };
        if period.is_sound() { Ok(period) } else { Err(range_error(format!("no state as of {day}"))) }
    }

    /// One day.
    ///
    /// ```
    /// use zj_gov_report::Period;
    ///
    /// assert_eq!(Period::day("2021-05-08".parse().unwrap())?, Period::read("5月8日", 2021)?);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] outside 1900 to 2100.
    pub fn day(day: NaiveDate) -> Result<Self, Error> {
        Self::days(day, day)
    }

    /// The days from the first to the last.
    ///
    /// ```
    /// use zj_gov_report::Period;
    ///
    /// let (first, last) = ("2021-05-25".parse().unwrap(), "2021-05-26".parse().unwrap());
    /// assert_eq!(Period::days(first, last)?, Period::read("5月25-26日", 2021)?);
    /// assert!(Period::days(last, first).is_err());
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] where the last is before the first, or outside 1900 to 2100.
    pub fn days(first: NaiveDate, last: NaiveDate) -> Result<Self, Error> {
        let period = Self { start: first, end: last, shape: Shape::Days };
        if period.is_sound() { Ok(period) } else { Err(range_error(format!("no days from {first} to {last}"))) }
    }

    fn is_sound(&self) -> bool {
        self.start <= self.end
            && numeral::YEARS.contains(&self.start.year())
            && numeral::YEARS.contains(&self.end.year())
    }

    /// The first day; of a state, its day.
    #[must_use]
    pub const fn start(self) -> NaiveDate {
        self.start
    }

    /// The last day, which still belongs to it; of a state, its day.
    ///
    /// ```
    /// use zj_gov_report::Period;
    ///
    /// assert_eq!(Period::read("一季度", 2024)?.end().to_string(), "2024-03-31");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub const fn end(self) -> NaiveDate {
        self.end
    }

    /// Whether it is a state as of a day and no stretch of time.
    ///
    /// ```
    /// # use zj_gov_report::Period;
    /// assert!(Period::read("6月末", 2021)?.is_state());
    /// assert!(!Period::read("6月", 2021)?.is_state());
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub const fn is_state(self) -> bool {
        matches!(self.shape, Shape::State)
    }

    /// Whether `date` lies in it.
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// # use zj_gov_report::Period;
    /// let half = Period::read("上半年", 2021)?;
    /// assert!(half.contains(NaiveDate::from_ymd_opt(2021, 6, 30).unwrap()));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        self.start <= date && date <= self.end
    }

    /// How many months a span of months has; `None` for days and states.
    ///
    /// ```
    /// use zj_gov_report::Period;
    ///
    /// assert_eq!(Period::read("前三季度", 2021)?.month_count(), Some(9));
    /// assert_eq!(Period::read("6月底", 2021)?.month_count(), None);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "月数")]
    pub fn month_count(self) -> Option<u32> {
        if self.shape != Shape::Months {
            return None;
        }
        let months = |date: NaiveDate| date.year().saturating_mul(12).saturating_add_unsigned(date.month());
        u32::try_from(months(self.end).saturating_sub(months(self.start)).saturating_add(1)).ok()
    }
}

fn range_error(message: String) -> Error {
    Error::new(ErrorKind::Range, Span::default(), message)
}
