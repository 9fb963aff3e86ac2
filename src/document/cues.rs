//! The words that tell a report of what was done from a statement of what is to be done.

use crate::registry::CharSet;
use crate::registry::lexicon::{Hit, Lexicon};
use crate::registry::written::Written;

/// How far into a text its cues are counted, in characters: a cell says at its start what it is about.
const REACH: usize = 60;

/// Words with their weight.
#[derive(Clone, Debug)]
pub(crate) struct Cues {
    words: Written<i32>,
    /// What words begin with.
    starts: CharSet,
}

impl Cues {
    pub(super) fn new(words: Lexicon<i32>) -> Self {
        let starts = CharSet::of_forms(words.openings().map(|(first, _)| first));
        Self { words: Written::new(words), starts }
    }

    /// The longest word that a text starts with.
    pub(super) fn opening(&self, text: &str) -> Option<Hit<i32>> {
        self.words.words().longest(text, 0)
    }

    /// How much a text sounds like a report of what was done (positive) or of what is to be done (negative), -10 to 10.
    ///
    /// What is no word counts a character each, a word but one.
    pub(crate) fn sum(&self, text: &str) -> i32 {
        let mut sum = 0i32;
        let (mut at, mut left) = (0, REACH);
        while let Some((start, c)) = self.starts.first_of(text, at, text.len(), &mut left) {
            at = start.saturating_add(c.len_utf8());
            if let Some(hit) = self.words.longest(text, start, c, at) {
                sum = sum.saturating_add(hit.value);
                at = hit.end;
            }
        }
        sum.clamp(-10, 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Vocabulary;

    /// Asking for a word at every character is the oracle.
    #[test]
    fn no_cue_is_overlooked() {
        let cues = &Vocabulary::builtin().cues;
        let sum = |text: &str| {
            let (mut sum, mut rest) = (0, text);
            for _ in 0..REACH {
                let Some(c) = rest.chars().next() else { break };
                let hit = cues.words.words().longest(rest, 0);
                sum += hit.map_or(0, |hit| hit.value);
                rest = rest.get(hit.map_or(c.len_utf8(), |hit| hit.end)..).unwrap();
            }
            sum.clamp(-10, 10)
        };
        let pieces = "已 完 成 完成 《 目 前 目前 月 截 至 计划 力争 推进 加快 进 展 進 項目 项目 的 是 a 1 １ 。 \u{20000} 同比 全省第 列全省 印发".split_whitespace();
        let pieces: Vec<&str> = pieces.chain([" ", "\u{3000}", "\n"]).collect();
        let mut next = crate::random::numbers(5);
        let mut told = 0;
        for round in 0..4_000 {
            let count = 1 + next(120);
            // Words end near the reach in texts of few of them.
            let dull = |piece| if round % 2 == 0 { piece } else { "的" };
            let text: String = (0..count)
                .map(|_| {
                    let piece = pieces[next(pieces.len())];
                    if next(4) == 0 { piece } else { dull(piece) }
                })
                .collect();
            assert_eq!(cues.sum(&text), sum(&text), "{text:?}");
            told += usize::from(cues.sum(&text).abs() < 10);
        }
        assert!(told > 1_000, "{told}");
    }
}
