//! Tables whose cells stand between bars, tabs or blanks, a row a line.

use super::super::role::{HeaderWord, resolve};
use super::super::{Block, Cell, ColumnRole, DocumentBuilder, Page, Table, Vocabulary};
use super::Line;
use super::align::{self, ListPlace, NumberFit, Piece};
use super::lines::{one_row, spans_rows};
use crate::limits::MAX_CELL_SPAN;
use crate::span::Span;
use crate::text::is_blank;

/// Lines that are rows.
#[derive(Debug)]
pub(super) struct Grid {
    end: usize,
    /// Cells by rows; an empty cell has an empty span.
    rows: Vec<Vec<Vec<Span>>>,
}

impl Grid {
    /// The line after the last.
    pub(super) const fn end(&self) -> usize {
        self.end
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    Bar,
    Tab,
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// The delimiter of a line that is a row.
fn delimiter(line: &Line, source: &str) -> Option<Delimiter> {
    let text = line.whole.slice(source)?;
    let mut bars = 0usize;
    let mut tab = false;
    // The first cells tell; a long cell is not read for this.
    for c in text.chars().take(2000) {
        bars = bars.saturating_add(usize::from(is_bar(c)));
        tab |= c == '\t';
        if bars >= 2 {
            return Some(Delimiter::Bar);
        }
    }
    (tab && line.span.slice(source)?.contains('\t')).then_some(Delimiter::Tab)
}

/// Reads the block of rows that starts at `lines[at]`.
///
/// ```text
/// block = row { row | rest }        at least two rows, or one row of metadata
/// row   = [ "|" ] cell { "|" cell } [ "|" ]  |  cell { TAB cell }
/// rest  = a line without bars after a row that has no bar at its end: it belongs to the last cell
/// blank = a line of at least three known labels between blanks; each line under it that has as many pieces is a row
/// ```
pub(super) fn block_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Grid> {
    let first = lines.get(at)?;
    let Some(kind) = delimiter(first, source) else { return blank_block_at(lines, at, source, vocabulary) };
    let mut rows: Vec<Vec<Vec<Span>>> = Vec::new();
    let mut end = at;
    let mut open = false;
    for line in lines.iter().skip(at) {
        let text = line.whole.slice(source).unwrap_or_default();
        let wide = rows.first().map_or(0, Vec::len);
        let last = rows.last().map_or(0, Vec::len);
        if kind == Delimiter::Bar
            && open
            && line.gap == 0
            && last < wide
            && !text.trim_start_matches(is_blank).starts_with(is_bar)
        {
            // The last cell goes on over the line break, and after it the row.
            let mut cells = cut(line, source, kind).into_iter();
            let count = last.saturating_add(cells.len()).saturating_sub(1);
            if count > wide {
                break;
            }
            if let Some(row) = rows.last_mut() {
                if let (Some(cell), Some(more)) = (row.last_mut(), cells.next().filter(|span| !span.is_empty())) {
                    cell.push(more);
                }
                row.extend(cells.map(|cell| if cell.is_empty() { Vec::new() } else { vec![cell] }));
            }
            open = !text.trim_end_matches(is_blank).ends_with(is_bar);
        } else if delimiter(line, source) == Some(kind) {
            let cells = cut(line, source, kind);
            open = kind == Delimiter::Bar && !text.trim_end_matches(is_blank).ends_with(is_bar);
            if !is_rule(&cells, source) {
                rows.push(
                    cells.into_iter().map(|cell| if cell.is_empty() { Vec::new() } else { vec![cell] }).collect(),
                );
            }
        } else {
            break;
        }
        end = end.saturating_add(1);
    }
    let of_metadata = rows.first().and_then(|row| row.first()).and_then(|cell| cell.first()).is_some_and(|label| {
        let label = label.slice(source).unwrap_or_default().trim_end_matches([':', '：']);
        vocabulary.page_labels.get(label.trim_matches(is_blank)).is_some()
    });
    (rows.len() >= 2 || of_metadata).then_some(Grid { end, rows })
}

fn blank_block_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Grid> {
    let header = cut_at_blanks(lines.get(at)?, source)?;
    if header.len() < 3 || header.len() > 24 {
        return None;
    }
    let words = header.iter().map(|span| vocabulary.header_word(span.slice(source).unwrap_or_default()));
    let words: Vec<HeaderWord> = words.collect::<Option<_>>()?;
    if !words.iter().any(|word| word.role.carries_tasks()) {
        return None;
    }
    let mut rows = vec![header];
    let mut end = at.saturating_add(1);
    for line in lines.iter().skip(end) {
        let Some(cells) = cut_at_blanks(line, source) else { break };
        let first = cells.first().and_then(|span| span.slice(source)).unwrap_or_default();
        let numbered = words.first().is_some_and(|word| word.role == ColumnRole::Number);
        let starts = super::super::row_number(first).is_some();
        if cells.len() < 2 || (numbered && !starts) || (!numbered && cells.len() != words.len()) {
            break;
        }
        rows.push(cells);
        end = end.saturating_add(1);
    }
    let rows: Vec<Vec<Vec<Span>>> =
        rows.into_iter().map(|row| row.into_iter().map(|cell| vec![cell]).collect()).collect();
    (rows.len() >= 2).then_some(Grid { end, rows })
}

/// The pieces of a line between blanks; `None` for a long line, which is prose.
fn cut_at_blanks(line: &Line, source: &str) -> Option<Vec<Span>> {
    let text = line.span.slice(source)?;
    if text.len() > 4000 || !text.contains(is_blank) {
        return None;
    }
    let mut cells = Vec::new();
    let mut at = line.span.start();
    for piece in text.split(is_blank) {
        let end = at.saturating_add(piece.len());
        if !piece.is_empty() {
            cells.push(Span::new(at, end));
        }
        // What parts the pieces is a blank of one to three bytes.
        at = end.saturating_add(source.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    }
    Some(cells)
}

/// The cells of a row, trimmed; an empty one is an empty span.
fn cut(line: &Line, source: &str, kind: Delimiter) -> Vec<Span> {
    let text = line.whole.slice(source).unwrap_or_default();
    let mut cells = Vec::new();
    let mut start = 0usize;
    let parts = |c: char| if kind == Delimiter::Bar { is_bar(c) } else { c == '\t' };
    for (at, c) in text.char_indices().filter(|&(_, c)| parts(c)).chain([(text.len(), '\n')]) {
        let cell = text.get(start..at).unwrap_or_default();
        let left = cell.trim_start_matches(is_blank);
        let inner = left.trim_end_matches(is_blank);
        let from = start.saturating_add(cell.len().saturating_sub(left.len()));
        cells.push(Span::new(from, from.saturating_add(inner.len())).shift(line.whole.start()));
        start = at.saturating_add(c.len_utf8());
    }
    if kind == Delimiter::Bar {
        // Bars close the cells; before the first and after the last there is none.
        if cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        if cells.first().is_some_and(|cell| cell.is_empty()) {
            cells.remove(0);
        }
    }
    cells
}

/// Whether a row only draws a line: `|---|---|`.
fn is_rule(cells: &[Span], source: &str) -> bool {
    cells.iter().all(|cell| {
        let text = cell.slice(source).unwrap_or_default();
        !text.is_empty() && text.chars().all(|c| matches!(c, '-' | ':' | '—' | '=' | '─'))
    })
}

/// Appends the rows as a table; a grid of metadata goes to `page`.
pub(super) fn read(
    builder: &mut DocumentBuilder,
    page: &mut Page<'_>,
    grid: &Grid,
    source: &str,
    vocabulary: &Vocabulary,
) {
    let header = header(grid, source, vocabulary);
    if header.is_none() && take_metadata(page, grid, source) {
        return;
    }
    let (height, roles) = header.unwrap_or_default();
    let columns = roles.len().max(grid.rows.iter().map(Vec::len).max().unwrap_or(0)).min(MAX_CELL_SPAN);
    let mut cells = Vec::new();
    for (row, texts) in grid.rows.iter().enumerate() {
        let places = match texts.len() {
            count if row < height || roles.is_empty() || count >= roles.len() => (0..count).collect(),
            1 => vec![0],
            _ => fit(texts, &roles, source, vocabulary),
        };
        let whole = texts.len() == 1 && columns > 1;
        for (text, column) in texts.iter().zip(places) {
            let cell = Cell::new(row, column, text.iter().copied());
            cells.push(if whole { cell.spanning(1, columns) } else { cell });
        }
    }
    merge_places(&mut cells);
    span_rows(&mut cells, height, &roles);
    let table = if roles.is_empty() { Table::new(cells) } else { Table::with_header(cells, height, roles) };
    page.offer_title(&table);
    page.close();
    let table = match builder.take_caption() {
        Some(caption) => table.captioned(caption),
        None => table,
    };
    builder.block(Block::Table(table));
}

/// Two pieces in one place are two paragraphs of a cell.
fn merge_places(cells: &mut Vec<Cell>) {
    let mut merged: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells.drain(..) {
        match merged.last_mut() {
            Some(last) if last.row() == cell.row() && last.column() == cell.column() => {
                last.extend(cell.paragraphs().iter().copied());
            }
            _ => merged.push(cell),
        }
    }
    *cells = merged;
}

/// Lets a category or a number stand for the rows below it that have none.
fn span_rows(cells: &mut [Cell], height: usize, roles: &[ColumnRole]) {
    let rows = cells.last().map_or(0, |cell| cell.row().saturating_add(1));
    for column in (0..roles.len()).filter(|&column| spans_rows(column, roles)) {
        let body = cells.iter().enumerate().filter(|(_, cell)| cell.row() >= height);
        // A heading over the whole table ends what spans.
        let stops: Vec<(usize, Option<usize>)> = body
            .filter(|(_, cell)| cell.column_span() > 1 || (cell.column() == column && !cell.paragraphs().is_empty()))
            .map(|(index, cell)| (cell.row(), (cell.column_span() == 1).then_some(index)))
            .collect();
        let ends: Vec<usize> = stops.iter().skip(1).map(|(row, _)| *row).chain([rows]).collect();
        for ((row, index), end) in stops.into_iter().zip(ends) {
            if let Some(cell) = index.and_then(|index| cells.get_mut(index)) {
                cell.set_row_span(end.saturating_sub(row));
            }
        }
    }
}

/// How many rows at the top are the header, and what the columns hold.
fn header(grid: &Grid, source: &str, vocabulary: &Vocabulary) -> Option<(usize, Vec<ColumnRole>)> {
    let text =
        |cell: &Vec<Span>| cell.iter().fold(String::new(), |text, span| text + span.slice(source).unwrap_or_default());
    let words = |row: &Vec<Vec<Span>>| -> Vec<(Vec<Span>, Option<HeaderWord>)> {
        row.iter().map(|cell| (cell.clone(), vocabulary.header_word(&text(cell)))).collect()
    };
    for (top, row) in grid.rows.iter().enumerate().take(4) {
        let mut labels = words(row);
        let known = labels.iter().filter(|(_, word)| word.is_some()).count();
        if known < 2 || known.saturating_mul(3) < row.iter().filter(|cell| !cell.is_empty()).count() {
            continue;
        }
        let mut height = top.saturating_add(1);
        if let Some(below) = grid.rows.get(height) {
            let lower = words(below);
            let filled = lower.iter().filter(|(spans, _)| !spans.is_empty()).count();
            let known = lower.iter().filter(|(_, word)| word.is_some()).count();
            if known >= 2 && known.saturating_mul(2) >= filled {
                height = height.saturating_add(1);
                if lower.len() == labels.len() {
                    // Cell under cell: the lower label says more, an upper one stands over the empty ones beside it.
                    let mut over: Option<HeaderWord> = None;
                    for ((spans, word), (below, lower)) in labels.iter_mut().zip(lower) {
                        if !spans.is_empty() {
                            over = *word;
                        }
                        *word = if below.is_empty() { *word } else { lower.or(over) };
                    }
                } else {
                    labels.extend(lower);
                    labels = one_row(labels);
                }
            }
        }
        let words: Vec<Option<HeaderWord>> = labels.into_iter().map(|(_, word)| word).collect();
        if words.iter().flatten().any(|word| word.role.carries_tasks()) {
            return Some((height, resolve(&words)));
        }
    }
    None
}

/// The columns of the cells of a row that has fewer than the table: merged cells have left it short.
fn fit(texts: &[Vec<Span>], roles: &[ColumnRole], source: &str, vocabulary: &Vocabulary) -> Vec<usize> {
    let pieces: Vec<Piece> = texts
        .iter()
        .map(|cell| {
            let text = cell.first().and_then(|span| span.slice(source)).unwrap_or_default();
            let look = vocabulary.look(text);
            let number = if look.number.is_some() { NumberFit::Next } else { NumberFit::No };
            Piece {
                look,
                number,
                extra_gap: 0,
                joined: false,
                list: ListPlace::None,
                after_none: false,
                after_unit: false,
                heading: false,
                furniture: false,
            }
        })
        .collect();
    align::fit(&pieces, roles)
}

/// Takes a grid of labels and values, or lines of tabs that are no table but lines of the page.
fn take_metadata(page: &mut Page<'_>, grid: &Grid, source: &str) -> bool {
    let mut any = false;
    for row in &grid.rows {
        let mut cells = row.iter();
        while let Some(label) = cells.next() {
            let Some(&label) = label.first() else { continue };
            let text = label.slice(source).unwrap_or_default();
            if text.contains([':', '：']) && !text.ends_with([':', '：']) {
                any |= page.take(label);
            } else {
                let value = cells.clone().next().and_then(|cell| cell.first()).copied();
                if page.take_pair(label, value) {
                    any = true;
                    cells.next();
                } else if !any {
                    return false;
                }
            }
        }
    }
    any
}
