//! Which words of plan and forecast govern: 计划, 力争, 预计 before a predicate or a number.
//!
//! ```text
//! mode = ( '力争' | '预计' | … ) ( predicate | number )      年内计划|完成投资290亿元
//! ```
//!
//! A word that is part of a name (行动计划) or of a completion (完成年度目标的53.3%) governs nothing. How far one reaches is the
//! matter of [`frame`](super::frame).

use super::behind;
use super::cue::Role;
use super::kind::Modality;
use super::read::Reader;
use super::token::Kind;

/// What the words right behind a number say of it.
pub(super) fn behind(reader: &Reader<'_>, next: usize) -> Option<Modality> {
    if is_goal(reader, next) {
        return Some(Modality::Target);
    }
    // `其余264座|计划9月底前完工`
    let tokens = &reader.lexed.tokens;
    let cue = tokens.get(next)?.cue().filter(|cue| cue.has(Role::Modal))?;
    let opens = behind::plans(tokens, next) && governs(reader, next);
    opens.then_some(if cue.forecast { Modality::Forecast } else { Modality::Target })
}

/// goal = number '的' { word } ( '目标' | '任务' )      投资120亿元的总体目标
fn is_goal(reader: &Reader<'_>, next: usize) -> bool {
    let Some([de, rest @ ..]) = reader.lexed.tokens.get(next..) else { return false };
    let phrase = rest.iter().take(4).take_while(|token| {
        matches!(token.kind, Kind::Word | Kind::Period(_)) || token.cue().is_some_and(|cue| cue.nominal())
    });
    de.has(Role::De) && phrase.last().is_some_and(|last| last.has(Role::OfPlan) && last.has(Role::Modal))
}

/// Whether the word of modality at token `index` governs the numbers after it: it stands before a predicate or a number,
/// and is no part of a name (行动计划) or of a completion (完成年度目标的53.3%).
pub(super) fn governs(reader: &Reader<'_>, index: usize) -> bool {
    let tokens = &reader.lexed.tokens;
    let Some(token) = tokens.get(index) else { return false };
    let before = index.checked_sub(1).filter(|&at| at >= reader.clause).and_then(|at| tokens.get(at));
    if before.is_some_and(|before| before.has(Role::Than) || matches!(before.kind, Kind::Quoted)) {
        return false;
    }
    // `超年度目标50个百分点`: what the number is held against.
    let against = tokens
        .get(reader.from.max(index.saturating_sub(3))..index)
        .is_some_and(|run| run.iter().any(|token| token.has(Role::Exceeds) || token.has(Role::FallsShort)));
    if against {
        return false;
    }
    // `占年度计划投资103.7%`, `完成市计划134%`: the plan that it is a part of.
    let part = tokens
        .get(reader.from..index)
        .is_some_and(|run| run.iter().rev().take(4).any(|token| token.has(Role::Share) || token.has(Role::Finish)));
    if part && token.has(Role::OfPlan) {
        return false;
    }
    // `为全年计划1.24万人次的20.2%`: the plan that it is a part of, with its amount.
    if token.has(Role::OfPlan)
        && let Some([amount, de, share, ..]) = tokens.get(index.saturating_add(1)..)
        && matches!((amount.kind, share.kind), (Kind::Quantity(_), Kind::Quantity(_)))
        && de.has(Role::De)
    {
        return false;
    }
    // 争取 and 计划 are also verbs and nouns of their own: what follows decides.
    if !token.has(Role::OfPlan) && !token.has(Role::Verb) {
        return true;
    }
    let next = tokens.get(index.saturating_add(1));
    let number = |at: usize| {
        tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)) || token.has(Role::Before))
    };
    // `计划投资4000万元`: a short noun and its number.
    let noun = next.is_some_and(|next| {
        next.chars <= 4 && (matches!(next.kind, Kind::Word) || next.cue().is_some_and(|cue| cue.nominal()))
    });
    let planned = noun
        && number(index.saturating_add(2))
        && !before.is_some_and(|before| before.cue().is_some_and(|cue| cue.nominal()));
    let predicate = planned
        || next.is_some_and(|next| match next.kind {
            Kind::Quantity(_) | Kind::Period(_) | Kind::Colon => true,
            Kind::Cue(cue) => {
                !cue.has(Role::Noun)
                    && !cue.has(Role::De)
                    && !cue.has(Role::Complete)
                    && !cue.has(Role::OfPlan)
                    && !cue.has(Role::Actual)
                    && (cue.has(Role::Verb)
                        || [
                            Role::Adverb,
                            Role::Reach,
                            Role::Before,
                            Role::Modal,
                            Role::Respectively,
                            Role::Up,
                            Role::Down,
                        ]
                        .iter()
                        .any(|&role| cue.has(role)))
            }
            _ => false,
        });
    let finished = before.is_some_and(|before| before.has(Role::Finish));
    // `今年计划河道清淤10公里`: at the head of a clause a time comes before it, and what is to be done behind it.
    let dated = before.is_some_and(|before| matches!(before.kind, Kind::Period(_)))
        && index == reader.clause.saturating_add(1)
        && next.is_some_and(|next| matches!(next.kind, Kind::Word) && next.chars > 1);
    (predicate || dated) && !finished
}
