//! Forming a table: where each cell stands, as the HTML standard has it.

use super::super::{Cell, Table};
use crate::limits::{MAX_CELL_SPAN, MAX_TABLE_COLUMNS as MAX_COLUMNS};
use crate::span::Span;

/// The cells of a table as they come in.
#[derive(Debug, Default)]
pub(super) struct Grid {
    cells: Vec<Cell>,
    /// The next row, and whether one has been begun.
    row: usize,
    begun: bool,
    column: usize,
    /// By column, the row up to which (not including) a cell from above covers it.
    covered: Vec<usize>,
    /// The first cell of the row group that is open.
    group: usize,
    /// The cells that grow down to the end of their group (`rowspan=0`).
    growing: Vec<usize>,
    paragraphs: Vec<Span>,
    open: Option<(usize, usize)>,
    /// Where the first cell beyond the limit on columns stands.
    beyond: Option<Span>,
}

impl Grid {
    pub(super) fn start_row(&mut self) {
        self.end_cell();
        if self.begun {
            self.row = self.row.saturating_add(1);
        }
        self.begun = true;
        self.column = 0;
    }

    /// A row group ends: no cell reaches over its end.
    pub(super) fn end_group(&mut self) {
        self.end_cell();
        let end = if self.begun { self.row.saturating_add(1) } else { self.row };
        for index in self.growing.drain(..) {
            if let Some(cell) = self.cells.get_mut(index) {
                let height = end.saturating_sub(cell.row());
                cell.set_row_span(height);
            }
        }
        for cell in self.cells.iter_mut().skip(self.group) {
            let height = end.saturating_sub(cell.row());
            if cell.row_span() > height {
                cell.set_row_span(height);
            }
        }
        self.group = self.cells.len();
        for covered in &mut self.covered {
            *covered = (*covered).min(end);
        }
    }

    pub(super) fn start_cell(&mut self, row_span: Option<&str>, column_span: Option<&str>) {
        self.end_cell();
        if !self.begun {
            self.begun = true;
        }
        let rows = span(row_span).unwrap_or(1).min(MAX_ROW_SPAN);
        let columns = span(column_span).unwrap_or(1).clamp(1, MAX_CELL_SPAN);
        self.open = Some((rows, columns));
    }

    pub(super) fn in_cell(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn paragraph(&mut self, span: Span) {
        self.paragraphs.push(span);
    }

    pub(super) fn end_cell(&mut self) {
        let Some((rows, columns)) = self.open.take() else { return };
        while self.covered.get(self.column).is_some_and(|&until| until > self.row) {
            self.column = self.column.saturating_add(1);
        }
        let paragraphs = std::mem::take(&mut self.paragraphs);
        if self.column >= MAX_COLUMNS {
            // Beyond the limit the text is kept in the last column.
            self.beyond = self.beyond.or(paragraphs.first().copied());
            if let Some(last) = self.cells.last_mut() {
                last.extend(paragraphs);
            }
            return;
        }
        if rows == 0 {
            self.growing.push(self.cells.len());
        }
        let until = if rows == 0 { usize::MAX } else { self.row.saturating_add(rows) };
        let end = self.column.saturating_add(columns).min(MAX_COLUMNS);
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        for slot in self.covered.iter_mut().take(end).skip(self.column) {
            *slot = (*slot).max(until);
        }
        let width = end.saturating_sub(self.column);
        self.cells.push(Cell::new(self.row, self.column, paragraphs).spanning(rows, width));
        self.column = end;
    }

    /// The table, and where its first cell beyond the limit on columns stands.
    pub(super) fn finish(mut self) -> (Table, Option<Span>) {
        self.end_group();
        (Table::new(self.cells), self.beyond)
    }
}

/// The most rows that a cell spans, as the standard has it.
const MAX_ROW_SPAN: usize = 65534;

/// The value of a span attribute: its leading digits.
fn span(value: Option<&str>) -> Option<usize> {
    let value = value?.trim();
    let digits = value.get(..value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len()))?;
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(usize::MAX)) }
}
