//! What a measure word counts, where the noun phrase after it runs on into what is done with the things.
//!
//! ```text
//! counted = things [ brackets ] work               172家学校食堂|云平台建设   5家综合体|创新服务功能
//!         | things '的' phrase                     20所学校|的配电房
//!         | things work '“' … '”'                      716个学校|安装“阳光厨房”系统
//!         | things phrase ( '正' | '负' )          18个行业|利润总额正增长
//! things  = { modifier } thing                     metric_counted.tsv, with the measure words of each
//! ```
//!
//! A phrase that ends in a thing is counted whole: 12个老旧小区改造项目.

use once_cell::sync::Lazy;

use crate::registry::lexicon::Hit;
use crate::registry::{Lexicon, Table};
use crate::span::Span;
use crate::text::char_at;

/// The longest phrase that is looked through, in characters, and the shortest work, in characters.
const MAX_PHRASE: usize = 60;
const MIN_WORK: usize = 4;

/// The things and the works.
struct Words {
    /// A value is an index of `units`.
    words: Lexicon<u16>,
    /// The measure words that count a thing; a work has an empty one.
    units: Vec<Vec<&'static str>>,
}

impl Words {
    /// Whether `unit` counts the thing.
    fn counts(&self, thing: u16, unit: &str) -> bool {
        self.units.get(usize::from(thing)).is_some_and(|units| units.contains(&unit))
    }

    fn is_work(&self, word: u16) -> bool {
        self.units.get(usize::from(word)).is_some_and(|units| matches!(units.as_slice(), [""]))
    }
}

static WORDS: Lazy<Words> = Lazy::new(|| {
    let mut words = Words { words: Lexicon::new(), units: Vec::new() };
    for row in Table::builtin("metric_counted", include_str!("../registry/data/metric_counted.tsv")).rows() {
        words.words.insert(row.get("word"), u16::try_from(words.units.len()).unwrap_or(u16::MAX));
        words.units.push(row.get("units").split('|').collect());
    }
    words
});

/// The phrase as far as it names the things that `unit` counts.
pub(crate) fn counted(text: &str, phrase: Span, unit: &str) -> Span {
    let name = phrase.slice(text).unwrap_or_default();
    let words = &*WORDS;
    let mut things = None;
    let mut last: Option<Hit<u16>> = None;
    // Where the word ends that a work stands right before.
    let mut worked = None;
    let mut behind = 0;
    // A character inside a word that was found is none of the looks.
    let mut looks = 0usize;
    for (at, c) in name.char_indices() {
        if at < behind {
            continue;
        }
        if looks == MAX_PHRASE {
            break;
        }
        looks = looks.saturating_add(1);
        if !words.words.starts_with(c) {
            continue;
        }
        let Some(hit) = words.words.longest(name, at) else { continue };
        let thing = words.counts(hit.value, unit);
        if thing {
            things = Some(hit.end);
        }
        worked = last.is_some_and(|before| before.end == at && words.is_work(before.value)).then_some(hit.end);
        last = Some(hit);
        behind = hit.end;
        // What is theirs is not counted: 8个行政村|的生态村创建.
        if thing && name.get(behind..).is_some_and(|rest| rest.starts_with('的')) {
            break;
        }
    }
    // `乡镇卫生院|改造提升工程`: a thing that the unit does not count, made of the work before it.
    let (works, end) = match last {
        Some(hit) if words.is_work(hit.value) => (true, hit.end),
        Some(hit) => (worked == Some(hit.end) && !words.counts(hit.value, unit), hit.end),
        None => (false, 0),
    };
    let works = works && end == name.len();
    let Some(end) = things.map(|end| behind_brackets(name, end)) else { return phrase };
    let rest = name.get(end..).unwrap_or_default().trim_start();
    // 学校|安装“阳光厨房”系统: what they do with a thing of such a name.
    let acts = words.words.longest(rest, 0).is_some_and(|hit| words.is_work(hit.value)) && rest.contains(['“', '"']);
    // `20所学校的配电房`, `18个行业利润总额正|增长`
    if rest.starts_with('的')
        || rest.ends_with(['正', '负'])
        || (works && is_work(rest))
        || acts
        || rest.ends_with('率')
        || rest.contains('占')
    {
        return Span::new(phrase.start(), phrase.start().saturating_add(end));
    }
    phrase
}

/// The phrase up to the first thing that `unit` counts: 老年人|安装智慧联网火灾报警器.
pub(crate) fn first(text: &str, phrase: Span, unit: &str) -> Span {
    first_of(text, phrase, &[unit]).unwrap_or(phrase)
}

/// The phrase up to the first who are counted in ten thousands without a measure word: 130万老年人|免费接种流感疫苗.
pub(crate) fn people(text: &str, phrase: Span) -> Option<Span> {
    first_of(text, phrase, &["人", "名", "户", "家"])
}

/// How far behind the first things those may end that a conjunction joins to them, in bytes.
const JOINED: usize = 24;

pub(crate) fn first_of(text: &str, phrase: Span, units: &[&str]) -> Option<Span> {
    let name = phrase.slice(text)?;
    let hits = name.char_indices().take(MAX_PHRASE).filter_map(|(at, _)| Some((at, WORDS.words.longest(name, at)?)));
    let mut things = hits.filter(|(_, hit)| units.iter().any(|unit| WORDS.counts(hit.value, unit)));
    let (_, first) = things.next()?;
    // 小微企业|和个体工商户|减免房租: what a conjunction joins is counted with it.
    let joined = |end: usize| name.get(end..).is_some_and(|rest| rest.starts_with(['和', '与', '及']));
    let end =
        things.find(|(at, hit)| joined(first.end) && at.saturating_sub(first.end) <= JOINED && hit.end > first.end);
    let end = end.map_or(first.end, |(_, hit)| hit.end);
    Some(Span::new(phrase.start(), phrase.start().saturating_add(end)))
}

/// Whether the phrase ends in things that `unit` counts.
pub(crate) fn ends_in(text: &str, phrase: Span, unit: &str) -> bool {
    const LONGEST: usize = 6;
    let name = phrase.slice(text).unwrap_or_default();
    name.char_indices().rev().take(LONGEST).any(|(at, _)| {
        WORDS.words.longest(name, at).is_some_and(|hit| hit.end == name.len() && WORDS.counts(hit.value, unit))
    })
}

/// The byte after the bracket that opens at `at`, or is open there: 中小学(幼儿园).
fn behind_brackets(name: &str, at: usize) -> usize {
    // Few names have a bracket; that of full width starts with this byte.
    if !name.bytes().any(|byte| matches!(byte, b'(' | b')' | 0xef)) {
        return at;
    }
    let (things, rest) = name.split_at_checked(at).unwrap_or((name, ""));
    let open = things.matches(['(', '（']).count() > things.matches([')', '）']).count();
    let close = (open || rest.starts_with(['(', '（'])).then(|| rest.find([')', '）'])).flatten();
    close.map_or(at, |close| {
        let width = char_at(rest, close).map_or(0, char::len_utf8);
        at.saturating_add(close).saturating_add(width)
    })
}

/// Whether what follows the things is a work of some length, and no second thing.
fn is_work(rest: &str) -> bool {
    !rest.starts_with(['和', '与', '及', '、', '等', '以']) && rest.chars().nth(MIN_WORK.saturating_sub(1)).is_some()
}
