//! Registries: vocabulary as data.
//!
//! Units, indicators, departments, regions and report vocabulary are TSV files under `src/registry/data`. One loader
//! reads the built-in files and a user's own alike, with line numbers in its errors; one lazy table a registry, so that
//! who only parses numbers pays for nothing else.

pub(crate) mod charset;
pub(crate) mod lexicon;
pub(crate) mod openers;
pub(crate) mod table;
pub(crate) mod variants;
pub(crate) mod words;
pub(crate) mod written;

pub(crate) use charset::CharSet;
pub(crate) use lexicon::Lexicon;
pub(crate) use table::{Row, Table};
