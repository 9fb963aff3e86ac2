//! How long the first use of the registries takes, a look-up, and a scan of running text.
//!
//! `cargo bench --bench places`; in test mode (`cargo test --benches`) everything runs once.

use std::hint::black_box;
use std::time::{Duration, Instant};
use zj_gov_report::department::{Department, find_departments, parse_responsible};
use zj_gov_report::region::{PlaceContext, Region, find_regions};

const TEXT: &str = "1-6月,全市完成固定资产投资312.5亿元,其中越城区98.2亿元、柯桥区76.4亿元、上虞区61.3亿元,诸暨、嵊州、新昌分别增长12.1%、9.8%、7.5%。\
市发改委会同市财政局、市自然资源和规划局印发《绍兴市重大项目推进办法》,滨海新区管委会、诸暨市政府同步开展督查,人行绍兴市中心支行、绍兴银保监分局给予支持。";

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--bench") { 20_000 } else { 1 };
    first("regions, first use", || Region::by_code("330602").is_some());
    let context = PlaceContext::new().with_home(Region::by_code("330600")).with_year(2021);
    first("departments, first use", || Department::by_name("市发改委", &context).is_some());
    first("find_regions, first use", || !find_regions(TEXT, &context).is_empty());
    repeat("Region::by_code", rounds, || Region::by_code("330602").is_some());
    repeat("Region::by_code, zone", rounds, || Region::by_code("zone:绍兴滨海新区").is_some());
    repeat("Region::by_name", rounds, || Region::by_name("柯桥区").is_some());
    repeat("Department::by_name", rounds, || Department::by_name("市发改委", &context).is_some());
    repeat("find_regions, 0.5 kB", rounds, || !find_regions(TEXT, &context).is_empty());
    repeat("find_departments, 0.5 kB", rounds, || !find_departments(TEXT, &context).is_empty());
    repeat("parse_responsible", rounds, || {
        !parse_responsible("市发改委、\n柯桥区政府、各县(市、区)政府", &context).is_empty()
    });
    let long = TEXT.repeat(200);
    first("find_departments, 100 kB", || !find_departments(&long, &context).is_empty());
}

fn first(name: &str, work: impl Fn() -> bool) {
    let start = Instant::now();
    black_box(work());
    report(name, start.elapsed());
}

fn repeat(name: &str, rounds: u32, work: impl Fn() -> bool) {
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(work());
    }
    report(name, start.elapsed().checked_div(rounds).unwrap_or_default());
}

fn report(name: &str, time: Duration) {
    println!("{name:28} {time:>12.2?}");
}
