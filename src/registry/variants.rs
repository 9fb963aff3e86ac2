//! Written variants of a character: traditional forms and Kangxi radicals, from `data/variants.tsv`.

use once_cell::sync::Lazy;
use std::collections::HashMap;

use super::Table;

struct Variants {
    map: HashMap<char, char>,
    /// One bit for each character of the basic plane, so that the common case costs one load.
    seen: Box<[u64; 1024]>,
}

static VARIANTS: Lazy<Variants> = Lazy::new(|| {
    let mut variants = Variants { map: HashMap::new(), seen: Box::new([0; 1024]) };
    for row in Table::builtin("variants", include_str!("data/variants.tsv")).rows() {
        let (Some(from), Some(to)) = (row.get("variant").chars().next(), row.get("standard").chars().next()) else {
            continue;
        };
        if let Some(word) = variants.seen.get_mut(from as usize / 64) {
            *word |= 1 << (from as usize % 64);
        }
        variants.map.insert(from, to);
    }
    variants
});

/// The standard form of `c`, or `c` itself.
pub(crate) fn fold(c: char) -> char {
    let variants = &*VARIANTS;
    match variants.seen.get(c as usize / 64) {
        Some(word) if word & (1 << (c as usize % 64)) != 0 => variants.map.get(&c).copied().unwrap_or(c),
        _ => c,
    }
}
