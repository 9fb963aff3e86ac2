//! Paragraphs beside the tasks: formulas that close a report, who gets a copy, who wrote a text or took a picture.

use crate::document::Phrases;
use crate::span::Span;
use crate::text::is_longer;

/// The longest of them but for the list of copies, in characters.
const MAX_CLOSING: usize = 40;

/// Whether a paragraph closes a report and belongs to no task (以上报告,请予审议。), asks something of all units, says who
/// issued it and when (…办公室 2月19日印发), or in a bracket who wrote the text or which figures count: （区政府督查室整理,7月9日）.
pub(super) fn closes(text: &str) -> bool {
    let phrases = Phrases::builtin();
    let edited = || text.starts_with(['(', '（']) && text.ends_with([')', '）']) && phrases.edited.stand_in(text);
    let asks = || text.starts_with('请') && text.ends_with('。') && phrases.request.stand_in(text);
    let issued = || text.ends_with("印发") && text.contains('日');
    let short = !is_longer(text, MAX_CLOSING);
    short && (phrases.closing.open(text) || phrases.note.label(text) || edited() || asks() || issued())
}

/// Who wrote a part of a yearbook, or took a picture in it: `(市医保局 提供)`.
pub(super) fn is_credit(text: &str) -> bool {
    text.starts_with(['(', '（']) && ends_with_credit(text)
}

/// Whether a short text ends with such a credit: the caption of a picture may stand before it.
pub(super) fn ends_with_credit(text: &str) -> bool {
    let inner = text.strip_suffix([')', '）']).unwrap_or_default();
    inner.contains(['(', '（']) && !is_longer(text, 120) && Phrases::builtin().credit.end(inner)
}

/// Whether a paragraph may be the caption of a picture: short, and no sentence.
pub(super) fn is_caption(span: Span, source: &str) -> bool {
    let text = span.slice(source).unwrap_or_default();
    !is_longer(text, 60) && !text.ends_with(['。', ';', '；', ',', '，', '、', ':', '：'])
}

/// Whether a paragraph says who gets a copy: 抄送：….
pub(super) fn names_copies(text: &str) -> bool {
    Phrases::builtin().copies.label(text)
}
