//! The scorecard of a report: counts, and what is behind.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

use super::{Assessment, Verdict};
use crate::department::AssignmentRole;
use crate::document::StatusKind;
use crate::task::Status;

/// The assessments of a report as of a day, task by task.
///
/// ```
/// use zj_gov_report::Report;
///
/// let text = "|序号|工作任务|进展情况|牵头单位|进展状态|\n\
///     |1|新建绿道100公里。|截至6月底,建成绿道62公里。|市建设局|按时推进|\n\
///     |2|加装电梯40台。|截至6月底,加装电梯12台。|市建设局|按时推进|\n";
/// let scorecard = Report::from_text(text).scorecard("2024-06-30".parse().unwrap());
/// let counts = scorecard.counts();
/// assert_eq!((counts.on_schedule(), counts.behind()), (1, 1));
/// assert_eq!(scorecard.behind()[0].1.target().indicator(), "电梯");
/// assert_eq!(scorecard.by_department()[0].name(), "市建设局");
/// assert_eq!(scorecard.disagreements().count(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "计分卡")]
#[doc(alias = "评估汇总")]
pub struct Scorecard {
    pub(super) as_of: NaiveDate,
    #[serde(default)]
    pub(super) entries: Vec<Entry>,
}

/// A task with targets, and their assessments.
///
/// ```
/// use zj_gov_report::{Report, Verdict};
///
/// let text = "|序号|工作任务|进展情况|牵头单位|进展状态|\n\
///     |1|加装电梯40台。|截至6月底,加装电梯12台。|市建设局|按时推进|\n";
/// let scorecard = Report::from_text(text).scorecard("2024-06-30".parse().unwrap());
/// let entry = &scorecard.entries()[0];
/// assert_eq!((entry.number(), entry.verdict()), (Some("1"), Verdict::Behind));
/// // The office says 按时推进.
/// assert!(entry.disagrees());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "任务评估")]
pub struct Entry {
    pub(super) task: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) departments: Vec<Responsible>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) regions: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<Status>,
    #[serde(default)]
    pub(super) assessments: Vec<Assessment>,
}

/// A unit that answers for a task.
///
/// ```
/// use zj_gov_report::{AssignmentRole, ReportReader};
///
/// let text = "|序号|工作任务|进展情况|牵头单位|\n|1|加装电梯40台。|截至6月底,加装电梯12台。|市建设局|\n";
/// let report = ReportReader::new().with_region("舟山市").with_year(2024).read_text(text);
/// let scorecard = report.scorecard("2024-06-30".parse().unwrap());
/// let unit = &scorecard.entries()[0].departments()[0];
/// assert_eq!((unit.name(), unit.role()), ("市建设局", AssignmentRole::Lead));
/// assert_eq!(unit.office(), Some("舟山市住房和城乡建设局"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "责任单位")]
pub struct Responsible {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) office: Option<String>,
    #[serde(default)]
    pub(super) role: AssignmentRole,
}

/// How many targets have which verdict.
///
/// ```
/// use zj_gov_report::Assessor;
/// use zj_gov_report::scorecard::Counts;
///
/// let assessor = Assessor::new("2024-06-30".parse().unwrap());
/// let assessments = assessor.assess_text("新建公园10个,加装电梯40台", &["建成公园6个,加装电梯12台。"]);
/// let counts: Counts = assessments.iter().collect();
/// assert_eq!((counts.on_schedule(), counts.behind(), counts.total()), (1, 1, 2));
/// assert_eq!(counts.share().unwrap().to_string(), "0.5");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[doc(alias = "计数")]
pub struct Counts {
    met: usize,
    on_schedule: usize,
    behind: usize,
    unknown: usize,
}

/// The targets of one department or place.
///
/// ```
/// use zj_gov_report::Report;
///
/// let text = "|序号|工作任务|进展情况|牵头单位|\n\
///     |1|加装电梯40台。|截至6月底,加装电梯12台。|市建设局|\n|2|新建公园10个。|截至6月底,建成公园6个。|市园林局|\n";
/// let scorecard = Report::from_text(text).scorecard("2024-06-30".parse().unwrap());
/// let groups = scorecard.by_department();
/// assert_eq!((groups[0].name(), groups[0].counts().behind()), ("市建设局", 1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "分组")]
pub struct Group {
    name: String,
    counts: Counts,
}

impl Scorecard {
    /// The day on which it was assessed.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// The tasks that have targets, in the order of the report.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every assessment with its task, in the order of the report.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园10个,加装电梯40台|建成公园6个,加装电梯12台|\n");
    /// let scorecard = report.scorecard("2024-06-30".parse().unwrap());
    /// let names: Vec<&str> = scorecard.assessments().map(|(_, assessment)| assessment.target().indicator().as_str()).collect();
    /// assert_eq!(names, ["公园", "电梯"]);
    /// ```
    pub fn assessments(&self) -> impl Iterator<Item = (&Entry, &Assessment)> {
        self.entries.iter().flat_map(|entry| entry.assessments.iter().map(move |assessment| (entry, assessment)))
    }

    /// The verdicts on all targets.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.entries.iter().flat_map(|entry| &entry.assessments).collect()
    }

    /// What is behind, the [largest gap](Assessment::gap) first.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园10个,加装电梯40台|建成公园4个,加装电梯4台|\n");
    /// let scorecard = report.scorecard("2024-06-30".parse().unwrap());
    /// let gaps: Vec<String> = scorecard.behind().iter().map(|(_, assessment)| assessment.gap().unwrap().to_string()).collect();
    /// assert_eq!(gaps, ["0.4", "0.1"]);
    /// ```
    #[must_use]
    #[doc(alias = "滞后清单")]
    pub fn behind(&self) -> Vec<(&Entry, &Assessment)> {
        let late = |(_, assessment): &(&Entry, &Assessment)| assessment.verdict() == Verdict::Behind;
        let mut all: Vec<_> = self.assessments().filter(late).collect();
        all.sort_by_key(|(_, assessment)| std::cmp::Reverse(assessment.gap().unwrap_or_default()));
        all
    }

    /// The units that lead or answer for tasks, the one with most targets behind first; a target counts for each of them.
    /// An office that is written in several ways is one group, under the first of its names.
    #[must_use]
    #[doc(alias = "按部门")]
    pub fn by_department(&self) -> Vec<Group> {
        let units = self.entries.iter().flat_map(|entry| entry.answerable().map(move |unit| (unit, entry)));
        groups(units.map(|(unit, entry)| (unit.office().unwrap_or(&unit.name), unit.name.as_str(), entry)))
    }

    /// The places whose targets they are, in the same order: those that a target names, else those whose governments
    /// answer for the task, else the reporting place.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "|序号|工作任务|进展情况|\n|1|海盐县新建公园10个。|截至6月底,海盐县建成公园3个。|\n";
    /// let scorecard = Report::from_text(text).scorecard("2024-06-30".parse().unwrap());
    /// assert_eq!(scorecard.by_region()[0].name(), "海盐县");
    /// ```
    #[must_use]
    #[doc(alias = "按地区")]
    pub fn by_region(&self) -> Vec<Group> {
        let places = self.entries.iter().flat_map(|entry| entry.regions.iter().map(move |region| (region, entry)));
        groups(places.map(|(region, entry)| (region.as_str(), region.as_str(), entry)))
    }

    /// The tasks whose numbers and status words disagree.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "|序号|工作任务|进展情况|进展状态|\n|1|加装电梯40台。|截至6月底,加装电梯12台。|按时推进|\n";
    /// let scorecard = Report::from_text(text).scorecard("2024-06-30".parse().unwrap());
    /// assert_eq!(scorecard.disagreements().next().unwrap().status().unwrap().text(), "按时推进");
    /// ```
    #[doc(alias = "状态不符")]
    pub fn disagreements(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.disagrees())
    }
}

impl<'s> IntoIterator for &'s Scorecard {
    type Item = &'s Entry;
    type IntoIter = std::slice::Iter<'s, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl Entry {
    /// The index of the task in [`Report::tasks`](crate::Report::tasks).
    #[must_use]
    pub const fn task(&self) -> usize {
        self.task
    }

    /// The number of the task as printed.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// The title of the task, or the first clause of what it requires.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The units of the task, in the order of the text.
    #[must_use]
    pub fn departments(&self) -> &[Responsible] {
        &self.departments
    }

    /// The places whose targets they are.
    #[must_use]
    pub fn regions(&self) -> &[String] {
        &self.regions
    }

    /// What the office itself says of how far it is.
    #[must_use]
    pub const fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }

    /// One assessment for each target, in the order of the text.
    #[must_use]
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    /// The verdicts on the targets.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.assessments.iter().collect()
    }

    /// The worst verdict on a target that is known: behind where one is behind, met where all that are known are met.
    ///
    /// ```
    /// use zj_gov_report::{Report, Verdict};
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园10个,加装电梯40台|建成公园6个,加装电梯12台|\n");
    /// let scorecard = report.scorecard("2024-06-30".parse().unwrap());
    /// assert_eq!(scorecard.entries()[0].verdict(), Verdict::Behind);
    /// ```
    #[must_use]
    #[doc(alias = "判定")]
    pub fn verdict(&self) -> Verdict {
        self.counts().worst()
    }

    /// Whether the numbers say otherwise than the [status](Self::status): a target is behind and the office calls the
    /// task on time, ahead or done; or every known target is met or on schedule and it calls it behind.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        match (self.status.as_ref().map(Status::kind), self.verdict()) {
            (Some(StatusKind::Ahead | StatusKind::OnSchedule | StatusKind::Done), Verdict::Behind) => true,
            (Some(StatusKind::Behind | StatusKind::NotStarted), Verdict::Met | Verdict::OnSchedule) => true,
            // 已完成 says more than that the schedule is kept.
            (Some(StatusKind::Done), Verdict::OnSchedule) => true,
            _ => false,
        }
    }

    /// The units that lead or answer for it; all of them where none does.
    fn answerable(&self) -> impl Iterator<Item = &Responsible> {
        let helping = |unit: &Responsible| unit.role == AssignmentRole::Supporting;
        let all = self.departments.iter().all(helping);
        self.departments.iter().filter(move |unit| all || !helping(unit))
    }
}

impl Responsible {
    /// Its name as written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The official name of the office; `None` where no registry knows it.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        self.office.as_deref()
    }

    /// What it has to do with the task.
    #[must_use]
    pub const fn role(&self) -> AssignmentRole {
        self.role
    }
}

impl Counts {
    /// Targets that are met.
    #[must_use]
    pub const fn met(&self) -> usize {
        self.met
    }

    /// Targets that are not met and on schedule.
    #[must_use]
    pub const fn on_schedule(&self) -> usize {
        self.on_schedule
    }

    /// Targets that are behind.
    #[must_use]
    pub const fn behind(&self) -> usize {
        self.behind
    }

    /// Targets that no number answers.
    #[must_use]
    pub const fn unknown(&self) -> usize {
        self.unknown
    }

    /// How many have `verdict`.
    #[must_use]
    pub const fn of(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Met => self.met,
            Verdict::OnSchedule => self.on_schedule,
            Verdict::Behind => self.behind,
            Verdict::Unknown => self.unknown,
        }
    }

    /// All targets.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.known().saturating_add(self.unknown)
    }

    /// Targets with a verdict.
    #[must_use]
    pub const fn known(&self) -> usize {
        self.met.saturating_add(self.on_schedule).saturating_add(self.behind)
    }

    /// The share of the known targets that are met or on schedule, to four decimals; `None` where none is known.
    ///
    /// ```
    /// use zj_gov_report::Assessor;
    /// use zj_gov_report::scorecard::Counts;
    ///
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// let counts: Counts = assessor.assess_text("新建公园10个,加装电梯40台", &["建成公园6个。"]).iter().collect();
    /// // One is on schedule, the other is not known and does not count.
    /// assert_eq!(counts.share(), Some(1.into()));
    /// assert_eq!(Counts::default().share(), None);
    /// ```
    #[must_use]
    #[doc(alias = "达标率")]
    pub fn share(&self) -> Option<Decimal> {
        let good = Decimal::from(self.met.saturating_add(self.on_schedule));
        Some(good.checked_div(Decimal::from(self.known()))?.round_dp(4).normalize())
    }

    fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::Met => &mut self.met,
            Verdict::OnSchedule => &mut self.on_schedule,
            Verdict::Behind => &mut self.behind,
            Verdict::Unknown => &mut self.unknown,
        };
        *count = count.saturating_add(1);
    }

    const fn worst(&self) -> Verdict {
        match self {
            Self { behind: 1.., .. } => Verdict::Behind,
            Self { on_schedule: 1.., .. } => Verdict::OnSchedule,
            Self { met: 1.., .. } => Verdict::Met,
            _ => Verdict::Unknown,
        }
    }
}

impl<'a> FromIterator<&'a Assessment> for Counts {
    fn from_iter<I: IntoIterator<Item = &'a Assessment>>(assessments: I) -> Self {
        let mut counts = Self::default();
        assessments.into_iter().for_each(|assessment| counts.add(assessment.verdict()));
        counts
    }
}

impl Group {
    /// The department or place.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The verdicts on its targets.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }
}

/// The counts of entries by a key, each group under its first name; most behind first, then in the order of the report.
fn groups<'a>(named: impl Iterator<Item = (&'a str, &'a str, &'a Entry)>) -> Vec<Group> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut counted: HashSet<(&str, usize)> = HashSet::new();
    for (key, name, entry) in named {
        // A unit can be named twice in a task: in its column and in the text.
        if !counted.insert((key, entry.task)) {
            continue;
        }
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group { name: name.to_owned(), counts: Counts::default() });
        }
        if let Some(group) = groups.get_mut(place) {
            entry.assessments.iter().for_each(|assessment| group.counts.add(assessment.verdict()));
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.counts.behind));
    groups
}
