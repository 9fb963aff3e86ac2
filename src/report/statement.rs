//! The metrics of a report, each with the task that states it.

use super::Report;
use crate::metric::{Metric, TextRole};
use crate::task::Task;

/// A metric of a report, and where it was stated; made by [`Report::metrics`].
///
/// ```
/// use zj_gov_report::{Report, TextRole};
///
/// let report = Report::from_text("|序号|工作任务|进展情况|\n|1|新建绿道10公里。|1-6月已建成绿道4公里。|\n");
/// let stated: Vec<_> = report.metrics().map(|stated| (stated.role(), stated.metric().value())).collect();
/// assert_eq!(stated, [(TextRole::Requirement, 10.into()), (TextRole::Progress, 4.into())]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "指标数据")]
pub struct Statement<'r> {
    index: usize,
    task: &'r Task,
    role: TextRole,
    metric: &'r Metric,
}

impl<'r> Statement<'r> {
    /// The index of the task in [`Report::tasks`].
    #[must_use]
    pub const fn task_index(&self) -> usize {
        self.index
    }

    /// The task that states it.
    #[must_use]
    pub const fn task(&self) -> &'r Task {
        self.task
    }

    /// Whether the requirement sets it, or the progress reports it.
    #[must_use]
    pub const fn role(&self) -> TextRole {
        self.role
    }

    /// The metric.
    #[must_use]
    pub const fn metric(&self) -> &'r Metric {
        self.metric
    }
}

impl Report {
    /// Every metric of every task, in the order of the text: first what the requirement sets, then what the progress
    /// reports.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "|序号|工作任务|进展情况|\n|1|扩大投资。|固定资产投资增长8.5%。|\n|2|稳就业。|新增就业3.2万人。|\n";
    /// let report = Report::from_text(text);
    /// let known = |name| move |stated: &zj_gov_report::report::Statement<'_>| stated.metric().indicator() == name;
    /// let investment = report.metrics().find(known("固定资产投资")).unwrap();
    /// assert_eq!((investment.task_index(), investment.metric().text()), (0, "8.5%"));
    /// ```
    #[doc(alias = "全部指标")]
    pub fn metrics(&self) -> impl Iterator<Item = Statement<'_>> {
        self.tasks.iter().enumerate().flat_map(|(index, task)| {
            let stated = move |role| move |metric| Statement { index, task, role, metric };
            let targets = task.targets().iter().map(stated(TextRole::Requirement));
            targets.chain(task.metrics().iter().map(stated(TextRole::Progress)))
        })
    }
}

/// Its tasks.
impl<'r> IntoIterator for &'r Report {
    type Item = &'r Task;
    type IntoIter = std::slice::Iter<'r, Task>;

    fn into_iter(self) -> Self::IntoIter {
        self.tasks.iter()
    }
}
