//! What is allocated: nothing by a scan that finds nothing to own, and a bounded share of the text by a report.

use std::alloc::System;
use std::path::Path;

use cap::Cap;

use zj_gov_report::number::find_numbers;
use zj_gov_report::period::find_periods;
use zj_gov_report::quantity::find_quantities;
use zj_gov_report::region::{PlaceContext, Region, find_regions};
use zj_gov_report::{Metric, MetricParser, Report};

#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

/// How many bytes `work` allocates, freed ones included, after a first round that loads the registries.
fn allocated(work: impl Fn()) -> usize {
    work();
    let before = HEAP.total_allocated();
    work();
    HEAP.total_allocated() - before
}

/// The bytes that a metric owns beside itself.
fn owned(metric: &Metric) -> usize {
    metric.indicator().len()
        + metric.text().len()
        + metric.scope().map_or(0, str::len)
        + metric.regions().map(|region| region.len() + size_of::<Box<str>>()).sum::<usize>()
}

/// One test, as the allocator counts for the whole program.
#[test]
fn allocations_are_bounded() {
    let places = PlaceContext::new().with_home(Region::by_code("330600")).with_year(2021);
    let parser = MetricParser::new().with_year(2021).with_home(Region::by_code("330600"));
    let text = "1-6月,全市完成技改投资312.5亿元,同比增长12.1%,其中越城区98.2亿元,新增企业2200余家。".repeat(50);
    let words = "统筹推进产业链现代化,进一步优化营商环境,一批重大项目加快建设。".repeat(50);

    // Numbers, units and periods are found without an allocation.
    assert_eq!(allocated(|| assert!(find_numbers(&text).count() > 200)), 0, "numbers");
    assert_eq!(allocated(|| assert!(find_quantities(&text).count() > 150)), 0, "quantities");
    assert_eq!(allocated(|| assert!(find_periods(&text, 2021).count() > 40)), 0, "periods");
    // Text that names nothing costs nothing.
    assert_eq!(allocated(|| assert!(find_regions(&words, &places).is_empty())), 0, "regions");
    assert_eq!(allocated(|| assert!(parser.iter(&words).next().is_none())), 0, "metrics");

    // What stays of a scan is what its metrics own.
    let _ = parser.parse(&text);
    let before = HEAP.allocated();
    let metrics = parser.parse(&text);
    let kept = HEAP.allocated() - before;
    let own: usize = metrics.iter().map(owned).sum::<usize>() + metrics.capacity() * size_of::<Metric>();
    assert!(metrics.len() > 150);
    assert_eq!(kept, own, "{} metrics", metrics.len());

    // Real reports need at most four times their text, taken together.
    let (mut text, mut kept) = (0, 0);
    for report in corpus() {
        text += report.len();
        kept += kept_by(&report).0;
    }
    assert!(kept <= 4 * text, "{kept} bytes for {text} of text");
    // The samples of the crate state a number every fifty bytes; their metrics apart they need as little.
    for (name, sample) in SAMPLES {
        let (kept, metrics) = kept_by(sample);
        assert!(kept - metrics <= 4 * sample.len(), "{name}: {kept} bytes, {metrics} of metrics, for {}", sample.len());
    }
}

/// How many bytes the report of a text keeps, and how many of them are metrics.
fn kept_by(text: &str) -> (usize, usize) {
    let _ = Report::from_text(text);
    let before = HEAP.allocated();
    let report = Report::from_text(text);
    let kept = HEAP.allocated() - before;
    assert!(!report.tasks().is_empty());
    let metrics = report.tasks().iter().flat_map(|task| task.metrics().iter().chain(task.targets()));
    (kept, metrics.map(|metric| owned(metric) + size_of::<Metric>()).sum())
}

/// The texts of real reports, where they are there.
fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

const SAMPLES: [(&str, &str); 5] = [
    ("half-year-table", include_str!("../examples/data/half-year-table.txt")),
    ("status-table", include_str!("../examples/data/status-table.txt")),
    ("task-list", include_str!("../examples/data/task-list.txt")),
    ("work-plan", include_str!("../examples/data/work-plan.txt")),
    ("yearbook", include_str!("../examples/data/yearbook.txt")),
];
