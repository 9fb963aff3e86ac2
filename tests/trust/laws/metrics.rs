//! Metrics.

use zj_gov_report::region::Region;
use zj_gov_report::{Metric, MetricParser, TextRole};

use super::{deny, in_order, json, refusal, same, wide};

fn parsers() -> [MetricParser<'static>; 2] {
    let parser = MetricParser::new();
    [parser.clone(), parser.with_year(2021).with_home(Region::by_code("330900")).with_role(TextRole::Requirement)]
}

/// Everything about the metrics of a text.
pub fn metrics(text: &str) {
    for parser in parsers() {
        let metrics = parser.parse(text);
        in_order("metrics in order", text, metrics.iter().map(|metric| (metric.span(), Some(metric.text()))));
        for metric in &metrics {
            sound(text, metric);
        }
        let (read, diagnostics) = parser.read(text);
        in_order(
            "metrics of a paragraph in order",
            text,
            read.iter().map(|metric| (metric.span(), Some(metric.text()))),
        );
        for diagnostic in &diagnostics {
            super::placed("a remark has its place", text, diagnostic.span(), None);
            json::identity(text, diagnostic);
            let _ = diagnostic.render(text);
        }
        tokens(text, &parser);
        let meaning = |text: &str| parser.parse(text).iter().map(meaning).collect::<Vec<_>>();
        same("full width", text, &meaning(text), &meaning(&wide(text)));
    }
    match text.parse::<Metric>() {
        Ok(metric) => sound(text, &metric),
        Err(error) => refusal("a metric is refused", text, &error),
    }
}

/// What a metric says, apart from how its words are written.
pub fn meaning(metric: &Metric) -> String {
    let quantity = metric.quantity().number();
    let fields = (metric.measure(), metric.bound(), metric.direction(), metric.basis(), metric.is_each());
    format!("{quantity} {fields:?} {:?} {:?}", metric.period(), metric.modality())
}

#[track_caller]
fn sound(text: &str, metric: &Metric) {
    json::identity(text, metric);
    if metric.value_max().is_some_and(|max| max < metric.value()) {
        deny("a range ascends", text, metric);
    }
    if metric.direction().is_some() && metric.value().is_sign_negative() && metric.value_max().is_none() {
        deny("the direction says the sign", text, metric);
    }
}

/// The tokens of an explanation stand in the text in their order, and its reasons are those of the metrics.
#[track_caller]
fn tokens(text: &str, parser: &MetricParser<'_>) {
    let explanation = parser.explain(text);
    let mut rest = text;
    for (_, token) in explanation.tokens() {
        match rest.find(token) {
            Some(at) => rest = &rest[at + token.len()..],
            None => deny("tokens in order", text, token),
        }
    }
    let reasons: Vec<_> = explanation.reasons().iter().map(|reason| reason.span()).collect();
    let read: Vec<_> = parser.read(text).0.iter().map(Metric::span).collect();
    same("a reason a metric", text, &reasons, &read);
}
