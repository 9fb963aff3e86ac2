//! What a character or a short word means inside a number, from `registry/data/numerals.tsv`, `number_hedges.tsv` and
//! `not_numbers.tsv`.

use once_cell::sync::Lazy;

use super::Hedge;
use crate::registry::{Lexicon, Table};
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

/// What a word before or after the numerals of a number says.
#[derive(Clone, Debug)]
struct HedgeWord {
    hedge: Hedge,
    before: Vec<&'static str>,
    not_before: Vec<&'static str>,
    not_after: &'static str,
}

struct Vocabulary {
    /// Sorted by character.
    numerals: Vec<(char, Numeral)>,
    /// What must not follow a scale, for those that begin units.
    unit_heads: Vec<(char, Vec<&'static str>)>,
    /// Numerals that are everyday characters as well: 伍 陆 肆 拾.
    everyday: Vec<char>,
    /// Words that open a number: 数百.
    opening: Lexicon<u32>,
    /// Words behind numerals: 百余.
    closing: Lexicon<u32>,
    hedge_words: Vec<HedgeWord>,
    not_numbers: Lexicon<()>,
}

static VOCABULARY: Lazy<Vocabulary> = Lazy::new(|| {
    let mut vocabulary = Vocabulary {
        numerals: Vec::new(),
        unit_heads: Vec::new(),
        everyday: Vec::new(),
        opening: Lexicon::new(),
        closing: Lexicon::new(),
        hedge_words: Vec::new(),
        not_numbers: Lexicon::new(),
    };
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
            vocabulary.everyday.push(c);
        }
        let stops: Vec<&str> = row.list("not_before").collect();
        if !stops.is_empty() {
            vocabulary.unit_heads.push((c, stops));
        }
        vocabulary.numerals.push((c, numeral));
    }
    vocabulary.numerals.sort_unstable_by_key(|&(c, _)| c);
    for row in Table::builtin("number_hedges", include_str!("../registry/data/number_hedges.tsv")).rows() {
        let hedge = match row.get("kind") {
            "over" => Hedge::Over,
            "about" => Hedge::About,
            _ => Hedge::Several,
        };
        let place = if hedge == Hedge::Several { &mut vocabulary.opening } else { &mut vocabulary.closing };
        place.insert(row.get("word"), u32::try_from(vocabulary.hedge_words.len()).unwrap_or(0));
        vocabulary.hedge_words.push(HedgeWord {
            hedge,
            before: row.list("before").collect(),
            not_before: row.list("not_before").collect(),
            not_after: row.get("not_after"),
        });
    }
    for row in Table::builtin("not_numbers", include_str!("../registry/data/not_numbers.tsv")).rows() {
        vocabulary.not_numbers.insert(row.get("word"), ());
    }
    vocabulary
});

/// What `c`, in any of its forms, means in a number.
pub(crate) fn numeral(c: char) -> Option<Numeral> {
    if c.is_ascii() {
        return None;
    }
    let c = fold(c);
    let numerals = &VOCABULARY.numerals;
    numerals.binary_search_by_key(&c, |&(key, _)| key).ok().and_then(|at| numerals.get(at)).map(|&(_, numeral)| numeral)
}

/// Whether the scale `c` with `after` behind it begins a unit: the 千 of 千瓦.
pub(crate) fn begins_unit(c: char, after: &str) -> bool {
    let c = fold(c);
    let heads = VOCABULARY.unit_heads.iter().filter(|&&(head, _)| head == c);
    heads.flat_map(|(_, stops)| stops).any(|stop| starts_with(after, stop))
}

/// Whether `c` is a numeral that is an everyday character as well: alone it is no number.
pub(crate) fn is_everyday(c: char) -> bool {
    VOCABULARY.everyday.contains(&fold(c))
}

/// Whether a number can start with `c`: a digit, a Chinese numeral, 半, the 数 of 数百, a point or the × of a blank draft.
/// A sign is none; see [`sign_start`](super::parse::sign_start).
pub(crate) fn is_numeral_start(c: char) -> bool {
    match fold(c) {
        '0'..='9' | '.' | '×' | '?' | '半' | '数' | '几' | '上' | '成' | '好' | '对' => true,
        c => numeral(c).is_some(),
    }
}

/// A hedge that stands before a scale: `several = "数" | "几" | "上" | "成" …`, with the byte after it.
pub(crate) fn several(text: &str, at: usize) -> Option<usize> {
    let hit = VOCABULARY.opening.longest(text, at)?;
    let word = VOCABULARY.hedge_words.get(hit.value as usize)?;
    let clear = char_before(text, skip_blanks_back(text, at)).is_none_or(|c| !word.not_after.contains(fold(c)));
    clear.then_some(hit.end)
}

/// A hedge at the start of `rest`, which stands behind numerals, with its length: `hedge = "余" | "多" | "来" | "几"`.
pub(crate) fn hedge(rest: &str) -> Option<(Hedge, usize)> {
    let hit = VOCABULARY.closing.longest(rest, 0)?;
    VOCABULARY.hedge_words.get(hit.value as usize).map(|word| (word.hedge, hit.end))
}

/// Whether the hedge at the start of `rest` may close a number: 10多项 but not 10多功能.
pub(crate) fn hedge_closes(rest: &str) -> bool {
    let Some(hit) = VOCABULARY.closing.longest(rest, 0) else { return false };
    let Some(word) = VOCABULARY.hedge_words.get(hit.value as usize) else { return false };
    let after = rest.get(hit.end..).unwrap_or_default();
    !word.not_before.iter().any(|stop| starts_with(after, stop))
        && (word.before.is_empty() || word.before.iter().any(|next| starts_with(after, next)))
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
        let Some(c) = char_before(text, from) else { return false };
        if is_blank(c) {
            return false;
        }
        from = from.saturating_sub(c.len_utf8());
    }
    false
}

/// Whether `text` starts with `word`, blanks before and inside it apart.
pub(crate) fn starts_with(text: &str, word: &str) -> bool {
    let mut chars = text.chars().filter(|&c| !is_blank(c)).map(fold);
    word.chars().all(|w| chars.next() == Some(w))
}

/// A blank that may stand inside a number: one that breaks no line and no column.
pub(crate) fn is_gap(c: char) -> bool {
    is_blank(c) && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `rest` behind at most eight blanks of one line.
pub(crate) fn skip_gap(rest: &str) -> &str {
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
