//! How a report is read: what is known beforehand, and with which vocabulary.

use crate::text::trim_start;
use chrono::NaiveDate;
use std::sync::Arc;

use super::{Report, cover, frame, place};
use crate::department::DepartmentRegistry;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Document, Vocabulary, decode};
use crate::error::Error;
#[cfg(not(feature = "html"))]
use crate::error::ErrorKind;
use crate::indicator::Indicators;
use crate::metric::MetricParser;
use crate::quantity::Units;
use crate::region::{PlaceContext, Region, RegionRegistry};
use crate::span::Span;
use crate::task::{KnownNames, read_tasks};

/// Reads reports with what the caller knows of them.
///
/// ```
/// use zj_gov_report::ReportReader;
///
/// let reader = ReportReader::new().with_region("舟山市").with_year(2021);
/// let report = reader.read_text("序号\n\n工作内容\n\n完成情况\n\n1\n\n新建公园3个。\n\n已建成1个。\n");
/// assert_eq!((report.region(), report.year()), (Some("舟山市"), Some(2021)));
/// ```
/// Its own registries (units, indicators, places, offices, labels of columns) reach the whole report. They are shared: a
/// clone of a reader costs nothing, and threads can read with one.
///
/// ```
/// use zj_gov_report::{Indicators, ReportReader, Units};
///
/// let reader = ReportReader::new()
///     .with_units(Units::builtin().with_tsv("unit\tdimension\tnumerator\tdenominator\n石\tmass\t60\t1\n")?)
///     .with_indicators(Indicators::builtin().with_tsv("id\tname\nrice-bought\t稻谷收购量\n")?);
/// let report = reader.read_text("|序号|工作内容|完成情况|\n|1|做好收购|稻谷收购量250石|\n");
/// let metric = &report.tasks()[0].metrics()[0];
/// assert_eq!(metric.unit().dimension(), "mass");
/// assert_eq!(metric.indicator().known().unwrap().id(), "rice-bought");
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[doc(alias = "报告")]
pub struct ReportReader {
    region: Option<String>,
    home: Option<Region>,
    year: Option<i32>,
    published: Option<NaiveDate>,
    vocabulary: Option<Arc<Vocabulary>>,
    units: Option<Arc<Units>>,
    indicators: Option<Arc<Indicators>>,
    regions: Option<Arc<RegionRegistry>>,
    departments: Option<Arc<DepartmentRegistry>>,
}

impl ReportReader {
    /// A reader that knows nothing beforehand and uses the vocabulary of the crate.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The region that the reports are about, by its full name: 舟山市. It counts for more than what the report says.
    ///
    /// ```
    /// use zj_gov_report::ReportReader;
    ///
    /// let text = "|序号|工作内容|完成情况|责任单位|\n|1|新建公园3个|已建成1个|市建设局|\n";
    /// let report = ReportReader::new().with_region("舟山市").with_year(2021).read_text(text);
    /// assert_eq!(report.tasks()[0].departments()[0].department().unwrap().name(), "舟山市住房和城乡建设局");
    /// ```
    #[must_use]
    #[doc(alias = "地区")]
    pub fn with_region(mut self, region: impl Into<String>) -> Self {
        (self.region, self.home) = (Some(region.into()), None);
        self
    }

    /// The region that the reports are about, as [`with_region`](Self::with_region), where its name would not tell:
    /// 普陀区 is one of 舟山 and one of 上海.
    ///
    /// ```
    /// use zj_gov_report::{Region, ReportReader};
    ///
    /// let reader = ReportReader::new().with_home(Region::by_code("310107").unwrap());
    /// assert_eq!(reader.read_text("").region(), Some("普陀区"));
    /// ```
    #[must_use]
    #[doc(alias = "地区")]
    pub fn with_home(mut self, home: impl Into<Option<Region>>) -> Self {
        self.home = home.into();
        self.region = self.home.as_ref().map(|home| home.name().to_owned());
        self
    }

    /// The year that the reports are about. It counts for more than what the report says.
    ///
    /// ```
    /// use zj_gov_report::ReportReader;
    ///
    /// let text = "|序号|工作内容|完成情况|\n|1|新建公园3个|上半年建成公园1个|\n";
    /// let report = ReportReader::new().with_year(2021).read_text(text);
    /// assert_eq!(report.tasks()[0].metrics()[0].period().unwrap().to_string(), "2021-01/2021-06");
    /// ```
    #[must_use]
    #[doc(alias = "年度")]
    pub fn with_year(mut self, year: impl Into<Option<i32>>) -> Self {
        self.year = year.into();
        self
    }

    /// The day of publication, where the report does not say it.
    ///
    /// ```
    /// use zj_gov_report::ReportReader;
    ///
    /// let text = "|序号|工作内容|完成情况|\n|1|新建公园3个|上半年建成公园1个|\n";
    /// let report = ReportReader::new().with_published("2021-08-02".parse().ok()).read_text(text);
    /// assert_eq!(report.published().unwrap().to_string(), "2021-08-02");
    /// assert_eq!(report.tasks()[0].metrics()[0].period().unwrap().to_string(), "2021-01/2021-06");
    /// ```
    #[must_use]
    #[doc(alias = "发布日期")]
    pub fn with_published(mut self, published: impl Into<Option<NaiveDate>>) -> Self {
        self.published = published.into();
        self
    }

    /// The words by which documents are taken apart.
    ///
    /// ```
    /// use zj_gov_report::ReportReader;
    /// use zj_gov_report::document::Vocabulary;
    ///
    /// let vocabulary = Vocabulary::builtin().with_headers("label\trole\n攻坚成效\tprogress\n")?;
    /// let report = ReportReader::new().with_vocabulary(vocabulary).read_text("|序号|工作任务|攻坚成效|\n|1|新建公园3个|已建成1个|\n");
    /// assert_eq!(report.tasks()[0].progress().unwrap().text(), "已建成1个");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub fn with_vocabulary(mut self, vocabulary: impl Into<Arc<Vocabulary>>) -> Self {
        self.vocabulary = Some(vocabulary.into());
        self
    }

    /// Other units than the built-in ones.
    ///
    /// ```
    /// use zj_gov_report::{ReportReader, Units};
    ///
    /// let units = Units::builtin().with_tsv("unit\tdimension\tnumerator\tdenominator\n石\tmass\t60\t1\n")?;
    /// let report = ReportReader::new().with_units(units).read_text("|序号|工作内容|完成情况|\n|1|收购稻谷|收购稻谷250石|\n");
    /// assert_eq!(report.tasks()[0].metrics()[0].unit().dimension(), "mass");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "单位")]
    pub fn with_units(mut self, units: impl Into<Arc<Units>>) -> Self {
        self.units = Some(units.into());
        self
    }

    /// Other indicators than the built-in ones.
    ///
    /// ```
    /// use zj_gov_report::{Indicators, ReportReader};
    ///
    /// let indicators = Indicators::builtin().with_tsv("id\tname\nlibrary-loans\t图书借阅量\n")?;
    /// let reader = ReportReader::new().with_indicators(indicators);
    /// let report = reader.read_text("|序号|工作内容|完成情况|\n|1|推广阅读|图书借阅量32万册次|\n");
    /// assert_eq!(report.tasks()[0].metrics()[0].indicator().known().unwrap().id(), "library-loans");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "指标")]
    pub fn with_indicators(mut self, indicators: impl Into<Arc<Indicators>>) -> Self {
        self.indicators = Some(indicators.into());
        self
    }

    /// Other divisions and zones than the built-in ones.
    ///
    /// ```
    /// use zj_gov_report::{ReportReader, region::RegionRegistry};
    ///
    /// let own = "code\tname\tkind\tplace\nzone:云栖茶谷\t云栖茶谷\tzone\t330106\n";
    /// let regions = RegionRegistry::builtin().clone().with_tsv(own)?;
    /// let reader = ReportReader::new().with_regions(regions);
    /// let report = reader.read_text("|序号|工作内容|完成情况|\n|1|引进企业|云栖茶谷引进企业3家|\n");
    /// assert_eq!(report.tasks()[0].metrics()[0].regions().collect::<Vec<_>>(), ["云栖茶谷"]);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "行政区划")]
    pub fn with_regions(mut self, regions: impl Into<Arc<RegionRegistry>>) -> Self {
        self.regions = Some(regions.into());
        self
    }

    /// Other offices than the built-in ones.
    ///
    /// ```
    /// use zj_gov_report::{ReportReader, department::DepartmentRegistry};
    ///
    /// let own = "forms\tname\tkind\n茶办\t茶产业发展办公室\tdepartment\n";
    /// let offices = DepartmentRegistry::builtin().clone().with_tsv(own)?;
    /// let reader = ReportReader::new().with_region("杭州市").with_departments(offices);
    /// let report = reader.read_text("|序号|工作内容|完成情况|责任单位|\n|1|扩大茶园|新建茶园320亩|市茶办|\n");
    /// assert_eq!(report.tasks()[0].departments()[0].department().unwrap().name(), "杭州市茶产业发展办公室");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "责任单位")]
    pub fn with_departments(mut self, departments: impl Into<Arc<DepartmentRegistry>>) -> Self {
        self.departments = Some(departments.into());
        self
    }

    fn words(&self) -> &Vocabulary {
        self.vocabulary.as_deref().unwrap_or_else(|| Vocabulary::builtin())
    }

    /// Reads a text.
    #[must_use]
    pub fn read_text(&self, text: &str) -> Report {
        self.read_document(&Document::from_text_with(text, self.words()))
    }

    /// Reads a file: text or, with feature `html`, a web page.
    ///
    /// ```
    /// use zj_gov_report::{ErrorKind, ReportReader};
    ///
    /// let reader = ReportReader::new();
    /// let text = "|序号|工作内容|完成情况|\n|1|新建公园3个|已建成1个|\n";
    /// assert_eq!(reader.read_bytes(text.as_bytes())?.tasks().len(), 1);
    /// assert_eq!(reader.read_bytes(b"%PDF-1.7").unwrap_err().kind(), ErrorKind::NotText);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotText`](crate::ErrorKind::NotText), as [`Report::from_bytes`].
    pub fn read_bytes(&self, bytes: &[u8]) -> Result<Report, Error> {
        self.read_document_of(bytes).map(|document| self.read_document(&document))
    }

    /// Turns a file into a document: for who wants its tables and its source as well.
    ///
    /// ```
    /// use zj_gov_report::ReportReader;
    ///
    /// let reader = ReportReader::new();
    /// let document = reader.read_document_of("|序号|工作内容|完成情况|\n|1|新建公园3个|已建成1个|\n".as_bytes())?;
    /// let report = reader.read_document(&document);
    /// let progress = report.tasks()[0].progress().unwrap();
    /// assert_eq!(progress.span().slice(document.source()), Some("已建成1个"));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
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
    /// ```
    /// use zj_gov_report::ReportReader;
    ///
    /// let page = "<table><tr><td>序号</td><td>工作内容</td><td>完成情况</td></tr>\
    ///     <tr><td>1</td><td>新建公园3个</td><td>已建成公园1个</td></tr></table>";
    /// let report = ReportReader::new().with_year(2024).read_html(page.as_bytes())?;
    /// assert_eq!((report.year(), report.tasks().len()), (Some(2024), 1));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
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
        let regions = self.regions.as_deref().unwrap_or_else(|| RegionRegistry::builtin());
        let offices = self.departments.as_deref().unwrap_or_else(|| DepartmentRegistry::builtin());
        let places = PlaceContext::new().with_regions(regions).with_year(frame.year);
        let home = match &self.region {
            // A division that came later can still report on an earlier year.
            Some(name) => {
                self.home.clone().or_else(|| regions.by_name(name, frame.year)).or_else(|| regions.by_name(name, None))
            }
            None => place::of(document, &places),
        };
        let places = places.with_home(home.clone());
        let metrics = MetricParser::new()
            .with_places(places.clone())
            .with_year(frame.year)
            .with_published(published)
            .with_units(self.units.as_deref().unwrap_or_else(|| Units::builtin()))
            .with_indicators(self.indicators.as_deref().unwrap_or_else(|| Indicators::builtin()));
        let mut facts = read_tasks(document, self.words(), &metrics);
        let mut known = KnownNames::new();
        for task in &mut facts.tasks {
            task.resolve_departments(offices, &places, &mut known);
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
    let head = trim_start(text);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_share_a_reader_and_a_clone_shares_its_registries() {
        const fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
        let reader = ReportReader::new().with_units(Units::builtin().clone());
        shared(&reader);
        let clone = reader.clone();
        let (Some(own), Some(their)) = (&reader.units, &clone.units) else { panic!("a registry is lost") };
        assert!(Arc::ptr_eq(own, their));
    }
}
