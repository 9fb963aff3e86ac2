//! The version of the interchange format.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The version of the interchange format that this crate writes; [`Report`](super::Report) writes it under `format`.
///
/// A version only gains keys, and keys that are not known are passed over. What changes the meaning of a key that is there
/// is a new version, which older crates refuse. Without the key it is version 1. Its JSON Schema is `schema/report-1.json`
/// in the repository.
///
/// ```
/// use zj_gov_report::{Report, report::FORMAT};
///
/// assert!(serde_json::from_str::<Report>(r#"{"format":1,"tasks":[]}"#).is_ok());
/// let error = serde_json::from_str::<Report>(r#"{"format":9,"tasks":[]}"#).unwrap_err();
/// assert!(error.to_string().starts_with(&format!("format 9 is newer than {FORMAT}")));
/// ```
pub const FORMAT: u32 = 1;

/// Stands for the version in a report; nothing but this one is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(FORMAT)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            0 => Err(D::Error::custom("there is no format 0")),
            1..=FORMAT => Ok(Self),
            newer => Err(D::Error::custom(format_args!("format {newer} is newer than {FORMAT}"))),
        }
    }
}
