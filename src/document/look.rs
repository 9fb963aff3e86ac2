//! What a piece of text looks like: a row number, units, people, a status, a label, prose of what was or is to be done.
//!
//! Where no border tells the cells of a table apart, the look of their text does.

use std::borrow::Cow;

use super::marker::{Marker, arabic, chinese, marker};
use super::phrases::Phrases;
use super::role::ColumnRole;
use super::units::Units;
use super::vocabulary::{StatusKind, Vocabulary};
use crate::text::{
    char_at, char_count, digit, exceeds, fold, has_blank, head, is_blank, is_longer, prefix, squash, trim, trim_end,
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
    /// The whole text says by when: 12月底, 2022年10月, 全年.
    pub(crate) deadline: bool,
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
            deadline: (2..=14).contains(&chars) && is_deadline(&squashed),
            sentence: ends_sentence(text) || has_stop(head(text, LONG)),
            cue: self.cues.sum(text),
        }
    }

    /// What a cell says of how far a task is, if all of it says so.
    ///
    /// ```text
    /// status  = word | percent [ "(" any word any ")" ] | [ any ] word [ any ]     at most 20 characters, no sentence
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
        let behind = percent.and_then(|(_, end)| squashed.get(end..));
        let explained = behind.is_some_and(|rest| rest.starts_with(['(', '（']));
        let words = behind.map_or(words, |rest| words.min(rest.chars().count()));
        worst.filter(|_| explained || words.saturating_sub(covered) <= 2).map(|(_, kind)| kind)
    }
}

/// Whether a text without blanks only says by when.
fn is_deadline(text: &str) -> bool {
    let phrases = Phrases::builtin();
    if phrases.whenever.are(text) {
        return true;
    }
    // 12月完工, 2025年6月竣工
    let text = phrases.due.before(text).unwrap_or(text);
    let says = |c: char| digit(c).is_some() || "年月日底前末-—－、至上中下旬第一二三四季度.".contains(c);
    text.contains(['月', '年', '季']) && text.chars().all(says)
}

/// Reads a text that is nothing but the number of a row.
///
/// ```text
/// row_number = [ "(" ] count { ("." | "-" | "—") digits } [ ")" | "." | "、" ] { "*" | "★" | "▲" }
/// count      = digits | chinese | circled
/// ```
pub(crate) fn row_number(text: &str) -> Option<RowNumber> {
    row_number_in(&squash(text))
}

/// The same in a text without blanks.
fn row_number_in(text: &str) -> Option<RowNumber> {
    // 1*: the star says something of the task.
    let text = text.trim_end_matches(['*', '★', '▲', '＊']);
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
}
