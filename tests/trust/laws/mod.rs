//! What holds of every input, whatever it is. The fuzz targets call these laws, and so do the tests, with the inputs
//! that broke one once, with hostile ones and with generated reports.
//!
//! Every law panics with what it found wrong; `deny` is the one place where it does.

pub mod json;
pub mod metrics;
pub mod numbers;
pub mod periods;
pub mod places;
pub mod reports;
pub mod scorecards;

use std::fmt::Debug;
use zj_gov_report::{Error, Span};

/// Says what is wrong, and where in the text.
#[track_caller]
pub fn deny(law: &str, text: &str, detail: impl Debug) -> ! {
    panic!("{law}: {detail:?}\nin {text:?}")
}

/// Fails where the two are not the same.
#[track_caller]
pub fn same<T: PartialEq + Debug>(law: &str, text: &str, left: &T, right: &T) {
    if left != right {
        // Of two long values the part that differs is enough.
        let (left, right) = (format!("{left:?}"), format!("{right:?}"));
        let shared = left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count();
        let part = |text: &str| text.chars().skip(shared.saturating_sub(60)).take(240).collect::<String>();
        deny(law, text, (part(&left), part(&right)));
    }
}

/// What was found stands in order, nothing shares a byte, and every place slices the text to what was read.
#[track_caller]
pub fn in_order<'a>(law: &str, text: &str, found: impl IntoIterator<Item = (Span, Option<&'a str>)>) {
    let mut end = 0;
    for (span, written) in found {
        if span.start() < end || span.is_empty() {
            deny(law, text, ("out of order, shared or empty", span));
        }
        end = span.end();
        placed(law, text, span, written);
    }
}

/// A place lies in the text, on character boundaries, and slices it to what was read.
#[track_caller]
pub fn placed(law: &str, text: &str, span: Span, written: Option<&str>) {
    match span.slice(text) {
        None => deny(law, text, ("leaves the text or cuts a character", span)),
        Some(slice) if written.is_some_and(|written| written != slice) => deny(law, text, (span, slice, written)),
        Some(_) => {}
    }
}

/// An error names a place in the input, and both ways to print it work.
#[track_caller]
pub fn refusal(law: &str, text: &str, error: &Error) {
    placed(law, text, error.span(), None);
    if error.to_string().is_empty() || error.to_string().contains('\n') && !text.contains('\n') {
        deny(law, text, error);
    }
}

/// The text with the digits 0 to 9 in full width, and the commas between them, which separate thousands. A text that
/// mixes widths stays as it is: there the width tells a separator from a comma. So does one with a web address, which is ASCII.
pub fn wide(text: &str) -> String {
    if text.contains(|c| matches!(c, '０'..='９' | '，')) || text.to_ascii_lowercase().contains("http") {
        return text.to_owned();
    }
    let mut chars = text.chars().peekable();
    let (mut wide, mut digit) = (String::with_capacity(text.len() * 3), false);
    while let Some(c) = chars.next() {
        let comma = c == ',' && digit && chars.peek().is_some_and(char::is_ascii_digit);
        digit = c.is_ascii_digit();
        let full = if digit || comma { char::from_u32(c as u32 + 0xfee0) } else { None };
        wide.push(full.unwrap_or(c));
    }
    wide
}
