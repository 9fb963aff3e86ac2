//! Metrics and tasks as Arrow record batches: for Parquet, data frames and databases.
//!
//! [`metrics`] and [`tasks`] make one batch of any number of reports. A metric and its task have the same `report` and
//! `task`, both counted from 0: the report in the batch, the task in its report.
//!
//! Decimals are `Decimal128(38, 10)`. A value that is not exact in ten decimals or does not fit 38 digits is null, and
//! stands as text in `value_text` or `value_max_text`; nothing is rounded. Days are `Date32`, texts `LargeUtf8`, and what
//! a report does not say is null.
//!
//! ```
//! use arrow_array::{Array, cast::AsArray, types::Decimal128Type};
//! use zj_gov_report::{Report, arrow};
//!
//! let report = Report::from_text("|序号|工作任务|进展情况|\n|1|稳就业。|新增就业3.2万人,增长1.5%。|\n");
//! let batch = arrow::metrics([&report])?;
//! assert_eq!((batch.num_rows(), batch.schema()), (2, arrow::metrics_schema()));
//! let values = batch.column_by_name("value").unwrap().as_primitive::<Decimal128Type>();
//! assert_eq!(values.value_as_string(1), "1.5000000000");
//! # Ok::<(), arrow_schema::ArrowError>(())
//! ```

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Int32Builder, LargeListBuilder, LargeStringBuilder, UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::sync::Arc;

use crate::department::AssignmentRole;
use crate::metric::Metric;
use crate::report::{Report, Statement};
use crate::task::Task;

/// How many digits a decimal has.
pub const PRECISION: u8 = 38;

/// How many of them are decimals.
pub const SCALE: i8 = 10;

const DECIMAL: DataType = DataType::Decimal128(PRECISION, SCALE);

/// The day from which Arrow counts (1970-01-01), as chrono counts days.
const EPOCH: i32 = 719_163;

/// One column that is being filled.
enum Column {
    Text(LargeStringBuilder),
    Texts(LargeListBuilder<LargeStringBuilder>),
    Count(UInt64Builder),
    Year(Int32Builder),
    Decimal(Decimal128Builder),
    Day(Date32Builder),
    Truth(BooleanBuilder),
}

/// What goes into a cell.
enum Cell<'r> {
    Text(Option<&'r str>),
    Texts(Vec<&'r str>),
    Owned(Option<String>),
    Count(usize),
    Year(Option<i32>),
    Decimal(Option<Decimal>),
    Day(Option<NaiveDate>),
    Truth(Option<bool>),
}

impl Column {
    fn new(kind: &DataType) -> Self {
        match kind {
            DataType::LargeList(_) => Self::Texts(LargeListBuilder::new(LargeStringBuilder::new()).with_field(item())),
            DataType::UInt64 => Self::Count(UInt64Builder::new()),
            DataType::Int32 => Self::Year(Int32Builder::new()),
            DataType::Decimal128(..) => Self::Decimal(Decimal128Builder::new().with_data_type(DECIMAL)),
            DataType::Date32 => Self::Day(Date32Builder::new()),
            DataType::Boolean => Self::Truth(BooleanBuilder::new()),
            _ => Self::Text(LargeStringBuilder::new()),
        }
    }

    /// Adds a cell; one of another kind than the column, which there is none of, leaves the batch without its rows.
    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(text)) => column.append_option(text),
            (Self::Text(column), Cell::Owned(text)) => column.append_option(text),
            (Self::Texts(column), Cell::Texts(texts)) => column.append_value(texts.into_iter().map(Some)),
            (Self::Count(column), Cell::Count(count)) => column.append_option(u64::try_from(count).ok()),
            (Self::Year(column), Cell::Year(year)) => column.append_option(year),
            (Self::Decimal(column), Cell::Decimal(value)) => column.append_option(value.and_then(scaled)),
            (Self::Day(column), Cell::Day(day)) => {
                column.append_option(day.map(|day| day.num_days_from_ce().saturating_sub(EPOCH)));
            }
            (Self::Truth(column), Cell::Truth(truth)) => column.append_option(truth),
            _ => {}
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut column) => Arc::new(column.finish()),
            Self::Texts(mut column) => Arc::new(column.finish()),
            Self::Count(mut column) => Arc::new(column.finish()),
            Self::Year(mut column) => Arc::new(column.finish()),
            Self::Decimal(mut column) => Arc::new(column.finish()),
            Self::Day(mut column) => Arc::new(column.finish()),
            Self::Truth(mut column) => Arc::new(column.finish()),
        }
    }
}

/// The value in units of the last decimal; `None` where that is not exact or has too many digits.
fn scaled(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    let missing = u32::try_from(SCALE).ok()?.checked_sub(value.scale())?;
    let units = value.mantissa().checked_mul(10i128.checked_pow(missing)?)?;
    (units.unsigned_abs() < 10u128.checked_pow(PRECISION.into())?).then_some(units)
}

/// The value as text, where the column of decimals cannot hold it.
fn unscaled(value: Decimal) -> Option<String> {
    scaled(value).is_none().then(|| value.normalize().to_string())
}

fn item() -> Field {
    Field::new("item", DataType::LargeUtf8, false)
}

fn texts() -> DataType {
    DataType::LargeList(Arc::new(item()))
}

fn schema<const N: usize>(columns: [(&str, DataType, bool); N]) -> SchemaRef {
    let fields = columns.map(|(name, kind, nullable)| Field::new(name, kind, nullable));
    Arc::new(Schema::new(fields.to_vec()))
}

/// The batch of rows of so many cells.
fn batch<'r, const N: usize>(
    schema: SchemaRef,
    rows: impl Iterator<Item = [Cell<'r>; N]>,
) -> Result<RecordBatch, ArrowError> {
    let mut columns: Vec<Column> = schema.fields().iter().map(|field| Column::new(field.data_type())).collect();
    for row in rows {
        columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(cell));
    }
    RecordBatch::try_new(schema, columns.into_iter().map(Column::finish).collect())
}

/// The columns of [`metrics`]. The words in them are those of the interchange format.
///
/// | column | holds |
/// |---|---|
/// | `report`, `task` | which report of the batch, which task of the report |
/// | `title`, `region`, `year` | of the report |
/// | `task_number`, `task_name` | number and [name](Task::name) of the task |
/// | `role` | `requirement` for a target, `progress` for what was reached |
/// | `indicator`, `indicator_id` | as the text names it; the id of the registry |
/// | `value`, `value_text`, `value_max`, `value_max_text` | the number with its scale multiplied out, the upper end of a range |
/// | `unit`, `measure`, `bound`, `direction`, `basis`, `scope`, `modality` | as [`Metric`] has them |
/// | `period_start`, `period_end`, `period_is_state` | first and last day, true for a state as of a day |
/// | `regions`, `each` | the places that hold the value; true where each of them does |
/// | `text`, `start`, `end` | the number as written, and its bytes in the source |
#[must_use]
pub fn metrics_schema() -> SchemaRef {
    schema([
        ("report", DataType::UInt64, false),
        ("task", DataType::UInt64, false),
        ("title", DataType::LargeUtf8, true),
        ("region", DataType::LargeUtf8, true),
        ("year", DataType::Int32, true),
        ("task_number", DataType::LargeUtf8, true),
        ("task_name", DataType::LargeUtf8, false),
        ("role", DataType::LargeUtf8, false),
        ("indicator", DataType::LargeUtf8, false),
        ("indicator_id", DataType::LargeUtf8, true),
        ("value", DECIMAL, true),
        ("value_text", DataType::LargeUtf8, true),
        ("value_max", DECIMAL, true),
        ("value_max_text", DataType::LargeUtf8, true),
        ("unit", DataType::LargeUtf8, false),
        ("measure", DataType::LargeUtf8, false),
        ("bound", DataType::LargeUtf8, false),
        ("direction", DataType::LargeUtf8, true),
        ("basis", DataType::LargeUtf8, true),
        ("scope", DataType::LargeUtf8, true),
        ("modality", DataType::LargeUtf8, false),
        ("period_start", DataType::Date32, true),
        ("period_end", DataType::Date32, true),
        ("period_is_state", DataType::Boolean, true),
        ("regions", texts(), false),
        ("each", DataType::Boolean, false),
        ("text", DataType::LargeUtf8, false),
        ("start", DataType::UInt64, false),
        ("end", DataType::UInt64, false),
    ])
}

/// The metrics of reports, one a row, in the order of the texts.
///
/// # Errors
///
/// None that a report can bring about; the type is that of the crate `arrow-schema`.
pub fn metrics<'r>(reports: impl IntoIterator<Item = &'r Report>) -> Result<RecordBatch, ArrowError> {
    let rows = reports
        .into_iter()
        .enumerate()
        .flat_map(|(index, report)| report.metrics().map(move |stated| metric_row(index, report, stated)));
    batch(metrics_schema(), rows)
}

fn metric_row<'r>(index: usize, report: &'r Report, stated: Statement<'r>) -> [Cell<'r>; 29] {
    let metric: &'r Metric = stated.metric();
    let period = metric.period();
    [
        Cell::Count(index),
        Cell::Count(stated.task_index()),
        Cell::Text(report.title()),
        Cell::Text(report.region()),
        Cell::Year(report.year()),
        Cell::Text(stated.task().number()),
        Cell::Owned(Some(stated.task().name())),
        Cell::Text(Some(stated.role().as_str())),
        Cell::Text(Some(metric.indicator().as_str())),
        Cell::Text(metric.indicator().known().map(|known| known.id())),
        Cell::Decimal(Some(metric.value())),
        Cell::Owned(unscaled(metric.value())),
        Cell::Decimal(metric.value_max()),
        Cell::Owned(metric.value_max().and_then(unscaled)),
        Cell::Text(Some(metric.unit().as_str())),
        Cell::Text(Some(metric.measure().as_str())),
        Cell::Text(Some(metric.bound().as_str())),
        Cell::Text(metric.direction().map(|direction| direction.as_str())),
        Cell::Text(metric.basis().map(|basis| basis.as_str())),
        Cell::Text(metric.scope()),
        Cell::Text(Some(metric.modality().as_str())),
        Cell::Day(period.map(|period| period.start())),
        Cell::Day(period.map(|period| period.end())),
        Cell::Truth(period.map(|period| period.is_state())),
        Cell::Texts(metric.regions().collect()),
        Cell::Truth(Some(metric.is_each())),
        Cell::Text(Some(metric.text())),
        Cell::Count(metric.span().start()),
        Cell::Count(metric.span().end()),
    ]
}

/// The columns of [`tasks`]. The words in them are those of the interchange format.
///
/// | column | holds |
/// |---|---|
/// | `report`, `task` | which report of the batch, which task of the report |
/// | `title`, `region`, `year`, `published` | of the report |
/// | `number`, `name`, `headings` | of the task |
/// | `requirement`, `progress` | the texts |
/// | `lead`, `responsible`, `supporting` | the units that answer for it, as written |
/// | `offices` | the official names of those that a registry knows |
/// | `status`, `status_kind` | how far it is, as the report says, and what that means |
/// | `targets`, `metrics` | how many numbers requirement and progress state |
#[must_use]
pub fn tasks_schema() -> SchemaRef {
    schema([
        ("report", DataType::UInt64, false),
        ("task", DataType::UInt64, false),
        ("title", DataType::LargeUtf8, true),
        ("region", DataType::LargeUtf8, true),
        ("year", DataType::Int32, true),
        ("published", DataType::Date32, true),
        ("number", DataType::LargeUtf8, true),
        ("name", DataType::LargeUtf8, false),
        ("headings", texts(), false),
        ("requirement", DataType::LargeUtf8, true),
        ("progress", DataType::LargeUtf8, true),
        ("lead", texts(), false),
        ("responsible", texts(), false),
        ("supporting", texts(), false),
        ("offices", texts(), false),
        ("status", DataType::LargeUtf8, true),
        ("status_kind", DataType::LargeUtf8, true),
        ("targets", DataType::UInt64, false),
        ("metrics", DataType::UInt64, false),
    ])
}

/// The tasks of reports, one a row, in the order of the texts.
///
/// ```
/// use arrow_array::cast::AsArray;
/// use zj_gov_report::{Report, arrow};
///
/// let report = Report::from_text("|序号|工作任务|进展情况|牵头单位|\n|1|稳就业。|新增就业3.2万人。|市人社局|\n");
/// let batch = arrow::tasks([&report])?;
/// let lead = batch.column_by_name("lead").unwrap().as_list::<i64>().value(0);
/// assert_eq!(lead.as_string::<i64>().value(0), "市人社局");
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
///
/// # Errors
///
/// None that a report can bring about; the type is that of the crate `arrow-schema`.
pub fn tasks<'r>(reports: impl IntoIterator<Item = &'r Report>) -> Result<RecordBatch, ArrowError> {
    let rows = reports.into_iter().enumerate().flat_map(|(index, report)| {
        report.tasks().iter().enumerate().map(move |(number, task)| task_row(index, report, number, task))
    });
    batch(tasks_schema(), rows)
}

fn task_row<'r>(index: usize, report: &'r Report, number: usize, task: &'r Task) -> [Cell<'r>; 19] {
    let units = |role: AssignmentRole| {
        Cell::Texts(task.departments().iter().filter(|unit| unit.role() == role).map(|unit| unit.text()).collect())
    };
    let offices = task.departments().iter().filter_map(|unit| unit.department()).filter(|office| office.is_known());
    [
        Cell::Count(index),
        Cell::Count(number),
        Cell::Text(report.title()),
        Cell::Text(report.region()),
        Cell::Year(report.year()),
        Cell::Day(report.published()),
        Cell::Text(task.number()),
        Cell::Owned(Some(task.name())),
        Cell::Texts(task.headings().iter().map(String::as_str).collect()),
        Cell::Text(task.requirement().map(|requirement| requirement.text())),
        Cell::Text(task.progress().map(|progress| progress.text())),
        units(AssignmentRole::Lead),
        units(AssignmentRole::Responsible),
        units(AssignmentRole::Supporting),
        Cell::Texts(offices.map(|office| office.name()).collect()),
        Cell::Text(task.status().map(|status| status.text())),
        Cell::Text(task.status().map(|status| status.kind().as_str())),
        Cell::Count(task.targets().len()),
        Cell::Count(task.metrics().len()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn decimal(text: &str, units: Option<i128>) {
        let value: Decimal = text.parse().unwrap();
        assert_eq!(scaled(value), units, "{text}");
        assert_eq!(unscaled(value).is_some(), units.is_none(), "{text}");
    }

    #[test]
    fn no_decimal_is_rounded() {
        decimal("0", Some(0));
        decimal("-1.5", Some(-15_000_000_000));
        decimal("1.50000000000000000000", Some(15_000_000_000));
        decimal("0.0000000001", Some(1));
        decimal("0.00000000001", None);
        decimal("9999999999999999999999999999", Some(99_999_999_999_999_999_999_999_999_990_000_000_000));
        decimal("10000000000000000000000000000", None);
        decimal("79228162514264337593543950335", None);
    }
}
