//! [`schemars::JsonSchema`] for the types of the interchange format.
//!
//! `schema/report-1.json` is the truth: each type takes its definition out of it, and so says what the published file
//! says. The tests hold the file to what is written and read (`tests/trust/schema.rs`).

use once_cell::sync::Lazy;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};
use std::borrow::Cow;

use crate::department::{DepartmentKind, DepartmentLevel};
use crate::document::{Cell, ColumnRole, Metadata, MetadataEntry, Table};
use crate::metric::{Basis, Bound, Direction, Measure, Metric, Modality};
use crate::number::Hedge;
use crate::{
    Assignment, AssignmentRole, Code, Diagnostic, Indicator, Note, Passage, Period, Progress, ProgressItem, Region,
    Report, Severity, Span, Status, StatusKind, Task, Unit,
};

/// The file; empty where it is none, which a test rules out.
static FILE: Lazy<Map<String, Value>> =
    Lazy::new(|| serde_json::from_str(include_str!("../schema/report-1.json")).unwrap_or_default());

const DEFINITIONS: &str = "#/$defs/";

/// Each type with the name of its definition.
macro_rules! defined {
    ($($type:ty = $name:literal),+ $(,)?) => {
        $(
            impl JsonSchema for $type {
                fn schema_name() -> Cow<'static, str> {
                    $name.into()
                }

                fn schema_id() -> Cow<'static, str> {
                    concat!("zj_gov_report::", $name).into()
                }

                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    let known = FILE.get("$defs").and_then(|known| known.get($name));
                    linked(known.cloned().unwrap_or_default(), generator)
                }
            }
        )+

        /// The schema of the definition `name`, as the generator refers to it.
        fn refer(name: &str, generator: &mut SchemaGenerator) -> Option<Schema> {
            match name {
                $($name => Some(generator.subschema_for::<$type>()),)+
                _ => None,
            }
        }
    };
}

/// A count, or a byte of the source.
struct Index;
/// An exact decimal, as a string.
struct Exact;
/// A day.
struct Day;

defined! {
    Index = "index",
    Exact = "decimal",
    Day = "date",
    Assignment = "assignment",
    AssignmentRole = "assignment_role",
    Basis = "basis",
    Bound = "bound",
    Cell = "cell",
    Code = "code",
    ColumnRole = "role",
    DepartmentKind = "department_kind",
    DepartmentLevel = "department_level",
    Diagnostic = "diagnostic",
    Direction = "direction",
    Hedge = "hedge",
    Indicator = "indicator",
    Measure = "measure",
    Metadata = "metadata",
    MetadataEntry = "entry",
    Metric = "metric",
    Modality = "modality",
    Note = "note",
    Passage = "passage",
    Period = "period",
    Progress = "progress",
    ProgressItem = "item",
    Region = "region",
    Severity = "severity",
    Span = "span",
    Status = "status",
    StatusKind = "status_kind",
    Table = "table",
    Task = "task",
    Unit = "unit",
}

/// The root of the file.
impl JsonSchema for Report {
    fn schema_name() -> Cow<'static, str> {
        "report".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "zj_gov_report::report".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut root = FILE.clone();
        root.remove("$schema");
        root.remove("$defs");
        linked(Value::Object(root), generator)
    }
}

/// The schema with its references made those of the generator, which may keep definitions elsewhere.
fn linked(mut schema: Value, generator: &mut SchemaGenerator) -> Schema {
    link(&mut schema, generator);
    Schema::try_from(schema).unwrap_or_default()
}

/// The file is a few levels deep.
fn link(schema: &mut Value, generator: &mut SchemaGenerator) {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|place| place.strip_prefix(DEFINITIONS));
    match (name.and_then(|name| refer(name, generator)), schema) {
        (Some(reference), schema) => *schema = reference.to_value(),
        (None, Value::Object(rules)) => rules.values_mut().for_each(|rule| link(rule, generator)),
        (None, Value::Array(rules)) => rules.iter_mut().for_each(|rule| link(rule, generator)),
        (None, _) => {}
    }
}
