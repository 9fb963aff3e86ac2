//! Prints every number of a text, and every number with a unit. A filter: JSON Lines `{"id","text"}` in,
//! `{"id","numbers":[…],"quantities":[…]}` out.
//!
//! The filter says how much, not what it means, so it prints everything that is a share of a hundred as `%`: 百分点, ‰, 成,
//! 折 and 万分之 too. The library keeps them apart, because 增长2% and 提高2个百分点 are not the same.
//!
//! ```text
//! echo '{"id":"1","text":"完成投资1.2亿元"}' | cargo run --release --example numbers
//! ```
//!
//! At a terminal, with nothing piped into it, it reads a text of its own.

mod common;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::process::ExitCode;
use zj_gov_report::Span;
use zj_gov_report::number::{Form, Number, find_numbers};
use zj_gov_report::quantity::{Unit, find_quantities};

/// One line of input.
#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
}

/// One line of output.
#[derive(Serialize)]
pub struct Output {
    id: String,
    numbers: Vec<Item>,
    quantities: Vec<Item>,
}

/// A number, or a quantity, and its bytes.
#[derive(Serialize)]
struct Item {
    start: usize,
    end: usize,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

impl Item {
    fn new(span: Span, number: &Number, unit: Option<&Unit>) -> Self {
        let (factor, unit) = match unit.map(|unit| (unit.dimension(), unit.canonical())) {
            Some(("ratio" | "ratio-difference", canonical)) if canonical != "倍" => (percent(canonical), Some("%")),
            _ => (Decimal::ONE, unit.map(Unit::as_str)),
        };
        let print = |value: Decimal| (value * factor).normalize().to_string();
        Self {
            start: span.start(),
            end: span.end(),
            value: print(number.value()),
            value_max: number.max().map(print),
            unit: unit.map(str::to_owned),
        }
    }

    /// A form such as 万分之三, which has no unit, as a percentage.
    fn parts(span: Span, number: &Number) -> Option<Self> {
        let percent = |value: Decimal| (value * Decimal::ONE_HUNDRED).normalize().to_string();
        (number.form() == Form::PartsPer).then(|| Self {
            start: span.start(),
            end: span.end(),
            value: percent(number.value()),
            value_max: number.max().map(percent),
            unit: Some("%".to_owned()),
        })
    }
}

/// How many percent one of the unit is.
fn percent(unit: &str) -> Decimal {
    match unit {
        "‰" | "千分点" => Decimal::new(1, 1),
        "基点" => Decimal::new(1, 2),
        "成" | "折" => Decimal::TEN,
        _ => Decimal::ONE,
    }
}

/// What the filter prints for one text.
pub fn read(id: String, text: &str) -> Output {
    let numbers = find_numbers(text).map(|found| Item::new(found.span(), found.value(), None)).collect();
    let mut quantities: Vec<Item> = find_quantities(text)
        .map(|found| Item::new(found.span(), &found.value().number(), Some(found.value().unit())))
        .chain(find_numbers(text).filter_map(|found| Item::parts(found.span(), found.value())))
        .collect();
    quantities.sort_by_key(|item| item.start);
    Output { id, numbers, quantities }
}

/// What it reads where nothing is piped into it.
const SAMPLE: &str = r#"{"id":"sample","text":"完成投资1.2亿元,增长百分之八点五,三分之二已开工"}"#;

fn main() -> ExitCode {
    common::run("numbers < TEXTS.jsonl", |arguments, out| {
        arguments.rest(0)?;
        common::json_lines(SAMPLE, |Input { id, text }| {
            serde_json::to_writer(&mut *out, &read(id, &text))?;
            Ok(writeln!(out)?)
        })
    })
}
