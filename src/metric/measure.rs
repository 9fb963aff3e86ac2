//! What a number says: from its unit and the words before it.
//!
//! | unit | words before | measure |
//! |---|---|---|
//! | 百分点, 位 with 提升 … | any | change |
//! | % ‰ 成 倍 fraction | 增长, 下降, 增速, 降幅 | growth |
//! | % fraction | 完成率, 形象进度; 完成, 完成…的, 占…计划的 | completion |
//! | % ‰ 成 fraction | any other | ratio |
//! | 倍, 番 | any other | multiple |
//! | any other | 增加, 减少, or 比年初, 较上年 | change |
//! | any other | — | level |

use super::approach::{After, Approach};
use super::base::{self, compared_before, earlier_basis, hedged_whole, part_of_base};
use super::behind;
use super::carried;
use super::completion;
use super::counted;
use super::cue::Role;
use super::draft::{Answer, Holder};
use super::growth;
use super::holder;
use super::indicator::{self, Named, is_extent};
use super::kind::{Basis, Bound, Direction, Measure, Modality};
use super::phrase::{self, Before};
use super::read::Reader;
use super::series;
use super::threshold::segment_end;
use super::token::{Kind, Token};
use super::words::MetricWords;
use crate::number::Form;
use crate::quantity::Measured;
use crate::span::Span;
use crate::text::digit;

/// The answer for an ordinary number; `None` where it is no metric.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    index: usize,
    scan: &Measured,
    approach: &Approach,
    after: &After,
) -> Option<Answer> {
    let unit = scan.quantity.unit();
    let percent = unit.is_ratio() || (unit.is_none() && scan.quantity.number().form() != Form::Plain);
    let mut approach = *approach;
    if approach.turned {
        // 降幅收窄 is a rise; 收窄 and 缩小 alone are a fall.
        approach.direction = Some(approach.direction.map_or(Direction::Down, Direction::reversed));
    }
    if approach.improves && lowers(reader, &approach) {
        approach.direction = approach.direction.map(Direction::reversed);
    }
    let before = crate::text::char_before(reader.text, scan.number.start());
    let negative = scan.quantity.number().value().is_sign_negative() || before.is_some_and(super::numeral::is_sign);
    let positive = before.is_some_and(super::numeral::is_plus);
    let points = unit.is_points();
    // 增速连续|5年高于全省: a stretch of time does not grow at a rate.
    let rises = approach.direction.is_some() && !(unit.is_time() && approach.direction_at.is_none());
    if points || (unit.ranks() && rises) {
        return Some(change(reader, index, &approach, "百分点 or 位 with a direction"));
    }
    let multiple = unit.is_multiple();
    // `增长7.2;`: the % was lost; a rate of growth all the same.
    let lost = unit.is_none()
        && approach.growth_verb(&reader.lexed.tokens)
        && scan.quantity.number().value() < rust_decimal::Decimal::ONE_HUNDRED;
    if (percent || multiple || lost) && (rises || approach.growth || negative || positive) {
        return Some(growth::answer(reader, index, &approach, negative));
    }
    if percent && let Some((direction, basis)) = growth::implied(reader, &approach, after) {
        let mut answer = growth::answer(reader, index, &approach, negative);
        answer.direction = direction.or(answer.direction);
        answer.basis = basis.or(answer.basis);
        return Some(answer);
    }
    if multiple {
        return Some(times(reader, index, &approach));
    }
    if percent {
        if let Some(answer) = completion::read(reader, index, &approach, after) {
            return Some(answer);
        }
        // `压减一般性支出15%`
        if let Some(direction) = direction_before(reader, &approach).filter(|_| !names_rate(reader, &approach)) {
            let mut answer = growth::answer(reader, index, &approach, negative);
            answer.direction = Some(direction);
            return Some(answer);
        }
        return Some(ratio(reader, index, scan, &approach, after));
    }
    let tokens = &reader.lexed.tokens;
    let noun = behind::noun(tokens, after.next, segment_end(tokens, index));
    // `提升5家机构`; `整治企业188家,提升174家`
    let alone = approach.basis.is_none() && matches!(reader.before(&approach), Before::Nothing);
    let people = || unit.is_none() && noun.is_some_and(|noun| counts_people(reader, scan, noun).is_some());
    // `完成学历提升872人`: what 完成 has for an object is no change.
    let object = matches!(reader.before(&approach), Before::Phrase(span) if indicator::finished(reader, span));
    let object = object && unit.is_measure_word() && rises && approach.basis.is_none();
    let verb_of_noun =
        object || (unit.is_measure_word() || people()) && (noun.is_some() || alone) && direct_verb(reader, &approach);
    // `慢行系统提升22.4公里`, `规范化提升17家`: so much was worked on.
    let worked = approach.basis.is_none()
        && (unit.is_measure_word() && !unit.ranks() || is_extent(unit))
        && approach.direction_at.and_then(|at| tokens.get(at)).is_some_and(|verb| verb.has(Role::Disposal));
    if (rises && !verb_of_noun && !worked) || (approach.basis.is_some() && !rises) || approach.difference {
        return Some(change(reader, index, &approach, "增加, 减少, or a base with an amount"));
    }
    // `降低电费支出4623万元`: what an amount of money is less or more by.
    if unit.is_money()
        && let Some(direction) = direction_before(reader, &approach)
    {
        let mut answer = change(reader, index, &approach, "减少 or 增加 with an amount of money");
        answer.direction = Some(direction);
        return Some(answer);
    }
    level(reader, index, scan, &approach, after, noun)
}

/// Whether less of what is measured is better: 浓度, 降尘. What is none of these is better the more there is of it.
fn lowers(reader: &Reader<'_>, approach: &Approach) -> bool {
    // Letters and digits may be of full width.
    let bad = |name: &str| {
        let name: String = name.chars().filter(|&c| !crate::text::is_blank(c)).map(crate::text::fold).collect();
        MetricWords::builtin().burden.stand_in(&name)
    };
    match reader.before(approach) {
        Before::Phrase(span) => span.slice(reader.text).is_some_and(bad),
        _ => reader.last_name().is_some_and(bad),
    }
}

/// multiple = phrase reach base '的' number      是“十二五”末的1.3倍: the base is none of the indicator's name
fn times(reader: &mut Reader<'_>, index: usize, approach: &Approach) -> Answer {
    // `分别是2010年的1.8倍和1.2倍`
    if clause_says_respectively(reader, index)
        && part_of_base(reader, approach)
        && let Some(named) = series::begin(reader, index, None)
    {
        return Answer::new(Measure::Multiple, named, "倍 or 番");
    }
    let tokens = &reader.lexed.tokens;
    let of = approach
        .start
        .checked_sub(1)
        .filter(|&at| at >= reader.from && tokens.get(at).is_some_and(|token| token.has(Role::De)));
    let based = of.and_then(|of| {
        let start = reader.from.max(of.saturating_sub(8));
        let run = tokens.get(start..of)?;
        run.iter().rposition(|token| token.has(Role::Reach)).map(|offset| start.saturating_add(offset))
    });
    let bound = hedged_whole(reader, approach);
    let named = match based {
        Some(reach) => match phrase::before(tokens, reader.from, reach) {
            Before::Phrase(span) => Named::text(holder::name(reader, span), "noun phrase before the base"),
            _ => carried::carried(reader, "carried to the multiple"),
        },
        None if of.is_some() => carried::carried(reader, "carried to the multiple"),
        None => indicator::of_rate(reader, approach),
    };
    let mut answer = Answer::new(Measure::Multiple, named, "倍 or 番");
    answer.bound = bound;
    answer
}

/// Whether the phrase before the number names a rate: 参保率, 占比, 强度.
pub(super) fn names_rate(reader: &Reader<'_>, approach: &Approach) -> bool {
    let Before::Phrase(span) = reader.before(approach) else { return false };
    let name = span.slice(reader.text).unwrap_or_default();
    MetricWords::builtin().rate.end(name)
}

/// The direction of a verb right before the phrase that stands before the number.
fn direction_before(reader: &Reader<'_>, approach: &Approach) -> Option<Direction> {
    let tokens = &reader.lexed.tokens;
    let (start, _) = phrase::range(tokens, reader.from, approach.start)?;
    let verb = start.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at))?;
    match verb.cue()? {
        cue if cue.has(Role::Verb) || cue.has(Role::Noun) || cue.has(Role::Adverb) => None,
        cue if cue.has(Role::Down) => Some(Direction::Down),
        cue if cue.has(Role::Up) => Some(Direction::Up),
        _ => None,
    }
}

/// Whether the word of direction is also a verb whose object follows the number: `提升5家机构`.
fn direct_verb(reader: &Reader<'_>, approach: &Approach) -> bool {
    let token = approach.direction_at.and_then(|at| reader.lexed.tokens.get(at));
    token.is_some_and(|token| token.has(Role::Verb))
}

fn change(reader: &mut Reader<'_>, index: usize, approach: &Approach, rule: &'static str) -> Answer {
    if let Some(subject) = compared_before(reader, approach) {
        let mut answer = Answer::new(Measure::Change, subject, rule);
        answer.direction = approach.direction.or(Some(Direction::Up));
        answer.basis = Some(Basis::Other);
        return answer;
    }
    let (named, holders) = rate_name(reader, index, approach);
    let mut answer = Answer::new(Measure::Change, named, rule);
    answer.direction = approach.direction.or(Some(Direction::Up));
    answer.basis = approach.basis.or_else(|| earlier_basis(reader, approach));
    answer.holders = holders;
    answer
}

/// The name and holders of a rate: with 分别 each value takes its own.
pub(super) fn rate_name(
    reader: &mut Reader<'_>,
    index: usize,
    approach: &Approach,
) -> (Named, Option<(Vec<Holder>, bool)>) {
    if let Some((holders, each)) = holder::immediate(reader, approach) {
        let named = carried::carried(reader, TO_A_PLACE);
        // `吴兴区、长兴县增长8.2%、7.9%`: as many values as places.
        if !each && let Some(first) = series::begin_places(reader, index, &holders) {
            return (named, Some((vec![first], false)));
        }
        return (named, Some((holders, each)));
    }
    // `分别占总人口的51.4%、48.6%`: the shares of what was named before.
    let range = phrase::range(&reader.lexed.tokens, reader.from, approach.start);
    let shares =
        range.is_some_and(|(start, _)| reader.lexed.tokens.get(start).is_some_and(|token| token.has(Role::Share)));
    // `分别恢复到2019年同期的85%和78%`: what stands behind 分别 are no members.
    let start = range.map_or(approach.start, |(start, _)| start);
    let run = reader.lexed.tokens.get(reader.from..start).unwrap_or_default();
    let behind = reader.said.roles.has(Role::Respectively)
        && run.iter().rev().take(8).any(|token| token.has(Role::Respectively));
    let shares = shares || (behind && part_of_base(reader, approach));
    let respectively = approach.respectively || (shares && clause_says_respectively(reader, index));
    let (mut holders, own) = leading(reader, index, approach, respectively);
    if respectively
        && !own
        && let Some(named) = series::begin(reader, index, if shares { sharers(reader, index) } else { range })
    {
        return (named, holders);
    }
    let mut named = indicator::of_rate(reader, approach);
    if let Some(whole) = contribution(reader, approach, &named.text) {
        return (Named::phrase(reader, whole, "what contributes to what"), holders);
    }
    if let Before::Phrase(span) = reader.before(approach)
        && named.rule == "noun phrase before the number"
    {
        named.text =
            holder::name_without_places(reader, span, own || of_several(holders.as_ref())).unwrap_or(named.text);
    }
    // `金义新区259.27亿元,下降8.0%`: what is said on is said of the same place.
    if named.carried && holders.is_none() && (approach.direction.is_some() || approach.growth) {
        holders = of_same_place(reader);
    }
    (named, holders)
}

/// Whose shares the clause states: 焚烧、填埋、餐厨处理能力分别|占46.95%、45.50%、7.55%, 游客、旅游收入|分别恢复至2019年的92%、88%.
fn sharers(reader: &Reader<'_>, index: usize) -> Option<(usize, usize)> {
    let run = reader.lexed.tokens.get(reader.from..index)?;
    let at = |role: Role| run.iter().rposition(|token| token.has(role));
    let share = at(Role::Share).or_else(|| at(Role::Respectively)?.checked_add(1))?;
    series::members(reader, reader.from.saturating_add(share))
}

/// contribution = [ phrase ] '对' { word } '贡献率'      服务业对经济增长的贡献率66.3%
fn contribution(reader: &Reader<'_>, approach: &Approach, name: &str) -> Option<Span> {
    const REACH: usize = 10;
    if name != "贡献率" {
        return None;
    }
    let tokens = &reader.lexed.tokens;
    let start = reader.from.max(approach.start.saturating_sub(REACH));
    let run = tokens.get(start..approach.start)?;
    let to = |token: &Token| token.has(Role::Prep) && reader.text.get(token.start..token.end) == Some("对");
    let to = start.saturating_add(run.iter().rposition(to)?);
    let subject = match phrase::before(tokens, reader.from, to) {
        Before::Phrase(span) => Some(span),
        _ => None,
    };
    let first = tokens.get(to.saturating_add(1)).filter(|_| to.saturating_add(1) < approach.start)?;
    let whole = Span::new(first.start, run.last()?.end);
    Some(subject.map_or(whole, |subject| subject.cover(whole)))
}

/// The holders of the last metric, where a place alone before its number was named in a clause before.
pub(super) fn of_same_place(reader: &Reader<'_>) -> Option<(Vec<Holder>, bool)> {
    let last = reader.out.last().filter(|draft| draft.rules.indicator == TO_A_PLACE && !draft.each)?;
    let before = reader.last.as_ref().is_some_and(|last| last.sentence == reader.sentence && last.at < reader.clause);
    before.then(|| (last.holders.clone(), false))
}

/// Whether several places hold the value.
fn of_several(holders: Option<&(Vec<Holder>, bool)>) -> bool {
    holders.is_some_and(|(places, _)| places.len() > 1)
}

/// The rule that names what a place alone before a number holds.
const TO_A_PLACE: &str = "carried to a place";

/// The holders at the head of the phrase, and whether 分别 gives each of them its own value.
pub(super) fn leading(
    reader: &mut Reader<'_>,
    index: usize,
    approach: &Approach,
    respectively: bool,
) -> (Option<(Vec<Holder>, bool)>, bool) {
    let holders = holder::leading(reader, approach);
    if respectively {
        let places = holder::of_clause(reader, index);
        let places = if places.is_empty() { holder::of_clause_before(reader) } else { places };
        let first = series::begin_places(reader, index, &places).or_else(|| {
            // `浦江县、磐安县均不足0.1亿美元,完成率分别为21%、16.5%`: the places of the clause before.
            let framed = reader.out.last().filter(|last| last.each && places.is_empty());
            let framed = framed.map_or_else(Vec::new, |last| last.holders.clone());
            series::begin_places(reader, index, &framed)
        });
        // `前湾新区、高新区、湾区创新中心分别完成8亿元、2亿元、1亿元`: those that no registry knows are holders beside those it does.
        let first = first.or_else(|| {
            let listed = holder::items(reader, index);
            series::begin_places(reader, index, &listed)
        });
        if let Some(first) = first {
            return (Some((vec![first], false)), true);
        }
    }
    // `越城区、柯桥区满意率均超99%,知晓率98%`: of a rate that each has, the next one is theirs as well.
    if let Some((places, each)) = &holders
        && (!each || names_rate(reader, approach))
    {
        holder::frame(reader, places);
    }
    (holders, false)
}

fn ratio(reader: &mut Reader<'_>, index: usize, scan: &Measured, approach: &Approach, after: &After) -> Answer {
    let tokens = &reader.lexed.tokens;
    // `其中市级45.1%` goes on with the growth of the whole.
    if reader.last.as_ref().is_some_and(|last| last.sentence == reader.sentence && last.measure != Measure::Ratio)
        && let Some(growth) = reader.out.iter().rev().take(3).find(|draft| draft.measure == Measure::Growth)
        && let Some((holders, each)) = holder::immediate(reader, approach)
    {
        let (direction, basis) = (growth.direction, growth.basis);
        let mut answer =
            Answer::new(Measure::Growth, carried::carried(reader, "carried to a part"), "a part of a growth");
        answer.direction = direction;
        answer.basis = basis;
        answer.holders = Some((holders, each));
        return answer;
    }
    let noun = tokens
        .get(after.next)
        .filter(|token| {
            // `实现90%以上政务服务事项“一窗办”`, but `新增财力的三分之二以上用于民生`
            let named = matches!(reader.before(approach), Before::Phrase(_)) && !covers(reader, approach);
            let shared = after.bound.is_some() && !named;
            // 实现|100%全流程覆盖: nothing before the number has the share.
            let whole = scan.quantity.value() == rust_decimal::Decimal::ONE_HUNDRED
                && matches!(reader.before(approach), Before::Verb { .. } | Before::Nothing)
                && reader.lexed.tokens.get(index).is_some_and(|number| number.end == token.start);
            token.has(Role::De) || shared || whole
        })
        .and_then(|_| behind::noun(tokens, after.next, segment_end(tokens, index)));
    if let Some(span) = noun.filter(|_| !names_rate(reader, approach) && !approach.reach) {
        return Answer::new(
            Measure::Ratio,
            Named::phrase_after(reader, span, "noun phrase after a share"),
            "a share of a noun",
        );
    }
    let (named, holders) = rate_name(reader, index, approach);
    let mut answer = Answer::new(Measure::Ratio, named, "% without growth or completion");
    answer.bound = hedged_whole(reader, approach);
    answer.holders = holders;
    answer
}

/// Whether a verb right before the number has the noun behind it for an object: 智慧药房|覆盖|三分之二以上乡镇卫生院.
pub(super) fn covers(reader: &Reader<'_>, approach: &Approach) -> bool {
    let verb = approach.start.checked_sub(1).filter(|&at| at >= reader.from);
    let verb = verb.and_then(|at| reader.lexed.tokens.get(at));
    verb.is_some_and(|verb| verb.has(Role::Verb) && !verb.has(Role::Noun) && !verb.has(Role::Finish))
}

/// The answer for an amount or a count; `noun` is the phrase after the number.
fn level(
    reader: &mut Reader<'_>,
    index: usize,
    scan: &Measured,
    approach: &Approach,
    after: &After,
    noun: Option<Span>,
) -> Option<Answer> {
    let tokens = &reader.lexed.tokens;
    let unit = scan.quantity.unit();
    // 柯桥、上虞2地|入选省级示范 counts the places.
    let noun = noun.filter(|_| unit.as_str() != "地");
    if unit.is_time()
        && tokens.get(after.next.saturating_sub(1)).is_some_and(|token| token.has(Role::After))
        && noun.is_none()
        && after.bound.is_some_and(|bound| bound == Bound::AtMost)
        && !approach.reach
        && approach.direction.is_none()
    {
        // A time limit: 2年内.
        return None;
    }
    let immediate = holder::immediate(reader, approach);
    if noun.is_none()
        && let Some((holders, each)) = immediate
    {
        // `公布重大行政决策市级4项、镇街8项`: the noun may stand right before the first place.
        let listed = unit.as_str() == "地";
        let named = match phrase::before(tokens, reader.from, holder::start(reader, approach)) {
            // 柯桥、上虞2地入选|省级示范
            _ if listed && indicator::action_after(reader, after).is_some() => {
                let object = indicator::action_after(reader, after).unwrap_or_default();
                Named::phrase(reader, object, "what the places listed have come to")
            }
            Before::Phrase(span) => Named::phrase(reader, span, TO_A_PLACE),
            _ => carried::carried_as(reader, unit.as_str(), TO_A_PLACE),
        };
        let mut answer = Answer::new(Measure::Level, named, "an amount or a count");
        let first = if each || listed { None } else { series::begin_places(reader, index, &holders) };
        if listed {
            holder::frame(reader, &holders);
        }
        answer.holders = Some(first.map_or((holders, each), |first| (vec![first], false)));
        return Some(answer);
    }
    let respectively = approach.respectively || clause_says_respectively(reader, index);
    let (mut holders, own) = leading(reader, index, approach, respectively);
    // `导致平阳县9人死亡`
    if holders.is_none() && approach.start == index {
        holders = immediate.filter(|(places, _)| !places.is_empty());
    }
    // `柯桥区、上虞区|各|引进亿元以上项目2个`: a threshold stands between.
    if holders.is_none() && reader.threshold.is_some() && reader.said.roles.has(Role::Each) {
        holders = Some((holder::of_clause(reader, index), true)).filter(|(places, _)| places.len() > 1);
    }
    let mut named = None;
    if respectively && !own {
        let range = series::members(reader, approach.start)
            .or_else(|| phrase::range(&reader.lexed.tokens, reader.from, approach.start));
        named = series::compose(reader, index, approach.start).or_else(|| series::begin(reader, index, range));
    } else if let Some(range) = series::listed(reader, index, approach) {
        named = series::begin(reader, index, Some(range));
    }
    let mut named = named.unwrap_or_else(|| indicator::of_level(reader, index, scan, approach, after, noun));
    let tokens = &reader.lexed.tokens;
    if let Before::Phrase(span) = reader.before(approach)
        && named.rule == "noun phrase before the number"
    {
        named.text =
            holder::name_without_places(reader, span, own || of_several(holders.as_ref())).unwrap_or(named.text);
    }
    if let Some(members) = noun.and_then(|span| holder::members(reader, index, approach, span)) {
        // `城南、城北、城东3个片区共收储土地2834亩`: what they do is said of all of them.
        reader.frame.name_clause_holders(members.clone());
        holders = Some((members, false));
    }
    let people = noun.filter(|_| unit.is_none()).and_then(|noun| counts_people(reader, scan, noun));
    if let Some(people) = people {
        named = Named::phrase(reader, people, "who are counted in ten thousands");
        named.after = Some(people.end());
    }
    let carried = named.carried && reader.bracketed_place().is_none();
    let stands = people.is_some() || !named.text.is_empty() && !carried && bare_number_stands(tokens, index, after);
    if unit.is_none() && !stands && !moves(reader, index, approach, after) {
        return None;
    }
    let mut answer = Answer::new(Measure::Level, named, "an amount or a count");
    answer.holders = holders;
    if matches!(answer.named.rule, indicator::A_TASK | base::A_PLAN) {
        answer.modality = Some(Modality::Target);
    }
    // `27家提升改造任务` is a task set, 完成27家提升改造任务 and 27项任务已落实 are tasks done.
    let done = approach.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.has(Role::Finish));
    // 完成年度任务(|60家|)
    if let [.., plan, open] = tokens.get(..approach.start).unwrap_or_default()
        && matches!(open.kind, Kind::Open)
        && plan.has(Role::OfPlan)
        && answer.named.carried
    {
        answer.modality = Some(Modality::Target);
    }
    let told = |noun: &Span| {
        let next = tokens.get(tokens.partition_point(|token| token.start < noun.end()));
        next.is_some_and(|next| next.has(Role::Actual))
    };
    let noun = noun.filter(|noun| !done && !told(noun));
    if noun.and_then(|span| span.slice(reader.text)).is_some_and(|noun| noun.ends_with("任务")) {
        answer.modality = Some(Modality::Target);
    }
    Some(answer)
}

/// people = digits ( '万' | '亿' ) [ hedge ] phrase      who are counted without a measure word: 130万老年人, 42万余用户
fn counts_people(reader: &Reader<'_>, scan: &Measured, noun: Span) -> Option<Span> {
    let number = scan.number.slice(reader.text)?;
    let scaled = number.trim_end_matches(['余', '多', '几']).ends_with(['万', '亿']);
    let digits = number.chars().next().and_then(digit).is_some();
    if scaled && digits && noun.start() == scan.end { counted::people(reader.text, noun) } else { None }
}

/// Whether a number without a unit is the first or the second of a value that moved: 拥堵指数由1.72降至1.58.
fn moves(reader: &Reader<'_>, index: usize, approach: &Approach, after: &After) -> bool {
    const MOVED: [Role; 4] = [Role::Reach, Role::Up, Role::Down, Role::Turn];
    let tokens = &reader.lexed.tokens;
    let from = index.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at));
    let moved = tokens.get(after.next).is_some_and(|next| MOVED.iter().any(|&role| next.has(role)));
    let second = (approach.until || approach.reach)
        && reader.last.as_ref().is_some_and(|last| {
            reader.unit_of(last).is_empty() && last.at >= reader.clause && last.measure == Measure::Level
        });
    (moved && from.is_some_and(|from| from.has(Role::Prep))) || second
}

/// Whether a number without a unit closes its clause, or counts the noun after it.
fn bare_number_stands(tokens: &[Token], index: usize, after: &After) -> bool {
    let number = tokens.get(index);
    let next = tokens.get(after.next);
    next.is_none_or(|next| match next.kind {
        Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Enum | Kind::Close | Kind::Open => true,
        // `720 物理服务器`: a blank stands where the measure word is missing.
        Kind::Word | Kind::Cue(_) => number.is_some_and(|number| number.end < next.start),
        _ => false,
    })
}

/// Whether 分别 stands between the start of the clause and the number.
pub(super) fn clause_says_respectively(reader: &Reader<'_>, index: usize) -> bool {
    if !reader.said.roles.has(Role::Respectively) {
        return false;
    }
    // `分别引进10亿元以上项目3个、2个`: a threshold stands between.
    let behind =
        reader.out.last().is_some_and(|draft| draft.measure == Measure::Threshold && draft.clause == reader.clause);
    let from = if behind { reader.clause } else { reader.from };
    let run = reader.lexed.tokens.get(from..index).unwrap_or_default();
    run.iter().rev().take(12).any(|token| token.has(Role::Respectively))
}
