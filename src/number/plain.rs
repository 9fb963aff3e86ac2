//! The commonest numbers at one look, without the grammar: `312.5`, `120万`, the 三 of 三家, and the 一 of 统一 that is none.
//!
//! ```text
//! plain   = digits [ "." digits ] [ great ]      before what cannot go on a number
//!         | digits hedge [ great ] | digits [ "." digits ] great hedge
//!         | chinese-digit | scale | [ nine ] "十" [ nine ] | nine nine | ( "十" | "百" | "千" ) ( "万" | "亿" )
//! great   = [ blanks ] ( "万" | "亿" )            hedge = [ blanks ] ( "余" | "多" )            nine = "一" | … | "九"
//! nothing = ( "上" | "成" | "数" | "几" | "好" | "对" )                       before what is no scale
//!         | ( "参" | "伍" | … )                                              before what cannot go on a number
//!         | "半"                                                             that is no half
//! ```

use rust_decimal::Decimal;

use super::parse::is_marker_place;
use super::vocabulary::{
    Numeral, begins_unit, ends_other_word, hedge, is_digit, is_everyday, is_gap, is_half, may_go_on, measure_follows,
    numeral, skip_gap,
};
use super::{Form, Hedge, Notation, Number};
use crate::text::{fold, is_blank};

/// The most digits before the point and behind it that are read here: their values fit everywhere.
const WHOLE: usize = 8;
const FRACTION: usize = 4;

/// What one look tells of a place.
#[derive(Debug)]
pub(super) enum Look {
    Number {
        number: Number,
        end: usize,
    },
    /// Numerals that are part of a word.
    Nothing,
    /// It takes the grammar to tell.
    Unsure,
}

/// One look at byte `at` of running text; where it is sure, the grammar says the same.
pub(super) fn look(text: &str, at: usize) -> Look {
    let Some(rest) = text.get(at..) else { return Look::Unsure };
    let mut chars = rest.chars();
    let Some(c) = chars.next() else { return Look::Unsure };
    if c.is_ascii_digit() {
        return digits(text, at, rest).unwrap_or(Look::Unsure);
    }
    let rest = chars.as_str();
    let folded = fold(c);
    if matches!(folded, '上' | '成' | '数' | '几' | '好' | '对') {
        return if may_stand_for_several(folded, rest) { Look::Unsure } else { Look::Nothing };
    }
    if c == '半' {
        return if is_half(text, at) { Look::Unsure } else { Look::Nothing };
    }
    if goes_on(rest) {
        return two(text, at, c, rest).unwrap_or(Look::Unsure);
    }
    let value = match numeral(c) {
        Some(Numeral::Digit { value, .. }) if folded != '俩' => u64::from(value),
        Some(Numeral::Scale(value)) if folded != '拾' => u64::from(value),
        Some(Numeral::Great(value)) => value,
        _ => return Look::Unsure,
    };
    if ends_other_word(text, at) || is_everyday(c) || value > 10 && begins_unit(c, rest) {
        return Look::Nothing;
    }
    let number = Number::new(Decimal::from(value)).written(Notation::Chinese, Form::Plain);
    Look::Number { number, end: text.len().saturating_sub(rest.len()) }
}

/// What the first character of a numeral tells with the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glance {
    /// No number starts there.
    Nothing,
    /// No number but this one digit in Chinese.
    Digit,
    /// It takes more than a glance.
    Unsure,
}

/// What running text has at a place, by the character `c` there and by what is behind it.
pub(crate) fn glance(c: char, rest: &str) -> Glance {
    let folded = fold(c);
    match folded {
        '上' | '成' | '数' | '几' | '好' | '对' if may_stand_for_several(folded, rest) => Glance::Unsure,
        '上' | '成' | '数' | '几' | '好' | '对' => Glance::Nothing,
        '俩' => Glance::Unsure,
        _ if goes_on(rest) => Glance::Unsure,
        _ if matches!(numeral(c), Some(Numeral::Digit { .. })) => Glance::Digit,
        _ => Glance::Unsure,
    }
}

/// Whether what stands at the start of `rest` may go on the Chinese numerals before it; never `false` where it does.
#[inline]
fn goes_on(rest: &str) -> bool {
    rest.starts_with(may_go_on) && is_next(skip_gap(rest))
}

/// Whether `rest`, which stands behind blanks, may go on the numerals before them.
fn is_next(rest: &str) -> bool {
    let mut chars = rest.chars();
    let Some(c) = chars.next().filter(|&c| may_go_on(c)) else { return false };
    match fold(c) {
        ',' | '。' => false,
        '分' => chars.next().is_some_and(|next| fold(next) == '之' || is_blank(next)),
        // Numerals go on behind blanks, but not in the next line.
        _ => is_gap(c) || !is_blank(c),
    }
}

/// The same behind digits.
fn digits_go_on(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next().map(fold) {
        // 1,200; 279。3亿
        Some(',') => chars.next().is_some_and(|next| is_digit(next) || is_blank(next)),
        Some('。') => chars.next().is_some_and(is_digit),
        _ => is_next(rest),
    }
}

/// Whether `c` may stand for an unknown multiple of what follows (数百, 好几十), or 对 for a half (对折).
fn may_stand_for_several(c: char, rest: &str) -> bool {
    skip_gap(rest).chars().next().is_some_and(|next| match numeral(next) {
        Some(Numeral::Digit { .. }) => false,
        Some(_) => true,
        None => is_blank(next) || c == '好' && fold(next) == '几' || c == '对' && fold(next) == '折',
    })
}

/// `[ nine ] "十" [ nine ] | nine nine | ( "十" | "百" | "千" ) ( "万" | "亿" )`, of which `first` is the first: 十四, 八十,
/// 八十九, 百亿, the 四五 of 十四五.
fn two(text: &str, at: usize, first: char, rest: &str) -> Option<Look> {
    let mut chars = rest.chars();
    let (value, rest) = match (first, chars.next()?) {
        ('十' | '百' | '千', second @ ('万' | '亿')) if !begins_unit(second, chars.as_str()) => {
            let Some(Numeral::Scale(scale)) = numeral(first) else { return None };
            (10u64.checked_pow(great(second)?)?.checked_mul(u64::from(scale))?, chars.as_str())
        }
        ('十', second) => (nine(second)?.checked_add(10)?, chars.as_str()),
        (first, '十') => {
            let tens = nine(first)?.checked_mul(10)?;
            let rest = chars.as_str();
            match chars.next().and_then(nine) {
                Some(unit) => (tens.checked_add(unit)?, chars.as_str()),
                None => (tens, rest),
            }
        }
        (first, second) => {
            let (first, second) = (nine(first)?, nine(second)?);
            // 四五个 is four or five.
            if (second == first.checked_add(1)? || (first, second) == (3, 5)) && measure_follows(chars.as_str()) {
                return None;
            }
            (first.checked_mul(10)?.checked_add(second)?, chars.as_str())
        }
    };
    if goes_on(rest) {
        // The 五 of 十四五 belongs to no number before it.
        let mut behind = rest.chars();
        let apart = (11..20).contains(&value) && first == '十' && behind.next().and_then(nine).is_some();
        if !apart || goes_on(behind.as_str()) {
            return None;
        }
    }
    if ends_other_word(text, at) {
        return Some(Look::Nothing);
    }
    let number = Number::new(Decimal::from(value)).written(Notation::Chinese, Form::Plain);
    Some(Look::Number { number, end: text.len().saturating_sub(rest.len()) })
}

/// The value of a digit from one to nine that does not merely count, as 两 does.
fn nine(c: char) -> Option<u64> {
    match numeral(c) {
        Some(Numeral::Digit { value: value @ 1..=9, counting: false }) => Some(u64::from(value)),
        _ => None,
    }
}

/// `digits [ "." digits ] [ great ] | digits hedge [ great ] | digits [ "." digits ] great hedge`
fn digits(text: &str, at: usize, rest: &str) -> Option<Look> {
    let (mut mantissa, after) = run(0, rest, WHOLE)?;
    let whole = rest.len().saturating_sub(after.len());
    let (mut rest, mut scale) = (after, 0u32);
    let point = after.strip_prefix('.');
    if let Some(point) = point {
        // `2.5` may be a list marker and a 5.
        if whole <= 2 && is_marker_place(text, at) {
            return None;
        }
        (mantissa, rest) = run(mantissa, point, FRACTION)?;
        scale = u32::try_from(point.len().saturating_sub(rest.len())).ok()?;
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa.checked_div(10)?, scale.saturating_sub(1));
        }
    }
    // Behind most numbers stands their unit.
    let done = |mantissa: i64, scale: u32, hedged: Option<Hedge>, notation: Notation, rest: &str| {
        let number = Number::new(Decimal::new(mantissa, scale)).with_hedge(hedged).written(notation, Form::Plain);
        Look::Number { number, end: text.len().saturating_sub(rest.len()) }
    };
    if !rest.starts_with(may_go_on) {
        return Some(done(mantissa, scale, None, Notation::Arabic, rest));
    }
    let (mut notation, mut hedged) = (Notation::Arabic, None);
    let mut behind = skip_gap(rest);
    for _ in 0..2 {
        let mut next = behind.chars();
        let Some(c) = next.next() else { break };
        if let Some(power) = great(c).filter(|_| notation == Notation::Arabic) {
            rest = next.as_str();
            if begins_unit(c, rest) {
                return None;
            }
            // Ten thousand takes all of the digits behind the point.
            mantissa = mantissa.checked_mul(10i64.checked_pow(power.checked_sub(scale)?)?)?;
            (scale, notation) = (0, Notation::Mixed);
        } else if matches!(c, '余' | '多') && hedged.is_none() {
            let (found, after, closes) = hedge(behind)?;
            // 余 is said of any count of two digits, 多 of round ones.
            let counts = point.is_none() && mantissa >= 10 && (c == '余' || mantissa % 10 == 0);
            let closes = closes || notation == Notation::Arabic && skip_gap(after).starts_with(['万', '亿']);
            if !(closes && (counts || notation == Notation::Mixed)) {
                return None;
            }
            (rest, hedged) = (after, Some(found));
        } else {
            break;
        }
        behind = skip_gap(rest);
    }
    if digits_go_on(behind) {
        return None;
    }
    Some(done(mantissa, scale, hedged, notation, rest))
}

/// The digits at the start of `rest`, one to `most` of them, behind those of `value`.
fn run(mut value: i64, rest: &str, most: usize) -> Option<(i64, &str)> {
    let mut length = 0usize;
    for byte in rest.bytes().take(most.saturating_add(1)).take_while(u8::is_ascii_digit) {
        value = value.wrapping_mul(10).wrapping_add(i64::from(byte & 0xf));
        length = length.saturating_add(1);
    }
    let rest = rest.get(length..).filter(|_| (1..=most).contains(&length))?;
    Some((value, rest))
}

/// How many zeros the scale has.
const fn great(c: char) -> Option<u32> {
    match c {
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::{Scan, number_at, scan_by_grammar};
    use super::*;

    #[test]
    fn no_digit_ends_a_word_that_is_no_number() {
        let table = include_str!("../registry/data/not_numbers.tsv");
        let mut words = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
        assert!(words.all(|word| !word.ends_with(crate::number::vocabulary::is_digit)));
    }

    /// The grammar is the oracle.
    #[test]
    fn the_look_and_the_grammar_agree() {
        let pieces = "0 00 1 2. 5 12 2021 007 312.5 98.20 0.0 1.0500 12345678 123456789 1.23456 ９ 1，200 1,200 万 亿 万亿 千 百 十 一 二 三 \
            两 〇 零 俩 伍 陆 拾 壹 上 成 数 几 好 对 折 半 余 多 来 分之 又 点 . ． / ^2 e3 k K G 维 家 个 月 年 元 % 。 , ， 、 ; - — ~ 至 到 负 \
            参 佰 兆 廿 瓦 折 统 进 唯 第 × ? 打 萬 億 餘 項 ( ) 的";
        let pieces: Vec<&str> = pieces.split_whitespace().chain([" ", "\n", "\u{3000}"]).collect();
        let dense = "三 五 十四五 百 半 年 天 小时 成 折 个 分 之 , ，200 10 20 25 8 3.5 2.50 800 十 四 九 一 两 俩 余 多 万 亿 千 几 项 位 次 向 姚 功能 。 . 唯 第 的";
        let dense: Vec<&str> = dense.split_whitespace().chain([" ", "  ", "\n"]).collect();
        let mut next = crate::random::numbers(5);
        let mut sure = 0;
        for round in 0..100_000 {
            let pieces = if round % 2 == 0 { &pieces } else { &dense };
            let text: String = (0..=next(6)).map(|_| pieces[next(pieces.len())]).collect();
            for (at, _) in text.char_indices() {
                sure += usize::from(!matches!(look(&text, at), Look::Unsure));
                let (fast, slow) = (number_at(&text, at), scan_by_grammar(&text, at, true));
                assert_eq!(format!("{fast:?}"), format!("{slow:?}"), "{text:?} at {at}");
                let mut behind = text.get(at..).unwrap().chars();
                let c = behind.next().unwrap();
                let end = at + c.len_utf8();
                match (glance(c, behind.as_str()), slow) {
                    (Glance::Nothing, found) => assert!(found.is_none(), "{text:?} at {at}"),
                    (Glance::Digit, Some(Scan::Number { number, end: found })) => {
                        let plain = Number::new(number.value()).written(Notation::Chinese, Form::Plain);
                        assert_eq!(format!("{number:?} {found}"), format!("{plain:?} {end}"), "{text:?} at {at}");
                        assert!(number.value() < Decimal::TEN, "{text:?} at {at}");
                    }
                    (Glance::Digit, found) => assert!(found.is_none(), "{text:?} at {at}"),
                    (Glance::Unsure, _) => {}
                }
            }
        }
        assert!(sure > 30_000, "{sure}");
    }
}
