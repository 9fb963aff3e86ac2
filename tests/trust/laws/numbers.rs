//! Numbers and quantities.

use zj_gov_report::number::find_numbers;
use zj_gov_report::quantity::find_quantities;
use zj_gov_report::{Number, Quantity};

use super::{deny, in_order, json, refusal, same, wide};

/// Everything about the numbers of a text.
pub fn numbers(text: &str) {
    in_order("numbers in order", text, find_numbers(text).map(|found| (found.span(), Some(found.text()))));
    for found in find_numbers(text) {
        let number = *found.value();
        if number.max().is_some_and(|max| max < number.value()) {
            deny("a range ascends", text, number);
        }
        printed(text, number);
    }
    match text.parse::<Number>() {
        Ok(number) => printed(text, number),
        Err(error) => refusal("a number is refused", text, &error),
    }
    let values = |text: &str| find_numbers(text).map(|found| *found.value()).collect::<Vec<_>>();
    same("full width", text, &values(text), &values(&wide(text)));
}

#[track_caller]
fn printed(text: &str, number: Number) {
    let shown = number.to_string();
    match shown.parse::<Number>() {
        Ok(again) => same("print and parse", text, &(number, &shown), &(again, &shown)),
        Err(error) => deny("print and parse", text, (number, shown, error)),
    }
    json::identity(text, &number);
}

/// Everything about the quantities of a text.
pub fn quantities(text: &str) {
    in_order("quantities in order", text, find_quantities(text).map(|found| (found.span(), Some(found.text()))));
    for found in find_quantities(text) {
        let quantity = found.into_value();
        measured(text, &quantity);
        let shown = quantity.to_string();
        match shown.parse::<Quantity>() {
            Ok(again) => same("print and parse", text, &(&quantity, &shown), &(&again, &shown)),
            Err(error) => deny("print and parse", text, (quantity, shown, error)),
        }
    }
    match text.parse::<Quantity>() {
        Ok(quantity) => measured(text, &quantity),
        Err(error) => refusal("a quantity is refused", text, &error),
    }
    let values = |text: &str| find_quantities(text).map(|found| found.into_value()).collect::<Vec<_>>();
    same("full width", text, &values(text), &values(&wide(text)));
}

#[track_caller]
fn measured(text: &str, quantity: &Quantity) {
    json::identity(text, quantity);
    let own = quantity.convert_to(quantity.unit());
    if quantity.unit().is_known() && own.as_ref().ok() != Some(quantity) {
        deny("a unit converts to itself", text, (quantity, own));
    }
}
