//! The vocabulary of periods, from `registry/data/periods.tsv`.

use once_cell::sync::Lazy;

use crate::error::Error;
use crate::registry::{Lexicon, Table};
use crate::text::{char_at, char_before, fold, is_blank, skip_blanks};

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
    #[inline]
    pub(super) fn any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.0 & role.bit() != 0)
    }

    /// Whether a point of time may begin with one of the words, or a word that leads to one.
    pub(super) const fn tell_time(self) -> bool {
        self.0 & Role::OPENING & !(Role::Open.bit() | Role::Vague.bit()) != 0
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
    /// The words that an expression can open with.
    openings: Lexicon<()>,
    heads: Vec<char>,
    /// What the words that start with a character may do, by the last bits of that character: few share a place. It spares
    /// most places the vocabulary.
    firsts: [u32; FIRSTS],
}

const FIRSTS: usize = 1024;

/// Beside the roles of a word: it is none behind some characters.
const GUARDED: u32 = 1 << 31;

static WORDS: Lazy<Words> = Lazy::new(|| Words::load().unwrap_or_else(|_| Words::empty()));

/// The vocabulary; an empty one if the file were faulty, which a test rules out.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn empty() -> Self {
        Self {
            lexicon: Lexicon::new(),
            entries: Vec::new(),
            openings: Lexicon::new(),
            heads: Vec::new(),
            firsts: [0; FIRSTS],
        }
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
            let first = row.get("word").chars().next();
            words.heads.extend(first);
            if let Some(firsts) = first.and_then(|c| words.firsts.get_mut(fold(c) as usize % FIRSTS)) {
                *firsts |= roles | if not_after.is_empty() { 0 } else { GUARDED };
            }
            words.entries.push(Entry { roles, value, not_after, not_before });
            if roles & Role::OPENING != 0 {
                words.openings.insert(row.get("word"), ());
            }
            if words.lexicon.insert(row.get("word"), index).is_some() {
                return Err(row.error("a word twice"));
            }
        }
        Ok(words)
    }

    fn entry(&self, word: &str) -> Option<&Entry> {
        self.lexicon.get(word).and_then(|index| self.entries.get(usize::from(index)))
    }

    /// The words that an expression can open with.
    pub(super) const fn openings(&self) -> &Lexicon<()> {
        &self.openings
    }

    /// The first characters of all words.
    pub(super) fn heads(&self) -> impl Iterator<Item = char> {
        self.heads.iter().copied()
    }

    /// What words that start with `c` may do; a word of no such role starts with it.
    #[inline]
    pub(super) fn may(&self, c: char) -> Roles {
        Roles(self.firsts.get(fold(c) as usize % FIRSTS).copied().unwrap_or_default())
    }

    /// Whether words of one of `roles` may start at byte `at`.
    #[inline]
    fn may_at(&self, roles: u32, text: &str, at: usize) -> bool {
        char_at(text, at).is_some_and(|c| self.may(c).0 & roles != 0)
    }

    /// What the words at the start of `text` may do, all together: one look spares those for roles that none has.
    #[inline]
    pub(super) fn roles(&self, text: &str) -> Roles {
        if self.may_at(u32::MAX, text, 0) { self.roles_of(text) } else { Roles::default() }
    }

    fn roles_of(&self, text: &str) -> Roles {
        let mut roles = Roles::default();
        self.lexicon.walk(text, 0, |hit| {
            roles.0 |= self.entries.get(usize::from(hit.value)).map_or(0, |entry| entry.roles);
        });
        roles
    }

    /// Whether a word that can open an expression stands at the start of `text`.
    #[inline]
    pub(super) fn opens(&self, text: &str) -> bool {
        self.may_at(Role::OPENING, text, 0) && self.roles_of(text).0 & Role::OPENING != 0
    }

    /// The longest word that starts at byte `at`, may play `role` and is not the beginning of another word.
    #[inline]
    pub(super) fn find(&self, role: Role, text: &str, at: usize) -> Option<Word> {
        if self.may_at(role.bit(), text, at) { self.longest(role, text, at) } else { None }
    }

    fn longest(&self, role: Role, text: &str, at: usize) -> Option<Word> {
        let mut best = None;
        self.lexicon.walk(text, at, |hit| {
            let Some(entry) = self.entries.get(usize::from(hit.value)) else { return };
            if entry.roles & role.bit() != 0 && !entry.not_before.iter().any(|word| stands_at(text, hit.end, word)) {
                best = Some(Word { value: entry.value, end: hit.end });
            }
        });
        best
    }

    /// Whether what starts at `at` would be the tail of another word, by the character before it, which is `before`.
    pub(super) fn is_tail(&self, text: &str, at: usize, before: char) -> bool {
        if !self.may_at(GUARDED, text, at) {
            return false;
        }
        let mut longest = None;
        self.lexicon.walk(text, at, |hit| longest = Some(hit.value));
        longest
            .and_then(|index| self.entries.get(usize::from(index)))
            .is_some_and(|entry| entry.not_after.contains(before))
    }

    /// Whether a word that keeps a numeral apart (每, 上, 第) stands at byte `start`, the numeral right behind its first
    /// character.
    pub(super) fn keeps_apart(&self, text: &str, start: usize) -> bool {
        self.find(Role::Apart, text, start).is_some()
            && !before(text, start).is_some_and(|(before, _)| self.is_tail(text, start, before))
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
        assert!(words.entries.iter().all(|entry| entry.roles != 0 && entry.roles & GUARDED == 0));
        // What opens with numerals has no half in its place, and digits open no word.
        assert!(('0'..='9').all(|c| !words.lexicon.starts_with(c)));
        let halves = words.heads.iter().zip(&words.entries).filter(|(_, entry)| entry.roles & Role::Half.bit() != 0);
        assert!(halves.into_iter().all(|(&c, _)| !super::super::numeral::is_numeral(c)));
    }

    /// The vocabulary is the oracle.
    #[test]
    fn first_characters_rule_out_no_word() {
        let words = words();
        let table = include_str!("../registry/data/periods.tsv");
        let known = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
        let texts: Vec<&str> =
            known.chain("截 至 後 來 规划 規劃 的 2 “ ， 年 月".split(' ')).chain(["", " "]).collect();
        for (&first, &second) in texts.iter().flat_map(|first| texts.iter().map(move |second| (first, second))) {
            let text = format!("{first}{second}");
            assert_eq!(words.roles(&text).0, words.roles_of(&text).0, "{text}");
            assert_eq!(words.opens(&text), words.roles_of(&text).0 & Role::OPENING != 0, "{text}");
            for (_, role) in Role::NAMES {
                let end = |word: Option<Word>| word.map(|word| (word.value, word.end));
                assert_eq!(end(words.find(role, &text, 0)), end(words.longest(role, &text, 0)), "{role:?} in {text}");
            }
        }
    }

    #[test]
    fn guards_keep_words_whole() {
        let words = words();
        assert!(words.find(Role::Open, "目前期", 0).is_none());
        assert_eq!(words.find(Role::Open, "截至 目前", 0).unwrap().end, 13);
        assert!(words.is_tail("项目前期", 3, '项'));
        assert!(!words.is_tail("全市目前", 6, '市'));
        assert!(words.keeps_apart("每一季度", 0));
        assert!(!words.keeps_apart("全市一季度", 3));
    }
}
