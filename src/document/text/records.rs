//! Rows that a narrow page shows as records: each label on a line of its own, over its value, in every record anew.
//!
//! ```text
//! records = record record { record }
//! record  = label { line } label { line } label { line } { label { line } }        序号 / 1 / 工作任务 / 新建公园3个 / 责任单位 / …
//! ```
//!
//! The first label opens each record. The last value of the last record has no more lines than in those before it.

use std::collections::HashMap;

use super::super::Vocabulary;
use super::Line;
use super::rows::Grid;
use crate::span::Span;
use crate::text::squash;

/// The longest record, in lines, and the longest label, in bytes.
const MAX_LINES: usize = 60;
const MAX_LABEL: usize = 48;
/// The fewest labels.
const MIN_LABELS: usize = 3;

/// Records as rows under their labels, and the labels of all records but the first.
pub(super) struct Records {
    pub(super) grid: Grid,
    pub(super) repeated: Vec<Span>,
}

/// Reads the records that start at `lines[at]`.
pub(super) fn records_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Records> {
    let label = |line: &Line| {
        let text = line.span.slice(source)?;
        (text.len() <= MAX_LABEL).then(|| squash(text))
    };
    // Most lines are no labels: the cheap tests first.
    let line = lines.get(at).filter(|line| line.span.len() <= MAX_LABEL)?;
    vocabulary.header_word(line.span.slice(source)?)?;
    let first = label(line)?;
    let next = |start: usize| {
        let ahead = lines.iter().enumerate().skip(start.saturating_add(1)).take(MAX_LINES);
        ahead.into_iter().find(|(_, line)| label(line).as_ref() == Some(&first)).map(|(index, _)| index)
    };
    let second = next(at)?;
    let mut columns = HashMap::new();
    let mut labels = Vec::new();
    let mut empty = 0usize;
    let mut labelled = false;
    for line in lines.get(at..second)? {
        let text = label(line).filter(|text| vocabulary.header_word(text).is_some());
        empty = empty.saturating_add(usize::from(labelled && text.is_some()));
        labelled = text.is_some();
        if let Some(text) = text {
            columns.entry(text).or_insert_with(|| {
                labels.push(vec![line.span]);
                labels.len().saturating_sub(1)
            });
        }
    }
    let width = labels.len();
    // Labels side by side are a header, whatever comes again.
    if width < MIN_LABELS || empty.saturating_mul(3) >= width {
        return None;
    }
    let mut starts = vec![at, second];
    while let Some(start) = starts.last().and_then(|&last| next(last)) {
        starts.push(start);
    }
    let mut rows = vec![labels];
    let mut repeated = Vec::new();
    let (mut most, mut end) = (1usize, at);
    for (index, &start) in starts.iter().enumerate() {
        let next = starts.get(index.saturating_add(1)).copied();
        let mut row: Vec<Vec<Span>> = vec![Vec::new(); width];
        let mut column = 0usize;
        for line in lines.get(start..next.unwrap_or(lines.len())).unwrap_or_default() {
            let known = label(line).and_then(|text| columns.get(&text).copied());
            let cell = row.get_mut(known.unwrap_or(column));
            match (known, cell) {
                (Some(known), _) => {
                    column = known;
                    repeated.extend((index > 0).then_some(line.span));
                }
                // What stands behind the last record is of the page.
                (None, Some(cell)) if next.is_some() || column.saturating_add(1) < width || cell.len() < most => {
                    cell.push(line.span);
                }
                _ => break,
            }
            end = end.saturating_add(1);
        }
        most = row.last().map_or(most, |cell| cell.len().max(most));
        rows.push(row);
    }
    Some(Records { grid: Grid::of_rows(rows, end), repeated })
}
