//! A document in no format: metadata, headings, paragraphs and tables of cells, each with its place in the source.
//!
//! Readers of formats make one of these; what reads tasks knows nothing else. The crate brings a reader for text
//! ([`Document::from_text`]) and, with feature `html`, one for web pages (`Document::from_html`). A reader for another
//! format, inside the crate or outside, fills a [`DocumentBuilder`]:
//!
//! ```
//! use zj_gov_report::document::{Cell, DocumentBuilder, Table};
//! use zj_gov_report::Report;
//!
//! let mut builder = DocumentBuilder::new();
//! builder.heading(1, "2024年重点工作进展情况表");
//! let mut cells = Vec::new();
//! for (row, texts) in [["序号", "工作内容", "进展情况"], ["1", "新建绿道10公里", "已建成6公里。"]].iter().enumerate() {
//!     for (column, text) in texts.iter().enumerate() {
//!         let span = builder.text(text);
//!         cells.push(Cell::new(row, column, [span]));
//!     }
//! }
//! builder.table(Table::new(cells));
//! let report = Report::from_document(builder.build());
//! assert_eq!(report.tasks()[0].progress().unwrap().text(), "已建成6公里。");
//! ```

mod builder;
mod cues;
mod encoding;
#[cfg(feature = "html")]
mod html;
mod look;
mod marker;
mod metadata;
mod phrases;
mod role;
mod table;
mod text;
mod units;
mod vocabulary;

pub use builder::DocumentBuilder;
pub use encoding::{Encoding, decode};
pub use metadata::{Metadata, MetadataEntry};
pub use role::ColumnRole;
pub use table::{Cell, Table};
pub use vocabulary::{StatusKind, Vocabulary};

pub(crate) use look::{Look, is_none, row_number};
pub(crate) use marker::{Marker, MarkerStyle, behind_bullets, marker};
pub(crate) use metadata::Page;
pub(crate) use phrases::Phrases;
pub(crate) use text::prose::{
    bracket_key, key_value, labelled_number, numbered_key, opens_entry, outline, status_heading, unit_heading,
};
pub(crate) use text::running::{names_units, reads_as_caption};
pub(crate) use text::{heading_level, is_broken_before, is_furniture};
pub(crate) use units::{Units, strip_bracket, unit_pieces};
#[cfg(feature = "html")]
pub(crate) use vocabulary::PageField;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// One piece of a document, in reading order.
///
/// ```
/// use zj_gov_report::Document;
/// use zj_gov_report::document::Block;
///
/// let document = Document::from_text("一、交通建设\n\n新建农村公路120公里,改造桥梁12座。\n");
/// assert!(matches!(document.blocks(), [Block::Heading(_), Block::Paragraph(_)]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "段落")]
pub enum Block {
    /// A line that stands over what follows it.
    #[doc(alias = "标题")]
    Heading(Heading),
    /// A paragraph of prose.
    #[doc(alias = "段落")]
    Paragraph(Span),
    /// A table.
    #[doc(alias = "表格")]
    Table(Table),
}

/// A line that stands over what follows it.
///
/// ```
/// use zj_gov_report::Document;
/// use zj_gov_report::document::Block;
///
/// let text = "一、交通建设\n\n新建农村公路120公里,改造桥梁12座。\n";
/// let document = Document::from_text(text);
/// let Block::Heading(heading) = &document.blocks()[0] else { panic!("a heading") };
/// assert_eq!(heading.span().slice(text), Some("一、交通建设"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "标题")]
pub struct Heading {
    level: u8,
    #[serde(flatten)]
    span: Span,
}

impl Heading {
    /// A heading of `level` (1 is the highest) at `span`.
    #[must_use]
    pub const fn new(level: u8, span: Span) -> Self {
        Self { level, span }
    }

    /// Its level; 1 is the highest.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.level
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }
}

/// A document: what the source says, in order, whatever format it came in.
///
/// All spans point into [`source`](Self::source). For text that is the text; for a web page it is the text that was
/// taken out of the page.
///
/// ```
/// use zj_gov_report::document::{Block, Document};
///
/// let text = "一、数字经济\n新建基站1500个。\n";
/// let document = Document::from_text(text);
/// assert!(matches!(document.blocks()[0], Block::Heading(_)));
/// assert!(matches!(document.blocks()[1], Block::Paragraph(span) if span.slice(text) == Some("新建基站1500个。")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "文档")]
pub struct Document {
    source: String,
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    blocks: Vec<Block>,
    #[serde(default)]
    diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Reads a text: tables whose cells stand on lines of their own or between bars or tabs, lists, plans, yearbooks.
    ///
    /// It cannot fail; what it could not place is a paragraph.
    ///
    /// ```
    /// use zj_gov_report::Document;
    ///
    /// let document = Document::from_text("序号\t工作内容\t完成情况\n1\t新建公园3个\t已建成1个\n");
    /// assert_eq!(document.tables().next().unwrap().rows(), 2);
    /// ```
    #[must_use]
    #[doc(alias = "文本")]
    pub fn from_text(text: &str) -> Self {
        Self::from_text_with(text, Vocabulary::builtin())
    }

    /// Reads a text with a vocabulary of your own.
    ///
    /// ```
    /// use zj_gov_report::Document;
    /// use zj_gov_report::document::{ColumnRole, Vocabulary};
    ///
    /// let vocabulary = Vocabulary::builtin().with_headers("label\trole\n攻坚成效\tprogress\n")?;
    /// let document = Document::from_text_with("|序号|工作任务|攻坚成效|\n|1|新建公园3个|已建成1个|\n", &vocabulary);
    /// assert_eq!(document.tables().next().unwrap().roles()[2], ColumnRole::Progress);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub fn from_text_with(text: &str, vocabulary: &Vocabulary) -> Self {
        text::read(text, vocabulary)
    }

    /// Reads a web page.
    ///
    /// Spans point into the text that is taken out of it: every block of the page is a line, inline text is joined
    /// without a separator, and what the page does not show is left out.
    ///
    /// ```
    /// use zj_gov_report::document::Document;
    ///
    /// let page = "<table><tr><td>序号<td>任务<td>进展情况<tr><td>1<td>新建<span>公园</span><td>已建成<b>1</b>个。</table>";
    /// let document = Document::from_html(page);
    /// assert_eq!(document.source(), "序号\n任务\n进展情况\n1\n新建公园\n已建成1个。\n");
    /// ```
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    #[must_use]
    pub fn from_html(page: &str) -> Self {
        Self::from_html_with(page, Vocabulary::builtin())
    }

    /// Reads a web page with a vocabulary of your own.
    ///
    /// ```
    /// use zj_gov_report::Document;
    /// use zj_gov_report::document::{ColumnRole, Vocabulary};
    ///
    /// let vocabulary = Vocabulary::builtin().with_headers("label\trole\n攻坚成效\tprogress\n")?;
    /// let page = "<table><tr><td>序号</td><td>工作任务</td><td>攻坚成效</td></tr>\
    ///     <tr><td>1</td><td>新建公园3个</td><td>已建成1个</td></tr></table>";
    /// let document = Document::from_html_with(page, &vocabulary);
    /// assert_eq!(document.tables().next().unwrap().roles()[2], ColumnRole::Progress);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    #[must_use]
    pub fn from_html_with(page: &str, vocabulary: &Vocabulary) -> Self {
        html::read(page, vocabulary)
    }

    /// The text that all spans point into.
    ///
    /// ```
    /// use zj_gov_report::Document;
    ///
    /// let text = "一、交通建设\n\n新建农村公路120公里,改造桥梁12座。\n";
    /// assert_eq!(Document::from_text(text).source(), text);
    /// ```
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What the page says about the document.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Its pieces, in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Its tables, in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    pub(crate) fn note(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What its reader could not make sense of.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
