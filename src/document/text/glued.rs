//! Tables whose cells have run together without a separator, where they can be told apart.
//!
//! ```text
//! glued    = header { row }                         all on one line
//!          | header line-break { row line-break }   a row on each line, which may lack its number
//! header   = label label label { label }            序号工作任务进展情况责任单位
//! row      = number task progress [ units ] [ status ]
//! number   = the next row number, after the end of a sentence, of a unit or of a status, before a word
//! progress = starts at the first marker (1. or ①) after the end of a sentence, or after a bracket that names units;
//!            where each row has its line, else at the first sentence behind another that reads like a report
//! units    = after the last full stop
//! ```
//!
//! A row that cannot be told apart so stays a paragraph, and a diagnostic names it.

use super::super::role::{HeaderWord, resolve};
use super::super::{Block, Cell, ColumnRole, DocumentBuilder, MarkerStyle, Table, Units, Vocabulary, marker};
use super::Line;
use crate::diagnostic::{Code, Severity};
use crate::span::Span;
use crate::text::{any_bytes, char_at, char_before, digit, is_longer};

/// A header whose labels have run together, and where it stands.
#[derive(Debug)]
pub(super) struct Header {
    labels: Vec<Span>,
    roles: Vec<ColumnRole>,
    /// What stands on the line before it, and after.
    before: Span,
    body: Span,
    /// The line behind its rows.
    end: usize,
}

impl Header {
    /// The line behind the last row.
    pub(super) const fn end(&self) -> usize {
        self.end
    }
}

/// The longest label, in characters.
const MAX_LABEL: usize = 14;

/// Reads a header of at least three labels that has run together at `lines[at]`, with rows after it: on the same line, or one
/// on each line below.
pub(super) fn header_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Header> {
    let line = lines.get(at)?;
    let text = line.span.slice(source)?;
    // Most lines have no 序, whose last two bytes stand side by side in few other characters.
    let numbered = any_bytes(text, |one, next, _| (one == 0xba) & (next == 0x8f)).then(|| text.find("序号")).flatten();
    let start = match numbered {
        Some(start) => start,
        None if may_be_header(text, vocabulary) => 0,
        None => return None,
    };
    let cuts = labels(text, start, vocabulary);
    let mut words: Vec<Option<HeaderWord>> = Vec::new();
    let mut labels = Vec::new();
    let mut from = start;
    for end in cuts {
        words.push(text.get(from..end).and_then(|label| vocabulary.header_word(label)));
        labels.push(Span::new(from, end).shift(line.span.start()));
        from = end;
    }
    let carries = words.iter().flatten().any(|word| word.role.carries_tasks());
    if labels.len() < 3 || !carries {
        return None;
    }
    let shift = line.span.start();
    let header = Header {
        labels,
        roles: resolve(&words),
        before: Span::new(0, start).shift(shift),
        body: Span::new(from, text.len()).shift(shift),
        end: at.saturating_add(1),
    };
    match (header.body.is_empty(), numbered.is_some()) {
        (false, true) => Some(header),
        (false, false) => None,
        (true, _) => header.with_rows(lines, source, vocabulary),
    }
}

/// The longest header without a column of numbers, in bytes.
const MAX_BARE_HEADER: usize = 90;

/// Whether a line may be a header without a column of numbers: short, and a label from its start to its end.
fn may_be_header(text: &str, vocabulary: &Vocabulary) -> bool {
    const TAIL: usize = 4;
    let tail = || text.char_indices().rev().nth(TAIL - 1).and_then(|(at, _)| text.get(at..));
    text.len() <= MAX_BARE_HEADER
        && !text.contains(['。', ',', '，', ' '])
        && vocabulary.may_be_label(text)
        && tail().is_some_and(|tail| vocabulary.header_word(tail).is_some())
}

impl Header {
    /// The header with the lines below it that are rows; `None` where the first is none.
    fn with_rows(mut self, lines: &[Line], source: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let order = order(&self.roles)?;
        let first = self.end;
        let mut last = 0u32;
        for line in lines.iter().skip(first) {
            let text = line.span.slice(source).unwrap_or_default();
            let is_row = match order.number {
                Some(_) => match row_number(text) {
                    Some((_, value)) if (1..=MAX_MISSED.saturating_add(1)).contains(&value.wrapping_sub(last)) => {
                        last = value;
                        true
                    }
                    _ => false,
                },
                None => row_cells(line.span, &order, true, source, vocabulary).is_some(),
            };
            if !is_row {
                break;
            }
            self.end = self.end.saturating_add(1);
        }
        (self.end > first).then_some(self)
    }
}

/// The number that opens a row on a line of its own, and its length.
fn row_number(text: &str) -> Option<(usize, u32)> {
    let (value, length) = super::super::marker::arabic(text)?;
    starts_row(text, length).then_some((length, value))
}

/// The longest header, in characters.
const MAX_HEADER: usize = 160;

/// The ends of the labels of a header that starts at `start`: of all ways to cut it, the one whose words are longest.
///
/// 工作任务进展情况 is a label by its qualifiers and so are 工作任务 and 进展情况, 工作 and 任务: the square of the length of a
/// word weighs them.
fn labels(text: &str, start: usize, vocabulary: &Vocabulary) -> Vec<usize> {
    // By place: the weight of the labels that lead up to it, and where the last of them starts.
    let mut ways: std::collections::BTreeMap<usize, (usize, usize)> =
        std::collections::BTreeMap::from([(start, (0, start))]);
    let places: Vec<usize> = text
        .get(start..)
        .unwrap_or_default()
        .char_indices()
        .map(|(offset, _)| start.saturating_add(offset))
        .chain([text.len()])
        .take(MAX_HEADER)
        .collect();
    for (index, &at) in places.iter().enumerate() {
        let Some(&(weight, _)) = ways.get(&at) else { continue };
        for &end in places.iter().skip(index.saturating_add(2)).take(MAX_LABEL) {
            let Some(own) = text.get(at..end).and_then(|label| weight_of(label, vocabulary)) else { continue };
            let weight = weight.saturating_add(own);
            if ways.get(&end).is_none_or(|&(known, _)| known <= weight) {
                ways.insert(end, (weight, at));
            }
        }
    }
    let best = ways.iter().max_by_key(|&(&end, &(weight, _))| (weight, end)).map_or(start, |(&end, _)| end);
    let mut cuts = Vec::new();
    let mut at = best;
    while at > start {
        cuts.push(at);
        at = ways.get(&at).map_or(start, |&(_, from)| from);
    }
    cuts.reverse();
    cuts
}

/// The weight of a label: its length in characters squared, without the qualifiers before its word.
fn weight_of(label: &str, vocabulary: &Vocabulary) -> Option<usize> {
    // A tail (`及…`) would swallow the next label, so only whole labels count (内容与要求).
    if label.contains(['、', '及', '和', '与', '(', '（', '/']) && vocabulary.headers.get(label).is_none() {
        return None;
    }
    vocabulary.header_word(label)?;
    if is_two(label, vocabulary) {
        return None;
    }
    let mut words = label.char_indices().filter_map(|(at, _)| label.get(at..));
    let word = words.find(|word| vocabulary.headers.get(word).is_some())?;
    let (whole, word) = (label.chars().count(), word.chars().count());
    Some(word.saturating_mul(word).saturating_add(whole.saturating_sub(word)))
}

/// Whether a label is that of what is to be done and that of what was done: 工作目标|完成情况.
fn is_two(label: &str, vocabulary: &Vocabulary) -> bool {
    const SHORTEST: usize = 4;
    let role = |label: &str| vocabulary.headers.get(label).map(|word| word.role);
    label.char_indices().any(|(at, _)| {
        let (head, tail) = label.split_at_checked(at).unwrap_or_default();
        is_longer(tail, SHORTEST - 1)
            && role(head) == Some(ColumnRole::Task)
            && role(tail) == Some(ColumnRole::Progress)
    })
}

/// Reads the rows and appends them as a table; what cannot be told apart is a paragraph with a diagnostic.
///
/// `lines` are those below the header that are rows.
pub(super) fn read(
    builder: &mut DocumentBuilder,
    header: &Header,
    lines: &[Line],
    source: &str,
    vocabulary: &Vocabulary,
) {
    if !header.before.is_empty() {
        builder.block(Block::Paragraph(header.before));
    }
    let mut cells: Vec<Cell> =
        header.labels.iter().enumerate().map(|(column, &span)| Cell::new(0, column, [span])).collect();
    let order = order(&header.roles);
    let mut lost = Vec::new();
    let rows = if lines.is_empty() {
        rows(header.body, source, vocabulary)
    } else {
        let numbered = header.roles.first() == Some(&ColumnRole::Number);
        lines.iter().map(|line| row_of(line, numbered, source)).collect()
    };
    for (index, Row { number, rest, single }) in rows.into_iter().enumerate() {
        let row = index.saturating_add(1);
        let order = order.as_ref().filter(|_| single);
        match order.and_then(|order| row_cells(rest, order, !lines.is_empty(), source, vocabulary)) {
            Some(parts) => {
                cells.extend((!number.is_empty()).then(|| Cell::new(row, 0, [number])));
                cells.extend(parts.into_iter().map(|(column, spans)| Cell::new(row, column, spans)));
            }
            None => lost.push(number.cover(rest)),
        }
    }
    let told = cells.iter().any(|cell| cell.row() > 0);
    if told {
        builder.table(Table::with_header(cells, 1, header.roles.clone()));
    } else {
        let labels = header.labels.iter().copied().reduce(Span::cover).unwrap_or_default();
        lost.insert(0, labels);
    }
    for span in lost {
        builder.report(
            Code::GluedText,
            Severity::Warning,
            span,
            "cells that have run together and cannot be told apart",
        );
    }
}

/// The row on a line of its own.
fn row_of(line: &Line, numbered: bool, source: &str) -> Row {
    let text = line.span.slice(source).unwrap_or_default();
    let length = if numbered { row_number(text).map_or(0, |(length, _)| length) } else { 0 };
    let number = line.span.start().saturating_add(length);
    Row { number: Span::new(line.span.start(), number), rest: Span::new(number, line.span.end()), single: true }
}

/// The columns of a table whose rows can be told apart: task, progress, and if there are any, number, units and status.
struct Order {
    number: Option<usize>,
    task: usize,
    progress: usize,
    units: Option<usize>,
    status: Option<usize>,
}

fn order(roles: &[ColumnRole]) -> Option<Order> {
    let place = |wanted: &dyn Fn(ColumnRole) -> bool| roles.iter().position(|&role| wanted(role));
    let (task, progress) = (place(&|role| role == ColumnRole::Task)?, place(&|role| role == ColumnRole::Progress)?);
    let (units, status) = (place(&ColumnRole::is_units), place(&|role| role == ColumnRole::Status));
    let number = place(&|role| role == ColumnRole::Number);
    let places = [number, Some(task), Some(progress), units, status];
    let known = places.iter().flatten().count();
    let in_order = places.into_iter().flatten().is_sorted();
    (known == roles.len() && in_order).then_some(Order { number, task, progress, units, status })
}

/// One row: its number, what follows it, and whether the next row is the next by number, so that it is no more than one.
struct Row {
    number: Span,
    rest: Span,
    single: bool,
}

/// How many row numbers may be missed.
const MAX_MISSED: u32 = 2;

/// Cuts the body at the row numbers.
fn rows(body: Span, source: &str, vocabulary: &Vocabulary) -> Vec<Row> {
    let text = body.slice(source).unwrap_or_default();
    let mut numbers: Vec<(Span, u32)> = Vec::new();
    let mut expected = 1u32;
    let mut at = 0usize;
    while let Some(c) = char_at(text, at) {
        let Some((value, length)) = digit(c).and_then(|_| super::super::marker::arabic(text.get(at..)?)) else {
            at = at.saturating_add(c.len_utf8());
            // A number of more digits than a row has is passed over whole.
            while char_before(text, at).is_some_and(|c| digit(c).is_some())
                && char_at(text, at).is_some_and(|c| digit(c).is_some())
            {
                at = at.saturating_add(char_at(text, at).map_or(1, char::len_utf8));
            }
            continue;
        };
        let end = at.saturating_add(length);
        let near = (expected..=expected.saturating_add(MAX_MISSED)).contains(&value);
        if near && starts_row(text, end) && (at == 0 || ends_cell(text, at, vocabulary)) {
            numbers.push((Span::new(at, end), value));
            expected = value.saturating_add(1);
        }
        at = end;
    }
    let nexts = numbers.iter().map(|&(next, value)| (next.start(), Some(value))).skip(1).chain([(text.len(), None)]);
    let rows = numbers.iter().zip(nexts).map(|(&(number, value), (end, next))| Row {
        number: number.shift(body.start()),
        rest: Span::new(number.end(), end).shift(body.start()),
        single: next.is_none_or(|next| next == value.saturating_add(1)),
    });
    rows.collect()
}

/// Whether what follows a number is a word, not what it counts or goes on with.
fn starts_row(text: &str, at: usize) -> bool {
    const COUNTED: &str = "个家项条月年日号时分万亿千百十元人名户次位件套台座所处亩吨米公平方立倍成期批层级轮类辆艘班届场起宗只头株棵本册份张度周季岁路街线镇村栋幢间架门支支点多余几来";
    char_at(text, at).is_some_and(|c| {
        c as u32 >= 0x2e80 && !COUNTED.contains(c) && !matches!(c, '、' | '。' | '，' | '；' | '：' | '％' | '）')
    }) || char_at(text, at).is_some_and(|c| matches!(c, '“' | '《' | '"'))
}

/// Whether a cell may end before `at`: with a sentence, a bracket, a unit or a status.
fn ends_cell(text: &str, at: usize, vocabulary: &Vocabulary) -> bool {
    if char_before(text, at).is_some_and(|c| matches!(c, '。' | '；' | ';' | ')' | '）' | '%' | ']')) {
        return true;
    }
    let from = text.get(..at).map_or(0, |head| head.char_indices().rev().nth(11).map_or(0, |(from, _)| from));
    let tail = text.get(from..at).unwrap_or_default();
    let status = tail
        .char_indices()
        .any(|(offset, _)| tail.get(offset..).is_some_and(|word| vocabulary.statuses_kind(word).is_some()));
    status || vocabulary.has_unit_suffix(tail)
}

/// The cells of a row, by column; `None` where they cannot be told apart. A row that has its line (`alone`) is no more than
/// one, so that its sentences tell what is to be done from what was done.
fn row_cells(
    row: Span,
    order: &Order,
    alone: bool,
    source: &str,
    vocabulary: &Vocabulary,
) -> Option<Vec<(usize, Vec<Span>)>> {
    let text = row.slice(source)?;
    let mut cells = Vec::new();
    let mut end = text.len();
    if let Some(column) = order.status {
        let starts = text.char_indices().rev().take(12).map(|(at, _)| at);
        let status =
            starts.filter(|&at| text.get(at..).is_some_and(|word| vocabulary.statuses_kind(word).is_some())).last();
        if let Some(at) = status {
            cells.push((column, vec![Span::new(at, end).shift(row.start())]));
            end = at;
        }
    }
    if let Some(column) = order.units {
        let head = text.get(..end)?;
        let start = head
            .char_indices()
            .rev()
            .find(|&(_, c)| matches!(c, '。' | '；' | ';'))
            .map(|(at, c)| at.saturating_add(c.len_utf8()))?;
        let units = head.get(start..)?;
        if vocabulary.units(units) != Units::Yes {
            return None;
        }
        cells.push((column, vec![Span::new(start, end).shift(row.start())]));
        end = start;
    }
    let body = text.get(..end)?;
    let split = split_at_bracket(body)
        .or_else(|| split_at_marker(body))
        .or_else(|| if alone { split_at_report(body, vocabulary) } else { None })?;
    let (task, progress) = (body.get(..split)?, body.get(split..)?);
    if task.is_empty() || progress.is_empty() {
        return None;
    }
    cells.push((order.task, vec![Span::new(0, split).shift(row.start())]));
    cells.push((
        order.progress,
        items(progress).into_iter().map(|span| span.shift(row.start().saturating_add(split))).collect(),
    ));
    Some(cells)
}

/// The end of a bracket that names units: the task ends with it.
fn split_at_bracket(body: &str) -> Option<usize> {
    let label =
        ["(牵头单位", "（牵头单位", "[牵头单位", "(责任单位", "（责任单位", "(牵头部门", "（牵头部门", "[责任单位"];
    let open = label.iter().filter_map(|label| body.find(label)).min()?;
    let mut depth = 0usize;
    for (at, c) in body.get(open..)?.char_indices() {
        match c {
            '(' | '（' | '[' => depth = depth.saturating_add(1),
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return Some(open.saturating_add(at).saturating_add(c.len_utf8()));
        }
    }
    None
}

/// The first marker of a list after the end of a sentence.
fn split_at_marker(body: &str) -> Option<usize> {
    let mut after_sentence = false;
    for (at, c) in body.char_indices() {
        if after_sentence && (digit(c).is_some() || ('\u{2460}'..='\u{2793}').contains(&c)) {
            let found = body.get(at..).and_then(marker);
            let list = |style| matches!(style, MarkerStyle::Arabic | MarkerStyle::Circled | MarkerStyle::ArabicBracket);
            if found.is_some_and(|found| found.value == 1 && !found.doubtful && list(found.style)) {
                return Some(at);
            }
        }
        after_sentence = matches!(c, '。' | '；' | ';');
    }
    None
}

/// The start of the first sentence behind another that reads like a report of what was done; of the second one, where none
/// does.
fn split_at_report(body: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let ends = body.match_indices(['。', '；', ';']).map(|(at, mark)| at.saturating_add(mark.len()));
    let starts: Vec<usize> = ends.filter(|&end| end < body.len()).collect();
    let reports =
        |&&start: &&usize| body.get(start..).is_some_and(|rest| vocabulary.cues.sum(first_sentence(rest)) > 0);
    starts.iter().find(reports).or(starts.first()).copied()
}

fn first_sentence(text: &str) -> &str {
    text.split_inclusive(['。', '；', ';']).next().unwrap_or(text)
}

/// The items of a progress, each from its marker on.
fn items(progress: &str) -> Vec<Span> {
    let mut starts = vec![0usize];
    let Some(first) = marker(progress) else { return vec![Span::new(0, progress.len())] };
    let mut expected = first.value.saturating_add(1);
    let mut after_sentence = false;
    for (at, c) in progress.char_indices() {
        if after_sentence
            && let Some(found) = progress.get(at..).filter(|_| digit(c).is_some() || !c.is_ascii()).and_then(marker)
            && found.start == 0
            && found.style == first.style
            && found.value == expected
        {
            starts.push(at);
            expected = expected.saturating_add(1);
        }
        after_sentence = matches!(c, '。' | '；' | ';');
    }
    let ends = starts.iter().copied().skip(1).chain([progress.len()]);
    starts.iter().zip(ends).map(|(&start, end)| Span::new(start, end)).collect()
}
