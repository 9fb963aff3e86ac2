//! What a piece of text looks like: a row number, units, people, a status, a label, prose of what was or is to be done.
//!
//! Where no border tells the cells of a table apart, the look of their text does.

use std::borrow::Cow;

use super::marker::{Marker, arabic, chinese, marker};
use super::role::ColumnRole;
use super::vocabulary::{StatusKind, Vocabulary};
use crate::text::{
    char_at, char_count, digit, exceeds, fold, has_blank, head, is_blank, is_ideograph, is_longer, prefix, squash,
    trim, trim_end,
};

/// Up to how many characters a text is measured.
const LONG: usize = 240;

/// As many characters as a look counts: no rule of the layout tells more from them.
const MANY: usize = 57;

/// The look of one piece of text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Characters without blanks, counted up to [`MANY`].
    pub(crate) chars: usize,
    pub(crate) number: Option<RowNumber>,
    pub(crate) marker: Option<Marker>,
    pub(crate) units: Units,
    /// The whole text is a status.
    pub(crate) status: Option<StatusKind>,
    /// The whole text is a percentage.
    pub(crate) percent: bool,
    /// The whole text is names of people, and there is a column for them.
    pub(crate) people: bool,
    /// A stroke that stands for nothing: `/`, `—`, 无.
    pub(crate) none: bool,
    /// It has a full stop or semicolon, or ends a sentence.
    pub(crate) sentence: bool,
    /// Positive: a report of what was done; negative: a statement of what is to be done.
    pub(crate) cue: i32,
}

/// The number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowNumber {
    /// The last number of it: 3 of `1.3`.
    pub(crate) value: u32,
    /// Its own numbers before that: `1.` of `1.3` counts 1.
    pub(crate) depth: u8,
    pub(crate) chinese: bool,
}

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
    /// The look of `text` that stands under columns of these roles.
    pub(crate) fn look(&self, text: &str, roles: &[ColumnRole]) -> Look {
        let (chars, blank) = told(text);
        let short = chars <= 40;
        let squashed = if short && blank { squash(text) } else { Cow::Borrowed(text) };
        Look {
            chars,
            number: if chars <= 8 { row_number_in(&squashed) } else { None },
            marker: marker(text),
            units: match self.units_in(text, short && !blank) {
                Units::No => Units::No,
                _ if is_long(text) => Units::No,
                units => units,
            },
            status: if chars <= 20 { self.status_in(text, !blank) } else { None },
            percent: short && is_percent(&squashed),
            people: short && roles.contains(&ColumnRole::Leader) && self.people(text),
            none: chars <= 4 && !exceeds(text, MAX_STROKE) && is_stroke(&squashed),
            sentence: ends_sentence(text) || has_stop(head(text, LONG)),
            cue: self.cues.sum(text),
        }
    }

    /// What a cell says of how far a task is, if all of it says so.
    ///
    /// ```text
    /// status  = word | percent [ "(" word ")" ] | [ any ] word [ any ]     at most 20 characters, no sentence
    /// percent = digits [ "." digits ] "%"                                   100% is done, 0% is not begun
    /// ```
    ///
    /// Of several words the one that is worse for the task counts, and a longer one hides those inside it: 未完成 is not
    /// 完成.
    #[must_use]
    pub fn status(&self, text: &str) -> Option<StatusKind> {
        self.status_in(text, false)
    }

    /// The same; `plain` where it is known that no blank is in the text.
    fn status_in(&self, text: &str, plain: bool) -> Option<StatusKind> {
        let text = trim(text).trim_end_matches(['。', ';', '；']);
        if text.is_empty() || is_longer(text, 40) {
            return None;
        }
        if let Some(kind) = self.statuses.get(text) {
            return Some(kind);
        }
        let squashed = if plain { Cow::Borrowed(text) } else { squash(text) };
        let part = |c: char| matches!(c, '。' | '；' | '、' | ':' | '：');
        if is_longer(&squashed, 20) || ends_sentence(&squashed) || squashed.contains(part) {
            return None;
        }
        let percent = percent_at(&squashed);
        if let Some((value, end)) = percent
            && squashed.get(end..).is_some_and(str::is_empty)
        {
            return Some(match value {
                PercentValue::Zero => StatusKind::NotStarted,
                PercentValue::Hundred => StatusKind::Done,
                PercentValue::Other => StatusKind::Unknown,
            });
        }
        let mut worst: Option<(u8, StatusKind)> = None;
        let mut covered = 0usize;
        let mut at = percent.map_or(0, |(_, end)| end);
        while let Some(c) = crate::text::char_at(&squashed, at) {
            let Some(hit) = self.statuses.longest(&squashed, at) else {
                at = at.saturating_add(c.len_utf8());
                continue;
            };
            covered = covered.saturating_add(squashed.get(at..hit.end).unwrap_or_default().chars().count());
            let weight = match hit.value {
                StatusKind::Behind => 5,
                StatusKind::NotStarted => 4,
                StatusKind::OnSchedule => 3,
                StatusKind::Ahead => 2,
                StatusKind::Done => 1,
                _ => 0,
            };
            if worst.is_none_or(|(old, _)| weight > old) {
                worst = Some((weight, hit.value));
            }
            at = hit.end;
        }
        // A word in a phrase about something else is no status: 完成 in 完成规划编制.
        let words = squashed.chars().filter(|c| !matches!(fold(*c), '(' | ')' | ',' | ';')).count();
        worst.filter(|_| percent.is_some() || words.saturating_sub(covered) <= 2).map(|(_, kind)| kind)
    }

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
    fn units_in(&self, text: &str, plain: bool) -> Units {
        if self.opens_as_no_unit(text) {
            return Units::No;
        }
        let (mut sure, mut perhaps) = (0usize, 0usize);
        for piece in unit_pieces(text) {
            let name = if plain { Cow::Borrowed(piece) } else { squash(piece) };
            let name = name.trim_matches(is_star);
            // 市发改委牵头,市财政局等配合
            let name = ["分别牵头", "共同牵头", "牵头", "配合", "协助"]
                .iter()
                .find_map(|tail| name.strip_suffix(tail))
                .unwrap_or(name);
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
        let base = strip_bracket(name);
        let chars = base.chars().count();
        if chars == 0 || chars > 22 || base.contains(is_odd) {
            return Units::No;
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

    fn people(&self, text: &str) -> bool {
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
        let titles = ["市长", "区长", "县长", "书记", "主任", "局长", "部长", "主席"];
        (named && !self.has_unit_suffix(name)) || (chars <= 12 && titles.iter().any(|title| name.contains(title)))
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

/// Reads a text that is nothing but the number of a row.
///
/// ```text
/// row_number = [ "(" ] count { ("." | "-" | "—") digits } [ ")" | "." | "、" ]
/// count      = digits | chinese | circled
/// ```
pub(crate) fn row_number(text: &str) -> Option<RowNumber> {
    row_number_in(&squash(text))
}

/// The same in a text without blanks.
fn row_number_in(text: &str) -> Option<RowNumber> {
    let open = text.strip_prefix(['(', '（']);
    let mut rest = open.unwrap_or(text);
    if open.is_none()
        && let Some(found) = marker(text)
        && found.end == text.len()
    {
        return Some(RowNumber { value: found.value, depth: 0, chinese: !text.contains(|c| digit(c).is_some()) });
    }
    let mut depth = 0u8;
    let (mut value, length, is_chinese) = match arabic(rest) {
        Some((value, length)) => (value, length, false),
        None => chinese(rest).map(|(value, length)| (value, length, true))?,
    };
    rest = rest.get(length..)?;
    while let Some(tail) = rest.strip_prefix(['.', '-', '—', '－', '．']) {
        let Some((next, length)) = arabic(tail) else { break };
        (value, rest, depth) = (next, tail.get(length..)?, depth.saturating_add(1));
    }
    let rest = rest.strip_prefix([')', '）', '.', '、', '．']).unwrap_or(rest);
    rest.is_empty().then_some(RowNumber { value, depth, chinese: is_chinese })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PercentValue {
    Zero,
    Hundred,
    Other,
}

/// A percentage at the start of a text without blanks; what it comes to, and where it ends.
fn percent_at(text: &str) -> Option<(PercentValue, usize)> {
    let digits = text.char_indices().take_while(|&(_, c)| digit(c).is_some() || matches!(c, '.' | '．'));
    let end = digits.last().map(|(at, c)| at.saturating_add(c.len_utf8()))?;
    let sign = text.get(end..)?.chars().next().filter(|&c| fold(c) == '%')?;
    let number: String = text.get(..end)?.chars().map(fold).collect();
    let whole = number.split('.').next()?;
    let fraction_is_zero = number.split('.').skip(1).all(|part| part.bytes().all(|b| b == b'0'));
    let value = match (whole.parse::<u32>().ok()?, fraction_is_zero) {
        (0, true) => PercentValue::Zero,
        (100.., _) => PercentValue::Hundred,
        _ => PercentValue::Other,
    };
    Some((value, end.saturating_add(sign.len_utf8())))
}

/// Whether a text without blanks is a percentage.
fn is_percent(text: &str) -> bool {
    percent_at(text).is_some_and(|(_, end)| end == text.len())
}

/// The longest text that may be a stroke among blanks, in bytes.
const MAX_STROKE: usize = 60;

/// Whether a cell says that there is nothing in it.
pub(crate) fn is_none(text: &str) -> bool {
    !exceeds(text, MAX_STROKE) && is_stroke(&squash(text))
}

/// The same of a text without blanks.
fn is_stroke(text: &str) -> bool {
    matches!(text, "/" | "／" | "\\" | "-" | "—" | "——" | "--" | "－" | "无" | "*" | "／／" | "─" | "…" | "……")
}

/// The characters without blanks, up to [`MANY`], and whether a blank is among them; in a text of fewer, anywhere.
fn told(text: &str) -> (usize, bool) {
    // No character is longer than four bytes. Most pieces have no blank: their characters are counted many at once.
    let start = prefix(text, MANY.saturating_mul(4));
    if !has_blank(start) {
        return (char_count(start, 0, start.len()).min(MANY), false);
    }
    let (mut count, mut blank, mut rest) = (0usize, false, text.as_bytes());
    while count < MANY {
        #[cfg(test)]
        crate::work::look();
        match rest {
            // Most characters are ideographs.
            [0xe4..=0xe9, _, _, behind @ ..] => {
                (count, rest) = (count.saturating_add(1), behind);
                continue;
            }
            [] => break,
            _ => {}
        }
        let Some(c) = char_at(text, text.len().saturating_sub(rest.len())) else { break };
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match is_blank(c) {
            true => blank = true,
            false => count = count.saturating_add(1),
        }
    }
    (count, blank)
}

/// Whether a text has [`LONG`] characters or more, without blanks.
fn is_long(text: &str) -> bool {
    // No character is shorter than a byte.
    text.len() >= LONG
        && text.chars().count() >= LONG
        && text.chars().filter(|&c| !is_blank(c)).take(LONG).count() == LONG
}

fn has_stop(text: &str) -> bool {
    text.contains('。') || text.contains('；')
}

fn ends_sentence(text: &str) -> bool {
    trim_end(text).ends_with(['。', ';', '；', '！', '!', '?', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_a_kind() {
        let vocabulary = Vocabulary::builtin();
        for (text, kind) in [
            ("按时推进", Some(StatusKind::OnSchedule)),
            ("按时\n推进", Some(StatusKind::OnSchedule)),
            ("75%(进度滞后)", Some(StatusKind::Behind)),
            ("100%", Some(StatusKind::Done)),
            ("0%", Some(StatusKind::NotStarted)),
            ("75%", Some(StatusKind::Unknown)),
            ("尚未完成", Some(StatusKind::NotStarted)),
            ("未达序时进度", Some(StatusKind::Behind)),
            ("略高于时序进度", Some(StatusKind::Ahead)),
            ("已完成(超额)", Some(StatusKind::Done)),
            ("数据还未发布", Some(StatusKind::Unknown)),
            ("完成规划编制初稿", None),
            ("年底前完成", None),
            ("市发改委", None),
            ("", None),
        ] {
            assert_eq!(vocabulary.status(text), kind, "{text}");
        }
    }

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

    #[test]
    fn row_numbers_stand_alone() {
        for (text, value) in [
            ("1", Some(1)),
            ("120", Some(120)),
            ("１２", Some(12)),
            ("3.", Some(3)),
            ("(4)", Some(4)),
            ("1.3", Some(3)),
            ("十二", Some(12)),
            ("①", Some(1)),
            ("75%", None),
            ("5亿", None),
            ("", None),
        ] {
            assert_eq!(row_number(text).map(|number| number.value), value, "{text}");
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

    /// To go character by character is the oracle.
    #[test]
    fn texts_of_every_length_are_measured() {
        for end in ["", "。", "；", "a", " ", "𠀀"] {
            for blank in ["", " ", "\u{3000}", "\u{200b}"] {
                for count in (0..70).chain([230, 238, 239, 240, 241, 500]) {
                    let text = format!("{}{blank}{end}{}", "园".repeat(count), "a园”。".repeat(count / 70));
                    let chars = text.chars().filter(|&c| !is_blank(c)).count();
                    assert_eq!((told(&text).0, is_long(&text)), (chars.min(MANY), chars >= LONG), "{text}");
                    assert!(chars >= MANY || told(&text).1 == text.contains(is_blank), "{text}");
                }
            }
        }
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
