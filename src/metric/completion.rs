//! How far a plan, a target or a work is done.
//!
//! ```text
//! completion = phrase complete-noun number                        停车位|完成率|77%
//!            | [ phrase ] '完成' [ plan | phrase ] [ '的' ] number     工程|完成|65%   完成年度目标的63.5%
//!            | '占' ( plan | whole ) [ brackets ] [ '的' ] number    占年度计划(92亿元)的66.6%   掘进7.35公里,|占全长的68%
//!            | phrase number '完成'                                  民生实事项目均100%完成
//!            | '完成' number '的' phrase                             完成98%的数据采集工作
//!            | phrase number, behind a completion                 主体完成80%,|机电安装|97.5%
//! ```
//!
//! It is said of the thing whose plan is being done; a plan alone says of which plan, not of what.

use super::approach::{After, Approach};
use super::behind;
use super::carried;
use super::cue::{Role, Roles};
use super::draft::Answer;
use super::holder;
use super::indicator::{self, Named, is_extent, names_task};
use super::kind::{Measure, Modality};
use super::measure::{clause_says_respectively, leading, names_rate, of_same_place};
use super::phrase::{self, Before};
use super::read::Reader;
use super::series;
use super::threshold::segment_end;
use super::token::{Kind, Token, tokens_of};
use super::words::MetricWords;

const RULE: &str = "how far a plan or a work is done";

/// The answer for a percentage that says how far something is done.
pub(super) fn read(reader: &mut Reader<'_>, index: usize, approach: &Approach, after: &After) -> Option<Answer> {
    if approach.complete {
        return Some(of_noun(reader, index, approach));
    }
    if let Some(plan) = planned(reader, index, approach) {
        return Some(plan);
    }
    // `民生实事项目均100%|完成`
    let done =
        reader.lexed.tokens.get(after.next).is_some_and(|next| next.has(Role::Finish) && ends(reader, after.next));
    if done {
        let mut named = indicator::of_rate(reader, approach);
        if let Before::Phrase(span) = reader.before(approach) {
            named.text = holder::name(reader, span);
        }
        return Some(Answer::new(Measure::Completion, named, RULE));
    }
    // `完成率最高,达71%`
    let spoken = approach.reach
        && reader.spoken == Some(Measure::Completion)
        && matches!(reader.before(approach), Before::Nothing);
    if spoken || reaches_plan(reader, approach) {
        return Some(Answer::new(Measure::Completion, carried::carried(reader, "carried to the completion"), RULE));
    }
    if let Some(named) = object_done(reader, approach) {
        return Some(Answer::new(Measure::Completion, named, RULE));
    }
    if let Some(named) = work_behind(reader, approach, after) {
        return Some(Answer::new(Measure::Completion, named, RULE));
    }
    let Some(plan) = Plan::read(reader, approach) else { return goes_on(reader, approach) };
    if clause_says_respectively(reader, approach.start)
        && let Some(named) = series::begin(reader, index, series::members(reader, approach.start))
    {
        return Some(Answer::new(Measure::Completion, named, RULE));
    }
    let mut answer = Answer::new(Measure::Completion, plan.name(reader), RULE);
    // `其中市本级34亿元,完成计划的189%`
    answer.holders = if answer.named.carried { of_same_place(reader) } else { None };
    Some(answer)
}

/// planned = rate '(' plan '为' number ')'      优良天数比率100%(考核任务为99.7%): the same, as it is to be.
fn planned(reader: &Reader<'_>, index: usize, approach: &Approach) -> Option<Answer> {
    let last = reader.last.as_ref().filter(|last| last.sentence == reader.sentence)?;
    let Before::Phrase(span) = reader.before(approach) else { return None };
    let tokens = &reader.lexed.tokens;
    let at = tokens.partition_point(|token| token.start < span.start());
    // (任务指标50%以上)
    let bracketed = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|open| matches!(open.kind, Kind::Open));
    let is = bracketed
        || tokens
            .get(approach.start..index)?
            .iter()
            .any(|token| matches!(reader.text.get(token.start..token.end), Some("为" | "是")));
    let before = tokens.get(reader.from.max(at.saturating_sub(3))..at).unwrap_or_default();
    let part = |token: &Token| token.has(Role::Finish) || token.has(Role::Share);
    let is = is && !before.iter().chain(tokens_of(tokens, span)).any(part);
    let rate = matches!(last.measure, Measure::Ratio | Measure::Growth | Measure::Completion);
    if !(is && rate && plan_of(tokens, span)) {
        return None;
    }
    let mut answer = Answer::new(last.measure, carried::carried(reader, "carried to the plan"), RULE);
    answer.direction = last.direction;
    answer.modality = Some(Modality::Target);
    Some(answer)
}

/// The answer for a number behind 完成率, 形象进度 and the like.
fn of_noun(reader: &mut Reader<'_>, index: usize, approach: &Approach) -> Answer {
    // `甲和乙年度投资完成率分别达到152%、105%`
    let (holders, own) = leading(reader, index, approach, approach.respectively);
    if approach.respectively && !own {
        let range = phrase::range(&reader.lexed.tokens, reader.from, approach.start);
        if let Some(named) = range.and_then(|range| series::begin(reader, index, Some(range))) {
            return Answer::new(Measure::Completion, named, RULE);
        }
    }
    let tokens = &reader.lexed.tokens;
    // 形象进度, but not 完成率, is of a work.
    let progress = tokens.get(approach.start..index).is_some_and(|run| {
        let complete = run.iter().find(|token| token.has(Role::Complete));
        complete.and_then(|token| reader.text.get(token.start..token.end)).is_some_and(|word| word.ends_with("进度"))
    });
    let named = match phrase::before(tokens, reader.from, approach.start) {
        Before::Phrase(span) => {
            let span = with_work(tokens, approach.start, span);
            let name = holder::name(reader, span);
            if plan_of(tokens, span) {
                carried::carried(reader, "carried to the completion")
            } else if name.is_empty() {
                carried::of_work(reader, progress)
            } else {
                Named::text(name, "noun phrase before 完成率 or 进度")
            }
        }
        Before::Verb { span, stage: false, .. } => Named::phrase(reader, span, "the work before 进度"),
        _ => carried::of_work(reader, progress),
    };
    let mut answer = Answer::new(Measure::Completion, named, RULE);
    answer.holders = holders;
    answer
}

/// done = '完成' phrase number      完成|围护结构|84.3%: how much of its object is done, unless that names a rate itself.
fn object_done(reader: &Reader<'_>, approach: &Approach) -> Option<Named> {
    let Before::Phrase(span) = reader.before(approach) else { return None };
    let tokens = &reader.lexed.tokens;
    let at = tokens.partition_point(|token| token.start < span.start());
    let finish = at.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at))?;
    let bare = approach.direction.is_none() && !approach.growth && !approach.reach;
    let last = tokens_of(tokens, span).last()?;
    // 完成|隧道总长|的63%: of the work that was named before.
    let whole = span.slice(reader.text).is_some_and(|text| MetricWords::builtin().extent.end(text));
    let object = finish.has(Role::Finish)
        && bare
        && !whole
        && !names_rate(reader, approach)
        && !last.has(Role::OfPlan)
        && !last.has(Role::De);
    object.then(|| Named::phrase(reader, span, "object of 完成"))
}

/// Whether the clause ends with the token.
fn ends(reader: &Reader<'_>, index: usize) -> bool {
    reader
        .lexed
        .tokens
        .get(index.saturating_add(1))
        .is_none_or(|next| matches!(next.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Enum | Kind::Close))
}

/// work = '完成' number '的' phrase      已完成|98%的数据采集工作, unless a plan or a size of the work follows (80%的工程量).
fn work_behind(reader: &Reader<'_>, approach: &Approach, after: &After) -> Option<Named> {
    let tokens = &reader.lexed.tokens;
    let at =
        |back: usize| approach.start.checked_sub(back).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at));
    if !at(1)?.has(Role::Finish) || !tokens.get(after.next)?.has(Role::De) {
        return None;
    }
    let end = segment_end(tokens, after.next);
    let noun = behind::noun(tokens, after.next, end)?;
    let last = tokens_of(tokens, noun).last()?;
    let size = last.has(Role::OfPlan) || last.has(Role::Complete) || last.has(Role::Head);
    (!size).then(|| Named::phrase(reader, noun, "the work behind the number"))
}

/// Whether the number says how much of the task that was just counted is reached: 完成任务数16010人,|达到101.91%.
fn reaches_plan(reader: &Reader<'_>, approach: &Approach) -> bool {
    let Some(last) = reader.last.as_ref().filter(|last| last.sentence == reader.sentence) else { return false };
    let task = last.at.checked_sub(1).and_then(|at| reader.lexed.tokens.get(at));
    approach.reach
        && last.measure == Measure::Level
        && task.is_some_and(|task| task.has(Role::OfPlan))
        && matches!(reader.before(approach), Before::Nothing)
}

/// The roles of words without which nothing is planned or finished.
const PLANS: Roles = Roles::of(&[Role::Finish, Role::OfPlan, Role::Share]);

/// Whether the token names all of a work, as far as it reaches: 全长, 总工程量, and 总量 where so much of a work was done before.
fn is_whole(reader: &Reader<'_>, at: usize) -> bool {
    let tokens = &reader.lexed.tokens;
    let text = tokens.get(at).and_then(|token| reader.text.get(token.start..token.end));
    if text.is_some_and(|text| MetricWords::builtin().extent.end(text)) {
        return true;
    }
    // 隧道开挖|完成|9.4公里,占总量的56.8%
    let last = reader.last.as_ref().filter(|last| last.sentence == reader.sentence && last.measure == Measure::Level);
    let Some(Kind::Quantity(quantity)) = last.and_then(|last| tokens.get(last.at)).map(|token| token.kind) else {
        return false;
    };
    let unit = reader.lexed.quantities.get(quantity).map(|scan| scan.quantity.unit());
    let extent = unit.is_some_and(|unit| is_extent(unit) || unit.dimension() == "volume");
    let before = last.map_or(0, |last| last.at);
    let run = tokens.get(before.saturating_sub(MAX_WORK)..before).unwrap_or_default();
    let clause = run.iter().rev().take_while(|token| !matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Stop));
    extent && text == Some("总量") && clause.into_iter().any(|token| token.has(Role::Finish))
}

/// What stands before a percentage that is a part of a plan or a work.
struct Plan {
    /// The token 完成.
    finish: Option<usize>,
    /// The last token of the plan, and whether it names a plan.
    at: usize,
    named: bool,
    /// The byte where the bracket behind the plan opens.
    bracket: Option<usize>,
}

impl Plan {
    /// The plan or work that ends before the number; `None` where the number is no part of one.
    fn read(reader: &Reader<'_>, approach: &Approach) -> Option<Self> {
        if !reader.said.roles.any(PLANS) {
            return None;
        }
        let tokens = &reader.lexed.tokens;
        let finish = (reader.from..approach.start)
            .rev()
            .take(MAX_WORK)
            .find(|&at| tokens.get(at).is_some_and(|token| token.has(Role::Finish)));
        let last = approach.start.checked_sub(1).filter(|&at| at >= reader.from)?;
        let of = tokens.get(last)?.has(Role::De);
        let mut at = if of { last.checked_sub(1)? } else { last };
        let mut bracket = None;
        if matches!(tokens.get(at)?.kind, Kind::Close) {
            let open = bracket_of(tokens, at)?;
            bracket = tokens.get(open).map(|token| token.start);
            at = open.checked_sub(1)?;
        }
        // `完成下达任务67公里的333%`
        let counted = matches!(tokens.get(at)?.kind, Kind::Quantity(_)) && of;
        let task =
            at.checked_sub(1).filter(|&task| counted && tokens.get(task).is_some_and(|task| task.has(Role::OfPlan)));
        let at = task.unwrap_or(at);
        // 掘进7.35公里,占全长的68%
        let run = tokens.get(reader.from.max(at.saturating_sub(MAX_WORK))..at);
        let shared = run.is_some_and(|run| run.iter().any(|token| token.has(Role::Share)));
        let whole = || shared && of && is_whole(reader, at);
        let named = at >= reader.clause && (tokens.get(at)?.has(Role::OfPlan) || whole());
        // 占贷款总量的11% is a share of a sum, 完成总量的55% a part of a work.
        let sum = tokens.get(at)?.has(Role::Head) && finish.is_none() && !whole();
        let part = named && !sum && (of || finish.is_some() || approach.reach || shared);
        let finished = finish.is_some_and(|finish| finish == last || of || named);
        (part || finished).then_some(Self { finish, at, named, bracket })
    }

    /// What it is the plan of.
    fn name(&self, reader: &Reader<'_>) -> Named {
        let tokens = &reader.lexed.tokens;
        if let Some(finish) = self.finish {
            return match phrase::before(tokens, reader.from, subject_end(tokens, reader.from, finish)) {
                Before::Phrase(span) if holder::only_places(tokens, span) => carried::of_work(reader, false),
                Before::Phrase(span) if reader.last.is_some() && names_task(reader, span) => {
                    carried::carried(reader, "carried to the completion")
                }
                Before::Phrase(span) => Named::text(holder::name(reader, span), "noun phrase before 完成"),
                _ => object(reader, finish, if self.named { self.at } else { self.at.saturating_add(1) }),
            };
        }
        let named = carried::carried(reader, "carried to the share of the plan");
        // What the bracket states is the plan, and not what is done of it.
        let before = self.bracket.and_then(|open| reader.out.iter().rev().find(|draft| draft.span.end() <= open));
        match before {
            Some(draft) => Named { text: draft.indicator.clone(), ..named },
            None => named,
        }
    }
}

/// The longest work between 完成 and its number, in tokens.
const MAX_WORK: usize = 24;

/// The phrase with the verb between it and token `end`, whose completion is told: 房屋|签约|完成率.
fn with_work(tokens: &[Token], end: usize, phrase: crate::Span) -> crate::Span {
    let last = end.checked_sub(1).and_then(|at| tokens.get(at));
    match last.filter(|last| {
        last.has(Role::Verb) && !last.has(Role::Actual) && !last.has(Role::Finish) && last.start >= phrase.end()
    }) {
        Some(last) => phrase.cover(crate::Span::new(last.start, last.end)),
        None => phrase,
    }
}

/// The bracket that the one at token `close` closes; it may hold a number.
fn bracket_of(tokens: &[Token], close: usize) -> Option<usize> {
    let start = close.saturating_sub(8);
    let run = tokens.get(start..close)?;
    run.iter().rposition(|token| matches!(token.kind, Kind::Open)).map(|offset| start.saturating_add(offset))
}

/// plan = { modifier } plan-noun: 年度计划, 省定任务: it says of which plan, not of what.
pub(super) fn plan_of(tokens: &[Token], span: crate::Span) -> bool {
    let run = tokens_of(tokens, span);
    let Some((last, modifiers)) = run.split_last() else { return false };
    let short = modifiers.iter().map(|token| token.chars).sum::<usize>() <= 2;
    run.first().is_some_and(|first| first.has(Role::OfPlan)) || (last.has(Role::OfPlan) && short)
}

/// `主体完成80%,机电安装97.5%`: the next work of a list of completions.
fn goes_on(reader: &Reader<'_>, approach: &Approach) -> Option<Answer> {
    let last =
        reader.last.as_ref().filter(|last| last.measure == Measure::Completion && last.sentence == reader.sentence)?;
    let Before::Phrase(span) = reader.before(approach) else { return None };
    let enumerated =
        reader.lexed.tokens.get(last.at.saturating_add(1)).is_some_and(|mark| matches!(mark.kind, Kind::Enum));
    // 其中制造业外资占57.2%
    let share = reader.said.roles.has(Role::Share);
    let work = (last.at < reader.clause || enumerated)
        && !share
        && !names_rate(reader, approach)
        && approach.direction.is_none();
    work.then(|| {
        Answer::new(
            Measure::Completion,
            Named::text(holder::name(reader, span), "the next work of a list"),
            "a list of completions",
        )
    })
}

/// Where the subject of 完成 ends: before 已, 累计, 进度 and the like.
fn subject_end(tokens: &[Token], from: usize, finish: usize) -> usize {
    let mut end = finish;
    while end > from {
        let Some(token) = end.checked_sub(1).and_then(|at| tokens.get(at)) else { break };
        let particle = token.has(Role::Adverb)
            || token.has(Role::Actual)
            || token.has(Role::Complete)
            || matches!(token.kind, Kind::Period(_));
        if !particle || token.has(Role::Noun) {
            break;
        }
        end = end.saturating_sub(1);
    }
    end
}

/// What 完成 is said of when nothing stands before it: what was named before, else its object.
fn object(reader: &Reader<'_>, finish: usize, plan_at: usize) -> Named {
    let carried = carried::of_work(reader, false);
    if !carried.text.is_empty() {
        return carried;
    }
    match phrase::before(&reader.lexed.tokens, finish.saturating_add(1), plan_at) {
        Before::Phrase(span) => Named::phrase(reader, span, "object of 完成"),
        _ => carried,
    }
}
