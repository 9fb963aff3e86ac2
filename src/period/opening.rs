//! A quick look at what opens an expression: it says no at almost every place of a text, and spares it the grammar.

use once_cell::sync::Lazy;

use super::characters::{gap, is_quote};
use super::numeral::{YEARS, cipher, is_numeral};
use super::words::{Role, words};
use crate::registry::CharSet;
use crate::registry::openers::{Kinds, Openers};
use crate::text::{digit, fold, is_blank, is_ideograph};

/// How many characters of numerals, blanks between them included, a date has at most.
const NUMERALS: usize = 16;

/// What an expression starts with.
static STARTS: Lazy<CharSet> =
    Lazy::new(|| CharSet::of_forms(words().heads().map(fold).chain(ALONE.iter().filter(|&c| fold(c) == c))));

/// What an expression starts with that is no word of the vocabulary.
static ALONE: Lazy<CharSet> =
    Lazy::new(|| CharSet::of_forms("0123456789一二三四五六七八九十两〇○零第前首元\"“”„‟「」『』".chars()));

/// What may stand behind the number of a month, of a quarter or of as many of them that opens an expression.
static FOLLOWS: Lazy<CharSet> = Lazy::new(|| CharSet::of_forms("月季至到、和".chars().chain(DASHES.chars())));

/// The characters of [`is_dash`], folded.
const DASHES: &str = "-~‐‑‒–—―−∼〜─━﹣";

/// What may stand behind such a number in digits: besides, more digits and the 一 that was a dash.
static FOLLOWS_DIGITS: Lazy<CharSet> =
    Lazy::new(|| CharSet::of_forms(FOLLOWS.iter().map(fold).chain("一0123456789".chars())));

/// Whether some expression starts with `c`: one load for most characters.
pub(super) fn may_start(c: char) -> bool {
    STARTS.has(c)
}

/// Adds where an expression may stand, as words of `kind`.
pub(crate) fn add_openings(openers: &mut Openers, kind: Kinds) {
    openers.add_words(kind, words().openings());
    openers.add_always(kind, STARTS.iter().filter(|&c| !is_ideograph(c) || stands_alone(c)));
}

/// Whether an expression, or a part of one, may begin with `c` without a word of the vocabulary.
#[inline]
pub(super) fn stands_alone(c: char) -> bool {
    ALONE.has(c)
}

/// The kind of what [`openers`] tells.
pub(super) const EXPRESSION: Kinds = 1;

/// Where an expression may stand.
pub(super) fn openers() -> &'static Openers {
    static OPENERS: Lazy<Openers> = Lazy::new(|| {
        let mut openers = Openers::new();
        add_openings(&mut openers, EXPRESSION);
        openers
    });
    &OPENERS
}

/// Whether an expression may stand at the start of `i`; never `false` where one does.
///
/// ```text
/// opening = word | numerals ( "月" | "季" | join | list ) | numerals of a year ( "年" | "前" | join | list | word | "." | "/" )
///         | ( "第" | "前" ) ( numerals ( "个" | "月" | "季" | join ) | "首" ) | ( "首" | "元" ) ( "月" | "季" | join )
///         | quote plan
/// ```
pub(super) fn may_open(i: &str) -> bool {
    let i = gap(i, false);
    i.chars().next().is_some_and(|first| may_start(first) && may_open_with(i, first))
}

/// The same where the character `first` stands, with which some expression starts.
#[inline]
pub(super) fn may_open_with(i: &str, first: char) -> bool {
    // Most of them are digits, and no word begins with one.
    if first.is_ascii_digit() { digits_lead_on(i) } else { characters_lead_on(i, first) }
}

fn characters_lead_on(i: &str, first: char) -> bool {
    let behind = || i.get(first.len_utf8()..).unwrap_or_default();
    let leads_on = match fold(first) {
        '第' | '前' => {
            let counted = gap(behind(), true);
            let next = counted.chars().next();
            next.is_some_and(|c| fold(c) == '首' || is_numeral(c) && numerals_lead_on(counted, true))
        }
        '首' | '元' => gap(behind(), true).chars().next().is_some_and(|c| FOLLOWS.has(c)),
        c if is_quote(c) => {
            let inside = gap(behind(), false);
            let plan = |role| words().find(role, inside, 0).is_some();
            let may_plan = |c| words().may(c).any(&[Role::Plan, Role::Quoted]);
            inside.starts_with(may_plan) && (plan(Role::Plan) || plan(Role::Quoted))
        }
        c if is_numeral(c) || cipher(c).is_some() => numerals_lead_on(i, false),
        _ => false,
    };
    leads_on || words().opens(i)
}

/// Whether the digits at the start of `i` can open an expression: one or two, or four of a year.
fn digits_lead_on(i: &str) -> bool {
    let count = i.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let Some(next) = i.get(count..).and_then(|rest| rest.chars().next()) else { return false };
    match count {
        1 | 2 if FOLLOWS.has(next) => true,
        1 | 2 => (FOLLOWS_DIGITS.has(next) || is_blank(next)) && numerals_lead_on(i, false),
        // Scanning has left blanks in a year.
        3 => (digit(next).is_some() || is_blank(next)) && numerals_lead_on(i, false),
        4 => {
            let year =
                i.bytes().take(4).fold(0i32, |year, byte| year.wrapping_mul(10).wrapping_add(i32::from(byte & 0xf)));
            YEARS.contains(&year) && numerals_lead_on(i, false)
        }
        _ => false,
    }
}

/// Whether what follows the numerals at the start of `i` can go on an expression; `counted` where 第 or 前 stands before
/// them, so that 个 can too.
fn numerals_lead_on(i: &str, counted: bool) -> bool {
    let mut count = 0usize;
    for c in i.chars().take(NUMERALS) {
        if digit(c).is_some() || is_numeral(c) || cipher(c).is_some() {
            count = count.saturating_add(1);
        } else if !is_blank(c) {
            let of_year = || matches!(fold(c), '年' | '前' | '.' | '/') || !words().may(c).is_none();
            return FOLLOWS.has(c) || counted && fold(c) == '个' || count >= 4 && of_year();
        }
    }
    // Too long to tell, or nothing follows.
    i.chars().nth(NUMERALS).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::characters::is_dash;
    use super::super::grammar::any_expression;
    use super::*;

    #[test]
    fn all_dashes_are_known() {
        assert!(('\0'..='\u{ffff}').filter(|&c| fold(c) == c).all(|c| is_dash(c) == DASHES.contains(c)));
        let follows = |c: char| FOLLOWS.has(c);
        assert!(('\0'..='\u{ffff}').filter(|&c| is_dash(c)).all(follows));
    }

    /// The grammar is the oracle: where it reads an expression, the quick look must not say no.
    #[test]
    fn the_quick_look_never_says_no_to_an_expression() {
        let table = include_str!("../registry/data/periods.tsv");
        let words = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
        let others = "0 1 2 3 9 12 2021 2 021 ２０２１ 二〇二一 一 二 三 十 两 〇 零 年 月 月份 日 号 季度 个 个月 第 前 首 元 - — ~ 至 到 、 和 . / : ： “ ” \" 五年 规划 　 时 分 底 亿元 % 个 新 后 華 長 後";
        let pieces: Vec<&str> = words.chain(others.split(' ')).chain([" ", "\n", "    "]).collect();
        let mut next = crate::random::numbers(7);
        let openers = openers();
        let mut read = 0;
        for _ in 0..200_000 {
            let text: String = (0..=next(7)).map(|_| pieces[next(pieces.len())]).collect();
            if any_expression(&text).is_ok() {
                read += 1;
                assert!(may_open(&text), "{text:?}");
                assert!(openers.at(gap(&text, false), 0).is_some_and(|here| here.kinds & 1 != 0), "{text:?}");
            }
        }
        assert!(read > 10_000, "{read}");
    }
}
