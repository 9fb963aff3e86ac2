//! Lists of words by what they do in a rule, from a table with the columns `role`, `words` and `note`.

use super::Table;
use crate::error::Error;
use crate::text::head;

/// The longest label with its colon, in characters.
const LONGEST_LABEL: usize = 8;

/// The words of one role.
#[derive(Debug, Default)]
pub(crate) struct Words {
    words: Vec<&'static str>,
    /// What they begin and end with: most texts are none of theirs at the first look.
    firsts: Bits,
    lasts: Bits,
}

/// A set of characters, each for sure not in it if its bit is not set.
#[derive(Debug, Default)]
struct Bits([u64; 4]);

impl Bits {
    fn add(&mut self, c: char) {
        if let Some(bits) = self.0.get_mut(c as usize >> 6 & 3) {
            *bits |= 1 << (c as u32 & 63);
        }
    }

    #[inline]
    fn may_have(&self, c: char) -> bool {
        self.0.get(c as usize >> 6 & 3).is_some_and(|bits| bits & (1 << (c as u32 & 63)) != 0)
    }
}

impl Words {
    fn add(&mut self, word: &'static str) {
        word.chars().next().into_iter().for_each(|c| self.firsts.add(c));
        word.chars().next_back().into_iter().for_each(|c| self.lasts.add(c));
        self.words.push(word);
    }

    pub(crate) fn open(&self, text: &str) -> bool {
        self.behind(text).is_some()
    }

    pub(crate) fn end(&self, text: &str) -> bool {
        self.before(text).is_some()
    }

    /// Whether one of them may end with the character; never `false` where one does.
    #[inline]
    pub(crate) fn may_end_with(&self, c: char) -> bool {
        self.lasts.may_have(c)
    }

    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    pub(crate) fn are(&self, text: &str) -> bool {
        self.words.contains(&text)
    }

    /// What stands behind the first of them that opens `text`.
    pub(crate) fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.chars().next().filter(|&c| self.firsts.may_have(c))?;
        self.iter().find_map(|word| text.strip_prefix(word))
    }

    /// What stands before the first of them that ends `text`.
    pub(crate) fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.chars().next_back().filter(|&c| self.lasts.may_have(c))?;
        self.iter().find_map(|word| text.strip_suffix(word))
    }

    /// Whether one of them opens `text` as a label: a colon follows.
    pub(crate) fn label(&self, text: &str) -> bool {
        // Most texts have no colon near their start.
        let end = head(text, LONGEST_LABEL).find([':', '：', '丨']);
        end.and_then(|end| text.get(..end)).is_some_and(|label| self.are(label))
    }

    /// The words, in the order of the table.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }
}

/// The lists of a table, one for each of `roles`, in their order; a role that is none of them is an error.
pub(crate) fn read(source: &'static str, roles: &[&str]) -> Result<Vec<Words>, Error> {
    let mut lists: Vec<Words> = roles.iter().map(|_| Words::default()).collect();
    for row in Table::parse(source, &["role", "words", "note"])?.rows() {
        let role = row.get("role");
        let list = roles.iter().position(|&known| known == role).and_then(|index| lists.get_mut(index));
        let list = list.ok_or_else(|| row.error(format_args!("no role `{role}`")))?;
        row.list("words").for_each(|word| list.add(word));
    }
    Ok(lists)
}

/// Declares a struct with a list for each role of a table of words, and a test of the table.
macro_rules! word_lists {
    ($(#[$doc:meta])* $name:ident from $source:expr; $($(#[$about:meta])* $role:ident),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub(crate) struct $name {
            $($(#[$about])* pub(crate) $role: $crate::registry::words::Words,)+
        }

        impl $name {
            const ROLES: &[&str] = &[$(stringify!($role)),+];

            /// The shipped lists. A faulty table reads as empty; a test reads it strictly.
            pub(crate) fn builtin() -> &'static Self {
                static LISTS: once_cell::sync::Lazy<$name> = once_cell::sync::Lazy::new(|| {
                    let lists = $crate::registry::words::read($source, $name::ROLES).unwrap_or_default();
                    let mut lists = lists.into_iter();
                    $name { $($role: lists.next().unwrap_or_default(),)+ }
                });
                &LISTS
            }
        }

        #[cfg(test)]
        #[test]
        fn the_shipped_words_are_sound() {
            $crate::registry::words::check($source, $name::ROLES);
        }
    };
}
pub(crate) use word_lists;

/// Every role stands in one row, with words of which none is twice.
#[cfg(test)]
pub(crate) fn check(source: &'static str, roles: &[&str]) {
    let lists = read(source, roles).unwrap();
    for (role, words) in roles.iter().zip(&lists) {
        let distinct: std::collections::BTreeSet<_> = words.iter().collect();
        assert!(!distinct.is_empty() && distinct.len() == words.words.len(), "{role}");
    }
    let rows = Table::parse(source, &[]).unwrap().rows().count();
    assert_eq!(rows, roles.len());
}
