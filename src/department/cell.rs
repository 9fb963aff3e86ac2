//! The units of a responsibility cell: who leads, who is responsible, who supports.
//!
//! ```text
//! cell      = { label | mark | unit | separator }
//! label     = '牵头单位' | '责任单位' | '配合单位' | … [ ':' ]     the role of what follows
//! mark      = '★' | '▲' | '*'                                      beside a unit: it leads
//! unit      = office | group | place | unknown name
//! group     = '各' division { separator division } [ '政府' ]       各县(市、区)政府
//! separator = '、' | ',' | ';' | line break | …
//! ```
//!
//! Names may be wrapped over lines, or run together without a separator: a name that the registries know ends where it ends.

use serde::{Deserialize, Serialize};

use super::assignment::AssignmentWords;
use super::read::{Reader, official};
use super::{Department, DepartmentKind, DepartmentRegistry};
use crate::names::names;
use crate::region::{PlaceContext, Region, RegionLevel, places_at, starts_with};
use crate::span::Span;
use crate::text::{char_at, char_before, fold, is_blank, skip_blanks, skip_blanks_back, squash};

/// How long, in bytes, a unit may be.
const UNIT_REACH: usize = 360;

/// What a unit has to do with a task.
///
/// ```
/// use zj_gov_report::department::{AssignmentRole, parse_responsible};
/// use zj_gov_report::region::PlaceContext;
///
/// let units = parse_responsible("★市发改委、市财政局", &PlaceContext::new());
/// assert_eq!((units[0].role(), units[1].role()), (AssignmentRole::Lead, AssignmentRole::Responsible));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[doc(alias = "职责")]
pub enum AssignmentRole {
    /// It leads: 牵头单位, ★.
    #[doc(alias = "牵头单位")]
    Lead,
    /// It is responsible: 责任单位, or a cell that says no more.
    #[doc(alias = "责任单位")]
    #[default]
    Responsible,
    /// It supports: 配合单位.
    #[doc(alias = "配合单位")]
    Supporting,
}

names!(AssignmentRole { Lead = "lead", Responsible = "responsible", Supporting = "supporting" });

/// A unit of a responsibility cell.
///
/// ```
/// use zj_gov_report::department::{DepartmentKind, parse_responsible};
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let context = PlaceContext::new().with_home(Region::by_name("嘉兴市").unwrap()).with_year(2024);
/// let units = parse_responsible("市科技局、各县(市、区)政府", &context);
/// assert_eq!(units[0].department().name(), "嘉兴市科学技术局");
/// assert_eq!(units[1].text(), "各县(市、区)政府");
/// assert_eq!(units[1].department().kind(), DepartmentKind::Group);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "责任单位")]
pub struct ResponsibleUnit {
    text: String,
    span: Span,
    role: AssignmentRole,
    department: Department,
}

impl ResponsibleUnit {
    /// The name as written, without the blanks and line breaks inside it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it stands in the cell.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What it has to do with the task.
    #[must_use]
    pub fn role(&self) -> AssignmentRole {
        self.role
    }

    /// The office; of an unknown name one that is not [known](Department::is_known).
    #[must_use]
    pub fn department(&self) -> &Department {
        &self.department
    }
}

/// Reads the units of a responsibility cell, or of the text between brackets behind a task.
///
/// A unit that no registry knows is kept as written; `/`, `无` and `等` are none.
///
/// ```
/// use zj_gov_report::department::{AssignmentRole, parse_responsible};
/// use zj_gov_report::region::{PlaceContext, Region};
///
/// let context = PlaceContext::new().with_home(Region::by_name("嘉兴市").unwrap()).with_year(2021);
/// let units = parse_responsible("嘉善县政府、\n长三角发展办", &context);
/// assert_eq!(units[0].text(), "嘉善县政府");
/// assert_eq!(units[0].department().name(), "嘉善县人民政府");
/// assert_eq!(units[1].department().name(), "嘉兴市长三角一体化发展办公室");
///
/// let units = parse_responsible("牵头单位:市经\n信局;配合单位:各县(市、区)政府", &context);
/// assert_eq!(units[0].text(), "市经信局");
/// assert_eq!(units[0].role(), AssignmentRole::Lead);
/// assert_eq!(units[1].text(), "各县(市、区)政府");
/// assert_eq!(units[1].role(), AssignmentRole::Supporting);
/// ```
#[must_use]
#[doc(alias = "责任单位")]
pub fn parse_responsible(text: &str, context: &PlaceContext<'_>) -> Vec<ResponsibleUnit> {
    DepartmentRegistry::builtin().parse_responsible(text, context)
}

/// Whether a text states once for all that of several units the first one leads: `列第一位的为牵头单位`.
///
/// ```
/// assert!(zj_gov_report::department::says_first_leads("注:责任单位列第一位的为牵头单位"));
/// assert!(!zj_gov_report::department::says_first_leads("牵头单位:市发改委"));
/// ```
#[must_use]
#[doc(alias = "列第一位的为牵头单位")]
pub fn says_first_leads(text: &str) -> bool {
    let text = squash(text);
    AssignmentWords::builtin().first.iter().any(|words| {
        let behind = text.split_once(words).map(|(_, behind)| behind);
        behind.is_some_and(|behind| behind.find("牵头").is_some_and(|offset| offset <= 24))
    })
}

impl DepartmentRegistry {
    /// Reads the units of a responsibility cell; see [`parse_responsible`].
    ///
    /// ```
    /// use zj_gov_report::department::DepartmentRegistry;
    /// use zj_gov_report::region::PlaceContext;
    ///
    /// let units = DepartmentRegistry::builtin().parse_responsible("省科技厅、省财政厅", &PlaceContext::new());
    /// assert_eq!(units[1].department().name(), "浙江省财政厅");
    /// ```
    #[must_use]
    pub fn parse_responsible(&self, text: &str, context: &PlaceContext<'_>) -> Vec<ResponsibleUnit> {
        let mut cell = Cell {
            reader: Reader::new(text, context, self),
            units: Vec::new(),
            role: AssignmentRole::default(),
            marked: false,
            since: 0,
        };
        cell.run();
        // A rule that is stated once, where nothing else tells the roles.
        if says_first_leads(text)
            && cell.units.iter().all(|unit| unit.role == AssignmentRole::Responsible)
            && let Some(first) = cell.units.first_mut()
        {
            first.role = AssignmentRole::Lead;
        }
        cell.units
    }
}

struct Cell<'t, 'c, 'r> {
    reader: Reader<'t, 'c, 'r>,
    units: Vec<ResponsibleUnit>,
    role: AssignmentRole,
    /// Whether a mark stands before the unit that comes.
    marked: bool,
    /// The first unit that a verb behind it may still give a role.
    since: usize,
}

/// A unit that was read.
struct Unit {
    department: Department,
    end: usize,
}

impl Cell<'_, '_, '_> {
    fn run(&mut self) {
        let text = self.reader.text;
        let mut at = 0usize;
        while let Some(c) = char_at(text, at) {
            let next = at.saturating_add(c.len_utf8());
            at = if let Some(end) = self.note(at) {
                end
            } else if is_blank(c) || is_separator(c) || self.is_filler(at) {
                next
            } else if is_mark(c) {
                self.mark(at);
                next
            } else if let Some(end) = self.label(at).or_else(|| self.leader(at)) {
                end
            } else if let Some(end) = self.verb(at) {
                end
            } else {
                self.unit(at).max(next)
            };
        }
    }

    /// A remark in brackets that names no unit: (列第一位的为牵头单位,下同).
    fn note(&self, at: usize) -> Option<usize> {
        let text = self.reader.text;
        let open = char_at(text, at).filter(|&c| fold(c) == '(')?;
        let inner = skip_blanks(text, at.saturating_add(open.len_utf8()));
        AssignmentWords::builtin().note.iter().find_map(|note| starts_with(text, inner, note))?;
        let rest = text.get(inner..)?.char_indices().take_while(|&(offset, _)| offset <= UNIT_REACH);
        let close = rest.into_iter().find(|&(_, c)| fold(c) == ')')?;
        Some(inner.saturating_add(close.0).saturating_add(close.1.len_utf8()))
    }

    /// 等 and 含 between units.
    fn is_filler(&self, at: usize) -> bool {
        let text = self.reader.text;
        let Some(c) = char_at(text, at).filter(|c| matches!(c, '等' | '含' | '和' | '及' | '与')) else {
            return false;
        };
        let next = skip_blanks(text, at.saturating_add(c.len_utf8()));
        self.known(next).is_some() || self.reader.words.opens_group(text, next).is_some()
    }

    /// A mark before a unit, or right behind one: the unit leads.
    fn mark(&mut self, at: usize) {
        let behind = skip_blanks_back(self.reader.text, at);
        match self.units.last_mut() {
            Some(last) if last.span.end() == behind && behind == at => last.role = AssignmentRole::Lead,
            _ => self.marked = true,
        }
    }

    fn label(&mut self, at: usize) -> Option<usize> {
        let text = self.reader.text;
        let (end, role) = AssignmentWords::builtin().label(text, at)?;
        let behind = skip_blanks(text, end);
        let colon = char_at(text, behind).filter(|&c| fold(c) == ':');
        // Without a colon the words are a label only where they stand apart.
        if colon.is_none()
            && behind == end
            && behind < text.len()
            && char_at(text, behind).is_some_and(|c| !matches!(fold(c), ')' | ']' | '】'))
        {
            return None;
        }
        self.role = role;
        self.since = self.units.len();
        Some(colon.map_or(end, |c| behind.saturating_add(c.len_utf8())))
    }

    /// The persons behind a label of theirs, up to the end of the line or of the clause.
    fn leader(&self, at: usize) -> Option<usize> {
        let text = self.reader.text;
        let end = AssignmentWords::builtin().leader.iter().filter_map(|label| starts_with(text, at, label)).max()?;
        let colon = skip_blanks(text, end);
        if char_at(text, colon).is_none_or(|c| fold(c) != ':') {
            return None;
        }
        let rest = text.get(colon..)?.char_indices().take_while(|&(offset, _)| offset <= UNIT_REACH);
        let stop = rest.into_iter().find(|&(_, c)| matches!(fold(c), ';' | '。' | '\n'));
        Some(stop.map_or(end, |(offset, _)| colon.saturating_add(offset)))
    }

    fn verb(&mut self, at: usize) -> Option<usize> {
        let (end, role) = AssignmentWords::builtin().verb(self.reader.text, at)?;
        let since = self.since.min(self.units.len());
        self.units.iter_mut().skip(since).for_each(|unit| unit.role = role);
        // A verb in brackets, or right behind a unit, is about that unit alone: 市发改委(牵头)、市财政局.
        let open =
            char_before(self.reader.text, skip_blanks_back(self.reader.text, at)).is_some_and(|c| fold(c) == '(');
        if open {
            let last = self.units.len().saturating_sub(1);
            let role_before = self.role;
            self.units.iter_mut().skip(since).take(last.saturating_sub(since)).for_each(|unit| unit.role = role_before);
        }
        self.since = self.units.len();
        Some(end)
    }

    /// Reads the unit at byte `at`; the byte after it.
    fn unit(&mut self, at: usize) -> usize {
        let text = self.reader.text;
        let unit = self.group(at).or_else(|| self.known(at)).unwrap_or_else(|| self.unknown(at));
        let end = skip_blanks_back(text, unit.end).max(at);
        let written = squash(text.get(at..end).unwrap_or_default()).into_owned();
        let none = matches!(&*written, "" | "无" | "等" | "等单位" | "等部门" | "等有关单位" | "等相关单位");
        if !none {
            let role = if std::mem::take(&mut self.marked) { AssignmentRole::Lead } else { self.role };
            self.units.push(ResponsibleUnit {
                text: written,
                span: Span::new(at, end),
                role,
                department: unit.department,
            });
        }
        unit.end
    }

    /// A unit that a registry knows, if its name does not run on into an unknown one.
    fn known(&self, at: usize) -> Option<Unit> {
        let reader = &self.reader;
        let home = reader.context.home();
        let named = reader.known(at).map(|read| Unit { department: read.department, end: read.end });
        let bare = || {
            home.and_then(|home| reader.bare(at, home)).map(|read| Unit { department: read.department, end: read.end })
        };
        let office = named.or_else(bare).filter(|unit| self.is_closed(unit.end));
        office.or_else(|| self.place(at)).or_else(|| {
            let read = reader.any(at)?;
            self.is_closed(read.end).then_some(Unit { department: read.department, end: read.end })
        })
    }

    /// A place that stands as a unit: 嘉善县, 海洋科学城, and the places of 南湖区、秀洲区政府.
    fn place(&self, at: usize) -> Option<Unit> {
        let (region, end) =
            places_at(self.reader.text, at, self.reader.context).into_iter().find(|&(_, end)| self.is_closed(end))?;
        let department =
            if region.is_zone() { self.reader.authority(&region, end)?.department } else { government(&region) };
        Some(Unit { department, end })
    }

    /// group = opening { any } up to a separator that is no part of it
    fn group(&self, at: usize) -> Option<Unit> {
        let text = self.reader.text;
        let opening = self.reader.words.opens_group(text, at)?;
        let end = self.divisions(opening).unwrap_or_else(|| self.unknown_end(at));
        let written = squash(text.get(at..end)?);
        let home = self.reader.context.home();
        let name = written.replace("政府", "人民政府").replace("人民人民", "人民");
        // 市 in 市政府各直属单位 is the place that stands before the name already.
        let name = name.strip_prefix(['市', '县', '区']).filter(|rest| rest.starts_with("人民政府")).unwrap_or(&name);
        let name = format!("{}{name}", home.map_or_else(String::new, |home| home.office_name().into_owned()));
        Some(Unit {
            department: Department::known(name, DepartmentKind::Group, home.cloned(), written.into_owned()),
            end,
        })
    }

    /// division { separator division } [ '政府' ], where separators and brackets are part of the group: 区、县(市)政府
    fn divisions(&self, at: usize) -> Option<usize> {
        let text = self.reader.text;
        let mut end = None;
        let mut here = at;
        loop {
            let start = skip_blanks(text, here);
            if let Some(division) = self.reader.words.division(text, start) {
                (here, end) = (division, Some(division));
                continue;
            }
            match char_at(text, start).map(|c| (c, fold(c))) {
                Some((c, ')')) if end.is_some() => {
                    here = start.saturating_add(c.len_utf8());
                    end = Some(here);
                }
                Some((c, '(' | '、' | ',' | '/'))
                    if self
                        .reader
                        .words
                        .division(text, skip_blanks(text, start.saturating_add(c.len_utf8())))
                        .is_some() =>
                {
                    here = start.saturating_add(c.len_utf8());
                }
                _ => break,
            }
        }
        let end = end?;
        let tails = &AssignmentWords::builtin().group;
        let tail = tails.iter().find_map(|tail| starts_with(text, skip_blanks(text, end), tail));
        let end = self.group_bracket(tail.unwrap_or(end)).unwrap_or(tail.unwrap_or(end));
        self.is_closed(end).then_some(end)
    }

    /// '(' '管委会' ')' behind a group: 各区、县(市)政府(管委会)
    fn group_bracket(&self, at: usize) -> Option<usize> {
        let text = self.reader.text;
        let open = skip_blanks(text, at);
        let inner = skip_blanks(text, open.saturating_add(char_at(text, open).filter(|&c| fold(c) == '(')?.len_utf8()));
        let end = AssignmentWords::builtin().second.iter().find_map(|word| starts_with(text, inner, word))?;
        let close = skip_blanks(text, end);
        char_at(text, close).filter(|&c| fold(c) == ')').map(|c| close.saturating_add(c.len_utf8()))
    }

    fn unknown(&self, at: usize) -> Unit {
        let text = self.reader.text;
        let end = self.unknown_end(at);
        let written = squash(text.get(at..end).unwrap_or_default());
        let kind = self.reader.words.kind_of(&written);
        let name = official(&written);
        Unit { department: Department::unknown(name, kind, None), end }
    }

    /// An unknown name ends at a separator, at an empty line, and at a line break behind what ends like a unit or before a
    /// unit that is known; at another line break it goes on.
    fn unknown_end(&self, at: usize) -> usize {
        let text = self.reader.text;
        let hard = unit_end(text, at);
        let piece = text.get(at..hard).unwrap_or_default();
        for (offset, _) in piece.match_indices('\n') {
            let end = skip_blanks_back(text, at.saturating_add(offset));
            let next = skip_blanks(text, end);
            let empty = text.get(end..next).is_some_and(|gap| gap.matches('\n').nth(1).is_some());
            let whole = text.get(at..end).is_some_and(|name| self.reader.words.ends_like_unit(&squash(name)));
            if end > at
                && next < hard
                && (empty || whole || self.known(next).is_some() || self.reader.words.opens_group(text, next).is_some())
            {
                return end;
            }
        }
        hard
    }

    /// Whether a unit may end at `end`: before a separator, a bracket, a label, a mark, or another unit.
    fn is_closed(&self, end: usize) -> bool {
        let text = self.reader.text;
        let behind = skip_blanks(text, end);
        let Some(c) = char_at(text, behind) else { return true };
        let spaced = text.get(end..behind).is_some_and(|gap| gap.contains('\n'));
        spaced
            || is_separator(c)
            || is_mark(c)
            || matches!(fold(c), '等' | '各')
            || AssignmentWords::builtin().verb(text, behind).is_some()
            || AssignmentWords::builtin().label(text, behind).is_some()
            || self.reader.known(behind).is_some()
            || places_at(text, behind, self.reader.context)
                .iter()
                .any(|(region, _)| region.level() >= RegionLevel::County)
    }
}

/// The government of a place that stands as a unit.
fn government(region: &Region) -> Department {
    let name = format!("{}人民政府", region.office_name());
    Department::known(name, DepartmentKind::Government, Some(region.clone()), format!("{}政府", region.name()))
}

/// The byte after an unknown unit: separators inside brackets are part of it. No unit is longer than its reach.
fn unit_end(text: &str, at: usize) -> usize {
    let mut depth = 0usize;
    for (offset, c) in text.get(at..).unwrap_or_default().char_indices() {
        let here = at.saturating_add(offset);
        match fold(c) {
            _ if offset > UNIT_REACH => return here,
            '(' | '[' | '<' => depth = depth.saturating_add(1),
            ')' | ']' | '>' if depth == 0 => return here,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (is_separator(c) || is_mark(c) && offset > 0) && !is_blank(c) => return here,
            _ => {}
        }
    }
    text.len()
}

fn is_separator(c: char) -> bool {
    "、,;。.:/\\|+()[]<>〈〉【】〔〕-—".contains(fold(c))
}

fn is_mark(c: char) -> bool {
    matches!(c, '★' | '☆' | '▲' | '△' | '*' | '＊' | '●' | '※')
}
