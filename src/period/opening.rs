//! A quick look at what opens an expression: it says no at almost every place of a text, and spares it the grammar.

use once_cell::sync::Lazy;

use super::grammar::{gap, is_dash, is_quote};
use super::numeral::{cipher, is_numeral};
use super::words::{Role, words};
use crate::registry::CharSet;
use crate::registry::openers::{Kinds, Openers};
use crate::text::{digit, fold, is_blank};

/// How many characters of numerals, blanks between them included, a date has at most.
const NUMERALS: usize = 16;

/// What an expression starts with.
static STARTS: Lazy<CharSet> = Lazy::new(|| {
    let numerals = ('0'..='9').chain("一二三四五六七八九十两〇○零".chars());
    CharSet::of_forms(words().heads().map(fold).chain(numerals).chain("第前首元\"“”„‟「」『』".chars()))
});

/// What may stand behind the numerals that open an expression, beside dashes and words.
static FOLLOWS: Lazy<CharSet> = Lazy::new(|| CharSet::of_forms("年月季前至到、和./".chars()));

/// The Chinese characters that may go on the numerals of an expression.
static GOES_ON: Lazy<CharSet> = Lazy::new(|| {
    CharSet::of_forms(words().heads().map(fold).chain("一二三四五六七八九十两零个年月季前至到和".chars()))
});

/// Whether some expression starts with `c`: one load for most characters.
pub(super) fn may_start(c: char) -> bool {
    STARTS.has(c)
}

/// Adds where an expression may stand, as words of `kind`.
pub(crate) fn add_openings(openers: &mut Openers, kind: Kinds) {
    openers.add_words(kind, words().lexicon());
    let alone = |&c: &char| {
        let folded = fold(c);
        !matches!(c, '\u{4e00}'..='\u{9fff}')
            || is_numeral(folded)
            || cipher(folded).is_some()
            || "第前首元".contains(folded)
    };
    openers.add_always(kind, STARTS.iter().filter(alone));
}

/// Whether an expression may stand at the start of `i`; never `false` where one does.
///
/// ```text
/// opening = word | numerals ( "年" | "月" | "季" | "前" | join | list | word ) | numerals of a year ( "." | "/" )
///         | ( "第" | "前" ) ( numerals ( "个" | "月" | "季" | join ) | "首" ) | ( "首" | "元" ) ( "月" | "季" | join )
///         | quote plan
/// ```
pub(super) fn may_open(i: &str) -> bool {
    let i = gap(i, false);
    let mut chars = i.chars();
    let Some(first) = chars.next() else { return false };
    if !may_start(first) {
        return false;
    }
    if first.is_ascii_digit() {
        return numerals_lead_on(i, false) || words().opens(i);
    }
    match fold(first) {
        '第' | '前' => {
            let counted = gap(chars.as_str(), true);
            let next = counted.chars().next();
            next.is_some_and(|c| fold(c) == '首' || is_numeral(c) && numerals_lead_on(counted, true))
                || words().opens(i)
        }
        '首' | '元' => {
            let next = gap(chars.as_str(), true).chars().next();
            next.is_some_and(|c| FOLLOWS.has(c) || is_dash(c)) || words().opens(i)
        }
        c if is_quote(c) => {
            let inside = gap(chars.as_str(), false);
            let plan = |role| words().find(role, inside, 0).is_some();
            plan(Role::Plan) || plan(Role::Quoted) || words().opens(i)
        }
        c if is_numeral(c) || cipher(c).is_some() => numerals_lead_on(i, false) || words().opens(i),
        _ => words().opens(i),
    }
}

/// Whether what follows the numerals at the start of `i` can go on an expression; `counted` where 第 or 前 stands before
/// them, so that 个 can too.
fn numerals_lead_on(i: &str, counted: bool) -> bool {
    let mut count = i.bytes().take(NUMERALS).take_while(u8::is_ascii_digit).count();
    let rest = i.get(count..).unwrap_or_default();
    // Behind most numbers stands their unit.
    if count < NUMERALS && rest.chars().next().is_some_and(|c| matches!(c, '一'..='鿿') && !GOES_ON.has(c)) {
        return false;
    }
    for c in rest.chars().take(NUMERALS.saturating_sub(count)) {
        if digit(c).is_some() || is_numeral(c) || cipher(c).is_some() {
            count = count.saturating_add(1);
        } else if !is_blank(c) {
            let point = matches!(fold(c), '.' | '/');
            return match () {
                () if point => count >= 4,
                () if counted && fold(c) == '个' => true,
                () => FOLLOWS.has(c) || is_dash(c) || words().starts_with(c),
            };
        }
    }
    // Too long to tell, or nothing follows.
    i.chars().nth(NUMERALS).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::grammar::any_expression;
    use super::*;

    /// The grammar is the oracle: where it reads an expression, the quick look must not say no.
    #[test]
    fn the_quick_look_never_says_no_to_an_expression() {
        let table = include_str!("../registry/data/periods.tsv");
        let words = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
        let others = "0 1 2 3 9 12 2021 2 021 ２０２１ 二〇二一 一 二 三 十 两 〇 零 年 月 月份 日 号 季度 个 个月 第 前 首 元 - — ~ 至 到 、 和 . / : ： “ ” \" 五年 规划 　 时 分 底 亿元 % 个 新 后 華 長 後";
        let pieces: Vec<&str> = words.chain(others.split(' ')).chain([" ", "\n", "    "]).collect();
        let mut state = 7u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut openers = Openers::new();
        add_openings(&mut openers, 1);
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
