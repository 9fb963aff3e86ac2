//! Lists of values: what the second and later values of a list take over from the first.
//!
//! ```text
//! series  = holders '分别' … value { mark value }      A、B分别增长28.3%、17.6%
//!         | names value { mark value }                 教育、科技8.7亿元、1.2亿元: as many names as values
//!         | value { mark value }                       增长3.9%、7.1%
//! holders = list                                       before 分别, or in the clause before it
//! ```
//!
//! As many holders as values: each value gets its own. Otherwise all get the joint phrase. A list that names nothing goes on
//! with the one before it in the sentence, value by value: 定海、普陀分别完成167户、145户,占任务的78%、67%.

use std::collections::VecDeque;

use super::approach::Approach;
use super::carried;
use super::cue::{Role, Roles};
use super::draft::{Answer, Draft, Holder};
use super::indicator::Named;
use super::kind::{Direction, Measure};
use super::numeral::{is_plus, is_sign};
use super::read::Reader;
use super::token::{Kind, Token, tokens_of};
use super::{behind, members, naming, phrase};
use crate::period::Period;
use crate::quantity::Measured;
use crate::span::Span;
use crate::text::char_before;

/// What the coming values of a 分别 list are of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Series {
    names: VecDeque<String>,
    places: VecDeque<Holder>,
    /// The times, one a value: 一季度、上半年GDP增速分别为18.8%、9.6%.
    periods: VecDeque<Period>,
    /// How many values of it are still to come.
    open: usize,
}

impl Series {
    pub(crate) fn end(&mut self) {
        self.names.clear();
        self.places.clear();
        self.periods.clear();
        self.open = 0;
    }
}

/// The answer for a value that goes on with the list that the last metric began.
pub(crate) fn next(reader: &mut Reader<'_>, index: usize, scan: &Measured, approach: &Approach) -> Option<Answer> {
    let last = reader.last.as_ref().filter(|last| last.sentence == reader.sentence)?;
    let tokens = &reader.lexed.tokens;
    let between = tokens.get(last.at.saturating_add(1)..approach.start)?;
    // `4.2%5.0%`: the mark was lost between them.
    let glued = between.is_empty() && approach.start == index && last.at.saturating_add(1) == index;
    const JOINTS: Roles = Roles::of(&[Role::Conj, Role::After]);
    let joint = glued
        || !between.is_empty()
            && between.iter().all(|token| {
                matches!(token.kind, Kind::Enum)
                    || token.roles.any(JOINTS)
                    || (matches!(token.kind, Kind::Comma) && reader.series.open > 0)
            });
    if !joint {
        return None;
    }
    // `增长8.2%、下降5.3%`: each has its direction.
    let alone = approach.direction_at == Some(approach.start) && approach.start.saturating_add(1) == index;
    let directed = alone && last.direction.is_some() && !approach.turned;
    let bare =
        (approach.direction.is_none() || directed) && !approach.growth && !approach.complete && !approach.difference;
    // 数字化车间、上云企业分别达110个、8200家: where each has its name, each may have its unit.
    let same = reader.unit_of(last) == scan.quantity.unit().as_str() || !reader.series.names.is_empty();
    if !bare || !same {
        return None;
    }
    if behind::noun(tokens, index.saturating_add(1), super::threshold::segment_end(tokens, index)).is_some()
        && scan.quantity.unit().is_measure_word()
    {
        // `22个重点平台、40个重点项目` names its own thing.
        return None;
    }
    reader.series.open = reader.series.open.saturating_sub(1);
    let named = match reader.series.names.pop_front() {
        Some(name) => Named::text(name, "its place in the list before 分别"),
        None => carried::carried(reader, "carried along the list"),
    };
    let mut answer = Answer::new(last.measure, named, "the next value of a list");
    // `同比分别+18%、-9%`: each has its sign.
    let sign = char_before(reader.text, scan.number.start());
    let signed = tokens.get(last.at).and_then(|last| char_before(reader.text, last.start)).is_some_and(is_sign);
    answer.direction = match last.direction {
        Some(_) if directed => approach.direction,
        Some(_) if sign.is_some_and(is_sign) => Some(Direction::Down),
        Some(_) if sign.is_some_and(is_plus) => Some(Direction::Up),
        // `分别增长0.5%、-0.5%和2%`: the sign of one says nothing of the next.
        direction if signed => direction.map(Direction::reversed),
        direction => direction,
    };
    answer.basis = approach.basis.or(last.basis);
    // `增长7%以上、力争7.5%`: what is aimed higher has no bound of the one before.
    answer.bound = approach.modal.is_none().then_some(last.bound);
    answer.modality = reader.out.last().map(|draft| draft.modality).filter(|_| approach.modal.is_none());
    if let Some(place) = reader.series.places.pop_front() {
        answer.holders = Some((vec![place], false));
    } else if let Some(draft) = reader.out.last() {
        answer.holders = Some((draft.holders.clone(), false));
    }
    Some(answer)
}

/// Gives the first of so many values of a list that names no holders those of the list of as many values before it,
/// and its indicators, where it names none either; remembers those of the values to come.
#[inline]
pub(crate) fn go_on(reader: &mut Reader<'_>, values: usize, answer: &mut Answer) {
    if values > 1 && answer.holders.is_none() && reader.series.places.is_empty() {
        go_on_with(reader, values, answer);
    }
}

fn go_on_with(reader: &mut Reader<'_>, values: usize, answer: &mut Answer) {
    let Some(start) = reader.out.len().checked_sub(values) else { return };
    let before = reader.out.get(start..).unwrap_or_default();
    let Some(first) = before.first() else { return };
    if !is_member(reader, first) {
        return name_by_turn(reader, values, answer);
    }
    let one_list = before.iter().all(|draft| is_member(reader, draft) && alike(draft, first));
    let apart = before.windows(2).all(|pair| matches!(pair, [one, next] if one.holders != next.holders));
    let longer = start
        .checked_sub(1)
        .and_then(|at| reader.out.get(at))
        .is_some_and(|earlier| is_member(reader, earlier) && alike(earlier, first) && earlier.holders != first.holders);
    if !one_list || !apart || longer {
        return;
    }
    let mut places: VecDeque<Holder> = before.iter().filter_map(|draft| draft.holders.first()).cloned().collect();
    let names: VecDeque<String> = before.iter().map(|draft| draft.indicator.clone()).collect();
    answer.holders = places.pop_front().map(|place| (vec![place], false));
    reader.series.places = places;
    if answer.named.carried && reader.series.names.is_empty() && names.iter().any(|name| *name != answer.named.text) {
        hand_out(reader, names, answer);
    }
}

/// Names the first value of a list; remembers the names of the values to come.
fn hand_out(reader: &mut Reader<'_>, mut names: VecDeque<String>, answer: &mut Answer) {
    if let Some(first) = names.pop_front() {
        answer.named = Named::text(first, "its place in the list before");
    }
    reader.series.names = names;
}

/// `事故178起、死亡162人,同比下降24.6%和28.6%`: rates without a name are, one by one, of what was counted before.
fn name_by_turn(reader: &mut Reader<'_>, values: usize, answer: &mut Answer) {
    let start = reader.out.len().saturating_sub(values);
    let before = reader.out.get(start..).unwrap_or_default();
    let earlier = |draft: &Draft| draft.clause >= reader.sentence_start && draft.clause < reader.clause;
    // 就诊率分别为71.2%、92.5%,|提高1.1和2.3个百分点
    let rates = answer.measure == Measure::Change;
    let kind = if rates { Measure::Ratio } else { Measure::Level };
    let counted = before.iter().all(|draft| earlier(draft) && draft.measure == kind && draft.holders.is_empty());
    let apart = before.windows(2).all(|pair| matches!(pair, [one, next] if one.indicator != next.indicator));
    if answer.named.carried
        && matches!(answer.measure, Measure::Growth | Measure::Multiple | Measure::Completion | Measure::Change)
        && reader.series.names.is_empty()
        && counted
        && apart
    {
        let names = before.iter().map(|draft| draft.indicator.clone()).collect();
        hand_out(reader, names, answer);
    }
}

/// Whether the metric stands in the sentence that is being read, and one place holds it.
fn is_member(reader: &Reader<'_>, draft: &Draft) -> bool {
    draft.clause >= reader.sentence_start && draft.holders.len() == 1 && !draft.each
}

/// Whether two metrics may be members of one list.
fn alike(one: &Draft, other: &Draft) -> bool {
    one.measure == other.measure
}

/// The time of the next value of a list, where each has its own.
pub(crate) fn next_period(reader: &mut Reader<'_>) -> Option<Period> {
    reader.series.periods.pop_front()
}

/// The time of the first of so many values, at token `index`, where each has its own.
#[inline]
pub(crate) fn first_period(reader: &mut Reader<'_>, index: usize, values: usize) -> Option<Period> {
    reader.series.periods.clear();
    if values < 2 {
        return None;
    }
    let listed = listed_periods(reader, index);
    // `GDP增速分别为18.8%、9.6%,两年平均增速分别为4.7%、5.0%`
    let earlier = || {
        let start = reader.out.len().checked_sub(values)?;
        let before = reader.out.get(start..)?;
        let apart = before.windows(2).all(|pair| matches!(pair, [one, next] if one.period != next.period));
        let here = before.iter().all(|draft| draft.clause >= reader.sentence_start && draft.clause < reader.clause);
        (apart && here).then(|| before.iter().filter_map(|draft| draft.period).collect())
    };
    let periods: VecDeque<Period> = if listed.len() == values { listed } else { earlier().unwrap_or_default() };
    if periods.len() == values {
        reader.series.periods = periods;
    }
    next_period(reader)
}

/// The periods that the clause of the number at token `index` lists before it.
fn listed_periods(reader: &Reader<'_>, index: usize) -> VecDeque<Period> {
    let run = reader.run_up(reader.clause, index).unwrap_or_default();
    let list = run.iter().take_while(|token| {
        matches!(token.kind, Kind::Period(_) | Kind::Enum) || token.has(Role::Conj) || token.has(Role::Whole)
    });
    list.filter_map(|token| match token.kind {
        Kind::Period(scan) => reader.lexed.periods.get(scan).and_then(|scan| scan.period),
        _ => None,
    })
    .collect()
}

/// The place of the next value of the list, where each has its own.
pub(crate) fn next_place(reader: &mut Reader<'_>) -> Option<Holder> {
    reader.series.places.pop_front()
}

/// The name of the next value of the list, where each has its own.
pub(crate) fn next_name(reader: &mut Reader<'_>) -> Option<Named> {
    reader.series.names.pop_front().map(|name| Named::text(name, "its place in the list before 分别"))
}

/// Opens the list of so many values, where 分别 says that it is one.
pub(crate) fn open(reader: &mut Reader<'_>, values: usize, respectively: bool) {
    let named = respectively || !reader.series.names.is_empty() || !reader.series.places.is_empty();
    reader.series.open = if named { values.saturating_sub(1) } else { 0 };
}

/// The name for the first value of a 分别 list at token `index`; remembers those of the values to come.
pub(crate) fn begin(reader: &mut Reader<'_>, index: usize, holders: Option<(usize, usize)>) -> Option<Named> {
    let values = count_values(reader, index);
    if values < 2 {
        return None;
    }
    let named = |(start, end)| {
        let tokens = reader.lexed.tokens.get(start..end).unwrap_or_default();
        let names = members::split(reader.text, tokens, true);
        // 社会保障和就业支出 is one member.
        if names.len() > values { members::exactly(reader.text, tokens, values).unwrap_or(names) } else { names }
    };
    let listed = holders.and_then(|(start, _)| summed(reader, start)).map(named).filter(|names| names.len() == values);
    let mut names: VecDeque<String> = match (holders.map(named), counted(reader, values)) {
        (Some(names), _) if names.len() > 1 => names,
        _ if listed.is_some() => listed.unwrap_or_default(),
        (_, Some(list)) => named(list),
        (Some(names), None) => listed_before(reader, values, names.front()).unwrap_or(names),
        (None, None) => spoken(reader, values)
            .or_else(|| listed_before(reader, values, None))
            .unwrap_or_else(|| earlier(reader, values)),
    };
    if names.len() != values {
        return None;
    }
    let first = names.pop_front()?;
    reader.series.names = names;
    Some(Named::text(first, "its place in the list before 分别"))
}

/// The tokens of a list of as many names as values follow, with no 分别 between: 教育、科技8.7亿元、1.2亿元.
pub(crate) fn listed(reader: &Reader<'_>, index: usize, approach: &Approach) -> Option<(usize, usize)> {
    let values = count_values(reader, index);
    let tokens = &reader.lexed.tokens;
    let summed = index.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|last| last.has(Role::Etc));
    if values < 2 || approach.start != index || summed {
        return None;
    }
    let (start, end) = phrase::range(tokens, reader.from, approach.start)?;
    let run = tokens.get(start..end)?;
    let marked = run.iter().any(|token| matches!(token.kind, Kind::Enum)) && !run.iter().any(Token::is_place);
    // 社会保障和就业 is one member.
    let names = [members::split(reader.text, run, true).len(), members::split(reader.text, run, false).len()];
    (marked && names.contains(&values)).then_some((start, end))
}

/// The members that stand before what sums them up, which starts at token `start`: 电气机械、汽车制造等|行业.
fn summed(reader: &Reader<'_>, start: usize) -> Option<(usize, usize)> {
    let etc = start.checked_sub(1).filter(|&at| at > reader.from)?;
    reader.lexed.tokens.get(etc).filter(|token| token.has(Role::Etc))?;
    phrase::range(&reader.lexed.tokens, reader.from, etc)
}

/// The name for the first value of a list of industries, each of which has its own of what is measured:
/// 电气机械制造业、纺织业分别实现|增加值63.5亿元、67.1亿元. Remembers those of the values to come.
pub(crate) fn compose(reader: &mut Reader<'_>, index: usize, number: usize) -> Option<Named> {
    let tokens = &reader.lexed.tokens;
    let run = tokens.get(reader.from.max(number.saturating_sub(12))..number)?;
    let before = run.iter().rposition(|token| token.has(Role::Respectively))?;
    let respectively = number.saturating_sub(run.len()).saturating_add(before);
    let (start, end) = phrase::range(tokens, reader.from, respectively)?;
    let (first, last) = phrase::range(tokens, respectively.saturating_add(1), number)?;
    let industries = members::split(reader.text, tokens.get(start..end)?, true);
    let object = tokens.get(first..last)?;
    let object = naming::name(reader.text, Span::new(object.first()?.start, object.last()?.end));
    let values = count_values(reader, index);
    let each = industries.len() == values && values > 1;
    let mut names: VecDeque<String> = if each && industries.iter().all(|name| name.ends_with('业')) {
        industries.into_iter().map(|name| name + &object).collect()
    } else {
        // 产业升级、民生保障|两大|领域分别完成|投资52.7亿元、14.4亿元
        let summed = tokens.get(start..end)?.iter().any(|token| matches!(token.kind, Kind::Name));
        let listed = (summed && values > 1).then_some((start, end))?;
        members::of_clause(reader.text, tokens, listed, values, Some(&object))?
    };
    let first = names.pop_front()?;
    reader.series.names = names;
    Some(Named::text(first, "its industry in the list before 分别"))
}

/// The tokens of the members of a 分别 list that stand before 分别; none where only places do, or nothing.
pub(crate) fn members(reader: &Reader<'_>, number: usize) -> Option<(usize, usize)> {
    let tokens = &reader.lexed.tokens;
    let run = tokens.get(reader.from.max(number.saturating_sub(12))..number).unwrap_or_default();
    let before = run.iter().rposition(|token| token.has(Role::Respectively))?;
    let respectively = number.saturating_sub(run.len()).saturating_add(before);
    let (start, end) = phrase::range(tokens, reader.from, respectively)?;
    let members = tokens.get(start..end)?;
    // `甲集团、乙集团分别完成投资8.6亿元、6.2亿元`: the object of a verb behind 分别 is what is measured.
    if let Some((first, last)) = phrase::range(tokens, respectively.saturating_add(1), number) {
        let verb = tokens
            .get(respectively.saturating_add(1)..first)
            .is_some_and(|run| run.iter().any(|token| token.has(Role::Verb)));
        let text = |run: &[Token]| reader.text.get(run.first()?.start..run.last()?.end);
        let object = tokens.get(first..last).and_then(text);
        // `甲、乙分别完成年度任务的85%、70%`: what the shares are of is not what is measured.
        let run = tokens.get(first..last).unwrap_or_default();
        let plan = run.iter().any(|token| token.has(Role::OfPlan) || token.has(Role::Modal));
        if verb && !plan && object.zip(text(members)).is_some_and(|(object, members)| !members.contains(object)) {
            return Some((first, last));
        }
    }
    let named = members.iter().any(|token| !(token.is_place() || matches!(token.kind, Kind::Enum)));
    named.then_some((start, end))
}

/// The places, one a value, for the first value of a 分别 list; remembers those of the values to come.
pub(crate) fn begin_places(reader: &mut Reader<'_>, index: usize, places: &[Holder]) -> Option<Holder> {
    if places.len() < 2 || count_values(reader, index) != places.len() {
        return None;
    }
    let mut places: VecDeque<Holder> = places.iter().cloned().collect();
    let first = places.pop_front();
    reader.series.places = places;
    first
}

/// How many values stand in the list that begins at token `index`.
pub(crate) fn count_values(reader: &Reader<'_>, index: usize) -> usize {
    const INSIDE: Roles = Roles::of(&[Role::Conj, Role::After, Role::Ordinal, Role::Before]);
    const DIRECTS: Roles = Roles::of(&[Role::Relative, Role::Up, Role::Down]);
    let mut count = 0usize;
    // Whether a mark stands before the token.
    let mut marked = false;
    for token in reader.lexed.tokens.get(index..).unwrap_or_default().iter().take(64) {
        match token.kind {
            Kind::Quantity(_) => count = count.saturating_add(1),
            Kind::Enum | Kind::Comma => {}
            Kind::Cue(_) if token.roles.any(INSIDE) => {}
            // `增长8.2%、|下降5.3%`
            Kind::Cue(_) if marked && token.roles.any(DIRECTS) => {}
            _ => break,
        }
        marked = matches!(token.kind, Kind::Enum) || token.has(Role::Conj);
    }
    count
}

/// The list before a count of as many things as there are values: `批、零、住、餐4项指标增幅分别为…`.
fn counted(reader: &Reader<'_>, values: usize) -> Option<(usize, usize)> {
    let last = reader.last.as_ref().filter(|last| last.at >= reader.clause)?;
    let Kind::Quantity(quantity) = reader.lexed.tokens.get(last.at)?.kind else { return None };
    let count = reader.lexed.quantities.get(quantity)?.quantity.value();
    let mut end = last.at;
    if end.checked_sub(1).and_then(|at| reader.lexed.tokens.get(at)).is_some_and(|token| token.has(Role::Etc)) {
        end = end.saturating_sub(1);
    }
    phrase::range(&reader.lexed.tokens, reader.clause, end).filter(|_| count == rust_decimal::Decimal::from(values))
}

/// The members of the list that stands in the clause before, whose `object` is measured: `甲、乙等行业较快,产值分别增长…`.
fn listed_before(reader: &Reader<'_>, values: usize, object: Option<&String>) -> Option<VecDeque<String>> {
    /// The longest name that is shared, in characters.
    const MAX_OBJECT: usize = 8;
    let object = object.map(String::as_str);
    if object.is_some_and(|object| object.chars().count() > MAX_OBJECT) {
        return None;
    }
    members::of_clause(reader.text, &reader.lexed.tokens, reader.clause_range_before()?, values, object)
}

/// The members that the clause before lists: `主要商品为甲和乙,分别进口57.2亿元、16.2亿元`.
fn spoken(reader: &Reader<'_>, values: usize) -> Option<VecDeque<String>> {
    let (topic, at) = reader.topic()?;
    let names = members::split(reader.text, tokens_of(&reader.lexed.tokens, topic), true);
    (at.saturating_add(1) == reader.clause && names.len() == values).then_some(names)
}

/// The indicators of the last metrics of the sentence, when there are as many of one unit: `29处A、24处B,已分别完成27处、13处`.
fn earlier(reader: &Reader<'_>, values: usize) -> VecDeque<String> {
    let start = reader.out.len().saturating_sub(values);
    let drafts = reader.out.get(start..).unwrap_or_default();
    drafts.iter().map(|draft| draft.indicator.clone()).collect()
}
