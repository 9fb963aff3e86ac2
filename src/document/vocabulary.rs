//! The words by which a document is taken apart: labels of columns and of metadata, statuses, the look of a unit.
//!
//! They are data (`src/registry/data/{headers,qualifiers,statuses,page_labels,unit_shapes,cues,surnames}.tsv`); a user
//! adds rows of the same form at run time.

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use super::cues::Cues;
use super::role::{ColumnRole, HeaderWord};
use crate::error::Error;
use crate::names::names;
use crate::registry::{Lexicon, Row, Table};

/// How far a task is, as its status says.
///
/// ```
/// use zj_gov_report::document::Vocabulary;
/// use zj_gov_report::StatusKind;
///
/// assert_eq!(Vocabulary::builtin().status("75%(进度滞后)"), Some(StatusKind::Behind));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "进展状态")]
pub enum StatusKind {
    /// Faster than planned: 进度较快, 超时序进度.
    #[doc(alias = "超前")]
    Ahead,
    /// As planned: 按时推进, 进度正常.
    #[doc(alias = "按时推进")]
    OnSchedule,
    /// Slower than planned: 进度滞后, 偏慢.
    #[doc(alias = "进度滞后")]
    Behind,
    /// Finished: 已完成, 办结.
    #[doc(alias = "已完成")]
    Done,
    /// Not begun, or not done yet: 未开工, 尚未完成.
    #[doc(alias = "未开工")]
    NotStarted,
    /// Words that no vocabulary knows, or that say nothing: 数据还未发布.
    #[default]
    #[doc(alias = "未知")]
    Unknown,
}

names!(StatusKind { Ahead = "ahead", OnSchedule = "on_schedule", Behind = "behind", Done = "done", NotStarted = "not_started", Unknown = "unknown" });

/// What a label of the page announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageField {
    Title,
    IndexNumber,
    Publisher,
    Source,
    Published,
    Written,
    Furniture,
    Other,
}

/// The vocabulary of a reader; the built-in one, or that with rows of the user's own.
///
/// ```
/// use zj_gov_report::document::{ColumnRole, Vocabulary};
///
/// let vocabulary = Vocabulary::builtin().with_headers("label\trole\n晾晒情况\tprogress\n").unwrap();
/// assert_eq!(vocabulary.column_role("半年度晾晒情况"), Some(ColumnRole::Progress));
/// assert_eq!(Vocabulary::builtin().column_role("半年度晾晒情况"), None);
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "用语")]
pub struct Vocabulary {
    pub(crate) headers: Lexicon<HeaderWord>,
    /// Kept backwards, as they are looked up from the end.
    pub(crate) header_ends: Lexicon<HeaderWord>,
    pub(crate) qualifiers: Lexicon<()>,
    pub(crate) statuses: Lexicon<StatusKind>,
    pub(crate) page_labels: Lexicon<PageField>,
    pub(crate) unit_suffixes: Lexicon<()>,
    pub(crate) unit_groups: Lexicon<()>,
    pub(crate) unit_names: Lexicon<()>,
    pub(crate) unit_prefixes: Lexicon<()>,
    pub(crate) surnames: Lexicon<()>,
    /// Positive: a report of what was done; negative: a statement of what is to be done.
    pub(crate) cues: Cues,
}

static BUILTIN: Lazy<Vocabulary> = Lazy::new(|| Vocabulary::load().unwrap_or_else(|_| Vocabulary::empty()));

const HEADERS: &str = include_str!("../registry/data/headers.tsv");
const HEADER_ENDS: &str = include_str!("../registry/data/header_ends.tsv");
const QUALIFIERS: &str = include_str!("../registry/data/qualifiers.tsv");
const STATUSES: &str = include_str!("../registry/data/statuses.tsv");
const PAGE_LABELS: &str = include_str!("../registry/data/page_labels.tsv");
const UNIT_SHAPES: &str = include_str!("../registry/data/unit_shapes.tsv");
const CUES: &str = include_str!("../registry/data/cues.tsv");
const SURNAMES: &str = include_str!("../registry/data/surnames.tsv");

impl Vocabulary {
    /// The vocabulary that the crate ships.
    ///
    /// ```
    /// use zj_gov_report::document::{ColumnRole, Vocabulary};
    ///
    /// assert_eq!(Vocabulary::builtin().column_role("半年度完成情况"), Some(ColumnRole::Progress));
    /// ```
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// This vocabulary and more column labels: a TSV with the columns of `headers.tsv` (`label`, `role`, and if you
    /// like `rank` and `otherwise`). A label that is known already gets the new role.
    ///
    /// ```
    /// use zj_gov_report::document::{ColumnRole, Vocabulary};
    ///
    /// let vocabulary = Vocabulary::builtin().with_headers("label\trole\n攻坚成效\tprogress\n")?;
    /// assert_eq!(vocabulary.column_role("攻坚成效"), Some(ColumnRole::Progress));
    /// assert!(Vocabulary::builtin().with_headers("label\trole\n攻坚成效\tresult\n").is_err());
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Registry`](crate::ErrorKind::Registry) names the line: a missing column, an empty label, a role
    /// that does not exist.
    pub fn with_headers(&self, tsv: &str) -> Result<Self, Error> {
        let mut vocabulary = self.clone();
        vocabulary.add_headers(tsv)?;
        Ok(vocabulary)
    }

    /// This vocabulary and more status words: a TSV with the columns `word` and `kind` (`ahead`, `on_schedule`,
    /// `behind`, `done`, `not_started`, `unknown`).
    ///
    /// ```
    /// use zj_gov_report::{StatusKind, document::Vocabulary};
    ///
    /// let vocabulary = Vocabulary::builtin().with_statuses("word\tkind\n蜗牛奖\tbehind\n").unwrap();
    /// assert_eq!(vocabulary.status("蜗牛奖"), Some(StatusKind::Behind));
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Registry`](crate::ErrorKind::Registry) names the line: a missing column, an empty word, a kind
    /// that does not exist.
    pub fn with_statuses(&self, tsv: &str) -> Result<Self, Error> {
        let mut vocabulary = self.clone();
        vocabulary.add_statuses(tsv)?;
        Ok(vocabulary)
    }

    /// This vocabulary and more labels of the page: a TSV with the columns `label` and `field` (`title`,
    /// `index_number`, `publisher`, `source`, `published`, `written`, `document_number`, `category`, `disclosure`,
    /// `place`, `furniture`).
    ///
    /// ```
    /// use zj_gov_report::Document;
    /// use zj_gov_report::document::Vocabulary;
    ///
    /// let vocabulary = Vocabulary::builtin().with_page_labels("label\tfield\n公文标题\ttitle\n")?;
    /// let text = "公文标题:民生实事进展情况\n发布日期:2024-07-15\n\n一、总体情况\n\n各项工作有序推进。\n";
    /// assert_eq!(Document::from_text_with(text, &vocabulary).metadata().title(), Some("民生实事进展情况"));
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Registry`](crate::ErrorKind::Registry) names the line: a missing column, an empty label, a field
    /// that does not exist.
    pub fn with_page_labels(&self, tsv: &str) -> Result<Self, Error> {
        let mut vocabulary = self.clone();
        vocabulary.add_page_labels(tsv)?;
        Ok(vocabulary)
    }

    /// The role of a column or of a key-value line with this label; `None` where no vocabulary knows it.
    ///
    /// ```
    /// use zj_gov_report::document::{ColumnRole, Vocabulary};
    ///
    /// let vocabulary = Vocabulary::builtin();
    /// assert_eq!(vocabulary.column_role("牵 头\n单 位"), Some(ColumnRole::Lead));
    /// assert_eq!(vocabulary.column_role("进展、问题及打算"), Some(ColumnRole::Progress));
    /// assert_eq!(vocabulary.column_role("天气"), None);
    /// ```
    #[must_use]
    pub fn column_role(&self, label: &str) -> Option<ColumnRole> {
        self.header_word(label).map(|word| word.role)
    }

    /// The kind of exactly this status word.
    pub(crate) fn statuses_kind(&self, word: &str) -> Option<StatusKind> {
        self.statuses.get(word)
    }

    fn empty() -> Self {
        Self {
            headers: Lexicon::new(),
            header_ends: Lexicon::new(),
            qualifiers: Lexicon::new(),
            statuses: Lexicon::new(),
            page_labels: Lexicon::new(),
            unit_suffixes: Lexicon::new(),
            unit_groups: Lexicon::new(),
            unit_names: Lexicon::new(),
            unit_prefixes: Lexicon::new(),
            surnames: Lexicon::new(),
            cues: Cues::new(Lexicon::new()),
        }
    }

    fn load() -> Result<Self, Error> {
        let mut vocabulary = Self::empty();
        vocabulary.add_headers(HEADERS)?;
        vocabulary.add_statuses(STATUSES)?;
        vocabulary.add_page_labels(PAGE_LABELS)?;
        vocabulary.add_unit_shapes(UNIT_SHAPES)?;
        for row in Table::parse(HEADER_ENDS, &["end", "role", "otherwise"])?.rows() {
            let (role, otherwise) = (role_of(&row, "role")?, role_of(&row, "otherwise")?);
            let end: String = word(&row, "end")?.chars().rev().collect();
            vocabulary.header_ends.insert(&end, HeaderWord { role, otherwise, rank: 0 });
        }
        for row in Table::parse(QUALIFIERS, &["word"])?.rows() {
            vocabulary.qualifiers.insert(row.get("word"), ());
        }
        for row in Table::parse(SURNAMES, &["surname"])?.rows() {
            vocabulary.surnames.insert(row.get("surname"), ());
        }
        let mut cues = Lexicon::new();
        for row in Table::parse(CUES, &["word", "kind", "weight"])?.rows() {
            let weight: i32 = row.get("weight").parse().map_err(|_| row.error("`weight` is no number"))?;
            let weight = match row.get("kind") {
                "done" => weight,
                "plan" => weight.saturating_neg(),
                other => return Err(row.error(format_args!("no kind `{other}`"))),
            };
            cues.insert(row.get("word"), weight);
        }
        vocabulary.cues = Cues::new(cues);
        Ok(vocabulary)
    }

    fn add_headers(&mut self, tsv: &str) -> Result<(), Error> {
        for row in Table::parse(tsv, &["label", "role"])?.rows() {
            let role = role_of(&row, "role")?;
            let otherwise = if row.get("otherwise").is_empty() { role } else { role_of(&row, "otherwise")? };
            let rank = match row.get("rank") {
                "" => 5,
                rank => rank.parse().map_err(|_| row.error("`rank` is no small number"))?,
            };
            self.headers.insert(word(&row, "label")?, HeaderWord { role, otherwise, rank });
        }
        Ok(())
    }

    fn add_statuses(&mut self, tsv: &str) -> Result<(), Error> {
        for row in Table::parse(tsv, &["word", "kind"])?.rows() {
            let kind = row.get("kind");
            let kind =
                kind.parse().map_err(|_| no(&row, "kind", kind, StatusKind::ALL.iter().map(|kind| kind.as_str())))?;
            self.statuses.insert(word(&row, "word")?, kind);
        }
        Ok(())
    }

    fn add_page_labels(&mut self, tsv: &str) -> Result<(), Error> {
        for row in Table::parse(tsv, &["label", "field"])?.rows() {
            let field = match row.get("field") {
                "title" => PageField::Title,
                "index_number" => PageField::IndexNumber,
                "publisher" => PageField::Publisher,
                "source" => PageField::Source,
                "published" => PageField::Published,
                "written" => PageField::Written,
                "furniture" => PageField::Furniture,
                "document_number" | "category" | "disclosure" | "place" => PageField::Other,
                other => return Err(no(&row, "field", other, FIELDS)),
            };
            self.page_labels.insert(word(&row, "label")?, field);
        }
        Ok(())
    }

    fn add_unit_shapes(&mut self, tsv: &str) -> Result<(), Error> {
        for row in Table::parse(tsv, &["word", "kind"])?.rows() {
            let word = word(&row, "word")?;
            match row.get("kind") {
                // Suffixes are looked up from the end, so they are kept backwards.
                "suffix" => self.unit_suffixes.insert(&word.chars().rev().collect::<String>(), ()),
                "group" => self.unit_groups.insert(word, ()),
                "name" => self.unit_names.insert(word, ()),
                "prefix" => self.unit_prefixes.insert(word, ()),
                other => return Err(row.error(format_args!("no kind `{other}`"))),
            };
        }
        Ok(())
    }
}

fn word<'t>(row: &Row<'_, 't>, column: &str) -> Result<&'t str, Error> {
    match row.get(column) {
        "" => Err(row.error(format_args!("`{column}` is empty"))),
        word => Ok(word),
    }
}

/// What a label of a page can stand for.
const FIELDS: [&str; 11] = [
    "title",
    "index_number",
    "publisher",
    "source",
    "published",
    "written",
    "furniture",
    "document_number",
    "category",
    "disclosure",
    "place",
];

fn role_of(row: &Row<'_, '_>, column: &str) -> Result<ColumnRole, Error> {
    let name = row.get(column);
    let roles = ColumnRole::ALL.iter().filter(|role| **role != ColumnRole::Unknown).map(|role| role.as_str());
    ColumnRole::from_name(name).ok_or_else(|| no(row, "role", name, roles))
}

/// A word that is none of a closed set, with those that are.
fn no<'w>(row: &Row<'_, '_>, what: &str, found: &str, words: impl IntoIterator<Item = &'w str>) -> Error {
    let words: Vec<&str> = words.into_iter().collect();
    row.error(format_args!("no {what} `{found}`: expected one of {}", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The headers of the files promise this: no word twice, no role or kind that does not exist.
    #[test]
    fn the_shipped_words_keep_their_promises() {
        Vocabulary::load().unwrap();
        for (name, tsv, key) in [
            ("headers", HEADERS, ["label", ""]),
            ("header_ends", HEADER_ENDS, ["end", ""]),
            ("qualifiers", QUALIFIERS, ["word", ""]),
            ("statuses", STATUSES, ["word", ""]),
            ("page_labels", PAGE_LABELS, ["label", ""]),
            ("unit_shapes", UNIT_SHAPES, ["word", "kind"]),
            ("cues", CUES, ["word", ""]),
            ("surnames", SURNAMES, ["surname", ""]),
        ] {
            let table = Table::parse(tsv, &key[..1]).unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for row in table.rows() {
                let word: String = row.get(key[0]).chars().map(crate::text::fold).collect();
                assert!(
                    !word.is_empty() && seen.insert((word.clone(), row.get(key[1]))),
                    "{name}: {word} twice or empty"
                );
            }
        }
    }

    #[test]
    fn faults_of_a_user_name_their_line() {
        let vocabulary = Vocabulary::builtin();
        let message = |result: Result<Vocabulary, Error>| result.unwrap_err().to_string();
        assert_eq!(message(vocabulary.with_headers("label\n甲\n")), "registry, line 1: no column `role`");
        assert_eq!(
            message(vocabulary.with_headers("label\trole\n甲\tcolumn\n")),
            "registry, line 2: no role `column`: expected one of number, category, title, task, plan, progress, status, lead, responsible, supporting, leader, remark, unit"
        );
        assert_eq!(message(vocabulary.with_headers("label\trole\n\ttask\n")), "registry, line 2: `label` is empty");
        assert_eq!(
            message(vocabulary.with_statuses("word\tkind\n甲\tgood\n")),
            "registry, line 2: no kind `good`: expected one of ahead, on_schedule, behind, done, not_started, unknown"
        );
        let fields = message(vocabulary.with_page_labels("label\tfield\n甲\tx\n"));
        assert!(
            fields.starts_with("registry, line 2: no field `x`: expected one of title, index_number, "),
            "{fields}"
        );
        for field in FIELDS {
            assert!(vocabulary.with_page_labels(&format!("label\tfield\n甲\t{field}\n")).is_ok(), "{field}");
        }
    }
}
