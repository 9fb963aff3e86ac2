//! Metrics: what a sentence says, as tables, each sentence also with blanks around and in it and in full width.

mod common;

use rust_decimal::Decimal;
use std::fmt::Write;
use zj_gov_report::{Bound, Measure, Metric, MetricParser, Modality, Region};

/// A metric in one line; see the head of the tables.
fn line(metric: &Metric, with_text: bool) -> String {
    let mut line = String::new();
    if with_text {
        let _ = write!(line, "{} = ", metric.text());
    }
    let json = serde_json::to_value(metric).unwrap();
    let _ = write!(line, "{}", json["value"].as_str().unwrap());
    if let Some(max) = metric.value_max() {
        let _ = write!(line, "~{}", max.normalize());
    }
    let _ = write!(line, " {} {}", metric.unit().as_str(), metric.measure());
    let direction = metric.direction().map(|direction| direction.as_str());
    let basis = metric.basis().map(|basis| basis.as_str());
    let bound = (metric.bound() != Bound::Exactly).then(|| metric.bound().as_str());
    let modality = (metric.modality() != Modality::Actual).then(|| metric.modality().as_str());
    for word in [direction, basis, bound, modality].into_iter().flatten() {
        let _ = write!(line, " {word}");
    }
    let indicator = metric.indicator().as_str();
    let _ = write!(line, " of {}", if indicator.is_empty() { "-" } else { indicator });
    if let Some(scope) = metric.scope() {
        let _ = write!(line, " in {scope}");
    }
    let regions: Vec<&str> = metric.regions().collect();
    if !regions.is_empty() {
        let _ = write!(line, " by {}{}", regions.join("、"), if metric.is_each() { " each" } else { "" });
    }
    if let Some(period) = metric.period() {
        let _ = write!(line, " at {period}");
    }
    line
}

fn lines(parser: &MetricParser<'_>, text: &str, with_text: bool) -> String {
    let metrics: Vec<String> = parser.iter(text).map(|metric| line(&metric, with_text)).collect();
    if metrics.is_empty() { "none".to_owned() } else { metrics.join(" ; ") }
}

/// The expected line without the number expressions as written.
fn without_text(expected: &str) -> String {
    let metrics = expected.split(" ; ").map(|metric| metric.split_once(" = ").map_or(metric, |(_, rest)| rest));
    metrics.collect::<Vec<_>>().join(" ; ")
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' | '%' => char::from_u32(c as u32 + 0xfee0).unwrap(),
            _ => c,
        })
        .collect()
}

fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' | '％' => char::from_u32(c as u32 - 0xfee0).unwrap(),
            _ => c,
        })
        .collect()
}

#[track_caller]
fn check(file: &str, home: Option<&str>) {
    let parser = MetricParser::new().with_year(2022).with_home(home.and_then(Region::by_name));
    common::run(&format!("metric/{file}.tsv"), |case| {
        let (text, expected) = (case.get("text"), case.get("expected"));
        let read = lines(&parser, &text, true);
        if read != expected {
            return Err(format!("{text}\n  expected {expected}\n  read     {read}"));
        }
        for metric in parser.iter(&text) {
            if metric.span().slice(&text) != Some(metric.text()) {
                return Err(format!("{text}: `{}` does not stand at its span", metric.text()));
            }
        }
        let padded = format!(" \u{3000}{text} ");
        let read = lines(&parser, &padded, true);
        if read != expected {
            return Err(format!("padded {padded}\n  expected {expected}\n  read     {read}"));
        }
        let wide = full_width(&text);
        // An indicator is kept as written, digits included.
        let (read, expected) = (half_width(&lines(&parser, &wide, false)), without_text(&expected));
        if read != expected {
            return Err(format!("in full width {wide}\n  expected {expected}\n  read     {read}"));
        }
        Ok(())
    });
}

macro_rules! tables {
    ($($name:ident $home:expr;)+) => {
        $(#[test]
        fn $name() {
            check(stringify!($name), $home);
        })+
    };
}

tables! {
    finding None;
    measure None;
    bound None;
    rank None;
    threshold None;
    lists Some("宁波市");
    time None;
    modality None;
    indicator None;
    holders Some("台州市");
    damage None;
}

#[test]
fn blanks_between_words_change_nothing() {
    let parser = MetricParser::new().with_year(2022);
    for text in ["上半年,全市新增就业 2.3 万人,同比增长 4.1%", "截至6 月底,接种覆盖率达 到95%以 上"]
    {
        let tight: String = text.chars().filter(|c| *c != ' ').collect();
        assert_eq!(lines(&parser, text, false), lines(&parser, &tight, false), "{text}");
    }
}

#[test]
fn a_metric_prints_itself_and_reads_back() {
    let texts = [
        "社会消费品零售总额同比增长9.4%",
        "计划高新技术企业300家以上",
        "工业投资下降2.5%",
        "2022年1-6月,城镇新增就业3.2万人",
        "营商环境指数居全省第2位",
        "参保率98.5%",
        "预计旅游总收入超40亿元",
    ];
    for text in texts {
        let metric: Metric = text.parse().unwrap();
        let again: Metric = metric.to_string().parse().unwrap();
        let (one, two) = (line(&metric, false), line(&again, false));
        assert_eq!(one, two, "{text} prints {metric}");
    }
}

#[test]
fn a_metric_goes_through_json_and_back() {
    let text = "截至6月底,越城区、柯桥区各建成5-8个,完成率约76.5%,居全省第3位";
    for metric in MetricParser::new().with_year(2021).iter(text) {
        let json = serde_json::to_string(&metric).unwrap();
        let back: Metric = serde_json::from_str(&json).unwrap();
        assert_eq!(line(&back, true), line(&metric, true), "{json}");
        assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }
}

#[test]
fn errors_say_what_was_expected_and_where() {
    let error = "没有数字".parse::<Metric>().unwrap_err();
    assert_eq!(error.to_string(), "expected a metric, found no number that is one");
    let error = "新建3个、改建5个".parse::<Metric>().unwrap_err();
    assert_eq!(error.to_string(), "expected one metric, found another at `5个`");
    assert_eq!(error.span().slice("新建3个、改建5个"), Some("5个"));
}

/// The short phrases of the reference table, where it is there: value and unit as it gives them, but for the listed ones.
#[test]
fn reference_phrases() {
    let Ok(table) = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/patterns.tsv"))
    else {
        return;
    };
    let exceptions = common::cases("metric/phrase_exceptions.tsv");
    let exceptions: Vec<String> = exceptions.iter().map(|case| case.get("line")).collect();
    let mut failed = Vec::new();
    for (index, row) in table.lines().enumerate().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let scale = match fields[2].chars().next() {
            Some('万') => Decimal::from(10_000),
            Some('亿') => Decimal::from(100_000_000),
            _ => Decimal::ONE,
        };
        let values = fields[1].split([';', '/']).filter_map(|value| value.split_whitespace().last());
        let expected: Vec<Decimal> = values
            .filter_map(|value| Some(value.trim_start_matches(['+', '-']).parse::<Decimal>().ok()? * scale))
            .collect();
        let read: Vec<Metric> = MetricParser::new().with_year(2021).parse(fields[0]);
        let read = read.iter().filter(|metric| !matches!(metric.measure(), Measure::Rank | Measure::Threshold));
        let read: Vec<Decimal> = read.map(Metric::value).collect();
        if read != expected {
            failed.push((index + 1).to_string());
        }
    }
    assert_eq!(failed, exceptions, "lines of the reference table that are read otherwise");
}
