//! Tasks: what was to be done, by whom, what was done, and how far it is.
//!
//! A task is a row of a table, a paragraph of a plan under its headings, an item of a list with its keys, or an entry
//! 【…】 of a yearbook. [`Report`](crate::Report) reads them out of a document.

mod aside;
mod departments;
mod embedded;
mod facts;
mod from_prose;
mod from_table;
mod inline;
mod metrics;
mod page;
mod passage;
mod progress;
mod status;

pub use departments::Assignment;
pub use passage::{Note, Passage};
pub use progress::{Progress, ProgressItem};
pub use status::Status;

pub(crate) use departments::KnownNames;
pub(crate) use facts::read_tasks;

use serde::{Deserialize, Serialize};

use crate::department::{AssignmentRole, DepartmentRegistry};
use crate::document::ColumnRole;
use crate::metric::Metric;
use crate::region::PlaceContext;

/// The longest name that is made out of a text, in characters.
const NAME_CHARS: usize = 40;

/// One thing to be done.
///
/// ```
/// use zj_gov_report::{Report, StatusKind};
///
/// let text = "|序号|工作任务|进展情况|牵头单位|进展状态|\n|1|新建绿道10公里。|1-6月已建成4公里。|市建设局|进度滞后|\n";
/// let report = Report::from_text(text);
/// let task = &report.tasks()[0];
/// assert_eq!(task.number(), Some("1"));
/// assert_eq!(task.requirement().unwrap().text(), "新建绿道10公里。");
/// assert_eq!(task.progress().unwrap().text(), "1-6月已建成4公里。");
/// assert_eq!(task.departments()[0].text(), "市建设局");
/// assert_eq!(task.status().unwrap().kind(), StatusKind::Behind);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[doc(alias = "任务")]
pub struct Task {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requirement: Option<Passage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<Progress>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    departments: Vec<Assignment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<Metric>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metrics: Vec<Metric>,
}

impl Task {
    /// Looks up the offices that its units mean.
    pub(crate) fn resolve_departments(
        &mut self,
        offices: &DepartmentRegistry,
        context: &PlaceContext<'_>,
        known: &mut KnownNames,
    ) {
        for unit in &mut self.departments {
            unit.resolve(offices, context, known);
        }
    }

    /// Gives back what its lists do not need.
    pub(crate) fn shrink(&mut self) {
        self.headings.shrink_to_fit();
        self.departments.shrink_to_fit();
        self.notes.shrink_to_fit();
        self.targets.shrink_to_fit();
        self.metrics.shrink_to_fit();
    }

    /// Its number as printed; `None` for a row under a number that spans several, and where there are no numbers.
    #[must_use]
    #[doc(alias = "序号")]
    pub fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// The headings that it stands under, the highest first.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "一、交通建设\n\n(一)公路\n\n1.新建农村公路120公里。(责任单位:市交通局)\n\n2.改造桥梁12座。(责任单位:市交通局)\n";
    /// let report = Report::from_text(text);
    /// assert_eq!(report.tasks()[1].headings(), ["一、交通建设", "(一)公路"]);
    /// ```
    #[must_use]
    #[doc(alias = "标题")]
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Its name: of a yearbook entry, of a project beside its content, the opening sentence of a paragraph of a plan.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "【农村公路】2020年,新建农村公路120公里。\n【桥梁改造】2020年,改造桥梁12座。\n";
    /// let report = Report::from_text(text);
    /// assert_eq!(report.tasks()[0].title(), Some("农村公路"));
    /// ```
    #[must_use]
    #[doc(alias = "任务名称")]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What to call it: its title, or else the first clause of what it requires, cut after forty characters; empty where it
    /// has neither.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let report = Report::from_text("|序号|工作任务|进展情况|\n|1|新建绿道10公里;改造公厕5座。|已完工。|\n");
    /// assert_eq!(report.tasks()[0].name(), "新建绿道10公里");
    /// ```
    #[must_use]
    #[doc(alias = "任务名称")]
    pub fn name(&self) -> String {
        let requirement = || self.requirement().map(Passage::text);
        let text = self.title().or_else(requirement).unwrap_or_default();
        let clause = text.split(['。', '；', ';', '\n']).next().unwrap_or_default();
        let mut name: String = clause.chars().take(NAME_CHARS).collect();
        if name.len() < clause.len() {
            name.push('…');
        }
        name
    }

    /// What is to be done, without the units that a bracket in it names.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园3个。(牵头单位:市建设局)|已建成1个|\n");
    /// let task = &report.tasks()[0];
    /// assert_eq!(task.requirement().unwrap().text(), "新建公园3个。");
    /// assert_eq!(task.departments()[0].text(), "市建设局");
    /// ```
    #[must_use]
    #[doc(alias = "内容与要求")]
    pub const fn requirement(&self) -> Option<&Passage> {
        self.requirement.as_ref()
    }

    /// What was done.
    #[must_use]
    #[doc(alias = "进展情况")]
    pub const fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// The units that answer for it, in the order of the text.
    #[must_use]
    #[doc(alias = "责任单位")]
    pub fn departments(&self) -> &[Assignment] {
        &self.departments
    }

    /// How far it is, where the report says so in so many words.
    ///
    /// ```
    /// use zj_gov_report::{Report, StatusKind};
    ///
    /// let report = Report::from_text("|序号|工作任务|进展情况|进展状态|\n|1|新建公园3个|已建成1个|按时推进|\n");
    /// assert_eq!(report.tasks()[0].status().unwrap().kind(), StatusKind::OnSchedule);
    /// ```
    #[must_use]
    #[doc(alias = "进展状态")]
    pub const fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }

    /// What else the report says of it: plans, leaders, categories, remarks.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "|序号|工作任务|进展情况|责任领导|备注|\n|1|新建公园3个|已建成1个|王建国|跨年项目|\n";
    /// let report = Report::from_text(text);
    /// let task = &report.tasks()[0];
    /// assert_eq!(task.leaders().next().unwrap().text(), "王建国");
    /// assert_eq!(task.remarks().next().unwrap().text(), "跨年项目");
    /// assert_eq!(task.notes().len(), 2);
    /// ```
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// What is planned: 进度安排, 一季度目标, 下步举措.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "|序号|工作任务|进度安排|进展情况|\n|1|新建公园3个|9月底前完工|已建成1个|\n";
    /// let report = Report::from_text(text);
    /// assert_eq!(report.tasks()[0].plans().next().unwrap().text(), "9月底前完工");
    /// ```
    #[doc(alias = "进度安排")]
    pub fn plans(&self) -> impl Iterator<Item = &Note> {
        self.notes_of(ColumnRole::Plan)
    }

    /// The people who answer for it: 责任领导.
    #[doc(alias = "责任领导")]
    pub fn leaders(&self) -> impl Iterator<Item = &Note> {
        self.notes_of(ColumnRole::Leader)
    }

    /// What sort of work it is: 类别, 工作重点.
    #[doc(alias = "类别")]
    pub fn categories(&self) -> impl Iterator<Item = &Note> {
        self.notes_of(ColumnRole::Category)
    }

    /// Remarks: 备注.
    #[doc(alias = "备注")]
    pub fn remarks(&self) -> impl Iterator<Item = &Note> {
        self.notes_of(ColumnRole::Remark)
    }

    /// Where the report says so, the first of the units that answer for a task leads.
    fn first_unit_leads(&mut self) {
        let open = self.departments.iter().all(|unit| unit.role() == AssignmentRole::Responsible);
        if let Some(first) = self.departments.first_mut().filter(|_| open) {
            first.lead();
        }
    }

    fn notes_of(&self, role: ColumnRole) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.role() == role)
    }

    /// The numbers that the requirement sets.
    ///
    /// ```
    /// use zj_gov_report::{Modality, Report};
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园10个|已建成公园6个|\n");
    /// let task = &report.tasks()[0];
    /// assert_eq!((task.targets()[0].modality(), task.targets()[0].value()), (Modality::Target, 10.into()));
    /// assert_eq!((task.metrics()[0].modality(), task.metrics()[0].value()), (Modality::Actual, 6.into()));
    /// ```
    #[must_use]
    #[doc(alias = "目标")]
    pub fn targets(&self) -> &[Metric] {
        &self.targets
    }

    /// The numbers that the progress reports.
    #[must_use]
    #[doc(alias = "指标")]
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }
}
