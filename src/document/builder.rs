//! How a reader of some format makes a document.

use super::{Block, Document, Heading, Metadata, Table};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::span::Span;

/// Collects the pieces of a document in reading order; each piece of text is appended to the source.
///
/// ```
/// use zj_gov_report::document::DocumentBuilder;
///
/// let mut builder = DocumentBuilder::new();
/// builder.heading(1, "一、民生实事");
/// builder.paragraph("新建公园3个。");
/// assert_eq!(builder.build().source(), "一、民生实事\n新建公园3个。\n");
/// ```
#[derive(Clone, Debug, Default)]
#[doc(alias = "文档")]
pub struct DocumentBuilder {
    document: Document,
}

impl DocumentBuilder {
    /// A builder of an empty document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A builder over a source that is there already; blocks are then added by their spans.
    pub(crate) fn over(source: &str) -> Self {
        Self { document: Document { source: source.to_owned(), ..Document::default() } }
    }

    /// Appends `text` to the source, a line of its own, and returns where it stands: for the cells of a table.
    ///
    /// ```
    /// use zj_gov_report::document::DocumentBuilder;
    ///
    /// let mut builder = DocumentBuilder::new();
    /// let span = builder.text("已建成1个");
    /// assert_eq!(span.slice(builder.build().source()), Some("已建成1个"));
    /// ```
    pub fn text(&mut self, text: &str) -> Span {
        let start = self.document.source.len();
        self.document.source.push_str(text);
        let span = Span::new(start, self.document.source.len());
        self.document.source.push('\n');
        span
    }

    /// Appends a heading; `level` 1 is the highest.
    ///
    /// ```
    /// use zj_gov_report::document::{Block, DocumentBuilder};
    ///
    /// let mut builder = DocumentBuilder::new();
    /// builder.heading(2, "(一)公路");
    /// let document = builder.build();
    /// let Some(Block::Heading(heading)) = document.blocks().first() else { panic!("a heading") };
    /// assert_eq!((heading.level(), heading.span().slice(document.source())), (2, Some("(一)公路")));
    /// ```
    pub fn heading(&mut self, level: u8, text: &str) -> Span {
        let span = self.text(text);
        self.block(Block::Heading(Heading::new(level, span)));
        span
    }

    /// Appends a paragraph.
    ///
    /// ```
    /// use zj_gov_report::document::DocumentBuilder;
    ///
    /// let mut builder = DocumentBuilder::new();
    /// let span = builder.paragraph("新建农村公路120公里。");
    /// assert_eq!(span.slice(builder.build().source()), Some("新建农村公路120公里。"));
    /// ```
    pub fn paragraph(&mut self, text: &str) -> Span {
        let span = self.text(text);
        self.block(Block::Paragraph(span));
        span
    }

    /// Appends a table whose cells hold spans that [`text`](Self::text) returned.
    ///
    /// ```
    /// use zj_gov_report::Report;
    /// use zj_gov_report::document::{Cell, DocumentBuilder, Table};
    ///
    /// let mut builder = DocumentBuilder::new();
    /// let mut cells = Vec::new();
    /// for (row, texts) in [["序号", "工作内容", "完成情况"], ["1", "新建公园3个", "已建成公园1个"]].iter().enumerate() {
    ///     for (column, text) in texts.iter().enumerate() {
    ///         cells.push(Cell::new(row, column, [builder.text(text)]));
    ///     }
    /// }
    /// builder.table(Table::new(cells));
    /// let report = Report::from_document(builder.build());
    /// assert_eq!(report.tasks()[0].metrics()[0].to_string(), "公园1个");
    /// ```
    pub fn table(&mut self, table: Table) {
        self.block(Block::Table(table));
    }

    /// Sets what the page says about the document.
    pub fn metadata(&mut self, metadata: Metadata) {
        self.document.metadata = metadata;
    }

    pub(crate) fn block(&mut self, block: Block) {
        self.document.blocks.push(block);
    }

    pub(crate) fn report(&mut self, code: Code, severity: Severity, span: Span, message: impl Into<String>) {
        self.document.diagnostics.push(Diagnostic::new(code, severity, span, message));
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&Block) -> bool) {
        self.document.blocks.retain(keep);
    }

    #[cfg(feature = "html")]
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.document.blocks
    }

    /// Takes back the last one or two short paragraphs if they are the caption of the table that follows: `表6`, and a
    /// line that ends with 表.
    pub(crate) fn take_caption(&mut self) -> Option<Span> {
        let mut caption: Option<Span> = None;
        while let Some(Block::Paragraph(span)) = self.document.blocks.last() {
            let text = span.slice(&self.document.source).unwrap_or_default();
            let short = !crate::text::is_longer(text, 40);
            let numbered =
                text.strip_prefix('表').is_some_and(|rest| rest.starts_with(|c| crate::text::digit(c).is_some()));
            let unit = text.starts_with("单位:") || text.starts_with("单位：");
            if !short || !(text.ends_with('表') || numbered || unit) {
                break;
            }
            caption = Some(caption.map_or(*span, |caption| span.cover(caption)));
            self.document.blocks.pop();
        }
        caption
    }

    /// The document.
    #[must_use]
    pub fn build(self) -> Document {
        self.document
    }
}
