//! The vocabulary of the scorecard, from `registry/data/scorecard_words.tsv` and `scorecard_synonyms.tsv`.

use once_cell::sync::Lazy;

use crate::error::Error;
use crate::registry::{Lexicon, Table};

/// How far a thing is that a number counts. The order is the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Asked for, chosen, prepared, looked at: 申报, 推荐, 摸排.
    Apply,
    /// Agreed: 签约.
    Sign,
    /// Begun: 开工, 在建.
    Start,
    /// There: 完工, 认定, 新增.
    Finish,
}

/// Which level of government a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    National,
    Provincial,
    Municipal,
    County,
}

type Set = Lexicon<()>;

/// One field a role of the table; what each role means stands there.
pub(super) struct Words {
    pub(super) stages: Lexicon<Stage>,
    pub(super) levels: Lexicon<Level>,
    pub(super) plan: Set,
    pub(super) light: Set,
    pub(super) tail: Set,
    pub(super) process: Set,
    pub(super) standard: Set,
    pub(super) reach: Set,
    pub(super) stock: Set,
    pub(super) gain: Set,
    pub(super) total: Set,
    pub(super) this_year: Set,
    pub(super) anew: Set,
    pub(super) again: Set,
    pub(super) attract: Set,
    pub(super) episode: Set,
    pub(super) less: Set,
    pub(super) solved: Set,
    pub(super) cut: Set,
    pub(super) rate: Set,
    pub(super) part: Set,
    pub(super) goal: Set,
    pub(super) sub_goal: Set,
    pub(super) yearly: Set,
    pub(super) intent: Set,
    pub(super) candidate: Set,
    pub(super) pace: Set,
    pub(super) limit: Set,
    pub(super) compound: Set,
    pub(super) ranking: Set,
    pub(super) itself: Set,
    pub(super) stretch: Set,
    pub(super) rest: Set,
    pub(super) completion: Set,
    pub(super) per_head: Set,
    /// For each form of a name the form that stands for all.
    pub(super) synonyms: Lexicon<&'static str>,
}

const WORDS: &str = include_str!("../registry/data/scorecard_words.tsv");
const SYNONYMS: &str = include_str!("../registry/data/scorecard_synonyms.tsv");

// A faulty row ends the reading; a test reads the files strictly.
static BUILTIN: Lazy<Words> = Lazy::new(|| {
    let mut words = Words::none();
    let _ = words.load(&Table::builtin("scorecard_words", WORDS));
    let _ = words.load_synonyms(&Table::builtin("scorecard_synonyms", SYNONYMS));
    words
});

impl Words {
    pub(super) fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn none() -> Self {
        Self {
            stages: Lexicon::new(),
            levels: Lexicon::new(),
            plan: Set::new(),
            light: Set::new(),
            tail: Set::new(),
            process: Set::new(),
            standard: Set::new(),
            reach: Set::new(),
            stock: Set::new(),
            gain: Set::new(),
            total: Set::new(),
            this_year: Set::new(),
            anew: Set::new(),
            again: Set::new(),
            attract: Set::new(),
            episode: Set::new(),
            less: Set::new(),
            solved: Set::new(),
            cut: Set::new(),
            rate: Set::new(),
            part: Set::new(),
            goal: Set::new(),
            sub_goal: Set::new(),
            yearly: Set::new(),
            intent: Set::new(),
            candidate: Set::new(),
            pace: Set::new(),
            limit: Set::new(),
            compound: Set::new(),
            ranking: Set::new(),
            itself: Set::new(),
            stretch: Set::new(),
            rest: Set::new(),
            completion: Set::new(),
            per_head: Set::new(),
            synonyms: Lexicon::new(),
        }
    }

    fn load(&mut self, table: &Table<'static>) -> Result<(), Error> {
        for row in table.rows() {
            let detail = row.get("detail");
            for word in row.list("words") {
                let twice = match row.get("role") {
                    "stage" => {
                        let stage = Stage::parse(detail).ok_or_else(|| row.error(format!("no stage `{detail}`")))?;
                        self.stages.insert(word, stage).is_some()
                    }
                    "level" => {
                        let level = Level::parse(detail).ok_or_else(|| row.error(format!("no level `{detail}`")))?;
                        self.levels.insert(word, level).is_some()
                    }
                    role => {
                        let set = self.set(role).ok_or_else(|| row.error(format!("unknown role `{role}`")))?;
                        set.insert(word, ()).is_some()
                    }
                };
                if twice {
                    return Err(row.error(format!("`{word}` twice")));
                }
            }
        }
        Ok(())
    }

    fn set(&mut self, role: &str) -> Option<&mut Set> {
        Some(match role {
            "plan" => &mut self.plan,
            "light" => &mut self.light,
            "tail" => &mut self.tail,
            "process" => &mut self.process,
            "standard" => &mut self.standard,
            "reach" => &mut self.reach,
            "stock" => &mut self.stock,
            "gain" => &mut self.gain,
            "total" => &mut self.total,
            "this_year" => &mut self.this_year,
            "anew" => &mut self.anew,
            "again" => &mut self.again,
            "attract" => &mut self.attract,
            "episode" => &mut self.episode,
            "less" => &mut self.less,
            "solved" => &mut self.solved,
            "cut" => &mut self.cut,
            "rate" => &mut self.rate,
            "part" => &mut self.part,
            "goal" => &mut self.goal,
            "sub_goal" => &mut self.sub_goal,
            "yearly" => &mut self.yearly,
            "intent" => &mut self.intent,
            "candidate" => &mut self.candidate,
            "pace" => &mut self.pace,
            "limit" => &mut self.limit,
            "compound" => &mut self.compound,
            "ranking" => &mut self.ranking,
            "itself" => &mut self.itself,
            "stretch" => &mut self.stretch,
            "rest" => &mut self.rest,
            "completion" => &mut self.completion,
            "per_head" => &mut self.per_head,
            _ => return None,
        })
    }

    fn load_synonyms(&mut self, table: &Table<'static>) -> Result<(), Error> {
        for row in table.rows() {
            let name = row.get("name");
            // The name stands for itself, so that no shorter form inside it is taken.
            for word in std::iter::once(name).chain(row.list("words")) {
                if self.synonyms.insert(word, name).is_some() {
                    return Err(row.error(format!("`{word}` twice")));
                }
            }
        }
        Ok(())
    }
}

impl Stage {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "apply" => Self::Apply,
            "sign" => Self::Sign,
            "start" => Self::Start,
            "finish" => Self::Finish,
            _ => return None,
        })
    }
}

impl Level {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "national" => Self::National,
            "provincial" => Self::Provincial,
            "municipal" => Self::Municipal,
            "county" => Self::County,
            _ => return None,
        })
    }
}

/// The words of `lexicon` in `text`, from left to right, the longest at each place, without overlaps.
pub(super) fn hits<'a, V: Copy>(lexicon: &'a Lexicon<V>, text: &'a str) -> impl Iterator<Item = V> + 'a {
    let mut from = 0;
    text.char_indices().filter_map(move |(at, _)| {
        if at < from {
            return None;
        }
        let hit = lexicon.longest(text, at)?;
        from = hit.end;
        Some(hit.value)
    })
}

/// Whether `text` has a word of `set`.
pub(super) fn has(set: &Set, text: &str) -> bool {
    hits(set, text).next().is_some()
}

/// Where a word of `set` that ends `text` starts; the longest one.
pub(super) fn ending(set: &Set, text: &str) -> Option<usize> {
    // Words are short: only the last characters can start one.
    let start = text.char_indices().rev().take(12).last()?.0;
    let tail = text.get(start..)?;
    let at = tail.char_indices().find(|&(at, _)| {
        let mut whole = false;
        set.walk(tail, at, |hit| whole |= hit.end == tail.len());
        whole
    })?;
    Some(start.saturating_add(at.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_tables_are_sound() {
        let mut words = Words::none();
        let table = Table::parse(WORDS, &["role", "detail", "words", "note"]).unwrap();
        assert_eq!(words.load(&table).map_err(|error| error.to_string()), Ok(()));
        let table = Table::parse(SYNONYMS, &["name", "words", "note"]).unwrap();
        assert_eq!(words.load_synonyms(&table).map_err(|error| error.to_string()), Ok(()));
    }

    #[test]
    fn longest_words_are_found_in_order() {
        let words = Words::builtin();
        let found: Vec<Stage> = hits(&words.stages, "已开工建设30个,竣工投产12个").collect();
        assert_eq!(found, [Stage::Start, Stage::Finish]);
        assert_eq!(ending(&words.tail, "生猪存栏数"), Some("生猪存栏".len()));
        assert_eq!(ending(&words.tail, "生猪"), None);
    }
}
