//! Lists of words by what they do in a rule, from a table with the columns `role`, `words` and `note`.

use super::Table;
use crate::error::Error;
use crate::text::head;

/// The longest label with its colon, in characters.
const LONGEST_LABEL: usize = 8;

/// The words of one role.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<&'static str>);

impl Words {
    pub(crate) fn open(&self, text: &str) -> bool {
        self.behind(text).is_some()
    }

    pub(crate) fn end(&self, text: &str) -> bool {
        self.before(text).is_some()
    }

    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    pub(crate) fn are(&self, text: &str) -> bool {
        self.0.contains(&text)
    }

    /// What stands behind the first of them that opens `text`.
    pub(crate) fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| text.strip_prefix(word))
    }

    /// What stands before the first of them that ends `text`.
    pub(crate) fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| text.strip_suffix(word))
    }

    /// Whether one of them opens `text` as a label: a colon follows.
    pub(crate) fn label(&self, text: &str) -> bool {
        // Most texts have no colon near their start.
        let end = head(text, LONGEST_LABEL).find([':', '：', '丨']);
        end.and_then(|end| text.get(..end)).is_some_and(|label| self.0.contains(&label))
    }

    /// The words, in the order of the table.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

/// The lists of a table, one for each of `roles`, in their order; a role that is none of them is an error.
pub(crate) fn read(source: &'static str, roles: &[&str]) -> Result<Vec<Words>, Error> {
    let mut lists: Vec<Words> = roles.iter().map(|_| Words::default()).collect();
    for row in Table::parse(source, &["role", "words", "note"])?.rows() {
        let role = row.get("role");
        let list = roles.iter().position(|&known| known == role).and_then(|index| lists.get_mut(index));
        let list = list.ok_or_else(|| row.error(format_args!("no role `{role}`")))?;
        list.0.extend(row.list("words"));
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
        assert!(!distinct.is_empty() && distinct.len() == words.0.len(), "{role}");
    }
    let rows = Table::parse(source, &[]).unwrap().rows().count();
    assert_eq!(rows, roles.len());
}
