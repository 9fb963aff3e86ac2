//! Sets of characters, asked at every place of a text.

use super::variants;

/// A set of characters of the basic plane, in all their written forms: asking costs one load, and nothing is folded.
#[derive(Clone, Debug)]
pub(crate) struct CharSet(Box<[u64; 1024]>);

impl CharSet {
    /// The characters that [`fold`](crate::text::fold) to one of `standard`, which must be folded themselves.
    pub(crate) fn of_forms(standard: impl IntoIterator<Item = char>) -> Self {
        let mut set = Self(Box::new([0; 1024]));
        for c in standard {
            set.add(c);
            if c.is_ascii_graphic() {
                set.add(char::from_u32((c as u32).saturating_add(0xfee0)).unwrap_or(c));
            }
        }
        let variants: Vec<char> = variants::all().filter(|&(_, to)| set.has(to)).map(|(from, _)| from).collect();
        variants.into_iter().for_each(|from| set.add(from));
        set
    }

    fn add(&mut self, c: char) {
        if let Some(word) = self.0.get_mut(c as usize / 64) {
            *word |= 1 << (c as usize % 64);
        }
    }

    /// The characters of the set.
    pub(crate) fn iter(&self) -> impl Iterator<Item = char> {
        let words = (0u32..).zip(self.0.iter()).filter(|&(_, &word)| word != 0);
        words.flat_map(|(index, &word)| {
            let bits = (0..64u32).filter(move |bit| word & (1 << bit) != 0);
            bits.filter_map(move |bit| char::from_u32(index.saturating_mul(64).saturating_add(bit)))
        })
    }

    /// Whether `c` is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|word| word & (1 << (c as usize % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn a_set_holds_every_form_and_nothing_else() {
        let standard = ['5', '万', '增', '月', '~'];
        let set = CharSet::of_forms(standard);
        for c in '\0'..=char::MAX {
            assert_eq!(set.has(c), standard.contains(&fold(c)), "{c:?}");
        }
    }
}
