//! What a character or a short word means inside a number, from `registry/data/numerals.tsv`, `number_hedges.tsv` and
//! `not_numbers.tsv`.

use once_cell::sync::Lazy;

use super::Hedge;
use crate::registry::{CharSet, Lexicon, Table};
use crate::text::{char_before, digit, fold, is_blank, skip_blanks_back};

/// A Chinese numeral character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeral {
    /// 零 to 九; 两 is a `counting` digit, which never stands in a string of digits.
    Digit { value: u32, counting: bool },
    /// 十 百 千.
    Scale(u32),
    /// 廿 卅: two digits in one character.
    Tens(u32),
    /// 万 亿 兆.
    Great(u64),
}

/// What a word that belongs to a number does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A hedge behind the numerals.
    Closing(Hedge),
    /// A hedge before a scale: 数百.
    Several,
    Tenths,
    Discount,
    Dozen,
    Half,
}

/// A word that belongs to a number, and where it does.
#[derive(Clone, Debug)]
struct Word {
    text: &'static str,
    kind: Kind,
    before: Vec<&'static str>,
    not_before: Vec<&'static str>,
    /// The first characters of these two, by their last six bits.
    firsts: u64,
    not_after: &'static str,
}

impl Word {
    /// Whether what follows leaves it a word by itself: 10多项, but not 10多功能.
    fn fits_before(&self, after: &str) -> bool {
        // Most stops do not begin as what follows does.
        let first = after.chars().find(|&c| !is_blank(c)).map(fold);
        if first.is_none_or(|c| self.firsts & bit(c) == 0) {
            return self.before.is_empty();
        }
        !self.not_before.iter().any(|stop| starts_with(after, stop))
            && (self.before.is_empty() || self.before.iter().any(|next| starts_with(after, next)))
    }
}

/// A bit for `c`, which other characters share.
const fn bit(c: char) -> u64 {
    1 << (c as u32 % 64)
}

struct Vocabulary {
    /// Sorted by character.
    numerals: Vec<(char, Numeral)>,
    /// What must not follow a scale, for those that begin units.
    unit_heads: Vec<(char, Vec<&'static str>)>,
    words: Vec<Word>,
    not_numbers: Lexicon<()>,
    sets: Sets,
}

/// What the first look at a character asks.
struct Sets {
    /// The numerals.
    numerals: CharSet,
    /// What a number can start with.
    starts: CharSet,
    /// What a word that belongs to a number starts with.
    words: CharSet,
    /// What may go on a number behind its numerals, blanks apart.
    goes_on: CharSet,
    /// What stands behind a scale that begins a unit.
    unit_seconds: CharSet,
    /// Numerals that are everyday characters as well: 伍 陆 肆 拾.
    everyday: CharSet,
}

static VOCABULARY: Lazy<Vocabulary> = Lazy::new(|| {
    let none = || CharSet::of_forms([]);
    let mut vocabulary = Vocabulary {
        numerals: Vec::new(),
        unit_heads: Vec::new(),
        words: Vec::new(),
        not_numbers: Lexicon::new(),
        sets: Sets {
            numerals: none(),
            starts: none(),
            words: none(),
            goes_on: none(),
            unit_seconds: none(),
            everyday: none(),
        },
    };
    let mut everyday = Vec::new();
    for row in Table::builtin("numerals", include_str!("../registry/data/numerals.tsv")).rows() {
        let flags = row.get("flags");
        let (Some(c), Ok(value)) = (row.get("character").chars().next(), row.get("value").parse::<u64>()) else {
            continue;
        };
        let small = u32::try_from(value).unwrap_or(0);
        let numeral = match row.get("kind") {
            "digit" => Numeral::Digit { value: small, counting: flags.contains("counting") },
            "scale" => Numeral::Scale(small),
            "tens" => Numeral::Tens(small),
            _ => Numeral::Great(value),
        };
        if flags.contains("word") {
            everyday.push(c);
        }
        let stops: Vec<&str> = row.list("not_before").collect();
        if !stops.is_empty() {
            vocabulary.unit_heads.push((c, stops));
        }
        vocabulary.numerals.push((c, numeral));
    }
    vocabulary.numerals.sort_unstable_by_key(|&(c, _)| c);
    for row in Table::builtin("number_words", include_str!("../registry/data/number_words.tsv")).rows() {
        let kind = match row.get("kind") {
            "over" => Kind::Closing(Hedge::Over),
            "about" => Kind::Closing(Hedge::About),
            "several" => Kind::Several,
            "tenths" => Kind::Tenths,
            "discount" => Kind::Discount,
            "dozen" => Kind::Dozen,
            _ => Kind::Half,
        };
        let stops = row.list("before").chain(row.list("not_before"));
        let firsts = stops.filter_map(|stop| stop.chars().next()).fold(0, |bits, c| bits | bit(c));
        vocabulary.words.push(Word {
            text: row.get("word"),
            kind,
            before: row.list("before").collect(),
            not_before: row.list("not_before").collect(),
            firsts,
            not_after: row.get("not_after"),
        });
    }
    for row in Table::builtin("not_numbers", include_str!("../registry/data/not_numbers.tsv")).rows() {
        vocabulary.not_numbers.insert(row.get("word"), ());
    }
    let numerals = || vocabulary.numerals.iter().map(|&(c, _)| c);
    let heads_of = |words: fn(&&Word) -> bool| {
        let words = vocabulary.words.iter().filter(words);
        words.filter_map(|word| word.text.chars().next()).collect::<Vec<char>>()
    };
    let suffixes = heads_of(|word| !matches!(word.kind, Kind::Several | Kind::Half));
    let seconds = vocabulary.unit_heads.iter().flat_map(|(_, stops)| stops);
    vocabulary.sets = Sets {
        numerals: CharSet::of_forms(numerals()),
        starts: CharSet::of_forms(numerals().chain(('0'..='9').chain(".×?半数几上成好对".chars()))),
        words: CharSet::of_forms(heads_of(|_| true)),
        goes_on: CharSet::of_forms(
            numerals().chain(suffixes).chain("0123456789分又点至到./,。^eEkK".chars()).chain(DASHES),
        ),
        unit_seconds: CharSet::of_forms(seconds.filter_map(|stop| stop.chars().next())),
        everyday: CharSet::of_forms(everyday),
    };
    vocabulary
});

/// What `c`, in any of its forms, means in a number.
#[inline]
pub(crate) fn numeral(c: char) -> Option<Numeral> {
    if VOCABULARY.sets.numerals.has(c) { known_numeral(fold(c)) } else { None }
}

fn known_numeral(c: char) -> Option<Numeral> {
    let numerals = &VOCABULARY.numerals;
    numerals.binary_search_by_key(&c, |&(key, _)| key).ok().and_then(|at| numerals.get(at)).map(|&(_, numeral)| numeral)
}

/// Whether the scale `c` with `after` behind it begins a unit: the 千 of 千瓦.
pub(crate) fn begins_unit(c: char, after: &str) -> bool {
    // Hardly any does.
    if !after.chars().next().is_some_and(|c| VOCABULARY.sets.unit_seconds.has(c) || is_blank(c)) {
        return false;
    }
    let c = fold(c);
    let heads = VOCABULARY.unit_heads.iter().filter(|&&(head, _)| head == c);
    heads.flat_map(|(_, stops)| stops).any(|stop| starts_with(after, stop))
}

/// Whether `c` is a numeral that is an everyday character as well: alone it is no number.
pub(crate) fn is_everyday(c: char) -> bool {
    VOCABULARY.sets.everyday.has(c)
}

/// Whether a number can start with `c`: a digit, a Chinese numeral, 半, the 数 of 数百, a point or the × of a blank draft.
/// A sign is none; see [`sign_start`](super::parse::sign_start).
pub(crate) fn is_numeral_start(c: char) -> bool {
    VOCABULARY.sets.starts.has(c)
}

/// The characters of [`is_numeral_start`].
pub(crate) fn numeral_starts() -> &'static CharSet {
    &VOCABULARY.sets.starts
}

/// Whether `c` behind numerals may belong to the same number: never `false` where it does.
#[inline]
pub(super) fn may_go_on(c: char) -> bool {
    VOCABULARY.sets.goes_on.has(c) || is_blank(c)
}

/// The byte after the word of this kind that starts at byte `at`, if what stands on both sides leaves it that word.
fn word_at(text: &str, at: usize, kind: Kind) -> Option<usize> {
    let rest = text.get(at..)?;
    if !rest.starts_with(|c| VOCABULARY.sets.words.has(c)) {
        return None;
    }
    let before = || char_before(text, skip_blanks_back(text, at)).map(fold);
    VOCABULARY.words.iter().filter(|word| word.kind == kind).find_map(|word| {
        let after = strip_word(rest, word.text)?;
        let clear = word.not_after.is_empty() || before().is_none_or(|c| !word.not_after.contains(c));
        (clear && word.fits_before(after)).then(|| text.len().saturating_sub(after.len()))
    })
}

/// `several = "数" | "几" | "上" | "成"`, the hedge before a scale.
pub(super) fn several(text: &str, at: usize) -> Option<usize> {
    word_at(text, at, Kind::Several)
}

/// What lies behind the word of this kind at the start of `rest`, blanks before it apart: 成, 折, 打.
pub(super) fn suffix(rest: &str, kind: Kind) -> Option<&str> {
    let rest = skip_gap(rest);
    rest.get(word_at(rest, 0, kind)?..)
}

/// Whether the character at byte `at` is the 半 of 半小时, 半百, 半成, and not that of 上半年 or 半导体.
pub(super) fn is_half(text: &str, at: usize) -> bool {
    word_at(text, at, Kind::Half).is_some()
}

/// `hedge = "余" | "多" | "来" | "几"` at the start of `rest`, which stands behind numerals: the hedge, what lies behind it,
/// and whether it may close a number.
pub(crate) fn hedge(rest: &str) -> Option<(Hedge, &str, bool)> {
    if !rest.starts_with(|c| VOCABULARY.sets.words.has(c)) {
        return None;
    }
    VOCABULARY.words.iter().find_map(|word| match word.kind {
        Kind::Closing(hedge) => strip_word(rest, word.text).map(|after| (hedge, after, word.fits_before(after))),
        _ => None,
    })
}

/// What lies behind `word` at the start of `rest`; one that is spelled with other forms of its characters is the same.
fn strip_word<'t>(rest: &'t str, word: &str) -> Option<&'t str> {
    let mut chars = rest.chars();
    word.chars().all(|w| chars.next().map(fold) == Some(w)).then_some(chars.as_str())
}

/// Whether the bytes `start..end` lie in a word that is no number: the 一 of 统一. With `whole`, the word must begin where
/// the number begins.
pub(crate) fn in_other_word(text: &str, start: usize, end: usize, whole: bool) -> bool {
    let words = &VOCABULARY.not_numbers;
    let mut from = start;
    for _ in 0..4 {
        let mut covered = false;
        words.walk(text, from, |hit| covered |= hit.end >= end);
        if covered {
            return true;
        }
        if whole {
            return false;
        }
        let Some(c) = char_before(text, skip_gap_back(text, from)) else { return false };
        from = skip_gap_back(text, from).saturating_sub(c.len_utf8());
    }
    false
}

/// Whether the character at byte `at` ends a word that begins before it and is no number: the first 一 of 唯一一个.
pub(super) fn ends_other_word(text: &str, at: usize) -> bool {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return false };
    let end = at.saturating_add(c.len_utf8());
    let gap = skip_gap_back(text, at);
    let Some(before) = char_before(text, gap) else { return false };
    let from = gap.saturating_sub(before.len_utf8());
    let mut ends = false;
    VOCABULARY.not_numbers.walk(text, from, |hit| ends |= hit.end == end);
    ends
}

/// The byte before at most eight blanks that stand before `at`.
fn skip_gap_back(text: &str, at: usize) -> usize {
    let mut chars = text.get(..at).unwrap_or_default().chars();
    let mut gap = at;
    for _ in 0..8 {
        match chars.next_back() {
            Some(c) if is_gap(c) => gap = gap.saturating_sub(c.len_utf8()),
            _ => break,
        }
    }
    gap
}

/// Whether `text` starts with `word`, blanks before and inside it apart.
pub(crate) fn starts_with(text: &str, word: &str) -> bool {
    let mut chars = text.chars().filter(|&c| !is_blank(c)).map(fold);
    word.chars().all(|w| chars.next() == Some(w))
}

/// A dash that can stand between the ends of a range.
pub(crate) const DASHES: [char; 12] = ['-', '－', '‐', '‑', '–', '—', '−', '─', '~', '～', '∼', '〜'];

/// Whether `c` is a dash that can stand between the ends of a range.
pub(crate) fn is_dash(c: char) -> bool {
    DASHES.contains(&c)
}

/// A blank that may stand inside a number: one that breaks no line and no column.
pub(crate) fn is_gap(c: char) -> bool {
    is_blank(c) && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `rest` behind at most eight blanks of one line.
#[inline]
pub(crate) fn skip_gap(rest: &str) -> &str {
    // Visible ASCII, and the characters from U+4000 to U+EFFF: no blank starts with any of these bytes.
    if matches!(rest.as_bytes().first(), Some(b'!'..=b'~' | 0xe4..=0xee)) { rest } else { behind_gap(rest) }
}

fn behind_gap(rest: &str) -> &str {
    let mut chars = rest.chars();
    for _ in 0..8 {
        let kept = chars.as_str();
        if !chars.next().is_some_and(is_gap) {
            return kept;
        }
    }
    chars.as_str()
}

/// Whether `c` is a digit of either kind.
pub(crate) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// Words that count (`true`) or measure (`false`).
static MEASURES: Lazy<Lexicon<bool>> = Lazy::new(|| {
    let mut words = Lexicon::new();
    let sources = [
        ("units", include_str!("../registry/data/units.tsv"), false),
        ("measure_words", include_str!("../registry/data/measure_words.tsv"), true),
    ];
    for (name, source, counts) in sources {
        for row in Table::builtin(name, source).rows() {
            for word in std::iter::once(row.get("unit")).chain(row.list("aliases")) {
                words.insert(word, counts);
                if row.get("counted") == "1" {
                    words.insert(&format!("个{word}"), false);
                }
            }
        }
    }
    words
});

/// Whether a word that counts or measures (个, the 元 of 亿元) stands at the start of `rest`, behind blanks.
pub(crate) fn measure_follows(rest: &str) -> bool {
    MEASURES.longest(skip_gap(rest), 0).is_some()
}

/// Whether a measure word, which counts whole things, stands at the start of `rest`.
pub(crate) fn count_follows(rest: &str) -> bool {
    MEASURES.longest(skip_gap(rest), 0).is_some_and(|hit| hit.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_numerals_are_sound() {
        let mut seen = HashSet::new();
        let source = include_str!("../registry/data/numerals.tsv");
        for row in Table::parse(source, &["character", "kind", "value", "flags", "not_before"]).unwrap().rows() {
            let (c, value) = (row.get("character"), row.get("value").parse::<u64>().unwrap());
            assert!(c.chars().count() == 1 && seen.insert(c), "{c}");
            assert_eq!(fold(c.chars().next().unwrap()).to_string(), c, "{c} folds to another character");
            let sound = match row.get("kind") {
                "digit" => value < 10,
                "scale" => matches!(value, 10 | 100 | 1000),
                "tens" => value % 10 == 0 && value < 100,
                "great" => matches!(value, 10_000 | 100_000_000 | 1_000_000_000_000),
                _ => false,
            };
            assert!(sound, "{c} is {value}");
        }
    }

    #[test]
    fn the_words_of_numbers_are_sound() {
        let mut seen = HashSet::new();
        let source = include_str!("../registry/data/number_words.tsv");
        for row in Table::parse(source, &["word", "kind", "before", "not_before", "not_after"]).unwrap().rows() {
            let kind = row.get("kind");
            assert!(seen.insert((row.get("word"), kind)), "{} twice", row.get("word"));
            assert!(["over", "about", "several", "tenths", "discount", "dozen", "half"].contains(&kind), "{kind}");
        }
    }

    #[test]
    fn the_words_that_are_no_numbers_hold_numerals() {
        let mut seen = HashSet::new();
        let source = include_str!("../registry/data/not_numbers.tsv");
        for row in Table::parse(source, &["word"]).unwrap().rows() {
            let word = row.get("word");
            assert!(seen.insert(word), "{word} twice");
            assert!(word.chars().any(|c| numeral(c).is_some() || c == '半'), "{word} holds no numeral");
        }
    }
}
