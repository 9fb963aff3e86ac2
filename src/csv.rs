//! Metrics as CSV, for a spreadsheet: one metric a row.
//!
//! The file opens in a spreadsheet as it is: it starts with the mark of UTF-8, and a text that a spreadsheet would run as
//! a formula (`=HYPERLINK(…)`) has an apostrophe before it, so that it is shown. Numbers are numbers, negative ones too.
//!
//! ```
//! use zj_gov_report::{Report, csv::write_metrics};
//!
//! let report = Report::from_text("|序号|工作任务|进展情况|\n|1|新建绿道10公里。|1-6月已建成绿道4公里。|\n");
//! let mut file = Vec::new();
//! assert_eq!(write_metrics(&mut file, [&report])?, 2);
//! let text = String::from_utf8(file).unwrap();
//! assert!(text.starts_with("\u{feff}\"report\",\"region\",\"year\","));
//! assert!(text.lines().nth(1).unwrap().contains(r#","requirement","绿道","#));
//! assert!(text.lines().nth(1).unwrap().contains(r#",10,"","公里","level","exactly","#));
//! # Ok::<(), std::io::Error>(())
//! ```

use rust_decimal::Decimal;
use std::borrow::Cow;
use std::io::{self, Write};

use ::csv::{ErrorKind, QuoteStyle, Writer, WriterBuilder};

use crate::report::{Report, Statement};
use crate::text::{fold, trim_start};

/// The mark by which a spreadsheet knows UTF-8.
const MARK: &str = "\u{feff}";

/// The columns, in order. Names, and the words in the cells, are those of the interchange format; what a metric does not
/// say is an empty cell.
///
/// | column | holds |
/// |---|---|
/// | `report`, `region`, `year` | title, region and year of the report |
/// | `task_number`, `task` | number and [name](crate::Task::name) of the task |
/// | `role` | `requirement` for a target, `progress` for what was reached |
/// | `indicator`, `indicator_id` | as the text names it; the id of the registry |
/// | `value`, `value_max`, `unit` | the number with its scale multiplied out, the upper end of a range, the unit |
/// | `measure`, `bound`, `direction`, `basis`, `scope`, `modality` | as [`Metric`](crate::Metric) has them |
/// | `period_start`, `period_end`, `period_is_state` | first and last day, `true` for a state as of a day |
/// | `regions`, `each` | the places that hold the value, joined by `、`; `true` where each of them does |
/// | `text`, `start`, `end` | the number as written, and its bytes in the source |
pub const COLUMNS: [&str; 25] = [
    "report",
    "region",
    "year",
    "task_number",
    "task",
    "role",
    "indicator",
    "indicator_id",
    "value",
    "value_max",
    "unit",
    "measure",
    "bound",
    "direction",
    "basis",
    "scope",
    "modality",
    "period_start",
    "period_end",
    "period_is_state",
    "regions",
    "each",
    "text",
    "start",
    "end",
];

/// Writes the metrics of reports, and returns how many there were.
///
/// # Errors
///
/// What `out` says of itself; nothing in a report is an error.
pub fn write_metrics<'r>(out: impl Write, reports: impl IntoIterator<Item = &'r Report>) -> io::Result<usize> {
    let mut writer = MetricWriter::new(out)?;
    let mut rows = 0usize;
    for report in reports {
        rows = rows.saturating_add(writer.write(report)?);
    }
    writer.finish()?;
    Ok(rows)
}

/// Writes metrics report by report: for a folder that does not fit into memory.
///
/// ```
/// use zj_gov_report::{Report, csv::MetricWriter};
///
/// let mut writer = MetricWriter::new(Vec::new())?;
/// for text in ["|序号|工作任务|进展情况|\n|1|稳就业。|新增就业3.2万人。|\n"] {
///     assert_eq!(writer.write(&Report::from_text(text))?, 1);
/// }
/// assert_eq!(String::from_utf8(writer.finish()?).unwrap().lines().count(), 2);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct MetricWriter<W: Write>(Writer<W>);

impl<W: Write> MetricWriter<W> {
    /// Writes the mark of UTF-8 and the head of the columns.
    ///
    /// # Errors
    ///
    /// What `out` says of itself, here as in the other calls.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(MARK.as_bytes())?;
        // Texts are quoted, so that no separator of another kind in one opens a cell.
        let mut writer = WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).from_writer(out);
        writer.write_record(COLUMNS).map_err(failed)?;
        Ok(Self(writer))
    }

    /// Writes the metrics of a report, and returns how many there were.
    ///
    /// # Errors
    ///
    /// What `out` says of itself.
    pub fn write(&mut self, report: &Report) -> io::Result<usize> {
        let mut rows = 0usize;
        for stated in report.metrics() {
            self.0.write_record(cells(report, stated).iter().map(|cell| cell.as_bytes())).map_err(failed)?;
            rows = rows.saturating_add(1);
        }
        Ok(rows)
    }

    /// Writes what is still held back, and returns what was written to.
    ///
    /// # Errors
    ///
    /// What `out` says of itself.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(|error| error.into_error())
    }
}

/// The cells of a row, one a column.
fn cells<'r>(report: &'r Report, stated: Statement<'r>) -> [Cow<'r, str>; COLUMNS.len()] {
    let (task, metric) = (stated.task(), stated.metric());
    let decimal = |value: Decimal| Cow::Owned(value.normalize().to_string());
    let period = metric.period();
    let regions: Vec<&str> = metric.regions().collect();
    [
        shown(report.title().unwrap_or_default()),
        shown(report.region().unwrap_or_default()),
        report.year().map_or(Cow::Borrowed(""), |year| year.to_string().into()),
        shown(task.number().unwrap_or_default()),
        shown(task.name()),
        stated.role().as_str().into(),
        shown(metric.indicator().as_str()),
        metric.indicator().known().map_or(Cow::Borrowed(""), |known| shown(known.id())),
        decimal(metric.value()),
        metric.value_max().map_or(Cow::Borrowed(""), decimal),
        shown(metric.unit().as_str()),
        metric.measure().as_str().into(),
        metric.bound().as_str().into(),
        metric.direction().map_or("", |direction| direction.as_str()).into(),
        metric.basis().map_or("", |basis| basis.as_str()).into(),
        shown(metric.scope().unwrap_or_default()),
        metric.modality().as_str().into(),
        period.map_or(Cow::Borrowed(""), |period| period.start().to_string().into()),
        period.map_or(Cow::Borrowed(""), |period| period.end().to_string().into()),
        period.map_or("", |period| truth(period.is_state())).into(),
        shown(regions.join("、")),
        truth(metric.is_each()).into(),
        shown(metric.text()),
        metric.span().start().to_string().into(),
        metric.span().end().to_string().into(),
    ]
}

const fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// A text as a spreadsheet shows it: with an apostrophe before what would be run as a formula.
///
/// Some programs pass over blanks before a formula, and some take its sign in full width.
fn shown<'t>(text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
    let text = text.into();
    let opens = trim_start(&text).starts_with(|c| matches!(fold(c), '=' | '+' | '-' | '@' | '−' | '|'));
    let moves = text.starts_with(['\t', '\r', '\n']);
    if opens || moves { format!("'{text}").into() } else { text }
}

/// The error of the writer below; the crate `csv` wraps it.
fn failed(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn no_text_is_a_formula() {
        let formulas =
            ["=HYPERLINK(\"x\")", "+1", "-1%", "@SUM(A1)", "\t=1", "\r=1", "\n", " =1", "＝1", "－5%", "　=1"];
        for text in formulas {
            assert_eq!(shown(text), format!("'{text}"));
        }
        for text in ["", "增长5%", "1-6月", "a=1", "“=1”", "'=1"] {
            assert_eq!(shown(text), text);
        }
    }
}
