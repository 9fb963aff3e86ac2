//! The members of a list, by name.
//!
//! ```text
//! list   = member { mark member } [ shared ]       战略性新兴产业、装备制造业、高新技术产业|增加值占比重
//! mark   = '、' | '和' | '与' | '及'
//! summed = list ( '等' | numeral ) class [ object ]   化纤、羽绒、卫浴等|传统行业|产值   汽车、纺织、医药|三大|行业
//! ```
//!
//! What the last member adds to the ending that it shares with the others is of all of them, and so is the object.

use std::collections::VecDeque;

use super::cue::{Cue, Cues, Role};
use super::token::{Kind, Token};
use super::{behind, naming, phrase};
use crate::span::Span;

/// The members of a list, each with what the last one shares with all; 和 and the like part them as well where `conj` says so.
pub(crate) fn split(text: &str, tokens: &[Token], conj: bool) -> VecDeque<String> {
    let items = items(tokens, conj);
    let mut names: Vec<String> = items.iter().map(|&item| naming::name(text, item)).collect();
    if let [.., before, last] = names.as_slice()
        && let Some(shared) = shared_tail(before, last)
    {
        let shared = shared.to_owned();
        let count = names.len().saturating_sub(1);
        for name in names.iter_mut().take(count) {
            if !name.ends_with(&shared) {
                name.push_str(&shared);
            }
        }
    }
    names.into_iter().flat_map(industries).collect()
}

/// The members of so many that a clause of tokens `from..to` lists, with what is measured of each.
///
/// `object` is what a later clause measures of them; where it names nothing, what stands behind the class says it.
pub(crate) fn of_clause(
    text: &str,
    tokens: &[Token],
    (from, to): (usize, usize),
    count: usize,
    object: Option<&str>,
) -> Option<VecDeque<String>> {
    let clause = tokens.get(from..to)?;
    let mark = clause.iter().rposition(|token| matches!(token.kind, Kind::Enum) || token.has(Role::Conj))?;
    let mark = from.saturating_add(mark);
    let (start, _) = phrase::range(tokens, from, mark)?;
    let behind_mark = tokens.get(mark..to)?;
    let sum = behind_mark.iter().position(|token| token.has(Role::Etc) || matches!(token.kind, Kind::Name));
    let (end, class) = match sum.map(|sum| mark.saturating_add(sum)) {
        Some(sum) => (sum, behind::noun(tokens, sum.saturating_add(1), to)),
        None => {
            let last = behind::noun(tokens, mark.saturating_add(1), to)?;
            (tokens.partition_point(|token| token.start < last.end()), None)
        }
    };
    let names = exactly(text, tokens.get(start..end)?, count)?;
    // 行业|投资|增长较快; of 行业投资势头良好 no end of the object is known.
    let said = |class: &Span| tokens.get(..to).is_some_and(|run| run.last().is_some_and(|last| class.end() < last.end));
    let own = class.filter(said).and_then(|class| object_of(text, tokens, class));
    let object = object.or(own.as_deref()).unwrap_or_default();
    let named = |name: String| if name.ends_with(object) { name } else { name + object };
    Some(names.into_iter().map(named).collect())
}

/// What stands behind the class of things in a phrase: 传统行业|产值.
fn object_of(text: &str, tokens: &[Token], phrase: Span) -> Option<String> {
    let start = tokens.partition_point(|token| token.start < phrase.start());
    let end = tokens.partition_point(|token| token.start < phrase.end());
    let run = tokens.get(start..end)?;
    let class = run.iter().position(|token| token.has(Role::Kind))?;
    let object = run.get(class.saturating_add(1)..)?;
    Some(naming::name(text, Span::new(object.first()?.start, object.last()?.end)))
}

/// The members of a list of so many, however it is parted: 社会保障和就业支出 may be one.
pub(crate) fn exactly(text: &str, tokens: &[Token], count: usize) -> Option<VecDeque<String>> {
    let ways = [split(text, tokens, true), split(text, tokens, false), merged(text, tokens)];
    ways.into_iter().find(|names| names.len() == count)
}

/// The stretches between the marks of a list, and between its conjunctions where `conj` says so; what a bracket holds parts nothing.
fn items(tokens: &[Token], conj: bool) -> Vec<Span> {
    let mut items: Vec<Span> = Vec::new();
    let mut current: Option<Span> = None;
    let mut depth = 0usize;
    for token in tokens {
        match token.kind {
            Kind::Open => depth = depth.saturating_add(1),
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let mark = depth == 0
            && (matches!(token.kind, Kind::Enum) || (conj && token.has(Role::Conj) && !token.has(Role::Verb)));
        if mark {
            items.extend(current.take());
        } else {
            let span = Span::new(token.start, token.end);
            current = Some(current.map_or(span, |so_far| so_far.cover(span)));
        }
    }
    items.extend(current);
    items
}

/// 第一、二、三产业增加值 as the three that it names.
fn industries(name: String) -> Vec<String> {
    let Some((numerals, rest)) = name.split_once("次产业").or_else(|| name.split_once("产业")) else {
        return vec![name];
    };
    let ordinals: Vec<&str> =
        numerals.split('、').map(|ordinal| ordinal.strip_prefix('第').unwrap_or(ordinal)).collect();
    if ordinals != ["一", "二", "三"] {
        return vec![name];
    }
    ordinals.iter().map(|ordinal| format!("第{ordinal}产业{rest}")).collect()
}

/// The members put together where a list stands inside a member: each ends as the last one does, so that of
/// 交通投资、生态环保、城市更新和水利设施投资 the last three are one.
pub(crate) fn merged(text: &str, tokens: &[Token]) -> VecDeque<String> {
    let items = items(tokens, true);
    let name = |item: Span| item.slice(text).unwrap_or_default();
    let last = items.last().copied().map(name).unwrap_or_default();
    let Some((head, _)) = last.char_indices().rev().nth(1) else { return VecDeque::new() };
    let ending = last.get(head..).unwrap_or_default();
    let mut whole = VecDeque::new();
    let mut open: Option<Span> = None;
    for item in items {
        let member = open.map_or(item, |open| open.cover(item));
        open = if name(item).ends_with(ending) {
            whole.push_back(naming::name(text, member));
            None
        } else {
            Some(member)
        };
    }
    whole
}

/// The longest modifier of a member, in characters.
const MAX_MODIFIER: usize = 6;

/// Where the first word of kind or size (产业, 排放量) stands in a name, behind a modifier.
fn class_of(name: &str) -> Option<usize> {
    let classed = |at: usize| Cues::builtin().longest(name, at).is_some_and(|hit| is_class(hit.value));
    name.char_indices().take(MAX_MODIFIER.saturating_add(1)).skip(2).map(|(at, _)| at).find(|&at| classed(at))
}

/// The word that a name ends in, if it is as `wanted` says: 支出, 人数.
fn ending(name: &str, wanted: impl Fn(&Cue) -> bool) -> Option<&str> {
    let ends =
        |at: usize| Cues::builtin().longest(name, at).is_some_and(|hit| hit.end == name.len() && wanted(hit.value));
    name.char_indices().rev().take(2).map(|(at, _)| at).find(|&at| ends(at)).and_then(|at| name.get(at..))
}

/// Whether a word says the kind or the size of what stands before it.
fn is_class(cue: &Cue) -> bool {
    cue.has(Role::Kind) || cue.has(Role::Head)
}

/// What `last` adds after the ending that it has in common with the member before it: of 装备制造业 and 高新技术产业增加值占比
/// the 增加值占比.
fn shared_tail<'n>(before: &str, last: &'n str) -> Option<&'n str> {
    let common = before.chars().next_back()?;
    if let Some(at) = last.find(common).map(|at| at.saturating_add(common.len_utf8())) {
        // 小学、初中净入学率 have a character in common, and no ending.
        let heads = (before.chars().count(), last.get(..at).unwrap_or_default().chars().count());
        if heads.0.abs_diff(heads.1) <= 1 {
            return last.get(at..).filter(|tail| !tail.is_empty() && at > common.len_utf8());
        }
    }
    // 起数、受害面积: each says its own size.
    if ending(before, |cue| cue.has(Role::Head)).is_some() || before.ends_with(['数', '率', '额', '量']) {
        return None;
    }
    let modifier = before.chars().count();
    // 城镇 and 农村|居民收入: a short modifier beside a long name shares what follows as many characters.
    let behind = || {
        let at = last.char_indices().nth(modifier).map(|(at, _)| at)?;
        last.get(at..).filter(|_| last.chars().count() >= modifier.saturating_add(4))
    };
    let tail = match class_of(last).and_then(|at| last.get(at..)) {
        // 大、中、小|型企业
        _ if (modifier == 2 || modifier == 1 && last.chars().nth(1) == Some('型')) && behind().is_some() => behind(),
        // 新能源 and 数字经济|产业规上工业增加值: no member but the last has a word of kind or size.
        Some(tail)
            if class_of(before).is_none()
                // 机器人、上云企业: a kind alone is shared by short modifiers only.
                && (tail.chars().count() > 2 || modifier <= 3)
                // 小学、初中|生均公用经费: what is shared starts before its kind.
                && last.chars().count().saturating_sub(tail.chars().count()) < modifier.saturating_add(3) =>
        {
            Some(tail)
        }
        _ if modifier <= 3 => behind(),
        _ => None,
    };
    // 教育 and 社会保障和就业支出: of two that are joined no more than the class is shared.
    tail.and_then(|tail| if tail.contains(['和', '与', '及']) { ending(tail, is_class) } else { Some(tail) })
}
