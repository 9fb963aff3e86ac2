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
        deny(law, text, (left, right));
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

/// The text with the digits 0 to 9 in full width.
pub fn wide(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }).collect()
}
