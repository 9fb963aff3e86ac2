//! Prose: headings and paragraphs.

use super::super::marker::{arabic, bare_number, behind_bullets, chinese};
use super::super::{
    Block, ColumnRole, DocumentBuilder, Heading, MarkerStyle, Page, Phrases, StatusKind, Units, Vocabulary, marker,
};
use super::{Line, heading_level, unfold, wrapped};
use crate::text::{char_at, is_blank, is_longer, squash, trim};

/// The longest heading, in characters without blanks.
const MAX_HEADING: usize = 45;
/// The longest heading without a marker.
const MAX_BARE_HEADING: usize = 16;

/// Appends `lines` as headings and paragraphs; what the page says about the document goes to `page`.
pub(super) fn read(
    builder: &mut DocumentBuilder,
    page: &mut Page<'_>,
    lines: &[Line],
    source: &str,
    vocabulary: &Vocabulary,
) {
    let joined = wrapped::joined(lines, source, vocabulary);
    let lines = joined.as_deref().unwrap_or(lines);
    let unfolded = unfold::unfolded(lines, source, vocabulary);
    let lines = unfolded.as_deref().unwrap_or(lines);
    let mut index = 0usize;
    while let Some(line) = lines.get(index).copied() {
        let mut line = line;
        index = index.saturating_add(1);
        let mut text = line.span.slice(source).unwrap_or_default();
        let mut next = lines.get(index).and_then(|line| line.span.slice(source));
        if let Some(below) = lines.get(index)
            && next.is_some_and(|next| closes_entry_of(text, next))
        {
            // The title of an entry runs over two lines.
            line.span = line.span.cover(below.span);
            index = index.saturating_add(1);
            text = line.span.slice(source).unwrap_or_default();
            next = lines.get(index).and_then(|line| line.span.slice(source));
        }
        let below = next.and(lines.get(index.saturating_add(1))).and_then(|line| line.span.slice(source));
        let level = heading(text, next, vocabulary).filter(|_| !is_answered(text, next, below, vocabulary));
        let title = page.could_be_title(text);
        let item = numbered_key(text, vocabulary).is_some() || labelled_number(text, vocabulary).is_some();
        if (level.is_some() || opens_entry(text) || item) && !title {
            page.close();
        }
        if page.take(line.span) {
            continue;
        }
        builder.block(match level {
            Some(level) => Block::Heading(Heading::new(level, line.span)),
            None => Block::Paragraph(line.span),
        });
    }
}

/// Whether a line with a marker is a task, and no heading: `next` says who answers for it, and `below`, the line after that,
/// is no item of a deeper list.
///
/// ```text
/// answered = marker words
///            units-label ":" units              (一)改造提升3个农贸市场   责任单位:区市场监管局
/// ```
fn is_answered(text: &str, next: Option<&str>, below: Option<&str>, vocabulary: &Vocabulary) -> bool {
    let (Some(found), Some(next)) = (marker(text), next) else { return false };
    let units = key_value(next, vocabulary)
        .and_then(|(key, _)| vocabulary.header_word(key))
        .is_some_and(|word| word.role.is_units());
    units && below.and_then(marker).is_none_or(|below| below.style <= found.style)
}

/// Whether `next` closes the title that `text` opens: `【完成某平台建` `设】2020年,…`.
fn closes_entry_of(text: &str, next: &str) -> bool {
    let open =
        text.starts_with('【') && !text.contains('】') && text.chars().filter(|&c| c != '\r').take(61).count() <= 60;
    open && next.chars().filter(|&c| c != '\r').take(40).take_while(|&c| c != '【').any(|c| c == '】')
}

/// Whether a text opens an entry of a yearbook: `【概况】`.
pub(crate) fn opens_entry(text: &str) -> bool {
    text.starts_with('【') && text.chars().filter(|&c| c != '\r').take(90).any(|c| c == '】')
}

/// The level of the heading that `text` is; `next` is the line after it.
///
/// ```text
/// heading = marker words            一、 (一) 第一章: at most 45 characters, no full stop or colon at its end
///         | digits "." words        the same, if prose follows that is no item of its list
///         | status                  滞后项目
///         | unit "(" count ")"      县教育局(3项), over items with numbers
///         | words                   at most 16 characters without punctuation, before an entry 【…】 or a heading
/// ```
pub(crate) fn heading(text: &str, next: Option<&str>, vocabulary: &Vocabulary) -> Option<u8> {
    let chars = text.chars().filter(|&c| !is_blank(c)).take(MAX_HEADING + 1).count();
    if chars > MAX_HEADING || chars == 0 || text.ends_with(['。', ';', '；', ',', '，', '、']) {
        return None;
    }
    if let Some(level) = heading_level(text) {
        return (!text.contains('。')).then_some(level);
    }
    if let Some(found) = marker(text) {
        let words = text.get(found.end..).unwrap_or_default();
        let level = match found.style {
            MarkerStyle::Arabic if !found.doubtful => 3,
            MarkerStyle::ArabicBracket => 4,
            _ => return None,
        };
        let prose = next.is_some_and(|next| {
            is_longer(next, MAX_HEADING - 1)
                && marker(next).is_none_or(|next| next.style > found.style)
                && !opens_entry(next)
                && key_value(next, vocabulary).is_none()
        });
        let bare = !words.contains(['。', ';', '；', ',', '，', ':', '：']);
        // `1.产业强县` over `1.1高质量建设…`
        let outlined = found.style == MarkerStyle::Arabic
            && next.and_then(outline).is_some_and(|next| next.parent == found.value && next.value == 1);
        return ((prose || outlined) && bare && words.chars().count() <= 30).then_some(level);
    }
    let listed = || next.and_then(marker).is_some_and(|next| next.value == 1);
    if status_heading(text, vocabulary).is_some() || unit_heading(text, vocabulary).is_some() && listed() {
        return Some(2);
    }
    let bare = !text.contains(['。', ',', '，', ';', '；', ':', '：', '、', '【', '(', '（', '>', '|', '\t']);
    let over = next.is_some_and(|next| next.starts_with('【') || heading_level(next) == Some(1));
    (bare && over && (2..=MAX_BARE_HEADING).contains(&chars)).then_some(1)
}

/// The status of a line that stands over tasks of one status: `滞后项目`, `二、进度滞后的项目(3个)`.
pub(crate) fn status_heading<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(&'t str, StatusKind)> {
    let words = marker(text).and_then(|found| text.get(found.end..)).unwrap_or(text);
    let words = trim(words.split(['(', '（', ':', '：']).next()?);
    let bare = Phrases::builtin().told.before(words).unwrap_or(words);
    let short = (2..=10).contains(&bare.chars().take(11).count());
    Some((words, vocabulary.statuses.get(bare).filter(|_| short)?))
}

/// The unit in a line that says how many tasks it has: 县教育局(3项).
pub(crate) fn unit_heading<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<&'t str> {
    let (name, count) = trim(text).strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let (_, length) = arabic(count)?;
    let unit = count.get(length..)?;
    let named = matches!(unit, "项" | "个" | "件") && !name.contains(['、', '，', ',']);
    (named && vocabulary.units(name) == Units::Yes).then_some(name)
}

/// The number of an item of the second level: `1.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) parent: u32,
    pub(crate) value: u32,
    /// Where it starts and ends.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// outline = number "." number, before a word: it looks like a decimal, and only its place in a list tells.
pub(crate) fn outline(text: &str) -> Option<Outline> {
    let start = crate::text::skip_blanks(text, 0);
    let rest = text.get(start..)?;
    let (parent, first) = arabic(rest)?;
    let inner = rest.get(first..)?.strip_prefix(['.', '．'])?;
    let (value, second) = arabic(inner)?;
    let tail = inner.get(second..)?;
    let end = text.len().saturating_sub(tail.len());
    let word = trim(tail).chars().next().is_some_and(|c| crate::text::is_ideograph(c) || matches!(c, '“' | '《'));
    word.then_some(Outline { parent, value, start, end })
}

/// A line `【key】value` whose key is a column label, behind the number of its item if it has one: the key, where the number
/// ends, and where the value starts.
pub(crate) fn bracket_key<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(&'t str, usize, usize)> {
    let number = marker(text).filter(|found| !found.doubtful).map_or(0, |found| found.end);
    let open = crate::text::skip_blanks(text, number);
    let inner = text.get(open..)?.strip_prefix('【')?;
    let close = inner.char_indices().take(14).find(|&(_, c)| c == '】')?;
    let key = inner.get(..close.0)?;
    vocabulary.header_word(key)?;
    let behind = inner.get(close.0.saturating_add(close.1.len_utf8())..)?;
    let value = behind.strip_prefix([':', '：']).unwrap_or(behind);
    Some((key, number, text.len().saturating_sub(value.len())))
}

/// A line `key: value` whose key is a column label, bullets before it passed over: the key, and where the value starts.
///
/// ```text
/// line = { bullet } key ":" value | { bullet } open key close [ ":" ] value      ——责任单位：市水利局   [完成情况]已建成3个
/// open = "[" | "〔" | "(" | "<"                                                  not 【, which may open an entry
/// ```
pub(crate) fn key_value<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(&'t str, usize)> {
    let at = behind_bullets(text);
    key_at(text, at, vocabulary).or_else(|| bracketed_key_at(text, at, vocabulary))
}

/// The same behind the number of its item, for a label that says no less than what is to be done, or its name (`1.目标任务:…`,
/// `01 项目名称:…`, but not `1.重点工作:…`, as an item of a report may open): the key, where the number ends, and where the value starts.
pub(crate) fn numbered_key<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(&'t str, usize, usize)> {
    const SURE: u8 = 7;
    let marked = marker(text).filter(|found| !found.doubtful && found.style == MarkerStyle::Arabic);
    let number = marked.map(|found| found.end).or_else(|| bare_number(text))?;
    let (key, value) = key_at(text, crate::text::skip_blanks(text, number), vocabulary)?;
    let word = vocabulary.header_word(key)?;
    let named = word.otherwise == ColumnRole::Title && squash(key).ends_with("名称");
    (word.role == ColumnRole::Task && (word.rank >= SURE || named)).then_some((key, number, value))
}

/// A line `任务1:…`: what is to be done behind its number, where a word for it stands before the number: where the number
/// starts and ends, and where the value starts.
///
/// ```text
/// labelled = task-label number ":" value        任务1：…   实事项目三:…
/// ```
pub(crate) fn labelled_number(text: &str, vocabulary: &Vocabulary) -> Option<(usize, usize, usize)> {
    const LABEL: usize = 6;
    let start = text.char_indices().take(LABEL.saturating_add(1)).find(|&(at, _)| {
        let rest = text.get(at..).unwrap_or_default();
        arabic(rest).is_some() || chinese(rest).is_some()
    })?;
    let rest = text.get(start.0..)?;
    let (_, length) = arabic(rest).or_else(|| chinese(rest))?;
    let end = start.0.saturating_add(length);
    let colon = text.get(end..)?.chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let word = vocabulary.header_word(text.get(..start.0)?)?;
    matches!(word.role, ColumnRole::Task | ColumnRole::Title | ColumnRole::Category).then_some((
        start.0,
        end,
        end.saturating_add(colon.len_utf8()),
    ))
}

const DASH: &str = "——";

fn is_dash(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(DASH))
}

/// The key in a bracket at byte `at`, and where its value starts.
fn bracketed_key_at<'t>(text: &'t str, at: usize, vocabulary: &Vocabulary) -> Option<(&'t str, usize)> {
    let open = char_at(text, at).filter(|c| matches!(c, '[' | '［' | '〔' | '(' | '（' | '<' | '〈'))?;
    let start = at.saturating_add(open.len_utf8());
    let inner = text.get(start..)?;
    let close =
        inner.char_indices().take(14).find(|(_, c)| matches!(c, ']' | '］' | '〕' | ')' | '）' | '>' | '〉'))?;
    let key = inner.get(..close.0)?;
    vocabulary.header_word(key)?;
    let behind = inner.get(close.0.saturating_add(close.1.len_utf8())..)?;
    let value = behind.strip_prefix([':', '：']).unwrap_or(behind);
    (!trim(value).is_empty()).then_some((key, text.len().saturating_sub(value.len())))
}

/// The key at byte `at`, and where its value starts.
fn key_at<'t>(text: &'t str, at: usize, vocabulary: &Vocabulary) -> Option<(&'t str, usize)> {
    let rest = text.get(at..)?;
    // 落实情况——…, 最新进展丨…: a dash or a bar stands for the colon.
    let signs =
        |(at, c): &(usize, char)| matches!(c, ':' | '：' | '丨' | '｜' | '|') || *c == '—' && is_dash(rest, *at);
    let colon = rest.char_indices().take(20).find(signs)?;
    let key = rest.get(..colon.0)?;
    vocabulary.header_word(key)?;
    let sign = if colon.1 == '—' { DASH.len() } else { colon.1.len_utf8() };
    Some((key, at.saturating_add(colon.0).saturating_add(sign)))
}
