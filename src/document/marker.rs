//! Markers that open an item, a heading or a row: `1.`, `(1)`, `①`, `一、`, `(一)`, `第一章`.

use crate::text::{digit, fold, is_blank, skip_blanks, trim_start};

/// How a marker is written. Items of one list share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MarkerStyle {
    /// `第一章`, `第二部分`.
    Part,
    /// `一、`
    Chinese,
    /// `(一)`
    ChineseBracket,
    /// `1.`, `1、`
    Arabic,
    /// `(1)`, `1)`
    ArabicBracket,
    /// `①`
    Circled,
    /// `一是`, `第一,`
    Word,
}

/// A marker at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) style: MarkerStyle,
    pub(crate) value: u32,
    /// Where it starts and ends, in bytes of the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// A digit follows the point, so that it may be a decimal: `1.5万亩`, but `2.1-6月`.
    pub(crate) doubtful: bool,
}

/// What opens a line of a list that has no numbers: ——责任单位：…, ◆ 产业突围.
const BULLETS: &str = "—-－–●•·★☆◆◇▲△■□▶►※○◎✓√➢";

/// The first byte of `text` behind its blanks and a few bullets.
pub(crate) fn behind_bullets(text: &str) -> usize {
    const MOST: usize = 4;
    let start = skip_blanks(text, 0);
    let rest = text.get(start..).unwrap_or_default();
    let bullets = rest.chars().take(MOST).take_while(|&c| BULLETS.contains(c)).map(char::len_utf8).sum::<usize>();
    skip_blanks(text, start.saturating_add(bullets))
}

/// The largest number that a marker has.
const MAX_VALUE: u32 = 999;

/// Reads the marker at the start of `text`, blanks before it passed over.
///
/// ```text
/// marker   = part | chinese "、" | "(" chinese ")" | digits ("." | "、" | ".") | "(" digits ")" | digits ")" | circled | word
/// part     = "第" chinese ("章" | "部分" | "篇" | "节")
/// word     = chinese "是" | "第" chinese ("," | "、")
/// chinese  = 一 … 九十九
/// circled  = ① … ㊿, ⑴ …, ⒈ …
/// ```
pub(crate) fn marker(text: &str) -> Option<Marker> {
    let start = skip_blanks(text, 0);
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let found = |style, value, length: usize| {
        (1..=MAX_VALUE).contains(&value).then_some(Marker {
            style,
            value,
            start,
            end: start.saturating_add(length),
            doubtful: false,
        })
    };
    if let Some(value) = circled(first) {
        return found(MarkerStyle::Circled, value, first.len_utf8());
    }
    match fold(first) {
        '(' => {
            let inner = rest.get(first.len_utf8()..)?;
            let (style, value, length) = match arabic(inner) {
                Some((value, length)) => (MarkerStyle::ArabicBracket, value, length),
                None => chinese(inner).map(|(value, length)| (MarkerStyle::ChineseBracket, value, length))?,
            };
            let close = inner.get(length..)?.chars().next().filter(|&c| fold(c) == ')')?;
            found(style, value, first.len_utf8().saturating_add(length).saturating_add(close.len_utf8()))
        }
        '第' => {
            let inner = rest.get(first.len_utf8()..)?;
            let (value, length) = chinese(inner).or_else(|| arabic(inner))?;
            let tail = inner.get(length..)?;
            let before = first.len_utf8().saturating_add(length);
            for (word, style) in [
                ("部分", MarkerStyle::Part),
                ("章", MarkerStyle::Part),
                ("篇", MarkerStyle::Part),
                ("节", MarkerStyle::Part),
                (",", MarkerStyle::Word),
                ("，", MarkerStyle::Word),
                ("、", MarkerStyle::Word),
            ] {
                if tail.starts_with(word) {
                    return found(style, value, before.saturating_add(word.len()));
                }
            }
            None
        }
        _ => {
            if let Some((value, length)) = arabic(rest) {
                return arabic_marker(rest, start, value, length);
            }
            let (value, length) = chinese(rest)?;
            let close = rest.get(length..)?.chars().next()?;
            let style = match close {
                '、' | '.' | '．' => MarkerStyle::Chinese,
                '是' => MarkerStyle::Word,
                _ => return None,
            };
            found(style, value, length.saturating_add(close.len_utf8()))
        }
    }
}

fn arabic_marker(rest: &str, start: usize, value: u32, length: usize) -> Option<Marker> {
    let close = rest.get(length..)?.chars().next()?;
    let style = match fold(close) {
        '.' | '、' => MarkerStyle::Arabic,
        ')' => MarkerStyle::ArabicBracket,
        _ => return None,
    };
    let end = length.saturating_add(close.len_utf8());
    let after = rest.get(end..).unwrap_or_default();
    let digit_follows = after.chars().next().is_some_and(|c| digit(c).is_some());
    let doubtful = fold(close) == '.' && digit_follows && !opens_with_date(after);
    (1..=MAX_VALUE).contains(&value).then_some(Marker { style, value, start, end: start.saturating_add(end), doubtful })
}

/// Whether a text that starts with digits starts with a month or a year: `1-6月`, `6月`, `2021年`.
fn opens_with_date(text: &str) -> bool {
    let (_, length) = match arabic(text) {
        Some(number) => number,
        None => return false,
    };
    let mut rest = text.get(length..).unwrap_or_default();
    if rest.starts_with(['-', '—', '–', '~', '～', '至', '－']) {
        rest = rest.trim_start_matches(['-', '—', '–', '~', '～', '至', '－']);
        let Some((_, second)) = arabic(rest) else { return false };
        rest = rest.get(second..).unwrap_or_default();
    }
    let rest = trim_start(rest);
    rest.starts_with('月') || (length >= 4 && rest.starts_with('年'))
}

/// Where a bare number ends that a blank parts from what follows: 02 项目名称.
pub(crate) fn bare_number(text: &str) -> Option<usize> {
    let (_, end) = arabic(text)?;
    text.get(end..)?.starts_with(is_blank).then_some(end)
}

/// Reads up to six Arabic digits; the value and the bytes read.
pub(crate) fn arabic(text: &str) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut end = 0usize;
    for (count, (at, c)) in text.char_indices().enumerate() {
        match digit(c) {
            Some(_) if count >= 6 => return None,
            Some(d) => value = value.checked_mul(10)?.checked_add(d)?,
            None => break,
        }
        end = at.saturating_add(c.len_utf8());
    }
    (end > 0).then_some((value, end))
}

/// Reads a Chinese number below one hundred; the value and the bytes read.
pub(crate) fn chinese(text: &str) -> Option<(u32, usize)> {
    let (mut tens, mut ones, mut end) = (None, None, 0usize);
    for (at, c) in text.char_indices().take(3) {
        let value = match c {
            '十' if tens.is_none() => {
                tens = Some(ones.take().unwrap_or(1));
                end = at.saturating_add(c.len_utf8());
                continue;
            }
            '一' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            _ => break,
        };
        if ones.is_some() {
            return None;
        }
        ones = Some(value);
        end = at.saturating_add(c.len_utf8());
    }
    let value = tens.unwrap_or(0u32).saturating_mul(10).saturating_add(ones.unwrap_or(0));
    (end > 0).then_some((value, end))
}

fn circled(c: char) -> Option<u32> {
    let offset = |first: u32, value: u32| (c as u32).checked_sub(first).map(|n| n.saturating_add(value));
    match c {
        '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' => {
            Some((c as u32).saturating_sub('①' as u32) % 20).map(|n| n.saturating_add(1))
        }
        '㉑'..='㉟' => offset('㉑' as u32, 21),
        '㊱'..='㊿' => offset('㊱' as u32, 36),
        '❶'..='❿' => offset('❶' as u32, 1),
        '➀'..='➉' => offset('➀' as u32, 1),
        '㈠'..='㈩' => offset('㈠' as u32, 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::MarkerStyle::*;
    use super::*;

    #[track_caller]
    fn reads(text: &str, style: MarkerStyle, value: u32, marker_text: &str) {
        let found = marker(text).unwrap_or_else(|| panic!("no marker in {text}"));
        assert_eq!(
            (found.style, found.value, text.get(found.start..found.end).unwrap_or_default()),
            (style, value, marker_text),
            "{text}"
        );
        assert!(!found.doubtful, "{text}");
    }

    #[test]
    fn each_style_is_read() {
        reads("1.推进", Arabic, 1, "1.");
        reads(" 12、推进", Arabic, 12, "12、");
        reads("３．推进", Arabic, 3, "３．");
        reads("2.1-6月引进", Arabic, 2, "2.");
        reads("2.2021年", Arabic, 2, "2.");
        reads("(3)推进", ArabicBracket, 3, "(3)");
        reads("（三）推进", ChineseBracket, 3, "（三）");
        reads("十二、推进", Chinese, 12, "十二、");
        reads("二十一、推进", Chinese, 21, "二十一、");
        reads("①推进", Circled, 1, "①");
        reads("⑳推进", Circled, 20, "⑳");
        reads("⑵推进", Circled, 2, "⑵");
        reads("㉑推进", Circled, 21, "㉑");
        reads("一是推进", Word, 1, "一是");
        reads("第三章 推进", Part, 3, "第三章");
    }

    #[test]
    fn numbers_are_no_markers() {
        assert!(marker("1.5万亩").is_some_and(|found| found.doubtful));
        for text in ["2021年", "1-6月", "15分钟", "一体化", "“十四五”", "5000元", "12345、", "第三产业"]
        {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
