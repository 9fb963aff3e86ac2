//! Whether a number answers a target, how surely, and why.
//!
//! What is measured must fit (`measure`, `unit`); then names are compared, with less weight on what stands around the
//! number than on its own name; then everything that speaks against takes its share off.

#![expect(clippy::arithmetic_side_effects, reason = "scores are per mille and counts are capped, far below the limits")]

use super::MatchedBy;
use super::goal::Goal;
use super::judge::in_unit_of;
use super::mention::Mention;
use super::name::{Permille, WHOLE};
use super::words::{self, Stage, Words};
use crate::indicator::Indicator;
use crate::metric::{Basis, Direction, Measure, Metric, Modality};
use crate::quantity::Unit;
use crate::text::squash;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// What it adds that target and number are the only ones in their unit, and how alike they must be at least.
const SOLE: Permille = 120;
const SOLE_LEAST: Permille = 200;
const SOLE_SCORE: Permille = 600;
/// What a number without a name is worth that answers the only target it can, and a name that only lacks its head.
const NAMELESS: Permille = 720;
const CUT_SHORT: Permille = 700;
/// What a number is worth whose share of the target is the one that stands behind it, and how alike the names must be.
const SHARE: Permille = 940;
const SHARE_LEAST: Permille = 100;
/// What a part of a whole is worth where the target names the part alone, and how much of its name must agree.
const PART: Permille = 760;
const PART_LEAST: Permille = 600;
/// What another kind of the same sort leaves.
const ANOTHER_KIND: Permille = 700;

/// Whether a unit tells by itself what is counted: 户 and 公里 do, 个 and 家 and 元 do not.
pub(super) fn is_telling(unit: &Unit) -> bool {
    !matches!(
        unit.canonical(),
        "" | "个" | "项" | "家" | "件" | "处" | "人" | "名" | "人次" | "次" | "%" | "百分点" | "位"
    ) && !unit.is_money()
        && !unit.is_time()
}

/// Whether a unit counts people.
pub(super) fn counts_people(unit: &Unit) -> bool {
    matches!(unit.canonical(), "人" | "名" | "位" | "员" | "例")
}

/// A number of the progress, with the indicator that the registry knows it by.
#[derive(Debug)]
pub(super) struct Candidate<'m, 'a> {
    pub(super) mention: &'m Mention<'a>,
    pub(super) indicator: Option<&'m Indicator>,
    /// The only number of the progress in a unit that counts one sort of thing: 户, 头, 公里.
    pub(super) sole: bool,
    /// The only number of the whole place in its unit, or the only completion or rank, that has no name.
    pub(super) lone: bool,
}

/// How well a number answers a target: how alike the things are, by what, and what speaks against it.
#[derive(Debug)]
pub(super) struct Fit {
    pub(super) score: Permille,
    pub(super) alike: Permille,
    pub(super) by: MatchedBy,
    /// Each rule with the share that it leaves.
    pub(super) factors: [(&'static str, Permille); 21],
}

/// How well `candidate` answers `goal`; `None` where it cannot.
pub(super) fn fit(goal: &Goal<'_, '_>, candidate: &Candidate<'_, '_>, as_of: NaiveDate) -> Option<Fit> {
    let (target, actual) = (goal.mention, candidate.mention);
    let share = shares(goal, actual);
    let when = |holds: bool, share: Permille| if holds { share } else { WHOLE };
    let factors = [
        ("measure and unit", measure(goal, candidate)?),
        ("plan or forecast", modality(actual)?),
        ("stage of the work", stage(target, actual)),
        ("level of government", level(target, actual)),
        ("holder", holder(target, actual)),
        ("period", period(actual, as_of)),
        ("figures in the names", figures(target, actual)),
        ("paper about the thing", when(actual.plan && !target.plan && actual.measure == Measure::Level, 350)),
        ("part of a total", when(actual.part && !target.part, 930)),
        // 同比增长14.1%,两年平均增长7.2%: the year's growth is asked for.
        ("mean of several years", when(is_yearly(actual) && !is_yearly(target), 800)),
        ("leads on to another number", when(actual.leads_on, 500)),
        ("asked of each", when(target.each && !actual.each, 550)),
        // 新增5G基站3007个,累计8678个: what is to be added is answered by what was added.
        ("total where an addition is asked for", when(actual.total && target.gain && !target.total, 900)),
        ("stock where an addition is asked for", when(actual.is_stock() && target.gain && !target.is_stock(), 600)),
        // 已改造完成21家,剩余4家11月底前完工
        ("what is left", when(is_left(actual) && !is_left(target), 350)),
        // 床位达到5438张,其中年内新增495张
        ("a state where an addition is asked for", when(is_state(actual) && target.gain && !is_state(target), 900)),
        ("no total where one is asked for", when(target.total && !actual.total, 950)),
        ("another work is asked for", when(works_otherwise(target, actual), 800)),
        ("how far it is follows", when(actual.superseded, 700)),
        ("its share is of another target", when(share == Some(false), 880)),
        (
            "the amount beside it answers",
            when(actual.amount.is_some_and(|amount| counts_alike(target.metric.unit(), amount)), 700),
        ),
    ];
    let (alike, by) = match alike(goal, candidate) {
        (alike, _) if share == Some(true) && alike >= SHARE_LEAST => (alike.max(SHARE), MatchedBy::Share),
        alike => alike,
    };
    let score = factors.iter().fold(alike, |score, (_, factor)| score * factor / WHOLE);
    Some(Fit { score, alike, by, factors })
}

/// Whether the share that stands behind an amount is what the amount makes of the target; `None` where none stands there.
fn shares(goal: &Goal<'_, '_>, actual: &Mention<'_>) -> Option<bool> {
    let (target, share) = (goal.mention, actual.share?);
    if target.measure != Measure::Level && target.measure != Measure::Change {
        return None;
    }
    let reached = in_unit_of(target, actual)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let ratio = reached.checked_div(target.metric.value())?;
    // As exact as it is written: 47.23%, 77%.
    let exact = Decimal::new(1, share.scale());
    Some(ratio.checked_sub(share)?.abs() <= exact)
}

/// Whether a number says what is left to be done.
fn is_left(mention: &Mention<'_>) -> bool {
    words::ending(&Words::builtin().rest, mention.before.trim_end()).is_some()
}

/// Whether a number says what was reached in all, with no verb that makes it a sum of the year: 达到5438张.
fn is_state(mention: &Mention<'_>) -> bool {
    !mention.gain && words::ending(&Words::builtin().reach, mention.before.trim_end()).is_some()
}

fn is_yearly(mention: &Mention<'_>) -> bool {
    mention.measure == Measure::Growth && words::has(&Words::builtin().yearly, mention.before)
}

/// How far what the numbers say goes together; `None` where it does not.
fn measure(goal: &Goal<'_, '_>, candidate: &Candidate<'_, '_>) -> Option<Permille> {
    let (target, actual) = (goal.mention.metric, candidate.mention.metric);
    let words = Words::builtin();
    let name = actual.indicator();
    Some(match (goal.mention.measure, candidate.mention.measure) {
        (Measure::Level | Measure::Change, Measure::Completion) => goal_of_completion(goal, candidate)?,
        (Measure::Completion, Measure::Completion | Measure::Ratio) => WHOLE,
        (Measure::Level, Measure::Level) => unit(target, actual)?,
        (Measure::Level, Measure::Change)
            if candidate.mention.direction == Some(Direction::Up) || cuts(goal.mention) =>
        {
            if goal.mention.gain {
                unit(target, actual)?
            } else {
                unit(target, actual)? * 9 / 10
            }
        }
        (Measure::Change, Measure::Change) => unit(target, actual)?,
        (Measure::Change, Measure::Level) => unit(target, actual)? * 8 / 10,
        (Measure::Growth, Measure::Growth) => match actual.basis() {
            None | Some(Basis::YearOnYear) => WHOLE,
            _ => 800,
        },
        // 支出压减4919万元,压缩比例10.8%
        (Measure::Growth, Measure::Ratio) => {
            let fall = goal.mention.direction == Some(Direction::Down);
            let says = |text: &str| {
                words::ending(&words.rate, text).is_some()
                    && if fall { words::has(&words.cut, text) } else { text.contains('增') }
            };
            if says(name) || says(candidate.mention.before) { 950 } else { return None }
        }
        (Measure::Ratio, Measure::Ratio) => WHOLE,
        (Measure::Ratio, Measure::Completion) => 850,
        (Measure::Rank, Measure::Rank) if target.scope() == actual.scope() || target.scope().is_none() => WHOLE,
        (Measure::Rank, Measure::Rank) => 600,
        (Measure::Multiple, Measure::Multiple) => WHOLE,
        _ => return None,
    })
}

/// Whether one is to be made new and the other is worked over: 改造停车位3000个 and 新增停车位540个.
fn works_otherwise(target: &Mention<'_>, actual: &Mention<'_>) -> bool {
    let words = Words::builtin();
    let works = |mention: &Mention<'_>| {
        let says = |set| words::has(set, mention.before) || words::has(set, &mention.subject);
        (says(&words.anew), says(&words.again))
    };
    matches!((works(target), works(actual)), ((true, false), (false, true)) | ((false, true), (true, false)))
}

fn cuts(mention: &Mention<'_>) -> bool {
    let words = Words::builtin();
    words::has(&words.cut, mention.before)
}

/// A completion answers what adds up or is finished, unless it is of another goal than the year's.
fn goal_of_completion(goal: &Goal<'_, '_>, candidate: &Candidate<'_, '_>) -> Option<Permille> {
    let words = Words::builtin();
    let before = candidate.mention.before;
    if !goal.accumulates || words::has(&words.sub_goal, before) {
        return None;
    }
    Some(if words::has(&words.goal, before) { 900 } else { 850 })
}

/// Whether amounts in two units can be of one thing.
fn counts_alike(own: &Unit, their: &Unit) -> bool {
    let words = own.is_measure_word() && their.is_measure_word();
    words || own.canonical() == their.canonical() || !own.dimension().is_empty() && own.dimension() == their.dimension()
}

/// How far two units count the same.
fn unit(target: &Metric, actual: &Metric) -> Option<Permille> {
    // 81.2亿 where 亿元 is meant.
    let scaled = actual.text().ends_with(['亿', '万']);
    let (target, actual) = (target.unit(), actual.unit());
    if target.canonical() == actual.canonical() {
        return Some(WHOLE);
    }
    let any = |unit: &Unit| matches!(unit.canonical(), "个" | "项" | "家" | "件" | "只" | "处");
    let times = |unit: &Unit| matches!(unit.canonical(), "次" | "场" | "场次" | "期" | "批次" | "轮" | "届");
    let (own, their) = (target.dimension(), actual.dimension());
    Some(match () {
        // The text has lost it: 整治企业2616.
        () if actual.is_none() && target.is_measure_word() => 900,
        () if actual.is_none() && target.is_money() && scaled => 900,
        () if target.is_none() || actual.is_none() => 600,
        () if !target.is_measure_word() && !own.is_empty() && own == their => WHOLE,
        () if !target.is_measure_word() || !actual.is_measure_word() => {
            // A unit that no registry knows counts something.
            if (own.is_empty() || target.is_measure_word()) && (their.is_empty() || actual.is_measure_word()) {
                700
            } else {
                return None;
            }
        }
        () if counts_people(target) && counts_people(actual) => WHOLE,
        () if counts_people(target) || counts_people(actual) => 600,
        () if times(target) != times(actual) => 450,
        () if any(target) || any(actual) => 920,
        () => 750,
    })
}

/// How alike the things are, and by what.
fn alike(goal: &Goal<'_, '_>, candidate: &Candidate<'_, '_>) -> (Permille, MatchedBy) {
    let (target, actual) = (goal.mention, candidate.mention);
    let completion = actual.measure == Measure::Completion;
    let same = |by| {
        // Names are cut short and carried on: of two numbers with the same name the words around tell which is meant.
        let around = target.local.covered(&[(actual.name.bag(), WHOLE), (actual.local.bag(), WHOLE)]);
        (750 + around / 4, if completion { MatchedBy::Completion } else { by })
    };
    if !target.name.is_empty() && target.name.is(&actual.name) {
        let word_for_word = target.metric.indicator() == actual.metric.indicator();
        return same(if word_for_word { MatchedBy::Name } else { MatchedBy::Synonym });
    }
    if actual.nameless && candidate.lone && goal.takes_nameless(actual) {
        // 已建成31.5公里: a row that asks for one thing speaks of it.
        return (NAMELESS, if completion { MatchedBy::Completion } else { MatchedBy::Context });
    }
    // 柯城区874套: a place alone, in the unit that the target has for it.
    if actual.metric.indicator().is_empty() && holds_alike(target, actual) {
        return (NAMELESS, MatchedBy::Context);
    }
    if actual.of_row && goal.only {
        return (NAMELESS, MatchedBy::Completion);
    }
    let mut factor = WHOLE;
    match (goal.indicator, candidate.indicator) {
        (Some(own), Some(their)) if own == their => return same(MatchedBy::Indicator),
        // The registry says that they are two things; a name that only lacks words at its head can still be the same
        // thing: 劳动生产率 under 规上工业.
        (Some(_), Some(_)) => factor = if target.subject.ends_with(&*actual.subject) { 850 } else { 500 },
        _ => {}
    }
    // 民生支出占比 is asked for, 民生支出占一般公共预算支出的76.2% reported.
    if let Some(part) = &actual.part_name
        && target.part_name.as_ref().is_some_and(|own| own.is(&target.name))
        && target.name.covered(&[(part.bag(), WHOLE)]) >= PART_LEAST
    {
        return (PART, MatchedBy::Similar);
    }
    let own = |sentence| {
        let places = [
            (actual.name.bag(), WHOLE),
            (actual.local.bag(), 950),
            (&*actual.sentence, if actual.alone { sentence } else { 400 }),
            (&*actual.topic, 900),
            (&*actual.whole, if actual.alone { 450 } else { 300 }),
        ];
        // A name can be cut short: the words around it count a little too.
        (target.name.covered(&places) * 75 + target.local.covered(&places) * 25) / 100
    };
    let their = actual.name.covered(&[(target.name.bag(), WHOLE), (target.local.bag(), 950), (&*target.sentence, 700)]);
    // A name of light words alone agrees with everything.
    let their = if actual.name.weight() < 12 { their.min(700) } else { their };
    let head = target.name.same_head(&actual.name, actual.local.bag());
    let named = own(700);
    let mut score = (named * 55 + their * 25 + head * 20) / 100;
    if completion {
        // How far a plan is says of what in its sentence, not in its own name: 在建项目形象进度达到95%.
        score = score.max(own(850));
    }
    let same_unit = target.metric.unit() == actual.metric.unit()
        || counts_people(target.metric.unit()) && counts_people(actual.metric.unit());
    if goal.sole && candidate.sole && same_unit && (named >= SOLE_LEAST || head == WHOLE) {
        score = (score + SOLE).clamp(SOLE_SCORE, WHOLE);
    }
    if is_cut_short(target, actual) || is_verb_alone(target, actual) {
        score = score.max(CUT_SHORT);
    }
    if target.name.is_another_kind(&actual.name, &[actual.local.bag(), &actual.sentence, &actual.topic]) {
        factor = factor * ANOTHER_KIND / WHOLE;
    }
    let score = score * factor / WHOLE;
    let direct = target.name.covered(&[(actual.name.bag(), WHOLE)]);
    let by = match () {
        () if completion => MatchedBy::Completion,
        () if direct * 2 >= named => MatchedBy::Similar,
        () => MatchedBy::Context,
    };
    (score, by)
}

/// Whether the number has the name of the target without the words at its head: 优良率 for 空气质量优良率.
fn is_cut_short(target: &Mention<'_>, actual: &Mention<'_>) -> bool {
    let (whole, short) = (squash(&target.subject), squash(&actual.subject));
    short.chars().nth(2).is_some()
        && short.len() < whole.len()
        && whole.ends_with(&*short)
        && actual.name.says_anything()
}

/// Whether the number has nothing but the verb of the target for a name, in the same unit: 拆除51.6万平方米 for 拆除旧房120万平方米.
fn is_verb_alone(target: &Mention<'_>, actual: &Mention<'_>) -> bool {
    let (verb, unit) = (actual.metric.indicator(), actual.metric.unit());
    verb.chars().nth(1).is_some()
        && target.metric.unit().canonical() == unit.canonical()
        && target.before.contains(&[&**verb, &**target.metric.indicator()].concat())
}

/// What is not yet where the target wants it does not answer; what is further than it wants answers less well.
fn stage(target: &Mention<'_>, actual: &Mention<'_>) -> Permille {
    if actual.measure != Measure::Level {
        return WHOLE;
    }
    let (wanted, reached) = (target.stage.unwrap_or(Stage::Finish), actual.stage.unwrap_or(Stage::Finish));
    match wanted.cmp(&reached) {
        std::cmp::Ordering::Equal => WHOLE,
        std::cmp::Ordering::Greater if reached == Stage::Apply => 350,
        // 引进项目6个 is answered by 签约项目4个.
        std::cmp::Ordering::Greater if reached == Stage::Sign && attracts(target) => 900,
        std::cmp::Ordering::Greater => 450,
        std::cmp::Ordering::Less if target.stage == Some(Stage::Apply) => 800,
        std::cmp::Ordering::Less => 700,
    }
}

/// Whether somebody or something is to be won for the place: 引进, 招引.
fn attracts(mention: &Mention<'_>) -> bool {
    words::has(&Words::builtin().attract, mention.before) || words::has(&Words::builtin().attract, &mention.subject)
}

fn level(target: &Mention<'_>, actual: &Mention<'_>) -> Permille {
    match (target.level, actual.level) {
        (Some(own), Some(their)) if own != their => 650,
        _ => WHOLE,
    }
}

/// Whether both are said of the same places, in the same unit.
fn holds_alike(target: &Mention<'_>, actual: &Mention<'_>) -> bool {
    let (own, their) = (target.metric, actual.metric);
    own.regions().len() > 0
        && own.unit().canonical() == their.unit().canonical()
        && own.regions().len() == their.regions().len()
        && own.regions().all(|place| their.regions().any(|other| other == place))
}

/// The whole reporting place unless the target names a part.
fn holder(target: &Mention<'_>, actual: &Mention<'_>) -> Permille {
    // “江南药镇”接待游客80万人次 names the place as well.
    let named = |place: &str| target.subject.contains(place) || target.before.contains(place);
    let named = actual.metric.regions().all(named);
    let (target, actual) = (target.metric, actual.metric);
    if target.regions().len() == 0 {
        return if named || actual.regions().len() == 0 || target.is_each() { WHOLE } else { 700 };
    }
    let shared = actual.regions().any(|place| target.regions().any(|own| own == place));
    match actual.regions().len() {
        0 => 900,
        _ if shared => WHOLE,
        _ => 400,
    }
}

/// The time nearest to the day, and the year so far rather than a month.
fn period(actual: &Mention<'_>, as_of: NaiveDate) -> Permille {
    if words::has(&Words::builtin().episode, actual.before) {
        return 840;
    }
    let Some(period) = actual.metric.period() else { return 990 };
    if period.end().year() != as_of.year() {
        return 450;
    }
    let late = as_of.month0().saturating_sub(period.end().month0()).min(11);
    let whole_year_so_far = actual.year_so_far || period.is_state() || period.start().month() == 1;
    let gap = WHOLE.saturating_sub(late * 15);
    if whole_year_so_far { gap } else { gap * 85 / 100 }
}

/// A plan is no answer, a forecast is one where nothing is reported.
fn modality(actual: &Mention<'_>) -> Option<Permille> {
    if actual.planned {
        return None;
    }
    match actual.metric.modality() {
        Modality::Actual => Some(WHOLE),
        Modality::Forecast => Some(850),
        Modality::Target => None,
    }
}

fn figures(target: &Mention<'_>, actual: &Mention<'_>) -> Permille {
    if target.name.differs_in_figures(&actual.name) { 400 } else { WHOLE }
}
