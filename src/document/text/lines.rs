//! Tables whose cells stand on lines of their own, parted by empty lines or by nothing.

use super::super::role::{HeaderWord, resolve};
use super::super::{Block, Cell, ColumnRole, DocumentBuilder, Heading, MarkerStyle, Table, Units, Vocabulary};
use super::align::{ListPlace, NumberFit, Piece, Place, align};
use super::{Line, heading_level};
use crate::span::Span;

/// A header that was found: its labels and what its columns hold.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The line after its last.
    pub(super) end: usize,
    /// The labels, the lines of each.
    labels: Vec<Vec<Span>>,
    pub(super) roles: Vec<ColumnRole>,
    /// Cells are parted by empty lines.
    parted: bool,
}

/// The most labels that a header has.
const MAX_LABELS: usize = 24;

/// The longest label that no vocabulary knows, in characters.
const MAX_UNKNOWN_LABEL: usize = 14;

/// What labels end with.
const LABEL_ENDS: [&str; 17] = [
    "情况", "单位", "部门", "时间", "说明", "进度", "状态", "目标", "要求", "领导", "人", "率", "%)", "措施", "问题",
    "名称", "依据",
];

/// Reads a header that starts at `lines[at]`.
///
/// ```text
/// header = label { label }        at least two of them known, one of them the task or the progress
/// label  = a known label, over one line or several lines with no empty line between
///        | a short text between two known ones, or between a known one and the first row number
/// ```
pub(super) fn header_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Header> {
    let first = lines.get(at)?.span.slice(source)?;
    // Most lines are no labels: the cheap test first.
    if first.len() > 120 || !(vocabulary.header_word(first).is_some() || first.len() <= 12) {
        return None;
    }
    header_in(lines, at, source, vocabulary, true).or_else(|| header_in(lines, at, source, vocabulary, false))
}

fn header_in(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary, parted: bool) -> Option<Header> {
    let mut labels: Vec<(Vec<Span>, Option<HeaderWord>)> = Vec::new();
    let (mut next, mut end, mut kept) = (at, at, 0usize);
    let mut unknown_run = 0usize;
    while labels.len() < MAX_LABELS {
        let Some((spans, after)) = label_lines(lines, next, parted) else { break };
        let text = spans.iter().fold(String::new(), |text, span| text + span.slice(source).unwrap_or_default());
        let word = vocabulary.header_word(&text);
        if word.is_none() {
            let chars = text.chars().filter(|&c| !crate::text::is_blank(c)).take(MAX_UNKNOWN_LABEL + 1).count();
            let number = super::super::row_number(&text).is_some();
            if labels.is_empty()
                || number
                || chars > MAX_UNKNOWN_LABEL
                || text.contains(['。', ';', '；', ',', '，', '、'])
            {
                // Labels that are not known count where the first row follows with its number, if they are worded like
                // labels: a heading over the first rows stands in the same place.
                let worded = |(spans, _): &(Vec<Span>, Option<HeaderWord>)| {
                    spans
                        .last()
                        .and_then(|span| span.slice(source))
                        .is_some_and(|text| LABEL_ENDS.iter().any(|end| text.ends_with(end)))
                };
                if number && has_number(&labels) && labels.iter().rev().take(unknown_run).all(worded) {
                    (kept, end) = (labels.len(), next);
                }
                break;
            }
            unknown_run = unknown_run.saturating_add(1);
            if unknown_run > 2 {
                break;
            }
        } else {
            unknown_run = 0;
        }
        labels.push((spans, word));
        next = after;
        if word.is_some() {
            (kept, end) = (labels.len(), next);
        }
    }
    labels.truncate(kept);
    let known = labels.iter().filter(|(_, word)| word.is_some()).count();
    let carries = labels.iter().any(|(_, word)| word.is_some_and(|word| word.role.carries_tasks()));
    if known < 2 || !carries || known.saturating_mul(2) < labels.len() {
        return None;
    }
    // What was done stands after the number of the row; before it stands a title that is worded like a label.
    let first = labels.first().and_then(|(_, word)| *word).map(|word| word.role);
    let numbered = labels.iter().skip(1).any(|(_, word)| word.is_some_and(|word| word.role == ColumnRole::Number));
    if numbered && matches!(first, Some(ColumnRole::Progress | ColumnRole::Status | ColumnRole::Plan)) {
        return None;
    }
    let labels = one_row(labels);
    let words: Vec<Option<HeaderWord>> = labels.iter().map(|(_, word)| *word).collect();
    let roles = resolve(&words);
    // 目标 and 任务 in a row are words of a text; a table has more than what is to be done.
    let kinds: std::collections::BTreeSet<ColumnRole> = roles.iter().copied().collect();
    if kinds.len() < 2 {
        return None;
    }
    Some(Header { end, labels: labels.into_iter().map(|(spans, _)| spans).collect(), roles, parted })
}

fn has_number(labels: &[(Vec<Span>, Option<HeaderWord>)]) -> bool {
    labels.iter().any(|(_, word)| word.is_some_and(|word| word.role == ColumnRole::Number))
}

/// The lines of the label that starts at `at`, and the line after it.
fn label_lines(lines: &[Line], at: usize, parted: bool) -> Option<(Vec<Span>, usize)> {
    let mut spans = vec![lines.get(at)?.span];
    let mut next = at.saturating_add(1);
    while parted && spans.len() < 4 {
        match lines.get(next) {
            Some(line) if line.gap == 0 => spans.push(line.span),
            _ => break,
        }
        next = next.saturating_add(1);
    }
    // A label is short; a group of many lines is none.
    if parted && lines.get(next).is_some_and(|line| line.gap == 0) {
        return None;
    }
    Some((spans, next))
}

/// Lays a header of two rows, read one after the other, into one: the labels of the second row stand under a label
/// of the first.
///
/// `序号 目标任务 牵头单位 工作进度 | 重点工作 主要内容 完成情况 进度状态` → `序号 重点工作 主要内容 牵头单位 完成情况 进度状态`: a
/// label of what is to be done that stands after one of what was done opens the second row; those of one sort stand
/// under the first label of their sort.
pub(super) fn one_row(labels: Vec<(Vec<Span>, Option<HeaderWord>)>) -> Vec<(Vec<Span>, Option<HeaderWord>)> {
    let role = |word: &Option<HeaderWord>| word.map_or(ColumnRole::Unknown, |word| word.role);
    let task = |word: &Option<HeaderWord>| matches!(role(word), ColumnRole::Task | ColumnRole::Category);
    let done = |word: &Option<HeaderWord>| matches!(role(word), ColumnRole::Progress | ColumnRole::Status);
    let first_done = labels.iter().position(|(_, word)| done(word));
    let second = first_done.and_then(|done| {
        labels.iter().enumerate().skip(done.saturating_add(1)).find(|(_, (_, word))| task(word)).map(|(index, _)| index)
    });
    let task_before = |second: usize| labels.iter().take(second).any(|(_, word)| task(word));
    let Some(second) = second.filter(|&second| task_before(second)) else { return labels };
    let mut upper = labels;
    let lower = upper.split_off(second);
    let (tasks, rest): (Vec<_>, Vec<_>) = lower.into_iter().partition(|(_, word)| task(word));
    let mut row = Vec::new();
    let (mut tasks, mut rest) = (Some(tasks), Some(rest));
    for (spans, word) in upper {
        let below = if task(&word) {
            tasks.take()
        } else if done(&word) {
            rest.take().filter(|rest| !rest.is_empty())
        } else {
            None
        };
        match below {
            Some(below) => row.extend(below.into_iter().enumerate().map(|(index, (mut own, word))| {
                if index == 0 {
                    own.splice(0..0, spans.iter().copied());
                }
                (own, word)
            })),
            None => row.push((spans, word)),
        }
    }
    row.extend(rest.into_iter().flatten());
    row
}

/// Reads the rows under `header`, which are `lines`, and appends the table, the headings between its rows and what
/// does not belong to it.
pub(super) fn read_body(
    builder: &mut DocumentBuilder,
    header: &Header,
    lines: &[Line],
    source: &str,
    vocabulary: &Vocabulary,
) {
    let pieces = pieces(lines, header, source, vocabulary);
    let places = align(&pieces, &header.roles);
    let mut rows = Rows::new(header);
    for ((line, piece), place) in lines.iter().zip(&pieces).zip(places) {
        match place {
            Place::Column { column, new_row } => rows.add(column, new_row, line.span, piece.joined, source),
            Place::Heading => {
                rows.flush(builder);
                let text = line.span.slice(source).unwrap_or_default();
                let level = heading_level(text).unwrap_or(2);
                builder.block(Block::Heading(Heading::new(level, line.span)));
            }
            Place::Outside => {
                rows.flush(builder);
                builder.block(Block::Paragraph(line.span));
            }
        }
    }
    rows.finish(builder);
}

fn pieces(lines: &[Line], header: &Header, source: &str, vocabulary: &Vocabulary) -> Vec<Piece> {
    let usual = usize::from(header.parted);
    let mut pieces: Vec<Piece> = lines
        .iter()
        .map(|line| {
            let text = line.span.slice(source).unwrap_or_default();
            let look = vocabulary.look(text);
            Piece {
                look,
                number: NumberFit::No,
                extra_gap: line.gap.saturating_sub(usual),
                joined: header.parted && line.gap == 0,
                list: ListPlace::None,
                after_none: false,
                after_unit: false,
                heading: look.chars <= 40 && !look.sentence && heading_level(text).is_some(),
                furniture: super::is_furniture(text, vocabulary),
            }
        })
        .collect();
    let before: Vec<(bool, bool)> = pieces
        .iter()
        .zip(lines)
        .map(|(piece, line)| {
            let open = line.span.slice(source).is_some_and(|text| text.ends_with(['、', ',', '，', ';', '；']));
            (piece.look.none, piece.look.units == Units::Yes && !open)
        })
        .collect();
    for (piece, (none, unit)) in pieces.iter_mut().skip(1).zip(before) {
        (piece.after_none, piece.after_unit) = (none, unit);
    }
    fit_numbers(&mut pieces);
    place_lists(&mut pieces);
    pieces
}

/// Tells row numbers from other numbers by their sequence.
fn fit_numbers(pieces: &mut [Piece]) {
    let numbers: Vec<(usize, super::super::look::RowNumber)> =
        pieces.iter().enumerate().filter_map(|(index, piece)| Some((index, piece.look.number?))).collect();
    let Some(style) = numbers.first().map(|&(_, number)| number.chinese) else { return };
    let mut last = None;
    for (place, &(index, number)) in numbers.iter().enumerate() {
        let next = numbers.get(place.saturating_add(1)).map(|&(_, number)| number.value);
        let expected = last.map_or(1, |last: u32| last.saturating_add(1));
        let fit = if number.chinese != style {
            NumberFit::Stray
        } else if number.value == expected || (last.is_none() && next == Some(number.value.saturating_add(1))) {
            last = Some(number.value);
            NumberFit::Next
        } else if next == Some(expected.saturating_add(1)) {
            // 74, 120, 76: a misprint in place of 75.
            last = Some(expected);
            NumberFit::Odd
        } else if number.value == 1 || next == Some(number.value.saturating_add(1)) {
            last = Some(number.value);
            NumberFit::Odd
        } else {
            NumberFit::Stray
        };
        if let Some(piece) = pieces.get_mut(index) {
            piece.number = fit;
        }
    }
}

/// How many pieces back a list is looked for.
const LIST_REACH: usize = 12;

/// Tells where lists start and go on. A new row ends a list.
fn place_lists(pieces: &mut [Piece]) {
    let mut recent: Vec<(usize, MarkerStyle, u32)> = Vec::new();
    for (index, piece) in pieces.iter_mut().enumerate() {
        if matches!(piece.number, NumberFit::Next | NumberFit::Odd) {
            recent.clear();
        }
        let Some(marker) = piece.look.marker else { continue };
        let before =
            recent.iter().position(|&(at, style, _)| style == marker.style && index.saturating_sub(at) <= LIST_REACH);
        let value = before.and_then(|before| recent.get(before)).map(|&(_, _, value)| value);
        let continues = value.is_some_and(|value| value.saturating_add(1) == marker.value);
        if marker.doubtful && !continues && marker.value != 1 {
            continue;
        }
        piece.list = match (continues, marker.value) {
            (true, _) => ListPlace::Continues,
            (_, 1) => ListPlace::First,
            _ => ListPlace::None,
        };
        recent.retain(|&(_, style, _)| style != marker.style);
        recent.push((index, marker.style, marker.value));
    }
}

/// Whether a cell of this column stands for the rows below it that have none: a number, and before it a category or a
/// leader.
pub(super) fn spans_rows(column: usize, roles: &[ColumnRole]) -> bool {
    let number = roles.iter().position(|&role| role == ColumnRole::Number);
    match roles.get(column) {
        Some(ColumnRole::Number) => true,
        Some(ColumnRole::Category | ColumnRole::Leader | ColumnRole::Title) => {
            number.is_some_and(|number| column < number)
        }
        _ => false,
    }
}

/// Collects the rows of a table while its pieces come in.
struct Rows<'h> {
    header: &'h Header,
    cells: Vec<Cell>,
    /// The cells of the row that is being filled: by column.
    open: Vec<Vec<Span>>,
    row: usize,
    /// By column, the last cell and the rows that it spans, for those that span the rows below them.
    spanning: Vec<Option<(usize, usize)>>,
}

impl<'h> Rows<'h> {
    fn new(header: &'h Header) -> Self {
        let mut rows = Self { header, cells: Vec::new(), open: Vec::new(), row: 0, spanning: Vec::new() };
        rows.start();
        rows
    }

    fn start(&mut self) {
        let labels = self.header.labels.iter().enumerate();
        self.cells = labels.map(|(column, spans)| Cell::new(0, column, spans.iter().copied())).collect();
        self.open = vec![Vec::new(); self.header.roles.len()];
        self.row = 1;
        self.spanning = vec![None; self.header.roles.len()];
    }

    fn add(&mut self, column: usize, new_row: bool, span: Span, joined: bool, source: &str) {
        if new_row {
            self.close_row();
        }
        let Some(cell) = self.open.get_mut(column) else { return };
        match cell.last_mut() {
            Some(last) if joined && super::continues(*last, span, source) => *last = last.cover(span),
            _ => cell.push(span),
        }
    }

    fn close_row(&mut self) {
        if self.open.iter().all(Vec::is_empty) {
            return;
        }
        let row = self.row;
        for (column, spans) in self.open.iter_mut().enumerate() {
            let spans = std::mem::take(spans);
            if spans_rows(column, &self.header.roles)
                && let Some(slot) = self.spanning.get_mut(column)
            {
                match (spans.is_empty(), slot) {
                    // A row without a number stands under the number above it, one without a category in its category.
                    (true, Some((cell, height))) => {
                        *height = height.saturating_add(1);
                        if let Some(cell) = self.cells.get_mut(*cell) {
                            cell.set_row_span(*height);
                        }
                        continue;
                    }
                    (true, None) => {}
                    (false, slot) => *slot = Some((self.cells.len(), 1)),
                }
            }
            self.cells.push(Cell::new(row, column, spans));
        }
        self.row = self.row.saturating_add(1);
    }

    /// Ends the table so far; another follows under the same header.
    fn flush(&mut self, builder: &mut DocumentBuilder) {
        self.close_row();
        if self.row > 1 {
            self.emit(builder);
            self.start();
            // The labels belong to the first table; the next ones only share what they say.
            self.cells.clear();
            self.row = 0;
            self.spanning.fill(None);
        }
    }

    fn finish(mut self, builder: &mut DocumentBuilder) {
        self.close_row();
        if !self.cells.is_empty() {
            self.emit(builder);
        }
    }

    fn emit(&mut self, builder: &mut DocumentBuilder) {
        let cells = std::mem::take(&mut self.cells);
        let header_rows = usize::from(
            cells.first().is_some_and(|cell| self.header.labels.first().map(Vec::as_slice) == Some(cell.paragraphs())),
        );
        builder.table(Table::with_header(cells, header_rows, self.header.roles.clone()));
    }
}
