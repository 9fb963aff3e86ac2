//! What a document says about its places before a word of it is read.

use super::{Region, RegionRegistry};

/// Where and when a text was written: it decides what `市`, `南湖` or `临安` mean.
///
/// ```
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let context = PlaceContext::new().with_home(Region::by_name("舟山市").unwrap()).with_year(2021);
/// assert_eq!(context.home().unwrap().code(), "330900");
/// assert_eq!(context.year(), Some(2021));
/// ```
#[derive(Clone, Debug)]
pub struct PlaceContext<'r> {
    home: Option<Region>,
    year: Option<i32>,
    regions: &'r RegionRegistry,
}

impl PlaceContext<'static> {
    /// No home, no year, the built-in regions.
    #[must_use]
    pub fn new() -> Self {
        Self { home: None, year: None, regions: RegionRegistry::builtin() }
    }
}

impl Default for PlaceContext<'static> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'r> PlaceContext<'r> {
    /// The place that the document is about: of several places with one name, the nearest to it is meant.
    #[must_use]
    pub fn with_home(mut self, home: impl Into<Option<Region>>) -> Self {
        self.home = home.into();
        self
    }

    /// The year that the document is about: a name means the division that bears it then.
    #[must_use]
    pub fn with_year(mut self, year: impl Into<Option<i32>>) -> Self {
        self.year = year.into();
        self
    }

    /// The same context over other regions, such as the built-in ones and a user's own.
    #[must_use]
    pub fn with_regions(self, regions: &RegionRegistry) -> PlaceContext<'_> {
        PlaceContext { home: self.home, year: self.year, regions }
    }

    /// The place that the document is about.
    #[must_use]
    pub fn home(&self) -> Option<&Region> {
        self.home.as_ref()
    }

    /// The year that the document is about.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.year
    }

    /// The regions that it knows.
    #[must_use]
    pub fn regions(&self) -> &'r RegionRegistry {
        self.regions
    }

    /// The home's prefecture.
    pub(crate) fn prefecture(&self) -> Option<&Region> {
        self.home()?.prefecture()
    }

    /// The home's province.
    pub(crate) fn province(&self) -> Option<&Region> {
        self.home()?.province()
    }

    /// How near a place is to the home: 3 for one in the same prefecture, 2 for one in the same
    /// province, 0 for the others.
    pub(crate) fn nearness(&self, region: &Region) -> u8 {
        let Some(home) = self.home() else { return 0 };
        if home == region || self.prefecture().is_some_and(|city| city.contains(region)) {
            3
        } else if self.province().is_some_and(|province| province.contains(region)) {
            2
        } else {
            0
        }
    }
}
