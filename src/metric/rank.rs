//! Places in an order.
//!
//! ```text
//! rank  = [ verb ] [ scope ] [ '并列' ] '第' number [ '位' | '名' ]   居全省第6位   列全国地级市第十名   全省第一
//!       | ( scope | verb ) '前' number [ '位' | '名' ]        居全省前三   排名前5位
//!       | scope ranked '第' number [ '位' | '名' ]        全国地级市数字政府指数第十名
//!       | [ '在' ] scope verb '第' number              全市排名第4   在主城区排名第2位
//!       | growth-noun '第' number                      进口增速第1
//! scope = ( whole | scope | place ) { word } | [ word ] number ( '县' | '市' | '区' )      山区26县第9位
//! ```
//!
//! 第 before anything that is counted in turn (第三批, 第二届) is an ordinal and no rank; so is 第 without a verb of rank, a
//! scope, or 位 or 名 after it.

use super::approach::Approach;
use super::carried;
use super::cue::{Role, Roles};
use super::draft::Answer;
use super::holder;
use super::indicator::Named;
use super::kind::{Bound, Measure};
use super::phrase;
use super::read::Reader;
use super::series;
use super::token::{Kind, Token, starting_at};
use super::words::MetricWords;
use crate::quantity::Measured;
use crate::span::Span;

/// The rank at token `index`; `Some(None)` for an ordinal that is none.
#[inline]
pub(crate) fn read(reader: &mut Reader<'_>, index: usize, scan: &Measured) -> Option<Option<Answer>> {
    let ordinal = index.checked_sub(1).filter(|&at| at >= reader.from)?;
    if !reader.lexed.tokens.get(ordinal)?.has(Role::Ordinal) {
        return None;
    }
    Some(behind(reader, ordinal, index, scan))
}

/// The rank at token `index`, behind the 第 at token `ordinal`.
fn behind(reader: &mut Reader<'_>, ordinal: usize, index: usize, scan: &Measured) -> Option<Answer> {
    let tokens = &reader.lexed.tokens;
    let top = tokens.get(ordinal).is_some_and(|token| token.has(Role::Top));
    let unit = scan.quantity.unit().as_str();
    if !matches!(unit, "" | "位" | "名") || scan.quantity.number().max().is_some() {
        return None;
    }
    let ranked = match ordinal.checked_sub(1).and_then(|at| tokens.get(at)) {
        Some(before) if before.has(Role::Level) => ordinal.saturating_sub(1),
        _ => ordinal,
    };
    let (scope, start) =
        counted_scope(reader, ranked).unwrap_or_else(|| scope(reader.text, tokens, reader.from, ranked));
    let verb = start.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at));
    let verb = verb.is_some_and(|token| token.has(Role::Rank));
    let (scope, start) =
        if verb && scope.is_none() { scope_before(tokens, reader.from, start) } else { (scope, start) };
    // `在全省11个地市中排名第3`
    let counted = if scope.is_none() {
        scope_of_count(reader, if verb { start } else { ordinal.saturating_add(1) })
    } else {
        None
    };
    let (scope, start) = counted.map_or((scope, start), |(scope, start)| (Some(scope), start));
    let verb = verb || scope.is_some();
    // `进口增速第1`: what grows at a rate is ranked by it.
    let of_growth = index.checked_sub(2).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at));
    let verb = verb || of_growth.is_some_and(|token| token.has(Role::Growth));
    let continued = reader
        .last
        .as_ref()
        .is_some_and(|last| last.measure == Measure::Rank && series_joint(tokens, last.at, ordinal));
    let counted = unit.is_empty() && runs_on(reader, index);
    if counted || !(verb || scope.is_some() || !unit.is_empty() || continued) {
        return None;
    }
    // `降尘量均值|在全省11个地市中|排名第3`, `满意度连续18年|位居全省第一`: the noun stands before the count.
    let lasting = reader.from.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| is_time(reader, token));
    let from = if start < reader.from || start == reader.from && lasting { reader.clause } else { reader.from };
    // 全国地级市|数字政府指数: what is ranked stands behind the scope.
    let from = scope.map_or(from, |scope| {
        let behind = tokens.partition_point(|token| token.start < scope.end());
        if behind < start { from.max(behind) } else { from }
    });
    let mut end = start;
    while end > from {
        let Some(token) = end.checked_sub(1).and_then(|at| tokens.get(at)) else { break };
        let about = token.roles.any(ABOUT) || matches!(token.kind, Kind::Duration) || is_time(reader, token);
        if !about || token.has(Role::Noun) {
            break;
        }
        end = end.saturating_sub(1);
    }
    let end = before_adjunct(tokens, from, end);
    let respectively = tokens.get(end..start).is_some_and(|run| run.iter().any(|token| token.has(Role::Respectively)));
    let range = phrase::range(tokens, from, end);
    let listed = match (respectively, continued) {
        (true, _) => series::begin(reader, index, range),
        (false, true) => series::next_name(reader),
        _ => None,
    };
    let mut holders = None;
    let mut shared_out = false;
    if continued {
        holders = series::next_place(reader).map(|place| (vec![place], false));
    } else {
        let places = holder::of_clause(reader, index);
        if let Some(first) = series::begin_places(reader, index, &places) {
            holders = Some((vec![first], false));
            shared_out = true;
        } else if !reader.lexed.tokens.get(reader.from).is_some_and(|first| first.has(Role::Conj))
            // 与杭州并列第2 is no rank of 杭州.
            && let Some((leading, each)) = holder::leading(reader, &Approach { start: end, ..Approach::default() })
        {
            holder::frame(reader, &leading);
            holders = Some((leading, each));
        }
    }
    let tokens = &reader.lexed.tokens;
    let named = match phrase::before(tokens, from, end) {
        phrase::Before::Phrase(span) if !holder::only_places(tokens, span) && !only_size(tokens, span) => {
            let mut named = Named::phrase(reader, span, "noun phrase before the rank");
            named.text = holder::name_without_places(reader, span, shared_out).unwrap_or(named.text);
            named
        }
        // 出口增速第1
        phrase::Before::Verb { span, stage: false, .. } if end < start => {
            Named::phrase(reader, span, "the action that grows")
        }
        _ => carried::carried(reader, "carried to the rank"),
    };
    let named = listed.unwrap_or(named);
    let mut answer = Answer::new(Measure::Rank, named, "第 with a scope, a verb of rank, 位 or 名");
    answer.holders = holders;
    answer.bound = top.then_some(Bound::AtMost);
    answer.scope = match scope {
        Some(span) => Some(reader.name(span)),
        None if continued => reader.out.last().and_then(|draft| draft.scope.clone()),
        None => None,
    };
    Some(answer)
}

/// What may stand between what is ranked and its rank: 均, 连续, 分别, 进入.
const ABOUT: Roles =
    Roles::of(&[Role::Rank, Role::Growth, Role::Adverb, Role::Respectively, Role::Each, Role::Reach, Role::Passes]);

/// Whether the token is a stretch of time in digits: 连续|18年|位居第一.
fn is_time(reader: &Reader<'_>, token: &Token) -> bool {
    let Kind::Quantity(quantity) = token.kind else { return false };
    reader.lexed.quantities.get(quantity).is_some_and(|scan| scan.quantity.unit().is_time())
}

/// The scope before token `end` that says how many places it ranks: 山区26县|第9位.
fn counted_scope(reader: &Reader<'_>, end: usize) -> Option<(Option<Span>, usize)> {
    let tokens = &reader.lexed.tokens;
    let start = end.checked_sub(2).filter(|&at| at >= reader.from)?;
    let [count, places] = tokens.get(start..end)? else { return None };
    let text = places.start..places.end;
    let counts =
        matches!(count.kind, Kind::Name) && matches!(reader.text.get(text), Some("县" | "市" | "区" | "县市区"));
    let before = start.checked_sub(1).filter(|&at| at >= reader.from && counts).and_then(|at| tokens.get(at));
    let kind =
        before.filter(|before| before.end == count.start && before.chars == 2 && matches!(before.kind, Kind::Word));
    let first = kind.map_or(start, |_| start.saturating_sub(1));
    counts.then_some((Some(Span::new(kind.unwrap_or(count).start, places.end)), first))
}

/// The scope that ends at token `end`, and the token where it starts.
fn scope(text: &str, tokens: &[Token], from: usize, end: usize) -> (Option<Span>, usize) {
    let mut start = end;
    let mut first = None;
    while start > from {
        let Some(token) = start.checked_sub(1).and_then(|at| tokens.get(at)) else { break };
        let head = token.has(Role::Scope) || token.has(Role::Whole) || matches!(token.kind, Kind::Place(_));
        let inside = matches!(token.kind, Kind::Word | Kind::Enum | Kind::Name)
            || token.has(Role::Conj)
            || token.has(Role::Each)
            // 金华各县(市)第三位
            || first.is_none() && matches!(token.kind, Kind::Open | Kind::Close)
            || token.cue().is_some_and(|cue| cue.nominal());
        if head {
            first = Some(start.saturating_sub(1));
        } else if token.has(Role::Rank) || !inside || end.saturating_sub(start) > 6 {
            break;
        }
        start = start.saturating_sub(1);
    }
    let Some(first) = first else { return (None, end) };
    // 全|金华第二
    let whole = first.checked_sub(1).filter(|&at| at >= from).and_then(|at| tokens.get(at).zip(tokens.get(first)));
    let whole = whole.is_some_and(|(whole, place)| {
        whole.chars == 1 && matches!(whole.kind, Kind::Word) && place.is_place() && whole.end == place.start
    });
    let first = first.saturating_sub(usize::from(whole));
    // 全国地级市|数字政府指数|第十名: what is ranked stands between.
    let last = end.checked_sub(1).filter(|&last| last > first).and_then(|last| tokens.get(last));
    let ranked = last.is_some_and(|last| {
        let names = matches!(last.kind, Kind::Word) || last.cue().is_some_and(|cue| cue.nominal());
        names && text.get(last.start..last.end).is_some_and(|name| MetricWords::builtin().ranked.end(name))
    });
    if ranked {
        return (tokens.get(first).map(|scope| Span::new(scope.start, scope.end)), end);
    }
    let span = tokens.get(first).zip(end.checked_sub(1).and_then(|at| tokens.get(at)));
    (span.map(|(first, last)| Span::new(first.start, last.end)), first)
}

/// The scope before the verb of rank that ends at token `end`, and the token where it starts: 全市|排名, 在主城区|排名.
fn scope_before(tokens: &[Token], from: usize, end: usize) -> (Option<Span>, usize) {
    let verb = end.saturating_sub(1);
    let run = tokens.get(from.max(verb.saturating_sub(12))..verb).unwrap_or_default();
    let within = run.iter().rposition(|token| token.has(Role::Within)).filter(|&within| {
        // A longer one names places: 在|全省16强县(市、区)中|排名.
        let scope = run.get(within.saturating_add(1)..).unwrap_or_default();
        let places = scope.first().is_some_and(|first| first.has(Role::Whole) || first.has(Role::Scope));
        scope.len() < 5 || places && scope.iter().any(|token| matches!(token.kind, Kind::Name | Kind::Open))
    });
    let scope = match within {
        Some(within) => run.get(within.saturating_add(1)..),
        None => run.len().checked_sub(1).and_then(|last| run.get(last..)).filter(|last| is_scope(last)),
    };
    let scope = scope.map(|scope| {
        let behind =
            scope.iter().rev().take_while(|token| token.has(Role::Respectively) || token.has(Role::Each)).count();
        scope.get(..scope.len().saturating_sub(behind)).unwrap_or_default()
    });
    // 在|各县|中|列第四位
    let scope = scope.map(|scope| match scope.split_last() {
        Some((last, rest))
            if last.has(Role::Amid) || (last.chars == 1 && matches!(last.kind, Kind::Word) && !rest.is_empty()) =>
        {
            rest
        }
        _ => scope,
    });
    match scope {
        Some([first, .., last]) => (
            Some(Span::new(first.start, last.end)),
            verb.saturating_sub(run.len()).saturating_add(within.unwrap_or_default()),
        ),
        Some([only]) => {
            (Some(Span::new(only.start, only.end)), verb.saturating_sub(if within.is_some() { 2 } else { 1 }))
        }
        _ => (None, end),
    }
}

/// The scope that states how many it ranks, before the token at `end - 1`, and the token where it starts: 在|全省11个地市中,
/// 列|全省11个地市.
fn scope_of_count(reader: &Reader<'_>, end: usize) -> Option<(Span, usize)> {
    let tokens = &reader.lexed.tokens;
    let last = end.checked_sub(1)?;
    let start = reader.clause.max(last.saturating_sub(8));
    let run = tokens.get(start..last)?;
    let count = run.iter().rposition(|token| matches!(token.kind, Kind::Quantity(_)))?;
    let before = run.get(..count)?;
    let opener = before.iter().rposition(|token| token.has(Role::Within) || token.has(Role::Rank))?;
    // Between them stands at most one word for the range, and things alone behind.
    let range = before.get(opener.saturating_add(1)..)?;
    let things = run.get(count.saturating_add(1)..)?;
    let noun = |token: &Token| {
        matches!(token.kind, Kind::Word)
            || token.cue().is_some_and(|cue| cue.nominal() || cue.has(Role::Amid) || cue.has(Role::Rank))
    };
    let apart = range.iter().any(|token| token.has(Role::Ordinal)) || range.len() > 1;
    if apart || things.is_empty() || !things.iter().all(noun) {
        return None;
    }
    let named = run.get(opener.saturating_add(1)..)?;
    let named = match named.split_last() {
        Some((last, rest)) if last.has(Role::Amid) || last.chars == 1 => rest,
        _ => named,
    };
    let span = named.iter().map(|token| Span::new(token.start, token.end)).reduce(Span::cover)?;
    // 地市中 is one word where 中 closes it.
    let length = span.slice(reader.text).and_then(|text| text.strip_suffix('中')).map_or(span.len(), str::len);
    Some((Span::new(span.start(), span.start().saturating_add(length)), start.saturating_add(opener)))
}

/// Whether the run is one word for a range of places: 全市.
fn is_scope(run: &[Token]) -> bool {
    matches!(run, [only] if only.has(Role::Scope))
}

/// Whether only list marks stand between the number at `last` and the 第 at `ordinal`.
fn series_joint(tokens: &[Token], last: usize, ordinal: usize) -> bool {
    tokens.get(last.saturating_add(1)..ordinal).is_some_and(|run| {
        !run.is_empty() && run.iter().all(|token| matches!(token.kind, Kind::Enum) || token.has(Role::Conj))
    })
}

/// The end of what stands before `在…中`, when such an adjunct ends at token `end`: 产业平台|在年度考核评价中|位居第二.
fn before_adjunct(tokens: &[Token], from: usize, end: usize) -> usize {
    let start = from.max(end.saturating_sub(8));
    let run = tokens.get(start..end).unwrap_or_default();
    let within = run.iter().rposition(|token| token.has(Role::Within));
    within.map_or(end, |offset| start.saturating_add(offset))
}

/// Whether the phrase only says size: 规模居全省第三.
fn only_size(tokens: &[Token], span: Span) -> bool {
    starting_at(tokens, span.start()).is_some_and(|token| token.end == span.end() && token.has(Role::Head))
}

/// Whether a noun goes on right after the number: 第三方, 第一书记.
fn runs_on(reader: &Reader<'_>, index: usize) -> bool {
    let tokens = &reader.lexed.tokens;
    let (Some(number), Some(next)) = (tokens.get(index), tokens.get(index.saturating_add(1))) else { return false };
    number.end == next.start && (matches!(next.kind, Kind::Word) || next.cue().is_some_and(|cue| cue.nominal()))
}
