//! How fast each layer reads, beside yardsticks that do next to nothing, on the same text and in the same run.
//!
//! `cargo bench --bench layers --features html` prints criterion's figures and then one table: MB/s of each layer, and
//! its share of the speed at which an automaton finds the function words of the metric grammar. In test mode
//! (`cargo test --benches`) everything runs once.

mod common;

use std::cell::Cell;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};

use common::Text;
use zj_gov_report::department::{Department, find_departments};
use zj_gov_report::document::{Document, Vocabulary};
use zj_gov_report::number::find_numbers;
use zj_gov_report::period::find_periods;
use zj_gov_report::quantity::find_quantities;
use zj_gov_report::region::{PlaceContext, Region, find_regions};
use zj_gov_report::{Indicators, MetricParser, ReportReader, Units};

/// The layer that the others are compared with.
const YARDSTICK: &str = "aho-corasick";
const MEGABYTE: usize = 1_000_000;

/// Reads a text and says how much it found.
type Work = Box<dyn Fn(&Text) -> usize>;

/// A layer or a yardstick, by its name.
type Named = (&'static str, Work);

/// The first use of a registry, by its name.
type FirstUse = (&'static str, fn() -> bool);

/// The function words of the metric grammar, the first column of their table.
fn keywords() -> Vec<&'static str> {
    let table = include_str!("../src/registry/data/metric_cues.tsv");
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    let mut words: Vec<&str> = rows.filter_map(|line| line.split('\t').next()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn yardsticks() -> Vec<Named> {
    let words = keywords();
    let automata = [(YARDSTICK, AhoCorasickKind::DFA), ("aho-corasick, compact", AhoCorasickKind::ContiguousNFA)];
    let automata = automata.into_iter().filter_map(|(name, kind)| {
        let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).kind(Some(kind)).clone();
        let automaton = builder.build(&words).ok()?;
        let work: Work = Box::new(move |text| automaton.find_iter(&text.whole).count());
        Some((name, work))
    });
    let bare: [Named; 2] = [
        ("str::from_utf8", Box::new(|text| std::str::from_utf8(text.whole.as_bytes()).map_or(0, str::len))),
        (
            "memchr, digits 0 to 2",
            Box::new(|text| memchr::memchr3_iter(b'0', b'1', b'2', text.whole.as_bytes()).count()),
        ),
    ];
    bare.into_iter().chain(automata).collect()
}

fn places() -> PlaceContext<'static> {
    PlaceContext::new().with_home(Region::by_code("330600")).with_year(2021)
}

fn layers() -> Vec<Named> {
    let places = places();
    let offices = places.clone();
    let parser = MetricParser::new().with_year(2021).with_home(Region::by_code("330600"));
    let reader = ReportReader::new();
    let json = reader.clone();
    vec![
        ("numbers", Box::new(|text| find_numbers(&text.whole).count())),
        ("quantities", Box::new(|text| find_quantities(&text.whole).count())),
        ("periods", Box::new(|text| find_periods(&text.whole, 2021).count())),
        ("indicators", Box::new(|text| Indicators::builtin().mentions(&text.whole).count())),
        ("regions", Box::new(move |text| find_regions(&text.whole, &places).len())),
        ("departments", Box::new(move |text| find_departments(&text.whole, &offices).len())),
        ("metrics", Box::new(move |text| parser.iter(&text.whole).count())),
        ("text table", Box::new(|text| each(text, |document| Document::from_text(document).blocks().len()))),
        ("report", Box::new(move |text| each(text, |document| reader.read_text(document).tasks().len()))),
        (
            "report to JSON",
            Box::new(move |text| {
                each(text, |document| serde_json::to_vec(&json.read_text(document)).map_or(0, |json| json.len()))
            }),
        ),
    ]
}

/// How many bytes the documents have.
fn bytes(text: &Text) -> u64 {
    text.documents.iter().map(|document| document.len() as u64).sum()
}

fn each(text: &Text, work: impl Fn(&str) -> usize) -> usize {
    text.documents.iter().map(|document| work(document)).sum()
}

/// The reader of pages and, beside it, the parser that it stands on.
#[cfg(feature = "html")]
fn pages() -> Vec<Named> {
    use html5ever::tendril::TendrilSink;
    vec![
        (
            "html5ever, plain tree",
            Box::new(|text| {
                each(text, |page| {
                    let parser = html5ever::parse_document(markup5ever_rcdom::RcDom::default(), Default::default());
                    parser.one(page).errors.borrow().len()
                })
            }),
        ),
        ("HTML", Box::new(|text| each(text, |page| Document::from_html(page).blocks().len()))),
    ]
}

/// The samples as pages that a word processor exported: paragraphs of styled pieces, some of them in a table.
#[cfg(feature = "html")]
fn page_text(text: &Text) -> Text {
    let page = |document: &String| {
        let mut page =
            String::from("<!DOCTYPE html><html><head><title>重点工作进展</title></head><body><div id=\"zoom\">");
        for (index, lines) in
            document.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().chunks(4).enumerate()
        {
            let cell = |line: &&str| {
                format!(
                    "<p class=\"MsoNormal\" style=\"text-indent:32.0pt\"><span style=\"font-size:16.0pt;font-family:仿宋\">{line}\
                     <span lang=\"EN-US\"></span></span></p>\n"
                )
            };
            if index % 3 == 0 {
                page.extend(lines.iter().map(cell));
            } else {
                let cells: String =
                    lines.iter().map(|line| format!("<td width=\"120\" valign=\"top\">{}</td>", cell(line))).collect();
                page.push_str(&format!("<table border=\"1\"><tbody><tr>{cells}</tr></tbody></table>\n"));
            }
        }
        page + "</div></body></html>"
    };
    let documents: Vec<String> = text.documents.iter().map(page).collect();
    Text { name: text.name, whole: documents.concat(), documents }
}

/// What a program pays when it asks a registry for the first time, that registry alone.
const FIRST_USES: [FirstUse; 9] = [
    ("numbers", || find_numbers("两千三百万").next().is_some()),
    ("units", || Units::builtin().unit("亩").is_known()),
    ("periods", || find_periods("上半年", 2021).next().is_some()),
    ("indicators", || Indicators::builtin().get("gdp").is_some()),
    ("regions", || Region::by_code("330602").is_some()),
    ("regions, first scan", || !find_regions("越城区", &places()).is_empty()),
    ("departments", || Department::by_name("市发改委", &places()).is_some()),
    ("metrics", || MetricParser::new().iter("新建公园3个").next().is_some()),
    ("document vocabulary", || Vocabulary::builtin().status("已完成").is_some()),
];

const FIRST: &str = "--first-use=";

/// Runs this program anew for each registry, so that nothing is loaded yet.
fn first_uses() {
    println!("\n{:24} {:>10}", "first use", "µs");
    let Ok(program) = std::env::current_exe() else { return };
    for (index, (name, _)) in FIRST_USES.iter().enumerate() {
        let run = || {
            let output = Command::new(&program).arg(format!("{FIRST}{index}")).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse::<u128>().ok()
        };
        if let Some(best) = (0..5).filter_map(|_| run()).min() {
            println!("{name:24} {:>10.1}", best as f64 / 1000.0);
        }
    }
}

/// Measures every work on `text` with criterion; returns the best time of each.
fn measure(criterion: &mut Criterion, text: &Text, works: &[Named]) -> Vec<(&'static str, Duration)> {
    let mut group = criterion.benchmark_group(text.name);
    group.throughput(Throughput::Bytes(bytes(text)));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    let mut best = Vec::new();
    for (name, work) in works {
        let shortest = Cell::new(Duration::MAX);
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter_custom(|rounds| {
                let mut sum = Duration::ZERO;
                for _ in 0..rounds {
                    let start = Instant::now();
                    black_box(work(black_box(text)));
                    let time = start.elapsed();
                    shortest.set(shortest.get().min(time));
                    sum += time;
                }
                sum
            });
        });
        if shortest.get() != Duration::MAX {
            best.push((*name, shortest.get()));
        }
    }
    group.finish();
    best
}

fn print(text: &Text, times: &[(&'static str, Duration)], yardstick: &str) {
    let speed = |time: Duration| bytes(text) as f64 / 1e6 / time.as_secs_f64();
    let base = times.iter().find(|(name, _)| *name == yardstick).map(|&(_, time)| speed(time));
    println!("\n{:24} {:>10} {:>10}", text.name, "MB/s", "ratio");
    for &(name, time) in times {
        let ratio = base.map_or(String::new(), |base| format!("{:.3}", speed(time) / base));
        println!("{name:24} {:>10.1} {ratio:>10}", speed(time));
    }
}

fn main() {
    if let Some(index) = std::env::args().find_map(|argument| argument.strip_prefix(FIRST)?.parse::<usize>().ok()) {
        if let Some((_, first)) = FIRST_USES.get(index) {
            let start = Instant::now();
            black_box(first());
            println!("{}", start.elapsed().as_nanos());
        }
        return;
    }
    let mut criterion = Criterion::default().without_plots().configure_from_args();
    let bytes = if std::env::args().any(|argument| argument == "--bench") { MEGABYTE } else { 1 };
    let works: Vec<_> = yardsticks().into_iter().chain(layers()).collect();
    let texts: Vec<Text> = std::iter::once(common::samples(bytes)).chain(common::corpus(bytes)).collect();
    for text in &texts {
        let times = measure(&mut criterion, text, &works);
        print(text, &times, YARDSTICK);
    }
    #[cfg(feature = "html")]
    for text in &texts {
        let mut page = page_text(text);
        page.name = if text.name == "samples" { "pages of the samples" } else { "pages of the corpus" };
        let times = measure(&mut criterion, &page, &pages());
        print(&page, &times, "html5ever, plain tree");
    }
    first_uses();
    criterion.final_summary();
}
