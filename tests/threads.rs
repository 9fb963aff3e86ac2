//! What is read in one thread can be used in another, and one parser serves all of them.

use std::thread;

use zj_gov_report::department::{Department, DepartmentRegistry};
use zj_gov_report::document::{Document, Vocabulary};
use zj_gov_report::region::{PlaceContext, RegionRegistry};
use zj_gov_report::{Diagnostic, Error, Indicators, Metric, MetricParser, Region, Report, ReportReader, Task, Units};

const fn shared<T: Send + Sync>() {}

const _: () = {
    shared::<(Report, Task, Metric, Document, Diagnostic, Error)>();
    shared::<(ReportReader, MetricParser<'static>, PlaceContext<'static>)>();
    shared::<(Units, Indicators, Vocabulary, RegionRegistry, DepartmentRegistry)>();
    shared::<(Region, Department)>();
};

#[test]
fn one_reader_serves_many_threads() {
    let reader = ReportReader::new().with_year(2021);
    let text = include_str!("../examples/data/half-year-table.txt");
    let expected = reader.read_text(text);
    assert!(!expected.tasks().is_empty());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| reader.read_text(text))).collect();
        for worker in workers {
            assert_eq!(worker.join().unwrap(), expected);
        }
    });
}
