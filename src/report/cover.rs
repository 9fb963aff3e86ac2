//! The account of the source: what no task, heading or line of the page has used is named in a diagnostic.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Document;
use crate::span::Span;
use crate::text::is_blank;

/// Adds a diagnostic for each stretch of text that nothing has used and no diagnostic names.
pub(super) fn name_the_rest(document: &Document, used: &[Span], diagnostics: &mut Vec<Diagnostic>) {
    let source = document.source();
    let metadata = document.metadata();
    let whole = Span::new(0, source.len());
    let mut spans: Vec<Span> = used.to_vec();
    spans.extend(metadata.title_span());
    spans.extend(metadata.entries().iter().map(|entry| entry.span()));
    // A remark about the whole input names no piece of it.
    spans.extend(diagnostics.iter().map(Diagnostic::span).filter(|span| *span != whole || !used.is_empty()));
    // Most of them stand in order: a sort that finds runs.
    spans.sort();
    let mut at = 0usize;
    let mut rest = Vec::new();
    for span in spans.into_iter().chain([Span::new(source.len(), source.len())]) {
        if span.start() > at {
            rest.push(Span::new(at, span.start()));
        }
        at = at.max(span.end());
    }
    for span in rest {
        let text = span.slice(source).unwrap_or_default();
        // What parts cells and frames brackets is no text.
        let says_something = |c: char| !is_blank(c) && !c.is_ascii_punctuation() && !is_frame(c);
        let left = text.trim_start_matches(|c| !says_something(c));
        let inner = left.trim_end_matches(|c| !says_something(c));
        if inner.is_empty() {
            continue;
        }
        let start = span.start().saturating_add(text.len().saturating_sub(left.len()));
        let place = Span::new(start, start.saturating_add(inner.len()));
        diagnostics.push(Diagnostic::new(Code::UnplacedText, Severity::Warning, place, "text that was not placed"));
    }
}

fn is_frame(c: char) -> bool {
    matches!(
        c,
        '｜' | '│'
            | '┃'
            | '║'
            | '【'
            | '】'
            | '。'
            | '，'
            | '；'
            | '、'
            | '：'
            | '•'
            | '·'
            | '●'
            | '（'
            | '）'
            | '─'
            | '—'
    ) || ('\u{e000}'..='\u{f8ff}').contains(&c)
}
