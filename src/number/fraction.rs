//! Fractions, percentages in words, tenths, powers: what turns an amount into another value.

use nom::Parser;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::satisfy;
use nom::combinator::{not, opt};
use nom::multi::fold_many_m_n;
use rust_decimal::Decimal;

use super::amount::{Amount, amount, exact_product};

use super::parse::{Broken, Context, Parsed, broken, miss, sign};
use super::vocabulary::{Kind, Numeral, is_digit, is_half, numeral, skip_gap, starts_with, suffix};
use super::{Form, Hedge, Notation, Number};
use crate::text::{char_before, digit, fold};

/// One end of a range, or the whole of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Single {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    pub(super) hedge: Option<Hedge>,
    pub(super) form: Form,
    pub(super) scaled: bool,
    pub(super) great: bool,
    pub(super) bare: bool,
    pub(super) lone: bool,
    pub(super) padded: bool,
    arabic: bool,
    chinese: bool,
    share: Option<(Decimal, Decimal)>,
    digit_share: Option<(Decimal, Decimal)>,
}

impl From<Amount> for Single {
    fn from(amount: Amount) -> Self {
        let Amount { low, high, hedge, scaled, great, bare, lone, padded, arabic, chinese, share, digit_share, .. } =
            amount;
        let form = Form::Plain;
        Self { low, high, hedge, form, scaled, great, bare, lone, padded, arabic, chinese, share, digit_share }
    }
}

impl Single {
    pub(super) fn number(&self) -> Number {
        let max = (self.low != self.high).then_some(self.low.max(self.high));
        let value = self.low.min(self.high);
        Number { value, max, hedge: self.hedge, notation: self.notation_with(self), form: self.form }
    }

    pub(super) const fn notation_with(&self, other: &Self) -> Notation {
        match (self.arabic || other.arabic, self.chinese || other.chinese) {
            (true, true) => Notation::Mixed,
            (false, true) => Notation::Chinese,
            _ => Notation::Arabic,
        }
    }

    pub(super) fn negated(self) -> Self {
        let negated = |mut value: Decimal| {
            // There is no minus 0.
            value.set_sign_negative(value.is_sign_positive() && !value.is_zero());
            value
        };
        Self { low: negated(self.low), high: negated(self.high), ..self }
    }

    /// As the first end of a range that ends in `second`: it takes the scale (10-20亿) or the form (百分之五到十) that only
    /// one of them has. `None` where the two are no range.
    pub(super) fn sharing(self, second: &mut Self) -> Option<Self> {
        if self.form != second.form {
            let denominator = match self.form {
                Form::Percent => 100,
                Form::Permille => 1000,
                // 三至五成
                Form::Plain if second.form == Form::Tenths && !self.scaled => {
                    let tenth = exact_product(self.low, Decimal::new(1, 1))?;
                    return Some(Self { low: tenth, high: tenth, form: Form::Tenths, ..self });
                }
                Form::Plain if second.form == Form::Fraction => return Some(self),
                _ => return None,
            };
            if second.form != Form::Plain || second.scaled && second.low > Decimal::from(denominator) {
                return None;
            }
            second.low = second.low.checked_div(Decimal::from(denominator))?.normalize();
            second.high = second.low;
            return Some(self);
        }
        let factor = match (second.digit_share, second.share) {
            (Some((digit, factor)), _) if self.lone && !self.scaled && self.low < digit => Some(factor),
            (_, Some((mantissa, factor))) if !self.great && self.low < mantissa => Some(factor),
            _ => None,
        };
        match factor {
            Some(factor) if self.form == Form::Plain => {
                let low = exact_product(self.low, factor)?;
                Some(Self { low, high: low, ..self })
            }
            _ => Some(self),
        }
    }
}

/// What does not begin with a plain amount: `mixed` in digits, `digits "/" digits`, 半, 对折.
pub(super) fn special<'t>(input: &'t str, context: Context<'t>) -> Parsed<'t, Single> {
    if input.starts_with(is_digit) {
        return mixed_digits(input).or_else(|_| slash(input));
    }
    let c = input.chars().next().ok_or(miss())?;
    let rest = input.get(c.len_utf8()..).unwrap_or_default();
    match c {
        '半' => half(rest, context),
        // 打对折: half the price. 对折 by itself folds paper.
        '对' | '對' if starts_with(rest, "折") && char_before(context.text, context.at) == Some('打') => {
            let rest = skip_gap(rest);
            let rest = rest.get('折'.len_utf8()..).unwrap_or_default();
            Ok((rest, Single { form: Form::Discount, chinese: true, ..tenths_of(Decimal::new(5, 1)) }))
        }
        _ => Err(miss()),
    }
}

fn tenths_of(value: Decimal) -> Single {
    Single { low: value, high: value, ..Single::default() }
}

/// `half = "半" ( "百" | "成" | "折" )`, or 半 before a unit of time or measure: 半小时, but not 上半年, 半导体.
fn half<'t>(rest: &'t str, context: Context<'t>) -> Parsed<'t, Single> {
    if !is_half(context.text, context.text.len().saturating_sub(rest.len()).saturating_sub('半'.len_utf8())) {
        return Err(miss());
    }
    let next = skip_gap(rest);
    let half = Single { chinese: true, ..tenths_of(Decimal::new(5, 1)) };
    if let Some(after) = suffix(rest, Kind::Tenths) {
        let twentieth = Decimal::new(5, 2);
        return Ok((after, Single { form: Form::Tenths, low: twentieth, high: twentieth, ..half }));
    }
    if let Some(after) = suffix(rest, Kind::Discount) {
        return Ok((after, Single { form: Form::Discount, ..half }));
    }
    match next.strip_prefix('百') {
        Some(after) => Ok((after, Single { chinese: true, scaled: true, ..tenths_of(Decimal::from(50)) })),
        None => Ok((rest, half)),
    }
}

/// A whole number in up to three digits, as written in a fraction with a slash.
fn short_whole(input: &str) -> Parsed<'_, u32> {
    let (rest, found) = take_while_m_n(1, 3, is_digit).parse(input)?;
    not(satisfy(is_digit)).parse(rest)?;
    Ok((rest, found.chars().filter_map(digit).fold(0u32, |sum, next| sum.saturating_mul(10).saturating_add(next))))
}

/// `slash = digits "/" digits`, at most three digits each; `2021/8/13`, `1/2.5` and `5/10万` are none.
fn slash(input: &str) -> Parsed<'_, Single> {
    let (rest, numerator) = short_whole(input)?;
    let (rest, _) = satisfy(|c| matches!(c, '/' | '／')).parse(rest)?;
    let (rest, denominator) = short_whole(rest)?;
    not((satisfy(|c| matches!(c, '/' | '／' | '.' | '．')), satisfy(is_digit))).parse(rest)?;
    // The scale belongs to the denominator, which is a unit: so many of a hundred thousand.
    not(satisfy(|c| matches!(fold(c), '万' | '亿'))).parse(skip_gap(rest))?;
    let value = Decimal::from(numerator).checked_div(Decimal::from(denominator)).ok_or(miss())?.normalize();
    Ok((rest, Single { form: Form::Fraction, arabic: true, ..tenths_of(value) }))
}

/// `mixed = digits blank { blank } slash`: `1 3/5`
fn mixed_digits(input: &str) -> Parsed<'_, Single> {
    let (rest, whole) = short_whole(input)?;
    let after = skip_gap(rest);
    if after.len() == rest.len() {
        return Err(miss());
    }
    let (rest, fraction) = slash(after)?;
    let value = Decimal::from(whole).checked_add(fraction.low).ok_or(broken(Broken::Overflow, rest))?;
    Ok((rest, Single { low: value, high: value, ..fraction }))
}

/// What may follow an amount: `分之`, `又 … 分之`, `成`, `折`, an exponent, `k`, `打`.
pub(super) fn suffixed<'t>(first: Amount, rest: &'t str, context: Context<'t>) -> Parsed<'t, Single> {
    if first.hedge.is_none() {
        let rules = [parts, mixed, tenths, discount, exponent, power, thousands, dozens];
        for rule in rules {
            match rule(&first, rest, context) {
                Err(nom::Err::Error(_)) => {}
                found => return found,
            }
        }
    }
    Ok((rest, first.into()))
}

/// `分之`, blanks apart.
fn of_parts(input: &str) -> Parsed<'_, ()> {
    let word = |wanted: char| move |input| satisfy(|c| fold(c) == wanted).parse(skip_gap(input));
    let (rest, _) = (word('分'), word('之')).parse(input)?;
    Ok((skip_gap(rest), ()))
}

/// `fraction = amount "分之" [ sign ] amount`; before a scale that stands alone it is a percentage in words (百分之五).
fn parts<'t>(first: &Amount, rest: &'t str, context: Context<'t>) -> Parsed<'t, Single> {
    let (rest, ()) = of_parts(rest)?;
    let (rest, minus) = opt(sign).parse(rest)?;
    let (rest, numerator) = amount(rest, false)?;
    let numerator_at = Context { marker: false, ..context };
    let (rest, numerator) = match thousands(&numerator, rest, numerator_at) {
        Ok(found) => found,
        Err(_) => (rest, Single::from(numerator)),
    };
    if first.low.is_zero() || first.low != first.high || first.has_point {
        return Err(miss());
    }
    let form = match () {
        () if !first.bare => Form::Fraction,
        () if first.low == Decimal::ONE_HUNDRED => Form::Percent,
        () if first.low == Decimal::ONE_THOUSAND => Form::Permille,
        () => Form::PartsPer,
    };
    let divide = |value: Decimal| {
        value.checked_div(first.low).map(|share| share.normalize()).ok_or(broken(Broken::Overflow, rest))
    };
    let (low, high) = (divide(numerator.low)?, divide(numerator.high)?);
    let whole = Single { form, ..Single::default() };
    let (arabic, chinese) = (first.arabic || numerator.arabic, true);
    let single = Single { low, high, hedge: numerator.hedge, arabic, chinese, ..whole };
    Ok((rest, if minus.is_some_and(|c| fold(c) != '+') { single.negated() } else { single }))
}

/// `mixed = amount "又" fraction`
fn mixed<'t>(first: &Amount, rest: &'t str, context: Context<'t>) -> Parsed<'t, Single> {
    let (rest, _) = satisfy(|c| c == '又').parse(skip_gap(rest))?;
    let (rest, denominator) = amount(skip_gap(rest), false)?;
    let (rest, fraction) = parts(&denominator, rest, context)?;
    let value = first.low.checked_add(fraction.low).ok_or(broken(Broken::Overflow, rest))?;
    Ok((
        rest,
        Single { low: value, high: value, form: Form::Fraction, arabic: first.arabic || fraction.arabic, ..fraction },
    ))
}

/// `tenths = amount "成" [ digit | "半" ]`: 三成, 七成六, 三成半; not 5成果, 三成员.
fn tenths<'t>(first: &Amount, rest: &'t str, _: Context<'t>) -> Parsed<'t, Single> {
    let rest = suffix(rest, Kind::Tenths).ok_or(miss())?;
    if first.scaled && first.low > Decimal::TEN {
        return Err(miss());
    }
    let tenth = Decimal::new(1, 1);
    let scale = |value: Decimal| exact_product(value, tenth).ok_or(miss());
    let (mut low, mut high) = (scale(first.low)?, scale(first.high)?);
    let mut end = rest;
    let next = skip_gap(rest);
    if let Some(c) = next.chars().next()
        && low == high
        && first.low.fract().is_zero()
        && !first.arabic
    {
        let after = next.get(c.len_utf8()..).unwrap_or_default();
        // 七成五的项目, but 七成三级医院.
        let ends =
            !after.starts_with(|c: char| c.is_alphanumeric()) || after.starts_with(['的', '以', '左', '是', '为']);
        let more = match numeral(c) {
            Some(Numeral::Digit { value, counting: false }) if ends => Decimal::new(i64::from(value), 2),
            _ if c == '半' && !["年", "天", "小时", "个", "数"].iter().any(|word| starts_with(after, word)) => {
                Decimal::new(5, 2)
            }
            _ => Decimal::ZERO,
        };
        if !more.is_zero() {
            (low, high, end) = (low.saturating_add(more), high.saturating_add(more), after);
        }
    }
    Ok((
        end,
        Single { low, high, form: Form::Tenths, chinese: true, share: None, digit_share: None, ..Single::from(*first) },
    ))
}

/// `discount = amount "折"`: 七五折 and 7.5折 are 0.75; 十折 is none; 5折线 is a line.
fn discount<'t>(first: &Amount, rest: &'t str, _: Context<'t>) -> Parsed<'t, Single> {
    let rest = suffix(rest, Kind::Discount).ok_or(miss())?;
    let tens = first.low >= Decimal::TEN;
    let whole = first.low.fract().is_zero();
    let no_discount =
        first.scaled || (tens && !whole) || first.low >= Decimal::ONE_HUNDRED || first.low <= Decimal::ZERO;
    if no_discount || first.low == Decimal::TEN || first.low != first.high {
        return Err(miss());
    }
    let scale = if tens { Decimal::new(1, 2) } else { Decimal::new(1, 1) };
    let value = exact_product(first.low, scale).ok_or(miss())?;
    let single = Single { low: value, high: value, form: Form::Discount, chinese: true, ..Single::from(*first) };
    Ok((rest, single))
}

/// `exponent = ( "e" | "E" ) [ sign ] digit [ digit ]`, at the end of a word.
fn exponent<'t>(first: &Amount, rest: &'t str, _: Context<'t>) -> Parsed<'t, Single> {
    let (rest, _) = satisfy(|c| matches!(fold(c), 'e' | 'E')).parse(rest)?;
    let (rest, exponent) = signed_short(rest)?;
    not(satisfy(|c: char| c.is_alphanumeric())).parse(rest)?;
    if first.chinese {
        return Err(miss());
    }
    raised(*first, Decimal::TEN, exponent, first.low, rest)
}

/// `power = amount "^" [ sign ] digit [ digit ]`
fn power<'t>(first: &Amount, rest: &'t str, _: Context<'t>) -> Parsed<'t, Single> {
    let (rest, _) = satisfy(|c| fold(c) == '^').parse(rest)?;
    let (rest, exponent) = signed_short(rest)?;
    raised(*first, first.low, exponent, Decimal::ONE, rest)
}

/// `factor × base ^ exponent`
fn raised<'t>(first: Amount, base: Decimal, exponent: i32, factor: Decimal, rest: &'t str) -> Parsed<'t, Single> {
    let mut value = Some(Decimal::ONE);
    for _ in 0..exponent.unsigned_abs() {
        value = value.and_then(|value| exact_product(value, base));
    }
    let value =
        value.and_then(|value| if exponent < 0 { factor.checked_div(value) } else { exact_product(factor, value) });
    let value = value.ok_or(broken(Broken::Overflow, rest))?.normalize();
    Ok((rest, Single { low: value, high: value, scaled: true, ..Single::from(first) }))
}

/// Signs, two of which cancel, and one or two digits.
fn signed_short(input: &str) -> Parsed<'_, i32> {
    let minus = |negative: bool, c: char| if fold(c) == '+' { negative } else { !negative };
    let (rest, negative) = fold_many_m_n(0, 2, sign, || false, minus).parse(input)?;
    let (rest, found) = take_while_m_n(1, 2, is_digit).parse(rest)?;
    not(satisfy(is_digit)).parse(rest)?;
    let value = found.chars().filter_map(digit).fold(0u32, |sum, next| sum.saturating_mul(10).saturating_add(next));
    let value = i32::try_from(value).map_err(|_| miss())?;
    Ok((rest, if negative { value.saturating_neg() } else { value }))
}

/// `thousands = digits "k"`; 2K, 4K, 8K are formats of pictures, and km, kg, kW units.
fn thousands<'t>(first: &Amount, rest: &'t str, _: Context<'t>) -> Parsed<'t, Single> {
    let (rest, _) = satisfy(|c| matches!(fold(c), 'k' | 'K')).parse(skip_gap(rest))?;
    not(satisfy(|c| fold(c).is_ascii_alphanumeric())).parse(rest)?;
    let picture = [2, 4, 8, 16].iter().any(|&format| first.low == Decimal::from(format));
    if first.chinese || !first.arabic || picture {
        return Err(miss());
    }
    let value = exact_product(first.low, Decimal::ONE_THOUSAND).ok_or(miss())?;
    Ok((rest, Single { low: value, high: value, scaled: true, ..Single::from(*first) }))
}

/// `dozens = amount "打"`: 五十打; not 5打造, 三打一.
fn dozens<'t>(first: &Amount, rest: &'t str, _: Context<'t>) -> Parsed<'t, Single> {
    let rest = suffix(rest, Kind::Dozen).ok_or(miss())?;
    if first.arabic || first.has_point || first.bare {
        return Err(miss());
    }
    let twelve = Decimal::from(12);
    let scale = |value: Decimal| exact_product(value, twelve).ok_or(miss());
    Ok((
        rest,
        Single { low: scale(first.low)?, high: scale(first.high)?, scaled: true, lone: false, ..Single::from(*first) },
    ))
}
