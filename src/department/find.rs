//! The offices that a text names.

use super::assignment::AssignmentWords;
use super::read::{Read, Reader};
use super::registry::{ALONE, BARE, HEAD, PLACE, PREFIX, TITLE};
use super::words::{CLOSERS, OPENS_UNIT};
use super::{Department, DepartmentRegistry};
use crate::region::{
    NAME, PlaceContext, Region, RegionLevel, RegionMention, RegionRegistry, find_regions, skip_spaces, titles,
};
use crate::registry::openers::Openings;
use crate::span::Span;
use crate::text::{char_at, char_before, is_blank, skip_blanks, squash, trim_end};

/// An office that a text names, and where.
///
/// ```
/// use zj_gov_report::department::find_departments;
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let context = PlaceContext::new().with_home(Region::by_name("绍兴市").unwrap()).with_year(2021);
/// let text = "由市财政局(市国资委)牵头";
/// let mention = &find_departments(text, &context)[0];
/// assert_eq!(mention.span().slice(text), Some("市财政局(市国资委)"));
/// assert_eq!(mention.department().name(), "绍兴市财政局");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "部门")]
pub struct DepartmentMention {
    department: Department,
    span: Span,
}

impl DepartmentMention {
    /// The office.
    #[must_use]
    pub fn department(&self) -> &Department {
        &self.department
    }

    /// Where its name stands in the text, its place and a second signboard included.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Finds the offices that a text names as actors, in order and without overlaps; nothing inside 《》 counts. One without its
/// place is the home's, where it stands as a unit does: alone in a cell, in a list, as the subject of a clause.
///
/// ```
/// use zj_gov_report::department::find_departments;
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let context = PlaceContext::new().with_home(Region::by_name("嘉兴市").unwrap()).with_year(2021);
/// let names = |text: &str| -> Vec<String> {
///     find_departments(text, &context).iter().map(|office| office.department().name().to_owned()).collect()
/// };
/// assert_eq!(names("由市财政局(市国资委)牵头"), ["嘉兴市财政局"]);
/// assert_eq!(names("市发改委、经信局联合南湖区政府"), ["嘉兴市发展和改革委员会", "嘉兴市经济和信息化局", "嘉兴市南湖区人民政府"]);
/// assert_eq!(names("责任单位:教育局、财政局"), ["嘉兴市教育局", "嘉兴市财政局"]);
/// assert_eq!(names("受市委托开展城市管理"), Vec::<String>::new());
/// ```
#[must_use]
#[doc(alias = "部门识别")]
pub fn find_departments(text: &str, context: &PlaceContext<'_>) -> Vec<DepartmentMention> {
    DepartmentRegistry::builtin().find(text, context)
}

impl DepartmentRegistry {
    /// Finds the offices that a text names; see [`find_departments`].
    ///
    /// ```
    /// use zj_gov_report::department::DepartmentRegistry;
    /// use zj_gov_report::region::PlaceContext;
    ///
    /// let found = DepartmentRegistry::builtin().find("省科技厅牵头", &PlaceContext::new());
    /// assert_eq!(found[0].department().name(), "浙江省科学技术厅");
    /// ```
    #[must_use]
    pub fn find(&self, text: &str, context: &PlaceContext<'_>) -> Vec<DepartmentMention> {
        let mut reader = Reader::new(text, context, self);
        let mut places = find_regions(text, context).into_iter().peekable();
        let mut titles = titles(text).into_iter().peekable();
        let mut found: Vec<DepartmentMention> = Vec::new();
        // Up to where a place has been read: 市 in 绍兴市 is no prefix.
        let mut place_end = 0usize;
        let mut at = 0usize;
        // Other places than the built-in ones have openers of their own.
        let regions = context.regions();
        let shared = std::ptr::eq(regions, RegionRegistry::builtin());
        let home = context.home();
        let wanted = if shared { PLACE } else { 0 } | if home.is_some() { BARE } else { 0 };
        let mut own = Openings::new(self.openers(), text, ALONE | HEAD | PREFIX | TITLE | wanted);
        let mut others = (!shared).then(|| Openings::new(regions.openers(), text, NAME));
        let mut next_opening = |at: usize| {
            let other = others.as_mut().and_then(|others| others.from(at));
            own.from(at).into_iter().chain(other).min_by_key(|opening| opening.at)
        };
        while let Some(opening) = next_opening(at) {
            at = opening.at;
            let next = opening.after;
            if let Some(title) = titles.next_if(|title| title.start() <= at) {
                at = title.end().max(next);
                continue;
            }
            let mut starts = false;
            let mut zone = None;
            while let Some(place) = places.next_if(|place| place.span().start() <= at) {
                if place.region().level() == RegionLevel::County {
                    reader.county = Some(place.region().clone());
                }
                starts |= place.span().start() == at;
                zone = (place.span().start() == at && place.region().is_zone()).then(|| place.clone());
                place_end = place_end.max(place.span().end());
            }
            let inside = at < place_end && !starts;
            let read = match home {
                _ if inside || opening.c == '《' => None,
                Some(home) if opening.kinds & BARE != 0 => reader.any(at).or_else(|| of_home(&reader, at, home)),
                _ if opening.kinds & !BARE == 0 => None,
                _ => reader.any(at),
            };
            let read = read.or_else(|| zone_unit(&reader, &zone?, found.last()));
            at = match read {
                Some(read) => push(&mut found, at, read, &reader),
                None => next,
            };
        }
        found
    }
}

/// The office of the home at byte `at`, where it stands without its place as a unit does: alone in a cell, in a list, or as
/// the subject of a clause (`教育局牵头`).
fn of_home(reader: &Reader<'_, '_, '_>, at: usize, home: &Region) -> Option<Read> {
    const SHORTEST: usize = 3;
    let opens = char_before(reader.text, at).is_none_or(|c| is_blank(c) || c == '。' || OPENS_UNIT.contains(c));
    if !opens {
        return None;
    }
    let read = reader.of_home(at)?;
    let name = reader.text.get(at..read.end)?;
    let office = name.chars().nth(SHORTEST - 1).is_some() && name.contains(['局', '委', '办']);
    let closed = char_at(reader.text, skip_spaces(reader.text, read.end))
        .is_none_or(|c| !crate::region::is_han(c) || CLOSERS.contains(c));
    (office && closed).then(|| Read { owner: read.owner.as_ref().map(|_| home.clone()), ..read })
}

/// The longest label of units that is looked for, blanks inside it included, in characters.
const LABEL: usize = 16;

/// The administration of a zone that is an item of a list of units: 牵头单位:|柯桥经济技术开发区、市发改委.
fn zone_unit(reader: &Reader<'_, '_, '_>, zone: &RegionMention, last: Option<&DepartmentMention>) -> Option<Read> {
    let head = trim_end(reader.text.get(..zone.span().start())?);
    let mark = head.chars().next_back()?;
    let before = trim_end(head.get(..head.len().saturating_sub(mark.len_utf8()))?);
    let listed = match mark {
        ':' | '：' => {
            let start = before.char_indices().rev().take(LABEL).last().map_or(0, |(at, _)| at);
            AssignmentWords::builtin().ends_in_label(&squash(before.get(start..)?))
        }
        '、' => last.is_some_and(|last| last.span().end() == before.len()),
        _ => false,
    };
    if !listed {
        return None;
    }
    let read = reader.authority(zone.region(), zone.span().end()).map(|read| reader.with_signboard(read))?;
    let closed = char_at(reader.text, skip_blanks(reader.text, read.end));
    closed.is_none_or(|c| !crate::region::is_han(c)).then_some(read)
}

/// Keeps an office and the bare names behind it that share its place (市发改委、经信局); the byte after them.
fn push(found: &mut Vec<DepartmentMention>, at: usize, read: Read, reader: &Reader<'_, '_, '_>) -> usize {
    let Read { department, mut end, owner } = read;
    found.push(DepartmentMention { department, span: Span::new(at, end) });
    let Some(owner) = owner else { return end };
    loop {
        let comma = skip_blanks(reader.text, end);
        if char_at(reader.text, comma) != Some('、') {
            return end;
        }
        let start = skip_blanks(reader.text, comma.saturating_add('、'.len_utf8()));
        let Some(read) = reader.bare(start, &owner).or_else(|| reader.listed(start, &owner)) else { return end };
        // A bare name is a name only up to the end of the item: 市科协、妇联合作 is none.
        let long = reader.text.get(start..read.end).is_some_and(|name| name.chars().nth(1).is_some());
        let closed = char_at(reader.text, skip_blanks(reader.text, read.end))
            .is_none_or(|c| !crate::region::is_han(c) || CLOSERS.contains(c));
        if !long || !closed {
            return end;
        }
        found.push(DepartmentMention { department: read.department, span: Span::new(start, read.end) });
        end = read.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Registries of places that are not the built-in one are scanned by themselves; the same places are the oracle.
    #[test]
    fn other_places_are_found_as_the_built_in_ones() {
        let own = RegionRegistry::builtin().clone();
        let pieces = "市发改委 、 市 区 县 省 绍兴市 柯桥区 财政局 生态环境局 分局 管委会 滨海新区 《 》 国家发改委 团 人行 中心支行 各 城 的 项目 ( )";
        let pieces: Vec<&str> = pieces.split(' ').chain([" ", "\n"]).collect();
        let mut next = crate::random::numbers(9);
        let mut found = 0;
        for _ in 0..2_000 {
            let text: String = (0..=next(12)).map(|_| pieces[next(pieces.len())]).collect();
            let context = PlaceContext::new().with_home(Region::by_code("330600")).with_year(2021);
            let built_in = find_departments(&text, &context);
            found += built_in.len();
            assert_eq!(find_departments(&text, &context.with_regions(&own)), built_in, "{text:?}");
        }
        assert!(found > 1_000, "{found}");
    }
}
