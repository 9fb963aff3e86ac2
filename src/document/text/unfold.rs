//! A list of records that has run together in one paragraph: each key and each number opens a line again.
//!
//! ```text
//! record = number "." task { blank key ":" [ value ] } blank        1.新建公园3个。 责任单位:市建设局 完成情况:已建成1个。 2.…
//! ```
//!
//! The same key must come at least twice, in records of at least two keys: a paragraph that only mentions a label is prose.

use std::collections::HashMap;

use super::super::{MarkerStyle, Vocabulary, marker};
use super::Line;
use super::prose::key_value;
use crate::span::Span;
use crate::text::{has_blank, is_blank, skip_blanks};

/// The shortest paragraph that can hold two records, in bytes.
const MIN_LENGTH: usize = 120;

/// The lines with those of records in their places; none where no paragraph holds records.
pub(super) fn unfolded(lines: &[Line], source: &str, vocabulary: &Vocabulary) -> Option<Vec<Line>> {
    let mut all: Option<Vec<Line>> = None;
    for (index, line) in lines.iter().enumerate() {
        let records = records(line, source, vocabulary);
        if records.is_empty() {
            all.iter_mut().for_each(|all| all.push(*line));
        } else {
            all.get_or_insert_with(|| lines.get(..index).unwrap_or_default().to_vec()).extend(records);
        }
    }
    all
}

/// The lines that the paragraph in `line` was, or none where it is prose.
fn records(line: &Line, source: &str, vocabulary: &Vocabulary) -> Vec<Line> {
    let text = line.span.slice(source).unwrap_or_default();
    // Most lines are short, or have no blank, or not four colons: the cheap tests first.
    if text.len() < MIN_LENGTH || !has_blank(text) || text.matches([':', '：']).nth(3).is_none() {
        return Vec::new();
    }
    let mut keys: HashMap<&str, usize> = HashMap::new();
    let mut cuts = vec![0];
    let mut value = marker(text).filter(|found| !found.doubtful).map_or(0, |found| found.value);
    for (at, c) in text.char_indices().filter(|&(_, c)| is_blank(c)) {
        let start = skip_blanks(text, at.saturating_add(c.len_utf8()));
        let rest = text.get(start..).unwrap_or_default();
        if cuts.last() == Some(&start) {
            continue;
        }
        if let Some((key, _)) = key_value(rest, vocabulary) {
            let count = keys.entry(key).or_default();
            *count = count.saturating_add(1);
            cuts.push(start);
        } else if let Some(next) = marker(rest).filter(|next| !next.doubtful && next.style == MarkerStyle::Arabic)
            && next.value == value.saturating_add(1)
        {
            value = next.value;
            cuts.push(start);
        }
    }
    if keys.values().filter(|&&count| count >= 2).count() < 2 {
        return Vec::new();
    }
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    let pieces = cuts.iter().zip(ends).map(|(&start, end)| {
        let piece = text.get(start..end).unwrap_or_default();
        Span::new(start, start.saturating_add(crate::text::trim_end(piece).len())).shift(line.span.start())
    });
    pieces.filter(|span| !span.is_empty()).map(|span| Line { span, whole: span, gap: 0 }).collect()
}
