//! Looks for the names of indicators in a running text.

use super::affix::{Affixes, ends_with, starts_with};
use super::{Entry, Indicator, Indicators};
use crate::registry::lexicon::Hit;
use crate::span::{Found, Span};
use crate::text::{char_at, char_before, digit, fold, skip_blanks, skip_blanks_back, trim_start};

impl Indicators {
    /// The names of indicators in a text, in order, without overlaps, the longest at each place.
    ///
    /// A name that is only the modifier of another noun is passed over as far as the registry can tell: `民间投资` in
    /// `民间投资项目`, `生产总值` in `万元生产总值能耗`. What stands around a name (`全市`, `增速`) is not part of it. Whether
    /// a mention has a value is for the metrics to say.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// let text = "上半年，全市GDP增长9.9%，民间投资项目开工120个，社零增长1成。";
    /// let found: Vec<_> = Indicators::builtin().mentions(text).map(|found| found.text()).collect();
    /// assert_eq!(found, ["GDP", "社零"]);
    /// ```
    #[doc(alias = "指标")]
    pub fn mentions<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t, &Indicator>> {
        let mut at = 0usize;
        std::iter::from_fn(move || {
            while let Some(c) = char_at(text, at) {
                let start = at;
                at = at.saturating_add(c.len_utf8());
                if let Some((end, found)) = self.longest_at(text, start) {
                    at = end;
                    if let Some(found) = found {
                        return Found::at(text, Span::new(start, end), found);
                    }
                }
            }
            None
        })
    }

    /// The longest name that starts at byte `at`, with the byte after it; `None` inside where the words around it say
    /// that the name is not meant.
    fn longest_at(&self, text: &str, at: usize) -> Option<(usize, Option<&Indicator>)> {
        let Hit { value, end } = self.names.longest(text, at)?;
        let found = self.at(value)?;
        let apart = |inside: Option<char>, outside: Option<char>| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            !(letter(inside) && letter(outside))
        };
        let whole =
            apart(char_at(text, at), char_before(text, at)) && apart(char_before(text, end), char_at(text, end));
        let fits = whole && !cuts_number(text, at) && fits(&found.0, text, at, end);
        Some((end, Some(found).filter(|_| fits)))
    }
}

/// Whether a name that starts at `at` with a numeral takes the end of a number: `亿元以上项目` in `50亿元以上项目`.
fn cuts_number(text: &str, at: usize) -> bool {
    let numeral = |c: char| digit(c).is_some() || "一二三四五六七八九十百千万亿".contains(fold(c));
    let before = char_before(text, skip_blanks_back(text, at));
    char_at(text, at).is_some_and(numeral) && before.is_some_and(numeral)
}

/// Whether the words before and after a name leave its meaning.
fn fits(entry: &Entry, text: &str, at: usize, end: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    !entry.not_before.iter().any(|word| ends_with(before, word))
        && !entry.not_after.iter().any(|word| starts_with(trim_start(after), word))
        && Affixes::builtin().continues.longest(text, skip_blanks(text, end)).is_none()
}
