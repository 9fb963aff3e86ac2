//! The written form of a [`Period`].
//!
//! ```text
//! period = month "/" month | "@" day | day [ "/" day ]
//! month  = YYYY "-" MM
//! day    = YYYY "-" MM "-" DD
//! ```

use chrono::{Datelike, NaiveDate};
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

use super::{Period, Shape};
use crate::error::{Error, ErrorKind};
use crate::span::Span;

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        match self.shape {
            Shape::Months => {
                write!(f, "{:04}-{:02}/{:04}-{:02}", start.year(), start.month(), end.year(), end.month())
            }
            Shape::State => write!(f, "@{end}"),
            Shape::Days if start == end => write!(f, "{start}"),
            Shape::Days => write!(f, "{start}/{end}"),
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Period({self})")
    }
}

/// Reads the interchange form.
///
/// ```
/// use zj_gov_report::{ErrorKind, Period};
///
/// let period: Period = "@2021-06-30".parse()?;
/// assert!(period.is_state());
/// assert_eq!("2021-13/2021-14".parse::<Period>().unwrap_err().kind(), ErrorKind::Range);
/// assert_eq!("2021年".parse::<Period>().unwrap_err().kind(), ErrorKind::Syntax);
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let syntax = || {
            let span = Span::new(0, text.len());
            let forms = "`YYYY-MM/YYYY-MM`, `@YYYY-MM-DD`, `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`";
            Error::new(ErrorKind::Syntax, span, format!("expected {forms}, found `{text}`"))
        };
        if let Some(day) = text.strip_prefix('@') {
            let day = Written::parse(day).and_then(Written::day).ok_or_else(syntax)?;
            return day.date().and_then(Self::state);
        }
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let (first, last) = Written::parse(first).zip(Written::parse(last)).ok_or_else(syntax)?;
        match (first, last) {
            (Written { day: None, .. }, Written { day: None, .. }) if text.contains('/') => {
                Self::months((first.year, first.month), (last.year, last.month))
            }
            (Written { day: Some(_), .. }, Written { day: Some(_), .. }) => Self::days(first.date()?, last.date()?),
            _ => Err(syntax()),
        }
    }
}

/// A month or a day as written, not yet held against the calendar.
#[derive(Clone, Copy)]
struct Written {
    year: i32,
    month: u32,
    day: Option<u32>,
}

impl Written {
    fn parse(text: &str) -> Option<Self> {
        let figures = |text: &str, len: usize| {
            let fits = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
            if fits { text.parse::<u32>().ok() } else { None }
        };
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
        let day = match day {
            Some(day) => Some(figures(day, 2)?),
            None => None,
        };
        Some(Self { year: i32::try_from(figures(year, 4)?).ok()?, month: figures(month, 2)?, day })
    }

    fn day(self) -> Option<Self> {
        self.day.map(|_| self)
    }

    fn date(self) -> Result<NaiveDate, Error> {
        let day = self.day.unwrap_or(1);
        NaiveDate::from_ymd_opt(self.year, self.month, day)
            .ok_or_else(|| super::range_error(format!("no day {}-{:02}-{day:02}", self.year, self.month)))
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.written() {
            Some(text) => serializer.serialize_str(&text),
            None => serializer.collect_str(self),
        }
    }
}

impl Period {
    /// What [`Display`](fmt::Display) writes, but much faster: a report states hundreds. `None` for a year that has not four
    /// figures.
    fn written(&self) -> Option<String> {
        let mut text = String::with_capacity("YYYY-MM-DD/YYYY-MM-DD".len());
        let (start, end) = (self.start, self.end);
        match self.shape {
            Shape::Months => {
                push_month(&mut text, start)?;
                text.push('/');
                push_month(&mut text, end)?;
            }
            Shape::State => {
                text.push('@');
                push_day(&mut text, end)?;
            }
            Shape::Days => {
                push_day(&mut text, start)?;
                if start != end {
                    text.push('/');
                    push_day(&mut text, end)?;
                }
            }
        }
        Some(text)
    }
}

fn push_month(text: &mut String, date: NaiveDate) -> Option<()> {
    let year = u32::try_from(date.year()).ok().filter(|&year| year < 10_000)?;
    push_figures(text, year / 100);
    push_figures(text, year % 100);
    text.push('-');
    push_figures(text, date.month());
    Some(())
}

fn push_day(text: &mut String, date: NaiveDate) -> Option<()> {
    push_month(text, date)?;
    text.push('-');
    push_figures(text, date.day());
    Some(())
}

/// Two figures.
fn push_figures(text: &mut String, value: u32) {
    text.extend([value / 10 % 10, value % 10].iter().filter_map(|&figure| char::from_digit(figure, 10)));
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Period;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a period such as 2021-01/2021-06 or @2021-06-30")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Period, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Display` is the oracle.
    #[test]
    fn what_is_written_fast_is_what_is_displayed() {
        for text in ["2021-01/2021-06", "1999-11/2000-12", "@2021-06-30", "2020-02-29", "2021-01-01/2021-12-09"] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.written().as_deref(), Some(text));
            assert_eq!(period.to_string(), text);
        }
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let of = |year, shape| Period { start: day(year), end: day(year), shape };
        for shape in [Shape::Months, Shape::Days, Shape::State] {
            assert_eq!(of(99, shape).written(), Some(of(99, shape).to_string()));
            assert_eq!(of(12_021, shape).written(), None);
            assert_eq!(of(-1, shape).written(), None);
        }
    }
}
