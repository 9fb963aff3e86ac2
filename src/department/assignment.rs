//! Words beside units that say what these have to do with a task: `registry/data/assignment_words.tsv`.

use super::AssignmentRole;
use crate::region::starts_with;
use crate::registry::words::{Words, word_lists};

word_lists! {
    /// The words by their roles.
    AssignmentWords from include_str!("../registry/data/assignment_words.tsv");
    label_lead, label_responsible, label_supporting, verb_lead, verb_lead_all, verb_responsible, verb_supporting, leader,
    note, first, group, second,
}

/// What a word right behind a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tail<'t> {
    /// The text without the word.
    pub(crate) name: &'t str,
    pub(crate) role: AssignmentRole,
    /// Whether it says so of all names before it.
    pub(crate) all: bool,
}

impl AssignmentWords {
    /// The longest label at byte `at`: where it ends, and the role that it gives the units behind it.
    pub(super) fn label(&self, text: &str, at: usize) -> Option<(usize, AssignmentRole)> {
        let lists = [
            (&self.label_lead, AssignmentRole::Lead),
            (&self.label_responsible, AssignmentRole::Responsible),
            (&self.label_supporting, AssignmentRole::Supporting),
        ];
        longest(lists.into_iter(), text, at)
    }

    /// Whether a label ends `text`.
    pub(super) fn ends_in_label(&self, text: &str) -> bool {
        [&self.label_lead, &self.label_responsible, &self.label_supporting].iter().any(|labels| labels.end(text))
    }

    /// The longest verb at byte `at`: where it ends, and the role that it gives the units before it.
    pub(super) fn verb(&self, text: &str, at: usize) -> Option<(usize, AssignmentRole)> {
        longest(self.verbs().map(|(words, role, _)| (words, role)), text, at)
    }

    /// The longest verb that ends `text`, in brackets or not: 市发改委牵头, 市发改委(牵头单位).
    pub(crate) fn tail<'t>(&self, text: &'t str) -> Option<Tail<'t>> {
        if let Some(inner) = text.strip_suffix([')', '）']) {
            let inner = inner.strip_suffix("单位").unwrap_or(inner);
            let tail = self.ending(inner)?;
            let name = tail.name.strip_suffix(['(', '（'])?;
            return Some(Tail { name, all: false, ..tail });
        }
        self.ending(text)
    }

    /// The longest verb that ends `text`.
    fn ending<'t>(&self, text: &'t str) -> Option<Tail<'t>> {
        let tails = self.verbs().flat_map(|(words, role, all)| {
            words.iter().filter_map(move |word| Some(Tail { name: text.strip_suffix(word)?, role, all }))
        });
        tails.min_by_key(|tail| tail.name.len())
    }

    /// The verbs, the role that they give, and whether they give it to all units before them.
    fn verbs(&self) -> impl Iterator<Item = (&Words, AssignmentRole, bool)> {
        let lists = [
            (&self.verb_lead, AssignmentRole::Lead, false),
            (&self.verb_lead_all, AssignmentRole::Lead, true),
            (&self.verb_responsible, AssignmentRole::Responsible, true),
            (&self.verb_supporting, AssignmentRole::Supporting, true),
        ];
        lists.into_iter()
    }
}

/// The longest of the words at byte `at`, blanks inside it apart: where it ends, and its role.
fn longest<'w>(
    lists: impl Iterator<Item = (&'w Words, AssignmentRole)>,
    text: &str,
    at: usize,
) -> Option<(usize, AssignmentRole)> {
    let hits = lists.flat_map(|(words, role)| words.iter().map(move |word| (word, role)));
    hits.filter_map(|(word, role)| Some((starts_with(text, at, word)?, role))).max_by_key(|&(end, _)| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_verb_behind_a_name_gives_its_role() {
        let tail = |text| AssignmentWords::builtin().tail(text).map(|tail| (tail.name, tail.role, tail.all));
        assert_eq!(tail("市交通局分别牵头"), Some(("市交通局", AssignmentRole::Lead, true)));
        assert_eq!(tail("市交通局（牵头单位）"), Some(("市交通局", AssignmentRole::Lead, false)));
        assert_eq!(tail("各镇街配合落实"), Some(("各镇街", AssignmentRole::Supporting, true)));
        assert_eq!(tail("市交通局(市港航中心)"), None);
    }
}
