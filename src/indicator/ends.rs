//! How phrases that name an indicator end.
//!
//! A phrase ends with a name or with a word that may stand behind one. Most phrases of a report name no indicator that is
//! known, and their last two characters say so.

use crate::text::fold;

/// The last two characters of each word of a vocabulary, as one of so many bits: two pairs may have the same.
#[derive(Clone, Debug)]
pub(super) struct Ends(Box<[u64; Ends::WORDS]>);

impl Ends {
    const WORDS: usize = 256;

    pub(super) fn new() -> Self {
        Self(Box::new([0; Self::WORDS]))
    }

    /// Adds the end of a word.
    pub(super) fn add(&mut self, word: &str) {
        let mut chars = word.chars().rev().filter(|&c| !crate::text::is_blank(c)).map(fold);
        let Some(last) = chars.next() else { return };
        let (at, bit) = Self::place(chars.next(), last);
        if let Some(word) = self.0.get_mut(at) {
            *word |= bit;
        }
    }

    /// Whether `phrase` may end with one of the words: always where it does, and where its end is no plain Chinese.
    pub(super) fn may_end(&self, phrase: &str) -> bool {
        let mut chars = phrase.chars().rev();
        match (chars.next(), chars.next()) {
            (Some(last), Some(before)) if is_han(last) && is_han(before) => {
                let last = fold(last);
                self.has(Some(fold(before)), last) || self.has(None, last)
            }
            _ => true,
        }
    }

    fn has(&self, before: Option<char>, last: char) -> bool {
        let (at, bit) = Self::place(before, last);
        self.0.get(at).is_some_and(|word| word & bit != 0)
    }

    /// The bit of a pair; a word of one character has nothing before it.
    fn place(before: Option<char>, last: char) -> (usize, u64) {
        let pair = before.map_or(0, u64::from) << 21 | u64::from(last);
        let hash = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50;
        (hash as usize / 64, 1 << (hash % 64))
    }
}

/// Whether `c` is a Chinese character as vocabularies and texts write them.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_with_a_word_is_told() {
        let mut ends = Ends::new();
        ["增加值", "GDP", "率", "增 量"].into_iter().for_each(|word| ends.add(word));
        for phrase in ["工业增加值", "工业增加 值", "GDP", "全市GDP", "入学率", "增量", "值", "", "增加值(现价)"] {
            assert!(ends.may_end(phrase), "{phrase}");
        }
        assert!(["项目", "增加", "加工"].iter().all(|phrase| !ends.may_end(phrase)));
    }
}
