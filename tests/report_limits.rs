//! Large and hostile inputs end in time, with an answer or with a diagnostic that says what was cut.

use zj_gov_report::Report;

const TASK: &str = "完善养老服务,新建示范型居家养老中心10家以上。";
const DONE: &str = "上半年已建成4家,另有3家正在施工。";

fn tasks(text: &str) -> usize {
    Report::from_text(text).tasks().len()
}

#[test]
fn many_rows() {
    let rows = 5_000;
    let lines: String =
        (1..=rows).map(|row| format!("{row}\n\n{TASK}\n\n1.{DONE}\n\n2.{DONE}\n\n市民政局\n\n")).collect();
    assert_eq!(tasks(&format!("序号\n\n工作任务\n\n进展情况\n\n责任单位\n\n{lines}")), rows);
    let bars: String = (1..=rows).map(|row| format!("|{row}|{TASK}|{DONE}|市民政局|\n")).collect();
    assert_eq!(tasks(&format!("|序号|工作任务|进展情况|责任单位|\n{bars}")), rows);
}

#[test]
fn one_huge_cell() {
    let done = DONE.repeat(10_000);
    let report = Report::from_text(&format!("|序号|工作任务|进展情况|\n|1|{TASK}|{done}|\n"));
    assert_eq!(report.tasks()[0].progress().map(|progress| progress.text().len()), Some(done.len()));
}

#[test]
fn signs_without_end() {
    for sign in [
        "【",
        "(牵头单位:[",
        "①",
        "1.",
        "|",
        "\t",
        "序号\n\n工作任务\n\n进展情况\n\n",
        "一、\n",
        "市",
        "责任单位:",
        "> ",
    ] {
        let _ = Report::from_text(&sign.repeat(10_000));
        let _ = Report::from_text(&format!("|序号|工作任务|进展情况|责任单位|\n|1|{0}|{0}|{0}|", sign.repeat(2_000)));
    }
}

#[cfg(feature = "html")]
mod pages {
    use super::{DONE, TASK};
    use zj_gov_report::{Code, Report};

    fn read(page: &str) -> Report {
        Report::from_html(page.as_bytes()).unwrap_or_default()
    }

    fn table(rows: usize) -> String {
        let rows: String =
            (1..=rows).map(|row| format!("<tr><td>{row}<td>{TASK}<td><p>{DONE}<p>{DONE}<td>市民政局")).collect();
        format!("<table><tr><td>序号<td>工作任务<td>进展情况<td>责任单位{rows}</table>")
    }

    #[test]
    fn many_rows() {
        assert_eq!(read(&table(5_000)).tasks().len(), 5_000);
    }

    #[test]
    fn ten_thousand_nested_tags() {
        let report = read(&format!("{}{}{}", "<div>".repeat(10_000), table(1), "</div>".repeat(10_000)));
        assert_eq!(report.tasks().len(), 1);
        assert!(report.diagnostics().iter().any(|diagnostic| diagnostic.code() == Code::Limit));
        let report = read(&format!("{}{}", "<b><i><font color=red>".repeat(50_000), table(1)));
        assert_eq!(report.tasks().len(), 1);
        let _ = read(&"<table><tr><td>".repeat(10_000));
        let _ = read(&format!("<table>{}", "x<p>y".repeat(20_000)));
    }

    #[test]
    fn cells_over_too_many_rows_and_columns() {
        let report = read(&format!(
            "<table><tr><td>序号<td>工作任务<td>进展情况<td>责任单位\
             <tr><td>1<td>{TASK}<td>{DONE}<td rowspan=65535>市民政局<tr><td>2<td>{TASK}<td rowspan=0>{DONE}</table>"
        ));
        assert_eq!(report.tasks()[1].departments().len(), 1);
        let wide = "<td rowspan=65535 colspan=99999>x".repeat(50);
        let _ =
            read(&format!("<table><tr><td>序号<td>工作任务<td>进展情况<tr>{wide}{}", "<tr><td>a<td>b".repeat(5_000)));
    }
}
