//! The schema of the interchange format says what the types write and read: no key more, no key less, the same words.

use serde::de::value::Error as Stop;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde_json::{Map, Value, json};
use std::cell::Cell as Slot;
use std::collections::BTreeSet;

use zj_gov_report::department::{Department, DepartmentKind, DepartmentLevel};
use zj_gov_report::document::{Cell, ColumnRole, Metadata, Table};
use zj_gov_report::number::Hedge;
use zj_gov_report::{
    AssignmentRole, Basis, Bound, Code, Direction, Measure, Metric, Modality, Progress, Report, Severity, Span,
    StatusKind, Task,
};

use crate::interchange::{conform, json as read, root};

fn file() -> Value {
    read(&root("schema/report-1.json"))
}

/// Asks a type which fields it reads, and gives it none.
struct Asked<'f>(&'f Slot<Option<&'static [&'static str]>>);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Stop;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
        Err(Stop::custom("no struct"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Stop> {
        self.0.set(Some(fields));
        Err(Stop::custom("asked"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The keys that a type reads.
fn fields<T: for<'de> Deserialize<'de>>() -> BTreeSet<String> {
    let slot = Slot::new(None);
    assert!(T::deserialize(Asked(&slot)).is_err());
    slot.get().expect("a struct without flattened fields").iter().map(|&field| field.to_owned()).collect()
}

fn keys(schema: &Value) -> BTreeSet<String> {
    schema["properties"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_keys_are_those_of_the_types() {
    let file = file();
    assert_eq!(keys(&file), fields::<Report>());
    let definition = |name: &str| keys(&file["$defs"][name]);
    assert_eq!(definition("task"), fields::<Task>());
    assert_eq!(definition("progress"), fields::<Progress>());
    assert_eq!(definition("metric"), fields::<Metric>());
    assert_eq!(definition("metadata"), fields::<Metadata>());
    assert_eq!(definition("table"), fields::<Table>());
    assert_eq!(definition("cell"), fields::<Cell>());
    assert_eq!(definition("span"), fields::<Span>());
    // Of an assignment those of the office lie between its own.
    let own = ["text", "role", "start", "end"].map(str::to_owned);
    assert_eq!(definition("assignment"), fields::<Department>().into_iter().chain(own).collect());
}

/// The words of a closed set, as serde names them in its error.
fn words<T: for<'de> Deserialize<'de>>() -> Vec<String> {
    let error = serde_json::from_str::<T>("\"?\"").err().expect("no set has the word ?").to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_words_are_those_of_the_types() {
    let file = file();
    let listed = [
        ("assignment_role", words::<AssignmentRole>()),
        ("basis", words::<Basis>()),
        ("bound", words::<Bound>()),
        ("code", words::<Code>()),
        ("department_kind", words::<DepartmentKind>()),
        ("department_level", words::<DepartmentLevel>()),
        ("direction", words::<Direction>()),
        ("hedge", words::<Hedge>()),
        ("measure", words::<Measure>()),
        ("modality", words::<Modality>()),
        ("role", words::<ColumnRole>()),
        ("severity", words::<Severity>()),
        ("status_kind", words::<StatusKind>()),
    ];
    let sets = file["$defs"].as_object().unwrap().values().filter(|schema| schema.get("enum").is_some()).count();
    assert_eq!(sets, listed.len(), "a closed set is not compared");
    for (name, words) in listed {
        let known = file["$defs"][name]["enum"].as_array().cloned().unwrap_or_default();
        assert_eq!(known, words, "{name}");
    }
}

/// A value that has every key that a schema knows.
fn full(schema: &Value, root: &Value, key: &str) -> Value {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let name = name.strip_prefix("#/$defs/").unwrap();
        return match (name, key) {
            ("index", "start") => json!(3),
            ("index", "end") => json!(9),
            ("index", _) => json!(2),
            ("decimal", "value_max") => json!("2.5"),
            ("decimal", _) => json!("1.5"),
            ("date", _) => json!("2021-06-30"),
            ("period", _) => json!("@2021-06-30"),
            ("region", _) => json!("330500"),
            ("indicator", _) => json!("gdp"),
            _ => full(&root["$defs"][name], root, key),
        };
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        // The last word is never the default one.
        return words.last().unwrap().clone();
    }
    match schema["type"].as_str().unwrap() {
        "object" => {
            let properties = schema["properties"].as_object().unwrap().iter();
            Value::Object(properties.map(|(key, rule)| (key.clone(), full(rule, root, key))).collect::<Map<_, _>>())
        }
        "array" => json!([full(&schema["items"], root, key)]),
        "integer" => json!(if key == "format" { 1 } else { 2021 }),
        "boolean" => json!(true),
        _ => json!("字"),
    }
}

#[test]
fn every_key_goes_round() {
    let file = file();
    let value = full(&file, &file, "");
    conform(&value, &file, &file, "$").unwrap();
    let report: Report = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&report).unwrap(), value);
}

#[cfg(feature = "schemars")]
mod derived {
    use super::*;
    use schemars::generate::SchemaSettings;
    use schemars::schema_for;

    /// `BLESS=1` writes the file in the order of the generator.
    #[test]
    fn the_file_is_the_schema_of_the_type() {
        let schema = serde_json::to_string_pretty(&schema_for!(Report)).unwrap() + "\n";
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(root("schema/report-1.json"), &schema).unwrap();
        }
        let written = std::fs::read_to_string(root("schema/report-1.json")).unwrap();
        assert!(schema == written, "schema/report-1.json is not what `cargo run --example schema` prints:\n{schema}");
    }

    #[test]
    fn a_part_has_what_it_refers_to() {
        let schema = schema_for!(Metric).to_value();
        assert_eq!(schema["properties"]["period"]["$ref"], "#/$defs/period");
        let metric: Metric = "计划高新技术企业300家以上".parse().unwrap();
        conform(&serde_json::to_value(&metric).unwrap(), &schema, &schema, "$").unwrap();
        let wrong =
            json!({"start": 0, "end": 1, "text": "", "value": 5, "unit": "", "indicator": "", "modality": "actual"});
        assert!(conform(&wrong, &schema, &schema, "$").unwrap_err().starts_with("$.value:"));
    }

    #[test]
    fn other_drafts_keep_definitions_elsewhere() {
        let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Report>().to_value();
        assert_eq!(schema["properties"]["tasks"]["items"]["$ref"], "#/definitions/task");
        assert_eq!(schema["definitions"]["metric"]["properties"]["value"]["$ref"], "#/definitions/decimal");
    }

    #[test]
    fn a_type_of_ones_own_can_hold_the_model() {
        #[derive(schemars::JsonSchema)]
        struct Stored {
            #[expect(dead_code, reason = "only the schema is asked for")]
            tasks: Vec<Task>,
        }
        let schema = schema_for!(Stored).to_value();
        assert_eq!(schema["properties"]["tasks"]["items"]["$ref"], "#/$defs/task");
        assert_eq!(schema["$defs"]["measure"]["enum"][0], "level");
    }
}
