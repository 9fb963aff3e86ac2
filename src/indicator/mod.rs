//! Statistical indicators: what a metric measures, under whatever name the text gives it.
//!
//! `规上工业增加值增速`, `规模以上工业增加值` and `全市规模工业增加值` are one indicator. [`Indicators`] is the registry of
//! them: the built-in one ([`Indicators::builtin`]) knows what the reports of Zhejiang's governments usually state, and
//! a table of your own extends it ([`Indicators::with_tsv`]). [`Indicators::find`] resolves a noun phrase,
//! [`Indicators::mentions`] looks for names in a running text.
//!
//! ```
//! use zj_gov_report::{Indicators, indicator::Better};
//!
//! let unemployment = Indicators::builtin().find("全市城镇登记失业率").unwrap();
//! assert_eq!(unemployment.id(), "registered-unemployment-rate");
//! assert_eq!(unemployment.unit(), Some("%"));
//! assert_eq!(unemployment.better(), Some(Better::Down));
//! ```

mod affix;
mod ends;
mod find;
mod mentions;
mod registry;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use affix::Class;
pub use registry::Indicators;

/// A text of a registry: borrowed from a built-in file, owned where a user gave it.
type Text = Cow<'static, str>;

/// A statistical indicator, such as 地区生产总值.
///
/// A handle: cloning it is cheap, and two handles are equal when their ids are. serde writes the id and reads it
/// through the [built-in registry](Indicators::builtin); an id that it does not know is kept, with the id as the name.
///
/// ```
/// use zj_gov_report::Indicators;
///
/// let gdp = Indicators::builtin().get("gdp").unwrap();
/// assert_eq!(gdp.to_string(), "地区生产总值");
/// assert_eq!(serde_json::to_string(gdp).unwrap(), "\"gdp\"");
/// ```
#[derive(Clone)]
#[doc(alias = "指标")]
#[doc(alias = "统计指标")]
pub struct Indicator(Arc<Entry>);

struct Entry {
    id: Text,
    name: Text,
    aliases: Box<[Text]>,
    unit: Text,
    kind: Option<IndicatorKind>,
    better: Option<Better>,
    source: Text,
    not_before: Box<[Text]>,
    not_after: Box<[Text]>,
    class: Class,
}

/// How the figures of an indicator behave over time.
///
/// ```
/// use zj_gov_report::{Indicators, indicator::IndicatorKind};
///
/// let kind = |name| Indicators::builtin().find(name).and_then(|found| found.kind());
/// assert_eq!(kind("固定资产投资"), Some(IndicatorKind::Flow));
/// assert_eq!(kind("贷款余额"), Some(IndicatorKind::Stock));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[doc(alias = "指标类型")]
pub enum IndicatorKind {
    /// Adds up over its period: an output, an income, things built in the year.
    #[doc(alias = "流量")]
    Flow,
    /// A state as of a day: a balance, a population, things that exist.
    #[doc(alias = "存量")]
    Stock,
    /// A share, an intensity, a mean or a standard: the figures of two months do not add up.
    #[doc(alias = "比率")]
    Rate,
    /// An index against a base.
    #[doc(alias = "指数")]
    Index,
}

/// Which way is good news for an indicator.
///
/// ```
/// use zj_gov_report::{Indicators, indicator::Better};
///
/// let better = |name| Indicators::builtin().find(name).and_then(|found| found.better());
/// assert_eq!(better("地区生产总值"), Some(Better::Up));
/// assert_eq!(better("PM2.5浓度"), Some(Better::Down));
/// assert_eq!(better("居民消费价格指数"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[doc(alias = "优劣方向")]
pub enum Better {
    /// More is wanted.
    #[doc(alias = "正向指标")]
    Up,
    /// Less is wanted.
    #[doc(alias = "逆向指标")]
    Down,
}

impl Indicator {
    /// The stable id: lower-case English with hyphens.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// assert_eq!(Indicators::builtin().find("社零").unwrap().id(), "retail-sales");
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The official Chinese name.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// assert_eq!(Indicators::builtin().find("社零").unwrap().name(), "社会消费品零售总额");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The other names, in the order of the registry, without the official one.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// assert!(Indicators::builtin().get("gdp").unwrap().aliases().any(|alias| alias == "GDP"));
    /// ```
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.0.aliases.iter().map(|alias| &**alias)
    }

    /// The usual unit of its level, without a scale (`元`, not `亿元`); `None` where it has none.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// assert_eq!(Indicators::builtin().find("常住人口").unwrap().unit(), Some("人"));
    /// ```
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        Some(&*self.0.unit).filter(|unit| !unit.is_empty())
    }

    /// How its figures behave over time; `None` where the registry does not say.
    ///
    /// ```
    /// use zj_gov_report::Indicators;
    /// use zj_gov_report::indicator::IndicatorKind;
    ///
    /// assert_eq!(Indicators::builtin().get("gdp").unwrap().kind(), Some(IndicatorKind::Flow));
    /// ```
    #[must_use]
    pub fn kind(&self) -> Option<IndicatorKind> {
        self.0.kind
    }

    /// Which way is good news; `None` where neither is, or the registry does not say.
    ///
    /// ```
    /// use zj_gov_report::Indicators;
    /// use zj_gov_report::indicator::Better;
    ///
    /// assert_eq!(Indicators::builtin().find("城镇登记失业率").unwrap().better(), Some(Better::Down));
    /// ```
    #[must_use]
    pub fn better(&self) -> Option<Better> {
        self.0.better
    }

    /// Where the indicator is usually stated, as the registry says it: `公报` for the statistical communiqué, `报告` for
    /// the report on the work of the government, `实事` for 民生实事, `部门` for figures of the office in charge.
    ///
    /// ```
    /// # use zj_gov_report::Indicators;
    /// assert_eq!(Indicators::builtin().get("gdp").unwrap().source(), "公报");
    /// ```
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// An indicator of which nothing is known but its id.
    fn unknown(id: String) -> Self {
        let (name, none) = (Text::Owned(id.clone()), Text::Borrowed(""));
        Self(Arc::new(Entry {
            id: Text::Owned(id),
            name,
            aliases: Box::default(),
            unit: none.clone(),
            kind: None,
            better: None,
            source: none,
            not_before: Box::default(),
            not_after: Box::default(),
            class: Class::of(None, ""),
        }))
    }
}

impl IndicatorKind {
    /// The word of the registry.
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "flow" => Self::Flow,
            "stock" => Self::Stock,
            "rate" => Self::Rate,
            "index" => Self::Index,
            _ => return None,
        })
    }
}

impl Better {
    /// The word of the registry.
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "up" => Self::Up,
            "down" => Self::Down,
            _ => return None,
        })
    }
}

impl fmt::Display for Indicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Indicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Indicator({}, {})", self.id(), self.name())
    }
}

impl PartialEq for Indicator {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Indicator {}

impl PartialOrd for Indicator {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Indicator {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id().cmp(other.id())
    }
}

impl Hash for Indicator {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

impl Serialize for Indicator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Indicator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Ok(Indicators::builtin().get(&id).cloned().unwrap_or_else(|| Self::unknown(id)))
    }
}
