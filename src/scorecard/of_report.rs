//! The seam to tasks and reports.

use chrono::{Datelike, NaiveDate};

use super::mention::Paragraph;
use super::rollup::{Entry, Responsible, Scorecard};
use super::{Assessment, Assessor};
use crate::department::{Department, DepartmentKind};
use crate::metric::Metric;
use crate::report::Report;
use crate::span::Span;
use crate::task::{Assignment, Task};

impl Task {
    /// One assessment for each target as of a day, with the built-in indicators.
    ///
    /// The paragraphs of the answers are the [items](crate::Progress::items) of the progress, the spans those of the
    /// document. For other indicators or a higher confidence use [`Assessor::assess_task`].
    ///
    /// ```
    /// use zj_gov_report::{Report, Verdict};
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公厕20座|①已开工。②截至6月底,建成公厕7座。|\n");
    /// let assessments = report.tasks()[0].assess("2021-06-30".parse().unwrap());
    /// assert_eq!(assessments[0].verdict(), Verdict::Behind);
    /// assert_eq!(assessments[0].answer().unwrap().paragraph(), 1);
    /// ```
    #[must_use]
    #[doc(alias = "评估")]
    pub fn assess(&self, as_of: NaiveDate) -> Vec<Assessment> {
        Assessor::new(as_of).assess_task(self)
    }
}

impl Report {
    /// The assessments of all targets as of a day, with the built-in indicators; see [`as_of`](Self::as_of) for the day.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "2024年民生实事进展情况表(1-9月)\n\n|序号|实事内容|进展情况|\n|1|新建公园10个。|已建成公园8个。|\n";
    /// let report = Report::from_text(text);
    /// let counts = report.scorecard(report.as_of().unwrap()).counts();
    /// assert_eq!((counts.total(), counts.on_schedule()), (1, 1));
    /// ```
    #[must_use]
    #[doc(alias = "计分卡")]
    pub fn scorecard(&self, as_of: NaiveDate) -> Scorecard {
        Assessor::new(as_of).scorecard(self)
    }

    /// The day on which the report should be assessed, as far as it says: the last day of the months that it reports
    /// on, else the end of the month before it was published within its year, else the last day of its year.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "2024年民生实事进展情况表(1-9月)\n\n序号\n\n实事内容\n\n进展情况\n\n1\n\n新建公园3个。\n\n已建成2个。\n";
    /// assert_eq!(Report::from_text(text).as_of().unwrap().to_string(), "2024-09-30");
    /// ```
    #[must_use]
    #[doc(alias = "截止日期")]
    pub fn as_of(&self) -> Option<NaiveDate> {
        if let Some(period) = self.period().filter(|period| period.month_count() != Some(12)) {
            return Some(period.end());
        }
        let year = self.period().map(|period| period.end().year()).or(self.year());
        let published = self.published();
        let month_before = published.and_then(|day| day.with_day(1)).and_then(|first| first.pred_opt());
        match (year, month_before) {
            (Some(year), Some(day)) if day.year() == year => Some(day),
            (Some(year), _) => NaiveDate::from_ymd_opt(year, 12, 31),
            (None, day) => day,
        }
    }
}

impl Assessor<'_> {
    /// One assessment for each target of a task.
    ///
    /// ```
    /// use zj_gov_report::{Assessor, Report, Verdict};
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公厕20座|截至6月底,建成公厕7座。|\n");
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// assert_eq!(assessor.assess_task(&report.tasks()[0])[0].verdict(), Verdict::Behind);
    /// ```
    #[must_use]
    pub fn assess_task(&self, task: &Task) -> Vec<Assessment> {
        let requirement = task.requirement().map_or("", |requirement| requirement.text());
        let start = task.requirement().map_or(0, |requirement| requirement.span().start());
        let places = places(requirement, start, task.targets());
        let items = task.progress().map_or(&[] as &[_], |progress| progress.items());
        let mut rest = task.metrics();
        let mut progress = Vec::with_capacity(items.len());
        for item in items {
            // Metrics and items are in order; one before the item belongs to none.
            let skipped = rest.iter().take_while(|metric| metric.span().start() < item.span().start()).count();
            rest = rest.get(skipped..).unwrap_or_default();
            let count = rest.iter().take_while(|metric| metric.span().end() <= item.span().end()).count();
            let own = rest.get(..count).unwrap_or_default();
            rest = rest.get(count..).unwrap_or_default();
            progress.push(Paragraph::at(item.text(), item.span().start(), own));
        }
        self.assess(&[Paragraph::placed(requirement, task.targets(), &places)], &progress)
    }

    /// The assessments of a report.
    ///
    /// ```
    /// use zj_gov_report::{Assessor, Report};
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公厕20座|截至6月底,建成公厕7座。|\n");
    /// let assessor = Assessor::new("2024-06-30".parse().unwrap());
    /// assert_eq!(assessor.scorecard(&report), report.scorecard(assessor.as_of()));
    /// ```
    #[must_use]
    pub fn scorecard(&self, report: &Report) -> Scorecard {
        let entries = report.tasks().iter().enumerate().filter_map(|(index, task)| {
            let assessments = self.assess_task(task);
            let regions = regions(task, &assessments, report.region());
            (!assessments.is_empty()).then(|| Entry {
                task: index,
                number: task.number().map(str::to_owned),
                title: task.name(),
                departments: task.departments().iter().map(responsible).collect(),
                regions,
                status: task.status().cloned(),
                assessments,
            })
        });
        Scorecard { as_of: self.as_of(), entries: entries.collect() }
    }
}

/// Where the numbers of `metrics` stand in a text that leaves out pieces of the source from `start` on.
fn places(text: &str, start: usize, metrics: &[Metric]) -> Vec<Span> {
    let mut from = 0usize;
    let place = |metric: &Metric| {
        let span = metric.span();
        let straight = Span::new(span.start().saturating_sub(start), span.end().saturating_sub(start));
        if straight.start() >= from && straight.slice(text) == Some(metric.text()) {
            from = straight.end();
            return straight;
        }
        let found = text.get(from..).and_then(|rest| rest.find(metric.text())).map(|at| from.saturating_add(at));
        let Some(at) = found else { return Span::default() };
        from = at.saturating_add(metric.text().len());
        Span::new(at, from)
    };
    metrics.iter().map(place).collect()
}

fn responsible(unit: &Assignment) -> Responsible {
    let office = unit.department().map(|office| office.name().to_owned());
    Responsible { name: unit.text().to_owned(), office, role: unit.role() }
}

/// The places whose targets they are.
fn regions(task: &Task, assessments: &[Assessment], home: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !all.iter().any(|known| known == name) {
            all.push(name.to_owned());
        }
    };
    assessments.iter().flat_map(|assessment| assessment.target().regions()).for_each(&mut add);
    let local = |unit: &&Department| matches!(unit.kind(), DepartmentKind::Government | DepartmentKind::Zone);
    let units = task.departments().iter().filter_map(Assignment::department).filter(local);
    let places: Vec<&str> = units.filter_map(|unit| Some(unit.region()?.name())).collect();
    if all.is_empty() {
        places.iter().for_each(|place| {
            if !all.iter().any(|known| known == place) {
                all.push((*place).to_owned());
            }
        });
    }
    if all.is_empty() {
        all.extend(home.map(str::to_owned));
    }
    all
}
