//! The place that a report is about.
//!
//! The first of these that names one:
//!
//! 1. the title (`2021年嘉兴市政府工作报告重点工作…`);
//! 2. the head of the page, from the breadcrumb to the metadata (`舟山市人民政府> …`), and the publisher;
//! 3. the index number, which opens with the credit code of the office, and that with 11 and the code of the division;
//! 4. the prefecture that most of the places in the text lie in.

use std::collections::BTreeMap;

use crate::document::{Document, Metadata};
use crate::region::{PlaceContext, Region, RegionLevel, find_regions};
use crate::text::digit;

/// How much of the text is asked for its places, in bytes.
const SAMPLE: usize = 24_000;
/// How much of the head is read, in bytes.
const HEAD: usize = 1_500;

/// The place, looked up with what `context` knows already.
pub(super) fn of(document: &Document, context: &PlaceContext<'_>) -> Option<Region> {
    let metadata = document.metadata();
    let source = document.source();
    let county = published_by_county(metadata);
    metadata
        .title()
        .and_then(|title| named(title, context))
        .or_else(|| named(metadata.publisher()?, context))
        .or_else(|| named(head(source, metadata), context))
        .or_else(|| indexed(metadata.index_number()?, context))
        .or_else(|| most(prefix(source, SAMPLE), context, county))
}

/// Whether an office of a county, a district or a county-level city publishes: 区政府办公室, 县府办.
fn published_by_county(metadata: &Metadata) -> bool {
    let by = |text: Option<&str>| text.is_some_and(|text| text.starts_with(['区', '县']));
    by(metadata.publisher())
        || metadata.title().is_some_and(|title| title.contains("区府办") || title.contains("县府办"))
}

/// The most exact place of the first chain of names in a text: 绍兴市越城区 is 越城区.
fn named(text: &str, context: &PlaceContext<'_>) -> Option<Region> {
    let mentions = find_regions(text, context);
    let mut sure = mentions.iter().filter(|mention| !mention.is_ambiguous()).map(|mention| mention.region());
    let first = sure.next()?.clone();
    let inner = sure.next().filter(|next| first.contains(next) && **next != first);
    Some(inner.cloned().unwrap_or(first)).filter(|region| !region.is_zone() && region.prefecture().is_some())
}

/// The text before the title, where a page shows the way to it.
fn head<'d>(source: &'d str, metadata: &Metadata) -> &'d str {
    let end = metadata.title_span().map_or(0, |span| span.start());
    prefix(source.get(..end).unwrap_or_default(), HEAD)
}

pub(super) fn prefix(text: &str, length: usize) -> &str {
    let mut end = text.len().min(length);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or_default()
}

/// index = '11' division …      11330600002577014T/2022-227932
fn indexed(number: &str, context: &PlaceContext<'_>) -> Option<Region> {
    let digits: String =
        number.chars().filter_map(|c| digit(c).and_then(|d| char::from_digit(d, 10))).take(8).collect();
    context.regions().by_code(digits.strip_prefix("11")?)
}

/// The prefecture of more than half of the places; for the office of a `county` the one that is named most in it.
fn most(text: &str, context: &PlaceContext<'_>, county: bool) -> Option<Region> {
    let mut votes: BTreeMap<String, (usize, Region)> = BTreeMap::new();
    let mut all = 0usize;
    for mention in find_regions(text, context).iter().filter(|mention| !mention.is_ambiguous()) {
        let Some(prefecture) = mention.region().prefecture() else { continue };
        all = all.saturating_add(1);
        for region in [Some(prefecture), (mention.region().level() == RegionLevel::County).then_some(mention.region())]
        {
            let Some(region) = region.filter(|region| !region.is_zone()) else { continue };
            let vote = votes.entry(region.code().to_owned()).or_insert((0, region.clone()));
            vote.0 = vote.0.saturating_add(1);
        }
    }
    let level = |wanted: RegionLevel| {
        let votes = votes.values().filter(move |(_, region)| region.level() == wanted);
        votes.max_by_key(|(count, _)| *count).filter(|(count, _)| *count >= 2)
    };
    let (count, prefecture) = level(RegionLevel::Prefecture)?;
    if count.saturating_mul(2) <= all {
        return None;
    }
    let inner = level(RegionLevel::County).filter(|(_, region)| county && prefecture.contains(region));
    Some(inner.map_or(prefecture, |(_, region)| region).clone())
}
