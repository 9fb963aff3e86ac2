//! What a paragraph is made of: the tokens that [`lex`](super::lex) reads, and what it read on the way.

use super::cue::{Cue, Role, Roles};
use crate::number::Broken;
use crate::period::PeriodScan;
use crate::quantity::Measured;
use crate::region::RegionMention;
use crate::registry::openers::Opening;
use crate::span::Span;
use crate::text::char_count;

/// A stretch of the text; tokens are in order and disjoint, only blanks lie between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The characters in it.
    pub(crate) chars: usize,
    /// What it may do as a function word.
    pub(crate) roles: Roles,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Word,
    Cue(&'static Cue),
    /// Index into [`Lexed::quantities`].
    Quantity(usize),
    /// A number that the text has broken.
    Broken(Broken),
    /// Index into [`Lexed::periods`].
    Period(usize),
    /// Index into [`Lexed::places`].
    Place(usize),
    /// A town, which no registry of divisions lists.
    Town,
    Title,
    Quoted,
    /// A number that is part of a name.
    Name,
    /// A stretch of time in Chinese numerals, which is mostly part of a name or an adverb: 提前两年.
    Duration,
    /// A list marker, which opens an item: `1.`, `①`.
    Marker,
    /// `【…】` at the start of a text.
    Heading,
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
    pub(super) fn new(text: &str, kind: Kind, start: usize, end: usize) -> Self {
        let roles = if let Kind::Cue(cue) = kind { cue.roles() } else { Roles::default() };
        Self { kind, start, end, chars: char_count(text.get(start..end).unwrap_or_default()), roles }
    }

    /// Whether it is a word with the role.
    pub(crate) fn has(&self, role: Role) -> bool {
        #[cfg(test)]
        crate::work::look();
        self.roles.has(role)
    }

    /// Whether it is the name of a place.
    pub(crate) const fn is_place(&self) -> bool {
        matches!(self.kind, Kind::Place(_) | Kind::Town)
    }

    pub(crate) fn cue(&self) -> Option<&'static Cue> {
        #[cfg(test)]
        crate::work::look();
        match self.kind {
            Kind::Cue(cue) => Some(cue),
            _ => None,
        }
    }
}

/// The token that starts at byte `at`.
pub(crate) fn starting_at(tokens: &[Token], at: usize) -> Option<&Token> {
    let index = tokens.partition_point(|token| token.start < at);
    tokens.get(index).filter(|token| token.start == at)
}

/// The tokens that start in `span`.
pub(crate) fn tokens_of(tokens: &[Token], span: Span) -> &[Token] {
    let from = tokens.partition_point(|token| token.start < span.start());
    let to = tokens.partition_point(|token| token.start < span.end());
    tokens.get(from..to).unwrap_or_default()
}

/// The tokens of a text and what was read on the way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) quantities: Vec<Measured>,
    pub(crate) periods: Vec<PeriodScan>,
    pub(crate) places: Vec<RegionMention>,
    /// Where a token or a place may begin.
    pub(super) openings: Vec<Opening>,
    /// Whether one of the tokens is a broken number.
    pub(crate) broken: bool,
    /// Whether one of them may end the name of a zone.
    pub(super) zones: bool,
}

impl Lexed {
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.quantities.clear();
        self.periods.clear();
        self.places.clear();
        self.openings.clear();
        self.broken = false;
        self.zones = false;
    }

    /// Whether an item may begin behind the last token.
    pub(super) fn opens_item(&self) -> bool {
        self.tokens.last().is_none_or(|last| matches!(last.kind, Kind::Stop | Kind::Semicolon | Kind::Heading))
    }

    pub(super) fn push(&mut self, token: Token) {
        self.tokens.push(token);
        self.broken |= matches!(token.kind, Kind::Broken(_));
        self.zones |= token.has(Role::Zone);
    }
}
