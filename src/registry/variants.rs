//! Written variants of a character: traditional forms and Kangxi radicals, from `data/variants.tsv`.

use once_cell::sync::Lazy;

use super::Table;

struct Variants {
    /// Sorted by variant.
    map: Vec<(char, char)>,
    /// The same the other way round: sorted by standard form.
    back: Vec<(char, char)>,
    /// By character of the basic plane in which bits it differs from what it folds to: mostly in none, and folding costs one
    /// load.
    differs: Box<[u16]>,
}

impl Variants {
    /// Notes that `from` folds to `to`; outside the basic plane nothing folds.
    fn note(&mut self, from: char, to: char) {
        if let (Some(differs), Ok(bits)) = (self.differs.get_mut(from as usize), u16::try_from(from as u32 ^ to as u32))
        {
            *differs = bits;
        }
    }
}

static VARIANTS: Lazy<Variants> = Lazy::new(|| {
    let mut variants = Variants { map: Vec::new(), back: Vec::new(), differs: vec![0; 1 << 16].into() };
    let wide = ('！'..='～').filter_map(|c| Some((c, char::from_u32((c as u32).checked_sub(0xfee0)?)?)));
    wide.for_each(|(wide, half)| variants.note(wide, half));
    for row in Table::builtin("variants", include_str!("data/variants.tsv")).rows() {
        let (Some(from), Some(to)) = (row.get("variant").chars().next(), row.get("standard").chars().next()) else {
            continue;
        };
        variants.note(from, to);
        variants.map.push((from, to));
    }
    variants.map.sort_unstable();
    variants.back = variants.map.iter().map(|&(from, to)| (to, from)).collect();
    variants.back.sort_unstable();
    variants
});

/// The standard form of `c`, in half width, or `c` itself.
#[inline]
pub(crate) fn fold(c: char) -> char {
    match VARIANTS.differs.get(c as usize) {
        None | Some(0) => c,
        Some(&bits) => char::from_u32(c as u32 ^ u32::from(bits)).unwrap_or(c),
    }
}

/// All characters that [`fold`](crate::text::fold) to `c`, which is folded itself.
pub(super) fn forms(c: char) -> impl Iterator<Item = char> {
    let wide = if c.is_ascii_graphic() { char::from_u32((c as u32).saturating_add(0xfee0)) } else { None };
    let back = &VARIANTS.back;
    let start = back.partition_point(|&(to, _)| to < c);
    let variants = back.iter().skip(start).take_while(move |&&(to, _)| to == c).map(|&(_, from)| from);
    std::iter::once(c).chain(wide).chain(variants)
}

/// Every variant with its standard form.
pub(super) fn all() -> impl Iterator<Item = (char, char)> {
    VARIANTS.map.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sorted rows are the oracle.
    #[test]
    fn every_character_folds_as_the_rows_say() {
        for c in '\0'..=char::MAX {
            let row = VARIANTS.map.binary_search_by_key(&c, |&(from, _)| from).ok().map(|at| VARIANTS.map[at].1);
            let wide = ('！'..='～').contains(&c).then(|| char::from_u32(c as u32 - 0xfee0).unwrap());
            assert_eq!(fold(c), row.or(wide).unwrap_or(c), "{c:?}");
        }
    }
}
