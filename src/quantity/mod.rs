//! Quantities: a number and its unit.
//!
//! ```text
//! quantity = percent | half | measured [ dash measured ]        百分之五 · 3天半 · 5%-10% · 5亿元至10亿元
//! measured = number [ blanks ] [ unit ]                         1.22万亩 · 2200余万条 · 5-10个 · 3047 台
//! half     = number unit "半"                                   3天半 · 一个半小时
//! ```
//!
//! The scale belongs to the number (`28万元/人` is 280000 元/人), 余 and 多 inside it too. What number and unit are, see
//! [`Number`] and [`Unit`].

mod convert;
mod find;
mod scan;
mod unit;
mod units;

pub use find::{Quantities, find_quantities};
pub(crate) use scan::{Measured, QuantityScan, quantity_at};
pub use unit::Unit;
pub use units::Units;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind};
use crate::number::{Number, number_prefix};
use crate::span::Span;
use crate::text::{char_at, trim_start};

/// A number with its unit.
///
/// In the interchange format: `{"value":"12200","unit":"亩"}`, with `value_max` and `hedge` where there are any.
///
/// ```
/// use rust_decimal::Decimal;
/// use zj_gov_report::Quantity;
///
/// let quantity: Quantity = "1.22万亩".parse()?;
/// assert_eq!(quantity.value(), Decimal::from(12_200));
/// assert_eq!(quantity.unit().as_str(), "亩");
/// assert_eq!(quantity.to_string(), "12200亩");
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "数量")]
#[doc(alias = "量")]
pub struct Quantity {
    #[serde(flatten)]
    number: Number,
    #[serde(default, skip_serializing_if = "Unit::is_none")]
    unit: Unit,
}

impl Quantity {
    /// `number` of `unit`.
    ///
    /// ```
    /// use zj_gov_report::{Quantity, Unit};
    ///
    /// assert_eq!(Quantity::new(12_200, "亩").to_string(), "12200亩");
    /// assert_eq!(Quantity::new(5, Unit::none()).to_string(), "5");
    /// ```
    #[must_use]
    pub fn new(number: impl Into<Number>, unit: impl Into<Unit>) -> Self {
        Self { number: number.into(), unit: unit.into() }
    }

    /// The number, in the unit: the 12200 of 1.22万亩.
    #[must_use]
    pub const fn number(&self) -> Number {
        self.number
    }

    /// The value; the lower end of a range.
    #[must_use]
    pub const fn value(&self) -> Decimal {
        self.number.value()
    }

    /// The upper end of a range.
    ///
    /// ```
    /// # use zj_gov_report::Quantity;
    /// assert_eq!("5%-10%".parse::<Quantity>()?.value_max(), Some(10.into()));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub const fn value_max(&self) -> Option<Decimal> {
        self.number.max()
    }

    /// The unit; [`Unit::none`] where there is none.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }
}

impl fmt::Display for Quantity {
    /// Number and unit, which read back as the same quantity: `12200亩`, `22000000余条`, `5-10个`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 2-3折 and 1.2-2成 would read as two numbers: such a range names its unit twice.
        let twice = self.unit.as_str() == "折" || (self.unit.as_str() == "成" && !self.value().fract().is_zero());
        if let Some(max) = self.value_max().filter(|_| twice) {
            let dash = if self.value().is_sign_negative() { "至" } else { "-" };
            let upper = Number::from(max).with_hedge(self.number.hedge());
            return write!(f, "{}{}{dash}{upper}{}", self.value().normalize(), self.unit, self.unit);
        }
        write!(f, "{}{}", self.number, self.unit)
    }
}

impl FromStr for Quantity {
    type Err = Error;

    /// Reads the whole of `text` as one quantity, with the built-in units; what follows the number and is no unit of theirs
    /// is kept as written.
    ///
    /// ```
    /// use zj_gov_report::{ErrorKind, Quantity};
    ///
    /// let quantity: Quantity = "2200余万条".parse()?;
    /// assert_eq!(quantity.to_string(), "22000000余条");
    /// assert_eq!("百分之五".parse::<Quantity>()?.to_string(), "5%");
    /// assert_eq!("12斛".parse::<Quantity>()?.unit().as_str(), "斛");
    ///
    /// let error = "5亩7".parse::<Quantity>().unwrap_err();
    /// assert_eq!(error.to_string(), "expected the end of the quantity, found `7`");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Number`], and [`ErrorKind::Syntax`] where the text goes on after the unit (`5亩7`, `5 家,`).
    fn from_str(text: &str) -> Result<Self, Error> {
        let (number, end) = number_prefix(text)?;
        let Measured { quantity, unit, end, .. } = scan::measured(text, 0, number, end, Units::builtin());
        let rest = text.get(end..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(quantity);
        }
        let start = if unit.is_empty() { end } else { unit.start() };
        let written = trim_start(text.get(start..).unwrap_or_default());
        let is_name =
            |c: char| c.is_alphabetic() || matches!(c, '(' | ')' | '/' | '（' | '）' | '／' | '·' | '²' | '³');
        if written.starts_with(char::is_alphabetic) && written.chars().all(is_name) {
            // A line break may stand before a unit that is known: 半百⏎个百分点.
            return Ok(Self::new(number, Units::builtin().unit(written)));
        }
        let found = char_at(text, end).unwrap_or(' ');
        let span = Span::new(end, end.saturating_add(found.len_utf8()));
        Err(Error::new(ErrorKind::Syntax, span, format!("expected the end of the quantity, found `{found}`")))
    }
}
