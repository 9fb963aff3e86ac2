//! A paragraph as tokens: what each stretch of text is, before anything is said of its meaning.
//!
//! ```text
//! token = title | quotation | period | quantity | name | place | town | cue | bracket | separator | word
//! title = '《' text '》'                          quotation = '“' text '”'        both keep their numbers to themselves
//! name  = a number that is part of a name: 2.0版, 5G, 104国道, 第三批, 世界500强
//! word  = any other run of text
//! ```
//!
//! One pass, left to right, the longest match wins; titles and quotations look ahead a bounded distance.

use once_cell::sync::Lazy;

use super::cue::{Cue, Cues, Role, Roles};
use super::numeral::{Numeral, is_plus, is_sign, names_route, numeral_at, signs, steps_at};
use super::paragraph::{line_break, marker};
use super::stand::stands;
use super::token::{Kind, Lexed, Token};
use super::{name, shared, town};
use crate::number::{is_numeral_start, numeral_starts};
use crate::period::{PeriodContext, add_openings, is_enclosed, period_at};
use crate::quantity::Units;
use crate::region::{PLACES, PlaceContext, RegionMention, regions_at};
use crate::registry::lexicon::Hit;
use crate::registry::openers::{BLANK, Kinds, Openers, Opening};
use crate::text::{char_at, digit, is_blank, is_ideograph, skip_blanks, skip_blanks_back};

/// How far a quotation or a title may reach, in characters; a longer one is unbalanced.
const MAX_QUOTE: usize = 60;
const MAX_TITLE: usize = 150;

/// What the lexer needs beside the text.
pub(crate) struct Lexer<'c> {
    pub(crate) cues: &'static Cues,
    pub(crate) units: &'c Units,
    pub(crate) places: &'c PlaceContext<'c>,
    pub(crate) period: PeriodContext,
}

/// Where a token may begin.
#[derive(Clone, Copy)]
struct Start<'o> {
    opening: &'o Opening,
    /// The index of the place that begins there, and its end.
    place: Option<(usize, usize)>,
    /// Whether no word runs up to it.
    free: bool,
}

/// What the openers of tokens tell apart, beside the kinds of places.
const CUE: Kinds = 1 << 4;
const PERIOD: Kinds = 1 << 5;
/// Numerals, marks and brackets.
const MARK: Kinds = 1 << 6;
const TOKENS: Kinds = CUE | PERIOD | MARK | BLANK;

const _: () = assert!(TOKENS & PLACES == 0);

/// Where a token other than a word or a place may start.
static OPENERS: Lazy<Openers> = Lazy::new(|| {
    let mut openers = Openers::new();
    openers.add_words(CUE, Cues::builtin().words());
    add_openings(&mut openers, PERIOD);
    openers.add_set(MARK, numeral_starts());
    openers.add_always(MARK, MARKS.chars().chain(('\u{2000}'..'\u{3400}').filter(|&c| is_enclosed(c))));
    openers
});

/// The characters that are tokens by themselves or open one, and signs of numbers.
const MARKS: &str = "、､,，;；:：。！!？?｡(（[〔【)）]〕】《〈“‘「\"-－−+＋";

impl Lexer<'_> {
    /// The tokens of `text` up to byte `part`, where a sentence ends; what stands behind it is seen, but not read.
    ///
    /// They take the room of what was in `lexed`.
    pub(crate) fn read(&self, text: &str, part: usize, lexed: &mut Lexed) {
        lexed.clear();
        // A token has four characters on the average.
        lexed.tokens.reserve(part / 9);
        let openers = self.places.regions().openers_with(&OPENERS);
        let mut openings = std::mem::take(&mut lexed.openings);
        openers.all(text, part, &mut openings);
        lexed.places = regions_at(text, &openings, self.places);
        add_places(text, &lexed.places, &mut openings);
        self.tokens(text, part, &openings, lexed);
        lexed.openings = openings;
        if lexed.zones {
            lexed.replace(town::with_zones(&lexed.tokens));
        }
        shared::units(text, lexed);
    }

    /// The tokens, which begin at `openings`; what stands between them is words.
    fn tokens(&self, text: &str, part: usize, openings: &[Opening], lexed: &mut Lexed) {
        let start_of = |place: Option<&RegionMention>| place.map_or(usize::MAX, |mention| mention.span().start());
        let mut place = 0usize;
        let mut next_place = start_of(lexed.places.first());
        // The byte behind the last token: what stands between it and the next one is a word.
        let mut done = 0usize;
        for opening in openings {
            let &Opening { at, c, after, kinds } = opening;
            if at < done {
                continue;
            }
            while next_place < at {
                place = place.saturating_add(1);
                next_place = start_of(lexed.places.get(place));
            }
            let here = lexed.places.get(place).filter(|_| next_place == at);
            if here.is_none() && kinds & TOKENS == 0 {
                continue;
            }
            // Most openings are those of function words alone.
            if kinds & TOKENS == CUE && here.is_none() {
                if let Some(hit) = self.cue(text, opening, lexed) {
                    push_word(text, done, at, lexed);
                    done = hit.end;
                    lexed.push(Token::new(text, Kind::Cue(hit.value), at, done));
                }
                continue;
            }
            if let Some(kind) = separator(c) {
                push_word(text, done, at, lexed);
                lexed.push(Token { kind, start: at, end: after, chars: 1, roles: Roles::default() });
                done = after;
                continue;
            }
            let start = Start { opening, place: here.map(|here| (place, here.span().end())), free: at == done };
            let found = if kinds & (MARK | BLANK) == 0 || is_ideograph(c) {
                self.cue_or_name(text, start, lexed)
            } else if is_skipped(text, opening) {
                if start.free || !is_blank(c) {
                    push_word(text, done, at, lexed);
                    done = after;
                }
                continue;
            } else {
                self.mark(text, start, lexed)
            };
            let Some((kind, end)) = found else {
                // A line break that wraps a line opens no word.
                if start.free && kinds & BLANK != 0 {
                    done = after;
                }
                continue;
            };
            push_word(text, done, at, lexed);
            done = end.max(after);
            lexed.push(Token::new(text, kind, at, done));
        }
        push_word(text, done, done.max(part), lexed);
    }

    /// The function word that stands there.
    #[inline]
    fn cue(&self, text: &str, opening: &Opening, lexed: &Lexed) -> Option<Hit<&'static Cue>> {
        let &Opening { at, c, after, .. } = opening;
        let hit = self.cues.longest_from(text, at, c, after)?;
        stands(text, at, &hit, hit.end == after, lexed).then_some(hit)
    }

    /// The token that begins with a mark, a bracket, a digit or a blank, and its end.
    fn mark(&self, text: &str, start: Start<'_>, lexed: &mut Lexed) -> Option<(Kind, usize)> {
        let &Opening { at, c, after, .. } = start.opening;
        let kind = match c {
            '\t' => return item_marker(text, start, lexed).or(Some((Kind::Semicolon, after))),
            '\n' => return item_marker(text, start, lexed).or_else(|| line_end(text, at, after)),
            // A line break of Windows is one.
            '\r' if char_at(text, after) == Some('\n') => {
                return item_marker(text, start, lexed).or_else(|| line_end(text, after, after.saturating_add(1)));
            }
            '【' => match close(text, after, MAX_TITLE, &['】']).filter(|_| start.free && lexed.opens_item()) {
                Some(end) => return Some((Kind::Heading, end)),
                None => Kind::Open,
            },
            '(' | '（' => match item_marker(text, start, lexed) {
                None => Kind::Open,
                marker => return marker,
            },
            '[' | '〔' => Kind::Open,
            ')' | '）' | ']' | '〕' | '】' => Kind::Close,
            '《' | '〈' => return close(text, after, MAX_TITLE, &['》', '〉']).map(|end| (Kind::Title, end)),
            // “十四五” is a period.
            '“' if period_at(text, at, self.period).is_some() => {
                return self.cue_or_name(text, start, lexed);
            }
            '“' | '‘' | '「' => {
                return close(text, after, MAX_QUOTE, &['”', '’', '」']).map(|end| (Kind::Quoted, end));
            }
            '"' => return close(text, after, MAX_QUOTE, &['"']).map(|end| (Kind::Quoted, end)),
            _ => return self.cue_or_name(text, start, lexed),
        };
        Some((kind, after))
    }

    /// The function word, period, place or number that begins there, and its end.
    ///
    /// The longest reading wins; a noun that holds a cue before a period, a period before a place, a place before a cue.
    fn cue_or_name(&self, text: &str, start: Start<'_>, lexed: &mut Lexed) -> Option<(Kind, usize)> {
        let Start { opening, place, free } = start;
        let &Opening { at, c, kinds, .. } = opening;
        if kinds & MARK != 0
            && let marker @ Some(_) = item_marker(text, start, lexed)
        {
            return marker;
        }
        let cue = if kinds & CUE != 0 { self.cue(text, opening, lexed) } else { None };
        let period = if kinds & PERIOD != 0 { period_at(text, at, self.period) } else { None };
        let other_end = period.map_or(at, |scan| scan.end).max(place.map_or(at, |(_, end)| end));
        if let Some(hit) = cue.filter(|hit| hit.end > other_end || hit.end == other_end && hit.value.has(Role::Noun)) {
            // 百 in 百余家 is a number, 一 in 一般 and 上 in 上线 are none.
            if kinds & MARK != 0
                && !hit.value.has(Role::Noun)
                && is_numeral_start(c)
                // 两年平均 is a base, 两年 alone a duration.
                && let number @ Some((_, end)) = self.number(text, at, free, lexed)
                && end >= hit.end
            {
                return number;
            }
            return Some((Kind::Cue(hit.value), hit.end));
        }
        if let Some(scan) = period.filter(|scan| scan.end == other_end) {
            lexed.periods.push(scan);
            return Some((Kind::Period(lexed.periods.len().saturating_sub(1)), scan.end));
        }
        if let Some((index, end)) = place {
            return Some((Kind::Place(index), end));
        }
        if kinds & MARK != 0 && (is_numeral_start(c) || digit(c).is_some()) {
            self.number(text, at, free, lexed)
        } else {
            None
        }
    }

    /// Whether a scale without a numeral is a number here: 亿元以上, 超亿元; behind a broken number it is the rest of that.
    fn bare_scale_stands(&self, text: &str, end: usize, lexed: &Lexed) -> bool {
        let last = lexed.tokens.last();
        let led = last.is_some_and(|last| last.has(Role::Before));
        let bounded = self.cues.longest(text, skip_blanks(text, end)).is_some_and(|hit| hit.value.has(Role::After));
        !last.is_some_and(|last| matches!(last.kind, Kind::Broken(_) | Kind::Name)) && (led || bounded)
    }

    fn number(&self, text: &str, at: usize, free: bool, lexed: &mut Lexed) -> Option<(Kind, usize)> {
        let last = lexed.tokens.last().copied();
        let ordinal = last.is_some_and(|last| last.has(Role::Ordinal) && last.end == skip_blanks_back(text, at));
        let moved = free && last.is_some_and(|last| last.has(Role::Up) || last.has(Role::Down));
        match numeral_at(text, at, ordinal, self.units)
            .or_else(|| if moved { steps_at(text, at, self.units) } else { None })?
        {
            Numeral::Other(kind, end) => Some((kind, end)),
            Numeral::Quantity(scan) => {
                let end = scan.end;
                if names_route(text, &scan, free, lexed) {
                    return Some((Kind::Name, end));
                }
                // 柯桥、上虞2地: as many as the places before it.
                if scan.quantity.unit().as_str() == "地" && !last.is_some_and(|last| last.is_place() || listed(lexed))
                {
                    return Some((Kind::Name, end));
                }
                if name::is_bare_scale(text, &scan) && !self.bare_scale_stands(text, end, lexed) {
                    return Some((Kind::Name, end));
                }
                lexed.quantities.push(scan);
                Some((Kind::Quantity(lexed.quantities.len().saturating_sub(1)), end))
            }
        }
    }
}

/// Whether the last token ends a list of short names.
fn listed(lexed: &Lexed) -> bool {
    matches!(lexed.tokens.as_slice(), [.., mark, name]
        if matches!((mark.kind, name.kind), (Kind::Enum, Kind::Word)) && name.chars <= 4)
}

/// The list marker that begins there, where an item can begin.
fn item_marker(text: &str, start: Start<'_>, lexed: &Lexed) -> Option<(Kind, usize)> {
    if !(start.free && lexed.opens_item()) {
        return None;
    }
    marker(text, start.opening.at).map(|end| (Kind::Marker, end))
}

/// The end of a line, whose break is at byte `at`, with `end` behind it; one that wraps a line is none.
fn line_end(text: &str, at: usize, end: usize) -> Option<(Kind, usize)> {
    line_break(text, at).then_some((Kind::Stop, end))
}

/// Adds the word `start..at`, if there is one.
#[inline]
fn push_word(text: &str, start: usize, at: usize, lexed: &mut Lexed) {
    if start != at {
        push_some(text, start, at, lexed);
    }
}

/// Adds the word `start..at`, blanks at its end left out.
#[inline(never)]
fn push_some(text: &str, start: usize, at: usize, lexed: &mut Lexed) {
    let end = skip_blanks_back(text, at).max(start);
    let Some(town) = town::town(text, start, end, &lexed.tokens) else {
        let mut word = Token::new(text, Kind::Word, start, end);
        if text.get(start..end).is_some_and(|word| word.ends_with('率')) {
            word.roles = Roles::of(&[Role::Rate]);
            lexed.said = lexed.said.or(word.roles);
        }
        lexed.tokens.push(word);
        return;
    };
    town::short_towns(text, town, &mut lexed.tokens);
    // `桐乡崇福镇`: the county in front belongs to the name.
    let county = lexed.pop_if(|last| matches!(last.kind, Kind::Place(_)) && last.end == start);
    lexed.push(Token::new(text, Kind::Town, county.map_or(start, |county| county.start), town));
    let rest = skip_blanks(text, town);
    if rest < end {
        lexed.tokens.push(Token::new(text, Kind::Word, rest, end));
    }
}

/// What the mark `c` separates, whatever stands beside it.
#[inline]
const fn separator(c: char) -> Option<Kind> {
    Some(match c {
        '、' | '､' => Kind::Enum,
        ',' | '，' => Kind::Comma,
        ';' | '；' => Kind::Semicolon,
        ':' | '：' => Kind::Colon,
        '。' | '！' | '!' | '？' | '?' | '｡' => Kind::Stop,
        _ => return None,
    })
}

/// Whether the character belongs to no token: a blank inside a line, or the sign of a number, which is read with the number.
fn is_skipped(text: &str, opening: &Opening) -> bool {
    let &Opening { at, c, after, kinds } = opening;
    if kinds & BLANK != 0 {
        return !matches!(c, '\t' | '\n' | '\r');
    }
    (is_sign(c) || is_plus(c))
        && char_at(text, skip_blanks(text, after)).is_some_and(|next| digit(next).is_some())
        && signs(text, at)
}

/// Adds an opening for each place that has none: what only the place before it makes one, as 苏州吴江.
fn add_places(text: &str, places: &[RegionMention], openings: &mut Vec<Opening>) {
    let known = openings.len();
    for place in places {
        let start = place.span().start();
        let before = openings.get(..known).unwrap_or_default();
        if before.binary_search_by(|opening| opening.at.cmp(&start)).is_err() {
            openings.extend(Opening::bare(text, start));
        }
    }
    if openings.len() > known {
        openings.sort_by_key(|opening| opening.at);
    }
}

/// The byte after the first of `marks` at or after `from`, if it comes within `reach` bytes and before a full stop.
fn close(text: &str, from: usize, reach: usize, marks: &[char]) -> Option<usize> {
    // A line break of Windows is one character.
    let chars = text.get(from..)?.char_indices().filter(|&(_, c)| c != '\r');
    for (offset, c) in chars.take(reach.saturating_add(1)) {
        if matches!(c, '。' | '\t') {
            return None;
        }
        if marks.contains(&c) {
            return Some(from.saturating_add(offset).saturating_add(c.len_utf8()));
        }
    }
    None
}
