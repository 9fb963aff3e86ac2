//! Which number answers which target.

#![expect(clippy::arithmetic_side_effects, reason = "scores are per mille and counts are capped, far below the limits")]

use super::MatchedBy;
use super::fit::{Candidate, fit};
use super::goal::Goal;
use super::mention::Mention;
use super::name::{Permille, WHOLE};
use super::words::{self, Words};
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

/// From where on a number that has the very name of a target is sure to be meant by it.
const NAMED: Permille = 800;
/// What is left of a link to a number that has the very name of another target.
const NAMED_ELSEWHERE: Permille = 900;

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
    // 普惠托位新增60个 is meant where 普惠托位 is asked for, and less so where 托位 is.
    let named = |link: &Link| matches!(link.by, MatchedBy::Name | MatchedBy::Synonym);
    let mut taken = vec![false; candidates.len()];
    for link in all.iter().filter(|link| named(link) && link.score >= NAMED) {
        if let Some(taken) = taken.get_mut(link.candidate) {
            *taken = true;
        }
    }
    for link in all.iter_mut().filter(|link| !named(link) && taken.get(link.candidate) == Some(&true)) {
        link.score = link.score * NAMED_ELSEWHERE / WHOLE;
    }
    all.retain(|link| link.score >= cut);
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
    let bases = bases(goals);
    all.retain(|link| bases.get(link.goal).copied().flatten().is_none());
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
    share_out(&mut made, &bases);
    if made.is_empty() {
        made = of_row(goals, candidates, as_of);
    }
    made
}

/// By target, the one before it that it only reaches higher than: 42亿元、力争|45亿元. One number answers both.
fn bases(goals: &[Goal<'_, '_>]) -> Vec<Option<usize>> {
    let stretches = |own: &Mention<'_>| {
        let before = own.before.trim_matches(|c: char| !c.is_alphanumeric());
        words::ending(&Words::builtin().stretch, before) == Some(0)
    };
    let mut bases = vec![None; goals.len()];
    for (index, pair) in goals.windows(2).enumerate() {
        if let [base, goal] = pair
            && goal.mention.is_beside(base.mention)
            && goal.mention.name.is(&base.mention.name)
            && stretches(goal.mention)
            && let Some(slot) = bases.get_mut(index.saturating_add(1))
        {
            *slot = Some(index);
        }
    }
    bases
}

/// Gives a target that reaches higher the number of the one before it.
fn share_out(made: &mut Vec<Link>, bases: &[Option<usize>]) {
    for (goal, base) in bases.iter().enumerate().filter_map(|(goal, base)| Some((goal, (*base)?))) {
        if let Some(&link) = made.iter().find(|link| link.goal == base) {
            made.push(Link { goal, ..link });
        }
    }
}

/// The least confidence of a share that says of nothing but the row.
const OF_ROW: Permille = 600;

/// The links of a row in whose progress no number answers, and one share says how far all of it is: 当前进度80%.
fn of_row(goals: &[Goal<'_, '_>], candidates: &[Candidate<'_, '_>], as_of: NaiveDate) -> Vec<Link> {
    // 提升改造低效企业396家,完成率66%: the share is of the amount before it.
    let of_row = |mention: &Mention<'_>| mention.of_row && mention.amount.is_none();
    let mut shares = candidates.iter().enumerate().filter(|(_, candidate)| of_row(candidate.mention));
    let (Some((candidate, only)), None) = (shares.next(), shares.next()) else { return Vec::new() };
    let answers = goals.iter().enumerate().filter(|(_, goal)| fit(goal, only, as_of).is_some());
    answers.map(|(goal, _)| Link { goal, candidate, score: OF_ROW, by: MatchedBy::Completion }).collect()
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
