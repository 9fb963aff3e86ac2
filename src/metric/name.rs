//! Numbers that are part of a name: versions, routes, models, grades, shares of a slogan.
//!
//! ```text
//! name = letter number | number letter | number '+' | '+' number      5G, G1512, PM2.5, 2+7+N
//!      | letters number '-' number                                  GB3095-2012
//!      | number tail                                                  104国道, 500强 (metric_names.tsv)
//!      | number time { word } '圈'                                    15分钟品质文化生活圈
//!      | head number                                                  每5公里 (metric_names.tsv)
//!      | digits '.' '0'            without a unit: a version          政务服务2.0
//!      | digits of seven or more   without a unit: a code
//!      | [2-6] 'G'                 a network
//! ```

use once_cell::sync::Lazy;

use super::numeral::is_plus;
use super::words::MetricWords;
use crate::number::Form;
use crate::quantity::Measured;
use crate::registry::{CharSet, Lexicon, Table};
use crate::text::{
    char_at, char_before, digit, ends_with, fold, is_blank, is_ideograph, skip_blanks, skip_blanks_back,
};

struct Names {
    after: Lexicon<()>,
    /// What stands before a number, and whether only before one without a unit.
    before: Vec<(&'static str, bool)>,
    /// The last character of each.
    lasts: CharSet,
    /// What stands before a stretch of time: 近, 过去.
    spans: Vec<&'static str>,
}

static NAMES: Lazy<Names> = Lazy::new(|| {
    let mut names =
        Names { after: Lexicon::new(), before: Vec::new(), lasts: CharSet::of_forms([]), spans: Vec::new() };
    for row in Table::builtin("metric_names", include_str!("../registry/data/metric_names.tsv")).rows() {
        let word = row.get("word");
        match row.get("place") {
            "before" => names.before.push((word, false)),
            "before_bare" => names.before.push((word, true)),
            "before_time" => names.spans.push(word),
            _ => drop(names.after.insert(word, ())),
        }
    }
    names.lasts = CharSet::of_forms(names.before.iter().filter_map(|(word, _)| word.chars().next_back()));
    names
});

/// Whether the number of `scan` only names something; `ordinal` when 第 stands before it.
pub(crate) fn is_name(text: &str, scan: &Measured, ordinal: bool) -> bool {
    let names = &*NAMES;
    let (number, unit) = (scan.number, scan.unit);
    let head = text.get(..number.start()).unwrap_or_default();
    let before = head.chars().next_back();
    let after = char_at(text, scan.end);
    if matches!(before, Some('-' | '－' | '—')) && ends_in_code(head) {
        return true;
    }
    if !(before.is_some_and(sets_apart) && after.is_some_and(sets_apart)) && is_joined(text, scan, before, after) {
        return true;
    }
    // Few words that make names begin as units do.
    if char_at(text, number.end()).is_some_and(|c| names.after.starts_with(c) || is_blank(c)) {
        let at = skip_blanks(text, number.end());
        if names.after.longest(text, at).is_some_and(|hit| hit.end >= unit.end()) {
            return true;
        }
    }
    if !ordinal
        && before.is_some_and(|last| names.lasts.has(last))
        && names.before.iter().any(|&(word, bare)| (!bare || scan.quantity.unit().is_none()) && head.ends_with(word))
    {
        return true;
    }
    if scan.quantity.unit().is_time() && is_reach(text, scan.end) {
        return true;
    }
    let written = scan.quantity.unit().as_str();
    // 山区26县, 11市: a fixed number of places without a measure word.
    if matches!(written, "县" | "市" | "区" | "省" | "国") {
        return true;
    }
    let digits = number.slice(text).unwrap_or_default();
    // `2021126项` has lost a 年; which digits are the count is not certain.
    let run_together = || {
        let mut folded = digits.chars().map(fold);
        matches!((folded.next(), folded.next()), (Some('1'), Some('9')) | (Some('2'), Some('0')))
            && folded.all(|c| c.is_ascii_digit())
            && digits.chars().nth(6).is_some()
    };
    if digits.len() > 6 && run_together() && scan.quantity.unit().is_measure_word() {
        return true;
    }
    if unit.is_empty() {
        // `倍差收窄至2.0` is a value, 政务服务2.0 and 迭代至2.0 a version.
        let words = MetricWords::builtin();
        if words.bound.end(head) {
            return false;
        }
        let reached = head.strip_suffix(['至', '到', '为', '达']);
        if reached.is_some_and(|head| !words.release.end(head))
            && digits.chars().filter(|&c| digit(c).is_some()).count() <= 6
        {
            return false;
        }
        if is_code(text, scan, digits) {
            return true;
        }
        let mut last = digits.chars().rev().map(fold);
        return (last.next() == Some('0') && last.next() == Some('.'))
            || digits.chars().filter(|&c| digit(c).is_some()).count() > 6;
    }
    // 1921年, 600年 are years or anniversaries, no durations.
    if written == "年" && scan.quantity.number().value() >= rust_decimal::Decimal::ONE_HUNDRED {
        return true;
    }
    let single = || digits.chars().nth(1).is_none();
    written == "G"
        && unit.slice(text) == Some("G")
        && single()
        && digits.chars().filter_map(digit).all(|value| (2..=6).contains(&value))
}

/// code = '(' four digits ')' | five digits of a hotline      进口零售(1210)业务   96333应急平台
fn is_code(text: &str, scan: &Measured, digits: &str) -> bool {
    let digit_count = digits.chars().take_while(|&c| digit(c).is_some()).count();
    if digits.chars().any(|c| digit(c).is_none()) {
        return false;
    }
    let before = char_before(text, scan.number.start()).map(fold);
    let bracketed = before == Some('(') && char_at(text, scan.end).map(fold) == Some(')');
    let mut opening = digits.chars().map(fold);
    let hotline = matches!((opening.next(), opening.next()), (Some('9'), Some('5' | '6')) | (Some('1'), Some('2')));
    let named = char_at(text, scan.end).is_some_and(is_ideograph);
    digit_count == 4 && bracketed || digit_count == 5 && hotline && named
}

/// reach = number time { word } '圈'      15分钟品质文化生活圈: how far those who live there go
fn is_reach(text: &str, end: usize) -> bool {
    const LONGEST: usize = 12;
    let name = text.get(end..).unwrap_or_default().chars().take(LONGEST);
    name.take_while(|&c| is_ideograph(c) || matches!(c, '“' | '”')).any(|c| c == '圈')
}

/// Whether a dash behind letters and digits ends the text: GB3095-|2012.
fn ends_in_code(head: &str) -> bool {
    let code = head.trim_end_matches(['-', '－', '—']).trim_end_matches(|c| digit(c).is_some() || c == '.');
    let digits = head.len().saturating_sub(code.len()) > 1;
    digits && code.trim_end_matches(' ').ends_with(|c: char| c.is_ascii_uppercase())
}

/// Whether `c` beside a quantity joins it to nothing: most stand between Chinese characters and commas.
const fn sets_apart(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | ',' | '，' | ';' | '；' | '。' | '、')
}

/// Whether the characters around a quantity, or those beyond its blanks, make it part of a name.
fn is_joined(text: &str, scan: &Measured, before: Option<char>, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'));
    let joint = |c: Option<char>| c.is_some_and(|c| matches!(c, '+' | '＋' | '×' | '#' | '@' | '_' | '=' | '&'));
    // 〔2021〕 is the year of a document number.
    if matches!(before, Some('〔' | '［' | '[')) && matches!(after, Some('〕' | '］' | ']')) {
        return true;
    }
    let plus = before.is_some_and(is_plus);
    let joint_before = joint(before) && !(plus && stands_alone(text, scan));
    // 3.6/10万: the whole that a rate is of.
    let whole = char_before(text, skip_blanks_back(text, scan.number.start()));
    let rated = matches!(whole, Some('/' | '／')) && is_whole_of_rate(&scan.quantity);
    // GDP2890.5亿元, but not G1512 or B1栋
    let acronym = letter(before) && !scan.quantity.unit().is_none() && ends_in_acronym(text, scan.number.start());
    rated
        || letter(before) && !acronym
        || joint_before
        || joint(after)
        || (letter(after) && !latin_unit(text, scan) && !counted(scan))
        || in_proportion(text, scan)
}

/// Whether at least three capitals end the text before byte `at`, behind no other letter.
fn ends_in_acronym(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let capitals = head.chars().rev().map(fold).take_while(char::is_ascii_alphabetic).take(8);
    let (count, all) =
        capitals.fold((0usize, true), |(count, all), c| (count.saturating_add(1), all && c.is_ascii_uppercase()));
    (3..8).contains(&count) && all
}

/// Whether the quantity can be the whole that a rate is of: 10万, 10万人.
fn is_whole_of_rate(quantity: &crate::quantity::Quantity) -> bool {
    quantity.unit().is_none() || quantity.unit().as_str() == "人"
}

/// span = ( '近' | '过去' | … ) number time | number time '来': 近5年, 创5年来新高, which measure nothing.
pub(super) fn spans_time(text: &str, scan: &Measured) -> bool {
    let head = text.get(..scan.number.start()).unwrap_or_default();
    NAMES.spans.iter().any(|word| ends_with(head, word)) || char_at(text, skip_blanks(text, scan.end)) == Some('来')
}

/// Whether the plus before the number is its sign: after a bracket, a mark, a blank or nothing, and before a percentage also
/// after a word (`同比分别+18%、+6%`); not inside a name (`2+7`, `互联网+1`).
fn stands_alone(text: &str, scan: &Measured) -> bool {
    let head = text.get(..scan.number.start()).unwrap_or_default().trim_end_matches(is_plus);
    let percentage = scan.quantity.unit().is_ratio() || scan.quantity.unit().is_points();
    head.chars().next_back().is_none_or(|c| match c {
        '(' | '（' | ' ' | '\t' | '|' | ',' | '，' | ':' | '：' | '、' => true,
        c => percentage && is_ideograph(c),
    })
}

/// Whether the number is a scale alone: 亿元, 万亩.
pub(crate) fn is_bare_scale(text: &str, scan: &Measured) -> bool {
    char_at(text, scan.number.start()).is_some_and(|c| matches!(crate::text::fold(c), '万' | '亿'))
}

/// Whether the number is a member of a proportion or a clock time: 5.9∶52.5∶41.6, 1.79:1, 17:30.
fn in_proportion(text: &str, scan: &Measured) -> bool {
    let colon = |c: char| matches!(c, ':' | '∶' | '：');
    let digit_at = |at: usize| char_at(text, at).is_some_and(|c| digit(c).is_some());
    let after = char_at(text, scan.end).is_some_and(|c| colon(c) && digit_at(scan.end.saturating_add(c.len_utf8())));
    let start = scan.number.start();
    let before = char_before(text, start).is_some_and(|c| {
        colon(c) && char_before(text, start.saturating_sub(c.len_utf8())).is_some_and(|c| digit(c).is_some())
    });
    after || before
}

/// Whether a measure word stands between the number and what it counts: 10个|A级景区, 83台|AED设备.
fn counted(scan: &Measured) -> bool {
    scan.quantity.unit().is_measure_word() && !scan.unit.is_empty()
}

/// Whether a letter after the quantity still belongs to a unit that ends in letters.
fn latin_unit(text: &str, scan: &Measured) -> bool {
    // `kW h` and the like: a letter after a blank is another word.
    char_at(text, scan.end).is_some_and(char::is_whitespace)
}

/// word = chinese-numeral '里' ( '镇' | '乡' | '街' | '村' ) | chinese-numeral '亩' '方'
///      | chinese-numeral '丈' Han
///
/// 廿里镇, 百亩方, 百丈岭: a name of numerals. Heights are stated in metres; 丈 is left in names and sayings.
pub(crate) fn is_word(text: &str, scan: &Measured) -> bool {
    let next = char_at(text, scan.end).map(fold);
    match scan.quantity.unit().as_str() {
        "里" => matches!(next, Some('镇' | '乡' | '街' | '村')),
        "亩" => next == Some('方'),
        "丈" => next.is_some_and(is_ideograph),
        _ => false,
    }
}

/// Whether a number in Chinese numerals counts or measures: with a hedge, a scale and a measured unit, or as a fraction. A
/// plain small count (两个产业飞地, 三张清单) mostly only determines its noun.
pub(crate) fn counts_in_chinese(text: &str, scan: &Measured) -> bool {
    let (number, unit) = (scan.quantity.number(), scan.quantity.unit());
    let before = text.get(..scan.number.start()).unwrap_or_default();
    let ten = rust_decimal::Decimal::TEN;
    let hedged = number.hedge().is_some() || (!unit.is_time() && before.trim_end().ends_with(['近', '超', '约', '逾']));
    // 突破百亿, 可达千亿
    let scale = scan.number.slice(text).is_some_and(|number| number.starts_with(['百', '千', '万', '亿']));
    let hedged = hedged || scale && unit.is_none() && before.trim_end().ends_with(['破', '达']);
    // 三级, 二期
    if unit.determines() {
        return false;
    }
    // 二十三万人, 三千万元: a scale of its own, with numerals before it.
    let large = number.value() >= rust_decimal::Decimal::from(10_000) && !unit.is_none() && !is_bare_scale(text, scan);
    large
        || number.form() != Form::Plain
        || unit.is_ratio()
        || unit.is_multiple()
        || unit.is_points()
        // 珠三角, 二元结构
        || (unit.is_money() && number.value() >= ten)
        || (hedged && number.value() >= ten)
        || (!unit.is_measure_word() && !unit.is_none() && !unit.is_time() && number.value() >= ten)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{QuantityScan, Units, quantity_at};

    /// The closer look is the oracle.
    #[test]
    fn characters_that_set_apart_join_nothing() {
        let pieces =
            "1 3.6 10万 5 公里 % G 个 的 了 , ， ; 。 、 + ＋ × # = & A Ａ m / ／ : ： ∶ 17 〔 〕 [ ] - 互联网 2021"
                .split(' ');
        let pieces: Vec<&str> = pieces.chain([" "]).collect();
        let mut next = crate::random::numbers(3);
        let (mut apart, mut joined) = (0, 0);
        for _ in 0..30_000 {
            let text: String = (0..=next(7)).map(|_| pieces[next(pieces.len())]).collect();
            for (at, _) in text.char_indices() {
                let Some(QuantityScan::Quantity(scan)) = quantity_at(&text, at, Units::builtin()) else { continue };
                let (before, after) = (char_before(&text, at), char_at(&text, scan.end));
                let is_joined = is_joined(&text, &scan, before, after);
                joined += usize::from(is_joined);
                if before.is_some_and(sets_apart) && after.is_some_and(sets_apart) {
                    apart += 1;
                    assert!(!is_joined, "{text:?} at {at}");
                }
            }
        }
        assert!(apart > 500 && joined > 1_000, "{apart} {joined}");
    }
}
