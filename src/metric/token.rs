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
        Self { kind, start, end, chars: char_count(text, start, end), roles }
    }

    /// Whether it is a word with the role.
    pub(crate) fn has(&self, role: Role) -> bool {
        #[cfg(test)]
        crate::work::look();
        self.roles.has(role)
    }

    /// Whether the walk is moved by it: other tokens are only looked at from those that are.
    #[inline]
    pub(super) const fn moves(&self) -> bool {
        match self.kind {
            Kind::Cue(_) => self.roles.any(MOVES),
            Kind::Word | Kind::Broken(_) | Kind::Title | Kind::Quoted | Kind::Name | Kind::Duration | Kind::Enum => {
                false
            }
            _ => true,
        }
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

/// The roles of function words by which the walk is moved.
const MOVES: Roles = Roles::of(&[Role::Modal, Role::Whole, Role::Among, Role::Actual]);

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
    /// The tokens by which the walk is moved, in order.
    pub(super) moves: Vec<Move>,
    /// The roles of the tokens behind the last of them.
    pub(super) said: Roles,
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
        self.moves.clear();
        self.said = Roles::default();
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
        self.note(&token);
        self.tokens.push(token);
        self.broken |= matches!(token.kind, Kind::Broken(_));
        self.zones |= token.has(Role::Zone);
    }

    /// Takes the last token back, if it is as `wanted` says and moves the walk.
    pub(super) fn pop_if(&mut self, wanted: impl FnOnce(&Token) -> bool) -> Option<Token> {
        let last = self.tokens.pop_if(|last| last.moves() && wanted(last))?;
        let before = self.moves.pop().map_or_else(Roles::default, |last| last.said);
        self.said = self.said.or(before);
        Some(last)
    }

    /// Takes other tokens for those that were read.
    pub(super) fn replace(&mut self, tokens: Vec<Token>) {
        self.moves.clear();
        self.said = Roles::default();
        self.tokens.clear();
        for token in tokens {
            self.note(&token);
            self.tokens.push(token);
        }
    }

    /// Notes the token that is pushed next, if the walk is moved by it.
    #[inline]
    fn note(&mut self, token: &Token) {
        self.said = self.said.or(token.roles);
        if token.moves() {
            self.moves.push(Move { token: self.tokens.len(), said: std::mem::take(&mut self.said) });
        }
    }
}

/// A token by which the walk is moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    /// Its index.
    pub(super) token: usize,
    /// Its roles and those of the tokens between it and the one before.
    pub(super) said: Roles,
}
