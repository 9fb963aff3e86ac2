//! What a clause says of all its numbers: that it has a subject of its own, that something is done, that it sums up.

use super::approach::Approach;
use super::cue::Role;
use super::read::Reader;
use super::token::{Kind, Token};
use crate::period::Period;
use chrono::Datelike;

impl Reader<'_> {
    /// Whether 完成 stands right before the number, in a clause that plans nothing: 计划改造50个;越城区|完成10个.
    pub(super) fn finishes(&self, approach: &Approach) -> bool {
        let before =
            approach.start.checked_sub(1).filter(|&at| at >= self.clause).and_then(|at| self.lexed.tokens.get(at));
        self.clause_modality.is_none() && before.is_some_and(|before| before.has(Role::Finish))
    }

    /// Whether 已 and a verb stand right before the number: 已建成的12个.
    pub(super) fn is_done(&self, index: usize) -> bool {
        let run = self.lexed.tokens.get(self.clause..index).unwrap_or_default();
        let between = run
            .iter()
            .rev()
            .take_while(|token| token.has(Role::De) || token.has(Role::Verb) && !token.has(Role::Actual));
        let before = run.len().checked_sub(between.count().saturating_add(1)).and_then(|at| run.get(at));
        before.is_some_and(|before| before.has(Role::Actual)) || self.is_ground(index)
    }

    /// Whether more is asked for on the ground of what the number says: 拆除违法建筑74万平方米|的基础上.
    fn is_ground(&self, index: usize) -> bool {
        let next = self.lexed.tokens.get(index.saturating_add(1));
        let text = next.filter(|next| next.has(Role::Prep)).and_then(|next| self.text.get(next.start..next.end));
        text.is_some_and(|text| text.starts_with('的'))
    }

    /// Whether the clause has no subject: it opens with a verb of which nothing says that it is done.
    pub(super) fn goes_on_with_verb(&self) -> bool {
        let first = self.lexed.tokens.get(self.clause);
        !self.clause_actual
            && first.is_some_and(|first| first.has(Role::Verb) && !first.has(Role::Actual) && !first.has(Role::Noun))
    }

    /// Whether the clause sums up what several places of the sentence hold: 城南街道9亩,城北街道3亩,|共腾出12亩.
    pub(super) fn sums_up(&self) -> bool {
        let first = self.lexed.tokens.get(self.clause);
        let sum = first.and_then(|first| self.text.get(first.start..first.end));
        if !matches!(sum, Some("共" | "合计" | "总计" | "总共" | "共计")) {
            return false;
        }
        let mut held = self.out.iter().rev().take(8).take_while(|draft| draft.clause >= self.sentence_start);
        let last = held.next().filter(|draft| !draft.holders.is_empty());
        last.is_some_and(|last| held.any(|draft| !draft.holders.is_empty() && draft.holders != last.holders))
    }

    /// Whether the clause opens with a noun: then what it says is said of that.
    pub(super) fn own_subject(&self) -> bool {
        let run = self.lexed.tokens.get(self.clause..).unwrap_or_default();
        let first = run.iter().take(16).find(|token| {
            !(matches!(token.kind, Kind::Period(_))
                || token.has(Role::Adverb)
                || token.has(Role::Among)
                || token.has(Role::Whole))
        });
        first.is_some_and(|token| match token.kind {
            Kind::Word | Kind::Quoted => true,
            Kind::Cue(cue) => {
                (cue.nominal() && !cue.has(Role::Seat) && !cue.has(Role::Modal))
                    || (cue.has(Role::Verb) && !cue.cuts && !cue.stage && !self.acts(token))
            }
            _ => false,
        })
    }

    /// Whether the clause leaves the holders that an earlier one named: it has a subject of its own, or it goes on with the
    /// thing, or a part of the thing, of a clause that has left them.
    pub(super) fn left_holders(&self, carried: bool) -> bool {
        let goes_on = carried || self.is_part();
        let left = || {
            let same = self.last.as_ref().is_some_and(|last| last.sentence == self.sentence);
            same && self.out.last().is_some_and(|draft| draft.holders.is_empty())
        };
        !carried && self.own_subject() || goes_on && left()
    }

    /// Whether the verb has an object: 安排|监督抽查50批次 goes on with the subject before it.
    pub(super) fn acts(&self, verb: &Token) -> bool {
        let next = self.lexed.tokens.partition_point(|token| token.start < verb.end);
        self.lexed.tokens.get(next).is_some_and(|next| {
            matches!(next.kind, Kind::Word | Kind::Quoted)
                || next.cue().is_some_and(|cue| cue.nominal() || cue.has(Role::Verb))
        })
    }

    /// Whether the time begins after the year that the report is about.
    pub(super) fn is_ahead(&self, period: Option<Period>) -> bool {
        period.zip(self.year).is_some_and(|(period, year)| period.start().year() > year)
    }
}
