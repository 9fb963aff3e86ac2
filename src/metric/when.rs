//! When: which of the periods in a sentence say what time its numbers are of.
//!
//! ```text
//! time     = opening | adverbial
//! opening  = a period at the head of its clause          1-6月,|新开工项目12个
//! adverbial = subject period predicate                    产业集群|1—6月|产值突破650亿元
//! ```
//!
//! A period that belongs to a noun (`完成2020年|任务`), a base (`比2019年|增长`) or a plan (`占年度|计划的56%`) says nothing of the
//! time. How far a time reaches is the matter of [`frame`](super::frame).

use chrono::Datelike;

use super::approach::Approach;
use super::cue::Role;
use super::frame::Place;
use super::read::{REACH, Reader};
use super::token::{Kind, Token};
use crate::period::{Period, PeriodKind};

/// Hears the period that token `index` is, with the index `period` of its reading.
pub(super) fn read(reader: &mut Reader<'_>, index: usize, period: usize) {
    let Some(scan) = reader.lexed.periods.get(period) else { return };
    if is_base(reader, index) || scan.kind == PeriodKind::Start {
        return;
    }
    // `今年的“千项万亿”工程,…`: the time belongs to the noun.
    if after(reader, index).is_some_and(|next| next.has(Role::De)) && scan.kind == PeriodKind::Relative {
        return;
    }
    let opens = opens_clause(reader, index);
    if !opens && !is_year_of(reader, index) && (is_object(reader, index) || !is_adverbial(reader, index, scan.kind)) {
        return;
    }
    let read = if scan.kind == PeriodKind::Open { None } else { same_year(reader, index).or(scan.period) };
    if read.is_none() && scan.kind != PeriodKind::Open {
        return;
    }
    let place = match () {
        // `3月底前完成8600户,6月底前整改到位,整改率不低于95%`: the later one holds on.
        () if is_deadline(reader, index, scan.kind) && !(opens && reader.frame.dates_sentence()) => Place::Deadline,
        () if reader.opening => Place::Opening,
        () => Place::Later,
    };
    reader.frame.name_period(read, scan.kind, place);
    if opens {
        reader.from = reader.from.max(index.saturating_add(1));
    }
}

/// 当年, 同年: the year that governs already, where one does (`2005年实施项目161个,当年完成投资85亿元`).
fn same_year(reader: &Reader<'_>, index: usize) -> Option<Period> {
    let token = reader.lexed.tokens.get(index)?;
    let named =
        reader.frame.period().filter(|_| matches!(reader.text.get(token.start..token.end), Some("当年" | "同年")));
    Period::year(named?.end().year()).ok()
}

/// base = ('比' period | '较上年' relative): `比2019年增长…`, `较上年全年回升…`; part = ('占' | reach) period ('年度计划' | '的'): `占年度计划的56%`, `是上年的1.6倍`.
fn is_base(reader: &Reader<'_>, index: usize) -> bool {
    // `从2015年的4670亿元提高到6871亿元`: the time of the first value alone.
    let number = reader.lexed.tokens.get(index.saturating_add(2));
    if after(reader, index).is_some_and(|next| next.has(Role::De))
        && number.is_some_and(|number| matches!(number.kind, Kind::Quantity(_)))
    {
        return true;
    }
    let Some(before) = before(reader, index) else { return false };
    const PARTS: [Role; 5] = [Role::Share, Role::Reach, Role::Before, Role::Exceeds, Role::FallsShort];
    let part = PARTS.iter().any(|&role| before.has(role));
    // `较上年|全年`, `同比|2019年`
    let dated = |period: &&Token| {
        matches!(period.kind, Kind::Period(scan)
            if reader.lexed.periods.get(scan).is_some_and(|scan| matches!(scan.kind, PeriodKind::Relative | PeriodKind::Year)))
    };
    before.has(Role::Than)
        || (before.has(Role::Basis) && reader.lexed.tokens.get(index).filter(dated).is_some())
        || (part && after(reader, index).is_some_and(|next| next.has(Role::OfPlan) || next.has(Role::De)))
        || (before.has(Role::Share) && plan_follows(reader, index))
}

/// own = '从' period '的' number | reach period '的' number, behind such a one     从2020年的21.8%上升至2024年的41.5%
pub(super) fn of_number(reader: &Reader<'_>, approach: &Approach) -> Option<Period> {
    let tokens = &reader.lexed.tokens;
    let at =
        |back: usize| approach.start.checked_sub(back).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at));
    if !at(1)?.has(Role::De) {
        return None;
    }
    let period = at(2)?;
    let Kind::Period(scan) = period.kind else { return None };
    let scan = reader.lexed.periods.get(scan)?;
    let opened = reader.text.get(period.start..).is_some_and(|rest| rest.starts_with(['从', '由', '自']));
    let from = opened || at(3).is_some_and(|before| before.has(Role::Prep));
    let to = at(3).is_some_and(|before| before.has(Role::Reach) || before.has(Role::Until))
        && reader.out.last().is_some_and(|last| last.own_period && last.clause == reader.clause);
    scan.period.filter(|_| from || to)
}

/// Whether a plan closes what is shared: `占全年水利建设投资|计划的54%`.
fn plan_follows(reader: &Reader<'_>, index: usize) -> bool {
    let rest = reader.lexed.tokens.get(index.saturating_add(1)..).unwrap_or_default();
    let names = |token: &&Token| !matches!(token.kind, Kind::Quantity(_) | Kind::Comma | Kind::Semicolon | Kind::Stop);
    rest.iter().take(8).take_while(names).any(|token| token.has(Role::OfPlan))
}

/// Whether 年度 dates an investment: 完成|年度|投资5.7亿元.
fn is_year_of(reader: &Reader<'_>, index: usize) -> bool {
    let text = |index: usize| reader.lexed.tokens.get(index).and_then(|token| reader.text.get(token.start..token.end));
    let planned = reader.lexed.tokens.get(index.saturating_add(2)).is_some_and(|next| next.has(Role::OfPlan));
    text(index) == Some("年度") && text(index.saturating_add(1)) == Some("投资") && !planned
}

/// opening = { place | period | '、' | adverb | modal | '其中' } period
fn opens_clause(reader: &Reader<'_>, index: usize) -> bool {
    const ROLES: [Role; 5] = [Role::Adverb, Role::Whole, Role::Modal, Role::Among, Role::Split];
    reader.run_up(reader.clause, index).is_some_and(|run| {
        run.iter().all(|token| match token.kind {
            Kind::Place(_) | Kind::Town | Kind::Period(_) | Kind::Enum => true,
            Kind::Cue(cue) => ROLES.iter().any(|&role| cue.has(role)) && !cue.has(Role::Noun),
            _ => false,
        })
    })
}

/// object = (quotation | title | verb | '的') period: the period opens the name of what the verb is done to; a quotation that
/// opens the clause is a subject (`“某某山耕”上半年会员1122家`).
fn is_object(reader: &Reader<'_>, index: usize) -> bool {
    let opens = reader.clause.max(reader.from).saturating_add(1) == index;
    before(reader, index).is_some_and(|before| match before.kind {
        Kind::Quoted | Kind::Title => !opens,
        Kind::Cue(cue) => {
            ((cue.has(Role::Verb) || cue.has(Role::Finish)) && cue.cuts && !cue.has(Role::Modal))
                || cue.has(Role::De)
                || (cue.has(Role::Finish) && after(reader, index).is_some_and(|next| next.has(Role::OfPlan)))
        }
        _ => false,
    })
}

/// adverbial = subject period (predicate | ',' | ':' | place | number)
///
/// Months stand before any predicate (`产业集群1—6月产值突破650亿元`); a year there more often belongs to a name, unless the
/// clause has no verb before it and goes on to a number.
fn is_adverbial(reader: &Reader<'_>, index: usize, kind: PeriodKind) -> bool {
    let next = after(reader, index);
    // `“四季仙果”节期间(5月20日-6月20日)接待游客86万人次`
    let alone = next.is_some_and(|next| matches!(next.kind, Kind::Close))
        && before(reader, index).is_some_and(|before| matches!(before.kind, Kind::Open));
    if alone && matches!(kind, PeriodKind::Months | PeriodKind::Day) {
        return true;
    }
    // 年度|计划投资|40亿元, 年度|投资计划|40亿元: what is planned for the year.
    let amount = reader.lexed.tokens.get(index.saturating_add(2));
    if kind == PeriodKind::Relative
        && next.is_some_and(|next| next.has(Role::OfPlan) || next.has(Role::Modal))
        && amount.is_some_and(|amount| matches!(amount.kind, Kind::Quantity(_)))
    {
        return true;
    }
    let yearly =
        kind == PeriodKind::Relative && !next.is_some_and(|next| next.has(Role::OfPlan) || next.has(Role::Procedure));
    if yearly || next.is_none_or(predicates) {
        return true;
    }
    // 要求各单位|确保|三季度末|完成率达到75%
    if before(reader, index).is_some_and(|before| before.has(Role::Modal)) && states_number(reader, index) {
        return true;
    }
    let verb_before = reader
        .lexed
        .tokens
        .get(reader.clause.max(index.saturating_sub(REACH))..index)
        .is_some_and(|run| run.iter().any(|token| token.cue().is_some_and(|cue| cue.cuts)));
    matches!(kind, PeriodKind::Months | PeriodKind::State | PeriodKind::Year)
        && !verb_before
        && states_number(reader, index)
}

/// Whether what is said of a subject starts, or pauses, with the token.
fn predicates(next: &Token) -> bool {
    const ROLES: [Role; 10] = [
        Role::Adverb,
        Role::Reach,
        Role::Modal,
        Role::Up,
        Role::Down,
        Role::Basis,
        Role::Before,
        Role::Whole,
        Role::Actual,
        Role::Complete,
    ];
    match next.kind {
        Kind::Comma | Kind::Quantity(_) | Kind::Place(_) | Kind::Town | Kind::Colon => true,
        Kind::Cue(cue) => !cue.has(Role::Noun) && (cue.cuts || cue.stage || ROLES.iter().any(|&role| cue.has(role))),
        _ => false,
    }
}

/// deadline = (modal | preposition | state) period, in a clause that states no number: `6月底前完工;`.
fn is_deadline(reader: &Reader<'_>, index: usize, kind: PeriodKind) -> bool {
    let paused = after(reader, index).is_some_and(|next| matches!(next.kind, Kind::Comma | Kind::Colon));
    let led = before(reader, index).is_some_and(|before| before.has(Role::Modal) || before.has(Role::Prep));
    let state = kind == PeriodKind::State && !reader.opening;
    // 截至3月底|全部完成 says as of when, not until when.
    let text = reader.lexed.tokens.get(index).and_then(|token| reader.text.get(token.start..token.end));
    let as_of = text.is_some_and(|text| text.starts_with('截'));
    !paused && !as_of && (led || state) && !states_number(reader, index)
}

/// Whether a number stands between here and the end of the clause.
fn states_number(reader: &Reader<'_>, index: usize) -> bool {
    let rest = reader.lexed.tokens.get(index..).unwrap_or_default();
    rest.iter()
        .take(REACH)
        .take_while(|token| !matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Stop))
        .any(|token| matches!(token.kind, Kind::Quantity(_)))
}

/// The token before the period, in its clause.
fn before<'r>(reader: &Reader<'r>, index: usize) -> Option<&'r Token> {
    index.checked_sub(1).filter(|_| index > reader.clause).and_then(|at| reader.lexed.tokens.get(at))
}

/// The token after the period.
fn after<'r>(reader: &Reader<'r>, index: usize) -> Option<&'r Token> {
    reader.lexed.tokens.get(index.saturating_add(1))
}
