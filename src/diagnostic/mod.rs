//! What a reader of a report should know about it: gaps, broken numbers, rows that could not be placed.
//!
//! ```
//! use zj_gov_report::{Code, Report};
//!
//! let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园3个|已建成1个|\n|4|加装电梯40台|已完工12台|\n");
//! let gap = &report.diagnostics()[0];
//! assert_eq!((gap.code(), gap.message_zh().as_str()), (Code::NumberGap, "序号为4，应为2，照原样保留"));
//! ```

mod wording;

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_width::UnicodeWidthStr;

use crate::names::names;
use crate::span::Span;

/// How much a [`Diagnostic`] matters.
///
/// ```
/// use zj_gov_report::{MetricParser, Severity};
///
/// let (_, diagnostics) = MetricParser::new().read("工业投资增长9.9.9%");
/// assert_eq!(diagnostics[0].severity(), Severity::Warning);
/// assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "严重程度")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    #[doc(alias = "提示")]
    Info,
    /// Something was read by a rule that may be wrong, or could not be read; its text is kept.
    #[doc(alias = "警告")]
    Warning,
    /// A part of the report is missing from the model.
    #[doc(alias = "错误")]
    Error,
}

names!(Severity { Info = "info", Warning = "warning", Error = "error" });

/// What a [`Diagnostic`] is about; the names are stable (`as_str`).
///
/// ```
/// use zj_gov_report::{Code, Report};
///
/// let table = "|序号|工作内容|完成情况|\n|1|新建公园3个|已建成1个|\n|4|加装电梯40台|已完工12台|\n";
/// let report = Report::from_text(table);
/// assert_eq!(report.diagnostics()[0].code(), Code::NumberGap);
/// assert_eq!(report.diagnostics()[0].code().as_str(), "number-gap");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[doc(alias = "诊断代码")]
pub enum Code {
    /// The input holds no table, plan or entry that a task could be read from.
    #[doc(alias = "无任务")]
    NoTasks,
    /// The page holds only a picture or an attachment.
    #[doc(alias = "附件")]
    OnlyAttachment,
    /// Row numbers skip, repeat or go back.
    #[doc(alias = "序号")]
    NumberGap,
    /// A row lacks a cell that its neighbours have.
    #[doc(alias = "缺格")]
    MissingCell,
    /// A table whose header no vocabulary knows; it is kept as a table.
    #[doc(alias = "表头")]
    UnknownHeader,
    /// A row that fits no column layout; its text is kept.
    #[doc(alias = "无归属行")]
    UnplacedRow,
    /// Text between tables and headings that belongs to no task.
    #[doc(alias = "无归属文字")]
    UnplacedText,
    /// Cells run together without a separator.
    #[doc(alias = "粘连")]
    GluedText,
    /// A number that the text has broken; it is not read.
    #[doc(alias = "残缺数字")]
    BrokenNumber,
    /// A metric that was left out because its reading is not certain.
    #[doc(alias = "存疑指标")]
    UncertainMetric,
    /// A unit, department or region that no registry knows; it is kept as written.
    #[doc(alias = "未知名称")]
    UnknownName,
    /// A name with several readings.
    #[doc(alias = "歧义")]
    AmbiguousName,
    /// A status that no vocabulary knows; it is kept as written.
    #[doc(alias = "状态")]
    UnknownStatus,
    /// Bytes that are not in the encoding that the page declares.
    #[doc(alias = "编码")]
    Encoding,
    /// A [limit](crate::limits) was reached; what lies beyond is kept as text.
    #[doc(alias = "上限")]
    Limit,
}

impl Code {
    /// The stable name.
    ///
    /// ```
    /// assert_eq!(zj_gov_report::Code::NumberGap.as_str(), "number-gap");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoTasks => "no-tasks",
            Self::OnlyAttachment => "only-attachment",
            Self::NumberGap => "number-gap",
            Self::MissingCell => "missing-cell",
            Self::UnknownHeader => "unknown-header",
            Self::UnplacedRow => "unplaced-row",
            Self::UnplacedText => "unplaced-text",
            Self::GluedText => "glued-text",
            Self::BrokenNumber => "broken-number",
            Self::UncertainMetric => "uncertain-metric",
            Self::UnknownName => "unknown-name",
            Self::AmbiguousName => "ambiguous-name",
            Self::UnknownStatus => "unknown-status",
            Self::Encoding => "encoding",
            Self::Limit => "limit",
        }
    }
}

/// One remark about the input, with its place.
///
/// ```
/// use zj_gov_report::{Code, Report};
///
/// let report = Report::from_text("序号\n\n内容\n\n进展情况\n\n");
/// assert_eq!(report.diagnostics()[0].code(), Code::NoTasks);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "诊断")]
pub struct Diagnostic {
    code: Code,
    severity: Severity,
    message: String,
    #[serde(flatten)]
    span: Span,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity, message: crate::text::message(message.into()), span }
    }

    /// What it is about.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// One line in English.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// One line in Chinese.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let report = Report::from_text("");
    /// assert_eq!(report.diagnostics()[0].message(), "the input is empty");
    /// assert_eq!(report.diagnostics()[0].message_zh(), "输入为空");
    /// ```
    #[must_use]
    pub fn message_zh(&self) -> String {
        wording::chinese(self.code, &self.message)
    }

    /// The bytes that it is about; empty where it is about the whole input.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The message, the line it is about and a caret under the place, for a terminal.
    ///
    /// ```
    /// use zj_gov_report::MetricParser;
    ///
    /// let text = "工业投资增长9.9.9%";
    /// let (_, diagnostics) = MetricParser::new().read(text);
    /// let expected = "warning[broken-number]: `9.9.9` is a number with several points; it is not read\n\
    ///     1 | 工业投资增长9.9.9%\n  |             ^^^^^";
    /// assert_eq!(diagnostics[0].render(text), expected);
    /// ```
    #[must_use]
    pub fn render(&self, source: &str) -> String {
        format!("{self}\n{}", caret(source, self.span))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code.as_str(), self.message)
    }
}

/// The line of `source` in which `span` starts, with its number, and carets under the span by display width.
///
/// What could move the cursor of a terminal or turn the direction of its text is shown as U+FFFD, a tab as a blank, and
/// of a long line the part around the span.
///
/// ```
/// use zj_gov_report::{Span, diagnostic::caret};
///
/// let text = "第一行\n增长9.9.9%";
/// assert_eq!(caret(text, Span::new(16, 21)), "2 | 增长9.9.9%\n  |     ^^^^^");
/// ```
#[must_use]
pub fn caret(source: &str, span: Span) -> String {
    let at = (0..=span.start().min(source.len())).rev().find(|&at| source.is_char_boundary(at)).unwrap_or_default();
    let (head, tail) = source.split_at_checked(at).unwrap_or((source, ""));
    let number = head.matches('\n').count().saturating_add(1).to_string();
    let before = head.rsplit('\n').next().unwrap_or_default();
    let after = tail.split('\n').next().unwrap_or_default();
    let after = after.trim_end_matches('\r');
    // At most so many characters on either side; the dots say that there are more.
    let skipped = before.char_indices().rev().nth(REACH).map(|(index, _)| index);
    let before = match skipped {
        Some(index) => format!("…{}", shown(before.get(index..).unwrap_or_default())),
        None => shown(before),
    };
    let marked = after.char_indices().take_while(|(offset, _)| at.saturating_add(*offset) < span.end());
    let marked = shown(&marked.take(REACH).map(|(_, c)| c).collect::<String>());
    let (after, more) = match after.char_indices().nth(REACH) {
        Some((index, _)) => (shown(after.get(..index).unwrap_or_default()), "…"),
        None => (shown(after), ""),
    };
    let pad = " ".repeat(before.width());
    let carets = "^".repeat(marked.width().max(1));
    let gutter = " ".repeat(number.len());
    format!("{number} | {before}{after}{more}\n{gutter} | {pad}{carets}")
}

/// How many characters of a line are shown on either side of the start of a span.
const REACH: usize = 120;

/// The text as a terminal may have it.
fn shown(text: &str) -> String {
    let shown = |c: char| match c {
        '\t' => ' ',
        _ if crate::text::is_unseen(c) => '\u{fffd}',
        _ => c,
    };
    text.chars().map(shown).collect()
}
