//! Who answers for a task, where the text of the task says it: in a bracket, or after a label at its end.

use super::departments::{self, Assignment};
use crate::document::{ColumnRole, Units, Vocabulary, behind_bullets};
use crate::span::Span;
use crate::text::{any_bytes, char_at, fold, is_blank, squash, trim_end, trim_start};

/// What a bracket in a text says of who answers for it.
pub(crate) struct Embedded {
    /// The bracket, its signs included.
    pub(crate) bracket: Span,
    /// What stands after each label.
    pub(crate) values: Vec<(ColumnRole, Span)>,
}

/// The longest bracket that is looked into, in bytes.
const MAX_BRACKET: usize = 900;

/// Finds the brackets of a paragraph that name units or leaders.
///
/// ```text
/// embedded = open label ":" units { separator label ":" units } close      (牵头单位:市发改委;配合单位:市财政局)
///          | open units close                                              (市农业局), at the end, where `bare` allows it
/// open     = "(" | "[" | "【" | "〔"
/// ```
pub(crate) fn embedded(paragraph: Span, source: &str, vocabulary: &Vocabulary, bare: bool) -> Vec<Embedded> {
    let text = paragraph.slice(source).unwrap_or_default();
    let mut found = Vec::new();
    if !may_open(text) {
        return found;
    }
    let mut at = 0usize;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find(is_open)).map(|offset| at.saturating_add(offset)) {
        let width = char_at(text, open).map_or(1, char::len_utf8);
        let inner = open.saturating_add(width);
        at = inner;
        let Some(close) = closing(text, open) else { continue };
        let content = Span::new(inner, close.0).shift(paragraph.start());
        let mut values = keyed(content, source, vocabulary);
        let tail = text.get(close.1..).unwrap_or_default();
        if values.is_empty()
            && bare
            && open > 0
            && tail.trim_matches(|c| is_blank(c) || matches!(c, '。' | ';' | '；' | '.')).is_empty()
        {
            let names = content.slice(source).unwrap_or_default();
            if vocabulary.units(names) == Units::Yes {
                values.push((ColumnRole::Responsible, content));
            }
        }
        if !values.is_empty() {
            found.push(Embedded { bracket: Span::new(open, close.1).shift(paragraph.start()), values });
            at = close.1;
        }
    }
    found
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（' | '[' | '［' | '【' | '〔')
}

/// Whether a bracket may open in `text`; never `false` where one does.
fn may_open(text: &str) -> bool {
    // ［ is EF BC BB, （ EF BC 88, 【 E3 80 90, 〔 E3 80 94.
    any_bytes(text, |one, next, third| {
        (one == b'(')
            | (one == b'[')
            | ((one == 0xbc) & ((next == 0x88) | (next == 0xbb)))
            | ((one == 0xe3) & (next == 0x80) & (third & 0xfb == 0x90))
    })
}

/// Where the bracket that opens at `open` closes: before and after the sign. Nested brackets are passed over; one that
/// is never closed ends with the text.
fn closing(text: &str, open: usize) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    for (offset, c) in text.get(open..)?.char_indices() {
        if offset > MAX_BRACKET {
            return None;
        }
        match c {
            _ if is_open(c) => depth = depth.saturating_add(1),
            ')' | '）' | ']' | '］' | '】' | '〕' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let at = open.saturating_add(offset);
                    return Some((at, at.saturating_add(c.len_utf8())));
                }
            }
            _ => {}
        }
    }
    // The last sign of `(牵头单位:市府办(市大数据局)` closes the inner bracket and was to close the outer one too.
    (depth == 1).then_some((text.len(), text.len()))
}

/// Reads `label ":" value { label ":" value }`; nothing if the text does not start with a label of units or leaders.
pub(crate) fn keyed(content: Span, source: &str, vocabulary: &Vocabulary) -> Vec<(ColumnRole, Span)> {
    let text = content.slice(source).unwrap_or_default();
    let mut values: Vec<(ColumnRole, Span)> = Vec::new();
    let Some((role, mut value)) = label_at(text, behind_bullets(text), vocabulary) else { return values };
    let mut open = role;
    let mut at = value;
    while let Some(c) = char_at(text, at) {
        let parted = matches!(fold(c), ';' | ',' | '。' | '、' | '，') || is_blank(c);
        at = at.saturating_add(c.len_utf8());
        if parted && let Some((role, next)) = label_at(text, at, vocabulary) {
            values.push((open, trimmed(text, value, at)));
            (open, value, at) = (role, next, next);
        }
    }
    values.push((open, trimmed(text, value, text.len())));
    values.into_iter().map(|(role, span)| (role, span.shift(content.start()))).collect()
}

/// A label of units or leaders with its colon at `at`, and where its value starts.
pub(super) fn label_at(text: &str, at: usize, vocabulary: &Vocabulary) -> Option<(ColumnRole, usize)> {
    let rest = text.get(at..)?;
    let start = at.saturating_add(rest.len().saturating_sub(trim_start(rest).len()));
    let colon = text.get(start..)?.char_indices().take(14).find(|&(_, c)| matches!(fold(c), ':' | '丨' | '|'))?;
    let word = vocabulary.header_word(text.get(start..start.saturating_add(colon.0))?)?;
    let known = word.role.is_units() || word.role == ColumnRole::Leader;
    known.then_some((word.role, start.saturating_add(colon.0).saturating_add(colon.1.len_utf8())))
}

fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let value = text.get(from..to).unwrap_or_default();
    let left = trim_start(value);
    let inner = left.trim_end_matches(|c| is_blank(c) || matches!(c, ';' | '；' | '。' | ',' | '，' | '、'));
    let start = from.saturating_add(value.len().saturating_sub(left.len()));
    Span::new(start, start.saturating_add(inner.len()))
}

/// How long a label is that may stand behind a lost mark, in characters: 责任单位.
const LABEL: usize = 4;

/// How far from its end a paragraph may name those who answer for it, in bytes.
const MAX_TRAILING: usize = 600;

/// The labels with their values at the end of a paragraph: `新建公园3个。责任单位:市建设局`. Where they start, and what they say.
fn trailing(paragraph: Span, source: &str, vocabulary: &Vocabulary) -> Option<(usize, Vec<(ColumnRole, Span)>)> {
    let text = paragraph.slice(source)?;
    let mut reach = text.len().saturating_sub(MAX_TRAILING);
    while !text.is_char_boundary(reach) {
        reach = reach.saturating_add(1);
    }
    let tail = text.get(reach..)?;
    // Every label has a colon.
    if !tail.contains(':') && !tail.contains('：') {
        return None;
    }
    let named = |values: &[(ColumnRole, Span)], surely: bool| {
        values.iter().all(|(role, value)| {
            // A name may be broken over two lines.
            let units = || value.slice(source).map(|names| vocabulary.units(&squash(names)));
            !role.is_units()
                || units().is_some_and(|units| if surely { units == Units::Yes } else { units != Units::No })
        })
    };
    let values = |start: usize| {
        let place = paragraph.start().saturating_add(start);
        (place, keyed(Span::new(place, paragraph.end()), source, vocabulary))
    };
    for (offset, c) in tail.char_indices() {
        let start = reach.saturating_add(offset).saturating_add(c.len_utf8());
        let parted =
            !crate::region::is_han(c) && (matches!(fold(c), '。' | ';') || is_blank(c) && !matches!(c, '\n' | '\r'));
        if !parted || label_at(text, start, vocabulary).is_none() {
            continue;
        }
        let (place, values) = values(start);
        if named(&values, false) && !values.is_empty() {
            return Some((place, values));
        }
    }
    // 达到4.1人|责任单位:市卫健委: the mark before the label is lost.
    let labels = tail.match_indices([':', '：']).filter_map(|(colon, _)| {
        let (label, _) = tail.get(..colon)?.char_indices().rev().nth(LABEL.saturating_sub(1))?;
        let word = vocabulary.header_word(tail.get(label..colon)?)?;
        (word.role.is_units() && label > 0).then_some(reach.saturating_add(label))
    });
    labels.map(values).find(|(_, values)| named(values, true) && !values.is_empty())
}

/// What is left of a paragraph without the brackets that name units, those units, and the leaders named there.
pub(super) fn without_brackets(
    paragraph: Span,
    source: &str,
    vocabulary: &Vocabulary,
    bare: bool,
) -> (Vec<Span>, Vec<Assignment>, Vec<Span>) {
    let (mut pieces, mut units, mut leaders) = (Vec::new(), Vec::new(), Vec::new());
    let mut take = |values: &[(ColumnRole, Span)]| {
        let (named, led) = departments::of_labels(values, source, vocabulary);
        units.extend(named);
        leaders.extend(led);
    };
    let mut from = paragraph.start();
    let piece = |from: usize, to: usize| {
        let text = source.get(from..to).unwrap_or_default();
        let left = trim_start(text);
        let start = from.saturating_add(text.len().saturating_sub(left.len()));
        Span::new(start, start.saturating_add(trim_end(left).len()))
    };
    for found in embedded(paragraph, source, vocabulary, bare) {
        pieces.push(piece(from, found.bracket.start()));
        from = found.bracket.end();
        take(&found.values);
    }
    let mut end = paragraph.end();
    if let Some((start, values)) = trailing(Span::new(from, end), source, vocabulary) {
        end = start;
        take(&values);
    }
    pieces.push(piece(from, end));
    pieces.retain(|piece| !piece.is_empty());
    // A full stop after the bracket belongs to the sentence before it, a semicolon to the list; one that is alone says nothing.
    let text = |piece: &Span| piece.slice(source).unwrap_or_default();
    if pieces.len() > 1
        && let [.., before, last] = pieces.as_slice()
        && (text(before).ends_with(['。', ';', '；']) || matches!(text(last), ";" | "；"))
        && last.slice(source).is_some_and(|text| text.chars().all(|c| matches!(c, '。' | ';' | '；' | '.')))
    {
        pieces.pop();
    }
    (pieces, units, leaders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bracket_is_overlooked() {
        for c in ('\0'..='\u{ffff}').filter(|&c| is_open(c)) {
            for place in [0, 1, 30, 31, 32, 33, 100] {
                let text = format!("{}{c}", "a".repeat(place));
                assert!(may_open(&text) && may_open(&format!("{text}市、市")), "{c} at {place}");
            }
        }
        assert!(!may_open("完成投资3亿元,“十四五”期间新建公园3个；《规划》已印发）。"));
    }

    #[test]
    fn no_other_character_is_a_colon() {
        assert!(('\0'..=char::MAX).filter(|&c| fold(c) == ':').eq([':', '：']));
    }
}
