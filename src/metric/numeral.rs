//! What a numeral is: a quantity, a broken number, part of a name, a stretch of time; and the signs before it.

use super::cue::Role;
use super::name;
use super::token::{Kind, Lexed, Token};
use crate::quantity::{Measured, QuantityScan, Units, quantity_at};
use crate::text::{char_at, digit, ends_with, skip_blanks, starts_with};

/// No bus line has such a number.
const MAX_ROUTE: rust_decimal::Decimal = rust_decimal::Decimal::ONE_THOUSAND;

/// steps = chinese-numeral ( '位' | '个百分点' ) after a direction: 比上年提升两位.
pub(super) fn steps_at(text: &str, at: usize, units: &Units) -> Option<Numeral> {
    match quantity_at(text, at, units)? {
        QuantityScan::Quantity(scan) if scan.quantity.unit().ranks() || scan.quantity.unit().is_points() => {
            Some(Numeral::Quantity(scan))
        }
        _ => None,
    }
}

/// route = ( verb | '公交' | the head of a clause ) number '路' | route '、' number '路'      优化调整5路、318路
///
/// It stands before a mark or a word of lines, and neither behind nor before a noun that is counted (`监控点位5443路`,
/// `接入17.8万路视频`).
pub(super) fn names_route(text: &str, scan: &Measured, free: bool, lexed: &Lexed) -> bool {
    const LINES: &str = "、,，。;；()（）夜支专区及和走线等";
    if scan.quantity.unit().as_str() != "路" || scan.quantity.value() >= MAX_ROUTE {
        return false;
    }
    let head = text.get(..scan.number.start()).unwrap_or_default();
    if !free {
        return ends_with(head, "公交") || ends_with(head, "线路");
    }
    let rest = text.get(skip_blanks(text, scan.end)..).unwrap_or_default();
    let of_line = rest.chars().next().is_none_or(|next| LINES.contains(next)) || starts_with(rest, "公交");
    let mut before = lexed.tokens.iter().rev();
    let last = before.next();
    let route = |token: Option<&Token>| {
        token.is_some_and(|token| {
            matches!(token.kind, Kind::Name | Kind::Word)
                && text.get(token.start..token.end).is_some_and(|name| name.ends_with('路'))
        })
    };
    match last.map(|last| last.kind) {
        // 视频监控 is counted; 优化调整 is done to a line.
        Some(Kind::Cue(cue)) => {
            of_line && cue.has(Role::Verb) && !before.next().is_some_and(|noun| matches!(noun.kind, Kind::Word))
        }
        None | Some(Kind::Open | Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Marker) => {
            rest.starts_with('、') || starts_with(rest, "公交")
        }
        Some(Kind::Enum) => before.take(4).any(|token| route(Some(token))),
        _ => false,
    }
}

/// What a numeral is.
pub(super) enum Numeral {
    Quantity(Measured),
    /// A broken number, a name, a stretch of time, and the byte after it.
    Other(Kind, usize),
}

/// What the numeral at byte `at` is; `ordinal` when 第 stands before it. `None` where it is part of a word.
pub(super) fn numeral_at(text: &str, at: usize, ordinal: bool, units: &Units) -> Option<Numeral> {
    match quantity_at(text, at, units)? {
        QuantityScan::Quantity(scan) if ordinal && !matches!(scan.quantity.unit().as_str(), "" | "位" | "名") => {
            Some(Numeral::Other(Kind::Name, scan.end))
        }
        QuantityScan::Broken { end, why } => Some(Numeral::Other(Kind::Broken(why), end)),
        QuantityScan::Quantity(scan) => {
            if name::is_name(text, &scan, ordinal) {
                return Some(Numeral::Other(Kind::Name, scan.number.end()));
            }
            if scan.quantity.unit().is_time() && name::spans_time(text, &scan) {
                return Some(Numeral::Other(Kind::Duration, scan.end));
            }
            if digit(char_at(text, at)?).is_none() && name::is_word(text, &scan) {
                return None;
            }
            if digit(char_at(text, at)?).is_none() && !ordinal && !name::counts_in_chinese(text, &scan) {
                return scan.quantity.unit().is_time().then_some(Numeral::Other(Kind::Duration, scan.end));
            }
            Some(Numeral::Quantity(scan))
        }
    }
}

/// Whether `c` is a minus sign.
pub(crate) const fn is_sign(c: char) -> bool {
    matches!(c, '-' | '－' | '−')
}

/// Whether `c` is a plus sign.
pub(crate) const fn is_plus(c: char) -> bool {
    matches!(c, '+' | '＋')
}

/// Whether a dash or a plus at byte `at` is a sign: nothing that a dash could join stands before it.
pub(super) fn signs(text: &str, at: usize) -> bool {
    crate::text::char_before(text, at).is_none_or(|c| !(digit(c).is_some() || c.is_ascii_alphanumeric()))
}
