//! Numbers that only say which things are meant.
//!
//! ```text
//! threshold = number after [ '的' ] phrase            50亿元以上项目5个   500万元以上的在建项目
//!           | before number '的' phrase               质押比例超80%的上市公司
//!           | before number '的' [ '有' ] count        其中进度超70%的18个
//!           | before percent '的' '是' place          不合格率高于30%的是店口镇
//!           | before money phrase count               超亿美元项目5个
//!           | number after { before } count           其中50亿元以上不少于5个
//!           | money-range noun number                3-10亿元项目2个
//!           | ( '以' | '按照' ) phrase number { '、' number }   按照亩均税收5万元、10万元分批整治
//! ```
//!
//! A count of things with 以上 before what is counted is a count (`2个以上项目`), unless another count follows.

use super::approach::{After, Approach};
use super::carried;
use super::counted;
use super::cue::Role;
use super::draft::Answer;
use super::holder;
use super::indicator::{self, Named};
use super::kind::{Bound, Measure};
use super::measure::covers;
use super::read::Reader;
use super::token::{Kind, Token, starting_at, tokens_of};
use super::{behind, phrase};
use rust_decimal::Decimal;

use crate::number::Form;
use crate::quantity::Measured;
use crate::span::Span;

/// A threshold that was read, until the end of its clause: what it adds to the name of what is counted.
#[derive(Clone, Debug)]
pub(crate) struct Threshold {
    /// From the number (or the word of its bound) to the word after it.
    pub(crate) span: Span,
    /// The token after it.
    pub(crate) next: usize,
    /// The noun that it qualifies, where the noun was named before.
    pub(crate) head: String,
    /// Whether what it measures stands before it: 亩均税收|30万元以上.
    pub(crate) measured: bool,
}

/// The threshold at token `index`.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    index: usize,
    scan: &Measured,
    approach: &Approach,
    after: &After,
) -> Option<Answer> {
    let limit =
        |bound: Option<Bound>| matches!(bound, Some(Bound::AtLeast | Bound::AtMost | Bound::Over | Bound::Under));
    let bounded = limit(after.bound) || limit(approach.bound);
    // 新增财力的三分之二以上用于民生: a part of it, of whatever size.
    if approach.direction.is_some() || approach.growth || scan.quantity.number().form() == Form::Fraction {
        return None;
    }
    // Most numbers have no bound, and apply no standard.
    if !bounded && scan.quantity.value_max().is_none() && !may_apply(reader) {
        return None;
    }
    let tokens = &reader.lexed.tokens;
    // `为70周岁以上老年人体检`: 为 is a preposition where nothing stands before it.
    let reaches =
        approach.reach && !matches!(phrase::before(tokens, reader.from, approach.start), phrase::Before::Nothing);
    if reaches {
        return None;
    }
    if let Some(answer) = standard(reader, index, approach) {
        return Some(answer);
    }
    let aged = matches!(scan.quantity.unit().as_str(), "周岁" | "岁");
    let range = (scan.quantity.unit().is_money() || aged) && scan.quantity.number().max().is_some();
    if !(bounded || range) {
        return None;
    }
    if limit(approach.bound)
        && let Some(answer) = of_count(reader, index, scan, approach, after)
    {
        return Some(answer);
    }
    let tokens = &reader.lexed.tokens;
    // 10亿元(|1亿美元|)以上: the same in another unit.
    let bracketed =
        index.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|open| matches!(open.kind, Kind::Open));
    if bracketed
        && reader.threshold.as_ref().is_some_and(|first| first.next == after.next)
        && let Some(first) = reader.out.last()
    {
        let named = Named::text(first.indicator.clone(), "that of the same threshold in another unit");
        return Some(Answer::new(Measure::Threshold, named, "a bound with the noun that it qualifies"));
    }
    let unit = scan.quantity.unit();
    let counts = unit.is_measure_word() && !aged;
    // `产值超5亿企业`: the unit of money is left out behind a scale.
    let money = unit.is_money() || (unit.is_none() && scan.quantity.value() >= Decimal::from(10_000));
    let segment = segment_end(tokens, index);
    let later = later_count(reader, after.next, segment);
    // `200人以上自然村通车率97%`
    let rated = counts_on(tokens, after.next, segment);
    let de = tokens.get(after.next).is_some_and(|token| token.has(Role::De));
    // `总收入20万元以上且经营性收入10万元以上的村`: the first of two that qualify the same noun.
    let first_of_two = tokens.get(after.next).is_some_and(|token| token.has(Role::Conj))
        && tokens
            .get(after.next..segment)
            .and_then(|run| run.iter().rposition(|token| token.has(Role::After)))
            .is_some_and(|bound| {
                behind::noun(tokens, after.next.saturating_add(bound).saturating_add(1), segment).is_some()
            });
    let noun = behind::noun(tokens, after.next, segment);
    // `3-10亿元项目2个`, `收入10-50万元群体比例达到81%`
    let whole = noun;
    let noun = match noun {
        Some(noun) if aged => Some(counted::first(reader.text, noun, "人")),
        Some(noun) if rated && !later => Some(counted::first(reader.text, noun, "个")),
        noun => noun,
    };
    let band =
        range && noun.is_some_and(|noun| opens_noun(tokens, noun)) && (aged || counts_on(tokens, after.next, segment));
    // `实现90%以上政务服务事项“一窗办”`: a share of them, unless they are counted.
    if unit.is_ratio() && limit(after.bound) && !later && (!de || covers(reader, approach)) && !rated {
        return None;
    }
    let qualifies = if band {
        true
    } else if first_of_two {
        limit(after.bound)
    } else if limit(after.bound) {
        let elided = noun.is_none() && later && only_bounds(tokens, after.next, segment);
        let sized = casualties(reader, scan, noun) || populated(reader, scan, noun);
        // `老年人接种率93.7%,其中80岁以上82.1%`
        let of_rate = aged
            && noun.is_none()
            && tokens
                .get(after.next)
                .is_some_and(|next| matches!(next.kind, Kind::Quantity(_)) || next.has(Role::Share));
        (noun.is_some() && (!counts || later || de || rated || sized)) || (elided && !counts) || of_rate
    } else {
        limit(approach.bound) && noun.is_some() && (de || (later && !counts && money))
    };
    if !qualifies {
        return None;
    }
    let theirs = noun.is_some() && (aged || populated(reader, scan, noun));
    let named = match (phrase::before(tokens, reader.from, approach.start), noun) {
        // `其中10亿元以上3个` counts the projects that were named before.
        (before, None) if counted_before(reader) && invested(reader, before).is_none() => {
            carried::carried_head(reader, "carried to the threshold")
        }
        // `每千人口拥有3岁以下婴幼儿托位数`: an age is of those who follow.
        (phrase::Before::Phrase(span), _) if !theirs && measures(reader, span) => {
            Named::phrase(reader, phrase::without_verb(tokens, span), MEASURED)
        }
        (phrase::Before::Verb { span, .. }, Some(_)) if casualties(reader, scan, noun) => {
            Named::phrase(reader, span, "what befell the people")
        }
        (_, Some(span)) => Named::phrase(reader, span, "noun phrase after the threshold"),
        (_, None) => carried::carried_head(reader, "carried to the threshold"),
    };
    // `其中总投资10亿元以上3个`: of those that were counted before.
    if noun.is_none() && counted_before(reader) && named.rule == MEASURED {
        return Some(Answer::new(Measure::Threshold, named, "a bound with the noun that it qualifies"));
    }
    let last = after.next.checked_sub(1).and_then(|at| tokens.get(at)).map_or(scan.end, |token| token.end);
    let first = match tokens.get(approach.start) {
        Some(token) if token.has(Role::Before) && after.bound.is_none() => token.start,
        _ => scan.number.start(),
    };
    let mut span = Span::new(first, last);
    let measured = match phrase::before(tokens, reader.from, approach.start) {
        phrase::Before::Phrase(measured) if !populated(reader, scan, noun) && measures(reader, measured) => {
            Some(phrase::without_verb(tokens, measured))
        }
        _ => None,
    };
    // Projects are measured by their investment, said or not: 总投资10亿元以上项目 are 10亿元以上项目.
    let invested = |measured: &Span| measured.slice(reader.text).is_some_and(|name| name.ends_with("投资"));
    let measured = measured.filter(|measured| (noun.is_some() || first_of_two) && !invested(measured));
    if let Some(measured) = measured {
        span = span.cover(holder::without_places(tokens, measured));
    }
    let joined = |first: &Threshold| tokens.get(first.next).is_some_and(|token| token.has(Role::Conj));
    if let Some(first) = reader.threshold.take().filter(joined) {
        span = span.cover(first.span);
    }
    let measured = measured.is_some();
    // 75周岁以上老年人|安装报警器500套: what is done for people is no part of who they are.
    let verb = noun.and_then(|noun| starting_at(tokens, noun.end())).is_some_and(|next| next.has(Role::Verb));
    let served = aged && verb && noun.zip(whole).is_some_and(|(noun, whole)| noun.end() < whole.end());
    if served {
        let named = Named { after: noun.map(Span::end), ..named };
        return Some(Answer::new(Measure::Threshold, named, "a bound with the noun that it qualifies"));
    }
    reader.threshold = Some(Threshold { span, next: after.next, head: named.text.clone(), measured });
    Some(Answer::new(Measure::Threshold, named, "a bound with the noun that it qualifies"))
}

/// Whether people are counted before the noun of a place, which is of that size: 200人以上|自然村.
fn populated(reader: &Reader<'_>, scan: &Measured, noun: Option<Span>) -> bool {
    let noun = noun.and_then(|noun| noun.slice(reader.text)).unwrap_or_default();
    matches!(scan.quantity.unit().as_str(), "人" | "户")
        && ["村", "社区", "小区"].iter().any(|place| noun.contains(place))
}

/// `进度超70%的18个`, `进度大于70%的有18个`, `不合格率高于30%的是店口镇`: of the things that are counted or named, which.
fn of_count(reader: &Reader<'_>, index: usize, scan: &Measured, approach: &Approach, after: &After) -> Option<Answer> {
    let tokens = &reader.lexed.tokens;
    tokens.get(after.next).filter(|token| token.has(Role::De))?;
    let mut count = after.next.saturating_add(1);
    let is = |token: &&Token| token.has(Role::Exists) || token.has(Role::Reach);
    let told = scan.quantity.unit().is_ratio() && tokens.get(count).filter(is).is_some();
    count = count.saturating_add(usize::from(told));
    let names = told && tokens.get(count).is_some_and(Token::is_place);
    if !names && !later_count(reader, count, count.saturating_add(1)) {
        return None;
    }
    let complete = tokens.get(approach.start..index)?.iter().find(|token| token.has(Role::Complete));
    let complete = complete.map(|token| Span::new(token.start, token.end));
    let rate = match phrase::before(tokens, reader.from, approach.start) {
        phrase::Before::Phrase(span) => Some(complete.map_or(span, |complete| span.cover(complete))),
        _ => complete,
    };
    let named = match rate {
        Some(rate) => Named::phrase(reader, rate, MEASURED),
        None => carried::carried_head(reader, "carried to the threshold"),
    };
    Some(Answer::new(Measure::Threshold, named, "a bound with what is counted"))
}

/// Whether people are counted before the noun of an accident: 死亡3人以上|较大事故.
fn casualties(reader: &Reader<'_>, scan: &Measured, noun: Option<Span>) -> bool {
    let noun = noun.and_then(|noun| noun.slice(reader.text)).unwrap_or_default();
    scan.quantity.unit().as_str() == "人" && ["事故", "灾害", "火灾"].iter().any(|ending| noun.ends_with(ending))
}

/// The rule that names a threshold by what stands before it.
const MEASURED: &str = "noun phrase before the threshold";

/// The investment by which things are told that were counted before: 其中|总投资|10亿元以上3个.
fn invested(reader: &Reader<'_>, before: phrase::Before) -> Option<Span> {
    let phrase::Before::Phrase(span) = before else { return None };
    span.slice(reader.text).is_some_and(|name| name.ends_with("投资")).then_some(span)
}

/// Whether the phrase names what the threshold is a number of: more than places and verbs (`义乌市引进|3亿元以上项目`).
fn measures(reader: &Reader<'_>, phrase: Span) -> bool {
    let tokens = &reader.lexed.tokens;
    // 落地|一个|10亿元以上项目
    let determiner = tokens_of(tokens, phrase).iter().all(|token| matches!(token.kind, Kind::Name | Kind::Duration));
    let zone = tokens_of(tokens, phrase).iter().all(|token| token.has(Role::Zone));
    !determiner && !zone && !holder::only_places(tokens, phrase) && indicator::has_noun(reader, phrase)
}

/// Whether the phrase opens with a noun.
fn opens_noun(tokens: &[Token], phrase: Span) -> bool {
    starting_at(tokens, phrase.start()).is_some_and(|first| !first.has(Role::Verb))
}

/// Whether things were counted before in the sentence.
fn counted_before(reader: &Reader<'_>) -> bool {
    reader.last.as_ref().is_some_and(|last| last.sentence == reader.sentence && last.measure == Measure::Level)
}

/// The rule that reads a standard.
const STANDARD: &str = "a number of a standard that is applied";

/// Whether a standard may have been opened, or go on.
fn may_apply(reader: &Reader<'_>) -> bool {
    let goes_on = || reader.out.last().is_some_and(|draft| draft.rules.measure == STANDARD);
    reader.said.roles.has(Role::Standard) || goes_on()
}

/// A standard that is applied: 以 or 按照 before the phrase, or the next number of one.
fn standard(reader: &Reader<'_>, index: usize, approach: &Approach) -> Option<Answer> {
    let tokens = &reader.lexed.tokens;
    let rule = STANDARD;
    let last = reader.out.last().filter(|draft| draft.rules.measure == rule);
    let joined =
        index.checked_sub(2).and_then(|at| tokens.get(at)).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
    if let Some(last) = last.filter(|_| joined && approach.start == index) {
        return Some(Answer::new(
            Measure::Threshold,
            Named::text(last.indicator.clone(), "carried along the list"),
            rule,
        ));
    }
    if !reader.said.roles.has(Role::Standard) {
        return None;
    }
    let run = tokens.get(reader.from..approach.start)?;
    if !run.iter().any(|token| token.has(Role::Standard)) {
        return None;
    }
    let phrase::Before::Phrase(span) = phrase::before(tokens, reader.from, approach.start) else { return None };
    let at = tokens.partition_point(|token| token.start < span.start());
    let opener = at.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at))?;
    opener.has(Role::Standard).then(|| Answer::new(Measure::Threshold, Named::phrase(reader, span, MEASURED), rule))
}

/// The index of the first comma, stop or closing bracket at or after `from`, within a bounded distance.
pub(crate) fn segment_end(tokens: &[Token], from: usize) -> usize {
    let rest = tokens.get(from..).unwrap_or_default();
    let mut depth = 0usize;
    let end = rest.iter().take(48).position(|token| match token.kind {
        Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Enum | Kind::Marker | Kind::Heading => depth == 0,
        Kind::Open => {
            depth = depth.saturating_add(1);
            false
        }
        Kind::Close if depth == 0 => true,
        Kind::Close => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => false,
    });
    from.saturating_add(end.unwrap_or(rest.len().min(48)))
}

/// Whether a count of things stands between the tokens.
fn later_count(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let run = reader.lexed.tokens.get(from..to).unwrap_or_default();
    run.iter().any(|token| match token.kind {
        Kind::Quantity(quantity) => {
            reader.lexed.quantities.get(quantity).is_some_and(|scan| scan.quantity.unit().is_measure_word())
        }
        _ => false,
    })
}

/// Whether any number stands between the tokens.
fn counts_on(tokens: &[Token], from: usize, to: usize) -> bool {
    tokens.get(from..to).is_some_and(|run| run.iter().any(|token| matches!(token.kind, Kind::Quantity(_))))
}

/// Whether only bounds and adverbs stand before the next number.
fn only_bounds(tokens: &[Token], from: usize, to: usize) -> bool {
    let run = tokens.get(from..to).unwrap_or_default();
    run.iter().take_while(|token| !matches!(token.kind, Kind::Quantity(_))).all(|token| {
        [Role::Before, Role::Reach, Role::Adverb, Role::De, Role::Each].iter().any(|&role| token.has(role))
    })
}
