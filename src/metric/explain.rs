//! Why a sentence was read as it was.

use std::fmt;

use super::draft::Draft;
use super::token::{Kind, Lexed};
use crate::span::Span;

/// The tokens of a paragraph, and for each metric the rules that gave its fields; made by
/// [`MetricParser::explain`](super::MetricParser::explain), printed with `Display`.
///
/// ```
/// use zj_gov_report::MetricParser;
///
/// let explanation = MetricParser::new().explain("绿道120公里");
/// assert_eq!(explanation.reasons()[0].indicator_rule(), "noun phrase before the number");
/// assert!(explanation.to_string().contains("quantity  120公里"));
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "解释")]
pub struct Explanation {
    tokens: Vec<(&'static str, String)>,
    reasons: Vec<Reason>,
}

/// The rules behind one metric.
///
/// ```
/// use zj_gov_report::MetricParser;
///
/// let explanation = MetricParser::new().explain("参保率达到95%以上");
/// let reason = &explanation.reasons()[0];
/// assert_eq!(reason.bound_rule(), "word after the number");
/// assert_eq!(reason.indicator_rule(), "noun phrase before the number");
/// ```
#[derive(Clone, Debug)]
pub struct Reason {
    text: String,
    span: Span,
    measure: String,
    measure_rule: &'static str,
    indicator: String,
    indicator_rule: &'static str,
    bound: String,
    bound_rule: &'static str,
}

impl Explanation {
    pub(crate) fn new(text: &str, lexed: &Lexed, drafts: &[Draft]) -> Self {
        let slice = |span: Span| span.slice(text).unwrap_or_default().to_owned();
        let tokens = lexed.tokens.iter().map(|token| {
            let kind = match token.kind {
                Kind::Word => "word",
                Kind::Cue(cue) => cue.describe(),
                Kind::Quantity(_) => "quantity",
                Kind::Broken(_) => "broken",
                Kind::Period(_) => "period",
                Kind::Place(_) => "place",
                Kind::Town => "town",
                Kind::Title => "title",
                Kind::Quoted => "quotation",
                Kind::Name => "name",
                Kind::Duration => "duration",
                Kind::Marker => "marker",
                Kind::Heading => "heading",
                Kind::Open | Kind::Close => "bracket",
                Kind::Enum | Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Stop => "separator",
            };
            (kind, slice(Span::new(token.start, token.end)))
        });
        let reasons = drafts.iter().map(|draft| Reason {
            text: slice(draft.span),
            span: draft.span,
            measure: draft.measure.to_string(),
            measure_rule: draft.rules.measure,
            indicator: draft.indicator.clone(),
            indicator_rule: draft.rules.indicator,
            bound: draft.bound.to_string(),
            bound_rule: draft.rules.bound,
        });
        Self { tokens: tokens.collect(), reasons: reasons.collect() }
    }

    /// What each stretch of the text was taken for, with the text.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.tokens.iter().map(|(kind, text)| (*kind, text.as_str()))
    }

    /// One reason a metric, in order.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

impl Reason {
    /// Where the number expression stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The rule that gave the measure.
    #[must_use]
    pub const fn measure_rule(&self) -> &'static str {
        self.measure_rule
    }

    /// The rule that gave the indicator.
    #[must_use]
    pub const fn indicator_rule(&self) -> &'static str {
        self.indicator_rule
    }

    /// The rule that gave the bound.
    #[must_use]
    pub const fn bound_rule(&self) -> &'static str {
        self.bound_rule
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, text) in &self.tokens {
            writeln!(f, "{kind:9} {text}")?;
        }
        for reason in &self.reasons {
            writeln!(f, "{} = {}", reason.text, reason.measure)?;
            writeln!(f, "    measure    {}", reason.measure_rule)?;
            writeln!(f, "    indicator  {} ({})", reason.indicator, reason.indicator_rule)?;
            writeln!(f, "    bound      {} ({})", reason.bound, reason.bound_rule)?;
        }
        Ok(())
    }
}
