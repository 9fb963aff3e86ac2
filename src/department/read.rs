//! One office at one place of a text.
//!
//! ```text
//! office    = alone | head owner tail | owner body [ branch ] [ signboard ] | zone administration
//!           | body                               教育局: the home's
//! owner     = place { place } | prefix          绍兴市, 绍兴市柯桥区, 市
//! prefix    = '省' | '市' | '县' | '区'          of the home, or of a place that it lies in
//! branch    = place '分局'                       市生态环境局柯桥分局
//! signboard = '(' … ')'                          市财政局(市国资委)
//! ```

use super::registry::Office;
use super::words::Words;
use super::{Department, DepartmentKind, DepartmentRegistry};
use crate::region::{PlaceContext, Region, RegionKind, RegionLevel, places_at, starts_with};
use crate::text::{char_at, fold, skip_blanks, squash};

pub(super) struct Reader<'t, 'c, 'r> {
    pub(super) text: &'t str,
    pub(super) context: &'c PlaceContext<'r>,
    registry: &'c DepartmentRegistry,
    pub(super) words: &'static Words,
    /// The last place of a county's level that the text named before: the owner of 县 and 区 in a city's document.
    pub(super) county: Option<Region>,
}

/// An office that was read.
pub(super) struct Read {
    pub(super) department: Department,
    pub(super) end: usize,
    /// Whether it has its own place or prefix, so that bare names behind it may share it.
    pub(super) owner: Option<Region>,
}

/// Whose office it is, and where what says so ends.
struct Owner {
    region: Region,
    end: usize,
    /// The character that stands for it, if no name does.
    prefix: Option<char>,
}

impl<'t, 'c, 'r> Reader<'t, 'c, 'r> {
    pub(super) fn new(text: &'t str, context: &'c PlaceContext<'r>, registry: &'c DepartmentRegistry) -> Self {
        Self { text, context, registry, words: Words::get(), county: None }
    }

    /// The office at byte `at` that the registry knows; of several readings the longest.
    pub(super) fn known(&self, at: usize) -> Option<Read> {
        self.known_of(at, &self.owners(at, false))
    }

    /// The office at byte `at` behind a place or a prefix, known or not.
    pub(super) fn any(&self, at: usize) -> Option<Read> {
        let owners = self.owners(at, false);
        if owners.is_empty() && !self.registry.opens(self.text, at) {
            return None;
        }
        self.known_of(at, &owners)
            .or_else(|| self.unknown(at, owners.into_iter().next()?).map(|read| self.with_signboard(read)))
    }

    /// The office at byte `at` that the registry knows, where these may say whose it is.
    fn known_of(&self, at: usize, owners: &[Owner]) -> Option<Read> {
        let readings = [self.alone(at), self.around(at), self.owned(at, owners)];
        let read = readings.into_iter().flatten().max_by_key(|read| read.end)?;
        Some(self.with_signboard(read))
    }

    /// A body without a place: the home's own, or the one of the unit before it in a list; the branch of a prefecture's office
    /// says itself where it is (生态环境局余姚分局).
    pub(super) fn bare(&self, at: usize, owner: &Region) -> Option<Read> {
        let branch = || {
            let prefecture = owner.prefecture().filter(|_| owner.level() == RegionLevel::County)?;
            self.body(at, at, prefecture, None).filter(|read| read.owner.is_none())
        };
        let read = self.body(at, at, owner, None).or_else(branch)?;
        Some(self.with_signboard(read))
    }

    /// An item of a list of offices that no registry knows, and that shares the place of the one before it: 科技局、|总部办.
    pub(super) fn listed(&self, at: usize, owner: &Region) -> Option<Read> {
        const SHORTEST: usize = 3;
        let prefixed = char_at(self.text, at).is_some_and(|c| is_prefix(fold(c)));
        if prefixed
            || self.words.opens_group(self.text, at).is_some()
            || !places_at(self.text, at, self.context).is_empty()
        {
            return None;
        }
        let (end, kind) = self.words.unknown(self.text, (at, at), |_| false)?;
        let open =
            char_at(self.text, skip_blanks(self.text, end)).is_some_and(|c| crate::region::is_han(c) && c != '等');
        if open {
            return None;
        }
        let written = squash(self.text.get(at..end)?);
        written.chars().nth(SHORTEST - 1)?;
        let name = format!("{}{}", owner.office_name(), official(&written));
        let department = Department::unknown(name, kind, Some(owner.clone()));
        Some(Read { department, end, owner: Some(owner.clone()) })
    }

    /// The office of the home at byte `at` that is named without its place.
    pub(super) fn of_home(&self, at: usize) -> Option<Read> {
        let levels = [RegionLevel::Prefecture, RegionLevel::County];
        self.bare(at, self.context.home().filter(|home| levels.contains(&home.level()))?)
    }

    /// alone = 国家发改委
    fn alone(&self, at: usize) -> Option<Read> {
        self.registry.alone(self.text, at).into_iter().find_map(|hit| {
            let office = self.registry.office(hit.value, None, self.context, |_| true)?;
            let clear = !self.words.runs_on(self.text, at, hit.end);
            clear.then(|| Read { department: office.of(None, "", self.context), end: hit.end, owner: None })
        })
    }

    /// head owner tail = 团市委, 人行绍兴市中心支行
    fn around(&self, at: usize) -> Option<Read> {
        self.registry.heads(self.text, at).into_iter().find_map(|head| {
            let owners = self.owners(skip_blanks(self.text, head.end), true);
            owners.into_iter().find_map(|owner| {
                let behind = skip_blanks(self.text, owner.end);
                let tails = self.registry.tails(head.value);
                let (tail, end) = tails
                    .filter_map(|tail| Some((tail, starts_with(self.text, behind, tail)?)))
                    .max_by_key(|&(_, end)| end)?;
                let office =
                    self.registry.office(head.value, Some(&owner.region), self.context, |other| other == tail)?;
                let clear = !self.words.runs_on(self.text, at, end);
                clear.then(|| Read {
                    department: office.of(
                        Some(&owner.region),
                        &self.written(skip_blanks(self.text, head.end), &owner),
                        self.context,
                    ),
                    end,
                    owner: Some(owner.region),
                })
            })
        })
    }

    /// owner body | zone administration
    fn owned(&self, at: usize, owners: &[Owner]) -> Option<Read> {
        owners.iter().find_map(|owner| {
            let behind = skip_blanks(self.text, owner.end);
            if owner.region.is_zone()
                && let Some(end) = self.words.administration(self.text, behind)
            {
                return self.authority(&owner.region, end);
            }
            let inner = self
                .places(behind, &owner.region)
                .and_then(|inner| self.body(at, skip_blanks(self.text, inner.end), &inner.region, None));
            inner.or_else(|| self.body(at, behind, &owner.region, owner.prefix))
        })
    }

    /// The administration of a zone, itself named as a unit.
    pub(super) fn authority(&self, zone: &Region, end: usize) -> Option<Read> {
        let name = zone.authority()?.into_owned();
        let department =
            Department::known(name, DepartmentKind::Zone, Some(zone.clone()), zone.short_name().to_owned());
        Some(Read { department, end, owner: None })
    }

    /// body [ branch ]
    fn body(&self, start: usize, at: usize, owner: &Region, prefix: Option<char>) -> Option<Read> {
        self.registry.bodies(self.text, at).into_iter().find_map(|hit| {
            let form = self.text.get(at..hit.end)?;
            let owner = self.owner_of_form(owner, prefix, form);
            let office = self.registry.office(hit.value, Some(&owner), self.context, |_| true)?;
            if self.words.runs_on(self.text, start, hit.end) {
                return None;
            }
            if owner.is_zone() {
                return Some(Read {
                    department: zone_office(&owner, office, self.context),
                    end: hit.end,
                    owner: Some(owner),
                });
            }
            let branch = owner.prefecture().and_then(|city| self.branch(office, city, hit.end));
            Some(branch.unwrap_or_else(|| Read {
                department: office.of(Some(&owner), "", self.context),
                end: hit.end,
                owner: Some(owner),
            }))
        })
    }

    /// branch = place '分局'
    fn branch(&self, office: &Office, city: &Region, at: usize) -> Option<Read> {
        let start = skip_blanks(self.text, at);
        let (place, place_end) = places_at(self.text, start, self.context).into_iter().next()?;
        let end = starts_with(self.text, skip_blanks(self.text, place_end), "分局")?;
        // The main office is the prefecture's, even in a county's document: 生态环境局余姚分局.
        let main = office.of(Some(city), "", self.context);
        let name = format!("{}{}分局", main.name(), squash(self.text.get(start..place_end)?));
        let department = Department::known(name, main.kind(), Some(place), String::new());
        Some(Read { department, end, owner: None })
    }

    /// owner, then an office that no registry knows: behind a prefix or an official name, as short names open too much else
    fn unknown(&self, at: usize, owner: Owner) -> Option<Read> {
        let text = self.text;
        let inner = self.places(skip_blanks(text, owner.end), &owner.region);
        let owner = inner.unwrap_or(owner);
        if owner.prefix.is_none()
            && squash(text.get(..owner.end)?.get(at..)?).ends_with(owner.region.short_name())
            && !owner.region.is_zone()
        {
            return None;
        }
        let behind = skip_blanks(text, owner.end);
        let is_office = |here: usize| {
            let prefix = char_at(text, here).filter(|&c| is_prefix(fold(c)));
            let body = prefix.map(|c| skip_blanks(text, here.saturating_add(c.len_utf8())));
            body.is_some_and(|body| {
                !self.words.is_inside_word(text, here) && !self.registry.bodies(text, body).is_empty()
            })
        };
        let (end, kind) = self.words.unknown(text, (at, behind), is_office)?;
        let written = squash(text.get(behind..end)?);
        if let Some(head) = self.registry.misread(&written)
            && let Some(office) = self.registry.office(head, Some(&owner.region), self.context, |_| true)
        {
            return Some(Read {
                department: office.of(Some(&owner.region), "", self.context),
                end,
                owner: Some(owner.region),
            });
        }
        let kind = if owner.region.is_zone() { DepartmentKind::Zone } else { kind };
        let name = format!("{}{}", owner.region.office_name(), official(&written));
        let department = Department::unknown(name, kind, Some(owner.region.clone()));
        Some(Read { department, end, owner: Some(owner.region) })
    }

    pub(super) fn with_signboard(&self, mut read: Read) -> Read {
        if let Some(end) = self.words.signboard(self.text, skip_blanks(self.text, read.end)) {
            read.end = end;
        }
        read
    }

    /// What may say at byte `at` whose office follows: names of places, longest first, or a prefix.
    fn owners(&self, at: usize, inside: bool) -> Vec<Owner> {
        let places = places_at(self.text, at, self.context).into_iter();
        let mut owners: Vec<Owner> = places.map(|(region, end)| Owner { region, end, prefix: None }).collect();
        if let Some(c) = char_at(self.text, at).filter(|&c| is_prefix(fold(c)))
            && (inside || !self.words.is_inside_word(self.text, at))
            && let Some(region) = self.home_of(fold(c))
        {
            owners.push(Owner { region, end: at.saturating_add(c.len_utf8()), prefix: Some(fold(c)) });
        }
        owners
    }

    /// The last place of a chain that goes on at byte `at` inside `outer`: 绍兴市 柯桥区.
    fn places(&self, at: usize, outer: &Region) -> Option<Owner> {
        let inner = places_at(self.text, at, self.context)
            .into_iter()
            .find(|(region, _)| outer.contains(region) && region != outer)?;
        let (region, end) = inner;
        Some(Owner { region, end, prefix: None })
    }

    /// The place as the text has it; empty where a prefix stands for it.
    fn written(&self, start: usize, owner: &Owner) -> String {
        let written = self.text.get(start..owner.end).filter(|_| owner.prefix.is_none());
        squash(written.unwrap_or_default()).into_owned()
    }

    /// Whom 省, 市, 县 and 区 stand for.
    fn home_of(&self, prefix: char) -> Option<Region> {
        let home = self.context.home();
        let county = |kinds: &[RegionKind]| {
            let place = home
                .filter(|home| matches!(home.level(), RegionLevel::County | RegionLevel::Zone))
                .or(self.county.as_ref());
            place.filter(|place| kinds.contains(&place.kind())).cloned()
        };
        match prefix {
            '省' => self.context.province().cloned().or_else(|| self.context.regions().by_code("330000")),
            '市' => match home {
                Some(home) if home.kind() == RegionKind::CountyCity => Some(home.clone()),
                _ => self.context.prefecture().cloned(),
            },
            '县' => county(&[RegionKind::County, RegionKind::AutonomousCounty]),
            '区' => county(&[RegionKind::District, RegionKind::Zone]),
            _ => None,
        }
    }

    /// In a county-level city 市发改局 is its own and 市发改委 is the prefecture's: counties have no commissions.
    fn owner_of_form(&self, owner: &Region, prefix: Option<char>, form: &str) -> Region {
        let form = squash(form);
        let commission =
            form.ends_with("委") && !form.starts_with('委') && !form.ends_with("纪委") && !form.ends_with("监委")
                || form.ends_with("委员会") && !form.contains("工作");
        let city =
            owner.parent().filter(|_| prefix == Some('市') && owner.kind() == RegionKind::CountyCity && commission);
        city.unwrap_or(owner).clone()
    }
}

/// Whether `c` stands for a place before its office.
const fn is_prefix(c: char) -> bool {
    matches!(c, '省' | '市' | '县' | '区')
}

/// The name of an unknown office as far as it can be said: 管委会 is 管理委员会 everywhere.
pub(super) fn official(written: &str) -> String {
    written.strip_suffix("管委会").map_or_else(|| written.to_owned(), |place| format!("{place}管理委员会"))
}

/// An office of a zone: its name follows the zone's.
fn zone_office(zone: &Region, office: &Office, context: &PlaceContext<'_>) -> Department {
    let base = zone.name().trim_end_matches("管理委员会").trim_end_matches("管委会");
    let name = office.of(Some(zone), "", context).name().replacen(zone.name(), base, 1);
    Department::known(name, DepartmentKind::Zone, Some(zone.clone()), String::new())
}
