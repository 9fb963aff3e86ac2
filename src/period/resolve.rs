//! From an [`Expression`] and the year of the report to a [`Period`].

use chrono::{Datelike, NaiveDate};

use super::Period;
use super::grammar::{Edge, Expression, Lead, Part, Point, Tail, Time, Year};
use super::scan::{PeriodContext, PeriodKind};

/// What an expression says: its kind, and its period where that can be told.
pub(super) struct Resolved {
    pub(super) kind: PeriodKind,
    pub(super) period: Option<Period>,
}

/// The reading of `expression`; `None` where it names a day that the calendar does not have.
pub(super) fn resolve(expression: Expression, context: PeriodContext) -> Option<Resolved> {
    let (lead, time, tail) = match expression {
        Expression::Open => return Some(Resolved { kind: PeriodKind::Open, period: None }),
        Expression::Vague => return Some(Resolved { kind: PeriodKind::Relative, period: None }),
        Expression::Time { lead, time, tail } => (lead, time, tail),
    };
    let base = context.year.or(context.published.map(|date| date.year()));
    let extent = match time {
        Time::Point(point) => extent(point, base, None)?,
        Time::Span(first, second) => span(first, second, base)?,
        Time::UntilDay(first, day) => {
            let start = extent(first, base, None)?;
            Extent { end: start.at(|date| date.with_day(day))?, ..start }
        }
    };
    match tail {
        Some(Tail::After) => return Some(Resolved { kind: PeriodKind::Open, period: None }),
        Some(Tail::Same) => return Some(Resolved { kind: PeriodKind::Relative, period: None }),
        _ => {}
    }
    let point = match time {
        Time::Point(point) => Some(point),
        _ => None,
    };
    let edge = point.and_then(|point| point.edge);
    let to_end = match (lead, point) {
        (Some(Lead::AsOf), Some(_)) => true,
        (Some(Lead::Until), Some(point)) => !matches!(point.part, Part::Year | Part::Plan(_)),
        _ => false,
    };
    let before = tail == Some(Tail::Before) && edge.is_none();
    let whole_days = point.is_some_and(|point| matches!(point.part, Part::Days(..) | Part::Third(..)));
    Some(match edge {
        Some(Edge::Start) => Resolved { kind: PeriodKind::Start, period: extent.state(|(start, _)| start) },
        Some(Edge::End) => Resolved { kind: PeriodKind::State, period: extent.state(|(_, end)| end) },
        None if to_end || before && whole_days => {
            Resolved { kind: PeriodKind::State, period: extent.state(|(_, end)| end) }
        }
        // `10月前` leaves open whether October counts.
        None if before => Resolved { kind: extent.kind, period: None },
        None => Resolved { kind: extent.kind, period: extent.period() },
    })
}

/// First and last day, unknown where the text names no year and the context has none.
#[derive(Clone, Copy)]
struct Extent {
    /// The outer `None` of a step is a day that does not exist, the inner one an unknown year.
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    by_days: bool,
    kind: PeriodKind,
}

impl Extent {
    fn both(self) -> Option<(NaiveDate, NaiveDate)> {
        self.start.zip(self.end)
    }

    fn state(self, end: impl Fn((NaiveDate, NaiveDate)) -> NaiveDate) -> Option<Period> {
        Period::state(end(self.both()?)).ok()
    }

    fn period(self) -> Option<Period> {
        let (start, end) = self.both()?;
        let whole_months = || start.day() == 1 && end.succ_opt().is_some_and(|next| next.day() == 1);
        let period = if !self.by_days || whole_months() {
            Period::months((start.year(), start.month()), (end.year(), end.month()))
        } else {
            Period::days(start, end)
        };
        period.ok()
    }

    /// A step on the first day; an unknown one stays unknown, an impossible one is `None`.
    fn at(self, step: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<Option<NaiveDate>> {
        match self.start {
            None => Some(None),
            Some(date) => step(date).filter(|&end| end >= date).map(Some),
        }
    }
}

fn extent(point: Point, base: Option<i32>, before: Option<i32>) -> Option<Extent> {
    let year = match point.year {
        Some(Year::Named(year)) => Some(year),
        Some(Year::Offset(by)) => base.and_then(|base| base.checked_add(by)),
        Some(Year::Next) => before.or(base).and_then(|base| base.checked_add(1)),
        None => before.or(base),
    };
    let kind = match (point.part, point.year) {
        (Part::Year, Some(Year::Named(_))) => PeriodKind::Year,
        (Part::Year, _) => PeriodKind::Relative,
        (Part::Months(..), _) => PeriodKind::Months,
        (Part::Days(..) | Part::Third(..), _) => PeriodKind::Day,
        (Part::Plan(_), _) => PeriodKind::Plan,
    };
    let (from, to) = match (point.part, year) {
        (Part::Plan(first), _) => (day(first, 1, 1), day(first.checked_add(4)?, 12, 31)),
        (Part::Days(month, from, to), None) => {
            // Whatever the year, it is a day of a leap year at least.
            day(2020, month, from)?;
            day(2020, month, to)?;
            (None, None)
        }
        (_, None) => (None, None),
        (Part::Year, Some(year)) => (day(year, 1, 1), day(year, 12, 31)),
        (Part::Months(from, to), Some(year)) => (day(year, from, 1), last_day(year, to)),
        (Part::Third(month, from, to), Some(year)) => {
            (day(year, month, from), if to > 28 { last_day(year, month) } else { day(year, month, to) })
        }
        (Part::Days(month, from, to), Some(year)) => (Some(day(year, month, from)?), Some(day(year, month, to)?)),
    };
    Some(Extent { start: from, end: to, by_days: kind == PeriodKind::Day, kind })
}

fn span(first: Point, second: Point, base: Option<i32>) -> Option<Extent> {
    let start = extent(first, base, None)?;
    let year = start.start.map(|date| date.year()).or(base);
    let mut end = extent(second, base, year)?;
    // `2020年11月至3月` runs into the next year. Without a year it could as well come from the one before: unknown.
    if let Some((from, to)) = start.start.zip(end.end)
        && to < from
    {
        if second.year.is_some() || matches!(first.part, Part::Year) {
            return None;
        }
        let named = matches!(first.year, Some(Year::Named(_)));
        end = extent(second, None, year.filter(|_| named).and_then(|year| year.checked_add(1)))?;
    }
    let by_days = start.by_days || end.by_days;
    let kind = if by_days { PeriodKind::Day } else { start.kind.max(end.kind) };
    let kind = if kind == PeriodKind::Relative { PeriodKind::Months } else { kind };
    Some(Extent { start: start.start, end: end.end, by_days, kind })
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

pub(super) fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    (28..=31).rev().find_map(|last| day(year, month, last))
}
