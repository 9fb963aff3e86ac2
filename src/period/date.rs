//! Dates of the metadata: `发布日期:2021-08-13 17:42`, `2021- 07- 01 11: 18`, 二○○八年一月八日.

use chrono::NaiveDate;

use super::numeral::{self, YEARS};
use super::words::before;
use crate::span::{Found, Span};
use crate::text::{char_at, digit};

/// The date with year, month and day that starts exactly at byte `at`, and the byte after it. A clock time behind it is
/// not part of it.
pub(crate) fn date_at(text: &str, at: usize) -> Option<(NaiveDate, usize)> {
    let first = char_at(text, at)?;
    let after_digit = before(text, at).is_some_and(|(c, _)| digit(c).is_some());
    if after_digit || !(numeral::is_numeral(first) || "〇○零".contains(first)) {
        return None;
    }
    let rest = text.get(at..)?;
    let (left, (year, month, day)) = numeral::date(rest).or_else(|_| numeral::written_date(rest)).ok()?;
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))?;
    Some((date, text.len().checked_sub(left.len())?))
}

/// The first date of `text` that has a year, a month and a day.
///
/// ```
/// use zj_gov_report::period::find_date;
///
/// let found = find_date("发布日期: 2021- 07- 01 11: 18 浏览次数:").unwrap();
/// assert_eq!(found.value().to_string(), "2021-07-01");
/// assert_eq!(found.text(), "2021- 07- 01");
/// assert_eq!(find_date("二○○八年一月八日").unwrap().value().to_string(), "2008-01-08");
/// assert!(find_date("2021年2月30日").is_none());
/// ```
#[must_use]
#[doc(alias = "发布日期")]
pub fn find_date(text: &str) -> Option<Found<'_, NaiveDate>> {
    text.char_indices().find_map(|(at, _)| {
        let (date, end) = date_at(text, at)?;
        Found::at(text, Span::new(at, end), date)
    })
}
