//! Numbers as these texts write them: Arabic, Chinese, mixed, ranges and fractions, read exactly.
//!
//! ```text
//! number     = several | single [ dash single ]                数百 · 5-10 · 10至20万 · 三分之一到二分之一
//! single     = [ sign ] ( mixed | fraction | tenths | power | amount )
//! mixed      = amount "又" fraction | digits blank digits "/" digits       一又二分之一 · 1 3/5
//! fraction   = amount "分之" [ sign ] amount | digits "/" digits            三分之二 · 百分之五 · 1/2
//! tenths     = amount ( "成" [ digit | "半" ] | "折" )                      三成 · 七成六 · 75折
//! power      = amount ( "e" | "^" ) [ sign ] digits                        2e5 · 10^8
//! amount     = section { great section } [ point digits ] [ great ] [ hedge ]
//! section    = { numeral scale } [ numeral ]                               两千三百 · 5千 · 一百零五
//! great      = [ hedge ] ( "万" | "亿" | "兆" )                            万亿 · 余万
//! hedge      = "余" | "多" | "几" | "来"                                    2200余万 · 十几
//! several    = ( "数" | "几" | "上" | "成" ) scale                          数百 · 上千 · 几十万
//! ```
//!
//! [`find_numbers`] scans a text, [`str::parse`] reads a whole string, and both read exactly: what does not fit a decimal of
//! 28 digits is refused, and a number that the text has broken (`9.9.9%`, `××.××%`) is not guessed.

mod amount;
mod arabic;
mod find;
mod fraction;
mod parse;
mod plain;
mod print;
pub(crate) mod vocabulary;

pub use find::{Numbers, find_numbers};
pub(crate) use find::{counts, next_scan};
pub(crate) use parse::{Broken, Scan, number_at, number_prefix, range_dash};
pub(crate) use plain::{Glance, glance};
pub(crate) use vocabulary::{is_numeral_start, numeral_starts};

use rust_decimal::Decimal;
use std::hash::{Hash, Hasher};

use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// An exact number, or an inclusive range of two, with the hedge that stands inside it.
///
/// Two numbers are equal when value, range and hedge are; how they were written does not count.
///
/// ```
/// use rust_decimal::Decimal;
/// use zj_gov_report::{Number, number::{Hedge, Notation}};
///
/// let number: Number = "2200余万".parse()?;
/// assert_eq!(number.value(), Decimal::from(22_000_000));
/// assert_eq!(number.hedge(), Some(Hedge::Over));
/// assert_eq!(number.notation(), Notation::Mixed);
/// assert_eq!("两千三百万".parse::<Number>()?, Number::from(23_000_000));
///
/// let range: Number = "10-20亿".parse()?;
/// assert_eq!(range.value(), Decimal::from(1_000_000_000));
/// assert_eq!(range.max(), Some(Decimal::from(2_000_000_000)));
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "数")]
#[doc(alias = "数字")]
pub struct Number {
    value: Decimal,
    max: Option<Decimal>,
    hedge: Option<Hedge>,
    notation: Notation,
    form: Form,
}

/// A word inside a number that says it is not exact.
///
/// ```
/// use zj_gov_report::Number;
/// use zj_gov_report::number::Hedge;
///
/// assert_eq!("2200余".parse::<Number>()?.hedge(), Some(Hedge::Over));
/// assert_eq!("十来".parse::<Number>()?.hedge(), Some(Hedge::About));
/// assert_eq!("数百".parse::<Number>()?.hedge(), Some(Hedge::Several));
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "约数")]
pub enum Hedge {
    /// 余, 多, 几 after the numerals: more than the value and less than the next round one. 十几 is over 10.
    #[doc(alias = "余")]
    #[doc(alias = "多")]
    Over,
    /// 来: around the value. 十来个 is about 10.
    #[doc(alias = "来")]
    About,
    /// 数, 几, 上, 成 before a scale: a small unknown multiple of the value. 数百 is several hundred, its value 100.
    #[doc(alias = "数百")]
    #[doc(alias = "上千")]
    Several,
}

/// In which numerals a number was written.
///
/// ```
/// use zj_gov_report::Number;
/// use zj_gov_report::number::Notation;
///
/// assert_eq!("1,234.5".parse::<Number>()?.notation(), Notation::Arabic);
/// assert_eq!("两千三百".parse::<Number>()?.notation(), Notation::Chinese);
/// assert_eq!("1.2万".parse::<Number>()?.notation(), Notation::Mixed);
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[doc(alias = "数字写法")]
pub enum Notation {
    /// `1,234.5`
    #[default]
    #[doc(alias = "阿拉伯数字")]
    Arabic,
    /// `两千三百`
    #[doc(alias = "中文数字")]
    Chinese,
    /// `1.2万`
    #[doc(alias = "混合数字")]
    Mixed,
}

/// In which form a number was written; its value is the number that the form stands for.
///
/// ```
/// use zj_gov_report::Number;
/// use zj_gov_report::number::Form;
///
/// assert_eq!("三百".parse::<Number>()?.form(), Form::Plain);
/// assert_eq!("三分之二".parse::<Number>()?.form(), Form::Fraction);
/// assert_eq!("百分之五".parse::<Number>()?.form(), Form::Percent);
/// assert_eq!("三成".parse::<Number>()?.form(), Form::Tenths);
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Form {
    /// `12`, `三百`
    #[default]
    #[doc(alias = "整数")]
    Plain,
    /// `三分之二`, `1/2`, `一又二分之一`, to 28 digits.
    #[doc(alias = "分数")]
    Fraction,
    /// `百分之五` is 0.05.
    #[doc(alias = "百分之")]
    Percent,
    /// `千分之五` is 0.005.
    #[doc(alias = "千分之")]
    Permille,
    /// `万分之五` is 0.0005; 百万分之 and its like too.
    #[doc(alias = "万分之")]
    PartsPer,
    /// `三成` is 0.3.
    #[doc(alias = "成")]
    Tenths,
    /// `七五折` and `7.5折` are 0.75: what remains of the price.
    #[doc(alias = "折")]
    Discount,
}

impl Number {
    /// An exact number, written plainly.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use zj_gov_report::Number;
    ///
    /// assert_eq!("1.22万".parse(), Ok(Number::new(Decimal::from(12_200))));
    /// ```
    #[must_use]
    pub const fn new(value: Decimal) -> Self {
        Self { value, max: None, hedge: None, notation: Notation::Arabic, form: Form::Plain }
    }

    /// The range from `min` to `max`, both ends included.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use zj_gov_report::Number;
    ///
    /// assert_eq!("5-10".parse(), Number::range(Decimal::from(5), Decimal::from(10)));
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] where `min` is not below `max`.
    pub fn range(min: Decimal, max: Decimal) -> Result<Self, Error> {
        if min < max {
            Ok(Self { max: Some(max), ..Self::new(min) })
        } else {
            let message = format!("expected a range that ascends, found {min} to {max}");
            Err(Error::new(ErrorKind::Range, Span::default(), message))
        }
    }

    /// The same number with the hedge `hedge`.
    ///
    /// ```
    /// use zj_gov_report::{Number, number::Hedge};
    ///
    /// assert_eq!("百余".parse(), Ok(Number::from(100).with_hedge(Some(Hedge::Over))));
    /// ```
    #[must_use]
    pub const fn with_hedge(self, hedge: Option<Hedge>) -> Self {
        Self { hedge, ..self }
    }

    /// The value; the lower end of a range.
    ///
    /// ```
    /// # use zj_gov_report::Number;
    /// assert_eq!("4.78万亿".parse::<Number>()?.value().to_string(), "4780000000000");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub const fn value(&self) -> Decimal {
        self.value
    }

    /// The upper end of a range.
    ///
    /// ```
    /// # use zj_gov_report::Number;
    /// assert_eq!("两三".parse::<Number>()?.max(), Some(3.into()));
    /// assert_eq!("二三十".parse::<Number>()?.max(), Some(30.into()));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub const fn max(&self) -> Option<Decimal> {
        self.max
    }

    /// The word inside the number that says it is not exact.
    ///
    /// ```
    /// # use zj_gov_report::{Number, number::Hedge};
    /// assert_eq!("数百".parse::<Number>()?.hedge(), Some(Hedge::Several));
    /// assert_eq!("500".parse::<Number>()?.hedge(), None);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub const fn hedge(&self) -> Option<Hedge> {
        self.hedge
    }

    /// In which numerals it was written.
    #[must_use]
    pub const fn notation(&self) -> Notation {
        self.notation
    }

    /// In which form it was written.
    ///
    /// ```
    /// # use zj_gov_report::{Number, number::Form};
    /// let number: Number = "百分之五".parse()?;
    /// assert_eq!((number.value().to_string().as_str(), number.form()), ("0.05", Form::Percent));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The same number without its sign; a range across 0 stays as it is.
    pub(crate) fn magnitude(self) -> Self {
        let (low, high) = (self.value, self.max.unwrap_or(self.value));
        if low.is_sign_negative() && high <= Decimal::ZERO {
            Self { value: high.abs(), max: self.max.map(|_| low.abs()), ..self }
        } else {
            self
        }
    }

    pub(crate) const fn written(self, notation: Notation, form: Form) -> Self {
        Self { notation, form, ..self }
    }

    /// Both ends put through `change`; `None` where it fails or the range no longer ascends.
    pub(crate) fn map(self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let value = change(self.value)?;
        match self.max {
            None => Some(Self { value, ..self }),
            Some(max) => {
                let max = change(max)?;
                Some(Self { value: value.min(max), max: Some(max.max(value)), ..self })
            }
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        (self.value, self.max, self.hedge) == (other.value, other.max, other.hedge)
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.value, self.max, self.hedge).hash(state);
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self::new(value)
    }
}

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self::new(Decimal::from(value))
            }
        }
    )*};
}

from_integer!(i32, i64, u32, u64);

impl TryFrom<Number> for Decimal {
    type Error = Error;

    /// The value of a number that is one: no range.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use zj_gov_report::Number;
    ///
    /// assert_eq!(Decimal::try_from("1.22万".parse::<Number>()?)?, Decimal::from(12_200));
    /// assert!(Decimal::try_from("5-10".parse::<Number>()?).is_err());
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] for a range such as `5-10`.
    fn try_from(number: Number) -> Result<Self, Error> {
        match number.max {
            None => Ok(number.value),
            Some(_) => {
                let message = format!("expected one number, found the range {number}");
                Err(Error::new(ErrorKind::Range, Span::default(), message))
            }
        }
    }
}

impl TryFrom<Number> for u64 {
    type Error = Error;

    /// The value of a number that counts.
    ///
    /// ```
    /// use zj_gov_report::Number;
    ///
    /// assert_eq!(u64::try_from("两千三百".parse::<Number>()?)?, 2300);
    /// assert!(u64::try_from("1.5".parse::<Number>()?).is_err());
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Range`] for a range, a fraction, a negative number or one beyond `u64`.
    fn try_from(number: Number) -> Result<Self, Error> {
        let value = Decimal::try_from(number)?;
        let whole = if value.fract().is_zero() { Self::try_from(value.trunc()).ok() } else { None };
        whole.ok_or_else(|| {
            let message = format!("expected a whole number that is not negative, found {value}");
            Error::new(ErrorKind::Range, Span::default(), message)
        })
    }
}
