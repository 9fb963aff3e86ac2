//! The limits that keep time and memory bounded. Past one, an [`Error`](crate::Error) of kind
//! [`Limit`](crate::ErrorKind::Limit) or a diagnostic of code [`Limit`](crate::Code::Limit) names it.
//!
//! All of them lie far beyond what a report holds; time and memory grow with the length of the input, no faster.

/// The longest number that is read, in characters: more than any real one, scanning blanks included.
///
/// ```
/// use zj_gov_report::{ErrorKind, Number, limits::MAX_NUMBER_CHARS};
///
/// let digits = "1".repeat(MAX_NUMBER_CHARS + 1);
/// assert_eq!(digits.parse::<Number>().unwrap_err().kind(), ErrorKind::Limit);
/// ```
pub const MAX_NUMBER_CHARS: usize = 128;

/// The longest name of an indicator, in characters; a longer phrase names nothing.
///
/// ```
/// use zj_gov_report::{find_metrics, limits::MAX_NAME_CHARS};
///
/// let text = format!("{}3个", "新".repeat(MAX_NAME_CHARS + 1));
/// assert_eq!(find_metrics(&text).next().unwrap().indicator(), "");
/// ```
pub const MAX_NAME_CHARS: usize = 200;

/// The longest cell or paragraph of a report that is searched for metrics and units, in bytes; a longer one is kept as text
/// with a diagnostic.
pub const MAX_CELL_BYTES: usize = 1 << 20;

/// The most rows or columns that one cell may span; it spans no more, and no more than its table has.
///
/// ```
/// use zj_gov_report::document::{Cell, Table};
/// use zj_gov_report::limits::MAX_CELL_SPAN;
///
/// let table = Table::new(vec![Cell::new(0, 0, []).spanning(1, 65_000)]);
/// assert!(table.columns() <= MAX_CELL_SPAN);
/// ```
pub const MAX_CELL_SPAN: usize = 1000;

/// The most columns of a table; what stands beyond is kept in the last one.
///
/// ```
/// use zj_gov_report::document::{Cell, Table};
/// use zj_gov_report::limits::MAX_TABLE_COLUMNS;
///
/// assert_eq!(Table::new(vec![Cell::new(0, 70_000, [])]).columns(), MAX_TABLE_COLUMNS);
/// ```
pub const MAX_TABLE_COLUMNS: usize = MAX_CELL_SPAN;

/// The most rows of a table; what stands beyond is kept in the last one.
pub const MAX_TABLE_ROWS: usize = 1 << 20;

/// How much text of cells over several rows is told again in the rows below, in bytes a table; beyond it such cells count
/// for their first row alone.
pub const MAX_REPEATED_BYTES: usize = 1 << 24;

/// The deepest nesting of HTML elements that is followed; the text of deeper ones is kept.
pub const MAX_NESTING: usize = 512;

/// The most numbers of one requirement that are taken for targets.
///
/// ```
/// use zj_gov_report::{Assessor, limits::MAX_TARGETS};
///
/// let requirement = "新建公园3个;".repeat(MAX_TARGETS + 1);
/// let assessments = Assessor::new("2024-06-30".parse().unwrap()).assess_text(&requirement, &["建成公园3个"]);
/// assert_eq!(assessments.len(), MAX_TARGETS);
/// ```
pub const MAX_TARGETS: usize = 128;

/// The most numbers of one progress that are looked at for answers.
pub const MAX_FIGURES: usize = 1024;
