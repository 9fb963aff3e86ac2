//! What the rules say of a number, and what the walk remembers of it.

use super::indicator::Named;
use super::kind::{Basis, Bound, Direction, Measure, Modality};
use crate::span::Span;

/// What a rule says of a number.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) measure: Measure,
    pub(crate) direction: Option<Direction>,
    pub(crate) basis: Option<Basis>,
    /// The bound where no word stands beside the number itself.
    pub(crate) bound: Option<Bound>,
    pub(crate) scope: Option<String>,
    pub(crate) named: Named,
    /// Where the number names its holders itself.
    pub(crate) holders: Option<(Vec<Holder>, bool)>,
    pub(crate) modality: Option<Modality>,
    /// Where the number has a time of its own.
    pub(crate) period: Option<crate::Period>,
    pub(crate) rule: &'static str,
}

impl Answer {
    pub(crate) fn new(measure: Measure, named: Named, rule: &'static str) -> Self {
        Self {
            measure,
            direction: None,
            basis: None,
            bound: None,
            scope: None,
            named,
            holders: None,
            modality: None,
            period: None,
            rule,
        }
    }
}

/// A metric while its paragraph is being read; `rules` says where each field came from.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Index into [`Lexed::quantities`].
    pub(crate) quantity: usize,
    pub(crate) span: Span,
    pub(crate) measure: Measure,
    pub(crate) bound: Bound,
    pub(crate) direction: Option<Direction>,
    pub(crate) basis: Option<Basis>,
    pub(crate) indicator: String,
    pub(crate) scope: Option<String>,
    /// Indices into [`Lexed::places`], or names that stand for a place without being one (市本级).
    pub(crate) holders: Vec<Holder>,
    pub(crate) each: bool,
    /// Its clause opened with 其中: a part of what was counted before.
    pub(crate) part: bool,
    /// The first token of its clause.
    pub(crate) clause: usize,
    pub(crate) period: Option<crate::Period>,
    /// Whether the period is of this number alone, or of its list.
    pub(crate) own_period: bool,
    pub(crate) modality: Modality,
    pub(crate) rules: Rules,
}

/// Who holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Index into [`Lexed::places`].
    Place(usize),
    /// 市本级, a town: what stands for a place and is in no registry of divisions.
    Named(Span),
}

/// The name of the rule that gave a field.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) measure: &'static str,
    pub(crate) indicator: &'static str,
    pub(crate) bound: &'static str,
}

/// A name that was given before.
#[derive(Clone, Debug)]
pub(crate) enum Name {
    /// That of the draft with this index.
    Of(usize),
    Text(String),
}

/// What the walk remembers of the last metric.
#[derive(Clone, Debug)]
pub(crate) struct Last {
    pub(crate) indicator: Name,
    /// The indicator without the threshold that qualifies it, if one does.
    pub(crate) head: Option<String>,
    /// Index into [`Lexed::quantities`]; a noun before a bracket has no number.
    pub(crate) quantity: Option<usize>,
    pub(crate) measure: Measure,
    pub(crate) direction: Option<Direction>,
    pub(crate) basis: Option<Basis>,
    pub(crate) bound: Bound,
    /// Token index of its number.
    pub(crate) at: usize,
    /// Index of the sentence it stands in.
    pub(crate) sentence: usize,
}
