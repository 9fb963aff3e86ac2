//! The interchange format: its schema, and the files that each version has written.

use serde_json::Value;
use std::path::{Path, PathBuf};

use zj_gov_report::{Metric, Period, Report};

use crate::laws;

pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub(crate) fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Holds a value to a schema: the keywords that ours uses, and no others.
pub(crate) fn conform(value: &Value, schema: &Value, root: &Value, place: &str) -> Result<(), String> {
    for (keyword, rule) in schema.as_object().ok_or("a schema is an object")? {
        let holds = match keyword.as_str() {
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix("#/$defs/")).ok_or("a reference")?;
                return conform(value, &root["$defs"][name], root, place);
            }
            "type" => match rule.as_str().unwrap_or_default() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_i64() || value.is_u64(),
                "boolean" => value.is_boolean(),
                other => return Err(format!("no type {other}")),
            },
            "enum" => rule.as_array().is_some_and(|values| values.contains(value)),
            "minimum" => value.as_i64() >= rule.as_i64(),
            "maximum" => value.as_i64() <= rule.as_i64(),
            "required" => {
                let names = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
                names.into_iter().all(|name| value.get(name).is_some())
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    conform(item, rule, root, &format!("{place}[{index}]"))?;
                }
                true
            }
            "properties" => {
                for (name, own) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(name) {
                        conform(own, rule, root, &format!("{place}.{name}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = |name: &String| schema["properties"].get(name).is_some();
                match value.as_object().into_iter().flatten().find(|(name, _)| !known(name)) {
                    Some((name, _)) => return Err(format!("{place}: the schema does not know `{name}`")),
                    None => true,
                }
            }
            "pattern" => {
                // No regular expressions here: what the patterns say is what the crate reads.
                let text = value.as_str().unwrap_or_default();
                match rule.as_str().unwrap_or_default() {
                    pattern if pattern.starts_with("^-?") => text.parse::<rust_decimal::Decimal>().is_ok(),
                    pattern if pattern.starts_with("^(@") => text.parse::<Period>().is_ok(),
                    _ => text.parse::<chrono::NaiveDate>().is_ok(),
                }
            }
            "$schema" | "title" | "description" | "$defs" => true,
            other => return Err(format!("no keyword {other}")),
        };
        if !holds {
            return Err(format!("{place}: {keyword} {rule} does not hold of {value}"));
        }
    }
    Ok(())
}

/// The reports of the samples; every one conforms to the schema and goes round.
fn samples() -> Vec<(String, Report)> {
    let mut samples: Vec<(String, Report)> = std::fs::read_dir(root("examples/data"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, Report::from_bytes(&std::fs::read(&path).unwrap()).unwrap())
        })
        .collect();
    samples.sort_by(|left, right| left.0.cmp(&right.0));
    samples
}

#[test]
fn reports_conform_to_the_schema() {
    let schema = json(&root("schema/report-1.json"));
    let samples = samples();
    assert!(samples.len() >= 5);
    for (name, report) in samples {
        laws::json::identity(&name, &report);
        let value = serde_json::to_value(&report).unwrap();
        conform(&value, &schema, &schema, &name).unwrap_or_else(|fault| panic!("{fault}"));
    }
}

/// The fixtures have what the samples lack: tables that are no tasks, broken numbers, pages.
#[test]
fn fixtures_conform_to_the_schema() {
    let schema = json(&root("schema/report-1.json"));
    let mut read = 0;
    for folder in ["text", "html"] {
        for file in std::fs::read_dir(root("tests/fixtures").join(folder)).unwrap() {
            let path = file.unwrap().path();
            // Without feature `html` a page is refused.
            let Ok(report) = Report::from_bytes(&std::fs::read(&path).unwrap()) else { continue };
            let value = serde_json::to_value(&report).unwrap();
            conform(&value, &schema, &schema, &path.display().to_string()).unwrap_or_else(|fault| panic!("{fault}"));
            read += 1;
        }
    }
    assert!(read >= 30, "{read} files");
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let schema = json(&root("schema/report-1.json"));
    for (text, fault) in [
        (r#"{"tasks":[],"diagnostics":[],"format":2}"#, "$.format: maximum"),
        (r#"{"tasks":[]}"#, "$: required"),
        (r#"{"tasks":[{"metrics":[{"start":0}]}],"diagnostics":[]}"#, "$.tasks[0].metrics[0]: required"),
        (r#"{"tasks":[],"diagnostics":[],"period":"2021"}"#, "$.period: pattern"),
        (r#"{"tasks":[],"diagnostics":[],"more":1}"#, "$: the schema does not know `more`"),
    ] {
        let error = conform(&serde_json::from_str(text).unwrap(), &schema, &schema, "$").unwrap_err();
        assert!(error.starts_with(fault), "{error}");
    }
}

/// What each version wrote is read, and nothing of it is lost. `BLESS=1` writes the files of this version, once.
#[test]
fn files_of_old_versions_are_read() {
    let golden = root("tests/data/trust/golden");
    let own = golden.join(env!("CARGO_PKG_VERSION"));
    if std::env::var_os("BLESS").is_some() && !own.exists() {
        std::fs::create_dir_all(&own).unwrap();
        for (name, report) in samples() {
            let text = serde_json::to_string_pretty(&report).unwrap();
            std::fs::write(own.join(format!("{name}.json")), text + "\n").unwrap();
        }
    }
    let schema = json(&root("schema/report-1.json"));
    let mut files = 0;
    for version in std::fs::read_dir(&golden).unwrap() {
        for file in std::fs::read_dir(version.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let written = json(&path);
            let fault = conform(&written, &schema, &schema, &path.display().to_string());
            fault.unwrap_or_else(|fault| panic!("{fault}"));
            let report: Report =
                serde_json::from_value(written.clone()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            keeps(&written, &serde_json::to_value(&report).unwrap(), &path.display().to_string());
            files += 1;
        }
    }
    assert!(files >= 5, "{files} files");
}

/// Every key of the old value is in the new one, with the same value; the new one may have more.
#[track_caller]
fn keeps(old: &Value, new: &Value, place: &str) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old {
                let Some(again) = new.get(name) else { panic!("{place}: `{name}` is lost") };
                keeps(value, again, &format!("{place}.{name}"));
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                keeps(old, new, &format!("{place}[{index}]"));
            }
        }
        _ => assert_eq!(old, new, "{place}"),
    }
}

#[test]
fn a_metric_reads_with_its_defaults() {
    let metric: Metric = serde_json::from_str(r#"{"start":0,"end":2,"value":"5"}"#).unwrap();
    assert_eq!((metric.value(), metric.indicator().as_str(), metric.unit().as_str()), (5.into(), "", ""));
}

/// Decimals are text in our format, whatever the program does with its own: it reads those from numbers too.
#[test]
fn decimals_of_a_program_are_left_alone() {
    assert!(serde_json::from_str::<Metric>(r#"{"start":0,"end":2,"value":5.5}"#).is_err());
    let own: zj_gov_report::rust_decimal::Decimal = serde_json::from_str("5.5").unwrap();
    assert_eq!(own, "5.5".parse().unwrap());
}
