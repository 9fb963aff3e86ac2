//! Chinese and mixed numerals with their scales: `amount`, `section` and `great` of the grammar in the [module](super) docs.
//!
//! One pass adds numerals up as they are read aloud. What was read is kept after every step at which the number could end;
//! where a step fails, the last kept state is the number, so that `五十千` gives 五十 and `一千两` gives 一千两.

use rust_decimal::Decimal;

use super::Hedge;
use super::arabic::{Arabic, arabic};
use super::parse::{Broken, Fault, Parsed, broken, miss};
use super::vocabulary::{Numeral, begins_unit, hedge, is_digit, is_everyday, is_gap, measure_follows};
use super::vocabulary::{numeral, skip_gap, starts_with};
use crate::limits::MAX_NUMBER_CHARS;
use crate::text::fold;

/// What the numerals of one end of a range say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    pub(super) low: Decimal,
    /// Differs from `low` in 两三 and 二三十.
    pub(super) high: Decimal,
    pub(super) hedge: Option<Hedge>,
    pub(super) arabic: bool,
    pub(super) chinese: bool,
    pub(super) has_point: bool,
    /// A scale is part of it.
    pub(super) scaled: bool,
    /// 万 亿 兆 is part of it.
    pub(super) great: bool,
    /// It is nothing but scales: 百, 千万, 十亿.
    pub(super) only_scales: bool,
    /// Nothing but scales, and no 十 at the head, which counts by itself.
    pub(super) bare: bool,
    /// Several Arabic digits with 0 at the head.
    pub(super) padded: bool,
    /// One Chinese character.
    pub(super) lone: bool,
    /// The digits are too many for one number.
    pub(super) run_together: bool,
    /// Mantissa and factor where it is one number before 万 亿 兆: 二十万 is 20 and 10^4.
    pub(super) share: Option<(Decimal, Decimal)>,
    /// Digit and factor where it is one digit before 百 or 千, and perhaps 万: 五千万 is 5 and 10^7.
    pub(super) digit_share: Option<(Decimal, Decimal)>,
}

/// A lower and an upper value that are mostly the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Pair {
    low: Decimal,
    high: Decimal,
}

impl Pair {
    const fn one(value: Decimal) -> Self {
        Self { low: value, high: value }
    }

    fn plus(self, other: Self) -> Option<Self> {
        if other.is_nothing() {
            return Some(self);
        }
        if self.is_nothing() {
            return Some(other);
        }
        Some(Self { low: self.low.checked_add(other.low)?, high: self.high.checked_add(other.high)? })
    }

    fn times(self, factor: Decimal) -> Option<Self> {
        let low = exact_product(self.low, factor)?;
        let high = if self.high == self.low { low } else { exact_product(self.high, factor)? };
        Some(Self { low, high })
    }

    /// Whether it is the sum of nothing, which adds nothing, not even a zero behind a point.
    const fn is_nothing(self) -> bool {
        self.low.is_zero() && self.high.is_zero() && self.low.scale() == 0 && self.high.scale() == 0
    }
}

/// The product, only where no digit of it was lost, without zeros behind the point.
pub(super) fn exact_product(value: Decimal, factor: Decimal) -> Option<Decimal> {
    if factor == Decimal::ONE {
        return Some(value.normalize());
    }
    let product = value.checked_mul(factor)?;
    // No digit behind the point has gone: none was lost.
    if product.scale() == value.scale().saturating_add(factor.scale()) {
        return Some(product.normalize());
    }
    (product.scale() <= value.scale().saturating_add(factor.scale()) && product.checked_div(factor)? == value)
        .then(|| product.normalize())
}

/// A digit, or digits, that wait for their scale.
#[derive(Clone, Copy, Debug)]
struct Pending {
    pair: Pair,
    /// How many Chinese digits.
    digits: u32,
    /// The last Chinese digit.
    last: u32,
    /// One of them is 两.
    counting: bool,
    arabic: Option<Arabic>,
    /// The number cannot end here: a scale must follow.
    open: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// The sections that are closed by 万 亿 兆.
    total: Pair,
    great: Option<u64>,
    largest: u64,
    /// The section since then.
    section: Pair,
    scale: Option<u32>,
    pending: Option<Pending>,
    /// 零 stands since the last scale.
    linked: bool,
    hedge: Option<Hedge>,
    /// The hedge was read last and cannot close a number.
    hedge_open: bool,
    arabic: bool,
    chinese: bool,
    has_digit: bool,
    has_point: bool,
    padded: bool,
    run_together: bool,
    share: Option<(Decimal, Decimal)>,
    digit_share: Option<(Decimal, Decimal)>,
    /// 十 stands at the head.
    ten_head: bool,
    /// The numerals that were read.
    length: u32,
}

/// Why the reading stops before a numeral.
enum Stop {
    /// The numeral belongs to something else.
    Here,
    /// The numeral and the digit before it belong to another number (三百 五百).
    BeforeDigit,
    /// All since the last 万 亿 兆 belongs to another number (三万 五万).
    BeforeSection,
    Overflow,
    Fault(nom::Err<Fault>),
}

/// `amount = section { great section } [ point digits ] [ great ] [ hedge ]`
pub(super) fn amount(input: &str, marker: bool) -> Parsed<'_, Amount> {
    let mut sum = Sum::default();
    let mut rest = input;
    let mut kept: Option<(&str, Amount)> = None;
    let (mut before_digit, mut before_section) = (None, None);
    for _ in 0..MAX_NUMBER_CHARS {
        let next = if sum.length == 0 { rest } else { skip_gap(rest) };
        let (waits, great) = (sum.pending.is_some(), sum.great);
        match sum.step(next, next.len() < rest.len(), marker) {
            Ok(after) => rest = after,
            Err(Stop::Here) => break,
            Err(Stop::BeforeDigit) => {
                kept = before_digit;
                break;
            }
            Err(Stop::BeforeSection) => {
                kept = before_section;
                break;
            }
            Err(Stop::Overflow) => return Err(broken(Broken::Overflow, skip_numerals(next))),
            Err(Stop::Fault(fault)) => return Err(fault),
        }
        if sum.pending.is_some() && !waits {
            before_digit = kept;
        }
        if let Some(done) = sum.finish() {
            kept = Some((rest, done));
            if sum.great != great {
                before_section = kept;
            }
        }
    }
    kept.ok_or(miss())
}

/// What lies behind the numerals at the start of `rest`.
fn skip_numerals(rest: &str) -> &str {
    rest.trim_start_matches(|c| is_digit(c) || numeral(c).is_some())
}

impl Sum {
    /// Adds the numeral at the start of `next`; `gap` says that blanks stand before it. Returns what lies behind it.
    fn step<'t>(&mut self, next: &'t str, gap: bool, marker: bool) -> Result<&'t str, Stop> {
        let c = next.chars().next().ok_or(Stop::Here)?;
        let rest = next.get(c.len_utf8()..).unwrap_or_default();
        self.length = self.length.saturating_add(1);
        if self.hedge.is_some() {
            // Behind a hedge only 万 亿 兆 go on: 2200余万.
            return match numeral(c) {
                Some(Numeral::Great(scale)) => self.great(c, scale, rest),
                _ => Err(Stop::Here),
            };
        }
        if is_digit(c) || (matches!(c, '.' | '．') && self.is_empty()) {
            return self.arabic(next, gap, marker);
        }
        match numeral(c) {
            Some(Numeral::Digit { value: 0, .. }) if self.pending.is_none() && !self.is_empty() => self.link(rest),
            Some(Numeral::Digit { value, counting }) => self.digit(c, value, counting, rest, gap),
            Some(Numeral::Scale(scale)) => self.scale(c, scale, rest),
            Some(Numeral::Tens(value)) => self.tens(value, rest),
            Some(Numeral::Great(scale)) => self.great(c, scale, rest),
            None if matches!(fold(c), '点' | '.') => self.point(rest),
            None => self.hedge(next),
        }
    }

    fn is_empty(&self) -> bool {
        self.pending.is_none() && self.scale.is_none() && self.great.is_none() && !self.linked
    }

    /// `一百零五`: 零 between a scale and the digits that skip one.
    fn link<'t>(&mut self, rest: &'t str) -> Result<&'t str, Stop> {
        if self.has_point {
            return Err(Stop::Here);
        }
        self.linked = true;
        Ok(rest)
    }

    /// A Chinese digit: it waits for its scale, joins a string of digits (二〇二一), or makes a range of two (两三个).
    fn digit<'t>(&mut self, c: char, value: u32, counting: bool, rest: &'t str, gap: bool) -> Result<&'t str, Stop> {
        if self.has_point || self.chinese_digit_is_a_word(c, rest) {
            return Err(Stop::Here);
        }
        let amount = Decimal::from(value);
        self.chinese = true;
        self.has_digit = true;
        let Some(pending) = self.pending else {
            let pair = Pair::one(amount);
            self.pending = Some(Pending { pair, digits: 1, last: value, counting, arabic: None, open: false });
            return Ok(rest);
        };
        if pending.arabic.is_some() {
            return Err(Stop::Here);
        }
        let follows = skip_gap(rest);
        let scale_follows =
            follows.chars().next().is_some_and(|c| matches!(numeral(c), Some(Numeral::Scale(_) | Numeral::Great(_))));
        let ascends = pending.digits == 1
            && pending.last > 0
            && (value == pending.last.saturating_add(1) || (pending.last, value) == (3, 5))
            && (!counting || pending.last == 1);
        if ascends
            && (scale_follows
                || (self.is_first_section() && (counting || pending.counting || measure_follows(follows))))
        {
            let pair = Pair { low: pending.pair.low, high: amount };
            self.pending =
                Some(Pending { pair, digits: 2, last: value, counting: true, arabic: None, open: scale_follows });
            return Ok(rest);
        }
        // Digits are strung together only where no scale has been read and none of them is 两; over a blank, only where the
        // string leads on to something (九 九 折).
        let leads_on = !gap || follows.chars().next().is_some_and(char::is_alphanumeric);
        if !self.is_first_section() || counting || pending.counting || !leads_on {
            return Err(Stop::Here);
        }
        let ten = Decimal::from(10);
        let low = pending.pair.low.checked_mul(ten).and_then(|low| low.checked_add(amount)).ok_or(Stop::Overflow)?;
        let digits = pending.digits.saturating_add(1);
        self.pending = Some(Pending { pair: Pair::one(low), digits, last: value, ..pending });
        Ok(rest)
    }

    /// 俩 counts only before a scale (俩千); alone it is a word for two persons.
    fn chinese_digit_is_a_word(&self, c: char, rest: &str) -> bool {
        fold(c) == '俩'
            && !skip_gap(rest).starts_with(|c| matches!(numeral(c), Some(Numeral::Scale(_) | Numeral::Great(_))))
    }

    const fn is_first_section(&self) -> bool {
        self.scale.is_none() && self.great.is_none()
    }

    /// Arabic digits: at the head, or behind a scale where the number plainly goes on (5万4千, 1千零1, 3万4000).
    fn arabic<'t>(&mut self, next: &'t str, gap: bool, marker: bool) -> Result<&'t str, Stop> {
        if self.pending.is_some() || self.has_point || (!self.is_empty() && !self.arabic) {
            return Err(Stop::Here);
        }
        let head = self.is_empty();
        let (rest, found) = arabic(next, marker && head).map_err(Stop::Fault)?;
        let mut open = false;
        if !head {
            let follows = skip_gap(rest).chars().next().and_then(numeral);
            let smaller = match follows {
                Some(Numeral::Scale(scale)) => self.scale.is_none_or(|last| scale < last),
                Some(Numeral::Great(scale)) => self.great.is_some_and(|last| scale < last) || self.linked,
                _ => false,
            };
            let tail = self.great == Some(10_000)
                && self.scale.is_none()
                && found.whole_digits == 4
                && !found.has_point
                && !found.padded
                && !gap
                && !starts_with(rest, "年");
            let linked = self.linked && !found.has_point && !gap;
            if !(smaller || tail || linked) {
                return Err(Stop::Here);
            }
            open = smaller && !linked;
        } else {
            self.has_point = false;
            self.padded = found.padded;
        }
        self.arabic = true;
        self.has_digit = true;
        self.run_together |= found.whole_digits > 15;
        let pair = Pair::one(found.value);
        self.pending = Some(Pending { pair, digits: 0, last: 0, counting: false, arabic: Some(found), open });
        Ok(rest)
    }

    /// 十 百 千, descending within a section; 十 needs no digit before it, 百 and 千 only at the head of a number.
    fn scale<'t>(&mut self, c: char, scale: u32, rest: &'t str) -> Result<&'t str, Stop> {
        if self.has_point || begins_unit(c, rest) {
            return Err(Stop::Here);
        }
        let headless = self.pending.is_none();
        if self.scale.is_some_and(|last| scale >= last) {
            return Err(if headless { Stop::Here } else { Stop::BeforeDigit });
        }
        if headless && !self.is_empty() && scale != 10 {
            return Err(Stop::Here);
        }
        self.ten_head |= headless && self.is_empty() && scale == 10;
        let mut digit = Pair::one(Decimal::ONE);
        if let Some(pending) = self.pending.take() {
            let ten_of_arabic = pending.arabic.is_some() && scale == 10;
            let string = pending.digits > 1 && pending.pair.low == pending.pair.high;
            if ten_of_arabic || string {
                self.pending = Some(pending);
                return Err(Stop::Here);
            }
            self.run_together |= pending.arabic.is_some_and(|found| found.whole_digits > 8);
            let zero = pending.pair.low.is_zero() && pending.arabic.is_none();
            digit = if zero { digit } else { pending.pair };
        } else if self.is_empty() && is_everyday(c) && !rest.starts_with(|c| numeral(c).is_some() || is_gap(c)) {
            return Err(Stop::Here);
        }
        let factor = Decimal::from(scale);
        let alone = self.scale.is_none() && self.great.is_none() && scale > 10 && !headless;
        self.digit_share = alone.then_some((digit.low, factor));
        let product = digit.times(factor).ok_or(Stop::Overflow)?;
        self.section = self.section.plus(product).ok_or(Stop::Overflow)?;
        self.scale = Some(scale);
        self.linked = false;
        self.chinese = true;
        Ok(rest)
    }

    /// 廿 卅: at the head of a number, or behind 百.
    fn tens<'t>(&mut self, value: u32, rest: &'t str) -> Result<&'t str, Stop> {
        if self.has_point || self.pending.is_some() || self.scale.is_some_and(|last| last <= 10) {
            return Err(Stop::Here);
        }
        self.section = self.section.plus(Pair::one(Decimal::from(value))).ok_or(Stop::Overflow)?;
        self.scale = Some(10);
        self.linked = false;
        self.chinese = true;
        self.has_digit = true;
        Ok(rest)
    }

    /// 万 亿 兆 close a section; one behind the other they multiply (万亿); a larger one takes all before it (一万五千亿).
    fn great<'t>(&mut self, c: char, scale: u64, rest: &'t str) -> Result<&'t str, Stop> {
        if begins_unit(c, rest) {
            return Err(Stop::Here);
        }
        let factor = Decimal::from(scale);
        let in_section = self.pending.is_some() || self.scale.is_some();
        if self.pending.is_some_and(|pending| pending.arabic.is_some_and(|found| found.whole_digits > 8)) {
            self.run_together = true;
        }
        let share;
        if self.has_point && self.pending.is_none() {
            // 一点二万: the decimals have been added to the total, which has no scale yet.
            if self.great.is_some_and(|last| scale < last) {
                return Err(Stop::Here);
            }
            share = Some(match self.share {
                Some((mantissa, before)) if self.great.is_some() => {
                    (mantissa, before.checked_mul(factor).ok_or(Stop::Overflow)?)
                }
                _ => (self.total.low, factor),
            });
            self.total = self.total.times(factor).ok_or(Stop::Overflow)?;
        } else if in_section {
            let section = self.closed_section().ok_or(Stop::Here)?;
            let first = self.great.is_none();
            if let Some(last) = self.great
                && scale <= self.largest
                && scale >= last
            {
                return Err(if scale == last || last < self.largest { Stop::BeforeSection } else { Stop::Here });
            }
            if self.great.is_some() && scale > self.largest {
                let whole = self.total.plus(section).ok_or(Stop::Overflow)?;
                self.total = whole.times(factor).ok_or(Stop::Overflow)?;
            } else {
                let closed = section.times(factor).ok_or(Stop::Overflow)?;
                self.total = self.total.plus(closed).ok_or(Stop::Overflow)?;
            }
            share = first.then_some((section.low, factor));
            if !first || self.pending.is_some() {
                self.digit_share = None;
            }
        } else if let Some(last) = self.great {
            // 万亿, 万万: only directly behind one another.
            if scale < last || self.linked {
                return Err(Stop::Here);
            }
            share = match self.share {
                Some((mantissa, before)) => Some((mantissa, before.checked_mul(factor).ok_or(Stop::Overflow)?)),
                None => None,
            };
            self.total = self.total.times(factor).ok_or(Stop::Overflow)?;
        } else if self.is_empty() {
            self.total = Pair::one(factor);
            share = None;
        } else {
            return Err(Stop::Here);
        }
        self.share = share;
        self.section = Pair::default();
        self.scale = None;
        self.pending = None;
        self.linked = false;
        self.great = Some(scale);
        self.hedge_open = false;
        self.largest = self.largest.max(scale);
        self.chinese = true;
        Ok(rest)
    }

    /// The section with what is pending, before 万 亿 兆.
    fn closed_section(&self) -> Option<Pair> {
        match self.pending {
            None => Some(self.section),
            Some(pending) => self.section.plus(pending.pair),
        }
    }

    /// `point digits`: 点 and Chinese digits (两千三点一), or a Latin point between Chinese digits (二零.九八).
    fn point<'t>(&mut self, rest: &'t str) -> Result<&'t str, Stop> {
        if self.has_point || self.arabic || self.is_empty() || (self.linked && self.pending.is_none()) {
            return Err(Stop::Here);
        }
        let whole = self.finish().ok_or(Stop::Here)?;
        let start = skip_gap(rest);
        let mut after = start;
        let (mut value, mut digits) = (Decimal::ZERO, 0u32);
        while let Some(c) = after.chars().next() {
            let Some(Numeral::Digit { value: digit, counting: false }) = numeral(c) else { break };
            digits = digits.saturating_add(1);
            let weight = Decimal::try_from_i128_with_scale(i128::from(digit), digits).map_err(|_| Stop::Overflow)?;
            value = value.checked_add(weight).ok_or(Stop::Overflow)?;
            after = after.get(c.len_utf8()..).unwrap_or_default();
        }
        // 三点五十分 is a time of day.
        let clock = skip_gap(after).starts_with(|c| matches!(numeral(c), Some(Numeral::Scale(_) | Numeral::Tens(_))));
        if digits == 0 || clock {
            return Err(Stop::Here);
        }
        self.total = Pair { low: whole.low, high: whole.high }.plus(Pair::one(value)).ok_or(Stop::Overflow)?;
        (self.section, self.scale, self.pending, self.great, self.largest) = (Pair::default(), None, None, None, 0);
        (self.linked, self.has_point, self.share, self.digit_share) = (false, true, None, None);
        Ok(after)
    }

    /// 余 多 几 来 behind numerals: before 万 亿 (2200余万), or at the end of a round number (百余, 1.1亿余, 10多).
    fn hedge<'t>(&mut self, next: &'t str) -> Result<&'t str, Stop> {
        let (found, rest, closes) = hedge(next).ok_or(Stop::Here)?;
        if self.is_empty() || self.pending.is_some_and(|pending| pending.open) {
            return Err(Stop::Here);
        }
        let scale_follows = skip_gap(rest).starts_with(|c| matches!(numeral(c), Some(Numeral::Great(_))));
        let several = starts_with(next, "几");
        let round = match self.pending {
            _ if self.linked => several && self.pending.is_none(),
            None => self.scale.is_some() || self.great.is_some(),
            Some(Pending { arabic: Some(found), .. }) => {
                !found.has_point
                    && found.value >= Decimal::TEN
                    && found.value.checked_rem(Decimal::TEN).is_some_and(|rest| rest.is_zero())
            }
            Some(_) => false,
        };
        let ten = self.scale == Some(10) || (self.pending.is_some() && !scale_follows && round) || self.linked;
        let fits = if several { round && (ten || scale_follows) } else { round || (scale_follows && self.arabic) };
        // 余 behind any count of two digits: 365余家 is sloppy, and read as it is meant.
        let sloppy = starts_with(next, "余")
            && self.pending.is_some_and(|pending| {
                pending.arabic.is_some_and(|found| !found.has_point && found.value >= Decimal::TEN)
            });
        if !(fits || sloppy) {
            return Err(Stop::Here);
        }
        self.hedge = Some(found);
        self.hedge_open = !closes;
        self.linked = false;
        Ok(rest)
    }

    /// The number, if it can end here.
    fn finish(&self) -> Option<Amount> {
        if self.hedge_open || (self.linked && self.pending.is_none()) {
            return None;
        }
        let (mut share, mut digit_share) = (self.share, self.digit_share);
        let mut sum = self.total.plus(self.section)?;
        if let Some(pending) = self.pending {
            if pending.open {
                return None;
            }
            // 九百九, 一万四: the last digit stands for the next scale.
            let last = self.scale.map(u64::from).or(self.great).unwrap_or(0);
            let omitted =
                pending.arabic.is_none() && !self.linked && !self.arabic && last >= 100 && pending.digits == 1;
            if omitted && pending.last == 0 {
                return None;
            }
            let factor = if omitted { Decimal::from(last.checked_div(10)?) } else { Decimal::ONE };
            // 1.2万三 is no number.
            if pending.arabic.is_none() && self.arabic && !self.linked {
                return None;
            }
            sum = sum.plus(pending.pair.times(factor)?)?;
            if !self.is_first_section() {
                (share, digit_share) = (None, None);
            }
        }
        let arabic = self.pending.and_then(|pending| pending.arabic);
        let only_scales = !self.has_digit && !self.linked;
        if let (Some((digit, scale)), Some((_, factor))) = (digit_share, share) {
            digit_share = scale.checked_mul(factor).map(|factor| (digit, factor));
        }
        Some(Amount {
            low: sum.low,
            high: sum.high,
            hedge: self.hedge,
            arabic: self.arabic,
            chinese: self.chinese,
            has_point: self.has_point || arabic.is_some_and(|found| found.has_point),
            scaled: !self.is_first_section(),
            great: self.great.is_some(),
            only_scales,
            bare: only_scales && !self.ten_head,
            padded: self.padded,
            lone: !self.arabic && self.length == 1,
            run_together: self.run_together,
            share,
            digit_share,
        })
    }
}
