//! Where a word may begin: the one look that passes over most of a text.
//!
//! A scan that asks several vocabularies at every character asks them in vain at most. Here they are asked together: a
//! table by character tells whether anything begins with it, and a second one, by two characters, whether anything begins
//! with both. Both know characters as they are written, in all their forms, so that nothing is folded on the way.

use std::str::Chars;

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
    /// By character of the basic plane, eight bits each: the kinds that it may begin, those that it begins whatever
    /// follows, those that it may go on as the second character, and those that it goes on whatever stands before.
    chars: Box<[u32; 1 << 16]>,
    /// By two characters: the kinds that the two may begin. Different pairs may share a place.
    pairs: Box<[Kinds; 1 << Openers::PAIR_BITS]>,
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

impl Opening {
    /// The character at byte `at`, at which nothing is known to begin.
    pub(crate) fn bare(text: &str, at: usize) -> Option<Self> {
        let c = char_at(text, at)?;
        Some(Self { at, c, after: at.saturating_add(c.len_utf8()), kinds: 0 })
    }
}

/// A character and what is known of it.
#[derive(Clone, Copy)]
struct Look {
    c: char,
    known: u32,
}

impl Openers {
    const PAIR_BITS: u32 = 17;
    /// A character of which nothing is known may begin anything.
    const UNKNOWN: u32 = u32::MAX;
    const ALWAYS: u32 = 8;
    const SECOND: u32 = 16;
    const GAP: u32 = 24;

    pub(crate) fn new() -> Self {
        // Made on the heap: it is large for a stack.
        let chars = vec![0; 1 << 16].try_into().unwrap_or_else(|_| Box::new([0; 1 << 16]));
        let pairs = vec![0; 1 << Self::PAIR_BITS].try_into().unwrap_or_else(|_| Box::new([0; 1 << Self::PAIR_BITS]));
        let mut openers = Self { chars, pairs };
        let rare = ['\u{3000}', '\u{feff}'];
        let blanks = || ('\0'..'\u{2100}').chain(rare).filter(|&c| is_blank(c));
        openers.add_always(BLANK, blanks());
        // A blank may stand inside any word.
        for c in blanks() {
            openers.note(c, Kinds::MAX, Self::SECOND);
            openers.note(c, Kinds::MAX, Self::GAP);
        }
        openers
    }

    /// Notes of a character that it is of `kind` in the way that `place` stands for.
    fn note(&mut self, c: char, kind: Kinds, place: u32) {
        if let Some(slot) = self.chars.get_mut(c as usize) {
            *slot |= u32::from(kind) << place;
        }
    }

    /// Adds characters, as written, that begin words of `kind` whatever follows.
    pub(crate) fn add_always(&mut self, kind: Kinds, chars: impl IntoIterator<Item = char>) {
        for c in chars {
            self.note(c, kind, Self::ALWAYS);
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
                self.note(first, kind, 0);
                for second in forms(second) {
                    self.note(second, kind, Self::SECOND);
                    if let Some(slot) = self.pairs.get_mut(Self::pair(first as u32, second as u32)) {
                        *slot |= kind;
                    }
                }
            }
        }
    }

    /// The first place in `from..to` where something of `wanted` may begin. What stands behind `to` is seen as well.
    #[inline]
    pub(crate) fn next(&self, text: &str, from: usize, to: usize, wanted: Kinds) -> Option<Opening> {
        let mut chars = text.get(from..)?.chars();
        let mut at = from;
        let mut here = self.look(&mut chars);
        // Each character is looked up once, first as the second of a pair.
        while at < to {
            let after = text.len().wrapping_sub(chars.as_str().len());
            let next = self.look(&mut chars);
            // Most characters begin nothing, whatever the pair.
            if Self::joint(here, next) & u32::from(wanted) != 0 {
                let kinds = self.kinds(here, next) & wanted;
                if kinds != 0 {
                    return Some(Opening { at, c: here.c, after, kinds });
                }
            }
            (at, here) = (after, next);
        }
        None
    }

    /// Adds all places before byte `to` where something may begin to `found`. What stands behind `to` is seen as well.
    ///
    /// Whether something begins cannot be foretold, so nothing branches on it: every place is written into a block, over the
    /// one before it where nothing begins there.
    pub(crate) fn all(&self, text: &str, to: usize, found: &mut Vec<Opening>) {
        const BLOCK: usize = 64;
        let mut block = [Opening { at: 0, c: '\0', after: 0, kinds: 0 }; BLOCK];
        let mut count = 0usize;
        let mut chars = text.chars();
        let mut at = 0usize;
        let mut here = self.look(&mut chars);
        while at < to {
            let after = text.len().wrapping_sub(chars.as_str().len());
            let next = self.look(&mut chars);
            let kinds = self.kinds(here, next);
            if let Some(slot) = block.get_mut(count & (BLOCK - 1)) {
                *slot = Opening { at, c: here.c, after, kinds };
            }
            count = count.wrapping_add(usize::from(kinds != 0));
            if count == BLOCK {
                found.extend_from_slice(&block);
                count = 0;
            }
            (at, here) = (after, next);
        }
        found.extend_from_slice(block.get(..count).unwrap_or_default());
    }

    /// These openers and others of other kinds at once.
    pub(crate) fn with(&self, others: &Self) -> Self {
        let mut both = self.clone();
        both.chars.iter_mut().zip(others.chars.iter()).for_each(|(ours, theirs)| *ours |= theirs);
        both.pairs.iter_mut().zip(others.pairs.iter()).for_each(|(ours, theirs)| *ours |= theirs);
        both
    }

    /// What may begin at byte `at`, if it is a character boundary before the end.
    #[cfg(test)]
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<Opening> {
        let mut chars = text.get(at..).filter(|rest| !rest.is_empty())?.chars();
        let here = self.look(&mut chars);
        let after = text.len().saturating_sub(chars.as_str().len());
        Some(Opening { at, c: here.c, after, kinds: self.kinds(here, self.look(&mut chars)) })
    }

    /// The next character; behind the end one that is nothing.
    #[inline]
    fn look(&self, chars: &mut Chars<'_>) -> Look {
        #[cfg(test)]
        crate::work::look();
        match chars.next() {
            Some(c) => Look { c, known: self.chars.get(c as usize).copied().unwrap_or(Self::UNKNOWN) },
            None => Look { c: '\0', known: 0 },
        }
    }

    /// What may begin with two characters, before their pair is looked up.
    #[inline]
    const fn joint(here: Look, next: Look) -> u32 {
        here.known >> Self::ALWAYS | here.known & next.known >> Self::SECOND
    }

    /// What begins with a character before another.
    #[inline]
    fn kinds(&self, here: Look, next: Look) -> Kinds {
        let [may, always, ..] = here.known.to_le_bytes();
        let [_, _, second, gap] = next.known.to_le_bytes();
        let pair = self.pairs.get(Self::pair(here.c as u32, next.c as u32)).copied().unwrap_or(Kinds::MAX);
        always | may & second & (pair | gap)
    }

    /// The place of a pair.
    #[inline]
    const fn pair(first: u32, second: u32) -> usize {
        let mixed = first.wrapping_mul(0x9e37_79b1) ^ second.wrapping_mul(0x85eb_ca77);
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
        let mut next = crate::random::numbers(1);
        let mut silent = 0;
        for _ in 0..2_000 {
            let text: String = (0..100).map(|_| alphabet[next(alphabet.len())]).collect();
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
            let mut all = Vec::new();
            openers.all(&text, ends[to], &mut all);
            let places = ends.iter().take(to).filter_map(|&at| openers.at(&text, at));
            assert!(all.iter().copied().eq(places.filter(|place| place.kinds != 0)), "{text:?} ..{to}");
        }
        assert!(silent > 20_000, "{silent}");
    }
}
