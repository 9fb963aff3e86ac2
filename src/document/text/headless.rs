//! Tables without a header, of lines or of cells: what their columns hold is seen by their rows.
//!
//! ```text
//! table = row row row { row }        the numbers of the rows go on from 1, most rows are alike
//! row   = number prose { prose } [ units { units } ] { prose } [ status ]
//! ```
//!
//! The first prose of a row is the task; what stands behind its units, or is a second prose before them, is the progress.

use super::super::{ColumnRole, Units, Vocabulary, row_number};
use super::Line;
use super::header::{Header, Label, usual_gap};
use super::prose::key_value;

/// How many rows are looked at, and how many lines one may have.
pub(crate) const MAX_ROWS: usize = 24;
const MAX_LINES: usize = 24;
/// The fewest rows.
const MIN_ROWS: usize = 3;

/// What a line of a row looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Prose,
    Units,
    Status,
}

/// A header without labels, for the table whose first row number is `lines[at]`.
pub(super) fn header_at(lines: &[Line], at: usize, source: &str, vocabulary: &Vocabulary) -> Option<Header> {
    let number = |index: usize| {
        let text = lines.get(index)?.span.slice(source).filter(|text| text.len() <= 8)?;
        row_number(text).filter(|number| number.depth == 0 && !number.chinese)
    };
    // Most lines are no numbers: the cheap test first.
    number(at).filter(|number| number.value == 1)?;
    let mut starts = vec![at];
    while starts.len() <= MAX_ROWS
        && let Some(&last) = starts.last()
    {
        let wanted = u32::try_from(starts.len()).ok()?.saturating_add(1);
        let range = last.saturating_add(2)..lines.len().min(last.saturating_add(MAX_LINES));
        let Some(next) = range.into_iter().find(|&index| number(index).is_some_and(|number| number.value == wanted))
        else {
            break;
        };
        starts.push(next);
    }
    if starts.len() < MIN_ROWS {
        return None;
    }
    let body = lines.get(at..*starts.last()?)?;
    // 01 / 新建驿站5个 / 责任单位：党建办: what each line holds is said in front of it.
    let labelled =
        body.iter().filter(|line| key_value(line.span.slice(source).unwrap_or_default(), vocabulary).is_some());
    if labelled.count().saturating_add(1) >= starts.len() {
        return None;
    }
    let parted = body.iter().skip(1).filter(|line| line.gap > 0).count();
    let gap = if parted.saturating_mul(3) >= body.len() { usual_gap(body) } else { 0 };
    let kind = |line: &Line| kind(line.span.slice(source).unwrap_or_default(), vocabulary);
    let rows = starts.iter().zip(starts.iter().skip(1)).map(|(&start, &end)| {
        let cells = lines.get(start.saturating_add(1)..end).unwrap_or_default().iter().enumerate();
        // Where empty lines part the cells, a line right under another goes on with it.
        let cells = cells.filter(|(index, line)| *index == 0 || gap == 0 || line.gap > 0);
        roles(cells.map(|(_, line)| kind(line)))
    });
    let rows: Vec<Option<Vec<ColumnRole>>> = rows.collect();
    told(&rows).map(|told| Header {
        end: at,
        labels: told.iter().map(|_| Label::new(Vec::new(), None)).collect(),
        roles: told.clone(),
        gap,
        cut: false,
    })
}

/// The columns of a table of cells that has no header, by the looks of its rows.
pub(crate) fn columns(rows: &[Vec<String>], vocabulary: &Vocabulary) -> Option<Vec<ColumnRole>> {
    let rows = rows.iter().take(MAX_ROWS).map(|row| {
        let (number, cells) = row.split_first()?;
        row_number(number).filter(|number| number.depth == 0)?;
        roles(cells.iter().map(|cell| kind(cell, vocabulary))).filter(|roles| roles.len() == row.len())
    });
    told(&rows.collect::<Vec<_>>()).cloned()
}

/// The columns that most rows have.
fn told(rows: &[Option<Vec<ColumnRole>>]) -> Option<&Vec<ColumnRole>> {
    let told =
        rows.iter().flatten().max_by_key(|roles| rows.iter().flatten().filter(|other| other == roles).count())?;
    let alike = rows.iter().flatten().filter(|roles| *roles == told).count();
    let tells = told.len() > 2
        && rows.len().saturating_add(1) >= MIN_ROWS
        && alike.saturating_mul(3) >= rows.len().saturating_mul(2);
    tells.then_some(told)
}

fn kind(text: &str, vocabulary: &Vocabulary) -> Kind {
    match vocabulary.status(text) {
        Some(_) => Kind::Status,
        None if vocabulary.units(text) == Units::Yes => Kind::Units,
        None => Kind::Prose,
    }
}

/// The columns of a row, by the looks of its cells.
fn roles(cells: impl Iterator<Item = Kind>) -> Option<Vec<ColumnRole>> {
    let mut roles = vec![ColumnRole::Number];
    for kind in cells {
        let last = roles.last().copied()?;
        let units = roles.contains(&ColumnRole::Responsible);
        let progress = roles.contains(&ColumnRole::Progress);
        let role = match kind {
            Kind::Prose if last == ColumnRole::Number => ColumnRole::Task,
            Kind::Prose if last == ColumnRole::Task => ColumnRole::Progress,
            Kind::Prose if last == ColumnRole::Responsible && !progress => ColumnRole::Progress,
            Kind::Prose if last == ColumnRole::Progress => continue,
            Kind::Units if last == ColumnRole::Responsible => continue,
            Kind::Units if last != ColumnRole::Number && !units => ColumnRole::Responsible,
            Kind::Status if last != ColumnRole::Number && last != ColumnRole::Status => ColumnRole::Status,
            _ => return None,
        };
        roles.push(role);
    }
    Some(roles)
}
