//! The grammar of a period expression, before the year of the report is known.
//!
//! ```text
//! expression = open | vague | [ until | since ] time [ after | before | stop | same ]
//! time       = span | point
//! span       = years | dotted-months | point join ( point | day-of-month )
//! years      = year-number join year-number "年" [ suffix ]
//! point      = date | year [ part | suffix | edge ] | year-number half | part | whole | plan
//! part       = first-months | quarters [ edge ] | half [ edge ] | months | month [ day | third | edge ]
//! ```
//!
//! Blanks may stand between any two characters of a rule, at most four in a row; a line break only inside a word.

use nom::{Parser, branch::alt, combinator::opt};

use super::characters::{Read, fail, gap, is_dash, is_quote, literal, literals, starts};
use super::numeral::{self, Numeral};
use super::opening;
use super::words::{Role, Roles, Word, words};
use crate::text::{fold, is_blank};

/// A year-number that was read, with what stands behind it: several rules begin with one, and it is read once for all.
type Dated<'t> = (&'t str, i32);

/// The year of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Named in figures.
    Named(i32),
    /// By its distance from the year of the report.
    Offset(i32),
    /// The year after the one before it.
    Next,
}

/// A stretch of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    /// The first and the last month.
    Months(u32, u32),
    /// Days of one month; a last day past the end of the month is its end.
    Third(u32, u32, u32),
    /// Month and day, or several days of one month.
    Days(u32, u32, u32),
    /// A five-year plan, by its first year.
    Plan(i32),
}

/// Which end of a [`Part`] is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Option<Year>,
    pub(super) part: Part,
    pub(super) edge: Option<Edge>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    Point(Point),
    Span(Point, Point),
    /// A point and the last day in the same month.
    UntilDay(Point, u32),
}

/// What opens an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// 至, 到
    Until,
    /// 截至: a year is meant as its end too.
    AsOf,
    Since,
}

/// What closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// 以来, 起
    After,
    /// 前
    Before,
    /// 止
    Stop,
    /// 同期
    Same,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Open,
    Vague,
    Time { lead: Option<Lead>, time: Time, tail: Option<Tail> },
}

/// `expression = open | vague | [ until | since ] time [ tail ]`, whichever reaches farther
pub(super) fn expression(i: &str) -> Read<'_, Expression> {
    if opening::may_open(i) { any_expression(i) } else { fail() }
}

/// An [`expression`], without the look ahead that spares most places the grammar.
pub(super) fn any_expression(i: &str) -> Read<'_, Expression> {
    let roles = roles(i);
    if roles.is_none() {
        return timed(i, None);
    }
    let word = if roles.any(&[Role::Open, Role::Vague]) { wordy(i) } else { fail() };
    // 目前 names no time, nor does any longer word.
    if !roles.tell_time() && !gap(i, true).chars().next().is_some_and(opening::stands_alone) {
        return word;
    }
    let time = if roles.any(&[Role::Until, Role::Since]) { led_time(i) } else { timed(i, None) };
    match (word, time) {
        (Ok(word), Ok(time)) => Ok(if word.0.len() < time.0.len() { word } else { time }),
        (word, time) => word.or(time),
    }
}

/// `open | vague`
fn wordy(i: &str) -> Read<'_, Expression> {
    alt(((|i| word(Role::Open, i)).map(|_| Expression::Open), (|i| word(Role::Vague, i)).map(|_| Expression::Vague)))
        .parse(i)
}

fn led_time(i: &str) -> Read<'_, Expression> {
    let (i, lead) = opt(lead).parse(i)?;
    timed(i, lead)
}

fn timed(i: &str, lead: Option<Lead>) -> Read<'_, Expression> {
    let (i, time) = time(i)?;
    let (i, tail) = opt(tail).parse(i)?;
    Ok((i, Expression::Time { lead, time, tail }))
}

/// `lead = until | since`
fn lead(i: &str) -> Read<'_, Lead> {
    alt((
        (|i| word(Role::Until, i)).map(|word| if word.value == 0 { Lead::Until } else { Lead::AsOf }),
        (|i| word(Role::Since, i)).map(|_| Lead::Since),
    ))
    .parse(i)
}

/// `tail = after | before | stop | same`
fn tail(i: &str) -> Read<'_, Tail> {
    if !roles(i).any(&[Role::After, Role::Before, Role::Stop, Role::Same]) {
        return fail();
    }
    alt((
        (|i| word(Role::After, i)).map(|_| Tail::After),
        (|i| word(Role::Before, i)).map(|_| Tail::Before),
        (|i| word(Role::Stop, i)).map(|_| Tail::Stop),
        (|i| word(Role::Same, i)).map(|_| Tail::Same),
    ))
    .parse(i)
}

/// `time = years | dotted-months | point [ join ( point | day-of-month ) ]`
fn time(i: &str) -> Read<'_, Time> {
    let dated = numeral::year(i).ok();
    if let Some(read) = dated.and_then(|dated| years(dated).or_else(|_| dotted_months(dated)).ok()) {
        return Ok(read);
    }
    let (rest, first) = point(i, dated)?;
    // A state ends a span; it cannot begin one, except at the very start of a year or a month.
    if first.edge != Some(Edge::End)
        && let Ok((after, ())) = join(rest)
    {
        if let Ok((after, second)) = point(after, numeral::year(after).ok())
            && may_end(first, second)
        {
            return Ok((after, Time::Span(first, second)));
        }
        if matches!(first.part, Part::Days(_, from, to) if from == to)
            && let Ok((after, day)) = day_number(after)
        {
            return Ok((after, Time::UntilDay(first, day)));
        }
    }
    Ok((rest, Time::Point(first)))
}

/// Whether `second` may end a span that starts at `first`: `2021年至6月底` and `2021年至“十四五”末` are two expressions.
fn may_end(first: Point, second: Point) -> bool {
    let bare = |point: Point| matches!(point.part, Part::Year) && point.edge.is_none();
    let plan = |point: Point| matches!(point.part, Part::Plan(_));
    if bare(first) { bare(second) && second.year.is_some() } else { !plan(first) && !plan(second) && !bare(second) }
}

/// `years = year-number ( join | "、" | "和" ) year-number "年" [ suffix ]`; a list only of two years that follow each other
fn years((i, from): Dated<'_>) -> Read<'_, Time> {
    let (i, listed) = join_or_list(i)?;
    let (i, to) = numeral::year(i)?;
    if listed && to != from.saturating_add(1) {
        return fail();
    }
    let (i, ()) = literal('年', i)?;
    let (i, _) = opt(|i| word(Role::Suffix, i)).parse(i)?;
    let year = |year| Point { year: Some(Year::Named(year)), part: Part::Year, edge: None };
    Ok((i, Time::Span(year(from), year(to))))
}

/// `dotted-months = year-number "." month-number join year-number "." month-number`
fn dotted_months(dated: Dated<'_>) -> Read<'_, Time> {
    let (i, from) = dotted_month(dated)?;
    let (i, ()) = join(i)?;
    let (i, to) = dotted_month(numeral::year(i)?)?;
    Ok((i, Time::Span(from, to)))
}

fn dotted_month((i, year): Dated<'_>) -> Read<'_, Point> {
    let (i, ()) = literal('.', i)?;
    let (i, month) = numeral::arabic(i, 1, 12)?;
    Ok((i, Point { year: Some(Year::Named(year)), part: Part::Months(month, month), edge: None }))
}

/// `lone-month = year-number "." digit digit`, with nothing after it that would make it a decimal number
fn lone_month<'t>(i: &'t str, dated: Dated<'t>) -> Read<'t, Point> {
    let (rest, point) = dotted_month(dated)?;
    let digits = i.get(..i.len().saturating_sub(rest.len())).unwrap_or_default();
    let two = digits.chars().filter(|&c| crate::text::digit(c).is_some()).count() == 6;
    let ends = rest.chars().map(fold).next().is_none_or(|c| is_blank(c) || "),;:。、,]】)".contains(c));
    if two && ends { Ok((rest, point)) } else { fail() }
}

/// `point = date | year [ part | suffix | edge ] | year-number half | part | whole | plan`
fn point<'t>(i: &'t str, dated: Option<Dated<'t>>) -> Read<'t, Point> {
    let behind_year = |dated| {
        date(dated)
            .or_else(|_| lone_month(i, dated))
            .or_else(|_| named_year(dated).and_then(in_year))
            .or_else(|_| bare_half(dated))
    };
    if let Some(read) = dated.and_then(|dated| behind_year(dated).ok()) {
        return Ok(read);
    }
    let roles = roles(i);
    if roles.any(&[Role::Year, Role::Next])
        && let Ok(read) = year_word(i).and_then(in_year)
    {
        return Ok(read);
    }
    if let Ok(read) = part(i) {
        return Ok(read);
    }
    if roles.any(&[Role::Whole, Role::YearEnd, Role::YearStart])
        && let Ok(read) = whole(i)
    {
        return Ok(read);
    }
    let quoted = gap(i, false).chars().next().is_some_and(is_quote);
    if quoted || roles.any(&[Role::Plan]) { plan(i) } else { fail() }.or_else(|_| numbered_plan(i))
}

/// `date = year-number sep month-number sep day-number [ clock ]`, the same separator (`-`, `.`, `/`) twice
fn date((i, year): Dated<'_>) -> Read<'_, Point> {
    let (i, (month, day)) = numeral::month_and_day(i)?;
    let (i, _) = opt(clock).parse(i)?;
    Ok((i, Point { year: Some(Year::Named(year)), part: Part::Days(month, day, day), edge: None }))
}

/// `in-year = year [ part | edge | suffix ]`
fn in_year((i, year): (&str, Year)) -> Read<'_, Point> {
    let whole = Point { year: Some(year), part: Part::Year, edge: None };
    if !next(i).is_some_and(|c| opening::stands_alone(c) || !words().may(c).is_none()) {
        return Ok((i, whole));
    }
    if let Ok((i, point)) = part(i) {
        return Ok((i, Point { year: Some(year), ..point }));
    }
    // 今年以来 and 去年同期 are words of their own; the caller takes whichever reaches farther.
    let (i, edge) = opt(alt((edge, year_edge))).parse(i)?;
    if edge.is_some() {
        return Ok((i, Point { edge, ..whole }));
    }
    let (i, _) = opt(|i| word(Role::Suffix, i)).parse(i)?;
    Ok((i, whole))
}

/// `named-year = year-number "年"`, not `2000年历史`
fn named_year((i, year): Dated<'_>) -> Read<'_, Year> {
    let (i, ()) = literal('年', i)?;
    let history = year % 100 == 0 && (starts(i, "历史") || starts(i, "的历史"));
    if history { fail() } else { Ok((i, Year::Named(year))) }
}

fn year_word(i: &str) -> Read<'_, Year> {
    alt(((|i| word(Role::Year, i)).map(|word| Year::Offset(word.value)), (|i| word(Role::Next, i)).map(|_| Year::Next)))
        .parse(i)
}

/// `bare-half = year-number half` (`2021上半年`)
fn bare_half((i, year): Dated<'_>) -> Read<'_, Point> {
    let (i, point) = alt((half, first_months)).parse(i)?;
    Ok((i, Point { year: Some(Year::Named(year)), ..point }))
}

/// `whole = 全年 | 年内 | … | 年底 | 年初`
fn whole(i: &str) -> Read<'_, Point> {
    let year = |edge| Point { year: None, part: Part::Year, edge };
    alt(((|i| word(Role::Whole, i)).map(|_| year(None)), year_edge.map(|edge| year(Some(edge))))).parse(i)
}

/// `year-edge = 年底 | 年末 | 年终 | 年初`
fn year_edge(i: &str) -> Read<'_, Edge> {
    alt(((|i| word(Role::YearEnd, i)).map(|_| Edge::End), (|i| word(Role::YearStart, i)).map(|_| Edge::Start))).parse(i)
}

/// `edge = 底 | 末 | 初`
fn edge(i: &str) -> Read<'_, Edge> {
    alt(((|i| word(Role::End, i)).map(|_| Edge::End), (|i| word(Role::Start, i)).map(|_| Edge::Start))).parse(i)
}

/// `plan = [ quote ] plan-word [ quote ] plan-tail`, `“十五”` only with quotes
fn plan(i: &str) -> Read<'_, Point> {
    let Ok((inside, ())) = quote(i) else {
        let (i, first) = word(Role::Plan, i)?;
        return plan_tail(i, first.value);
    };
    let (i, first) = word(Role::Plan, inside).or_else(|_| word(Role::Quoted, inside))?;
    let (i, ()) = quote(i)?;
    plan_tail(i, first.value)
}

/// `numbered-plan = "第" numeral "个五年规划"`
fn numbered_plan(i: &str) -> Read<'_, Point> {
    let (i, ()) = literal('第', i)?;
    let (i, number) = numeral::chinese(i, 6, 30)?;
    let (i, ()) = literals("个五年", i)?;
    let (i, ()) = alt((|i| literals("规划", i), |i| literals("计划", i))).parse(i)?;
    let first = i32::try_from(number).ok().and_then(|number| number.checked_mul(5)?.checked_add(1951));
    plan_tail(i, first.unwrap_or_default())
}

/// `plan-tail = [ during ] [ edge ]`
fn plan_tail(i: &str, first: i32) -> Read<'_, Point> {
    let (i, _) = opt(|i| word(Role::During, i)).parse(i)?;
    let (i, edge) = opt(edge).parse(i)?;
    Ok((i, Point { year: None, part: Part::Plan(first), edge }))
}

/// `part = first-months | quarters | half | months | month [ day | third | edge ]`
fn part(i: &str) -> Read<'_, Point> {
    let Some(first) = gap(i, true).chars().next() else { return fail() };
    match fold(first) {
        '前' => first_months(i).or_else(|_| half(i)),
        '第' | '首' | '元' => alt((quarters, half, month)).parse(i),
        c if numeral::is_numeral(c) => numbered(i),
        _ => half(i),
    }
}

/// `quarters | months | month`, what begins with a number, which is read once for all three.
fn numbered(i: &str) -> Read<'_, Point> {
    let (i, from) = numeral::small(i, 1, 12)?;
    match next(i) {
        Some('月') => return of_month(i, from),
        Some('季') => return of_quarters(i, from, from),
        _ => {}
    }
    let scanned = if from.chinese { None } else { scanned_join(i).ok() };
    let (i, joined) = match scanned {
        Some((i, ())) => (i, None),
        None => join_or_list(i).map(|(i, listed)| (i, Some(listed)))?,
    };
    let (i, to) = numeral::small(i, 1, 12)?;
    match next(i) {
        Some('季') if joined == Some(false) => of_quarters(i, from, to),
        _ => of_months(i, from, to, joined == Some(true)),
    }
}

/// The next character of a word, folded.
fn next(i: &str) -> Option<char> {
    gap(i, true).chars().next().map(fold)
}

fn months_point(from: u32, to: u32, edge: Option<Edge>) -> Point {
    Point { year: None, part: Part::Months(from, to), edge }
}

/// `first-months = "前" numeral [ "个" ] ( "月" [ "份" ] | "季度" ) [ edge ]`, from two on: 前一个月 is the month before
fn first_months(i: &str) -> Read<'_, Point> {
    let (i, ()) = literal('前', i)?;
    let (i, count) = numeral::small(i, 2, 12)?;
    let (i, _) = opt(|i| literal('个', i)).parse(i)?;
    if let Ok((i, ())) = literals("季度", i) {
        return if count.value < 4 { Ok((i, months_point(1, count.value.saturating_mul(3), None))) } else { fail() };
    }
    let (i, ()) = month_word(i)?;
    let (i, edge) = opt(edge).parse(i)?;
    Ok((i, months_point(1, count.value, edge)))
}

/// `quarters = [ "第" ] quarter-number [ join quarter-number ] "季度" [ edge ]`
fn quarters(i: &str) -> Read<'_, Point> {
    let (i, _) = opt(|i| literal('第', i)).parse(i)?;
    let (i, from) = alt((|i| numeral::small(i, 1, 4), first_quarter)).parse(i)?;
    let (i, to) = opt(|i| {
        let (i, ()) = join(i)?;
        numeral::small(i, 1, 4)
    })
    .parse(i)?;
    of_quarters(i, from, to.unwrap_or(from))
}

/// What stands behind the numbers of [`quarters`].
fn of_quarters(i: &str, from: Numeral, to: Numeral) -> Read<'_, Point> {
    let (i, ()) = literals("季度", i)?;
    if to.value < from.value || to.value > 4 {
        return fail();
    }
    let (i, edge) = opt(edge).parse(i)?;
    let first = from.value.saturating_mul(3).saturating_sub(2);
    Ok((i, months_point(first, to.value.saturating_mul(3), edge)))
}

/// `首` in 首季度
fn first_quarter(i: &str) -> Read<'_, Numeral> {
    let (i, ()) = literal('首', i)?;
    Ok((i, Numeral { value: 1, chinese: true }))
}

/// `half = 上半年 | 下半年 | 半年度 [ edge ]`
fn half(i: &str) -> Read<'_, Point> {
    let (i, half) = word(Role::Half, i)?;
    let (i, edge) = opt(edge).parse(i)?;
    Ok((i, if half.value == 1 { months_point(1, 6, edge) } else { months_point(7, 12, edge) }))
}

/// `months = month-number ( join | "、" | "和" ) month-number "月" [ "份" ] [ edge ]`; a list only of two that follow each other
fn of_months(i: &str, from: Numeral, to: Numeral, listed: bool) -> Read<'_, Point> {
    let follows = to.value == from.value.saturating_add(1);
    if to.value < from.value || to.chinese != from.chinese || listed && !follows {
        return fail();
    }
    let (i, ()) = month_word(i)?;
    // 1-6月末 counts from January to the end of June.
    let (i, _) = opt(edge).parse(i)?;
    Ok((i, months_point(from.value, to.value, None)))
}

/// `month = ( month-number "月" [ "份" ] | "元月" ) [ ( days | day-of-month ) [ clock ] | third | edge | month-suffix ]`
fn month(i: &str) -> Read<'_, Point> {
    let (i, month) = alt((|i| numeral::small(i, 1, 12), first_month)).parse(i)?;
    of_month(i, month)
}

/// What stands behind the number of a [`month`].
fn of_month(i: &str, month: Numeral) -> Read<'_, Point> {
    let (i, ()) = month_word(i)?;
    if let Ok((i, (from, to))) = days(i) {
        let (i, _) = opt(clock).parse(i)?;
        return Ok((i, Point { year: None, part: Part::Days(month.value, from, to), edge: None }));
    }
    if let Ok((i, third)) = word(Role::Third, i) {
        let bound = |value: i32| u32::try_from(value).unwrap_or_default();
        let part = Part::Third(month.value, bound(third.value / 100), bound(third.value % 100));
        return Ok((i, Point { year: None, part, edge: None }));
    }
    // 一月一通报, 三月三: no months but a rhythm and a feast.
    if month.chinese && numeral::chinese(i, 1, 99).is_ok() {
        return fail();
    }
    let (i, edge) = opt(edge).parse(i)?;
    let (i, _) = opt(|i| word(Role::MonthSuffix, i)).parse(i)?;
    Ok((i, months_point(month.value, month.value, edge)))
}

/// `元` in 元月
fn first_month(i: &str) -> Read<'_, Numeral> {
    let (i, ()) = literal('元', i)?;
    Ok((i, Numeral { value: 1, chinese: false }))
}

/// `month-word = "月" [ "份" ]`, not 月龄
fn month_word(i: &str) -> Read<'_, ()> {
    let (i, ()) = literal('月', i)?;
    if starts(i, "龄") {
        return fail();
    }
    let (i, _) = opt(|i| literal('份', i)).parse(i)?;
    Ok((i, ()))
}

/// `days = day-number [ join day-number ] ( "日" | "号" )`
fn days(i: &str) -> Read<'_, (u32, u32)> {
    let (i, day) = numeral::small(i, 1, 99)?;
    let from = day.value;
    if let Ok((i, ())) = day_word(i) {
        return Ok((i, (from, from)));
    }
    let (i, ()) = join(i)?;
    let (i, to) = day_number(i)?;
    if to < from || from > 31 { fail() } else { Ok((i, (from, to))) }
}

/// `day-of-month = day-number ( "日" | "号" )`
fn day_number(i: &str) -> Read<'_, u32> {
    let (i, day) = numeral::small(i, 1, 99)?;
    let (i, ()) = day_word(i)?;
    Ok((i, day.value))
}

fn day_word(i: &str) -> Read<'_, ()> {
    literal('日', i).or_else(|_| literal('号', i))
}

/// `clock = ( hour | "零" ) "时" [ minute "分" ] | hour ":" minute`: belongs to its day, so that nobody takes it for an amount
fn clock(i: &str) -> Read<'_, ()> {
    let hour = |i| numeral::small(i, 0, 24).map(|(i, _)| (i, ()));
    let minute = |i| numeral::small(i, 0, 59).map(|(i, _)| (i, ()));
    let (i, ()) = alt((hour, |i| literal('零', i))).parse(i)?;
    if let Ok((i, ())) = literal(':', i) {
        return minute(i);
    }
    let (i, ()) = literal('时', i)?;
    let minutes = minute(i).and_then(|(i, ())| literal('分', i));
    Ok(minutes.unwrap_or((i, ())))
}

/// `join = dash [ dash ] | "至" | "到"`
fn join(i: &str) -> Read<'_, ()> {
    let i = gap(i, true);
    let mut rest = i.chars();
    match rest.next() {
        Some(c) if is_dash(c) => Ok(dash(rest.as_str()).unwrap_or((rest.as_str(), ()))),
        Some(c) if matches!(fold(c), '至' | '到') => Ok((rest.as_str(), ())),
        _ => fail(),
    }
}

/// A [`join`], or what lists two neighbours (`1、2月份`); whether it is the latter.
fn join_or_list(i: &str) -> Read<'_, bool> {
    let mut rest = gap(i, true).chars();
    match rest.next().map(fold) {
        Some('、' | '和') => Ok((rest.as_str(), true)),
        _ => join.map(|()| false).parse(i),
    }
}

/// `1一6月`: a dash that scanning turned into the numeral
fn scanned_join(i: &str) -> Read<'_, ()> {
    literal('一', i)
}

fn dash(i: &str) -> Read<'_, ()> {
    let i = gap(i, true);
    let mut rest = i.chars();
    match rest.next() {
        Some(c) if is_dash(c) => Ok((rest.as_str(), ())),
        _ => fail(),
    }
}

fn quote(i: &str) -> Read<'_, ()> {
    let i = gap(i, false);
    let mut rest = i.chars();
    match rest.next().map(fold) {
        Some(c) if is_quote(c) => Ok((rest.as_str(), ())),
        _ => fail(),
    }
}

/// The roles of the words that stand there, blanks before them passed over.
fn roles(i: &str) -> Roles {
    words().roles(gap(i, false))
}

/// A word of the vocabulary in that role, blanks before it passed over.
fn word(role: Role, i: &str) -> Read<'_, Word> {
    let i = gap(i, false);
    let Some(word) = words().find(role, i, 0) else { return fail() };
    i.get(word.end..).map_or_else(fail, |rest| Ok((rest, word)))
}
