//! What a target asks for: whether a number is a target at all, which way is good, and whether it adds up over the year.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::mention::Mention;
use super::words::{self, Stage, Words};
use crate::indicator::{Better, Indicator, IndicatorKind};
use crate::metric::{Bound, Direction, Measure, Modality};
use crate::period::Period;

/// A target, understood.
#[derive(Debug)]
pub(super) struct Goal<'m, 'a> {
    pub(super) mention: &'m Mention<'a>,
    pub(super) indicator: Option<&'m Indicator>,
    pub(super) better: Better,
    /// An amount to be accumulated over the year, rather than a state that is to be reached.
    pub(super) accumulates: bool,
    /// The only target in a unit that counts one sort of thing (户, 头, 公里), or the only rank.
    pub(super) sole: bool,
    /// The only target of all.
    pub(super) only: bool,
}

impl<'m, 'a> Goal<'m, 'a> {
    pub(super) fn new(mention: &'m Mention<'a>, indicator: Option<&'m Indicator>) -> Self {
        let (better, accumulates) = (better(mention, indicator), accumulates(mention, indicator));
        Self { mention, indicator, better, accumulates, sole: false, only: false }
    }

    /// Whether a number that does not say what it is of can only mean this target.
    pub(super) fn takes_nameless(&self, actual: &Mention<'_>) -> bool {
        match actual.measure {
            Measure::Rank => self.sole,
            Measure::Level => {
                let (own, their) = (self.mention.metric.unit(), actual.metric.unit());
                (self.only || self.sole) && own.canonical() == their.canonical() && !their.is_none()
            }
            _ => self.only,
        }
    }
}

/// Whether a number of a requirement is to be reached.
///
/// ```text
/// target = number, but
///          a threshold (50亿元以上项目), a number that reports, a measuring rod (以亩均税收3万元为标准), a class (500千伏输变电工程),
///          a count between a verb that reaches nothing and its noun (推进77个项目建设)
/// ```
pub(super) fn is_target(mention: &Mention<'_>) -> bool {
    let metric = mention.metric;
    if metric.modality() == Modality::Actual || metric.measure() == Measure::Threshold {
        return false;
    }
    // 500千伏输变电工程 is a class of works.
    if matches!(metric.unit().dimension(), "voltage" | "current" | "frequency" | "data-rate") {
        return false;
    }
    let words = Words::builtin();
    if words::has(&words.standard, mention.after) || words::has(&words.standard, mention.before) {
        return false;
    }
    let only_named = metric.measure() == Measure::Level
        && metric.unit().is_measure_word()
        && !mention.noun_before
        && mention.process;
    // 推进50个项目开工 reaches something after all.
    !only_named || words::hits(&words.stages, mention.after).any(|stage| stage >= Stage::Start)
}

/// Which way is good: the words of the target say, else the registry.
fn better(mention: &Mention<'_>, indicator: Option<&Indicator>) -> Better {
    let metric = mention.metric;
    let words = Words::builtin();
    match metric.bound() {
        _ if mention.measure == Measure::Rank => {}
        Bound::AtMost | Bound::Under => return Better::Down,
        Bound::AtLeast | Bound::Over => return Better::Up,
        _ => {}
    }
    match mention.measure {
        Measure::Rank => Better::Down,
        Measure::Completion | Measure::Multiple => Better::Up,
        // A fall that is asked for is a fall of at least so much: more of it is better.
        Measure::Growth | Measure::Change if mention.direction == Some(Direction::Down) => Better::Up,
        _ if mention.before.contains("控制") => Better::Down,
        Measure::Level if mention.gain || words::has(&words.cut, mention.before) => Better::Up,
        _ => {
            let known = indicator.and_then(Indicator::better);
            let less = known == Some(Better::Down)
                || (known.is_none()
                    && words::has(&words.less, &mention.subject)
                    && !words::has(&words.solved, &mention.subject)
                    && !is_done_with(mention));
            if less { Better::Down } else { Better::Up }
        }
    }
}

/// 化解信访积案50件: the name is bad, the number is of those got rid of.
fn is_done_with(mention: &Mention<'_>) -> bool {
    mention.stage == Some(Stage::Finish)
}

/// Whether the target is an amount to be accumulated over the year.
fn accumulates(mention: &Mention<'_>, indicator: Option<&Indicator>) -> bool {
    let metric = mention.metric;
    let (unit, words) = (metric.unit(), Words::builtin());
    match mention.measure {
        Measure::Completion => return true,
        Measure::Change => return !unit.is_points(),
        Measure::Level => {}
        _ => return false,
    }
    if unit.as_str().contains(['/', '／']) || unit.is_time() || unit.is_ratio() {
        return false;
    }
    if metric.bound() == Bound::AtMost || metric.bound() == Bound::Under {
        return false;
    }
    let kind = indicator.and_then(Indicator::kind);
    // 亩均增加值: a rate has a word of gain inside and is none.
    if mention.gain && !matches!(kind, Some(IndicatorKind::Rate)) {
        return true;
    }
    if mention.is_stock() {
        return false;
    }
    match kind {
        Some(IndicatorKind::Flow) => true,
        Some(IndicatorKind::Stock) => !words::has(&words.reach, mention.before),
        Some(_) => false,
        // 出口名牌企业达到120家 counts what is there; 技术交易额达到50亿元 is a sum, and so are events (人次).
        None => {
            let things = unit.is_measure_word() && !unit.as_str().ends_with('次');
            !(things && words::has(&words.reach, mention.before))
        }
    }
}

/// The elapsed share of the time that a target has, as a fraction of days: numerator and denominator.
///
/// The months of the year to the end of `period`, else to `as_of`, of twelve; a target with a time of its own inside
/// the year (上半年完成投资20亿元) has that.
pub(super) fn elapsed(mention: &Mention<'_>, actual: Option<Period>, as_of: NaiveDate) -> (Decimal, Decimal) {
    let months = |date: NaiveDate| {
        let days = Decimal::from(last_day_of_month(date));
        // Days of the month, counted as if every month had as many.
        (days.saturating_mul(Decimal::from(date.month0())).saturating_add(Decimal::from(date.day())), days)
    };
    // 2021年完成投资1.1亿元, said in July, is not about the whole year.
    let known = actual.filter(|period| period.month_count() != Some(12) || period.end() <= as_of);
    let end = known.map(Period::end).filter(|end| end.year() == as_of.year()).unwrap_or(as_of);
    let (gone, days) = months(end);
    let due = mention.metric.period().map(Period::end).filter(|due| due.year() == as_of.year());
    let (due, due_days) = due.map_or((Decimal::from(12), Decimal::ONE), months);
    let (numerator, denominator) = (gone.saturating_mul(due_days), due.saturating_mul(days));
    if numerator > denominator { (Decimal::ONE, Decimal::ONE) } else { (numerator, denominator) }
}

fn last_day_of_month(date: NaiveDate) -> u32 {
    (28..=31).rev().find(|&day| date.with_day(day).is_some()).unwrap_or(28)
}
