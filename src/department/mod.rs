//! Offices: the departments of governments, Party organs, people's organisations, branches of national bodies, and companies that act for them.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | [`Department`]: what an office is |
//! | `registry.rs` | [`DepartmentRegistry`]: which offices there are and how reports name them |
//! | `words.rs` | the vocabulary that says where a name ends |
//! | `read.rs` | one office at one place of a text |
//! | `find.rs` | [`find_departments`]: the offices that a text names |
//! | `cell.rs` | [`parse_responsible`]: the units of a responsibility cell, with their roles |
//!
//! ```
//! use zj_gov_report::department::find_departments;
//! use zj_gov_report::region::{PlaceContext, Region};
//!
//! let context = PlaceContext::new().with_home(Region::by_name("舟山市").unwrap()).with_year(2021);
//! let found = find_departments("市人社局会同省科技厅组织招聘", &context);
//! let names: Vec<_> = found.iter().map(|office| office.department().name()).collect();
//! assert_eq!(names, ["舟山市人力资源和社会保障局", "浙江省科学技术厅"]);
//! ```

mod assignment;
mod cell;
mod find;
mod read;
mod registry;
mod words;

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::region::{Region, RegionLevel};

pub(crate) use assignment::AssignmentWords;
pub use cell::{AssignmentRole, ResponsibleUnit, parse_responsible, says_first_leads};
pub use find::{DepartmentMention, find_departments};
pub use registry::DepartmentRegistry;

/// An office: its official name in the year of the document, and whose office it is.
///
/// ```
/// use zj_gov_report::department::{Department, DepartmentKind, DepartmentLevel};
/// use zj_gov_report::region::PlaceContext;
///
/// let office = Department::by_name("绍兴市发改委", &PlaceContext::new()).unwrap();
/// assert_eq!(office.name(), "绍兴市发展和改革委员会");
/// assert_eq!(office.kind(), DepartmentKind::Department);
/// assert_eq!(office.level(), Some(DepartmentLevel::Prefecture));
/// assert_eq!(office.region().unwrap().code(), "330600");
/// assert_eq!(office.short_name(), "市发改委");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[doc(alias = "责任单位")]
pub struct Department {
    name: Box<str>,
    kind: DepartmentKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<DepartmentLevel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    short: Box<str>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unknown: bool,
}

/// What sort of office a [`Department`] is.
///
/// ```
/// use zj_gov_report::Department;
/// use zj_gov_report::department::DepartmentKind;
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let context = PlaceContext::new().with_home(Region::by_name("绍兴市").unwrap()).with_year(2021);
/// let kind = |name: &str| Department::by_name(name, &context).map(|office| office.kind());
/// assert_eq!(kind("柯桥区政府"), Some(DepartmentKind::Government));
/// assert_eq!(kind("团市委"), Some(DepartmentKind::Organization));
/// assert_eq!(kind("人行绍兴市中心支行"), Some(DepartmentKind::Vertical));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "部门类型")]
pub enum DepartmentKind {
    /// A department of a government, a leading group's office, a public institution.
    #[doc(alias = "政府部门")]
    Department,
    /// A government.
    #[doc(alias = "人民政府")]
    Government,
    /// An organ of the Party.
    #[doc(alias = "党委部门")]
    Party,
    /// The administration of a functional zone, or an office of it.
    #[doc(alias = "管委会")]
    Zone,
    /// A company.
    #[doc(alias = "国有企业")]
    Company,
    /// A people's organisation, an association, a court, a people's congress.
    #[doc(alias = "群团")]
    Organization,
    /// A branch of a national body: the central bank, taxes, customs, weather, post.
    #[doc(alias = "垂直管理单位")]
    Vertical,
    /// A group of units: 各县(市、区)政府.
    #[doc(alias = "各县(市、区)政府")]
    Group,
}

impl DepartmentKind {
    /// The stable name.
    ///
    /// ```
    /// assert_eq!(zj_gov_report::department::DepartmentKind::Vertical.as_str(), "vertical");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Government => "government",
            Self::Party => "party",
            Self::Zone => "zone",
            Self::Company => "company",
            Self::Organization => "organization",
            Self::Vertical => "vertical",
            Self::Group => "group",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "department" => Self::Department,
            "government" => Self::Government,
            "party" => Self::Party,
            "zone" => Self::Zone,
            "company" => Self::Company,
            "organization" => Self::Organization,
            "vertical" => Self::Vertical,
            "group" => Self::Group,
            _ => return None,
        })
    }
}

/// At which level an office stands.
///
/// ```
/// use zj_gov_report::Department;
/// use zj_gov_report::department::DepartmentLevel;
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let context = PlaceContext::new().with_home(Region::by_name("绍兴市").unwrap()).with_year(2021);
/// let level = |name: &str| Department::by_name(name, &context).and_then(|office| office.level());
/// assert_eq!(level("国家发改委"), Some(DepartmentLevel::National));
/// assert_eq!(level("市发改委"), Some(DepartmentLevel::Prefecture));
/// assert_eq!(level("柯桥区政府"), Some(DepartmentLevel::County));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "级别")]
pub enum DepartmentLevel {
    /// An office of the State or of the Party's centre.
    #[doc(alias = "国家级")]
    National,
    /// An office of a province.
    #[doc(alias = "省级")]
    Province,
    /// An office of a prefecture-level city.
    #[doc(alias = "市级")]
    Prefecture,
    /// An office of a district, a county or a county-level city.
    #[doc(alias = "县级")]
    County,
    /// An office of a functional zone.
    #[doc(alias = "功能区")]
    Zone,
}

impl DepartmentLevel {
    /// The stable name.
    ///
    /// ```
    /// assert_eq!(zj_gov_report::department::DepartmentLevel::Prefecture.as_str(), "prefecture");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
            Self::Zone => "zone",
        }
    }
}

impl From<RegionLevel> for DepartmentLevel {
    fn from(level: RegionLevel) -> Self {
        match level {
            RegionLevel::Province => Self::Province,
            RegionLevel::Prefecture => Self::Prefecture,
            RegionLevel::County => Self::County,
            RegionLevel::Zone => Self::Zone,
        }
    }
}

impl Department {
    /// The office that `name` names as a whole, its place before it or told by the context.
    ///
    /// `None` where the built-in registry knows no such office.
    ///
    /// ```
    /// use zj_gov_report::department::Department;
    /// use zj_gov_report::region::{PlaceContext, Region};
    ///
    /// let context = PlaceContext::new().with_home(Region::by_name("诸暨市").unwrap());
    /// assert_eq!(Department::by_name("市发改局", &context).unwrap().name(), "诸暨市发展和改革局");
    /// assert_eq!(Department::by_name("团市委", &context).unwrap().name(), "共青团诸暨市委员会");
    /// assert_eq!(Department::by_name("市", &context), None);
    /// ```
    #[must_use]
    #[doc(alias = "部门")]
    pub fn by_name(name: &str, context: &crate::region::PlaceContext<'_>) -> Option<Self> {
        DepartmentRegistry::builtin().by_name(name, context)
    }

    pub(crate) fn known(name: String, kind: DepartmentKind, region: Option<Region>, short: String) -> Self {
        let level = region.as_ref().map(|region| region.level().into());
        Self { name: name.into(), kind, level, region, short: short.into(), unknown: false }
    }

    pub(crate) fn national(name: String, kind: DepartmentKind, short: String) -> Self {
        Self {
            name: name.into(),
            kind,
            level: Some(DepartmentLevel::National),
            region: None,
            short: short.into(),
            unknown: false,
        }
    }

    pub(crate) fn unknown(name: String, kind: DepartmentKind, region: Option<Region>) -> Self {
        let level = region.as_ref().map(|region| region.level().into());
        Self { name: name.into(), kind, level, region, short: Box::default(), unknown: true }
    }

    /// The official name; where no registry knows the office, the name as written, its place in front.
    #[must_use]
    #[doc(alias = "全称")]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How reports of its place usually name it (`市发改委`); the name itself where that is not known.
    ///
    /// ```
    /// use zj_gov_report::Department;
    /// use zj_gov_report::region::{PlaceContext, Region};
    ///
    /// let context = PlaceContext::new().with_home(Region::by_name("绍兴市").unwrap()).with_year(2021);
    /// let office = Department::by_name("绍兴市发展和改革委员会", &context).unwrap();
    /// assert_eq!(office.short_name(), "市发改委");
    /// ```
    #[must_use]
    #[doc(alias = "简称")]
    #[doc(alias = "部门简称")]
    pub fn short_name(&self) -> &str {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// What sort of office it is.
    #[must_use]
    pub fn kind(&self) -> DepartmentKind {
        self.kind
    }

    /// At which level it stands; `None` where its place is not known.
    #[must_use]
    pub fn level(&self) -> Option<DepartmentLevel> {
        self.level
    }

    /// Whose office it is; `None` for a national one and where it is not known.
    #[must_use]
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// Whether a registry knows the office, so that its name is the official one.
    ///
    /// ```
    /// use zj_gov_report::department::parse_responsible;
    /// use zj_gov_report::region::PlaceContext;
    ///
    /// let units = parse_responsible("省发改委、东海浮岛办", &PlaceContext::new());
    /// assert!(units[0].department().is_known());
    /// assert!(!units[1].department().is_known());
    /// ```
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.unknown
    }
}

/// The official name.
impl fmt::Display for Department {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
