//! Tables whose cells stand on lines of their own, parted by empty lines or by nothing.

use std::borrow::Cow;
use std::ops::Range;

use super::super::{Block, Cell, ColumnRole, DocumentBuilder, Heading, MarkerStyle, Phrases, Table, Units, Vocabulary};
use super::align::{ListPlace, NumberFit, Piece, Place, align};
use super::header::{Header, header_cells};
use super::{Line, heading_level, narrow};
use crate::span::Span;

/// A header that comes again on the next page: its lines, and its labels, each of one line or several.
pub(super) struct Repeated {
    lines: Range<usize>,
    labels: Vec<Vec<Span>>,
}

impl Repeated {
    pub(super) fn new(lines: Range<usize>, header: &Header) -> Self {
        Self { lines, labels: header.labels.iter().map(|label| label.lines.clone()).collect() }
    }
}

/// The lines under a header, without those that repeat it.
pub(super) struct Body<'l> {
    lines: Cow<'l, [Line]>,
    /// The labels of each header that is repeated, and how many lines of the body stand before it.
    repeated: Vec<(usize, Vec<Vec<Span>>)>,
}

impl<'l> Body<'l> {
    pub(super) fn new(lines: &'l [Line], range: Range<usize>, repeated: Vec<Repeated>) -> Self {
        if repeated.is_empty() {
            let lines = lines.get(range).unwrap_or_default();
            return Self { lines: lines.into(), repeated: Vec::new() };
        }
        let mut body = Vec::with_capacity(range.len());
        let mut headers = Vec::with_capacity(repeated.len());
        let mut from = range.start;
        for header in repeated {
            body.extend_from_slice(lines.get(from..header.lines.start).unwrap_or_default());
            headers.push((body.len(), header.labels));
            from = header.lines.end;
        }
        body.extend_from_slice(lines.get(from..range.end).unwrap_or_default());
        Self { lines: body.into(), repeated: headers }
    }
}

/// Reads the rows under `header`, which are the lines of `body`, and appends the table, the headings between its rows and
/// what does not belong to it.
pub(super) fn read_body(
    builder: &mut DocumentBuilder,
    header: &Header,
    body: &Body<'_>,
    source: &str,
    vocabulary: &Vocabulary,
) {
    let broken = narrow::cells(&body.lines, header, source, vocabulary);
    let narrow = broken.is_some();
    let stretches = broken.unwrap_or_else(|| stretches(&body.lines, header, source));
    let pieces = pieces(&stretches, header, source, vocabulary);
    let places = align(&pieces, &header.roles, is_dense(&pieces, &header.roles));
    let mut rows = Rows::new(header, narrow);
    let mut repeated = body.repeated.iter().peekable();
    let mut before = 0usize;
    for ((lines, piece), place) in stretches.iter().zip(&pieces).zip(places) {
        while let Some((_, labels)) = repeated.next_if(|(lines, _)| *lines <= before) {
            rows.repeated.push(labels.clone());
        }
        before = before.saturating_add(lines.len());
        for (index, line) in lines.iter().enumerate() {
            match place {
                Place::Column { column, new_row } => {
                    let joined = piece.joined || index > 0 || header.cut;
                    rows.add(column, new_row && index == 0, line.span, joined, source);
                }
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
    }
    rows.repeated.extend(repeated.map(|(_, labels)| labels.clone()));
    rows.finish(builder);
}

/// What opens a heading over rows that has no number: ◆ 产业突围.
const BULLETS: [char; 8] = ['◆', '■', '▶', '◇', '□', '►', '◎', '※'];

/// The lines that are looked at together: where empty lines part the cells, those that nothing parts are one, broken to fit
/// a width. A row number stands alone, and so does each item of a list.
fn stretches<'l>(lines: &'l [Line], header: &Header, source: &str) -> Vec<&'l [Line]> {
    let text = |line: &Line| line.span.slice(source).unwrap_or_default();
    let wraps = |before: &Line, line: &Line| {
        let alone = |text: &str| super::super::row_number(text).is_some() || heading_level(text).is_some();
        header.gap > 0
            && line.gap == 0
            && super::marker(text(line)).is_none()
            && !alone(text(before))
            && !alone(text(line))
    };
    lines.chunk_by(wraps).collect()
}

fn pieces(stretches: &[&[Line]], header: &Header, source: &str, vocabulary: &Vocabulary) -> Vec<Piece> {
    let texts: Vec<Cow<'_, str>> = stretches
        .iter()
        .map(|lines| match lines {
            [only] => only.span.slice(source).unwrap_or_default().into(),
            lines => lines.iter().filter_map(|line| line.span.slice(source)).collect::<String>().into(),
        })
        .collect();
    let unit_column = header.roles.iter().any(|role| role.is_units());
    let mut pieces: Vec<Piece> = stretches
        .iter()
        .zip(&texts)
        .filter_map(|(lines, text)| Some((*lines, lines.first()?, &**text)))
        .map(|(lines, line, text)| {
            let mut look = vocabulary.look(text, &header.roles);
            // 省牵头单位:省商务厅 under the units of a row is more of them.
            let more = unit_column && !look.sentence && super::running::names_units(text, vocabulary);
            if more {
                look.units = Units::Yes;
            }
            Piece {
                look,
                number: NumberFit::No,
                extra_gap: line.gap.saturating_sub(header.gap),
                joined: header.gap > 0 && line.gap == 0,
                list: ListPlace::None,
                after_none: false,
                after_unit: false,
                contrast: 0,
                heading: !more
                    && (look.chars <= 40
                        && !look.sentence
                        && (heading_level(text).is_some() || text.starts_with(BULLETS))
                        || lines.len() == 1 && super::running::is_caption(line, source, vocabulary)),
                furniture: super::is_furniture(text, vocabulary) || is_note(text),
                leads: false,
                own: None,
            }
        })
        .collect();
    let before: Vec<(bool, bool, i32)> = pieces
        .iter()
        .zip(&texts)
        .map(|(piece, text)| {
            let open = text.ends_with(['、', ',', '，', ';', '；']);
            (piece.look.none, piece.look.units == Units::Yes && !open, piece.look.cue)
        })
        .collect();
    for (piece, (none, unit, cue)) in pieces.iter_mut().skip(1).zip(before) {
        (piece.after_none, piece.after_unit) = (none, unit);
        piece.contrast = piece.look.cue.saturating_sub(cue);
    }
    fit_numbers(&mut pieces);
    mark_leading(&mut pieces);
    if header.roles.first() == Some(&ColumnRole::Number) {
        place_full_rows(&mut pieces, header.roles.len());
    }
    place_lists(&mut pieces, header.roles.contains(&ColumnRole::Number));
    pieces
}

/// Whether a line is a note under a table: `注:数据截至6月底。`.
pub(super) fn is_note(text: &str) -> bool {
    let phrases = Phrases::builtin();
    // 请责任单位于11月20日前报告整改措施。
    let asks = text.starts_with('请') && text.ends_with('。') && phrases.request.stand_in(text);
    asks || phrases.note.label(text)
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
        } else if number.value == expected
            // Under a header that comes again on the next page the count goes on from any number.
            || (last.is_none() && (index == 0 || next == Some(number.value.saturating_add(1))))
        {
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

/// Gives each piece its column where nearly all rows have as many pieces as there are columns; the items of a list are one.
fn place_full_rows(pieces: &mut [Piece], columns: usize) {
    let opens = |piece: &Piece| matches!(piece.number, NumberFit::Next | NumberFit::Odd);
    let of_rows = |piece: &&Piece| !piece.heading && !piece.furniture;
    // 2. behind 1.
    let goes_on =
        |last: Option<&Piece>, piece: &Piece| match (last.and_then(|last| last.look.marker), piece.look.marker) {
            (Some(last), Some(next)) => {
                last.style == next.style && next.value == last.value.saturating_add(1) && !opens(piece)
            }
            _ => false,
        };
    let (mut rows, mut full, mut length) = (0usize, 0usize, 0usize);
    let mut last = None;
    for piece in pieces.iter().filter(of_rows) {
        if opens(piece) {
            full = full.saturating_add(usize::from(length == columns));
            rows = rows.saturating_add(1);
            length = 0;
        }
        length = length.saturating_add(usize::from(!goes_on(last, piece)));
        last = Some(piece);
    }
    // The last row may have text of the page behind it.
    full = full.saturating_add(usize::from(length >= columns));
    if rows < 2 || full.saturating_mul(10) < rows.saturating_mul(9) {
        return;
    }
    let mut column: Option<usize> = None;
    let mut last: Option<Piece> = None;
    for piece in pieces.iter_mut().filter(|piece| !piece.heading && !piece.furniture) {
        column = match column {
            _ if opens(piece) => Some(0),
            Some(column) if goes_on(last.as_ref(), piece) => Some(column),
            column => column.map(|column| column.saturating_add(1)),
        };
        piece.own = column.filter(|&column| column < columns);
        last = Some(*piece);
    }
}

/// Marks the short words right before a row number: the lines of a category that stands before it.
fn mark_leading(pieces: &mut [Piece]) {
    const LONGEST: usize = 4;
    const LINES: usize = 2;
    let mut left = 0usize;
    for piece in pieces.iter_mut().rev() {
        if piece.number == NumberFit::Next {
            left = LINES;
            continue;
        }
        let look = &piece.look;
        let short = look.chars <= LONGEST
            && !look.sentence
            && !look.none
            && !look.percent
            && look.status.is_none()
            && look.units != Units::Yes
            && piece.number == NumberFit::No;
        left = if short { left } else { 0 };
        piece.leads = left > 0;
        left = left.saturating_sub(1);
    }
}

/// Whether each row, but for few, has as many pieces as there are columns or more: then hardly a cell is empty.
fn is_dense(pieces: &[Piece], roles: &[ColumnRole]) -> bool {
    const LEAST: usize = 3;
    let numbers = roles.first() == Some(&ColumnRole::Number);
    let (mut rows, mut dense, mut length) = (0usize, 0usize, 0usize);
    for piece in pieces.iter().filter(|piece| !piece.heading && !piece.furniture) {
        if matches!(piece.number, NumberFit::Next | NumberFit::Odd) {
            dense = dense.saturating_add(usize::from(rows > 0 && length >= roles.len()));
            rows = rows.saturating_add(1);
            length = 0;
        }
        length = length.saturating_add(1);
    }
    dense = dense.saturating_add(usize::from(length >= roles.len()));
    numbers && rows >= LEAST && dense.saturating_mul(10) >= rows.saturating_mul(9)
}

/// How many pieces back a list is looked for.
const LIST_REACH: usize = 12;

/// Tells where lists start and go on. A new row ends a list; one that goes on behind units or a status is none of a cell:
/// in a table without row numbers its items open the rows.
fn place_lists(pieces: &mut [Piece], numbered: bool) {
    let mut recent: Vec<List> = Vec::new();
    let mut closed = 0usize;
    for (index, piece) in pieces.iter_mut().enumerate() {
        if matches!(piece.number, NumberFit::Next | NumberFit::Odd) {
            recent.clear();
        }
        if piece.look.units == Units::Yes || piece.look.status.is_some() {
            closed = index;
        }
        let Some(marker) = piece.look.marker else { continue };
        let before = recent
            .iter()
            .find(|list| list.style == marker.style && index.saturating_sub(list.last) <= LIST_REACH)
            .copied();
        let continues = before.is_some_and(|list| list.value.saturating_add(1) == marker.value);
        if marker.doubtful && !continues && marker.value != 1 {
            continue;
        }
        let rows = !numbered && continues && before.is_some_and(|list| list.rows || closed > list.last);
        piece.list = match (continues, marker.value) {
            (true, _) if rows => ListPlace::Row,
            (true, _) => ListPlace::Continues,
            (_, 1) => ListPlace::First,
            _ => ListPlace::None,
        };
        recent.retain(|list| list.style != marker.style);
        recent.push(List { last: index, style: marker.style, value: marker.value, rows });
    }
}

/// A list that is open: its last item.
#[derive(Clone, Copy)]
struct List {
    last: usize,
    style: MarkerStyle,
    value: u32,
    /// Its items open rows.
    rows: bool,
}

/// Whether a cell of this column stands for the rows below it that have none: a number, and before it (or before the tasks,
/// where rows have no numbers) a category or a leader.
pub(super) fn spans_rows(column: usize, roles: &[ColumnRole]) -> bool {
    let place = |wanted: ColumnRole| roles.iter().position(|&role| role == wanted);
    match roles.get(column) {
        Some(ColumnRole::Number) => true,
        Some(ColumnRole::Category | ColumnRole::Leader | ColumnRole::Title) => {
            place(ColumnRole::Number).or(place(ColumnRole::Task)).is_some_and(|first| column < first)
        }
        _ => false,
    }
}

/// Collects the rows of a table while its pieces come in.
struct Rows<'h> {
    header: &'h Header,
    /// The lines of a cell were broken to fit a narrow column.
    narrow: bool,
    cells: Vec<Cell>,
    /// The cells of the row that is being filled: by column.
    open: Vec<Vec<Span>>,
    row: usize,
    header_rows: usize,
    /// By column, the last cell and the rows that it spans, for those that span the rows below them.
    spanning: Vec<Option<(usize, usize)>>,
    /// The headers that the row which is being filled has passed over: a page may end in a row.
    repeated: Vec<Vec<Vec<Span>>>,
}

impl<'h> Rows<'h> {
    fn new(header: &'h Header, narrow: bool) -> Self {
        let mut rows = Self {
            header,
            narrow,
            cells: Vec::new(),
            open: Vec::new(),
            row: 0,
            header_rows: 0,
            spanning: Vec::new(),
            repeated: Vec::new(),
        };
        rows.start();
        rows
    }

    fn start(&mut self) {
        (self.cells, self.header_rows) = header_cells(&self.header.labels);
        self.open = vec![Vec::new(); self.header.roles.len()];
        self.row = self.header_rows;
        self.spanning = vec![None; self.header.roles.len()];
    }

    fn add(&mut self, column: usize, new_row: bool, span: Span, joined: bool, source: &str) {
        if new_row {
            self.close_row();
        }
        // Where even labels are broken, lines are short.
        let least = if self.narrow {
            0
        } else if self.header.cut {
            9
        } else {
            19
        };
        let Some(cell) = self.open.get_mut(column) else { return };
        match cell.last_mut() {
            Some(last) if joined && super::goes_on(*last, span, least, source) => *last = last.cover(span),
            _ => cell.push(span),
        }
    }

    fn close_row(&mut self) {
        self.close_body_row();
        for labels in std::mem::take(&mut self.repeated) {
            for (column, label) in labels.into_iter().enumerate() {
                self.cells.push(Cell::new(self.row, column, label));
            }
            for (cell, height) in self.spanning.iter_mut().flatten() {
                *height = height.saturating_add(1);
                if let Some(cell) = self.cells.get_mut(*cell) {
                    cell.set_row_span(*height);
                }
            }
            self.row = self.row.saturating_add(1);
        }
    }

    fn close_body_row(&mut self) {
        if self.open.iter().all(Vec::is_empty) {
            return;
        }
        let row = self.row;
        let roles = &self.header.roles;
        // Where rows have no numbers, those of one category may share its units.
        let shared = !roles.contains(&ColumnRole::Number)
            && roles.iter().zip(&self.open).zip(&self.spanning).enumerate().any(|(column, ((_, cell), spanning))| {
                spans_rows(column, roles) && cell.is_empty() && spanning.is_some()
            });
        for (column, spans) in self.open.iter_mut().enumerate() {
            let spans = std::mem::take(spans);
            let units = roles.get(column).is_some_and(|role| role.is_units()) && (shared || !spans.is_empty());
            if (spans_rows(column, roles) || units)
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
        if self.row > self.header_rows {
            self.merge_units();
            self.emit(builder);
            self.start();
            // The labels belong to the first table; the next ones only share what they say.
            self.cells.clear();
            (self.row, self.header_rows) = (0, 0);
            self.spanning.fill(None);
        }
    }

    fn finish(mut self, builder: &mut DocumentBuilder) {
        self.close_row();
        self.merge_units();
        if !self.cells.is_empty() {
            self.emit(builder);
        }
    }

    /// Lets units stand for the rows below them that name none, where so many rows do that their cells must be merged: a
    /// merged cell is printed once.
    fn merge_units(&mut self) {
        const MIN_ROWS: usize = 4;
        let rows = self.row.saturating_sub(self.header_rows);
        let units = self.header.roles.iter().enumerate().filter(|(_, role)| role.is_units());
        let [(column, _)] = units.collect::<Vec<_>>()[..] else { return };
        let cells = self.cells.iter().enumerate().filter(|(_, cell)| cell.column() == column);
        let cells: Vec<(usize, usize, bool)> = cells
            .filter(|(_, cell)| cell.row() >= self.header_rows)
            .map(|(index, cell)| (index, cell.row(), !cell.paragraphs().is_empty()))
            .collect();
        let named = cells.iter().filter(|(.., named)| *named).count();
        let lacking = rows.saturating_sub(named);
        let opens = cells.first().is_some_and(|(.., named)| *named);
        if rows < MIN_ROWS || !opens || lacking.saturating_mul(2) < rows {
            return;
        }
        let ends: Vec<usize> = cells.iter().filter(|(.., named)| *named).map(|&(_, row, _)| row).collect();
        let nexts = ends.iter().copied().skip(1).chain([self.row]);
        for (&(index, row, _), end) in cells.iter().filter(|(.., named)| *named).zip(nexts) {
            if let Some(cell) = self.cells.get_mut(index) {
                cell.set_row_span(end.saturating_sub(row));
            }
        }
        self.cells.retain(|cell| cell.column() != column || !cell.paragraphs().is_empty());
    }

    fn emit(&mut self, builder: &mut DocumentBuilder) {
        let cells = std::mem::take(&mut self.cells);
        builder.table(Table::with_header(cells, self.header_rows, self.header.roles.clone()));
    }
}
