//! The header of a table whose labels stand on lines of their own.

use super::super::role::{HeaderWord, resolve};
use super::super::{Cell, ColumnRole, Vocabulary};
use super::Line;
use crate::span::Span;
use crate::text::is_longer;

/// A header that was found: its labels and what its columns hold.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The line after its last.
    pub(super) end: usize,
    /// The labels, a column each.
    pub(super) labels: Vec<Label>,
    pub(super) roles: Vec<ColumnRole>,
    /// How many empty lines part any two cells; 0 where nothing does.
    pub(super) gap: usize,
    /// What parts the cells parts the lines of one as well, as the labels show.
    pub(super) cut: bool,
}

/// One label of a header.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) lines: Vec<Span>,
    pub(super) word: Option<HeaderWord>,
    /// The label of the upper row that stands over it, and over how many columns from here on.
    over: Option<(Vec<Span>, usize)>,
    /// It stands in the lower of two rows.
    under: bool,
}

impl Label {
    pub(super) const fn new(lines: Vec<Span>, word: Option<HeaderWord>) -> Self {
        Self { lines, word, over: None, under: false }
    }

    fn role(&self) -> ColumnRole {
        self.word.map_or(ColumnRole::Unknown, |word| word.role)
    }
}

/// The most labels that a header has.
const MAX_LABELS: usize = 24;

/// The longest label that no vocabulary knows, in characters.
const MAX_UNKNOWN_LABEL: usize = 14;

/// The longest piece of a label that is broken over two cells, in characters.
const MAX_LABEL_PIECE: usize = 4;

/// Reads a header that starts at `lines[at]`.
///
/// ```text
/// header = label { label }        at least two of them known, one of them the task or the progress
/// label  = a known label, over one line or several lines with no empty line between
///        | a short text between two known ones, or between a known one and the first row number
/// ```
pub(super) fn header_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Header> {
    let first = lines.get(at)?.span.slice(source)?;
    // Most lines are no labels: the cheap tests first.
    if first.len() > 120 {
        return None;
    }
    let known = vocabulary.header_word(first).is_some();
    // What is no label may be the first line of one that is broken over several.
    let broken = first.len() <= 12 && lines.get(at.saturating_add(1)).is_some_and(|line| line.gap == 0);
    // 序 and 号, parted as cells are.
    let cut = || {
        let next = lines.get(at.saturating_add(1)).and_then(|line| line.span.slice(source)).unwrap_or_default();
        first.len() <= 6 && next.len() <= 6 && vocabulary.header_word(&[first, next].concat()).is_some()
    };
    let cut = cut();
    let parted = (known || broken || cut).then(|| header_in(lines, at, source, vocabulary, true)).flatten();
    parted.or_else(|| (known || cut).then(|| header_in(lines, at, source, vocabulary, false)).flatten())
}

fn header_in(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary, parted: bool) -> Option<Header> {
    let mut labels: Vec<Label> = Vec::new();
    let (mut next, mut end, mut kept) = (at, at, 0usize);
    let mut unknown_run = 0usize;
    let (mut cut, mut broken) = (false, false);
    while labels.len() < MAX_LABELS {
        let Some((mut spans, mut after)) = label_lines(lines, next, parted) else { break };
        let text_of = |spans: &[Span]| {
            spans.iter().fold(String::new(), |text, span| text + span.slice(source).unwrap_or_default())
        };
        let mut text = text_of(&spans);
        // 总投资 and (万元): a bracket alone goes on with the label before it.
        if text.starts_with(['(', '（'])
            && text.ends_with([')', '）'])
            && let Some(label) = labels.last_mut()
        {
            label.lines.extend(spans);
            next = after;
            end = if label.word.is_some() { next } else { end };
            continue;
        }
        let mut word = if labels.is_empty() { vocabulary.header_word(&text) } else { vocabulary.header_cell(&text) };
        // 责任 and 领导: a label that is broken where cells are parted as well. Where others are, 责任 and 单位 are one too.
        let piece = !is_longer(&text, MAX_LABEL_PIECE) || vocabulary.qualifies(&text);
        if (word.is_none() || broken && !is_longer(&text, 2))
            && piece
            && let Some((more, beyond)) = label_lines(lines, after, parted)
            && let whole = text_of(&[spans.as_slice(), more.as_slice()].concat())
            && let known @ Some(_) = vocabulary
                .header_word(&whole)
                .or_else(|| if vocabulary.qualifies(&text) { vocabulary.compound_label(&whole) } else { None })
        {
            spans.extend(more);
            broken = true;
            cut |= parted;
            (text, word, after) = (whole, known, beyond);
        }
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
                let worded = |label: &Label| {
                    let text = label.lines.last().and_then(|line| line.slice(source));
                    // 李卫国市长牵头重点工作 is such a heading.
                    text.and_then(|text| vocabulary.compound_label(text)).is_some_and(|word| {
                        !matches!(word.role, ColumnRole::Task | ColumnRole::Category | ColumnRole::Title)
                    })
                };
                if number
                    && labels.iter().any(|label| label.role() == ColumnRole::Number)
                    && labels.iter().rev().take(unknown_run).all(worded)
                {
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
        labels.push(Label::new(spans, word));
        next = after;
        if word.is_some() {
            (kept, end) = (labels.len(), next);
        }
    }
    labels.truncate(kept);
    let known = labels.iter().filter(|label| label.word.is_some()).count();
    if known >= 2 {
        name_compounds(&mut labels, source, vocabulary);
    }
    let carries = labels.iter().any(|label| label.role().carries_tasks());
    if known < 2 || !carries || known.saturating_mul(2) < labels.len() {
        return None;
    }
    // What was done stands after the number of the row; before it stands a title that is worded like a label.
    let first = labels.first().map(Label::role);
    let numbered = labels.iter().skip(1).any(|label| label.role() == ColumnRole::Number);
    if numbered
        && (matches!(first, Some(ColumnRole::Progress | ColumnRole::Status | ColumnRole::Plan))
            || labels.first().is_some_and(|label| names_both(label, source, vocabulary)))
    {
        return None;
    }
    let labels = one_row(labels);
    let words: Vec<Option<HeaderWord>> = labels.iter().map(|label| label.word).collect();
    let roles = resolve(&words);
    // 目标 and 任务 in a row are words of a text; a table has more than what is to be done.
    let kinds: std::collections::BTreeSet<ColumnRole> = roles.iter().copied().collect();
    if kinds.len() < 2 {
        return None;
    }
    let gap = if parted { usual_gap(lines.get(at..end).unwrap_or_default()) } else { 0 };
    Some(Header { end, labels, roles, gap, cut })
}

/// Whether a label names what is to be done and what was done: 任务分解及进展(1-8月) is the title of a table.
fn names_both(label: &Label, source: &str, vocabulary: &Vocabulary) -> bool {
    let text: String = label.lines.iter().filter_map(|line| line.slice(source)).collect();
    let tail = text.split_once(['及', '和', '与', '暨']).map(|(_, tail)| tail);
    label.role() == ColumnRole::Task
        && tail.and_then(|tail| vocabulary.header_word(tail)).is_some_and(|word| word.role == ColumnRole::Progress)
}

/// Tells labels that nothing knows by their ends.
pub(super) fn name_compounds(labels: &mut [Label], source: &str, vocabulary: &Vocabulary) {
    for label in labels.iter_mut().filter(|label| label.word.is_none()) {
        let text: String = label.lines.iter().filter_map(|line| line.slice(source)).collect();
        label.word = vocabulary.compound_label(&text);
    }
}

/// Reads a header whose labels all stand on `lines[at]`, between blanks, over cells on lines of their own.
///
/// ```text
/// header = label blank label blank label { blank label }        all of them known
/// ```
pub(super) fn inline_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Header> {
    /// How many lines tell what parts the cells.
    const SAMPLE: usize = 24;
    let labels = super::blanks::labels(lines.get(at)?, source, vocabulary)?.labels;
    let words: Vec<Option<HeaderWord>> = labels.iter().map(|(_, word)| Some(*word)).collect();
    let roles = resolve(&words);
    let labels = labels.into_iter().map(|(span, word)| Label::new(vec![span], Some(word))).collect();
    let end = at.saturating_add(1);
    let below = lines.get(end..).unwrap_or_default();
    let below = below.get(..below.len().min(SAMPLE)).unwrap_or_default();
    let parted = below.iter().filter(|line| line.gap > 0).count();
    let gap = if parted.saturating_mul(3) >= below.len() { usual_gap(below) } else { 0 };
    Some(Header { end, labels, roles, gap, cut: false })
}

/// How many empty lines part the labels of a header: those before most of them.
pub(super) fn usual_gap(lines: &[Line]) -> usize {
    let mut gaps: Vec<usize> = lines.iter().skip(1).map(|line| line.gap).filter(|&gap| gap > 0).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(1)
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
pub(super) fn one_row(labels: Vec<Label>) -> Vec<Label> {
    let task = |label: &Label| matches!(label.role(), ColumnRole::Task | ColumnRole::Category);
    let done = |label: &Label| matches!(label.role(), ColumnRole::Progress | ColumnRole::Status);
    let second = labels.iter().position(done).and_then(|done| {
        let rest = labels.iter().enumerate().skip(done.saturating_add(1));
        rest.filter(|(_, label)| task(label)).map(|(index, _)| index).next()
    });
    let task_before = |second: usize| labels.iter().take(second).any(task);
    let Some(second) = second.filter(|&second| task_before(second)) else { return labels };
    let mut upper = labels;
    let lower = upper.split_off(second);
    let (tasks, rest): (Vec<Label>, Vec<Label>) = lower.into_iter().partition(task);
    let (mut tasks, mut rest) = (Some(tasks), Some(rest));
    let mut row = Vec::new();
    for label in upper {
        let below = if task(&label) {
            tasks.take()
        } else if done(&label) {
            rest.take().filter(|rest| !rest.is_empty())
        } else {
            None
        };
        let Some(mut below) = below else {
            row.push(label);
            continue;
        };
        let width = below.len();
        for label in &mut below {
            label.under = true;
        }
        if let Some(first) = below.first_mut() {
            first.over = Some((label.lines, width));
        }
        row.extend(below);
    }
    row.extend(rest.into_iter().flatten());
    row
}

/// The cells of a header, and how many rows they make.
pub(super) fn header_cells(labels: &[Label]) -> (Vec<Cell>, usize) {
    let rows = if labels.iter().any(|label| label.under) { 2 } else { 1 };
    let mut cells = Vec::new();
    for (column, label) in labels.iter().enumerate() {
        if let Some((lines, width)) = &label.over {
            cells.push(Cell::new(0, column, lines.iter().copied()).spanning(1, *width));
        }
        let (row, height) = if label.under { (1, 1) } else { (0, rows) };
        cells.push(Cell::new(row, column, label.lines.iter().copied()).spanning(height, 1));
    }
    (cells, rows)
}
