//! A vocabulary that is asked at every second character of a text.
//!
//! Most words of such a vocabulary have two characters. A table of pairs, in all their written forms, answers for them at one
//! look; the trie is left what is longer and what has a blank inside.

use super::Lexicon;
use super::lexicon::Hit;
use super::variants::forms;
use crate::text::{char_at, is_blank};

/// A [`Lexicon`] with a table of what its words open with.
#[derive(Clone, Debug)]
pub(crate) struct Written<V> {
    words: Lexicon<V>,
    /// A power of two of them, 0 where none is; a pair is found at its place or right behind it. They stand apart from what
    /// they say, so that the look for one touches little memory.
    pairs: Vec<u32>,
    said: Vec<Said<V>>,
}

/// What two characters say, or one alone.
#[derive(Clone, Copy, Debug)]
struct Said<V> {
    /// Where longer words go on in the trie, and with which characters: one bit for all that share their last five bits.
    node: u32,
    thirds: u32,
    /// That of the word that the characters are.
    value: Option<V>,
}

impl<V: Copy> Written<V> {
    pub(crate) fn new(words: Lexicon<V>) -> Self {
        let behind = words.behind();
        let mut heads = Vec::new();
        for (first, second, value, node) in words.heads() {
            let thirds = behind.get(&node).into_iter().flatten().copied().flat_map(forms);
            let said = Said { node, thirds: thirds.fold(0, |bits, c| bits | bit(c)), value };
            for first in forms(first) {
                match second {
                    None => heads.extend(pair(first, None).map(|pair| (pair, said))),
                    Some(second) => {
                        let pairs = forms(second).filter_map(|second| pair(first, Some(second)));
                        heads.extend(pairs.map(|pair| (pair, said)));
                    }
                }
            }
        }
        let room = heads.len().saturating_mul(4).next_power_of_two();
        let nothing = Said { node: 0, thirds: 0, value: None };
        let mut made = Self { words, pairs: vec![0; room], said: vec![nothing; room] };
        heads.into_iter().for_each(|(pair, said)| made.place(pair, said));
        made
    }

    /// All words.
    pub(crate) const fn words(&self) -> &Lexicon<V> {
        &self.words
    }

    /// What [`Lexicon::longest`] says of byte `at`, where `first` stands with `after` behind it.
    #[inline]
    pub(crate) fn longest(&self, text: &str, at: usize, first: char, after: usize) -> Option<Hit<V>> {
        let mut chars = text.get(after..)?.chars();
        let second = chars.next();
        let Some(pair) = second.and_then(|second| pair(first, Some(second))) else {
            return self.other(text, at, first, after);
        };
        let Some(said) = self.find(pair) else {
            // A blank may stand inside a word.
            return if second.is_some_and(is_blank) {
                self.other(text, at, first, after)
            } else {
                self.alone(first, after)
            };
        };
        // Whether the two go on is asked with the third, as one.
        let third = chars.clone().next().unwrap_or_default();
        let thirds = if is_blank(third) { u32::MAX } else { bit(third) };
        if said.thirds & thirds != 0
            && let longer @ Some(_) = self.longer(said.node, text, chars.as_str().len())
        {
            return longer;
        }
        match said.value {
            Some(value) => Some(Hit { value, end: text.len().wrapping_sub(chars.as_str().len()) }),
            None => self.alone(first, after),
        }
    }

    /// The longest word that goes on behind `node` with the last `rest` bytes of `text`.
    #[inline(never)]
    fn longer(&self, node: u32, text: &str, rest: usize) -> Option<Hit<V>> {
        let rest = text.get(text.len().saturating_sub(rest)..)?;
        self.words.longest_behind(node, text, rest.chars())
    }

    /// What stands there where the table cannot say: before a blank or the end, or outside the basic plane.
    #[inline(never)]
    fn other(&self, text: &str, at: usize, first: char, after: usize) -> Option<Hit<V>> {
        match char_at(text, after) {
            None if pair(first, None).is_some() => self.alone(first, after),
            _ => self.words.longest(text, at),
        }
    }

    /// The word of one character.
    fn alone(&self, first: char, after: usize) -> Option<Hit<V>> {
        Some(Hit { value: self.find(pair(first, None)?)?.value?, end: after })
    }

    #[inline]
    fn find(&self, pair: u32) -> Option<&Said<V>> {
        let mask = self.pairs.len().wrapping_sub(1);
        let mut at = home(pair) & mask;
        loop {
            match self.pairs.get(at) {
                Some(&here) if here == pair => return self.said.get(at),
                None | Some(0) => return None,
                Some(_) => at = at.wrapping_add(1) & mask,
            }
        }
    }

    fn place(&mut self, pair: u32, says: Said<V>) {
        let mask = self.pairs.len().wrapping_sub(1);
        let mut at = home(pair) & mask;
        while let (Some(here), Some(said)) = (self.pairs.get_mut(at), self.said.get_mut(at)) {
            if *here == 0 {
                (*here, *said) = (pair, says);
                return;
            }
            at = at.wrapping_add(1) & mask;
        }
    }
}

/// Two characters as one number other than 0, the second none or not 0; `None` outside the basic plane.
#[inline]
fn pair(first: char, second: Option<char>) -> Option<u32> {
    let first = u32::from(first);
    let second = match second {
        Some('\0') => return None,
        second => second.map_or(0, u32::from),
    };
    ((1..=0xffff).contains(&first) && second <= 0xffff).then_some(first << 16 | second)
}

/// Where the search for a pair begins.
#[inline]
const fn home(pair: u32) -> usize {
    // Fibonacci hashing: the upper bits of the product are well mixed.
    ((pair as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

/// The bit of a character in [`Said::thirds`].
#[inline]
const fn bit(c: char) -> u32 {
    1 << (c as u32 & 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The trie is the oracle.
    #[test]
    fn the_table_and_the_trie_agree() {
        let words =
            ["增长", "增", "增长率", "长", "平方米", "耀", "A1", "联1", "\u{20000}增", "增\u{20000}", "a\0", "的地得"];
        let words: Lexicon<u16> = words.into_iter().zip(0..).collect();
        let written = Written::new(words.clone());
        let alphabet: Vec<char> = "增长增長率 \u{3000}\n平方米Ａa1１。\u{20000}耀聯联的地得\0".chars().collect();
        let mut next = crate::random::numbers(1);
        let mut found = 0;
        for _ in 0..20_000 {
            let text: String = (0..6).map(|_| alphabet[next(alphabet.len())]).collect();
            for (at, c) in text.char_indices() {
                let hit = written.longest(&text, at, c, at + c.len_utf8());
                assert_eq!(hit, words.longest(&text, at), "{text:?} at {at}");
                found += usize::from(hit.is_some());
                assert_eq!(char_at(&text, at), Some(c));
            }
        }
        assert!(found > 5_000, "{found}");
    }
}
