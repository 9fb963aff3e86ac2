//! Towns and zones as holders, which no registry of divisions lists.
//!
//! ```text
//! town = [ division ] name ( '镇' | '乡' | '街道' | '岛' )      name = two or three characters, or with a people (司前畲族镇)
//! zone = [ division ] { modifier } zone-noun           横店电子|产业园区, before what can be said of a holder; 开发区 alone in a list only
//! ```
//!
//! A town is read only where a holder can stand: at the head of a clause, in a list of places, after 其中, right behind its
//! county. What ends alike and is no name (特色小镇, 城乡) is listed in `metric_towns.tsv`.

use once_cell::sync::Lazy;

use super::cue::{Role, Roles};
use super::token::{Kind, Token};
use crate::registry::{CharSet, Table};
use crate::text::{fold, is_blank, is_ideograph, trim_end};

/// The longest name before 镇, 乡 or 街道, in characters.
const MAX_NAME: usize = 3;
/// The same with the people of an ethnic town: 司前畲族镇.
const MAX_ETHNIC: usize = 5;

/// The last characters of towns.
static ENDS: Lazy<CharSet> = Lazy::new(|| CharSet::of_forms(['镇', '乡', '道', '岛']));

static TRAPS: Lazy<Vec<&'static str>> = Lazy::new(|| {
    let table = Table::builtin("metric_towns", include_str!("../registry/data/metric_towns.tsv"));
    table.rows().map(|row| row.get("ending")).collect()
});

/// The end of the town that opens the word `start..end` of `text`, where a holder can stand there.
#[inline]
pub(super) fn town(text: &str, start: usize, end: usize, tokens: &[Token]) -> Option<usize> {
    let last = tokens.last();
    if may_hold(last, start) || last.is_some_and(|last| last.has(Role::Reach)) && is_bracketed(text, end) {
        opening(text, start, end)
    } else {
        None
    }
}

/// Whether a bracket opens at byte `at`: its number is said of the town before it (最高的是店口镇(118.15)).
fn is_bracketed(text: &str, at: usize) -> bool {
    matches!(crate::text::char_at(text, at), Some('(' | '（'))
}

/// The end of the town that opens the word `start..end`.
fn opening(text: &str, start: usize, end: usize) -> Option<usize> {
    let word = text.get(start..end)?;
    // Few words hold a town at all.
    ENDS.first(word, 0, word.len())?;
    let mut name = String::new();
    let mut last = None;
    for (at, c) in word.char_indices().filter(|&(_, c)| !is_blank(c)).take(MAX_ETHNIC.saturating_add(1)) {
        let c = fold(c);
        if !is_ideograph(c) {
            return None;
        }
        name.push(c);
        let town = matches!(c, '镇' | '乡' | '岛') || (last == Some('街') && c == '道');
        let length = name.chars().count().saturating_sub(if c == '道' { 2 } else { 1 });
        // 美丽乡村, 数字乡镇: neither is the name of one town.
        let behind = at.saturating_add(c.len_utf8());
        // 壶镇镇, 金乡镇: the first is a part of the name; but 设|乡镇|分馆.
        let rest = word.get(behind..).unwrap_or_default();
        if length == 1 && (c == '镇' && rest.starts_with('镇') || c == '乡' && trim_end(rest) == "镇") {
            last = Some(c);
            continue;
        }
        if matches!(c, '镇' | '乡') && runs_on(word, behind) {
            return None;
        }
        // 衢山岛|至枸杞岛航线, 秀山岛|环岛公路: a way is no place that holds anything.
        let beyond = || text.get(start.saturating_add(behind)..).unwrap_or_default();
        if c == '岛' && beyond().starts_with(['至', '环', '屿', '际']) {
            return None;
        }
        if town && length >= 2 {
            let end = start.saturating_add(at).saturating_add(word.get(at..)?.chars().next()?.len_utf8());
            let address = word.get(end.saturating_sub(start)..).is_some_and(is_village);
            let longest = if matches!(last, Some('族')) { MAX_ETHNIC } else { MAX_NAME };
            return (length <= longest
                && !counted(&name)
                && !address
                && !TRAPS.iter().any(|trap| is_trap(&name, trap)))
            .then_some(end);
        }
        last = Some(c);
    }
    None
}

/// The words before a town, which ends at byte `end`, that are towns as well: 飞云、仙降街道|各4个.
///
/// ```text
/// towns = boundary word '、' { word '、' } town ( '各' | '均' | '分别' | '等' )
/// ```
pub(super) fn short_towns(text: &str, end: usize, tokens: &mut [Token]) {
    let shared = crate::text::char_at(text, end).is_some_and(|c| matches!(c, '各' | '均' | '分' | '等'));
    if !shared {
        return;
    }
    let short = |token: &Token| {
        matches!(token.kind, Kind::Word)
            && (2..=MAX_NAME).contains(&token.chars)
            && text.get(token.start..token.end).is_some_and(|name| name.chars().all(is_ideograph))
    };
    let mut at = tokens.len();
    while let Some(name) = at.checked_sub(2)
        && tokens.get(at.saturating_sub(1)).is_some_and(|mark| matches!(mark.kind, Kind::Enum))
        && tokens.get(name).is_some_and(short)
    {
        at = name;
    }
    let opened = at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|before| {
        matches!(before.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Colon | Kind::Open)
    });
    for token in tokens.get_mut(at..).unwrap_or_default().iter_mut().filter(|token| opened && short(token)) {
        token.kind = Kind::Town;
    }
}

/// The tokens with each zone that can hold a value as one.
pub(super) fn with_zones(tokens: &[Token]) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for (index, &token) in tokens.iter().enumerate() {
        joined.push(token);
        let next = tokens.get(index.saturating_add(1));
        if !token.has(Role::Zone) || !says_on(next) {
            continue;
        }
        let last = joined.len().saturating_sub(1);
        let Some(start) = zone_start(&joined, last, next).and_then(|at| joined.get(at).map(|first| (at, first.start)))
        else {
            continue;
        };
        joined.truncate(start.0);
        joined.push(Token { kind: Kind::Town, start: start.1, roles: Roles::default(), ..token });
    }
    joined
}

/// Where the zone that ends at token `last` starts, if a holder can stand there.
fn zone_start(tokens: &[Token], last: usize, next: Option<&Token>) -> Option<usize> {
    let modifier = |token: &&Token| {
        matches!(token.kind, Kind::Word) || token.cue().is_some_and(|cue| cue.nominal() && !cue.has(Role::Verb))
    };
    let before = tokens.get(..last)?;
    let modifiers = before.iter().rev().take(MAX_MODIFIERS).take_while(modifier).count();
    let start = last.saturating_sub(modifiers);
    let place = start.checked_sub(1).and_then(|at| tokens.get(at));
    let first = tokens.get(start)?;
    if !may_hold(place, first.start) || is_kind(tokens, start, last, next) {
        return None;
    }
    let county = place.is_some_and(|place| matches!(place.kind, Kind::Place(_)) && place.end == first.start);
    Some(start.saturating_sub(usize::from(county)))
}

/// Whether the tokens `start..=last` say of which kind a zone is (开发区, 国家级经开区) and not which one: so a report speaks of
/// its own, where none of a list stands beside it.
fn is_kind(tokens: &[Token], start: usize, last: usize, next: Option<&Token>) -> bool {
    let kind = |token: &Token| token.has(Role::Zone) || token.has(Role::Seat);
    let lists = |token: &Token| {
        matches!(token.kind, Kind::Enum | Kind::Quantity(_) | Kind::Colon | Kind::Semicolon)
            || token.is_place()
            || token.roles.any(LISTS)
    };
    // 其中,国家级经开区…
    let comma = |at: &usize| tokens.get(*at).is_some_and(|token| matches!(token.kind, Kind::Comma));
    let before = start.checked_sub(1).map(|at| if comma(&at) { at.saturating_sub(1) } else { at });
    let before = before.and_then(|at| tokens.get(at));
    tokens.get(start..=last).is_some_and(|name| name.iter().all(kind))
        && !before.is_some_and(lists)
        && !next.is_some_and(lists)
}

/// The most words before the noun of a zone.
const MAX_MODIFIERS: usize = 3;

/// Whether what can be said of a holder follows: a predicate, a number, another holder.
fn says_on(next: Option<&Token>) -> bool {
    next.is_some_and(|next| match next.kind {
        Kind::Quantity(_) | Kind::Enum | Kind::Period(_) => true,
        // 建设 and its like go on with the name: 新城建设.
        Kind::Cue(cue) if cue.has(Role::Verb) => cue.cuts || cue.stage || cue.transitive,
        Kind::Cue(cue) => !cue.nominal() && !cue.has(Role::De) && !cue.has(Role::Etc),
        _ => false,
    })
}

/// Whether 乡 or 镇 before byte `at` is the start of another word: 乡村, 乡镇, 乡贤, 镇街.
fn runs_on(word: &str, at: usize) -> bool {
    let next = word.get(at..).unwrap_or_default().chars().find(|&c| !is_blank(c));
    next.is_some_and(|c| matches!(fold(c), '村' | '镇' | '贤' | '愁' | '土' | '情' | '音' | '街'))
}

/// Whether the name says how many or which towns, and names none: 每个乡, 两个镇.
fn counted(name: &str) -> bool {
    const NUMERALS: [char; 13] = ['两', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '几', '多'];
    // 五云街道 is a name, 五个街道 none.
    let measured = |rest: &str| rest.starts_with(['个', '大', '小', '中', '级', '类', '批', '镇', '乡', '街']);
    name.starts_with(['每', '各', '该', '全']) || name.strip_prefix(NUMERALS).is_some_and(measured)
}

/// Whether the name ends as no town does.
fn is_trap(name: &str, ending: &str) -> bool {
    let short = ending.chars().nth(2).is_none() && name.chars().nth(3).is_none();
    name.ends_with(ending) && !short
}

/// Whether a village follows, so that the town is a part of its address: 某某镇戴家村.
fn is_village(rest: &str) -> bool {
    let mut name = rest.chars().filter(|&c| !is_blank(c)).take(MAX_NAME.saturating_add(1)).skip(1);
    name.any(|c| matches!(c, '村' | '社'))
}

/// The roles of words that open a list of holders.
const LISTS: Roles = Roles::of(&[Role::Among, Role::Split]);

/// Whether a holder can stand behind the token: nothing but separators, adverbs and places since the clause began.
#[inline]
fn may_hold(last: Option<&Token>, start: usize) -> bool {
    last.is_none_or(|last| match last.kind {
        Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Colon | Kind::Marker | Kind::Heading | Kind::Period(_) => {
            true
        }
        Kind::Enum | Kind::Open => true,
        Kind::Place(_) => last.end == start,
        Kind::Cue(_) => last.roles.any(LISTS),
        _ => false,
    })
}
