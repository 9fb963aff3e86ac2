//! Why a number was taken for a target, or was not.

use chrono::NaiveDate;
use std::fmt;

use super::fit::{Candidate, Fit, fit};
use super::goal::Goal;
use super::name::WHOLE;

/// So many numbers are shown for a target.
const SHOWN: usize = 4;

/// The numbers that were weighed for each target, the best first; made by
/// [`Assessor::explain_text`](super::Assessor::explain_text), printed with `Display`.
///
/// ```
/// use zj_gov_report::Assessor;
///
/// let assessor = Assessor::new("2024-06-30".parse().unwrap());
/// let explanation = assessor.explain_text("新建公园10个", &["建成公园6个。"]);
/// assert!(explanation.to_string().contains("公园"));
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "解释")]
pub struct AnswerExplanation {
    lines: Vec<String>,
}

impl AnswerExplanation {
    pub(super) fn new(goals: &[Goal<'_, '_>], candidates: &[Candidate<'_, '_>], as_of: NaiveDate) -> Self {
        let mut lines = Vec::new();
        for goal in goals {
            let mention = goal.mention;
            let way = if goal.accumulates { "adds up" } else { "a state" };
            let known = goal.indicator.map_or("not in the registry", |indicator| indicator.id());
            lines.push(format!("{} of {} ({way}, {known})", mention.metric.text(), mention.subject));
            let weighed = candidates.iter().filter_map(|candidate| Some((candidate, fit(goal, candidate, as_of)?)));
            let mut weighed: Vec<(&Candidate<'_, '_>, Fit)> = weighed.collect();
            weighed.sort_by_key(|(_, fit)| std::cmp::Reverse(fit.score));
            for (candidate, fit) in weighed.iter().take(SHOWN) {
                lines.push(line(candidate, fit));
            }
        }
        Self { lines }
    }
}

/// `  0.93  0.93  36家 of 高新技术企业, paragraph 2, synonym; against it: period ×0.97`
fn line(candidate: &Candidate<'_, '_>, fit: &Fit) -> String {
    let mention = candidate.mention;
    let share = |permille: u32| format!("{}.{:02}", permille / WHOLE, permille % WHOLE / 10);
    let against = fit.factors.iter().filter(|(_, factor)| *factor < WHOLE);
    let against: Vec<String> = against.map(|(rule, factor)| format!("{rule} ×{}", share(*factor))).collect();
    let against = if against.is_empty() { String::new() } else { format!("; against it: {}", against.join(", ")) };
    format!(
        "  {} = names {} by {}: {} of {}, paragraph {}{against}",
        share(fit.score),
        share(fit.alike),
        fit.by,
        mention.metric.text(),
        mention.subject,
        mention.paragraph,
    )
}

impl fmt::Display for AnswerExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
