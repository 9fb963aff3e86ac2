//! Requirement and progress in, assessments out.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::hash::Hash;

use super::fit::{Candidate, counts_people, is_telling};
use super::goal::{Goal, is_target};
use super::judge::{Judgement, judge};
use super::mention::{Mention, Paragraph, mentions};
use super::name::Permille;
use super::words::Stage;
use super::{Answer, AnswerExplanation, Assessment, Verdict, pair};
use crate::indicator::{Indicator, Indicators};
use crate::limits::{MAX_FIGURES, MAX_TARGETS};
use crate::metric::{Measure, Metric, MetricParser, Modality, TextRole};
use crate::region::Region;

/// The least confidence of a link that is made at all, in thousandths.
const CUT: Permille = 560;

/// Pairs targets with progress as of a day. Cheap to make and to clone.
///
/// ```
/// use rust_decimal::Decimal;
/// use zj_gov_report::scorecard::{Assessor, MatchedBy, Verdict};
///
/// let assessor = Assessor::new("2021-06-30".parse().unwrap());
/// let progress = ["①引进高校毕业生5200人。", "②登记失业率为2.1%。"];
/// let assessments = assessor.assess_text("引进大学生1万人,登记失业率控制在3%以内", &progress);
/// let verdicts: Vec<Verdict> = assessments.iter().map(|assessment| assessment.verdict()).collect();
/// assert_eq!(verdicts, [Verdict::OnSchedule, Verdict::Met]);
/// assert_eq!(assessments[0].answer().unwrap().matched_by(), MatchedBy::Synonym);
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "评估")]
pub struct Assessor<'r> {
    as_of: NaiveDate,
    cut: Permille,
    indicators: &'r Indicators,
    home: Option<Region>,
}

impl Assessor<'static> {
    /// Assesses as of `as_of`, usually the last day of the reported period, with the built-in indicators.
    #[must_use]
    pub fn new(as_of: NaiveDate) -> Self {
        Self { as_of, cut: CUT, indicators: Indicators::builtin(), home: None }
    }
}

impl<'r> Assessor<'r> {
    /// The least confidence of a link, from 0 to 1; a target whose best link is below it is unknown.
    ///
    /// ```
    /// use zj_gov_report::{Assessor, Verdict};
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let (target, progress) = ("新建公园10个", ["公园建设完成年度目标的53%。"]);
    /// assert_eq!(assessor.assess_text(target, &progress)[0].verdict(), Verdict::OnSchedule);
    /// let strict = assessor.with_min_confidence("0.9".parse().unwrap());
    /// assert_eq!(strict.assess_text(target, &progress)[0].verdict(), Verdict::Unknown);
    /// ```
    #[must_use]
    #[doc(alias = "置信度")]
    pub fn with_min_confidence(mut self, least: Decimal) -> Self {
        let permille = least.checked_mul(Decimal::ONE_THOUSAND).map(|value| value.round());
        self.cut = permille.and_then(|value| u32::try_from(value).ok()).unwrap_or(CUT);
        self
    }

    /// Other indicators than the built-in ones.
    ///
    /// ```
    /// use zj_gov_report::{Assessor, Indicators};
    /// use zj_gov_report::indicator::Better;
    ///
    /// let own = "id\tname\tkind\tbetter\nnoise\t环境噪声\tstock\tdown\n";
    /// let indicators = Indicators::builtin().with_tsv(own)?;
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap()).with_indicators(&indicators);
    /// let assessments = assessor.assess_text("环境噪声55分贝", &["环境噪声52分贝。"]);
    /// assert_eq!(assessments[0].better(), Better::Down);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "指标")]
    pub fn with_indicators<'s>(self, indicators: &'s Indicators) -> Assessor<'s>
    where
        'r: 's,
    {
        Assessor { indicators, ..self }
    }

    /// The reporting place, which [`assess_text`](Self::assess_text) reads the texts with.
    ///
    /// ```
    /// use zj_gov_report::{Assessor, Region, Verdict};
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap()).with_home(Region::by_name("绍兴市"));
    /// let assessments = assessor.assess_text("新建公园10个", &["绍兴市建成公园6个,其中越城3个。"]);
    /// assert_eq!(assessments[0].answer().unwrap().metric().quantity().to_string(), "6个");
    /// ```
    #[must_use]
    #[doc(alias = "地区")]
    pub fn with_home(mut self, home: impl Into<Option<Region>>) -> Self {
        self.home = home.into();
        self
    }

    /// The day of the assessment.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Reads a requirement and the paragraphs of its progress, and assesses them.
    ///
    /// ```
    /// use zj_gov_report::{Assessor, Verdict};
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let assessments = assessor.assess_text("新建公园10个,加装电梯40台", &["建成公园6个。", "加装电梯12台。"]);
    /// let verdicts: Vec<Verdict> = assessments.iter().map(|assessment| assessment.verdict()).collect();
    /// assert_eq!(verdicts, [Verdict::OnSchedule, Verdict::Behind]);
    /// ```
    #[must_use]
    #[doc(alias = "评估")]
    pub fn assess_text(&self, requirement: &str, progress: &[impl AsRef<str>]) -> Vec<Assessment> {
        self.read(requirement, progress, |requirement, progress| self.assess(requirement, progress))
    }

    /// Which numbers were weighed for each target of a text, and what spoke against them.
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    ///
    /// let assessor = Assessor::new("2021-06-30".parse().unwrap());
    /// let explanation = assessor.explain_text("新认定高新技术企业300家", &["推荐申报高新技术企业326家。"]);
    /// assert!(explanation.to_string().contains("stage of the work ×0.35"));
    /// ```
    #[must_use]
    pub fn explain_text(&self, requirement: &str, progress: &[impl AsRef<str>]) -> AnswerExplanation {
        self.read(requirement, progress, |requirement, progress| {
            self.weigh(requirement, progress, |goals, candidates| AnswerExplanation::new(goals, candidates, self.as_of))
        })
    }

    /// One assessment for each target of `requirement`, in order.
    ///
    /// Of a requirement with more than [`MAX_TARGETS`] numbers and a progress with more than [`MAX_FIGURES`] the rest is
    /// not looked at.
    ///
    /// ```
    /// use zj_gov_report::scorecard::Paragraph;
    /// use zj_gov_report::{Assessor, MetricParser, TextRole, Verdict};
    ///
    /// let parser = MetricParser::new().with_year(2024);
    /// let (target, progress) = ("新建公园10个", "截至6月底,建成公园6个");
    /// let targets = parser.clone().with_role(TextRole::Requirement).parse(target);
    /// let metrics = parser.parse(progress);
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let assessments = assessor.assess(&[Paragraph::new(target, &targets)], &[Paragraph::new(progress, &metrics)]);
    /// assert_eq!(assessments[0].verdict(), Verdict::OnSchedule);
    /// ```
    #[must_use]
    #[doc(alias = "评估")]
    pub fn assess(&self, requirement: &[Paragraph<'_>], progress: &[Paragraph<'_>]) -> Vec<Assessment> {
        self.weigh(requirement, progress, |goals, candidates| self.decide(goals, candidates))
    }

    fn read<T>(
        &self,
        requirement: &str,
        progress: &[impl AsRef<str>],
        then: impl FnOnce(&[Paragraph<'_>], &[Paragraph<'_>]) -> T,
    ) -> T {
        let parser = MetricParser::new().with_year(self.as_of.year()).with_home(self.home.clone());
        let read: Vec<(&str, Vec<Metric>)> =
            progress.iter().map(|text| (text.as_ref(), parser.parse(text.as_ref()))).collect();
        let paragraphs: Vec<Paragraph<'_>> = read.iter().map(|(text, metrics)| Paragraph::new(text, metrics)).collect();
        let targets = parser.with_role(TextRole::Requirement).parse(requirement);
        then(&[Paragraph::new(requirement, &targets)], &paragraphs)
    }

    /// Hands the targets and the numbers that may answer them to `then`.
    fn weigh<T>(
        &self,
        requirement: &[Paragraph<'_>],
        progress: &[Paragraph<'_>],
        then: impl FnOnce(&[Goal<'_, '_>], &[Candidate<'_, '_>]) -> T,
    ) -> T {
        let targets = mentions(requirement, MAX_TARGETS);
        let figures = mentions(progress, MAX_FIGURES);
        let mut goals: Vec<Goal<'_, '_>> = targets
            .iter()
            .filter(|mention| is_target(mention))
            .map(|mention| Goal::new(mention, self.indicator(mention)))
            .collect();
        let mut candidates: Vec<Candidate<'_, '_>> = figures
            .iter()
            .filter(|mention| mention.metric.measure() != Measure::Threshold)
            .filter(|mention| mention.metric.modality() != Modality::Target)
            .map(|mention| Candidate { mention, indicator: self.indicator(mention), sole: false, lone: false })
            .collect();
        mark_sole(&mut goals, &mut candidates);
        then(&goals, &candidates)
    }

    fn decide(&self, goals: &[Goal<'_, '_>], candidates: &[Candidate<'_, '_>]) -> Vec<Assessment> {
        let mut answers: Vec<Option<(Answer, Judgement)>> = goals.iter().map(|_| None).collect();
        for link in pair::links(goals, candidates, self.as_of, self.cut) {
            let (Some(goal), Some(candidate)) = (goals.get(link.goal), candidates.get(link.candidate)) else {
                continue;
            };
            let judgement = judge(goal, candidate.mention, self.as_of);
            if let Some(slot) = answers.get_mut(link.goal).filter(|_| judgement.verdict != Verdict::Unknown) {
                let answer = Answer {
                    paragraph: candidate.mention.paragraph,
                    metric: candidate.mention.metric.clone(),
                    matched_by: link.by,
                    confidence: Decimal::new(i64::from(link.score), 3).round_dp(2).normalize(),
                };
                *slot = Some((answer, judgement));
            }
        }
        let assessments = goals.iter().zip(answers).map(|(goal, answer)| {
            let (answer, judgement) = answer.unzip();
            Assessment {
                target: goal.mention.metric.clone(),
                answer,
                verdict: judgement.map_or(Verdict::Unknown, |judgement| judgement.verdict),
                ratio: judgement.and_then(|judgement| judgement.ratio),
                elapsed: judgement.and_then(|judgement| judgement.elapsed),
                better: goal.better,
                accumulates: goal.accumulates,
                as_of: self.as_of,
            }
        });
        assessments.collect()
    }

    fn indicator(&self, mention: &Mention<'_>) -> Option<&'r Indicator> {
        self.indicators.find(&mention.subject)
    }
}

/// Marks the targets and the numbers that are the only ones of their sort.
fn mark_sole(goals: &mut [Goal<'_, '_>], candidates: &mut [Candidate<'_, '_>]) {
    // What tells by itself what it is of: a unit that counts one sort of thing, a rank.
    let telling = |mention: &Mention<'_>| match mention.measure {
        Measure::Rank => Some("rank".to_owned()),
        // Of people there may be one number only, too.
        Measure::Level if counts_people(mention.metric.unit()) => Some("people".to_owned()),
        _ => is_telling(mention.metric.unit()).then(|| mention.metric.unit().as_str().to_owned()),
    };
    let sort = |mention: &Mention<'_>| {
        let whole = mention.metric.regions().len() == 0;
        whole.then(|| (mention.measure, mention.metric.unit().canonical().to_owned()))
    };
    let targets = count(goals.iter().filter_map(|goal| telling(goal.mention)));
    // What is only chosen or asked for is none of the things that are there.
    let there = |mention: &Mention<'_>| mention.stage != Some(Stage::Apply) && !mention.plan;
    let figures = count(candidates.iter().map(|of| of.mention).filter(|of| there(of)).filter_map(telling));
    let sorts = count(candidates.iter().filter_map(|candidate| sort(candidate.mention)));
    let only = goals.len() == 1;
    for goal in goals {
        goal.sole = telling(goal.mention).is_some_and(|key| targets.get(&key) == Some(&1));
        goal.only = only;
    }
    for candidate in candidates {
        candidate.sole =
            there(candidate.mention) && telling(candidate.mention).is_some_and(|key| figures.get(&key) == Some(&1));
        candidate.lone = sort(candidate.mention).is_some_and(|key| sorts.get(&key) == Some(&1));
    }
}

/// How often each key is there.
fn count<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, u32> {
    let mut counts: HashMap<K, u32> = HashMap::new();
    for key in keys {
        let count = counts.entry(key).or_default();
        *count = count.saturating_add(1);
    }
    counts
}
