//! What was spoken of last without a number: the noun phrase of the last clause that states none.
//!
//! Few numbers ask for it, so a clause is kept as it is and read when it is asked for.

use std::cell::Cell;

use crate::span::Span;

/// The clauses without a number since the item began.
#[derive(Clone, Debug, Default)]
pub(crate) struct Topics {
    clauses: Vec<Clause>,
    read: Cell<Read>,
}

/// A clause: its first token and the one that ends it.
#[derive(Clone, Copy, Debug)]
struct Clause {
    start: usize,
    end: usize,
    /// It ends in a colon: where it names nothing, what was named before is spoken of anew.
    opens: bool,
}

/// What is known after so many of the clauses: the phrase, and the token where it was spoken of.
#[derive(Clone, Copy, Debug, Default)]
struct Read {
    clauses: usize,
    topic: Option<(Span, usize)>,
}

impl Topics {
    /// Notes that the clause from token `start` to token `end` states no number.
    pub(crate) fn note(&mut self, start: usize, end: usize, opens: bool) {
        self.clauses.push(Clause { start, end, opens });
    }

    /// Where the last clause starts and ends.
    pub(crate) fn newest(&self) -> Option<(usize, usize)> {
        self.clauses.last().map(|clause| (clause.start, clause.end))
    }

    /// Forgets what was spoken of.
    pub(crate) fn clear(&mut self) {
        self.clauses.clear();
        self.read.take();
    }

    /// The last phrase, and the token at which it was spoken of; `named` says what a clause names. No clause is read twice.
    pub(crate) fn last(&self, named: impl Fn(usize, usize) -> Option<Span>) -> Option<(Span, usize)> {
        let read = self.read.get();
        let mut opened = None;
        let fresh = self.clauses.iter().skip(read.clauses).rev().find_map(|clause| {
            opened = opened.or(clause.opens.then_some(clause.end));
            named(clause.start, clause.end).map(|span| (span, clause.end))
        });
        let topic = fresh.or(read.topic).map(|(span, at)| (span, opened.unwrap_or(at)));
        self.read.set(Read { clauses: self.clauses.len(), topic });
        topic
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_clause_that_names_something_counts() {
        let mut topics = Topics::default();
        let asked = Cell::new(0);
        let named = |start: usize, _: usize| {
            asked.set(asked.get() + 1);
            (start % 2 == 1).then(|| Span::new(start, start + 1))
        };
        assert_eq!(topics.last(named), None);
        topics.note(1, 2, false);
        topics.note(4, 6, false);
        assert_eq!(topics.last(named), Some((Span::new(1, 2), 2)));
        topics.note(8, 9, true);
        assert_eq!(topics.last(named), Some((Span::new(1, 2), 9)));
        assert_eq!(topics.last(named), Some((Span::new(1, 2), 9)));
        assert_eq!(asked.get(), 3);
        topics.note(11, 12, false);
        topics.note(14, 15, false);
        assert_eq!(topics.last(named), Some((Span::new(11, 12), 12)));
        topics.clear();
        assert_eq!(topics.last(named), None);
    }
}
