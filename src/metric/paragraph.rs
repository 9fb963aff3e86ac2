//! Where a paragraph ends, and what opens an item of it.

use crate::period::{list_marker, may_mark};
use crate::text::{char_at, first_byte};

/// The byte after a list marker at `at`: `1.`, `(一)`, `①`.
pub(super) fn marker(text: &str, at: usize) -> Option<usize> {
    // A marker is short; the rest of the text is none of its business.
    const REACH: usize = 48;
    let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    let blanks = text.as_bytes().get(at..)?.iter().take(REACH).take_while(|byte| blank(byte)).count();
    if !char_at(text, at.saturating_add(blanks)).is_some_and(may_mark) {
        return None;
    }
    let mut end = text.len().min(at.saturating_add(REACH));
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    list_marker(text.get(at..end)?).map(|length| at.saturating_add(length))
}

/// Whether the line break at `at` ends a line of meaning, rather than wraps one: a blank line or a list marker follows.
pub(super) fn line_break(text: &str, at: usize) -> bool {
    let next = at.saturating_add(1);
    let after = text.get(next..).unwrap_or_default();
    after.strip_prefix('\r').unwrap_or(after).starts_with('\n') || marker(text, next).is_some()
}

/// The length of the first paragraph of `text`, its line break included.
pub(super) fn paragraph(text: &str) -> usize {
    let mut at = 0;
    while let Some(here) = first_byte(text, at, |byte| byte == b'\n') {
        at = here.saturating_add(1);
        if line_break(text, here) {
            return at;
        }
    }
    text.len()
}
