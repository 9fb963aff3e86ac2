//! The indicator registry: tables of noun phrases and sentences, invariants of the built-in data, user tables.

use std::collections::HashMap;
use zj_gov_report::indicator::{Better, IndicatorKind};
use zj_gov_report::{ErrorKind, Indicator, Indicators};

const FIND: &str = include_str!("data/indicator/find.tsv");
const MENTIONS: &str = include_str!("data/indicator/mentions.tsv");

/// The rows of a table: line number and fields, padded to `columns`.
fn rows(table: &'static str, columns: usize) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines.skip(1).map(move |(index, line)| {
        let mut fields: Vec<_> = line.split('\t').collect();
        fields.resize(columns, "");
        (index + 1, fields)
    })
}

#[track_caller]
fn finds(phrase: &str, id: &str, place: &str) {
    let found = Indicators::builtin().find(phrase).map(Indicator::id);
    assert_eq!(found, Some(id).filter(|id| !id.is_empty()), "{place}: {phrase:?}");
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c })
        .collect()
}

#[test]
fn noun_phrases_find_their_indicators() {
    let mut count = 0;
    for (line, fields) in rows(FIND, 3) {
        let (phrase, id) = (fields[0], fields[1]);
        let place = format!("tests/data/indicator/find.tsv:{line}");
        finds(phrase, id, &place);
        finds(&format!(" \u{3000}{phrase}\n"), id, &place);
        finds(&full_width(phrase), id, &place);
        let spaced: String = phrase.chars().flat_map(|c| [c, ' ']).collect();
        finds(&spaced, id, &place);
        count += 1;
    }
    assert!(count >= 120, "{count} rows");
}

#[test]
fn sentences_give_their_names() {
    for (line, fields) in rows(MENTIONS, 4) {
        let split = |field: &'static str| field.split('|').filter(|item| !item.is_empty()).collect::<Vec<_>>();
        let found: Vec<_> = Indicators::builtin().mentions(fields[0]).collect();
        let place = format!("tests/data/indicator/mentions.tsv:{line}");
        assert_eq!(found.iter().map(|found| found.text()).collect::<Vec<_>>(), split(fields[1]), "{place}");
        assert_eq!(found.iter().map(|found| found.value().id()).collect::<Vec<_>>(), split(fields[2]), "{place}");
        for found in &found {
            assert_eq!(found.span().slice(fields[0]), Some(found.text()), "{place}");
        }
    }
}

#[test]
fn every_name_is_unique_and_finds_its_own_indicator() {
    let indicators = Indicators::builtin();
    let (mut ids, mut names) = (HashMap::new(), HashMap::new());
    for indicator in indicators {
        assert_eq!(ids.insert(indicator.id(), indicator.name()), None, "{indicator:?}");
        assert_eq!(indicators.get(indicator.id()), Some(indicator));
        for name in std::iter::once(indicator.name()).chain(indicator.aliases()) {
            assert_eq!(names.insert(name.to_ascii_uppercase(), indicator), None, "{name}: twice");
            assert_eq!(indicators.find(name), Some(indicator), "{name}");
            assert_eq!(indicators.find(&name.to_ascii_lowercase()), Some(indicator), "{name}");
            assert_eq!(indicators.find(&format!("全市{name}")), Some(indicator), "{name}");
        }
    }
    assert!(ids.len() >= 150, "{} indicators", ids.len());
}

#[test]
fn no_name_is_shadowed_by_a_prefix_of_another_reading() {
    // A name with 增速 after it is still the same indicator: no suffix makes another name out of it.
    let indicators = Indicators::builtin();
    for indicator in indicators {
        let phrase = format!("{}增速", indicator.name());
        assert_eq!(indicators.find(&phrase), Some(indicator), "{phrase}");
    }
}

#[test]
fn a_user_table_adds_replaces_and_takes_over() {
    let own = "# own figures\nid\tname\taliases\tunit\tkind\tbetter\n\
               gdp\t\t本地经济总盘子\n\
               night-market-sales\t“夜市”销售额\t夜间零售|社零\t元\tflow\tup\n\
               cpi\t\t\t\t\tdown\n";
    let indicators = Indicators::builtin().with_tsv(own).unwrap();
    let id = |phrase| indicators.find(phrase).map(Indicator::id);
    assert_eq!(id("本地经济总盘子"), Some("gdp"));
    assert_eq!(id("GDP"), Some("gdp"));
    assert_eq!(indicators.get("gdp").unwrap().name(), "地区生产总值");
    assert_eq!(id("夜市销售额增速"), Some("night-market-sales"));
    assert_eq!(id("社零"), Some("night-market-sales"), "the user's table wins");
    assert_eq!(indicators.get("cpi").unwrap().better(), Some(Better::Down));
    assert_eq!(indicators.get("cpi").unwrap().kind(), Some(IndicatorKind::Index));
    assert_eq!(indicators.iter().count(), Indicators::builtin().iter().count() + 1);
    assert_eq!(Indicators::builtin().find("夜市销售额"), None, "the built-in registry stays");
}

#[test]
fn faulty_tables_are_refused_with_their_line() {
    for (table, message) in [
        ("name\n甲\n", "registry, line 1: no column `id`"),
        ("", "registry, line 1: no header"),
        ("id\tname\nA1\t甲\n", "registry, line 2: `A1` is no id: expected lower-case letters, digits and hyphens"),
        ("id\tname\n\t甲\n", "registry, line 2: `` is no id: expected lower-case letters, digits and hyphens"),
        ("id\tname\na\t甲\na\t乙\n", "registry, line 3: id `a` twice"),
        ("id\tname\na\t甲\nb\t甲\n", "registry, line 3: name `甲` twice"),
        ("id\tname\taliases\na\t甲\tXYZ|xyz\n", "registry, line 2: name `xyz` twice"),
        ("id\tname\nnew\n", "registry, line 2: a new indicator without a name"),
        ("id\tname\tbetter\na\t甲\thigh\n", "registry, line 2: unknown word `high`: expected up or down"),
        ("id\tname\na\t甲\t元\n", "registry, line 2: 3 fields under 2 columns"),
    ] {
        let error = Indicators::builtin().with_tsv(table).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Registry, message));
    }
}

#[test]
fn serde_writes_the_id_and_keeps_an_unknown_one() {
    for indicator in Indicators::builtin() {
        let json = serde_json::to_string(indicator).unwrap();
        assert_eq!(json, format!("\"{}\"", indicator.id()));
        let back: Indicator = serde_json::from_str(&json).unwrap();
        assert_eq!((back.name(), back.unit()), (indicator.name(), indicator.unit()));
    }
    let unknown: Indicator = serde_json::from_str("\"of-tomorrow\"").unwrap();
    assert_eq!(
        (unknown.id(), unknown.name(), unknown.unit(), unknown.kind()),
        ("of-tomorrow", "of-tomorrow", None, None)
    );
    assert_eq!(serde_json::to_string(&unknown).unwrap(), "\"of-tomorrow\"");
}

#[test]
fn odd_input_finds_nothing_and_does_not_panic() {
    let long = "全市".repeat(4000);
    let digits = "1-".repeat(100);
    for text in
        ["", " ", "“”", "(", "（现价", "\u{301}GDP", "😀", "前", "年", "1-6", "、、", long.as_str(), digits.as_str()]
    {
        assert_eq!(Indicators::builtin().find(text), None, "{text:?}");
        assert_eq!(Indicators::builtin().mentions(text).filter(|found| found.text() != "GDP").count(), 0, "{text:?}");
    }
    let phrase = format!("{}GDP", "全市".repeat(39));
    assert_eq!(Indicators::builtin().find(&phrase).map(Indicator::id), Some("gdp"));
}

#[test]
fn handles_are_small_and_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Indicator>();
    shared::<Indicators>();
    assert_eq!(size_of::<Option<Indicator>>(), size_of::<usize>());
}
