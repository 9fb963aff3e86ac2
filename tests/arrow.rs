//! Metrics and tasks as record batches, and out of a Parquet file again.

#![cfg(feature = "arrow")]
#![expect(clippy::unwrap_used, reason = "a test that fails says so by a panic")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use zj_gov_report::chrono::{Days, NaiveDate};
use zj_gov_report::rust_decimal::Decimal;
use zj_gov_report::{Report, arrow};

fn samples() -> Vec<Report> {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data")).unwrap();
    files.map(|file| Report::from_bytes(&std::fs::read(file.unwrap().path()).unwrap()).unwrap()).collect()
}

/// The batch as a Parquet file gives it back.
fn through_parquet(batch: &RecordBatch) -> RecordBatch {
    let mut file = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut file, batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(file)).unwrap();
    let batches: Vec<RecordBatch> = reader.with_batch_size(1 << 20).build().unwrap().map(Result::unwrap).collect();
    assert_eq!(batches.len(), 1);
    batches.into_iter().next().unwrap()
}

fn text<'b>(batch: &'b RecordBatch, column: &str, row: usize) -> Option<&'b str> {
    let texts = batch.column_by_name(column).unwrap().as_string::<i64>();
    texts.is_valid(row).then(|| texts.value(row))
}

fn decimal(batch: &RecordBatch, column: &str, row: usize) -> Option<Decimal> {
    let decimals = batch.column_by_name(column).unwrap().as_primitive::<Decimal128Type>();
    decimals.is_valid(row).then(|| decimals.value_as_string(row).parse().unwrap())
}

fn day(batch: &RecordBatch, column: &str, row: usize) -> Option<NaiveDate> {
    let days = batch.column_by_name(column).unwrap().as_primitive::<Date32Type>();
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    days.is_valid(row).then(|| epoch.checked_add_days(Days::new(days.value(row).try_into().unwrap())).unwrap())
}

fn texts(batch: &RecordBatch, column: &str, row: usize) -> Vec<String> {
    let list = batch.column_by_name(column).unwrap().as_list::<i64>().value(row);
    list.as_string::<i64>().iter().map(|text| text.unwrap().to_owned()).collect()
}

#[test]
fn metrics_go_through_parquet() {
    let reports = samples();
    let batch = arrow::metrics(&reports).unwrap();
    assert_eq!(batch.schema(), arrow::metrics_schema());
    let read = through_parquet(&batch);
    assert_eq!(read, batch);
    let stated: Vec<_> =
        reports.iter().flat_map(|report| report.metrics().map(move |stated| (report, stated))).collect();
    assert_eq!(read.num_rows(), stated.len());
    assert!(stated.len() > 400);
    for (row, (report, stated)) in stated.iter().enumerate() {
        let metric = stated.metric();
        assert_eq!(decimal(&read, "value", row), Some(metric.value()));
        assert_eq!(text(&read, "value_text", row), None);
        assert_eq!(decimal(&read, "value_max", row), metric.value_max());
        assert_eq!(day(&read, "period_start", row), metric.period().map(|period| period.start()));
        assert_eq!(day(&read, "period_end", row), metric.period().map(|period| period.end()));
        assert_eq!(text(&read, "title", row), report.title());
        assert_eq!(text(&read, "unit", row), Some(metric.unit().as_str()));
        assert_eq!(text(&read, "basis", row), metric.basis().map(|basis| basis.as_str()));
        assert!(texts(&read, "regions", row).iter().map(String::as_str).eq(metric.regions()));
    }
}

#[test]
fn tasks_go_through_parquet() {
    let reports = samples();
    let batch = arrow::tasks(&reports).unwrap();
    assert_eq!(batch.schema(), arrow::tasks_schema());
    let read = through_parquet(&batch);
    assert_eq!(read, batch);
    let tasks: Vec<_> = reports.iter().flatten().collect();
    assert_eq!(read.num_rows(), tasks.len());
    for (row, task) in tasks.into_iter().enumerate() {
        assert_eq!(text(&read, "number", row), task.number());
        assert_eq!(text(&read, "progress", row), task.progress().map(|progress| progress.text()));
        assert_eq!(text(&read, "status_kind", row), task.status().map(|status| status.kind().as_str()));
        let units = ["lead", "responsible", "supporting"].map(|role| texts(&read, role, row).len());
        assert_eq!(units.iter().sum::<usize>(), task.departments().len());
        assert_eq!(texts(&read, "headings", row), task.headings());
        let metrics = read.column_by_name("metrics").unwrap().as_primitive::<UInt64Type>().value(row);
        assert_eq!(usize::try_from(metrics).unwrap(), task.metrics().len());
    }
}

#[test]
fn what_is_not_exact_is_a_text() {
    let text_of = "|序号|工作任务|进展情况|\n|1|降低浓度。|氨氮浓度0.00000000000123毫克/升,总磷浓度0.2毫克/升。|\n";
    let batch = through_parquet(&arrow::metrics([&Report::from_text(text_of)]).unwrap());
    assert_eq!(batch.num_rows(), 2);
    assert_eq!((decimal(&batch, "value", 0), text(&batch, "value_text", 0)), (None, Some("0.00000000000123")));
    assert_eq!((decimal(&batch, "value", 1), text(&batch, "value_text", 1)), (Some(Decimal::new(2, 1)), None));
}

#[test]
fn no_reports_are_no_rows() {
    assert_eq!(arrow::metrics([]).unwrap().num_rows(), 0);
    assert_eq!(arrow::tasks([&Report::from_text("")]).unwrap().num_rows(), 0);
}
