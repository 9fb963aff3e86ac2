//! Reads the progress reports of Zhejiang's governments into typed tasks, metrics, departments and regions.
//!
//! A report goes in as text or as a web page; out come the tasks, who answers for them, every number with its meaning and its
//! place in the text, and whether the targets are met:
//!
//! ```
//! use zj_gov_report::{Direction, Measure, Report, Verdict};
//!
//! let text = "\
//! 2024年嘉兴市重点工作上半年进展情况表
//! 发布机构:嘉兴市人民政府办公室  发布日期:2024-07-18
//!
//! |序号|工作任务|进展情况|牵头单位|进展状态|
//! |1|固定资产投资增长6%以上,其中制造业投资增长10%。|1-6月,固定资产投资同比增长7.3%,其中制造业投资增长8.1%。|市发改委|按时推进|
//! |2|新增高新技术企业300家。|截至6月底,新认定高新技术企业171家。|市科技局|进度较快|
//! |3|新建农村公路120公里。|已建成农村公路31.2公里。|市交通局|进度滞后|
//! ";
//! let report = Report::from_text(text);
//! assert_eq!(report.region(), Some("嘉兴市"));
//! assert_eq!(report.period().unwrap().to_string(), "2024-01/2024-06");
//! assert_eq!(report.tasks().len(), 3);
//!
//! // Who answers for it, by the official name of that place and year.
//! let task = &report.tasks()[0];
//! assert_eq!(task.departments()[0].department().unwrap().name(), "嘉兴市发展和改革委员会");
//!
//! // What it reports: exact decimals, and where they stand.
//! let growth = &task.metrics()[0];
//! assert_eq!(growth.indicator(), "固定资产投资");
//! assert_eq!((growth.measure(), growth.direction()), (Measure::Growth, Some(Direction::Up)));
//! assert_eq!(growth.quantity().to_string(), "7.3%");
//! assert_eq!(growth.span().slice(text), Some("7.3%"));
//!
//! // How far it is, as of the last day that the report is about.
//! let scorecard = report.scorecard(report.as_of().unwrap());
//! let verdicts: Vec<_> = scorecard.assessments().map(|(_, assessment)| assessment.verdict()).collect();
//! assert_eq!(verdicts, [Verdict::Met, Verdict::Behind, Verdict::OnSchedule, Verdict::Behind]);
//! let (entry, worst) = scorecard.behind()[0];
//! assert_eq!(entry.number(), Some("3"));
//! assert_eq!(worst.to_string(), "年度目标120公里,截至6月底31.2公里,完成26.0%,慢于序时进度24.0个百分点");
//! ```
//!
//! # The way of the data
//!
//! Each layer is a module that can be used alone; it knows the layers above it in this table and none below.
//!
//! | layer | in | out |
//! |---|---|---|
//! | [`number`] | `2200余万`, `三分之二`, `10-20亿` | [`Number`]: an exact value or range, and the hedge inside it |
//! | [`quantity`] | `1.22万亩` | [`Quantity`]: number and [`Unit`], exact conversion within a dimension |
//! | [`period`] | `前三季度`, `截至6月底`, and a year | [`Period`]: months, days, or a state as of a day |
//! | [`region`] | `诸暨`, `滨海新区`, and the reporting place | [`Region`]: a division of GB/T 2260 in that year, or a zone |
//! | [`department`] | `市人社局`, and the reporting place | [`Department`]: the official name, kind, level |
//! | [`indicator`] | `全市规上工业增加值增速` | [`Indicator`]: a stable id, usual unit, which way is good |
//! | [`metric`] | a paragraph, and its year, place and column | [`Metric`]: what is measured, how much, since when, compared with what |
//! | [`document`] | text or a web page | [`Document`]: metadata, headings, paragraphs, tables of cells |
//! | [`report`] | a document | [`Report`]: [`Task`]s with requirement, [`Progress`], units, [`Status`], targets and metrics |
//! | [`scorecard`] | a report and a day | [`Scorecard`]: each target with the number that answers it, and a [`Verdict`] |
//!
//! Beside them stand [`Error`] and [`Diagnostic`], [`Span`] and [`Found`], and the [`limits`].
//!
//! Chapters: [the grammar](docs::grammar), [what a metric, a verdict, a region and a department is](docs::semantics),
//! [the registries and where their rows come from](docs::data), [why it is so](docs::design), [what is promised](docs::trust).
//!
//! # What it does, and what it does not
//!
//! It reads tables of progress (重点工作进展情况表), divisions of work (责任分解), plans (工作计划), lists of 民生实事 and yearbooks
//! (年鉴), whatever the order of their columns: by the labels and the shape, not by the city. It reads full width, traditional
//! forms and the blanks that scanning leaves as they stand; nothing is rewritten first, so that every [`Span`] points into
//! your text. Values are [`Decimal`](rust_decimal::Decimal) and [`NaiveDate`](chrono::NaiveDate), never floating point.
//!
//! It does not open PDF, Word or Excel files, download pages or recognise pictures. It does not guess: a number that the text
//! has broken (`增长9.9.9%`) is left out with a diagnostic. It knows one country's administration and one language: divisions
//! of all China at county level and above, offices and zones of Zhejiang. It reads statements of quantity and no opinions: the
//! words of a [`Status`] are the office's own, a [`Verdict`] is arithmetic.
//!
#![doc = include_str!("../docs/cookbook.md")]
//!
//! # Errors and diagnostics
//!
//! *One thing* that is asked for is read whole or refused: [`str::parse`], [`Period::read`], [`Quantity::convert_to`] and the
//! registries return an [`Error`] with its [kind](Error::kind), its [place](Error::span) and a message that says what was
//! expected and what was found.
//!
//! *A text* is never refused because of one bad row: `find_…` functions pass over what they cannot read, and a report holds
//! what was read and a list of [`Diagnostic`]s with [code](Diagnostic::code), [severity](Diagnostic::severity), place and a
//! message in English and [Chinese](Diagnostic::message_zh). Only input that is no text is an error
//! ([`ErrorKind::NotText`]). Codes and kinds are for programs and stay; messages are for people and may be reworded.
//!
//! # Registries
//!
//! Units, indicators, divisions, zones, offices, column labels and status words are tables that the crate ships and reads at
//! first use. Each has a `builtin()` and takes more rows with `with_tsv` ([`Units`], [`Indicators`],
//! [`RegionRegistry`](region::RegionRegistry), [`DepartmentRegistry`](department::DepartmentRegistry)) or `with_headers`,
//! `with_statuses`, `with_page_labels` ([`Vocabulary`](document::Vocabulary)); a [`ReportReader`] takes them all:
//! `with_units`, `with_indicators`, `with_regions`, `with_departments`, `with_vocabulary`. What no table knows is kept as
//! written. See [the chapter](docs::data).
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `html` | no | web pages: `Report::from_html`, `Document::from_html`; [`Report::from_bytes`] reads them too |
//! | `csv` | no | `csv::write_metrics`: metrics as rows that a spreadsheet opens |
//! | `arrow` | no | `arrow::metrics`, `arrow::tasks`: Arrow record batches, for Parquet and data frames |
//! | `schemars` | no | `JsonSchema` for the types of the interchange format |
//!
//! Model types implement serde's `Serialize` and `Deserialize` always: the interchange format, see [`Report`] and
//! [`FORMAT`](report::FORMAT).
//!
//! # Stability
//!
//! Names and signatures follow semantic versioning. Readings get better: a minor release may read a text differently, and the
//! changelog says which, under "Parsing results". Enums are `#[non_exhaustive]` but for [`Direction`]. No input makes the
//! crate panic, and time and memory grow with the length of the text. [All promises](docs::trust), each with what keeps it.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(
    missing_docs,
    rustdoc::broken_intra_doc_links,
    rustdoc::private_intra_doc_links,
    rustdoc::invalid_codeblock_attributes,
    rustdoc::invalid_html_tags,
    rustdoc::bare_urls,
    rustdoc::unescaped_backticks
)]
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
#[cfg(test)]
mod random;
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

// In the order of the way of the data, a group a layer.
pub use number::Number;

pub use quantity::{Quantity, Unit, Units};

pub use period::Period;

pub use region::Region;

pub use department::{AssignmentRole, Department};

pub use indicator::{Indicator, Indicators};

pub use metric::{
    Basis, Bound, Direction, IndicatorName, Measure, Metric, MetricBuilder, MetricParser, Metrics, Modality, TextRole,
    find_metrics,
};

pub use document::{Document, StatusKind};

pub use task::{Assignment, Note, Passage, Progress, ProgressItem, Status, Task};

pub use report::{Report, ReportReader};

pub use scorecard::{Assessment, Assessor, Scorecard, Verdict};

pub use diagnostic::{Code, Diagnostic, Severity};

pub use error::{Error, ErrorKind};

pub use span::{Found, Span};

/// Chapters: what is told in one piece, beside the reference.
#[cfg(any(doc, doctest))]
pub mod docs {
    #[doc = include_str!("../docs/grammar.md")]
    pub mod grammar {}

    #[doc = include_str!("../docs/semantics.md")]
    pub mod semantics {}

    #[doc = include_str!("../docs/data.md")]
    pub mod data {}

    #[doc = include_str!("../docs/design.md")]
    pub mod design {}

    #[doc = include_str!("../docs/trust.md")]
    pub mod trust {}
}

/// The examples of the front page of the repository, in both languages, run as tests.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../README.md")]
    const _ENGLISH: () = ();

    #[doc = include_str!("../README.zh.md")]
    const _CHINESE: () = ();
}
