//! A paragraph as tokens: what each stretch of text is, before anything is said of its meaning.
//!
//! ```text
//! token = title | quotation | period | quantity | name | place | cue | bracket | separator | word
//! title = '《' text '》'                          quotation = '“' text '”'        both keep their numbers to themselves
//! name  = a number that is part of a name: 2.0版, 5G, 104国道, 第三批, 世界500强
//! word  = any other run of text
//! ```
//!
//! One pass, left to right, the longest match wins; titles and quotations look ahead a bounded distance.

use super::cue::{Cue, Cues, Role};
use super::name;
use crate::period::{PeriodContext, PeriodScan, period_at};
use crate::quantity::{QuantityScan, Units, quantity_at};
use crate::region::{PlaceHit, Places};
use crate::text::{char_at, char_before, digit, is_blank};

/// How far a quotation or a title may reach, in bytes; a longer one is unbalanced.
const MAX_QUOTE: usize = 180;
const MAX_TITLE: usize = 450;

/// A stretch of the text; tokens are in order and disjoint, only blanks lie between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Word,
    Cue(Cue),
    /// Index into [`Lexed::quantities`].
    Quantity(usize),
    /// A number that the text has broken.
    Broken,
    /// Index into [`Lexed::periods`].
    Period(usize),
    /// Index into [`Lexed::places`].
    Place(usize),
    Title,
    Quoted,
    /// A number that is part of a name.
    Name,
    Open,
    Close,
    /// `、`
    Enum,
    Comma,
    Semicolon,
    Colon,
    /// `。`, `!`, `?`, a line break that ends a line.
    Stop,
}

impl Token {
    /// Whether it is a word with the role.
    pub(crate) fn has(&self, role: Role) -> bool {
        matches!(self.kind, Kind::Cue(cue) if cue.has(role))
    }

    pub(crate) fn cue(&self) -> Option<Cue> {
        match self.kind {
            Kind::Cue(cue) => Some(cue),
            _ => None,
        }
    }
}

/// The tokens of a text and what was read on the way.
#[derive(Debug, Default)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) quantities: Vec<QuantityScan>,
    pub(crate) periods: Vec<PeriodScan>,
    pub(crate) places: Vec<PlaceHit>,
}

/// What the lexer needs beside the text.
pub(crate) struct Lexer<'c> {
    pub(crate) cues: &'c Cues,
    pub(crate) units: &'c Units,
    pub(crate) places: Option<Places<'c>>,
    pub(crate) period: PeriodContext,
}

impl Lexer<'_> {
    /// All tokens of `text`.
    pub(crate) fn read(&self, text: &str) -> Lexed {
        let mut lexed = Lexed::default();
        let mut at = 0;
        let mut word: Option<usize> = None;
        while let Some(c) = char_at(text, at) {
            let after = at.saturating_add(c.len_utf8());
            let token = if is_blank(c) && c != '\t' { Some((None, after)) } else { self.token(text, at, c, &mut lexed) };
            match token {
                // A blank ends no word, but is none of it at its end either.
                Some((None, end)) => at = end,
                Some((Some(kind), end)) => {
                    flush(text, &mut word, at, &mut lexed);
                    lexed.tokens.push(Token { kind, start: at, end: end.max(after) });
                    at = end.max(after);
                }
                None => {
                    word.get_or_insert(at);
                    at = after;
                }
            }
        }
        flush(text, &mut word, at, &mut lexed);
        lexed
    }

    /// The token other than a word that starts at `at`, with its end.
    fn token(&self, text: &str, at: usize, c: char, lexed: &mut Lexed) -> Option<(Option<Kind>, usize)> {
        let after = at.saturating_add(c.len_utf8());
        let one = |kind| Some((Some(kind), after));
        match c {
            '、' | '､' => return one(Kind::Enum),
            ',' | '，' => return one(Kind::Comma),
            ';' | '；' | '\t' => return one(Kind::Semicolon),
            ':' | '：' => return one(Kind::Colon),
            '。' | '！' | '!' | '？' | '?' | '｡' => return one(Kind::Stop),
            '(' | '（' | '[' | '〔' | '【' => return one(Kind::Open),
            ')' | '）' | ']' | '〕' | '】' => return one(Kind::Close),
            '《' | '〈' => return close(text, at, MAX_TITLE, &['》', '〉']).map(|end| (Some(Kind::Title), end)),
            '“' | '‘' | '「' => return close(text, at, MAX_QUOTE, &['”', '’', '」']).map(|end| (Some(Kind::Quoted), end)),
            '"' => return close(text, at, MAX_QUOTE, &['"']).map(|end| (Some(Kind::Quoted), end)),
            _ => {}
        }
        let arabic = digit(c).is_some();
        if !arabic
            && self.cues.starts_with(c)
            && let Some(hit) = self.cues.longest(text, at)
            && (hit.value.has(Role::Noun) || !crate::number::is_numeral_start(c))
            && !self.longer(text, at, hit.end, lexed)
        {
            return Some((Some(Kind::Cue(hit.value)), hit.end));
        }
        if let Some(scan) = self.period(text, at) {
            let end = scan.end;
            lexed.periods.push(scan);
            return Some((Some(Kind::Period(lexed.periods.len().saturating_sub(1))), end));
        }
        if arabic || crate::number::is_numeral_start(c) {
            return self.number(text, at, lexed);
        }
        if let Some(places) = &self.places
            && let Some(hit) = places.place_at(text, at)
        {
            let end = hit.end;
            lexed.places.push(hit);
            return Some((Some(Kind::Place(lexed.places.len().saturating_sub(1))), end));
        }
        None
    }
}
