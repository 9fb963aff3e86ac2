//! Units: what a number counts or measures.

use once_cell::sync::Lazy;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Units;

/// What a number counts or measures, as written, with what the registry knows about it.
///
/// Cloning is cheap. Two units are equal when they are written alike.
///
/// ```
/// use zj_gov_report::{Quantity, Unit};
///
/// let quantity: Quantity = "27公里".parse()?;
/// let unit = quantity.unit();
/// assert_eq!((unit.as_str(), unit.canonical(), unit.dimension()), ("公里", "千米", "length"));
/// assert_eq!(Unit::from("节(次)").canonical(), "节");
/// assert!(!Unit::from("斛").is_known());
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone)]
#[doc(alias = "单位")]
#[doc(alias = "计量单位")]
pub struct Unit {
    pub(super) text: Arc<str>,
    pub(super) definition: Option<Arc<Definition>>,
}

/// What the registry says about a unit.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) canonical: Box<str>,
    pub(super) dimension: Box<str>,
    pub(super) factor: Ratio,
    /// It mostly names a class, a degree or an issue: 三级, 二期.
    pub(super) determines: bool,
    /// It is said of a place in an order.
    pub(super) rank: bool,
    /// It counts things, and does not measure.
    pub(super) counts: bool,
}

/// An exact factor, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    pub(super) numerator: u128,
    pub(super) denominator: u128,
}

impl Ratio {
    pub(super) const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `None` where either is 0.
    pub(super) fn new(numerator: u128, denominator: u128) -> Option<Self> {
        let (mut a, mut b) = (numerator, denominator);
        while let Some(rest) = a.checked_rem(b) {
            (a, b) = (b, rest);
        }
        let divisor = if numerator == 0 || denominator == 0 { 0 } else { a };
        Some(Self { numerator: numerator.checked_div(divisor)?, denominator: denominator.checked_div(divisor)? })
    }

    /// `self / other`; `None` where it leaves 128 bits.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        let left = Self::new(self.numerator, other.numerator)?;
        let right = Self::new(other.denominator, self.denominator)?;
        Self::new(left.numerator.checked_mul(right.numerator)?, left.denominator.checked_mul(right.denominator)?)
    }
}

impl Unit {
    /// No unit: the `""` of a number that stands alone.
    ///
    /// ```
    /// # use zj_gov_report::Unit;
    /// assert!(Unit::none().is_none());
    /// assert_eq!(Unit::none().as_str(), "");
    /// ```
    #[must_use]
    pub fn none() -> Self {
        static NONE: Lazy<Arc<str>> = Lazy::new(|| Arc::from(""));
        Self { text: Arc::clone(&NONE), definition: None }
    }

    /// A unit that no registry knows, kept as written.
    pub(super) fn unknown(text: &str) -> Self {
        Self { text: crate::text::squash(text).into(), definition: None }
    }

    /// The unit as written, without blanks, scale (万, 亿) or the 个 of 个百分点; full width and traditional characters as
    /// the registry spells them.
    ///
    /// ```
    /// # use zj_gov_report::Quantity;
    /// assert_eq!("0.16个百分点".parse::<Quantity>()?.unit().as_str(), "百分点");
    /// assert_eq!("28万元/人".parse::<Quantity>()?.unit().as_str(), "元/人");
    /// assert_eq!("１２.５％".parse::<Quantity>()?.unit().as_str(), "%");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The registry's name of the unit (公里 is 千米, 标箱 is TEU); the unit as written where the registry does not know it.
    ///
    /// ```
    /// # use zj_gov_report::Unit;
    /// assert_eq!(Unit::from("标箱").canonical(), "TEU");
    /// assert_eq!(Unit::from("斛").canonical(), "斛");
    /// ```
    #[must_use]
    pub fn canonical(&self) -> &str {
        self.definition.as_ref().map_or(&self.text, |definition| &definition.canonical)
    }

    /// What it measures: `area`, `length`, `currency:CNY`, `ratio`, `count:家` for a measure word, `mass/volume` for a
    /// compound; empty for no unit and for one that the registry does not know.
    ///
    /// ```
    /// # use zj_gov_report::Unit;
    /// assert_eq!(Unit::from("亩").dimension(), "area");
    /// assert_eq!(Unit::from("微克/立方米").dimension(), "mass/volume");
    /// assert_eq!(Unit::from("家").dimension(), "count:家");
    /// ```
    #[must_use]
    #[doc(alias = "量纲")]
    pub fn dimension(&self) -> &str {
        self.definition.as_ref().map_or("", |definition| &definition.dimension)
    }

    /// Whether there is none.
    ///
    /// ```
    /// use zj_gov_report::{Quantity, Unit};
    ///
    /// assert!("三分之二".parse::<Quantity>()?.unit().is_none());
    /// assert!(Unit::none().is_none() && !Unit::from("家").is_none());
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the registry knows it.
    ///
    /// ```
    /// # use zj_gov_report::Unit;
    /// assert!(Unit::from("亩").is_known());
    /// assert!(!Unit::from("斛").is_known());
    /// ```
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.definition.is_some()
    }

    /// Whether it is a measure word, which counts things: 个, 家, 人次.
    ///
    /// ```
    /// # use zj_gov_report::Unit;
    /// assert!(Unit::from("家").is_measure_word());
    /// assert!(!Unit::from("亩").is_measure_word());
    /// ```
    #[must_use]
    #[doc(alias = "量词")]
    pub fn is_measure_word(&self) -> bool {
        self.definition.as_ref().is_some_and(|definition| definition.counts)
    }

    /// Whether, with a number, it mostly names a class, a degree or an issue and measures nothing: 三级, 二期, 8号.
    pub(crate) fn determines(&self) -> bool {
        self.definition.as_ref().is_some_and(|definition| definition.determines)
    }

    /// Whether it is a share of a hundred, a thousand or ten: %, ‰, 成.
    pub(crate) fn is_ratio(&self) -> bool {
        self.dimension() == "ratio" && !self.is_multiple()
    }

    /// Whether it is 百分点.
    pub(crate) fn is_points(&self) -> bool {
        matches!(self.canonical(), "百分点" | "千分点")
    }

    /// Whether it says how many times as much: 倍, 番.
    pub(crate) fn is_multiple(&self) -> bool {
        matches!(self.canonical(), "倍" | "番")
    }

    /// Whether it is money.
    pub(crate) fn is_money(&self) -> bool {
        self.dimension().starts_with("currency")
    }

    /// Whether it is a stretch of time.
    pub(crate) fn is_time(&self) -> bool {
        matches!(self.dimension(), "time" | "working-time" | "calendar-time")
    }

    /// Whether it is said of a place in an order: 第6位, 第十名.
    pub(crate) fn ranks(&self) -> bool {
        self.definition.as_ref().is_some_and(|definition| definition.rank)
    }
}

impl From<&str> for Unit {
    /// The unit that the built-in registry has under this spelling, or one that is kept as written.
    fn from(text: &str) -> Self {
        Units::builtin().unit(text)
    }
}

impl Default for Unit {
    fn default() -> Self {
        Self::none()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({:?}", self.as_str())?;
        match self.dimension() {
            "" => f.write_str(")"),
            dimension => write!(f, ", {dimension})"),
        }
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Unit {}

impl Hash for Unit {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<str>::deserialize(deserializer).map(|text| Self::from(text.as_ref()))
    }
}
