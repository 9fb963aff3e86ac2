//! What kind of page the paragraphs of a document are on.

use crate::document::{Block, ColumnRole, Document, Vocabulary, bracket_key, row_number};

/// Whether the paragraphs of a document are told by keys in brackets: what is to be done and what was done, or what was done
/// under each of several tasks.
pub(super) fn is_bracketed(document: &Document, vocabulary: &Vocabulary) -> bool {
    let (mut task, mut progress) = (false, 0usize);
    for block in document.blocks() {
        let Block::Paragraph(span) = block else { continue };
        let text = span.slice(document.source()).unwrap_or_default();
        let role =
            bracket_key(text, vocabulary).and_then(|(key, ..)| vocabulary.header_word(key)).map(|word| word.role);
        task |= role == Some(ColumnRole::Task);
        progress = progress.saturating_add(usize::from(role == Some(ColumnRole::Progress)));
        if progress > 1 || task && progress > 0 {
            return true;
        }
    }
    false
}

/// Whether numbers on lines of their own count what stands between them: 1, 2, 3, each over a paragraph.
pub(super) fn is_counted(document: &Document) -> bool {
    const LEAST: u32 = 3;
    /// The longest number, in bytes.
    const NUMBER: usize = 24;
    let mut count = 0u32;
    let mut over = true;
    for block in document.blocks() {
        let Block::Paragraph(span) = block else { continue };
        // Most paragraphs are no numbers.
        let text = span.slice(document.source()).filter(|text| text.len() <= NUMBER);
        let number = text.and_then(row_number).filter(|number| number.depth == 0);
        match number.map(|number| number.value) {
            Some(value) if over && value == count.saturating_add(1) => (count, over) = (value, false),
            Some(_) => {}
            None => over = true,
        }
        if count >= LEAST && over {
            return true;
        }
    }
    false
}
