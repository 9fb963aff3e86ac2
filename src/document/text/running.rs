//! What stands around the text on a printed page: its number, the header of a table that goes on, the signature.
//!
//! ```text
//! head        = the first line of the text                                         behind a page number
//! page-number = "第" number "页" [ [ "/" | "," ] "共" number "页" ] | dash number dash | "续表"      第 1 页 共 3 页   — 2 —
//! signature   = [ unit ] date                                                   at the end of the text
//! caption     = words ( "重点工作" | "项目" | "清单" | "表" | … )                    before a header that comes again
//! ```

use super::super::{Phrases, Units, Vocabulary};
use super::Line;
use super::header::Header;
use super::rows::is_bar;
use crate::span::Span;
use crate::text::{digit, fold, is_blank, is_longer};

/// The longest page number, in bytes.
const MAX_PAGE_NUMBER: usize = 64;

/// Takes the page numbers out of the lines, and the bars that close cells on lines of their own; what stands behind one is
/// as far from the line before as it was.
pub(super) fn take_page_numbers(lines: &[Line], source: &str) -> Option<(Vec<Line>, Vec<Span>)> {
    let number = |line: &Line| line.span.slice(source).is_some_and(is_page_number);
    let bar =
        |line: &Line| line.span.len() <= 3 && line.span.slice(source).is_some_and(|text| text.chars().all(is_bar));
    if !lines.iter().any(|line| number(line) || bar(line)) {
        return None;
    }
    let (mut kept, mut numbers) = (Vec::with_capacity(lines.len()), Vec::new());
    let text = |line: &Line| line.span.slice(source).unwrap_or_default();
    let first = lines.first().map_or("", text);
    let mut gap = 0usize;
    let mut behind_number = false;
    for &line in lines {
        let head = std::mem::take(&mut behind_number) && !first.is_empty() && text(&line) == first;
        if bar(&line) {
            gap = gap.max(line.gap).max(1);
        } else if head || number(&line) {
            // The line that opens the text comes again at the head of a page.
            behind_number = !head;
            numbers.push(line.span);
            gap = gap.max(line.gap);
        } else {
            kept.push(Line { gap: line.gap.max(std::mem::take(&mut gap)), ..line });
        }
    }
    Some((kept, numbers))
}

/// Whether a line is the number of a page.
fn is_page_number(text: &str) -> bool {
    if text.len() > MAX_PAGE_NUMBER || !text.starts_with(|c| matches!(c, '第' | '共' | '续' | '(' | '（') || is_dash(c))
    {
        return false;
    }
    let words: String = text.chars().filter(|&c| !is_blank(c)).collect();
    if matches!(words.trim_matches(|c| matches!(fold(c), '(' | ')')), "续表" | "续上表") {
        return true;
    }
    if let Some(inner) = words.strip_prefix(is_dash).and_then(|rest| rest.strip_suffix(is_dash)) {
        let inner = inner.trim_matches(is_dash);
        return is_number(inner);
    }
    let page = |part: &str| {
        let part = part.trim_matches(|c| matches!(fold(c), '/' | ','));
        let inner = part.strip_prefix(['第', '共']);
        inner.is_some_and(is_number)
    };
    let mut parts = words.split('页');
    let last = parts.next_back();
    last == Some("") && (1..=2).contains(&words.matches('页').count()) && parts.all(page)
}

/// How many lines at the end of a page may stand behind its signature.
const MAX_BEHIND: usize = 6;

/// The signature at the end of a text: the line of its date, after that of the unit that signs.
///
/// It must stand behind a text of some lines: a date alone signs nothing.
pub(super) fn signature(lines: &[Line], source: &str, vocabulary: &Vocabulary) -> Option<(Option<usize>, usize)> {
    const MIN_LINES: usize = 6;
    let text = |index: usize| lines.get(index).and_then(|line| line.span.slice(source));
    let mut last = lines.len().checked_sub(1)?;
    for _ in 0..MAX_BEHIND {
        if !text(last).is_some_and(|text| super::is_furniture(text, vocabulary)) {
            break;
        }
        last = last.checked_sub(1)?;
    }
    text(last).filter(|text| text.len() <= 48 && is_date(text))?;
    if last < MIN_LINES {
        return None;
    }
    let signs =
        |text: &str| text.len() <= 90 && !text.contains([':', '：', '。']) && vocabulary.units(text) == Units::Yes;
    let unit = last.checked_sub(1).filter(|&before| text(before).is_some_and(signs));
    Some((unit, last))
}

/// Whether a line is a date and nothing else, with its year, month and day.
fn is_date(text: &str) -> bool {
    let dated = text.ends_with('日') && text.contains('年') && text.contains('月');
    let plain = |c: char| digit(c).is_some() || is_blank(c) || "年月日○〇零一二三四五六七八九十".contains(c);
    dated && text.chars().all(plain)
}

/// The most lines of a caption.
const MAX_CAPTION: usize = 3;

/// How many lines before a header that comes again are the caption of what follows, and no cells of the table above it.
pub(super) fn caption_lines(lines: &[Line], source: &str, vocabulary: &Vocabulary) -> usize {
    let text = |line: &Line| line.span.slice(source).unwrap_or_default();
    let above = |line: &&Line| {
        is_annex(text(line)) || names_units(text(line), vocabulary) || is_caption(line, source, vocabulary)
    };
    lines.iter().rev().take(MAX_CAPTION).take_while(above).count()
}

/// Whether a line over a table says who answers for all its rows: 责任单位：市教育局
pub(crate) fn names_units(text: &str, vocabulary: &Vocabulary) -> bool {
    text.len() <= MAX_UNITS_LINE
        && super::prose::key_value(text, vocabulary).is_some_and(|(key, value)| {
            vocabulary.header_word(key).is_some_and(|word| word.role.is_units())
                && text.get(value..).is_some_and(|units| vocabulary.units(units) == Units::Yes)
        })
}

/// The longest line of units over a table, in bytes.
const MAX_UNITS_LINE: usize = 150;

/// Whether a line names a file to be fetched: 附件：2016年进展情况表.doc
pub(super) fn is_attachment(text: &str) -> bool {
    const LONGEST: usize = 120;
    const KINDS: [&str; 12] = ["doc", "docx", "xls", "xlsx", "pdf", "wps", "et", "zip", "rar", "ofd", "ppt", "pptx"];
    let kind = text.rsplit_once('.').map(|(_, kind)| crate::text::trim_end(kind));
    !crate::text::exceeds(text, LONGEST)
        && kind.is_some_and(|kind| KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind)))
}

/// Whether a line is the number of an annex and no more: 附件2, 附表1：
fn is_annex(text: &str) -> bool {
    Phrases::builtin().annex.behind(text).is_some_and(|rest| {
        let rest = rest.trim_end_matches([':', '：']);
        !is_longer(rest, 3)
            && rest.chars().all(|c| digit(c).is_some() || is_blank(c) || "一二三四五六七八九十".contains(c))
    })
}

/// Whether a line is the caption of rows or of a table: by its last words, or by a year before a word for what follows.
pub(super) fn is_caption(line: &Line, source: &str, vocabulary: &Vocabulary) -> bool {
    line.gap > 0 && reads_as_caption(line.span.slice(source).unwrap_or_default(), vocabulary)
}

/// The same of a text, wherever it stands.
pub(crate) fn reads_as_caption(text: &str, vocabulary: &Vocabulary) -> bool {
    let phrases = Phrases::builtin();
    let dated = || {
        text.chars().take(4).filter(|&c| digit(c).is_some()).count() == 4
            && text.contains('年')
            && phrases.dated.end(text)
    };
    text.len() <= 90
        && !text.contains(['。', ',', '，', ';', '；'])
        && (dated() || phrases.caption.end(text) && vocabulary.cues.sum(text) <= 0)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–' | '―' | '─')
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.chars().count()) && text.chars().all(|c| digit(c).is_some())
}

/// Whether `next` repeats the header of the table that is open, which goes on behind it: its rows do not begin anew.
pub(super) fn goes_on(open: &Header, next: &Header, lines: &[Line], source: &str) -> bool {
    let text = |header: &Header| -> Vec<String> {
        let words =
            header.labels.iter().map(|label| label.lines.iter().filter_map(|line| line.slice(source)).collect());
        words.map(|label: String| crate::text::squash(&label).into_owned()).collect()
    };
    let anew = lines
        .get(next.end)
        .and_then(|line| line.span.slice(source))
        .is_none_or(|first| super::super::row_number(first).is_some_and(|number| number.value == 1));
    !anew && open.roles == next.roles && text(open) == text(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known() {
        for text in [
            "第 1 页 共 3 页",
            "第1页",
            "第2页/共12页",
            "第2页，共12页",
            "— 1 —",
            "-12-",
            "－ 3 －",
            "共3页",
            "——5——",
            "续表",
            "（续上表）",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in
            ["第1页新建公园", "-", "—", "——", "1", "-5", "第一批", "共3个", "第1页第2页第3页", "- 新建公园 -", "页"]
        {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
