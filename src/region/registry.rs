//! Which places there are.

use once_cell::sync::{Lazy, OnceCell};
use std::borrow::Cow;

use super::rules::{Rules, short_name, starts_with};
use super::{Entry, PlaceContext, Region, RegionKind, RegionLevel};
use crate::error::Error;
use crate::registry::openers::{Kinds, Openers};
use crate::registry::{Lexicon, Row, Table};
use crate::text::{char_at, fold, skip_blanks, squash, trim};

/// Places by code and by name: the built-in ones, and a user's own.
///
/// ```
/// use zj_gov_report::region::{RegionLevel, RegionRegistry};
///
/// let tsv = "code\tname\tkind\tplace\tshort\nzone:杭州云谷\t杭州云谷\tzone\t330106\t云谷\n";
/// let registry = RegionRegistry::builtin().clone().with_tsv(tsv).unwrap();
/// assert_eq!(registry.by_name("云谷", None).unwrap().level(), RegionLevel::Zone);
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "行政区划名录")]
pub struct RegionRegistry {
    regions: Vec<Region>,
    /// Indices of `regions` in the order of their codes.
    by_code: Vec<u32>,
    /// Indices of `senses`: the newest sense of a name.
    names: Lexicon<u32>,
    senses: Vec<Sense>,
    letters: Vec<(char, u32)>,
    /// Where a name, a trap or a letter may begin; made for the first scan.
    openers: OnceCell<Openers>,
    /// Those with what a reader of more than places looks for.
    all_openers: OnceCell<Openers>,
}

/// What the openers of a scan for places tell apart.
pub(crate) const NAME: Kinds = 1;
pub(super) const TRAP: Kinds = 1 << 1;
pub(super) const LETTER: Kinds = 1 << 2;
pub(super) const QUOTE: Kinds = 1 << 3;
pub(crate) const PLACES: Kinds = NAME | TRAP | LETTER | QUOTE;

/// One meaning of a name.
#[derive(Clone, Copy, Debug)]
struct Sense {
    region: u32,
    trust: Trust,
    /// The next older meaning of the same name.
    next: Option<u32>,
}

/// How far a name may be trusted in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// An official name with its type.
    Full,
    /// A short name that means the place wherever it stands.
    Short,
    /// A name that means the place in documents of its own prefecture, or beside another place.
    Home,
    /// A name that means the place only beside another place.
    List,
    /// A name that means the place only right after its parent's.
    Child,
}

/// A meaning of a name that was looked up.
#[derive(Clone, Debug)]
pub(crate) struct Meaning<'r> {
    pub(crate) region: &'r Region,
    pub(crate) trust: Trust,
}

static BUILTIN: Lazy<RegionRegistry> = Lazy::new(|| {
    let mut registry = RegionRegistry {
        regions: Vec::with_capacity(3500),
        by_code: Vec::with_capacity(3500),
        names: Lexicon::with_capacity(12_000),
        senses: Vec::with_capacity(5000),
        letters: Vec::with_capacity(40),
        openers: OnceCell::new(),
        all_openers: OnceCell::new(),
    };
    let divisions = Table::builtin("divisions", include_str!("../registry/data/divisions.tsv"));
    let regions = Table::builtin("regions", include_str!("../registry/data/regions.tsv"));
    let zones = Table::builtin("zones", include_str!("../registry/data/zones.tsv"));
    for row in divisions.rows() {
        registry.add_division(&row);
    }
    for row in regions.rows() {
        registry.add_region(&row);
    }
    for row in zones.rows() {
        registry.add_zone(&row);
    }
    registry
});

impl RegionRegistry {
    /// The divisions of China, those of Zhejiang with their history, and Zhejiang's functional zones.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The same registry with the places of a table added; one with a known code replaces the old one.
    ///
    /// The table is UTF-8 text: a header, then one place a line, fields split by tabs; lines that begin with `#` are
    /// notes. Columns: `code` (six digits, or `zone:` and a name), `name`, and optionally `kind` (`district`, `county`,
    /// `county-level city`, `zone` …), `place` (the parent's code; a division's own code says it otherwise), `short`
    /// (other names, split at `|`, which mean it wherever they stand), `local` (names that mean it only in documents of its
    /// own prefecture), `authority`.
    ///
    /// ```
    /// use zj_gov_report::region::RegionRegistry;
    ///
    /// let own = "code\tname\tkind\tplace\nzone:云栖茶谷\t云栖茶谷\tzone\t330106\n";
    /// let regions = RegionRegistry::builtin().clone().with_tsv(own)?;
    /// assert_eq!(regions.by_code("zone:云栖茶谷").unwrap().parent().unwrap().name(), "西湖区");
    ///
    /// let error = RegionRegistry::builtin().clone().with_tsv("code\tname\n3301\t某地\n").unwrap_err();
    /// assert_eq!(error.to_string(), "registry, line 2: a place needs a name and a code of six digits or `zone:` and a name");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Registry`](crate::ErrorKind::Registry) for a table without `code` and `name`, a row without either,
    /// and a `place` that no earlier row has.
    pub fn with_tsv(mut self, tsv: &str) -> Result<Self, Error> {
        let table = Table::parse(tsv, &["code", "name"])?;
        self.openers = OnceCell::new();
        self.all_openers = OnceCell::new();
        for row in table.rows() {
            let (code, name) = (row.get("code"), row.get("name"));
            let digits = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
            if name.is_empty() || !(digits || code.strip_prefix("zone:").is_some_and(|name| !name.is_empty())) {
                return Err(row.error("a place needs a name and a code of six digits or `zone:` and a name"));
            }
            let place = row.get("place");
            let parent = if place.is_empty() { self.parent_of(code) } else { self.by_code(place) };
            if parent.is_none() && !place.is_empty() {
                return Err(row.error(format_args!("no place has the code `{place}`")));
            }
            let kind = kind_of(row.get("kind"), name, code);
            let short = row.list("short").next().unwrap_or(name);
            let index = self.push(Entry {
                code: code.to_owned().into(),
                name: name.to_owned().into(),
                short: short.to_owned().into(),
                kind,
                parent,
                first: row.get("first").parse().ok(),
                last: row.get("last").parse().ok(),
                successors: row.get("successors").to_owned().into(),
                authority: row.get("authority").to_owned().into(),
            });
            self.name(name, index, Trust::Full);
            // A zone's other names are as good as its own where they are given as such; the rest is `local`.
            let trust = if kind == RegionKind::Zone { Trust::Full } else { Trust::Short };
            row.list("short").for_each(|short| self.name(short, index, trust));
            row.list("local").for_each(|short| self.name(short, index, Trust::Home));
        }
        Ok(self)
    }

    /// The place with that code.
    ///
    /// ```
    /// use zj_gov_report::region::RegionRegistry;
    ///
    /// assert_eq!(RegionRegistry::builtin().by_code("330683").unwrap().name(), "嵊州市");
    /// ```
    #[must_use]
    #[doc(alias = "区划代码")]
    pub fn by_code(&self, code: &str) -> Option<Region> {
        self.slot(code).ok().and_then(|slot| self.at(*self.by_code.get(slot)?)).cloned()
    }

    /// The place that a name, or a chain of names from the outside in, means in `year`, or today.
    ///
    /// Blanks do not count. `None` where no place, where several places of equal standing bear the name, or where the place
    /// did not exist in `year`. What the built-in registry knows of Zhejiang's divisions goes back to 2000.
    ///
    /// ```
    /// use zj_gov_report::region::RegionRegistry;
    ///
    /// let regions = RegionRegistry::builtin();
    /// assert_eq!(regions.by_name("苏州相城区", None).unwrap().code(), "320507");
    /// assert_eq!(regions.by_name("绍兴 县", Some(2010)).unwrap().code(), "330621");
    /// assert_eq!(regions.by_name("临平区", Some(2010)), None);
    /// ```
    #[must_use]
    pub fn by_name(&self, name: &str, year: Option<i32>) -> Option<Region> {
        let name = trim(name);
        // A name means the Zhejiang place first: whose reports these are.
        let context = PlaceContext::new().with_home(self.by_code("330000")).with_year(year);
        let mut place: Option<Region> = None;
        let mut at = 0usize;
        while at < name.len() {
            let (region, end) = match &place {
                None => self.opening(name, &context)?,
                Some(outer) => self.child_at(outer, name, at, year)?,
            };
            (place, at) = (Some(region), skip_blanks(name, end));
        }
        place.filter(|place| year.is_none_or(|year| place.is_valid_in(year)))
    }

    /// The places, in the order of their codes.
    ///
    /// ```
    /// use zj_gov_report::region::{RegionLevel, RegionRegistry};
    ///
    /// let zhejiang = RegionRegistry::builtin().by_code("330000").unwrap();
    /// let cities = RegionRegistry::builtin().iter().filter(|region| region.parent() == Some(&zhejiang) && !region.is_zone());
    /// assert_eq!(cities.count(), 11);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.by_code.iter().filter_map(|&index| self.at(index))
    }

    /// The longest opening of `name` that means one place and leaves a rest that some place in it could bear.
    fn opening(&self, name: &str, context: &PlaceContext<'_>) -> Option<(Region, usize)> {
        let mut ends = Vec::new();
        self.names.walk(name, 0, |hit| ends.push(hit));
        ends.into_iter().rev().find_map(|hit| {
            let meanings: Vec<_> = self.meanings(hit.value).collect();
            let best = choose(&meanings, context);
            let [region] = best.as_slice() else { return None };
            let region = self.in_year(region, context.year());
            (hit.end == name.len()
                || self.child_at(&region, name, skip_blanks(name, hit.end), context.year()).is_some())
            .then_some((region, hit.end))
        })
    }

    /// What the name behind a value of the lexicon may mean.
    pub(crate) fn meanings(&self, head: u32) -> impl Iterator<Item = Meaning<'_>> {
        let sense = |index: u32| self.senses.get(index as usize);
        std::iter::successors(sense(head), move |older| older.next.and_then(sense))
            .filter_map(|sense| Some(Meaning { region: self.at(sense.region)?, trust: sense.trust }))
    }

    /// The names, for a scan.
    pub(crate) fn names(&self) -> &Lexicon<u32> {
        &self.names
    }
    /// Where what [`find_regions`](super::find_regions) looks for may begin: a name, a trap, a letter.
    pub(crate) fn openers(&self) -> &Openers {
        self.openers.get_or_init(|| {
            let mut openers = Openers::new();
            openers.add_words(NAME, &self.names);
            openers.add_words(TRAP, &Rules::get().traps);
            openers.add_always(LETTER, self.letters.iter().map(|&(letter, _)| letter));
            openers.add_always(QUOTE, ['《', '“']);
            openers
        })
    }

    /// The openers with those of one other reader, whose kinds are none of [`PLACES`].
    pub(crate) fn openers_with(&self, others: &Openers) -> &Openers {
        self.all_openers.get_or_init(|| self.openers().with(others))
    }

    /// The places that a single character may stand for.
    pub(crate) fn letter(&self, letter: char) -> impl Iterator<Item = &Region> {
        self.letters.iter().filter(move |(c, _)| *c == letter).filter_map(|&(_, index)| self.at(index))
    }

    /// The place inside `outer` whose name or short name stands at byte `at`, and where it ends; the longest name wins.
    pub(crate) fn child_at(&self, outer: &Region, text: &str, at: usize, year: Option<i32>) -> Option<(Region, usize)> {
        let stem = match outer.level() {
            RegionLevel::Province => outer.code().get(..2)?,
            RegionLevel::Prefecture => outer.code().get(..4)?,
            RegionLevel::County | RegionLevel::Zone => return None,
        };
        let from =
            self.by_code.partition_point(|&index| self.at(index).is_some_and(|region| region.code() <= outer.code()));
        let children =
            self.by_code.get(from..)?.iter().map_while(|&index| self.at(index).filter(|r| r.code().starts_with(stem)));
        let first = char_at(text, at).map(fold)?;
        let opens = |name: &str| name.chars().next().map(fold) == Some(first);
        let mut best: Option<(&Region, usize, bool)> = None;
        for region in children.filter(|region| opens(region.name()) || opens(region.short_name())) {
            let valid = year.map_or(region.last_year().is_none(), |year| region.is_valid_in(year));
            let end = starts_with(text, at, region.name()).or_else(|| starts_with(text, at, region.short_name()));
            if let Some(end) = end
                && best.is_none_or(|(_, longest, was_valid)| (end, valid) > (longest, was_valid))
            {
                best = Some((region, end, valid));
            }
        }
        best.map(|(region, end, _)| (self.in_year(region, year), end))
    }

    /// The division that stands for `region` in `year`: itself if it is valid, else the one before or after it with the
    /// same short name (富阳市 in 2021 is 富阳区).
    pub(crate) fn in_year(&self, region: &Region, year: Option<i32>) -> Region {
        let Some(year) = year.filter(|&year| !region.is_valid_in(year)) else { return region.clone() };
        let after = region.successors().find_map(|code| self.by_code(code));
        let before = || self.iter().find(|old| old.successors().any(|code| code == region.code())).cloned();
        let other = if region.last_year().is_some_and(|last| last < year) { after } else { before() };
        other
            .filter(|other| other.short_name() == region.short_name() && other.is_valid_in(year))
            .unwrap_or(region.clone())
    }

    fn at(&self, index: u32) -> Option<&Region> {
        self.regions.get(index as usize)
    }

    /// Where a code stands in `by_code`, or would stand.
    fn slot(&self, code: &str) -> Result<usize, usize> {
        self.by_code.binary_search_by(|&index| self.at(index).map_or("", Region::code).cmp(code))
    }

    /// The parent that the digits of a code tell.
    fn parent_of(&self, code: &str) -> Option<Region> {
        // The parent of a row is mostly the row before, or that one's parent.
        let before = self.regions.last();
        let near = || before.into_iter().chain(before.into_iter().flat_map(Region::parents));
        let outer = |digits: usize| {
            let stem = code.get(..digits)?;
            let is_outer = |region: &&Region| {
                region.code() != code
                    && region.code().strip_prefix(stem).is_some_and(|rest| rest.bytes().all(|byte| byte == b'0'))
            };
            near()
                .find(is_outer)
                .cloned()
                .or_else(|| self.by_code(&format!("{stem:0<6}")).filter(|region| region.code() != code))
        };
        outer(4).or_else(|| outer(2))
    }

    fn push(&mut self, entry: Entry) -> u32 {
        let region = Region::new(entry);
        // Built-in tables come in order: nothing is searched for.
        let last = self.by_code.last().and_then(|&index| self.at(index));
        let slot = if last.is_some_and(|last| last.code() < region.code()) {
            Err(self.by_code.len())
        } else {
            self.slot(region.code())
        };
        match slot {
            Ok(slot) => {
                let index = self.by_code.get(slot).copied().unwrap_or_default();
                if let Some(old) = self.regions.get_mut(index as usize) {
                    *old = region;
                }
                index
            }
            Err(slot) => {
                let index = u32::try_from(self.regions.len()).unwrap_or(u32::MAX);
                self.regions.push(region);
                self.by_code.insert(slot, index);
                index
            }
        }
    }

    fn name(&mut self, name: &str, region: u32, trust: Trust) {
        let head = u32::try_from(self.senses.len()).unwrap_or(u32::MAX);
        let next = self.names.insert(name, head);
        self.senses.push(Sense { region, trust, next });
    }

    /// A row of `divisions.tsv`.
    fn add_division(&mut self, row: &Row<'_, 'static>) {
        let (code, name) = (row.get("code"), row.get("name"));
        let kind = kind_of("", name, code);
        let short = row.list("short").last().map_or(short_name(name), |short| short.trim_start_matches('?'));
        let parent = self.parent_of(code);
        let index = self.push(Entry {
            code: code.into(),
            name: name.into(),
            short: short.into(),
            kind,
            parent,
            first: None,
            last: row.get("last").parse().ok(),
            successors: "".into(),
            authority: "".into(),
        });
        // 应县, 环县, 城区 and 新市区 are words too; two characters and what is only a direction need the parent before them.
        let alone = name.chars().nth(2).is_some() && !COMMON.contains(&name);
        self.name(name, index, if alone { Trust::Full } else { Trust::Child });
        for short in row.list("short") {
            match short.strip_prefix('?') {
                Some(short) => self.name(short, index, Trust::List),
                None => self.name(short, index, Trust::Short),
            }
        }
    }

    /// A row of `regions.tsv`.
    fn add_region(&mut self, row: &Row<'_, 'static>) {
        let (code, name) = (row.get("code"), row.get("name"));
        let parent = self.parent_of(code);
        let index = self.push(Entry {
            code: code.into(),
            name: name.into(),
            short: row.list("short").next().unwrap_or(name).into(),
            kind: kind_of(row.get("kind"), name, code),
            parent,
            first: row.get("first").parse().ok(),
            last: row.get("last").parse().ok(),
            successors: row.get("successors").into(),
            authority: "".into(),
        });
        let trust = match row.get("caution") {
            "list" => Trust::List,
            "home" => Trust::Home,
            _ => Trust::Short,
        };
        self.name(name, index, Trust::Full);
        for short in row.list("short") {
            self.name(short, index, if short.ends_with(['县', '区', ')']) { Trust::Full } else { trust });
        }
        self.letters.extend(row.list("letter").filter_map(|letter| Some((letter.chars().next()?, index))));
    }

    /// A row of `zones.tsv`.
    fn add_zone(&mut self, row: &Row<'_, 'static>) {
        let name = row.get("name");
        let parent = self.by_code(row.get("place"));
        let index = self.push(Entry {
            code: format!("zone:{name}").into(),
            name: name.into(),
            short: name.into(),
            kind: RegionKind::Zone,
            parent,
            first: None,
            last: None,
            successors: "".into(),
            authority: row.get("authority").into(),
        });
        // A few names of zones are no more than a type and a direction.
        self.name(name, index, if name.chars().nth(4).is_some() { Trust::Full } else { Trust::Home });
        row.list("names").for_each(|short| self.name(short, index, Trust::Full));
        row.list("local").for_each(|short| self.name(short, index, Trust::Home));
        row.list("generic").for_each(|short| self.name(short, index, Trust::List));
    }
}

/// Names of divisions elsewhere that are common words in any report.
const COMMON: [&str; 12] = [
    "城中区",
    "城东区",
    "城西区",
    "城北区",
    "市中区",
    "新市区",
    "新城区",
    "老城区",
    "开发区",
    "桥东区",
    "桥西区",
    "红旗区",
];

/// A zone that no registry knows.
pub(crate) fn unknown_zone(name: &str, parent: Option<Region>) -> Option<Region> {
    let name = squash(name);
    (!name.is_empty()).then(|| {
        Region::new(Entry {
            code: format!("zone:{name}").into(),
            name: Cow::Owned(name.to_string()),
            short: Cow::Owned(name.to_string()),
            kind: RegionKind::Zone,
            parent,
            first: None,
            last: None,
            successors: "".into(),
            authority: "".into(),
        })
    })
}

/// Of several meanings those that a document most likely has in mind: near its home, valid in its year, the higher one.
pub(crate) fn choose<'r>(meanings: &[Meaning<'r>], context: &PlaceContext<'_>) -> Vec<&'r Region> {
    let rank = |meaning: &Meaning<'_>| {
        let region = meaning.region;
        let valid = context.year().map_or(region.last_year().is_none(), |year| region.is_valid_in(year));
        let certain = !matches!(meaning.trust, Trust::Child);
        (context.nearness(region), valid, certain, region.level() == RegionLevel::Province, !region.is_zone())
    };
    let best = meanings.iter().map(rank).max();
    let mut regions: Vec<_> =
        meanings.iter().filter(|meaning| Some(rank(meaning)) == best).map(|meaning| meaning.region).collect();
    regions.sort_unstable();
    regions.dedup();
    regions
}

/// The kind that a table names, or that the name and the code tell.
fn kind_of(kind: &str, name: &str, code: &str) -> RegionKind {
    match kind {
        "zone" => return RegionKind::Zone,
        "sub-provincial city" => return RegionKind::SubProvincialCity,
        _ if code.starts_with("zone:") => return RegionKind::Zone,
        _ => {}
    }
    let (province, prefecture) = (code.ends_with("0000"), code.ends_with("00"));
    match () {
        () if province && name.ends_with("特别行政区") => RegionKind::SpecialRegion,
        () if province && name.ends_with('区') => RegionKind::AutonomousRegion,
        () if province && name.ends_with('市') => RegionKind::Municipality,
        () if province => RegionKind::Province,
        () if prefecture && name.ends_with('州') => RegionKind::AutonomousPrefecture,
        () if prefecture && name.ends_with('市') => RegionKind::PrefectureCity,
        () if prefecture => RegionKind::Prefecture,
        () if name.ends_with("自治县") || name.ends_with("自治旗") => RegionKind::AutonomousCounty,
        () if name.ends_with('区') => RegionKind::District,
        () if name.ends_with('市') => RegionKind::CountyCity,
        () => RegionKind::County,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The built-in tables are read strictly here, as the crate itself takes a faulty one for empty.
    #[test]
    fn built_in_tables_are_well_formed() {
        let tables: [(&str, &[&str]); 5] = [
            (include_str!("../registry/data/divisions.tsv"), &["code", "name", "short", "last"]),
            (
                include_str!("../registry/data/regions.tsv"),
                &["code", "name", "kind", "first", "last", "short", "caution", "letter", "successors"],
            ),
            (include_str!("../registry/data/zones.tsv"), &["name", "place", "names", "local", "generic", "authority"]),
            (include_str!("../registry/data/place_traps.tsv"), &["word"]),
            (include_str!("../registry/data/place_contexts.tsv"), &["part", "text"]),
        ];
        for (source, columns) in tables {
            let table = Table::parse(source, columns).unwrap();
            assert!(table.rows().count() > 5);
        }
        let regions = Table::parse(include_str!("../registry/data/regions.tsv"), &[]).unwrap();
        for row in regions.rows() {
            assert!(["", "home", "list"].contains(&row.get("caution")), "{}", row.error("caution"));
            assert!(
                !row.get("kind").is_empty() && row.get("first").parse::<i32>().is_ok(),
                "{}",
                row.error("kind or first")
            );
        }
        let zones = Table::parse(include_str!("../registry/data/zones.tsv"), &[]).unwrap();
        let mut names = std::collections::HashSet::new();
        for row in zones.rows() {
            assert!(BUILTIN.by_code(row.get("place")).is_some(), "{}", row.error("place"));
            let words =
                ["name", "names", "local", "generic"].map(|column| row.list(column).collect::<Vec<_>>()).concat();
            for word in words {
                assert!(names.insert((row.get("place"), word)), "{}", row.error(format_args!("`{word}` twice")));
            }
        }
        let traps = Table::parse(include_str!("../registry/data/place_traps.tsv"), &[]).unwrap();
        let mut words = std::collections::HashSet::new();
        for row in traps.rows() {
            let word = row.get("word");
            assert!(words.insert(word) && word.chars().nth(1).is_some(), "{}", row.error("a trap twice, or too short"));
            let known = BUILTIN.names().get(word).and_then(|head| BUILTIN.meanings(head).next());
            assert!(
                known.is_none_or(|meaning| meaning.trust != Trust::Full),
                "{}",
                row.error("a trap that is an official name")
            );
        }
    }

    #[test]
    fn parents_follow_the_codes() {
        let mut names = std::collections::HashSet::new();
        for region in BUILTIN.iter().filter(|region| !region.is_zone()) {
            assert!(names.insert((region.parent(), region.name())), "{region:?} twice in its parent");
            let parent = region.parent().map(|parent| parent.code());
            match region.level() {
                RegionLevel::Province => assert_eq!(parent, None),
                RegionLevel::Prefecture => assert_eq!(parent.map(|code| code.get(..2)), Some(region.code().get(..2))),
                _ => assert!(parent.is_some_and(|code| code.get(..2) == region.code().get(..2)), "{region:?}"),
            }
        }
    }
}
