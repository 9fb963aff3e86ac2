//! The limits that keep time and memory bounded. Past one, an [`Error`](crate::Error) of kind
//! [`Limit`](crate::ErrorKind::Limit) or a diagnostic names it.

/// The longest number that is read, in characters: more than any real one, scanning blanks included.
pub const MAX_NUMBER_CHARS: usize = 128;

/// The longest cell of a table that is taken apart, in bytes; a longer one is kept as text with a diagnostic.
pub const MAX_CELL_BYTES: usize = 1 << 20;

/// The most rows or columns that one cell may span.
pub const MAX_CELL_SPAN: usize = 1000;

/// The deepest nesting of HTML elements that is followed.
pub const MAX_NESTING: usize = 512;

/// The most numbers of one requirement that are taken for targets.
pub const MAX_TARGETS: usize = 256;

/// The most numbers of one progress that are looked at for answers.
pub const MAX_FIGURES: usize = 4096;
