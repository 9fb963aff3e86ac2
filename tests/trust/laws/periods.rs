//! Periods and dates.

use zj_gov_report::Period;
use zj_gov_report::period::{find_date, find_periods};

use super::{deny, in_order, json, refusal, same, wide};

/// Everything about the periods of a text.
pub fn periods(text: &str) {
    for year in [None, Some(2021), Some(i32::MIN)] {
        in_order("periods in order", text, find_periods(text, year).map(|found| (found.span(), Some(found.text()))));
        for found in find_periods(text, year) {
            sound(text, *found.value());
        }
        match Period::read(text, year) {
            Ok(period) => sound(text, period),
            Err(error) => refusal("a period is refused", text, &error),
        }
    }
    match text.parse::<Period>() {
        Ok(period) => same("parse and print", text, &period.to_string().as_str(), &text),
        Err(error) => refusal("a written period is refused", text, &error),
    }
    in_order("a date in its place", text, find_date(text).map(|found| (found.span(), Some(found.text()))));
    let values = |text: &str| find_periods(text, 2021).map(|found| *found.value()).collect::<Vec<_>>();
    same("full width", text, &values(text), &values(&wide(text)));
    same("full width of a date", text, &date(text), &date(&wide(text)));
}

fn date(text: &str) -> Option<chrono::NaiveDate> {
    find_date(text).map(|found| found.into_value())
}

#[track_caller]
fn sound(text: &str, period: Period) {
    if period.end() < period.start() || !period.contains(period.start()) || !period.contains(period.end()) {
        deny("a period ascends", text, period);
    }
    if period.to_string().parse::<Period>().ok() != Some(period) {
        deny("print and parse", text, period);
    }
    json::identity(text, &period);
}
