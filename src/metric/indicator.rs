//! The thing that is measured, and where its name comes from.
//!
//! | case | name |
//! |---|---|
//! | a count with a noun after it (`22个重点平台`) | the noun after |
//! | a noun before the number (`停车位4245个`) | the noun before, without the verbs around it |
//! | only a stage before it (`完工1个`) | what was named before, best of the same unit |
//! | only an action before it (`检查1.6万处`) | the action |
//! | a threshold before it (`50亿元以上项目5个`) | threshold and noun together |
//! | an extent before 的 and a noun (`512公里的标准海塘`) | the noun after |
//! | only a verb before an extent (`公路大中修60公里、改造提升55公里`) | what was named before |
//! | nothing (`增长12.5%`) | what was named before |
//!
//! A short name that is the end of a longer one in the clause before means that one: 改造 after 家庭适老化改造.

use super::approach::{After, Approach};
use super::base::{A_PLAN, counts_plans, planned_by, planned_sum, planned_thing, sharer};
use super::behind;
use super::carried::{
    carried, carried_in_sentence, counted_apart, counted_in_sentence, counted_last, last_counted, longer,
    measured_between, rest_of, staged,
};
use super::completion;
use super::counted;
use super::cue::{Role, Roles};
use super::phrase::{self, Before};
use super::read::Reader;
use super::threshold::segment_end;
use super::token::{Kind, Token, starting_at, tokens_of};
use super::words::MetricWords;
use crate::quantity::{Measured, Unit};
use crate::span::Span;

/// A name and how it was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    pub(crate) text: String,
    /// The name without a threshold in front.
    pub(crate) head: Option<String>,
    /// The end of the phrase, where it stands after the number.
    pub(crate) after: Option<usize>,
    /// Whether it was named in an earlier clause.
    pub(crate) carried: bool,
    pub(crate) rule: &'static str,
}

impl Named {
    pub(crate) fn text(text: String, rule: &'static str) -> Self {
        Self { text, head: None, after: None, carried: false, rule }
    }

    /// A phrase after the number, which no later number may claim.
    pub(crate) fn phrase_after(reader: &Reader<'_>, span: Span, rule: &'static str) -> Self {
        Self { after: Some(span.end()), ..Self::phrase(reader, span, rule) }
    }

    pub(crate) fn phrase(reader: &Reader<'_>, span: Span, rule: &'static str) -> Self {
        Self::text(reader.name(span), rule)
    }
}

/// The name for a level; `noun` is the phrase after the number.
pub(crate) fn of_level(
    reader: &Reader<'_>,
    index: usize,
    scan: &Measured,
    approach: &Approach,
    after: &After,
    noun: Option<Span>,
) -> Named {
    let tokens = &reader.lexed.tokens;
    let unit = scan.quantity.unit();
    let before = reader.before(approach);
    if let Some(threshold) = reader.threshold.as_ref().filter(|threshold| !acts(reader, threshold.next, before)) {
        return with_threshold(reader, threshold.span, threshold.next, &threshold.head, approach);
    }
    let counts = unit.is_measure_word() || unit.is_none();
    let mut cut = false;
    let noun = qualified(reader, after).or_else(|| {
        let noun = noun?;
        let counted = if counts { counted::counted(reader.text, noun, unit.as_str()) } else { noun };
        cut = counted.end() < noun.end();
        Some(counted)
    });
    // `465幢23.2万平方米老旧房屋`: the first of two measures of one thing.
    let noun = noun.or_else(|| shared_noun(reader, after).filter(|_| !matches!(before, Before::Phrase(_))));
    match (before, noun) {
        (Before::Phrase(before), Some(after)) if counts && only_a_task(reader, after) => {
            Named::phrase(reader, before, "noun phrase before the number")
        }
        // `民生实事46项指标` and `快速路网12个项目`: the noun after is a class word, the one before says which.
        (Before::Phrase(before), Some(noun))
            if counts
                && approach.start == index
                && class_word(reader, noun)
                && !lists(reader, before)
                && !described(reader, before)
                && has_noun(reader, before) =>
        {
            let mut named = Named::phrase_after(reader, noun, "class word after a count, with the noun before it");
            named.text = super::holder::name(reader, before) + &named.text;
            named
        }
        // `接口上架730个,已被申请使用159个`
        (_, None) if reader.last.is_some() && passive(reader, approach) => staged(reader, unit.as_str()),
        // `其中国家级1家、省级9家`
        (Before::Phrase(span), None) if only_level(reader, span) => carried(reader, "a level of what was named before"),
        (Before::Phrase(span), None) if only_size(reader, span) => carried(reader, "the size of what was named before"),
        (Before::Phrase(before), Some(noun)) if counts && next_count(reader, index, noun) && !lists(reader, before) => {
            Named::phrase(reader, before, "noun phrase before the number")
        }
        // `引进科研人员135名|二期土地约100亩`: things of that unit stand before it, and none behind it.
        (Before::Phrase(before), Some(noun))
            if counts
                && approach.start == index
                && counted::ends_in(reader.text, before, unit.as_str())
                && counted::first_of(reader.text, noun, &[unit.as_str()]).is_none() =>
        {
            Named::phrase(reader, before, "the things of that unit before the number")
        }
        // What a threshold qualifies is still to be read.
        (_, Some(span)) if counts && qualified(reader, after) == Some(span) => {
            Named::phrase(reader, span, "qualified noun phrase after a count")
        }
        // 14个行政村|生活污水管网26公里: the next number is of what is theirs.
        (_, Some(span)) if counts && theirs(reader, span, unit.as_str()).is_some() => {
            let span = theirs(reader, span, unit.as_str()).unwrap_or(span);
            Named::phrase_after(reader, span, "those who have what the next number measures")
        }
        // `保交楼项目已交付14个,剩余3个项目`: the rest of the same.
        (_, Some(span)) if counts && rest_of(reader, index, span, unit.as_str()).is_some() => {
            let rest = rest_of(reader, index, span, unit.as_str()).unwrap_or_default();
            Named { after: Some(span.end()), carried: true, ..Named::text(rest, "the rest of what was counted before") }
        }
        // What is said of the things is there for the next number: 11个国控断面|Ⅰ-Ⅲ类水比例为100%.
        (_, Some(span)) if counts && cut => Named::phrase(reader, span, "noun phrase after a count"),
        (_, Some(span)) if counts => Named::phrase_after(reader, span, "noun phrase after a count"),
        (Before::Phrase(_), None) if counts && sums_up(reader, approach, unit.as_str()) => {
            carried(reader, "a part of what was counted before")
        }
        (Before::Phrase(span), None) if reader.said.holder() && super::holder::only_places(tokens, span) => {
            staged(reader, unit.as_str())
        }
        (Before::Phrase(span), None) if only_office(reader, span, unit.as_str()) => {
            carried(reader, "the part of an office")
        }
        // `沿海512公里的标准海塘`: what has the extent.
        (Before::Phrase(_), Some(noun)) if is_extent(unit) && extends(reader, after, noun) => {
            Named::phrase_after(reader, noun, "the noun that has the extent")
        }
        // `完成市下达任务67公里`: of which plan, not of what.
        (Before::Phrase(span), None)
            if (names_task(reader, span)
                && (reader.last.is_some() || reader.topic().is_some() && !counts_plans(unit)))
                || (part_follows(reader, after) && completion::plan_of(tokens, span)) =>
        {
            carried(reader, A_TASK)
        }
        // `农村户厕改造任务数1200户`, `投资计划16亿元`: the plan of what, and how much is planned.
        (Before::Phrase(span), None) if planned_thing(reader, span, unit).is_some() => {
            Named::phrase(reader, planned_thing(reader, span, unit).unwrap_or(span), A_PLAN)
        }
        // 入园企业|计划投资|23亿元: who plans it is no part of the name.
        (Before::Phrase(span), None) if planned_by(reader, span).is_some() => {
            Named::phrase(reader, planned_by(reader, span).unwrap_or(span), A_PLAN)
        }
        (Before::Phrase(span), _) => Named::phrase(reader, span, "noun phrase before the number"),
        (_, Some(span)) => Named::phrase_after(reader, span, "noun phrase after the number"),
        (Before::Verb { stage: true, .. }, None) => staged(reader, unit.as_str()),
        // `实现产值338亿元;实现|销售290亿元`
        (Before::Verb { span, stage: false, .. }, None) if unit.is_money() && realized(reader, span) => {
            Named::phrase(reader, span, ACTION)
        }
        (Before::Verb { cuts: true, .. }, None) if last_counted(reader, unit.as_str()).is_some() => {
            staged(reader, unit.as_str())
        }
        // `完成建设7家`: the work that is done is that of what was named before.
        (Before::Verb { span, .. }, None)
            if finished(reader, span) && last_counted(reader, unit.as_str()).is_some() =>
        {
            let named = longer(reader, Named::phrase(reader, span, ACTION));
            if named.carried { named } else { staged(reader, unit.as_str()) }
        }
        // `关停企业68家,整治提升281家`: so many of those that were counted. What has an extent is worked on: `农村公路大中修60公里、改造提升55公里`.
        (Before::Verb { span, .. }, None)
            if (!counts || reader.reached() || is_alone(reader, span, Role::Disposal))
                && counted_in_sentence(reader, unit.as_str())
                && last_counted(reader, unit.as_str()).is_some() =>
        {
            staged(reader, unit.as_str())
        }
        // `高新技术企业预计申报110家`: the things of that unit before the verb.
        (Before::Verb { span, .. }, None) if counts && separated(reader, span, unit.as_str()).is_some() => {
            let subject = separated(reader, span, unit.as_str()).unwrap_or(span);
            Named::phrase(reader, subject, "the things before a verb that is planned or done")
        }
        // `推进农村公路“四好”建设,新改建30公里`: the work on what the clause before speaks of.
        (Before::Verb { .. }, None)
            if is_extent(unit)
                && only_verbs(reader, index)
                && reader.clause_before().is_some()
                && follows_comma(reader)
                && reader.last.as_ref().is_none_or(|last| last.sentence != reader.sentence)
                && reader.topic().is_some() =>
        {
            staged(reader, unit.as_str())
        }
        // `计划完成400家。目前已整治327家`: what is reached of those that were counted right before.
        (Before::Verb { .. }, None) if counts && reader.reached() && counted_last(reader, unit.as_str()) => {
            staged(reader, unit.as_str())
        }
        (Before::Verb { span, .. }, None) => longer(reader, Named::phrase(reader, span, ACTION)),
        // `计划总投资107亿元`
        (Before::Nothing, None) if planned_sum(reader, index).is_some() => {
            Named::phrase(reader, planned_sum(reader, index).unwrap_or_default(), A_PLAN)
        }
        (Before::Nothing, None) => match action_after(reader, after).filter(|_| unit.as_str() == "次") {
            Some(span) => Named::phrase(reader, span, "the object of the action that was done so often"),
            None => match carried_in_sentence(reader) {
                // `共46项指标。有8项已提前完成`, `问题136个,整改率89%,其余15个`
                named
                    if counts
                        && (named.text.is_empty()
                            || counted_apart(reader, unit.as_str())
                            || measured_between(reader, unit.as_str())) =>
                {
                    staged(reader, unit.as_str())
                }
                named => named,
            },
        },
    }
}

/// Whether the unit is one of length or area.
pub(super) fn is_extent(unit: &Unit) -> bool {
    matches!(unit.dimension(), "length" | "area")
}

/// Whether 的 joins the extent to the noun after it, which is no task (14万平方米的年度目标任务).
fn extends(reader: &Reader<'_>, after: &After, noun: Span) -> bool {
    let joined = reader.lexed.tokens.get(after.next).is_some_and(|token| token.has(Role::De));
    joined && !completion::plan_of(&reader.lexed.tokens, noun)
}

/// The name for a number whose noun can only stand before it: a growth, a ratio.
pub(crate) fn of_rate(reader: &Reader<'_>, approach: &Approach) -> Named {
    if let Some(sharer) = sharer(reader, approach) {
        return Named::phrase(reader, sharer, "what has the share");
    }
    // `年经营性收入50万元以上|行政村占比`
    if let Some(threshold) = reader.threshold.as_ref().filter(|threshold| threshold.measured)
        && let Before::Phrase(noun) = reader.before(approach)
    {
        return Named::phrase(reader, threshold.span.cover(noun), "threshold and noun");
    }
    // `50万元以上|的村占比88%`: those whose share it is.
    if let Some(threshold) = reader.threshold.as_ref().filter(|threshold| !threshold.measured)
        && let Before::Phrase(noun) = reader.before(approach)
        && noun.slice(reader.text).is_some_and(|noun| MetricWords::builtin().share.end(noun))
    {
        return Named::phrase(reader, threshold.span.cover(noun), "threshold and noun");
    }
    match reader.before(approach) {
        Before::Phrase(span) => {
            // `占53%`, `占全部企业的96%`: the share of what was just counted.
            let run = reader.lexed.tokens.get(reader.clause.max(reader.from)..approach.start).unwrap_or_default();
            let joint = |token: &Token| matches!(token.kind, Kind::Enum);
            let subject = |token: &&Token| {
                !(token.has(Role::Adverb) || token.has(Role::Together) || token.has(Role::Modal) || joint(token))
            };
            let shared = run.iter().find(subject).is_some_and(|token| token.has(Role::Share));
            // `规模居第三`, `数量增长5%`: the size of what was named before.
            match (shared, only_size(reader, span)) {
                (true, _) => carried(reader, "carried to the share"),
                (_, true) => carried(reader, "the size of what was named before"),
                _ => Named::phrase(reader, span, "noun phrase before the number"),
            }
        }
        Before::Verb { span, stage: false, .. } if reader.last.is_none() || grows(reader, approach, span) => {
            Named::phrase(reader, span, ACTION)
        }
        _ => carried(reader, "carried from an earlier clause"),
    }
}

/// Whether the verb in `span` alone makes the clause before a growth: 产值增长6%,|销售|增长4%, 其中|就业|增长2%.
fn grows(reader: &Reader<'_>, approach: &Approach, span: Span) -> bool {
    let tokens = &reader.lexed.tokens;
    let Some(verb) = approach.start.checked_sub(1).filter(|&at| at >= reader.clause) else { return false };
    let alone = verb == reader.clause
        || verb.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| before.has(Role::Among));
    let touches = tokens.get(approach.start).is_some_and(|direction| {
        direction.start == span.end() && (direction.has(Role::Relative) || direction.has(Role::Growth))
    });
    alone
        && touches
        && tokens
            .get(verb)
            .is_some_and(|token| token.start == span.start() && token.chars > 1 && !token.has(Role::Finish))
}

/// Whether a part of the number follows: 完成年度目标10万人|的63%.
fn part_follows(reader: &Reader<'_>, after: &After) -> bool {
    let at = |index: usize| reader.lexed.tokens.get(index);
    let part = after.next.saturating_add(1);
    at(after.next).is_some_and(|de| de.has(Role::De))
        && at(part).is_some_and(|part| match part.kind {
            Kind::Quantity(part) => {
                reader.lexed.quantities.get(part).is_some_and(|scan| scan.quantity.unit().is_ratio())
            }
            _ => false,
        })
}

/// The rule that names a task by what it is a task of.
pub(crate) const A_TASK: &str = "the task of what was named before";

/// Whether the phrase only says of which task: 市下达任务, 年度目标考核.
pub(super) fn names_task(reader: &Reader<'_>, span: Span) -> bool {
    let task = span.slice(reader.text).is_some_and(|name| MetricWords::builtin().task.end(name));
    task && completion::plan_of(&reader.lexed.tokens, span)
}

/// Whether something is done for what the threshold at token `from` qualifies: 75周岁以上老年人|安装|报警器500套.
fn acts(reader: &Reader<'_>, from: usize, before: Before) -> bool {
    let Before::Phrase(noun) = before else { return false };
    let tokens = &reader.lexed.tokens;
    let at = tokens.partition_point(|token| token.start < noun.start());
    let verb = at.checked_sub(1).filter(|&verb| verb > from).and_then(|verb| tokens.get(verb));
    verb.and_then(Token::cue).is_some_and(|cue| cue.has(Role::Verb) && cue.cuts)
}

/// `市场建设45家任务`: 任务 says that they are to be done, not what they are.
fn only_a_task(reader: &Reader<'_>, span: Span) -> bool {
    span.slice(reader.text) == Some("任务")
}

/// Whether another verb stands right before the verb at `span`, which is its object.
fn realized(reader: &Reader<'_>, span: Span) -> bool {
    let at = reader.lexed.tokens.partition_point(|token| token.start < span.start());
    let before = at.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| reader.lexed.tokens.get(at));
    before.is_some_and(|before| before.has(Role::Verb) && before.end == span.start())
}

/// Whether 完成 stands right before the words at `span`.
pub(super) fn finished(reader: &Reader<'_>, span: Span) -> bool {
    let at = reader.lexed.tokens.partition_point(|token| token.start < span.start());
    let before = at.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| reader.lexed.tokens.get(at));
    before.is_some_and(|before| before.has(Role::Finish))
}

/// Whether the phrase only says size: 总量, 规模; a rate (覆盖率) says by itself what it is.
pub(super) fn only_size(reader: &Reader<'_>, span: Span) -> bool {
    let spoken = || reader.topic().is_some_and(|(_, at)| at >= reader.sentence_start);
    let rate = span.slice(reader.text).is_some_and(|word| word.ends_with('率'));
    !rate && is_alone(reader, span, Role::Head) && (reader.last.is_some() || spoken())
}

/// Whether the phrase only says of which level or place: 国家级, 农村.
fn only_level(reader: &Reader<'_>, span: Span) -> bool {
    reader.last.is_some() && is_alone(reader, span, Role::Seat)
}

/// Whether the phrase is one word with the role.
fn is_alone(reader: &Reader<'_>, span: Span, role: Role) -> bool {
    starting_at(&reader.lexed.tokens, span.start()).is_some_and(|token| token.end == span.end() && token.has(role))
}

/// Whether the phrase is the name of an office, and the number a part of what was counted in the same unit:
/// `其中市建设局42公里、市农业农村局33公里`.
fn only_office(reader: &Reader<'_>, span: Span, unit: &str) -> bool {
    let name = span.slice(reader.text).unwrap_or_default();
    let office = name.starts_with(['省', '市', '县', '区', '州']) && name.ends_with(['局', '委', '办', '厅', '院']);
    let part = reader.is_part() && reader.last.as_ref().is_some_and(|last| reader.unit_of(last) == unit);
    office && name.chars().count() <= MAX_OFFICE && (part || counted_in_sentence(reader, unit))
}

/// The longest short name of an office, in characters.
const MAX_OFFICE: usize = 12;

/// Whether the phrase lists names, which the class word sums up: `甲、乙2个项目`.
fn lists(reader: &Reader<'_>, span: Span) -> bool {
    let tokens = &reader.lexed.tokens;
    let next = tokens.get(tokens.partition_point(|token| token.start < span.end()));
    let run = tokens_of(tokens, span);
    // 省、市民生实事 is one name.
    let marks = |pair: &[Token]| matches!(pair, [name, mark] if name.chars > 1 && matches!(mark.kind, Kind::Enum));
    run.windows(2).any(marks) || next.is_some_and(|token| token.has(Role::Etc))
}

/// Whether the phrase holds anything but verbs: 已开工建设 says what was done to the 项目, not which they are.
pub(crate) fn has_noun(reader: &Reader<'_>, span: Span) -> bool {
    tokens_of(&reader.lexed.tokens, span).iter().any(|token| !token.has(Role::Verb) && !token.is_place())
}

/// Whether 的 ends the phrase with what was done to the things: 市人代会审定的|44项指标.
fn described(reader: &Reader<'_>, span: Span) -> bool {
    let run = tokens_of(&reader.lexed.tokens, span);
    let next = reader.lexed.tokens.partition_point(|token| token.start < span.end());
    let de = |token: &Token| token.has(Role::De);
    (run.last().is_some_and(de) || reader.lexed.tokens.get(next).is_some_and(de))
        && run.iter().any(|token| token.has(Role::Verb))
}

/// Whether the phrase is a class word and no more.
fn class_word(reader: &Reader<'_>, span: Span) -> bool {
    matches!(span.slice(reader.text), Some("项目" | "指标" | "事项" | "任务" | "工程" | "子项"))
}

/// Whether the noun after the number stands right before another count of the same unit, so that each noun stands before
/// its number: `签约项目31个注册项目23个`.
fn next_count(reader: &Reader<'_>, index: usize, noun: Span) -> bool {
    let lexed = reader.lexed;
    let next = lexed.tokens.partition_point(|token| token.start < noun.end());
    let unit = |at: usize| match lexed.tokens.get(at).map(|token| token.kind) {
        Some(Kind::Quantity(quantity)) => lexed.quantities.get(quantity).map(|scan| scan.quantity.unit()),
        _ => None,
    };
    // `抽查20个镇(街)85个村`: the next count has a noun of its own.
    let behind = next.saturating_add(1);
    let own = || behind::noun(&lexed.tokens, behind, segment_end(&lexed.tokens, behind)).is_some();
    unit(next).is_some() && unit(next) == unit(index) && !own()
}

/// The noun of the number that stands right after this one.
fn shared_noun(reader: &Reader<'_>, after: &After) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    tokens.get(after.next).filter(|token| matches!(token.kind, Kind::Quantity(_)))?;
    let noun = after.next.saturating_add(1);
    behind::noun(tokens, noun, segment_end(tokens, noun))
}

/// The things at the head of a phrase that goes on to a number of another unit: 14个|行政村|生活污水管网26公里.
fn theirs(reader: &Reader<'_>, noun: Span, unit: &str) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    let behind = tokens.get(tokens.partition_point(|token| token.start < noun.end())..)?;
    let verbs = behind.iter().take(2).take_while(|token| token.has(Role::Verb)).count();
    let Kind::Quantity(next) = behind.get(verbs)?.kind else { return None };
    let other = reader.lexed.quantities.get(next).is_some_and(|scan| scan.quantity.unit().as_str() != unit);
    let things = counted::first_of(reader.text, noun, &[unit]).filter(|_| other)?;
    let rest = noun.end().saturating_sub(things.end());
    // At least two characters are theirs.
    (rest >= 6).then_some(things)
}

/// A noun that a threshold right after the number qualifies: 3个|亿元以上重大项目, 12个|年收入低于10万元的村.
fn qualified(reader: &Reader<'_>, after: &After) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    let run = tokens.get(after.next..)?.iter().take(6);
    let nouns =
        run.take_while(|token| matches!(token.kind, Kind::Word) || token.cue().is_some_and(|cue| cue.nominal()));
    let threshold = after.next.saturating_add(nouns.count());
    let first = tokens.get(after.next)?;
    let below = tokens.get(threshold).is_some_and(|token| token.has(Role::Before));
    let threshold = threshold.saturating_add(usize::from(below));
    tokens.get(threshold).filter(|token| matches!(token.kind, Kind::Quantity(_)))?;
    let bound = threshold.saturating_add(1);
    tokens.get(bound).filter(|token| token.has(Role::After) || below && token.has(Role::De))?;
    let noun = bound.saturating_add(1);
    Some(Span::new(first.start, behind::noun(tokens, noun, segment_end(tokens, noun))?.end()))
}

/// Whether the names before the number are summed up by 等, and things of the same unit were counted before:
/// `建成应用34个,其中“甲”“乙”等14个`.
fn sums_up(reader: &Reader<'_>, approach: &Approach, unit: &str) -> bool {
    let before = approach.start.checked_sub(1).and_then(|at| reader.lexed.tokens.get(at));
    before.is_some_and(|token| token.has(Role::Etc))
        && reader.last.as_ref().is_some_and(|last| reader.unit_of(last) == unit && last.sentence == reader.sentence)
}

/// Whether the verbs right before the number say what is done to what was named before: 被|申请|使用.
fn passive(reader: &Reader<'_>, approach: &Approach) -> bool {
    if !reader.said.roles.has(Role::Passive) {
        return false;
    }
    let run = reader.lexed.tokens.get(reader.from..approach.start).unwrap_or_default();
    let verbs = run.iter().rev().take_while(|token| token.has(Role::Verb)).count();
    let before = run.len().checked_sub(verbs.saturating_add(1)).and_then(|at| run.get(at));
    before.is_some_and(|token| token.has(Role::Passive))
}

/// The object of a verb right after the number: `2次启动应急响应`.
pub(crate) fn action_after(reader: &Reader<'_>, after: &After) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    if !tokens.get(after.next)?.has(Role::Verb) {
        return None;
    }
    let object = after.next.saturating_add(1);
    behind::noun(tokens, object, segment_end(tokens, object))
}

/// `50亿元以上` and the noun that follows, or the noun that was named before.
fn with_threshold(reader: &Reader<'_>, span: Span, next: usize, head: &str, approach: &Approach) -> Named {
    let tokens = &reader.lexed.tokens;
    let start = tokens.get(next).filter(|token| token.has(Role::De)).map_or(next, |_| next.saturating_add(1));
    if let Before::Phrase(noun) = phrase::before(tokens, start, approach.start) {
        let mut named = Named::phrase(reader, span.cover(noun), "threshold and noun");
        named.head = Some(reader.name(noun));
        return named;
    }
    // `收入5万元以下的|薄弱村|由112个减少到9个`
    if let Some(noun) = behind::noun(tokens, start, approach.start).filter(|_| approach.start > start) {
        let mut named = Named::phrase(reader, span.cover(noun), "threshold and noun");
        named.head = Some(reader.name(noun));
        return named;
    }
    let mut named = Named::text(reader.name(span), "threshold and the noun named before");
    named.text.push_str(head);
    named.head = Some(head.to_owned());
    named
}

/// Whether a comma stands before the clause.
fn follows_comma(reader: &Reader<'_>) -> bool {
    let before = reader.clause.checked_sub(1).and_then(|at| reader.lexed.tokens.get(at));
    before.is_some_and(|before| matches!(before.kind, Kind::Comma))
}

/// The phrase before a verb that 已 or 预计 parts from it, if it ends in things that `unit` counts.
fn separated(reader: &Reader<'_>, verb: Span, unit: &str) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    let at = tokens.partition_point(|token| token.start < verb.start());
    let subject = phrase::skip_adverbs(tokens, reader.from, at);
    match phrase::before(tokens, reader.from, subject) {
        Before::Phrase(span) if subject < at && counted::ends_in(reader.text, span, unit) => Some(span),
        _ => None,
    }
}

/// Whether nothing but verbs and adverbs stand before the number in its clause.
fn only_verbs(reader: &Reader<'_>, index: usize) -> bool {
    const SAYS: Roles = Roles::of(&[Role::Verb, Role::Adverb, Role::Actual, Role::Before, Role::Modal]);
    reader.run_up(reader.clause, index).is_some_and(|run| run.iter().all(|token| token.roles.any(SAYS)))
}

/// The rule that names a metric by its verb.
pub(super) const ACTION: &str = "the action itself";

/// The noun phrase of a clause without a number, from token `clause` to token `end`: its subject, else the object of its last
/// verb.
pub(crate) fn topic(reader: &Reader<'_>, clause: usize, end: usize) -> Option<Span> {
    let tokens = &reader.lexed.tokens;
    let start = clause.saturating_add(
        tokens
            .get(clause..end)?
            .iter()
            .take_while(|token| {
                matches!(token.kind, Kind::Period(_) | Kind::Place(_) | Kind::Town | Kind::Heading | Kind::Marker)
                    || token.has(Role::Adverb)
                    || token.has(Role::Whole)
                    || token.has(Role::Among)
            })
            .count(),
    );
    let subject = behind::noun(tokens, start, end).filter(|span| {
        let ends_at = tokens.partition_point(|token| token.start < span.end());
        ends_at < end && !tokens.get(start).is_some_and(|token| token.has(Role::Verb))
    });
    subject.or_else(|| match phrase::before(tokens, clause, end) {
        Before::Phrase(span) => Some(title_inside(tokens, span)),
        _ => None,
    })
}

/// The span without the marks of a title around it.
fn title_inside(tokens: &[Token], span: Span) -> Span {
    let whole = starting_at(tokens, span.start()).filter(|token| matches!(token.kind, Kind::Title));
    match whole {
        Some(token) if token.end == span.end() => {
            Span::new(token.start.saturating_add('《'.len_utf8()), token.end.saturating_sub('》'.len_utf8()))
        }
        _ => span,
    }
}
