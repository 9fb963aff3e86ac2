//! The quantity at a place: number, unit, and what stands around both.

use once_cell::sync::Lazy;
use rust_decimal::Decimal;

use super::{Quantity, Unit, Units};
use crate::number::vocabulary::{DASHES, hedge, skip_gap};
use crate::number::{Broken, Form, Hedge, Notation, Number, Scan, number_at, range_dash};
use crate::registry::CharSet;
use crate::span::Span;
use crate::text::{fold, is_blank};

/// What stands at a place where a numeral starts.
#[derive(Clone, Debug)]
pub(crate) enum QuantityScan {
    /// A number, with its unit where it has one.
    Quantity(Measured),
    /// A run of numerals that is no number; whoever scans goes on at `end`.
    Broken { end: usize, why: Broken },
}

/// A quantity and the places of its parts.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    pub(crate) quantity: Quantity,
    /// The numerals, from the first to the last.
    pub(crate) number: Span,
    /// The unit, the last one of a range; empty where there is none.
    pub(crate) unit: Span,
    /// The byte after the whole expression.
    pub(crate) end: usize,
}

/// The longest quantity that starts exactly at byte `at`. Number and unit stand on one line; a number that no known unit
/// follows has none, and ends where its numerals end. 百分之五 is `5 %`, 三成 is `3 成`, 三分之二 has no unit.
pub(crate) fn quantity_at(text: &str, at: usize, units: &Units) -> Option<QuantityScan> {
    Some(match number_at(text, at)? {
        Scan::Broken { end, why } => QuantityScan::Broken { end, why },
        Scan::Number { number, end } => QuantityScan::Quantity(measured(text, at, number, end, units)),
    })
}

/// `quantity = percent | half | measured [ dash measured ]`, once its number has been read.
pub(crate) fn measured(text: &str, start: usize, number: Number, end: usize, units: &Units) -> Measured {
    if number.form() != Form::Plain
        && let Some(found) = in_words(text, start, number, end, units)
    {
        return found;
    }
    let Some(mut found) = simple(text, start, number, end, units) else {
        let quantity = Quantity::new(number, Unit::none());
        return Measured { quantity, number: Span::new(start, end), unit: Span::new(end, end), end };
    };
    // Hardly any quantity goes on behind its unit.
    if !text.get(found.end..).is_some_and(|rest| rest.starts_with(|c| GOES_ON.has(c) || is_blank(c))) {
        return found;
    }
    extend(text, &mut found, units);
    join(text, found, units)
}

/// What may go on a quantity behind its unit, blanks apart: 半, 多, and what joins two.
static GOES_ON: Lazy<CharSet> = Lazy::new(|| CharSet::of_forms("半多至到".chars().chain(DASHES.map(fold))));

/// `measured = number [ blanks ] unit`
fn simple(text: &str, start: usize, number: Number, end: usize, units: &Units) -> Option<Measured> {
    let after = text.get(end..)?;
    let at = text.len().saturating_sub(skip_gap(after).len());
    let (unit, span) = units.unit_at(text, at)?;
    let unlike = match unit.as_str() {
        // 三成 and 七五折 are forms of a number, which has read them; 十折 is no discount.
        "成" | "折" => true,
        // 5G is a generation of networks, 128795G an amount of data.
        "G" => number.value() < Decimal::TEN && number.value().fract().is_zero(),
        // 三方 are three parties, 3万方 a volume.
        "方" => number.notation() == Notation::Chinese && number.value() <= Decimal::TEN,
        _ => false,
    };
    if unlike {
        return None;
    }
    let quantity = Quantity::new(number, unit);
    Some(Measured { quantity, number: Span::new(start, end), unit: span, end: span.end() })
}

/// `percent`: a form of number that carries its unit, 百分之五, 千分之二, 三成, 七五折.
fn in_words(text: &str, start: usize, number: Number, end: usize, units: &Units) -> Option<Measured> {
    let (unit, factor) = match number.form() {
        Form::Percent => ("%", 100),
        Form::Permille => ("‰", 1000),
        Form::Tenths => ("成", 10),
        Form::Discount => ("折", 10),
        _ => return None,
    };
    let factor = Decimal::from(factor);
    let number = number.map(|value| value.checked_mul(factor).map(|value| value.normalize()))?;
    let written = text.get(start..end)?;
    let (from, to) = match number.form() {
        Form::Percent | Form::Permille => (0, written.find('之').map_or(0, |at| at.saturating_add('之'.len_utf8()))),
        _ => (written.rfind(['成', '折']).unwrap_or(0), written.len()),
    };
    let quantity = Quantity::new(number, units.unit(unit));
    let unit = Span::new(from, to).shift(start);
    Some(Measured { quantity, number: Span::new(start, end), unit, end })
}

/// 半 or 多 behind the unit: 3天半, 两倍半, 一个半小时, 两个多月, 三年多.
fn extend(text: &str, found: &mut Measured, units: &Units) {
    let Some(rest) = text.get(found.end..).map(skip_gap) else { return };
    let Some(c) = rest.chars().next().filter(|&c| matches!(fold(c), '半' | '多')) else { return };
    let number = found.quantity.number();
    if number.max().is_some() || number.hedge().is_some() || !number.value().fract().is_zero() {
        return;
    }
    let after = text.len().saturating_sub(rest.len()).saturating_add(c.len_utf8());
    let half = fold(c) == '半' && number.value() < Decimal::ONE_THOUSAND;
    let over = fold(c) == '多' && hedge(rest).is_some_and(|(_, _, closes)| closes);
    if !(half || over) {
        return;
    }
    let number = match half {
        true => number.map(|value| value.checked_add(Decimal::new(5, 1))).unwrap_or(number),
        false => number.with_hedge(Some(Hedge::Over)),
    };
    // 一个半小时, 两个多月: the unit stands behind.
    if found.quantity.unit().as_str() == "个"
        && let Some((unit, span)) = counted_unit(text, after, units)
    {
        *found = Measured { quantity: Quantity::new(number, unit), unit: span, end: span.end(), ..found.clone() };
        return;
    }
    // Otherwise 半 or 多 ends the phrase; before another word it begins that word (3个半天, 三年多次).
    let follows = text.get(after..).and_then(|rest| rest.chars().next());
    if follows.is_none_or(|c| !c.is_alphanumeric() || matches!(c, '的' | '来' | '内' | '后' | '前')) {
        found.quantity = Quantity::new(number, found.quantity.unit().clone());
        found.end = after;
    }
}

/// A unit of measurement, or the 月 of 一个半月, behind 个半 or 个多.
fn counted_unit(text: &str, at: usize, units: &Units) -> Option<(Unit, Span)> {
    let rest = text.get(at..)?;
    if let Some(after) = rest.strip_prefix('月')
        && !after.starts_with(['份', '底', '末'])
    {
        return Some((units.unit("个月"), Span::new(at, at.saturating_add('月'.len_utf8()))));
    }
    units.unit_at(text, at).filter(|(unit, _)| !unit.is_measure_word() && !matches!(unit.as_str(), "天" | "日" | "年"))
}

/// `measured dash measured`: 5%-10%, 5亿元至10亿元, with one unit and ascending.
fn join(text: &str, first: Measured, units: &Units) -> Measured {
    let whole = || -> Option<Measured> {
        let number = first.quantity.number();
        if number.max().is_some() || number.hedge().is_some() {
            return None;
        }
        let rest = range_dash(text.get(first.end..)?)?;
        // `-2% -3%` are two numbers: only 至 and 到 join one below 0.
        if number.value().is_sign_negative() && !skip_gap(text.get(first.end..)?).starts_with(['至', '到']) {
            return None;
        }
        let at = text.len().saturating_sub(rest.len());
        let Scan::Number { number: second, end } = number_at(text, at)? else { return None };
        if second.max().is_some() || second.form() != Form::Plain {
            return None;
        }
        let second = simple(text, at, second, end, units)?;
        if second.quantity.unit().canonical() != first.quantity.unit().canonical() {
            return None;
        }
        let range = Number::range(number.value(), second.quantity.value()).ok()?;
        let range = range.with_hedge(second.quantity.number().hedge()).written(number.notation(), number.form());
        Some(Measured {
            quantity: Quantity::new(range, second.quantity.unit().clone()),
            number: first.number.cover(second.number),
            ..second
        })
    };
    whole().unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number, unit, and the whole expression, of the first quantity that starts where `before` does.
    #[track_caller]
    fn parts<'t>(text: &'t str, before: &str) -> [&'t str; 3] {
        let at = text.find(before).unwrap_or_else(|| panic!("{before} is not in {text}"));
        match quantity_at(text, at, Units::builtin()) {
            Some(QuantityScan::Quantity(found)) => {
                [found.number, found.unit, Span::new(at, found.end)].map(|span| span.slice(text).unwrap())
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_parts_of_a_quantity() {
        assert_eq!(parts("归集2200余万条,", "2"), ["2200余万", "条", "2200余万条"]);
        assert_eq!(parts("入驻 48 万余人", "48"), ["48 万余", "人", "48 万余人"]);
        assert_eq!(parts("由5%-10%到", "5"), ["5%-10", "%", "5%-10%"]);
        assert_eq!(parts("5亿元至10亿元", "5"), ["5亿元至10亿", "元", "5亿元至10亿元"]);
        assert_eq!(parts("提高0.16个百分点", "0"), ["0.16", "个百分点", "0.16个百分点"]);
        assert_eq!(parts("满3天半。", "3"), ["3", "天", "3天半"]);
        assert_eq!(parts("占百分之五", "百"), ["百分之五", "百分之", "百分之五"]);
        assert_eq!(parts("全省第4,", "4"), ["4", "", "4"]);
        assert_eq!(parts("10家长", "10"), ["10", "", "10"]);
        assert_eq!(parts("3\n个", "3"), ["3", "", "3"]);
    }

    /// Going on with every unit is the oracle.
    #[test]
    fn few_characters_go_on_behind_a_unit() {
        let pieces =
            "1 3 5 三 一 个 % 亿元 元 天 小时 月 半 多 至 到 - － — ~ / 每 平方公里 ( ) 家 的 , 。 余 個 時".split(' ');
        let pieces: Vec<&str> = pieces.chain([" ", "\n"]).collect();
        let mut next = crate::random::numbers(3);
        let units = Units::builtin();
        let mut gone_on = 0;
        for _ in 0..50_000 {
            let (number, unit) = (pieces[next(5)], pieces[5 + next(7)]);
            let behind: String = (0..=next(4)).map(|_| pieces[next(pieces.len())]).collect();
            let text = format!("{number}{unit}{behind}");
            let Some(Scan::Number { number, end }) = number_at(&text, 0) else { continue };
            let Some(simple) = simple(&text, 0, number, end, units).filter(|_| number.form() == Form::Plain) else {
                continue;
            };
            let mut found = simple.clone();
            extend(&text, &mut found, units);
            let found = join(&text, found, units);
            gone_on += usize::from(found.end > simple.end);
            assert_eq!(format!("{:?}", measured(&text, 0, number, end, units)), format!("{found:?}"), "{text:?}");
        }
        assert!(gone_on > 500, "{gone_on}");
    }

    #[test]
    fn broken_runs_are_passed_on() {
        let scan = quantity_at("9.9.9%", 0, Units::builtin());
        assert!(matches!(scan, Some(QuantityScan::Broken { end: 5, why: Broken::Points })), "{scan:?}");
    }

    #[test]
    fn flags_of_measure_words() {
        let units = Units::builtin();
        assert!(units.unit("级").determines() && units.unit("期").determines() && !units.unit("家").determines());
        assert!(units.unit("位").ranks() && units.unit("名").ranks() && !units.unit("个").ranks());
    }
}
