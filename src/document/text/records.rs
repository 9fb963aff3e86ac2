//! Rows that a narrow page shows as records: each label on a line of its own, over its value, in every record anew.
//!
//! ```text
//! records = record record { record }
//! record  = [ number ] label { line } label { line } label { line } { label { line } }   序号 / 1 / 工作任务 / 新建公园3个 / 责任单位 / …
//! label   = [ number ] key [ ":" [ value ] ]                   责任单位   责任单位:   02 项目名称:关爱老人
//! ```
//!
//! The first label opens each record. The last value of the last record has no more lines than in those before it.

use std::collections::HashMap;

use super::super::marker::bare_number;
use super::super::{Vocabulary, marker, row_number};
use super::Line;
use super::rows::Grid;
use crate::span::Span;
use crate::text::{digit, skip_blanks, squash, trim_end};

/// The longest record, in lines, and the longest label, in bytes.
const MAX_LINES: usize = 60;
const MAX_LABEL: usize = 48;
/// The fewest labels, and how many of them stand over their values.
const MIN_LABELS: usize = 3;
const MIN_OVER: usize = 2;

/// Records as rows under their labels, and the labels of all records but the first.
pub(super) struct Records {
    pub(super) grid: Grid,
    pub(super) repeated: Vec<Span>,
}

/// A line that opens with a label.
struct Label {
    name: String,
    span: Span,
    /// What stands behind its colon, and the number before it.
    value: Option<Span>,
    number: Option<Span>,
}

/// Reads the records that start at `lines[at]`.
pub(super) fn records_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Records> {
    // Most lines are no labels: the cheap tests first.
    let text = lines.get(at)?.span.slice(source)?;
    let opens = text.chars().next().is_some_and(|c| digit(c).is_some());
    if !opens && (text.len() > MAX_LABEL || vocabulary.header_word(text).is_none()) {
        return None;
    }
    let label = |line: &Line| label_of(line, source, vocabulary);
    let numbered = opens && lines.get(at).is_some_and(|line| is_number(line, source));
    let at = at.saturating_add(usize::from(numbered));
    // A label with its value opens a record only behind a number.
    let opens = |label: &Label| label.value.is_none() || label.number.is_some() || numbered;
    let first = label(lines.get(at)?).filter(opens)?;
    let next = |start: usize| {
        let ahead = lines.iter().enumerate().skip(start.saturating_add(1)).take(MAX_LINES);
        ahead
            .into_iter()
            .find(|(_, line)| label(line).is_some_and(|label| label.name == first.name))
            .map(|(index, _)| index)
    };
    let second = next(at)?;
    let mut columns = HashMap::new();
    let mut labels = Vec::new();
    let (mut empty, mut over) = (0usize, 0usize);
    let mut labelled = false;
    for line in lines.get(at..second)? {
        let label = label(line);
        empty = empty.saturating_add(usize::from(labelled && label.is_some()));
        labelled = label.as_ref().is_some_and(|label| label.value.is_none());
        over = over.saturating_add(usize::from(labelled));
        if let Some(label) = label {
            columns.entry(label.name).or_insert_with(|| {
                labels.push(vec![label.span]);
                labels.len().saturating_sub(1)
            });
        }
    }
    let width = labels.len();
    // Labels side by side are a header, whatever comes again; lines of labels with their values are prose.
    if width < MIN_LABELS || over < MIN_OVER || empty.saturating_mul(3) >= width {
        return None;
    }
    let mut starts = vec![at, second];
    while let Some(start) = starts.last().and_then(|&last| next(last)) {
        starts.push(start);
    }
    let mut rows = vec![labels];
    let mut numbers: Vec<Vec<Span>> = Vec::new();
    let mut repeated = Vec::new();
    let (mut most, mut end) = (1usize, at);
    for (index, &start) in starts.iter().enumerate() {
        let next = starts.get(index.saturating_add(1)).copied();
        let above = start.checked_sub(1).filter(|_| index > 0 || numbered).and_then(|above| lines.get(above));
        let mut number: Vec<Span> =
            above.filter(|line| is_number(line, source)).map(|line| line.span).into_iter().collect();
        let mut row: Vec<Vec<Span>> = vec![Vec::new(); width];
        let mut column = 0usize;
        end = start;
        let mut record = lines.get(start..next.unwrap_or(lines.len())).unwrap_or_default();
        if next.is_some()
            && let Some((last, rest)) = record.split_last()
            && is_number(last, source)
        {
            record = rest;
        }
        for line in record {
            let known = label(line).and_then(|label| columns.get(&label.name).copied().zip(Some(label)));
            match known {
                Some((known, label)) => {
                    column = known;
                    repeated.extend((index > 0).then_some(label.span));
                    number.extend(label.number);
                    if let (Some(cell), Some(value)) = (row.get_mut(known), label.value) {
                        cell.push(value);
                    }
                }
                None => match row.get_mut(column) {
                    // What stands behind the last record is of the page.
                    Some(cell) if next.is_some() || column.saturating_add(1) < width || cell.len() < most => {
                        cell.push(line.span);
                    }
                    _ => break,
                },
            }
            end = end.saturating_add(1);
        }
        most = row.last().map_or(most, |cell| cell.len().max(most));
        rows.push(row);
        numbers.push(number);
    }
    if numbers.iter().any(|number| !number.is_empty()) {
        let numbers = std::iter::once(Vec::new()).chain(numbers);
        rows.iter_mut().zip(numbers).for_each(|(row, number)| row.insert(0, number));
    }
    Some(Records { grid: Grid::of_rows(rows, end), repeated })
}

/// Whether the line is the number of a row and no more.
fn is_number(line: &Line, source: &str) -> bool {
    const LONGEST: usize = 12;
    let text = line.span.slice(source).filter(|text| text.len() <= LONGEST);
    text.and_then(row_number).is_some_and(|number| number.depth == 0)
}

/// The label that opens the line.
fn label_of(line: &Line, source: &str, vocabulary: &Vocabulary) -> Option<Label> {
    let text = line.span.slice(source)?;
    let number = marker(text).filter(|found| !found.doubtful).map(|found| found.end).or_else(|| bare_number(text));
    let start = skip_blanks(text, number.unwrap_or_default());
    let rest = text.get(start..)?;
    let colon = rest.char_indices().take_while(|&(at, _)| at <= MAX_LABEL).find(|&(_, c)| matches!(c, ':' | '：'));
    let key = match colon {
        Some((colon, _)) => rest.get(..colon)?,
        None if rest.len() <= MAX_LABEL && number.is_none() => rest,
        None => return None,
    };
    vocabulary.header_word(key)?;
    let value = colon.map(|(at, c)| skip_blanks(text, start.saturating_add(at).saturating_add(c.len_utf8())));
    let value = value.filter(|&value| value < text.len()).map(|value| Span::new(value, text.len()));
    let number = number.and_then(|end| text.get(..end)).map(|number| {
        let number = trim_end(number).trim_end_matches(['.', '、', '．']);
        Span::new(line.span.start(), line.span.start().saturating_add(number.len()))
    });
    let end = value.map_or(text.len(), |value| value.start());
    Some(Label {
        name: squash(key).into_owned(),
        span: Span::new(start, start.saturating_add(trim_end(text.get(start..end)?).len())).shift(line.span.start()),
        value: value.map(|value| value.shift(line.span.start())),
        number,
    })
}
