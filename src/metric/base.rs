//! What a number is compared with, and what it is a part of.
//!
//! ```text
//! base     = basis in the clause, in one of its own before it, or in the clause before: 占比首次超过全省平均,|高出0.15个百分点
//! hedged   = hedge ( '占' | reach ) whole '的' number      约占全省的十分之一
//! ```

use super::approach::Approach;
use super::cue::{Role, Roles};
use super::draft::Answer;
use super::indicator::Named;
use super::kind::{Basis, Bound, Measure};
use super::phrase::Before;
use super::read::Reader;
use super::token::Token;

/// hedged = hedge ( '占' | reach ) whole '的' number      约占全省的十分之一   约为全县平均水平的2倍
pub(super) fn hedged_whole(reader: &Reader<'_>, approach: &Approach) -> Option<Bound> {
    const REACH: usize = 8;
    let run = reader.lexed.tokens.get(reader.from.max(approach.start.saturating_sub(REACH))..approach.start)?;
    let [whole @ .., de] = run else { return None };
    const LEADS: Roles = Roles::of(&[Role::Share, Role::Reach, Role::Before]);
    let at = whole.iter().rposition(|token| token.roles.any(LEADS)).filter(|_| de.has(Role::De))?;
    let before = at.checked_sub(1).and_then(|before| whole.get(before)).and_then(Token::cue);
    let own = whole.get(at).and_then(Token::cue);
    own.and_then(|cue| cue.bound).or(before.filter(|cue| cue.has(Role::Before)).and_then(|cue| cue.bound))
}

/// compared = phrase ( '超过' | '高于' | '低于' ) base ','      占比|首次超过|全省平均,|高出0.15个百分点
pub(super) fn compared_before(reader: &Reader<'_>, approach: &Approach) -> Option<Named> {
    const THAN: Roles = Roles::of(&[Role::Than, Role::Exceeds, Role::FallsShort, Role::Before]);
    let [subject @ .., than, base] = reader.clause_before()? else { return None };
    let compares = than.roles.any(THAN) && (base.has(Role::Average) || base.has(Role::Whole) || base.is_place());
    let bare = approach.basis.is_none() && matches!(reader.before(approach), Before::Nothing);
    let named = !subject.is_empty() && compares && bare;
    let subject = reader.topic().filter(|_| named)?.0;
    Some(Named { carried: true, ..Named::phrase(reader, subject, "what was compared in the clause before") })
}

/// A basis in the same clause, before the indicator (`同比固定资产投资增长5%`), or in a clause of its own before it.
pub(super) fn earlier_basis(reader: &Reader<'_>, approach: &Approach) -> Option<Basis> {
    if !reader.said.roles.has(Role::Basis) {
        return reader.basis;
    }
    let run = reader.lexed.tokens.get(reader.from..approach.start)?;
    run.iter().rev().take(12).find_map(|token| token.cue().and_then(|cue| cue.basis)).or(reader.basis)
}

/// The basis of the change that the growth states once more: 比2010年增加252公顷,|增长2.0%.
pub(super) fn same_basis(reader: &Reader<'_>, answer: &Answer) -> Option<Basis> {
    let last = reader.last.as_ref()?;
    let same =
        last.measure == Measure::Change && last.sentence == reader.sentence && last.direction == answer.direction;
    last.basis.filter(|_| same && answer.named.carried && last.at < reader.clause)
}

/// Whether 的 stands before the number, which is a part of what stands before that.
pub(super) fn part_of_base(reader: &Reader<'_>, approach: &Approach) -> bool {
    let last = approach.start.checked_sub(1).filter(|&at| at >= reader.from);
    last.and_then(|at| reader.lexed.tokens.get(at)).is_some_and(|token| token.has(Role::De))
}
