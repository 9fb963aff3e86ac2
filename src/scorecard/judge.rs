//! From a target and its answer to a verdict.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Verdict;
use super::goal::{self, Goal};
use super::mention::Mention;
use crate::indicator::Better;
use crate::metric::{Bound, Direction, Measure, Metric};
use crate::quantity::Quantity;

/// The verdict on a pair, and the figures that it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) ratio: Option<Decimal>,
    pub(super) elapsed: Option<Decimal>,
}

/// Judges `goal` by `actual`; [`Verdict::Unknown`] where the two cannot be compared.
pub(super) fn judge(goal: &Goal<'_, '_>, mention: &Mention<'_>, as_of: NaiveDate) -> Judgement {
    let unknown = Judgement { verdict: Verdict::Unknown, ratio: None, elapsed: None };
    let target = goal.mention;
    let completion = mention.measure == Measure::Completion && target.measure != Measure::Completion;
    let (wanted, reached) = if completion {
        (Decimal::ONE, share(mention.metric))
    } else {
        (signed(target, target, target.metric.value()), in_unit_of(target, mention))
    };
    let Some(reached) = reached else { return unknown };
    let ratio = reached.checked_div(wanted).filter(|_| target.measure != Measure::Rank);
    let (gone, whole) = goal::elapsed(target, mention.metric.period(), as_of);
    let elapsed = goal.accumulates.then(|| gone.checked_div(whole)).flatten();
    let met = is_met(goal, wanted, reached, completion);
    // actual ÷ target ≥ gone ÷ whole, without a division that rounds.
    let on_schedule = || {
        let (reached, wanted) = (reached.checked_mul(whole)?, wanted.checked_mul(gone)?);
        Some(if wanted.is_sign_negative() { reached <= wanted } else { reached >= wanted })
    };
    let verdict = match met {
        true => Verdict::Met,
        false if goal.accumulates && goal.better == Better::Up && on_schedule() == Some(true) => Verdict::OnSchedule,
        false => Verdict::Behind,
    };
    Judgement { verdict, ratio: ratio.map(tidy), elapsed: elapsed.map(tidy) }
}

fn is_met(goal: &Goal<'_, '_>, wanted: Decimal, reached: Decimal, completion: bool) -> bool {
    let target = goal.mention.metric;
    // A fall is a negative growth: as much of it is as low.
    let falling = !completion && wanted.is_sign_negative();
    let slack = match target.bound() {
        Bound::About | Bound::Nearly => wanted.abs().checked_mul(Decimal::new(2, 2)).unwrap_or_default(),
        _ => Decimal::ZERO,
    };
    let wanted_down = if completion { false } else { (goal.better == Better::Down) != falling };
    if wanted_down {
        let limit = if falling || target.value_max().is_none() {
            wanted
        } else {
            signed(goal.mention, goal.mention, target.value_max().unwrap_or_default())
        };
        reached <= limit.saturating_add(slack)
    } else {
        reached >= wanted.saturating_sub(slack)
    }
}

/// The value of `actual` in the unit of `target`, negative where it goes down.
pub(super) fn in_unit_of(target: &Mention<'_>, actual: &Mention<'_>) -> Option<Decimal> {
    let (own, their) = (target.metric.unit(), actual.metric.unit());
    let value = actual.metric.value();
    let value = if own.canonical() == their.canonical() || (own.is_measure_word() && their.is_measure_word()) {
        value
    } else if own.dimension() == their.dimension() && !own.dimension().is_empty() {
        Quantity::new(value, their.clone()).convert_to(own).ok()?.value()
    } else if own.is_ratio() {
        share(actual.metric)?.checked_mul(Decimal::ONE_HUNDRED)?
    } else if own.is_none() && their.is_ratio() && target.metric.value() < Decimal::ONE {
        // 三分之一, and 31.5% of it are reached.
        share(actual.metric)?
    } else {
        value
    };
    Some(signed(target, actual, value))
}

/// `value` with the sign that the way of `mention` gives it where `target` is a growth; one that does not say its way
/// goes that of the target.
fn signed(target: &Mention<'_>, mention: &Mention<'_>, value: Decimal) -> Decimal {
    let moves = matches!(target.measure, Measure::Growth | Measure::Change);
    let down = moves && mention.direction.or(target.direction) == Some(Direction::Down);
    if down { Decimal::ZERO.saturating_sub(value) } else { value }
}

/// A percentage as a share of one.
fn share(metric: &Metric) -> Option<Decimal> {
    match metric.unit().canonical() {
        "%" => metric.value().checked_div(Decimal::ONE_HUNDRED),
        "‰" => metric.value().checked_div(Decimal::ONE_THOUSAND),
        "成" => metric.value().checked_div(Decimal::TEN),
        _ => Some(metric.value()),
    }
}

/// Four decimals, without zeros at the end.
fn tidy(value: Decimal) -> Decimal {
    value.round_dp(4).normalize()
}
