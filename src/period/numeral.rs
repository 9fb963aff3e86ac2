//! The numerals of dates: years of four digits, months and days, Arabic or Chinese.

use super::characters::{Read, fail, gap, is_dash, literal};
use crate::text::{digit, fold, is_blank};

/// The years that are read: what a report can be about.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// A small number, and whether Chinese numerals wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) value: u32,
    pub(super) chinese: bool,
}

/// `year-number = digit digit digit digit | cipher cipher cipher cipher`, within [`YEARS`]
pub(super) fn year(i: &str) -> Read<'_, i32> {
    let first = gap(i, false);
    let arabic = first.chars().next().is_some_and(|c| digit(c).is_some());
    let mut rest = first;
    let mut value = 0i32;
    for _ in 0..4 {
        // A scanned `2 020` has blanks, never a line break, between its digits.
        let mut chars = gap(rest, false).chars();
        let next = chars.next().and_then(|c| if arabic { digit(c) } else { cipher(c) });
        let Some(next) = next.and_then(|next| i32::try_from(next).ok()) else { return fail() };
        value = value.saturating_mul(10).saturating_add(next);
        rest = chars.as_str();
    }
    if YEARS.contains(&value) && !starts_with_digit(rest) { Ok((rest, value)) } else { fail() }
}

/// A numeral that stands for a digit by its place: 二〇二一, with the letter O and other circles for the zero.
pub(super) fn cipher(c: char) -> Option<u32> {
    match fold(c) {
        '〇' | '○' | '零' | 'O' | 'o' | '0' | 'Ο' | '◯' => Some(0),
        c => one_to_nine(c),
    }
}

fn one_to_nine(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether `c` is a numeral of either kind.
pub(super) fn is_numeral(c: char) -> bool {
    let c = fold(c);
    digit(c).is_some() || is_chinese(c)
}

/// Whether `c`, folded, writes Chinese numbers below a hundred.
pub(super) fn is_chinese(c: char) -> bool {
    c == '十' || one_to_nine(c).is_some()
}

/// `small = arabic | chinese`, within `min..=max`
pub(super) fn small(i: &str, min: u32, max: u32) -> Read<'_, Numeral> {
    if let Ok((rest, value)) = arabic(i, min, max) {
        return Ok((rest, Numeral { value, chinese: false }));
    }
    let (rest, value) = chinese(i, min, max)?;
    Ok((rest, Numeral { value, chinese: true }))
}

/// `arabic = digit [ digit ]`, no third digit after it
pub(super) fn arabic(i: &str, min: u32, max: u32) -> Read<'_, u32> {
    let mut rest = gap(i, false);
    let mut value = 0u32;
    let mut count = 0u32;
    while count < 3 {
        let mut chars = if count == 0 { rest } else { one_blank(rest) }.chars();
        let Some(next) = chars.next().and_then(digit) else { break };
        value = value.saturating_mul(10).saturating_add(next);
        rest = chars.as_str();
        count = count.saturating_add(1);
    }
    if (1..=2).contains(&count) && (min..=max).contains(&value) { Ok((rest, value)) } else { fail() }
}

/// `i` without one blank of the same line, as scanning leaves inside a number.
fn one_blank(i: &str) -> &str {
    let mut chars = i.chars();
    match chars.next() {
        Some(c) if is_blank(c) && c != '\n' && c != '\r' => chars.as_str(),
        _ => i,
    }
}

/// `chinese = nine | [ nine ] "十" [ nine ]`
pub(super) fn chinese(i: &str, min: u32, max: u32) -> Read<'_, u32> {
    let start = gap(i, false);
    let mut rest = start;
    let mut value = 0u32;
    let mut seen_ten = false;
    let mut seen_unit = false;
    for _ in 0..4 {
        let mut chars = gap(rest, false).chars();
        let Some(c) = chars.next().map(fold).filter(|&c| is_chinese(c)) else { break };
        match one_to_nine(c) {
            Some(unit) if !seen_unit => {
                value = value.saturating_add(unit);
                seen_unit = true;
            }
            None if !seen_ten => {
                value = if seen_unit { value.saturating_mul(10) } else { 10 };
                (seen_ten, seen_unit) = (true, false);
            }
            _ => return fail(),
        }
        rest = chars.as_str();
    }
    if rest.len() < start.len() && (min..=max).contains(&value) { Ok((rest, value)) } else { fail() }
}

/// `date = year-number sep month-number sep day-number`: digits of one number stand together, blanks only around the
/// separators (`2021- 07- 01 11: 18`), and the second separator is the first again.
pub(super) fn date(i: &str) -> Read<'_, (i32, u32, u32)> {
    let (i, year) = year(i)?;
    let (i, (month, day)) = month_and_day(i)?;
    Ok((i, (year, month, day)))
}

/// What stands behind the year of a [`date`].
pub(super) fn month_and_day(i: &str) -> Read<'_, (u32, u32)> {
    let (i, first) = separator(i)?;
    let (i, month) = tight(i)?;
    let (i, second) = separator(i)?;
    let (i, day) = tight(i)?;
    let fits = first == second && (1..=12).contains(&month) && (1..=31).contains(&day);
    if fits { Ok((i, (month, day))) } else { fail() }
}

fn separator(i: &str) -> Read<'_, char> {
    let mut chars = gap(i, false).chars();
    match chars.next().map(|c| if is_dash(c) && fold(c) != '~' { '-' } else { fold(c) }) {
        Some(c @ ('-' | '.' | '/')) => Ok((chars.as_str(), c)),
        _ => fail(),
    }
}

/// `tight = digit [ digit ]`, without blanks, no third digit after it
fn tight(i: &str) -> Read<'_, u32> {
    let i = gap(i, false);
    let mut value = 0u32;
    let mut count = 0u32;
    let mut rest = i.chars();
    let mut here = rest.as_str();
    while let Some(next) = rest.next().and_then(digit).filter(|_| count < 3) {
        value = value.saturating_mul(10).saturating_add(next);
        count = count.saturating_add(1);
        here = rest.as_str();
    }
    if (1..=2).contains(&count) { Ok((here, value)) } else { fail() }
}

fn starts_with_digit(i: &str) -> bool {
    i.chars().next().is_some_and(|c| digit(c).is_some())
}

/// `chinese-or-arabic date = year-number "年" month "月" day ( "日" | "号" )`
pub(super) fn written_date(i: &str) -> Read<'_, (i32, u32, u32)> {
    let (i, year) = year(i)?;
    let (i, ()) = literal('年', i)?;
    let (i, month) = small(i, 1, 12)?;
    let (i, ()) = literal('月', i)?;
    let (i, day) = small(i, 1, 31)?;
    let (i, ()) = literal('日', i).or_else(|_| literal('号', i))?;
    Ok((i, (year, month.value, day.value)))
}
