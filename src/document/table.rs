//! Tables of cells with spans, as every format has them.

use serde::{Deserialize, Deserializer, Serialize};

use super::role::{HeaderWord, resolve};
use super::text::headless;
use super::{ColumnRole, Vocabulary, row_number};
use crate::limits::{MAX_TABLE_COLUMNS, MAX_TABLE_ROWS};
use crate::span::Span;
use crate::text::is_blank;

/// One cell: where it stands in the grid, how many rows and columns it covers, and its paragraphs.
///
/// ```
/// use zj_gov_report::document::{Cell, Table};
/// use zj_gov_report::Span;
///
/// let text = "合计3个";
/// let cell = Cell::new(0, 1, [Span::new(0, text.len())]).spanning(1, 2);
/// assert_eq!((cell.row(), cell.column(), cell.column_span()), (0, 1, 2));
/// assert_eq!(cell.text(text), "合计3个");
/// assert_eq!(Table::new(vec![cell]).columns(), 3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "单元格")]
pub struct Cell {
    row: usize,
    column: usize,
    #[serde(default = "one", skip_serializing_if = "is_one", deserialize_with = "at_least_one")]
    row_span: usize,
    #[serde(default = "one", skip_serializing_if = "is_one", deserialize_with = "at_least_one")]
    column_span: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    paragraphs: Vec<Span>,
}

const fn one() -> usize {
    1
}

const fn is_one(value: &usize) -> bool {
    *value == 1
}

fn at_least_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    usize::deserialize(deserializer).map(|value| value.max(1))
}

impl Cell {
    /// A cell of one row and one column, counted from 0.
    #[must_use]
    pub fn new(row: usize, column: usize, paragraphs: impl IntoIterator<Item = Span>) -> Self {
        Self { row, column, row_span: 1, column_span: 1, paragraphs: paragraphs.into_iter().collect() }
    }

    /// The same cell over `rows` rows and `columns` columns, at least one each.
    #[must_use]
    pub const fn spanning(mut self, rows: usize, columns: usize) -> Self {
        self.row_span = if rows == 0 { 1 } else { rows };
        self.column_span = if columns == 0 { 1 } else { columns };
        self
    }

    /// The first row that it covers, from 0.
    #[must_use]
    pub const fn row(&self) -> usize {
        self.row
    }

    /// The first column that it covers, from 0.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// How many rows it covers.
    #[must_use]
    pub const fn row_span(&self) -> usize {
        self.row_span
    }

    /// How many columns it covers.
    #[must_use]
    pub const fn column_span(&self) -> usize {
        self.column_span
    }

    /// Where its paragraphs stand; none in an empty cell.
    #[must_use]
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// Where it stands, from its first paragraph to its last; `None` for an empty cell.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        Some(self.paragraphs.first()?.cover(*self.paragraphs.last()?))
    }

    /// Its text: its paragraphs, a line each.
    #[must_use]
    pub fn text(&self, source: &str) -> String {
        let paragraphs: Vec<&str> = self.paragraphs.iter().filter_map(|span| span.slice(source)).collect();
        paragraphs.join("\n")
    }

    /// Adds paragraphs at its end.
    pub(crate) fn extend(&mut self, paragraphs: impl IntoIterator<Item = Span>) {
        self.paragraphs.extend(paragraphs);
    }

    /// Sets how many rows it covers, at least one.
    pub(crate) fn set_row_span(&mut self, rows: usize) {
        self.row_span = rows.max(1);
    }

    fn end_row(&self) -> usize {
        self.row.saturating_add(self.row_span)
    }

    fn end_column(&self) -> usize {
        self.column.saturating_add(self.column_span)
    }

    fn covers_row(&self, row: usize) -> bool {
        self.row <= row && row < self.end_row()
    }
}

/// A table: its cells in order of rows, and the rows at its top that are its header.
///
/// ```
/// use zj_gov_report::document::{ColumnRole, Document};
///
/// let document = Document::from_text("|序号|工作内容|进展情况|\n|1|新建公园3个|已建成1个。|\n");
/// let table = document.tables().next().unwrap();
/// assert_eq!((table.rows(), table.columns(), table.header_rows()), (2, 3, 1));
/// assert_eq!(table.roles()[1], ColumnRole::Task);
/// assert_eq!(table.cell(1, 2).unwrap().text(document.source()), "已建成1个。");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "表格")]
#[serde(from = "Written")]
pub struct Table {
    cells: Vec<Cell>,
    #[serde(default)]
    header_rows: usize,
    #[serde(default)]
    roles: Vec<ColumnRole>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    caption: Option<Span>,
}

/// A table as it is written in JSON, in which nothing has been checked.
#[derive(Deserialize)]
struct Written {
    cells: Vec<Cell>,
    #[serde(default)]
    header_rows: usize,
    #[serde(default)]
    roles: Vec<ColumnRole>,
    #[serde(default)]
    caption: Option<Span>,
}

impl From<Written> for Table {
    fn from(written: Written) -> Self {
        let Written { cells, header_rows, roles, caption } = written;
        Self { caption, ..Self::with_header(cells, header_rows, roles) }
    }
}

impl Table {
    /// A table of these cells; its header is not known until [`recognize`](Self::recognize) finds it, which
    /// reading a report does. Cells beyond the [limits](crate::limits) on rows and columns stand in the last ones.
    #[must_use]
    pub fn new(mut cells: Vec<Cell>) -> Self {
        for cell in &mut cells {
            cell.row = cell.row.min(MAX_TABLE_ROWS.saturating_sub(1));
            cell.column = cell.column.min(MAX_TABLE_COLUMNS.saturating_sub(1));
            cell.row_span = cell.row_span.clamp(1, MAX_TABLE_ROWS.saturating_sub(cell.row));
            cell.column_span = cell.column_span.clamp(1, MAX_TABLE_COLUMNS.saturating_sub(cell.column));
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Self { cells, header_rows: 0, roles: Vec::new(), caption: None }
    }

    /// A table whose header and roles its reader knows.
    pub(crate) fn with_header(cells: Vec<Cell>, header_rows: usize, roles: Vec<ColumnRole>) -> Self {
        Self { header_rows, roles, ..Self::new(cells) }
    }

    /// The same table under a caption.
    #[must_use]
    pub const fn captioned(mut self, caption: Span) -> Self {
        self.caption = Some(caption);
        self
    }

    /// Its cells, by rows; a cell over several rows or columns stands once, at its first.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// How many rows it has, those of its header among them.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.cells.iter().map(Cell::end_row).max().unwrap_or(0)
    }

    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.cells.iter().map(Cell::end_column).max().unwrap_or(0)
    }

    /// How many rows at its top are its header; 0 where none is known.
    #[must_use]
    pub const fn header_rows(&self) -> usize {
        self.header_rows
    }

    /// What its columns hold; empty where its header is not known.
    #[must_use]
    pub fn roles(&self) -> &[ColumnRole] {
        &self.roles
    }

    /// Its caption.
    #[must_use]
    pub const fn caption(&self) -> Option<Span> {
        self.caption
    }

    /// The cell that covers this place, both counted from 0.
    ///
    /// ```
    /// use zj_gov_report::Document;
    ///
    /// let text = "|序号|工作内容|完成情况|\n|1|新建公园3个|已建成1个|\n";
    /// let document = Document::from_text(text);
    /// let table = document.tables().next().unwrap();
    /// assert_eq!(table.cell(1, 2).unwrap().text(text), "已建成1个");
    /// assert_eq!(table.cell(2, 0), None);
    /// ```
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let end = self.cells.partition_point(|cell| cell.row <= row);
        let covers = |cell: &&Cell| cell.covers_row(row) && cell.column <= column && column < cell.end_column();
        // No cell reaches further up than the limit on spans allows, so the walk back is bounded.
        self.cells
            .get(..end)?
            .iter()
            .rev()
            .take_while(|cell| cell.row.saturating_add(crate::limits::MAX_CELL_SPAN) >= row)
            .find(covers)
    }

    /// The heads over a column: the cells of the header that cover it, from above.
    ///
    /// ```
    /// use zj_gov_report::Document;
    ///
    /// let text = "|序号|工作内容|完成情况|\n|1|新建公园3个|已建成1个|\n";
    /// let document = Document::from_text(text);
    /// let table = document.tables().next().unwrap();
    /// let heads: Vec<String> = table.column_heads(2).map(|cell| cell.text(text)).collect();
    /// assert_eq!(heads, ["完成情况"]);
    /// ```
    pub fn column_heads(&self, column: usize) -> impl Iterator<Item = &Cell> {
        let header = self.cells.iter().take_while(|cell| cell.row < self.header_rows);
        header.filter(move |cell| cell.column <= column && column < cell.end_column())
    }

    /// The head of a row of a statistical table: its first cell with text.
    ///
    /// ```
    /// use zj_gov_report::Report;
    /// use zj_gov_report::Document;
    ///
    /// let text = "指标\t单位\t1-3月\t±%\n地区生产总值\t亿元\t812.3\t6.1\n工业用电量\t亿千瓦时\t45.6\t4.2\n";
    /// let document = Document::from_text(text);
    /// let table = document.tables().next().unwrap();
    /// assert_eq!(table.row_head(2).unwrap().text(text), "工业用电量");
    /// ```
    #[must_use]
    pub fn row_head(&self, row: usize) -> Option<&Cell> {
        (0..self.columns().min(3)).filter_map(|column| self.cell(row, column)).find(|cell| !cell.paragraphs.is_empty())
    }

    /// Finds the header in the first rows, by the vocabulary, and with it what the columns hold; without one, what they
    /// hold by the looks of most rows, where each starts with its number. Returns whether that is known.
    ///
    /// A header is one row, or two where the cells of the upper one span several columns, with at least two known
    /// labels. A title or a unit that spans the whole table may stand above it.
    ///
    /// ```
    /// use zj_gov_report::document::{Cell, ColumnRole, DocumentBuilder, Table, Vocabulary};
    ///
    /// let mut builder = DocumentBuilder::new();
    /// let mut cells = Vec::new();
    /// for (row, texts) in [["序号", "工作内容", "完成情况"], ["1", "新建公园3个", "已建成1个"]].iter().enumerate() {
    ///     for (column, text) in texts.iter().enumerate() {
    ///         cells.push(Cell::new(row, column, [builder.text(text)]));
    ///     }
    /// }
    /// let mut table = Table::new(cells);
    /// assert!(table.roles().is_empty());
    /// assert!(table.recognize(builder.build().source(), Vocabulary::builtin()));
    /// assert_eq!(table.header_rows(), 1);
    /// assert_eq!(table.roles(), [ColumnRole::Number, ColumnRole::Task, ColumnRole::Progress]);
    /// ```
    pub fn recognize(&mut self, source: &str, vocabulary: &Vocabulary) -> bool {
        if !self.roles.is_empty() {
            return true;
        }
        let columns = self.columns();
        let first_rows = self.cells.partition_point(|cell| cell.row <= MAX_ROWS_ABOVE_HEADER.saturating_add(2));
        let head = self.cells.get(..first_rows).unwrap_or_default();
        for top in 0..=MAX_ROWS_ABOVE_HEADER {
            let Some(words) = row_words(head, top, columns, source, vocabulary) else { continue };
            let (words, height) = deeper(head, top, columns, source, vocabulary, words);
            let known = words.iter().flatten().count();
            let distinct = words.iter().flatten().any(|word| word.role.carries_tasks());
            if known >= 2 && distinct {
                self.roles = resolve(&words);
                self.header_rows = top.saturating_add(height);
                self.find_row_numbers(source);
                return true;
            }
        }
        match self.columns_by_looks(source, vocabulary) {
            Some(roles) => {
                (self.roles, self.header_rows) = (roles, 0);
                true
            }
            None => false,
        }
    }

    /// The same table, where a first column without a label numbers the rows.
    pub(crate) fn with_row_numbers(mut self, source: &str) -> Self {
        self.find_row_numbers(source);
        self
    }

    /// Makes a first column that has no label and numbers alone the one of the numbers, where no other is.
    fn find_row_numbers(&mut self, source: &str) {
        let unlabelled = self.roles.first() == Some(&ColumnRole::Unknown) && !self.roles.contains(&ColumnRole::Number);
        if !unlabelled {
            return;
        }
        let first = self.cells.iter().filter(|cell| cell.column == 0 && cell.column_span == 1);
        let (head, body): (Vec<&Cell>, Vec<&Cell>) = first.partition(|cell| cell.row < self.header_rows);
        let text = |cell: &&Cell| cell.text(source);
        let numbers = body.iter().map(text).filter(|text| !text.is_empty());
        let mut numbers = numbers.map(|text| row_number(&text).is_some_and(|number| number.depth == 0)).peekable();
        let counts =
            head.iter().map(text).all(|text| text.is_empty()) && numbers.peek().is_some() && numbers.all(|is| is);
        if let Some(first) = self.roles.first_mut().filter(|_| counts) {
            *first = ColumnRole::Number;
        }
    }

    /// What the columns hold, where no label says so but most rows look alike.
    fn columns_by_looks(&self, source: &str, vocabulary: &Vocabulary) -> Option<Vec<ColumnRole>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for cell in self.cells.iter().take_while(|cell| cell.row < headless::MAX_ROWS) {
            if cell.row_span > 1 || cell.column_span > 1 {
                return None;
            }
            rows.resize_with(cell.row.saturating_add(1), Vec::new);
            rows.last_mut()?.push(cell.text(source));
        }
        headless::columns(&rows, vocabulary)
    }
}

/// How many rows (a title, the unit of the numbers) may stand above a header.
const MAX_ROWS_ABOVE_HEADER: usize = 3;

/// The labels of one row, a column each; `None` if fewer than two are known.
fn row_words(
    cells: &[Cell],
    row: usize,
    columns: usize,
    source: &str,
    vocabulary: &Vocabulary,
) -> Option<Vec<Option<HeaderWord>>> {
    let mut words = vec![None; columns.min(crate::limits::MAX_CELL_SPAN)];
    let mut known = 0usize;
    for cell in cells.iter().filter(|cell| cell.row == row) {
        let text = cell.text(source);
        let word = vocabulary.header_cell(&text);
        known = known.saturating_add(usize::from(word.is_some()));
        let word = word.or_else(|| vocabulary.compound_label(&text));
        for slot in words.iter_mut().skip(cell.column).take(cell.column_span) {
            *slot = word;
        }
    }
    (known >= 2).then_some(words)
}

/// The words of a header whose upper row starts at `top`, a second row counted in if there is one, and its height.
fn deeper(
    cells: &[Cell],
    top: usize,
    columns: usize,
    source: &str,
    vocabulary: &Vocabulary,
    mut words: Vec<Option<HeaderWord>>,
) -> (Vec<Option<HeaderWord>>, usize) {
    let upper = cells.iter().filter(|cell| cell.row == top);
    let tallest = upper.clone().map(|cell| cell.row_span).max().unwrap_or(1).clamp(1, 3);
    let parted =
        upper.clone().any(|cell| cell.column_span > 1 && cell.row_span < tallest.max(2) && cell.column_span < columns);
    if !parted {
        return (words, tallest);
    }
    let height = tallest.max(2);
    for row in top.saturating_add(1)..top.saturating_add(height) {
        let below: Vec<&Cell> = cells.iter().filter(|cell| cell.row == row).collect();
        // Labels are short; a row of prose is the first row of the body.
        let labels = below.iter().all(|cell| {
            let text = cell.text(source);
            text.chars().filter(|&c| !is_blank(c)).take(31).count() <= 30 && super::row_number(&text).is_none()
        });
        if below.is_empty() || !labels {
            return (words, row.saturating_sub(top));
        }
        for cell in below {
            let word = vocabulary.header_word(&cell.text(source));
            for slot in words.iter_mut().skip(cell.column).take(cell.column_span) {
                // A lower label that is not known (`1月`) keeps what the upper one says of the column.
                *slot = word.or(*slot);
            }
        }
    }
    (words, height)
}
