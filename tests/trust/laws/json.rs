//! The interchange format.

use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use zj_gov_report::department::Department;
use zj_gov_report::document::Document;
use zj_gov_report::{Diagnostic, Metric, Number, Period, Quantity, Region, Report, Task};

use super::{deny, same};

/// Model → JSON → model is the identity, and so is the JSON.
#[track_caller]
pub fn identity<T: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str, value: &T) {
    let json = written(text, value);
    match serde_json::from_str::<T>(&json) {
        Err(error) => deny("its own JSON is read", text, (&json, error)),
        Ok(again) => {
            same("model, JSON, model", text, value, &again);
            same("JSON, model, JSON", text, &json, &written(text, &again));
        }
    }
}

#[track_caller]
fn written<T: Serialize + Debug>(text: &str, value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| deny("every value has a JSON form", text, (value, error)))
}

/// Whatever JSON is read as a value of the model goes round.
pub fn any(json: &str) {
    read::<Number>(json);
    read::<Quantity>(json);
    read::<Period>(json);
    read::<Region>(json);
    read::<Department>(json);
    read::<Metric>(json);
    read::<Diagnostic>(json);
    read::<Task>(json);
    read::<Report>(json);
    read::<Document>(json);
    read::<zj_gov_report::scorecard::Assessment>(json);
    if let Ok(document) = serde_json::from_str::<Document>(json) {
        // Whatever its places are, it is read.
        identity(json, &Report::from_document(document));
    }
}

#[track_caller]
fn read<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str) {
    if let Ok(value) = serde_json::from_str::<T>(json) {
        identity(json, &value);
    }
}
