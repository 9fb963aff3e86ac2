//! Reads the progress reports of Zhejiang's governments into typed tasks, metrics, departments and regions.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod diagnostic;
pub mod document;
mod error;
pub mod limits;
pub mod number;
mod registry;
mod report;
mod span;
mod task;
mod text;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use document::{Document, StatusKind};
pub use error::{Error, ErrorKind};
pub use number::Number;
pub use report::{Report, ReportReader};
pub use span::{Found, Span};
pub use task::{Assignment, AssignmentRole, Metric, Note, Passage, Progress, ProgressItem, Status, Task};
