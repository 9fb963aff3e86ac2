//! Reads the progress reports of Zhejiang's governments into typed tasks, metrics, departments and regions.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod diagnostic;
mod error;
pub mod limits;
pub mod number;
pub mod quantity;
mod registry;
mod span;
mod text;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use error::{Error, ErrorKind};
pub use number::Number;
pub use quantity::{Quantity, Unit};
pub use span::{Found, Span};
