//! The registry of indicators: `data/indicators.tsv`, and what users add.

use once_cell::sync::Lazy;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::affix::{Affixes, Class};
use super::ends::Ends;
use super::find::is_quote;
use super::{Better, Entry, Indicator, IndicatorKind, Text};
use crate::error::Error;
use crate::registry::{Lexicon, Row, Table};

/// A registry of [`Indicator`]s.
///
/// ```
/// use zj_gov_report::Indicators;
///
/// let indicators = Indicators::builtin();
/// assert_eq!(indicators.get("gdp").unwrap().name(), "地区生产总值");
/// assert_eq!(indicators.find("规上工业增加值增速").unwrap().id(), "industrial-value-added");
/// assert_eq!(indicators.find("高新技术企业税收优惠"), None);
/// ```
#[derive(Clone)]
#[doc(alias = "指标体系")]
pub struct Indicators {
    entries: Vec<Indicator>,
    ids: HashMap<Text, u32>,
    /// Every name and alias, as the index of its entry.
    pub(super) names: Lexicon<u32>,
    /// How the names end, and what may stand behind them.
    pub(super) ends: Ends,
}

static BUILTIN: Lazy<Indicators> = Lazy::new(|| {
    let mut indicators = Indicators::none();
    // A faulty row ends the reading; a test reads the file strictly.
    let _ = Table::parse(SOURCE, &["id"]).and_then(|table| indicators.load(&table, Text::Borrowed));
    indicators
});

const SOURCE: &str = include_str!("../registry/data/indicators.tsv");

impl Indicators {
    /// The indicators that the crate knows.
    ///
    /// ```
    /// use zj_gov_report::Indicators;
    ///
    /// assert_eq!(Indicators::builtin().find("GDP").unwrap().name(), "地区生产总值");
    /// ```
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn none() -> Self {
        Self {
            entries: Vec::new(),
            ids: HashMap::new(),
            names: Lexicon::with_capacity(SOURCE.len() / 8),
            ends: Affixes::builtin().ends.clone(),
        }
    }

    /// These indicators and those of a table of your own: tab-separated, with a header of the columns `id` and `name`
    /// and, as far as they are wanted, `aliases` (split at `|`), `unit`, `kind` (`flow`, `stock`, `rate`, `index`),
    /// `better` (`up`, `down`), `source`, `not_before` and `not_after`.
    ///
    /// A row with an id that is known adds its names, and its other filled cells replace what was there. A name that
    /// another indicator had goes to the new one.
    ///
    /// ```
    /// use zj_gov_report::Indicators;
    ///
    /// let own = "id\tname\taliases\tunit\tkind\tbetter\nlibrary-loans\t图书借阅量\t图书外借量\t册次\tflow\tup\n";
    /// let indicators = Indicators::builtin().with_tsv(own)?;
    /// assert_eq!(indicators.find("全市图书外借量").unwrap().id(), "library-loans");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Registry`](crate::ErrorKind::Registry), with the number of the line, for a header without `id` or
    /// `name`, a row with more fields than columns, an id that is not lower-case English with hyphens or stands twice, a
    /// new id without a name, an unknown word under `kind` or `better`, and a name that stands twice in the table.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// let error = Indicators::builtin().with_tsv("id\tname\tkind\nx\t甲\tsum\n").unwrap_err();
    /// assert_eq!(error.to_string(), "registry, line 2: unknown kind `sum`: expected flow, stock, rate or index");
    /// ```
    pub fn with_tsv(&self, text: &str) -> Result<Self, Error> {
        let table = Table::parse(text, &["id", "name"])?;
        let mut all = self.clone();
        all.load(&table, |text| Text::Owned(text.to_owned()))?;
        Ok(all)
    }

    /// The indicator with this id.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// assert_eq!(Indicators::builtin().get("cpi").unwrap().name(), "居民消费价格指数");
    /// assert_eq!(Indicators::builtin().get("CPI"), None);
    /// ```
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.at(*self.ids.get(id)?)
    }

    /// All indicators, in the order of the registry.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// assert!(Indicators::builtin().iter().any(|indicator| indicator.name() == "恩格尔系数"));
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, Indicator> {
        self.entries.iter()
    }

    pub(super) fn at(&self, index: u32) -> Option<&Indicator> {
        self.entries.get(index as usize)
    }

    /// Reads the rows of `table`, each text kept by `keep`.
    fn load<'t>(&mut self, table: &Table<'t>, keep: impl Fn(&'t str) -> Text) -> Result<(), Error> {
        // The names of this table, apart from those that were there: a user's table may take a name over.
        let mut fresh = if self.entries.is_empty() { None } else { Some(Lexicon::new()) };
        let mut seen = std::collections::HashSet::new();
        for row in table.rows() {
            let id = row.get("id");
            let known = self.ids.get(id).copied();
            if !is_id(id) {
                return Err(row.error(format!("`{id}` is no id: expected lower-case letters, digits and hyphens")));
            }
            if !seen.insert(id) {
                return Err(row.error(format!("id `{id}` twice")));
            }
            let index = known.unwrap_or(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
            let entry = read(row, known.and_then(|index| self.at(index)), &keep)?;
            for word in std::iter::once(row.get("name")).chain(row.list("aliases")).filter(|word| !word.is_empty()) {
                let old = insert(&mut self.names, word, index);
                self.ends.add(word);
                // Only a mark among the last characters makes another end.
                if word.chars().rev().take(Ends::LENGTH).any(is_quote) {
                    self.ends.add(&word.replace(is_quote, ""));
                }
                if fresh.as_mut().map_or(old, |fresh| insert(fresh, word, index)) {
                    return Err(row.error(format!("name `{word}` twice")));
                }
            }
            let indicator = Indicator(Arc::new(entry));
            if let Some(slot) = self.entries.get_mut(index as usize) {
                *slot = indicator;
            } else {
                self.entries.push(indicator);
                self.ids.insert(keep(id), index);
            }
        }
        Ok(())
    }
}

/// The entry that a row makes, on top of the one that the registry has under the same id.
fn read<'t>(row: Row<'_, 't>, known: Option<&Indicator>, keep: &impl Fn(&'t str) -> Text) -> Result<Entry, Error> {
    let known = known.map(|indicator| &*indicator.0);
    let cell = |column, old: fn(&Entry) -> &Text| match (row.get(column), known) {
        ("", Some(known)) => old(known).clone(),
        (filled, _) => keep(filled),
    };
    let list = |column, old: fn(&Entry) -> &[Text]| -> Vec<Text> {
        let old = known.map(old).unwrap_or_default();
        let mut words = old.to_vec();
        words.extend(row.list(column).filter(|word| !old.iter().any(|old| old == word)).map(keep));
        words
    };
    let name = cell("name", |entry| &entry.name);
    if name.is_empty() {
        return Err(row.error("a new indicator without a name"));
    }
    let mut aliases = list("aliases", |entry| &entry.aliases);
    aliases.extend(known.map(|known| &known.name).filter(|&old| *old != name).cloned());
    aliases.retain(|alias| *alias != name);
    let kind = match row.get("kind") {
        "" => known.and_then(|known| known.kind),
        word => Some(
            IndicatorKind::parse(word)
                .ok_or_else(|| row.error(format!("unknown kind `{word}`: expected flow, stock, rate or index")))?,
        ),
    };
    let better = match row.get("better") {
        "" => known.and_then(|known| known.better),
        word => {
            Some(Better::parse(word).ok_or_else(|| row.error(format!("unknown word `{word}`: expected up or down")))?)
        }
    };
    let unit = cell("unit", |entry| &entry.unit);
    Ok(Entry {
        id: keep(row.get("id")),
        class: Class::of(kind, &unit),
        name,
        aliases: aliases.into(),
        unit,
        kind,
        better,
        source: cell("source", |entry| &entry.source),
        not_before: list("not_before", |entry| &entry.not_before).into(),
        not_after: list("not_after", |entry| &entry.not_after).into(),
    })
}

/// Adds a name, and its forms in capital and small letters and without quotation marks; whether it was there.
fn insert(names: &mut Lexicon<u32>, word: &str, index: u32) -> bool {
    let twice = names.insert(word, index).is_some();
    if word.contains(|c: char| c.is_ascii_alphabetic()) {
        names.insert(&word.to_ascii_uppercase(), index);
        names.insert(&word.to_ascii_lowercase(), index);
    }
    if word.contains(is_quote) {
        names.insert(&word.replace(is_quote, ""), index);
    }
    twice
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

impl<'a> IntoIterator for &'a Indicators {
    type Item = &'a Indicator;
    type IntoIter = std::slice::Iter<'a, Indicator>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Indicators {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Indicators({} indicators)", self.entries.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_sound() {
        let table = Table::parse(SOURCE, &["id", "name", "aliases", "unit", "kind", "better", "source"]).unwrap();
        let mut indicators = Indicators::none();
        assert_eq!(indicators.load(&table, Text::Borrowed), Ok(()));
        assert_eq!(indicators.entries.len(), table.rows().count());
        assert_eq!(indicators.entries.len(), Indicators::builtin().iter().count());
        for row in table.rows() {
            assert!(["公报", "报告", "实事", "部门"].contains(&row.get("source")), "{}", row.error("source"));
            assert!(IndicatorKind::parse(row.get("kind")).is_some(), "{}", row.error("kind"));
        }
    }
}
