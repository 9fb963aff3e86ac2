//! List markers, which reports glue to periods: `2.1-6月` is item two, about January to June.
//!
//! ```text
//! list-marker = circled | "(" number ")" | number ( ")" | "、" | "." ) | chinese-number "、"
//! ```

use once_cell::sync::Lazy;

use super::characters::{gap, literal};
use super::grammar;
use super::numeral;
use crate::registry::CharSet;
use crate::text::{char_at, char_before, digit, fold, is_blank, skip_blanks};

/// Things that are counted whole: `1.35个项目` is item one, about 35 of them, since there is no 0.35 of a project.
const WHOLE: &str = "个家人项名件条位户只台辆场次处座所部份村支张";

/// Scales and units that make a decimal after all: `1.2个百分点`, `1.2个月`, `1.2人次`.
const DECIMAL: [&str; 6] = ["个百分点", "个千分点", "个月", "个小时", "个标", "次方"];

/// The byte after the list marker that opens `text`, blanks before it apart; `None` where none does.
///
/// The decision is about a point between digits: it ends a marker where a period (`2.1-6月`) or a count of whole things
/// (`1.35个`) follows, and is a decimal point otherwise (`2.5亿元`).
pub(crate) fn list_marker(text: &str) -> Option<usize> {
    let start = blanks(text);
    let first = char_at(text, start).filter(|&c| may_mark(c))?;
    let after = start.saturating_add(first.len_utf8());
    if is_enclosed(first) {
        return Some(after);
    }
    if fold(first) == '(' {
        let (end, _) = number(text, after)?;
        return close(text, end, ')');
    }
    if !numeral::is_numeral(first) || first.is_ascii_digit() && !digits_may_mark(text, start) {
        return None;
    }
    let (end, kind) = number(text, start)?;
    let mut rest = gap(text.get(end..)?, true).chars();
    let closing = rest.next().map(fold)?;
    let end = text.len().saturating_sub(rest.as_str().len());
    match (closing, kind) {
        ('、', _) => Some(end).filter(|&end| !lists(text, end, kind)),
        (')', Kind::Arabic) => Some(end),
        ('.', Kind::Arabic) => Some(end).filter(|&end| ends_marker(text, end)),
        _ => None,
    }
}

/// How many bytes of blanks `text` starts with: mostly none, or a line break.
fn blanks(text: &str) -> usize {
    let plain = text.bytes().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
    let rest = text.get(plain..).unwrap_or_default();
    if rest.starts_with(is_blank) { skip_blanks(text, plain) } else { plain }
}

/// Whether the digits at byte `at` may be those of a marker; never `false` where they are.
fn digits_may_mark(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let count = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let closes = |c: char| matches!(fold(c), '、' | ')' | '.') || is_blank(c) || digit(c).is_some();
    count <= 2 && char_at(rest, count).is_some_and(closes)
}

/// Whether a list marker, or a blank before one, may start with `c`; never `false` where one does.
#[inline]
pub(crate) fn may_mark(c: char) -> bool {
    static MARKS: Lazy<CharSet> = Lazy::new(|| {
        let others = ('\0'..'\u{3400}').chain(['\u{feff}']).filter(|&c| is_blank(c) || is_enclosed(c));
        CharSet::of_forms("0123456789(一二三四五六七八九十两".chars().chain(others))
    });
    MARKS.has(c)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Arabic,
    Chinese,
}

/// A number of one or two digits at `at`, and the byte after it.
fn number(text: &str, at: usize) -> Option<(usize, Kind)> {
    let rest = text.get(at..)?;
    let (rest, found) = numeral::small(rest, 1, 99).ok()?;
    let kind = if found.chinese { Kind::Chinese } else { Kind::Arabic };
    Some((text.len().checked_sub(rest.len())?, kind))
}

/// The byte after `c`, if it stands at `at`.
fn close(text: &str, at: usize, c: char) -> Option<usize> {
    let (rest, ()) = literal(c, text.get(at..)?).ok()?;
    text.len().checked_sub(rest.len())
}

/// ①, ⑴, ⒈, ㈠: a number drawn as one character.
pub(crate) const fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249b}' | '\u{24eb}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
}

/// Whether a 、 before `at` lists numbers instead of closing a marker: `一、二等奖`, `1、2号楼`.
fn lists(text: &str, at: usize, kind: Kind) -> bool {
    let Some((end, next)) = number(text, at) else { return false };
    let follows = char_at(text, skip_blanks(text, end)).map(fold);
    next == kind && follows.is_some_and(|c| "、和及期级等号产类期楼#".contains(c)) && !period_follows(text, at)
}

/// Whether the point before `at` ends a marker.
fn ends_marker(text: &str, at: usize) -> bool {
    let Some(next) = char_at(text, at) else { return true };
    if digit(next).is_none() {
        // `5. 4 %` is a scanned decimal, `5. 4月` an item.
        let blanks_then_digit = is_blank(next) && char_at(text, skip_blanks(text, at)).and_then(digit).is_some();
        return !blanks_then_digit || decides(text, skip_blanks(text, at));
    }
    decides(text, at)
}

fn decides(text: &str, at: usize) -> bool {
    period_follows(text, at) || counts_whole(text, at)
}

fn period_follows(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| grammar::expression(rest).is_ok())
}

fn counts_whole(text: &str, at: usize) -> bool {
    let mut end = at;
    for _ in 0..4 {
        match char_at(text, end) {
            Some(c) if digit(c).is_some() => end = end.saturating_add(c.len_utf8()),
            _ => break,
        }
    }
    let end = skip_blanks(text, end);
    let rest = text.get(end..).unwrap_or_default();
    let counted = char_at(text, end).is_some_and(|c| WHOLE.contains(fold(c)));
    counted && !DECIMAL.iter().any(|word| rest.starts_with(word))
}

/// Whether the point that ends at `at` belongs to a marker at the start of a line or a clause.
pub(super) fn is_marker_before(text: &str, at: usize) -> bool {
    let mut start = at;
    let mut digits = 0;
    while let Some(c) = char_before(text, start) {
        let point = fold(c) == '.' && start == at;
        if !(point || is_blank(c) && digits == 0 && !matches!(c, '\n' | '\r') || digit(c).is_some()) || digits > 2 {
            break;
        }
        digits = usize::from(digit(c).is_some()).saturating_add(digits);
        start = start.saturating_sub(c.len_utf8());
        if at.saturating_sub(start) > 16 {
            return false;
        }
    }
    let clause_begins = char_before(text, start).is_none_or(|c| is_blank(c) || "。;,:".contains(fold(c)));
    (1..=2).contains(&digits) && clause_begins && period_follows(text, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_mark_is_a_numeral_a_bracket_or_a_blank() {
        for c in '\0'..=char::MAX {
            let marks = is_blank(c) || is_enclosed(c) || fold(c) == '(' || numeral::is_numeral(c);
            assert_eq!(may_mark(c), marks, "{c:?}");
        }
    }

    #[test]
    fn markers_of_every_kind() {
        let table = include_str!("../../tests/data/period/markers.tsv");
        for (index, line) in table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let (text, marker) = line.split_once('\t').unwrap();
            let found = list_marker(text).and_then(|end| text.get(..end));
            assert_eq!(found.unwrap_or_default(), marker, "markers.tsv:{}: {text}", index + 1);
        }
    }
}
