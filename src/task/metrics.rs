//! The metrics of a task's texts.

use super::facts::Facts;
use crate::diagnostic::{Code, Severity};
use crate::limits::MAX_CELL_BYTES;
use crate::metric::{Metric, MetricParser, TextRole};
use crate::span::Span;

/// Adds the metrics of one paragraph of the source, with spans into the source; what could not be read is noted in `facts`.
pub(super) fn add_metrics(
    metrics: &mut Vec<Metric>,
    parser: &MetricParser<'_>,
    source: &str,
    paragraph: Span,
    role: TextRole,
    facts: &mut Facts,
) {
    let text = paragraph.slice(source).unwrap_or_default();
    if text.len() > MAX_CELL_BYTES {
        let length = text.len();
        let message = format!(
            "a text of {length} bytes, more than the limit of {MAX_CELL_BYTES}; it is not searched for metrics"
        );
        facts.report(Code::Limit, Severity::Warning, paragraph, message);
        return;
    }
    let diagnostics = parser.read_into(metrics, text, role, paragraph.start(), &mut facts.room);
    facts.diagnostics.extend(diagnostics);
}
