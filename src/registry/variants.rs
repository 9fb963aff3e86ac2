//! Written variants of a character: traditional forms and Kangxi radicals, from `data/variants.tsv`.

use once_cell::sync::Lazy;

use super::Table;

struct Variants {
    /// Sorted by variant.
    map: Vec<(char, char)>,
    /// The same the other way round: sorted by standard form.
    back: Vec<(char, char)>,
    /// One bit for each character of the basic plane, so that the common case costs one load.
    seen: Box<[u64; 1024]>,
}

static VARIANTS: Lazy<Variants> = Lazy::new(|| {
    let mut variants = Variants { map: Vec::new(), back: Vec::new(), seen: Box::new([0; 1024]) };
    for row in Table::builtin("variants", include_str!("data/variants.tsv")).rows() {
        let (Some(from), Some(to)) = (row.get("variant").chars().next(), row.get("standard").chars().next()) else {
            continue;
        };
        if let Some(word) = variants.seen.get_mut(from as usize / 64) {
            *word |= 1 << (from as usize % 64);
        }
        variants.map.push((from, to));
    }
    variants.map.sort_unstable();
    variants.back = variants.map.iter().map(|&(from, to)| (to, from)).collect();
    variants.back.sort_unstable();
    variants
});

/// The standard form of `c`, or `c` itself.
#[inline]
pub(crate) fn fold(c: char) -> char {
    let variants = &*VARIANTS;
    match variants.seen.get(c as usize / 64) {
        Some(word) if word & (1 << (c as usize % 64)) != 0 => {
            let found = variants.map.binary_search_by_key(&c, |&(from, _)| from).ok();
            found.and_then(|index| variants.map.get(index)).map_or(c, |&(_, to)| to)
        }
        _ => c,
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
