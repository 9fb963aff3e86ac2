//! Writes the scorecard of a report as one HTML file: no network, no build step, readable on a phone and printed.
//!
//! ```text
//! cargo run --release --example scorecard_page -- [--as-of 2021-06-30] [FILE] > scorecard.html
//! ```
//!
//! Without FILE it reads the sample that the crate ships; without a day it takes the one that the report says. The page
//! carries the scorecard in the interchange format too, as the JSON of the element `scorecard`.

mod common;

use chrono::NaiveDate;
use common::{Arguments, Out, Outcome, files};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;
use zj_gov_report::scorecard::{Answer, Counts, Entry, Group, MatchedBy, Responsible, Scorecard};
use zj_gov_report::{Assessment, AssignmentRole, Report, ReportReader, Span, Task, Verdict};

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/page.js");

fn main() -> ExitCode {
    common::run("scorecard_page [--as-of DAY] [FILE] > PAGE", scorecard_page)
}

fn scorecard_page(mut arguments: Arguments, out: &mut Out) -> Outcome {
    let as_of: Option<NaiveDate> = arguments.option("--as-of")?;
    // The sample is the table with statuses.
    let report = files::one(arguments.rest(1)?.first(), 1).read(&ReportReader::new())?;
    let day = as_of.or(report.as_of()).ok_or("the report names no year: say the day with --as-of")?;
    Ok(out.write_all(page(&report, &report.scorecard(day))?.as_bytes())?)
}

/// The page.
fn page(report: &Report, scorecard: &Scorecard) -> Outcome<String> {
    let title = report.title().unwrap_or("目标完成情况");
    let mut html = String::new();
    write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0} · 目标完成情况</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
        escape(title)
    )?;
    let facts = [
        report.region().map(str::to_owned),
        Some(format!("评估日期 {}", scorecard.as_of().format("%Y年%-m月%-d日"))),
        Some(format!("{}项任务,{}项目标", scorecard.entries().len(), scorecard.counts().total())),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    writeln!(html, "<p class=\"facts\">{}</p>", escape(&facts.join(" · ")))?;
    counts(&mut html, scorecard.counts())?;
    overview(&mut html, scorecard)?;
    html.push_str("<h2>逐项情况</h2>\n");
    filters(&mut html, scorecard)?;
    let mut number = 0usize;
    for entry in scorecard.entries() {
        if let Some(task) = report.tasks().get(entry.task()) {
            self::task(&mut html, entry, task, &mut number)?;
        }
    }
    html.push_str("<p class=\"quiet\" id=\"none\" hidden>没有符合条件的目标。</p>\n");
    html.push_str(
        "<p class=\"quiet\">竖线为序时进度。点击目标可查看原文。数字与结论由原文逐句读出,“无对应数据”表示进展中没有可对应的数字。</p>\n",
    );
    // `<` inside JSON would end the element early.
    let json = serde_json::to_string(scorecard)?.replace('<', "\\u003c");
    write!(
        html,
        "</main>\n<script type=\"application/json\" id=\"scorecard\">{json}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    )?;
    Ok(html)
}

/// The counts of the report, as figures and as one bar.
fn counts(html: &mut String, counts: Counts) -> std::fmt::Result {
    html.push_str("<ul class=\"counts\">\n");
    for verdict in Verdict::ALL {
        let (name, count) = (verdict.as_str(), counts.of(*verdict));
        writeln!(html, "<li class=\"{name}\" data-count=\"{name}\"><b>{count}</b>{verdict}</li>")?;
    }
    html.push_str("</ul>\n<div class=\"stack\" aria-hidden=\"true\">");
    for verdict in Verdict::ALL {
        write!(html, "<i class=\"{}\" style=\"flex:{}\"></i>", verdict.as_str(), counts.of(*verdict))?;
    }
    html.push_str("</div>\n");
    Ok(())
}

/// What is behind, and the units.
fn overview(html: &mut String, scorecard: &Scorecard) -> std::fmt::Result {
    let position = |wanted: &Assessment| {
        scorecard.assessments().position(|(_, assessment)| std::ptr::eq(assessment, wanted)).unwrap_or_default()
    };
    html.push_str("<div class=\"two\">\n<section class=\"panel\"><h2>滞后目标</h2>\n");
    let behind = scorecard.behind();
    if behind.is_empty() {
        html.push_str("<p class=\"quiet\">没有滞后的目标。</p>\n");
    } else {
        html.push_str("<table id=\"behind\"><thead><tr><th>目标<th class=\"n\">完成<th class=\"n\">差距</thead>\n");
        for (entry, assessment) in behind {
            writeln!(
                html,
                "<tr><td>{}<a href=\"#target-{}\">{}</a><td class=\"n\">{}<td class=\"n\">{}</tr>",
                entry.number().map(|number| format!("{}. ", escape(number))).unwrap_or_default(),
                position(assessment),
                escape(&name(assessment)),
                percent(assessment.ratio()),
                percent(assessment.gap()),
            )?;
        }
        html.push_str("</table>\n");
    }
    html.push_str("</section>\n<section class=\"panel\"><h2>责任单位</h2>\n<table id=\"units\"><thead><tr><th>单位");
    for verdict in Verdict::ALL {
        write!(html, "<th class=\"n\">{}", short(*verdict))?;
    }
    html.push_str("</thead>\n");
    let units = scorecard.by_department();
    for group in &units {
        row(html, group)?;
    }
    html.push_str("</table></section>\n</div>\n");
    Ok(())
}

fn percent(share: Option<Decimal>) -> String {
    share.map_or("—".to_owned(), common::percent)
}

fn row(html: &mut String, group: &Group) -> std::fmt::Result {
    write!(html, "<tr><td>{}", escape(group.name()))?;
    for verdict in Verdict::ALL {
        write!(html, "<td class=\"n\">{}", group.counts().of(*verdict))?;
    }
    html.push_str("</tr>\n");
    Ok(())
}

/// What the verdict is called at the head of a column.
fn short(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "达标",
        Verdict::OnSchedule => "达序时",
        Verdict::Behind => "滞后",
        _ => "无数据",
    }
}

fn filters(html: &mut String, scorecard: &Scorecard) -> std::fmt::Result {
    let entries = scorecard.entries();
    let units = entries.iter().flat_map(|entry| entry.departments()).map(|unit| unit.name());
    let statuses = entries.iter().filter_map(|entry| entry.status()).map(|status| status.text());
    html.push_str("<div class=\"filters\">\n");
    select(html, "unit", "单位", units.map(|unit| (unit, unit.to_owned())))?;
    select(html, "status", "部门自评", statuses.map(|status| (status, status.to_owned())))?;
    select(html, "verdict", "结论", Verdict::ALL.iter().map(|verdict| (verdict.as_str(), verdict.to_string())))?;
    html.push_str(
        "<button type=\"button\" id=\"reset\">清除</button><span id=\"shown\" role=\"status\"></span>\n</div>\n",
    );
    Ok(())
}

/// A menu of values, each once, with what a reader calls them.
fn select<'a>(
    html: &mut String,
    id: &str,
    label: &str,
    values: impl Iterator<Item = (&'a str, String)>,
) -> std::fmt::Result {
    let mut seen = std::collections::HashSet::new();
    write!(html, "<label>{label} <select id=\"{id}\"><option value=\"\">全部</option>")?;
    for (value, text) in values.filter(|(value, _)| seen.insert(*value)) {
        write!(html, "<option value=\"{}\">{}</option>", escape(value), escape(&text))?;
    }
    html.push_str("</select></label>\n");
    Ok(())
}

fn task(html: &mut String, entry: &Entry, task: &Task, number: &mut usize) -> Outcome {
    let units: Vec<&str> = entry.departments().iter().map(|unit| unit.name()).collect();
    let status = entry.status().map_or("", |status| status.text());
    write!(
        html,
        "<article class=\"task\" data-units=\"{}\" data-status=\"{}\">\n<header><span class=\"number\">{}</span><h3>{}</h3>",
        escape(&serde_json::to_string(&units)?),
        escape(status),
        escape(entry.number().unwrap_or("·")),
        escape(entry.title()),
    )?;
    if !status.is_empty() {
        let (class, note) = if entry.disagrees() { (" differs", ",与数据不符") } else { ("", "") };
        write!(html, "<span class=\"status{class}\">自评:{}{note}</span>", escape(status))?;
    }
    let unit = |unit: &Responsible| match unit.role() {
        AssignmentRole::Lead => format!("{}(牵头)", unit.name()),
        AssignmentRole::Supporting => format!("{}(配合)", unit.name()),
        _ => unit.name().to_owned(),
    };
    let named: Vec<String> = entry.departments().iter().map(unit).collect();
    if !named.is_empty() {
        write!(html, "<p class=\"units\">{}</p>", escape(&named.join("、")))?;
    }
    html.push_str("</header>\n");
    for assessment in entry.assessments() {
        target(html, assessment, task, *number)?;
        *number += 1;
    }
    html.push_str("</article>\n");
    Ok(())
}

/// One target: its bar against the elapsed share, its sentence, and where the numbers stand in the text.
fn target(html: &mut String, assessment: &Assessment, task: &Task, number: usize) -> std::fmt::Result {
    let verdict = assessment.verdict();
    writeln!(
        html,
        "<section class=\"target {0}\" id=\"target-{number}\" data-verdict=\"{0}\">\n\
         <button type=\"button\" aria-expanded=\"false\" aria-controls=\"source-{number}\"><span class=\"name\">{1}</span>{2}\
         <span class=\"verdict\">{verdict}</span><span class=\"sentence\">{3}</span></button>",
        verdict.as_str(),
        escape(&name(assessment)),
        bar(assessment),
        escape(&assessment.to_string()),
    )?;
    write!(html, "<div class=\"source\" id=\"source-{number}\" hidden>")?;
    if let Some(requirement) = task.requirement() {
        let text = requirement.text();
        let span = assessment.target().span();
        let at = place(text, requirement.span().start(), span, assessment.target().text());
        write!(html, "<p><b>目标</b>{}</p>", marked(text, at))?;
    }
    let item = |paragraph: usize| task.progress().and_then(|progress| progress.items().get(paragraph));
    if let Some((answer, item)) = assessment.answer().and_then(|answer| Some((answer, item(answer.paragraph())?))) {
        let at = place(item.text(), item.span().start(), answer.metric().span(), answer.metric().text());
        write!(html, "<p><b>进展</b>{}</p>", marked(item.text(), at))?;
        write!(html, "<p><b>依据</b>{}</p>", escape(&basis(answer)))?;
    }
    html.push_str("</div>\n</section>\n");
    Ok(())
}

/// Why the two numbers belong together, for a reader.
fn basis(answer: &Answer) -> String {
    let why = match answer.matched_by() {
        MatchedBy::Name => "名称相同",
        MatchedBy::Indicator => "同一统计指标",
        MatchedBy::Synonym => "名称同义",
        MatchedBy::Similar => "名称相近",
        MatchedBy::Context => "上下文所指相同",
        MatchedBy::Share => "完成率相符",
        MatchedBy::Completion => "完成比例",
        _ => "其他",
    };
    format!("{why},把握程度{}%", (answer.confidence() * Decimal::ONE_HUNDRED).normalize())
}

fn bar(assessment: &Assessment) -> String {
    let Some(ratio) = assessment.ratio() else { return "<span class=\"bar none\"></span>".to_owned() };
    let hundred = Decimal::ONE_HUNDRED;
    let width = (ratio * hundred).clamp(Decimal::ZERO, hundred).normalize();
    let due =
        assessment.elapsed().map(|due| format!("<u style=\"left:calc({}% - 1px)\"></u>", (due * hundred).normalize()));
    format!("<span class=\"bar\"><i style=\"width:{width}%\"></i>{}</span>", due.unwrap_or_default())
}

/// The thing of a target, with its place.
fn name(assessment: &Assessment) -> String {
    let target = assessment.target();
    let places: Vec<&str> = target.regions().collect();
    let thing = if target.indicator().is_empty() { target.text() } else { target.indicator() };
    if places.is_empty() { thing.to_owned() } else { format!("{}:{thing}", places.join("、")) }
}

/// Where a number of the document stands in a text that starts at byte `start` of it.
fn place(text: &str, start: usize, span: Span, number: &str) -> Option<Span> {
    let straight = Span::new(span.start().checked_sub(start)?, span.end().checked_sub(start)?);
    if straight.slice(text) == Some(number) {
        return Some(straight);
    }
    text.find(number).map(|at| Span::new(at, at + number.len()))
}

fn marked(text: &str, at: Option<Span>) -> String {
    let pieces = at.and_then(|at| Some((text.get(..at.start())?, at.slice(text)?, text.get(at.end()..)?)));
    match pieces {
        Some((before, number, after)) => {
            format!("{}<mark>{}</mark>{}", escape(before), escape(number), escape(after))
        }
        None => escape(text),
    }
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}
