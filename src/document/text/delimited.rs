//! Tables whose cells stand between bars, tabs or blanks: from rows to a table.

use super::super::role::{HeaderWord, resolve};
use super::super::{Block, Cell, ColumnRole, DocumentBuilder, Page, Table, Vocabulary};
use super::align::{self, ListPlace, NumberFit, Piece};
use super::header::{Label, header_cells, name_compounds, one_row};
use super::lines::spans_rows;
use super::rows::{Grid, Row};
use crate::limits::MAX_CELL_SPAN;
use crate::span::Span;

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
    let Head { height, roles, cells: head } = header.unwrap_or_default();
    let columns = roles.len().max(grid.rows.iter().map(Vec::len).max().unwrap_or(0)).min(MAX_CELL_SPAN);
    let first = if head.is_some() { height } else { 0 };
    let mut cells = head.unwrap_or_default();
    let mut merged = Vec::new();
    let category = merged_category(grid.rows.get(height..).unwrap_or_default(), &roles, source, vocabulary);
    for (row, texts) in grid.rows.iter().enumerate().skip(first) {
        let told = row >= height && !roles.is_empty();
        let moved = match category {
            Some(category) if told => short_row(texts, &roles).map(|cells| (cells, behind(category, cells.len()))),
            _ if told => moved(texts, &roles, source, vocabulary).or_else(|| task_alone(texts, &roles, source)),
            _ => None,
        };
        let (texts, places) = moved.unwrap_or_else(|| {
            let places = match texts.len() {
                count if !told || count >= roles.len() => (0..count).collect(),
                1 => vec![0],
                _ => align::fit(&pieces(texts, &roles, source, vocabulary), &roles),
            };
            (texts.as_slice(), places)
        });
        merged.extend(category.filter(|category| told && moved_behind(*category, &places)).map(|column| (row, column)));
        let alone = texts.len() == 1 && places != [0];
        if told && (alone || (2..roles.len()).contains(&texts.len())) {
            merged.extend(skipped(row, &places, &roles, grid.barred));
        }
        let whole = texts.len() == 1 && columns > 1 && !alone;
        place(&mut cells, row, texts, places);
        if whole && let Some(last) = cells.pop() {
            cells.push(last.spanning(1, columns));
        }
    }
    merge_places(&mut cells);
    span_rows(&mut cells, height, &roles);
    span_merged(&mut cells, &merged, columns);
    let table = if roles.is_empty() {
        Table::new(cells)
    } else {
        Table::with_header(cells, height, roles).with_row_numbers(source)
    };
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

/// The header of a grid.
#[derive(Default)]
struct Head {
    /// How many rows at the top it is, a title over it among them.
    height: usize,
    roles: Vec<ColumnRole>,
    /// Its cells, where merged cells have left its two rows short.
    cells: Option<Vec<Cell>>,
}

/// Finds the header in the first rows: a row of known labels, or two.
fn header(grid: &Grid, source: &str, vocabulary: &Vocabulary) -> Option<Head> {
    let text =
        |cell: &Vec<Span>| cell.iter().fold(String::new(), |text, span| text + span.slice(source).unwrap_or_default());
    let labels = |row: &Vec<Vec<Span>>| -> Vec<Label> {
        row.iter().map(|cell| Label::new(cell.clone(), vocabulary.header_cell(&text(cell)))).collect()
    };
    let known = |labels: &[Label]| labels.iter().filter(|label| label.word.is_some()).count();
    let filled = |labels: &[Label]| labels.iter().filter(|label| !label.lines.is_empty()).count();
    for (top, row) in grid.rows.iter().enumerate().take(4) {
        let mut upper = labels(row);
        if known(&upper) < 2 || known(&upper).saturating_mul(3) < filled(&upper) {
            continue;
        }
        name_compounds(&mut upper, source, vocabulary);
        let mut height = top.saturating_add(1);
        let mut cells = None;
        if let Some(lower) = grid.rows.get(height).map(labels)
            && known(&lower) >= 2
            && known(&lower).saturating_mul(2) >= filled(&lower)
        {
            height = height.saturating_add(1);
            let lower = under(lower, &upper);
            if lower.len() == upper.len() {
                // Cell under cell: the lower label says more, an upper one stands over the empty ones beside it.
                let mut over: Option<HeaderWord> = None;
                for (label, below) in upper.iter_mut().zip(lower) {
                    if !label.lines.is_empty() {
                        over = label.word;
                    }
                    label.word = if below.lines.is_empty() { label.word } else { below.word.or(over) };
                }
            } else {
                upper.extend(lower);
                upper = one_row(upper);
                cells = Some(header_cells(&upper).0).filter(|_| top == 0);
            }
        }
        let words: Vec<Option<HeaderWord>> = upper.iter().map(|label| label.word).collect();
        if words.iter().flatten().any(|word| word.role.carries_tasks()) {
            return Some(Head { height, roles: resolve(&words), cells });
        }
    }
    None
}

/// The lower row of a header below the columns that it belongs to: labels that merged cells have moved to the left stand
/// under the last label of the upper row that has empty cells behind it.
fn under(lower: Vec<Label>, upper: &[Label]) -> Vec<Label> {
    let empty = |label: &Label| label.lines.is_empty();
    let filled = lower.iter().take_while(|label| !empty(label)).count();
    let first = upper.iter().rposition(|label| !empty(label)).unwrap_or(0);
    let free = upper.len().saturating_sub(first);
    let moved = filled >= 2
        && filled == free
        && first > 0
        && lower.len() == upper.len()
        && lower.iter().skip(filled).all(empty);
    if !moved {
        return lower;
    }
    let mut lower = lower;
    lower.rotate_right(first);
    lower
}

/// How the cells of a row look.
fn pieces(texts: &[Vec<Span>], roles: &[ColumnRole], source: &str, vocabulary: &Vocabulary) -> Vec<Piece> {
    let piece = |cell: &Vec<Span>| {
        let text = cell.first().and_then(|span| span.slice(source)).unwrap_or_default();
        let look = vocabulary.look(text, roles);
        let number = if look.number.is_some() { NumberFit::Next } else { NumberFit::No };
        Piece {
            look,
            number,
            extra_gap: 0,
            joined: false,
            list: ListPlace::None,
            after_none: false,
            after_unit: false,
            contrast: 0,
            heading: false,
            furniture: false,
            leads: false,
            own: None,
        }
    };
    texts.iter().map(piece).collect()
}

/// The cells of a row with text, and their columns, where merged cells have moved them to the left and left empty ones
/// behind them: `|2|筛查7400人|已筛查3495人||` under `|序号|工作内容|责任单位|进展情况|`.
fn moved<'t>(
    texts: &'t [Vec<Span>],
    roles: &[ColumnRole],
    source: &str,
    vocabulary: &Vocabulary,
) -> Option<(&'t [Vec<Span>], Vec<usize>)> {
    let filled = texts.iter().rposition(|cell| !cell.is_empty())?.saturating_add(1);
    let texts = (texts.len() == roles.len() && (2..texts.len()).contains(&filled)).then(|| texts.get(..filled))??;
    if texts.iter().any(Vec::is_empty) {
        return None;
    }
    Some((texts, align::moved(&pieces(texts, roles, source, vocabulary), roles)?))
}

/// The cell of a row that has only what is to be done, as all others are merged with those above it and the number too:
/// `|新增学位960个|||||` under `|序号|工作任务|责任单位|…|`. A heading over rows states no number.
fn task_alone<'t>(texts: &'t [Vec<Span>], roles: &[ColumnRole], source: &str) -> Option<(&'t [Vec<Span>], Vec<usize>)> {
    let task = roles.iter().position(|&role| role == ColumnRole::Task).filter(|&task| task > 0)?;
    let (first, rest) = texts.split_first()?;
    let text = first.first().and_then(|span| span.slice(source))?;
    let numbered = roles.first() == Some(&ColumnRole::Number) && texts.len() == roles.len();
    let states = text.chars().any(|c| crate::text::digit(c).is_some())
        && super::heading_level(text).is_none()
        && super::super::row_number(text).is_none()
        && super::super::marker(text).is_none();
    let only = numbered && states && rest.iter().all(Vec::is_empty);
    only.then(|| (std::slice::from_ref(first), vec![task]))
}

/// The cells of a row that has text in all columns but the last.
fn short_row<'t>(texts: &'t [Vec<Span>], roles: &[ColumnRole]) -> Option<&'t [Vec<Span>]> {
    let (last, cells) = texts.split_last()?;
    (texts.len() == roles.len() && last.is_empty() && cells.iter().all(|cell| !cell.is_empty())).then_some(cells)
}

/// Whether the cells stand so.
fn moved_behind(category: usize, places: &[usize]) -> bool {
    places.len() > category && !places.contains(&category)
}

/// The columns of so many cells where that of a merged category has none.
fn behind(category: usize, cells: usize) -> Vec<usize> {
    (0..=cells).filter(|&column| column != category).collect()
}

/// The column of a category whose cell is merged over rows, so that their cells have moved to the left: at least three rows
/// lack their last cell, one has all, and on the average those that lack it fit the columns behind the category better, by
/// their looks and as those of the full rows are words or numbers.
fn merged_category(rows: &[Row], roles: &[ColumnRole], source: &str, vocabulary: &Vocabulary) -> Option<usize> {
    const MIN_ROWS: usize = 3;
    const MIN_GAIN: i32 = 10;
    const ALIKE: i32 = 8;
    let task = roles.iter().position(|&role| role == ColumnRole::Task)?;
    let category = roles.iter().take(task).position(|role| matches!(role, ColumnRole::Category | ColumnRole::Title))?;
    let full = |row: &Row| row.len() == roles.len() && row.iter().all(|cell| !cell.is_empty());
    let short: Vec<&[Vec<Span>]> = rows.iter().filter_map(|row| short_row(row, roles)).collect();
    if short.len() < MIN_ROWS {
        return None;
    }
    let words = |cell: &Vec<Span>| {
        cell.iter().filter_map(|span| span.slice(source)).any(|text| text.contains(crate::text::is_ideograph))
    };
    let whole: Vec<bool> = rows.iter().find(|row| full(row))?.iter().map(words).collect();
    let alike = |cell: &Vec<Span>, column: usize| i32::from(whole.get(column) == Some(&words(cell)));
    let gain = short.iter().fold(0i32, |sum, cells| {
        let pieces = pieces(cells, roles, source, vocabulary);
        let columns = behind(category, cells.len());
        let kinds = cells.iter().zip(&columns).enumerate().fold(0i32, |sum, (stands, (cell, &column))| {
            sum.saturating_add(alike(cell, column)).saturating_sub(alike(cell, stands))
        });
        let looks = align::gain(&pieces, &columns, roles);
        sum.saturating_add(looks).saturating_add(kinds.saturating_mul(ALIKE))
    });
    let rows = i32::try_from(short.len()).unwrap_or(i32::MAX);
    (gain >= rows.saturating_mul(MIN_GAIN)).then_some(category)
}

/// The columns of units that a row has no cell for, as one over several rows stands there. A tab at the end of a line may
/// have been lost, so that a last cell that lacks may be empty as well.
fn skipped<'a>(
    row: usize,
    places: &'a [usize],
    roles: &'a [ColumnRole],
    barred: bool,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    let last = places.last().copied().unwrap_or(0);
    let numbered =
        roles.iter().position(|&role| role == ColumnRole::Number).is_none_or(|number| places.contains(&number));
    let lacks = move |column: &usize| !places.contains(column) && (barred || !numbered || *column < last);
    let units = roles.iter().enumerate().filter(|(_, role)| role.is_units()).map(|(column, _)| column);
    units.filter(lacks).map(move |column| (row, column))
}

/// Lets the units of a row stand for those below it that have no cell for them. Both are in the order of rows.
fn span_merged(cells: &mut [Cell], merged: &[(usize, usize)], columns: usize) {
    // The last cell of each column above the row that is looked at.
    let mut above: Vec<Option<usize>> = vec![None; columns];
    let mut next = 0usize;
    for &(row, column) in merged {
        while let Some(cell) = cells.get(next).filter(|cell| cell.row() < row) {
            if let Some(last) = above.get_mut(cell.column()) {
                *last = Some(next);
            }
            next = next.saturating_add(1);
        }
        let last = above.get(column).copied().flatten().and_then(|index| cells.get_mut(index));
        if let Some(cell) = last.filter(|cell| cell.row().saturating_add(cell.row_span()) == row) {
            cell.set_row_span(cell.row_span().saturating_add(1));
        }
    }
}

/// Adds the cells of a row.
fn place(cells: &mut Vec<Cell>, row: usize, texts: &[Vec<Span>], places: Vec<usize>) {
    cells.extend(texts.iter().zip(places).map(|(text, column)| Cell::new(row, column, text.iter().copied())));
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
