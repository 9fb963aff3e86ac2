//! Conversion within a dimension.

use rust_decimal::Decimal;

use super::unit::Ratio;
use super::{Quantity, Unit};
use crate::error::{Error, ErrorKind};
use crate::span::Span;

impl Quantity {
    /// The same quantity in another unit of its dimension.
    ///
    /// The factor is an exact fraction: one multiplication and one division, so that the result is exact wherever a decimal
    /// of 28 digits can hold it (3亩 is 2000平方米), and rounded to 28 digits, half to even, where none can (1亩).
    ///
    /// ```
    /// use zj_gov_report::{ErrorKind, Quantity, Unit};
    ///
    /// let area: Quantity = "3.6万亩".parse()?;
    /// assert_eq!(area.convert_to(&Unit::from("公顷"))?.to_string(), "2400公顷");
    ///
    /// let error = area.convert_to(&Unit::from("元")).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Dimension);
    /// assert_eq!(error.to_string(), "cannot convert 亩 (area) to 元 (currency:CNY)");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Dimension`] where the units are of different dimensions (亩 and 元, 元 and 美元, 个 and 家) or one of them
    /// is unknown; [`ErrorKind::Overflow`] where 28 digits do not hold the result.
    #[doc(alias = "换算")]
    pub fn convert_to(&self, unit: &Unit) -> Result<Self, Error> {
        if self.unit == *unit {
            return Ok(self.clone());
        }
        let no_way = || {
            let name = |unit: &Unit| match (unit.as_str(), unit.dimension()) {
                ("", _) => "a number without unit".to_owned(),
                (text, "") => format!("{text} (a unit that no registry knows)"),
                (text, dimension) => format!("{text} ({dimension})"),
            };
            let message = format!("cannot convert {} to {}", name(&self.unit), name(unit));
            Error::new(ErrorKind::Dimension, Span::default(), message)
        };
        let (Some(from), Some(to)) = (&self.unit.definition, &unit.definition) else { return Err(no_way()) };
        if from.dimension != to.dimension {
            return Err(no_way());
        }
        let number = from.factor.over(to.factor).and_then(|factor| self.number.map(|value| scaled(value, factor)));
        let Some(number) = number else {
            let message = format!("{self} in {unit} does not fit 28 digits");
            return Err(Error::new(ErrorKind::Overflow, Span::default(), message));
        };
        Ok(Self { number, unit: unit.clone() })
    }
}

/// `value × factor`, rounded once.
fn scaled(value: Decimal, factor: Ratio) -> Option<Decimal> {
    let whole = |part: u128| i128::try_from(part).ok().and_then(|part| Decimal::try_from_i128_with_scale(part, 0).ok());
    let (numerator, denominator) = (whole(factor.numerator)?, whole(factor.denominator)?);
    Some(value.checked_mul(numerator)?.checked_div(denominator)?.normalize())
}
