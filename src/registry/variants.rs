//! Written variants of a character: traditional forms and Kangxi radicals, from `data/variants.tsv`.

use once_cell::sync::Lazy;

use super::Table;

struct Variants {
    /// Sorted by variant.
    map: Vec<(char, char)>,
    /// The same the other way round: sorted by standard form.
    back: Vec<(char, char)>,
    /// By character of the basic plane what it folds to, so that folding costs one load.
    folded: Box<[char]>,
}

static VARIANTS: Lazy<Variants> = Lazy::new(|| {
    let half_width = |c| match c {
        '！'..='～' => u8::try_from((c as u32).saturating_sub(0xfee0)).map_or(c, char::from),
        _ => c,
    };
    let folded = (0..=0xffff).map(|code| char::from_u32(code).map_or('\0', half_width)).collect();
    let mut variants = Variants { map: Vec::new(), back: Vec::new(), folded };
    for row in Table::builtin("variants", include_str!("data/variants.tsv")).rows() {
        let (Some(from), Some(to)) = (row.get("variant").chars().next(), row.get("standard").chars().next()) else {
            continue;
        };
        if let Some(folded) = variants.folded.get_mut(from as usize) {
            *folded = to;
        }
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
    VARIANTS.folded.get(c as usize).copied().unwrap_or(c)
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
