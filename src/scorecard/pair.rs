//! Which number answers which target.

use super::MatchedBy;
use super::fit::{Candidate, fit};
use super::goal::Goal;
use super::name::Permille;
use chrono::NaiveDate;

/// A link between a target and a number, as indices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) goal: usize,
    pub(super) candidate: usize,
    pub(super) score: Permille,
    pub(super) by: MatchedBy,
}

/// The links of at least `cut`, the surest first: each target has one number at most, each number answers one target,
/// unless it is said of several things.
pub(super) fn links(
    goals: &[Goal<'_, '_>],
    candidates: &[Candidate<'_, '_>],
    as_of: NaiveDate,
    cut: Permille,
) -> Vec<Link> {
    let mut all: Vec<Link> = Vec::new();
    for (index, goal) in goals.iter().enumerate() {
        for (order, candidate) in candidates.iter().enumerate() {
            if let Some((score, by)) = fit(goal, candidate, as_of).filter(|&(score, _)| score >= cut) {
                all.push(Link { goal: index, candidate: order, score, by });
            }
        }
    }
    all.sort_by(|left, right| {
        right.score.cmp(&left.score).then(left.goal.cmp(&right.goal)).then(left.candidate.cmp(&right.candidate))
    });
    let (mut done, mut used) = (vec![false; goals.len()], vec![false; candidates.len()]);
    all.retain(|link| {
        let (Some(done), Some(used)) = (done.get_mut(link.goal), used.get_mut(link.candidate)) else { return false };
        let free = !*done && !*used;
        *done |= free;
        // 甲率和乙率均达到90%: one number, two answers.
        *used |= free && !candidates.get(link.candidate).is_some_and(|candidate| candidate.mention.is_joint());
        free
    });
    all
}
