//! Reads the progress reports of Zhejiang's governments into typed tasks, metrics, departments and regions.

#![cfg_attr(docsrs, feature(doc_cfg))]
// Nothing panics, whatever the input; the lints of the manifest warn, and here they forbid.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented
    )
)]

#[cfg(feature = "arrow")]
#[cfg_attr(docsrs, doc(cfg(feature = "arrow")))]
pub mod arrow;
mod convert;
#[cfg(feature = "csv")]
#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
pub mod csv;
pub mod department;
pub mod diagnostic;
pub mod document;
mod error;
pub mod indicator;
pub mod limits;
pub mod metric;
mod names;
pub mod number;
pub mod period;
pub mod quantity;
pub mod region;
mod registry;
pub mod report;
#[cfg(feature = "schemars")]
mod schema;
pub mod scorecard;
mod span;
mod task;
mod text;
#[cfg(test)]
mod work;

/// Dates stand in the interface: this is the version of the crate that they are from.
pub use chrono;
/// Exact decimals stand in the interface: this is the version of the crate that they are from.
pub use rust_decimal;

pub use department::Department;
pub use diagnostic::{Code, Diagnostic, Severity};
pub use document::{Document, StatusKind};
pub use error::{Error, ErrorKind};
pub use indicator::{Indicator, Indicators};
pub use metric::{
    Basis, Bound, Direction, IndicatorName, Measure, Metric, MetricBuilder, MetricParser, Metrics, Modality, TextRole,
    find_metrics,
};
pub use number::Number;
pub use period::Period;
pub use quantity::{Quantity, Unit, Units};
pub use region::Region;
pub use report::{Report, ReportReader};
pub use scorecard::{Assessment, Assessor, Scorecard, Verdict};
pub use span::{Found, Span};
pub use task::{Assignment, AssignmentRole, Note, Passage, Progress, ProgressItem, Status, Task};
