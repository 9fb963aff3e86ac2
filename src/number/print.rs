//! Display and the interchange format. Both read back to an equal number.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

use super::{Hedge, Number};

impl fmt::Display for Number {
    /// The value in Arabic digits, a range with a dash, the hedge as a word: `22000000余`, `5-10`, `数100`.
    ///
    /// ```
    /// use zj_gov_report::Number;
    ///
    /// let number: Number = "2200余万".parse()?;
    /// assert_eq!(number.to_string(), "22000000余");
    /// assert_eq!("10至20亿".parse::<Number>()?.to_string(), "1000000000-2000000000");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.hedge == Some(Hedge::Several) {
            f.write_str("数")?;
        }
        write!(f, "{}", self.value)?;
        if let Some(max) = self.max {
            let dash = if self.value.is_sign_negative() { "至" } else { "-" };
            write!(f, "{dash}{max}")?;
        }
        match self.hedge {
            Some(Hedge::Over) => f.write_str("余"),
            Some(Hedge::About) => f.write_str("来"),
            _ => Ok(()),
        }
    }
}

/// A number in the interchange format: `{"value":"5","value_max":"10","hedge":"over"}`, absent keys being absent. How it
/// was written is not part of it; the text and its span say that.
#[derive(Serialize, Deserialize)]
struct Interchange {
    value: Decimal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value_max: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hedge: Option<Hedge>,
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Interchange { value: self.value, value_max: self.max, hedge: self.hedge }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Interchange { mut value, value_max, hedge } = Interchange::deserialize(deserializer)?;
        if value.is_zero() {
            // `-0` is 0.
            value.set_sign_positive(true);
        }
        let number = match value_max {
            None => Self::new(value),
            Some(max) => Self::range(value, max).map_err(serde::de::Error::custom)?,
        };
        Ok(number.with_hedge(hedge))
    }
}
