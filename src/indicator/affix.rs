//! The words around a name that leave its meaning: `data/indicator_affixes.tsv`, periods and places.

use once_cell::sync::Lazy;

use super::IndicatorKind;
use super::ends::Ends;
use crate::error::Error;
use crate::registry::{Lexicon, Row, Table};
use crate::text::{char_at, digit, fold, is_blank, skip_blanks};

/// The affix vocabulary, by side; the value is the set of classes that a word goes with.
pub(super) struct Affixes {
    pub(super) before: Lexicon<Classes>,
    pub(super) after: Lexicon<Classes>,
    /// How the words of `after` end.
    pub(super) ends: Ends,
    /// Nouns after which a name is only a modifier.
    pub(super) continues: Lexicon<()>,
    /// Words that end like the name of a place and are none.
    not_place: Vec<&'static str>,
}

static AFFIXES: Lazy<Affixes> =
    Lazy::new(|| Affixes::load(&Table::builtin("indicator_affixes", SOURCE)).unwrap_or_else(|_| Affixes::none()));

const SOURCE: &str = include_str!("../registry/data/indicator_affixes.tsv");

/// What an affix may be tied to: the kind of an indicator and the sort of its unit, as one bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class(u32);

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

/// The sorts of units that the column `units` names, in the order of the bits.
const SORTS: [&str; 4] = ["money", "share", "size", "count"];

/// The kinds that the column `kinds` names, in the order of the bits; a kind that is not known comes last.
const KINDS: [&str; 4] = ["flow", "stock", "rate", "index"];

impl Class {
    /// The class of an indicator with this kind and unit.
    pub(super) fn of(kind: Option<IndicatorKind>, unit: &str) -> Self {
        let kind = match kind {
            Some(IndicatorKind::Flow) => 0,
            Some(IndicatorKind::Stock) => 1,
            Some(IndicatorKind::Rate) => 2,
            Some(IndicatorKind::Index) => 3,
            None => 4,
        };
        let sort = match unit {
            "" | "%" | "‰" => 1,
            "亩" | "公顷" | "平方米" | "平方公里" | "千米" | "公里" | "米" => 2,
            _ if unit.ends_with('元') => 0,
            _ => 3,
        };
        Self(bit(kind, sort))
    }
}

/// The bit of a class: five kinds of four sorts each.
fn bit(kind: usize, sort: usize) -> u32 {
    let place = u32::try_from(kind.saturating_mul(SORTS.len()).saturating_add(sort)).unwrap_or(u32::MAX);
    1u32.checked_shl(place).unwrap_or(0)
}

impl Classes {
    pub(super) const ALL: Self = Self(u32::MAX);

    pub(super) fn has(self, class: Class) -> bool {
        self.0 & class.0 != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes that the columns `kinds` and `units` of a row allow; an empty column allows all.
    fn of_row(row: Row<'_, '_>) -> Result<Self, Error> {
        let (kinds, units) = (columns(row, "kinds", &KINDS)?, columns(row, "units", &SORTS)?);
        let mut bits = 0u32;
        for kind in 0..=KINDS.len() {
            for sort in 0..SORTS.len() {
                // An indicator of unknown kind goes with a word only if the word goes with all kinds.
                let fits = kinds.is_none_or(|kinds| kinds & (1 << kind) != 0)
                    && units.is_none_or(|units| units & (1 << sort) != 0);
                bits |= if fits { bit(kind, sort) } else { 0 };
            }
        }
        Ok(Self(bits))
    }
}

/// The words of a column as bits in the order of `known`; `None` for an empty column.
fn columns(row: Row<'_, '_>, column: &str, known: &[&str]) -> Result<Option<u32>, Error> {
    let mut bits = None;
    for word in row.list(column) {
        let Some(place) = known.iter().position(|&name| name == word) else {
            return Err(row.error(format!("unknown word `{word}` under `{column}`")));
        };
        bits = Some(bits.unwrap_or_default() | 1u32 << place);
    }
    Ok(bits)
}

impl Affixes {
    pub(super) fn builtin() -> &'static Self {
        &AFFIXES
    }

    fn none() -> Self {
        Self {
            before: Lexicon::new(),
            after: Lexicon::new(),
            ends: Ends::new(),
            continues: Lexicon::new(),
            not_place: Vec::new(),
        }
    }

    fn load(table: &Table<'static>) -> Result<Self, Error> {
        let mut affixes = Self::none();
        for row in table.rows() {
            let classes = Classes::of_row(row)?;
            for word in row.list("word") {
                let twice = match row.get("side") {
                    "before" => affixes.before.insert(word, classes).is_some(),
                    "after" => {
                        affixes.ends.add(word);
                        affixes.after.insert(word, classes).is_some()
                    }
                    "continues" => affixes.continues.insert(word, ()).is_some(),
                    "not-place" => {
                        affixes.not_place.push(word);
                        false
                    }
                    side => return Err(row.error(format!("unknown side `{side}`"))),
                };
                if twice {
                    return Err(row.error(format!("`{word}` twice")));
                }
            }
        }
        Ok(affixes)
    }

    /// Calls `each` with the end of every name of a place that starts at `at`, as its form tells.
    ///
    /// ```text
    /// place = han han { han } ( '市' | '县' | '区' | '省' )     two to five characters before the last; not 城市 …
    /// ```
    pub(super) fn places(&self, phrase: &str, at: usize, mut each: impl FnMut(usize)) {
        let rest = phrase.get(at..).unwrap_or_default();
        let letters = rest.char_indices().filter(|&(_, c)| !is_blank(c));
        for (count, (offset, c)) in letters.enumerate().take(6) {
            if !('\u{3400}'..='\u{9fff}').contains(&fold(c)) {
                return;
            }
            let end = offset.saturating_add(c.len_utf8());
            if count >= 2
                && matches!(fold(c), '市' | '县' | '区' | '省')
                && !self.not_place.iter().any(|word| ends_with(rest.get(..end).unwrap_or_default(), word))
            {
                each(at.saturating_add(end));
            }
        }
    }
}

/// The end of a period that starts at `at`.
///
/// ```text
/// period = figure { figure | '-' | '—' | '~' | '至' } ( '年' | '月' | '日' | '季' ) [ '度' | '份' ] [ '末' | '底' | '初' ]
/// figure = digit | '一' … '九' | '十' | '〇' | '○' | '零' | '前'
/// ```
pub(super) fn period(phrase: &str, at: usize) -> Option<usize> {
    let mut at = at;
    let mut figures = 0usize;
    while let Some(c) = char_at(phrase, at).filter(|_| figures < 12) {
        if digit(c).is_none()
            && !"一二三四五六七八九十前〇○零".contains(c)
            && (figures == 0 || !"-—–~～－至".contains(c))
        {
            break;
        }
        figures = figures.saturating_add(1);
        at = skip_blanks(phrase, at.saturating_add(c.len_utf8()));
    }
    // The next character, blanks before it passed over, if it is one of `set`.
    let next = |at: usize, set: &str| {
        let at = skip_blanks(phrase, at);
        char_at(phrase, at).filter(|&c| set.contains(fold(c))).map(|c| at.saturating_add(c.len_utf8()))
    };
    let mut end = next(at, "年月日季").filter(|_| figures > 0)?;
    end = next(end, "度份").unwrap_or(end);
    Some(next(end, "末底初").unwrap_or(end))
}

/// Whether `text` starts with `word`, blanks in the text and variant forms apart.
pub(super) fn starts_with(text: &str, word: &str) -> bool {
    let mut letters = text.chars().filter(|&c| !is_blank(c)).map(fold);
    word.chars().all(|c| letters.next() == Some(fold(c)))
}

/// Whether `text` ends with `word`, blanks in the text and variant forms apart.
pub(super) fn ends_with(text: &str, word: &str) -> bool {
    let mut letters = text.chars().rev().filter(|&c| !is_blank(c)).map(fold);
    word.chars().rev().all(|c| letters.next() == Some(fold(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_sound() {
        let table = Table::parse(SOURCE, &["word", "side", "kinds", "units", "note"]).unwrap();
        let affixes = Affixes::load(&table).map_err(|error| error.to_string());
        assert_eq!(affixes.map(|affixes| affixes.before.get("全市").is_some()), Ok(true));
    }

    #[test]
    fn a_restricted_word_goes_with_its_classes_only() {
        let classes = Affixes::builtin().after.get("数量").unwrap();
        assert!(classes.has(Class::of(Some(IndicatorKind::Stock), "家")));
        assert!(!classes.has(Class::of(Some(IndicatorKind::Flow), "元")));
        assert!(!classes.has(Class::of(Some(IndicatorKind::Rate), "%")));
        assert!(!classes.has(Class::of(None, "家")));
    }

    #[test]
    fn periods_end_where_the_grammar_says() {
        for (text, read) in [
            ("1-6月GDP", "1-6月"),
            ("2021年末常住人口", "2021年末"),
            ("前三季度GDP", "前三季度"),
            ("１ － ６ 月GDP", "１ － ６ 月"),
        ] {
            assert_eq!(period(text, 0).and_then(|end| text.get(..end)), Some(read), "{text}");
        }
        for text in ["月GDP", "5G基站", "前GDP", "-6月", ""] {
            assert_eq!(period(text, 0), None, "{text}");
        }
    }

    #[test]
    fn places_are_told_by_their_form() {
        fn places(text: &str) -> Vec<&str> {
            let mut found = Vec::new();
            Affixes::builtin().places(text, 0, |end| found.extend(text.get(..end)));
            found
        }
        assert_eq!(places("绍兴市越城区GDP"), ["绍兴市", "绍兴市越城区"]);
        assert_eq!(places("城市道路"), [] as [&str; 0]);
        assert_eq!(places("特大城市GDP"), [] as [&str; 0]);
        assert_eq!(places("上市公司"), [] as [&str; 0]);
    }
}
