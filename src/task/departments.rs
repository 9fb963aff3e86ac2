//! The units that answer for a task: out of a cell of their own, or out of a bracket in the text.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use super::facts::Path;
use crate::department::{AssignmentRole, AssignmentWords, Department, DepartmentRegistry};
use crate::document::{ColumnRole, Phrases, Units, Vocabulary, is_none, strip_bracket, unit_heading, unit_pieces};
use crate::region::PlaceContext;
use crate::span::Span;
use crate::text::{char_at, fold, is_blank, is_ideograph, is_longer, squash, trim, trim_end};

/// A unit that a task names, and what it has to do with it.
///
/// ```
/// use zj_gov_report::{AssignmentRole, Report};
///
/// let text = "|序号|工作任务|进展情况|责任单位|\n|1|新建公园3个|已建成1个|市建设局、市财政局|\n";
/// let report = Report::from_text(text);
/// let unit = &report.tasks()[0].departments()[1];
/// assert_eq!((unit.text(), unit.role()), ("市财政局", AssignmentRole::Responsible));
/// assert_eq!(unit.span().slice(text), Some("市财政局"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "责任单位")]
pub struct Assignment {
    text: Box<str>,
    role: AssignmentRole,
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    department: Option<Department>,
    #[serde(flatten)]
    span: Span,
}

/// What names mean in one report, which names the same offices again and again.
pub(crate) type KnownNames = HashMap<Box<str>, Option<Department>>;

impl Assignment {
    /// The name as written, without separators, blanks and line breaks.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it has to do with the task.
    #[must_use]
    pub const fn role(&self) -> AssignmentRole {
        self.role
    }

    /// The office that the name means, in the place and year of the report; `None` for a name that no registry knows.
    ///
    /// ```
    /// use zj_gov_report::ReportReader;
    ///
    /// let text = "|序号|工作任务|进展情况|责任单位|\n|1|新增就业3万人。|已新增2万人。|市人社局|\n";
    /// let report = ReportReader::new().with_region("舟山市").with_year(2021).read_text(text);
    /// let unit = &report.tasks()[0].departments()[0];
    /// assert_eq!(unit.text(), "市人社局");
    /// assert_eq!(unit.department().unwrap().name(), "舟山市人力资源和社会保障局");
    /// ```
    #[must_use]
    #[doc(alias = "部门全称")]
    pub fn department(&self) -> Option<&Department> {
        self.department.as_ref()
    }

    /// Makes a unit that answers for a task the one that leads.
    pub(crate) fn lead(&mut self) {
        if self.role == AssignmentRole::Responsible {
            self.role = AssignmentRole::Lead;
        }
    }

    /// Looks the name up, where that has not been done before in this context.
    pub(crate) fn resolve(&mut self, offices: &DepartmentRegistry, context: &PlaceContext<'_>, known: &mut KnownNames) {
        self.department = match known.get(&self.text) {
            Some(department) => department.clone(),
            None => {
                let department = offices.by_name(&self.text, context);
                known.insert(self.text.clone(), department.clone());
                department
            }
        };
    }

    /// Where the name stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}

/// The role that a column gives to the units in it.
pub(crate) const fn role_of(column: ColumnRole) -> Option<AssignmentRole> {
    match column {
        ColumnRole::Lead => Some(AssignmentRole::Lead),
        ColumnRole::Responsible => Some(AssignmentRole::Responsible),
        ColumnRole::Supporting => Some(AssignmentRole::Supporting),
        _ => None,
    }
}

/// What stands behind labels: the units, each in the role of its label, and the leaders, who are no units.
pub(super) fn of_labels(
    values: &[(ColumnRole, Span)],
    source: &str,
    vocabulary: &Vocabulary,
) -> (Vec<Assignment>, Vec<Span>) {
    let (mut named, mut leaders) = (Vec::new(), Vec::new());
    for &(column, value) in values {
        match role_of(column) {
            Some(role) => named.extend(units(&[value], role, source, vocabulary)),
            None => leaders.push(value),
        }
    }
    (named, leaders)
}

/// The unit that the nearest heading of a unit names, for all tasks under it: 县教育局(3项).
pub(super) fn of_headings(path: &Path, source: &str, vocabulary: &Vocabulary) -> Vec<Assignment> {
    let named = path.upwards().find_map(|(_, heading)| {
        let text = heading.slice(source)?;
        let name = unit_heading(text, vocabulary)?;
        let start = offset_in(text, name);
        Some(Span::new(start, start.saturating_add(name.len())).shift(heading.start()))
    });
    named.map_or_else(Vec::new, |name| units(&[name], AssignmentRole::Responsible, source, vocabulary))
}

/// A name that is being put together.
struct Name {
    text: String,
    span: Span,
    /// A separator stands after it.
    closed: bool,
    /// The separator is a comma, which parts groups of names that 、 parts.
    ends_group: bool,
    /// The role that a sign or a word beside it gives it.
    role: Option<AssignmentRole>,
}

/// The units of a cell, whose paragraphs stand at `paragraphs`.
///
/// ```text
/// units     = unit { separator unit } [ separator ] [ "等" ]
/// separator = "、" | "," | ";" | "/" | line break | blank
/// unit      = [ "★" | "▲" | "*" ] name [ "(牵头)" | "牵头" | "分别牵头" | "配合" ]
/// ```
///
/// A line break or a blank that stands inside a name does not part it: a piece of nothing but suffixes (中心支行) goes
/// on with the name before it, and so does a piece after a name that is not complete. A lost separator is found after a
/// group (各县(市、区)政府) or a bracket, and between a suffix and a new 市, 区 or 县, or the name of a town.
pub(crate) fn units(
    paragraphs: &[Span],
    role: AssignmentRole,
    source: &str,
    vocabulary: &Vocabulary,
) -> Vec<Assignment> {
    let mut names: Vec<Name> = Vec::new();
    for paragraph in paragraphs {
        let text = paragraph.slice(source).unwrap_or_default();
        let grouped = text.contains('、');
        for piece in pieces(text, vocabulary) {
            let at = paragraph.start().saturating_add(offset_in(text, piece));
            let end = at.saturating_add(piece.len());
            let closed = char_at(source, end).is_some_and(|c| matches!(fold(c), '、' | ',' | ';' | '/'));
            let mut take = |from, to| {
                let span = Span::new(from, to).shift(at);
                lost_separators(span, source, vocabulary, |span| add(&mut names, span, source, vocabulary));
            };
            if trim(piece).contains(is_blank) {
                at_blanks(piece, vocabulary).into_iter().for_each(|(from, to)| take(from, to));
            } else {
                take(0, piece.len());
            }
            if let Some(last) = names.last_mut()
                && (closed || trim(piece).is_empty())
            {
                last.closed |= closed;
                last.ends_group |= grouped && char_at(source, end).is_some_and(|c| matches!(fold(c), ',' | ';'));
            }
        }
    }
    // A column of those who lead or help says so of all that stand in it.
    let open = role == AssignmentRole::Responsible;
    let assignment = |name: Name| {
        (!name.text.is_empty() && !is_none(&name.text)).then_some(Assignment {
            role: name.role.filter(|_| open).unwrap_or(role),
            text: name.text.into(),
            department: None,
            span: name.span,
        })
    };
    names.into_iter().filter_map(assignment).collect()
}

/// The pieces of a list of units; a separator inside a group does not part it: 各区、县(市)政府.
fn pieces<'t>(text: &'t str, vocabulary: &Vocabulary) -> Vec<&'t str> {
    let mut pieces: Vec<&str> = Vec::new();
    // Where the group ends that the last piece opens.
    let mut until = 0usize;
    for piece in unit_pieces(text) {
        let at = offset_in(text, piece);
        let end = at.saturating_add(piece.len());
        if at < until
            && let Some(last) = pieces.last_mut()
        {
            *last = text.get(offset_in(text, last)..end).unwrap_or(piece);
        } else {
            pieces.push(piece);
        }
        let opens = pieces.last().map_or(at, |last| offset_in(text, last));
        let opens = crate::text::skip_blanks(text, opens);
        until = vocabulary.unit_groups.longest(text, opens).map_or(0, |hit| hit.end).max(until);
    }
    pieces
}

fn add(names: &mut Vec<Name>, span: Span, source: &str, vocabulary: &Vocabulary) {
    let written = span.slice(source).unwrap_or_default();
    let marked = |c: char| matches!(c, '★' | '▲' | '☆' | '△' | '*' | '●' | '※' | '|') || is_blank(c);
    let left = written.trim_start_matches(marked);
    let mut name = left.trim_end_matches(marked);
    let start = span.start().saturating_add(written.len().saturating_sub(left.len()));
    name = name.trim_end_matches(['。', '.', ':', '：']);
    // (列第一位的为牵头单位,下同) says how the names are to be read.
    let bare = strip_bracket(name);
    if name.get(bare.len()..).is_some_and(|bracket| Phrases::builtin().rule.stand_in(bracket)) {
        name = trim_end(bare);
    }
    let mut role = written.contains(['★', '▲', '*']).then_some(AssignmentRole::Lead);
    if let Some(tail) = AssignmentWords::builtin().tail(name) {
        (name, role) = (tail.name, Some(tail.role));
        let open = |before: &&mut Name| tail.all && before.role.is_none() && !before.ends_group;
        names.iter_mut().rev().take_while(open).for_each(|before| before.role = role);
    }
    let name = trim_end(name.strip_suffix('等').filter(|rest| !rest.is_empty()).unwrap_or(name));
    if name.is_empty() || is_none(name) {
        return;
    }
    let text = squash(name).into_owned();
    let span = Span::new(start, start.saturating_add(name.len()));
    if let Some(last) = names.last_mut()
        && !last.closed
        && goes_on(&last.text, &text, vocabulary)
    {
        last.text.push_str(&text);
        last.span = last.span.cover(span);
        return;
    }
    names.push(Name { text, span, closed: false, ends_group: false, role });
}

/// Whether `next` is the rest of the name `before`, which a line break or a blank has cut.
fn goes_on(before: &str, next: &str, vocabulary: &Vocabulary) -> bool {
    let opens = before.chars().filter(|&c| fold(c) == '(').count();
    let closes = before.chars().filter(|&c| fold(c) == ')').count();
    if opens > closes && before.chars().count() <= 40 {
        return true;
    }
    if next.starts_with(['(', '（']) {
        return true;
    }
    // 市住建局|新城管委会: two names, though the second has nothing but what names end with.
    let closed = before.ends_with(['局', '委', '办', '部', '院', '会']) && is_longer(before, 2);
    if only_suffixes(next, vocabulary) && !(closed && is_longer(next, 3)) {
        return true;
    }
    // 罗星街|道, 长三角一体化示范|区嘉善片区管委会: a line that is broken in a name.
    let group = |name: &str| vocabulary.unit_groups.longest(name, 0).is_some();
    // 区发改局(区金融办)|区经信局
    let name = strip_bracket(before);
    let complete = vocabulary.has_unit_suffix(name) && is_longer(name, 2)
        || group(before)
        || vocabulary.unit_names.get(before).is_some();
    if complete {
        // 嘉兴市生态环境局|嘉善分局
        return before.ends_with('局') && next.ends_with("分局") && !group(next);
    }
    let whole = || vocabulary.unit(&format!("{before}{next}")) == Units::Yes;
    let fresh = || vocabulary.unit_prefixes.longest(next, 0).is_some() || group(next);
    let cut = is_longer(before, 3) && !group(next);
    (vocabulary.unit(next) != Units::Yes || cut) && whole()
        || !fresh() && vocabulary.unit(before) != Units::Yes && vocabulary.has_unit_suffix(next)
}

/// Whether a piece has nothing that names a unit: 中心支行, 局.
fn only_suffixes(name: &str, vocabulary: &Vocabulary) -> bool {
    let chars = name.chars().take(9).count();
    let by_itself = vocabulary.unit_groups.get(name).is_some() || vocabulary.unit_names.get(name).is_some();
    let prefixed = vocabulary.unit_prefixes.longest(name, 0).is_some() && chars >= 3;
    if chars > 8 || by_itself || prefixed {
        return false;
    }
    let mut left = chars;
    while left > 0 {
        let ended = name.chars().rev().skip(chars.saturating_sub(left));
        match vocabulary.unit_suffixes.longest_of(ended) {
            // A suffix of many characters is a name: 海洋科学城.
            Some(length @ 1..=3) => left = left.saturating_sub(length),
            _ => return false,
        }
    }
    true
}

/// Parts a piece at blanks that stand between two names.
fn at_blanks(piece: &str, vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut at = 0usize;
    for part in piece.split(is_blank) {
        let start = offset_in(piece, part);
        if part.is_empty() {
            continue;
        }
        let before = piece.get(at..start).unwrap_or_default();
        let names = vocabulary.unit(&squash(before)) == Units::Yes && vocabulary.unit(part) == Units::Yes;
        if names && part.chars().count() >= 3 && !only_suffixes(part, vocabulary) {
            parts.push((at, start));
            at = start;
        }
    }
    parts.push((at, piece.len()));
    parts
}

/// Whether the group `rest` belongs to the office `head` before it: 市政府|各部门, 市水利局|所属各单位.
fn is_subordinate(head: &str, rest: &str) -> bool {
    let phrases = Phrases::builtin();
    phrases.member.open(rest) || phrases.seat.are(head) && rest.starts_with('各')
}

/// Whether a text is the name of a town or a street, and no more.
fn is_town(text: &str) -> bool {
    let stem = ["街道", "镇", "乡"].iter().find_map(|end| text.strip_suffix(end));
    stem.is_some_and(|stem| (2..=4).contains(&stem.chars().take(5).count()) && stem.chars().all(is_ideograph))
}

/// Parts a piece where a separator was lost; calls `each` with its parts.
fn lost_separators(span: Span, source: &str, vocabulary: &Vocabulary, mut each: impl FnMut(Span)) {
    const STRONG: [char; 9] = ['局', '委', '办', '府', '团', '队', '司', '会', '心'];
    let text = span.slice(source).unwrap_or_default();
    if crate::text::exceeds(text, 400) {
        return each(span);
    }
    let (mut from, mut at, mut depth) = (0usize, 0usize, 0usize);
    let mut before: Option<char> = None;
    while let Some(c) = char_at(text, at) {
        let rest = text.get(at..).unwrap_or_default();
        let group = if depth == 0 { vocabulary.unit_groups.longest(text, at) } else { None };
        // 市级|其他有关单位, 市政府|各直属单位: a group of those that stand before it.
        let group = group.filter(|_| {
            let head = text.get(from..at).unwrap_or_default();
            at == from || !(head.ends_with("其他") || is_subordinate(head, rest))
        });
        let length = || text.get(from..at).map_or(0, |head| head.chars().count());
        let begins = |rest: &str| vocabulary.unit(rest) == Units::Yes && is_longer(rest, 2);
        let (strong, bracket) = match before {
            Some(before) => (STRONG.contains(&before), fold(before) == ')'),
            None => (false, false),
        };
        let fresh = || {
            strong
                && vocabulary.unit_prefixes.longest(text, at).is_some()
                && rest.chars().nth(1).is_some_and(|next| !matches!(next, '级' | '场' | '域'))
                && begins(rest)
        };
        let after_bracket = || {
            bracket
                && begins(rest)
                && !only_suffixes(rest, vocabulary)
                && text.get(from..at).is_some_and(|head| vocabulary.unit(head) == Units::Yes)
        };
        // 区住建局|王江泾镇
        let town =
            || strong && is_town(rest) && text.get(from..at).is_some_and(|head| vocabulary.unit(head) == Units::Yes);
        // Most characters stand behind nothing that ends a name.
        let parted = at > from
            && depth == 0
            && (group.is_some() || strong || bracket)
            && !is_subordinate(text.get(from..at).unwrap_or_default(), rest);
        if parted && length() >= 3 && (group.is_some() || fresh() || after_bracket() || town()) {
            each(Span::new(from, at).shift(span.start()));
            from = at;
        }
        if let Some(hit) = group {
            let tail = trim(text.get(hit.end..).unwrap_or_default());
            at = hit.end;
            before = None;
            let bare = strip_bracket(tail);
            let head = text.get(from..at).unwrap_or_default();
            // 各区|城管局: the offices of the group, where the name opens with none of its own (市发改委).
            let theirs = head.ends_with(['区', '县', '市', '地', ')', '）'])
                && vocabulary.unit_prefixes.longest(tail, 0).is_none()
                && vocabulary.unit_groups.longest(tail, 0).is_none()
                && !is_town(bare);
            let own = !is_subordinate(head, tail) && !theirs;
            if own
                && tail.chars().count() >= 3
                && vocabulary.unit(tail) == Units::Yes
                && !only_suffixes(bare, vocabulary)
            {
                each(Span::new(from, at).shift(span.start()));
                from = at;
            }
            continue;
        }
        match fold(c) {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = Some(c);
        at = at.saturating_add(c.len_utf8());
    }
    each(Span::new(from, text.len()).shift(span.start()));
}

fn offset_in(text: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}
