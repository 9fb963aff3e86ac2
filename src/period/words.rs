//! The vocabulary of periods, from `registry/data/periods.tsv`.

use once_cell::sync::Lazy;

use crate::error::Error;
use crate::registry::{Lexicon, Table};
use crate::text::{char_before, fold, is_blank, skip_blanks};

/// What a word may do in a period expression; the file says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Until,
    Since,
    Open,
    Vague,
    Year,
    Next,
    Whole,
    Suffix,
    Half,
    YearEnd,
    YearStart,
    End,
    Start,
    Third,
    Plan,
    Quoted,
    During,
    After,
    Before,
    Stop,
    Same,
    MonthSuffix,
    Apart,
}

impl Role {
    const NAMES: [(&'static str, Self); 23] = [
        ("until", Self::Until),
        ("since", Self::Since),
        ("open", Self::Open),
        ("vague", Self::Vague),
        ("year", Self::Year),
        ("next", Self::Next),
        ("whole", Self::Whole),
        ("suffix", Self::Suffix),
        ("half", Self::Half),
        ("year_end", Self::YearEnd),
        ("year_start", Self::YearStart),
        ("end", Self::End),
        ("start", Self::Start),
        ("third", Self::Third),
        ("plan", Self::Plan),
        ("quoted", Self::Quoted),
        ("during", Self::During),
        ("after", Self::After),
        ("before", Self::Before),
        ("stop", Self::Stop),
        ("same", Self::Same),
        ("month_suffix", Self::MonthSuffix),
        ("apart", Self::Apart),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|&(_, role)| role)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The roles of words that an expression can open with.
    const OPENING: u32 = Self::Until.bit()
        | Self::Since.bit()
        | Self::Open.bit()
        | Self::Vague.bit()
        | Self::Year.bit()
        | Self::Next.bit()
        | Self::Whole.bit()
        | Self::Half.bit()
        | Self::YearEnd.bit()
        | Self::YearStart.bit()
        | Self::Plan.bit();
}

/// Roles of words that stand at a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Roles(u32);

impl Roles {
    pub(super) fn any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.0 & role.bit() != 0)
    }

    pub(super) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// A word that was found, with its value and the byte after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) value: i32,
    pub(super) end: usize,
}

#[derive(Debug)]
struct Entry {
    roles: u32,
    value: i32,
    /// Characters of which none may stand before the word.
    not_after: String,
    /// Words of which none may follow it.
    not_before: Vec<&'static str>,
}

#[derive(Debug)]
pub(super) struct Words {
    lexicon: Lexicon<u16>,
    entries: Vec<Entry>,
    heads: Vec<char>,
}

static WORDS: Lazy<Words> = Lazy::new(|| Words::load().unwrap_or_else(|_| Words::empty()));

/// The vocabulary; an empty one if the file were faulty, which a test rules out.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn empty() -> Self {
        Self { lexicon: Lexicon::new(), entries: Vec::new(), heads: Vec::new() }
    }

    fn load() -> Result<Self, Error> {
        let source = include_str!("../registry/data/periods.tsv");
        let table = Table::parse(source, &["word", "roles", "value", "not_after", "not_before"])?;
        let mut words = Self::empty();
        for row in table.rows() {
            let mut roles = 0;
            for name in row.list("roles") {
                roles |= Role::from_name(name).ok_or_else(|| row.error(format_args!("no role `{name}`")))?.bit();
            }
            let value = match row.get("value") {
                "" => 0,
                value => value.parse().map_err(|_| row.error("value is no whole number"))?,
            };
            let not_after = match row.get("not_after").strip_prefix('=') {
                None => row.get("not_after").to_owned(),
                Some(other) => words.entry(other).ok_or_else(|| row.error("no such word above"))?.not_after.clone(),
            };
            let not_before = row.list("not_before").collect();
            let index = u16::try_from(words.entries.len()).map_err(|_| row.error("too many words"))?;
            words.heads.extend(row.get("word").chars().next());
            words.entries.push(Entry { roles, value, not_after, not_before });
            if words.lexicon.insert(row.get("word"), index).is_some() {
                return Err(row.error("a word twice"));
            }
        }
        Ok(words)
    }

    fn entry(&self, word: &str) -> Option<&Entry> {
        self.lexicon.get(word).and_then(|index| self.entries.get(usize::from(index)))
    }

    /// Whether some word may start with `c`.
    pub(super) fn starts_with(&self, c: char) -> bool {
        self.lexicon.starts_with(c)
    }

    /// The vocabulary itself.
    pub(super) const fn lexicon(&self) -> &Lexicon<u16> {
        &self.lexicon
    }

    /// The first characters of all words.
    pub(super) fn heads(&self) -> impl Iterator<Item = char> {
        self.heads.iter().copied()
    }

    /// What the words at the start of `text` may do, all together: one look spares those for roles that none has.
    pub(super) fn roles(&self, text: &str) -> Roles {
        let mut roles = Roles::default();
        self.lexicon.walk(text, 0, |hit| {
            roles.0 |= self.entries.get(usize::from(hit.value)).map_or(0, |entry| entry.roles);
        });
        roles
    }

    /// Whether a word that can open an expression stands at the start of `text`.
    pub(super) fn opens(&self, text: &str) -> bool {
        self.roles(text).0 & Role::OPENING != 0
    }

    /// The longest word that starts at byte `at`, may play `role` and is not the beginning of another word.
    pub(super) fn find(&self, role: Role, text: &str, at: usize) -> Option<Word> {
        let mut best = None;
        self.lexicon.walk(text, at, |hit| {
            let Some(entry) = self.entries.get(usize::from(hit.value)) else { return };
            if entry.roles & role.bit() != 0 && !entry.not_before.iter().any(|word| stands_at(text, hit.end, word)) {
                best = Some(Word { value: entry.value, end: hit.end });
            }
        });
        best
    }

    /// Whether what starts at `at` would be the tail of another word, by the character before it.
    pub(super) fn is_tail(&self, text: &str, at: usize) -> bool {
        let Some((before, _)) = before(text, at) else { return false };
        let mut longest = None;
        self.lexicon.walk(text, at, |hit| longest = Some(hit.value));
        longest
            .and_then(|index| self.entries.get(usize::from(index)))
            .is_some_and(|entry| entry.not_after.contains(before))
    }

    /// Whether a word that keeps a numeral apart (每, 上, 第) ends at byte `at`.
    pub(super) fn keeps_apart(&self, text: &str, at: usize) -> bool {
        before(text, at)
            .is_some_and(|(_, start)| self.find(Role::Apart, text, start).is_some() && !self.is_tail(text, start))
    }
}

/// The character before byte `at`, folded, and where it starts; up to two blanks of the same line are passed over.
pub(super) fn before(text: &str, at: usize) -> Option<(char, usize)> {
    let mut at = at;
    for _ in 0..3 {
        let c = char_before(text, at)?;
        at = at.saturating_sub(c.len_utf8());
        if c == '\n' || c == '\r' {
            return None;
        }
        if !is_blank(c) {
            return Some((fold(c), at));
        }
    }
    None
}

/// Whether `word` stands at byte `at`, blanks and variant forms apart.
fn stands_at(text: &str, at: usize, word: &str) -> bool {
    let rest = text.get(skip_blanks(text, at)..).unwrap_or_default();
    let mut here = rest.chars().filter(|&c| !is_blank(c)).map(fold);
    word.chars().all(|c| here.next() == Some(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_vocabulary_is_sound() {
        let words = Words::load().unwrap();
        assert!(words.entries.len() > 80);
        assert!(words.entries.iter().all(|entry| entry.roles != 0));
    }

    #[test]
    fn guards_keep_words_whole() {
        let words = words();
        assert!(words.find(Role::Open, "目前期", 0).is_none());
        assert_eq!(words.find(Role::Open, "截至 目前", 0).unwrap().end, 13);
        assert!(words.is_tail("项目前期", 3));
        assert!(!words.is_tail("全市目前", 6));
        assert!(words.keeps_apart("每一季度", 3));
        assert!(!words.keeps_apart("全市一季度", 6));
    }
}
