//! What was done, paragraph by paragraph.

use serde::{Deserialize, Serialize};

use crate::document::{MarkerStyle, marker};
use crate::span::Span;
use crate::text::{any_bytes, trim_end};

/// What was done: its paragraphs, each with the marker that opens it.
///
/// ```
/// use zj_gov_report::Report;
///
/// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园3个|①已建成1个。②另2个在建。|\n");
/// let progress = report.tasks()[0].progress().unwrap();
/// assert_eq!(progress.items()[1].marker(), Some("②"));
/// assert_eq!(progress.items()[1].text(), "②另2个在建。");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "进展情况")]
pub struct Progress {
    text: Box<str>,
    #[serde(default)]
    items: Box<[ProgressItem]>,
}

/// One paragraph of a progress, or one item of a list that runs on in a paragraph.
///
/// ```
/// use zj_gov_report::Report;
///
/// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公厕20座|①已开工。②建成公厕7座。|\n");
/// let items = report.tasks()[0].progress().unwrap().items();
/// assert_eq!((items[1].marker(), items[1].text()), (Some("②"), "②建成公厕7座。"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProgressItem {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    marker: Option<Box<str>>,
    text: Box<str>,
    #[serde(flatten)]
    span: Span,
}

impl ProgressItem {
    /// The marker that opens it, as written: `1.`, `①`.
    #[must_use]
    pub fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    /// Its text as written, the marker included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}

impl Progress {
    /// The progress whose paragraphs stand at `paragraphs`; `None` if there are none.
    pub(crate) fn of(paragraphs: &[Span], source: &str) -> Option<Self> {
        let mut items: Vec<ProgressItem> = Vec::with_capacity(paragraphs.len());
        let mut last: Option<(MarkerStyle, u32)> = None;
        let mut take = |span: Span| {
            let text = span.slice(source).unwrap_or_default();
            let found = marker(text).filter(|found| {
                // `1.5万亩` opens a list only where a list goes on.
                !found.doubtful || last == Some((found.style, found.value.saturating_sub(1)))
            });
            if let Some(found) = found {
                last = Some((found.style, found.value));
            }
            let marker = found.and_then(|found| text.get(found.start..found.end)).map(Box::from);
            items.push(ProgressItem { marker, text: text.into(), span });
        };
        for &paragraph in paragraphs {
            match items_in(paragraph, source) {
                Some(items) => items.into_iter().for_each(&mut take),
                None => take(paragraph),
            }
        }
        let text = match paragraphs {
            [only] => only.slice(source).unwrap_or_default().into(),
            _ => {
                let lines: Vec<&str> = paragraphs.iter().filter_map(|span| span.slice(source)).collect();
                lines.join("\n").into()
            }
        };
        (!items.is_empty()).then(|| Self { text, items: items.into() })
    }

    /// All of it; its paragraphs are lines.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its paragraphs and list items, in order.
    ///
    /// ```
    /// use zj_gov_report::Report;
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公厕20座|①已开工。②建成公厕7座。|\n");
    /// let progress = report.tasks()[0].progress().unwrap();
    /// let texts: Vec<&str> = progress.items().iter().map(|item| item.text()).collect();
    /// assert_eq!(texts, ["①已开工。", "②建成公厕7座。"]);
    /// ```
    #[must_use]
    pub fn items(&self) -> &[ProgressItem] {
        &self.items
    }

    /// Where it stands, from the first item to the last.
    #[must_use]
    pub fn span(&self) -> Span {
        let first = self.items.first().map_or(Span::default(), ProgressItem::span);
        self.items.last().map_or(first, |last| first.cover(last.span()))
    }
}

/// Parts a paragraph at circled markers that count on inside it: `①…②…`.
pub(crate) fn items_of(paragraph: Span, source: &str) -> Vec<Span> {
    items_in(paragraph, source).unwrap_or_else(|| vec![paragraph])
}

/// The same; `None` where the paragraph is one item.
fn items_in(paragraph: Span, source: &str) -> Option<Vec<Span>> {
    let text = paragraph.slice(source).unwrap_or_default();
    // The first two bytes of all circled digits, and of hardly anything else.
    if !any_bytes(text, |one, next, _| (one == 0xe2) & (0x91..=0x9e).contains(&next)) {
        return None;
    }
    let mut starts = Vec::new();
    let mut expected = 1u32;
    for (at, c) in text.char_indices() {
        // Circled digits are three bytes and rare; the cheap test first.
        if !('\u{2460}'..='\u{2793}').contains(&c) {
            continue;
        }
        let found = text.get(at..).and_then(marker).filter(|found| found.style == MarkerStyle::Circled);
        let Some(found) = found else { continue };
        if starts.is_empty() {
            expected = found.value;
        }
        if found.value == expected {
            starts.push(at);
            expected = expected.saturating_add(1);
        }
    }
    if starts.len() < 2 {
        return None;
    }
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    let pieces = starts.iter().zip(ends).map(|(&start, end)| {
        let piece = text.get(start..end).unwrap_or_default();
        let length = trim_end(piece).len();
        Span::new(start, start.saturating_add(length)).shift(paragraph.start())
    });
    Some(pieces.filter(|span| !span.is_empty()).collect())
}
