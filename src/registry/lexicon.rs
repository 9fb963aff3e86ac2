//! Longest match over a vocabulary.
//!
//! A trie over folded characters ([`fold`]): one lookup answers for full width, traditional forms and blanks inside a
//! word. What makes it fast is that almost every place of a text starts no word: one bit says whether a character starts
//! any, and the first step looks at two characters at once.

use std::collections::HashMap;
use std::str::Chars;

use super::variants::forms;
use crate::text::{fold, is_blank, trim};

/// A vocabulary: words with a value each.
///
/// The first character of a word is its first node; what is behind it has a node of its own.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon<V> {
    /// By number.
    nodes: Vec<Node<V>>,
    edges: Edges,
    /// The characters that start a word, in all their written forms, and those that are one.
    starts: Bits,
    single: Bits,
}

/// What is behind the second and every later character of a word.
#[derive(Clone, Copy, Debug)]
struct Node<V> {
    /// That of the word that ends here.
    value: Option<V>,
    /// With which characters, folded, longer words go on: one bit for all that share their last five bits.
    next: u32,
}

/// The bit of a character in [`Node::next`].
#[inline]
const fn bit(c: char) -> u32 {
    1 << (c as u32 & 31)
}

/// A word that was found: its value and the byte after its last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit<V> {
    pub(crate) value: V,
    pub(crate) end: usize,
}

/// The node that the edges to words of one character leave from; it is no character.
const ROOT: u32 = 0x10_ffff + 1;

impl<V: Copy> Lexicon<V> {
    pub(crate) const fn new() -> Self {
        Self { nodes: Vec::new(), edges: Edges::new(), starts: Bits::new(), single: Bits::new() }
    }

    /// An empty vocabulary with room for words of so many characters together.
    pub(crate) fn with_capacity(characters: usize) -> Self {
        let mut lexicon = Self::new();
        lexicon.nodes.reserve(characters);
        lexicon.edges.slots = vec![0; characters.saturating_mul(2).next_power_of_two()];
        lexicon
    }

    /// Adds `word`, or gives it a new value; blanks in it do not count. Returns the old value.
    pub(crate) fn insert(&mut self, word: &str, value: V) -> Option<V> {
        let mut chars = word.chars().filter(|&c| !is_blank(c)).map(fold);
        let first = chars.next()?;
        if !self.starts.has(first) {
            forms(first).for_each(|form| self.starts.set(form));
        }
        let mut node = u32::from(first);
        let mut index = None;
        for c in chars {
            if let Some(before) = index.and_then(|index: u32| self.nodes.get_mut(index as usize)) {
                before.next |= bit(c);
            }
            let child = self.child(node, c)?;
            (node, index) = (ROOT.saturating_add(child), Some(child));
        }
        let index = match index {
            Some(index) => index,
            None => {
                self.single.set(first);
                self.child(ROOT, first)?
            }
        };
        self.nodes.get_mut(index as usize)?.value.replace(value)
    }

    /// The node behind `node` over `c`, which is made where there is none.
    fn child(&mut self, node: u32, c: char) -> Option<u32> {
        if let Some(child) = self.edges.get(node, c) {
            return Some(child);
        }
        let fresh = u32::try_from(self.nodes.len()).ok()?.max(1);
        self.edges.insert(node, c, fresh)?;
        // Number 0 is no node.
        self.nodes.resize((fresh as usize).saturating_add(1), Node { value: None, next: 0 });
        Some(fresh)
    }

    /// Whether some word may start with `c`, or with a character that folds to the same: always where one does, and
    /// rarely where none does.
    #[inline]
    pub(crate) fn starts_with(&self, c: char) -> bool {
        self.starts.has(c)
    }

    /// The characters that are words, and the pairs of characters that words begin with, all folded.
    pub(crate) fn openings(&self) -> impl Iterator<Item = (char, Option<char>)> {
        self.edges.iter().filter(|&(node, ..)| node <= ROOT).filter_map(|(node, c, _)| match node {
            ROOT => Some((c, None)),
            node => Some((char::from_u32(node)?, Some(c))),
        })
    }

    /// What words open with, folded: one character that is a word, or two; the value of the word that these are, and the
    /// node behind which longer ones may go on.
    pub(crate) fn heads(&self) -> Vec<(char, Option<char>, Option<V>, u32)> {
        let heads = self.edges.iter().filter(|&(node, ..)| node <= ROOT).filter_map(|(node, c, child)| {
            let value = self.value(child);
            match node {
                ROOT => Some((c, None, value, 0)),
                node => Some((char::from_u32(node)?, Some(c), value, child)),
            }
        });
        heads.collect()
    }

    /// The characters, folded, that words go on with behind a node.
    pub(crate) fn behind(&self) -> HashMap<u32, Vec<char>> {
        let mut behind: HashMap<u32, Vec<char>> = HashMap::new();
        for (node, c, _) in self.edges.iter().filter(|&(node, ..)| node > ROOT) {
            behind.entry(node.saturating_sub(ROOT)).or_default().push(c);
        }
        behind
    }

    /// The longest word that goes on behind `node` with `chars`, which end `text`.
    pub(crate) fn longest_behind(&self, node: u32, text: &str, chars: Chars<'_>) -> Option<Hit<V>> {
        let mut best = None;
        self.walk_behind(node, text, chars, |hit| best = Some(hit));
        best
    }

    /// The longest word that starts at byte `at` of `text`. Blanks between its characters are passed over, blanks
    /// before and after it are not part of it.
    pub(crate) fn longest(&self, text: &str, at: usize) -> Option<Hit<V>> {
        let mut best = None;
        self.walk(text, at, |hit| best = Some(hit));
        best
    }

    /// Every word that starts at byte `at`, shortest first.
    #[inline]
    pub(crate) fn walk(&self, text: &str, at: usize, mut each: impl FnMut(Hit<V>)) {
        let Some(rest) = text.get(at..) else { return };
        let mut chars = rest.chars();
        let Some(first) = chars.next().filter(|&first| self.starts.has(first)).map(fold) else { return };
        if self.single.has(first)
            && let Some(value) = self.edges.get(ROOT, first).and_then(|node| self.value(node))
        {
            each(Hit { value, end: text.len().saturating_sub(chars.as_str().len()) });
        }
        self.walk_on(u32::from(first), text, chars, each);
    }

    /// Every word that goes on behind `node` with `chars`, which end `text`, shortest first.
    fn walk_behind(&self, node: u32, text: &str, chars: Chars<'_>, each: impl FnMut(Hit<V>)) {
        self.walk_on(ROOT.saturating_add(node), text, chars, each);
    }

    #[inline]
    fn walk_on(&self, mut node: u32, text: &str, mut chars: Chars<'_>, mut each: impl FnMut(Hit<V>)) {
        let mut next = u32::MAX;
        while let Some(c) = chars.next() {
            let folded = fold(c);
            let child = if next & bit(folded) != 0 { self.edges.get(node, folded) } else { None };
            match child {
                Some(child) => {
                    let Some(behind) = self.nodes.get(child as usize) else { return };
                    if let Some(value) = behind.value {
                        each(Hit { value, end: text.len().saturating_sub(chars.as_str().len()) });
                    }
                    if behind.next == 0 {
                        return;
                    }
                    (node, next) = (ROOT.saturating_add(child), behind.next);
                }
                // No word has a blank inside.
                None if is_blank(c) => {}
                None => return,
            }
        }
    }

    /// How many characters the longest word has that `chars` start with: for words that are kept backwards, the end of
    /// a text by `text.chars().rev()`.
    pub(crate) fn longest_of(&self, chars: impl Iterator<Item = char>) -> Option<usize> {
        let mut chars = chars.filter(|&c| !is_blank(c));
        let first = chars.next().filter(|&first| self.starts.has(first)).map(fold)?;
        let mut chars = chars.map(fold);
        let alone = self.single.has(first) && self.edges.get(ROOT, first).and_then(|node| self.value(node)).is_some();
        let mut best = alone.then_some(1);
        let mut node = u32::from(first);
        for (index, c) in chars.by_ref().enumerate() {
            let Some(child) = self.edges.get(node, c) else { break };
            node = ROOT.saturating_add(child);
            if self.value(child).is_some() {
                best = Some(index.saturating_add(2));
            }
        }
        best
    }

    #[inline]
    fn value(&self, node: u32) -> Option<V> {
        self.nodes.get(node as usize).and_then(|node| node.value)
    }

    /// The value of exactly `word`, blanks apart.
    pub(crate) fn get(&self, word: &str) -> Option<V> {
        let word = trim(word);
        self.longest(word, 0).filter(|hit| hit.end == word.len()).map(|hit| hit.value)
    }
}

/// A set of characters of which each is in it for sure if its bit is not set: the bits of rare characters coincide.
#[derive(Clone, Debug)]
struct Bits(Vec<u64>);

impl Bits {
    /// Bits for the characters up to 0x8000, and those behind them again.
    const WORDS: usize = 512;

    const fn new() -> Self {
        Self(Vec::new())
    }

    fn set(&mut self, c: char) {
        self.0.resize(Self::WORDS, 0);
        if let Some(word) = self.0.get_mut(c as usize / 64 % Self::WORDS) {
            *word |= 1 << (c as usize % 64);
        }
    }

    #[inline]
    fn has(&self, c: char) -> bool {
        self.0.get(c as usize / 64 % Self::WORDS).is_some_and(|word| word & (1 << (c as usize % 64)) != 0)
    }
}

/// The edges of the trie: a hash table in one piece, in which an edge is found at its place or right behind it.
#[derive(Clone, Debug)]
struct Edges {
    /// `node << 43 | character << 22 | child`; 0 is an empty slot. A power of two of them, at least half of them empty.
    slots: Vec<u64>,
    used: usize,
}

impl Edges {
    const CHILD_BITS: u32 = 22;
    const CHAR_BITS: u32 = 21;
    const CHILD_MASK: u64 = (1 << Self::CHILD_BITS) - 1;
    /// What the bits of a node hold.
    const MAX_NODE: u32 = (1 << Self::CHAR_BITS) - 1;

    const fn new() -> Self {
        Self { slots: Vec::new(), used: 0 }
    }

    const fn key(node: u32, c: char) -> u64 {
        (node as u64) << Self::CHAR_BITS | c as u64
    }

    /// Where the search for a key begins.
    #[inline]
    fn home(&self, key: u64) -> usize {
        // Fibonacci hashing: the upper bits of the product are well mixed.
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & self.slots.len().wrapping_sub(1)
    }

    #[inline]
    fn get(&self, node: u32, c: char) -> Option<u32> {
        let key = Self::key(node, c);
        let mut at = self.home(key);
        loop {
            let slot = *self.slots.get(at)?;
            if slot >> Self::CHILD_BITS == key && slot != 0 {
                return u32::try_from(slot & Self::CHILD_MASK).ok();
            }
            if slot == 0 {
                return None;
            }
            at = at.wrapping_add(1) & self.slots.len().wrapping_sub(1);
        }
    }

    /// All edges: the node, the character, and the node behind it.
    fn iter(&self) -> impl Iterator<Item = (u32, char, u32)> {
        self.slots.iter().filter(|&&slot| slot != 0).filter_map(|slot| {
            let key = slot >> Self::CHILD_BITS;
            let c = u32::try_from(key & u64::from(Self::MAX_NODE)).ok().and_then(char::from_u32)?;
            let child = u32::try_from(slot & Self::CHILD_MASK).ok()?;
            Some((u32::try_from(key >> Self::CHAR_BITS).ok()?, c, child))
        })
    }

    /// Adds an edge that is not there. `None` where the table holds no more nodes: a million characters of words.
    fn insert(&mut self, node: u32, c: char, child: u32) -> Option<()> {
        if ROOT.saturating_add(child) > Self::MAX_NODE {
            return None;
        }
        if self.used.saturating_mul(2) >= self.slots.len() {
            let larger = vec![0; self.slots.len().saturating_mul(2).max(64)];
            let old = std::mem::replace(&mut self.slots, larger);
            old.into_iter().filter(|&slot| slot != 0).for_each(|slot| self.place(slot));
        }
        self.place(Self::key(node, c) << Self::CHILD_BITS | u64::from(child));
        self.used = self.used.saturating_add(1);
        Some(())
    }

    fn place(&mut self, slot: u64) {
        let mut at = self.home(slot >> Self::CHILD_BITS);
        let mask = self.slots.len().wrapping_sub(1);
        while let Some(here) = self.slots.get_mut(at) {
            if *here == 0 {
                *here = slot;
                return;
            }
            at = at.wrapping_add(1) & mask;
        }
    }
}

impl<'w, V: Copy> FromIterator<(&'w str, V)> for Lexicon<V> {
    fn from_iter<I: IntoIterator<Item = (&'w str, V)>>(words: I) -> Self {
        let mut lexicon = Self::new();
        for (word, value) in words {
            lexicon.insert(word, value);
        }
        lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_over_blanks_and_forms() {
        let lexicon: Lexicon<u8> = [("增", 1), ("增长", 2), ("平方米", 3)].into_iter().collect();
        assert_eq!(lexicon.longest("增长率", 0), Some(Hit { value: 2, end: 6 }));
        assert_eq!(lexicon.longest("增加", 0), Some(Hit { value: 1, end: 3 }));
        assert_eq!(lexicon.longest("增 長 5%", 0), Some(Hit { value: 2, end: 7 }));
        assert_eq!(lexicon.longest(" 增长", 0), None);
        assert_eq!(lexicon.longest("平方", 0), None);
        assert_eq!(lexicon.get("平方米"), Some(3));
        assert_eq!(lexicon.get("增长率"), None);
    }

    /// What [`Lexicon::walk`] must find: every word, tried one by one.
    fn naive(words: &[(String, usize)], text: &str, at: usize) -> Vec<Hit<usize>> {
        let mut hits: Vec<Hit<usize>> = Vec::new();
        for (word, value) in words {
            let mut wanted = word.chars().filter(|&c| !is_blank(c)).map(fold).peekable();
            for (offset, c) in text.get(at..).unwrap().char_indices() {
                if wanted.peek() == Some(&fold(c)) {
                    wanted.next();
                } else if offset == 0 || !is_blank(c) {
                    break;
                }
                if wanted.peek().is_none() {
                    hits.push(Hit { value: *value, end: at + offset + c.len_utf8() });
                    break;
                }
            }
        }
        hits.sort_by_key(|hit| hit.end);
        hits
    }

    #[test]
    fn the_trie_finds_what_trying_every_word_finds() {
        let alphabet: Vec<char> = "增长增長 \u{3000}\n平方米Ａa1１。\u{20000}耀聯联".chars().collect();
        let mut next = crate::random::numbers(1);
        for _ in 0..300 {
            let mut lexicon = Lexicon::new();
            let mut words: Vec<(String, usize)> = Vec::new();
            for value in 0..next(40) {
                let word: String = (0..=next(4)).map(|_| alphabet[next(alphabet.len())]).collect();
                let key = |word: &str| word.chars().filter(|&c| !is_blank(c)).map(fold).collect::<String>();
                let folded = key(&word);
                let known = words.iter().position(|(known, _)| key(known) == folded);
                let old = known.map(|at| words.remove(at).1);
                assert_eq!(lexicon.insert(&word, value), old, "{word:?}");
                if !folded.is_empty() {
                    words.push((word, value));
                }
            }
            let text: String = (0..60).map(|_| alphabet[next(alphabet.len())]).collect();
            for (at, c) in text.char_indices() {
                let mut found = Vec::new();
                lexicon.walk(&text, at, |hit| found.push(hit));
                let expected = naive(&words, &text, at);
                assert_eq!(found, expected, "{text:?} at {at}");
                assert!(expected.is_empty() || lexicon.starts_with(c));
                assert_eq!(lexicon.longest(&text, at), expected.last().copied());
            }
        }
    }

    #[test]
    fn a_table_that_is_full_takes_no_more() {
        let mut edges = Edges::new();
        assert_eq!(edges.insert(1, 'a', Edges::MAX_NODE), None);
        assert_eq!(edges.insert(1, 'a', Edges::MAX_NODE - ROOT), Some(()));
        assert_eq!(edges.get(1, 'a'), Some(Edges::MAX_NODE - ROOT));
    }
}
