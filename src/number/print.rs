//! Display and the interchange format. Both read back to an equal number.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

use super::vocabulary::{Numeral, numeral, skip_gap};
use super::{Hedge, Number};

impl fmt::Display for Number {
    /// The value in Arabic digits without zeros at the end of its decimals, a range with a dash, the hedge as a word:
    /// `22000000余`, `5-10`, `数100`.
    ///
    /// ```
    /// use zj_gov_report::Number;
    ///
    /// let number: Number = "2200余万".parse()?;
    /// assert_eq!(number.to_string(), "22000000余");
    /// assert_eq!("一又二分之一".parse::<Number>()?.to_string(), "1.5");
    /// assert_eq!("10至20亿".parse::<Number>()?.to_string(), "1000000000-2000000000");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.hedge == Some(Hedge::Several) {
            f.write_str("数")?;
        }
        write!(f, "{}", self.value.normalize())?;
        if let Some(max) = self.max {
            let dash = if self.value.is_sign_negative() { "至" } else { "-" };
            write!(f, "{dash}{}", max.normalize())?;
        }
        match self.hedge {
            Some(Hedge::Over) => f.write_str("余"),
            Some(Hedge::About) => f.write_str("来"),
            _ => Ok(()),
        }
    }
}

/// What [`Display`](fmt::Display) prints with a hedge behind it, which no report writes behind every number: `5余`, `12.5来`.
/// The number, and the byte after it; before 万 and 亿 the grammar of numbers has it.
///
/// ```text
/// printed = decimal [ ( "-" | "至" ) decimal ] ( "余" | "来" )
/// ```
pub(super) fn printed(text: &str) -> Option<(Number, usize)> {
    let (value, rest) = decimal(text)?;
    let second = rest.strip_prefix(['-', '至']).map(decimal);
    let (max, rest) = match second {
        Some(second) => second.map(|(max, rest)| (Some(max), rest))?,
        None => (None, rest),
    };
    let mut chars = rest.chars();
    let hedge = match chars.next()? {
        '余' => Hedge::Over,
        '来' => Hedge::About,
        _ => return None,
    };
    let rest = chars.as_str();
    if skip_gap(rest).starts_with(|c| matches!(numeral(c), Some(Numeral::Great(_)))) {
        return None;
    }
    let number = match max {
        Some(max) => Number::range(value, max).ok()?,
        None => Number::new(value),
    };
    Some((number.with_hedge(Some(hedge)), text.len().saturating_sub(rest.len())))
}

/// `decimal = [ "-" ] digits [ "." digits ]`, and what lies behind it.
fn decimal(text: &str) -> Option<(Decimal, &str)> {
    let body = text.strip_prefix('-').unwrap_or(text);
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let written = text.get(..text.len().saturating_sub(rest.len()))?;
    // No decimal is longer.
    if written.len() > 32 { None } else { Some((Decimal::from_str_exact(written).ok()?, rest)) }
}

/// A number in the interchange format: `{"value":"5","value_max":"10","hedge":"over"}`, absent keys being absent. How it
/// was written is not part of it; the text and its span say that.
#[derive(Serialize, Deserialize)]
struct Interchange {
    #[serde(with = "rust_decimal::serde::str")]
    value: Decimal,
    #[serde(with = "rust_decimal::serde::str_option", default, skip_serializing_if = "Option::is_none")]
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
