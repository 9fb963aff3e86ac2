//! The characters of a rule, and the blanks that may stand between them.

use nom::IResult;

use crate::text::{fold, is_blank};

/// What a rule gives: the rest of the text and what it read. A rule fails without a reason; the caller knows what it asked for.
pub(super) type Read<'t, T> = IResult<&'t str, T, ()>;

/// A dash or a tilde of any width.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        fold(c),
        '-' | '~' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{223c}' | '\u{301c}' | '\u{2500}' | '\u{2501}' | '\u{fe63}'
    )
}

/// A quotation mark of any form.
pub(super) fn is_quote(c: char) -> bool {
    matches!(fold(c), '"' | '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』')
}

/// What a rule gives where it does not apply.
pub(super) fn fail<T>() -> Result<T, nom::Err<()>> {
    Err(nom::Err::Error(()))
}

/// `i` without up to four blanks; a line break is passed only where a word goes on.
#[inline]
pub(super) fn gap(i: &str, in_word: bool) -> &str {
    // Visible ASCII, and the characters from U+4000 to U+EFFF: no blank starts with any of these bytes.
    if matches!(i.as_bytes().first(), Some(b'!'..=b'~' | 0xe4..=0xee)) {
        return i;
    }
    blanks_skipped(i, in_word)
}

fn blanks_skipped(i: &str, in_word: bool) -> &str {
    let mut rest = i;
    for _ in 0..4 {
        let mut chars = rest.chars();
        match chars.next() {
            Some(c) if is_blank(c) && (in_word || (c != '\n' && c != '\r')) => rest = chars.as_str(),
            _ => break,
        }
    }
    rest
}

/// The character `c`, blanks before it passed over.
pub(super) fn literal(c: char, i: &str) -> Read<'_, ()> {
    let mut rest = gap(i, true).chars();
    let here = rest.next();
    if here == Some(c) || here.map(fold) == Some(c) { Ok((rest.as_str(), ())) } else { fail() }
}

/// The characters of `word`, one after the other.
pub(super) fn literals<'t>(word: &str, i: &'t str) -> Read<'t, ()> {
    let mut rest = i;
    for c in word.chars() {
        (rest, ()) = literal(c, rest)?;
    }
    Ok((rest, ()))
}

pub(super) fn starts(i: &str, word: &str) -> bool {
    literals(word, i).is_ok()
}
