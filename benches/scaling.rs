//! Whether time grows as the text does: nanoseconds a byte from 1 kB to 100 MB, and on texts of odd shapes.
//!
//! `cargo bench --bench scaling`; in test mode (`cargo test --benches`) only the smallest size runs. What must not grow is
//! tested by counted work in `src/work.rs`; this shows the time.

mod common;

use std::hint::black_box;
use std::time::{Duration, Instant};

use zj_gov_report::department::find_departments;
use zj_gov_report::document::Document;
use zj_gov_report::number::find_numbers;
use zj_gov_report::region::{PlaceContext, Region, find_regions};
use zj_gov_report::{MetricParser, Report};

/// A layer: its name, and what it does with a text.
type Layer = (&'static str, Box<dyn Fn(&str) -> usize>);

const ROW: &str = "|1|新建公园3个。|1-6月,已建成2个,完成投资3.5亿元。|市建设局|按序时进度推进|\n";

/// Pieces to be repeated.
const SHAPES: [(&str, &str); 12] = [
    ("digits", "1234567890"),
    ("Chinese digits", "一二三四五六七八九"),
    ("list marks", "、"),
    ("blanks", " "),
    ("line breaks", "\n"),
    ("open brackets", "(（"),
    ("open quotes", "“"),
    ("open titles", "《"),
    ("one endless sentence", "完成投资3亿元和新增企业5家并同比增长7%以及"),
    ("respectively", "越城区、柯桥区分别完成投资3亿元、5亿元,分别增长7%、9%,"),
    ("unknown offices", "市某某某某某某某某"),
    ("rows of a table", ROW),
];

fn layers() -> Vec<Layer> {
    let places = PlaceContext::new().with_home(Region::by_code("330600")).with_year(2021);
    let offices = places.clone();
    let parser = MetricParser::new().with_year(2021).with_home(Region::by_code("330600"));
    vec![
        ("numbers", Box::new(|text| find_numbers(text).count())),
        ("regions", Box::new(move |text| find_regions(text, &places).len())),
        ("departments", Box::new(move |text| find_departments(text, &offices).len())),
        ("metrics", Box::new(move |text| parser.iter(text).count())),
        ("document", Box::new(|text| Document::from_text(text).blocks().len())),
        ("report", Box::new(|text| Report::from_text(text).tasks().len())),
    ]
}

/// Nanoseconds a byte, the best of some rounds that take a fifth of a second together.
fn time(text: &str, work: &dyn Fn(&str) -> usize) -> f64 {
    let mut best = Duration::MAX;
    let mut left = Duration::from_millis(200);
    for _ in 0..1_000 {
        let start = Instant::now();
        black_box(work(black_box(text)));
        let time = start.elapsed();
        best = best.min(time);
        left = left.saturating_sub(time);
        if left.is_zero() {
            break;
        }
    }
    best.as_nanos() as f64 / text.len() as f64
}

fn table(first: &str, names: &[String], texts: &[String], layers: &[Layer]) {
    print!("\n{first:24}");
    layers.iter().for_each(|(layer, _)| print!(" {layer:>12}"));
    println!();
    for (name, text) in names.iter().zip(texts) {
        print!("{name:24}");
        layers.iter().for_each(|(_, work)| print!(" {:>12.1}", time(text, work)));
        println!();
    }
}

fn main() {
    let full = std::env::args().any(|argument| argument == "--bench");
    let layers = layers();
    println!("nanoseconds a byte");
    let sizes: &[usize] = if full { &[1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] } else { &[1_000] };
    for &size in sizes {
        // One text at a time: the largest need room.
        let head = "|序号|工作内容|进展情况|牵头单位|完成状态|\n";
        let rows = format!("{head}{}", ROW.repeat(size / ROW.len()));
        let real = std::iter::once(common::samples(size)).chain(common::corpus(size));
        let (mut names, mut texts): (Vec<String>, Vec<String>) =
            real.map(|text| (text.name.to_owned(), text.whole)).unzip();
        names.push("rows of one table".to_owned());
        texts.push(rows);
        table(&format!("{size} bytes"), &names, &texts, &layers);
    }
    let sizes: &[usize] = if full { &[10_000, 1_000_000] } else { &[1_000] };
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for (name, piece) in SHAPES {
        for &size in sizes {
            names.push(format!("{name}, {} kB", size / 1_000));
            texts.push(piece.repeat(size / piece.len()));
        }
    }
    table("shape", &names, &texts, &layers);
}
