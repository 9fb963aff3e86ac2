//! Tables whose cells stand between blanks, as those of a page that was laid out in columns.
//!
//! ```text
//! table  = header row { row | rest }
//! header = at least three labels between blanks, one of them at most told by its end alone, some of which may go on in the
//!          line below them
//! row    = cells between blanks: its number in front, or as many cells as there are labels
//!        | the labels again, as at the head of a page
//! rest   = an indented line under a row with a number: more of the cells that start where its pieces do, else of the last cell
//! ```
//!
//! Where two blanks or more part all labels, a single one stands inside a cell.

use unicode_width::UnicodeWidthStr;

use super::super::role::HeaderWord;
use super::super::{ColumnRole, Vocabulary, row_number};
use super::Line;
use super::lines::is_note;
use super::prose::key_value;
use super::rows::{Grid, Row};
use crate::span::Span;
use crate::text::{has_blank, head, is_blank};

/// How far into a line the end of its first label is looked for, in characters.
const FIRST_LABEL_REACH: usize = 64;

/// The fewest labels of a header between blanks, and the most.
const LABELS: std::ops::RangeInclusive<usize> = 3..=24;

/// The longest line that is cut, in bytes: a longer one is prose.
const MAX_LINE: usize = 4000;

/// The fewest columns of a terminal by which a line goes on with a cell is indented.
const MIN_INDENT: usize = 4;

/// How many columns a line that goes on may stand beside the cell that it goes on with.
const SLACK: usize = 1;

/// The labels of a table that stand on one line between blanks.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) labels: Vec<(Span, HeaderWord)>,
    /// Whether two blanks or more part all of them.
    wide: bool,
}

/// Reads the labels of a line.
pub(super) fn labels(line: &Line, source: &str, vocabulary: &Vocabulary) -> Option<Labels> {
    // Most lines do not begin with a label: the cheap test first.
    let text = line.span.slice(source)?;
    if !vocabulary.may_be_label(text) {
        return None;
    }
    let start = head(text, FIRST_LABEL_REACH);
    if !has_blank(start) {
        return None;
    }
    let narrow = || start.split(is_blank).next().and_then(|label| vocabulary.header_word(label));
    let wide = || first_wide(start).and_then(|label| vocabulary.header_word(label));
    narrow().or_else(wide)?;
    [true, false].into_iter().find_map(|wide| {
        let labels = known(&cut(line, source, wide)?, source, vocabulary)?;
        Some(Labels { labels, wide })
    })
}

/// A header: the lines of each label.
struct Header {
    labels: Row,
    numbered: bool,
    wide: bool,
    /// The line behind it.
    end: usize,
}

/// Reads the header that starts at `lines[at]`.
fn header(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Header> {
    let first = lines.get(at)?;
    let numbered = |word: Option<&HeaderWord>| word.is_some_and(|word| word.role == ColumnRole::Number);
    if let Some(Labels { labels, wide }) = labels(first, source, vocabulary) {
        let numbered = numbered(labels.first().map(|(_, word)| word));
        let labels = labels.into_iter().map(|(span, _)| vec![span]).collect();
        return Some(Header { labels, numbered, wide, end: at.saturating_add(1) });
    }
    let (labels, words) = broken(first, lines.get(at.saturating_add(1))?, source, vocabulary)?;
    Some(Header { labels, numbered: numbered(words.first()), wide: true, end: at.saturating_add(2) })
}

/// The labels of two lines: what stands under the start of a label is the rest of it.
fn broken(first: &Line, next: &Line, source: &str, vocabulary: &Vocabulary) -> Option<(Row, Vec<HeaderWord>)> {
    /// The longest line of the ends of labels, in bytes.
    const LONGEST: usize = 200;
    let text = first.span.slice(source)?;
    if next.gap > 0 || next.span.len() > LONGEST || !vocabulary.may_be_label(text) || !has_blank(text) {
        return None;
    }
    let mut labels: Row = cut(first, source, true)?.into_iter().map(|cell| vec![cell]).collect();
    if !LABELS.contains(&labels.len()) {
        return None;
    }
    let starts: Vec<Column> = labels.iter().flatten().map(|&cell| Column::of(first, cell, source)).collect();
    for cell in cut(next, source, true)? {
        let at = Column::of(next, cell, source);
        let above = starts.iter().position(|start| start.is_near(at))?;
        labels.get_mut(above)?.push(cell);
    }
    let words = |label: &Vec<Span>| {
        let text: String = label.iter().filter_map(|cell| cell.slice(source)).collect();
        vocabulary.header_word(&text)
    };
    let words: Vec<HeaderWord> = labels.iter().map(words).collect::<Option<_>>()?;
    words.iter().any(|word| word.role.carries_tasks()).then_some((labels, words))
}

/// What stands before the first two blanks, if a single one stands before them.
fn first_wide(text: &str) -> Option<&str> {
    let wide = text.match_indices(is_blank).find(|&(at, blank)| {
        !is_narrow(blank) || text.get(at.saturating_add(blank.len())..).is_some_and(|rest| rest.starts_with(is_blank))
    });
    let label = text.get(..wide?.0)?;
    label.contains(is_blank).then_some(label)
}

/// Whether a blank is as wide as one column of a terminal: an ideographic space or a tab is as wide as two.
fn is_narrow(blank: &str) -> bool {
    matches!(blank, " " | "\u{a0}")
}

/// The cells as labels, if they are those of a table of tasks.
fn known(cells: &[Span], source: &str, vocabulary: &Vocabulary) -> Option<Vec<(Span, HeaderWord)>> {
    if !LABELS.contains(&cells.len()) {
        return None;
    }
    let mut told = 0usize;
    let mut labels = Vec::with_capacity(cells.len());
    for &span in cells {
        let text = span.slice(source)?;
        let word = vocabulary.header_word(text);
        told = told.saturating_add(usize::from(word.is_some()));
        labels.push((span, word.or_else(|| vocabulary.compound_label(text))?));
    }
    let enough = told >= *LABELS.start() && told.saturating_add(1) >= cells.len();
    (enough && labels.iter().any(|(_, word)| word.role.carries_tasks())).then_some(labels)
}

/// Reads the table whose labels stand at `lines[at]`.
pub(super) fn block_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Grid> {
    let Header { labels, numbered, wide, end } = header(lines, at, source, vocabulary)?;
    let columns = labels.len();
    let mut rows: Vec<Row> = vec![labels];
    // Where the cells of the last row start, and which row that is.
    let mut starts: Vec<Column> = Vec::new();
    let mut open = 0usize;
    let mut end = end;
    while let Some(line) = lines.get(end) {
        if numbered
            && rows.len() > 1
            && let Some(labels) = repeated(&rows, lines.get(end..).unwrap_or_default(), source)
        {
            end = end.saturating_add(header_lines(&rows));
            rows.push(labels);
            continue;
        }
        let Some(cells) = row(line, source, wide, columns) else { break };
        let first = cells.first().and_then(|span| span.slice(source)).unwrap_or_default();
        let opens = if numbered { row_number(first).is_some() } else { cells.len() == columns };
        if opens && cells.len() > 1 {
            starts = cells.iter().map(|cell| Column::of(line, *cell, source)).collect();
            open = rows.len();
            rows.push(cells.into_iter().map(|cell| vec![cell]).collect());
        } else if numbered && rows.len() > 1 && goes_on(line, source, vocabulary) {
            let row = rows.get_mut(open)?;
            let alone = cells.len() == 1;
            for cell in cells {
                let at = Column::of(line, cell, source);
                let below = starts.iter().position(|start| start.is_near(at));
                let column = below.unwrap_or(row.len().saturating_sub(1));
                let last = column.saturating_add(1) == row.len();
                let Some(paragraphs) = row.get_mut(column) else { continue };
                match paragraphs.last_mut() {
                    // Nothing stands between the last cell of a row and the line below it that is all of that cell.
                    Some(before) if last && alone && continues(*before, cell, source) => *before = before.cover(cell),
                    _ => paragraphs.push(cell),
                }
            }
        } else {
            break;
        }
        end = end.saturating_add(1);
    }
    (rows.len() >= 2).then(|| Grid::of_rows(rows, end))
}

/// Whether an indented line goes on with the row above it.
fn goes_on(line: &Line, source: &str, vocabulary: &Vocabulary) -> bool {
    let text = line.span.slice(source).unwrap_or_default();
    line.gap == 0
        && indent(line, line.span, source) >= MIN_INDENT
        && !is_note(text)
        && key_value(text, vocabulary).is_none()
}

/// Whether a sentence that the row has begun goes on with the line below it.
fn continues(before: Span, line: Span, source: &str) -> bool {
    let text = before.slice(source).unwrap_or_default();
    let item = line.slice(source).and_then(super::marker).is_some_and(|found| !found.doubtful);
    !item && !text.ends_with(['。', ';', '；', '、'])
}

/// How many lines the header takes.
fn header_lines(rows: &[Row]) -> usize {
    rows.first().into_iter().flatten().map(Vec::len).max().unwrap_or(1)
}

/// The labels of the lines, if they are the header again.
fn repeated(rows: &[Row], lines: &[Line], source: &str) -> Option<Row> {
    let labels = rows.first()?;
    let mut again: Row = vec![Vec::new(); labels.len()];
    for index in 0..header_lines(rows) {
        let mut cells = cut(lines.get(index)?, source, true)?.into_iter();
        for (label, again) in labels.iter().zip(&mut again) {
            let Some(label) = label.get(index) else { continue };
            let cell = cells.next().filter(|cell| cell.slice(source) == label.slice(source))?;
            again.push(cell);
        }
        if cells.next().is_some() {
            return None;
        }
    }
    Some(again)
}

/// The column of a terminal in which a piece of the line starts.
fn indent(line: &Line, piece: Span, source: &str) -> usize {
    source.get(line.whole.start()..piece.start()).map_or(0, UnicodeWidthStr::width)
}

/// Where a piece starts, in columns: where “ and the like take one, and where they take two as ideographs do.
#[derive(Clone, Copy)]
struct Column {
    narrow: usize,
    wide: usize,
}

impl Column {
    fn of(line: &Line, piece: Span, source: &str) -> Self {
        let before = source.get(line.whole.start()..piece.start()).unwrap_or_default();
        Self { narrow: before.width(), wide: before.width_cjk() }
    }

    fn is_near(self, other: Self) -> bool {
        self.narrow.abs_diff(other.narrow) <= SLACK || self.wide.abs_diff(other.wide) <= SLACK
    }
}

/// The cells of a row; one of a wide table may be parted by single blanks all the same.
fn row(line: &Line, source: &str, wide: bool, columns: usize) -> Option<Vec<Span>> {
    let cells = cut(line, source, wide)?;
    if wide && cells.len() < columns && indent(line, line.span, source) < MIN_INDENT {
        let all = cut(line, source, false)?;
        if all.len() == columns {
            return Some(all);
        }
    }
    Some(cells)
}

/// The pieces of a line between blanks, between two blanks or more where it is `wide`; `None` for prose.
fn cut(line: &Line, source: &str, wide: bool) -> Option<Vec<Span>> {
    let text = line.span.slice(source)?;
    let indented = line.whole.start() < line.span.start();
    if text.len() > MAX_LINE || !(indented || text.contains(is_blank)) {
        return None;
    }
    let mut cells: Vec<Span> = Vec::new();
    let mut at = line.span.start();
    for piece in text.split(is_blank) {
        let end = at.saturating_add(piece.len());
        if !piece.is_empty() {
            let gap = cells.last().map_or("", |last| source.get(last.end()..at).unwrap_or_default());
            match cells.last_mut() {
                Some(last) if wide && is_narrow(gap) => *last = last.cover(Span::new(at, end)),
                _ => cells.push(Span::new(at, end)),
            }
        }
        // What parts the pieces is a blank of one to three bytes.
        at = end.saturating_add(source.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    }
    Some(cells)
}
