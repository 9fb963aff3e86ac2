//! The registry of units: loading, overlays, and the longest unit at a place.
//!
//! ```text
//! unit        = simple { per simple | "(" simple ")" }          微克/立方米 · 套(间) · 人每平方公里
//! per         = "/" | "每"
//! simple      = [ "个" ] word                                     the longest one that no other word swallows
//! ```

use once_cell::sync::Lazy;
use std::fmt;
use std::sync::Arc;

use super::unit::{Definition, Ratio, Unit};
use crate::error::Error;
use crate::number::vocabulary::{Numeral, is_digit, numeral, skip_gap, starts_with};
use crate::registry::{CharSet, Lexicon, Row, Table};
use crate::span::Span;
use crate::text::{char_at, fold, is_blank, squash, trim};

/// A registry of units and measure words.
///
/// ```
/// use zj_gov_report::quantity::Units;
///
/// let units = Units::builtin().with_tsv("unit\tdimension\tnumerator\tdenominator\n网箱\tcount:网箱\t1\t1\n")?;
/// assert!(units.unit("网箱").is_known());
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone)]
#[doc(alias = "单位")]
pub struct Units(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    words: Lexicon<u32>,
    spellings: Vec<Spelling>,
    /// The units by which even a digit in Chinese counts.
    telling: Lexicon<()>,
}

impl Inner {
    const fn new() -> Self {
        Self { words: Lexicon::new(), spellings: Vec::new(), telling: Lexicon::new() }
    }
}

/// One way to write a unit.
#[derive(Clone)]
struct Spelling {
    unit: Unit,
    /// Whether it ends with a letter.
    letters: bool,
    stops: Arc<[Stop]>,
    /// The first characters of what stops it, by their last six bits.
    stop_bits: u64,
}

impl Spelling {
    /// Whether `rest`, which stands behind it, makes it part of another word.
    fn is_stopped(&self, rest: &str) -> bool {
        if self.stop_bits == 0 {
            return false;
        }
        let first = rest.chars().find(|&c| !is_blank(c)).map(fold);
        if first.is_some_and(|c| self.stop_bits & bit(c) == 0) {
            return false;
        }
        self.stops.iter().any(|stop| (stop.first.is_none() || stop.first == first) && stop.stops(rest))
    }
}

/// A bit for `c`, which other characters share.
const fn bit(c: char) -> u64 {
    1 << (c as u32 % 64)
}

/// What must not follow a unit: `word`, unless one of `except` comes after it.
#[derive(Clone)]
struct Stop {
    word: Box<str>,
    /// The first character of `word`.
    first: Option<char>,
    except: Box<[Box<str>]>,
}

impl Stop {
    fn parse(item: &str) -> Self {
        let mut parts = item.split('!');
        let word: Box<str> = parts.next().unwrap_or_default().into();
        let first = word.chars().next();
        Self { word, first, except: parts.filter(|part| !part.is_empty()).map(Into::into).collect() }
    }

    fn stops(&self, rest: &str) -> bool {
        if !starts_with(rest, &self.word) {
            return false;
        }
        let length: usize = self.word.chars().count();
        let mut after = rest.chars();
        for _ in 0..length {
            while after.next().is_some_and(is_blank) {}
        }
        !self.except.iter().any(|word| starts_with(after.as_str(), word))
    }
}

static BUILTIN: Lazy<Units> = Lazy::new(|| {
    let mut inner = Inner::new();
    for (name, source) in SOURCES {
        for row in Table::builtin(name, source).rows() {
            // A faulty row of a built-in table is left out; a test reads every row strictly.
            drop(inner.add(row));
        }
    }
    Units(Arc::new(inner))
});

/// What may go on a unit, blanks apart.
static GOES_ON: Lazy<CharSet> = Lazy::new(|| CharSet::of_forms("/∕每(".chars()));

const SOURCES: [(&str, &str); 2] = [
    ("units", include_str!("../registry/data/units.tsv")),
    ("measure_words", include_str!("../registry/data/measure_words.tsv")),
];

impl Units {
    /// The units that the crate ships.
    ///
    /// ```
    /// use zj_gov_report::Units;
    ///
    /// assert_eq!(Units::builtin().unit("公里").canonical(), "千米");
    /// ```
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// These units and those of `text`, a table in the format of the built-in ones: columns `unit`, `aliases` (split at `|`),
    /// `dimension`, `numerator`, `denominator`, `counted` (`1` where 个 may stand before it), `not_before`; without a
    /// dimension the row is a measure word, with `flags` (`determines`, `rank`). A spelling that is there already is
    /// replaced.
    ///
    /// ```
    /// use zj_gov_report::quantity::Units;
    ///
    /// let units = Units::builtin().with_tsv("unit\tnot_before\n网箱\t养\n")?;
    /// let found = units.find("建成2.5万网箱").next().map(|found| found.text().to_owned());
    /// assert_eq!(found.as_deref(), Some("2.5万网箱"));
    ///
    /// let error = Units::builtin().with_tsv("unit\tdimension\tnumerator\n网箱\tarea\t0\n").unwrap_err();
    /// assert_eq!(error.to_string(), "registry, line 2: `网箱`: expected a factor of two whole numbers above 0, found `0`/``");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Registry`](crate::ErrorKind::Registry) with the line, for a table without a column `unit`, a row
    /// without a unit, a dimension without its factor, or a factor of 0.
    pub fn with_tsv(&self, text: &str) -> Result<Self, Error> {
        let table = Table::parse(text, &["unit"])?;
        let mut inner = Inner::clone(&self.0);
        for row in table.rows() {
            inner.add(row)?;
        }
        Ok(Self(Arc::new(inner)))
    }

    /// The unit that is written `text`, blanks apart; one that is unknown is kept as written.
    ///
    /// ```
    /// use zj_gov_report::quantity::Units;
    ///
    /// assert_eq!(Units::builtin().unit("平方公里").canonical(), "平方千米");
    /// assert_eq!(Units::builtin().unit("人/平方公里").dimension(), "count:人/area");
    /// ```
    #[must_use]
    pub fn unit(&self, text: &str) -> Unit {
        let text = trim(text);
        if text.is_empty() {
            return Unit::none();
        }
        self.unit_at(text, 0)
            .filter(|(_, span)| span.end() == text.len())
            .map_or_else(|| Unit::unknown(text), |(unit, _)| unit)
    }

    /// Whether `rest` may start with blanks and a unit that is a share, a multiple, money or a place in an order, so that
    /// even 三 before it counts; never `false` where it does.
    pub(crate) fn may_tell(&self, rest: &str) -> bool {
        let rest = skip_gap(rest);
        let mut behind = rest.chars();
        // 一个多百分点
        self.0.telling.longest(rest, 0).is_some()
            || behind.next().map(fold) == Some('个')
                && skip_gap(behind.as_str()).starts_with(|c| matches!(fold(c), '半' | '多'))
    }

    /// The longest unit that starts exactly at byte `at`.
    pub(crate) fn unit_at(&self, text: &str, at: usize) -> Option<(Unit, Span)> {
        let (mut unit, mut end) = self.simple(text, at)?;
        let start = at;
        for _ in 0..3 {
            let rest = text.get(end..)?;
            // Most units are simple.
            if !rest.starts_with(|c| GOES_ON.has(c) || is_blank(c)) {
                break;
            }
            let after = skip_gap(rest);
            let Some(c) = after.chars().next() else { break };
            let next = text.len().saturating_sub(after.len()).saturating_add(c.len_utf8());
            let found = match fold(c) {
                '/' | '∕' => self.per(&unit, text, next, false),
                '每' => self.per(&unit, text, next, true),
                '(' => self.alternative(&unit, text, next),
                _ => None,
            };
            let Some((wider, wider_end)) = found else { break };
            // A part may be written otherwise than the registry spells it (km²/㎞); what counts is the text, in half width.
            let written: String = text.get(at..wider_end)?.chars().filter(|&c| !is_blank(c)).map(fold).collect();
            unit = Unit { text: written.into(), ..wider };
            end = wider_end;
        }
        Some((unit, Span::new(start, end)))
    }

    /// `simple`: the longest spelling that what follows does not make part of another word.
    fn simple(&self, text: &str, at: usize) -> Option<(Unit, usize)> {
        let mut best = None;
        self.0.words.walk(text, at, |hit| {
            let Some(spelling) = self.0.spellings.get(hit.value as usize) else { return };
            let rest = text.get(hit.end..).unwrap_or_default();
            // A unit in letters ends where the letters end: 5m, but not 5mx or 5m3.
            let letters = spelling.letters && char_at(text, hit.end).is_some_and(|c| fold(c).is_ascii_alphanumeric());
            if !letters && !spelling.is_stopped(rest) {
                best = Some((&spelling.unit, hit.end));
            }
        });
        best.map(|(unit, end)| (unit.clone(), end))
    }

    /// `per simple`, with a scale before the second unit (件/万人); after 每 only what measures space or mass.
    fn per(&self, unit: &Unit, text: &str, at: usize, word: bool) -> Option<(Unit, usize)> {
        let rest = text.get(at..)?;
        let mut after = skip_gap(rest);
        let mut scale = 1u128;
        while let Some(c) = after.chars().next() {
            let value = match numeral(c) {
                Some(Numeral::Scale(value)) => u128::from(value),
                Some(Numeral::Great(value)) => u128::from(value),
                _ => break,
            };
            if self.simple(text, text.len().saturating_sub(after.len())).is_some() {
                break;
            }
            scale = scale.checked_mul(value)?;
            after = skip_gap(after.get(c.len_utf8()..)?);
        }
        let place = text.len().saturating_sub(after.len());
        let (other, end) = match self.simple(text, place) {
            // 次/月: a month is 个月 only where it is counted.
            None if after.starts_with('月') && !word => (self.unit("个月"), place.saturating_add('月'.len_utf8())),
            found => found?,
        };
        let (left, right) = (unit.definition.as_ref()?, other.definition.as_ref()?);
        if word && !matches!(&*right.dimension, "area" | "volume" | "mass" | "length" | "energy") {
            return None;
        }
        let per = Ratio::new(right.factor.numerator.checked_mul(scale)?, right.factor.denominator)?;
        let scaled = text.get(at..text.len().saturating_sub(after.len())).map(squash)?;
        let definition = Definition {
            canonical: format!("{}/{scaled}{}", left.canonical, right.canonical).into(),
            dimension: format!("{}/{}", left.dimension, right.dimension).into(),
            factor: left.factor.over(per)?,
            determines: false,
            rank: false,
            counts: false,
        };
        Some((Unit { text: Arc::clone(&unit.text), definition: Some(Arc::new(definition)) }, end))
    }

    /// `"(" simple ")"`: another word for the same count, 套(间); it means what the first means.
    fn alternative(&self, unit: &Unit, text: &str, at: usize) -> Option<(Unit, usize)> {
        let (other, end) = self.simple(text, at)?;
        let close = char_at(text, end).filter(|&c| fold(c) == ')')?;
        (unit.is_measure_word() && other.is_measure_word())
            .then(|| (unit.clone(), end.saturating_add(close.len_utf8())))
    }
}

impl Inner {
    /// Adds the unit of a row under all its spellings.
    fn add(&mut self, row: Row<'_, '_>) -> Result<(), Error> {
        let name = row.get("unit");
        if name.is_empty() || name.starts_with(is_digit) {
            return Err(row.error(format_args!("expected a unit, found `{name}`")));
        }
        let flags = row.get("flags");
        let counts = row.get("dimension").is_empty();
        let dimension = if counts { format!("count:{name}") } else { row.get("dimension").to_owned() };
        let (numerator, denominator) = (row.get("numerator"), row.get("denominator"));
        let factor = if counts {
            Some(Ratio::ONE)
        } else {
            numerator.parse().ok().zip(denominator.parse().ok()).and_then(|(n, d)| Ratio::new(n, d))
        };
        let Some(factor) = factor else {
            let message = "expected a factor of two whole numbers above 0, found";
            return Err(row.error(format_args!("`{name}`: {message} `{numerator}`/`{denominator}`")));
        };
        let definition = Arc::new(Definition {
            canonical: name.into(),
            dimension: dimension.into(),
            factor,
            determines: flags.contains("determines"),
            rank: flags.contains("rank"),
            counts,
        });
        let stops: Arc<[Stop]> = row.list("not_before").map(Stop::parse).collect();
        let stop_bits = stops.iter().fold(0, |bits, stop| bits | stop.first.map_or(u64::MAX, bit));
        for text in std::iter::once(name).chain(row.list("aliases")) {
            let index = u32::try_from(self.spellings.len()).unwrap_or(u32::MAX);
            let unit = Unit { text: text.into(), definition: Some(Arc::clone(&definition)) };
            let letters = text.ends_with(|c: char| c.is_ascii_alphabetic());
            let tells = unit.dimension() == "ratio"
                || unit.is_points()
                || unit.is_multiple()
                || unit.is_money()
                || unit.ranks();
            self.spellings.push(Spelling { unit, letters, stops: Arc::clone(&stops), stop_bits });
            self.words.insert(text, index);
            if tells {
                self.telling.insert(text, ());
            }
            if row.get("counted") == "1" {
                let counted = format!("个{text}");
                self.words.insert(&counted, index);
                if tells {
                    self.telling.insert(&counted, ());
                }
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Units({} spellings)", self.0.spellings.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_built_in_row_is_sound() {
        let mut inner = Inner::new();
        let mut seen: HashMap<String, String> = HashMap::new();
        for (name, source) in SOURCES {
            let mut rows = 0;
            for row in Table::parse(source, &["unit", "not_before"]).unwrap().rows() {
                inner.add(row).unwrap();
                rows += 1;
                let unit = row.get("unit");
                for text in std::iter::once(unit).chain(row.list("aliases")) {
                    assert_eq!(seen.insert(text.to_owned(), unit.to_owned()), None, "{name}: `{text}` twice");
                }
                for stop in row.list("not_before") {
                    assert!(!stop.starts_with('!'), "{name}: `{unit}` has an empty stop");
                }
            }
            assert!(rows >= if name == "units" { 60 } else { 120 }, "{name}: {rows} rows");
        }
    }
}
