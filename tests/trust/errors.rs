//! Errors and remarks as they read: message, code, Chinese, and the caret under the right character.

use zj_gov_report::quantity::Units;
use zj_gov_report::region::RegionRegistry;
use zj_gov_report::{Error, ErrorKind, Indicators, Metric, Number, Period, Quantity, Report, Unit};

use crate::snapshot;

/// A text of at most so many characters, for the snapshot.
fn short(text: &str) -> String {
    let lines = text.lines().map(|line| match line.char_indices().nth(90) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn refused(input: &str) -> [Option<Error>; 4] {
    [
        input.parse::<Number>().err(),
        input.parse::<Quantity>().err(),
        Period::read(input, 2021).err(),
        input.parse::<Metric>().err(),
    ]
}

#[test]
fn errors_of_text() {
    let inputs = [
        "",
        "x",
        "两千三百x",
        "9.9.9",
        "××.××%",
        "1 2 3",
        "５００，０",
        "一百二十八万零",
        "2021年13月",
        "2月30日",
        "6-1月",
        "1-6月完成",
        "今年",
        "5亩7",
        "5亿元、6亿元",
        "增长5\u{202e}%",
        "增长5%,下降3%",
        "企业",
        "家庭👨\u{200d}👩\u{200d}👧户5个x",
    ];
    let long =
        [("9".repeat(29), "29 × 9"), ("1".repeat(129), "129 × 1"), (format!("{}x", "中".repeat(300)), "300 × 中")];
    let inputs = inputs.map(|input| (input.to_owned(), input)).into_iter().chain(long);
    let mut text = String::new();
    for (input, name) in inputs {
        text.push_str(&format!("## {}\n", name.escape_debug()));
        for (reader, error) in ["number", "quantity", "period", "metric"].into_iter().zip(refused(&input)) {
            match error {
                None => text.push_str(&format!("{reader}: read\n")),
                Some(error) => text.push_str(&format!("{reader}: {}\n", short(&error.render(&input)))),
            }
        }
        text.push('\n');
    }
    snapshot::matches("errors.txt", &text);
}

#[test]
fn every_kind_of_error_occurs() {
    let kinds = [
        ("x".parse::<Number>().unwrap_err(), ErrorKind::Syntax, "syntax"),
        ("9".repeat(29).parse::<Number>().unwrap_err(), ErrorKind::Overflow, "overflow"),
        (Period::read("2月30日", 2021).unwrap_err(), ErrorKind::Range, "range"),
        (Number::range(5.into(), 1.into()).unwrap_err(), ErrorKind::Range, "range"),
        (
            "5亩".parse::<Quantity>().unwrap().convert_to(&Unit::from("元")).unwrap_err(),
            ErrorKind::Dimension,
            "dimension",
        ),
        (Report::from_bytes(b"%PDF-1.7").unwrap_err(), ErrorKind::NotText, "not-text"),
        ("1".repeat(129).parse::<Number>().unwrap_err(), ErrorKind::Limit, "limit"),
        (Units::builtin().with_tsv("name\n亩").unwrap_err(), ErrorKind::Registry, "registry"),
        (Indicators::builtin().with_tsv("id\tkind\nx\todd\n").unwrap_err(), ErrorKind::Registry, "registry"),
        (
            RegionRegistry::builtin().clone().with_tsv("code\tname\n1\t某市\n").unwrap_err(),
            ErrorKind::Registry,
            "registry",
        ),
    ];
    for (error, kind, code) in kinds {
        assert_eq!((error.kind(), error.kind().code()), (kind, code), "{error}");
    }
}

#[test]
fn remarks_of_reports() {
    let long = format!("|序号|任务|进展情况|\n|1|甲|{}|\n", "建。".repeat(300_000));
    let reports = [
        ("nothing", String::new()),
        ("a header alone", "序号\n\n内容\n\n进展情况\n\n".to_owned()),
        ("prose", "今天天气很好。\n".to_owned()),
        ("gap", "|序号|任务|进展情况|\n|1|甲|已建|\n|3|乙|在建|\n".to_owned()),
        (
            "missing",
            "|序号|任务|进展情况|状态|\n|1|甲|已建|完成|\n|2|乙|在建|完成|\n|3|丙||完成|\n|4|丁|在建|完成|\n"
                .to_owned(),
        ),
        ("status", "|序号|任务|进展情况|进展状态|\n|1|甲|已建|红红火火|\n".to_owned()),
        ("broken number", "|序号|任务|进展情况|\n|1|工业增加值增长9.9.9%|增长××.××%|\n".to_owned()),
        ("header", "|甲方|乙方|丙方|\n|张三|李四|王五|\n|赵六|钱七|孙八|\n".to_owned()),
        ("rest", "|序号|任务|进展情况|\n|1|甲|已建|\n\n说明:以上数据来自统计部门。\n".to_owned()),
        ("long", long),
    ];
    let mut text = String::new();
    for (name, source) in reports {
        text.push_str(&format!("## {name}\n"));
        for remark in Report::from_text(&source).diagnostics() {
            text.push_str(&format!("{}\n{}\n", short(&remark.render(&source)), remark.message_zh()));
        }
        text.push('\n');
    }
    snapshot::matches("remarks.txt", &text);
}

#[test]
fn broken_bytes_are_named() {
    let mut bytes = "序号\n任务\n进展情况\n".repeat(40).into_bytes();
    bytes.insert(9, 0xff);
    let report = Report::from_bytes(&bytes).unwrap();
    let remark = report.diagnostics().iter().find(|remark| remark.code().as_str() == "encoding").unwrap();
    assert_eq!(remark.message(), "1 characters are broken: the bytes are not in the encoding of the rest");
    assert_eq!(remark.message_zh(), "1个字符已损坏：字节与其余部分编码不一致");
}

#[cfg(feature = "html")]
#[test]
fn remarks_of_pages() {
    let pages = [
        ("deep", format!("{}深", "<div>".repeat(2000))),
        ("picture", "<p>见附件</p><img src=a.png>".to_owned()),
        ("wide", format!("<table><tr>{}</table>", "<td>甲".repeat(1200))),
    ];
    let mut text = String::new();
    for (name, page) in pages {
        text.push_str(&format!("## {name}\n"));
        for remark in zj_gov_report::Document::from_html(&page).diagnostics() {
            text.push_str(&format!("{remark}\n{}\n", remark.message_zh()));
        }
        text.push('\n');
    }
    snapshot::matches("remarks-of-pages.txt", &text);
}
