//! A metric in Chinese, and back.
//!
//! ```text
//! metric = [ period ',' ] [ modality ] [ regions [ '各' ] ] indicator [ basis ] verb bound number bound
//! ```

use std::fmt;
use std::str::FromStr;

use super::{Basis, Bound, Direction, Measure, Metric, MetricParser, Modality};
use chrono::{Datelike, NaiveDate};

use crate::error::{Error, ErrorKind};
use crate::period::Period;
use crate::span::Span;

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(period) = self.period {
            write!(f, "{},", chinese(period))?;
        }
        f.write_str(match self.modality {
            Modality::Actual => "",
            Modality::Target => "计划",
            Modality::Forecast => "预计",
        })?;
        for (index, region) in self.regions().enumerate() {
            write!(f, "{}{region}", if index == 0 { "" } else { "、" })?;
        }
        f.write_str(if self.each { "各" } else { "" })?;
        f.write_str(&self.indicator)?;
        f.write_str(match self.basis {
            None => "",
            Some(Basis::YearOnYear) => "同比",
            Some(Basis::YearToDate) => "比年初",
            Some(Basis::PeriodOnPeriod) => "环比",
            Some(Basis::Other) => "同口径",
        })?;
        f.write_str(match (self.measure, self.direction) {
            (Measure::Growth, Some(Direction::Down)) => "下降",
            (Measure::Growth, _) => "增长",
            (Measure::Change, Some(Direction::Down)) => "减少",
            (Measure::Change, _) => "增加",
            (Measure::Completion, _) => "完成率",
            (Measure::Multiple, _) => "为",
            _ => "",
        })?;
        if self.measure == Measure::Rank {
            let order = if self.bound == Bound::AtMost { "前" } else { "第" };
            return write!(f, "居{}{order}{}位", self.scope().unwrap_or_default(), self.value().normalize());
        }
        let (before, after) = match self.bound {
            Bound::Exactly => ("", ""),
            Bound::AtLeast => ("", "以上"),
            Bound::AtMost => ("", "以内"),
            Bound::Over => ("超", ""),
            Bound::Under => ("不足", ""),
            Bound::About => ("", "左右"),
            Bound::Nearly => ("近", ""),
        };
        write!(f, "{before}{}{after}", self.quantity)
    }
}

/// A period as a report writes it: 2021年1-6月, 截至2021年6月30日.
fn chinese(period: Period) -> String {
    let (start, end) = (period.start(), period.end());
    let day = |date: NaiveDate| format!("{}年{}月{}日", date.year(), date.month(), date.day());
    if period.is_state() {
        return format!("截至{}", day(end));
    }
    let Some(months) = period.month_count() else {
        return if start == end { day(start) } else { format!("{}至{}", day(start), day(end)) };
    };
    match (start.year() == end.year(), months) {
        (true, 12) => format!("{}年", start.year()),
        (true, 1) => format!("{}年{}月", start.year(), start.month()),
        (true, _) => format!("{}年{}-{}月", start.year(), start.month(), end.month()),
        (false, months) if months % 12 == 0 && start.month() == 1 => format!("{}-{}年", start.year(), end.year()),
        (false, _) => format!("{}年{}月至{}年{}月", start.year(), start.month(), end.year(), end.month()),
    }
}

impl FromStr for Metric {
    type Err = Error;

    /// Reads a text that is one metric, as a progress column would state it.
    ///
    /// ```
    /// use zj_gov_report::{Measure, Metric};
    ///
    /// let metric: Metric = "工业增加值同比增长13.7%".parse()?;
    /// assert_eq!(metric.measure(), Measure::Growth);
    /// assert!("工业增加值".parse::<Metric>().is_err());
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, Error> {
        let mut metrics = MetricParser::new().parse(text).into_iter();
        let whole = Span::new(0, text.len());
        let Some(metric) = metrics.next() else {
            return Err(Error::new(ErrorKind::Syntax, whole, "expected a metric, found no number that is one"));
        };
        match metrics.next() {
            Some(second) => {
                let message = format!("expected one metric, found another at `{}`", second.text());
                Err(Error::new(ErrorKind::Syntax, second.span(), message))
            }
            None => Ok(metric),
        }
    }
}
