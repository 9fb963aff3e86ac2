//! Which offices there are, and how reports name them.

use crate::text::trim;
use once_cell::sync::{Lazy, OnceCell};
use std::borrow::Cow;

use super::words::Words;
use super::{Department, DepartmentKind};
use crate::error::Error;
use crate::region::{PlaceContext, Region, RegionKind, RegionLevel, RegionRegistry};
use crate::registry::lexicon::Hit;
use crate::registry::openers::{Kinds, Openers};
use crate::registry::{CharSet, Lexicon, Row, Table};

/// Offices and their names: the built-in ones, and a user's own.
///
/// ```
/// use zj_gov_report::department::DepartmentRegistry;
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let tsv = "forms\tname\tkind\n低空办|低空经济办\t低空经济发展领导小组办公室\tdepartment\n";
/// let registry = DepartmentRegistry::builtin().clone().with_tsv(tsv).unwrap();
/// let context = PlaceContext::new().with_home(Region::by_name("绍兴市").unwrap());
/// let office = registry.by_name("市低空办", &context).unwrap();
/// assert_eq!(office.name(), "绍兴市低空经济发展领导小组办公室");
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "部门名录")]
pub struct DepartmentRegistry {
    offices: Vec<Office>,
    /// Names that follow their place; a value is an index of `uses`.
    bodies: Lexicon<u32>,
    /// Names that stand alone.
    alone: Lexicon<u32>,
    /// The words before the place, of names that take it in the middle.
    heads: Lexicon<u32>,
    uses: Vec<Use>,
    /// The longer names that follow their place, for a name with one character misread.
    long: Vec<(Cow<'static, str>, u32)>,
    /// Made for the first scan.
    openers: OnceCell<Openers>,
}

/// What the openers of a scan for offices tell apart.
pub(super) const ALONE: Kinds = 1;
pub(super) const HEAD: Kinds = 1 << 1;
pub(super) const PREFIX: Kinds = 1 << 2;
pub(super) const TITLE: Kinds = 1 << 3;
pub(super) const PLACE: Kinds = 1 << 4;
/// A name without its place.
pub(super) const BARE: Kinds = 1 << 5;

/// A row of the table.
#[derive(Clone, Debug)]
pub(super) struct Office {
    name: Cow<'static, str>,
    pub(super) kind: DepartmentKind,
    only: Cow<'static, str>,
    levels: Cow<'static, str>,
    from: Option<i32>,
    until: Option<i32>,
    short: Cow<'static, str>,
}

/// One meaning of a form.
#[derive(Clone, Debug)]
struct Use {
    office: u32,
    /// What follows the place in the middle of the name.
    tail: Cow<'static, str>,
    next: Option<u32>,
}

static BUILTIN: Lazy<DepartmentRegistry> = Lazy::new(|| {
    let mut registry = DepartmentRegistry {
        offices: Vec::new(),
        bodies: Lexicon::new(),
        alone: Lexicon::new(),
        heads: Lexicon::new(),
        uses: Vec::new(),
        long: Vec::new(),
        openers: OnceCell::new(),
    };
    let table = Table::builtin("departments", include_str!("../registry/data/departments.tsv"));
    for row in table.rows() {
        // A faulty row is left out here; a test reads every row strictly.
        registry.add(&row, Cow::Borrowed).unwrap_or_default();
    }
    registry
});

impl DepartmentRegistry {
    /// The offices of the national reforms, of Zhejiang and of its prefectures and counties.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The same registry with the offices of a table added; where a form has a meaning already, the newer row is tried first.
    ///
    /// The table is UTF-8 text: a header, then one office a line, fields split by tabs; lines that begin with `#` are
    /// notes. Columns: `forms` (how reports name it behind its place, split at `|`), `name` (the official name; `{}` is
    /// where the place goes, without one it follows the place, `=` before it means that it stands alone), `kind`, and
    /// optionally `only` (codes of the divisions that have it), `level` (of `n`, `p`, `c`, `x`), `from` and `until` (years).
    ///
    /// ```
    /// use zj_gov_report::department::DepartmentRegistry;
    /// use zj_gov_report::region::{PlaceContext, Region};
    ///
    /// let own = "forms\tname\tkind\n茶办\t茶产业发展办公室\tdepartment\n";
    /// let offices = DepartmentRegistry::builtin().clone().with_tsv(own)?;
    /// let context = PlaceContext::new().with_home(Region::by_name("杭州市").unwrap());
    /// assert_eq!(offices.by_name("市茶办", &context).unwrap().name(), "杭州市茶产业发展办公室");
    ///
    /// let error = DepartmentRegistry::builtin().clone().with_tsv("forms\tname\tkind\n茶办\t茶办\toffice\n").unwrap_err();
    /// assert_eq!(error.to_string(), "registry, line 2: no kind of office is named `office`");
    /// # Ok::<(), zj_gov_report::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Registry`](crate::ErrorKind::Registry) for a table without `forms`, `name` and `kind`, and for a row
    /// without a name or of a kind that is none of [`DepartmentKind`].
    pub fn with_tsv(mut self, tsv: &str) -> Result<Self, Error> {
        let table = Table::parse(tsv, &["forms", "name", "kind"])?;
        self.openers = OnceCell::new();
        table.rows().try_for_each(|row| self.add(&row, |field| Cow::Owned(field.to_owned())))?;
        Ok(self)
    }

    /// The office that `name` names as a whole, one without its place being the home's; see [`Department::by_name`].
    ///
    /// ```
    /// use zj_gov_report::department::DepartmentRegistry;
    /// use zj_gov_report::region::PlaceContext;
    ///
    /// let office = DepartmentRegistry::builtin().by_name("国家发改委", &PlaceContext::new()).unwrap();
    /// assert_eq!(office.name(), "国家发展和改革委员会");
    /// ```
    #[must_use]
    pub fn by_name(&self, name: &str, context: &PlaceContext<'_>) -> Option<Department> {
        let name = trim(name);
        let reader = super::read::Reader::new(name, context, self);
        let whole = |read: &super::read::Read| read.end == name.len();
        let found = reader.known(0).filter(whole).or_else(|| reader.of_home(0).filter(whole))?;
        Some(found.department)
    }

    fn add<'t>(&mut self, row: &Row<'_, 't>, own: impl Fn(&'t str) -> Cow<'static, str>) -> Result<(), Error> {
        let name = row.get("name");
        let Some(kind) = DepartmentKind::from_name(row.get("kind")) else {
            return Err(row.error(format_args!("no kind of office is named `{}`", row.get("kind"))));
        };
        if name.is_empty() {
            return Err(row.error("an office needs a name"));
        }
        let office = u32::try_from(self.offices.len()).unwrap_or(u32::MAX);
        self.offices.push(Office {
            name: own(name),
            kind,
            only: own(row.get("only")),
            levels: own(row.get("level")),
            from: row.get("from").parse().ok(),
            until: row.get("until").parse().ok(),
            short: own(row.list("forms").next().unwrap_or_default()),
        });
        let standing = name.strip_prefix('=');
        for form in row.list("forms") {
            let form = form.strip_prefix("{}").unwrap_or(form);
            match (standing, form.split_once("{}")) {
                (Some(_), _) => self.form(0, form, "".into(), office),
                (None, Some((head, tail))) => self.form(1, head, own(tail), office),
                (None, None) => {
                    self.form(2, form, "".into(), office);
                    if form.chars().nth(4).is_some() {
                        self.long
                            .push((own(form), u32::try_from(self.uses.len()).unwrap_or_default().saturating_sub(1)));
                    }
                }
            }
        }
        match standing {
            Some(name) => self.form(0, name, "".into(), office),
            None if !name.contains('{') => {
                self.form(2, name, "".into(), office);
                // 市政府外事办公室 beside 市人民政府外事办公室
                if let Some(form) = name.strip_prefix("人民") {
                    self.form(2, form, "".into(), office);
                }
            }
            None => {
                let middle =
                    name.split_once("{}").or_else(|| name.split_once("{s}")).or_else(|| name.split_once("{w}"));
                if let Some((head, tail)) =
                    middle.filter(|(head, tail)| !head.is_empty() && !tail.contains('{') && !head.contains('{'))
                {
                    self.form(1, head, own(tail), office);
                }
            }
        }
        Ok(())
    }

    fn form(&mut self, table: u8, form: &str, tail: Cow<'static, str>, office: u32) {
        let index = u32::try_from(self.uses.len()).unwrap_or(u32::MAX);
        let lexicon = match table {
            0 => &mut self.alone,
            1 => &mut self.heads,
            _ => &mut self.bodies,
        };
        let next = lexicon.insert(form, index);
        self.uses.push(Use { office, tail, next });
    }

    fn uses(&self, head: u32) -> impl Iterator<Item = (&Office, &str)> {
        let get = |index: u32| self.uses.get(index as usize);
        std::iter::successors(get(head), move |one| one.next.and_then(get))
            .filter_map(|one| Some((self.offices.get(one.office as usize)?, &*one.tail)))
    }

    /// The forms behind a place that stand at byte `at`, longest first.
    pub(super) fn bodies(&self, text: &str, at: usize) -> Vec<Hit<u32>> {
        all(&self.bodies, text, at)
    }

    /// The form that `name` is with one character misread, if there is only one such: 交诵运输局.
    pub(super) fn misread(&self, name: &str) -> Option<u32> {
        let one_off = |form: &str| {
            let mut wrong = form.chars().zip(name.chars()).filter(|(right, written)| right != written);
            let only = wrong.next().filter(|_| wrong.next().is_none() && form.chars().count() == name.chars().count());
            only.is_some_and(|(right, written)| Words::get().is_misread(written, right))
        };
        let mut found = self.long.iter().filter(|(form, _)| one_off(form)).map(|&(_, index)| index);
        found.next().filter(|_| found.next().is_none())
    }

    /// Where a name that stands alone may begin, one with its place in the middle, what stands for a place, a place of the
    /// built-in ones, and a name without its place.
    pub(super) fn openers(&self) -> &Openers {
        self.openers.get_or_init(|| {
            let mut openers = Openers::new();
            openers.add_words(ALONE, &self.alone);
            openers.add_words(HEAD, &self.heads);
            openers.add_set(PREFIX, &CharSet::of_forms("省市县区".chars()));
            openers.add_always(TITLE, ['《']);
            openers.add_words(PLACE, RegionRegistry::builtin().names());
            openers.add_words(BARE, &self.bodies);
            openers
        })
    }

    /// Whether such a name, or its opening before the place, stands at byte `at`.
    pub(super) fn opens(&self, text: &str, at: usize) -> bool {
        self.alone.longest(text, at).is_some() || self.heads.longest(text, at).is_some()
    }

    /// The names that stand alone at byte `at`, longest first.
    pub(super) fn alone(&self, text: &str, at: usize) -> Vec<Hit<u32>> {
        all(&self.alone, text, at)
    }

    /// The openings of names with the place in the middle, at byte `at`, longest first.
    pub(super) fn heads(&self, text: &str, at: usize) -> Vec<Hit<u32>> {
        all(&self.heads, text, at)
    }

    /// The office that a form means for an owner, and the end of its name behind the place.
    pub(super) fn office(
        &self,
        head: u32,
        owner: Option<&Region>,
        context: &PlaceContext<'_>,
        tail: impl Fn(&str) -> bool,
    ) -> Option<&Office> {
        let mut best: Option<(&Office, (bool, bool))> = None;
        for (office, after) in self.uses(head) {
            let rank = (office.is_valid_in(context.year()), !office.only.is_empty());
            if office.serves(owner, context.home()) && tail(after) && best.is_none_or(|(_, top)| rank > top) {
                best = Some((office, rank));
            }
        }
        best.map(|(office, _)| office)
    }

    /// What may follow the place in names that open with this form.
    pub(super) fn tails(&self, head: u32) -> impl Iterator<Item = &str> {
        self.uses(head).map(|(_, tail)| tail)
    }
}

impl Office {
    /// Whether it is an office of that place; without a place, whether it stands alone in documents of the home.
    fn serves(&self, owner: Option<&Region>, home: Option<&Region>) -> bool {
        let level = match owner.map(Region::level) {
            None => 'n',
            Some(RegionLevel::Province) => 'p',
            Some(RegionLevel::Prefecture) => 'c',
            Some(RegionLevel::County | RegionLevel::Zone) => 'x',
        };
        let at_level = if self.levels.is_empty() { level != 'n' } else { self.levels.contains(level) };
        at_level && (self.only.is_empty() || owner.or(home).is_some_and(|place| self.is_only(place)))
    }

    /// Whether the place lies in one of those that use the row.
    fn is_only(&self, place: &Region) -> bool {
        std::iter::once(place)
            .chain(place.parents())
            .any(|region| self.only.split('|').any(|code| code == region.code()))
    }

    fn is_valid_in(&self, year: Option<i32>) -> bool {
        let Some(year) = year else { return self.until.is_none() };
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until)
    }

    /// The office of a place, under its official name.
    ///
    /// `written` is the place as the text has it.
    pub(super) fn of(&self, owner: Option<&Region>, written: &str, context: &PlaceContext<'_>) -> Department {
        let name = self.name.strip_prefix('=').unwrap_or(&self.name);
        let Some(owner) = owner else {
            let place = context.prefecture().filter(|_| !self.only.is_empty());
            return match place {
                Some(place) => {
                    Department::known(name.to_owned(), self.kind, Some(place.clone()), self.short.to_string())
                }
                None => Department::national(name.to_owned(), self.kind, self.short.to_string()),
            };
        };
        let place = owner.office_name();
        let name = if name.contains('{') {
            let prefecture = owner.prefecture().unwrap_or(owner);
            let name = name.replace("{}", &place).replace("{s}", owner.short_name());
            name.replace("{w}", if written.is_empty() { &place } else { written }).replace("{p}", prefecture.name())
        } else {
            [&place, name].concat()
        };
        let short = match (owner.kind(), self.short.contains("{}")) {
            (kind, true) => self.short.replace("{}", letter(kind)),
            (kind, false) => [letter(kind), &self.short].concat(),
        };
        Department::known(name, self.kind, Some(owner.clone()), short)
    }
}

/// How reports abbreviate the place before an office.
fn letter(kind: RegionKind) -> &'static str {
    match kind.level() {
        RegionLevel::Province => "省",
        RegionLevel::Prefecture => "市",
        RegionLevel::Zone => "",
        RegionLevel::County => match kind {
            RegionKind::District => "区",
            RegionKind::CountyCity => "市",
            _ => "县",
        },
    }
}

fn all(lexicon: &Lexicon<u32>, text: &str, at: usize) -> Vec<Hit<u32>> {
    let mut hits = Vec::new();
    lexicon.walk(text, at, |hit| hits.push(hit));
    hits.reverse();
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The built-in table is read strictly here, and its invariants are checked.
    #[test]
    fn the_built_in_table_is_well_formed() {
        let source = include_str!("../registry/data/departments.tsv");
        let table = Table::parse(source, &["forms", "name", "kind", "only", "level", "from", "until"]).unwrap();
        let mut registry = DepartmentRegistry::builtin().clone();
        let mut seen = HashSet::new();
        for row in table.rows() {
            registry.add(&row, |field| Cow::Owned(field.to_owned())).unwrap();
            let (name, level) = (row.get("name"), row.get("level"));
            assert_eq!(name.starts_with('='), level == "n", "{}", row.error("`=` and level n belong together"));
            assert!(level.chars().all(|c| "npcx".contains(c)), "{}", row.error("level"));
            let year = |column: &str| {
                row.get(column).is_empty() || row.get(column).parse::<i32>().is_ok_and(|year| year > 1990)
            };
            assert!(year("from") && year("until"), "{}", row.error("years"));
            for code in row.list("only") {
                assert!(Region::by_code(code).is_some(), "{}", row.error(format_args!("no place `{code}`")));
            }
            for form in row.list("forms") {
                let key = (form, row.get("only"), level, row.get("from"), row.get("until"));
                assert!(seen.insert(key), "{}", row.error(format_args!("`{form}` twice")));
            }
        }
        assert!(seen.len() > 800, "{}", seen.len());
        let contexts =
            Table::parse(include_str!("../registry/data/department_contexts.tsv"), &["part", "end", "text"]).unwrap();
        let mut seen = HashSet::new();
        for row in contexts.rows() {
            for word in row.list("text") {
                let key = (row.get("part"), row.get("end"), word);
                assert!(seen.insert(key), "{}", row.error(format_args!("`{word}` twice")));
            }
        }
    }
}
