//! The vocabulary around a name that says whether a place is meant, from `place_traps.tsv` and `place_contexts.tsv`.

use once_cell::sync::Lazy;

use crate::registry::{CharSet, Lexicon, Table};
use crate::text::{char_at, char_before, fold, is_blank, skip_blanks_back};

/// How far, in characters, the last word of a long name is looked for (浙江清华长三角军民协同创新研究院).
const NAME_REACH: usize = 16;

pub(super) struct Rules {
    /// Words that mean no place though they hold the letters of one.
    pub(super) traps: Lexicon<()>,
    /// `true`: the short name before it is part of another name; `false`: it is not, though a shorter entry says so.
    after: Lexicon<bool>,
    /// What makes the name of an institution of the full name before it.
    whole: Lexicon<()>,
    /// The same behind an ordinal.
    numbered: Lexicon<()>,
    /// `true`: the last word of a name that a place opens; `false`: a word that ends such a name before its last word.
    heads: Lexicon<bool>,
    cues: Lexicon<()>,
    zones: Lexicon<()>,
    come: Lexicon<()>,
    moves: Lexicon<()>,
    letters: Lexicon<()>,
    away: Lexicon<()>,
    /// Surnames of one character that are no other word before a place.
    surnames: CharSet,
}

static RULES: Lazy<Rules> = Lazy::new(|| {
    let traps = Table::builtin("place_traps", include_str!("../registry/data/place_traps.tsv"));
    let contexts = Table::builtin("place_contexts", include_str!("../registry/data/place_contexts.tsv"));
    let words = |part: &'static str| {
        contexts.rows().filter(move |row| row.get("part") == part).flat_map(|row| row.list("text"))
    };
    let lexicon = |part: &'static str| words(part).map(|word| (word, ())).collect();
    let pair = |yes: &'static str, no: &'static str| {
        words(yes).map(|word| (word, true)).chain(words(no).map(|word| (word, false))).collect()
    };
    let surnames = Table::builtin("surnames", include_str!("../registry/data/surnames.tsv"));
    let other: String = words("lead").collect();
    let single = |word: &'static str| word.chars().next().filter(|c| c.len_utf8() == word.len());
    let surnames = surnames.rows().filter_map(|row| single(row.get("surname")));
    Rules {
        surnames: CharSet::of_forms(surnames.filter(|&c| !other.contains(c))),
        traps: traps.rows().map(|row| (row.get("word"), ())).collect(),
        after: pair("after", "free"),
        whole: lexicon("whole"),
        numbered: lexicon("numbered"),
        heads: pair("head", "break"),
        cues: lexicon("cue"),
        zones: lexicon("zone"),
        come: lexicon("come"),
        moves: lexicon("move"),
        letters: lexicon("letter"),
        away: lexicon("away"),
    }
});

impl Rules {
    pub(super) fn get() -> &'static Self {
        &RULES
    }

    /// Whether the short name that ends at `end` is only the opening of another name: 绍兴路, 绍兴文理学院.
    pub(super) fn is_part_of_name(&self, text: &str, end: usize) -> bool {
        let at = skip_spaces(text, end);
        match self.after.longest(text, at) {
            Some(hit) if hit.value => return true,
            Some(_) => return false,
            None => {}
        }
        let mut steps = 0usize;
        let mut here = at;
        while let Some(c) = char_at(text, here).filter(|&c| is_han(c) || is_blank(c)) {
            steps = steps.saturating_add(1);
            if steps > NAME_REACH {
                return false;
            }
            if let Some(hit) = self.heads.longest(text, here) {
                // A head right behind the place is no name by itself: 绍兴企业, 宁波学校.
                return hit.value && here > at;
            }
            here = here.saturating_add(c.len_utf8());
        }
        false
    }

    /// Whether the full name that ends at `end` is the opening of the name of an institution: 湖州市中心医院, 湖州市第一医院.
    pub(super) fn is_part_of_institution(&self, text: &str, end: usize) -> bool {
        let at = skip_spaces(text, end);
        let numbered = || behind_ordinal(text, at).is_some_and(|at| self.numbered.longest(text, at).is_some());
        self.whole.longest(text, at).is_some() || numbered()
    }

    /// Whether the short name `at..end` is the given name of a person: 联系人:陈建德, 李永康、王东阳等.
    ///
    /// ```text
    /// person = edge surname name edge        an edge is no Chinese character, or 等 behind it
    /// ```
    pub(super) fn is_given_name(&self, text: &str, at: usize, end: usize) -> bool {
        let edge = |c: Option<char>| c.is_none_or(|c| !is_han(c));
        let behind = char_at(text, end);
        let Some(surname) = char_before(text, at).filter(|&c| self.surnames.has(c)) else { return false };
        let before = at.checked_sub(surname.len_utf8()).and_then(|at| char_before(text, at));
        edge(before) && (edge(behind) || behind == Some('等'))
    }

    /// Whether what stands right after a name says that the place is meant.
    pub(super) fn is_cue(&self, text: &str, end: usize) -> bool {
        self.cues.longest(text, skip_spaces(text, end)).is_some()
    }

    /// The end of the type of a zone that stands right after a place: 苏州 工业园区.
    pub(super) fn zone_type(&self, text: &str, end: usize) -> Option<usize> {
        self.zones.longest(text, skip_spaces(text, end)).map(|hit| hit.end)
    }

    /// Whether the letter at byte `at` stands for a place: 来绍, 在杭, 绍外.
    pub(super) fn is_letter_for_place(&self, text: &str, at: usize) -> bool {
        if self.away.longest(text, at).is_some() {
            return true;
        }
        let before = skip_blanks_back(text, at);
        let Some(word) = char_before(text, before).and_then(|c| before.checked_sub(c.len_utf8())) else { return false };
        self.come.longest(text, word).is_some()
            || self.letters.longest(text, at).is_some() && self.moves.longest(text, word).is_some()
    }
}

/// Whether a full name that ends at `end` runs into the next word: 绍兴 市场, 西湖 区域, 台州 市级.
pub(super) fn runs_on(text: &str, end: usize) -> bool {
    match (char_before(text, end), char_at(text, skip_spaces(text, end))) {
        (Some('市' | '区' | '县'), Some('级')) => true,
        (Some('市'), Some(c)) => c == '场',
        (Some('区'), Some(c)) => matches!(c, '域' | '块' | '间' | '位' | '段' | '别'),
        _ => false,
    }
}

/// The name without its type: 相城区, 马边彝族自治县 (which the registry shortens itself), 延边朝鲜族自治州.
pub(super) fn short_name(name: &str) -> &str {
    let types = [
        "自治县",
        "自治旗",
        "自治州",
        "自治区",
        "特别行政区",
        "地区",
        "新区",
        "林区",
        "矿区",
        "省",
        "市",
        "县",
        "区",
        "旗",
        "盟",
    ];
    let short = types.iter().find_map(|kind| name.strip_suffix(kind));
    short.filter(|short| short.chars().nth(1).is_some()).unwrap_or(name)
}

/// Where `word` ends if it stands at byte `at`, over blanks and character forms.
///
/// ```text
/// starts_with("柯 桥区", 0, "柯桥") = 7
/// ```
pub(crate) fn starts_with(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut rest = text.get(at..)?.char_indices().peekable();
    let mut end = at;
    for (index, wanted) in word.chars().enumerate() {
        if index > 0 {
            while rest.next_if(|&(_, c)| is_blank(c)).is_some() {}
        }
        let (offset, c) = rest.next()?;
        if fold(c) != fold(wanted) {
            return None;
        }
        end = at.saturating_add(offset).saturating_add(c.len_utf8());
    }
    (end > at).then_some(end)
}

/// The first byte at or after `at` that is no space; line breaks and tabs stop it.
pub(crate) fn skip_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let trimmed = rest.trim_start_matches(|c| is_blank(c) && !matches!(c, '\n' | '\t'));
    at.saturating_add(rest.len().saturating_sub(trimmed.len()))
}

/// The byte behind an ordinal at byte `at`: 第十一.
fn behind_ordinal(text: &str, at: usize) -> Option<usize> {
    let start = starts_with(text, at, "第")?;
    let rest = text.get(start..)?;
    let name = rest.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    (name.len() < rest.len()).then(|| start.saturating_add(rest.len().saturating_sub(name.len())))
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{2f00}'..='\u{2fdf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_over_blanks() {
        assert_eq!(starts_with("柯 桥区", 0, "柯桥"), Some(7));
        assert_eq!(starts_with("柯桥", 3, "柯桥"), None);
        assert_eq!(starts_with(" 柯桥", 0, "柯桥"), None);
    }

    #[test]
    fn names_that_a_place_opens_are_seen() {
        let part = |text: &str| Rules::get().is_part_of_name(text, 6);
        assert!(part("绍兴文理学院"));
        assert!(part("绍兴路西延"));
        assert!(part("浙江清华长三角军民协同创新研究院"));
        assert!(!part("绍兴山区"));
        assert!(!part("绍兴建设一流大学"));
        assert!(!part("绍兴,大学"));
    }
}
