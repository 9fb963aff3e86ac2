//! Offices: their names in cells and in running text.

use std::path::Path;
use zj_gov_report::department::parse_responsible;
use zj_gov_report::region::{PlaceContext, Region};

/// The responsible units of the sample tables, where they are at hand: at least 95 % of the certain ones get their
/// official name and kind.
#[test]
fn units_of_the_sample_tables() {
    let path = Path::new("../shared/gold/dev_departments.tsv");
    let Ok(table) = std::fs::read_to_string(path) else { return };
    let (mut sure, mut right) = (0, 0);
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let context = PlaceContext::new().with_home(Region::by_name(fields[0])).with_year(2021);
        let units = parse_responsible(fields[1], &context);
        let read: Vec<_> = units
            .iter()
            .map(|unit| (unit.text(), unit.department().name(), unit.department().kind().as_str()))
            .collect();
        let good = read == [(fields[1], fields[2], fields[3])];
        if !good {
            println!("{line}\n    got {read:?}");
        }
        sure += usize::from(fields[5] == "Y");
        right += usize::from(fields[5] == "Y" && good);
    }
    println!("{right} of {sure}");
    assert!(right * 100 >= sure * 95, "{right} of {sure}");
}
