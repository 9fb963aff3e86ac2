//! Metrics as CSV: what is written is what was read, and a spreadsheet runs none of it.

#![cfg(feature = "csv")]
#![expect(clippy::unwrap_used, reason = "a test that fails says so by a panic")]

use std::io::{self, Write};

use csv::{ReaderBuilder, StringRecord};
use zj_gov_report::csv::{COLUMNS, MetricWriter, write_metrics};
use zj_gov_report::rust_decimal::Decimal;
use zj_gov_report::{Report, Span};

fn written(reports: &[Report]) -> String {
    let mut file = Vec::new();
    write_metrics(&mut file, reports).unwrap();
    String::from_utf8(file).unwrap()
}

fn rows(file: &str) -> Vec<StringRecord> {
    let text = file.strip_prefix('\u{feff}').expect("a spreadsheet knows UTF-8 by its mark");
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), &COLUMNS[..]);
    reader.records().map(Result::unwrap).collect()
}

fn cell<'r>(row: &'r StringRecord, column: &str) -> &'r str {
    &row[COLUMNS.iter().position(|name| *name == column).unwrap()]
}

#[test]
fn the_samples_are_read_back() {
    let mut samples: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data"))
        .unwrap()
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    samples.sort();
    let reports: Vec<Report> = samples.iter().map(|bytes| Report::from_bytes(bytes).unwrap()).collect();
    let rows = rows(&written(&reports));
    let stated: Vec<_> = reports
        .iter()
        .zip(&samples)
        .flat_map(|(report, source)| report.metrics().map(move |stated| (report, source, stated)))
        .collect();
    assert_eq!(rows.len(), stated.len());
    assert!(rows.len() > 400);
    for (row, (report, source, stated)) in rows.iter().zip(stated) {
        let metric = stated.metric();
        assert_eq!(cell(row, "value").parse::<Decimal>().unwrap(), metric.value());
        assert_eq!(cell(row, "value_max").parse::<Decimal>().ok(), metric.value_max());
        assert_eq!(cell(row, "report"), report.title().unwrap_or_default());
        assert_eq!(cell(row, "task"), stated.task().name());
        assert_eq!(cell(row, "indicator"), metric.indicator().as_str());
        assert_eq!(cell(row, "measure"), metric.measure().as_str());
        assert_eq!(cell(row, "role").parse(), Ok(stated.role()));
        let period = metric.period().map(|period| (period.start().to_string(), period.end().to_string()));
        let (start, end) = period.unwrap_or_default();
        assert_eq!((cell(row, "period_start"), cell(row, "period_end")), (&*start, &*end));
        let span = Span::new(cell(row, "start").parse().unwrap(), cell(row, "end").parse().unwrap());
        let source = std::str::from_utf8(source).unwrap();
        assert_eq!(span.slice(source), Some(metric.text()));
    }
}

#[test]
fn formulas_are_texts_and_negative_numbers_are_numbers() {
    let text = "|序号|工作任务|进展情况|\n\
        |=HYPERLINK(\"http://a\")|@SUM(A1)新建公园3个|1-6月,规上工业利润-5亿元;新建\"公园\",绿地2个。|\n";
    let file = written(&[Report::from_text(text)]);
    let rows = rows(&file);
    assert!(rows.iter().any(|row| cell(row, "value") == "-500000000"), "{file}");
    assert!(file.contains(",-500000000,"), "a number is not quoted");
    for row in &rows {
        assert!(cell(row, "task").starts_with("'@SUM"), "{row:?}");
        for (column, cell) in COLUMNS.iter().zip(row) {
            let number = cell.parse::<Decimal>().is_ok() && ["value", "value_max"].contains(column);
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{column}: {cell}");
        }
    }
}

#[test]
fn a_writer_that_fails_says_so() {
    let error = MetricWriter::new(Reader(0)).map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    // The mark goes through, the rows do not.
    let mut writer = MetricWriter::new(Reader(3)).unwrap();
    let error = writer.write(&long()).and_then(|_| writer.finish().map(|_| ())).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
}

/// One that reads so many bytes and no more.
struct Reader(usize);

impl Write for Reader {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.0;
        self.0 = left.saturating_sub(bytes.len());
        if left == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len().min(left)) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A report of more rows than a writer holds back.
fn long() -> Report {
    let rows: String = (1..400).map(|row| format!("|{row}|新建公园{row}个|已建成公园1个。|\n")).collect();
    Report::from_text(&format!("|序号|工作任务|进展情况|\n{rows}"))
}
