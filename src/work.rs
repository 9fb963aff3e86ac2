//! How much work reading is, counted and not timed: how often a character is folded or asked what it may be, and a token
//! what it is.
//!
//! Nearly every step of a scan asks one of these. A text that is sixteen times as long may take sixteen times the
//! work and a quarter more; a step that looks too far ahead or goes over the same text again takes more than that.

use std::cell::Cell;

use crate::department::{find_departments, parse_responsible};
use crate::document::Document;
use crate::indicator::Indicators;
use crate::metric::MetricParser;
use crate::number::find_numbers;
use crate::period::find_periods;
use crate::quantity::find_quantities;
use crate::region::{PlaceContext, Region, find_regions};
use crate::report::Report;

thread_local! {
    static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// Counts one look at a character or a token.
pub(crate) fn look() {
    LOOKS.set(LOOKS.get().wrapping_add(1));
}

/// How many looks `work` takes.
fn looks(work: impl FnOnce()) -> f64 {
    let before = LOOKS.get();
    work();
    LOOKS.get().wrapping_sub(before) as f64
}

/// Texts that lead a careless reader astray, each a piece to be repeated.
const SHAPES: [(&str, &str); 39] = [
    ("digits", "1234567890"),
    ("digits apart", "1 2 3 4 "),
    ("Chinese digits", "一二三四五六七八九"),
    ("scales", "百千万亿"),
    ("points", "1.1.1."),
    ("dashes", "1-2-"),
    ("list marks", "、"),
    ("commas", ","),
    ("stops", "。"),
    ("percent", "%"),
    ("blanks", " "),
    ("wide blanks", "\u{3000}"),
    ("line breaks", "\n"),
    ("tabs", "\t"),
    ("bars", "|"),
    ("letters", "abc "),
    ("one character", "的"),
    ("open brackets", "(（"),
    ("closing brackets", ")）"),
    ("open quotes", "“"),
    ("open titles", "《"),
    ("open entries", "【"),
    ("prefixes", "市县区省"),
    ("places", "绍兴市越城区"),
    ("places in a list", "越城、柯桥、"),
    ("offices", "市发改委、市财政局、"),
    ("unknown offices", "市某某某某某某某某"),
    ("periods", "2021年1-6月"),
    ("months on end", "1-6月产值"),
    ("wishes", "2021年力争"),
    ("titles in a list", "《规划》和"),
    ("units", "亿元平方公里"),
    ("numbered items", "1.新建公园3个\n"),
    ("circled items", "①新建公园3个。②"),
    ("words", "统筹推进产业链现代化进一步优化营商环境一批重大项目加快建设"),
    ("one sentence", "完成投资3亿元和新增企业5家并同比增长7%以及"),
    ("respectively", "越城区、柯桥区分别完成投资3亿元、5亿元,分别增长7%、9%,"),
    ("a row of bars", "|1|新建公园3个。|1-6月,已建成2个。|市建设局|按序时进度推进|\n"),
    ("a row of lines", "1\n\n新建公园3个。\n\n1-6月,已建成2个。\n\n市建设局\n\n按序时进度推进\n\n"),
];

/// Heads under which some shapes become a table.
const HEADS: [(&str, &str); 2] = [
    ("a row of bars", "|序号|工作内容|进展情况|牵头单位|完成状态|\n"),
    ("a row of lines", "序号\n\n工作内容\n\n进展情况\n\n牵头单位\n\n完成状态\n\n"),
];

fn text(shape: &str, piece: &str, bytes: usize) -> String {
    let head = HEADS.iter().find(|(name, _)| *name == shape).map_or("", |(_, head)| head);
    // Without a quantity a paragraph is passed over.
    format!("{head}{}。新增企业3个", piece.repeat(bytes / piece.len()))
}

#[track_caller]
fn stays_flat(layer: &str, read: impl Fn(&str)) {
    const SMALL: usize = 3_000;
    const LARGE: usize = 48_000;
    read("绍兴市2021年1-6月完成投资3亿元");
    let mut steep = Vec::new();
    for (shape, piece) in SHAPES {
        let per_byte = |bytes: usize| {
            let text = text(shape, piece, bytes);
            // What is asked but once says nothing about a byte.
            (looks(|| read(&text)) + 2_000.0) / text.len() as f64
        };
        let (small, large) = (per_byte(SMALL), per_byte(LARGE));
        if large > 1.25 * small {
            steep.push(format!("{shape}: {small:.1} looks a byte at {SMALL}, {large:.1} at {LARGE}"));
        }
    }
    assert!(steep.is_empty(), "{layer}\n{}", steep.join("\n"));
}

fn places() -> PlaceContext<'static> {
    PlaceContext::new().with_home(Region::by_code("330600")).with_year(2021)
}

#[test]
fn numbers_take_the_same_work_a_byte() {
    stays_flat("numbers", |text| _ = find_numbers(text).count());
    stays_flat("quantities", |text| _ = find_quantities(text).count());
    stays_flat("periods", |text| _ = find_periods(text, 2021).count());
}

#[test]
fn names_take_the_same_work_a_byte() {
    let places = places();
    stays_flat("indicators", |text| _ = Indicators::builtin().mentions(text).count());
    stays_flat("regions", |text| drop(find_regions(text, &places)));
    stays_flat("departments", |text| drop(find_departments(text, &places)));
    stays_flat("responsible units", |text| drop(parse_responsible(text, &places)));
}

#[test]
fn metrics_take_the_same_work_a_byte() {
    let parser = MetricParser::new().with_year(2021).with_home(Region::by_code("330600"));
    stays_flat("metrics", |text| drop(parser.parse(text)));
}

#[test]
fn documents_take_the_same_work_a_byte() {
    stays_flat("documents", |text| drop(Document::from_text(text)));
    stays_flat("reports", |text| drop(Report::from_text(text)));
}
