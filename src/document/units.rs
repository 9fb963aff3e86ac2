//! Whether a text names units, or people: how their lists are parted and what their names look like.

use std::borrow::Cow;

use super::phrases::Phrases;
use super::vocabulary::Vocabulary;
use crate::department::{AssignmentRole, AssignmentWords};
use crate::text::{digit, fold, is_blank, is_ideograph, is_longer, squash, trim};

/// Whether a text names units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Units {
    No,
    /// Short and without punctuation: it may be one.
    Perhaps,
    /// The same, and it starts as one does: 市, 县.
    Likely,
    Yes,
}
impl Vocabulary {
    /// Whether `text` is a list of units.
    ///
    /// ```text
    /// units     = unit { separator unit } [ separator ]
    /// separator = "、" | "," | ";" | "/" | line break
    /// unit      = group | name suffix [ "(" any ")" ]      at most 22 characters, no digit but in brackets
    /// ```
    pub(crate) fn units(&self, text: &str) -> Units {
        self.units_in(text, false)
    }

    /// The same; `plain` where it is known that no blank is in the text.
    pub(super) fn units_in(&self, text: &str, plain: bool) -> Units {
        if self.opens_as_no_unit(text) {
            return Units::No;
        }
        let (mut sure, mut perhaps) = (0usize, 0usize);
        for piece in unit_pieces(text) {
            let name = if plain { Cow::Borrowed(piece) } else { squash(piece) };
            let name = name.trim_matches(is_star);
            // 市发改委牵头,市财政局等配合
            let tail = AssignmentWords::builtin().tail(name).filter(|tail| tail.role != AssignmentRole::Responsible);
            let name = tail.map_or(name, |tail| tail.name);
            let name = name.strip_suffix('等').unwrap_or(name);
            if name.is_empty() {
                continue;
            }
            match self.unit(name) {
                Units::Yes => sure = sure.saturating_add(1),
                Units::Likely if text.len() == piece.len() => return Units::Likely,
                Units::Perhaps | Units::Likely => perhaps = perhaps.saturating_add(1),
                Units::No => return Units::No,
            }
        }
        match (sure, perhaps) {
            (0, 0) => Units::No,
            (0, 1) => Units::Perhaps,
            (0, _) => Units::No,
            (sure, perhaps) if perhaps <= sure => Units::Yes,
            _ => Units::Perhaps,
        }
    }

    /// The cheap look at a text, before it is parted and one at its names: the first of them has, before any bracket, what no
    /// name has. Where it says so, [`unit`](Self::unit) says no.
    fn opens_as_no_unit(&self, text: &str) -> bool {
        let ends = |c: char| matches!(fold(c), '(' | '[' | '〔' | '【' | '、' | ',' | ';' | '/' | '\n');
        let tells = |c: char| !is_ideograph(c) && (is_odd(c) || ends(c));
        text.chars().find(|&c| tells(c)).is_some_and(is_odd)
            && self.unit_groups.longest(text.trim_start_matches(|c| is_blank(c) || is_star(c)), 0).is_none()
    }

    /// Whether `name`, without separators and blanks, is a unit.
    pub(crate) fn unit(&self, name: &str) -> Units {
        if self.unit_groups.longest(name, 0).is_some() {
            return if !is_longer(name, 39) { Units::Yes } else { Units::No };
        }
        // (市国资委): a second signboard on a line of its own.
        let inner = name.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
        let base = inner.unwrap_or_else(|| strip_bracket(name));
        let chars = base.chars().count();
        if chars == 0 || chars > 22 || base.contains(is_odd) {
            return Units::No;
        }
        // 城乡 and 城镇 are no places: the name of one has a character more.
        if chars == 2 && base.ends_with(['乡', '镇', '村']) {
            return Units::Perhaps;
        }
        let opens_as_prose = self.cues.opening(base).is_some_and(|hit| hit.value.abs() >= 2);
        if chars >= 2 && self.has_unit_suffix(base) && !(opens_as_prose && chars > 4) {
            return Units::Yes;
        }
        let starts = self.unit_prefixes.longest(base, 0).is_some();
        match chars {
            _ if opens_as_prose || chars > 12 => Units::No,
            3..=8 if starts => Units::Likely,
            _ => Units::Perhaps,
        }
    }

    pub(crate) fn has_unit_suffix(&self, base: &str) -> bool {
        self.unit_suffixes.longest_of(base.chars().rev()).is_some()
    }

    pub(super) fn people(&self, text: &str) -> bool {
        let mut any = false;
        for piece in text.split(['、', ',', '，', '/', '\n', ';', '；']).map(trim) {
            let all = match piece {
                "" => continue,
                _ if piece.contains(is_blank) => names(piece).iter().all(|name| self.is_person(name)),
                _ => self.is_person(piece),
            };
            if !all {
                return false;
            }
            any = true;
        }
        any
    }

    fn is_person(&self, name: &str) -> bool {
        let chars = name.chars().count();
        let named = (2..=4).contains(&chars) && name.chars().next().is_some_and(|c| self.surnames.starts_with(c));
        (named && !self.has_unit_suffix(name)) || (chars <= 12 && Phrases::builtin().office.stand_in(name))
    }
}

/// Whether no name of a unit has this character, but in brackets.
fn is_odd(c: char) -> bool {
    match c {
        c if is_ideograph(c) => false,
        '。' | '%' | '《' | '》' | ':' | '：' | '“' | '”' | '?' | '!' | '.' => true,
        _ => digit(c).is_some(),
    }
}

/// Whether the character marks a name: ★市发改委.
fn is_star(c: char) -> bool {
    matches!(c, '★' | '▲' | '*' | '△' | '☆' | '●')
}

/// The names in a piece: a blank inside a name of two characters (`丁 强`) does not part it, any other does.
fn names(piece: &str) -> Vec<String> {
    let parts: Vec<&str> = piece.split(is_blank).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => Vec::new(),
        parts if parts.iter().all(|part| part.chars().count() == 1) => vec![parts.concat()],
        parts => parts.iter().map(|&part| part.to_owned()).collect(),
    }
}

/// The pieces of a list of units: parted at separators outside brackets.
pub(crate) fn unit_pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    text.split(move |c: char| match c {
        // Most characters are ideographs, and none of them is a sign.
        c if is_ideograph(c) => false,
        _ => parts(fold(c), &mut depth),
    })
}

/// Whether a separator of units parts them, after so many brackets that are open.
fn parts(c: char, depth: &mut usize) -> bool {
    match c {
        '(' | '[' | '〔' | '【' | '<' => {
            *depth = depth.saturating_add(1);
            false
        }
        ')' | ']' | '〕' | '】' | '>' => {
            *depth = depth.saturating_sub(1);
            false
        }
        // A separator inside a bracket that is never closed would glue all that follows: a line break ends it.
        '\n' => {
            *depth = 0;
            true
        }
        '、' | ',' | ';' | '/' => *depth == 0,
        _ => false,
    }
}

/// `name` without a bracket at its end.
pub(crate) fn strip_bracket(name: &str) -> &str {
    let closed = name.chars().next_back().is_some_and(|c| matches!(fold(c), ')' | ']' | '〕' | '>'));
    if !closed {
        return name;
    }
    let mut depth = 0usize;
    for (at, c) in name.char_indices().rev() {
        match fold(c) {
            ')' | ']' | '〕' | '>' => depth = depth.saturating_add(1),
            '(' | '[' | '〔' | '<' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return name.get(..at).filter(|base| !base.is_empty()).unwrap_or(name);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::super::role::ColumnRole;
    use super::*;

    #[test]
    fn units_are_told_from_prose() {
        let vocabulary = Vocabulary::builtin();
        for (text, units) in [
            ("市发改委", Units::Yes),
            ("嘉善县政府、", Units::Yes),
            ("市财政局(市国资委)", Units::Yes),
            ("各县(市、区)政府", Units::Yes),
            ("市教育局、人行某市中心支行", Units::Yes),
            ("市级有关部门", Units::Yes),
            ("团市委", Units::Yes),
            ("人行绍兴市", Units::Yes),
            ("普陀山机场", Units::Yes),
            ("招商引资", Units::Perhaps),
            ("加快建设科技创新中心", Units::No),
            ("完成投资5亿元。", Units::No),
            ("", Units::No),
        ] {
            assert_eq!(vocabulary.units(text), units, "{text}");
        }
    }

    /// What is no unit at the first look is none at the second.
    #[test]
    fn no_unit_is_passed_over() {
        let vocabulary = Vocabulary::builtin();
        let pieces = [
            "市",
            "发改委",
            "各县",
            "(",
            "市、区",
            ")",
            "政府",
            "1",
            "。",
            "★",
            " ",
            "牵头",
            "等",
            "《",
            "】",
            "【",
            "有关部门",
            "完成",
        ];
        let mut next = crate::random::numbers(9);
        let (mut passed, mut units) = (0, 0);
        for round in 0..20_000 {
            let text: String = (0..1 + round % 7).map(|_| pieces[next(pieces.len())]).collect();
            if vocabulary.opens_as_no_unit(&text) {
                let name = squash(unit_pieces(&text).next().unwrap());
                let name = name.trim_matches(is_star);
                assert_eq!(vocabulary.unit(name.strip_suffix("牵头").unwrap_or(name)), Units::No, "{text}");
                passed += 1;
            }
            units += usize::from(vocabulary.units(&text) == Units::Yes);
        }
        assert!(passed > 5_000 && units > 500, "{passed} {units}");
    }

    #[test]
    fn no_ideograph_parts_units() {
        for c in '\u{4e00}'..='\u{9fff}' {
            let mut depth = 1;
            assert!(!parts(fold(c), &mut depth) && depth == 1, "{c}");
        }
        let pieces: Vec<&str> = unit_pieces("市财政局（市国资委、市税务局），市建设局／团市委；").collect();
        assert_eq!(pieces, ["市财政局（市国资委、市税务局）", "市建设局", "团市委", ""]);
    }

    #[test]
    fn people_have_surnames() {
        let vocabulary = Vocabulary::builtin();
        let people = |text| vocabulary.look(text, &[ColumnRole::Task, ColumnRole::Leader]).people;
        assert!(people("张三、李 四"));
        assert!(people("王小明 赵五"));
        assert!(!people("市财政局"));
        assert!(!people("完成规划"));
    }
}
