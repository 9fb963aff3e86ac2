//! What a column holds, and how its label says so.

use serde::{Deserialize, Serialize};

use super::vocabulary::Vocabulary;
use crate::names::names;
use crate::text::{fold, is_blank, squash};

/// What stands in a column of a table, or after a key of a key-value list.
///
/// ```
/// use zj_gov_report::Document;
/// use zj_gov_report::document::ColumnRole;
///
/// let document = Document::from_text("|序号|主要工作任务|进展情况|牵头部门|\n|1|新建公园3个|已建成1个|市建设局|\n");
/// let roles = document.tables().next().unwrap().roles().to_vec();
/// assert_eq!(roles, [ColumnRole::Number, ColumnRole::Task, ColumnRole::Progress, ColumnRole::Lead]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "列")]
pub enum ColumnRole {
    /// The number of the row: 序号.
    #[doc(alias = "序号")]
    Number,
    /// What sort of work the row belongs to: 类别, 工作重点.
    #[doc(alias = "类别")]
    Category,
    /// The name of what is to be done, beside a column that says more: 项目名称 beside 主要内容.
    #[doc(alias = "项目名称")]
    Title,
    /// What is to be done: 内容与要求, 目标任务.
    #[doc(alias = "工作任务")]
    Task,
    /// By when, or what next: 进度安排, 一季度目标, 下步举措.
    #[doc(alias = "进度安排")]
    Plan,
    /// What was done: 进展情况, 完成情况.
    #[doc(alias = "进展情况")]
    Progress,
    /// How far it is: 进展状态, 完成率.
    #[doc(alias = "进展状态")]
    Status,
    /// Who leads: 牵头单位.
    #[doc(alias = "牵头单位")]
    Lead,
    /// Who is responsible: 责任单位.
    #[doc(alias = "责任单位")]
    Responsible,
    /// Who helps: 配合单位.
    #[doc(alias = "配合单位")]
    Supporting,
    /// Which person answers for it: 责任领导, 分管市长.
    #[doc(alias = "责任领导")]
    Leader,
    /// Anything else that is said of it: 备注.
    #[doc(alias = "备注")]
    Remark,
    /// The unit of the numbers in the row: 计量单位.
    #[doc(alias = "计量单位")]
    Unit,
    /// A column whose label no vocabulary knows.
    Unknown,
}

names!(ColumnRole in document { Number = "number", Category = "category", Title = "title", Task = "task", Plan = "plan", Progress = "progress", Status = "status", Lead = "lead", Responsible = "responsible", Supporting = "supporting", Leader = "leader", Remark = "remark", Unit = "unit", Unknown = "unknown" });

impl ColumnRole {
    /// The role of that name in a table of the registry, which says `unknown` of no label.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        name.parse().ok().filter(|role| *role != Self::Unknown)
    }

    /// Whether units stand in it.
    pub(crate) const fn is_units(self) -> bool {
        matches!(self, Self::Lead | Self::Responsible | Self::Supporting)
    }

    /// Whether a table with such a column can be a table of tasks.
    pub(crate) const fn carries_tasks(self) -> bool {
        matches!(self, Self::Task | Self::Progress)
    }
}

/// What the vocabulary says of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeaderWord {
    pub(crate) role: ColumnRole,
    /// The role that it takes where a column of higher rank has `role`.
    pub(crate) otherwise: ColumnRole,
    pub(crate) rank: u8,
}

/// The roles that only one column of a table can have, in the order in which they are given out.
const SINGLE: [ColumnRole; 4] = [ColumnRole::Task, ColumnRole::Progress, ColumnRole::Status, ColumnRole::Number];

/// The longest label that is looked up, in characters without blanks.
const MAX_LABEL_CHARS: usize = 28;

/// The same with the blanks inside it, in bytes.
const MAX_WRITTEN: usize = 240;

/// The most that may stand before the word of a label, in characters: more makes a title (2021年重点工作半年度进展情况).
const MAX_QUALIFIER_CHARS: usize = 10;

/// The longest label that is told by its end, in characters without blanks.
const MAX_COMPOUND_CHARS: usize = 12;

/// The longest name of a place before a label of units, in characters.
const MAX_PLACE_CHARS: usize = 4;

impl Vocabulary {
    /// Reads the label of a column.
    ///
    /// ```text
    /// label     = { qualifier } word [ tail ]
    /// qualifier = a digit | a word of qualifiers.tsv        半年度, 1-6月, 截至
    /// word      = a label of headers.tsv                    完成情况
    /// tail      = ("、" | "及" | "和" | "与" | "," | "/" | "(" | "[") any      、存在问题及打算   (%)
    /// ```
    pub(crate) fn header_word(&self, label: &str) -> Option<HeaderWord> {
        if label.len() > MAX_WRITTEN || !self.may_be_label(label) {
            return None;
        }
        let label = squash(label);
        let label = label.trim_matches(frames_label);
        if label.is_empty() || label.len() > MAX_LABEL_CHARS.saturating_mul(4) {
            return None;
        }
        if label.chars().count() > MAX_LABEL_CHARS {
            return None;
        }
        // 目标任务与责任分解表 and 年度重点工作责任分解 are titles of tables, though they open with a label.
        if label.ends_with('表') || label.ends_with("责任分解") {
            return self.headers.get(label);
        }
        self.label_at(label, 0)
    }

    /// The same for a cell that surely is a label, as others beside it are: it may name the place whose units stand there.
    pub(crate) fn header_cell(&self, label: &str) -> Option<HeaderWord> {
        self.header_word(label)
            .or_else(|| if may_be_compound(label) { self.label_of_place(&squash(label)) } else { None })
    }

    /// What a label that nothing knows says by its end, where those beside it are known.
    ///
    /// ```text
    /// compound = 1 to 8 characters, an end of header_ends.tsv      攻坚|项目, 上半年|成效, 承办|部门
    /// ```
    pub(crate) fn compound_label(&self, label: &str) -> Option<HeaderWord> {
        if !may_be_compound(label) {
            return None;
        }
        let label = squash(label);
        let label = label.trim_matches(frames_label);
        let chars = label.chars().take(MAX_COMPOUND_CHARS.saturating_add(1)).count();
        // 实施单位(村社): what a bracket adds is no end.
        let label = label.split(['(', '（']).next()?;
        if chars > MAX_COMPOUND_CHARS || label.contains(['。', ',', '，', ';', '；', '、', '%']) {
            return None;
        }
        let backwards: String = label.chars().rev().collect();
        self.header_ends.longest(&backwards, 0).map(|hit| hit.value)
    }

    /// Whether a text only qualifies a label, as the first line of one that is broken: 二季度|计划, 截至9月底|落实情况.
    pub(crate) fn qualifies(&self, text: &str) -> bool {
        let (mut at, mut worded) = (0usize, false);
        while let Some(c) = crate::text::char_at(text, at) {
            at = match crate::text::digit(c) {
                Some(_) => at.saturating_add(c.len_utf8()),
                None => match self.qualifiers.longest(text, at) {
                    Some(hit) => {
                        worded = true;
                        hit.end
                    }
                    None => return false,
                },
            };
        }
        worded
    }

    /// unit-label = place ( "牵头单位" | "责任单位" | … )      嵊州牵头单位: whose units they are
    fn label_of_place(&self, label: &str) -> Option<HeaderWord> {
        if !label.ends_with("单位") && !label.ends_with("部门") {
            return None;
        }
        let starts = label.char_indices().map(|(at, _)| at).skip(1).take(MAX_PLACE_CHARS);
        let words = starts.filter_map(|at| self.headers.get(label.get(at..)?));
        words.into_iter().find(|word| word.role.is_units())
    }

    /// The label behind the qualifiers that open at byte `at`.
    fn label_at(&self, label: &str, mut at: usize) -> Option<HeaderWord> {
        loop {
            if label.get(..at)?.chars().count() > MAX_QUALIFIER_CHARS {
                return None;
            }
            let mut best: Option<HeaderWord> = None;
            self.headers.walk(label, at, |hit| {
                if label.get(hit.end..).is_some_and(is_tail) {
                    // `半年度目标任务` says less than `任务内容`.
                    let rank = hit.value.rank.saturating_sub(u8::from(at > 0));
                    best = Some(HeaderWord { rank, ..hit.value });
                }
            });
            if best.is_some() {
                return best;
            }
            let c = crate::text::char_at(label, at)?;
            at = match crate::text::digit(c) {
                Some(_) => at.saturating_add(c.len_utf8()),
                None => self.qualifiers.longest(label, at)?.end,
            };
        }
    }
}

impl Vocabulary {
    /// Whether `text`, or some beginning of it, may be a label: never `false` where [`header_word`](Self::header_word)
    /// knows one. Most texts are told by their first character that is no digit.
    pub(crate) fn may_be_label(&self, text: &str) -> bool {
        for c in text.chars() {
            if self.headers.starts_with(c) || self.qualifiers.starts_with(c) {
                return true;
            }
            if !(crate::text::digit(c).is_some() || is_blank(c) || frames_label(c)) {
                return false;
            }
        }
        false
    }
}

/// The cheap look at a text: a long one is no label.
const fn may_be_compound(text: &str) -> bool {
    text.len() <= 120
}

/// What may stand before and after a label and is not of it.
fn frames_label(c: char) -> bool {
    matches!(c, '*' | '★' | '▲' | ':' | '：')
}

/// The shortest label that tells in a title what the report is: 完成情况, not 进度.
const MIN_TITLE_LABEL: usize = "完成情况".len();

impl Vocabulary {
    /// Whether a title says that what follows reports progress: 2024年重点工作上半年完成情况.
    pub(crate) fn names_progress(&self, title: &str) -> bool {
        let label = |at| self.headers.longest(title, at);
        let mut labels = title.char_indices().filter_map(|(at, _)| Some((at, label(at)?)));
        labels.any(|(at, hit)| hit.value.role == ColumnRole::Progress && hit.end.saturating_sub(at) >= MIN_TITLE_LABEL)
    }
}

fn is_tail(tail: &str) -> bool {
    match tail.chars().next().map(fold) {
        None => true,
        Some(c) => matches!(c, '、' | '及' | '和' | '与' | ',' | '/' | '(' | '[' | '〔' | '【' | '或' | '%'),
    }
}

/// The roles of the columns of one table, from the labels of its header.
///
/// Of several columns with one role, where only one can have it, the one of the highest rank keeps it (the first of
/// equals) and the others take their other role.
pub(crate) fn resolve(words: &[Option<HeaderWord>]) -> Vec<ColumnRole> {
    let mut roles: Vec<ColumnRole> = words.iter().map(|word| word.map_or(ColumnRole::Unknown, |w| w.role)).collect();
    for role in SINGLE {
        let rank = |(index, word): (usize, &Option<HeaderWord>)| {
            let word = (*word)?;
            (roles.get(index) == Some(&role)).then_some((word.role == role, word.rank, std::cmp::Reverse(index)))
        };
        let Some((.., std::cmp::Reverse(keeper))) = words.iter().enumerate().filter_map(rank).max() else { continue };
        // 完成比例 beside 形象进度: of two that say how far, the one in words is the report, where no other column is.
        let reported = roles.contains(&ColumnRole::Progress);
        for (index, (slot, word)) in roles.iter_mut().zip(words).enumerate() {
            if *slot == role
                && index != keeper
                && let Some(word) = word
            {
                let taken = role == word.otherwise || reported && word.otherwise == ColumnRole::Progress;
                *slot = if taken { ColumnRole::Remark } else { word.otherwise };
            }
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::ColumnRole::*;
    use super::*;

    #[test]
    fn labels_are_read_without_blanks_and_qualifiers() {
        let vocabulary = Vocabulary::builtin();
        for (label, role) in [
            ("序 号", Some(Number)),
            ("半年度完成情况", Some(Progress)),
            ("10月完成情况", Some(Progress)),
            ("截至6月底进展", Some(Progress)),
            ("1-6月进展情况", Some(Progress)),
            ("进展情况、存在问题及下一步打算", Some(Progress)),
            ("落实进展情况及问题原因", Some(Progress)),
            ("8月计划进度", Some(Plan)),
            ("半年度目标任务", Some(Task)),
            ("一季度目标", Some(Task)),
            ("四季度计划目标", Some(Plan)),
            ("形象进度(%)", Some(Status)),
            ("牵头市领导", Some(Leader)),
            ("省牵头单位", Some(Lead)),
            ("牵头责任单位", Some(Lead)),
            ("协办", Some(Supporting)),
            ("责任單位", Some(Responsible)),
            ("截至2021年6月底进展情况", Some(Progress)),
            ("2021年重点工作半年度进展情况", None),
            ("情况良好", None),
            ("进展情况良好", None),
        ] {
            assert_eq!(vocabulary.column_role(label), role, "{label}");
        }
    }

    #[test]
    fn a_label_may_be_one() {
        let vocabulary = Vocabulary::builtin();
        for label in
            ["完成情况", " \u{3000}★*序号", "2021年目标", "：進展情況", "＊", "1", "1 2月完成情况", "半年度", "*", ""]
        {
            let known = vocabulary.header_word(label).is_some();
            assert!(vocabulary.may_be_label(label) || !known, "{label}");
        }
        for text in ["绿道10公里", " \n", "12", "12绿道"] {
            assert!(!vocabulary.may_be_label(text), "{text}");
        }
    }

    #[test]
    fn titles_say_whether_progress_is_reported() {
        let says = |title| Vocabulary::builtin().names_progress(title);
        assert!(says("2024年重点工作上半年完成情况"));
        assert!(says("关于民生实事项目推进情况的通报"));
        assert!(!says("2024年重点工作计划"));
        assert!(!says("2024年重点工作任务分解表"));
    }

    #[track_caller]
    fn roles(labels: &str, expected: &[ColumnRole]) {
        let words: Vec<_> = labels.split('/').map(|label| Vocabulary::builtin().header_word(label)).collect();
        assert_eq!(resolve(&words), expected, "{labels}");
    }

    #[test]
    fn columns_share_the_roles_among_them() {
        roles(
            "序号/工作任务/责任单位/一季度目标/进展、问题及打算/目标完成情况",
            &[Number, Task, Responsible, Plan, Progress, Status],
        );
        roles(
            "工作重点/序号/主要工作任务/落实进展情况及问题原因/牵头责任单位",
            &[Category, Number, Task, Progress, Lead],
        );
        roles("序号/任务内容/责任单位/半年度目标任务/半年度完成情况", &[Number, Task, Responsible, Plan, Progress]);
        roles("序号/工作事项/进度安排/进展情况/完成情况", &[Number, Task, Plan, Progress, Status]);
        roles("目标任务/牵头单位/进展情况/下步举措", &[Task, Lead, Progress, Plan]);
        roles(
            "项目内容/8月计划进度/实际进度情况/完成率/责任单位/具体分管领导",
            &[Task, Plan, Progress, Status, Responsible, Leader],
        );
        roles("序号/实事项目/年度目标/三季度完成情况/进度/牵头单位", &[Number, Title, Task, Progress, Status, Lead]);
        roles("序号/项目/年度任务/完成情况/责任单位", &[Number, Title, Task, Progress, Responsible]);
        roles("重点工作/具体目标/推进情况/存在问题/牵头部门", &[Title, Task, Progress, Remark, Lead]);
        roles("序号/工作内容/年度任务/完成情况", &[Number, Task, Plan, Progress]);
        roles("序号/工作内容/进度/责任单位", &[Number, Task, Progress, Responsible]);
        roles("序号/指标名称/目标值/预计值/完成情况", &[Number, Task, Plan, Progress, Status]);
        roles(
            "序号/重点工作/主要内容/区领导/牵头单位/配合单位/计划目标/10月完成情况/进度状态/情况说明",
            &[Number, Title, Task, Leader, Lead, Supporting, Plan, Progress, Status, Remark],
        );
    }
}
