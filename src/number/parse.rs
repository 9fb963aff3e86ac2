//! A number at a place, or a whole string as a number: `single` and `number` of the grammar in the [module](super) docs.

use nom::Parser;
use nom::character::complete::satisfy;
use nom::error::{ErrorKind as NomKind, ParseError};
use rust_decimal::Decimal;
use std::str::FromStr;

use super::amount::{Amount, amount};
use super::fraction::{Single, special, suffixed};
use super::plain::{self, Look};
use super::vocabulary::{
    ends_other_word, hedge, is_dash, is_digit, is_everyday, is_gap, numeral, several, skip_gap, starts_with,
};
use super::{Form, Hedge, Notation, Number};
use crate::error::{Error, ErrorKind};
use crate::limits::MAX_NUMBER_CHARS;
use crate::span::Span;
use crate::text::{char_at, char_before, fold, is_blank};

/// Why a run of numerals is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// `9.9.9`, `2021.8.13`
    Points,
    /// `.4%` behind a word, `45.%`, `279。3亿`: digits before or after the point are lost, or the point is.
    LostDigits,
    /// `××.××%`, `??%`: the blanks of a draft.
    Placeholder,
    /// `23323395346268亿`: more digits than any such number has; several were run together.
    RunTogether,
    /// More characters than [`MAX_NUMBER_CHARS`].
    TooLong,
    /// It does not fit a decimal of 28 digits.
    Overflow,
}

impl Broken {
    /// What is wrong, for a message: "a number with …".
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Points => "a number with several points",
            Self::LostDigits => "a number that has lost digits at its point",
            Self::Placeholder => "the placeholder of a draft",
            Self::RunTogether => "numbers run together",
            Self::TooLong => "a number longer than the limit of 128 characters",
            Self::Overflow => "a number that does not fit 28 digits",
        }
    }
}

/// What stands at a place where a numeral starts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scan {
    /// A number, and the byte after it.
    Number { number: Number, end: usize },
    /// A run of numerals that is none; whoever scans goes on at `end`.
    Broken { end: usize, why: Broken },
}

/// A rule's result. A miss lets the next branch try; a fault is final.
pub(super) type Parsed<'t, T> = nom::IResult<&'t str, T, Fault>;

/// Why a rule failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The rule does not apply.
    Miss,
    /// It does, and the text is broken; `left` bytes remain after the broken run.
    Broken { why: Broken, left: usize },
}

impl ParseError<&str> for Fault {
    fn from_error_kind(_: &str, _: NomKind) -> Self {
        Self::Miss
    }

    fn append(_: &str, _: NomKind, other: Self) -> Self {
        other
    }
}

pub(super) const fn miss() -> nom::Err<Fault> {
    nom::Err::Error(Fault::Miss)
}

pub(super) const fn broken(why: Broken, rest: &str) -> nom::Err<Fault> {
    nom::Err::Failure(Fault::Broken { why, left: rest.len() })
}

/// The longest number that starts exactly at byte `at`, with `text` before it as context; a broken run; or `None` where no
/// number starts. Whether the word around it makes it something else (一切, 2021年) is for the caller to say.
pub(crate) fn number_at(text: &str, at: usize) -> Option<Scan> {
    scan(text, at, true)
}

/// With `running`, `text` is running text, in which digits can have been run together; otherwise it says that it is a number.
fn scan(text: &str, at: usize, running: bool) -> Option<Scan> {
    match plain::look(text, at) {
        Look::Number { number, end } if running => Some(Scan::Number { number, end }),
        Look::Nothing if running => None,
        _ => scan_by_grammar(text, at, running),
    }
}

/// What [`scan`] finds, without the first look that spares most numbers the grammar.
pub(super) fn scan_by_grammar(text: &str, at: usize, running: bool) -> Option<Scan> {
    let input = text.get(at..)?;
    let scan = match number(input, Context { text, at, running, marker: running && is_marker_place(text, at) }) {
        Ok((rest, number)) => Scan::Number { number, end: text.len().saturating_sub(rest.len()) },
        Err(nom::Err::Failure(Fault::Broken { why, left }) | nom::Err::Error(Fault::Broken { why, left })) => {
            Scan::Broken { end: text.len().saturating_sub(left), why }
        }
        Err(_) => return None,
    };
    match scan {
        Scan::Number { end, .. } if text.get(at..end)?.chars().nth(MAX_NUMBER_CHARS).is_some() => {
            Some(Scan::Broken { end, why: Broken::TooLong })
        }
        scan => Some(scan),
    }
}

/// Whether a list marker can stand at byte `at`: at the start of the text, of a line or of a sentence.
pub(super) fn is_marker_place(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default().trim_end_matches(is_gap);
    head.chars().next_back().is_none_or(|c| matches!(fold(c), '\n' | '\r' | '。' | ';' | '!' | '?'))
}

/// The byte at which a sign for the number at `at` stands: `-28.9%`, `负三十二`, but not the dash of `5-10` or `G60-2`.
pub(crate) fn sign_start(text: &str, at: usize) -> Option<usize> {
    let c = char_before(text, at)?;
    let start = at.saturating_sub(c.len_utf8());
    is_sign_at(text, start, c).then_some(start)
}

fn is_sign_at(text: &str, at: usize, sign: char) -> bool {
    match fold(sign) {
        // 减负30亿元 relieves of 30亿元: there 负 ends a word.
        '负' => char_before(text, at).is_none_or(|c| !"减抱胜担肩背自亏辜欠重".contains(fold(c))),
        '-' | '−' => char_before(text, at).is_none_or(|c| {
            let c = fold(c);
            !(c.is_ascii_alphanumeric() || is_dash(c) || matches!(c, '%' | '‰' | ')' | ']' | '"' | '”' | '》'))
                && numeral(c).is_none()
        }),
        _ => false,
    }
}

/// Where a rule stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    /// Where the number starts, its sign included.
    pub(super) at: usize,
    pub(super) running: bool,
    pub(super) marker: bool,
}

/// `number = several | single [ dash single ]`
fn number<'t>(input: &'t str, context: Context<'t>) -> Parsed<'t, Number> {
    if let Ok(found) = several_scale(input, context) {
        return Ok(found);
    }
    if context.running && ends_other_word(context.text, context.at) {
        return Err(miss());
    }
    placeholder(input, context)?;
    let sign = input.chars().next().filter(|&c| is_sign_at(context.text, context.at, c));
    let (rest, first) = match sign {
        Some(sign) => {
            let (rest, single) = single(input.get(sign.len_utf8()..).unwrap_or_default(), context)?;
            (rest, single.negated())
        }
        None => single(input, context)?,
    };
    // 陆地, 队伍, 收拾: alone these are everyday words.
    let consumed = input.len().saturating_sub(rest.len());
    if context.running && first.lone && input.get(..consumed).is_some_and(|word| word.chars().all(is_everyday)) {
        return Err(miss());
    }
    let (rest, number) = match range_end(rest, &first, context) {
        Err(nom::Err::Error(_)) => (rest, first.number()),
        found => found?,
    };
    // What is printed of 两个多月 is 2余个月: a whole string may hedge any number.
    match hedge(rest) {
        Some((hedge, rest, closes))
            if !context.running && number.hedge().is_none() && (closes || rest.is_empty() || hedge == Hedge::About) =>
        {
            Ok((rest, number.with_hedge(Some(hedge))))
        }
        _ => Ok((rest, number)),
    }
}

/// `single = mixed | fraction | tenths | power | amount`
fn single<'t>(input: &'t str, context: Context<'t>) -> Parsed<'t, Single> {
    if let Some(found) = lone_point(input, context)? {
        return Ok(found);
    }
    match special(input, context) {
        Err(nom::Err::Error(_)) => {}
        found => return found,
    }
    let (rest, first) = amount(input, context.marker)?;
    if context.running {
        whole_checks(&first, rest)?;
    }
    suffixed(first, rest, context)
}

/// `.5` is a number at the start of a text or behind a blank or a sign; behind a word its whole digits are lost (`的.4%`).
fn lone_point<'t>(input: &'t str, context: Context<'t>) -> Result<Option<(&'t str, Single)>, nom::Err<Fault>> {
    let mut chars = input.chars();
    if !matches!(chars.next(), Some('.' | '．')) || !chars.as_str().starts_with(is_digit) {
        return Ok(None);
    }
    let before = char_before(context.text, context.at);
    match before {
        // An ellipsis, or the point of a list marker (2.12个).
        Some(c) if matches!(c, '.' | '．') || is_digit(c) => Err(miss()),
        Some(c) if !is_blank(c) && !is_dash(c) && fold(c) != '负' && !input.is_empty() && is_first(input, context) => {
            let rest = chars.as_str().trim_start_matches(is_digit);
            Err(broken(Broken::LostDigits, rest))
        }
        _ => {
            let (rest, first) = amount(input, false)?;
            suffixed(first, rest, context).map(Some)
        }
    }
}

/// Whether `input` is where the context says: no sign was read before it.
fn is_first(input: &str, context: Context<'_>) -> bool {
    context.text.len().saturating_sub(input.len()) == context.at
}

/// What shows, behind an amount, that the text has broken it.
fn whole_checks(first: &Amount, rest: &str) -> Result<(), nom::Err<Fault>> {
    if !first.arabic {
        return Ok(());
    }
    if first.run_together {
        return Err(broken(Broken::RunTogether, rest));
    }
    let mut after = rest.chars();
    let unit = |rest: &str| {
        skip_gap(rest).starts_with(['%', '％', '‰', '万', '亿', '萬', '億']) && !rest.starts_with(['\n', '\r', '\t'])
    };
    match after.next() {
        // 45.%: the digits behind the point are lost.
        Some('.' | '．') if !first.scaled && !first.has_point && unit(after.as_str()) => {
            Err(broken(Broken::LostDigits, after.as_str()))
        }
        // 279。3亿元: the point has become a full stop.
        Some('。') if !first.scaled && !first.has_point => {
            let tail = after.as_str().trim_start_matches(is_digit);
            let digits = after.as_str().chars().take_while(|&c| is_digit(c)).take(4).count();
            if (1..=3).contains(&digits) && unit(tail) { Err(broken(Broken::LostDigits, tail)) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// `placeholder = ( "×" | "?" ) { "×" | "?" | "." | digit } ( "%" | "‰" | "万" | "亿" )`, always broken.
fn placeholder(input: &str, context: Context<'_>) -> Result<(), nom::Err<Fault>> {
    let is_mark = |c: char| matches!(c, '×' | '?' | '？');
    if !input.starts_with(is_mark) || char_before(context.text, context.at).is_some_and(|c| is_digit(c) || is_mark(c)) {
        return Ok(());
    }
    let rest = input.trim_start_matches(|c| is_mark(c) || matches!(c, '.' | '．') || is_digit(c));
    let unit = skip_gap(rest).starts_with(['%', '％', '‰', '万', '亿']);
    if unit { Err(broken(Broken::Placeholder, rest)) } else { Ok(()) }
}

/// `several = ( "数" | "几" | "上" | "成" ) scale { scale } [ "上" scale ]`: the value is the scale, its multiple unknown.
fn several_scale<'t>(input: &'t str, context: Context<'t>) -> Parsed<'t, Number> {
    let end = several(context.text, context.at).ok_or(miss())?;
    let after = skip_gap(context.text.get(end..).unwrap_or_default());
    let (mut rest, scale) = amount(after, false)?;
    // 数 before digits is what Display prints (数100); no report writes it.
    let scale_only = scale.only_scales || (!context.running && scale.arabic);
    if !scale_only || !is_power_of_ten(scale.low) || scale.hedge.is_some() || starts_with(rest, "分之") {
        return Err(miss());
    }
    // 成百上千: the second scale only repeats the first.
    let next = skip_gap(rest);
    if starts_with(input, "成")
        && let Some(end) = several(next, 0)
        && let Ok((after, second)) = amount(skip_gap(next.get(end..).unwrap_or_default()), false)
        && second.only_scales
    {
        rest = after;
    }
    let notation = if scale.arabic { Notation::Arabic } else { Notation::Chinese };
    let number = Number::new(scale.low).with_hedge(Some(Hedge::Several)).written(notation, Form::Plain);
    Ok((rest, number))
}

fn is_power_of_ten(value: Decimal) -> bool {
    let text = value.to_string();
    text.len() > 1 && text.strip_prefix('1').is_some_and(|zeros| zeros.chars().all(|c| c == '0'))
}

/// `dash = [ blanks ] ( "-" | "—" | "~" | "至" | "到" ) [ blanks ]`, one dash: two are a pause, not a range.
pub(crate) fn range_dash(input: &str) -> Option<&str> {
    let input = skip_gap(input);
    let mut chars = input.chars();
    let c = chars.next()?;
    let rest = chars.as_str();
    (matches!(c, '至' | '到') || (is_dash(c) && !rest.starts_with(is_dash))).then(|| skip_gap(rest))
}

/// `number = single dash single`: what follows the first end. Only ascending; the first end takes the scale of the second
/// where it has none (`10-20亿`); a third end makes it a date or a code.
fn range_end<'t>(input: &'t str, first: &Single, context: Context<'t>) -> Parsed<'t, Number> {
    let after = range_dash(input).ok_or(miss())?;
    if first.padded || first.bare || first.hedge.is_some() || first.high != first.low {
        return Err(miss());
    }
    let negative =
        after.chars().next().filter(|&c| matches!(fold(c), '-' | '−' | '负') && first.low.is_sign_negative());
    let body = negative.and_then(|c| after.get(c.len_utf8()..)).unwrap_or(after);
    let at = context.text.len().saturating_sub(body.len());
    let context = Context { at, marker: false, ..context };
    let (rest, mut second) = match single(body, context) {
        Ok(found) => found,
        Err(_) => return Err(miss()),
    };
    if negative.is_some() {
        second = second.negated();
    } else if first.low.is_sign_negative() && skip_gap(input).starts_with(is_dash) {
        // `-2% -3%` are two numbers: only 至 and 到 join one below 0.
        return Err(miss());
    }
    if second.padded || second.bare || second.high != second.low {
        return Err(miss());
    }
    if range_dash(rest).is_some_and(|next| next.starts_with(is_digit)) && first.form == Form::Plain && !second.scaled {
        return Err(miss());
    }
    let first = first.sharing(&mut second).ok_or(miss())?;
    if first.low >= second.low {
        return Err(miss());
    }
    let number = Number {
        value: first.low,
        max: Some(second.low),
        hedge: second.hedge,
        notation: first.notation_with(&second),
        form: first.form,
    };
    Ok((rest, number))
}

impl FromStr for Number {
    type Err = Error;

    /// Reads the whole of `text` as one number.
    ///
    /// ```
    /// use zj_gov_report::{ErrorKind, Number};
    ///
    /// assert_eq!("两千三百万".parse(), Ok(Number::from(23_000_000)));
    /// assert_eq!("１，０５０".parse(), Ok(Number::from(1050)));
    ///
    /// let error = "两千x".parse::<Number>().unwrap_err();
    /// assert_eq!(error.to_string(), "expected the end of the number, found `x`");
    /// assert_eq!(error.kind(), ErrorKind::Syntax);
    /// assert_eq!("9.9.9".parse::<Number>().unwrap_err().to_string(), "expected a number, found a number with several points");
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Syntax`] for text that is no number or goes on after it (`""`, `五x`, `9.9.9`, ` 5`);
    /// [`ErrorKind::Overflow`] for one that 28 digits do not hold; [`ErrorKind::Limit`] for one of more than
    /// [`MAX_NUMBER_CHARS`] characters.
    fn from_str(text: &str) -> Result<Self, Error> {
        let (number, end) = number_prefix(text)?;
        let Some(found) = char_at(text, end) else { return Ok(number) };
        let span = Span::new(end, end.saturating_add(found.len_utf8()));
        Err(Error::new(ErrorKind::Syntax, span, format!("expected the end of the number, found `{found}`")))
    }
}

/// The number at the head of `text`, which says that it is one, and the byte after it.
pub(crate) fn number_prefix(text: &str) -> Result<(Number, usize), Error> {
    if let Some(printed) = super::print::printed(text) {
        return Ok(printed);
    }
    match scan(text, 0, false) {
        Some(Scan::Number { number, end }) => Ok((number, end)),
        Some(Scan::Broken { end, why }) => {
            let kind = match why {
                Broken::Overflow => ErrorKind::Overflow,
                Broken::TooLong => ErrorKind::Limit,
                _ => ErrorKind::Syntax,
            };
            Err(Error::new(kind, Span::new(0, end), format!("expected a number, found {}", why.as_str())))
        }
        None => {
            let found = text.chars().next();
            let span = Span::new(0, found.map_or(0, char::len_utf8));
            let found = found.map_or("the end of the text".to_owned(), |c| format!("`{c}`"));
            Err(Error::new(ErrorKind::Syntax, span, format!("expected a number, found {found}")))
        }
    }
}

/// `sign = "-" | "+" | "负"` in an exponent or a numerator.
pub(super) fn sign(input: &str) -> Parsed<'_, char> {
    satisfy(|c| matches!(fold(c), '-' | '−' | '+' | '负')).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn at(text: &str, before: &str) -> Option<Scan> {
        number_at(text, text.find(before).unwrap_or_else(|| panic!("{before} is not in {text}")))
    }

    #[track_caller]
    fn reads(text: &str, before: &str, written: &str) {
        match at(text, before) {
            Some(Scan::Number { end, .. }) => {
                assert_eq!(text.get(text.find(before).unwrap()..end), Some(written), "{text}")
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[track_caller]
    fn breaks(text: &str, before: &str, wanted: Broken, written: &str) {
        match at(text, before) {
            Some(Scan::Broken { end, why }) => {
                assert_eq!((why, text.get(text.find(before).unwrap()..end)), (wanted, Some(written)), "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_longest_number_at_a_place() {
        reads("完成1.22万亩", "1.22", "1.22万");
        reads("一切", "一", "一");
        reads("约48 万余人次", "48", "48 万余");
        reads("缩短到 5-10 个工作日", "5-", "5-10");
        reads("增长4.2%5.0%", "5.0", "5.0");
        reads("千瓦时达500千瓦", "500", "500");
        reads("减负30亿元", "30", "30亿");
        assert!(at("企业", "企").is_none());
        assert!(at("减负30亿元", "负").is_none());
        assert!(number_at("百", 1).is_none(), "inside a character");
        assert!(number_at("5", 9).is_none(), "beyond the end");
    }

    #[test]
    fn broken_runs_say_why_and_where_they_end() {
        breaks("增长9.9.9%", "9.", Broken::Points, "9.9.9");
        breaks("任务的.4%", ".4", Broken::LostDigits, ".4");
        breaks("增长45.%", "45", Broken::LostDigits, "45.");
        breaks("投资279。3亿元", "279", Broken::LostDigits, "279。3");
        breaks("增长××.×%", "××", Broken::Placeholder, "××.×");
        breaks("目标的??%", "??", Broken::Placeholder, "??");
        breaks("共23323395346268亿元", "233", Broken::RunTogether, "23323395346268亿");
        let long = "9".repeat(1000);
        breaks(&long, "9", Broken::TooLong, &long);
    }

    #[test]
    fn signs_are_apart_from_dashes() {
        let sign = |text: &str, before: &str| sign_start(text, text.find(before).unwrap()).is_some();
        assert!(sign("下降-28.9%", "28"));
        assert!(sign("\t-3", "3"));
        assert!(sign("负3.9%", "3"));
        assert!(!sign("5-10", "10"));
        assert!(!sign("G60-2", "2"));
        assert!(!sign("减负3亿", "3"));
        assert!(!sign("——3", "3"));
    }
}
