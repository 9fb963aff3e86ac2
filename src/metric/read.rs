//! From tokens to drafts: one walk over a paragraph, left to right.
//!
//! At each number the walk asks, in this order, and the first answer stands:
//!
//! 1. [`rank`](super::rank): does 第 stand before it?
//! 2. [`threshold`](super::threshold): does it only qualify the noun that follows?
//! 3. [`series`](super::series): is it the next value of a list whose first one was read?
//! 4. [`measure`](super::measure): what do unit and approach say?
//!
//! and then for its indicator ([`indicator`](super::indicator)), its frame ([`frame`](super::frame)) and its bound.

use std::cell::Cell;

use super::approach::{After, Approach};
use super::bracket::Bracket;
use super::cue::{Role, Roles};
use super::draft::{Answer, Draft, Last, Name, Rules};
use super::frame::Frame;
use super::holder;
use super::indicator;
use super::kind::{Basis, Bound, Measure, Modality};
use super::naming;
use super::part;
use super::phrase;
use super::said::Said;
use super::token::{Kind, Lexed, Move, Token};
use super::topic::Topics;
use super::{TextRole, measure, mode, rank, series, threshold, when};
use crate::number::Hedge;
use crate::quantity::Measured;
use crate::span::Span;

/// How far a rule of the walk looks, in tokens.
pub(crate) const REACH: usize = 64;

/// The roles of words that close a comparison.
const COMPARES: Roles = Roles::of(&[Role::Basis, Role::Compared]);

/// The roles of nouns for a growth and a completion.
const SPOKEN: Roles = Roles::of(&[Role::Growth, Role::Complete]);

/// The walk.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) lexed: &'a Lexed,
    pub(crate) role: TextRole,
    /// The year that the report is about.
    pub(crate) year: Option<i32>,
    /// Whether the mention with this index is the reporting place itself.
    pub(crate) home: &'a dyn Fn(usize) -> bool,
    pub(crate) frame: Frame,
    pub(crate) out: &'a mut Vec<Draft>,
    /// No phrase before the next number starts left of this token.
    pub(crate) from: usize,
    /// The first token of the clause.
    pub(crate) clause: usize,
    /// The first token of the sentence.
    pub(crate) sentence_start: usize,
    pub(crate) sentence: usize,
    /// What words of the sentence have been read so far: most rules ask for a word that is not there.
    pub(crate) said: Said,
    pub(crate) last: Option<Last>,
    topics: &'a mut Topics,
    pub(crate) threshold: Option<threshold::Threshold>,
    pub(crate) series: series::Series,
    /// Whether the sentence opened with 其中.
    among: bool,
    /// Whether the clause named a modality, and whether a metric of its own.
    pub(super) clause_modality: Option<Modality>,
    /// The modality of the clause before, if it states no number: 计划7月底前完工,|提供学位810个.
    ahead: Option<Modality>,
    clause_named: bool,
    clause_numbers: usize,
    /// What the clause before, which states no number, speaks of: a growth or a completion (`增速最快,达8.2%`).
    pub(crate) spoken: Option<Measure>,
    pub(super) brackets: Vec<Bracket>,
    /// Whether the clause says that something has been reached.
    pub(super) clause_actual: bool,
    /// The base that a clause of its own named: `与2023年相比,…`; until the sentence ends.
    pub(crate) basis: Option<Basis>,
    /// Nothing but markers and headings stands before the present token in the item.
    pub(crate) opening: bool,
    /// What [`before`](Self::before) said last, and of which place: several rules ask about one number.
    pub(super) before: Cell<Option<((usize, usize), phrase::Before)>>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        text: &'a str,
        lexed: &'a Lexed,
        role: TextRole,
        year: Option<i32>,
        home: &'a dyn Fn(usize) -> bool,
        (out, topics): (&'a mut Vec<Draft>, &'a mut Topics),
    ) -> Self {
        topics.clear();
        Self {
            text,
            lexed,
            role,
            year,
            home,
            frame: Frame::default(),
            out,
            from: 0,
            clause: 0,
            sentence_start: 0,
            sentence: 0,
            said: Said::nothing(),
            last: None,
            topics,
            threshold: None,
            series: series::Series::default(),
            among: false,
            clause_modality: None,
            ahead: None,
            clause_named: false,
            clause_numbers: 0,
            spoken: None,
            brackets: Vec::new(),
            clause_actual: false,
            basis: None,
            opening: true,
            before: Cell::new(None),
        }
    }

    /// The unit of the number of `last`; empty where it has none.
    pub(crate) fn unit_of(&self, last: &Last) -> &'a str {
        let scan = last.quantity.and_then(|quantity| self.lexed.quantities.get(quantity));
        scan.map_or("", |scan| scan.quantity.unit().as_str())
    }

    /// The indicator of `last`.
    pub(crate) fn name_of<'l>(&'l self, last: &'l Last) -> &'l str {
        match &last.indicator {
            Name::Of(draft) => self.out.get(*draft).map_or("", |draft| &draft.indicator),
            Name::Text(text) => text,
        }
    }

    /// The indicator of the last metric.
    pub(crate) fn last_name(&self) -> Option<&str> {
        self.last.as_ref().map(|last| self.name_of(last))
    }

    /// The text of a phrase as an indicator.
    pub(crate) fn name(&self, span: Span) -> String {
        naming::name(self.text, part::of_work(self, span))
    }

    /// The noun phrase of the last clause without a number, and the token where that clause ended.
    pub(crate) fn topic(&self) -> Option<(Span, usize)> {
        self.topics.last(|start, end| indicator::topic(self, start, end))
    }

    /// The clause right before this one, if it states no number.
    pub(crate) fn clause_before(&self) -> Option<&'a [Token]> {
        let (start, end) = self.clause_range_before()?;
        self.lexed.tokens.get(start..end)
    }

    /// Where it starts and ends.
    pub(crate) fn clause_range_before(&self) -> Option<(usize, usize)> {
        self.topics.newest().filter(|(_, end)| end.saturating_add(1) == self.clause)
    }

    /// The same phrase, spelled out.
    pub(crate) fn topic_name(&self) -> Option<String> {
        self.topic().map(|(span, _)| self.name(span))
    }

    /// Walks over all tokens that move it.
    pub(crate) fn run(mut self) {
        let mut next = 0;
        for &Move { token: index, said } in &self.lexed.moves {
            let Some(token) = self.lexed.tokens.get(index) else { return };
            self.said.roles = self.said.roles.or(said);
            if self.opening {
                let mut between = self.lexed.tokens.iter().enumerate().take(index).skip(next);
                self.opening = between.all(|(at, token)| self.still_opening(at, token));
            }
            let headline = matches!(token.kind, Kind::Stop) && self.is_headline(index);
            self.token(index, token);
            self.opening = headline || self.opening && self.still_opening(index, token);
            if matches!(token.kind, Kind::Comma) {
                self.opening |= self.cites(index);
            }
            next = index.saturating_add(1);
        }
    }

    /// Whether 全市 at token `index` opens its clause as what is spoken of, and not as a scope (全省第3位).
    fn opens_on_whole(&self, index: usize) -> bool {
        let next = self.lexed.tokens.get(index.saturating_add(1));
        let scope = next.is_none_or(|next| next.has(Role::Ordinal) || next.has(Role::Rank) || next.has(Role::Average));
        index == self.clause && !scope
    }

    /// Whether the item is still at its opening after the token: markers, headings, a short title with its colon, words
    /// such as 力争 and 全市, and an introduction like 初步核算.
    fn still_opening(&self, index: usize, token: &Token) -> bool {
        match token.kind {
            Kind::Marker | Kind::Heading => true,
            Kind::Colon => self.clause == index.saturating_add(1),
            Kind::Cue(cue) => {
                [Role::Modal, Role::Adverb, Role::Whole].iter().any(|&role| cue.has(role)) && !cue.has(Role::Noun)
            }
            Kind::Word => self.introduces(index),
            Kind::Comma => index.checked_sub(1).is_some_and(|word| self.introduces(word)),
            _ => false,
        }
    }

    /// Whether a source was cited before the comma at token `index`, and the item opens behind it:
    /// `海关数据显示,今年上半年…`.
    fn cites(&self, index: usize) -> bool {
        self.out.is_empty()
            && self.sentence_start == 0
            && index
                .checked_sub(1)
                .and_then(|at| self.lexed.tokens.get(at))
                .and_then(|source| self.text.get(source.start..source.end))
                .is_some_and(|text| text.ends_with("显示"))
    }

    /// Whether a short sentence without numbers that ends at token `index` heads the item, which opens behind it with a time
    /// and a comma, or behind a name alone with a time: `经济运行稳中有进。上半年,…`, `旅游业。全年…`.
    fn is_headline(&self, index: usize) -> bool {
        const LONGEST: usize = 20;
        const LONGEST_NAME: usize = 8;
        let behind = |at: usize| self.lexed.tokens.get(index.saturating_add(at)).map(|token| token.kind);
        let Some(sentence) = self.run_up(self.sentence_start, index) else { return false };
        if !matches!(behind(1), Some(Kind::Period(_))) || self.last.is_some() || self.clause_numbers > 0 {
            return false;
        }
        let length = sentence.iter().map(|token| token.chars).fold(0, usize::saturating_add);
        let named = sentence.iter().all(|token| {
            matches!(token.kind, Kind::Word) || token.cue().is_some_and(|cue| cue.nominal() && !cue.has(Role::Verb))
        });
        matches!(behind(2), Some(Kind::Comma)) && length <= LONGEST || named && length <= LONGEST_NAME
    }

    /// Whether the word at token `index` is a clause of its own before a period: `初步核算,2023年…`.
    fn introduces(&self, index: usize) -> bool {
        let tokens = &self.lexed.tokens;
        let kind = |at: usize| tokens.get(at).map(|token| token.kind);
        let short = tokens.get(index).is_some_and(|word| word.chars <= 6);
        short
            && matches!(kind(index.saturating_add(1)), Some(Kind::Comma))
            && matches!(kind(index.saturating_add(2)), Some(Kind::Period(_)))
    }

    fn token(&mut self, index: usize, token: &Token) {
        match token.kind {
            Kind::Marker => self.end_item(index),
            Kind::Heading => self.end_item(index),
            Kind::Stop => {
                self.end_clause(index);
                self.end_sentence(index);
            }
            Kind::Comma | Kind::Semicolon => self.end_clause(index),
            Kind::Colon => self.colon(index),
            Kind::Open => self.open(index),
            Kind::Close => self.close(index),
            Kind::Period(scan) => when::read(self, index, scan),
            Kind::Place(_) | Kind::Town => {
                self.said.place = true;
                self.place(index);
            }
            Kind::Cue(cue) if cue.has(Role::Modal) => self.modal(index, cue.forecast),
            Kind::Cue(cue) if cue.has(Role::Whole) && self.opens_on_whole(index) => {
                self.frame.name_holders(Vec::new(), false);
            }
            Kind::Cue(cue) if cue.has(Role::Among) => self.among |= index == self.sentence_start,
            Kind::Cue(cue) if cue.has(Role::Actual) => {
                self.clause_actual = true;
                let planned = self.clause_modality.is_some() && self.clause_numbers == 0;
                if !planned {
                    self.frame.end_sentence_modality();
                }
                if self.clause_numbers > 0 {
                    self.frame.end_modality();
                }
            }
            Kind::Quantity(quantity) => self.quantity(index, quantity),
            _ => {}
        }
    }

    fn end_clause(&mut self, index: usize) {
        let last = index.checked_sub(1).filter(|&at| at >= self.clause).and_then(|at| self.lexed.tokens.get(at));
        if self.clause_numbers == 0 {
            if let Some(last) = last.filter(|last| last.roles.any(COMPARES)) {
                // `与2023年相比,…`, `与去年同期相比,…`
                let basis = last.cue().and_then(|cue| cue.basis).filter(|&basis| basis != Basis::Other);
                self.basis = basis.or(last.has(Role::Compared).then_some(Basis::Other)).or(self.basis);
            }
            self.spoken = if self.said.roles.any(SPOKEN) { self.spoken_of(index) } else { None };
            if let Some(holder) = holder::of_best(self, index) {
                self.frame.name_holders(vec![holder], false);
            }
            self.topics.note(self.clause, index, false);
        }
        if self.clause_modality.is_some() && self.clause_numbers > 0 {
            self.frame.trail(self.clause_modality);
        } else if (self.clause_named && !self.among) || (self.clause_actual && self.clause_numbers > 0) {
            // `计划新建120个,已建成108个,完成率90%`: what is reached ends the plan.
            self.frame.trail(None);
        }
        let comma = matches!(self.lexed.tokens.get(index).map(|token| token.kind), Some(Kind::Comma));
        self.ahead = self.clause_modality.filter(|_| comma && self.clause_numbers == 0);
        let pause = !comma || self.clause_numbers == 0;
        self.frame.end_clause(pause);
        self.clause_modality = None;
        self.clause_actual = false;
        self.clause_named = false;
        self.clause_numbers = 0;
        self.clause = index.saturating_add(1);
        if self.brackets.is_empty() {
            self.from = self.clause;
        } else {
            self.from = self.from.max(self.clause);
        }
        self.threshold = None;
    }

    /// Whether the clause that ends at token `index` speaks of a growth or a completion: `其中越城区增速最快,达8.2%`.
    fn spoken_of(&self, index: usize) -> Option<Measure> {
        let run = self.run_up(self.clause, index).unwrap_or_default();
        let last = run.iter().rev().find(|token| token.roles.any(SPOKEN))?;
        Some(if last.has(Role::Growth) { Measure::Growth } else { Measure::Completion })
    }

    fn end_sentence(&mut self, index: usize) {
        self.sentence = self.sentence.saturating_add(1);
        self.sentence_start = index.saturating_add(1);
        let goes_on = self.lexed.tokens.get(self.sentence_start).is_some_and(|next| next.has(Role::Among));
        self.frame.end_sentence(goes_on);
        if !goes_on {
            self.frame.trail(None);
        }
        self.among = false;
        self.basis = None;
        self.brackets.clear();
        self.series.end();
        self.said = Said::nothing();
    }

    fn end_item(&mut self, index: usize) {
        self.end_clause(index);
        self.end_sentence(index);
        self.frame.end_item();
        self.last = None;
        self.topics.clear();
        self.opening = true;
    }

    /// `3.嘉善县:…` names the holder of an item; other colons only pause.
    fn colon(&mut self, index: usize) {
        let run = self.lexed.tokens.get(self.clause..index).unwrap_or_default();
        let places = run.iter().all(|token| token.is_place() || matches!(token.kind, Kind::Enum));
        if places && !run.is_empty() {
            let holders = holder::of_run(self, run).collect();
            self.frame.name_holders(holders, self.clause <= self.sentence_start);
            self.clause = index.saturating_add(1);
            self.from = self.clause;
        } else if self.clause_numbers == 0
            && self.clause <= self.sentence_start
            && index.saturating_sub(self.clause) < 6
        {
            // A short title opens the item: `4.山海协作:1-6月,…`.
            self.topics.note(self.clause, index, true);
            self.clause = index.saturating_add(1);
            self.from = self.clause;
        } else if !self
            .lexed
            .tokens
            .get(index.saturating_add(1))
            .is_some_and(|next| matches!(next.kind, Kind::Quantity(_)))
        {
            self.from = index.saturating_add(1);
        }
    }

    fn modal(&mut self, index: usize, forecast: bool) {
        if !mode::governs(self, index) {
            return;
        }
        let modality = if forecast { Modality::Forecast } else { Modality::Target };
        self.frame.name_modality(modality);
        self.clause_modality = Some(modality);
        // `预计全年生产总值430亿元,增长6.1%;财政收入35.2亿元`: what opens a sentence foresees all of it.
        let opening = self.run_up(self.sentence_start, index).is_some_and(|run| {
            run.iter().all(|token| {
                matches!(token.kind, Kind::Period(_) | Kind::Comma) || token.has(Role::Adverb) || token.has(Role::Whole)
            })
        });
        // `下一步,…`, `力争到2025年,…`
        let rest = self.lexed.tokens.get(index.saturating_add(1)..).unwrap_or_default();
        let dated = rest.iter().take(4).take_while(|token| {
            matches!(token.kind, Kind::Period(_)) || token.has(Role::Until) || token.has(Role::Prep)
        });
        let alone = rest.get(dated.count()).is_some_and(|next| matches!(next.kind, Kind::Comma));
        if opening && (forecast || alone) {
            self.frame.name_sentence_modality(modality);
        }
    }

    /// The tokens from where a clause or a sentence starts up to `index`; none where they are too many to be its opening.
    pub(crate) fn run_up(&self, start: usize, index: usize) -> Option<&'a [Token]> {
        self.lexed.tokens.get(start..index).filter(|run| run.len() <= REACH)
    }

    fn place(&mut self, index: usize) {
        if let Some(holders) = holder::subject(self, index) {
            self.frame.name_holders(holders, false);
        }
    }

    fn quantity(&mut self, index: usize, quantity: usize) {
        let lexed = self.lexed;
        let Some(scan) = lexed.quantities.get(quantity) else { return };
        self.clause_numbers = self.clause_numbers.saturating_add(1);
        let approach = Approach::read(lexed, self.from, index, self.said.roles);
        let after = After::read(lexed, index);
        // Each answer stays where its rule put it: it is large.
        if let Some(mut answer) = rank::read(self, index, scan) {
            if let Some(answer) = &mut answer {
                series::go_on(self, series::count_values(self, index), answer);
            }
            self.take(index, quantity, &approach, &after, answer.as_mut());
        } else if let Some(mut answer) = threshold::read(self, index, scan, &approach, &after) {
            self.take(index, quantity, &approach, &after, Some(&mut answer));
        } else if let Some(mut answer) = series::next(self, index, scan, &approach) {
            let last = self.out.last().and_then(|draft| draft.own_period.then_some(draft.period)).flatten();
            answer.period = series::next_period(self).or(last);
            self.take(index, quantity, &approach, &after, Some(&mut answer));
        } else {
            let mut answer = measure::read(self, index, scan, &approach, &after);
            let values = series::count_values(self, index);
            if let Some(answer) = &mut answer {
                series::go_on(self, values, answer);
                answer.period = when::of_number(self, &approach).or_else(|| series::first_period(self, index, values));
            }
            series::open(self, values, approach.respectively);
            self.take(index, quantity, &approach, &after, answer.as_mut());
        }
    }

    /// Goes on behind a number, with the answer of the rules if they have one.
    fn take(&mut self, index: usize, quantity: usize, approach: &Approach, after: &After, answer: Option<&mut Answer>) {
        let lexed = self.lexed;
        self.from = index.saturating_add(1).max(after.next.min(index.saturating_add(2)));
        let (Some(answer), Some(scan)) = (answer, lexed.quantities.get(quantity)) else { return };
        // What a threshold qualifies is counted once: `亿元以上14个、到资27.4亿元`.
        if answer.measure != Measure::Threshold {
            self.threshold = None;
        }
        if let Some(end) = answer.named.after {
            self.from = self.from.max(lexed.tokens.partition_point(|token| token.start < end));
        }
        self.push(index, quantity, scan, approach, after, answer);
    }

    fn push(
        &mut self,
        index: usize,
        quantity: usize,
        scan: &Measured,
        approach: &Approach,
        after: &After,
        answer: &mut Answer,
    ) {
        let hedge = scan.quantity.number().hedge().map(|hedge| match hedge {
            Hedge::About => Bound::About,
            _ => Bound::Over,
        });
        let (bound, bound_rule) = match (after.bound, hedge, approach.bound) {
            _ if answer.measure == Measure::Rank => (answer.bound.unwrap_or_default(), "rank"),
            (Some(bound), _, _) => (bound, "word after the number"),
            (None, Some(bound), _) => (bound, "hedge in the number"),
            (None, None, Some(bound)) if approach.difference && !matches!(bound, Bound::About | Bound::Nearly) => {
                (Bound::Exactly, "difference")
            }
            (None, None, Some(bound)) => (bound, "word before the number"),
            (None, None, None) => (answer.bound.unwrap_or_default(), "none"),
        };
        let among = self.lexed.tokens.get(self.clause).is_some_and(|token| token.has(Role::Among));
        let carried = answer.named.carried || self.among || among;
        let modality = answer
            .modality
            .or_else(|| mode::behind(self, after.next))
            .or(approach.modal.map(|forecast| if forecast { Modality::Forecast } else { Modality::Target }))
            .or_else(|| self.frame.modality(carried && !self.clause_actual && !self.finishes(approach)))
            .or_else(|| self.ahead.filter(|_| self.goes_on_with_verb()))
            // `到2025年,常住人口达到60万人`, said in 2021
            .or_else(|| self.is_ahead(answer.period.or(self.frame.period())).then_some(Modality::Target))
            .unwrap_or(match self.role {
                TextRole::Requirement if self.is_done(index) => Modality::Actual,
                TextRole::Requirement => Modality::Target,
                TextRole::Progress => Modality::Actual,
            });
        let (holders, each) = match answer.holders.take() {
            Some((holders, each)) => (holders, each),
            None => match self.bracketed_place() {
                Some(place) => (vec![place.clone()], false),
                None if self.sums_up() => (Vec::new(), false),
                None => (self.frame.holders(|| self.left_holders(carried)).to_vec(), false),
            },
        };
        if !carried {
            self.clause_named = true;
        }
        // `在全省11个地市中排名第3`: how many are ranked is not what is spoken of.
        let adjunct = answer.named.text.ends_with('中')
            && self.run_up(self.clause, index).is_some_and(|run| run.iter().any(|token| token.has(Role::Within)));
        if adjunct {
            answer.named.text.pop();
        }
        if answer.measure != Measure::Threshold && !adjunct {
            self.last = Some(Last {
                indicator: Name::Of(self.out.len()),
                head: answer.named.head.take(),
                quantity: Some(quantity),
                measure: answer.measure,
                direction: answer.direction,
                basis: answer.basis,
                bound,
                at: index,
                sentence: self.sentence,
            });
        }
        self.spoken = None;
        self.out.push(Draft {
            quantity,
            span: Span::new(scan.number.start(), scan.end),
            measure: answer.measure,
            bound,
            direction: answer.direction,
            basis: answer.basis,
            indicator: std::mem::take(&mut answer.named.text),
            scope: answer.scope.take(),
            holders,
            each,
            part: self.among || among || !self.brackets.is_empty(),
            clause: self.clause,
            own_period: answer.period.is_some(),
            period: answer.period.or(self.frame.period()),
            modality,
            rules: Rules { measure: answer.rule, indicator: answer.named.rule, bound: bound_rule },
        });
    }

    /// Whether the sentence opened with 其中.
    pub(crate) const fn is_part(&self) -> bool {
        self.among
    }

    /// Whether the clause says that something has been reached.
    pub(crate) const fn reached(&self) -> bool {
        self.clause_actual
    }
}
