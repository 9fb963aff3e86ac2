//! Names that were given before: what a number without a name of its own is said of.
//!
//! | the clause has | name |
//! |---|---|
//! | nothing (`增长12.5%`) | that of the last metric |
//! | a stage (`完工1个`), 其中 with another unit | what was counted with the unit |
//! | 剩余 and the end of a name (`剩余3个项目`) | the whole name |
//! | a completion (`形象进度45%`) | the last metric, the clause since it, or the work that opens the sentence |

use super::cue::Role;
use super::draft::{Draft, Last};
use super::holder;
use super::indicator::{ACTION, Named};
use super::kind::Measure;
use super::read::{REACH, Reader};
use super::token::{Kind, Token};
use super::words::MetricWords;
use crate::span::Span;

/// The indicator of the last metric.
pub(crate) fn carried(reader: &Reader<'_>, rule: &'static str) -> Named {
    // `固定资产投资增长11%。制造业投资走势向好,增长23%`: what the sentence speaks of, rather than the one before.
    let last = reader.last.as_ref();
    // `其中民间投资增速由负转正,增长2%`
    let part = || reader.clause_before().and_then(<[Token]>::first).is_some_and(|first| first.has(Role::Among));
    let earlier = last.is_some_and(|last| last.sentence < reader.sentence || part());
    let since = last.map_or(0, |last| last.at).max(reader.sentence_start);
    let spoken = || reader.topic().filter(|&(_, at)| at > since).map(|(span, _)| reader.name(span));
    let topic = if earlier { spoken() } else { None };
    let whole = || whole_before(reader).map(str::to_owned);
    let text = topic.or_else(whole).or_else(|| reader.last_name().map(str::to_owned)).or_else(|| reader.topic_name());
    Named { text: text.unwrap_or_default(), head: None, after: None, carried: true, rule }
}

/// The same for a value with the unit: of several things that were measured in the sentence, the one with that unit.
pub(crate) fn carried_as(reader: &Reader<'_>, unit: &str, rule: &'static str) -> Named {
    let named = carried(reader, rule);
    // `林业面积138万亩,户均增收4600元。其中,龙泉市28万亩`: the parts are of what has their unit.
    let near = |last: &Last| last.sentence == reader.sentence || reader.is_part();
    let other = reader.last.as_ref().is_some_and(|last| near(last) && reader.unit_of(last) != unit);
    match last_counted(reader, unit).filter(|_| other) {
        Some(draft) => Named { text: draft.indicator.clone(), ..named },
        None => named,
    }
}

/// What the sentence before spoke of outside of its parts: `消费价格上涨2.2%,其中食品类价格上涨2.7%。城市|上涨2%`.
fn whole_before<'r>(reader: &'r Reader<'_>) -> Option<&'r str> {
    reader.last.as_ref().filter(|last| last.sentence < reader.sentence)?;
    let part = reader.out.iter().rev().take(16).take_while(|draft| draft.part).count();
    let whole = reader.out.iter().rev().nth(part).filter(|_| part > 0)?;
    Some(&whole.indicator)
}

/// The same without its threshold.
pub(crate) fn carried_head(reader: &Reader<'_>, rule: &'static str) -> Named {
    let head = reader.last.as_ref().and_then(|last| last.head.as_deref());
    let text = head.or_else(|| reader.last_name()).unwrap_or_default().to_owned();
    Named { text, head: None, after: None, carried: true, rule }
}

/// What a completion is said of when its clause names nothing: the last metric, or the clause since it; how far a work is
/// (`progress`) is said of the work that opens the sentence.
pub(crate) fn of_work(reader: &Reader<'_>, progress: bool) -> Named {
    let rule = "carried to the completion";
    if progress && let Some(work) = opening_work(reader) {
        return Named { text: holder::name(reader, work), head: None, after: None, carried: true, rule };
    }
    match (&reader.last, reader.topic()) {
        (Some(last), Some((topic, at))) if at > last.at => {
            Named { text: reader.name(topic), head: None, after: None, carried: true, rule }
        }
        _ => carried(reader, rule),
    }
}

/// The work that opens the sentence, or its part behind a semicolon: 104国道改建工程|完成投资3.2亿元,形象进度45%.
fn opening_work(reader: &Reader<'_>) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    let before = tokens.get(reader.sentence_start.max(reader.clause.saturating_sub(REACH))..reader.clause)?;
    let part =
        before.iter().rposition(|token| matches!(token.kind, Kind::Semicolon)).map_or(0, |at| at.saturating_add(1));
    let head = reader.clause.saturating_sub(before.len()).saturating_add(part);
    let run = tokens.get(head..)?;
    let opened = run.iter().take_while(|token| {
        matches!(token.kind, Kind::Period(_) | Kind::Comma | Kind::Heading | Kind::Marker)
            || token.has(Role::Adverb)
            || token.has(Role::Whole)
    });
    let start = head.saturating_add(opened.count());
    let name = tokens.get(start..)?.iter().take(16).take_while(|token| {
        matches!(token.kind, Kind::Word | Kind::Quoted | Kind::Name | Kind::Place(_) | Kind::Town)
            || token.cue().is_some_and(|cue| cue.nominal() || (cue.has(Role::Verb) && !cue.has(Role::Finish)))
    });
    let work = name.map(|token| Span::new(token.start, token.end)).reduce(Span::cover)?;
    let verb = tokens.get(start)?.has(Role::Verb);
    // 铁路口岸二期|完成投资2.9亿元,形象进度55%
    let ends = work.slice(reader.text).is_some_and(|name| MetricWords::builtin().work.end(name));
    (ends && !verb).then_some(work)
}

/// A stage of something named before: the last metric, or the clause before.
pub(super) fn staged(reader: &Reader<'_>, unit: &str) -> Named {
    let before = || reader.topic_name().or_else(|| reader.last_name().map(str::to_owned));
    let text = last_counted(reader, unit).map(|draft| draft.indicator.clone()).or_else(before).unwrap_or_default();
    Named { text, head: None, after: None, carried: true, rule: "a stage of what was named before" }
}

/// The last level of the item with the unit, unless its name is itself an action. `开工18个,其中甲6个;竣工11个`: a clause that
/// is no part goes on with the whole.
pub(super) fn last_counted<'r>(reader: &'r Reader<'_>, unit: &str) -> Option<&'r Draft> {
    reader.last.as_ref()?;
    let of_unit = |draft: &&Draft| {
        let quantity = reader.lexed.quantities.get(draft.quantity);
        draft.measure == Measure::Level && quantity.is_some_and(|scan| scan.quantity.unit().as_str() == unit)
    };
    let counted = || reader.out.iter().rev().take(8).filter(of_unit);
    let whole = counted().find(|draft| !draft.part || draft.clause == reader.clause || reader.is_part());
    whole.or_else(|| counted().next()).filter(|draft| draft.rules.indicator != ACTION)
}

/// The name of what was counted before with the unit, if 剩余 or 其余 stands before the number at token `index` and the noun
/// behind it is the end of that name.
pub(super) fn rest_of(reader: &Reader<'_>, index: usize, noun: Span, unit: &str) -> Option<String> {
    let before = index.checked_sub(1).and_then(|at| reader.lexed.tokens.get(at))?;
    let word = reader.text.get(before.start..before.end)?;
    let whole = last_counted(reader, unit).filter(|_| MetricWords::builtin().rest.are(word))?;
    let noun = reader.name(noun);
    (whole.indicator.len() > noun.len() && whole.indicator.ends_with(&noun)).then(|| whole.indicator.clone())
}

/// Whether things with the unit were counted before in the sentence.
pub(super) fn counted_in_sentence(reader: &Reader<'_>, unit: &str) -> bool {
    reader.last.as_ref().is_some_and(|last| last.sentence == reader.sentence && reader.unit_of(last) == unit)
}

/// Whether the last number of the sentence measured the things (建筑面积48.9万平方米) that were counted with the unit before it.
pub(super) fn measured_between(reader: &Reader<'_>, unit: &str) -> bool {
    let other = reader.last.as_ref().is_some_and(|last| {
        last.sentence == reader.sentence && last.measure == Measure::Level && reader.unit_of(last) != unit
    });
    other
        && reader.out.iter().rev().take(4).any(|draft| {
            let of_unit =
                reader.lexed.quantities.get(draft.quantity).is_some_and(|scan| scan.quantity.unit().as_str() == unit);
            of_unit && draft.measure == Measure::Level && draft.clause >= reader.sentence_start
        })
}

/// Whether the last number counted things with the unit, in this sentence or the one before.
pub(super) fn counted_last(reader: &Reader<'_>, unit: &str) -> bool {
    reader.last.as_ref().is_some_and(|last| {
        last.measure == Measure::Level
            && last.sentence.saturating_add(1) >= reader.sentence
            && reader.unit_of(last) == unit
    })
}

/// Whether things with the unit were counted in the sentence before a rate was stated.
pub(super) fn counted_apart(reader: &Reader<'_>, unit: &str) -> bool {
    let rate = reader.last.as_ref().is_some_and(|last| {
        last.sentence == reader.sentence && matches!(last.measure, Measure::Ratio | Measure::Completion)
    });
    rate && last_counted(reader, unit).is_some()
}

pub(super) fn carried_in_sentence(reader: &Reader<'_>) -> Named {
    match reader.last.as_ref().filter(|last| last.sentence == reader.sentence) {
        Some(last) => Named {
            text: reader.name_of(last).to_owned(),
            head: None,
            after: None,
            carried: true,
            rule: "carried from an earlier clause",
        },
        None => Named {
            text: reader.topic_name().unwrap_or_default(),
            head: None,
            after: None,
            carried: true,
            rule: "the topic of the clause before",
        },
    }
}

/// The longer name that a short one is the end of.
pub(super) fn longer(reader: &Reader<'_>, named: Named) -> Named {
    let short = named.text.chars().count() <= 3;
    match if short { reader.topic_name() } else { None } {
        Some(topic) if topic.len() > named.text.len() && topic.ends_with(&named.text) => Named {
            text: topic,
            head: None,
            after: None,
            carried: true,
            rule: "the end of a longer name in the clause before",
        },
        _ => named,
    }
}
