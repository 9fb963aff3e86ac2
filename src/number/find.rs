//! The scan over a text, and which of the numerals in it are numbers.

use std::iter::FusedIterator;

use super::Number;
use super::parse::{Scan, number_at, sign_start};
use super::vocabulary::{Numeral, in_other_word, is_everyday, is_numeral_start, measure_follows, numeral};
use super::{Form, Notation};
use crate::span::{Found, Span};
use crate::text::{char_before, fold, is_blank, skip_blanks_back};

/// Every number of `text`, in order and disjoint; a number that the text has broken is passed over, and so are numerals
/// that are part of a word (一切, 统一, 四川), of a name in letters (PM2.5) or of an address (`https://…`).
///
/// ```
/// use zj_gov_report::number::find_numbers;
///
/// let found: Vec<String> = find_numbers("统一部署三项任务,新增企业1.2万家").map(|found| found.text().to_owned()).collect();
/// assert_eq!(found, ["三", "1.2万"]);
/// ```
#[doc(alias = "数字")]
pub fn find_numbers(text: &str) -> Numbers<'_> {
    Numbers { text, at: 0 }
}

/// The numbers of a text; see [`find_numbers`].
///
/// ```
/// use zj_gov_report::number::{Numbers, find_numbers};
///
/// let mut numbers: Numbers<'_> = find_numbers("新增病床一千两百余张");
/// let found = numbers.next().unwrap();
/// assert_eq!((found.text(), found.value().to_string().as_str()), ("一千两百余", "1200余"));
/// ```
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy"]
#[doc(alias = "数")]
pub struct Numbers<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Numbers<'t> {
    type Item = Found<'t, Number>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some((start, scan)) = next_scan(self.text, self.at) else {
                self.at = self.text.len();
                return None;
            };
            match scan {
                Scan::Broken { end, .. } => self.at = end,
                Scan::Number { number, end } => {
                    self.at = end;
                    if counts(self.text, start, end, &number) {
                        return Found::at(self.text, Span::new(start, end), number);
                    }
                }
            }
        }
    }
}

impl FusedIterator for Numbers<'_> {}

/// The next place from byte `at` on at which a number or a broken one stands, its sign included.
pub(crate) fn next_scan(text: &str, mut at: usize) -> Option<(usize, Scan)> {
    loop {
        let rest = text.get(at..)?;
        let (offset, c) = rest.char_indices().find(|&(_, c)| is_numeral_start(c) || matches!(c, 'h' | 'H'))?;
        let place = at.saturating_add(offset);
        if let Some(end) = skip_address(text, place) {
            at = end;
            continue;
        }
        let signed = sign_start(text, place).filter(|&start| start >= at);
        let start = signed.unwrap_or(place);
        if let Some(scan) = number_at(text, start) {
            return Some((start, scan));
        }
        at = place.saturating_add(c.len_utf8());
    }
}

/// The end of the web address that starts at byte `at`; an address holds no numbers.
pub(crate) fn skip_address(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let is_address = ["http://", "https://"]
        .iter()
        .any(|scheme| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    // Only an address is followed to its end, so that a text is walked once.
    is_address.then(|| at.saturating_add(rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len())))
}

/// Whether the number at `start..end` is one for a reader of running text.
pub(crate) fn counts(text: &str, start: usize, end: usize, number: &Number) -> bool {
    let Some(written) = text.get(start..end) else { return false };
    let first = written.chars().find(|&c| !matches!(fold(c), '-' | '−' | '负')).unwrap_or(' ');
    if number.notation() != Notation::Chinese {
        // PM2.5, G60: digits behind a letter are part of a name.
        return !char_before(text, start).is_some_and(|c| fold(c).is_ascii_alphabetic());
    }
    if number.form() != Form::Plain || number.hedge().is_some() || fold(first) == '半' {
        return !in_other_word(text, start, end, true);
    }
    if written.ends_with('打') {
        return true;
    }
    let numerals = written.chars().filter(|&c| numeral(c).is_some());
    let count = numerals.clone().count();
    let scales = numerals.filter(|&c| matches!(numeral(c), Some(Numeral::Scale(_) | Numeral::Great(_)))).count();
    let rest = text.get(end..).unwrap_or_default();
    // A scale without a digit counts only where a word before it weighs it (超亿元) and one behind it is counted; 十 does.
    if scales == count && !matches!(fold(first), '十' | '拾') {
        return is_weighed(text, start) && measure_follows(rest);
    }
    // 十四五, the plan of the 14th five years, is no 14.
    if count == 2 && fold(first) == '十' && rest.starts_with(|c| matches!(numeral(c), Some(Numeral::Digit { .. }))) {
        return false;
    }
    if count > 2 || (scales > 0 && count > 1) {
        return !in_other_word(text, start, end, true);
    }
    if in_other_word(text, start, end, false) || (count == 1 && is_everyday(first)) {
        return false;
    }
    stands_free(rest) || measure_follows(rest) || is_named(text, start)
}

/// Whether nothing that continues a word follows: an end, a blank, a mark, or 的.
fn stands_free(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|c| is_blank(c) || !(c.is_alphanumeric() || matches!(c, '%' | '％' | '‰')) || c == '的')
}

/// Whether a word before byte `at` names a number: 是五, 第三, 前三, 为二.
fn is_named(text: &str, at: usize) -> bool {
    char_before(text, skip_blanks_back(text, at))
        .is_some_and(|c| matches!(fold(c), '是' | '第' | '前' | '为' | '“' | '"'))
}

/// Whether a word before byte `at` compares an amount: 超亿元, 近百家, 逾千人.
fn is_weighed(text: &str, at: usize) -> bool {
    char_before(text, skip_blanks_back(text, at))
        .is_some_and(|c| matches!(fold(c), '超' | '过' | '近' | '逾' | '约' | '达' | '破' | '满' | '每' | '足'))
}
