//! What stands inside one paragraph of a list: the task, who answers for it, and what was done.
//!
//! ```text
//! item = asked '。' label ':' progress             新建公园3个。进展情况:已建成1个。
//!      | asked mark label ':' units '。' progress  农村改水工程,牵头部门:市水利局。2处水厂没有完工。
//!      | name ':' figures                          工业投资(第4项):增长11.3%,低于目标0.7个百分点。
//! ```

use super::embedded::label_at;
use crate::document::{ColumnRole, Units, Vocabulary, key_value};
use crate::span::Span;
use crate::text::{digit, is_blank, is_longer, skip_blanks, squash, trim_end, trim_start};

/// What is to be done and what was done, where a label inside the paragraph parts them: `新建公园3个。进展情况:已建成1个。`
pub(super) fn told_inline(pieces: Vec<Span>, source: &str, vocabulary: &Vocabulary) -> (Vec<Span>, Vec<Span>) {
    /// How long the label is at most, in characters.
    const LABEL: usize = 10;
    for (index, &piece) in pieces.iter().enumerate() {
        let text = piece.slice(source).unwrap_or_default();
        for (at, colon) in text.match_indices([':', '：']) {
            let head = text.get(..at).unwrap_or_default();
            // A label opens the piece, or stands behind a sentence.
            let start = head.char_indices().rev().take(LABEL).find(|&(_, c)| {
                matches!(c, '。' | ';' | '；' | ')' | '）' | ']' | '】') || is_blank(c) && !matches!(c, '\n' | '\r')
            });
            let start = match start {
                Some((end, c)) => end.saturating_add(c.len_utf8()),
                None if is_longer(head, LABEL) => continue,
                None => 0,
            };
            let told = head.get(start..).and_then(|label| vocabulary.header_word(label));
            if told.is_none_or(|word| word.role != ColumnRole::Progress) || index == 0 && start == 0 {
                continue;
            }
            let mut before = pieces.get(..index).unwrap_or_default().to_vec();
            let end = trim_end(text.get(..start).unwrap_or_default()).len();
            before.extend((end > 0).then(|| Span::new(piece.start(), piece.start().saturating_add(end))));
            let value = piece.start().saturating_add(at.saturating_add(colon.len()));
            let value = skip_blanks(source, value);
            let first = (value < piece.end()).then(|| Span::new(value, piece.end()));
            let rest = pieces.get(index.saturating_add(1)..).unwrap_or_default();
            return (before, first.into_iter().chain(rest.iter().copied()).collect());
        }
    }
    (pieces, Vec::new())
}

/// A task that names who answers for it before it says what was done.
pub(super) struct Answered {
    pub(super) asked: Span,
    pub(super) units: (ColumnRole, Span),
    /// What stands behind the units.
    pub(super) rest: Span,
}

/// Who answers for a task in the middle of its paragraph: behind them a sentence ends, and others follow.
pub(super) fn answered_inside(paragraph: Span, source: &str, vocabulary: &Vocabulary) -> Option<Answered> {
    /// How far into a paragraph the label may stand, in bytes.
    const REACH: usize = 240;
    let text = paragraph.slice(source)?;
    let marks = text.char_indices().take_while(|&(at, _)| at < REACH);
    let mut marks = marks.filter(|&(_, c)| matches!(c, ',' | '，' | '。' | ';' | '；'));
    // What a bracket says is read as such.
    let open = |at: usize| {
        let head = text.get(..at).unwrap_or_default();
        head.matches(['(', '（', '[', '【']).count() > head.matches([')', '）', ']', '】']).count()
    };
    let (end, role, value) = marks.find_map(|(at, c)| {
        let (role, value) = label_at(text, at.saturating_add(c.len_utf8()), vocabulary)?;
        (!open(at)).then_some((at, role, value))
    })?;
    let names = text.get(value..)?;
    let stop = names.find('。')?;
    let rest = names.get(stop.saturating_add('。'.len_utf8())..)?;
    let names = names.get(..stop)?;
    let named = role.is_units() && vocabulary.units(&squash(names)) != Units::No && !names.contains([':', '：']);
    let told = trim_start(rest);
    // What stands behind it may be one more label (完成时限:12月底), which is no progress.
    if !named || told.is_empty() || key_value(told, vocabulary).is_some() {
        return None;
    }
    let place = |start: usize, text: &str| {
        let left = trim_start(text);
        let start = start.saturating_add(text.len().saturating_sub(left.len()));
        Span::new(start, start.saturating_add(trim_end(left).len())).shift(paragraph.start())
    };
    Some(Answered {
        asked: place(0, text.get(..end)?),
        units: (role, place(value, names)),
        rest: place(text.len().saturating_sub(told.len()), told),
    })
}

/// A short name and the figures behind its colon.
pub(super) fn named_figures(piece: Span, source: &str) -> Option<(Span, Span)> {
    /// The longest name, in characters.
    const NAME: usize = 24;
    let text = piece.slice(source)?;
    let colon = text.char_indices().take(NAME.saturating_add(1)).find(|&(_, c)| matches!(c, ':' | '：'))?;
    let name = trim_end(text.get(..colon.0)?);
    let plain = !name.is_empty() && !name.contains(['。', ',', '，', ';', '；']);
    let start = skip_blanks(text, colon.0.saturating_add(colon.1.len_utf8()));
    let figures = text.get(start..)?;
    let states = figures.contains(|c| digit(c).is_some()) || figures.contains('。');
    (plain && states).then(|| {
        let place = |from: usize, to: usize| Span::new(from, to).shift(piece.start());
        (place(0, name.len()), place(start, text.len()))
    })
}
