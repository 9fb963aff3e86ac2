//! Which number answers which target.

#![expect(clippy::arithmetic_side_effects, reason = "scores are per mille and counts are capped, far below the limits")]

use super::MatchedBy;
use super::fit::{Candidate, fit};
use super::goal::Goal;
use super::name::Permille;
use crate::metric::Measure;
use chrono::NaiveDate;

/// A link between a target and a number, as indices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) goal: usize,
    pub(super) candidate: usize,
    pub(super) score: Permille,
    pub(super) by: MatchedBy,
}

/// Two numbers whose scores differ by no more are equally good.
const TIE: Permille = 30;

/// The links of at least `cut`, the surest first: each target has one number at most, each number answers one target,
/// unless it is said of several things. A target that two numbers side by side answer equally well has none.
pub(super) fn links(
    goals: &[Goal<'_, '_>],
    candidates: &[Candidate<'_, '_>],
    as_of: NaiveDate,
    cut: Permille,
) -> Vec<Link> {
    let mut all: Vec<Link> = Vec::new();
    for (index, goal) in goals.iter().enumerate() {
        for (order, candidate) in candidates.iter().enumerate() {
            if let Some(fit) = fit(goal, candidate, as_of).filter(|fit| fit.score >= cut) {
                all.push(Link { goal: index, candidate: order, score: fit.score, by: fit.by });
            }
        }
    }
    let completes =
        |link: &Link| candidates.get(link.candidate).is_some_and(|of| of.mention.measure == Measure::Completion);
    let mut best = vec![0; candidates.len()];
    for link in &all {
        if let Some(best) = best.get_mut(link.candidate) {
            *best = link.score.max(*best);
        }
    }
    // 停车位已建成4136个,完成82.7%: the share is of the 停车位, though their number answers for them.
    all.retain(|link| !completes(link) || best.get(link.candidate) == Some(&link.score));
    all.sort_by(|left, right| {
        right.score.cmp(&left.score).then(left.goal.cmp(&right.goal)).then(left.candidate.cmp(&right.candidate))
    });
    let (mut done, mut used) = (vec![false; goals.len()], vec![false; candidates.len()]);
    let mut made: Vec<Link> = Vec::new();
    for link in &all {
        let (Some(done), Some(used)) = (done.get_mut(link.goal), used.get_mut(link.candidate)) else { continue };
        if !*done && !*used {
            *done = true;
            // 甲率和乙率均达到90%: one number, two answers.
            *used = !candidates.get(link.candidate).is_some_and(|candidate| candidate.mention.is_joint());
            made.push(*link);
        }
    }
    let mut rivals: Vec<Vec<Link>> = goals.iter().map(|_| Vec::new()).collect();
    for link in all.into_iter().filter(|link| used.get(link.candidate) == Some(&false)) {
        if let Some(rivals) = rivals.get_mut(link.goal) {
            rivals.push(link);
        }
    }
    made.retain(|link| {
        let rivals = rivals.get(link.goal).map(Vec::as_slice).unwrap_or_default();
        !rivals.iter().any(|rival| is_rival(link, rival, candidates))
    });
    made
}

/// Whether another number, which answers nothing else, could be meant as well: 新建公厕9座、改建公厕15座 of 36座.
fn is_rival(link: &Link, rival: &Link, candidates: &[Candidate<'_, '_>]) -> bool {
    let mention = |link: &Link| candidates.get(link.candidate).map(|candidate| candidate.mention);
    let (Some(own), Some(their)) = (mention(link), mention(rival)) else { return false };
    link.candidate != rival.candidate
        && link.score <= rival.score + TIE
        && own.is_beside(their)
        && own.name.is(&their.name)
        && own.metric.value() != their.metric.value()
}
