//! Texts of a task with their place.

use serde::{Deserialize, Serialize};

use crate::document::ColumnRole;
use crate::span::Span;

/// A text, and where it stands.
///
/// ```
/// use zj_gov_report::Report;
///
/// let text = "|序号|工作内容|完成情况|\n|1|新建公园3个。(责任单位:市建设局)|已建成1个|\n";
/// let report = Report::from_text(text);
/// let requirement = report.tasks()[0].requirement().unwrap();
/// assert_eq!(requirement.text(), "新建公园3个。");
/// assert!(requirement.span().slice(text).unwrap().starts_with("新建公园3个。"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Passage {
    text: Box<str>,
    #[serde(flatten)]
    span: Span,
}

impl Passage {
    pub(crate) fn new(text: impl Into<Box<str>>, span: Span) -> Self {
        Self { text: text.into(), span }
    }

    /// The pieces of a text, a line each where they are paragraphs, at the span that covers them all.
    pub(crate) fn of(pieces: &[Span], source: &str, between: &str) -> Option<Self> {
        let span = pieces.first()?.cover(*pieces.last()?);
        let texts: Vec<&str> = pieces.iter().filter_map(|piece| piece.slice(source)).collect();
        Some(Self { text: texts.join(between).into(), span })
    }

    /// The text; its paragraphs are lines.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source from its start to its end; what was left out of the text lies inside.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}

/// A text in a column of its own beside requirement, progress, units and status.
///
/// ```
/// use zj_gov_report::Report;
///
/// let report = Report::from_text("|序号|目标任务|分管领导|进展情况|\n|1|新建公园|陈某|已完工。|\n");
/// let leader = report.tasks()[0].leaders().next().unwrap();
/// assert_eq!((leader.label(), leader.text()), ("分管领导", "陈某"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    role: ColumnRole,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
    #[serde(flatten)]
    passage: Passage,
}

impl Note {
    pub(crate) fn new(role: ColumnRole, label: impl Into<String>, passage: Passage) -> Self {
        Self { role, label: label.into(), passage }
    }

    /// What sort of column it stands in; `Unknown` for one whose label no vocabulary knows.
    #[must_use]
    pub const fn role(&self) -> ColumnRole {
        self.role
    }

    /// The label of its column, without blanks; empty where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The text; its paragraphs are lines.
    #[must_use]
    pub fn text(&self) -> &str {
        self.passage.text()
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.passage.span()
    }
}
