//! The function words of the grammar, from `metric_cues.tsv`, `metric_verbs.tsv` and `metric_nouns.tsv`.

use once_cell::sync::Lazy;
use std::collections::HashMap;

use super::kind::{Basis, Bound, Direction};
use crate::registry::{Lexicon, Table, lexicon::Hit, written::Written};
use crate::text::char_at;

/// What a word can say; a word may have several roles, and its place decides which counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Role {
    Up,
    Down,
    Turn,
    Growth,
    Reach,
    Before,
    After,
    Basis,
    Than,
    Average,
    Modal,
    Actual,
    Each,
    Respectively,
    Among,
    Adverb,
    Whole,
    Rank,
    Scope,
    Ordinal,
    /// 前 in 全省前三: one of the first, which is a rank of at most so much.
    Top,
    Complete,
    OfPlan,
    De,
    Etc,
    Conj,
    Prep,
    Split,
    /// 完成 and its kin.
    Finish,
    /// 初审, 验收, 名单: what a thing passes, or is listed in.
    Procedure,
    /// 通过, 入围: takes a thing past a procedure or onto a list.
    Passes,
    /// 为主题的: closes what 以 describes the noun behind it by.
    Described,
    /// 到 in 提高到: what follows is the value, not the change.
    Until,
    /// 高于, 超: a difference when a base follows.
    Exceeds,
    /// 以, 按照: opens a standard that is applied.
    Standard,
    /// 低于: a difference the other way.
    FallsShort,
    /// 户均: an adverb before a number.
    PerUnit,
    /// 中: closes what a part is taken of.
    Amid,
    /// 增长, 下降: a change that is mostly stated relative to its base.
    Relative,
    /// 相比: closes a comparison that 与 opened.
    Compared,
    /// 项目, 工作: a noun that makes a compound of what stands before it.
    Kind,
    /// 在: opens an adjunct of place or occasion.
    Within,
    /// 人数, 比例: a noun that says nothing without what stands before it.
    Head,
    /// 占: a share of what follows.
    Share,
    /// 市本级: a holder that is no place.
    Seat,
    /// 三地: sums up the places listed before it.
    Together,
    /// 被: what is done to what was named before.
    Passive,
    /// 有: adverb before a count, part of a word elsewhere.
    Exists,
    /// 并列: between a scope and its rank.
    Level,
    /// 开发区: ends the name of a zone.
    Zone,
    /// 扣除: opens what a figure leaves out.
    Excluding,
    /// 最高: the highest, which is no bound where it is reached (最高达320万件).
    Extreme,
    /// 未: denies the verb that opens a noun phrase.
    Not,
    /// 改善, 恶化: better or worse, which is up or down as what is measured is good or bad.
    Improves,
    /// 整治提升: done to so many of what was counted before, where it stands alone before a number.
    Disposal,
    /// Any verb of `metric_verbs.tsv`; the flags are [`Cue::cuts`], [`Cue::stage`] and [`Cue::predicate`].
    Verb,
    /// A noun that holds a cue inside.
    Noun,
    /// Of a word that is no cue: it ends in 率.
    Rate,
}

/// The names of the roles in `metric_cues.tsv`.
const ROLES: &[(&str, Role)] = &[
    ("up", Role::Up),
    ("down", Role::Down),
    ("turn", Role::Turn),
    ("growth", Role::Growth),
    ("reach", Role::Reach),
    ("before", Role::Before),
    ("after", Role::After),
    ("basis", Role::Basis),
    ("than", Role::Than),
    ("average", Role::Average),
    ("modal", Role::Modal),
    ("actual", Role::Actual),
    ("each", Role::Each),
    ("respectively", Role::Respectively),
    ("among", Role::Among),
    ("adverb", Role::Adverb),
    ("whole", Role::Whole),
    ("rank", Role::Rank),
    ("scope", Role::Scope),
    ("ordinal", Role::Ordinal),
    ("top", Role::Top),
    ("complete", Role::Complete),
    ("of_plan", Role::OfPlan),
    ("de", Role::De),
    ("etc", Role::Etc),
    ("conj", Role::Conj),
    ("prep", Role::Prep),
    ("split", Role::Split),
    ("finish", Role::Finish),
    ("procedure", Role::Procedure),
    ("passes", Role::Passes),
    ("described", Role::Described),
    ("until", Role::Until),
    ("exceeds", Role::Exceeds),
    ("falls_short", Role::FallsShort),
    ("standard", Role::Standard),
    ("noun", Role::Noun),
    ("per_unit", Role::PerUnit),
    ("amid", Role::Amid),
    ("relative", Role::Relative),
    ("compared", Role::Compared),
    ("kind", Role::Kind),
    ("within", Role::Within),
    ("head", Role::Head),
    ("share", Role::Share),
    ("seat", Role::Seat),
    ("together", Role::Together),
    ("passive", Role::Passive),
    ("exists", Role::Exists),
    ("level", Role::Level),
    ("zone", Role::Zone),
    ("excluding", Role::Excluding),
    ("disposal", Role::Disposal),
    ("improves", Role::Improves),
    ("not", Role::Not),
    ("extreme", Role::Extreme),
];

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles(u64);

impl Roles {
    /// Whether the role is one of them.
    #[inline]
    pub(crate) const fn has(self, role: Role) -> bool {
        self.0 & (1u64 << role as u32) != 0
    }

    #[cfg(test)]
    pub(crate) const ALL: Self = Self(u64::MAX);

    /// These roles.
    pub(crate) const fn of(roles: &[Role]) -> Self {
        let mut bits = 0;
        let mut rest = roles;
        while let [role, after @ ..] = rest {
            bits |= 1u64 << *role as u32;
            rest = after;
        }
        Self(bits)
    }

    /// Whether one of `roles` is one of them.
    #[inline]
    pub(crate) const fn any(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }

    /// The roles of both.
    #[inline]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The roles of words that can stand inside a noun phrase as a noun.
const NOMINAL: Roles =
    Roles::of(&[Role::Noun, Role::Head, Role::Kind, Role::OfPlan, Role::Complete, Role::Procedure, Role::Share]);

/// One word: its roles and what they carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cue {
    roles: Roles,
    /// The direction of a `growth` noun.
    pub(crate) direction: Option<Direction>,
    /// The bound of `before`, `after` and `share`.
    pub(crate) bound: Option<Bound>,
    pub(crate) basis: Option<Basis>,
    /// Whether a `modal` foresees, rather than aims.
    pub(crate) forecast: bool,
    /// The object starts right after it.
    pub(crate) cuts: bool,
    /// Between a subject and an object of some length it is their predicate, else part of a compound.
    pub(crate) transitive: bool,
    /// A stage of something named before.
    pub(crate) stage: bool,
    /// It may describe the noun right after it.
    pub(crate) attributive: bool,
    /// It ends the noun phrase that follows a number.
    pub(crate) predicate: bool,
    /// A word of several characters whose place decides whether it stands, as it may belong to a number before it or to a
    /// rate behind it.
    pub(crate) placed: bool,
}

impl Cue {
    /// Whether the word can have the role.
    pub(crate) const fn has(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    /// A bound that means something only right after a number.
    pub(crate) const fn only_after(&self) -> bool {
        self.has(Role::After) && !self.has(Role::Noun) && !self.has(Role::Adverb)
    }

    /// An adverb or a stage, of which 率 makes a noun.
    pub(crate) const fn may_rate(&self) -> bool {
        (self.has(Role::Adverb) || self.has(Role::Verb) && self.stage)
            && !self.has(Role::Noun)
            && !self.has(Role::Finish)
    }

    /// All its roles.
    pub(crate) const fn roles(&self) -> Roles {
        self.roles
    }

    /// Whether it can stand inside a noun phrase as a noun.
    pub(crate) const fn nominal(&self) -> bool {
        self.roles.any(NOMINAL)
    }

    /// The name of its first role, for an explanation.
    pub(crate) fn describe(&self) -> &'static str {
        let named = ROLES.iter().find(|(_, role)| self.has(*role)).map(|(name, _)| *name);
        named.unwrap_or(if self.has(Role::Noun) { "noun" } else { "verb" })
    }

    fn give(&mut self, role: Role) {
        self.roles.0 |= 1u64 << role as u32;
    }
}

/// The vocabulary, once a process.
pub(crate) struct Cues {
    /// A value is an index of `cues`.
    words: Written<u16>,
    cues: Vec<Cue>,
}

impl Cues {
    pub(crate) fn builtin() -> &'static Self {
        static CUES: Lazy<Cues> = Lazy::new(Cues::read);
        &CUES
    }

    fn read() -> Self {
        let mut cues: HashMap<&str, Cue> = HashMap::new();
        for row in Table::builtin("metric_cues", include_str!("../registry/data/metric_cues.tsv")).rows() {
            let Some(&(_, role)) = ROLES.iter().find(|(name, _)| *name == row.get("role")) else { continue };
            let detail = row.get("detail");
            let cue = cues.entry(row.get("word")).or_default();
            cue.give(role);
            match role {
                Role::Growth => cue.direction = detail.parse().ok(),
                Role::Before | Role::After | Role::Share => cue.bound = detail.parse().ok(),
                Role::Basis => cue.basis = detail.parse().ok(),
                Role::Modal => cue.forecast = detail == "forecast",
                _ => {}
            }
        }
        for row in Table::builtin("metric_verbs", include_str!("../registry/data/metric_verbs.tsv")).rows() {
            let flags = row.get("flags");
            let cue = cues.entry(row.get("word")).or_default();
            cue.give(Role::Verb);
            if row.get("word").starts_with('已') {
                cue.give(Role::Actual);
            }
            cue.cuts = flags.contains('c');
            cue.stage = flags.contains('s');
            cue.predicate = flags.contains('p');
            cue.transitive = flags.contains('t');
            cue.attributive = flags.contains('a');
        }
        for row in Table::builtin("metric_nouns", include_str!("../registry/data/metric_nouns.tsv")).rows() {
            cues.entry(row.get("word")).or_default().give(Role::Noun);
        }
        let mut words = Lexicon::with_capacity(cues.len().saturating_mul(3));
        let mut values = Vec::with_capacity(cues.len());
        for (word, cue) in &cues {
            // 新签订 is 签订, 新举办 is 举办.
            let fresh = format!("新{word}");
            let fresh = (cue.cuts && !cues.contains_key(fresh.as_str())).then_some(fresh);
            let index = u16::try_from(values.len()).unwrap_or(u16::MAX);
            values.push(Cue { placed: cue.only_after() || cue.may_rate(), ..*cue });
            for word in std::iter::once(*word).chain(fresh.as_deref()) {
                words.insert(word, index);
            }
        }
        Self { words: Written::new(words), cues: values }
    }

    /// The longest word at byte `at`.
    pub(crate) fn longest(&self, text: &str, at: usize) -> Option<Hit<&Cue>> {
        let c = char_at(text, at)?;
        self.longest_from(text, at, c, at.saturating_add(c.len_utf8()))
    }

    /// The same, where `c` is the character there and `after` the byte behind it.
    #[inline]
    pub(crate) fn longest_from(&self, text: &str, at: usize, c: char, after: usize) -> Option<Hit<&Cue>> {
        let hit = self.words.longest(text, at, c, after)?;
        Some(Hit { value: self.cues.get(usize::from(hit.value))?, end: hit.end })
    }

    /// All words.
    pub(crate) const fn words(&self) -> &Lexicon<u16> {
        self.words.words()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_tables_are_sound() {
        let cues = Table::builtin("metric_cues", include_str!("../registry/data/metric_cues.tsv"));
        let verbs = Table::builtin("metric_verbs", include_str!("../registry/data/metric_verbs.tsv"));
        let nouns = Table::builtin("metric_nouns", include_str!("../registry/data/metric_nouns.tsv"));
        let mut seen = HashSet::new();
        for row in cues.rows() {
            let (word, role) = (row.get("word"), row.get("role"));
            assert!(ROLES.iter().any(|(name, _)| *name == role), "{word}: no role `{role}`");
            assert!(seen.insert((word, role)), "{word} is twice {role}");
        }
        let mut words = HashSet::new();
        for row in verbs.rows() {
            let (word, flags) = (row.get("word"), row.get("flags"));
            assert!(words.insert(word), "{word} twice");
            assert!(flags.chars().all(|flag| "acspt".contains(flag)), "{word}: {flags}");
        }
        for row in nouns.rows() {
            let word = row.get("word");
            assert!(words.insert(word), "{word} twice");
        }
    }
}
