//! The unit that the numbers of a list share with its last one.
//!
//! ```text
//! shared = number { ( '、' | '和' ) number } unit      高于全国、全省1.2和0.6个百分点   分别为8.6万、9.2万和12.3万吨
//! ```
//!
//! Any list shares % and points; other units, and the scale where the others have none, are shared behind 分别.

use rust_decimal::Decimal;

use super::cue::Role;
use super::token::{Kind, Lexed, Token};
use crate::quantity::{Quantity, Unit};
use crate::text::fold;

/// The last number of the list: where it stands, its unit, and its scale.
struct Shared {
    at: usize,
    unit: Unit,
    scale: Option<Decimal>,
}

/// Gives the numbers of lists the unit that they share.
pub(super) fn units(text: &str, lexed: &mut Lexed) {
    if lexed.quantities.len() < 2 || !joins(lexed) {
        return;
    }
    let mut next: Option<Shared> = None;
    for index in (0..lexed.tokens.len()).rev() {
        let Some(token) = lexed.tokens.get(index) else { continue };
        let Kind::Quantity(quantity) = token.kind else {
            if !(matches!(token.kind, Kind::Enum) || token.has(Role::Conj)) {
                next = None;
            }
            continue;
        };
        let before = index.checked_sub(1).and_then(|at| lexed.tokens.get(at));
        let ordinal = before.is_some_and(|before| before.has(Role::Ordinal));
        let opened = next.is_some() && behind_respectively(lexed, index);
        let Some(scan) = lexed.quantities.get_mut(quantity) else { continue };
        let scale = scan.number.slice(text).and_then(scale_of);
        if let Some(last) = next.as_ref().filter(|last| index.saturating_add(2) == last.at && !ordinal) {
            let bare = scan.quantity.unit().is_none();
            let points = last.unit.is_points() && scan.quantity.unit().as_str() == "个";
            let rate = last.unit.is_ratio() || last.unit.is_points();
            if (rate && bare) || points {
                scan.quantity = Quantity::new(scan.quantity.number(), last.unit.clone());
            } else if bare && opened {
                let number = scan.quantity.number();
                let scaled = match (scale, last.scale) {
                    (None, Some(factor)) => number.map(|value| value.checked_mul(factor)),
                    _ => Some(number),
                };
                scan.quantity = Quantity::new(scaled.unwrap_or(number), last.unit.clone());
            }
        }
        let unit = scan.quantity.unit().clone();
        let scale = scale.or(next.as_ref().filter(|_| opened).and_then(|last| last.scale));
        let shares = !unit.is_none() && !unit.determines() && !unit.ranks();
        next = shares.then_some(Shared { at: index, unit, scale });
    }
}

/// Whether a mark stands between two numbers: only then anything is shared.
fn joins(lexed: &Lexed) -> bool {
    #[cfg(test)]
    if super::said::anything() {
        return true;
    }
    let number = |at: usize| lexed.tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
    lexed.moves.windows(2).any(|pair| {
        matches!(pair, [one, other] if one.token.saturating_add(2) == other.token
        && number(one.token)
        && number(other.token)
        && lexed.tokens.get(one.token.saturating_add(1)).is_some_and(|mark| {
            matches!(mark.kind, Kind::Enum) || mark.has(Role::Conj)
        }))
    })
}

/// Whether 分别 stands before the list that the number at token `index` is in.
fn behind_respectively(lexed: &Lexed, index: usize) -> bool {
    let before = lexed.tokens.get(index.saturating_sub(16)..index).unwrap_or_default();
    let ends = |token: &&Token| matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Stop);
    before.iter().rev().take_while(|token| !ends(token)).any(|token| token.has(Role::Respectively))
}

/// The scale that a number is written with: 万, 亿.
fn scale_of(number: &str) -> Option<Decimal> {
    match fold(number.chars().next_back()?) {
        '万' => Some(Decimal::from(10_000)),
        '亿' => Some(Decimal::from(100_000_000)),
        _ => None,
    }
}
