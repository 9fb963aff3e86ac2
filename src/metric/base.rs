//! What a number is compared with, and what it is a part of.
//!
//! ```text
//! share    = phrase '占' whole '的' number             产量|占全国的六成以上
//! hedged   = hedge ( '占' | reach ) whole '的' number      约占全省的十分之一
//! compared = phrase ( '超过' | '高于' | '低于' ) base ',' direction number      占比首次超过全省平均,|高出0.15个百分点
//! planned  = phrase plan-noun amount                  户厕改造任务数1200户   投资计划16亿元: a target of what is planned
//!          | [ phrase ] '计划' sum amount              入园企业|计划投资23亿元: of the sum
//! ```

use super::approach::Approach;
use super::completion;
use super::cue::{Role, Roles};
use super::draft::Answer;
use super::indicator::{Named, only_size};
use super::kind::{Basis, Bound, Measure};
use super::phrase::{self, Before};
use super::read::Reader;
use super::token::{Token, tokens_of};
use super::words::MetricWords;
use crate::quantity::Unit;
use crate::span::Span;

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

/// sharer = phrase '占' whole '的' number      产量|占全国的六成: the whole is none of the name
pub(super) fn sharer(reader: &Reader<'_>, approach: &Approach) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    let run = tokens.get(reader.clause.max(reader.from)..approach.start)?;
    let [whole @ .., de] = run else { return None };
    let share = whole.iter().rposition(|token| token.has(Role::Share)).filter(|_| de.has(Role::De))?;
    let end = reader.clause.max(reader.from).saturating_add(share);
    match phrase::before(tokens, reader.from, end) {
        Before::Phrase(span) if !only_size(reader, span) => Some(span),
        _ => None,
    }
}

/// The phrase without the word of a plan that ends it, whose amount the number is; none where plans are counted (任务5项).
pub(super) fn planned_thing(reader: &Reader<'_>, span: Span, unit: &Unit) -> Option<Span> {
    let run = tokens_of(&reader.lexed.tokens, span);
    let plan = run.last().filter(|last| last.has(Role::OfPlan))?;
    let text = span.slice(reader.text)?;
    let words = MetricWords::builtin();
    let bare = || if counts_plans(unit) { None } else { words.plan.before(text) };
    let name = words.plan_count.before(text).or_else(bare)?;
    let thing = Span::new(span.start(), span.start().saturating_add(name.len()));
    // 年度计划 says of which plan, not of what.
    let says = run.len() > 1 || plan.end.saturating_sub(plan.start) > text.len().saturating_sub(name.len());
    (says && (run.len() == 1 || !completion::plan_of(&reader.lexed.tokens, span))).then_some(thing)
}

/// The sum that the last word of the phrase says is planned, without those who plan it: 入园企业|计划投资.
pub(super) fn planned_by(reader: &Reader<'_>, span: Span) -> Option<Span> {
    let (plan, who) = tokens_of(&reader.lexed.tokens, span).split_last()?;
    let sum = reader.text.get(plan.start..plan.end)?.strip_prefix("计划").filter(|sum| !sum.is_empty())?;
    let noun = who.last().is_none_or(|who| !who.has(Role::Verb) || who.has(Role::Noun));
    (plan.has(Role::Modal) && noun).then(|| Span::new(plan.end.saturating_sub(sum.len()), plan.end))
}

/// Whether plans and tasks themselves are counted in the unit.
pub(super) fn counts_plans(unit: &Unit) -> bool {
    matches!(unit.as_str(), "个" | "项" | "件" | "条" | "份")
}

/// What the word of a plan right before the number says of its sum: 计划|总投资.
pub(super) fn planned_sum(reader: &Reader<'_>, index: usize) -> Option<Span> {
    let plan = index.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| reader.lexed.tokens.get(at))?;
    let sum = reader.text.get(plan.start..plan.end)?.strip_prefix("计划").filter(|sum| sum.ends_with("投资"))?;
    plan.has(Role::Modal).then(|| Span::new(plan.end.saturating_sub(sum.len()), plan.end))
}

/// The rule that names what is planned by the plan before its amount.
pub(crate) const A_PLAN: &str = "what the plan before the number is of";
