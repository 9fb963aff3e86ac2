//! Where a function word stands: many are part of other words, and mean what they say only in their place.
//!
//! A bound means something right after a number, a single character (超, 比, 有, 增) before what it leads to, and no adverb or
//! stage before 率, which makes a noun of it.

use super::cue::{Cue, Role};
use super::token::{Kind, Lexed, Token};
use super::words::MetricWords;
use crate::number::is_numeral_start;
use crate::region::RegionMention;
use crate::registry::lexicon::Hit;
use crate::text::{char_at, digit, is_blank, is_ideograph, skip_blanks, skip_blanks_back};

/// Whether a cue stands where it can mean what it says: a bound right after a number, and a single character, which is also
/// part of many words, before what it leads to.
#[inline]
pub(super) fn stands(text: &str, at: usize, hit: &Hit<&Cue>, single: bool, lexed: &Lexed) -> bool {
    !single && !hit.value.placed || stands_there(text, at, hit, single, lexed)
}

fn stands_there(text: &str, at: usize, hit: &Hit<&Cue>, single: bool, lexed: &Lexed) -> bool {
    let cue = hit.value;
    // 比上年|多|12家, 同比|少|86件
    if single && compares(lexed) && (cue.has(Role::Up) || cue.has(Role::Down)) && number_follows(text, hit.end) {
        return true;
    }
    if cue.only_after() {
        // 多 in 4个多业务项目 opens the next word.
        if single && char_at(text, hit.end).is_some_and(|c| !matches!(c, '的' | '在' | '将') && is_ideograph(c)) {
            return false;
        }
        let (number, bracketed) = match lexed.tokens.as_slice() {
            // 10亿元(1亿美元)|以上
            [.., amount, open, _, close] if matches!((open.kind, close.kind), (Kind::Open, Kind::Close)) => {
                (close, matches!(amount.kind, Kind::Quantity(_)))
            }
            [.., last] => (last, false),
            [] => return false,
        };
        let stands = bracketed || matches!(number.kind, Kind::Quantity(_));
        return stands && number.end == skip_blanks_back(text, at);
    }
    match () {
        // 成功率, 正常率 are nouns.
        () if !single && cue.may_rate() && char_at(text, hit.end) == Some('率') => false,
        () if !single => true,
        // 未|复吸率: what 未 denies is named by the whole of it.
        () if cue.has(Role::Adverb) && char_at(text, at) == Some('未') => !denies_rate(text, hit.end),
        // 大、|中|、小型企业
        () if cue.has(Role::Amid) && lexed.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Enum)) => false,
        () if cue.has(Role::Amid) => amid_closes(text, at, hit.end, lexed),
        // 全市有中国驰名商标58件
        () if cue.has(Role::Exists) => {
            let place =
                lexed.tokens.last().is_some_and(|last| last.end == at && (last.is_place() || last.has(Role::Whole)));
            place || opens_clause(text, at, lexed) || number_follows(text, hit.end)
        }
        // 企业|与|90所高校对接
        () if cue.has(Role::Than) && cue.has(Role::Conj) && number_follows(text, hit.end) => true,
        // 比 in 存贷比92.3% ends a noun.
        () if cue.has(Role::Than) => {
            char_at(text, skip_blanks(text, hit.end)).is_some_and(|c| digit(c).is_none())
                || period_follows(text, hit.end)
        }
        () if cue.has(Role::Verb) && cue.stage => number_follows(text, hit.end),
        () if cue.has(Role::Exceeds) => number_follows(text, hit.end) || points_follow(text, hit.end),
        () if (cue.has(Role::After) && cue.has(Role::Up)) || char_at(text, at) == Some('少') => false,
        () if cue.has(Role::Up) || cue.has(Role::Down) || cue.has(Role::Before) => number_follows(text, hit.end),
        () if cue.has(Role::Rank) && !cue.has(Role::Verb) => {
            let place = |mention: &RegionMention| mention.span().start().cmp(&hit.end);
            rank_follows(text, hit.end) || lexed.places.binary_search_by(place).is_ok()
        }
        // 筛查计|1869人次; elsewhere a part of 设计, 计划 and the like.
        () if cue.has(Role::Top) => ranks_first(text, at, hit.end, lexed),
        () if char_at(text, at) == Some('计') => {
            char_at(text, skip_blanks(text, hit.end)).is_some_and(|c| digit(c).is_some())
        }
        // 数 in 企业数 says nothing alone; in 培育数字工厂 it opens a word.
        () if cue.has(Role::Head) => !opens_phrase(text, at, lexed),
        () => true,
    }
}

/// Whether a number, or a word that leads to one, follows at `at`.
fn number_follows(text: &str, at: usize) -> bool {
    char_at(text, crate::text::skip_blanks(text, at)).is_some_and(|c| {
        digit(c).is_some() || is_numeral_start(c) || matches!(c, '约' | '近' | '超' | '至' | '到' | '了' | '幅' | '出')
    })
}

/// Whether what stands before is a base of comparison: 同比, 比上年, 比2019年.
fn compares(lexed: &Lexed) -> bool {
    match lexed.tokens.as_slice() {
        [.., than, base] => {
            base.has(Role::Basis)
                || (than.has(Role::Than) && (matches!(base.kind, Kind::Period(_)) || base.has(Role::Whole)))
        }
        [base] => base.has(Role::Basis),
        [] => false,
    }
}

/// Whether a rate of few characters ends what 未 denies, which ends at byte `at`.
fn denies_rate(text: &str, at: usize) -> bool {
    text.get(at..).unwrap_or_default().chars().take(4).skip(2).any(|c| c == '率')
}

/// Whether a clause opens at byte `at`: 有|卫生机构385家.
fn opens_clause(text: &str, at: usize, lexed: &Lexed) -> bool {
    let before = skip_blanks_back(text, at);
    before == 0
        || lexed.tokens.last().is_some_and(|last| {
            last.end == before
                && matches!(
                    last.kind,
                    Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Heading | Kind::Marker | Kind::Period(_)
                )
        })
}

/// Whether nothing that a noun could belong to stands right before `at`: a verb, or nothing at all.
fn opens_phrase(text: &str, at: usize, lexed: &Lexed) -> bool {
    let before = skip_blanks_back(text, at);
    before == 0 || lexed.tokens.last().is_some_and(|last| last.end == before && last.has(Role::Verb))
}

/// Whether 中 at the end of `指标中` closes what a part is taken of: a verb, an adverb, a number or a comma follows; behind
/// a count (`30项中超额完成`) all but the rest of a word does.
fn amid_closes(text: &str, at: usize, end: usize, lexed: &Lexed) -> bool {
    let counted = lexed.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Quantity(_)) && last.end == at);
    char_at(text, skip_blanks(text, end)).is_some_and(|c| {
        digit(c).is_some()
            || matches!(c, '已' | '有' | '共' | ',' | '，' | '、' | '其' | '的')
            || counted && !MetricWords::builtin().middle.open(text.get(end..).unwrap_or_default())
    })
}

/// Whether a year or a month follows, which a comparison names as its base.
fn period_follows(text: &str, at: usize) -> bool {
    let mut after = text.get(at..).unwrap_or_default().chars().skip_while(|&c| is_blank(c)).take(9);
    let unit = after.find(|&c| digit(c).is_none() && !matches!(c, '-' | '—' | '~'));
    unit.is_some_and(|c| matches!(c, '年' | '月'))
}

/// Whether 百分点 stands in the clause: 超|序时进度9个百分点.
fn points_follow(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let clause: String = rest.chars().take(20).take_while(|c| !matches!(c, ',' | '，' | '。' | ';' | '；')).collect();
    clause.contains("百分点")
}

/// Whether 前 at `at` opens a place among the first: behind a scope or a verb of rank, before a numeral that ends the name.
///
/// ```text
/// top = ( scope [ word ] | verb ) '前' numeral [ '位' | '名' ]      全省前三   全省中院前5位   排名前3
/// ```
fn ranks_first(text: &str, at: usize, end: usize, lexed: &Lexed) -> bool {
    /// The longest word between a scope and its 前, in bytes: 全省|中院|前三.
    const WORD: usize = 12;
    /// How many tokens may stand between a scope and the last word before 前.
    const NAME: usize = 3;
    let Some(last) = lexed.tokens.last() else { return false };
    let mut rest = text.get(end..).unwrap_or_default().chars();
    let numeral =
        rest.clone().take(4).take_while(|&c| digit(c).is_some() || "一二三四五六七八九十".contains(c)).count();
    let next = rest.nth(numeral);
    let scope = |token: &Token| token.has(Role::Whole) || token.has(Role::Scope) || token.is_place();
    let between = text.get(last.end..at).unwrap_or_default();
    let plain = between.len() <= WORD && between.chars().all(is_ideograph);
    let word = plain && scope(last);
    // 进入全省|开发区|综合考评|前20位: 位 says that it is a place in an order.
    let named = || {
        let before = lexed.tokens.iter().rev().take(NAME).take_while(|token| {
            scope(token) || matches!(token.kind, Kind::Word) || token.cue().is_some_and(Cue::nominal)
        });
        plain && matches!(next, Some('位' | '名')) && before.into_iter().any(scope)
    };
    if !(word || last.has(Role::Rank) && last.end == skip_blanks_back(text, at) || named()) {
        return false;
    }
    (1..4).contains(&numeral) && next.is_none_or(|c| matches!(c, '位' | '名' | '的' | '为' | '是') || !is_ideograph(c))
}

/// Whether a scope or 第 follows at `at`.
fn rank_follows(text: &str, at: usize) -> bool {
    char_at(text, crate::text::skip_blanks(text, at)).is_some_and(|c| "全第省国前各世设同首县区市".contains(c))
}
