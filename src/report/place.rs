//! The place that a report is about.
//!
//! The first of these that names one:
//!
//! 1. the title (`2021年嘉兴市政府工作报告重点工作…`);
//! 2. the head of the page, from the breadcrumb to the metadata (`舟山市人民政府> …`), and the publisher;
//! 3. the index number, which opens with the credit code of the office, and that with 11 and the code of the division;
//! 4. the prefecture that most of the places in the text lie in.
//!
//! Where a district or a county speaks (区政府办公室 publishes, the text is about 全区), it is the one of that prefecture that
//! the text names: most often of all, be it once.

use std::collections::BTreeMap;

use crate::document::{Document, Metadata};
use crate::region::{PlaceContext, Region, RegionLevel, find_regions};
use crate::text::{digit, prefix};

/// How much of the text is asked for its places, in bytes.
const SAMPLE: usize = 24_000;
/// How much of the head is read, in bytes.
const HEAD: usize = 1_500;

/// The place, looked up with what `context` knows already.
pub(super) fn of(document: &Document, context: &PlaceContext<'_>) -> Option<Region> {
    let metadata = document.metadata();
    let source = document.source();
    let text = prefix(source, SAMPLE);
    let published = published_by_county(metadata);
    let stated = metadata
        .title()
        .and_then(|title| named(title, context))
        .or_else(|| named(metadata.publisher()?, context))
        .or_else(|| named(head(source, metadata), context))
        .or_else(|| indexed(metadata.index_number()?, context));
    match stated {
        // The page of the city shows what the office of a district has published.
        Some(city) if published && city.level() == RegionLevel::Prefecture => {
            Some(county_of(&city, text, context).unwrap_or(city))
        }
        Some(place) => Some(place),
        None => {
            let city = most(text, context)?;
            let inner = if published || speaks_for_county(text) { county_of(&city, text, context) } else { None };
            Some(inner.unwrap_or(city))
        }
    }
}

/// Whether a text speaks of 全区 or 我县 rather than of 全市.
///
/// ```text
/// speaks = ("全" | "我") level | level "委" [ "、" ] level "政府"          level = "区" | "县" | "市"
/// ```
fn speaks_for_county(text: &str) -> bool {
    let (mut county, mut city) = (0usize, 0usize);
    for (at, level) in text.match_indices(['区', '县', '市']) {
        let before = text.get(..at).unwrap_or_default().ends_with(['全', '我']);
        let behind = text.get(at.saturating_add(level.len())..).and_then(|rest| rest.strip_prefix('委'));
        let government = behind.and_then(|rest| rest.strip_prefix('、').unwrap_or(rest).strip_prefix(level));
        let count =
            usize::from(before).saturating_add(usize::from(government.is_some_and(|rest| rest.starts_with("政府"))));
        let sum = if level == "市" { &mut city } else { &mut county };
        *sum = sum.saturating_add(count);
    }
    county >= 2 && county > city
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

/// index = '11' division …      11330600002577014T/2022-227932
fn indexed(number: &str, context: &PlaceContext<'_>) -> Option<Region> {
    let digits: String =
        number.chars().filter_map(|c| digit(c).and_then(|d| char::from_digit(d, 10))).take(8).collect();
    context.regions().by_code(digits.strip_prefix("11")?)
}

/// The prefecture of more than half of the places of a text.
fn most(text: &str, context: &PlaceContext<'_>) -> Option<Region> {
    let mut votes: BTreeMap<String, (usize, Region)> = BTreeMap::new();
    let mut all = 0usize;
    for mention in find_regions(text, context).iter().filter(|mention| !mention.is_ambiguous()) {
        let Some(prefecture) = mention.region().prefecture().filter(|region| !region.is_zone()) else { continue };
        all = all.saturating_add(1);
        let vote = votes.entry(prefecture.code().to_owned()).or_insert((0, prefecture.clone()));
        vote.0 = vote.0.saturating_add(1);
    }
    let (count, city) = votes.values().max_by_key(|(count, _)| *count).filter(|(count, _)| *count >= 2)?;
    (count.saturating_mul(2) > all).then(|| city.clone())
}

/// The county in `city` that the text names more often than any other in it, also where a brand is named after it
/// (“越城制造”), which names no place by itself.
fn county_of(city: &Region, text: &str, context: &PlaceContext<'_>) -> Option<Region> {
    let stands = |region: &Region| {
        region.level() == RegionLevel::County
            && context.year().map_or(region.last_year().is_none(), |year| region.is_valid_in(year))
            && city.contains(region)
    };
    let inside: Vec<&Region> = context.regions().iter().filter(|region| stands(region)).collect();
    let names: Vec<&str> = inside.iter().map(|region| region.short_name()).collect();
    let counted = counts(text, &names).into_iter().zip(inside);
    let mut counted: Vec<(usize, &Region)> = counted.filter(|(count, _)| *count > 0).collect();
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let (most, county) = counted.first()?;
    counted.get(1).is_none_or(|(count, _)| count < most).then(|| (*county).clone())
}

/// How often a text says each of `names`, all of them counted in one pass.
fn counts(text: &str, names: &[&str]) -> Vec<usize> {
    // One bit of a few for what a name begins with: most characters begin none.
    let bit = |c: char| 1u64 << (u32::from(c) & 63);
    let starts = names.iter().filter_map(|name| name.chars().next()).fold(0, |bits, c| bits | bit(c));
    // By name: how often it was found, and where the last of them ends.
    let mut found = vec![(0usize, 0usize); names.len()];
    for (at, c) in text.char_indices().filter(|&(_, c)| starts & bit(c) != 0) {
        let rest = text.get(at..).unwrap_or_default();
        for ((count, end), name) in found.iter_mut().zip(names) {
            if *end <= at && name.starts_with(c) && rest.starts_with(name) {
                (*count, *end) = (count.saturating_add(1), at.saturating_add(name.len()));
            }
        }
    }
    found.into_iter().map(|(count, _)| count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_about(text: &str, place: Option<&str>) {
        let found = of(&Document::from_text(text), &PlaceContext::new());
        assert_eq!(found.as_ref().map(Region::name), place, "{text}");
    }

    #[test]
    fn a_district_speaks() {
        let plan = "\n\n2021年区府办工作计划\n\n全区经济平稳增长,全市前列。\n\n打响“越城智造”品牌,绍兴市建成绿道8公里,绍兴市级财政支持3亿元。\n";
        is_about(&format!("发布机构:区政府办公室{plan}"), Some("越城区"));
        is_about(&format!("绍兴市人民政府 > 政务公开 > 工作计划\n发布机构:区政府办公室{plan}"), Some("越城区"));
        is_about(&format!("发布机构:市政府办公室{}", plan.replace("区府办", "")), Some("绍兴市"));
    }

    #[test]
    fn the_text_says_whose_it_is() {
        let text = |whole: &str| {
            format!(
                "2023年工作总结\n\n{whole}经济稳中向好。{whole}新增企业30家。\n\n海盐县武原街道建成绿道3公里,海盐新增公园2个,与嘉兴市级部门协作。\n"
            )
        };
        is_about(&text("全县"), Some("海盐县"));
        is_about(&text("全市"), Some("嘉兴市"));
    }

    /// Counting every phrase by itself is the oracle.
    #[test]
    fn who_speaks_is_counted_in_one_pass() {
        let county = ["全区", "我区", "全县", "我县", "区委区政府", "县委县政府", "区委、区政府", "县委、县政府"];
        let city = ["全市", "我市", "市委市政府", "市委、市政府"];
        let pieces = ["全", "我", "区", "县", "市", "区", "县", "委", "、", "政府", "委区政府", "委、县政府"];
        let mut next = crate::random::numbers(1);
        let mut spoken = 0;
        for _ in 0..2_000 {
            let text: String = (0..16).map(|_| pieces[next(pieces.len())]).collect();
            let count = |phrases: &[&str]| -> usize { phrases.iter().map(|phrase| text.matches(phrase).count()).sum() };
            let expected = count(&county) >= 2 && count(&county) > count(&city);
            assert_eq!(speaks_for_county(&text), expected, "{text}");
            spoken += usize::from(expected);
        }
        assert!((200..1_800).contains(&spoken), "{spoken}");
    }

    /// Counting every name by itself is the oracle.
    #[test]
    fn names_are_counted_in_one_pass() {
        let names = ["越城", "柯桥", "越越", "城越城", "上", "上虞", "诸暨"];
        let mut next = crate::random::numbers(1);
        for _ in 0..500 {
            let text: String = (0..40).map(|_| ["越", "城", "柯桥", "上", "虞", "的", "1"][next(7)]).collect();
            let expected: Vec<usize> = names.iter().map(|name| text.matches(name).count()).collect();
            assert_eq!(counts(&text, &names), expected, "{text}");
        }
    }

    #[test]
    fn two_that_are_named_alike_settle_nothing() {
        is_about("发布机构:区政府办公室\n\n工作计划\n\n越城区3个,柯桥区3个,绍兴市8个。\n", Some("绍兴市"));
    }
}
