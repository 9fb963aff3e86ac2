//! Follows one indicator across reports: a table of years and regions, with its growth and its place in each source.
//!
//! ```text
//! cargo run --release --example indicators -- [INDICATOR [FILE or FOLDER...]]
//! cargo run --release --example indicators -- 固定资产投资 examples/data
//! ```
//!
//! Without arguments it looks for 一般公共预算收入 in the samples that the crate ships. An indicator that the registry
//! knows is found under all its names.

mod common;

use std::io::Write;
use std::process::ExitCode;

use common::table::Table;
use common::{Arguments, Out, Outcome, Styles, files};
use zj_gov_report::report::Statement;
use zj_gov_report::rust_decimal::Decimal;
use zj_gov_report::{Bound, Direction, Indicators, Measure, Metric, TextRole};

fn main() -> ExitCode {
    common::run("indicators [INDICATOR [FILE or FOLDER...]]", indicators)
}

fn indicators(arguments: Arguments, out: &mut Out) -> Outcome {
    let mut paths = arguments.rest(usize::MAX)?;
    let name = if paths.is_empty() { "一般公共预算收入".to_owned() } else { paths.remove(0) };
    let known = Indicators::builtin().find(&name);
    let reports = files::reports(&paths)?;
    let mut table = Table::new(["year", "region", "period", "", "value", "growth", "source"], &[4, 5]);
    let mut found = 0;
    for (file, report) in &reports {
        let asked = |stated: &Statement<'_>| match (known, stated.metric().indicator()) {
            (Some(known), indicator) => indicator.known() == Some(known),
            (None, indicator) => indicator.contains(&name),
        };
        // 固定资产投资20亿元以上项目 says which projects are meant, not how much was invested.
        let says = |stated: &Statement<'_>| stated.metric().measure() != Measure::Threshold;
        let stated: Vec<Statement<'_>> = report.metrics().filter(says).filter(asked).collect();
        for (value, growth) in paired(&stated) {
            let first = value.or(growth).ok_or("a row of nothing")?;
            let metric = first.metric();
            let year = metric.period().map(|period| chrono::Datelike::year(&period.end())).or(report.year());
            let places: Vec<&str> = metric.regions().collect();
            table.row([
                year.map_or(String::new(), |year| year.to_string()),
                if places.is_empty() { report.region().unwrap_or("—").to_owned() } else { places.join("、") },
                metric.period().map_or(String::new(), |period| period.to_string()),
                if first.role() == TextRole::Requirement { "target" } else { "" }.to_owned(),
                value.map_or(String::new(), |value| level(value.metric())),
                growth.map_or(String::new(), |growth| change(growth.metric())),
                format!("{file}:{}..{}", metric.span().start(), metric.span().end()),
            ]);
            found += 1;
        }
    }
    if found == 0 {
        return Err(format!("no {name} in {} reports", reports.len()).into());
    }
    let title = known.map_or(name, |known| format!("{known} ({})", known.id()));
    writeln!(out, "{title}: {found} statements in {} reports", reports.len())?;
    Ok(table.print(out, &Styles::of_stdout())?)
}

/// A row for each statement; a growth that follows a level in the same task stands beside it.
fn paired<'s, 'r>(stated: &'s [Statement<'r>]) -> Vec<(Option<&'s Statement<'r>>, Option<&'s Statement<'r>>)> {
    let mut rows: Vec<(Option<&Statement<'r>>, Option<&Statement<'r>>)> = Vec::new();
    for statement in stated {
        if statement.metric().measure() != Measure::Growth {
            rows.push((Some(statement), None));
            continue;
        }
        let same = |level: &Statement<'_>| {
            (level.task_index(), level.role()) == (statement.task_index(), statement.role())
                && level.metric().measure() == Measure::Level
                && level.metric().regions().eq(statement.metric().regions())
        };
        match rows.last_mut() {
            Some((Some(level), growth @ None)) if same(level) => *growth = Some(statement),
            _ => rows.push((None, Some(statement))),
        }
    }
    rows
}

/// The value in the scale that a reader expects: 24160000000 元 is 241.6亿元.
fn level(metric: &Metric) -> String {
    let (hundred_million, ten_thousand) = (Decimal::from(100_000_000), Decimal::from(10_000));
    let scaled = |value: Decimal| match value {
        value if value >= hundred_million => format!("{}亿", (value / hundred_million).normalize()),
        value if value >= ten_thousand => format!("{}万", (value / ten_thousand).normalize()),
        value => value.normalize().to_string(),
    };
    let max = metric.value_max().map_or(String::new(), |max| format!("~{}", scaled(max)));
    format!("{}{}{max}{}", sign(metric.bound()), scaled(metric.value()), metric.unit())
}

fn change(metric: &Metric) -> String {
    let way = if metric.direction() == Some(Direction::Down) { "-" } else { "+" };
    format!("{}{way}{}{}", sign(metric.bound()), metric.value().normalize(), metric.unit())
}

fn sign(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::Over => ">",
        Bound::Under | Bound::Nearly => "<",
        Bound::About => "≈",
        _ => "",
    }
}
