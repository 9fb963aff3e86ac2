//! What stops a parse, and where.

use std::error::Error as StdError;
use std::fmt;

use crate::span::Span;

/// Why a text could not be read as the one thing that it was said to be.
///
/// `parse` functions and `FromStr` return it. Reading a whole report never does so because of one bad row: that gives a
/// [`Diagnostic`](crate::Diagnostic). The type is one pointer wide.
///
/// ```
/// use zj_gov_report::{ErrorKind, Number};
///
/// let error = "两千x".parse::<Number>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Syntax);
/// assert_eq!(error.span().start(), 6);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[doc(alias = "错误")]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    span: Span,
    message: String,
}

/// What sort of error it is; its name is stable.
///
/// ```
/// use zj_gov_report::{ErrorKind, Number, Period, Quantity, Report, Unit};
///
/// assert_eq!("五x".parse::<Number>().unwrap_err().kind(), ErrorKind::Syntax);
/// assert_eq!(Period::read("2月30日", 2023).unwrap_err().kind(), ErrorKind::Range);
/// let land: Quantity = "3亩".parse()?;
/// assert_eq!(land.convert_to(&Unit::from("元")).unwrap_err().kind(), ErrorKind::Dimension);
/// assert_eq!(Report::from_bytes(b"%PDF-1.7").unwrap_err().kind(), ErrorKind::NotText);
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[doc(alias = "错误类型")]
pub enum ErrorKind {
    /// The text is not of the form that was asked for.
    #[doc(alias = "语法")]
    Syntax,
    /// A number does not fit a decimal of 28 digits.
    #[doc(alias = "溢出")]
    Overflow,
    /// A date that the calendar does not have, or a period that ends before it starts.
    #[doc(alias = "范围")]
    Range,
    /// A quantity cannot be turned into that unit.
    #[doc(alias = "量纲")]
    Dimension,
    /// The input is no text: an Office file, an archive, a PDF, or bytes in no known encoding.
    #[doc(alias = "非文本")]
    NotText,
    /// The input is larger or deeper than a [limit](crate::limits).
    #[doc(alias = "上限")]
    Limit,
    /// A registry row is malformed.
    #[doc(alias = "名录")]
    Registry,
}

impl ErrorKind {
    /// The stable name, for programs.
    ///
    /// ```
    /// assert_eq!(zj_gov_report::ErrorKind::NotText.code(), "not-text");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Overflow => "overflow",
            Self::Range => "range",
            Self::Dimension => "dimension",
            Self::NotText => "not-text",
            Self::Limit => "limit",
            Self::Registry => "registry",
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, span: Span, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, span, message: crate::text::message(message.into()) }))
    }

    /// What sort of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The bytes of the input that could not be read.
    ///
    /// ```
    /// use zj_gov_report::Number;
    ///
    /// let error = "两千x".parse::<Number>().unwrap_err();
    /// assert_eq!(error.span().slice("两千x"), Some("x"));
    /// ```
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// The message, the line it is about and a caret under the place, for a terminal.
    ///
    /// ```
    /// use zj_gov_report::Number;
    ///
    /// let error = "两千x".parse::<Number>().unwrap_err();
    /// let expected = "error[syntax]: expected the end of the number, found `x`\n1 | 两千x\n  |     ^";
    /// assert_eq!(error.render("两千x"), expected);
    /// ```
    #[must_use]
    pub fn render(&self, source: &str) -> String {
        format!("error[{}]: {self}\n{}", self.kind().code(), crate::diagnostic::caret(source, self.span()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, span, message } = &*self.0;
        write!(f, "Error({}, {}..{}, {message:?})", kind.code(), span.start(), span.end())
    }
}

impl StdError for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pointer_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
