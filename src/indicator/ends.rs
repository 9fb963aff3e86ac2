//! How phrases that name an indicator end.
//!
//! A phrase ends with a name or with a word that may stand behind one. Most phrases of a report name no indicator that is
//! known, and their last three characters say so.

use crate::text::{fold, is_ideograph};

/// The last three characters of each word of a vocabulary, or all of a shorter one, as one of so many bits: two ends may
/// have the same.
#[derive(Clone, Debug)]
pub(super) struct Ends(Box<[u64; Ends::WORDS]>);

/// The last character of a word, and the ones before it; what it has none of is 0.
type End = (u64, u64, u64);

impl Ends {
    /// How many characters of a word are looked at.
    pub(super) const LENGTH: usize = 3;
    const WORDS: usize = 1024;

    pub(super) fn new() -> Self {
        Self(Box::new([0; Self::WORDS]))
    }

    /// Adds the end of a word.
    pub(super) fn add(&mut self, word: &str) {
        let mut chars = word.chars().rev().filter(|&c| !crate::text::is_blank(c)).map(|c| u64::from(fold(c)));
        let Some(last) = chars.next() else { return };
        let (at, bit) = Self::place((last, chars.next().unwrap_or(0), chars.next().unwrap_or(0)));
        if let Some(word) = self.0.get_mut(at) {
            *word |= bit;
        }
    }

    /// Whether `phrase` may end with one of the words: always where it does, and where its end is no plain Chinese.
    pub(super) fn may_end(&self, phrase: &str) -> bool {
        let mut chars = phrase.chars().rev().map(|c| if is_ideograph(c) { Some(u64::from(fold(c))) } else { None });
        let Some(Some(last)) = chars.next() else { return true };
        let Some(before) = chars.next().unwrap_or(Some(0)) else { return true };
        let Some(first) = chars.next().unwrap_or(Some(0)) else { return true };
        self.has((last, before, first)) || self.has((last, before, 0)) || self.has((last, 0, 0))
    }

    fn has(&self, end: End) -> bool {
        let (at, bit) = Self::place(end);
        self.0.get(at).is_some_and(|word| word & bit != 0)
    }

    /// The bit of an end.
    fn place((last, before, first): End) -> (usize, u64) {
        let end = first << 42 | before << 21 | last;
        let hash = end.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
        (hash as usize / 64, 1 << (hash % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_with_a_word_is_told() {
        let mut ends = Ends::new();
        ["增加值", "GDP", "率", "增 量"].into_iter().for_each(|word| ends.add(word));
        for phrase in ["工业增加值", "工业增加 值", "GDP", "全市GDP", "入学率", "增量", "", "增加值(现价)"]
        {
            assert!(ends.may_end(phrase), "{phrase}");
        }
        assert!(["项目", "增加", "加工", "值", "加值"].iter().all(|phrase| !ends.may_end(phrase)));
    }
}
