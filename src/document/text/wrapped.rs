//! Prose that was broken to fit a width: lines of nearly the same width go on with the line behind them.
//!
//! ```text
//! paragraph = { full-line } line        a full line is as wide as the wide ones are, less two characters; a quarter are full
//! ```
//!
//! A line that opens with a marker or a known label opens a paragraph, however full the one before is.

use unicode_width::UnicodeWidthStr;

use super::super::{Vocabulary, marker};
use super::prose::{bracket_key, key_value};
use super::{Line, heading_level};

/// The narrowest width that text is broken to, and the widest, in columns of a terminal: an ideograph takes two.
const NARROWEST: usize = 36;
const WIDEST: usize = 120;
/// How much narrower than the widest a line may be that goes on.
const SLACK: usize = 5;
/// The fewest lines that tell a width.
const MIN_LINES: usize = 6;

/// The paragraphs that the lines were, or none where nothing was broken.
pub(super) fn joined(lines: &[Line], source: &str, vocabulary: &Vocabulary) -> Option<Vec<Line>> {
    let text = |line: &Line| line.span.slice(source).unwrap_or_default();
    // A long line was not broken: the cheap test first.
    if lines.len() < MIN_LINES || lines.iter().any(|line| line.span.len() > WIDEST.saturating_mul(3)) {
        return None;
    }
    let widths: Vec<usize> = lines.iter().map(|line| text(line).width()).collect();
    // A few lines may be wider, as some signs are.
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    let usual = sorted.len().saturating_mul(7) / 8;
    let widest = sorted.get(usual).copied().filter(|widest| (NARROWEST..=WIDEST).contains(widest))?;
    let full = |width: usize| width.saturating_add(SLACK) >= widest;
    let open = |line: &Line| !text(line).ends_with(['。', '；', ';', '！', '？']);
    let opens = |line: &Line| {
        let text = text(line);
        marker(text).is_some_and(|found| !found.doubtful)
            || heading_level(text).is_some()
            || key_value(text, vocabulary).is_some()
            || bracket_key(text, vocabulary).is_some()
    };
    let nexts = lines.iter().map(Some).skip(1).chain([None]);
    let broken = lines.iter().zip(&widths).zip(nexts);
    let broken = broken.filter(|((line, width), next)| full(**width) && open(line) && !next.is_some_and(opens));
    if broken.count().saturating_mul(4) < lines.len() {
        return None;
    }
    let mut out: Vec<Line> = Vec::new();
    let mut goes_on = false;
    for (line, &width) in lines.iter().zip(&widths) {
        match out.last_mut() {
            Some(last) if goes_on && line.gap == 0 && !opens(line) => last.span = last.span.cover(line.span),
            _ => out.push(*line),
        }
        goes_on = full(width) && open(line);
    }
    Some(out)
}
