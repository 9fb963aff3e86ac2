//! The scorecard: which targets are met, which are on schedule, which are behind.
//!
//! A row of a progress table states targets and reports what has been reached. [`Assessor`] pairs them and says how far
//! each target is.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the story; `kind.rs` the closed sets, `assessment.rs` [`Assessment`], `interchange.rs` its serde form |
//! | `assessor.rs` | [`Assessor`]: requirement and progress in, assessments out |
//! | `mention.rs`, `clause.rs` | a metric in its sentence: verb, stage, total or part; the words around it |
//! | `sense.rs` | what a number says, read with the words right before it |
//! | `name.rs` | names compared |
//! | `goal.rs` | what a target asks for: which way is good, does it add up |
//! | `fit.rs`, `pair.rs` | whether a number answers a target; which one does |
//! | `judge.rs`, `print.rs` | the verdict, and the sentence that states the case |
//! | `explain.rs` | which numbers were weighed, for who wonders why |
//! | `rollup.rs`, `of_report.rs` | [`Scorecard`]: counts by department and place, what is behind; the seam to tasks and reports |
//! | `words.rs` | the vocabulary: `registry/data/scorecard_words.tsv`, `scorecard_synonyms.tsv` |
//!
//! ```
//! use zj_gov_report::scorecard::{Assessor, Verdict};
//!
//! let assessor = Assessor::new("2021-06-30".parse().unwrap());
//! let assessments = assessor.assess_text("新增高新技术企业300家以上", &["1-6月,认定高新技术企业171家。"]);
//! assert_eq!(assessments[0].verdict(), Verdict::OnSchedule);
//! assert_eq!(
//!     assessments[0].to_string(),
//!     "年度目标300家以上,截至6月底171家,完成57.0%,快于序时进度7.0个百分点"
//! );
//! ```

mod assessment;
mod assessor;
mod clause;
mod explain;
mod fit;
mod goal;
mod interchange;
mod judge;
mod kind;
mod mention;
mod name;
mod of_report;
mod pair;
mod print;
mod rollup;
mod sense;
mod words;

pub use assessment::{Answer, Assessment};
pub use assessor::Assessor;
pub use explain::AnswerExplanation;
pub use kind::{MatchedBy, Verdict};
pub use mention::Paragraph;
pub use rollup::{Counts, Entry, Group, Responsible, Scorecard};
