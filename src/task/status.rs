//! How far a task is.

use serde::{Deserialize, Serialize};

use super::facts::Path;
use crate::document::{StatusKind, Vocabulary, status_heading};
use crate::span::Span;

/// How far a task is: the words of the report and what they mean.
///
/// ```
/// use zj_gov_report::{Report, StatusKind};
///
/// let text = "|序号|工作任务|进展情况|进展状态|\n|1|新建公园3个|已建成1个|推进缓慢|\n";
/// let report = Report::from_text(text);
/// let status = report.tasks()[0].status().unwrap();
/// assert_eq!((status.text(), status.kind()), ("推进缓慢", StatusKind::Behind));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "进展状态")]
pub struct Status {
    text: Box<str>,
    kind: StatusKind,
    #[serde(flatten)]
    span: Span,
}

impl Status {
    pub(crate) fn new(text: impl Into<Box<str>>, kind: StatusKind, span: Span) -> Self {
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

/// The status that 是 or 否 is, under a label that asks.
///
/// ```text
/// label = "是否" status-word        是否达到序时进度: 是 is on schedule, 否 is behind; 是否滞后: the other way
/// ```
pub(super) fn answer(label: &str, text: &str, vocabulary: &Vocabulary) -> Option<StatusKind> {
    let asked = vocabulary.status(crate::text::squash(label).strip_prefix("是否")?)?;
    let yes = match text {
        "是" | "√" => true,
        "否" | "×" => false,
        _ => return None,
    };
    Some(match asked {
        StatusKind::Behind if yes => StatusKind::Behind,
        StatusKind::Behind => StatusKind::OnSchedule,
        asked if yes => asked,
        _ => StatusKind::Behind,
    })
}

/// The status that the nearest heading of statuses gives: 滞后项目.
pub(super) fn status_of_headings(path: &Path, vocabulary: &Vocabulary) -> Option<Status> {
    path.upwards().find_map(|(text, span)| {
        let (words, kind) = status_heading(text, vocabulary)?;
        // A heading of one line stands in the source as it is, so the words have a place of their own in it.
        let offset = (words.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let own = Span::new(offset, offset.saturating_add(words.len())).shift(span.start());
        Some(Status::new(words, kind, if text.len() == span.len() { own } else { span }))
    })
}
