//! A part of a named work: what is measured is the part, and not the work.
//!
//! ```text
//! measured = work part             某某高铁衢州段|桥梁下部结构   县中医院迁建项目|总投资
//! work     = what ends as a work does and is one by name: with a place, a quotation or a number in it, a section or a bracket
//!            at its end, or a verb of rebuilding behind its first word
//! part     = a word of the role `part`, and what is behind it
//! ```
//!
//! 重点工程投资 and 小型水库除险加固 are of a class of works: nothing of them is taken off.

use super::read::Reader;
use super::token::{Kind, tokens_of};
use super::words::MetricWords;
use crate::span::Span;

/// The shortest phrase that may name a work and a part of it, in bytes.
const SHORTEST: usize = 18;

/// The part of a work that the phrase names, else the phrase.
pub(super) fn of_work(reader: &Reader<'_>, phrase: Span) -> Span {
    let Some(text) = phrase.slice(reader.text).filter(|text| text.len() >= SHORTEST) else { return phrase };
    let words = MetricWords::builtin();
    let ends = |c: char| matches!(c, ')' | '）') || words.work.may_end_with(c) || words.section.may_end_with(c);
    let behind = text.char_indices().skip(1).filter(|&(_, c)| ends(c));
    let starts = behind.map(|(at, c)| at.saturating_add(c.len_utf8())).find(|&at| {
        let (work, part) = text.split_at_checked(at).unwrap_or((text, ""));
        // 北延伸段(临平段)|车站主体: behind the section anything is a part.
        words.part.open(part) && is_named(reader, phrase, work)
            || !part.is_empty() && closes_section(work) && !words.work.open(part)
    });
    starts.map_or(phrase, |at| Span::new(phrase.start().saturating_add(at), phrase.end()))
}

/// Whether a bracket closes that says which section of a work: (临平段), (左岸).
fn closes_section(work: &str) -> bool {
    let inner = work.strip_suffix([')', '）']).filter(|inner| inner.ends_with(['段', '岸', '期', '侧']));
    inner.and_then(|inner| inner.find(['(', '（'])).is_some_and(|open| open > 0)
}

/// Whether the head of the phrase is the name of one work.
fn is_named(reader: &Reader<'_>, phrase: Span, work: &str) -> bool {
    let words = MetricWords::builtin();
    let bare = match work.strip_suffix([')', '）']) {
        Some(inner) => inner.rfind(['(', '（']).and_then(|open| work.get(..open)).unwrap_or(inner),
        None => work,
    };
    let section = words.section.end(bare) || bare.len() < work.len();
    if !(section || words.work.end(bare)) {
        return false;
    }
    let head = Span::new(phrase.start(), phrase.start().saturating_add(work.len()));
    let named = |kind: Kind| matches!(kind, Kind::Place(_) | Kind::Town | Kind::Quoted | Kind::Name);
    let rebuilt = || words.rebuilding.iter().any(|verb| work.find(verb).is_some_and(|at| at > 0));
    section || tokens_of(&reader.lexed.tokens, head).iter().any(|token| named(token.kind)) || rebuilt()
}
