//! A report: its metadata, its tasks, and what a reader should know about them.
//!
//! ```
//! use zj_gov_report::{Report, ReportReader};
//!
//! let text = "|序号|工作内容|完成情况|责任单位|\n|1|新建公园3个|上半年建成公园1个|市建设局|\n";
//! // What the text does not say, the caller may know.
//! let report = ReportReader::new().with_region("舟山市").with_year(2024).read_text(text);
//! assert_eq!(report.tasks()[0].metrics()[0].to_string(), "2024年1-6月,公园1个");
//! assert_eq!(Report::from_text(text).region(), None);
//! ```

mod cover;
mod format;
mod frame;
mod place;
mod reader;
mod statement;

pub use format::FORMAT;
use format::Format;
pub use reader::ReportReader;
pub use statement::Statement;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Metadata, Table};
use crate::error::Error;
use crate::period::Period;
use crate::region::Region;
use crate::task::Task;

/// A progress report, a plan or the like, as read.
///
/// It serializes to the interchange format: `format` (its [version](FORMAT)), `title`, `publisher`, `index_number`, `published`, `region`, `year`,
/// `period`, `tasks`, `diagnostics`, and beside them `metadata` (every statement of the page with its place) and
/// `tables` (those that hold no tasks). Absent keys have their default value.
///
/// ```
/// use zj_gov_report::Report;
///
/// let text = "2024年民生实事进展情况表(1-9月)\n\n序号\n\n实事内容\n\n牵头单位\n\n进展情况\n\n\
///     1\n\n新建公园3个。\n\n市建设局\n\n已建成2个。\n\n2\n\n加装电梯40台。\n\n市建设局\n\n已完工31台。\n";
/// let report = Report::from_text(text);
/// assert_eq!(report.title(), Some("2024年民生实事进展情况表(1-9月)"));
/// assert_eq!(report.year(), Some(2024));
/// assert_eq!(report.period().unwrap().to_string(), "2024-01/2024-09");
/// assert_eq!(report.tasks().len(), 2);
/// assert_eq!(report.tasks()[1].progress().unwrap().text(), "已完工31台。");
///
/// let json = serde_json::to_string(&report).unwrap();
/// assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[doc(alias = "报告")]
pub struct Report {
    format: Format,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    tasks: Vec<Task>,
    diagnostics: Vec<Diagnostic>,
    #[serde(skip_serializing_if = "is_empty")]
    metadata: Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tables: Vec<Table>,
}

fn is_empty(metadata: &Metadata) -> bool {
    *metadata == Metadata::default()
}

impl Report {
    /// Reads a text. It cannot fail: what it could not read, the [diagnostics](Self::diagnostics) name.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园3个|已建成公园1个|\n");
    /// assert_eq!(report.tasks().len(), 1);
    /// assert_eq!(Report::from_text("").diagnostics()[0].message_zh(), "输入为空");
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        ReportReader::new().read_text(text)
    }

    /// Reads a file: text or, with feature `html`, a web page, in UTF-8 or GB18030.
    ///
    /// ```
    /// use zj_gov_report::{ErrorKind, Report};
    ///
    /// let error = Report::from_bytes(b"PK\x03\x04\x14\x00").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::NotText);
    /// assert_eq!(error.to_string(), "expected text or HTML, found a ZIP archive or an Office file (.docx, .xlsx)");
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotText`](crate::ErrorKind::NotText): a Word, Excel or PDF file, an archive, a picture, bytes in no
    /// known encoding; without feature `html` also a web page.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        ReportReader::new().read_bytes(bytes)
    }

    /// Reads a web page, in UTF-8 or GB18030, whatever it declares.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let page = "<table><tr><td>序号</td><td>工作内容</td><td>完成情况</td></tr>\
    ///     <tr><td>1</td><td>新建公园3个</td><td>已建成公园<b>1</b>个</td></tr></table>";
    /// let report = Report::from_html(page.as_bytes())?;
    /// assert_eq!(report.tasks()[0].metrics()[0].to_string(), "公园1个");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotText`](crate::ErrorKind::NotText), as [`from_bytes`](Self::from_bytes).
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    #[doc(alias = "网页")]
    pub fn from_html(bytes: &[u8]) -> Result<Self, Error> {
        ReportReader::new().read_html(bytes)
    }

    /// Reads a document, whatever format it came in.
    ///
    /// ```
    /// use zj_gov_report::Report;
    /// use zj_gov_report::document::DocumentBuilder;
    ///
    /// let mut builder = DocumentBuilder::new();
    /// builder.heading(1, "一、交通建设");
    /// builder.paragraph("加快路网建设。新建农村公路120公里。(责任单位:市交通局)");
    /// let report = Report::from_document(builder.build());
    /// assert_eq!(report.tasks()[0].headings(), ["一、交通建设"]);
    /// assert_eq!(report.tasks()[0].departments()[0].text(), "市交通局");
    /// ```
    #[must_use]
    pub fn from_document(document: Document) -> Self {
        ReportReader::new().read_document(&document)
    }

    /// The title.
    #[must_use]
    #[doc(alias = "标题")]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Who published it.
    #[must_use]
    #[doc(alias = "发布机构")]
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_deref()
    }

    /// The index number of the disclosure.
    #[must_use]
    #[doc(alias = "索引号")]
    pub fn index_number(&self) -> Option<&str> {
        self.index_number.as_deref()
    }

    /// The day on which it was published.
    #[must_use]
    #[doc(alias = "发布日期")]
    pub const fn published(&self) -> Option<NaiveDate> {
        self.published
    }

    /// The region that it reports on, by its full name.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "2024年嘉兴市民生实事进展情况表\n\n|序号|实事内容|进展情况|\n|1|新建公园10个。|已建成公园8个。|\n";
    /// assert_eq!(Report::from_text(text).region(), Some("嘉兴市"));
    /// ```
    #[must_use]
    #[doc(alias = "行政区划")]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The region that it reports on, as the built-in registry has it under that name in that year; the interchange format
    /// holds the name alone. A region of your own registry: its `by_name` of [`region`](Self::region).
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "2015年临安市民生实事进展情况表\n\n|序号|实事内容|进展情况|\n|1|新建公园10个。|已建成公园8个。|\n";
    /// let home = Report::from_text(text).home().unwrap();
    /// assert_eq!((home.code(), home.parent().unwrap().name()), ("330185", "杭州市"));
    /// ```
    #[must_use]
    #[doc(alias = "行政区划")]
    pub fn home(&self) -> Option<Region> {
        let name = self.region()?;
        self.year.and_then(|year| Region::by_name_in(name, year)).or_else(|| Region::by_name(name))
    }

    /// The year that it reports on.
    #[must_use]
    #[doc(alias = "年度")]
    pub const fn year(&self) -> Option<i32> {
        self.year
    }

    /// The months that it reports on, where its title names them; where it only says the day as of which it speaks
    /// (截至9月底), that state.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "2024年民生实事前三季度进展情况表\n\n|序号|实事内容|进展情况|\n|1|新建公园10个。|已建成公园8个。|\n";
    /// assert_eq!(Report::from_text(text).period().unwrap().to_string(), "2024-01/2024-09");
    /// ```
    #[must_use]
    #[doc(alias = "报告期")]
    pub const fn period(&self) -> Option<Period> {
        self.period
    }

    /// Its tasks, in the order of the text.
    #[must_use]
    #[doc(alias = "任务")]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// What a reader should know: gaps, cells that lack, text that belongs to nothing.
    #[must_use]
    #[doc(alias = "诊断")]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What the page says about the document.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The tables that hold no tasks: statistics, and those whose header is not known. Their spans point into the
    /// [source of the document](Document::source).
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let text = "主要经济指标\n指标\t单位\t1-3月\t±%\n地区生产总值\t亿元\t812.3\t6.1\n工业用电量\t亿千瓦时\t45.6\t4.2\n";
    /// let report = Report::from_text(text);
    /// assert_eq!(report.tables().len(), 1);
    /// assert!(report.tasks().is_empty());
    /// ```
    #[must_use]
    #[doc(alias = "统计表")]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }
}
