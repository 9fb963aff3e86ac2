//! Regions: the registry's facts, and names in running text.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by a panic")]

mod common;

use std::collections::BTreeMap;
use zj_gov_report::region::{
    PlaceContext, Region, RegionKind, RegionLevel, RegionMention, RegionRegistry, find_regions,
};

fn context(home: &str, year: &str) -> PlaceContext<'static> {
    let home = Region::by_name(home).unwrap_or_else(|| panic!("no place `{home}`"));
    PlaceContext::new().with_home(home).with_year(year.parse::<i32>().ok())
}

/// `words=code` of what is found, blanks inside the words left out.
fn shown(text: &str, found: &[RegionMention]) -> String {
    let sure = found.iter().filter(|place| !place.is_ambiguous());
    let show = |place: &RegionMention| {
        let words: String = place.span().slice(text).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
        format!("{words}={}", place.region().code())
    };
    sure.map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn mentions() {
    common::run("region/mentions.tsv", |case| {
        let (text, context) = (case.get("text"), context(&case.get("home"), &case.get("year")));
        let found = shown(&text, &find_regions(&text, &context));
        if found == case.get("expected") { Ok(()) } else { Err(format!("{text}: {found}")) }
    });
}

/// The same names are found with text on both sides, at the same places.
#[test]
fn mentions_in_padded_text() {
    common::run("region/mentions.tsv", |case| {
        let (text, context) = (case.get("text"), context(&case.get("home"), &case.get("year")));
        let padded = format!("一是稳步推进。{text}。二是抓好落实。");
        let (bare, inside) =
            (shown(&text, &find_regions(&text, &context)), shown(&padded, &find_regions(&padded, &context)));
        if bare == inside { Ok(()) } else { Err(format!("{padded}: {inside}")) }
    });
}

/// The same names are found with a blank behind every character, as scanning leaves them.
#[test]
fn mentions_with_blanks_inside() {
    common::run("region/mentions.tsv", |case| {
        let (text, context) = (case.get("text"), context(&case.get("home"), &case.get("year")));
        let spaced = common::spaced(&text);
        let found = shown(&spaced, &find_regions(&spaced, &context));
        if found == case.get("expected") { Ok(()) } else { Err(format!("{spaced}: {found}")) }
    });
}

/// Every division of Zhejiang is found by its name in each of its years, and by its short names in a document of its prefecture.
#[test]
fn divisions_are_found_by_name_in_their_years() {
    let registry = RegionRegistry::builtin();
    let mut names: BTreeMap<(String, i32), String> = BTreeMap::new();
    let zhejiang: Vec<&Region> = registry.iter().filter(|region| region.code().starts_with("33")).collect();
    assert!(zhejiang.len() > 100);
    for region in zhejiang {
        let last = region.last_year().unwrap_or(2026);
        let first = region.first_year().expect("a first year").max(2000);
        for year in first..=last {
            assert_eq!(Region::by_name_in(region.name(), year).as_ref(), Some(region), "{} in {year}", region.name());
            let taken = names.insert((region.name().to_owned(), year), region.code().to_owned());
            assert_eq!(taken, None, "{} in {year}", region.name());
        }
        let chain = format!("{}{}", region.parent().map_or("", Region::name), region.name());
        assert_eq!(Region::by_name_in(&chain, last).as_ref(), Some(region), "{chain}");
        let context = PlaceContext::new().with_home(region.prefecture().or(Some(region)).cloned()).with_year(last);
        let text = format!("其中{}、{}完成", region.name(), region.short_name());
        let found: Vec<Region> = find_regions(&text, &context).iter().map(|place| place.region().clone()).collect();
        assert_eq!(found, [region.clone(), region.clone()], "{text}");
    }
}

/// The facts of the reference table, where it is at hand.
#[test]
fn agrees_with_the_reference() {
    let Ok(table) = std::fs::read_to_string("../shared/reference/regions.tsv") else { return };
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let region = Region::by_code(fields[0]).unwrap_or_else(|| panic!("no {}", fields[0]));
        assert_eq!(region.name(), fields[1]);
        assert_eq!(region.parent().map_or("", Region::code), fields[4]);
        assert_eq!(region.first_year().map(|year| year.to_string()).unwrap_or_default(), fields[5], "{line}");
        assert_eq!(region.last_year().map(|year| year.to_string()).unwrap_or_default(), fields[6], "{line}");
        assert_eq!(
            region.successors().collect::<Vec<_>>().join("|"),
            fields.get(8).copied().unwrap_or_default(),
            "{line}"
        );
    }
}

/// The invariants that the registries state in their headers.
#[test]
fn invariants_of_the_registries() {
    let registry = RegionRegistry::builtin();
    let mut last_code = String::new();
    for region in registry.iter() {
        assert!(region.code() > &*last_code, "{} after {last_code}", region.code());
        last_code = region.code().to_owned();
        if region.is_zone() {
            assert!(region.parent().is_some(), "{region} has no place");
            assert_eq!(region.code(), format!("zone:{}", region.name()));
            assert!(region.authority().is_some());
            continue;
        }
        assert!(region.code().len() == 6 && region.code().bytes().all(|byte| byte.is_ascii_digit()), "{region:?}");
        assert_eq!(region.parent().is_none(), region.level() == RegionLevel::Province, "{region:?}");
        if let (Some(first), Some(last)) = (region.first_year(), region.last_year()) {
            assert!(first <= last, "{region:?}");
        }
        for code in region.successors() {
            let next = Region::by_code(code).unwrap_or_else(|| panic!("{region:?}: no {code}"));
            assert!(next.is_valid_in(region.last_year().unwrap() + 1), "{region:?} {next:?}");
        }
    }
}

#[test]
fn kinds_and_levels() {
    let kinds = [
        ("330000", RegionKind::Province),
        ("330100", RegionKind::SubProvincialCity),
        ("330600", RegionKind::PrefectureCity),
        ("330681", RegionKind::CountyCity),
        ("331127", RegionKind::AutonomousCounty),
        ("310000", RegionKind::Municipality),
        ("650000", RegionKind::AutonomousRegion),
        ("810000", RegionKind::SpecialRegion),
        ("513200", RegionKind::AutonomousPrefecture),
        ("652900", RegionKind::Prefecture),
        ("zone:嘉兴港区", RegionKind::Zone),
    ];
    for (code, kind) in kinds {
        assert_eq!(Region::by_code(code).map(|region| region.kind()), Some(kind), "{code}");
    }
}

#[test]
fn chains_of_names_mean_their_last_place() {
    let chains = [
        ("浙江省绍兴市越城区", Some("330602")),
        ("绍兴市 越城区", Some("330602")),
        ("绍兴越城", Some("330602")),
        ("嘉兴", Some("330400")),
        ("舟山市新城", None),
        ("绍兴市人民政府", None),
        ("越城区绍兴市", None),
        ("", None),
        ("吉林省吉林市", Some("220200")),
        ("吉林", Some("220000")),
        ("四川省阿坝藏族羌族自治州", Some("513200")),
    ];
    for (name, code) in chains {
        assert_eq!(Region::by_name(name).as_ref().map(Region::code), code, "{name}");
    }
}

#[test]
fn regions_are_read_and_written_by_code() {
    let region = Region::by_name("柯桥区").unwrap();
    assert_eq!(serde_json::to_string(&region).unwrap(), "\"330603\"");
    assert_eq!(serde_json::from_str::<Region>("\"330603\"").unwrap(), region);
    let zone: Region = serde_json::from_str("\"zone:某新区\"").unwrap();
    assert_eq!((zone.name(), zone.level()), ("某新区", RegionLevel::Zone));
    let error = serde_json::from_str::<Region>("\"339999\"").unwrap_err();
    assert_eq!(error.to_string(), "no division has the code `339999`");
}

#[test]
fn a_name_means_nothing_in_a_year_without_the_place() {
    let name = |name: &str, year: i32| Region::by_name_in(name, year).map(|region| region.name().to_owned());
    for (short, year, expected) in [
        ("萧山", 2000, Some("萧山市")),
        ("萧山", 2001, Some("萧山区")),
        ("余杭市", 2000, Some("余杭市")),
        ("鄞县", 2001, Some("鄞县")),
        ("鄞县", 2002, None),
        ("金华县", 2000, Some("金华县")),
        ("衢县", 2001, Some("衢县")),
        ("南浔区", 2002, None),
        ("临平区", 2010, None),
        ("下城区", 2022, None),
        ("龙港市", 2018, None),
    ] {
        assert_eq!(name(short, year).as_deref(), expected, "{short} in {year}");
    }
}

#[test]
fn user_places_overlay_the_built_in_ones() {
    let builtin = || RegionRegistry::builtin().clone();
    let registry =
        builtin().with_tsv("# mine\ncode\tname\tplace\tlocal\nzone:越城云谷\t越城云谷\t330602\t云谷\n").unwrap();
    let context = context("绍兴市", "2021").with_regions(&registry).with_year(2021);
    let found = find_regions("云谷新增企业3家", &context);
    assert_eq!(found[0].region().code(), "zone:越城云谷");
    assert!(found[0].region().prefecture().is_some_and(|city| city.code() == "330600"));

    // A `short` name means its zone wherever it stands; a `local` one only in its own city.
    let registry =
        builtin().with_tsv("code\tname\tplace\tshort\tlocal\nzone:云栖茶谷\t云栖茶谷\t330106\t栖谷\t茶谷\n").unwrap();
    let count = |home: Option<&str>| {
        let context = PlaceContext::new().with_regions(&registry).with_home(home.and_then(Region::by_name));
        find_regions("栖谷新增企业3家,茶谷新增企业2家", &context).len()
    };
    assert_eq!((count(None), count(Some("嘉兴市")), count(Some("杭州市"))), (1, 1, 2));

    let error = builtin().with_tsv("code\tname\n12\t某地\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "registry, line 2: a place needs a name and a code of six digits or `zone:` and a name"
    );
    let error = builtin().with_tsv("code\tname\tplace\nzone:甲\t甲\t339999\n").unwrap_err();
    assert_eq!(error.to_string(), "registry, line 2: no place has the code `339999`");
}

/// Spans are in order, disjoint, and slice the text; nothing panics on odd text.
#[test]
fn spans_hold_on_odd_text() {
    let pieces = [
        "绍兴",
        "市",
        "《",
        "》",
        "“",
        "”",
        "南湖",
        "、",
        "\n",
        "\t",
        " ",
        "柯桥区",
        "苏州",
        "工业园区",
        "来绍",
        "绍外",
        "7个",
        "a",
        "（",
        "市委",
        "路",
    ];
    let context = context("绍兴市", "2021");
    for text in common::odd_texts(&pieces, 400, 14) {
        let mut end = 0;
        for place in find_regions(&text, &context) {
            assert!(place.span().start() >= end && place.span().slice(&text).is_some(), "{text}");
            end = place.span().end();
        }
    }
}
