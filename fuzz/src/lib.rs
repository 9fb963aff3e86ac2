//! The laws of the tests, for the fuzz targets.

#[path = "../../tests/trust/laws/mod.rs"]
pub mod laws;

/// The text of an input; broken bytes become U+FFFD.
pub fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}
