//! Where a period stands in a text: one place, every place, or the whole text.

use chrono::NaiveDate;

use super::Period;
use super::characters::{is_dash, literal};
use super::grammar;
use super::marker::is_marker_before;
use super::numeral::is_chinese;
use super::opening::{EXPRESSION, may_open_with, may_start, openers};
use super::resolve::resolve;
use super::words::{before, words};
use crate::error::{Error, ErrorKind};
use crate::span::{Found, Span};
use crate::text::{char_at, digit, fold, skip_blanks, skip_blanks_back};

/// What is known about the time of a report before its sentences are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PeriodContext {
    /// The year that the report is about; it resolves 上半年, 今年 and the like.
    pub(crate) year: Option<i32>,
    /// The day of publication, whose year stands in where the first is not known.
    pub(crate) published: Option<NaiveDate>,
}

/// How a period is expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PeriodKind {
    /// A word for a year, or for a time that only the surroundings tell: 今年, 去年, 全年, 年内, 年度, 当月.
    Relative,
    /// A named year or several: 2021年, 2014-2016年.
    Year,
    /// Months, quarters, halves: 1-6月, 前三季度, 上半年.
    Months,
    /// Days: 6月28日, 5月25-26日, 6月中旬.
    Day,
    /// A state at the end of something: 6月末, 截至6月30日, 年底前.
    State,
    /// A state at the beginning of something, mostly a base of comparison: 年初, 月初.
    Start,
    /// A five-year plan: “十四五”期间.
    Plan,
    /// Names no period and ends one that was named before: 目前, 今年以来, 自9月1日起.
    Open,
}

/// A period expression that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PeriodScan {
    /// The period; none for [`PeriodKind::Open`], and where the text does not tell it (当月, a month without any year).
    pub(crate) period: Option<Period>,
    /// The byte after the expression.
    pub(crate) end: usize,
    pub(crate) kind: PeriodKind,
}

/// The longest period expression that starts exactly at byte `at`.
///
/// None inside a longer number or word (`6月` of `11-6月`, `目前` of `项目前期`), for a day that the calendar does not have, and
/// for durations (2年内, 8个月). Whoever scans a text goes on at `end` after a hit.
pub(crate) fn period_at(text: &str, at: usize, context: PeriodContext) -> Option<PeriodScan> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if !may_start(first) || !may_open_with(rest, first) || !stands_free(text, at, first) {
        return None;
    }
    let (left, expression) = grammar::any_expression(rest).ok()?;
    let end = text.len().checked_sub(left.len())?;
    let resolved = resolve(expression, context)?;
    Some(PeriodScan { period: resolved.period, end, kind: resolved.kind })
}

/// Whether what starts at `at` is not the tail of a number or a word.
fn stands_free(text: &str, at: usize, first: char) -> bool {
    let Some((previous, start)) = before(text, at) else { return true };
    if words().is_tail(text, at, previous) {
        return false;
    }
    let touching = start.saturating_add(char_at(text, start).map_or(0, char::len_utf8)) == at;
    let first = fold(first);
    if digit(first).is_some() {
        if digit(previous).is_some() {
            // `1 2月` is December with a scanned blank; `3 2月` is a number and a month.
            let december = previous == '1' && matches!(first, '0'..='2');
            return !touching && !december;
        }
        if touching && previous.is_ascii_alphabetic() {
            return numeral_year(text, at);
        }
        let behind_digit = before(text, start).is_some_and(|(c, _)| digit(c).is_some());
        if previous == '.' {
            return !behind_digit || is_marker_before(text, at);
        }
        if is_dash(previous) || previous == '/' {
            return !behind_digit;
        }
        return !words().keeps_apart(text, start);
    }
    if is_chinese(first) {
        return !is_chinese(previous) && !words().keeps_apart(text, start);
    }
    true
}

/// Whether a year in figures stands at `at`: `GDP2021年` has one, `G1512` has none.
fn numeral_year(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    super::numeral::year(rest).is_ok_and(|(rest, _)| literal('年', rest).is_ok())
}

/// Every period that `text` names, in order. `year` is the year that the text is about: it resolves 上半年 and 今年, and
/// without it such expressions are passed over.
///
/// ```
/// use zj_gov_report::period::find_periods;
///
/// let text = "1-5月,全市出口增长38.2%;截至6月底,不良率为0.74%";
/// let found: Vec<_> = find_periods(text, 2021).map(|found| (found.text(), found.value().to_string())).collect();
/// assert_eq!(found, [("1-5月", "2021-01/2021-05".to_owned()), ("截至6月底", "@2021-06-30".to_owned())]);
/// ```
#[doc(alias = "时期")]
pub fn find_periods(text: &str, year: impl Into<Option<i32>>) -> impl Iterator<Item = Found<'_, Period>> {
    let context = PeriodContext { year: year.into(), published: None };
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(opening) = openers().next(text, at, text.len(), EXPRESSION) {
            let start = opening.at;
            at = opening.after;
            let Some(scan) = period_at(text, start, context) else { continue };
            at = scan.end.max(at);
            let found = scan.period.and_then(|period| Found::at(text, Span::new(start, scan.end), period));
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

impl Period {
    /// The period that the whole of `text` names, blanks around it apart.
    ///
    /// ```
    /// use zj_gov_report::Period;
    ///
    /// assert_eq!(Period::read("1-6月", 2021)?.to_string(), "2021-01/2021-06");
    /// assert_eq!(Period::read("截至二季度末", 2021)?.to_string(), "@2021-06-30");
    /// assert_eq!(Period::read("2020年5月25—26日", None)?.to_string(), "2020-05-25/2020-05-26");
    /// assert_eq!(Period::read("“十四五”期间", None)?.to_string(), "2021-01/2025-12");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Syntax`] for anything else (`6月龄`, `1-6月完成`), for words that name no period (目前), and for
    /// expressions whose year is not known; [`ErrorKind::Range`] for a month, a quarter or a day that the calendar does
    /// not have (`13月`, `2月30日`).
    ///
    /// ```
    /// # use zj_gov_report::{ErrorKind, Period};
    /// let error = Period::read("1-6月完成", 2021).unwrap_err();
    /// assert_eq!(error.to_string(), "expected the end of the period, found `完`, at byte 6");
    /// assert_eq!(Period::read("2月30日", 2021).unwrap_err().kind(), ErrorKind::Range);
    /// let error = Period::read("截至13月底", 2024).unwrap_err();
    /// assert_eq!(error.to_string(), "`13月` is no month: there are 1 to 12, at byte 6");
    /// ```
    #[doc(alias = "时期")]
    pub fn read(text: &str, year: impl Into<Option<i32>>) -> Result<Self, Error> {
        let context = PeriodContext { year: year.into(), published: None };
        let (start, end) = (skip_blanks(text, 0), skip_blanks_back(text, text.len()));
        let whole = Span::new(start, end);
        let rest = whole.slice(text).unwrap_or_default();
        let Ok((left, expression)) = grammar::expression(rest) else {
            if let Some(error) = out_of_range(text, whole) {
                return Err(error);
            }
            return Err(unexpected(text, start, end, "a period such as `1-6月`"));
        };
        let stop = end.saturating_sub(left.len());
        if stop < end {
            if let Some(error) = out_of_range(text, whole) {
                return Err(error);
            }
            return Err(unexpected(text, skip_blanks(text, stop), end, "the end of the period"));
        }
        let Some(resolved) = resolve(expression, context) else {
            let message = format!("`{rest}` names a day that the calendar does not have, at byte {start}");
            return Err(Error::new(ErrorKind::Range, whole, message));
        };
        resolved.period.ok_or_else(|| {
            let why =
                if resolved.kind == PeriodKind::Open { "names no period" } else { "does not tell its year or month" };
            Error::new(ErrorKind::Syntax, whole, format!("`{rest}` {why}, at byte {start}"))
        })
    }
}

/// A month, a quarter or a day that no year has: 13月, 五季度, 2月32日.
fn out_of_range(text: &str, whole: Span) -> Option<Error> {
    let units = [("月", 12, "month"), ("季度", 4, "quarter"), ("日", 31, "day"), ("号", 31, "day")];
    let mut at = whole.start();
    while at < whole.end() {
        let c = char_at(text, at)?;
        let Ok((left, number)) = super::numeral::small(text.get(at..whole.end())?, 0, 99) else {
            at = at.saturating_add(c.len_utf8());
            continue;
        };
        let end = whole.end().saturating_sub(left.len());
        let behind = text.get(skip_blanks(text, end)..whole.end()).unwrap_or_default();
        if let Some((unit, most, noun)) = units.into_iter().find(|(unit, ..)| behind.starts_with(unit))
            && !(1..=most).contains(&number.value)
        {
            let span =
                Span::new(skip_blanks(text, at), whole.end().saturating_sub(behind.len()).saturating_add(unit.len()));
            let written = span.slice(text).unwrap_or_default();
            let message = format!("`{written}` is no {noun}: there are 1 to {most}, at byte {}", span.start());
            return Some(Error::new(ErrorKind::Range, span, message));
        }
        at = end;
    }
    None
}

fn unexpected(text: &str, at: usize, end: usize, expected: &str) -> Error {
    let found = char_at(text, at).map_or_else(|| "the end".to_owned(), |c| format!("`{c}`"));
    Error::new(ErrorKind::Syntax, Span::new(at, end), format!("expected {expected}, found {found}, at byte {at}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every expression of a sentence, with its kind: `text=kind period`.
    #[test]
    fn kinds_in_sentences() {
        let published = NaiveDate::from_ymd_opt(2021, 8, 13);
        let table = include_str!("../../tests/data/period/kinds.tsv");
        for (index, line) in table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let (text, expected) = line.split_once('\t').unwrap();
            for year in [Some(2021), None] {
                let context = PeriodContext { year, published };
                let mut found = Vec::new();
                let mut at = 0;
                while let Some(c) = char_at(text, at) {
                    let scan = period_at(text, at, context);
                    if let Some(PeriodScan { period, end, kind }) = scan {
                        let period = period.map_or_else(|| "-".to_owned(), |period| period.to_string());
                        found.push(format!("{}={kind:?} {period}", text.get(at..end).unwrap()));
                    }
                    at = scan.map_or(at + c.len_utf8(), |scan| scan.end);
                }
                assert_eq!(found.join("; "), expected, "kinds.tsv:{}: {text}", index + 1);
            }
        }
    }

    #[test]
    fn without_a_year_only_named_ones_are_told() {
        let context = PeriodContext::default();
        assert_eq!(period_at("上半年", 0, context).unwrap().period, None);
        assert_eq!(period_at("2月30日", 0, context), None);
        assert!(period_at("2020年上半年", 0, context).unwrap().period.is_some());
        assert!(period_at("“十四五”", 0, context).unwrap().period.is_some());
    }
}
