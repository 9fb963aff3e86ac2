//! Limits, and that time grows with the input and no faster.

use std::time::{Duration, Instant};

use zj_gov_report::document::{Cell, DocumentBuilder, Table};
use zj_gov_report::limits::*;
use zj_gov_report::{Code, ErrorKind, MetricParser, Number, Report, find_metrics};

fn codes(report: &Report) -> Vec<Code> {
    report.diagnostics().iter().map(|diagnostic| diagnostic.code()).collect()
}

#[test]
fn numbers() {
    assert!("1".repeat(MAX_NUMBER_CHARS).parse::<Number>().is_err_and(|error| error.kind() == ErrorKind::Overflow));
    assert!("1".repeat(MAX_NUMBER_CHARS + 1).parse::<Number>().is_err_and(|error| error.kind() == ErrorKind::Limit));
}

#[test]
fn names() {
    let named = |length: usize| {
        let text = format!("{}5家", "甲".repeat(length));
        find_metrics(&text).next().map(|metric| metric.indicator().chars().count())
    };
    assert_eq!(named(MAX_NAME_CHARS), Some(MAX_NAME_CHARS));
    assert_eq!(named(MAX_NAME_CHARS + 1), Some(0));
}

#[test]
fn cells_too_long_to_search() {
    let progress = "新增企业5家。".repeat(MAX_CELL_BYTES / 20);
    let within = Report::from_text(&format!("|序号|任务|进展情况|\n|1|新建公园|{progress}|\n"));
    assert!(within.tasks()[0].metrics().len() > 10_000 && !codes(&within).contains(&Code::Limit));
    let beyond = Report::from_text(&format!("|序号|任务|进展情况|\n|1|新建公园|{progress}{progress}|\n"));
    assert_eq!((beyond.tasks()[0].metrics().len(), codes(&beyond).contains(&Code::Limit)), (0, true));
    assert_eq!(beyond.tasks()[0].progress().unwrap().text().len(), 2 * progress.len());
}

#[test]
fn cells_beyond_the_grid() {
    let mut builder = DocumentBuilder::new();
    let span = builder.text("远");
    let cells = vec![Cell::new(usize::MAX, usize::MAX, [span]).spanning(usize::MAX, usize::MAX)];
    let table = Table::new(cells);
    assert_eq!((table.rows(), table.columns()), (MAX_TABLE_ROWS, MAX_TABLE_COLUMNS));
    assert_eq!(table.cell(MAX_TABLE_ROWS - 1, MAX_TABLE_COLUMNS - 1).unwrap().paragraphs(), [span]);
    builder.table(table);
    assert_eq!(Report::from_document(builder.build()).tasks().len(), 0);
}

/// A table whose first row holds long cells that span all rows: what a row repeats is bounded.
#[test]
fn cells_that_are_told_again() {
    let mut builder = DocumentBuilder::new();
    let mut cells = Vec::new();
    for (column, label) in ["序号", "工作任务", "进展情况", "牵头单位"].iter().enumerate() {
        let span = builder.text(label);
        cells.push(Cell::new(0, column, [span]));
    }
    let rows = 400;
    let long = builder.text(&"甲".repeat(100_000));
    cells.push(Cell::new(1, 1, [long]).spanning(rows, 1));
    for row in 1..=rows {
        let span = builder.text("已建成。");
        cells.push(Cell::new(row, 2, [span]));
    }
    builder.table(Table::new(cells));
    let report = Report::from_document(builder.build());
    let told: usize = report.tasks().iter().filter_map(|task| Some(task.requirement()?.text().len())).sum();
    assert_eq!(report.tasks().len(), rows);
    assert!(told <= MAX_REPEATED_BYTES + 600_000 && codes(&report).contains(&Code::Limit), "{told}");
}

/// What is read in so many seconds at length n is not read in the square of them at 4 n. The bound is loose: a step that
/// is quadratic takes minutes.
#[track_caller]
fn linear(name: &str, piece: &str, bytes: usize, read: impl Fn(&str)) {
    let text = piece.repeat(bytes / piece.len());
    let started = Instant::now();
    read(&text);
    let taken = started.elapsed();
    assert!(taken < Duration::from_secs(40), "{name}: {taken:?} for {bytes} bytes of {piece:?}");
}

const PIECES: [&str; 34] = [
    "1",
    "一",
    "万",
    "1 ",
    "1,",
    "1.",
    "1-",
    "-",
    "5%",
    "增长",
    "市",
    "市、",
    "(",
    "“",
    "《",
    "【",
    "①",
    "1、",
    "一、",
    "2021年",
    "1-6月",
    "市发改委",
    "\n",
    "\n\n1\n\n",
    "|",
    "\t",
    "序号\n任务\n进展情况\n",
    "分之",
    "数百",
    "/亩",
    "https://a ",
    "同比增长5%,",
    "翻",
    " ",
];

#[test]
fn time_of_metrics_grows_with_the_text() {
    let parser = MetricParser::new().with_year(2021);
    for piece in PIECES {
        linear("metrics", piece, 120_000, |text| drop(parser.parse(text)));
    }
}

#[test]
fn time_of_reports_grows_with_the_text() {
    for piece in PIECES {
        linear("report", piece, 120_000, |text| drop(Report::from_text(text)));
    }
}

#[cfg(feature = "html")]
#[test]
fn time_of_pages_grows_with_the_page() {
    let pieces = [
        "<",
        "<p>",
        "</p>",
        "<td>",
        "<tr>",
        "<table>",
        "<table><tr><td>",
        "<b>",
        "<font>",
        "<a>",
        "<div>",
        "<span>",
        "&",
        "&#",
        "&lt;",
        "<!--",
        "-->",
        "<script>",
        "<svg>",
        "<math>",
        "<select>",
        "<form>",
        "<template>",
        "<p><font><b>",
        "</b>",
        "<li>",
        "<td rowspan=9 colspan=9>",
        "<tr><td rowspan=65534>甲",
        "<td colspan=1000>甲",
        "<h1>",
        "<body a=b>",
        "<frameset>",
        "a=",
    ];
    for piece in pieces {
        linear("page", piece, 240_000, |page| drop(zj_gov_report::Document::from_html(page)));
    }
}
