//! Regions, departments and indicators.

use zj_gov_report::Indicators;
use zj_gov_report::department::{find_departments, parse_responsible, says_first_leads};
use zj_gov_report::region::{PlaceContext, Region, find_regions};

use super::{deny, in_order, json, same, wide};

fn contexts() -> [PlaceContext<'static>; 3] {
    let home = |code: &str, year| PlaceContext::new().with_home(Region::by_code(code)).with_year(year);
    [PlaceContext::new(), home("330900", 2021), home("330681", 2019)]
}

/// Everything about the places and the offices of a text.
pub fn places(text: &str) {
    for context in contexts() {
        let regions = find_regions(text, &context);
        in_order("regions in order", text, regions.iter().map(|found| (found.span(), None)));
        for found in &regions {
            json::identity(text, found.region());
            if found.candidates().all(|candidate| candidate != found.region()) {
                deny("the region is one of its candidates", text, found);
            }
        }
        let offices = find_departments(text, &context);
        in_order("departments in order", text, offices.iter().map(|found| (found.span(), None)));
        for found in &offices {
            json::identity(text, found.department());
        }
        for unit in parse_responsible(text, &context) {
            super::placed("units of a cell", text, unit.span(), None);
            json::identity(text, unit.department());
            if unit.text().is_empty() || unit.department().name().is_empty() {
                deny("a unit has a name", text, &unit);
            }
        }
        let values = |text: &str| find_regions(text, &context).iter().map(|found| found.region().clone()).collect();
        same::<Vec<Region>>("full width", text, &values(text), &values(&wide(text)));
    }
    let _ = says_first_leads(text);
}

/// Everything about the indicators of a text.
pub fn indicators(text: &str) {
    let indicators = Indicators::builtin();
    in_order("indicators in order", text, indicators.mentions(text).map(|found| (found.span(), Some(found.text()))));
    if let Some(indicator) = indicators.find(text) {
        json::identity(text, indicator);
        same("an indicator is found by its id", text, &indicators.get(indicator.id()), &Some(indicator));
    }
}
