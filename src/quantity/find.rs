//! The scan over a text.

use std::iter::FusedIterator;

use super::scan::measured;
use super::{Quantity, Units};
use crate::number::{Scan, counts, next_scan};
use crate::span::{Found, Span};

/// Every number of `text` that has a unit, with the built-in units, in order and disjoint.
///
/// ```
/// use zj_gov_report::quantity::find_quantities;
///
/// let text = "新增企业1.2万家,占比5%-10%,共3047 台";
/// let found: Vec<_> = find_quantities(text).map(|found| (found.text(), found.value().to_string())).collect();
/// let expected = [("1.2万家", "12000家"), ("5%-10%", "5-10%"), ("3047 台", "3047台")];
/// assert_eq!(found, expected.map(|(text, value)| (text, value.to_owned())));
/// ```
#[doc(alias = "数量")]
pub fn find_quantities(text: &str) -> Quantities<'_, 'static> {
    Units::builtin().find(text)
}

impl Units {
    /// Every number of `text` that has one of these units, in order and disjoint.
    ///
    /// ```
    /// use zj_gov_report::quantity::Units;
    ///
    /// assert_eq!(Units::builtin().find("腾退1.22万亩").next().map(|found| found.value().to_string()).as_deref(), Some("12200亩"));
    /// ```
    pub fn find<'t, 'u>(&'u self, text: &'t str) -> Quantities<'t, 'u> {
        Quantities { text, at: 0, units: self }
    }
}

/// The quantities of a text; see [`find_quantities`].
///
/// ```
/// use zj_gov_report::quantity::{Quantities, find_quantities};
///
/// let mut quantities: Quantities<'_, '_> = find_quantities("腾退低效用地1.22万亩");
/// let found = quantities.next().unwrap();
/// assert_eq!((found.text(), found.value().to_string().as_str()), ("1.22万亩", "12200亩"));
/// ```
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy"]
#[doc(alias = "数量")]
pub struct Quantities<'t, 'u> {
    text: &'t str,
    at: usize,
    units: &'u Units,
}

impl<'t> Iterator for Quantities<'t, '_> {
    type Item = Found<'t, Quantity>;

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
                    if !counts(self.text, start, end, &number) {
                        continue;
                    }
                    let found = measured(self.text, start, number, end, self.units);
                    if !found.quantity.unit().is_none() {
                        self.at = found.end;
                        return Found::at(self.text, Span::new(start, found.end), found.quantity);
                    }
                }
            }
        }
    }
}

impl FusedIterator for Quantities<'_, '_> {}
