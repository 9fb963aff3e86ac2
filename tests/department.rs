//! Offices: their names in running text and in responsibility cells.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by a panic")]

mod common;

use std::path::Path;
use zj_gov_report::department::{
    AssignmentRole, Department, DepartmentKind, DepartmentLevel, DepartmentRegistry, find_departments,
    parse_responsible,
};
use zj_gov_report::region::{PlaceContext, Region};

fn context(home: &str, year: &str) -> PlaceContext<'static> {
    let home = Region::by_name(home).unwrap_or_else(|| panic!("no place `{home}`"));
    PlaceContext::new().with_home(home).with_year(year.parse::<i32>().ok())
}

fn mentions(text: &str, context: &PlaceContext<'_>) -> String {
    let found = find_departments(text, context);
    let show = |office: &zj_gov_report::department::DepartmentMention| {
        let words: String = office.span().slice(text).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
        format!("{words}={}/{}", office.department().name(), office.department().kind().as_str())
    };
    found.iter().map(show).collect::<Vec<_>>().join("; ")
}

fn units(text: &str, context: &PlaceContext<'_>) -> String {
    let units = parse_responsible(text, context);
    let show = |unit: &zj_gov_report::department::ResponsibleUnit| {
        let squashed: String = unit.span().slice(text).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(unit.text(), squashed);
        let office = unit.department();
        format!("{}={}/{}/{}", unit.text(), office.name(), office.kind().as_str(), unit.role().as_str())
    };
    units.iter().map(show).collect::<Vec<_>>().join("; ")
}

#[test]
fn mentions_in_text() {
    common::run("department/mentions.tsv", |case| {
        let (text, context) = (case.get("text"), context(&case.get("home"), &case.get("year")));
        let found = mentions(&text, &context);
        if found == case.get("expected") { Ok(()) } else { Err(format!("{text}: {found}")) }
    });
}

#[test]
fn mentions_in_padded_text() {
    common::run("department/mentions.tsv", |case| {
        let (text, context) = (case.get("text"), context(&case.get("home"), &case.get("year")));
        let padded = format!("据了解,{text},取得成效。");
        let (bare, inside) = (mentions(&text, &context), mentions(&padded, &context));
        if bare == inside { Ok(()) } else { Err(format!("{padded}: {inside}")) }
    });
}

#[test]
fn mentions_with_blanks_inside() {
    common::run("department/mentions.tsv", |case| {
        let (text, context) = (case.get("text"), context(&case.get("home"), &case.get("year")));
        let spaced = common::spaced(&text);
        let found = mentions(&spaced, &context);
        if found == case.get("expected") { Ok(()) } else { Err(format!("{spaced}: {found}")) }
    });
}

#[test]
fn units_in_cells() {
    common::run("department/cells.tsv", |case| {
        let (text, context) = (case.get("text"), context(&case.get("home"), &case.get("year")));
        let read = units(&text, &context);
        if read == case.get("expected") { Ok(()) } else { Err(format!("{text:?}: {read}")) }
    });
}

/// The responsible units of the sample tables, where they are at hand: at least 95 % of the certain ones get their
/// official name and kind.
#[test]
fn units_of_the_sample_tables() {
    let path = Path::new("../shared/gold/dev_departments.tsv");
    let Ok(table) = std::fs::read_to_string(path) else { return };
    let (mut sure, mut right) = (0, 0);
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let context = context(fields[0], "2021");
        let units = parse_responsible(fields[1], &context);
        let read: Vec<_> = units
            .iter()
            .map(|unit| (unit.text(), unit.department().name(), unit.department().kind().as_str()))
            .collect();
        let good = read == [(fields[1], fields[2], fields[3])];
        if !good {
            println!("{line}\n    got {read:?}");
        }
        sure += usize::from(fields[5] == "Y");
        right += usize::from(fields[5] == "Y" && good);
    }
    println!("{right} of {sure}");
    assert!(right * 100 >= sure * 95, "{right} of {sure}");
}

/// Every form of the built-in table means an office of some level in some year.
#[test]
fn forms_of_the_registry_are_read() {
    let table = include_str!("../src/registry/data/departments.tsv");
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    let homes =
        ["浙江省", "杭州市", "宁波市", "绍兴市", "嘉兴市", "温州市", "诸暨市", "新昌县", "柯桥区", "衢州市", "湖州市"];
    for row in rows {
        let fields: Vec<&str> = row.split('\t').collect();
        assert!((3..=7).contains(&fields.len()), "{row}");
        let kind = fields[2];
        for form in fields[0].split('|') {
            let named = homes.iter().any(|home| {
                [2008, 2012, 2017, 2021, 2024].iter().any(|year| {
                    let context = PlaceContext::new().with_home(Region::by_name(home)).with_year(*year);
                    let place = context.home().unwrap().name();
                    let name = if fields[1].starts_with('=') {
                        form.to_owned()
                    } else if form.contains("{}") {
                        form.replace("{}", place)
                    } else {
                        format!("{place}{form}")
                    };
                    Department::by_name(&name, &context).is_some_and(|office| office.kind().as_str() == kind)
                })
            });
            assert!(named, "{form} in {row}");
        }
    }
}

#[test]
fn an_office_knows_its_place_level_and_short_name() {
    let context = context("绍兴市", "2021");
    let office = Department::by_name("市发改委", &context).unwrap();
    assert_eq!(office.level(), Some(DepartmentLevel::Prefecture));
    assert_eq!(office.region().unwrap().code(), "330600");
    assert_eq!(office.short_name(), "市发改委");
    assert!(office.is_known());
    let office = Department::by_name("新昌县委组织部", &context).unwrap();
    assert_eq!((office.kind(), office.level()), (DepartmentKind::Party, Some(DepartmentLevel::County)));
    assert_eq!(office.short_name(), "县委组织部");
    let office = Department::by_name("水利部", &context).unwrap();
    assert_eq!((office.level(), office.region()), (Some(DepartmentLevel::National), None));
    assert_eq!(Department::by_name("市发改委处室", &context), None);
}

#[test]
fn offices_are_read_and_written_as_json() {
    let context = context("绍兴市", "2021");
    let office = Department::by_name("市教育局", &context).unwrap();
    let json = serde_json::to_string(&office).unwrap();
    assert_eq!(
        json,
        r#"{"name":"绍兴市教育局","kind":"department","level":"prefecture","region":"330600","short":"市教育局"}"#
    );
    assert_eq!(serde_json::from_str::<Department>(&json).unwrap(), office);
}

#[test]
fn user_offices_overlay_the_built_in_ones() {
    let builtin = || DepartmentRegistry::builtin().clone();
    let registry =
        builtin().with_tsv("forms\tname\tkind\tonly\n共富办\t共同富裕示范建设办公室\tdepartment\t330600\n").unwrap();
    let shaoxing = context("绍兴市", "2022");
    let units = registry.parse_responsible("市共富办", &shaoxing);
    assert_eq!(units[0].department().name(), "绍兴市共同富裕示范建设办公室");
    let found = registry.find("市共富办督查", &context("宁波市", "2022"));
    assert!(found.iter().all(|office| !office.department().is_known()));
    let error = builtin().with_tsv("forms\tname\tkind\n某办\t某办公室\t机关\n").unwrap_err();
    assert_eq!(error.to_string(), "registry, line 2: no kind of office is named `机关`");
}

#[test]
fn roles_have_stable_names() {
    assert_eq!(
        serde_json::to_string(&[AssignmentRole::Lead, AssignmentRole::Responsible, AssignmentRole::Supporting])
            .unwrap(),
        r#"["lead","responsible","supporting"]"#
    );
}

/// Spans are in order, disjoint, and slice the text; nothing panics on odd text.
#[test]
fn spans_hold_on_odd_text() {
    let pieces = [
        "市",
        "发改委",
        "绍兴市",
        "(",
        ")",
        "《",
        "》",
        "、",
        "\n",
        " ",
        "各县",
        "区",
        "政府",
        "团",
        "委",
        "人行",
        "中心支行",
        "牵头单位",
        ":",
        "★",
        "牵头",
        "分局",
        "柯桥",
        "局",
        "x",
        "(牵头)",
        "等",
        "管委会",
        "滨海新区",
    ];
    let context = context("绍兴市", "2021");
    for text in common::odd_texts(&pieces, 600, 12) {
        let mut end = 0;
        for office in find_departments(&text, &context) {
            assert!(office.span().start() >= end && office.span().slice(&text).is_some(), "{text}");
            end = office.span().end();
        }
        end = 0;
        for unit in parse_responsible(&text, &context) {
            assert!(unit.span().start() >= end && unit.span().slice(&text).is_some(), "{text}");
            end = unit.span().end();
        }
    }
}
