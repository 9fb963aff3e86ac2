//! The noun phrase behind a number: what is counted, without what is said of it.
//!
//! ```text
//! noun      = ['的'] [ period ] [ described ] phrase         22个|重点平台|、…      45438名|学生|参与
//! described = '以' … '为主题的' | '由' … verb … '的'           12场|以绿化为主题的|活动
//! joint     = word { '、' word } class                        50家|石化、化工企业
//! summed    = name { '、' name } '等' noun                   45家|图书馆、文化馆等|场所
//! ```

use super::cue::{Cue, Role, Roles};
use super::phrase::{close_of, span};
use super::token::{Kind, Token};
use crate::span::Span;

/// The noun phrase that starts at token `from` and ends before token `to`.
pub(crate) fn noun(tokens: &[Token], from: usize, to: usize) -> Option<Span> {
    // A list of single characters goes on behind the mark that ends the segment.
    let single = tokens.get(from).is_some_and(|first| first.chars == 1)
        && tokens.get(from.saturating_add(1)).is_some_and(|mark| matches!(mark.kind, Kind::Enum));
    let to = if single { to.max(from.saturating_add(8)) } else { to };
    let mut start = from;
    if tokens.get(start).is_some_and(|token| token.has(Role::De)) {
        start = start.saturating_add(1);
    }
    // 67项|年度|指标: the time is no part of the name.
    let dated = tokens.get(from).is_some_and(|token| matches!(token.kind, Kind::Period(_)));
    if dated && tokens.get(start.saturating_add(1)).and_then(Token::cue).is_some_and(Cue::nominal) {
        start = start.saturating_add(1);
    }
    if let Some(described) = described(tokens, start, to) {
        start = described;
    }
    if dates_attribute(tokens, start) {
        start = start.saturating_add(1);
    }
    if let Some(sum) = summed_up(tokens, start) {
        return noun(tokens, sum, tokens.len());
    }
    let mut end = start;
    while end < to {
        let Some(token) = tokens.get(end) else { break };
        match token.kind {
            // `25件提案的“二次答复”`: what is done with the thing is none of its name.
            Kind::Quoted
                if end > start.saturating_add(1)
                    && tokens.get(end.saturating_sub(1)).is_some_and(|last| last.has(Role::De)) =>
            {
                break;
            }
            Kind::Word | Kind::Quoted | Kind::Name => {}
            Kind::Place(_) | Kind::Town => {}
            // `4个区、县(市)`: single characters make one name.
            Kind::Enum if end > start && tokens.get(end.saturating_sub(1)).is_some_and(|last| last.chars == 1) => {}
            Kind::Open if end > start => match close_of(tokens, end, to) {
                Some(close) => {
                    end = close.saturating_add(1);
                    continue;
                }
                None => break,
            },
            // `13个问题|的专项整改`: what is theirs is not counted.
            Kind::Cue(cue) if cue.has(Role::De) && end > start && owns(tokens, end) => break,
            // `其余264座|计划9月底前完工`
            Kind::Cue(cue) if end == start && cue.has(Role::Modal) && plans(tokens, end) => break,
            // 35岁以下|占81.5%
            Kind::Cue(cue)
                if end == start
                    && cue.has(Role::Share)
                    && tokens.get(end.saturating_add(1)).is_some_and(|next| {
                        matches!(next.kind, Kind::Quantity(_)) || next.has(Role::Whole) || next.has(Role::Before)
                    }) =>
            {
                break;
            }
            // `4家进度在70%以上`: how far they are is no part of what is counted.
            Kind::Cue(cue) if cue.has(Role::Complete) && (end == start || leads_to_number(tokens, end)) => break,
            Kind::Cue(cue) => {
                let noun = cue.nominal()
                    || (cue.attributive && attributes(tokens, end) && (end == start || modifies(tokens, start, end)))
                    || (cue.has(Role::Verb) && (!cue.predicate || (end > start && !cue.cuts && suffixed(tokens, end))))
                    || (end > start && (cue.has(Role::De) || joins(cue, tokens.get(end.saturating_add(1)))));
                if !noun {
                    break;
                }
            }
            _ => break,
        }
        end = end.saturating_add(1);
    }
    if let Some(joint) = joint_class(tokens, start, end) {
        return Some(span(tokens, start, joint));
    }
    // `44个项目落地28个`: the verb belongs to the next number.
    let before_number = tokens.get(end).is_some_and(|next| matches!(next.kind, Kind::Quantity(_)));
    if before_number
        && end.saturating_sub(start) > 1
        && tokens.get(end.saturating_sub(1)).is_some_and(|last| last.has(Role::Verb))
    {
        end = end.saturating_sub(1);
    }
    // `48个单位|反馈的意见100余条`: what is done by those that are counted belongs to the next number.
    let run = tokens.get(start.saturating_add(1)..end).unwrap_or_default();
    if before_number
        && let Some(de) = run.iter().position(|token| token.has(Role::De))
        && let Some(verb) = run.iter().take(de).position(|token| token.has(Role::Verb) && !token.has(Role::Noun))
    {
        end = start.saturating_add(1).saturating_add(verb);
    }
    // What a verb without its object leaves at the end is a particle at most, or how it is done: 部门|联合|推动.
    let acts = tokens.get(end).is_some_and(|next| next.has(Role::Verb));
    while end > start
        && tokens.get(end.saturating_sub(1)).is_some_and(|last| {
            last.has(Role::De)
                || (last.has(Role::Conj) && !last.has(Role::Verb))
                || (acts && last.has(Role::Adverb) && end > start.saturating_add(1))
        })
    {
        end = end.saturating_sub(1);
    }
    // `企业12家|入选省级名单`: what they came to is no name of theirs.
    let passes = tokens.get(start).is_some_and(|first| first.has(Role::Passes))
        && tokens.get(end.saturating_sub(1)).is_some_and(|last| last.has(Role::Procedure));
    // 另有17台|在建: a stage alone names nothing.
    let staged = end.saturating_sub(start) == 1
        && tokens
            .get(start)
            .is_some_and(|only| only.cue().is_some_and(|cue| cue.stage && cue.attributive && !cue.has(Role::Noun)));
    (start < end && !passes && !staged).then(|| span(tokens, start, end))
}

/// The token behind what describes the noun, where it opens at token `start`.
///
/// ```text
/// described = '以' { word } '为主题的' | '由' { word } verb { word } '的'     12场|以绿化为主题的|活动   30个|由市领导领衔推进的|项目
/// ```
fn described(tokens: &[Token], start: usize, to: usize) -> Option<usize> {
    const REACH: usize = 16;
    tokens.get(start).filter(|first| first.has(Role::Prep))?;
    let run = tokens.get(start..to.min(start.saturating_add(REACH)))?;
    let mut acts = false;
    let end = run.iter().position(|token| {
        acts |= token.has(Role::Verb);
        token.has(Role::Described) || acts && token.has(Role::De)
    })?;
    let plain = run.iter().take(end).all(|token| !matches!(token.kind, Kind::Quantity(_)));
    plain.then(|| start.saturating_add(end).saturating_add(1))
}

/// Whether the token at `index` says of a verb that describes a noun whether or when it is done: 5个|已|开工项目.
fn dates_attribute(tokens: &[Token], index: usize) -> bool {
    const SAYS: Roles = Roles::of(&[Role::Actual, Role::Modal, Role::Not, Role::Adverb]);
    let says = tokens.get(index).is_some_and(|token| token.roles.any(SAYS) && !token.has(Role::Verb));
    let verb = index.saturating_add(1);
    // 5个|已开工|项目
    let whole = tokens.get(index).is_some_and(|token| token.has(Role::Actual) && token.chars > 2)
        && tokens.get(verb).is_some_and(|noun| noun.has(Role::Kind))
        && attributes(tokens, index)
        // 3个|已完成|方案|评审
        && tokens.get(verb.saturating_add(1)).is_none_or(|next| {
            !(matches!(next.kind, Kind::Word) || next.has(Role::Procedure) || next.cue().is_some_and(Cue::nominal))
        });
    whole
        || says && tokens.get(verb).and_then(Token::cue).is_some_and(|cue| cue.attributive) && attributes(tokens, verb)
}

/// Whether a plan or a forecast of what was counted opens at the token: 计划|9月底前, 预计|年底完成.
pub(crate) fn plans(tokens: &[Token], index: usize) -> bool {
    tokens.get(index.saturating_add(1)).is_some_and(|next| {
        matches!(next.kind, Kind::Period(_)) || next.has(Role::Verb) || next.has(Role::Adverb) || next.has(Role::Finish)
    })
}

/// Whether a number follows within a few tokens, with nothing but words that lead to it between.
fn leads_to_number(tokens: &[Token], index: usize) -> bool {
    let rest = tokens.get(index.saturating_add(1)..).unwrap_or_default();
    let led = rest.iter().take(4).take_while(|token| {
        [Role::Reach, Role::Within, Role::Before, Role::Adverb, Role::Actual].iter().any(|&role| token.has(role))
    });
    matches!(rest.get(led.count()).map(|token| token.kind), Some(Kind::Quantity(_)))
}

/// The end of a list of words whose last one says of what class they all are, where the first ends at the mark at token `mark`:
/// 50家|石化、化工企业.
fn joint_class(tokens: &[Token], start: usize, mark: usize) -> Option<usize> {
    const REACH: usize = 10;
    let is_class = |token: &Token| token.has(Role::Kind);
    let first = tokens.get(start..mark).filter(|first| !first.is_empty() && !first.iter().any(is_class))?;
    let plain = |token: &Token| {
        matches!(token.kind, Kind::Word | Kind::Quoted)
            || token.cue().is_some_and(|cue| cue.nominal() && !cue.has(Role::Verb))
    };
    tokens.get(mark).filter(|token| matches!(token.kind, Kind::Enum))?;
    let rest = tokens.get(mark..)?;
    let run = rest.iter().take(REACH);
    let class = run.clone().take_while(|token| plain(token) || matches!(token.kind, Kind::Enum)).position(is_class)?;
    // `3个公园、改造项目2个`: the class is of the next number.
    let ends = |token: &&Token| matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Enum);
    let behind = rest.iter().skip(class.saturating_add(1)).take(REACH).take_while(|token| !ends(token));
    let counted = behind.into_iter().any(|token| matches!(token.kind, Kind::Quantity(_)));
    (first.iter().all(plain) && !counted).then(|| mark.saturating_add(class).saturating_add(1))
}

/// The token after 等 in `A、B等C`, where a list of names opens at `from` and C sums it up.
fn summed_up(tokens: &[Token], from: usize) -> Option<usize> {
    for index in from..from.saturating_add(24) {
        let token = tokens.get(index)?;
        match token.kind {
            Kind::Word | Kind::Quoted | Kind::Title | Kind::Place(_) | Kind::Town | Kind::Name => {}
            Kind::Enum if index > from => {}
            Kind::Cue(cue) if cue.has(Role::Etc) && index > from => {
                let next = index.saturating_add(1);
                let named = tokens.get(next).is_some_and(|token| {
                    matches!(token.kind, Kind::Word) || token.cue().is_some_and(|cue| cue.nominal())
                });
                return named.then_some(next);
            }
            Kind::Cue(cue) if (cue.has(Role::Verb) && !cue.predicate) || cue.has(Role::Noun) || cue.has(Role::Conj) => {
            }
            _ => return None,
        }
    }
    None
}

/// Whether the token before the 的 at `index` is a thing, and no quality: 问题|的.
fn owns(tokens: &[Token], index: usize) -> bool {
    index.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|last| last.has(Role::Kind) && !last.has(Role::Verb))
}

/// Whether the verb at `index` describes the noun right after it: 3个|新建|项目.
fn attributes(tokens: &[Token], index: usize) -> bool {
    let (Some(verb), Some(next)) = (tokens.get(index), tokens.get(index.saturating_add(1))) else { return false };
    next.start == verb.end && (matches!(next.kind, Kind::Word) || next.cue().is_some_and(|cue| cue.nominal()))
}

/// Whether the run is one word of level: 省级|新建项目.
fn modifies(tokens: &[Token], start: usize, end: usize) -> bool {
    end == start.saturating_add(1) && tokens.get(start).is_some_and(|token| token.has(Role::Seat))
}

/// Whether the verb at `index` is the stem of a compound: one more character and then no word (服务|站, 参与|者).
fn suffixed(tokens: &[Token], index: usize) -> bool {
    let (Some(verb), Some(next)) = (tokens.get(index), tokens.get(index.saturating_add(1))) else { return false };
    let alone = tokens.get(index.saturating_add(2)).is_none_or(|third| {
        third.start > next.end
            || !(matches!(third.kind, Kind::Word)
                || third.cue().is_some_and(|cue| cue.nominal() || cue.has(Role::Verb)))
    });
    matches!(next.kind, Kind::Word) && next.start == verb.end && next.chars == 1 && alone
}

/// Whether a conjunction joins two nouns: 和, 与, 及 before a word.
fn joins(cue: &super::cue::Cue, next: Option<&Token>) -> bool {
    cue.has(Role::Conj)
        && !cue.has(Role::Adverb)
        && next.is_some_and(|next| match next.kind {
            Kind::Word | Kind::Quoted | Kind::Place(_) | Kind::Town => true,
            Kind::Cue(cue) => cue.nominal() || (cue.has(Role::Verb) && !cue.predicate),
            _ => false,
        })
}
