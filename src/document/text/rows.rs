//! Tables whose cells stand between bars or tabs: from lines to rows.

use super::super::role::HeaderWord;
use super::super::{ColumnRole, Vocabulary, row_number};
use super::lines::is_note;
use super::prose::key_value;
use super::{Line, blanks, heading_level};
use crate::span::Span;
use crate::text::{any_bytes, squash, trim, trim_end, trim_start};

/// The paragraphs of the cells of one row; an empty cell has none.
pub(super) type Row = Vec<Vec<Span>>;

/// Lines that are rows.
#[derive(Debug)]
pub(super) struct Grid {
    end: usize,
    pub(super) rows: Vec<Row>,
    /// Whether bars part the cells.
    pub(super) barred: bool,
}

impl Grid {
    /// Rows that were read otherwise, up to the line `end`.
    pub(super) const fn of_rows(rows: Vec<Row>, end: usize) -> Self {
        Self { end, rows, barred: false }
    }

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

impl Delimiter {
    fn parts(self, c: char) -> bool {
        match self {
            Self::Bar => is_bar(c),
            Self::Tab => c == '\t',
        }
    }
}

pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// How far into a line delimiters are looked for, in characters: the first cells tell, a long cell is not read for this.
const DELIMITER_REACH: usize = 2000;

/// The delimiter of a line that starts a table.
fn delimiter(line: &Line, source: &str) -> Option<Delimiter> {
    let text = line.whole.slice(source)?;
    let mut bars = 0usize;
    let mut tab = false;
    if !may_delimit(text) {
        return None;
    }
    for c in text.chars().take(DELIMITER_REACH) {
        bars = bars.saturating_add(usize::from(is_bar(c)));
        tab |= c == '\t';
        if bars >= 2 {
            return Some(Delimiter::Bar);
        }
    }
    (tab && line.span.slice(source)?.contains('\t')).then_some(Delimiter::Tab)
}

/// Whether a bar or a tab may be in `text`; never `false` where one is. Most lines have none, and to look at their bytes is
/// much quicker than to look at their characters.
fn may_delimit(text: &str) -> bool {
    // The first two bytes of the bars: ｜ is EF BD 9C, │ E2 94 82, ┃ E2 94 83, ║ E2 95 91.
    let found = |one: u8, next: u8, _| {
        (one == b'|') | (one == b'\t') | ((one == 0xe2) & (next & 0xfe == 0x94)) | ((one == 0xef) & (next == 0xbd))
    };
    any_bytes(text, found)
}

/// How many lines of the page, parted as rows are, may stand over a table.
const MAX_PAGE_LINES: usize = 3;

/// Reads the block of rows that starts at `lines[at]`.
///
/// ```text
/// block = row { row | rest }        at least two rows, or one row of metadata
/// row   = [ "|" ] cell { "|" cell } [ "|" ]  |  cell { TAB cell }
/// rest  = cell { "|" cell }         a cell goes on over the line break, and after it the row: under a known header,
///                                   where the row is not full, or where the next row number is still to come
/// ```
///
/// Cells between blanks are the matter of [`blanks`].
pub(super) fn block_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Grid> {
    let first = lines.get(at)?;
    let Some(kind) = delimiter(first, source) else { return blanks::block_at(lines, at, source, vocabulary) };
    let mut rows = Rows::new(kind, first, source, vocabulary);
    let mut end = at;
    for (index, line) in lines.iter().enumerate().skip(at) {
        let mut cells = cut(line, source, kind);
        // Where no bar opens the rows, one at the start closes an empty cell.
        let text = line.whole.slice(source).unwrap_or_default();
        if kind == Delimiter::Bar && !rows.barred && starts_with_bar(text) && cells.len() < rows.width {
            cells.insert(0, Span::new(line.whole.start(), line.whole.start()));
        }
        // 来源：县府办⇥日期：7月16日 over a table is no row of it.
        if rows.width == 0 && rows.are_pairs(source) && labels(&cells, source, vocabulary) > 1 {
            break;
        }
        if rows.begins_another(&cells, source, vocabulary) {
            end = end.saturating_sub(rows.take_caption());
            break;
        }
        if rows.is_caption(&cells, line, lines.get(index.saturating_add(1)), source, vocabulary) {
            break;
        }
        match rows.place(line, text, &cells, source, vocabulary) {
            Some(Place::Row) if is_rule(&cells, source) => {}
            Some(Place::Row) => rows.rows.push(cells.into_iter().map(|cell| paragraphs(cell, source)).collect()),
            Some(Place::Rest) => rows.extend(cells, source),
            Some(Place::RestIfMore) if rows.more(lines, index, source) => rows.extend(cells, source),
            Some(Place::RestIfMore) | None => break,
        }
        rows.open = kind == Delimiter::Tab || !trim_end(text).ends_with(is_bar);
        end = end.saturating_add(1);
    }
    let mut rows = rows.rows;
    if kind == Delimiter::Tab {
        rows.iter_mut().flatten().for_each(|cell| unquote(cell, source));
    }
    let of_metadata = rows.first().and_then(|row| row.first()).and_then(|cell| cell.first()).is_some_and(|label| {
        let label = label.slice(source).unwrap_or_default().trim_end_matches([':', '：']);
        vocabulary.page_labels.get(trim(label)).is_some()
    });
    (rows.len() >= 2 || of_metadata).then_some(Grid { end, rows, barred: kind == Delimiter::Bar })
}

/// Takes off the quotation marks in which a spreadsheet puts a cell of several lines.
fn unquote(cell: &mut Vec<Span>, source: &str) {
    let text = |span: &Span| span.slice(source).unwrap_or_default();
    let quoted = cell.len() > 1
        && cell.first().is_some_and(|first| text(first).starts_with('"'))
        && cell.last().is_some_and(|last| text(last).ends_with('"'));
    if quoted {
        if let Some(first) = cell.first_mut() {
            *first = Span::new(first.start().saturating_add(1), first.end());
        }
        if let Some(last) = cell.last_mut() {
            *last = Span::new(last.start(), last.end().saturating_sub(1));
        }
        cell.retain(|span| !span.is_empty());
    }
}

/// Whether most cells are known labels.
fn is_header(cells: &[Span], source: &str, vocabulary: &Vocabulary) -> bool {
    const MIN_LABELS: usize = 3;
    cells.len() >= MIN_LABELS && labels(cells, source, vocabulary).saturating_mul(4) >= cells.len().saturating_mul(3)
}

/// How many cells are known labels.
fn labels(cells: &[Span], source: &str, vocabulary: &Vocabulary) -> usize {
    cells.iter().filter(|cell| cell.slice(source).is_some_and(|text| vocabulary.header_word(text).is_some())).count()
}

/// The paragraphs of a cell, which Markdown parts by the tag of a line break: 已修订预案。<br>储备冲锋舟24艘。
fn paragraphs(cell: Span, source: &str) -> Vec<Span> {
    let text = cell.slice(source).unwrap_or_default();
    let mut found = Vec::new();
    let mut start = 0usize;
    let mut add = |from: usize, to: usize| {
        let part = text.get(from..to).unwrap_or_default();
        let left = trim_start(part);
        let from = from.saturating_add(part.len().saturating_sub(left.len()));
        let inner = trim_end(left).len();
        if inner > 0 {
            found.push(Span::new(from, from.saturating_add(inner)).shift(cell.start()));
        }
    };
    for (at, tag) in text.match_indices('<').filter_map(|(at, _)| Some((at, line_break(text.get(at..)?)?))) {
        add(start, at);
        start = at.saturating_add(tag);
    }
    add(start, text.len());
    found
}

/// The length of the tag of a line break that opens the text: `<br>`, `<BR />`.
fn line_break(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.get(..2).filter(|name| name.eq_ignore_ascii_case("br"))?;
    let rest = inner.get(name.len()..)?;
    // Only the next characters are looked at: a cell may be full of tags that nothing closes.
    let close = rest.bytes().take(3).position(|byte| byte == b'>')?;
    let closes = rest.get(..close)?.chars().all(|c| matches!(c, ' ' | '/'));
    closes.then(|| 1usize.saturating_add(name.len()).saturating_add(close).saturating_add(1))
}

/// What a line is to the rows before it.
enum Place {
    /// A row of its own.
    Row,
    /// More of the last cell, and cells after it.
    Rest,
    /// More of the last cell of a row that is full, if the table goes on after it.
    RestIfMore,
}

/// The rows so far.
struct Rows {
    kind: Delimiter,
    rows: Vec<Row>,
    /// How many columns the header has; 0 if its labels are not known.
    width: usize,
    /// Whether rows have numbers.
    numbered: bool,
    /// Whether rows start with a bar.
    barred: bool,
    /// The last line has no bar at its end.
    open: bool,
}

/// How many lines ahead the next row number is looked for.
const REACH: usize = 40;

impl Rows {
    fn new(kind: Delimiter, first: &Line, source: &str, vocabulary: &Vocabulary) -> Self {
        let header = cut(first, source, kind);
        let words: Vec<HeaderWord> =
            header.iter().filter_map(|cell| vocabulary.header_word(cell.slice(source)?)).collect();
        let text = first.whole.slice(source).unwrap_or_default();
        Self {
            kind,
            rows: Vec::new(),
            width: if words.len() >= 2 { header.len() } else { 0 },
            numbered: words.iter().any(|word| word.role == ColumnRole::Number),
            barred: trim_start(text).starts_with(is_bar),
            open: false,
        }
    }

    /// What the line with these cells is; `None` if it is not of the table.
    fn place(&self, line: &Line, text: &str, cells: &[Span], source: &str, vocabulary: &Vocabulary) -> Option<Place> {
        let parted = cells.len() > 1;
        let alone = cells.iter().filter(|cell| !cell.is_empty()).nth(1).is_none();
        let Some(last) = self.rows.last() else { return Some(Place::Row) };
        // 领办人：某某 behind an empty line stands over the next table.
        let labelled = |text| key_value(text, vocabulary).is_some();
        if alone
            && (is_note(trim(text))
                || super::running::is_attachment(text)
                || super::is_furniture(trim(text), vocabulary)
                || line.gap > 0 && labelled(text))
        {
            return None;
        }
        if self.width == 0 || self.rows.len() < 2 && !self.open {
            return (parted || starts_with_bar(text)).then_some(Place::Row);
        }
        if self.kind == Delimiter::Bar && self.barred {
            return match (starts_with_bar(text), self.open) {
                (true, _) => Some(Place::Row),
                (_, true) if line.gap == 0 && self.fits(last, cells) => Some(Place::Rest),
                _ => None,
            };
        }
        if self.rows.len() == 1 || self.starts_row(cells, source) {
            return (parted || self.starts_row(cells, source)).then_some(Place::Row);
        }
        match last.len() < self.width {
            true if self.fits(last, cells) => Some(Place::Rest),
            _ if parted => Some(Place::Row),
            _ => Some(Place::RestIfMore),
        }
    }

    /// Whether the cells are the header of another table: known labels, and others than those over the rows so far.
    fn begins_another(&self, cells: &[Span], source: &str, vocabulary: &Vocabulary) -> bool {
        let text = |span: &Span| squash(span.slice(source).unwrap_or_default());
        let Some(header) = self.rows.first().filter(|_| self.width > 0 && self.rows.len() > 1) else { return false };
        if !is_header(cells, source, vocabulary) {
            return false;
        }
        let first: Vec<_> = header.iter().map(|cell| cell.first().map(text).unwrap_or_default()).collect();
        !cells.iter().map(text).eq(first)
    }

    /// Whether a line behind an empty one stands right over a header, be it the same again: 副市长 某某 over the tasks of each.
    fn is_caption(
        &self,
        cells: &[Span],
        line: &Line,
        next: Option<&Line>,
        source: &str,
        vocabulary: &Vocabulary,
    ) -> bool {
        let header = |next: &Line| {
            let cells = cut(next, source, self.kind);
            cells.len() == self.width && is_header(&cells, source, vocabulary)
        };
        self.width > 0 && self.rows.len() > 1 && cells.len() == 1 && line.gap > 0 && next.is_some_and(header)
    }

    /// Takes a line over the next table off the rows; how many lines it was.
    fn take_caption(&mut self) -> usize {
        let caption = self.rows.last().is_some_and(|row| row.len() == 1) && self.rows.len() > 2;
        if caption {
            self.rows.pop();
        }
        usize::from(caption)
    }

    /// Whether all rows so far, a few, are of pairs: 来源：县府办, 日期：7月16日.
    fn are_pairs(&self, source: &str) -> bool {
        let pair = |cell: &Span| cell.slice(source).is_some_and(|text| text.contains([':', '：']));
        let pairs = |row: &Row| row.iter().all(|cell| cell.iter().all(pair));
        (1..=MAX_PAGE_LINES).contains(&self.rows.len()) && self.rows.iter().all(pairs)
    }

    fn fits(&self, last: &Row, cells: &[Span]) -> bool {
        last.len().saturating_add(cells.len()).saturating_sub(1) <= self.width
    }

    /// Whether cells start a row: with its number, or as many as the header has, or with a heading over rows.
    fn starts_row(&self, cells: &[Span], source: &str) -> bool {
        let text = |cell: &Span| cell.slice(source).unwrap_or_default();
        let number = |cell: &Span| cell.len() <= 24 && row_number(text(cell)).is_some();
        let heading = |cell: &Span| cell.len() <= 90 && heading_level(text(cell)).is_some();
        let full = cells.len() >= self.width;
        match cells {
            [only] => heading(only) && !text(only).contains('。'),
            _ if self.numbered => full || cells.iter().take(3).any(number),
            _ => full,
        }
    }

    fn extend(&mut self, cells: Vec<Span>, source: &str) {
        let Some(row) = self.rows.last_mut() else { return };
        let mut cells = cells.into_iter();
        if let (Some(cell), Some(more)) = (row.last_mut(), cells.next().filter(|span| !span.is_empty())) {
            cell.push(more);
        }
        row.extend(cells.map(|cell| paragraphs(cell, source)));
    }

    /// Whether another row comes soon after `lines[index]`.
    fn more(&self, lines: &[Line], index: usize, source: &str) -> bool {
        let next = lines.iter().skip(index).take(REACH);
        let mut parted = next.map(|line| cut(line, source, self.kind)).filter(|cells| cells.len() > 1);
        // What stands right under a full row is of its last cell if no empty line parts them.
        let joined = lines.get(index).is_some_and(|line| line.gap == 0);
        parted.next().map_or(joined && self.kind == Delimiter::Tab, |cells| self.starts_row(&cells, source))
    }
}

fn starts_with_bar(text: &str) -> bool {
    trim_start(text).starts_with(is_bar)
}

/// The cells of a row, trimmed; an empty one is an empty span.
fn cut(line: &Line, source: &str, kind: Delimiter) -> Vec<Span> {
    let text = line.whole.slice(source).unwrap_or_default();
    let mut cells = Vec::new();
    let mut start = 0usize;
    for (at, c) in text.char_indices().filter(|&(_, c)| kind.parts(c)).chain([(text.len(), '\n')]) {
        let cell = text.get(start..at).unwrap_or_default();
        let left = trim_start(cell);
        let inner = trim_end(left);
        let from = start.saturating_add(cell.len().saturating_sub(left.len()));
        cells.push(Span::new(from, from.saturating_add(inner.len())).shift(line.whole.start()));
        start = at.saturating_add(c.len_utf8());
    }
    if kind == Delimiter::Bar {
        // Bars close the cells; before the first and after the last there is none.
        if cells.len() > 1 && cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        if cells.len() > 1 && cells.first().is_some_and(|cell| cell.is_empty()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bar_is_overlooked() {
        for c in ('\0'..='\u{ffff}').filter(|&c| is_bar(c) || c == '\t') {
            for place in [0, 1, 30, 31, 32, 33, 62, 63, 64, 65, 200] {
                let text = format!("{}{c}{}", "a".repeat(place), "市".repeat(40));
                assert!(may_delimit(&text) && may_delimit(&format!("{}{c}", "a".repeat(place))), "{text}");
            }
        }
        assert!(!may_delimit("完成投资3亿元,“十四五”期间（1-6月）；新建公园3个。"));
    }
}
