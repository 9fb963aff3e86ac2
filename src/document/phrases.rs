//! Phrases by which lines around tables and tasks are known: `registry/data/page_phrases.tsv`, which says of each role what it
//! is for.

use crate::registry::words::word_lists;

word_lists! {
    /// The phrases by their roles.
    Phrases from include_str!("../registry/data/page_phrases.tsv");
    caption, dated, annex, note, request, closing, edited, ahead, whenever, due, rule, member, seat, title, told,
    office, credit, footer, copies, sum,
}
