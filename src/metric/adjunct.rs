//! What stands between a phrase and its number and belongs to neither.
//!
//! ```text
//! phrase = noun { adjunct } approach
//! adjunct = prep | '中' | period '的' | excluding … | reach '每' noun | '在' … ( '上' | '下' | '中' )
//! ```

use super::approach::Approach;
use super::cue::Role;
use super::phrase::{self, Before, MAX_TOKENS};
use super::read::Reader;
use super::token::{Kind, Token};
use crate::span::Span;

impl Reader<'_> {
    /// The phrase before the approach of a number; 从 and 由 before a first value, and 中, are passed over.
    pub(crate) fn before(&self, approach: &Approach) -> Before {
        let place = (self.from, approach.start);
        if let Some((_, before)) = self.before.get().filter(|&(of, _)| of == place) {
            return before;
        }
        let before = self.read_before(approach);
        self.before.set(Some((place, before)));
        before
    }

    fn read_before(&self, approach: &Approach) -> Before {
        let tokens = &self.lexed.tokens;
        let last = approach.start.checked_sub(1).filter(|&at| at >= self.from).and_then(|at| tokens.get(at));
        let end = match last {
            Some(token) if token.has(Role::Prep) && !token.has(Role::Verb) => approach.start.saturating_sub(1),
            // `“宁静小区”中1家已建成`
            Some(token) if token.has(Role::Amid) => approach.start.saturating_sub(1),
            // `从2015年的4670亿元提高到6871亿元`
            Some(token) if token.has(Role::De) => before_dated(tokens, self.from, approach.start),
            _ => approach.start,
        };
        let said = self.said.roles;
        let end = if said.has(Role::Excluding) { before_exclusion(tokens, self.from, end) } else { end };
        let before = phrase::before(tokens, self.from, end);
        match before {
            // `5G基站密度为每万人20.8个`
            Before::Phrase(span) if said.has(Role::Reach) && is_per(tokens, self.text, span) => {
                let reach = tokens.partition_point(|token| token.start < span.start()).saturating_sub(1);
                phrase::before(tokens, self.from, reach)
            }
            // `服务业增加值在高基数上再增长6.9%`
            Before::Phrase(span) if said.has(Role::Within) && is_occasion(tokens, self.text, span) => {
                let within = tokens.partition_point(|token| token.start < span.start()).saturating_sub(1);
                phrase::before(tokens, self.from, within)
            }
            before => before,
        }
    }
}

/// Whether the phrase says of how many each, behind a word of reach: 为|每万人|20.8个.
fn is_per(tokens: &[Token], text: &str, phrase: Span) -> bool {
    let at = tokens.partition_point(|token| token.start < phrase.start());
    let reached = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.has(Role::Reach));
    reached && phrase.slice(text).is_some_and(|phrase| phrase.starts_with('每') && phrase.chars().nth(5).is_none())
}

/// Whether the phrase is an adjunct of occasion: 在|高基数上, 在|去年同期大幅增长的基础上.
fn is_occasion(tokens: &[Token], text: &str, phrase: Span) -> bool {
    let at = tokens.partition_point(|token| token.start < phrase.start());
    let within = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.has(Role::Within));
    within && phrase.slice(text).is_some_and(|phrase| phrase.ends_with(['上', '下', '中']))
}

/// Where the phrase before `period '的'` ends, when these end at token `end`: 生产总值|从2015年的|4670亿元.
fn before_dated(tokens: &[Token], from: usize, end: usize) -> usize {
    let Some(period) = end.checked_sub(2).filter(|&at| at >= from) else { return end };
    if !tokens.get(period).is_some_and(|token| matches!(token.kind, Kind::Period(_))) {
        return end;
    }
    let from_which = period.checked_sub(1).filter(|&at| at >= from);
    from_which.filter(|&at| tokens.get(at).is_some_and(|token| token.has(Role::Prep))).unwrap_or(period)
}

/// Where the phrase before token `end` may end when what a figure leaves out stands between: 收入|扣除留抵退税因素后|增长18%.
fn before_exclusion(tokens: &[Token], from: usize, end: usize) -> usize {
    let run = tokens.get(from.max(end.saturating_sub(MAX_TOKENS))..end).unwrap_or_default();
    let mut depth = 0usize;
    let opener = run.iter().rposition(|token| {
        match token.kind {
            Kind::Close => depth = depth.saturating_add(1),
            Kind::Open => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.has(Role::Excluding)
    });
    opener.map_or(end, |offset| end.saturating_sub(run.len()).saturating_add(offset))
}
