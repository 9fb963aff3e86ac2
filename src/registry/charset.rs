//! Sets of characters, asked at every place of a text.

use super::variants;
use crate::text::char_at;

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

    /// The first character of the set in `from..to` of a text, and where it stands.
    pub(crate) fn first(&self, text: &str, from: usize, to: usize) -> Option<(usize, char)> {
        self.first_of(text, from, to, &mut usize::MAX.clone())
    }

    /// The same, if it is one of the next `count` characters; those up to the one that is found, and it, are taken off.
    #[inline]
    pub(crate) fn first_of(&self, text: &str, from: usize, to: usize, count: &mut usize) -> Option<(usize, char)> {
        let has = |word: usize, bit: u8| self.0.get(word & 1023).is_some_and(|word| word & (1 << (bit & 0x3f)) != 0);
        let mut rest = text.as_bytes().get(from..to)?;
        let mut left = *count;
        while left > 0 {
            left = left.wrapping_sub(1);
            #[cfg(test)]
            crate::work::look();
            // A word of the set holds the characters that differ in their last byte.
            let (found, behind) = match rest {
                [one @ 0xe0..=0xef, two, three, behind @ ..] => {
                    (has(usize::from(one & 0xf) << 6 | usize::from(two & 0x3f), *three), behind)
                }
                [one @ ..=0x7f, behind @ ..] => (has(usize::from(one >> 6), *one), behind),
                [one @ 0xc0..=0xdf, two, behind @ ..] => (has(usize::from(one & 0x1f), *two), behind),
                [_, _, _, _, behind @ ..] => (false, behind),
                [_, ..] | [] => break,
            };
            if found {
                *count = left;
                let at = to.saturating_sub(rest.len());
                return Some((at, char_at(text, at)?));
            }
            rest = behind;
        }
        None
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
    fn the_first_character_of_a_set_is_found() {
        let set = CharSet::of_forms(['5', '万', '×', '~']);
        let text: String = "a一×万\u{20000}５5，é~的\u{10000}万".repeat(3);
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (&from, &to) in ends.iter().flat_map(|from| ends.iter().map(move |to| (from, to))) {
            let inside = || text.char_indices().filter(|&(at, _)| at >= from && at < to);
            let first = inside().find(|&(_, c)| set.has(c));
            assert_eq!(set.first(&text, from, to), first, "{from}..{to}");
            for limit in 0..9 {
                let near = inside().take(limit).enumerate().find(|&(_, (_, c))| set.has(c));
                let mut left = limit;
                assert_eq!(set.first_of(&text, from, to, &mut left), near.map(|(_, found)| found), "{from}..{to}");
                assert!(near.is_none_or(|(passed, _)| left == limit - passed - 1), "{from}..{to}");
            }
        }
    }

    #[test]
    fn a_set_holds_every_form_and_nothing_else() {
        let standard = ['5', '万', '增', '月', '~'];
        let set = CharSet::of_forms(standard);
        for c in '\0'..=char::MAX {
            assert_eq!(set.has(c), standard.contains(&fold(c)), "{c:?}");
        }
    }
}
