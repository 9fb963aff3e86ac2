//! Where a word may begin: the one look that passes over most of a text.
//!
//! A scan that asks several vocabularies at every character asks them in vain at most. Here they are asked together: a
//! table by character tells whether anything begins with it, and a second one, by two characters, whether anything begins
//! with both. Both know characters as they are written, in all their forms, so that nothing is folded on the way.

use super::variants::forms;
use super::{CharSet, Lexicon};
use crate::text::{char_at, is_blank};

/// What may begin at a place: one bit for each kind of word that the owner of the tables looks for.
pub(crate) type Kinds = u8;

/// The kind of all blanks.
pub(crate) const BLANK: Kinds = 1 << 7;

/// What may begin where, for up to seven kinds of words: never silent where one begins, and rarely wrong where none does.
#[derive(Clone, Debug)]
pub(crate) struct Openers {
    /// By character of the basic plane: the kinds that it may begin, and eight bits higher those that it begins whatever
    /// follows.
    chars: Box<[u16]>,
    /// By two characters: the kinds that the two may begin. Different pairs may share a place.
    pairs: Box<[Kinds]>,
}

/// A place where something may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) at: usize,
    /// The character there, and the byte after it.
    pub(crate) c: char,
    pub(crate) after: usize,
    pub(crate) kinds: Kinds,
}

impl Openers {
    const CHARS: usize = 1 << 16;
    const PAIR_BITS: u32 = 17;
    /// A character of which nothing is known may begin anything.
    const UNKNOWN: u16 = u16::MAX;

    pub(crate) fn new() -> Self {
        let mut openers = Self { chars: vec![0; Self::CHARS].into(), pairs: vec![0; 1 << Self::PAIR_BITS].into() };
        let rare = ['\u{3000}', '\u{feff}'];
        openers.add_always(BLANK, ('\0'..'\u{2100}').chain(rare).filter(|&c| is_blank(c)));
        openers
    }

    /// Adds characters, as written, that begin words of `kind` whatever follows.
    pub(crate) fn add_always(&mut self, kind: Kinds, chars: impl IntoIterator<Item = char>) {
        for c in chars {
            if let Some(slot) = self.chars.get_mut(c as usize) {
                *slot |= u16::from(kind) << 8;
            }
        }
    }

    /// Adds the characters of a set.
    pub(crate) fn add_set(&mut self, kind: Kinds, set: &CharSet) {
        self.add_always(kind, set.iter());
    }

    /// Adds the words of a vocabulary, in all their written forms.
    pub(crate) fn add_words<V: Copy>(&mut self, kind: Kinds, words: &Lexicon<V>) {
        for (first, second) in words.openings() {
            let Some(second) = second else {
                self.add_always(kind, forms(first));
                continue;
            };
            for first in forms(first) {
                if let Some(slot) = self.chars.get_mut(first as usize) {
                    *slot |= u16::from(kind);
                }
                for second in forms(second) {
                    if let Some(slot) = self.pairs.get_mut(Self::pair(first, second)) {
                        *slot |= kind;
                    }
                }
            }
        }
    }

    /// The first place in `from..to` where something of `wanted` may begin. What stands behind `to` is seen as well.
    #[inline]
    pub(crate) fn next(&self, text: &str, from: usize, to: usize, wanted: Kinds) -> Option<Opening> {
        let wanted = u16::from(wanted) * 0x101;
        let mut chars = text.get(from..to)?.chars();
        loop {
            let c = chars.next()?;
            let here = self.known(c) & wanted;
            if here == 0 {
                continue;
            }
            let after = to.wrapping_sub(chars.as_str().len());
            let second = chars.clone().next().or_else(|| char_at(text, to));
            let kinds = self.kinds(here, c, second);
            if kinds != 0 {
                return Some(Opening { at: after.wrapping_sub(c.len_utf8()), c, after, kinds });
            }
        }
    }

    /// What may begin at byte `at`, if it is a character boundary before the end.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<Opening> {
        let mut chars = text.get(at..)?.chars();
        let c = chars.next()?;
        let after = text.len().saturating_sub(chars.as_str().len());
        Some(Opening { at, c, after, kinds: self.kinds(self.known(c), c, chars.next()) })
    }

    #[inline]
    fn known(&self, c: char) -> u16 {
        #[cfg(test)]
        crate::work::look();
        self.chars.get(c as usize).copied().unwrap_or(Self::UNKNOWN)
    }

    /// What begins with `c`, of which `here` is known, before the character `second`.
    #[inline]
    fn kinds(&self, here: u16, c: char, second: Option<char>) -> Kinds {
        let [may, always] = here.to_le_bytes();
        let pair = match second {
            _ if may == 0 => 0,
            None => 0,
            // A blank may stand inside any word.
            Some(second) if self.known(second) & (u16::from(BLANK) << 8) != 0 => Kinds::MAX,
            Some(second) => self.pairs.get(Self::pair(c, second)).copied().unwrap_or(Kinds::MAX),
        };
        always | (may & pair)
    }

    /// The place of a pair.
    #[inline]
    const fn pair(first: char, second: char) -> usize {
        let mixed = (first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca77);
        (mixed >> (u32::BITS - Self::PAIR_BITS)) as usize
    }
}

/// The places of a text where something may begin, for a scan that jumps.
pub(crate) struct Openings<'o, 't> {
    openers: &'o Openers,
    text: &'t str,
    wanted: Kinds,
    ahead: Option<Opening>,
}

impl<'o, 't> Openings<'o, 't> {
    pub(crate) fn new(openers: &'o Openers, text: &'t str, wanted: Kinds) -> Self {
        Self { openers, text, wanted, ahead: openers.next(text, 0, text.len(), wanted) }
    }

    /// The first place at or after byte `at`, which never goes back.
    #[inline]
    pub(crate) fn from(&mut self, at: usize) -> Option<Opening> {
        if self.ahead.is_some_and(|ahead| ahead.at < at) {
            self.ahead = self.openers.next(self.text, at, self.text.len(), self.wanted);
        }
        self.ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Kinds = 1;
    const MORE: Kinds = 2;
    const MARKS: Kinds = 4;

    #[test]
    fn all_blanks_are_known() {
        let openers = Openers::new();
        for c in '\0'..'\u{ffff}' {
            assert_eq!(openers.at(&c.to_string(), 0).unwrap().kinds == BLANK, is_blank(c), "{c:?}");
        }
    }

    /// The vocabularies are the oracle.
    #[test]
    fn nothing_begins_where_the_openers_are_silent() {
        let words: Lexicon<u8> = [("增长", 1), ("平方米", 2), ("耀", 3), ("A1", 4), ("联1", 5)].into_iter().collect();
        let more: Lexicon<u8> = [("长米", 1), ("\u{20000}增", 2), ("增\u{20000}", 3)].into_iter().collect();
        let mut openers = Openers::new();
        openers.add_words(WORDS, &words);
        openers.add_words(MORE, &more);
        openers.add_always(MARKS, ['。']);
        let alphabet: Vec<char> = "增长增長 \u{3000}\n平方米Ａa1１。\u{20000}耀聯联的的的的".chars().collect();
        let mut state = 1u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut silent = 0;
        for _ in 0..2_000 {
            let text: String = (0..40).map(|_| alphabet[next(alphabet.len())]).collect();
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (index, c) in text.chars().enumerate() {
                let opening = openers.at(&text, ends[index]).unwrap();
                assert_eq!((opening.at, opening.c, opening.after), (ends[index], c, ends[index + 1]));
                let has = |kind: Kinds| opening.kinds & kind != 0;
                assert!(has(WORDS) || words.longest(&text, opening.at).is_none(), "{text:?} at {}", opening.at);
                assert!(has(MORE) || more.longest(&text, opening.at).is_none(), "{text:?} at {}", opening.at);
                assert!(has(MARKS) || c != '。');
                assert!(has(BLANK) || !is_blank(c));
                silent += usize::from(opening.kinds == 0);
            }
            let (from, to) = (next(ends.len()), next(ends.len()));
            let wanted = [WORDS, MORE, MARKS | BLANK, Kinds::MAX][next(4)];
            let places = ends.iter().take(to).skip(from).filter_map(|&at| openers.at(&text, at));
            let expected =
                places.map(|place| Opening { kinds: place.kinds & wanted, ..place }).find(|place| place.kinds != 0);
            let found = ends.get(to).and_then(|&to| openers.next(&text, ends[from], to, wanted));
            assert_eq!(found, expected, "{text:?} {from}..{to}");
        }
        assert!(silent > 20_000, "{silent}");
    }
}
