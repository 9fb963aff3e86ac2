//! A number in a bracket is said of what stands before the bracket.
//!
//! ```text
//! bracket = noun '(' number ')'                       一期地块(198亩)
//!         | place '(' number ')'                      增速从高到低为嘉善县(12.3%)、平湖市(11%)
//!         | place number '(' noun number ')'          越城区7件(重点件1件)
//! ```
//!
//! A noun is what is measured; a place holds a value of what its sentence speaks of.

use super::completion;
use super::cue::Role;
use super::draft::{Holder, Last, Name};
use super::frame;
use super::holder;
use super::indicator;
use super::kind::{Bound, Direction, Measure, Modality};
use super::phrase;
use super::read::Reader;
use super::token::{Kind, Token, tokens_of};

/// An open bracket.
#[derive(Clone, Debug)]
pub(super) struct Bracket {
    /// Where phrases before a number could start.
    pub(super) from: usize,
    /// What held before it; of no interest where no number stands in it.
    pub(super) before: Option<Box<Outside>>,
}

/// What held before a bracket.
#[derive(Clone, Debug)]
pub(super) struct Outside {
    pub(super) last: Option<Last>,
    /// The noun that it stands behind.
    pub(super) noun: Option<Last>,
    /// The place that it stands behind.
    pub(super) place: Option<Holder>,
    /// What held outside, and the mode of the clause.
    pub(super) outside: (frame::Outside, Option<Modality>),
    /// How many metrics had been read.
    pub(super) count: usize,
}

/// Whether the bracket at token `open` closes before any number, other bracket or end of a sentence.
fn is_plain(tokens: &[Token], open: usize) -> bool {
    #[cfg(test)]
    if super::said::anything() {
        return false;
    }
    let inside = tokens.get(open.saturating_add(1)..).unwrap_or_default();
    let end = inside.iter().find(|token| {
        matches!(token.kind, Kind::Close | Kind::Quantity(_) | Kind::Open | Kind::Stop | Kind::Marker | Kind::Heading)
    });
    end.is_some_and(|end| matches!(end.kind, Kind::Close))
}

/// What the bracket at token `open` stands behind: the noun that is measured in it, and the place that holds it.
pub(super) fn behind(reader: &Reader<'_>, open: usize) -> (Option<Last>, Option<Holder>) {
    let tokens = &reader.lexed.tokens;
    let before = open.checked_sub(1).and_then(|at| tokens.get(at));
    if let Some(Kind::Quantity(quantity)) = before.map(|before| before.kind) {
        // 越城区7件(重点件1件): whose number it stands behind holds its numbers.
        let draft = reader.out.last().filter(|draft| draft.quantity == quantity);
        let holder = draft.and_then(|draft| if let [holder] = draft.holders.as_slice() { Some(holder) } else { None });
        return (None, holder.cloned());
    }
    let Some(before) = before.filter(|_| open > reader.from) else { return (None, None) };
    let phrase::Before::Phrase(span) = phrase::before(tokens, reader.from, open) else { return (None, None) };
    let noun = |indicator: String| Last {
        head: None,
        indicator: Name::Text(indicator),
        quantity: None,
        measure: Measure::Level,
        direction: None,
        basis: None,
        bound: Bound::Exactly,
        at: open,
        sentence: reader.sentence,
    };
    // 完成年度任务(60家)的71.7%: how much is planned of what was named before.
    if completion::plan_of(tokens, span) && before.has(Role::OfPlan) {
        return (None, None);
    }
    if !holder::only_places(tokens, span) {
        let mut noun = noun(reader.name(span));
        // 增加值增速(19.4%)
        if before.has(Role::Growth) {
            (noun.measure, noun.direction) =
                (Measure::Growth, Some(before.cue().and_then(|cue| cue.direction).unwrap_or(Direction::Up)));
        }
        return (Some(noun), None);
    }
    let last = tokens_of(tokens, span).last();
    let place = last.and_then(|last| holder::of_run(reader, std::slice::from_ref(last)).next());
    let here = reader.last.as_ref().filter(|last| last.sentence == reader.sentence);
    // `不合格率高于30%的是店口镇(85.7%)`: what the threshold is a rate of.
    let bounded = reader.out.last().filter(|last| last.measure == Measure::Threshold && last.clause == reader.clause);
    let spoken = bounded.map(|last| noun(last.indicator.clone())).or_else(|| here.cloned()).or_else(|| {
        let own = indicator::topic(reader, reader.sentence_start, open);
        let own = own.filter(|&topic| !holder::only_places(tokens, topic));
        let topic = own.or_else(|| reader.topic().map(|(topic, _)| topic));
        let name = topic.map_or_else(String::new, |topic| holder::name(reader, topic));
        let ranked = tokens.get(reader.sentence_start..open)?;
        let grows = ranked.iter().take(16).any(|token| token.has(Role::Growth));
        if name.is_empty() && !grows {
            return None;
        }
        let mut noun = noun(name);
        if grows {
            (noun.measure, noun.direction) = (Measure::Growth, Some(Direction::Up));
        }
        Some(noun)
    });
    (spoken, place)
}

impl Reader<'_> {
    /// Opens a bracket.
    pub(super) fn open(&mut self, index: usize) {
        // What holds outside is asked by numbers only.
        let before = (!is_plain(&self.lexed.tokens, index)).then(|| {
            let (noun, place) = behind(self, index);
            let last = match &noun {
                Some(noun) => self.last.replace(noun.clone()),
                None => self.last.clone(),
            };
            let outside = (self.frame.outside(), self.clause_modality);
            Box::new(Outside { last, noun, place, outside, count: self.out.len() })
        });
        self.brackets.push(Bracket { from: self.from, before });
        self.from = index.saturating_add(1);
    }

    /// Closes the last bracket.
    pub(super) fn close(&mut self, index: usize) {
        let Some(bracket) = self.brackets.pop() else { return };
        self.from = bracket.from;
        let Some(before) = bracket.before.map(|before| *before) else { return };
        let numbers = self.out.len() > before.count;
        self.last = before.noun.filter(|_| numbers).or(before.last);
        // A bracket with numbers is closed matter: what follows goes on from the noun before it.
        if numbers {
            self.from = index.saturating_add(1);
            // `154张(年度目标150张)`: the time of its numbers is theirs.
            self.frame.put_back(before.outside.0);
            self.clause_modality = before.outside.1;
        }
    }

    /// Whether a bracket is open whose numbers are rates of growth.
    pub(crate) fn bracketed_growth(&self) -> bool {
        let noun = self.brackets.last().and_then(|bracket| bracket.before.as_ref()?.noun.as_ref());
        noun.is_some_and(|noun| noun.measure == Measure::Growth)
    }

    /// The place that holds the numbers of the bracket that is open.
    pub(crate) fn bracketed_place(&self) -> Option<&Holder> {
        self.brackets.last().and_then(|bracket| bracket.before.as_ref()?.place.as_ref())
    }
}
