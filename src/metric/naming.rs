//! The text of a phrase as the name of an indicator or a place.

use crate::limits::MAX_NAME_CHARS;
use crate::span::Span;
use crate::text::squash;

/// The phrase without a bracket at its end that is longer than what stands before it: 洋江西路(中梅路至云东路段).
fn without_explanation(phrase: &str) -> &str {
    // Few phrases end in a bracket, and that of full width in this byte.
    if !matches!(phrase.as_bytes(), [.., b')' | 0x89]) {
        return phrase;
    }
    let Some(inner) = phrase.strip_suffix([')', '）']) else { return phrase };
    let Some(open) = inner.find(['(', '（']).filter(|&open| open > 0) else { return phrase };
    let (name, bracket) = phrase.split_at_checked(open).unwrap_or((phrase, ""));
    let explains = bracket.chars().count() > name.chars().count().saturating_mul(2).saturating_add(2);
    // 县(市、区) is one name.
    if explains && name.chars().nth(1).is_some() { name.trim_end() } else { phrase }
}

/// The text of a phrase as an indicator: without blanks; a phrase beyond the limit is no name.
pub(crate) fn name(text: &str, span: Span) -> String {
    let phrase = without_explanation(span.slice(text).unwrap_or_default());
    let long = phrase.len() > MAX_NAME_CHARS && phrase.chars().nth(MAX_NAME_CHARS).is_some();
    match phrase {
        _ if long => String::new(),
        plain if is_plain(plain) => plain.to_owned(),
        _ => squash(phrase).into_owned(),
    }
}

/// Whether a text is Chinese characters and printed ones of ASCII, none of which is a blank.
fn is_plain(text: &str) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            // U+4000 to U+9FFF
            [0xe4..=0xe9, _, _, behind @ ..] | [b'!'..=b'~', behind @ ..] => behind,
            other => return other.is_empty(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_blank;

    /// A name without blanks is the oracle.
    #[test]
    fn plain_names_have_no_blanks() {
        let chars: Vec<char> =
            ('\0'..='\u{ffff}').filter(|&c| is_blank(c)).chain("增a5%、、（㐀鿿ﬀ\u{20000}é".chars()).collect();
        for text in
            chars.iter().flat_map(|c| [format!("{c}"), format!("产值{c}"), format!("{c}产值"), format!("a{c}产")])
        {
            let bare: String = text.chars().filter(|&c| !is_blank(c)).collect();
            assert_eq!(name(&text, Span::new(0, text.len())), bare, "{text:?}");
            assert!(!is_plain(&text) || bare == text, "{text:?}");
        }
        assert!(is_plain("规上工业增加值(GDP)"));
    }
}
