//! What the words around a number say: its stage, what it is about, whether it only leads on, and where its clause ends.

use super::mention::REACH;
use super::words::{self, Stage, Words};
use crate::metric::counted::counted;
use crate::metric::{Measure, Metric};
use crate::span::Span;
use crate::text::{digit, fold, squash};

/// The longest topic at the head of a paragraph, in characters.
const TOPIC: usize = 40;
/// The longest bracket behind a noun, in characters.
const BRACKET: usize = 16;
/// The longest unit with its scale, in characters.
const UNIT: usize = 6;
/// The longest word of a stage.
const STAGE: usize = 5;

/// The stage that the words around a number say.
///
/// The last verb before the number counts: what is 完成申报 is applied for, what is 申报并认定 is there. What is only asked
/// for after the number is not there, whatever stands before it.
pub(super) fn stage(before: &str, after: &str, indicator: &str) -> Option<Stage> {
    let stages = &Words::builtin().stages;
    if words::hits(stages, after).any(|stage| stage == Stage::Apply) {
        return Some(Stage::Apply);
    }
    // 确定500户改造对象, but 已确定221名儿童|已经开始服务: what has begun is no longer only chosen.
    let begun = after.find('已').and_then(|at| after.get(at..)).and_then(|rest| words::hits(stages, rest).last());
    if let Some(begun) = begun.filter(|&begun| begun > Stage::Apply) {
        return Some(begun);
    }
    words::hits(stages, before)
        .last()
        .filter(|&stage| stage != Stage::Finish)
        .or_else(|| words::hits(stages, after).next())
        .or_else(|| words::hits(stages, before).last())
        .or_else(|| words::hits(stages, indicator).min())
}

/// The stage of the predicate that ends a clause which goes on over a list: `8个甲、23个乙启动创建`.
///
/// Only what says that a thing is not there yet is taken: a verb that ends a clause can belong to the last of the list
/// alone, and then it says the same of it as nothing does.
pub(super) fn predicate(tail: &str) -> Option<Stage> {
    let clause = first_of(tail, REACH).split([',', '，', ';', '；', '。', ':', '：']).next().unwrap_or_default();
    if !clause.contains('、') || clause.contains(['(', '（']) {
        return None;
    }
    let end = last_of(clause, STAGE);
    let at = end.char_indices().find_map(|(at, _)| {
        let hit = Words::builtin().stages.longest(end, at)?;
        (hit.end == end.len()).then_some(hit.value)
    });
    at.filter(|&stage| stage < Stage::Finish)
}

/// Whether a count at the head of its clause, with no verb before it, leads on to another number in the same clause.
pub(super) fn leads_on(clause: &str, after: &str, to_next: bool) -> bool {
    let words = Words::builtin();
    to_next
        && !after.contains('、')
        && !words::has(&words.gain, clause)
        && words::hits(&words.stages, clause).next().is_none()
}

/// What a paragraph says at its head that it is about: `无障碍社区建设:…`.
pub(super) fn topic(text: &str) -> &str {
    let head = first_of(text, TOPIC);
    let end = head.find([':', '：']).unwrap_or(0);
    let topic = head.get(..end).unwrap_or_default();
    let topic = topic.trim_start_matches(|c: char| !c.is_alphabetic());
    if topic.contains(is_sentence_end) { "" } else { topic }
}

/// Whether the last verb of `clause` only works on what is there: 推进, 抓好, but not 加快引进.
pub(super) fn is_process(clause: &str) -> bool {
    let words = Words::builtin();
    let (mut process, mut from) = (false, 0);
    for (at, _) in clause.char_indices() {
        let end = |set: &crate::registry::Lexicon<()>| set.longest(clause, at).map_or(0, |hit| hit.end);
        let (works, gains) = (end(&words.process), end(&words.gain));
        if at >= from && works.max(gains) > 0 {
            process = works > gains;
            from = works.max(gains);
        }
    }
    process
}

/// Whether the name of a share says nothing of the thing: 创建比例, 完成率.
pub(super) fn is_bare(metric: &Metric) -> bool {
    let words = Words::builtin();
    let name = metric.indicator();
    let kind = matches!(metric.measure(), Measure::Ratio | Measure::Completion | Measure::Growth);
    let Some(start) = words::ending(&words.rate, name).filter(|_| kind) else { return false };
    let thing = name.get(..start).unwrap_or_default();
    thing.is_empty() || [&words.cut, &words.gain, &words.goal].iter().any(|set| words::ending(set, thing) == Some(0))
}

/// Whether `text` has a word that makes its number a sum of the year; 新 does, 新能源 does not.
pub(super) fn gains(text: &str) -> bool {
    let words = Words::builtin();
    let mut from = 0;
    text.char_indices().any(|(at, _)| {
        let end = |set: &crate::registry::Lexicon<()>| set.longest(text, at).map_or(0, |hit| hit.end);
        let (gains, compound) = (end(&words.gain), end(&words.compound));
        let free = at >= from;
        from = from.max(compound);
        free && gains > compound
    })
}

/// Whether each of several is to have it: 每个区建有1个, but not 每万人拥有18件.
pub(super) fn asks_each(clause: &str) -> bool {
    let mut rest = clause.split('每').skip(1);
    rest.any(|rest| !rest.starts_with(['百', '千', '万', '十', '亿']))
}

/// Whether what is summed up began with the year: 今年以来累计171个, 1-5月累计接待52.8万人次.
pub(super) fn of_this_year(clause: &str) -> bool {
    words::has(&Words::builtin().this_year, clause) || clause.contains("月累计")
}

/// Whether a word of intent stands right before a verb: 计划新建, 拟引进.
pub(super) fn is_planned(clause: &str) -> bool {
    let words = Words::builtin();
    clause.char_indices().any(|(at, _)| {
        words.intent.longest(clause, at).is_some_and(|hit| words.gain.longest(clause, hit.end).is_some())
    })
}

/// Whether a name says nothing but that the row itself is meant: 本项目, 整体进度, or nothing.
pub(super) fn is_only_itself(name: &str) -> bool {
    let words = Words::builtin();
    let mut from = 0;
    name.char_indices().all(|(at, _)| {
        if at >= from {
            from = words.itself.longest(name, at).map_or(from, |hit| hit.end);
        }
        at < from
    })
}

/// Whether the words before a number name no thing: 已建成, 完成年度目标的, 目前.
pub(super) fn is_only_verbs(clause: &str) -> bool {
    let words = Words::builtin();
    let (mut named, mut from) = (0usize, 0usize);
    for (at, c) in clause.char_indices().filter(|&(_, c)| c.is_alphanumeric()) {
        if at < from {
            continue;
        }
        let sets = [&words.light, &words.gain, &words.goal, &words.total, &words.reach, &words.ranking];
        let end = sets.iter().filter_map(|set| set.longest(clause, at)).map(|hit| hit.end).max();
        let end = end.into_iter().chain(words.stages.longest(clause, at).map(|hit| hit.end)).max();
        match end {
            Some(end) => from = end,
            None if digit(c).is_none() => named = named.saturating_add(1),
            None => {}
        }
    }
    named == 0
}

pub(super) const fn is_joint(c: char) -> bool {
    matches!(c, '、' | '和' | '及' | '与')
}

/// Whether the name, or its end, stands in `text`.
pub(super) fn names(text: &str, indicator: &str) -> bool {
    let start = indicator.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    let end = indicator.get(start..).unwrap_or_default();
    !end.is_empty() && (text.contains(end) || squash(text).contains(end))
}

/// Whether the number at byte `at` of `sentence` stands behind 其中, or inside brackets with 其中 or behind a number.
pub(super) fn is_part(sentence: &str, at: usize) -> bool {
    let head = sentence.get(..at).unwrap_or_default();
    let open = head.rfind(['(', '（']).filter(|&open| !head.get(open..).unwrap_or_default().contains([')', '）']));
    // 47.8公里(新建28.5公里、改造19.3公里)
    if open.and_then(|open| head.get(..open)).is_some_and(ends_in_number) {
        return true;
    }
    words::has(&Words::builtin().part, head.get(open.unwrap_or(0)..).unwrap_or_default())
        && (open.is_some() || !head.contains([')', '）']))
}

/// Whether a number with its unit ends the text.
fn ends_in_number(text: &str) -> bool {
    let unit = text.chars().rev().take(UNIT).take_while(|&c| digit(c).is_none()).count();
    text.chars().rev().nth(unit).is_some_and(|c| digit(c).is_some()) && !last_of(text, unit).contains(is_clause_end)
}

pub(super) fn is_clause_end(c: char) -> bool {
    matches!(fold(c), ',' | ':' | '(' | ')') || is_sentence_end(c)
}

/// The clause that ends `head`; brackets that close again belong to it: `整治“低散乱”企业(作坊)`.
pub(super) fn clause_before(head: &str) -> &str {
    let mut depth = 0u32;
    for (at, c) in head.char_indices().rev() {
        match fold(c) {
            ')' => depth = depth.saturating_add(1),
            '(' if depth > 0 => depth = depth.saturating_sub(1),
            _ if is_clause_end(c) => return head.get(at.saturating_add(c.len_utf8())..).unwrap_or_default(),
            _ => {}
        }
    }
    head
}

/// The clause that starts `tail`; a bracket that stands right behind the noun and closes again belongs to it: `6所学校(幼儿园)全部进入装修`.
pub(super) fn clause_ahead(tail: &str) -> &str {
    let end =
        |from: usize| tail.get(from..).and_then(|rest| rest.find(is_clause_end)).map(|at| from.saturating_add(at));
    let Some(first) = end(0) else { return tail };
    let rest = tail.get(first..).unwrap_or_default();
    let closed = rest
        .char_indices()
        .take(BRACKET)
        .find(|&(_, c)| fold(c) == ')')
        .filter(|_| rest.starts_with(['(', '（']))
        .map(|(at, c)| first.saturating_add(at).saturating_add(c.len_utf8()));
    let until = closed.map_or(Some(first), end).unwrap_or(tail.len());
    tail.get(..until).unwrap_or_default()
}

/// The things that are counted with the work on them, where that follows: 172家|学校食堂云平台建设.
pub(super) fn worked_on<'t>(after: &'t str, metric: &Metric) -> Option<&'t str> {
    let phrase = after.trim();
    let things = counted(phrase, Span::new(0, phrase.len()), metric.unit().as_str());
    (things.end() < phrase.len() && things.slice(phrase) == Some(metric.indicator().as_ref())).then_some(phrase)
}

/// The clause that starts `rest`, brackets and numbers in it passed over.
pub(super) fn clause_after(rest: &str) -> &str {
    let end = rest.find(|c: char| matches!(fold(c), ',' | ':') || is_sentence_end(c)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

pub(super) fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | ';' | '；' | '\n' | '!' | '！' | '?' | '？')
}

/// The first characters of `text`, at most `count`.
pub(super) fn first_of(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| text.get(..end).unwrap_or_default())
}

/// The last characters of `text`, at most `count`.
pub(super) fn last_of(text: &str, count: usize) -> &str {
    let before = count.checked_sub(1).and_then(|count| text.char_indices().rev().nth(count));
    before.map_or(text, |(start, _)| text.get(start..).unwrap_or_default())
}
