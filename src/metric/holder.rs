//! Whose value it is: the places named as holders.
//!
//! ```text
//! immediate = place { '、' place } [ '各' ] number       越城区7个   嵊州市、新昌县各3个
//!           | seat number                                市本级53756路
//! members   = place { '、' place } count noun-of-place   南湖、嘉善、桐乡3个试点城市
//! subject   = place before a predicate                   嘉善县今年排定85个项目,…   reaches the end of its sentence
//! ```

use super::approach::Approach;
use super::cue::Role;
use super::lex::{Kind, Token};
use super::phrase;
use super::read::{Holder, Reader};

/// Nouns for which listed places are the members.
const PLACE_NOUNS: &[&str] = &["城市", "县", "区", "市区", "地区", "地市", "海岛"];

/// The places of a run of tokens.
pub(crate) fn indices(run: &[Token]) -> impl Iterator<Item = usize> {
    run.iter().filter_map(|token| match token.kind {
        Kind::Place(place) => Some(place),
        _ => None,
    })
}

/// The token where the list of places that ends at token `end` starts.
fn list_start(tokens: &[Token], from: usize, end: usize) -> usize {
    let mut start = end;
    while start > from && end.saturating_sub(start) < 40 {
        let Some(token) = start.checked_sub(1).and_then(|at| tokens.get(at)) else { break };
        match token.kind {
            Kind::Place(_) => {}
            Kind::Enum | Kind::Cue(_) if (matches!(token.kind, Kind::Enum) || token.has(Role::Conj)) && start < end => {
            }
            _ => break,
        }
        start = start.saturating_sub(1);
    }
    start
}

/// The token where the list of members that ends at token `end` starts: places, and short names of towns that no registry
/// of divisions holds (`店口、枫桥4个小城市`).
fn member_start(tokens: &[Token], from: usize, end: usize) -> usize {
    let mut start = end;
    while start > from && end.saturating_sub(start) < 40 {
        let Some(token) = start.checked_sub(1).and_then(|at| tokens.get(at)) else { break };
        let name = match token.kind {
            Kind::Place(_) => true,
            Kind::Word => (2..=4).contains(&token.chars),
            _ => false,
        };
        let mark = start < end && (matches!(token.kind, Kind::Enum) || token.has(Role::Conj));
        let expected =
            tokens.get(start).is_none_or(|next| start == end || !matches!(next.kind, Kind::Word | Kind::Place(_)));
        if !(mark || (name && expected)) {
            break;
        }
        start = start.saturating_sub(1);
    }
    start
}

/// The holders that stand right before the approach of a number, and whether 各 gives each of them the value.
pub(crate) fn immediate(reader: &Reader<'_>, approach: &Approach) -> Option<(Vec<Holder>, bool)> {
    let tokens = &reader.lexed.tokens;
    let last = approach.start.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at))?;
    if last.has(Role::Seat) {
        // 市级 is the level of government; 市本级 stands in a list of places.
        if last.has(Role::Noun) {
            return Some((Vec::new(), false));
        }
        return Some((vec![Holder::Seat(crate::Span::new(last.start, last.end))], false));
    }
    if !matches!(last.kind, Kind::Place(_)) {
        return None;
    }
    let start = list_start(tokens, reader.from, approach.start);
    let places: Vec<usize> =
        indices(tokens.get(start..approach.start)?).filter(|&place| !(reader.home)(place)).collect();
    let each = approach.each && !places.is_empty();
    Some((places.into_iter().map(Holder::Place).collect(), each))
}

/// The holders at the head of the phrase before a number, as in `越城区固定资产投资50亿元`.
pub(crate) fn leading(reader: &Reader<'_>, approach: &Approach) -> Option<(Vec<Holder>, bool)> {
    let tokens = &reader.lexed.tokens;
    let run = tokens.get(reader.from..approach.start)?;
    let skipped = run.iter().take_while(|token| {
        matches!(token.kind, Kind::Enum | Kind::Period(_))
            || token.has(Role::Among)
            || token.has(Role::Adverb)
            || token.has(Role::Conj)
    });
    let start = reader.from.saturating_add(skipped.count());
    let run = tokens.get(start..approach.start)?;
    if let Some(seat) = run.first().filter(|token| token.has(Role::Seat) && !token.has(Role::Noun)) {
        return Some((vec![Holder::Seat(crate::Span::new(seat.start, seat.end))], false));
    }
    let list = run
        .iter()
        .take_while(|token| matches!(token.kind, Kind::Place(_) | Kind::Enum) || token.has(Role::Conj))
        .count();
    let places: Vec<Holder> =
        indices(run.get(..list)?).filter(|&place| !(reader.home)(place)).map(Holder::Place).collect();
    let each = run.get(list).is_some_and(|next| next.has(Role::Each));
    // A list before a noun is no list of holders: `嘉兴、湖州交界处…`.
    let predicate = run.get(list).is_some_and(|next| next.has(Role::Verb) || next.has(Role::Adverb));
    let places = if each || predicate { places } else { places.into_iter().take(1).collect() };
    (!places.is_empty()).then_some((places, each))
}

/// The places that the clause of the number at token `index` lists before it.
pub(crate) fn of_clause(reader: &Reader<'_>, index: usize) -> Vec<usize> {
    let run = reader.lexed.tokens.get(reader.clause..index).unwrap_or_default();
    let start = run.iter().position(|token| matches!(token.kind, Kind::Place(_))).unwrap_or(run.len());
    let list = run.get(start..).unwrap_or_default();
    let list =
        list.iter().take_while(|token| matches!(token.kind, Kind::Place(_) | Kind::Enum) || token.has(Role::Conj));
    list.filter_map(|token| match token.kind {
        Kind::Place(place) => Some(place),
        _ => None,
    })
    .collect()
}

/// Makes the holders of a number those of what goes on about it: `越城区财政收入50亿元,增长5%`.
pub(crate) fn frame(reader: &mut Reader<'_>, holders: &[Holder]) {
    let places = holders.iter().filter_map(|holder| match holder {
        Holder::Place(place) => Some(*place),
        Holder::Seat(_) => None,
    });
    let places = places.collect();
    reader.frame.name_holders(places, false);
}

/// The members of what is counted: `南湖、嘉善、桐乡3个试点城市`.
pub(crate) fn members(reader: &Reader<'_>, index: usize, approach: &Approach, noun: &str) -> Option<Vec<Holder>> {
    if approach.start != index || !PLACE_NOUNS.iter().any(|word| noun.contains(word)) {
        return None;
    }
    let tokens = &reader.lexed.tokens;
    let mut end = index;
    if end.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.has(Role::Etc)) {
        end = end.saturating_sub(1);
    }
    let members = member_start(tokens, reader.from, end);
    let members: Vec<Holder> = tokens
        .get(members..end)?
        .iter()
        .filter_map(|token| match token.kind {
            Kind::Place(place) => Some(Holder::Place(place)),
            Kind::Word => Some(Holder::Seat(crate::Span::new(token.start, token.end))),
            _ => None,
        })
        .collect();
    (members.len() > 1).then_some(members)
}

/// The places that the place at token `index` makes the subject of its sentence; `None` where it is no subject.
pub(crate) fn subject(reader: &Reader<'_>, index: usize) -> Option<Vec<usize>> {
    let tokens = &reader.lexed.tokens;
    let next = tokens.get(index.saturating_add(1));
    let predicate = next.is_some_and(|next| match next.kind {
        Kind::Period(_) => true,
        Kind::Cue(cue) => {
            !cue.has(Role::Noun)
                && ([Role::Verb, Role::Adverb, Role::Modal, Role::Actual, Role::Reach, Role::Whole]
                    .iter()
                    .any(|&role| cue.has(role)))
        }
        _ => false,
    });
    if !predicate {
        return None;
    }
    let start = list_start(tokens, reader.clause, index.saturating_add(1));
    let opens = tokens.get(reader.clause..start)?.iter().all(|token| {
        matches!(token.kind, Kind::Period(_) | Kind::Marker)
            || token.has(Role::Adverb)
            || token.has(Role::Among)
            || token.has(Role::Split)
    });
    if !opens {
        return None;
    }
    let zone = |place: usize| reader.lexed.places.get(place).is_some_and(|mention| mention.region().is_zone());
    let places: Vec<usize> = indices(tokens.get(start..=index)?).filter(|&place| !(reader.home)(place)).collect();
    // Under the head of an item, a zone is a part of the place that heads it.
    (!(reader.frame.heads_item() && places.iter().all(|&place| zone(place)))).then_some(places)
}

/// Whether the phrase is only places: then it is no indicator.
pub(crate) fn only_places(tokens: &[Token], span: crate::Span) -> bool {
    let from = tokens.partition_point(|token| token.start < span.start());
    let to = tokens.partition_point(|token| token.start < span.end());
    let run = tokens.get(from..to).unwrap_or_default();
    !run.is_empty()
        && run.iter().all(|token| {
            matches!(token.kind, Kind::Place(_) | Kind::Enum) || token.has(Role::Conj) || token.has(Role::Seat)
        })
}

/// The phrase without the places at its head.
pub(crate) fn without_places(tokens: &[Token], span: crate::Span) -> crate::Span {
    let from = tokens.partition_point(|token| token.start < span.start());
    let to = tokens.partition_point(|token| token.start < span.end());
    let run = tokens.get(from..to).unwrap_or_default();
    let places = run.iter().take_while(|token| matches!(token.kind, Kind::Place(_))).count();
    match run.get(places) {
        Some(token) if !token.has(Role::De) && !matches!(token.kind, Kind::Enum) && !token.has(Role::Conj) => {
            crate::Span::new(token.start, span.end())
        }
        _ => span,
    }
}

/// Names the phrase without its places; empty for a phrase of places only.
pub(crate) fn name(reader: &Reader<'_>, span: crate::Span) -> String {
    let tokens = &reader.lexed.tokens;
    if only_places(tokens, span) { String::new() } else { phrase::name(reader.text, without_places(tokens, span)) }
}
