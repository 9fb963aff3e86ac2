//! What the crate promises of every input: laws, hostile inputs, errors as they read, limits, the interchange format.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    unreachable_pub,
    reason = "a test that fails says so by a panic; the fuzz targets use the laws too"
)]

mod api;
#[path = "../common/mod.rs"]
#[expect(dead_code, reason = "shared by the tests; each uses a part")]
mod common;
mod errors;
mod generate;
mod hostile;
mod interchange;
mod laws;
mod limits;
mod properties;
mod regressions;
mod schema;
mod snapshot;
