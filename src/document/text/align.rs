//! Lays pieces of text into the columns of a table where no border tells which belongs where.
//!
//! Each piece gets points for standing in a column by its look (a unit in a column of units, a number that goes on from
//! the last one in the column of numbers) and for what stands before it (a second paragraph of a progress cell costs
//! little, a second paragraph of a status cell much). The way through the columns with the most points wins (Viterbi):
//! linear in the number of pieces, whatever the order of the columns.

use super::super::{ColumnRole, Look, Units};

/// A piece of text to be placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) look: Look,
    /// Whether a number of a row goes on from the one before.
    pub(super) number: NumberFit,
    /// Empty lines before it beyond those that part any two cells: each may be an empty cell.
    pub(super) extra_gap: usize,
    /// Nothing parts it from the piece before, where cells are parted by empty lines.
    pub(super) joined: bool,
    pub(super) list: ListPlace,
    /// The piece before it says that its cell is empty: nothing goes on there.
    pub(super) after_none: bool,
    /// The piece before it is the name of a unit, complete and with no separator after it.
    pub(super) after_unit: bool,
    /// How much more it reads like a report of what was done than the piece before it.
    pub(super) contrast: i32,
    /// It reads as a heading over rows: `一、经济发展`.
    pub(super) heading: bool,
    /// It is print, font size or the like: a word of the page.
    pub(super) furniture: bool,
    /// Short words right before a row number, as a category has that stands before it.
    pub(super) leads: bool,
    /// The column that it has where each row has as many pieces as there are columns.
    pub(super) own: Option<usize>,
}

/// The points for the column that a piece has in a table whose rows all are full.
const OWN_COLUMN: i32 = 14;

/// The points for short words before a row number in the column of a category before that of the numbers.
const LEADS: i32 = 16;

/// How a row number fits the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFit {
    /// No number.
    No,
    /// A number that goes on from nothing: a count in some other column, most likely.
    Stray,
    /// A gap, a misprint or a restart.
    Odd,
    /// One more than the last.
    Next,
}

/// Where a piece stands in a list with markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListPlace {
    None,
    First,
    Continues,
    /// In a list whose items each open a row.
    Row,
}

/// Where a piece was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In this column; `new_row` where it starts a row.
    Column { column: usize, new_row: bool },
    /// A row of its own over the whole table.
    Heading,
    /// Not in the table.
    Outside,
}

/// The states of the way: a column, a heading between rows, outside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Column(usize),
    Heading,
    Outside,
}

/// Those of a table with these columns.
fn states(roles: &[ColumnRole]) -> impl Iterator<Item = State> {
    (0..roles.len()).map(State::Column).chain([State::Heading, State::Outside])
}

/// Points for the layout of the pieces under these columns.
///
/// Where each row has as many pieces as there are columns or more (`dense`), hardly a cell is empty.
pub(super) fn align(pieces: &[Piece], roles: &[ColumnRole], dense: bool) -> Vec<Place> {
    let states: Vec<State> = states(roles).collect();
    let count = states.len();
    let mut costs = Costs::new(roles, dense);
    // A text begins as behind a heading.
    let mut score: Vec<i32> =
        states.iter().map(|&state| if state == State::Heading { 0 } else { i32::MIN / 4 }).collect();
    let mut next = vec![0i32; count];
    let mut back = vec![0u8; pieces.len().saturating_mul(count)];
    for (piece, back) in pieces.iter().zip(back.chunks_exact_mut(count)) {
        costs.gap(piece.extra_gap);
        let steps = Steps::of(piece);
        let moves = costs.moves.chunks_exact(count);
        for (((&state, moves), next), back) in states.iter().zip(moves).zip(&mut next).zip(back) {
            let mut best = (i32::MIN / 2, 0u8);
            // A table has a few dozen columns.
            for (from, (&so_far, way)) in (0u8..).zip(score.iter().zip(moves)) {
                let points = total(so_far, way.points, steps.points(way.step));
                if points > best.0 {
                    best = (points, from);
                }
            }
            (*next, *back) = (best.0.saturating_add(look_points(piece, state, roles)), best.1);
        }
        // Only differences count; this keeps a long table from running out of the number range.
        let top = next.iter().copied().max().unwrap_or(0);
        next.iter_mut().for_each(|points| *points = points.saturating_sub(top));
        std::mem::swap(&mut score, &mut next);
    }
    // The last row lacks what it has not come to.
    let end_points = |index: usize| match states.get(index) {
        Some(&State::Column(column)) => skip_cost_of(column.saturating_add(1)..roles.len(), roles).saturating_neg(),
        _ => 0,
    };
    let total = |index: usize| score.get(index).map(|points| points.saturating_add(end_points(index)));
    let mut at = (0..count).max_by_key(|&index| (total(index), std::cmp::Reverse(index))).unwrap_or(0);
    let mut way = Vec::with_capacity(pieces.len());
    for row in back.chunks(count).rev() {
        way.push(at);
        at = row.get(at).copied().map_or(0, usize::from);
    }
    way.reverse();
    let mut previous: Option<usize> = None;
    way.into_iter()
        .map(|index| match states.get(index) {
            Some(&State::Column(column)) => {
                let new_row = previous.is_none_or(|previous| column < previous);
                previous = Some(column);
                Place::Column { column, new_row }
            }
            Some(State::Heading) => {
                previous = None;
                Place::Heading
            }
            _ => {
                previous = None;
                Place::Outside
            }
        })
        .collect()
}

/// The points of a way that goes on.
#[expect(clippy::arithmetic_side_effects, reason = "the best way stands at 0, any other a few thousand below")]
const fn total(so_far: i32, points: i32, step: i32) -> i32 {
    so_far + points + step
}

/// The most columns for which [`fit`] weighs every way.
const MAX_FIT_COLUMNS: usize = 64;

/// The columns of the cells of one row that has fewer cells than the table has columns: in order, each its own.
pub(super) fn fit(cells: &[Piece], roles: &[ColumnRole]) -> Vec<usize> {
    best_fit(cells, roles).map_or_else(|| (0..cells.len()).collect(), |(_, columns)| columns)
}

/// By how many points cells must fit better in other columns than those they stand in.
const MISPLACED: i32 = 30;

/// The columns of the cells of a row whose last cells are empty, where they fit others much better than the first ones:
/// merged cells have moved them to the left.
pub(super) fn moved(cells: &[Piece], roles: &[ColumnRole]) -> Option<Vec<usize>> {
    let (points, columns) = best_fit(cells, roles)?;
    let stand = cells
        .iter()
        .enumerate()
        .fold(0i32, |sum, (column, cell)| sum.saturating_add(look_points(cell, State::Column(column), roles)));
    let stand = stand.saturating_sub(skip_cost_of(cells.len()..roles.len(), roles));
    (points > stand.saturating_add(MISPLACED)).then_some(columns)
}

/// By how many points cells fit these columns better than the first ones.
pub(super) fn gain(cells: &[Piece], columns: &[usize], roles: &[ColumnRole]) -> i32 {
    let points = |cell: &Piece, column: usize| look_points(cell, State::Column(column), roles);
    let pairs = cells.iter().zip(columns).enumerate();
    pairs.fold(0i32, |sum, (stands, (cell, &column))| {
        sum.saturating_add(points(cell, column)).saturating_sub(points(cell, stands))
    })
}

/// The best columns of fewer cells than there are columns, and their points.
fn best_fit(cells: &[Piece], roles: &[ColumnRole]) -> Option<(i32, Vec<usize>)> {
    let columns = roles.len();
    if columns > MAX_FIT_COLUMNS || cells.len() >= columns {
        return None;
    }
    let skipped = |range: std::ops::Range<usize>| skip_cost_of(range, roles);
    let mut best: Vec<Option<(i32, Vec<usize>)>> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let mut next = vec![None; columns];
        for (column, slot) in next.iter_mut().enumerate() {
            let own = look_points(cell, State::Column(column), roles);
            let before = if index == 0 {
                Some((skip_front_cost(column, roles).saturating_neg(), Vec::new()))
            } else {
                let ways = best.iter().take(column).enumerate().filter_map(|(from, way)| {
                    let (points, way) = way.as_ref()?;
                    Some((points.saturating_sub(skipped(from.saturating_add(1)..column)), way))
                });
                ways.max_by_key(|(points, _)| *points).map(|(points, way)| (points, way.clone()))
            };
            *slot = before.map(|(points, mut way)| {
                way.push(column);
                (points.saturating_add(own), way)
            });
        }
        best = next;
    }
    let ends = best.into_iter().enumerate().filter_map(|(column, way)| {
        let (points, way) = way?;
        Some((points.saturating_sub(skipped(column.saturating_add(1)..columns)), way))
    });
    ends.max_by_key(|(points, _)| *points)
}

/// Points for the look of `piece` in `place`.
#[expect(clippy::arithmetic_side_effects, reason = "a score is the sum of a few dozen costs below 1000")]
fn look_points(piece: &Piece, place: State, roles: &[ColumnRole]) -> i32 {
    let look = &piece.look;
    let column = match place {
        State::Column(column) => column,
        State::Heading if piece.heading => return 25,
        State::Heading if look.sentence || look.chars > 24 || look.units == Units::Yes || look.number.is_some() => {
            return -90;
        }
        State::Heading if look.status.is_some() || look.none || look.percent => return -60,
        State::Heading => return -14,
        State::Outside if piece.furniture => return 30,
        State::Outside => return -25,
    };
    let role = roles.get(column).copied().unwrap_or(ColumnRole::Unknown);
    if role == ColumnRole::Number {
        return match piece.number {
            NumberFit::Next => 60,
            NumberFit::Odd => 25,
            NumberFit::Stray => -20,
            NumberFit::No => -200,
        };
    }
    if piece.furniture {
        return -40;
    }
    // A number that goes on from the last is hardly anything else.
    let number = match piece.number {
        NumberFit::Next => 50,
        NumberFit::Odd => 20,
        _ => 0,
    };
    let own = if piece.own == Some(column) { OWN_COLUMN } else { 0 };
    let heading = if piece.heading { 12 } else { 0 };
    let points = match role {
        _ if look.none => match role {
            ColumnRole::Task => -20,
            _ => 5,
        },
        ColumnRole::Task => {
            let units = if look.units == Units::Yes { 30 } else { 0 };
            let status = if look.status.is_some() { 25 } else { 0 };
            let long = if look.chars >= 12 { 6 } else { 0 };
            let bare = if look.number.is_some() || look.percent { 30 } else { 0 };
            long - units - status - bare - look.cue
        }
        ColumnRole::Plan if look.deadline => 24,
        ColumnRole::Progress if look.deadline => -12,
        ColumnRole::Plan => {
            let units = if look.units == Units::Yes { 30 } else { 0 };
            let status = if look.status.is_some() && !look.percent { 12 } else { 0 };
            3 - units - status - look.cue / 2
        }
        ColumnRole::Progress => {
            let units = if look.units == Units::Yes { 30 } else { 0 };
            let status = if look.status.is_some() && !look.percent { 8 } else { 0 };
            let item = if look.marker.is_some() { 6 } else { 0 };
            6 + item - units - status + look.cue
        }
        role if role.is_units() => match look.units {
            Units::Yes => 40,
            Units::Perhaps | Units::Likely if look.status.is_some() => -30,
            Units::Perhaps => 0,
            Units::Likely => 8,
            Units::No => -60,
        },
        ColumnRole::Status => match (look.status.is_some(), look.percent) {
            (true, _) | (_, true) => 40,
            _ if look.units == Units::Yes => -40,
            _ if look.number.is_some() => 20,
            _ if leads_rows(piece, roles) => -LEADS,
            _ if look.chars <= 8 => 0,
            _ => -50,
        },
        ColumnRole::Leader => match look.people {
            true => 40,
            _ if look.units == Units::Yes => -40,
            _ if look.chars <= 8 && !look.sentence => 0,
            _ => -50,
        },
        ColumnRole::Category | ColumnRole::Title => {
            let units = if look.units == Units::Yes { 20 } else { 0 };
            let long = i32::try_from(look.chars.saturating_sub(16)).unwrap_or(0);
            let sentence = if look.sentence { 20 } else { 0 };
            let leads = role == ColumnRole::Category && leads_rows(piece, roles);
            4 - units - long.min(40) - sentence + if leads { LEADS } else { 0 }
        }
        ColumnRole::Unit => {
            if look.chars <= 6 && !look.sentence {
                10
            } else {
                -50
            }
        }
        ColumnRole::Remark => -1,
        _ => -2,
    };
    points + own - number - heading
}

/// Whether the piece may be the category of the rows below it, in a table whose categories stand before the numbers.
fn leads_rows(piece: &Piece, roles: &[ColumnRole]) -> bool {
    let place = |wanted| roles.iter().position(|&role| role == wanted);
    piece.leads && place(ColumnRole::Category).zip(place(ColumnRole::Number)).is_some_and(|(own, number)| own < number)
}

/// What an empty cell costs more in a table whose rows have no fewer pieces than columns.
const DENSE: i32 = 10;

/// What an empty cell of this role costs.
fn skip_cost(role: ColumnRole) -> i32 {
    match role {
        ColumnRole::Task => 26,
        ColumnRole::Progress => 14,
        ColumnRole::Lead | ColumnRole::Responsible => 12,
        ColumnRole::Status | ColumnRole::Title => 8,
        ColumnRole::Plan | ColumnRole::Leader => 6,
        ColumnRole::Supporting | ColumnRole::Unit => 4,
        ColumnRole::Unknown => 3,
        ColumnRole::Number | ColumnRole::Category | ColumnRole::Remark => 1,
    }
}

/// What empty cells in these columns cost.
fn skip_cost_of(range: std::ops::Range<usize>, roles: &[ColumnRole]) -> i32 {
    roles.get(range).unwrap_or_default().iter().fold(0i32, |sum, &role| sum.saturating_add(skip_cost(role)))
}

/// What another paragraph in a cell of this role costs.
fn stay_cost(role: ColumnRole) -> i32 {
    match role {
        ColumnRole::Progress => 1,
        ColumnRole::Plan | ColumnRole::Lead | ColumnRole::Responsible | ColumnRole::Supporting => 2,
        ColumnRole::Remark => 6,
        ColumnRole::Leader => 5,
        ColumnRole::Unknown => 8,
        ColumnRole::Task => 11,
        ColumnRole::Category | ColumnRole::Title => 20,
        ColumnRole::Status => 40,
        ColumnRole::Unit => 60,
        ColumnRole::Number => 200,
    }
}

/// What a row without the number that other rows have costs: it stands under a number that spans it.
const SUB_ROW: i32 = 44;
/// The same after an empty line more than usual: the empty cell of the number.
const SUB_ROW_AFTER_GAP: i32 = 14;
/// What a new row costs in a table without numbers.
const NEW_ROW: i32 = 6;

/// What cells that are left empty cost, under the columns of one table.
struct Costs<'r> {
    roles: &'r [ColumnRole],
    /// What an empty cell costs more, as hardly one is.
    dense: i32,
    /// The column of row numbers.
    number: Option<usize>,
    /// By column: what those before the first cell of a row cost.
    front: Vec<i32>,
    /// Empty lines more than usual before the present piece; each pays for one empty cell, the dearest first.
    spare: usize,
    /// By first column and the one after the last: what empty cells in them cost.
    skip: Vec<i32>,
    /// By the state that is gone to and the one before it.
    moves: Vec<Move>,
}

impl<'r> Costs<'r> {
    fn new(roles: &'r [ColumnRole], dense: bool) -> Self {
        let mut costs = Self {
            roles,
            dense: if dense { DENSE } else { 0 },
            number: roles.iter().position(|&role| role == ColumnRole::Number),
            front: (0..roles.len()).map(|column| skip_front_cost(column, roles)).collect(),
            spare: 0,
            skip: Vec::new(),
            moves: Vec::new(),
        };
        costs.weigh();
        costs
    }

    /// Makes them those for a piece with so many spare lines before it.
    fn gap(&mut self, spare: usize) {
        let spare = spare.min(self.roles.len());
        if spare != self.spare {
            self.spare = spare;
            self.weigh();
        }
    }

    fn weigh(&mut self) {
        self.skip.clear();
        let columns = self.roles.len();
        let mut empty: Vec<i32> = Vec::with_capacity(columns);
        for from in 0..=columns {
            empty.clear();
            self.skip.extend(std::iter::repeat_n(0, from.saturating_add(1)));
            for &role in self.roles.get(from..).unwrap_or_default() {
                let cost = skip_cost(role).saturating_add(self.dense);
                let place = empty.partition_point(|&other| other > cost);
                empty.insert(place, cost);
                self.skip.push(empty.iter().skip(self.spare).fold(0i32, |sum, &cost| sum.saturating_add(cost)));
            }
        }
        let all = || states(self.roles);
        self.moves = all()
            .flat_map(|to| all().map(move |from| (from, to)))
            .map(|(from, to)| Move { points: move_points(from, to, self), step: Step::of(from, to, self.roles) })
            .collect();
    }

    /// What empty cells in the columns `from..to` cost.
    fn skip(&self, from: usize, to: usize) -> i32 {
        let width = self.roles.len().saturating_add(1);
        self.skip.get(from.saturating_mul(width).saturating_add(to)).copied().unwrap_or(0)
    }

    /// What the columns before `column`, that of the first cell of a row, cost.
    fn front(&self, column: usize) -> i32 {
        self.front.get(column).copied().unwrap_or(0)
    }

    /// What starting a row in a column costs, the columns before it apart.
    fn row_start(&self, column: usize) -> i32 {
        match self.number {
            Some(number) if column > number && self.spare > 0 => -SUB_ROW_AFTER_GAP,
            Some(number) if column > number => -SUB_ROW,
            Some(_) => 0,
            None => -NEW_ROW,
        }
    }
}

/// Points for going from one state to the next, whatever piece goes there.
#[expect(clippy::arithmetic_side_effects, reason = "a score is the sum of a few dozen costs below 1000")]
fn move_points(from: State, to: State, costs: &Costs<'_>) -> i32 {
    let roles = costs.roles;
    let columns = roles.len();
    match (from, to) {
        (State::Column(i), State::Column(j)) if i == j => {
            -stay_cost(roles.get(i).copied().unwrap_or(ColumnRole::Unknown))
        }
        (State::Column(i), State::Column(j)) if i < j => -costs.skip(i.saturating_add(1), j),
        (State::Column(i), State::Column(j)) => {
            costs.row_start(j) - costs.skip(i.saturating_add(1), columns) - costs.front(j)
        }
        (State::Column(i), State::Heading | State::Outside) => -costs.skip(i.saturating_add(1), columns),
        (State::Heading, State::Column(j)) => costs.row_start(j) - costs.front(j),
        (State::Outside, State::Column(j)) => costs.row_start(j) - costs.front(j) - 20,
        (State::Heading, State::Heading) => -8,
        (State::Outside, State::Outside) => 12,
        (State::Heading, State::Outside) | (State::Outside, State::Heading) => 0,
    }
}

/// Going from one state to the next.
#[derive(Clone, Copy)]
struct Move {
    /// What it brings, whatever piece goes there: [`move_points`].
    points: i32,
    step: Step,
}

/// How a move goes on, as far as a piece has a say in it.
#[derive(Clone, Copy)]
enum Step {
    /// In the same column.
    Same,
    /// To a column further on.
    On,
    /// To the column beside, where the words change from what is to be done to what was done.
    Change,
    /// To the column beside, where the words change from what was done to what comes next.
    Ahead,
    /// To a new row, or to a heading.
    Back,
    /// From no column, or out of the table.
    Other,
}

impl Step {
    fn of(from: State, to: State, roles: &[ColumnRole]) -> Self {
        match (from, to) {
            (State::Column(from), State::Column(to)) if from == to => Self::Same,
            (State::Column(from), State::Column(to)) if from < to => match roles.get(from..=to) {
                Some([ColumnRole::Task, ColumnRole::Progress]) => Self::Change,
                Some([ColumnRole::Progress, ColumnRole::Plan]) => Self::Ahead,
                _ => Self::On,
            },
            (State::Column(_), State::Column(_) | State::Heading) => Self::Back,
            (State::Column(_), State::Outside) | (State::Heading | State::Outside, _) => Self::Other,
        }
    }
}

/// What a piece adds to the points of a move, by its [`Step`].
struct Steps([i32; 6]);

#[expect(clippy::arithmetic_side_effects, reason = "a score is the sum of a few dozen costs below 1000")]
impl Steps {
    fn of(piece: &Piece) -> Self {
        let joined = if piece.joined { 40 } else { 0 };
        // A list starts a cell; it does not go on in the next.
        let (list, opens, back) = match piece.list {
            ListPlace::Continues => (12, -12, 0),
            ListPlace::First => (-14, 4, 0),
            ListPlace::Row => (-14, -6, 14),
            ListPlace::None => (0, 0, 0),
        };
        // Nothing goes on after a stroke, and a stroke goes on with nothing.
        let none = if piece.after_none || piece.look.none { 20 } else { 0 };
        // After a complete name without a separator comes another name, not a word that may be anything.
        let other = if piece.after_unit && matches!(piece.look.units, Units::Perhaps | Units::Likely) { 16 } else { 0 };
        let on = opens - joined;
        let contrast = piece.contrast.clamp(-8, 12) / 2;
        Self([list + joined.min(10) - none - other, on, on + contrast, on - contrast.min(0), back - joined, 0])
    }

    #[inline]
    fn points(&self, step: Step) -> i32 {
        self.0.get(step as usize).copied().unwrap_or(0)
    }
}

/// What the columns before the first cell of a row cost; categories and numbers span rows, so they cost nothing here.
fn skip_front_cost(j: usize, roles: &[ColumnRole]) -> i32 {
    let front = roles.get(..j).unwrap_or_default().iter();
    front
        .filter(|role| {
            !matches!(role, ColumnRole::Number | ColumnRole::Category | ColumnRole::Leader | ColumnRole::Title)
        })
        .fold(0i32, |sum, &role| sum.saturating_add(skip_cost(role)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weighing every stretch of columns anew is the oracle.
    #[test]
    fn empty_cells_cost_what_they_cost_one_by_one() {
        use ColumnRole::{Category, Lead, Number, Plan, Progress, Remark, Status, Task};
        let roles = [Number, Category, Task, Plan, Progress, Lead, Task, Status, Remark];
        let mut costs = Costs::new(&roles, false);
        for spare in [0, 1, 3, 0, 9, 40, 2] {
            costs.gap(spare);
            for from in 0..=roles.len() {
                for to in from..=roles.len() {
                    let mut each: Vec<i32> = roles[from..to].iter().map(|&role| skip_cost(role)).collect();
                    each.sort_unstable_by(|a, b| b.cmp(a));
                    assert_eq!(costs.skip(from, to), each.iter().skip(spare).sum::<i32>(), "{from}..{to}, {spare}");
                }
            }
        }
    }
}
