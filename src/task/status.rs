//! How far a task is.

use serde::{Deserialize, Serialize};

use crate::document::StatusKind;
use crate::span::Span;

/// How far a task is: the words of the report and what they mean.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "进展状态")]
pub struct Status {
    text: String,
    kind: StatusKind,
    #[serde(flatten)]
    span: Span,
}

impl Status {
    pub(crate) fn new(text: impl Into<String>, kind: StatusKind, span: Span) -> Self {
        Self { text: text.into(), kind, span }
    }

    /// The words, line breaks removed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What they mean.
    #[must_use]
    pub const fn kind(&self) -> StatusKind {
        self.kind
    }

    /// Where they stand; a status that a heading gives stands in the heading.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}
