//! Cells that were broken to fit narrow columns, in a table whose lines nothing parts.
//!
//! ```text
//! row   = number cell { cell }          as many cells as the header has labels
//! cell  = { line } last-line            a line goes on unless a sentence ends with it, or the names of units are complete
//! ```
//!
//! Whether lines were broken is told by the outcome: put together so, nearly all rows are full, and few were before.

use super::super::{ColumnRole, Units, Vocabulary};
use super::Line;
use super::header::Header;

/// The fewest rows that tell.
const MIN_ROWS: usize = 3;
/// The longest line of a narrow column, in bytes, and the most lines of a row.
const MAX_LINE: usize = 90;
const MAX_LINES: usize = 40;
/// The longest rest of a unit's name, in bytes: 经济发展局、招商|局.
const MAX_REST: usize = 12;

/// The cells, each as its lines; `None` where no line was broken.
pub(super) fn cells<'l>(
    lines: &'l [Line],
    header: &Header,
    source: &str,
    vocabulary: &Vocabulary,
) -> Option<Vec<&'l [Line]>> {
    let columns = header.roles.len();
    if header.gap > 0 || columns < 3 || header.roles.first() != Some(&ColumnRole::Number) {
        return None;
    }
    let text = |line: &Line| line.span.slice(source).unwrap_or_default();
    let mut starts: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let text = text(line);
        let number = if text.len() <= 8 { super::super::row_number(text) } else { None };
        let wanted = u32::try_from(starts.len()).ok()?.saturating_add(1);
        if number.is_some_and(|number| number.value == wanted && number.depth == 0) {
            starts.push(index);
        }
    }
    let ends = starts.iter().copied().skip(1).chain([lines.len()]);
    let rows: Vec<&[Line]> = starts.iter().zip(ends).filter_map(|(&start, end)| lines.get(start..end)).collect();
    let narrow = |row: &&[Line]| row.len() <= MAX_LINES && row.iter().all(|line| line.span.len() <= MAX_LINE);
    let full = |count: usize| count.saturating_mul(10) >= rows.len().saturating_mul(9);
    if rows.len() < MIN_ROWS
        || rows.iter().filter(|row| row.len() == columns).count().saturating_mul(2) > rows.len()
        || !rows.iter().all(narrow)
    {
        return None;
    }
    let mut cells: Vec<&[Line]> = lines.get(..*starts.first()?)?.chunks(1).collect();
    let mut whole = 0usize;
    for row in &rows {
        let before = cells.len();
        let (number, rest) = row.split_at_checked(1)?;
        cells.push(number);
        let mut units = String::new();
        cells.extend(rest.chunk_by(|line, next| {
            units.push_str(text(line));
            let on = goes_on(text(line), &units, text(next), vocabulary);
            if !on {
                units.clear();
            }
            on
        }));
        whole = whole.saturating_add(usize::from(cells.len().saturating_sub(before) == columns));
    }
    full(whole).then_some(cells)
}

/// Whether the cell of which `cell` has been read, up to the end of `line`, goes on with the next line.
fn goes_on(line: &str, cell: &str, next: &str, vocabulary: &Vocabulary) -> bool {
    if line.ends_with(['。', '；', ';', '！', '!']) {
        return false;
    }
    let complete = !line.ends_with('、') && !cell.contains([',', '，']) && vocabulary.units(cell) == Units::Yes;
    let sentence = next.ends_with(['。', '；', ';']);
    !complete || !sentence && next.len() <= MAX_REST || vocabulary.units(next) != Units::No
}
