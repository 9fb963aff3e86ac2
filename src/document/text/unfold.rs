//! Records that have run together in one paragraph: each key and each number opens a line again.
//!
//! ```text
//! records = record record { record }       two keys at least twice each, or one key three times and three numbers
//!         | record                         three keys, what is to be done or was done among them
//! record  = { heading } [ number "." ] [ task ] { key ":" value }     1.新建公园3个。 责任单位:市建设局 完成情况:已建成1个。 2.…
//! heading = "一、" words                                              before the number 1
//! ```
//!
//! A key stands behind a blank, a semicolon or a full stop; a number or a heading behind a blank. A paragraph that only
//! mentions a label is prose.

use std::collections::HashMap;

use super::super::{MarkerStyle, Vocabulary, marker};
use super::Line;
use super::prose::key_value;
use crate::span::Span;
use crate::text::{any_bytes, has_blank, is_blank, skip_blanks, trim_end};

/// The shortest paragraph that can hold two records, in bytes.
const MIN_LENGTH: usize = 90;

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

/// What has been found of the records of a paragraph.
#[derive(Default)]
struct Found<'t> {
    /// Where lines open.
    cuts: Vec<usize>,
    keys: HashMap<&'t str, usize>,
    /// The last number, of a record and of a heading.
    number: u32,
    heading: u32,
    numbers: usize,
}

impl<'t> Found<'t> {
    /// Notes what opens at byte `at`, behind a blank (`parted`) or a mark.
    fn look(&mut self, text: &'t str, at: usize, parted: bool, vocabulary: &Vocabulary) {
        let rest = text.get(at..).unwrap_or_default();
        if let Some((key, _)) = key_value(rest, vocabulary) {
            let count = self.keys.entry(key).or_default();
            *count = count.saturating_add(1);
            self.cuts.push(at);
            return;
        }
        let Some(next) = marker(rest).filter(|next| parted && !next.doubtful) else { return };
        match next.style {
            MarkerStyle::Arabic if next.value == self.number.saturating_add(1) => {
                self.number = next.value;
                self.numbers = self.numbers.saturating_add(1);
                self.cuts.push(at);
            }
            MarkerStyle::Chinese if next.value == self.heading.saturating_add(1) => {
                (self.heading, self.number) = (next.value, 0);
                self.cuts.push(at);
            }
            _ => {}
        }
    }

    /// Whether they are records.
    fn are_records(&self, vocabulary: &Vocabulary) -> bool {
        let often = |times: usize| self.keys.values().filter(move |&&count| count >= times).count();
        let carries = |key: &&str| vocabulary.header_word(key).is_some_and(|word| word.role.carries_tasks());
        often(2) >= 2 || (often(3) >= 1 && self.numbers >= 3) || (self.keys.len() >= 3 && self.keys.keys().any(carries))
    }
}

/// The lines that the paragraph in `line` was, or none where it is prose.
fn records(line: &Line, source: &str, vocabulary: &Vocabulary) -> Vec<Line> {
    let text = line.span.slice(source).unwrap_or_default();
    // Most lines are short, or have nothing that parts records, or not three colons: the cheap tests first.
    // ： is EF BC 9A.
    let colon = || any_bytes(text, |one, next, _| (one == b':') | ((one == 0xbc) & (next == 0x9a)));
    let parted = || has_blank(text) || text.contains(['；', ';']);
    if text.len() < MIN_LENGTH || !colon() || text.matches([':', '：']).nth(2).is_none() || !parted() {
        return Vec::new();
    }
    let first = marker(text).filter(|found| !found.doubtful);
    let mut found = Found { cuts: vec![0], ..Found::default() };
    match first.map(|first| (first.style, first.value)) {
        Some((MarkerStyle::Chinese, value)) => found.heading = value,
        Some((_, value)) => found.number = value,
        None => {}
    }
    // The key of the first line counts as well.
    let behind = first.map_or(0, |first| skip_blanks(text, first.end));
    if let Some((key, _)) = text.get(behind..).and_then(|rest| key_value(rest, vocabulary)) {
        found.keys.insert(key, 1);
    }
    for (at, c) in text.char_indices() {
        let blank = is_blank(c);
        if !(blank || matches!(c, '；' | ';' | '。')) {
            continue;
        }
        let start = skip_blanks(text, at.saturating_add(c.len_utf8()));
        if found.cuts.last().is_none_or(|&last| last < start) && start < text.len() {
            found.look(text, start, blank, vocabulary);
        }
    }
    if !found.are_records(vocabulary) {
        return Vec::new();
    }
    let ends = found.cuts.iter().skip(1).copied().chain([text.len()]);
    let pieces = found.cuts.iter().zip(ends).map(|(&start, end)| {
        let piece = trim_end(text.get(start..end).unwrap_or_default()).trim_end_matches(['；', ';']);
        Span::new(start, start.saturating_add(piece.len())).shift(line.span.start())
    });
    pieces.filter(|span| !span.is_empty()).map(|span| Line { span, whole: span, gap: 0 }).collect()
}
