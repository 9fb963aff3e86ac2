//! The names of places in a text.
//!
//! One pass finds the candidates, a second one decides about those that need a neighbour:
//!
//! ```text
//! text      = { title | trap | place | letter | any }
//! title     = '《' … '》'                      nothing inside counts
//! trap      = a word of place_traps.tsv        passed over whole
//! place     = name [ zone type ] { child }     the longest name that passes the checks
//! letter    = come letter | letter away        来绍, 绍外
//! ```

use super::registry::{LETTER, Meaning, NAME, PLACES, TRAP, Trust, choose, unknown_zone};
use super::rules::{Rules, is_han, runs_on, skip_spaces};
use super::{PlaceContext, Region, RegionLevel};
use crate::registry::lexicon::Hit;
use crate::registry::openers::Opening;
use crate::span::Span;
use crate::text::{char_at, char_before, squash, trim, trim_end};

/// How far, in characters, a title or a quotation may reach.
const TITLE_REACH: usize = 120;
const QUOTE_REACH: usize = 40;
/// How long, in characters, the figures between two items of a list may be (`越城区1.2万平方米、`).
const FIGURE_REACH: usize = 20;

/// A place that a text names, and where.
///
/// ```
/// use zj_gov_report::region::{PlaceContext, find_regions};
///
/// let text = "与苏州相城区共建";
/// let found = find_regions(text, &PlaceContext::new());
/// assert_eq!(found[1].region().full_name(), "江苏省苏州市相城区");
/// assert_eq!(found[1].span().slice(text), Some("相城区"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "地名")]
pub struct RegionMention {
    region: Region,
    others: Vec<Region>,
    span: Span,
}

impl RegionMention {
    /// The place; of several candidates the first in the order of codes.
    #[must_use]
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// Where its name stands in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether several places bear the name and nothing tells which of them is meant.
    ///
    /// ```
    /// use zj_gov_report::region::{PlaceContext, find_regions};
    ///
    /// assert!(find_regions("赴朝阳区考察", &PlaceContext::new())[0].is_ambiguous());
    /// assert!(!find_regions("赴北京市朝阳区考察", &PlaceContext::new())[1].is_ambiguous());
    /// ```
    #[must_use]
    #[doc(alias = "歧义")]
    #[doc(alias = "重名")]
    pub fn is_ambiguous(&self) -> bool {
        !self.others.is_empty()
    }

    /// The places that the name may mean: one, unless it is ambiguous.
    ///
    /// ```
    /// use zj_gov_report::region::{PlaceContext, find_regions};
    ///
    /// let found = find_regions("赴朝阳区考察", &PlaceContext::new());
    /// let codes: Vec<_> = found[0].candidates().map(|region| region.code().to_owned()).collect();
    /// assert_eq!(codes, ["110105", "220104"]);
    /// ```
    pub fn candidates(&self) -> impl Iterator<Item = &Region> {
        std::iter::once(&self.region).chain(&self.others)
    }
}

/// A name that was found and may need a neighbour to count.
struct Candidate {
    mention: RegionMention,
    sure: bool,
}

/// Finds the places that a text names, in order and without overlaps.
///
/// A name counts where it means the place: not inside 《》, not as the opening of another name (绍兴文理学院, 绍兴路), and, if
/// it is also a word or a lake, only beside other places.
///
/// ```
/// use zj_gov_report::region::{PlaceContext, Region, find_regions};
///
/// let context = PlaceContext::new().with_home(Region::by_name("嘉兴市").unwrap());
/// let names = |text: &str| -> Vec<String> {
///     find_regions(text, &context).iter().map(|place| place.region().name().to_owned()).collect()
/// };
/// assert_eq!(names("南湖、嘉善、桐乡3个试点"), ["南湖区", "嘉善县", "桐乡市"]);
/// assert_eq!(names("南湖水质提升"), Vec::<String>::new());
/// assert_eq!(names("与苏州相城区、上海青浦共建"), ["苏州市", "相城区", "上海市", "青浦区"]);
/// ```
#[must_use]
#[doc(alias = "地名识别")]
#[doc(alias = "地名")]
pub fn find_regions(text: &str, context: &PlaceContext<'_>) -> Vec<RegionMention> {
    let openers = context.regions().openers();
    regions_of(text, context, |at| openers.next(text, at, text.len(), PLACES))
}

/// What [`find_regions`] finds, asked at those `openings` of `text` alone where a place may begin; they are in order.
pub(crate) fn regions_at(text: &str, openings: &[Opening], context: &PlaceContext<'_>) -> Vec<RegionMention> {
    let mut openings = openings.iter().filter(|opening| opening.kinds & PLACES != 0);
    regions_of(text, context, |at| openings.find(|opening| opening.at >= at).copied())
}

/// The same; `next` says where the next place may begin.
fn regions_of(
    text: &str,
    context: &PlaceContext<'_>,
    next: impl FnMut(usize) -> Option<Opening>,
) -> Vec<RegionMention> {
    let mut scan = Scan { text, context, rules: Rules::get(), found: Vec::new(), quote_end: 0 };
    scan.run(next);
    if scan.found.is_empty() {
        return Vec::new();
    }
    let sure = neighbours(text, &scan.found);
    scan.found.into_iter().zip(sure).filter(|(_, sure)| *sure).map(|(candidate, _)| candidate.mention).collect()
}

struct Scan<'t, 'c, 'r> {
    text: &'t str,
    context: &'c PlaceContext<'r>,
    rules: &'static Rules,
    found: Vec<Candidate>,
    /// The end of the quotation that the scan is in, or lies behind it.
    quote_end: usize,
}

impl Scan<'_, '_, '_> {
    fn run(&mut self, mut next: impl FnMut(usize) -> Option<Opening>) {
        let mut at = 0usize;
        while let Some(opening) = next(at) {
            let after = opening.after;
            at = match opening.c {
                '《' => closing(self.text, after, '》', TITLE_REACH).unwrap_or(after),
                '“' => {
                    self.quote_end = closing(self.text, after, '”', QUOTE_REACH).unwrap_or(0);
                    after
                }
                _ => self.step(opening).unwrap_or(after),
            };
        }
    }

    /// Reads what opens there; the byte after it, or `None` where the next character is to be tried.
    fn step(&mut self, opening: Opening) -> Option<usize> {
        let Opening { at, kinds, .. } = opening;
        let trap = if kinds & TRAP != 0 { self.rules.traps.longest(self.text, at).map(|hit| hit.end) } else { None };
        let names = self.context.regions().names();
        // The longest name that ends before byte `limit`.
        let longest = |limit: usize| {
            let mut longest = None;
            names.walk(self.text, at, |hit| longest = if hit.end < limit { Some(hit) } else { longest });
            longest
        };
        let mut hit = if kinds & NAME != 0 { longest(usize::MAX) } else { None };
        let named = hit.is_some();
        let mut place = None;
        while let Some(name) = hit.filter(|hit| trap.is_none_or(|end| hit.end > end)) {
            place = self.place(at, name);
            hit = if place.is_some() { None } else { longest(name.end) };
        }
        if let Some(mut candidate) = place {
            self.absorb(&mut candidate.mention);
            let end = candidate.mention.span.end();
            let outer = candidate.sure.then(|| candidate.mention.region.clone());
            self.found.push(candidate);
            return Some(outer.and_then(|outer| self.child(&outer, skip_spaces(self.text, end))).unwrap_or(end));
        }
        if trap.is_none() && !named && kinds & LETTER != 0 {
            self.letter(at);
        }
        trap
    }

    /// Whether a generic name is the end of another: 乍浦 港区.
    fn is_glued(&self, at: usize) -> bool {
        char_before(self.text, at).is_some_and(|c| is_han(c) && !"和与及在至到对由从向是的含".contains(c))
    }

    /// The short name of a prefecture right before one of its zones is a part of the zone's name: 宁波前湾新区.
    fn absorb(&mut self, zone: &mut RegionMention) {
        if let Some(last) = self.found.last()
            && let outer = &last.mention
            && skip_spaces(self.text, outer.span.end()) == zone.span.start()
            && zone.region.is_zone()
            && outer.region.level() == RegionLevel::Prefecture
            && outer.region.contains(&zone.region)
            && outer.span.slice(self.text).is_some_and(|words| squash(words) == outer.region.short_name())
        {
            zone.span = outer.span.cover(zone.span);
            self.found.pop();
        }
    }

    /// place = name [ zone type ]
    fn place(&self, at: usize, hit: Hit<u32>) -> Option<Candidate> {
        let text = self.text;
        let regions = self.context.regions();
        if text.get(at..hit.end)?.contains('\t') {
            return None;
        }
        let outer = self
            .found
            .last()
            .filter(|last| skip_spaces(text, last.mention.span.end()) == at)
            .map(|last| &last.mention.region);
        let inside = |region: &Region| outer.is_some_and(|outer| outer.contains(region));
        let mut named = regions.meanings(hit.value);
        let only = named.next()?;
        let (single, several);
        // Most names mean one place.
        let (best, trust) = if let Some(second) = named.next() {
            let mut meanings: Vec<Meaning<'_>> = [only, second].into_iter().chain(named).collect();
            if meanings.iter().any(|meaning| inside(meaning.region)) {
                meanings.retain(|meaning| inside(meaning.region));
            } else {
                meanings.retain(|meaning| meaning.trust != Trust::Child);
            }
            several = choose(&meanings, self.context);
            let first = several.first()?;
            (several.as_slice(), meanings.iter().find(|meaning| meaning.region == *first)?.trust)
        } else if only.trust != Trust::Child || inside(only.region) {
            single = [only.region];
            (single.as_slice(), only.trust)
        } else {
            return None;
        };
        let first = *best.first()?;
        let near = self.context.nearness(first) == 3;
        let full = trust == Trust::Full;
        if full && (runs_on(text, hit.end) || self.rules.is_part_of_institution(text, hit.end)) {
            return None;
        }
        if let Some((region, end)) = typed_zone(text, at, first, hit.end, self.context) {
            let mention = RegionMention { region, others: Vec::new(), span: Span::new(at, end) };
            return Some(Candidate { mention, sure: true });
        }
        if !full && (at < self.quote_end && !first.is_zone() || self.rules.is_part_of_name(text, hit.end)) {
            return None;
        }
        if !full && self.rules.is_given_name(text, at, hit.end) {
            return None;
        }
        // 龙港 was a town before it became a city.
        if !full && self.context.year().is_some_and(|year| first.first_year().is_some_and(|first| year < first)) {
            return None;
        }
        if first.is_zone() && !full && (!near || trust == Trust::List && self.is_glued(at)) {
            return None;
        }
        let sure = match trust {
            Trust::Full | Trust::Short | Trust::Child => true,
            Trust::Home => near || self.rules.is_cue(text, hit.end),
            Trust::List => self.rules.is_cue(text, hit.end),
        };
        let mut candidates = best.iter().map(|region| regions.in_year(region, self.context.year()));
        let region = candidates.next()?;
        let mention = RegionMention { region, others: candidates.collect(), span: Span::new(at, hit.end) };
        Some(Candidate { mention, sure })
    }

    /// child = a short name right behind the place outside Zhejiang that it lies in (苏州吴江, 上海金山)
    fn child(&mut self, outer: &Region, at: usize) -> Option<usize> {
        let elsewhere = !outer.is_zone() && !outer.code().starts_with("33");
        if !elsewhere || !char_at(self.text, at).is_some_and(is_han) {
            return None;
        }
        let (region, end) = self.context.regions().child_at(outer, self.text, at, self.context.year())?;
        // Another name of it that the scan will find: 阿坝州 behind 四川省.
        if self.context.regions().names().longest(self.text, at).is_some_and(|hit| hit.end > end) {
            return None;
        }
        let short = !self.text.get(at..end)?.ends_with(['市', '县', '区', '旗', '州']);
        if short && self.rules.is_part_of_name(self.text, end) {
            return None;
        }
        let mention = RegionMention { region, others: Vec::new(), span: Span::new(at, end) };
        self.found.push(Candidate { mention, sure: true });
        Some(end)
    }

    /// letter = come letter | letter away — of the home, or of a place that it lies in
    fn letter(&mut self, at: usize) {
        let Some(c) = char_at(self.text, at) else { return };
        let Some(home) = self.context.home() else { return };
        let region = self.context.regions().letter(c).find(|region| region.contains(home));
        if let Some(region) = region.filter(|_| at >= self.quote_end && self.rules.is_letter_for_place(self.text, at)) {
            let span = Span::new(at, at.saturating_add(c.len_utf8()));
            let mention = RegionMention { region: region.clone(), others: Vec::new(), span };
            self.found.push(Candidate { mention, sure: true });
        }
    }
}

/// A zone that is named by its place and its type, and where its name ends: 苏州工业园区, 绍兴市高新区.
fn typed_zone(
    text: &str,
    at: usize,
    place: &Region,
    end: usize,
    context: &PlaceContext<'_>,
) -> Option<(Region, usize)> {
    if place.is_zone() || place.level() == RegionLevel::Province {
        return None;
    }
    let zone_end = Rules::get().zone_type(text, end)?;
    let kind = text.get(skip_spaces(text, end)..zone_end)?;
    let regions = context.regions();
    let name = format!("{}{kind}", place.short_name());
    let known =
        regions.names().get(&name).and_then(|head| regions.meanings(head).next()).map(|known| known.region.clone());
    let region =
        known.filter(Region::is_zone).or_else(|| unknown_zone(text.get(at..zone_end)?, Some(place.clone())))?;
    Some((region, zone_end))
}

/// The places whose names stand at byte `at`, and where they end, longest first: for a reader who knows from what follows
/// that a place is meant. A name that several places bear equally is left out.
pub(crate) fn places_at(text: &str, at: usize, context: &PlaceContext<'_>) -> Vec<(Region, usize)> {
    let regions = context.regions();
    let mut places = Vec::new();
    regions.names().walk(text, at, |hit| {
        let mut meanings: Vec<Meaning<'_>> = regions.meanings(hit.value).collect();
        meanings.retain(|meaning| {
            let far = meaning.region.is_zone() && meaning.trust != Trust::Full && context.nearness(meaning.region) < 3;
            meaning.trust != Trust::Child && !far
        });
        if let [region] = choose(&meanings, context).as_slice() {
            let region = regions.in_year(region, context.year());
            let zone = typed_zone(text, at, &region, hit.end, context);
            places.push((region, hit.end));
            places.extend(zone);
        }
    });
    places.sort_by_key(|&(_, end)| std::cmp::Reverse(end));
    places
}

/// The titles in 《》 that are closed within reach, brackets included, in order.
pub(crate) fn titles(text: &str) -> Vec<Span> {
    let mut titles = Vec::new();
    let mut end = 0usize;
    for (open, mark) in text.match_indices('《') {
        if open >= end
            && let Some(close) = closing(text, open.saturating_add(mark.len()), '》', TITLE_REACH)
        {
            titles.push(Span::new(open, close));
            end = close;
        }
    }
    titles
}

/// Which candidates count: the sure ones, and those that stand in one list with a sure one or with another of their prefecture.
fn neighbours(text: &str, found: &[Candidate]) -> Vec<bool> {
    let mut counts: Vec<bool> = found.iter().map(|candidate| candidate.sure).collect();
    let joined: Vec<bool> =
        found.windows(2).map(|pair| matches!(pair, [left, right] if is_list(text, left, right))).collect();
    let mut start = 0usize;
    while start < found.len() {
        let run = joined.iter().skip(start).take_while(|joined| **joined).count();
        let items = found.iter().skip(start).take(run.saturating_add(1));
        if run > 0 && (items.clone().any(|item| item.sure) || of_one_prefecture(items)) {
            counts.iter_mut().skip(start).take(run.saturating_add(1)).for_each(|count| *count = true);
        }
        start = start.saturating_add(run).saturating_add(1);
    }
    counts
}

fn of_one_prefecture<'c>(mut items: impl Iterator<Item = &'c Candidate>) -> bool {
    let first = items.next().and_then(|item| item.mention.region.prefecture());
    first.is_some() && items.all(|item| item.mention.region.prefecture() == first)
}

/// Whether two neighbours are items of one list: `越城、柯桥`, `越城7个、柯桥3个`, and siblings that were run together.
fn is_list(text: &str, left: &Candidate, right: &Candidate) -> bool {
    let (left, right) = (&left.mention, &right.mention);
    let Some(gap) = text.get(left.span.end()..right.span.start()) else { return false };
    let gap = trim(gap);
    if gap.is_empty() {
        let county = |mention: &RegionMention| mention.region.level() == RegionLevel::County;
        return county(left) && county(right) && left.region.parent() == right.region.parent();
    }
    let separators = ['、', '，', ',', '；', ';', '和', '与', '及', '或', '/'];
    let Some(figures) = gap.strip_suffix(separators) else { return false };
    let figures = trim_end(figures);
    figures.is_empty()
        || figures == "以"
        || figures.chars().nth(FIGURE_REACH).is_none()
            && figures.starts_with(|c: char| c.is_numeric() || c == '(' || c == '（')
            && !figures.contains('。')
}

/// The byte after the closing mark, if it comes within `reach` characters.
fn closing(text: &str, at: usize, mark: char, reach: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    rest.char_indices()
        .take(reach)
        .find(|(_, c)| *c == mark)
        .map(|(offset, c)| at.saturating_add(offset).saturating_add(c.len_utf8()))
}
