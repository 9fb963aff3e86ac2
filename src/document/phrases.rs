//! Phrases by which lines around tables and tasks are known: `registry/data/page_phrases.tsv`.

use once_cell::sync::Lazy;

use crate::error::Error;
use crate::registry::Table;
use crate::text::head;

/// The longest label with its colon, in characters.
const LONGEST_LABEL: usize = 8;

/// The words of one role.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<&'static str>);

impl Words {
    pub(crate) fn open(&self, text: &str) -> bool {
        self.behind(text).is_some()
    }

    pub(crate) fn end(&self, text: &str) -> bool {
        self.before(text).is_some()
    }

    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.contains(word))
    }

    pub(crate) fn are(&self, text: &str) -> bool {
        self.0.contains(&text)
    }

    /// What stands behind the first of them that opens `text`.
    pub(crate) fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|word| text.strip_prefix(word))
    }

    /// What stands before the first of them that ends `text`.
    pub(crate) fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|word| text.strip_suffix(word))
    }

    /// Whether one of them opens `text` as a label: a colon follows.
    pub(crate) fn label(&self, text: &str) -> bool {
        // Most texts have no colon near their start.
        let end = head(text, LONGEST_LABEL).find([':', '：', '丨']);
        end.and_then(|end| text.get(..end)).is_some_and(|label| self.0.contains(&label))
    }
}

/// The words by their roles, which the table tells.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    pub(crate) caption: Words,
    pub(crate) dated: Words,
    pub(crate) annex: Words,
    pub(crate) note: Words,
    pub(crate) request: Words,
    pub(crate) closing: Words,
    pub(crate) edited: Words,
    pub(crate) ahead: Words,
    pub(crate) whenever: Words,
    pub(crate) due: Words,
    pub(crate) rule: Words,
    pub(crate) member: Words,
    pub(crate) seat: Words,
}

const PHRASES: &str = include_str!("../registry/data/page_phrases.tsv");

static BUILTIN: Lazy<Phrases> = Lazy::new(|| Phrases::load().unwrap_or_default());

impl Phrases {
    pub(crate) fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn load() -> Result<Self, Error> {
        let mut phrases = Self::default();
        let table = Table::parse(PHRASES, &["role", "words", "note"])?;
        for row in table.rows() {
            let role = row.get("role");
            let words = phrases.words(role).ok_or_else(|| row.error(format_args!("no role `{role}`")))?;
            words.0.extend(row.list("words"));
        }
        Ok(phrases)
    }

    fn words(&mut self, role: &str) -> Option<&mut Words> {
        Some(match role {
            "caption" => &mut self.caption,
            "dated" => &mut self.dated,
            "annex" => &mut self.annex,
            "note" => &mut self.note,
            "request" => &mut self.request,
            "closing" => &mut self.closing,
            "edited" => &mut self.edited,
            "ahead" => &mut self.ahead,
            "whenever" => &mut self.whenever,
            "due" => &mut self.due,
            "rule" => &mut self.rule,
            "member" => &mut self.member,
            "seat" => &mut self.seat,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_phrases_are_sound() {
        let mut phrases = Phrases::load().unwrap();
        let table = Table::parse(PHRASES, &["role", "words"]).unwrap();
        let mut roles = std::collections::BTreeSet::new();
        for row in table.rows() {
            let words = &phrases.words(row.get("role")).unwrap().0;
            let distinct: std::collections::BTreeSet<_> = words.iter().collect();
            assert!(roles.insert(row.get("role")) && !words.is_empty(), "{}", row.get("role"));
            assert_eq!(distinct.len(), words.len(), "{}", row.get("role"));
        }
        assert_eq!(roles.len(), 13);
    }
}
