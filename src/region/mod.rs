//! Places: the divisions of China and Zhejiang's functional zones, and their names in running text.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | [`Region`]: what a place is |
//! | `registry.rs` | [`RegionRegistry`]: which places there are, by code and by name in a year |
//! | `context.rs` | [`PlaceContext`]: what a document says about its places before a word of it is read |
//! | `find.rs` | [`find_regions`]: the names in a text |
//! | `rules.rs` | the vocabulary around a name that says whether a place is meant |
//!
//! ```
//! use zj_gov_report::region::{PlaceContext, Region, find_regions};
//!
//! let context = PlaceContext::new().with_home(Region::by_name("绍兴市").unwrap()).with_year(2021);
//! let text = "诸暨、嵊州各新建3个,滨海新区新建1个";
//! let found: Vec<_> = find_regions(text, &context).iter().map(|place| place.region().code().to_owned()).collect();
//! assert_eq!(found, ["330681", "330683", "zone:绍兴滨海新区"]);
//! ```

mod context;
mod find;
mod registry;
mod rules;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub use context::PlaceContext;
pub(crate) use find::regions_at;
pub use find::{RegionMention, find_regions};
pub(crate) use find::{places_at, titles};
pub use registry::RegionRegistry;
pub(crate) use registry::{NAME, PLACES};
pub(crate) use rules::{is_han, skip_spaces, starts_with};

/// A place: an administrative division at county level or above, or a functional zone that acts like one.
///
/// Two regions are equal if their codes are. A region knows its parents; it is cheap to clone. In the interchange format
/// it is its code.
///
/// ```
/// use zj_gov_report::region::{Region, RegionLevel};
///
/// let region = Region::by_code("330683").unwrap();
/// assert_eq!(region.name(), "嵊州市");
/// assert_eq!(region.short_name(), "嵊州");
/// assert_eq!(region.level(), RegionLevel::County);
/// assert_eq!(region.parent().unwrap().name(), "绍兴市");
/// assert_eq!(region.full_name(), "浙江省绍兴市嵊州市");
/// ```
#[derive(Clone)]
#[doc(alias = "行政区划")]
pub struct Region(Arc<Entry>);

pub(crate) struct Entry {
    pub(crate) code: Cow<'static, str>,
    pub(crate) name: Cow<'static, str>,
    pub(crate) short: Cow<'static, str>,
    pub(crate) kind: RegionKind,
    pub(crate) parent: Option<Region>,
    pub(crate) first: Option<i32>,
    pub(crate) last: Option<i32>,
    /// Codes, split at `|`.
    pub(crate) successors: Cow<'static, str>,
    /// The official name of a zone's administration, where the registry gives one.
    pub(crate) authority: Cow<'static, str>,
}

/// How high a [`Region`] stands.
///
/// ```
/// use zj_gov_report::Region;
/// use zj_gov_report::region::RegionLevel;
///
/// let level = |name: &str| Region::by_name(name).map(|region| region.level());
/// assert_eq!(level("浙江省"), Some(RegionLevel::Province));
/// assert_eq!(level("义乌市"), Some(RegionLevel::County));
/// assert_eq!(level("嘉兴港区"), Some(RegionLevel::Zone));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "行政级别")]
pub enum RegionLevel {
    /// A province, an autonomous region, a municipality under the central government, a special administrative region.
    #[doc(alias = "省级")]
    Province,
    /// A prefecture-level city, a prefecture, an autonomous prefecture, a league.
    #[doc(alias = "地级")]
    Prefecture,
    /// A district, a county, a county-level city, a banner.
    #[doc(alias = "县级")]
    County,
    /// A functional zone: a development zone, a new area, an administration that stands beside the divisions.
    #[doc(alias = "功能区")]
    Zone,
}

/// What sort of place a [`Region`] is.
///
/// ```
/// use zj_gov_report::Region;
/// use zj_gov_report::region::RegionKind;
///
/// let kind = |name: &str| Region::by_name(name).map(|region| region.kind());
/// assert_eq!(kind("宁波市"), Some(RegionKind::SubProvincialCity));
/// assert_eq!(kind("义乌市"), Some(RegionKind::CountyCity));
/// assert_eq!(kind("景宁畲族自治县"), Some(RegionKind::AutonomousCounty));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "行政区划类型")]
pub enum RegionKind {
    /// 省
    #[doc(alias = "省")]
    Province,
    /// 自治区
    #[doc(alias = "自治区")]
    AutonomousRegion,
    /// 直辖市
    #[doc(alias = "直辖市")]
    Municipality,
    /// 特别行政区
    #[doc(alias = "特别行政区")]
    SpecialRegion,
    /// 副省级市
    #[doc(alias = "副省级市")]
    SubProvincialCity,
    /// 地级市
    #[doc(alias = "地级市")]
    PrefectureCity,
    /// 地区 or 盟
    #[doc(alias = "地区")]
    Prefecture,
    /// 自治州
    #[doc(alias = "自治州")]
    AutonomousPrefecture,
    /// 市辖区
    #[doc(alias = "市辖区")]
    District,
    /// 县 or 旗
    #[doc(alias = "县")]
    County,
    /// 县级市
    #[doc(alias = "县级市")]
    CountyCity,
    /// 自治县 or 自治旗
    #[doc(alias = "自治县")]
    AutonomousCounty,
    /// 功能区: 开发区, 新区, 集聚区, 管委会 and the like
    #[doc(alias = "功能区")]
    Zone,
}

impl RegionKind {
    /// The level of such a place.
    ///
    /// ```
    /// # use zj_gov_report::region::{RegionKind, RegionLevel};
    /// assert_eq!(RegionKind::CountyCity.level(), RegionLevel::County);
    /// ```
    #[must_use]
    pub const fn level(self) -> RegionLevel {
        match self {
            Self::Province | Self::AutonomousRegion | Self::Municipality | Self::SpecialRegion => RegionLevel::Province,
            Self::SubProvincialCity | Self::PrefectureCity | Self::Prefecture | Self::AutonomousPrefecture => {
                RegionLevel::Prefecture
            }
            Self::District | Self::County | Self::CountyCity | Self::AutonomousCounty => RegionLevel::County,
            Self::Zone => RegionLevel::Zone,
        }
    }
}

impl Region {
    pub(crate) fn new(entry: Entry) -> Self {
        Self(Arc::new(entry))
    }

    /// The division or zone with that code, from the built-in registry.
    ///
    /// ```
    /// use zj_gov_report::region::Region;
    ///
    /// assert_eq!(Region::by_code("320507").unwrap().name(), "相城区");
    /// assert_eq!(Region::by_code("zone:嘉兴港区").unwrap().name(), "嘉兴港区");
    /// assert_eq!(Region::by_code("999999"), None);
    /// ```
    #[must_use]
    #[doc(alias = "区划代码")]
    pub fn by_code(code: &str) -> Option<Self> {
        RegionRegistry::builtin().by_code(code)
    }

    /// The place that a name, or a chain of names from the outside in, means today; from the built-in registry.
    ///
    /// `None` where no place, or where several places of equal standing bear the name. A name that several places bear
    /// means the one in Zhejiang.
    ///
    /// ```
    /// use zj_gov_report::region::Region;
    ///
    /// assert_eq!(Region::by_name("绍兴市越城区").unwrap().code(), "330602");
    /// assert_eq!(Region::by_name("普陀区").unwrap().code(), "330903");
    /// assert_eq!(Region::by_name("上海市普陀区").unwrap().code(), "310107");
    /// assert_eq!(Region::by_name("朝阳区"), None);
    /// ```
    #[must_use]
    #[doc(alias = "行政区划")]
    pub fn by_name(name: &str) -> Option<Self> {
        RegionRegistry::builtin().by_name(name, None)
    }

    /// The place that a name means in a document about `year`; `None` also where it did not exist then. The history of
    /// Zhejiang's divisions goes back to 2000.
    ///
    /// ```
    /// use zj_gov_report::region::Region;
    ///
    /// assert_eq!(Region::by_name_in("临安", 2015).unwrap().code(), "330185");
    /// assert_eq!(Region::by_name_in("临安", 2021).unwrap().code(), "330112");
    /// assert_eq!(Region::by_name_in("萧山", 2000).unwrap().name(), "萧山市");
    /// assert_eq!(Region::by_name_in("钱塘区", 2010), None);
    /// ```
    #[must_use]
    pub fn by_name_in(name: &str, year: i32) -> Option<Self> {
        RegionRegistry::builtin().by_name(name, Some(year))
    }

    /// The six digits of GB/T 2260, or `zone:` and the official name of a zone.
    #[must_use]
    #[doc(alias = "区划代码")]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The official name, without its parents' names.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The name without its type (`嵊州`); the official name for a zone.
    ///
    /// ```
    /// use zj_gov_report::Region;
    ///
    /// assert_eq!(Region::by_code("330683").unwrap().short_name(), "嵊州");
    /// ```
    #[must_use]
    #[doc(alias = "简称")]
    pub fn short_name(&self) -> &str {
        &self.0.short
    }

    /// How high it stands.
    #[must_use]
    pub fn level(&self) -> RegionLevel {
        self.0.kind.level()
    }

    /// What sort of place it is.
    #[must_use]
    pub fn kind(&self) -> RegionKind {
        self.0.kind
    }

    /// Whether it is a functional zone.
    #[must_use]
    pub fn is_zone(&self) -> bool {
        self.0.kind == RegionKind::Zone
    }

    /// The division that it belongs to; `None` for a province.
    ///
    /// ```
    /// use zj_gov_report::Region;
    ///
    /// assert_eq!(Region::by_name("义乌市").unwrap().parent().unwrap().name(), "金华市");
    /// assert_eq!(Region::by_name("浙江省").unwrap().parent(), None);
    /// ```
    #[must_use]
    #[doc(alias = "上级")]
    pub fn parent(&self) -> Option<&Self> {
        self.0.parent.as_ref()
    }

    /// Its parents, the nearest first.
    ///
    /// ```
    /// # use zj_gov_report::region::Region;
    /// let chain: Vec<_> = Region::by_code("330602").unwrap().parents().map(|region| region.name().to_owned()).collect();
    /// assert_eq!(chain, ["绍兴市", "浙江省"]);
    /// ```
    pub fn parents(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(self.parent(), |region| region.parent())
    }

    /// The prefecture that it is or lies in.
    ///
    /// ```
    /// use zj_gov_report::Region;
    ///
    /// assert_eq!(Region::by_name("嵊州市").unwrap().prefecture().unwrap().name(), "绍兴市");
    /// assert_eq!(Region::by_name("绍兴市").unwrap().prefecture().unwrap().name(), "绍兴市");
    /// ```
    #[must_use]
    #[doc(alias = "设区市")]
    pub fn prefecture(&self) -> Option<&Self> {
        std::iter::once(self).chain(self.parents()).find(|region| region.level() == RegionLevel::Prefecture)
    }

    /// The province that it is or lies in.
    ///
    /// ```
    /// use zj_gov_report::Region;
    ///
    /// assert_eq!(Region::by_name("嵊州市").unwrap().province().unwrap().name(), "浙江省");
    /// ```
    #[must_use]
    #[doc(alias = "省份")]
    pub fn province(&self) -> Option<&Self> {
        std::iter::once(self).chain(self.parents()).find(|region| region.level() == RegionLevel::Province)
    }

    /// Whether `other` is this place or lies in it.
    ///
    /// ```
    /// # use zj_gov_report::region::Region;
    /// let shaoxing = Region::by_code("330600").unwrap();
    /// assert!(shaoxing.contains(&Region::by_code("330602").unwrap()));
    /// assert!(shaoxing.contains(&Region::by_code("zone:绍兴滨海新区").unwrap()));
    /// assert!(!shaoxing.contains(&Region::by_code("330000").unwrap()));
    /// ```
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        std::iter::once(other).chain(other.parents()).any(|region| region == self)
    }

    /// The first year in which reports use the name, where the registry knows it.
    #[must_use]
    pub fn first_year(&self) -> Option<i32> {
        self.0.first
    }

    /// The last year in which the division existed; `None` where it stands.
    ///
    /// ```
    /// use zj_gov_report::Region;
    ///
    /// assert_eq!(Region::by_code("330103").unwrap().last_year(), Some(2020));
    /// assert_eq!(Region::by_code("330102").unwrap().last_year(), None);
    /// ```
    #[must_use]
    pub fn last_year(&self) -> Option<i32> {
        self.0.last
    }

    /// Whether it existed in `year`.
    ///
    /// ```
    /// # use zj_gov_report::region::Region;
    /// assert!(Region::by_code("330103").unwrap().is_valid_in(2020));
    /// assert!(!Region::by_code("330103").unwrap().is_valid_in(2021));
    /// ```
    #[must_use]
    pub fn is_valid_in(&self, year: i32) -> bool {
        self.first_year().is_none_or(|first| first <= year) && self.last_year().is_none_or(|last| year <= last)
    }

    /// The codes of the divisions that followed it, the chief one first.
    ///
    /// ```
    /// use zj_gov_report::Region;
    ///
    /// let ended = Region::by_code("330104").unwrap();
    /// assert_eq!(ended.name(), "江干区");
    /// assert_eq!(ended.successors().collect::<Vec<_>>(), ["330102", "330114"]);
    /// ```
    #[doc(alias = "撤并")]
    pub fn successors(&self) -> impl Iterator<Item = &str> {
        self.0.successors.split('|').filter(|code| !code.is_empty())
    }

    /// The official name of a zone's administration.
    ///
    /// ```
    /// # use zj_gov_report::region::Region;
    /// let zone = Region::by_code("zone:台州湾新区").unwrap();
    /// assert_eq!(zone.authority().unwrap(), "台州湾新区管理委员会");
    /// ```
    #[must_use]
    #[doc(alias = "管委会")]
    pub fn authority(&self) -> Option<Cow<'_, str>> {
        match (self.is_zone(), &*self.0.authority) {
            (false, _) => None,
            (true, "") if self.name().ends_with("管理委员会") => Some(self.name().into()),
            (true, "") => Some(format!("{}管理委员会", self.name()).into()),
            (true, authority) => Some(authority.into()),
        }
    }

    /// The names of its parents and its own in one.
    ///
    /// ```
    /// use zj_gov_report::Region;
    ///
    /// assert_eq!(Region::by_name("嵊州市").unwrap().full_name(), "浙江省绍兴市嵊州市");
    /// ```
    #[must_use]
    #[doc(alias = "全称")]
    pub fn full_name(&self) -> String {
        let mut names: Vec<&str> = self.parents().map(Self::name).collect();
        names.reverse();
        names.push(self.name());
        names.concat()
    }

    /// The name that its offices bear: a district's stands behind the city's.
    ///
    /// ```
    /// # use zj_gov_report::region::Region;
    /// assert_eq!(Region::by_code("330603").unwrap().office_name(), "绍兴市柯桥区");
    /// assert_eq!(Region::by_code("330681").unwrap().office_name(), "诸暨市");
    /// ```
    #[must_use]
    pub fn office_name(&self) -> Cow<'_, str> {
        match self.parent() {
            Some(city) if self.kind() == RegionKind::District => format!("{}{}", city.name(), self.name()).into(),
            _ => self.name().into(),
        }
    }
}

impl PartialEq for Region {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.code() == other.code()
    }
}

impl Eq for Region {}

impl PartialOrd for Region {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By code: divisions in the order of GB/T 2260, zones after them.
impl Ord for Region {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl Hash for Region {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code().hash(state);
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({} {})", self.code(), self.name())
    }
}

/// The official name.
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// From its code. A zone that the built-in registry does not know is kept by its name; an unknown division is an error.
impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<'de, str>::deserialize(deserializer)?;
        let known = Self::by_code(&code).or_else(|| registry::unknown_zone(code.strip_prefix("zone:")?, None));
        known.ok_or_else(|| serde::de::Error::custom(format_args!("no division has the code `{code}`")))
    }
}
