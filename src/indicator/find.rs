//! Resolves the noun phrase of a metric.
//!
//! ```text
//! phrase  = { prefix } name { suffix }
//! prefix  = place | period | word of side `before`             全市, 绍兴市, 1-6月, 累计, 新增 …
//! suffix  = '(' note ')' | word of side `after`                增速, 总量, 完成率, (现价) …
//! ```
//!
//! The head of a Chinese noun phrase is its end, so the whole phrase must be read: `高新技术企业研发费用` starts with a
//! name and is none. Of several readings the one with the fewest prefixes wins, then the longest name.

use super::affix::{Affixes, Classes, period};
use super::{Indicator, Indicators};
use crate::text::{char_at, is_blank};

/// A phrase of more bytes than this is a sentence.
const LONGEST: usize = 240;

/// The longest note in brackets after a name, in characters.
const NOTE: usize = 16;

/// For each byte of the phrase the classes of indicators for which it can be reached.
type Reach = [Classes; LONGEST + 1];

impl Indicators {
    /// The indicator that a noun phrase names; `None` where it is none that the registry knows.
    ///
    /// Words that leave the meaning may stand around the name: the reporting place and its level (`全市`, `绍兴市`,
    /// `市级`), a period (`1-6月`, `上半年`), adverbs and empty verbs (`累计`, `实现`, `新增`), and `增速`, `总量`, `完成率` …
    /// after it. Blanks, quotation marks, full width and traditional characters do not matter.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// let id = |phrase| Indicators::builtin().find(phrase).map(|found| found.id());
    /// assert_eq!(id("1-6月全市实现规上工业增加值"), Some("industrial-value-added"));
    /// assert_eq!(id("國家級“專精特新”小巨人企業"), Some("little-giants"));
    /// assert_eq!(id("人均GDP"), Some("gdp-per-capita"));
    /// assert_eq!(id("民间投资项目"), None);
    /// ```
    #[must_use]
    #[doc(alias = "指标")]
    pub fn find(&self, phrase: &str) -> Option<&Indicator> {
        if self.ends.may_end(phrase) { self.find_any(phrase) } else { None }
    }

    /// The same for a phrase with any end.
    fn find_any(&self, phrase: &str) -> Option<&Indicator> {
        if phrase.len() <= LONGEST && is_han(phrase) {
            return self.resolve(phrase);
        }
        let phrase = phrase.trim_matches(|c: char| is_blank(c) || is_edge(c));
        if phrase.len() > LONGEST {
            return None;
        }
        if phrase.contains(is_quote) {
            let bare: String = phrase.chars().filter(|&c| !is_quote(c)).collect();
            return self.resolve(&bare);
        }
        self.resolve(phrase)
    }

    fn resolve(&self, phrase: &str) -> Option<&Indicator> {
        // Most phrases hold no name; then it does not matter where one could stand.
        let named =
            |(at, c)| if self.names.starts_with(c) { Some((at, self.names.longest(phrase, at)?)) } else { None };
        let (at, hit) = phrase.char_indices().find_map(named)?;
        if at == 0 && hit.end == phrase.len() {
            return self.at(hit.value);
        }
        let affixes = Affixes::builtin();
        let heads = heads(affixes, phrase);
        let tails = tails(affixes, phrase);
        for (at, _) in phrase.char_indices() {
            let head = reached(&heads, at);
            if head.is_empty() {
                continue;
            }
            let mut best = None;
            self.names.walk(phrase, at, |hit| {
                let classes = head.and(reached(&tails, hit.end));
                best = self.at(hit.value).filter(|found| classes.has(found.0.class)).or(best);
            });
            if best.is_some() {
                return best;
            }
        }
        None
    }
}

/// Where a name can start: after any number of prefixes.
fn heads(affixes: &Affixes, phrase: &str) -> Reach {
    let mut reach = [Classes::default(); LONGEST + 1];
    mark(&mut reach, 0, Classes::ALL);
    for (at, c) in phrase.char_indices() {
        let here = reached(&reach, at);
        if here.is_empty() {
            continue;
        }
        if is_blank(c) || is_edge(c) {
            mark(&mut reach, at.saturating_add(c.len_utf8()), here);
            continue;
        }
        affixes.before.walk(phrase, at, |hit| mark(&mut reach, hit.end, here.and(hit.value)));
        affixes.places(phrase, at, |end| mark(&mut reach, end, here));
        if let Some(end) = period(phrase, at) {
            mark(&mut reach, end, here);
        }
    }
    reach
}

/// Where a name can end: before any number of suffixes, up to the end of the phrase.
fn tails(affixes: &Affixes, phrase: &str) -> Reach {
    let mut reach = [Classes::default(); LONGEST + 1];
    mark(&mut reach, phrase.len(), Classes::ALL);
    for (at, c) in phrase.char_indices().rev() {
        let mut here = Classes::default();
        if is_blank(c) {
            here = reached(&reach, at.saturating_add(c.len_utf8()));
        } else if let Some(end) = note(phrase, at) {
            here = reached(&reach, end);
        }
        affixes.after.walk(phrase, at, |hit| here = here.or(hit.value.and(reached(&reach, hit.end))));
        mark(&mut reach, at, here);
    }
    reach
}

fn mark(reach: &mut Reach, at: usize, classes: Classes) {
    if let Some(slot) = reach.get_mut(at) {
        *slot = slot.or(classes);
    }
}

fn reached(reach: &Reach, at: usize) -> Classes {
    reach.get(at).copied().unwrap_or_default()
}

/// `note = ( '(' | '（' ) { character } ( ')' | '）' )`: the end of a remark in brackets that starts at `at`.
fn note(phrase: &str, at: usize) -> Option<usize> {
    char_at(phrase, at).filter(|c| matches!(c, '(' | '（'))?;
    let rest = phrase.get(at..)?;
    let (offset, c) = rest.char_indices().take(NOTE).find(|(_, c)| matches!(c, ')' | '）'))?;
    Some(at.saturating_add(offset).saturating_add(c.len_utf8()))
}

/// Whether the phrase is Chinese characters only, from U+4000 to U+9FFF.
fn is_han(phrase: &str) -> bool {
    let (characters, rest) = phrase.as_bytes().as_chunks();
    rest.is_empty() && characters.iter().all(|&[first, _, _]| matches!(first, 0xe4..=0xe9))
}

/// Quotation marks, which a name has or has not: `“专精特新”中小企业`.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』' | '＂')
}

/// Punctuation that a phrase may have at its edges.
fn is_edge(c: char) -> bool {
    matches!(c, ',' | '，' | ':' | '：' | ';' | '；' | '、' | '。' | '*' | '·' | '•')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [`Indicators::find_any`] is the oracle.
    #[test]
    fn the_end_of_a_phrase_hides_no_name() {
        let indicators = Indicators::builtin();
        let ends = ["", "增速", "总量", "数", "(现价)", " 增 速", "”", "。", "项目", "地區", "經費"];
        let names = || indicators.iter().flat_map(|found| std::iter::once(found.name()).chain(found.aliases()));
        for phrase in names().flat_map(|name| ends.iter().map(move |end| format!("全市{name}{end}"))) {
            assert_eq!(indicators.find(&phrase), indicators.find_any(&phrase), "{phrase}");
            let bare = phrase.replace("全市", "“");
            assert_eq!(indicators.find(&bare), indicators.find_any(&bare), "{bare}");
        }
    }
}
