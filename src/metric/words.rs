//! Words at the ends of names and beside them: `registry/data/metric_words.tsv`, which says of each role what it is for.

use crate::registry::words::word_lists;

word_lists! {
    /// The words by their roles.
    MetricWords from include_str!("../registry/data/metric_words.tsv");
    work, section, rebuilding, part, rest, member, between, rate, share, burden, plan_count, plan, extent, task, bound, release,
    ranked, middle,
}
