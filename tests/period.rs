//! Periods, by the tables of `tests/data/period`.

#![cfg(test)]

use zj_gov_report::period::{find_date, find_periods};
use zj_gov_report::{ErrorKind, Period};

struct Case {
    place: String,
    text: &'static str,
    year: i32,
    expected: Option<Period>,
}

fn cases() -> Vec<Case> {
    let table = include_str!("data/period/expressions.tsv");
    let lines = table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| {
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap_or_else(|| panic!("expressions.tsv:{}: too short", index + 1));
            let (text, year, expected) = (field(), field().parse().unwrap(), field());
            let expected = if expected == "-" { None } else { Some(expected.parse().unwrap()) };
            Case { place: format!("expressions.tsv:{}: {text}", index + 1), text, year, expected }
        })
        .collect()
}

#[track_caller]
fn assert_reads(case: &Case, text: &str, form: &str) {
    let read = Period::read(text, case.year);
    assert_eq!(read.as_ref().ok(), case.expected.as_ref(), "{} {form} `{text}`: {read:?}", case.place);
}

/// ASCII as full-width characters.
fn full_width(text: &str) -> String {
    let wide = |c: char| if ('!'..='~').contains(&c) { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c };
    text.chars().map(wide).collect()
}

/// A blank between any two characters that are not both digits, where there is none yet.
fn spaced(text: &str) -> String {
    let mut spaced = String::new();
    for c in text.chars() {
        let digits = c.is_ascii_digit() && spaced.ends_with(|c: char| c.is_ascii_digit());
        if !spaced.is_empty() && !digits && c != ' ' && !spaced.ends_with(' ') {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    spaced
}

#[test]
fn expressions_are_read_whole() {
    for case in &cases() {
        assert_reads(case, case.text, "as it is");
        assert_reads(case, &format!("　{}\n", case.text), "padded");
        assert_reads(case, &full_width(case.text), "full width");
        assert_reads(case, &spaced(case.text), "with blanks");
        let traditional = case.text.replace("个", "個").replace("号", "號");
        assert_reads(case, &traditional, "traditional");
    }
}

#[test]
fn expressions_are_found_in_a_sentence() {
    for case in cases().iter().filter(|case| case.expected.is_some()) {
        for (before, after) in [("全市", ",完成投资"), ("(", ")"), ("为:", "。"), ("", ",")] {
            for form in [case.text.to_owned(), full_width(case.text), spaced(case.text)] {
                let text = format!("{before}{form}{after}");
                let found: Vec<_> = find_periods(&text, case.year).collect();
                assert_eq!(found.len(), 1, "{}: {text}: {found:?}", case.place);
                assert_eq!(Some(*found[0].value()), case.expected, "{}: {text}", case.place);
                assert_eq!(found[0].text(), form, "{}: {text}", case.place);
                assert_eq!(found[0].span().slice(&text), Some(found[0].text()));
            }
        }
    }
}

#[test]
fn the_written_form_reads_back() {
    for period in cases().iter().filter_map(|case| case.expected) {
        assert_eq!(period.to_string().parse::<Period>().unwrap(), period);
        let json = serde_json::to_string(&period).unwrap();
        assert_eq!(json, format!("\"{period}\""));
        assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        assert!(period.start() <= period.end() && period.contains(period.start()) && period.contains(period.end()));
        assert_eq!(period.is_state(), json.starts_with("\"@"));
    }
    for faulty in [
        "",
        "2021",
        "2021-06",
        "2021-6/2021-7",
        "@",
        "@2021-06",
        "2021-06-31",
        "2021-06/2021-05",
        "2021-06-02/2021-06-01",
        "2021-06/2021-06-30",
        "1899-01/1899-12",
        "@2101-01-01",
        "+021-06-30",
        "２０２１-06-30",
        "2021-06-30/",
        "2021-06-30-01",
    ] {
        assert!(faulty.parse::<Period>().is_err(), "{faulty}");
    }
}

#[test]
fn errors_say_what_and_where() {
    let table = [
        ("", "expected a period such as `1-6月`, found the end, at byte 0"),
        (" 投资", "expected a period such as `1-6月`, found `投`, at byte 1"),
        ("1-6月 完成", "expected the end of the period, found `完`, at byte 7"),
        ("2月30日", "`2月30日` names a day that the calendar does not have, at byte 0"),
        ("今年以来", "`今年以来` names no period, at byte 0"),
        ("当月", "`当月` does not tell its year or month, at byte 0"),
    ];
    for (text, message) in table {
        let error = Period::read(text, 2021).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
        assert!(error.span().slice(text).is_some());
    }
    assert_eq!(Period::read("1-6月", None).unwrap_err().kind(), ErrorKind::Syntax);
    assert_eq!(Period::read("2月30日", 2021).unwrap_err().kind(), ErrorKind::Range);
}

#[test]
fn periods_are_ordered_by_time() {
    let read = |text| Period::read(text, 2021).unwrap();
    assert!(read("去年") < read("1-5月"));
    assert!(read("1-5月") < read("1-6月"));
    assert!(read("6月28日") < read("7月"));
}

#[test]
fn dates_of_the_metadata() {
    let table = [
        ("发布日期:2021-08-13 17:42 信息来源:", "2021-08-13"),
        ("发布日期: 2021- 07- 01 11: 18 浏览次数:", "2021- 07- 01"),
        ("生成日期 2021-07-21 公开方式 主动公开", "2021-07-21"),
        ("时间：２０２１／６／３０", "２０２１／６／３０"),
        ("2021年8月13日", "2021年8月13日"),
        ("二○○八年一月八日印发", "二○○八年一月八日"),
        ("二〇二一年十二月三十一日", "二〇二一年十二月三十一日"),
        ("索引号: 11330600002577014T/2022-227932 成文日期: 2022-06-08", "2022-06-08"),
        ("592878027/2021-90323", ""),
        ("2021-13-01", ""),
        ("12021-08-13", ""),
        ("2021-08", ""),
        ("2021年2月30日", ""),
        ("8月13日", ""),
    ];
    for (text, expected) in table {
        let found = find_date(text);
        assert_eq!(found.map_or("", |found| found.text()), expected, "{text}");
    }
    assert_eq!(find_date("二〇二一年十二月三十一日").unwrap().value().to_string(), "2021-12-31");
}

/// Long runs of what rules look ahead over: each must be passed in one go.
#[test]
fn hostile_text_takes_linear_time() {
    for piece in [
        "1",
        "1 ",
        "2021年",
        "1-",
        "十",
        "一",
        "截至",
        "“",
        "“十四五",
        " ",
        "\n",
        "2021.",
        "至1月",
        "前",
        "第",
        "年",
        "1.",
        "元 ",
    ] {
        let text = piece.repeat(20_000);
        let count = find_periods(&text, 2021).count();
        assert!(count <= 20_000, "{piece}");
        let _ = find_date(&text);
    }
}

/// Random strings of what periods are made of: what is found stands in order, and reads alone as it read in the text.
#[test]
fn what_is_found_reads_alone() {
    let pieces: Vec<&str> =
        "1 2 6 12 30 2020 2021 年 月 日 底 末 初 前 至 到 - — 、 . / 一 二 十 三 季度 上半年 截至 今年 去年 年度 年内 \
        “ ” 十四五 目前 以来 起 旬 中旬 个 第 每 上 同 全市 , 。 度 全年 号 份 Ｇ １ ６ 〇"
            .split_whitespace()
            .chain([" ", "\n"])
            .collect();
    let mut state = 0x2545_f491_u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    let mut read = 0;
    for _ in 0..30_000 {
        let text: String = (0..=next(9)).map(|_| pieces[next(pieces.len())]).collect();
        let mut end = 0;
        for found in find_periods(&text, 2021) {
            assert!(found.span().start() >= end && found.span().end() > found.span().start(), "{text}");
            end = found.span().end();
            assert_eq!(found.span().slice(&text), Some(found.text()), "{text}");
            assert_eq!(Period::read(found.text(), 2021).as_ref(), Ok(found.value()), "{text}");
            assert_eq!(found.text().trim(), found.text(), "{text}");
            read += 1;
        }
    }
    assert!(read > 1_000, "{read}");
}

#[test]
fn a_written_period_stands_in_the_calendar() {
    for month in 0..100 {
        for text in [
            format!("2021-{month:02}/2021-12"),
            format!("2021-01/2021-{month:02}"),
            format!("2020-01/2021-{month:02}"),
            format!("2021-{month:02}-28"),
            format!("@2021-{month:02}-28"),
            format!("2021-01-01/2021-{month:02}-28"),
        ] {
            let read = text.parse::<Period>();
            assert_eq!(read.is_ok(), (1..=12).contains(&month), "{text}");
            assert!(read.is_err() || read.unwrap().to_string() == text, "{text}");
        }
    }
}
