//! What the page says about the document: title, index number, who published it and when.
//!
//! ```text
//! page  = { line }
//! line  = pair { blank pair } | trail | title | furniture | prose
//! pair  = [ bullet ] label [ ":" ] [ value ]        发布日期: 2021-08-13 17:42
//! trail = [ "当前位置:" ] name { ">" name }
//! ```

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::vocabulary::{PageField, Vocabulary};
use super::{Block, DocumentBuilder, Phrases};
use crate::span::Span;
use crate::text::{char_at, digit, fold, is_blank, is_longer, skip_blanks, trim};

/// What the page says about the document.
///
/// ```
/// use zj_gov_report::document::Document;
///
/// let text = "2021年重点工作半年度进展情况表\n发布日期:2021-08-13 17:42 信息来源:市政府办公室\n序号\n\n内容\n\n进展情况\n";
/// let document = Document::from_text(text);
/// let metadata = document.metadata();
/// assert_eq!(metadata.title(), Some("2021年重点工作半年度进展情况表"));
/// assert_eq!(metadata.published().unwrap().to_string(), "2021-08-13");
/// assert_eq!(metadata.publisher(), Some("市政府办公室"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[doc(alias = "元数据")]
pub struct Metadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<MetadataEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<MetadataEntry>,
}

/// One statement of the page: a label and its value, or a line of the page itself with an empty label.
///
/// ```
/// use zj_gov_report::Document;
///
/// let text = "索引号:002489/2024-00031\n发布机构:市政府办公室\n\n关于民生实事进展情况的通报\n\n一、总体情况\n\n各项工作有序推进。\n";
/// let document = Document::from_text(text);
/// let entry = &document.metadata().entries()[0];
/// assert_eq!((entry.label(), entry.value()), ("索引号", "002489/2024-00031"));
/// assert_eq!(entry.span().slice(text), Some("索引号:002489/2024-00031"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "页面信息")]
pub struct MetadataEntry {
    label: String,
    value: String,
    #[serde(flatten)]
    span: Span,
}

impl MetadataEntry {
    /// The label as written, without its colon; empty for a line without one.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The value as written; empty where the page leaves it out.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Where label and value stand.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}

impl Metadata {
    /// The title of the document.
    #[must_use]
    #[doc(alias = "标题")]
    pub fn title(&self) -> Option<&str> {
        self.title.as_ref().map(MetadataEntry::value)
    }

    /// Where the title stands.
    #[must_use]
    pub fn title_span(&self) -> Option<Span> {
        self.title.as_ref().map(MetadataEntry::span)
    }

    /// The index number of the disclosure.
    #[must_use]
    #[doc(alias = "索引号")]
    pub fn index_number(&self) -> Option<&str> {
        self.index_number.as_deref()
    }

    /// Who published it; where only its source is named, the source.
    ///
    /// ```
    /// use zj_gov_report::Document;
    ///
    /// let text = "信息来源:市政府办公室\n发布日期:2024-07-15\n\n关于民生实事进展情况的通报\n\n一、总体情况\n\n各项工作有序推进。\n";
    /// assert_eq!(Document::from_text(text).metadata().publisher(), Some("市政府办公室"));
    /// ```
    #[must_use]
    #[doc(alias = "发布机构")]
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_deref().or(self.source.as_deref())
    }

    /// The day on which it was published; where only the day of writing is named, that.
    ///
    /// ```
    /// use zj_gov_report::Document;
    ///
    /// let text = "成文日期:2024年7月15日\n\n关于民生实事进展情况的通报\n\n一、总体情况\n\n各项工作有序推进。\n";
    /// assert_eq!(Document::from_text(text).metadata().published().unwrap().to_string(), "2024-07-15");
    /// ```
    #[must_use]
    #[doc(alias = "发布日期")]
    pub fn published(&self) -> Option<NaiveDate> {
        self.published.or(self.written)
    }

    /// The day on which it was written.
    #[must_use]
    #[doc(alias = "成文日期")]
    pub const fn written(&self) -> Option<NaiveDate> {
        self.written
    }

    /// Every statement of the page, in order.
    #[must_use]
    pub fn entries(&self) -> &[MetadataEntry] {
        &self.entries
    }

    /// Sets the title to the text at `span`.
    ///
    /// ```
    /// use zj_gov_report::document::{DocumentBuilder, Metadata};
    ///
    /// let mut builder = DocumentBuilder::new();
    /// let span = builder.text("2024年民生实事进展情况");
    /// let mut metadata = Metadata::default();
    /// metadata.set_title("2024年民生实事进展情况", span);
    /// builder.metadata(metadata);
    /// assert_eq!(builder.build().metadata().title(), Some("2024年民生实事进展情况"));
    /// ```
    pub fn set_title(&mut self, title: &str, span: Span) {
        self.title = Some(MetadataEntry { label: String::new(), value: title.to_owned(), span });
    }

    pub(crate) fn add(&mut self, field: PageField, label: &str, value: &str, span: Span) {
        let text = || (!value.is_empty()).then(|| value.to_owned());
        match field {
            PageField::Title if self.title.is_none() && !value.is_empty() => {
                self.title = Some(MetadataEntry { label: label.to_owned(), value: value.to_owned(), span });
            }
            PageField::IndexNumber => self.index_number = self.index_number.take().or_else(text),
            PageField::Publisher => self.publisher = self.publisher.take().or_else(text),
            PageField::Source => self.source = self.source.take().or_else(text),
            PageField::Published => self.published = self.published.or_else(|| date(value)),
            PageField::Written => self.written = self.written.or_else(|| date(value)),
            _ => {}
        }
        self.entries.push(MetadataEntry { label: label.to_owned(), value: value.to_owned(), span });
    }
}

/// Reads the date at the start of a text: `2021-08-13 17:42`, `2021- 07- 01`, `2021年8月13日`, `二○○八年一月八日`, `20210813`.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let mut numbers = Vec::new();
    let mut at = skip_blanks(text, 0);
    while numbers.len() < 3 {
        let (value, end) = date_number(text, at, numbers.is_empty())?;
        if end.saturating_sub(at) == 8 && numbers.is_empty() && value > 9999 {
            return NaiveDate::from_ymd_opt(i32::try_from(value / 10000).ok()?, value / 100 % 100, value % 100);
        }
        numbers.push(value);
        at = skip_blanks(text, end);
        if numbers.len() < 3 {
            let c = char_at(text, at).filter(|&c| matches!(fold(c), '-' | '/' | '.' | '年' | '月' | '—' | '－'))?;
            at = skip_blanks(text, at.saturating_add(c.len_utf8()));
        }
    }
    let [year, month, day] = numbers.try_into().ok()?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok().filter(|year| (1900..=2200).contains(year))?, month, day)
}

/// A number of a date; a year of Chinese digits is spelled one by one.
fn date_number(text: &str, at: usize, year: bool) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut end = at;
    for (offset, c) in text.get(at..)?.char_indices().take(8) {
        let Some(d) = digit(c).or_else(|| year.then(|| chinese_digit(c)).flatten()) else { break };
        value = value.checked_mul(10)?.checked_add(d)?;
        end = at.saturating_add(offset).saturating_add(c.len_utf8());
    }
    if end > at {
        return Some((value, end));
    }
    super::marker::chinese(text.get(at..)?).map(|(value, length)| (value, at.saturating_add(length)))
}

fn chinese_digit(c: char) -> Option<u32> {
    "零一二三四五六七八九".chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok()).or(match c {
        '〇' | '○' | 'О' | 'O' | '◯' => Some(0),
        _ => None,
    })
}

/// A label at byte `at`, the field it announces, where the label ends and where its value starts.
struct Label {
    field: PageField,
    start: usize,
    end: usize,
    value: usize,
    colon: bool,
}

fn label_at(text: &str, at: usize, vocabulary: &Vocabulary) -> Option<Label> {
    let hit = vocabulary.page_labels.longest(text, at)?;
    let after = skip_blanks(text, hit.end);
    let colon = char_at(text, after).filter(|&c| fold(c) == ':');
    let value = colon.map_or(after, |c| skip_blanks(text, after.saturating_add(c.len_utf8())));
    let parted = after > hit.end || after == text.len();
    (colon.is_some() || parted).then_some(Label {
        field: hit.value,
        start: at,
        end: hit.end,
        value,
        colon: colon.is_some(),
    })
}

/// The labels of a line, in order.
fn labels(text: &str, vocabulary: &Vocabulary) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    // A page speaks of itself in short lines.
    if crate::text::exceeds(text, 600) {
        return found;
    }
    let start = text.len().saturating_sub(text.trim_start_matches(is_bullet).len());
    let mut at = start;
    let mut fresh = true;
    while let Some(c) = char_at(text, at) {
        if fresh
            && let Some(label) = label_at(text, at, vocabulary)
            // Without a colon only a line that starts with a label is a line of labels.
            && (label.colon || found.iter().all(|label| !label.colon))
            && (label.colon || !found.is_empty() || label.start == at)
        {
            let first = found.is_empty();
            if label.colon || !first || at == start {
                at = label.value.max(at.saturating_add(c.len_utf8()));
                fresh = true;
                found.push(label);
                continue;
            }
        }
        fresh = is_blank(c) || matches!(c, '【' | '[' | '(' | '（' | '|' | '】' | ']');
        at = at.saturating_add(c.len_utf8());
    }
    found
}

fn is_bullet(c: char) -> bool {
    is_blank(c) || matches!(c, '•' | '·' | '●' | '▪' | '■' | '◆' | '○' | '【' | '[' | '\u{e000}'..='\u{f8ff}')
}

/// Whether a line is a word of the page only.
pub(super) fn is_furniture(text: &str, vocabulary: &Vocabulary) -> bool {
    // 【打印】 【关闭】
    let word = |word: &str| vocabulary.page_labels.get(word.trim_matches(is_frame)) == Some(PageField::Furniture);
    let mut words = text.split(is_blank).filter(|word| !word.is_empty()).peekable();
    if words.peek().is_some() && words.all(word) {
        return true;
    }
    let bare = text.trim_matches(|c| is_bullet(c) || matches!(c, '】' | ']'));
    let labels = || labels(text, vocabulary).into_iter().next();
    vocabulary.page_labels.get(bare) == Some(PageField::Furniture)
        || is_footer(text)
        || (text.contains([':', '：'])
            && labels().is_some_and(|label| label.colon && label.field == PageField::Furniture))
}

/// Whether a line at the foot of a page names its owner or its registration: 版权所有：…, 浙公网安备…, 浙ICP备….
fn is_footer(text: &str) -> bool {
    let footer = &Phrases::builtin().footer;
    let mut rest = text.chars();
    rest.next();
    footer.open(text) || footer.open(rest.as_str())
}

/// What stands around a word of the page.
const fn is_frame(c: char) -> bool {
    matches!(c, '【' | '】' | '[' | ']' | '〖' | '〗' | '|')
}

/// Whether a line is metadata of the page: pairs of a label and a value that is worth keeping.
#[cfg(feature = "html")]
pub(super) fn is_metadata(text: &str, vocabulary: &Vocabulary) -> bool {
    labels(text, vocabulary).iter().any(|label| !matches!(label.field, PageField::Furniture | PageField::Other))
}

fn is_trail(text: &str) -> bool {
    let steps = text.matches(['>', '＞', '»']).count();
    !crate::text::exceeds(text, 600)
        && (steps >= 2 || (steps == 1 && text.starts_with(['>', '＞', '»']) || text.ends_with('>')))
}

/// Reads the page before the document starts, line by line.
pub(crate) struct Page<'a> {
    source: &'a str,
    vocabulary: &'a Vocabulary,
    metadata: Metadata,
    /// The lines without a label so far, which may be the title, with the block that each became.
    candidates: Vec<(Span, i32)>,
    /// A label whose value is awaited on the next line.
    open: Option<(PageField, Span)>,
    /// Whether the document has started.
    closed: bool,
    lines: usize,
}

/// How many lines a page has before its document, at most.
const MAX_PAGE_LINES: usize = 80;

impl<'a> Page<'a> {
    pub(crate) fn new(source: &'a str, vocabulary: &'a Vocabulary) -> Self {
        Self {
            source,
            vocabulary,
            metadata: Metadata::default(),
            candidates: Vec::new(),
            open: None,
            closed: false,
            lines: 0,
        }
    }

    /// Starts from what a format says by its own means (`<meta>` tags).
    #[cfg(feature = "html")]
    pub(crate) fn with(mut self, metadata: Metadata) -> Self {
        self.metadata = metadata;
        self
    }

    /// The document starts: what follows is no longer the page, but for its furniture.
    pub(crate) fn close(&mut self) {
        self.closed = true;
        if let Some((field, label)) = self.open.take() {
            let name = label.slice(self.source).unwrap_or_default().trim_end_matches(|c| is_blank(c) || fold(c) == ':');
            self.metadata.add(field, name, "", label);
        }
    }

    /// Whether a line may be the title of what is to come: `【专题】2021年重点工作执行情况` opens no entry.
    pub(crate) fn could_be_title(&self, text: &str) -> bool {
        !self.closed && title_score(text).is_some_and(|score| score >= 4)
    }

    /// Takes a line that says nothing but of the page it stands on.
    pub(crate) fn furniture(&mut self, span: Span) {
        self.metadata.add(PageField::Furniture, "", span.slice(self.source).unwrap_or_default(), span);
    }

    /// Takes the signature at the end of the document: who signs, and when.
    pub(crate) fn signed(&mut self, unit: Option<Span>, date: Span) {
        for (field, span) in
            unit.map(|unit| (PageField::Publisher, unit)).into_iter().chain([(PageField::Written, date)])
        {
            self.metadata.add(field, "", span.slice(self.source).unwrap_or_default(), span);
        }
    }

    /// Takes a line that is a part of the page; `false` leaves it to the document.
    pub(crate) fn take(&mut self, span: Span) -> bool {
        let text = span.slice(self.source).unwrap_or_default();
        if self.closed {
            let furniture = !is_longer(text, 40) && is_furniture(text, self.vocabulary);
            if furniture {
                self.metadata.add(PageField::Furniture, "", text, span);
            }
            return furniture;
        }
        self.lines = self.lines.saturating_add(1);
        if self.lines > MAX_PAGE_LINES {
            self.closed = true;
            return false;
        }
        if self.metadata.title() == Some(text) {
            // The title, which the page has named by its own means already.
            self.metadata.add(PageField::Other, "", text, span);
            return true;
        }
        let labels = labels(text, self.vocabulary);
        let open = self.open.take();
        if let Some((field, label)) = open {
            let name = label.slice(self.source).unwrap_or_default().trim_end_matches(|c| is_blank(c) || fold(c) == ':');
            let answers = labels.is_empty() && title_score(text).is_none_or(|score| score < 4);
            let (value, place) = if answers { (text, label.cover(span)) } else { ("", label) };
            self.metadata.add(field, name, value, place);
            if answers {
                return true;
            }
        }
        if labels.is_empty() {
            if is_trail(text) {
                self.metadata.add(PageField::Other, "", text, span);
                return true;
            }
            // 年度目标:完成投资32亿元 is a line of a list with keys.
            if let Some(score) = title_score(text).filter(|_| super::key_value(text, self.vocabulary).is_none()) {
                self.candidates.push((span, score));
            }
            return false;
        }
        if is_furniture(text, self.vocabulary) && labels.iter().all(|label| !label.colon) {
            self.metadata.add(PageField::Furniture, "", text, span);
            return true;
        }
        let alone = labels.len() == 1;
        let starts = labels.iter().map(|label| label.start).skip(1).chain([text.len()]);
        for (label, next) in labels.iter().zip(starts) {
            let name = text.get(label.start..label.end).unwrap_or_default();
            let value = text.get(label.value.min(next)..next).unwrap_or_default();
            let value = value.trim_end_matches(|c| is_bullet(c) || c == '】');
            let at = Span::new(label.start, next).shift(span.start());
            if value.is_empty() && alone && label.colon && label.field != PageField::Furniture {
                self.open = Some((label.field, at));
                continue;
            }
            self.metadata.add(label.field, name, value, at);
        }
        true
    }

    /// Offers the cells over the header of a table that span all of it: one may be the title.
    pub(crate) fn offer_title(&mut self, table: &super::Table) {
        if self.closed {
            return;
        }
        let above = table.cells().iter().take_while(|cell| cell.row() < table.header_rows());
        for span in above.filter(|cell| cell.column_span() >= table.columns()).filter_map(super::Cell::span) {
            if let Some(score) = span.slice(self.source).and_then(title_score) {
                self.candidates.push((span, score));
            }
        }
    }

    /// Takes a label and its value that stand in two cells.
    pub(crate) fn take_pair(&mut self, label: Span, value: Option<Span>) -> bool {
        let name = label.slice(self.source).unwrap_or_default();
        let name = trim(name.trim_end_matches([':', '：']));
        let Some(field) = self.vocabulary.page_labels.get(name) else { return false };
        let text = value.and_then(|value| value.slice(self.source)).unwrap_or_default();
        self.metadata.add(field, name, text, value.map_or(label, |value| label.cover(value)));
        true
    }

    /// The metadata, the title chosen among the lines that could be one. The line of the title is then no paragraph.
    pub(crate) fn finish(mut self, builder: &mut DocumentBuilder) -> Metadata {
        self.close();
        if self.metadata.title.is_none()
            && let Some(&(span, _)) =
                self.candidates.iter().max_by_key(|&&(span, score)| (score, std::cmp::Reverse(span.start())))
        {
            self.metadata.set_title(span.slice(self.source).unwrap_or_default(), span);
        }
        if let Some(title) = self.metadata.title_span() {
            builder.retain(|block| match block {
                Block::Paragraph(span) => *span != title,
                Block::Heading(heading) => heading.span() != title,
                Block::Table(_) => true,
            });
        }
        self.metadata
    }
}

/// How much a line looks like the title of a report; `None` if not at all.
fn title_score(text: &str) -> Option<i32> {
    let chars = text.chars().filter(|&c| c != '\r').take(101).count();
    if !(6..=100).contains(&chars) || text.contains('。') || text.ends_with([':', '：', ',', '，', ';', '；']) {
        return None;
    }
    if super::marker(text).is_some() || text.starts_with("附件") || text.starts_with("附:") {
        return None;
    }
    let words = Phrases::builtin().title.iter().filter(|word| text.contains(*word)).count();
    let year = (text.contains("20") || text.contains("２０")) && text.contains('年')
        || text.contains("二〇")
        || text.contains("二○");
    let score = i32::try_from(words.min(4)).unwrap_or(0).saturating_add(if year { 2 } else { 0 });
    (score >= 2).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_pages_write_them() {
        for (text, expected) in [
            ("2021-08-13 17:42", Some("2021-08-13")),
            ("2021- 07- 01 11: 18", Some("2021-07-01")),
            ("2021年8月13日", Some("2021-08-13")),
            ("二○○八年一月八日", Some("2008-01-08")),
            ("二〇二一年十二月三十一日", Some("2021-12-31")),
            ("20210813", Some("2021-08-13")),
            ("2021/8/3", Some("2021-08-03")),
            ("2021-02-30", None),
            ("长期公开", None),
            ("2021", None),
        ] {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
