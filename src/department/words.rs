//! The vocabulary that says where the name of an office ends, or that none is there, from `department_contexts.tsv`.

use once_cell::sync::Lazy;
use std::collections::HashMap;

use super::DepartmentKind;
use crate::region::{skip_spaces, starts_with};
use crate::registry::{Lexicon, Table};
use crate::text::{char_at, char_before, fold, is_blank, skip_blanks_back, squash, trim};

/// How long, in characters, the unknown part of an office's name may be.
const UNKNOWN_REACH: usize = 16;
/// How long, in bytes, a second signboard may be, brackets and blanks included.
const SIGNBOARD_REACH: usize = 120;

/// What may stand before a unit of a list, beside a blank.
pub(super) const OPENS_UNIT: &str = "、,，;；:：(（★▲*|/";

/// What may follow a unit in a sentence without a mark between.
pub(super) const CLOSERS: &str = "等和与及以负牵联共会";

pub(super) struct Words {
    /// For 省, 市, 县 and 区 the characters with which they make another word.
    before: HashMap<char, Vec<char>>,
    /// Ends of names and the words that must not follow them.
    after: Vec<(&'static str, Lexicon<()>)>,
    /// The same ends, and what follows them as a word of its own for all that.
    apart: Vec<(&'static str, Lexicon<()>)>,
    suffixes: Lexicon<DepartmentKind>,
    kinds: Vec<(&'static str, DepartmentKind)>,
    stops: Lexicon<()>,
    /// What stops a name unless it is all of an item, and what stops none though it holds what does.
    soft: Lexicon<()>,
    inside: Lexicon<()>,
    /// Verbs that end in 办, and what an office that ends so does.
    verbs: Vec<&'static str>,
    acts: Lexicon<()>,
    opens: Lexicon<()>,
    admins: Lexicon<()>,
    groups: Lexicon<()>,
    divisions: Lexicon<()>,
    signboards: Vec<&'static str>,
    /// What was written, and what it stands for.
    misread: Vec<(char, char)>,
}

static WORDS: Lazy<Words> = Lazy::new(|| {
    let table = Table::builtin("department_contexts", include_str!("../registry/data/department_contexts.tsv"));
    let rows = |part: &'static str| table.rows().filter(move |row| row.get("part") == part);
    let lexicon = |part: &'static str| rows(part).flat_map(|row| row.list("text")).map(|word| (word, ())).collect();
    let ends = |part: &'static str| -> Vec<(&'static str, Lexicon<()>)> {
        rows(part).map(|row| (row.get("end"), row.list("text").map(|word| (word, ())).collect())).collect()
    };
    let kinds = |part: &'static str| {
        rows(part).flat_map(|row| {
            let kind = DepartmentKind::from_name(row.get("end"));
            row.list("text").filter_map(move |word| Some((word, kind?)))
        })
    };
    Words {
        before: rows("before")
            .filter_map(|row| {
                Some((row.get("end").chars().next()?, row.list("text").filter_map(|c| c.chars().next()).collect()))
            })
            .collect(),
        after: ends("after"),
        apart: ends("apart"),
        suffixes: kinds("suffix").collect(),
        kinds: kinds("kind").collect(),
        stops: lexicon("stop"),
        soft: lexicon("soft"),
        inside: lexicon("inside"),
        verbs: rows("verb").flat_map(|row| row.list("text")).collect(),
        acts: lexicon("act"),
        opens: lexicon("open"),
        admins: lexicon("admin"),
        groups: lexicon("group"),
        divisions: lexicon("division"),
        misread: rows("misread")
            .flat_map(|row| row.list("text"))
            .filter_map(|pair| Some((pair.chars().next()?, pair.chars().nth(1)?)))
            .collect(),
        signboards: rows("signboard").flat_map(|row| row.list("text")).collect(),
    }
});

impl Words {
    pub(super) fn get() -> &'static Self {
        &WORDS
    }

    /// Whether 省, 市, 县 or 区 at byte `at` makes another word with the character before it: 城市, 社区, 各县.
    pub(super) fn is_inside_word(&self, text: &str, at: usize) -> bool {
        let head = text.get(..at).unwrap_or_default().trim_end_matches(|c| is_blank(c) && !matches!(c, '\n' | '\t'));
        let (Some(prefix), Some(before)) = (char_at(text, at), head.chars().next_back()) else { return false };
        self.before.get(&fold(prefix)).is_some_and(|words| words.contains(&fold(before)))
    }

    /// Whether the name that ends at `end` runs into the next word: 市委托, 省政府性债务.
    pub(super) fn runs_on(&self, text: &str, start: usize, end: usize) -> bool {
        let name = text.get(start..end).unwrap_or_default();
        let ends_like =
            |ending: &str| name.ends_with(ending) || name.contains(is_blank) && squash(name).ends_with(ending);
        let behind = skip_spaces(text, end);
        let says = |list: &[(&str, Lexicon<()>)]| {
            list.iter().any(|(ending, next)| next.longest(text, behind).is_some() && ends_like(ending))
        };
        says(&self.after) && !says(&self.apart)
    }

    /// Where an office that no registry knows ends, if one stands at byte `at` behind its place, which
    /// starts at byte `start`, and its kind. It does not reach over the beginning of an office that is known.
    ///
    /// ```text
    /// unknown = han { han } suffix            at most sixteen characters, none of them a word of another sort
    /// ```
    pub(super) fn unknown(
        &self,
        text: &str,
        (start, at): (usize, usize),
        is_office: impl Fn(usize) -> bool,
    ) -> Option<(usize, DepartmentKind)> {
        if self.opens.longest(text, at).is_some() {
            return None;
        }
        let mut here = at;
        // Whether a word was read that stands in the name of a whole item alone.
        let mut soft = false;
        for step in 0..UNKNOWN_REACH {
            if let Some(hit) = self.inside.longest(text, here) {
                here = hit.end;
            }
            let c = char_at(text, here)?;
            if !is_blank(c)
                && (!crate::region::is_han(c)
                    || self.stops.longest(text, here).is_some()
                    || step > 0 && is_office(here))
            {
                return None;
            }
            soft |= self.soft.longest(text, here).is_some();
            if step > 0
                && let Some(hit) = self.suffixes.longest(text, here)
            {
                // 规划委员会|办公室
                let end = starts_with(text, skip_spaces(text, hit.end), OFFICE_OF).unwrap_or(hit.end);
                let named = self.ends_name(text, at, end) && (!soft || is_item(text, start, end));
                return named.then_some((end, hit.value));
            }
            here = here.saturating_add(c.len_utf8());
        }
        None
    }

    /// Whether the name of an office may end at byte `end`, as its last word says.
    fn ends_name(&self, text: &str, start: usize, end: usize) -> bool {
        if self.runs_on(text, start, end) {
            return false;
        }
        let name = squash(text.get(start..end).unwrap_or_default());
        let Some(stem) = name.strip_suffix('办') else { return true };
        let next = skip_spaces(text, end);
        let open = char_at(text, next).is_some_and(|c| crate::region::is_han(c) && !CLOSERS.contains(c));
        let acts = || {
            stem.chars().nth(1).is_some()
                && self.acts.longest(text, next).is_some()
                && !self.verbs.iter().any(|verb| name.ends_with(verb))
        };
        !open || acts()
    }

    /// Whether scanning may have put `written` in the place of `right`.
    pub(super) fn is_misread(&self, written: char, right: char) -> bool {
        self.misread.contains(&(written, right))
    }

    /// Whether a name ends like that of a unit.
    pub(super) fn ends_like_unit(&self, name: &str) -> bool {
        let mut endings = self.signboards.iter().chain(self.kinds.iter().map(|(ending, _)| ending));
        endings.any(|ending| name.ends_with(ending))
    }

    /// The kind of a unit that no registry knows, by the end of its name.
    pub(super) fn kind_of(&self, name: &str) -> DepartmentKind {
        let kind = self.kinds.iter().find(|(ending, _)| name.ends_with(ending));
        kind.map_or(DepartmentKind::Department, |&(_, kind)| kind)
    }

    /// The end of the administration that stands behind a zone's name.
    pub(super) fn administration(&self, text: &str, at: usize) -> Option<usize> {
        self.admins.longest(text, at).map(|hit| hit.end)
    }

    /// The end of a second signboard in brackets at byte `at`: 市财政局(市国资委).
    pub(super) fn signboard(&self, text: &str, at: usize) -> Option<usize> {
        let (open, inner) = (char_at(text, at)?, text.get(at..)?);
        if fold(open) != '(' {
            return None;
        }
        let within = inner.char_indices().take_while(|(offset, _)| *offset < SIGNBOARD_REACH);
        let (offset, close) = within.skip(1).find(|&(_, c)| matches!(fold(c), '(' | ')'))?;
        let name = trim(inner.get(open.len_utf8()..offset)?);
        let long = name.chars().nth(2).is_some();
        let office = self.signboards.iter().any(|word| name.ends_with(word));
        (fold(close) == ')' && long && office).then_some(at.saturating_add(offset).saturating_add(close.len_utf8()))
    }

    /// Whether a group of units opens at byte `at`: 各, 市级有关, 相关.
    pub(super) fn opens_group(&self, text: &str, at: usize) -> Option<usize> {
        self.groups.longest(text, at).map(|hit| hit.end)
    }

    /// The end of a division of a group at byte `at`: 县, 市, 区, 镇, 街道.
    pub(super) fn division(&self, text: &str, at: usize) -> Option<usize> {
        self.divisions.longest(text, at).map(|hit| hit.end)
    }
}

/// The office of a body: 规划委员会|办公室.
const OFFICE_OF: &str = "办公室";

/// Whether the unit `start..end` is all of an item of a list: marks stand on both sides.
fn is_item(text: &str, start: usize, end: usize) -> bool {
    let opened = char_before(text, skip_blanks_back(text, start)).is_none_or(|c| OPENS_UNIT.contains(c));
    opened && char_at(text, skip_spaces(text, end)).is_none_or(|c| !crate::region::is_han(c))
}
