//! Whose value it is: the places named as holders.
//!
//! ```text
//! place     = division | zone | town                     越城区   滨海新区   店口镇
//! places    = place { '、' place } [ together ]           龙游、江山、常山三地
//! immediate = places [ '各' ] number                     越城区7个   嵊州市、新昌县各3个
//!           | seat number                                市本级53756路
//! members   = places count noun-of-place                 南湖、嘉善、桐乡3个试点城市   柯桥、上虞2地
//! items     = place { '、' member } '分别' values          前湾新区、高新区、湾区创新中心分别完成8亿元、2亿元、1亿元
//! sum       = clause that opens with 共 or 合计, behind several holders: none holds it
//! subject   = places before a predicate                  嘉善县今年排定85个项目,…   reaches the end of its sentence
//! ```

use super::approach::Approach;
use super::cue::Role;
use super::draft::Holder;
use super::measure::names_rate;
use super::read::Reader;
use super::token::{Kind, Token, tokens_of};
use super::words::MetricWords;

/// What stands before 区 where it is no division: 小区, 社区, 景区, 校区, 库区, 院区, 厂区, 灌区, 矿区, 病区.
const NO_DIVISIONS: [char; 10] = ['小', '社', '景', '校', '库', '院', '厂', '灌', '矿', '病'];

/// The places of a run of tokens, but for the reporting place itself.
pub(crate) fn of_run<'r>(reader: &'r Reader<'_>, run: &'r [Token]) -> impl Iterator<Item = Holder> + 'r {
    run.iter().filter_map(|token| match token.kind {
        Kind::Place(place) => (!(reader.home)(place)).then_some(Holder::Place(place)),
        Kind::Town => Some(named(token)),
        _ => is_seat(token).then(|| named(token)),
    })
}

/// A holder that is no division.
fn named(token: &Token) -> Holder {
    Holder::Named(crate::Span::new(token.start, token.end))
}

/// Whether the token is a seat that stands in a list of places: 市本级.
fn is_seat(token: &Token) -> bool {
    token.has(Role::Seat) && !token.has(Role::Noun)
}

/// Whether the token goes on a list of places: a place, a seat, a mark, 三地.
fn lists(token: &Token) -> bool {
    token.is_place()
        || is_seat(token)
        || matches!(token.kind, Kind::Enum)
        || token.has(Role::Conj)
        || token.has(Role::Together)
}

/// The token where the list of places that ends at token `end` starts.
fn list_start(tokens: &[Token], from: usize, end: usize) -> usize {
    let mut start = end;
    while start > from && end.saturating_sub(start) < 40 {
        let Some(token) = start.checked_sub(1).and_then(|at| tokens.get(at)) else { break };
        let sums = token.has(Role::Together) && start == end;
        if !(token.is_place() || sums || (lists(token) && start < end)) {
            break;
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
            Kind::Place(_) | Kind::Town => true,
            Kind::Word => (2..=4).contains(&token.chars),
            _ => false,
        };
        let mark = start < end && (matches!(token.kind, Kind::Enum) || token.has(Role::Conj));
        let expected =
            tokens.get(start).is_none_or(|next| start == end || !(next.is_place() || matches!(next.kind, Kind::Word)));
        if !(mark || (name && expected)) {
            break;
        }
        start = start.saturating_sub(1);
    }
    start
}

/// The token where the places right before the approach of a number start.
pub(crate) fn start(reader: &Reader<'_>, approach: &Approach) -> usize {
    let tokens = &reader.lexed.tokens;
    let last = approach.start.saturating_sub(1);
    if tokens.get(last).is_some_and(|token| token.has(Role::Seat)) {
        return last;
    }
    list_start(tokens, reader.from, approach.start)
}

/// The holders that stand right before the approach of a number, and whether 各 gives each of them the value.
pub(crate) fn immediate(reader: &Reader<'_>, approach: &Approach) -> Option<(Vec<Holder>, bool)> {
    let tokens = &reader.lexed.tokens;
    let last = approach.start.checked_sub(1).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at))?;
    if !(last.is_place() || last.has(Role::Seat) || last.has(Role::Together)) {
        return None;
    }
    // 未来社区12个: a noun before it makes it the end of a name, but for a level of government (决策|市级4项).
    let named_before =
        approach.start.checked_sub(2).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at)).is_some_and(
            |before| {
                before.end == last.start
                    && (matches!(before.kind, Kind::Word | Kind::Quoted)
                        || before.cue().is_some_and(|cue| cue.nominal() || cue.has(Role::Verb)))
            },
        );
    let written = reader.text.get(last.start..last.end).unwrap_or_default();
    if last.has(Role::Seat)
        && named_before
        && last.has(Role::Noun)
        && !written.ends_with(['级', '直', '属', '定', '内', '外', '色'])
    {
        return None;
    }
    if last.has(Role::Seat) {
        // 市级 is the level of government; 市本级 stands in a list of places.
        if last.has(Role::Noun) {
            return Some((Vec::new(), false));
        }
        return Some((vec![named(last)], false));
    }
    let place = approach.start.checked_sub(2).filter(|&at| at >= reader.from).and_then(|at| tokens.get(at));
    let sums = last.has(Role::Together) && place.is_some_and(Token::is_place);
    if !last.is_place() && !sums {
        return None;
    }
    let start = list_start(tokens, reader.from, approach.start);
    let places: Vec<Holder> = of_run(reader, tokens.get(start..approach.start)?).collect();
    let each = approach.each && !places.is_empty();
    Some((places, each))
}

/// The holders at the head of the phrase before a number, as in `越城区固定资产投资50亿元`.
pub(crate) fn leading(reader: &Reader<'_>, approach: &Approach) -> Option<(Vec<Holder>, bool)> {
    if !(reader.said.place || reader.said.roles.has(Role::Seat)) {
        return None;
    }
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
    let alone = run.get(1).is_none_or(|next| !matches!(next.kind, Kind::Enum));
    if let Some(seat) = run.first().filter(|token| is_seat(token) && alone) {
        return Some((vec![named(seat)], false));
    }
    let list = run.iter().take_while(|token| lists(token)).count();
    let places: Vec<Holder> = of_run(reader, run.get(..list)?).collect();
    // `越城区、柯桥区满意率均超99%`, `越城区、柯桥区竣工率均已达100%`
    let each = list > 1 && (approach.each || run.iter().skip(list).any(|token| token.has(Role::Each)))
        || run.get(list).is_some_and(|next| next.has(Role::Each));
    // A list before a noun is no list of holders (`嘉兴、湖州交界处…`), but for a rate.
    let rate = approach.complete || names_rate(reader, approach);
    let predicate = run.get(list).is_some_and(|next| next.has(Role::Verb) || next.has(Role::Adverb));
    let together = list.checked_sub(1).and_then(|at| run.get(at)).is_some_and(|last| last.has(Role::Together));
    // `城南、城北、城东3个街道流转土地1.34万亩`: as many as are counted behind them.
    let counted = run.len() == list && counts(reader, approach.start, places.len());
    // 城南街道、城北街道|老旧管网改造4处, but not 嘉兴、湖州|交界处
    let next = run.get(list).and_then(|next| reader.text.get(next.start..next.end));
    let between = next.is_some_and(|next| MetricWords::builtin().between.open(next));
    let noun = list < run.len() && !between && !run.iter().take(list).any(|token| token.has(Role::Conj));
    let all = each || predicate || together || rate || counted || noun;
    let places = if all { places } else { places.into_iter().take(1).collect() };
    (!places.is_empty()).then_some((places, each))
}

/// Whether the number at token `index` is how many places stand before it.
fn counts(reader: &Reader<'_>, index: usize, places: usize) -> bool {
    let Some(Kind::Quantity(quantity)) = reader.lexed.tokens.get(index).map(|token| token.kind) else { return false };
    let value = reader.lexed.quantities.get(quantity).map(|scan| scan.quantity.number().value());
    places > 1 && value == Some(places.into())
}

/// The places that the clause of the number at token `index` lists before it, the reporting one included.
pub(crate) fn of_clause(reader: &Reader<'_>, index: usize) -> Vec<Holder> {
    let run = reader.lexed.tokens.get(reader.clause..index).unwrap_or_default();
    let start = run.iter().position(|token| token.is_place() || is_seat(token)).unwrap_or(run.len());
    // 比杭州、宁波分别高1.2个百分点: what is compared with holds nothing.
    let compared = start.checked_sub(1).and_then(|at| run.get(at)).is_some_and(|than| than.has(Role::Than));
    let list = if compared { &[] } else { run.get(start..).unwrap_or_default() };
    let length = list.iter().take_while(|token| lists(token)).count();
    list.iter()
        .take(length)
        .filter_map(|token| match token.kind {
            Kind::Place(place) => Some(Holder::Place(place)),
            Kind::Town => Some(named(token)),
            _ => is_seat(token).then(|| named(token)),
        })
        .collect()
}

/// The members of a list before 分别, one of which at least is a place: 前湾新区、高新区、湾区创新中心.
pub(crate) fn items(reader: &Reader<'_>, index: usize) -> Vec<Holder> {
    const LONGEST: usize = 5;
    let Some(run) = reader.run_up(reader.clause, index) else { return Vec::new() };
    let Some(end) = run.iter().position(|token| token.has(Role::Respectively)) else { return Vec::new() };
    let list = run.get(..end).unwrap_or_default();
    let start = list.iter().position(Token::is_place).unwrap_or(end);
    let opens = list
        .iter()
        .take(start)
        .all(|token| matches!(token.kind, Kind::Period(_)) || token.has(Role::Adverb) || token.has(Role::Among));
    let members = list.get(start..).filter(|_| opens).unwrap_or_default();
    let member = |member: &[Token]| match member {
        [Token { kind: Kind::Place(place), .. }] => Some(Holder::Place(*place)),
        [first, .., last] if member.len() <= LONGEST => Some(Holder::Named(crate::Span::new(first.start, last.end))),
        [one] => Some(named(one)),
        _ => None,
    };
    let noun = |token: &Token| {
        token.is_place()
            || matches!(token.kind, Kind::Word | Kind::Enum)
            || token.cue().is_some_and(|cue| cue.nominal() || cue.has(Role::Zone)) && !token.has(Role::Verb)
    };
    if !members.iter().all(noun) {
        return Vec::new();
    }
    let found: Option<Vec<Holder>> = members.split(|token| matches!(token.kind, Kind::Enum)).map(member).collect();
    found.unwrap_or_default()
}

/// The places that the clause before opens with, where it states no number: 衢州、杭州|相对滞后,|竣工率分别为….
pub(crate) fn of_clause_before(reader: &Reader<'_>) -> Vec<Holder> {
    let before = reader.clause_before().unwrap_or_default();
    let list = before.iter().take_while(|token| lists(token)).count();
    of_run(reader, before.get(..list).unwrap_or_default()).collect()
}

/// Makes the holders of a number those of what goes on about it: `越城区财政收入50亿元,增长5%`.
pub(crate) fn frame(reader: &mut Reader<'_>, holders: &[Holder]) {
    reader.frame.name_holders(holders.to_vec(), false);
}

/// The members of what is counted: `南湖、嘉善、桐乡3个试点城市`.
pub(crate) fn members(
    reader: &Reader<'_>,
    index: usize,
    approach: &Approach,
    noun: crate::Span,
) -> Option<Vec<Holder>> {
    if approach.start != index {
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
            Kind::Word | Kind::Town => Some(named(token)),
            _ => None,
        })
        .collect();
    if members.len() < 2 {
        return None;
    }
    let noun = reader.name(noun);
    let divides = |at: usize| noun.get(..at).is_none_or(|head| !head.ends_with(NO_DIVISIONS));
    // 小城市 is a city, 小区 no division.
    let names = |word: &str| noun.match_indices(word).any(|(at, _)| !word.ends_with('区') || divides(at));
    MetricWords::builtin().member.iter().any(names).then_some(members)
}

/// The places that the place at token `index` makes the subject of its sentence; `None` where it is no subject.
pub(crate) fn subject(reader: &Reader<'_>, index: usize) -> Option<Vec<Holder>> {
    let tokens = &reader.lexed.tokens;
    let next = tokens.get(index.saturating_add(1));
    let predicate = next.is_some_and(|next| match next.kind {
        Kind::Period(_) => true,
        Kind::Cue(cue) => {
            !cue.has(Role::Noun)
                && ([
                    Role::Verb,
                    Role::Adverb,
                    Role::Modal,
                    Role::Actual,
                    Role::Reach,
                    Role::Whole,
                    Role::Before,
                    Role::Prep,
                ]
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
        // 如|上虞区排查企业102家
        let such = reader.text.get(token.start..token.end) == Some("如");
        such || matches!(token.kind, Kind::Period(_) | Kind::Marker)
            || token.has(Role::Adverb)
            || token.has(Role::Among)
            || token.has(Role::Split)
    });
    if !opens {
        return None;
    }
    let zone = |holder: &Holder| match holder {
        Holder::Place(place) => reader.lexed.places.get(*place).is_some_and(|mention| mention.region().is_zone()),
        Holder::Named(_) => false,
    };
    let places: Vec<Holder> = of_run(reader, tokens.get(start..=index)?).collect();
    // Under the head of an item, a zone is a part of the place that heads it.
    (!(reader.frame.heads_item() && places.iter().all(zone))).then_some(places)
}

/// best = [ '其中' ] place { word } ( '最高' | '最快' | … )      其中越城区增速最快,达8.2%
pub(crate) fn of_best(reader: &Reader<'_>, end: usize) -> Option<Holder> {
    if !(reader.said.place || reader.said.roles.has(Role::Seat)) {
        return None;
    }
    let run = reader.run_up(reader.clause, end)?;
    let last = run.last()?;
    let best = reader.text.get(last.start..last.end)?.chars().rev().nth(1) == Some('最');
    let place = run.iter().find(|token| !(token.has(Role::Among) || token.has(Role::Adverb)))?;
    of_run(reader, std::slice::from_ref(place)).next().filter(|_| best)
}

/// Whether the phrase is only places: then it is no indicator.
pub(crate) fn only_places(tokens: &[Token], span: crate::Span) -> bool {
    let run = tokens_of(tokens, span);
    !run.is_empty() && run.iter().all(|token| lists(token) || token.has(Role::Seat))
}

/// The phrase without the places at its head.
pub(crate) fn without_places(tokens: &[Token], span: crate::Span) -> crate::Span {
    let run = match tokens_of(tokens, span) {
        // 如|慈溪市|排查企业
        [such, rest @ ..]
            if matches!(such.kind, Kind::Word) && such.chars == 1 && rest.first().is_some_and(Token::is_place) =>
        {
            rest
        }
        run => run,
    };
    let mut places = run.iter().take_while(|token| token.is_place()).count();
    // `龙游、江山、常山三地|完成率`
    let list = run.iter().take_while(|token| lists(token)).count();
    if list.checked_sub(1).and_then(|at| run.get(at)).is_some_and(|last| last.has(Role::Together)) {
        places = list;
    }
    match run.get(places) {
        Some(token) if !token.has(Role::De) && !matches!(token.kind, Kind::Enum) && !token.has(Role::Conj) => {
            crate::Span::new(token.start, span.end())
        }
        _ => span,
    }
}

/// The name of a phrase of this sentence without its places; `None` where it is that of the phrase, or nothing.
///
/// Where the places of a list each have a value of their own (`listed`), without all of them: 越城区、柯桥区|规上工业增加值分别为….
pub(crate) fn name_without_places(reader: &Reader<'_>, span: crate::Span, listed: bool) -> Option<String> {
    if !reader.said.holder() {
        return None;
    }
    let tokens = &reader.lexed.tokens;
    let bare = if listed { behind_list(tokens, span) } else { without_places(tokens, span) };
    let name = (bare != span && !only_places(tokens, span)).then(|| reader.name(bare))?;
    (!name.is_empty()).then_some(name)
}

/// The phrase behind the list of places that it opens with.
fn behind_list(tokens: &[Token], span: crate::Span) -> crate::Span {
    let run = tokens_of(tokens, span);
    let list = run.iter().take_while(|token| lists(token)).count();
    match run.get(list) {
        Some(token) if list > 0 && !token.has(Role::De) => crate::Span::new(token.start, span.end()),
        _ => without_places(tokens, span),
    }
}

/// Names the phrase without its places; empty for a phrase of places only.
pub(crate) fn name(reader: &Reader<'_>, span: crate::Span) -> String {
    let tokens = &reader.lexed.tokens;
    if only_places(tokens, span) { String::new() } else { reader.name(without_places(tokens, span)) }
}
