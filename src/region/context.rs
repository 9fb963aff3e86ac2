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
#[doc(alias = "语境")]
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
    ///
    /// ```
    /// use zj_gov_report::region::{PlaceContext, Region, find_regions};
    ///
    /// let home = Region::by_name("台州市").unwrap();
    /// // 路桥 is a district of 台州; elsewhere it means roads and bridges.
    /// let found = find_regions("椒江、路桥各3个", &PlaceContext::new().with_home(home));
    /// assert_eq!(found[1].region().code(), "331004");
    /// ```
    #[must_use]
    pub fn with_home(mut self, home: impl Into<Option<Region>>) -> Self {
        self.home = home.into();
        self
    }

    /// The year that the document is about: a name means the division that bears it then.
    ///
    /// ```
    /// use zj_gov_report::region::{PlaceContext, find_regions};
    ///
    /// let code = |year: i32| find_regions("临安新建3个", &PlaceContext::new().with_year(year))[0].region().code().to_owned();
    /// assert_eq!((code(2015).as_str(), code(2021).as_str()), ("330185", "330112"));
    /// ```
    #[must_use]
    pub fn with_year(mut self, year: impl Into<Option<i32>>) -> Self {
        self.year = year.into();
        self
    }

    /// The same context over other regions, such as the built-in ones and a user's own.
    ///
    /// ```
    /// use zj_gov_report::region::{PlaceContext, RegionRegistry, find_regions};
    ///
    /// let own = "code\tname\tkind\tplace\nzone:云栖茶谷\t云栖茶谷\tzone\t330106\n";
    /// let regions = RegionRegistry::builtin().clone().with_tsv(own)?;
    /// let found = find_regions("云栖茶谷引进企业3家", &PlaceContext::new().with_regions(&regions));
    /// assert_eq!(found[0].region().parent().unwrap().name(), "西湖区");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
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
