//! Arabic digits: thousands separators, full width, blanks that scanning left between digits.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, satisfy};
use nom::combinator::{not, opt, recognize};
use nom::multi::fold_many_m_n;
use nom::sequence::{preceded, terminated};
use rust_decimal::Decimal;

use super::parse::{Broken, Parsed, broken, miss, range_dash};
use super::vocabulary::{count_follows, is_digit, is_gap, skip_gap};
use crate::limits::MAX_NUMBER_CHARS;
use crate::text::{digit, fold};

/// A number in Arabic digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arabic {
    pub(super) value: Decimal,
    pub(super) whole_digits: usize,
    pub(super) has_point: bool,
    /// More than one digit and the first is 0: a code, a month, never the end of a range.
    pub(super) padded: bool,
}

/// `arabic = ( grouped | spaced | run ) [ point run ] | point run`
///
/// With `marker`, the number opens a line or a clause, where `1. 5个` is a list marker and a number.
pub(super) fn arabic(input: &str, marker: bool) -> Parsed<'_, Arabic> {
    let (rest, whole) = opt(alt((grouped, spaced, run))).parse(input)?;
    let whole = whole.unwrap_or_default();
    let tight = match opt(tight_fraction).parse(rest)? {
        (after, Some(_)) if marker && whole.chars().count() <= 2 && is_item(after) => (rest, None),
        found => found,
    };
    let (rest, fraction) = match tight {
        (rest, None) if !whole.is_empty() => opt(|rest| loose_fraction(rest, whole, marker)).parse(rest)?,
        found => found,
    };
    if whole.is_empty() && fraction.is_none() {
        return Err(miss());
    }
    let digits = whole.chars().filter_map(digit);
    let (whole_digits, fraction) = (digits.clone().count(), fraction.unwrap_or_default());
    let padded = whole_digits > 1 && digits.clone().next() == Some(0);
    let decimals = fraction.chars().filter_map(digit);
    let scale = u32::try_from(decimals.clone().count()).unwrap_or(u32::MAX);
    if let (after, Some(_)) = opt(point).parse(rest)?
        && scale > 0
        && after.starts_with(is_digit)
    {
        let after = after.trim_start_matches(|c| is_digit(c) || fold(c) == '.');
        return Err(broken(Broken::Points, after));
    }
    let mut mantissa = Some(0i128);
    for next in digits.chain(decimals) {
        mantissa = mantissa.and_then(|sum| sum.checked_mul(10)?.checked_add(i128::from(next)));
    }
    let value = mantissa.and_then(|mantissa| Decimal::try_from_i128_with_scale(mantissa, scale).ok());
    let Some(value) = value else { return Err(broken(Broken::Overflow, rest)) };
    Ok((rest, Arabic { value, whole_digits, has_point: scale > 0, padded }))
}

/// Whether what follows `2.12` shows that `2.` is a list marker: what counts whole things (2.12个) or a month (2.1-6月).
fn is_item(after: &str) -> bool {
    let month = skip_gap(range_dash(after).unwrap_or(after).trim_start_matches(is_digit));
    count_follows(after) || month.starts_with(['月', '日'])
}

/// `run = digit { digit }`; a run beyond the limit is broken as a whole, so that no part of it is read again.
fn run(input: &str) -> Parsed<'_, &str> {
    let (rest, found) = take_while1(is_digit).parse(input)?;
    if found.chars().nth(MAX_NUMBER_CHARS).is_some() {
        return Err(broken(Broken::TooLong, rest));
    }
    Ok((rest, found))
}

/// `grouped = digit [ digit [ digit ] ] separator digit digit digit { separator digit digit digit }`, separator and digits
/// of one width: in `达到7，100家` the full-width comma ends a clause.
fn grouped(input: &str) -> Parsed<'_, &str> {
    let wide = input.starts_with(|c: char| !c.is_ascii());
    let of_width = move |c: char| is_digit(c) && c.is_ascii() != wide;
    let comma = if wide { '，' } else { ',' };
    let group = || preceded(char(comma), terminated(take_while_m_n(3, 3, of_width), not(satisfy(is_digit))));
    let head = take_while_m_n(1, 3, of_width);
    let (rest, found) = recognize((head, fold_many_m_n(1, 9, group(), || (), |(), _| ()))).parse(input)?;
    not((char(comma), satisfy(is_digit))).parse(rest)?;
    if found.starts_with(['0', '０']) { Err(miss()) } else { Ok((rest, found)) }
}

/// `spaced = digit blank digit { blank digit }`: single digits with one blank between, which lead on to a point, a unit or a
/// scale (`1 0 . 6 %`). A row of small numbers leads on to nothing.
fn spaced(input: &str) -> Parsed<'_, &str> {
    let single = || terminated(satisfy(is_digit), not(satisfy(is_digit)));
    let (rest, found) =
        recognize((single(), fold_many_m_n(1, 27, preceded(satisfy(is_gap), single()), || (), |(), _| ())))
            .parse(input)?;
    let mut after = skip_gap(rest).chars();
    let leads_on = match after.next() {
        Some('.' | '．') => skip_gap(after.as_str()).starts_with(is_digit),
        Some(c) => (c.is_alphanumeric() && !is_digit(c)) || matches!(fold(c), '%' | '‰' | '℃' | '°'),
        None => false,
    };
    if leads_on { Ok((rest, found)) } else { Err(miss()) }
}

/// `point = "." | "．"`
fn point(input: &str) -> Parsed<'_, char> {
    satisfy(|c| matches!(c, '.' | '．')).parse(input)
}

/// `tight_fraction = point run`
fn tight_fraction(input: &str) -> Parsed<'_, &str> {
    preceded(point, run).parse(input)
}

/// `loose_fraction = [ blanks ] point [ blanks ] ( spaced | run )`: at most three digits, and no date behind them. Where the
/// number may be a list marker, only after `0` or with a blank before the point.
fn loose_fraction<'t>(input: &'t str, whole: &str, marker: bool) -> Parsed<'t, &'t str> {
    let (after, _) = point.parse(skip_gap(input))?;
    let blank_before = input.starts_with(is_gap);
    if marker && !blank_before && !matches!(whole, "0" | "０") {
        return Err(miss());
    }
    let (rest, found) = alt((spaced, run)).parse(skip_gap(after))?;
    let dated = skip_gap(rest).starts_with(['年', '月', '日', '号', '、']) || rest.starts_with(['.', '．']);
    if dated || found.chars().filter(|&c| is_digit(c)).count() > 3 { Err(miss()) } else { Ok((rest, found)) }
}
