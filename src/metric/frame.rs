//! How far a period, a modality and a holder reach.
//!
//! | said | reaches |
//! |---|---|
//! | a period that opens a paragraph or an item (`上半年,…`) | all of it, until another period is named |
//! | a period that stands later (`至年末,…`) | the end of its sentence, and one that goes on with 其中; then the frame holds again |
//! | a day (`7月4日,…`) | its sentence |
//! | 目前, 今年以来 | the end of its sentence, and means no period |
//! | a deadline (`预计7月底全部完成`) | its clause |
//! | 计划, 预计 | its clause, and what goes on about the same indicator |
//! | a plan that states no number (`计划7月底前完工,提供学位810个`) | the next clause, if that opens with a verb |
//! | a place that heads an item (`3.嘉善县:…`) | the item |
//! | a place as subject (`嘉善县排定…`) | its sentence, until another place, 全市, or a clause with a subject of its own behind `;` and what goes on from that |

use super::draft::Holder;
use super::kind::Modality;
use crate::period::{Period, PeriodKind};

/// A value that an inner stretch of text may overrule for a while.
#[derive(Clone, Debug)]
struct Layered<T> {
    item: Option<T>,
    sentence: Option<Option<T>>,
    clause: Option<Option<T>>,
}

impl<T> Default for Layered<T> {
    fn default() -> Self {
        Self { item: None, sentence: None, clause: None }
    }
}

impl<T: Clone> Layered<T> {
    fn current(&self) -> Option<&T> {
        match (&self.clause, &self.sentence) {
            (Some(value), _) | (None, Some(value)) => value.as_ref(),
            (None, None) => self.item.as_ref(),
        }
    }

    fn end_clause(&mut self) {
        self.clause = None;
    }

    fn end_sentence(&mut self) {
        self.clause = None;
        self.sentence = None;
    }

    fn end_item(&mut self) {
        *self = Self::default();
    }
}

/// What held where a bracket opened.
#[derive(Clone, Debug)]
pub(crate) struct Outside {
    period: Layered<Period>,
    modality: Option<Modality>,
    sentence_modality: Option<Modality>,
    trailing: Option<Modality>,
}

/// What governs the numbers at the present place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    period: Layered<Period>,
    holders: Layered<Vec<Holder>>,
    /// Whether the holders of the sentence were named in an earlier clause of it.
    holders_before: bool,
    modality: Option<Modality>,
    /// The modality that opens the sentence and holds until another period is named or something is said to be reached.
    sentence_modality: Option<Modality>,
    /// The modality of the clause before, which goes on over clauses without a subject of their own.
    trailing: Option<Modality>,
}

/// How a period stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It opens a paragraph or an item.
    Opening,
    /// It stands later and governs what follows.
    Later,
    /// It dates only its own clause.
    Deadline,
}

impl Frame {
    pub(crate) fn name_period(&mut self, period: Option<Period>, kind: PeriodKind, place: Place) {
        // What is planned for one time says nothing of another; `预计|全年…` is planned for that time.
        if self.modality.is_none() {
            self.trailing = None;
            self.sentence_modality = None;
        }
        match place {
            Place::Deadline => self.period.clause = Some(period),
            Place::Opening if !matches!(kind, PeriodKind::Day | PeriodKind::Open) => {
                self.period.item = period;
                self.period.end_sentence();
            }
            _ => {
                self.period.sentence = Some(period);
                self.period.clause = None;
            }
        }
    }

    /// Whether a period was named that holds to the end of the sentence.
    pub(crate) fn dates_sentence(&self) -> bool {
        self.period.sentence.as_ref().is_some_and(Option::is_some)
    }

    pub(crate) fn period(&self) -> Option<Period> {
        self.period.current().copied()
    }

    /// The places that hold what follows.
    pub(crate) fn name_holders(&mut self, holders: Vec<Holder>, heads_item: bool) {
        if heads_item {
            self.holders.end_item();
            self.holders.item = Some(holders);
        } else {
            self.holders.sentence = Some(Some(holders));
            self.holders_before = false;
        }
    }

    /// The places that hold the numbers of the clause.
    pub(crate) fn name_clause_holders(&mut self, holders: Vec<Holder>) {
        self.holders.clause = Some(Some(holders));
    }

    /// Whether a place heads the item.
    pub(crate) fn heads_item(&self) -> bool {
        self.holders.item.is_some()
    }

    /// Who holds a number; a clause with a subject of its own leaves the subject of the clause before.
    pub(crate) fn holders(&self, own_subject: impl FnOnce() -> bool) -> &[Holder] {
        let left = self.holders_before && self.holders.sentence.is_some() && own_subject();
        let holders = if left { self.holders.item.as_ref() } else { self.holders.current() };
        holders.map_or(&[], Vec::as_slice)
    }

    /// What a bracket may name for itself: what holds outside, to be put back when it closes.
    pub(crate) fn outside(&self) -> Outside {
        Outside {
            period: self.period.clone(),
            modality: self.modality,
            sentence_modality: self.sentence_modality,
            trailing: self.trailing,
        }
    }

    pub(crate) fn put_back(&mut self, outside: Outside) {
        self.period = outside.period;
        self.modality = outside.modality;
        self.sentence_modality = outside.sentence_modality;
        self.trailing = outside.trailing;
    }

    pub(crate) fn name_modality(&mut self, modality: Modality) {
        self.modality = Some(modality);
    }

    /// The modality of a number; `carried` when its indicator was named in an earlier clause.
    pub(crate) fn modality(&self, carried: bool) -> Option<Modality> {
        self.modality.or(self.sentence_modality).or(if carried { self.trailing } else { None })
    }

    pub(crate) fn name_sentence_modality(&mut self, modality: Modality) {
        self.sentence_modality = Some(modality);
    }

    pub(crate) fn end_sentence_modality(&mut self) {
        self.sentence_modality = None;
    }

    /// `年内计划投资120亿元已完成86亿元`: what is reached ends what was planned.
    pub(crate) fn end_modality(&mut self) {
        self.modality = None;
    }

    /// The modality that goes on into clauses without a subject of their own.
    pub(crate) fn trail(&mut self, modality: Option<Modality>) {
        self.trailing = modality;
    }

    /// Ends a clause; behind a semicolon, or a clause without a number (`pause`), one with a subject of its own leaves the
    /// holders.
    pub(crate) fn end_clause(&mut self, pause: bool) {
        self.period.end_clause();
        self.holders.end_clause();
        self.modality = None;
        self.holders_before |= pause;
    }

    /// Ends a sentence; one that opens with 其中 goes on in the time of the one before.
    pub(crate) fn end_sentence(&mut self, goes_on: bool) {
        self.sentence_modality = None;
        self.end_clause(true);
        if !goes_on {
            self.period.end_sentence();
        }
        self.holders.end_sentence();
        self.holders_before = false;
    }

    pub(crate) fn end_item(&mut self) {
        self.end_sentence(false);
        self.period.end_item();
        self.holders.end_item();
        self.trailing = None;
    }
}
