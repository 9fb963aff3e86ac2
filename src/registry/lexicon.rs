//! Longest match over a vocabulary.
//!
//! A trie over folded characters ([`fold`]): one lookup answers for full width, traditional forms and blanks inside a
//! word. A bitmap of first characters lets a scan pass over text that starts no word at the cost of one load.

use crate::text::{fold, is_blank};

/// A vocabulary: words with a value each.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon<V> {
    nodes: Vec<Node<V>>,
    first: Box<[u64; 1024]>,
}

#[derive(Clone, Debug)]
struct Node<V> {
    /// The first child, apart from the others: most nodes have one, and so need no list.
    first: Option<(char, u32)>,
    /// Sorted by character.
    more: Vec<(char, u32)>,
    value: Option<V>,
}

impl<V> Node<V> {
    const fn new() -> Self {
        Self { first: None, more: Vec::new(), value: None }
    }

    fn child(&self, c: char) -> Option<u32> {
        match self.first {
            Some((key, child)) if key == c => Some(child),
            _ => self
                .more
                .binary_search_by_key(&c, |&(key, _)| key)
                .ok()
                .and_then(|at| self.more.get(at))
                .map(|&(_, child)| child),
        }
    }

    fn add(&mut self, c: char, child: u32) {
        if self.first.is_none() {
            self.first = Some((c, child));
        } else if let Err(place) = self.more.binary_search_by_key(&c, |&(key, _)| key) {
            self.more.insert(place, (c, child));
        }
    }
}

/// A word that was found: its value and the byte after its last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit<V> {
    pub(crate) value: V,
    pub(crate) end: usize,
}

impl<V: Copy> Lexicon<V> {
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node::new()], first: Box::new([0; 1024]) }
    }

    /// Adds `word`, or gives it a new value; blanks in it do not count. Returns the old value.
    pub(crate) fn insert(&mut self, word: &str, value: V) -> Option<V> {
        let mut at = 0usize;
        for (index, c) in word.chars().filter(|&c| !is_blank(c)).map(fold).enumerate() {
            if index == 0
                && let Some(bits) = self.first.get_mut(c as usize / 64)
            {
                *bits |= 1 << (c as usize % 64);
            }
            let fresh = self.nodes.len();
            let node = self.nodes.get_mut(at)?;
            at = match node.child(c) {
                Some(child) => child as usize,
                None => {
                    node.add(c, u32::try_from(fresh).ok()?);
                    self.nodes.push(Node::new());
                    fresh
                }
            };
        }
        if at == 0 { None } else { self.nodes.get_mut(at)?.value.replace(value) }
    }

    /// Whether some word starts with `c`, or with a character that folds to the same.
    pub(crate) fn starts_with(&self, c: char) -> bool {
        let c = fold(c);
        self.first.get(c as usize / 64).is_none_or(|bits| bits & (1 << (c as usize % 64)) != 0)
    }

    /// The longest word that starts at byte `at` of `text`. Blanks between its characters are passed over, blanks
    /// before and after it are not part of it.
    pub(crate) fn longest(&self, text: &str, at: usize) -> Option<Hit<V>> {
        let mut best = None;
        self.walk(text, at, |hit| best = Some(hit));
        best
    }

    /// Every word that starts at byte `at`, shortest first.
    pub(crate) fn walk(&self, text: &str, at: usize, mut each: impl FnMut(Hit<V>)) {
        let Some(rest) = text.get(at..) else { return };
        if !rest.chars().next().is_some_and(|c| self.starts_with(c)) {
            return;
        }
        let mut node = self.nodes.first();
        for (offset, c) in rest.char_indices() {
            if offset > 0 && is_blank(c) {
                continue;
            }
            let Some(child) = node.and_then(|here| here.child(fold(c))) else { return };
            node = self.nodes.get(child as usize);
            if let Some(value) = node.and_then(|node| node.value) {
                each(Hit { value, end: at.saturating_add(offset).saturating_add(c.len_utf8()) });
            }
        }
    }

    /// The value of exactly `word`, blanks apart.
    pub(crate) fn get(&self, word: &str) -> Option<V> {
        let word = word.trim_matches(is_blank);
        self.longest(word, 0).filter(|hit| hit.end == word.len()).map(|hit| hit.value)
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
}
