//! Rates of growth: which way they go, and what says so where no word right before the number does.
//!
//! ```text
//! growth = phrase '实现' number [ bound ] [ '的' ] '增长'      出口实现8.1%的较快增长
//!        | number '的' { scope } noun-of-growth             以9.2%的增速, 高于7.1%的全国年均增幅
//!        | noun-of-growth … ',' reach number                增速最快,达8.2%
//! ```

use super::approach::{After, Approach};
use super::base::{earlier_basis, same_basis};
use super::cue::{Role, Roles};
use super::draft::Answer;
use super::kind::{Basis, Direction, Measure};
use super::measure;
use super::phrase::Before;
use super::read::Reader;
use super::token::{Kind, Token};

/// The direction and the basis of a percentage that is a growth though no word right before it says so; each `None` where
/// the number says its own.
pub(super) fn implied(
    reader: &Reader<'_>,
    approach: &Approach,
    after: &After,
) -> Option<(Option<Direction>, Option<Basis>)> {
    let bare = || matches!(reader.before(approach), Before::Nothing);
    if let Some(last) = reader.last.as_ref().filter(|last| last.measure == Measure::Growth) {
        // `增速从高到低为嘉善县(12.3%)、平湖市(11%)`
        if reader.bracketed_growth() {
            return Some((last.direction, last.basis));
        }
        // `增速从13%跃升至34%`: the rate that is reached is one of growth as well.
        if approach.until && last.at >= reader.clause {
            return Some((last.direction, None));
        }
        // `增长7.5%以上,力争8%以上`: the same, aimed higher.
        if approach.modal.is_some() && last.sentence == reader.sentence && bare() {
            return Some((last.direction, None));
        }
    }
    // `增速最快,达8.2%`
    if approach.reach && reader.spoken == Some(Measure::Growth) && bare() {
        return Some((None, None));
    }
    // growth = phrase '实现' number [ bound ] [ '的' ] '增长'
    direction_after(reader, after).map(|direction| (Some(direction), None))
}

/// The direction of 增长 and the like right after the number, where the clause ends with it, or of a noun for growth.
fn direction_after(reader: &Reader<'_>, after: &After) -> Option<Direction> {
    let tokens = &reader.lexed.tokens;
    let skip = usize::from(tokens.get(after.next).is_some_and(|token| token.has(Role::De)));
    let at = after.next.saturating_add(skip);
    // 以9.2%|的增速|位居全省第二, 高于7.1%|的全国年均|增幅
    if skip > 0 {
        let run = tokens.get(at..).unwrap_or_default().iter().take(3);
        const SCOPES: Roles = Roles::of(&[Role::Whole, Role::Noun, Role::Average]);
        let said = run.clone().take_while(|token| token.roles.any(SCOPES) || token.is_place());
        if let Some(noun) = run.clone().nth(said.count()).filter(|noun| noun.has(Role::Growth)) {
            return Some(noun.cue().and_then(|cue| cue.direction).unwrap_or(Direction::Up));
        }
    }
    // 8.1%的|较快|增长, 20%的|速度|增长
    let manner = |token: &&Token| {
        token.chars <= 2 && !token.has(Role::Relative) && matches!(token.kind, Kind::Word | Kind::Cue(_))
    };
    let at = at.saturating_add(usize::from(skip > 0 && tokens.get(at).filter(manner).is_some()));
    let token = tokens.get(at).filter(|token| token.has(Role::Relative))?;
    let ends = tokens.get(at.saturating_add(1)).is_none_or(|next| {
        next.has(Role::De) || matches!(next.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Enum | Kind::Close)
    });
    let direction = if token.has(Role::Down) { Direction::Down } else { Direction::Up };
    ends.then_some(direction)
}

/// The answer for a rate of growth.
pub(super) fn answer(reader: &mut Reader<'_>, index: usize, approach: &Approach, negative: bool) -> Answer {
    let (named, holders) = measure::rate_name(reader, index, approach);
    let mut answer = Answer::new(Measure::Growth, named, "a direction or a noun for growth with %");
    let direction = approach.direction.unwrap_or(Direction::Up);
    answer.direction = Some(if negative { direction.reversed() } else { direction });
    answer.basis = approach.basis.or_else(|| earlier_basis(reader, approach)).or_else(|| same_basis(reader, &answer));
    answer.holders = holders;
    answer
}
