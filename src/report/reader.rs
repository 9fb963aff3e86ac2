//! How a report is read: what is known beforehand, and with which vocabulary.

use chrono::NaiveDate;

use super::{Report, cover, frame, place};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Document, Vocabulary, decode};
use crate::error::Error;
#[cfg(not(feature = "html"))]
use crate::error::ErrorKind;
use crate::metric::MetricParser;
use crate::region::PlaceContext;
use crate::span::Span;
use crate::task::{KnownNames, read_tasks};

/// Reads reports with what the caller knows of them.
///
/// ```
/// use zj_gov_report::ReportReader;
///
/// let reader = ReportReader::new().region("舟山市").year(2021);
/// let report = reader.read_text("序号\n\n工作内容\n\n完成情况\n\n1\n\n新建公园3个。\n\n已建成1个。\n");
/// assert_eq!((report.region(), report.year()), (Some("舟山市"), Some(2021)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct ReportReader {
    region: Option<String>,
    year: Option<i32>,
    published: Option<NaiveDate>,
    vocabulary: Option<Vocabulary>,
}

impl ReportReader {
    /// A reader that knows nothing beforehand and uses the vocabulary of the crate.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The region that the reports are about, by its full name: 舟山市. It counts for more than what the report says.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The year that the reports are about. It counts for more than what the report says.
    #[must_use]
    pub const fn year(mut self, year: i32) -> Self {
        self.year = Some(year);
        self
    }

    /// The day of publication, where the report does not say it.
    #[must_use]
    pub const fn published(mut self, published: NaiveDate) -> Self {
        self.published = Some(published);
        self
    }

    /// The words by which documents are taken apart.
    #[must_use]
    pub fn vocabulary(mut self, vocabulary: Vocabulary) -> Self {
        self.vocabulary = Some(vocabulary);
        self
    }

    fn words(&self) -> &Vocabulary {
        self.vocabulary.as_ref().unwrap_or_else(|| Vocabulary::builtin())
    }

    /// Reads a text.
    #[must_use]
    pub fn read_text(&self, text: &str) -> Report {
        self.read_document(&Document::from_text_with(text, self.words()))
    }

    /// Reads a file: text or, with feature `html`, a web page.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotText`](crate::ErrorKind::NotText), as [`Report::from_bytes`].
    pub fn read_bytes(&self, bytes: &[u8]) -> Result<Report, Error> {
        self.read_document_of(bytes).map(|document| self.read_document(&document))
    }

    /// Turns a file into a document: for who wants its tables and its source as well.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotText`](crate::ErrorKind::NotText), as [`Report::from_bytes`].
    pub fn read_document_of(&self, bytes: &[u8]) -> Result<Document, Error> {
        let (text, _, broken) = decode(bytes)?;
        if looks_like_html(&text) {
            return self.html(&text, broken);
        }
        let mut document = Document::from_text_with(&text, self.words());
        note_broken(&mut document, broken);
        Ok(document)
    }

    /// Reads a web page.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotText`](crate::ErrorKind::NotText), as [`Report::from_html`].
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    pub fn read_html(&self, bytes: &[u8]) -> Result<Report, Error> {
        let (text, _, broken) = decode(bytes)?;
        self.html(&text, broken).map(|document| self.read_document(&document))
    }

    #[cfg(feature = "html")]
    #[expect(clippy::unnecessary_wraps, reason = "without the feature the same call refuses the page")]
    fn html(&self, text: &str, broken: usize) -> Result<Document, Error> {
        let mut document = Document::from_html_with(text, self.words());
        note_broken(&mut document, broken);
        Ok(document)
    }

    #[cfg(not(feature = "html"))]
    #[expect(clippy::unused_self, reason = "the same call reads the page where the feature is on")]
    fn html(&self, text: &str, _broken: usize) -> Result<Document, Error> {
        let message = "expected text, found a web page; feature `html` reads those";
        Err(Error::new(ErrorKind::NotText, Span::new(0, text.len().min(1)), message))
    }

    /// Reads a document.
    #[must_use]
    pub fn read_document(&self, document: &Document) -> Report {
        let metadata = document.metadata().clone();
        let published = metadata.published().or(self.published);
        let frame = frame::of(metadata.title(), document.source(), published, self.year);
        let places = PlaceContext::new().with_year(frame.year);
        let home = match &self.region {
            Some(name) => places.regions().by_name(name, frame.year),
            None => place::of(document, &places),
        };
        let places = places.with_home(home.clone());
        let metrics = MetricParser::new().with_year(frame.year).with_published(published).with_home(home.clone());
        let mut facts = read_tasks(document, self.words(), &metrics);
        let mut known = KnownNames::new();
        for task in &mut facts.tasks {
            task.resolve_departments(&places, &mut known);
            task.shrink();
        }
        facts.tasks.shrink_to_fit();
        let mut diagnostics = document.diagnostics().to_vec();
        diagnostics.extend(facts.diagnostics);
        if facts.tasks.is_empty() {
            diagnostics.insert(0, nothing_read(document));
        }
        cover::name_the_rest(document, &facts.used, &mut diagnostics);
        diagnostics.shrink_to_fit();
        Report {
            format: super::Format,
            title: metadata.title().map(str::to_owned),
            publisher: metadata.publisher().map(str::to_owned),
            index_number: metadata.index_number().map(str::to_owned),
            published,
            region: self.region.clone().or_else(|| home.map(|home| home.name().to_owned())),
            year: frame.year,
            period: frame.period,
            tasks: facts.tasks,
            diagnostics,
            metadata,
            tables: facts.tables,
        }
    }
}

fn nothing_read(document: &Document) -> Diagnostic {
    let source = document.source();
    let message = if source.chars().all(crate::text::is_blank) {
        "the input is empty"
    } else if document.tables().any(|table| !table.roles().is_empty()) {
        "a table with a header but no rows that are tasks"
    } else {
        "no table of tasks, plan or yearbook entry was found"
    };
    Diagnostic::new(Code::NoTasks, Severity::Error, Span::new(0, source.len()), message)
}

fn note_broken(document: &mut Document, broken: usize) {
    if broken > 0 {
        let at = document.source().find('\u{fffd}').unwrap_or(0);
        let end = document
            .source()
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(at, |c| at.saturating_add(c.len_utf8()));
        let message = format!("{broken} characters are broken: the bytes are not in the encoding of the rest");
        document.note(Diagnostic::new(Code::Encoding, Severity::Warning, Span::new(at, end), message));
    }
}

/// Whether a text is a web page: it opens with a tag of one.
fn looks_like_html(text: &str) -> bool {
    let head = text.trim_start_matches(crate::text::is_blank);
    if !head.starts_with('<') {
        return false;
    }
    let head: String = head.chars().take(400).collect::<String>().to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<table",
        "<div",
        "<p>",
        "<p ",
        "<meta",
        "<!--",
        "<?xml",
        "<span",
        "<h1",
        "<script",
        "<style",
        "<article",
        "<section",
        "<title",
        "<tr",
        "<link",
    ]
    .iter()
    .any(|tag| head.starts_with(tag))
}
