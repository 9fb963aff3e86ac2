//! Places in the source text.

use serde::{Deserialize, Serialize};

/// A range of bytes in the source text, on character boundaries; `start <= end`.
///
/// Every value that the crate reads carries one, and it always points into the text that the caller gave.
///
/// ```
/// use zj_gov_report::Span;
///
/// let span = Span::new(6, 9);
/// assert_eq!(span.slice("增长5%"), None);
/// assert_eq!(Span::new(6, 8).slice("增长5%"), Some("5%"));
/// assert_eq!(span.len(), 3);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[doc(alias = "位置")]
#[serde(from = "Written")]
pub struct Span {
    start: usize,
    end: usize,
}

/// A span as it is written in JSON, in which nothing has been checked.
#[derive(Deserialize)]
struct Written {
    start: usize,
    end: usize,
}

impl From<Written> for Span {
    fn from(Written { start, end }: Written) -> Self {
        Self::new(start, end)
    }
}

impl Span {
    /// The span from byte `start` up to byte `end`; a reversed pair becomes an empty span at `start`.
    ///
    /// ```
    /// # use zj_gov_report::Span;
    /// assert!(Span::new(4, 2).is_empty());
    /// ```
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The first byte.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing lies in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Whether `other` lies wholly inside.
    ///
    /// ```
    /// # use zj_gov_report::Span;
    /// assert!(Span::new(0, 9).contains(Span::new(3, 6)));
    /// ```
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    ///
    /// ```
    /// use zj_gov_report::Span;
    ///
    /// assert!(Span::new(0, 6).overlaps(Span::new(3, 9)));
    /// assert!(!Span::new(0, 3).overlaps(Span::new(3, 9)));
    /// ```
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    ///
    /// ```
    /// use zj_gov_report::Span;
    ///
    /// assert_eq!(Span::new(0, 3).cover(Span::new(6, 9)), Span::new(0, 9));
    /// ```
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span moved `by` bytes to the right: from a piece of a text to the text.
    ///
    /// ```
    /// # use zj_gov_report::Span;
    /// assert_eq!(Span::new(1, 3).shift(10), Span::new(11, 13));
    /// ```
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    /// The piece of `text` that it covers; `None` where it leaves the text or cuts a character.
    ///
    /// ```
    /// use zj_gov_report::Span;
    ///
    /// assert_eq!(Span::new(0, 6).slice("公园3个"), Some("公园"));
    /// // Inside a character, and beyond the text.
    /// assert_eq!(Span::new(1, 3).slice("公园"), None);
    /// assert_eq!(Span::new(0, 99).slice("公园"), None);
    /// ```
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

/// Something that was read, and where it stands in the text.
///
/// ```
/// use zj_gov_report::{Found, number::find_numbers};
///
/// let text = "新增高新技术企业300家";
/// let found: Vec<Found<'_, _>> = find_numbers(text).collect();
/// assert_eq!(found[0].text(), "300");
/// assert_eq!(found[0].span().slice(text), Some("300"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'t, T> {
    value: T,
    text: &'t str,
    span: Span,
}

impl<'t, T> Found<'t, T> {
    /// A value read from the bytes `span` of `source`; `None` where the span does not fit the source.
    pub(crate) fn at(source: &'t str, span: Span, value: T) -> Option<Self> {
        Some(Self { value, text: span.slice(source)?, span })
    }

    /// What was read.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// What was read, without its place.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The text as written.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Where it stands.
    pub const fn span(&self) -> Span {
        self.span
    }
}
