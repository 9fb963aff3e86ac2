//! Context in, metrics out.

use chrono::NaiveDate;

use rust_decimal::Decimal;

use super::cue::Cues;
use super::draft::{Draft, Holder};
use super::explain::Explanation;
use super::lex::Lexer;
use super::paragraph::paragraph as paragraph_end;
use super::read::Reader;
use super::skim::measured_part;
use super::token::{Kind, Lexed};
use super::topic::Topics;
use super::{IndicatorName, Metric};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::indicator::{Indicator, Indicators};
use crate::names::names;
use crate::number::Form;
use crate::period::PeriodContext;
use crate::quantity::{Quantity, Unit, Units};
use crate::region::{PlaceContext, Region};
use crate::span::Span;
use crate::text::char_before;

/// Which column of a report a text stands in; it sets the default of [`Metric::modality`].
///
/// ```
/// use zj_gov_report::{MetricParser, Modality, TextRole};
///
/// let parser = MetricParser::new();
/// assert_eq!(parser.parse("建成公园3个")[0].modality(), Modality::Actual);
/// assert_eq!(parser.with_role(TextRole::Requirement).parse("建成公园3个")[0].modality(), Modality::Target);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TextRole {
    /// What is to be done: its numbers are targets.
    #[doc(alias = "目标任务")]
    Requirement,
    /// What has been done: its numbers are reached.
    #[default]
    #[doc(alias = "进展情况")]
    Progress,
}

names!(TextRole { Requirement = "requirement", Progress = "progress" });

/// Finds the metrics of a text that reports progress, with no knowledge of year and place.
///
/// The iterator reads a paragraph at a time. For a year, a place or the requirement column use a [`MetricParser`].
///
/// ```
/// use zj_gov_report::find_metrics;
///
/// let names: Vec<String> = find_metrics("新增上市公司4家、过会企业2家").map(|metric| metric.to_string()).collect();
/// assert_eq!(names, ["上市公司4家", "过会企业2家"]);
/// ```
#[doc(alias = "指标抽取")]
pub fn find_metrics(text: &str) -> Metrics<'_, 'static> {
    MetricParser::new().iter(text)
}

/// Reads metrics in a context: year, reporting place, column, vocabulary. Cheap to make and to clone.
///
/// ```
/// use zj_gov_report::{MetricParser, Modality, TextRole};
///
/// let parser = MetricParser::new().with_year(2021).with_role(TextRole::Requirement);
/// let metrics = parser.parse("上半年完成投资20亿元");
/// assert_eq!(metrics[0].period().unwrap().to_string(), "2021-01/2021-06");
/// assert_eq!(metrics[0].modality(), Modality::Target);
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "指标抽取")]
pub struct MetricParser<'r> {
    role: TextRole,
    period: PeriodContext,
    places: PlaceContext<'r>,
    units: &'r Units,
    indicators: &'r Indicators,
}

impl MetricParser<'static> {
    /// Progress of an unknown year and place, with the built-in vocabulary.
    #[must_use]
    pub fn new() -> Self {
        Self {
            role: TextRole::default(),
            period: PeriodContext::default(),
            places: PlaceContext::new(),
            units: Units::builtin(),
            indicators: Indicators::builtin(),
        }
    }
}

impl Default for MetricParser<'static> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'r> MetricParser<'r> {
    /// The column that the text stands in.
    ///
    /// ```
    /// use zj_gov_report::{MetricParser, Modality, TextRole};
    ///
    /// let metrics = MetricParser::new().with_role(TextRole::Requirement).parse("新建公园3个");
    /// assert_eq!(metrics[0].modality(), Modality::Target);
    /// ```
    #[must_use]
    pub fn with_role(mut self, role: TextRole) -> Self {
        self.role = role;
        self
    }

    /// The year that the report is about: it resolves 上半年, 6月末, 今年.
    ///
    /// ```
    /// use zj_gov_report::MetricParser;
    ///
    /// let metrics = MetricParser::new().with_year(2024).parse("1-6月建成公园3个");
    /// assert_eq!(metrics[0].period().unwrap().to_string(), "2024-01/2024-06");
    /// ```
    #[must_use]
    #[doc(alias = "年度")]
    pub fn with_year(mut self, year: impl Into<Option<i32>>) -> Self {
        let year = year.into();
        self.period.year = year;
        self.places = self.places.with_year(year);
        self
    }

    /// The day of publication.
    ///
    /// ```
    /// use zj_gov_report::MetricParser;
    ///
    /// let parser = MetricParser::new().with_published("2024-07-18".parse().ok());
    /// assert_eq!(parser.parse("上半年新建公园3个")[0].period().unwrap().to_string(), "2024-01/2024-06");
    /// ```
    #[must_use]
    #[doc(alias = "发布日期")]
    pub fn with_published(mut self, published: impl Into<Option<NaiveDate>>) -> Self {
        self.period.published = published.into();
        self
    }

    /// The reporting place: it is never named as holder, and it settles short names.
    ///
    /// ```
    /// use zj_gov_report::{MetricParser, Region};
    ///
    /// let parser = MetricParser::new().with_home(Region::by_name("绍兴市"));
    /// let metrics = parser.parse("绍兴市新建公园8个,其中越城3个");
    /// assert_eq!(metrics[0].regions().count(), 0);
    /// assert_eq!(metrics[1].regions().collect::<Vec<_>>(), ["越城"]);
    /// ```
    #[must_use]
    #[doc(alias = "地区")]
    pub fn with_home(mut self, home: impl Into<Option<Region>>) -> Self {
        self.places = self.places.with_home(home);
        self
    }

    /// Other places than the built-in ones, and the home and the year of `places` where
    /// [`with_home`](Self::with_home) and [`with_year`](Self::with_year) say none, in whatever order they are called.
    ///
    /// ```
    /// use zj_gov_report::region::{PlaceContext, RegionRegistry};
    /// use zj_gov_report::MetricParser;
    ///
    /// let own = "code\tname\tkind\tplace\nzone:云栖茶谷\t云栖茶谷\tzone\t330106\n";
    /// let regions = RegionRegistry::builtin().clone().with_tsv(own)?;
    /// let parser = MetricParser::new().with_places(PlaceContext::new().with_regions(&regions));
    /// assert_eq!(parser.parse("云栖茶谷引进企业3家")[0].regions().collect::<Vec<_>>(), ["云栖茶谷"]);
    ///
    /// let home = zj_gov_report::Region::by_name("杭州市");
    /// let parser = MetricParser::new().with_home(home).with_places(PlaceContext::new().with_regions(&regions));
    /// assert_eq!(parser.parse("杭州市引进企业3家")[0].regions().count(), 0);
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    pub fn with_places(mut self, places: PlaceContext<'r>) -> Self {
        let home = self.places.home().or(places.home()).cloned();
        let year = self.places.year().or(places.year());
        self.places = places.with_home(home).with_year(year);
        self
    }

    /// Other units than the built-in ones.
    ///
    /// ```
    /// use zj_gov_report::{MetricParser, Units};
    ///
    /// let units = Units::builtin().with_tsv("unit\tdimension\tnumerator\tdenominator\n石\tmass\t60\t1\n")?;
    /// let metrics = MetricParser::new().with_units(&units).parse("收购稻谷250石");
    /// assert_eq!(metrics[0].unit().dimension(), "mass");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "单位")]
    pub fn with_units(mut self, units: &'r Units) -> Self {
        self.units = units;
        self
    }

    /// Other indicators than the built-in ones.
    ///
    /// ```
    /// use zj_gov_report::{Indicators, MetricParser};
    ///
    /// let indicators = Indicators::builtin().with_tsv("id\tname\nlibrary-loans\t图书借阅量\n")?;
    /// let metrics = MetricParser::new().with_indicators(&indicators).parse("图书借阅量32万册");
    /// assert_eq!(metrics[0].indicator().known().unwrap().id(), "library-loans");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "指标")]
    pub fn with_indicators(mut self, indicators: &'r Indicators) -> Self {
        self.indicators = indicators;
        self
    }

    /// The metrics of `text`, in order.
    ///
    /// ```
    /// use zj_gov_report::MetricParser;
    ///
    /// let metrics = MetricParser::new().parse("新建公园3个,加装电梯40台");
    /// assert_eq!(metrics.iter().map(|metric| metric.to_string()).collect::<Vec<_>>(), ["公园3个", "电梯40台"]);
    /// ```
    #[must_use]
    #[doc(alias = "指标抽取")]
    pub fn parse(&self, text: &str) -> Vec<Metric> {
        self.iter(text).collect()
    }

    /// The metrics of `text`, read a paragraph at a time.
    ///
    /// ```
    /// use zj_gov_report::MetricParser;
    ///
    /// let text = "新建公园3个。\n加装电梯40台。";
    /// let spans: Vec<_> = MetricParser::new().iter(text).map(|metric| metric.span().slice(text)).collect();
    /// assert_eq!(spans, [Some("3个"), Some("40台")]);
    /// ```
    pub fn iter<'t>(&self, text: &'t str) -> Metrics<'t, 'r> {
        Metrics { parser: self.clone(), text, at: 0, paragraph: Span::default(), room: Room::default() }
    }

    /// The metrics of one paragraph, and what could not be read of it.
    ///
    /// ```
    /// use zj_gov_report::{Code, MetricParser};
    ///
    /// let (metrics, diagnostics) = MetricParser::new().read("工业投资增长8%,技改投资增长××.×%");
    /// assert_eq!(metrics.len(), 1);
    /// assert_eq!(diagnostics[0].code(), Code::BrokenNumber);
    /// ```
    #[must_use]
    pub fn read(&self, paragraph: &str) -> (Vec<Metric>, Vec<Diagnostic>) {
        let mut metrics = Vec::new();
        let diagnostics = self.read_into(&mut metrics, paragraph, self.role, 0, &mut Room::default());
        (metrics, diagnostics)
    }

    /// Adds the metrics of one paragraph that stands in such a column, with their spans moved `by` bytes to the right;
    /// returns what could not be read of it.
    pub(crate) fn read_into(
        &self,
        metrics: &mut Vec<Metric>,
        paragraph: &str,
        role: TextRole,
        by: usize,
        room: &mut Room,
    ) -> Vec<Diagnostic> {
        match measured_part(paragraph, self.units, self.period) {
            0 => Vec::new(),
            part => self.read_part(metrics, (paragraph, part), role, by, room),
        }
    }

    /// The tokens of a paragraph.
    #[cfg(test)]
    pub(super) fn lexed(&self, paragraph: &str) -> Lexed {
        let mut room = Room::default();
        self.draft(paragraph, paragraph.len(), self.role, &mut room);
        room.lexed
    }

    /// What [`read`](Self::read) returns, with no sentence passed over.
    #[cfg(test)]
    pub(super) fn read_whole(&self, paragraph: &str) -> (Vec<Metric>, Vec<Diagnostic>) {
        let mut metrics = Vec::new();
        let all = (paragraph, paragraph.len());
        let diagnostics = self.read_part(&mut metrics, all, self.role, 0, &mut Room::default());
        (metrics, diagnostics)
    }

    /// Reads a paragraph up to the byte where a sentence ends.
    fn read_part(
        &self,
        metrics: &mut Vec<Metric>,
        (paragraph, part): (&str, usize),
        role: TextRole,
        by: usize,
        room: &mut Room,
    ) -> Vec<Diagnostic> {
        self.draft(paragraph, part, role, room);
        // Most tasks have one paragraph.
        if metrics.is_empty() {
            metrics.reserve_exact(room.drafts.len());
        } else {
            metrics.reserve(room.drafts.len());
        }
        while let Some(metric) = self.finish(paragraph, by, room) {
            metrics.push(metric);
        }
        let tokens = if room.lexed.broken { room.lexed.tokens.as_slice() } else { &[] };
        let broken = tokens.iter().filter_map(|token| {
            let Kind::Broken(why) = token.kind else { return None };
            let span = Span::new(token.start, token.end);
            let text = span.slice(paragraph).unwrap_or_default();
            let message = format!("`{text}` is {}; it is not read", why.as_str());
            Some(Diagnostic::new(Code::BrokenNumber, Severity::Warning, span.shift(by), message))
        });
        broken.collect()
    }

    /// The tokens of one paragraph, and which rule gave each field of its metrics.
    ///
    /// ```
    /// use zj_gov_report::MetricParser;
    ///
    /// let explanation = MetricParser::new().explain("新建公园3个");
    /// assert!(explanation.to_string().contains("3个 = level"));
    /// ```
    #[must_use]
    pub fn explain(&self, paragraph: &str) -> Explanation {
        let mut room = Room::default();
        self.draft(paragraph, paragraph.len(), self.role, &mut room);
        Explanation::new(paragraph, &room.lexed, &room.drafts)
    }

    /// Reads the drafts of a paragraph.
    fn draft(&self, text: &str, part: usize, role: TextRole, room: &mut Room) {
        let Room { lexed, drafts, topics, next, known } = room;
        drafts.clear();
        (*next, *known) = (0, None);
        let lexer = Lexer { cues: Cues::builtin(), units: self.units, places: &self.places, period: self.period };
        lexer.read(text, part, lexed);
        if lexed.quantities.is_empty() {
            return;
        }
        let lexed = &*lexed;
        let home = |index: usize| match (self.places.home(), lexed.places.get(index)) {
            (Some(home), Some(mention)) => mention.region() == home || mention.region().contains(home),
            _ => false,
        };
        drafts.reserve(lexed.quantities.len());
        Reader::new(text, lexed, role, self.period.year, &home, (drafts, topics)).run();
    }

    /// The metric of the next draft, with its span moved `by` bytes to the right.
    fn finish(&self, text: &str, by: usize, room: &mut Room) -> Option<Metric> {
        let Room { lexed, drafts, next, known, .. } = room;
        let [draft, rest @ ..] = drafts.get_mut(*next..)? else { return None };
        *next = next.saturating_add(1);
        // One thing is often measured several times on end: its level, its growth, its share.
        let same = rest.first().is_some_and(|next| next.indicator == draft.indicator);
        let found = known.take().unwrap_or_else(|| self.indicators.find(&draft.indicator).cloned());
        if same {
            *known = Some(found.clone());
        }
        let scan = lexed.quantities.get(draft.quantity)?;
        let mut quantity = scan.quantity.clone();
        // A fraction is stated to four decimals: 三分之二 is 0.6667.
        if quantity.number().form() == Form::Fraction
            && let Some(rounded) = quantity.number().map(|value| Some(value.round_dp(4)))
        {
            quantity = Quantity::new(rounded, quantity.unit().clone());
        }
        // `利润-5亿元`: a level keeps the sign before it; of a growth the direction says it.
        if draft.measure == super::Measure::Level
            && char_before(text, scan.number.start()).is_some_and(super::numeral::is_sign)
            && !quantity.unit().is_measure_word()
            && let Some(negative) = quantity.number().map(|value| value.checked_mul(Decimal::NEGATIVE_ONE))
        {
            quantity = Quantity::new(negative, quantity.unit().clone());
        }
        if draft.measure == super::Measure::Rank {
            quantity = Quantity::new(quantity.number(), Unit::from("位"));
        }
        let regions = draft.holders.iter().filter_map(|holder| {
            let span = match holder {
                Holder::Place(place) => lexed.places.get(*place)?.span(),
                Holder::Named(span) => *span,
            };
            Some(super::naming::name(text, span).into_boxed_str())
        });
        let mut metric = Metric {
            regions: regions.collect(),
            indicator: IndicatorName::new(std::mem::take(&mut draft.indicator), found),
            quantity,
            measure: draft.measure,
            bound: draft.bound,
            direction: draft.direction,
            basis: draft.basis,
            scope: draft.scope.take().map(String::into_boxed_str),
            each: draft.each,
            period: draft.period,
            modality: draft.modality,
            text: draft.span.slice(text).unwrap_or_default().into(),
            span: draft.span.shift(by),
        };
        metric.direct();
        Some(metric)
    }
}

/// What is read of a paragraph, and how far it has been handed out; the next paragraph takes its room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    lexed: Lexed,
    drafts: Vec<Draft>,
    topics: Topics,
    /// The first draft that is no metric yet.
    next: usize,
    /// Its indicator, where that is known already.
    known: Option<Option<Indicator>>,
}

/// The metrics of a text, in order; made by [`find_metrics`] and [`MetricParser::iter`].
///
/// ```
/// use zj_gov_report::{MetricParser, Metrics};
///
/// let parser = MetricParser::new().with_year(2024);
/// let mut metrics: Metrics<'_, '_> = parser.iter("新建公园3个。新建小学2所。");
/// assert_eq!(metrics.next().unwrap().indicator(), "公园");
/// assert_eq!(metrics.next().unwrap().indicator(), "小学");
/// assert!(metrics.next().is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Metrics<'t, 'r> {
    parser: MetricParser<'r>,
    text: &'t str,
    at: usize,
    /// The paragraph that was read last.
    paragraph: Span,
    room: Room,
}

impl Iterator for Metrics<'_, '_> {
    type Item = Metric;

    fn next(&mut self) -> Option<Metric> {
        loop {
            let paragraph = self.paragraph.slice(self.text).unwrap_or_default();
            let metric = self.parser.finish(paragraph, self.paragraph.start(), &mut self.room);
            if metric.is_some() {
                return metric;
            }
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let end = self.at.saturating_add(paragraph_end(rest).max(1)).min(self.text.len());
            self.paragraph = Span::new(self.at, end);
            self.at = end;
            let paragraph = self.paragraph.slice(self.text).unwrap_or_default();
            match measured_part(paragraph, self.parser.units, self.parser.period) {
                0 => {}
                part => self.parser.draft(paragraph, part, self.parser.role, &mut self.room),
            }
        }
    }
}

impl std::iter::FusedIterator for Metrics<'_, '_> {}
