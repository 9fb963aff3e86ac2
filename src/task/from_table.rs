//! Tasks out of the rows of a table.

use super::departments::{self, Assignment};
use super::embedded::{keyed, without_brackets};
use super::facts::{Facts, Language, Path};
use super::from_prose::without_marker;
use super::metrics::add_metrics;
use super::status::{answer, status_of_headings};
use super::{Note, Passage, Progress, Status, Task};
use crate::department::AssignmentRole;
use crate::diagnostic::{Code, Severity};
use crate::document::{Cell, ColumnRole, Phrases, StatusKind, Table, Units, Vocabulary, key_value, marker, row_number};
use crate::limits::{MAX_CELL_BYTES, MAX_REPEATED_BYTES};
use crate::metric::{MetricParser, TextRole};
use crate::span::Span;
use crate::text::{digit, exceeds, is_blank, is_longer, squash, tidy};

/// How many rows are looked at to see what a column holds.
const SAMPLE_ROWS: usize = 12;

/// Whether the body of a table is numbers: a grid of indicators, not of tasks.
pub(super) fn is_statistics(table: &Table, source: &str) -> bool {
    let told = |role: &ColumnRole| {
        matches!(
            role,
            ColumnRole::Progress | ColumnRole::Plan | ColumnRole::Status | ColumnRole::Leader | ColumnRole::Lead
        )
    };
    !table.roles().iter().any(told) && is_grid(table, source)
}

/// Whether most cells beside the first column are numbers.
pub(super) fn is_grid(table: &Table, source: &str) -> bool {
    let (mut numbers, mut texts) = (0usize, 0usize);
    let first = table.header_rows();
    let body = table.cells().iter().filter(|cell| cell.row() >= first && cell.column() > 0);
    for cell in body.take_while(|cell| cell.row() < first.saturating_add(SAMPLE_ROWS)) {
        let text = cell.text(source);
        let text = squash(&text);
        if text.is_empty() {
            continue;
        }
        let numeric = text
            .chars()
            .take(16)
            .all(|c| digit(c).is_some() || matches!(c, '.' | '-' | '+' | '%' | '－' | '—' | ',' | '±' | '/'));
        match numeric {
            true => numbers = numbers.saturating_add(1),
            false => texts = texts.saturating_add(1),
        }
    }
    numbers > 0 && numbers >= texts
}

/// What a row is read with.
struct Reader<'a> {
    roles: Vec<ColumnRole>,
    labels: Vec<String>,
    source: &'a str,
    vocabulary: &'a Vocabulary,
    metrics: &'a MetricParser<'a>,
    /// The last row number, to tell gaps.
    last: Option<u32>,
    /// The columns in which a row should have text.
    needed: Vec<usize>,
    /// How many rows have text in each column, to tell a missing cell from a column that is mostly empty.
    filled: Vec<usize>,
    rows: usize,
    /// How many bytes of cells of rows above were told again.
    repeated: usize,
}

/// Reads the rows of `table`; `follows` says that it goes on with the table before it, under the same header.
pub(super) fn read(
    table: &Table,
    follows: bool,
    path: &mut Path,
    source: &str,
    language: Language<'_>,
    facts: &mut Facts,
) {
    let Language { vocabulary, metrics } = language;
    let header = table.cells().iter().take_while(|cell| cell.row() < table.header_rows());
    facts.used.extend(header.flat_map(|cell| cell.paragraphs().iter().copied()).chain(table.caption()));
    let columns = table.columns();
    let labels = (0..columns)
        .map(|column| {
            table.column_heads(column).last().map(|cell| squash(&cell.text(source)).into_owned()).unwrap_or_default()
        })
        .collect();
    let roles = settle_roles(table, source, vocabulary);
    let needed = |role: &ColumnRole| {
        matches!(role, ColumnRole::Task | ColumnRole::Progress | ColumnRole::Status) || role.is_units()
    };
    let mut reader = Reader {
        needed: roles.iter().enumerate().filter(|(_, role)| needed(role)).map(|(column, _)| column).collect(),
        roles,
        labels,
        source,
        vocabulary,
        metrics,
        last: if follows {
            facts.tasks.iter().rev().find_map(|task| number_value(task.number.as_deref()?))
        } else {
            None
        },
        filled: vec![0; columns],
        rows: 0,
        repeated: 0,
    };
    // The cells that cover the row, by column; a cell over several rows stays until its last.
    let mut covering: Vec<&Cell> = Vec::new();
    let mut cells = table.cells().iter().peekable();
    let mut missing: Vec<(Span, usize)> = Vec::new();
    let mut row = 0usize;
    while cells.peek().is_some() {
        covering.retain(|cell| cell.row().saturating_add(cell.row_span()) > row);
        let mut own: Vec<&Cell> = Vec::new();
        while let Some(cell) = cells.next_if(|cell| cell.row() <= row) {
            own.push(cell);
        }
        covering.extend(&own);
        covering.sort_by_key(|cell| cell.column());
        if row >= table.header_rows() {
            reader.row(row, &own, &covering, path, facts, &mut missing);
        }
        // Rows without cells of their own say nothing.
        row = cells.peek().map_or(row, |next| next.row().max(row.saturating_add(1)));
    }
    reader.report_missing(&missing, facts);
}

/// The roles of the columns, where what stands in them settles what their label leaves open: a column 单位 is one of
/// units of measurement if no units of government stand in it, and a second column of 完成情况, or one of the status in a table
/// without such a column, is one more report where sentences stand in it (一季度完成情况, 二季度完成情况), else the status.
fn settle_roles(table: &Table, source: &str, vocabulary: &Vocabulary) -> Vec<ColumnRole> {
    let mut roles = table.roles().to_vec();
    roles.resize(table.columns(), ColumnRole::Unknown);
    let open = |role: &ColumnRole| matches!(role, ColumnRole::Responsible | ColumnRole::Status);
    let reported = roles.contains(&ColumnRole::Progress);
    for (column, role) in roles.iter_mut().enumerate().filter(|(_, role)| open(role)) {
        let label = table.column_heads(column).last().map(|cell| squash(&cell.text(source)).into_owned());
        let label = label.unwrap_or_default();
        let body = table.cells().iter().filter(|cell| cell.row() >= table.header_rows() && cell.column() == column);
        let texts = || body.clone().take(SAMPLE_ROWS).map(|cell| cell.text(source));
        match role {
            ColumnRole::Responsible
                if label == "单位" && !texts().any(|text| vocabulary.units(&text) == Units::Yes) =>
            {
                *role = ColumnRole::Unit;
            }
            ColumnRole::Status
                if !reported
                    || vocabulary.header_word(&label).is_some_and(|word| word.role == ColumnRole::Progress) =>
            {
                let (mut sentences, mut all) = (0usize, 0usize);
                for text in texts().filter(|text| !text.trim().is_empty()) {
                    let is_status = vocabulary.status(&text).is_some() || crate::document::is_none(&text);
                    // Where no other column tells what was done, few words may.
                    let long = if reported { MAX_STATUS } else { MAX_WORD };
                    let sentence = text.trim_end().ends_with(['。', ';', '；']) || is_longer(&text, long);
                    sentences = sentences.saturating_add(usize::from(sentence && !is_status));
                    all = all.saturating_add(1);
                }
                if all > 0 && sentences.saturating_mul(3) >= all.saturating_mul(2) {
                    *role = ColumnRole::Progress;
                }
            }
            _ => {}
        }
    }
    roles
}

/// The longest text that may be a status which no vocabulary knows, in characters.
const MAX_STATUS: usize = 20;
/// The longest of a status that is told in a word or two.
const MAX_WORD: usize = 7;

fn number_value(number: &str) -> Option<u32> {
    row_number(number).map(|number| number.value)
}

impl Reader<'_> {
    fn text(&self, cell: &Cell) -> String {
        cell.text(self.source)
    }

    fn row(
        &mut self,
        row: usize,
        own: &[&Cell],
        covering: &[&Cell],
        path: &mut Path,
        facts: &mut Facts,
        missing: &mut Vec<(Span, usize)>,
    ) {
        let filled: Vec<&Cell> = own.iter().copied().filter(|cell| !cell.paragraphs().is_empty()).collect();
        if filled.is_empty() {
            return;
        }
        if self.is_header(&filled) {
            facts.used.extend(filled.iter().flat_map(|cell| cell.paragraphs().iter().copied()));
            self.last = None;
            return;
        }
        // 合计 of sums is no task; what it says is told to be placed nowhere.
        if filled.first().is_some_and(|cell| Phrases::builtin().sum.are(squash(&self.text(cell)).as_ref())) {
            return;
        }
        if let Some((level, heading)) = self.group(&filled) {
            let spans = filled.iter().flat_map(|cell| cell.paragraphs().iter().copied());
            facts.used.extend(spans);
            let place = filled.first().and_then(|cell| cell.span()).unwrap_or_default();
            path.enter(level, heading, place);
            return;
        }
        let task = self.task(row, covering, path, facts);
        self.check(row, &task, covering, facts, missing);
        facts.tasks.push(task);
    }

    /// Whether a row repeats the header.
    fn is_header(&self, filled: &[&Cell]) -> bool {
        let short = filled
            .iter()
            .all(|cell| cell.span().and_then(|span| span.slice(self.source)).is_some_and(|text| !exceeds(text, 90)));
        if !short || filled.len() < 2 {
            return false;
        }
        let known = filled.iter().filter(|cell| self.vocabulary.header_word(&self.text(cell)).is_some()).count();
        known >= 2 && known.saturating_mul(2) >= filled.len()
    }

    /// The level and text of a row that is a heading over those below it.
    ///
    /// ```text
    /// group = one cell over the whole row | one cell with text, short, and no other | numeral cell, short cell, no other
    /// ```
    fn group(&self, filled: &[&Cell]) -> Option<(u8, String)> {
        let (number, words) = match filled {
            [words] => (None, *words),
            [number, words] if self.roles.get(number.column()) == Some(&ColumnRole::Number) => {
                let numeral = squash(&self.text(number)).into_owned();
                let chinese = marker(&numeral).is_some() || row_number(&numeral).is_some();
                let chinese = chinese && !numeral.contains(|c| digit(c).is_some());
                let task = matches!(
                    self.roles.get(words.column()),
                    Some(ColumnRole::Task | ColumnRole::Category | ColumnRole::Title)
                );
                (Some(numeral).filter(|_| chinese && task)?.into(), *words)
            }
            _ => return None,
        };
        let text = self.text(words);
        let chars = text.chars().filter(|&c| !is_blank(c)).take(61).count();
        let whole = words.column_span() >= self.roles.len() && self.roles.len() > 1;
        let sentence = text.trim_end().ends_with(['。', ';', '；']);
        let first = words.column() == 0
            || matches!(self.roles.get(words.column()), Some(ColumnRole::Category | ColumnRole::Title));
        let marked = marker(&text).is_some();
        let own_row = number.is_none() && words.row_span() == 1;
        let known = whole
            || number.is_some()
            || (own_row && first && self.roles.len() > 2)
            || (own_row && marked && chars <= 40);
        if !known || sentence || chars > 60 || row_number(&text).is_some() {
            return None;
        }
        let text = tidy(&text);
        let text: String = number
            .iter()
            .map(|number: &String| if number.ends_with('、') { number.clone() } else { format!("{number}、") })
            .chain([text])
            .collect();
        let level = crate::document::heading_level(&text).unwrap_or(2);
        Some((level, text))
    }

    fn task(&mut self, row: usize, covering: &[&Cell], path: &Path, facts: &mut Facts) -> Task {
        let mut task = Task { headings: path.texts(), ..Task::default() };
        let mut embedded: Vec<Assignment> = Vec::new();
        let mut has_units = false;
        let mut told: Vec<Span> = Vec::new();
        for &cell in covering {
            let column = cell.column();
            let own = cell.row() == row;
            let role = self.roles.get(column).copied().unwrap_or(ColumnRole::Unknown);
            let Some(span) = cell.span() else { continue };
            if own {
                facts.used.extend(cell.paragraphs().iter().copied());
            } else if !self.may_repeat(span, facts) {
                continue;
            }
            match role {
                // A number belongs to its first row; those below it have none of their own.
                ColumnRole::Number if own => {
                    let text = squash(&self.text(cell)).into_owned();
                    task.number =
                        Some(text.trim_end_matches(['.', '、', '．']).to_owned()).filter(|text| !text.is_empty());
                }
                ColumnRole::Number => {}
                // A column 项目 in which numbers stand: 1.1.
                ColumnRole::Title | ColumnRole::Category
                    if own
                        && !self.roles.contains(&ColumnRole::Number)
                        && !exceeds(span.slice(self.source).unwrap_or_default(), 24)
                        && row_number(&self.text(cell)).is_some() =>
                {
                    task.number = Some(squash(&self.text(cell)).into_owned());
                }
                ColumnRole::Title => task.title = Some(tidy(&self.text(cell))),
                ColumnRole::Task => {
                    let units = self.requirement(cell, own, &mut task, facts);
                    embedded.extend(units);
                }
                // What was done is told once, however many rows the cell spans.
                ColumnRole::Progress
                    if own
                        && !exceeds(span.slice(self.source).unwrap_or_default(), 60)
                        && crate::document::is_none(&self.text(cell)) => {}
                ColumnRole::Progress if own => {
                    for &paragraph in cell.paragraphs() {
                        add_metrics(&mut task.metrics, self.metrics, self.source, paragraph, TextRole::Progress, facts);
                    }
                    if task.status.is_none() {
                        task.status = self.status_in_progress(cell, span);
                    }
                    told.extend_from_slice(cell.paragraphs());
                }
                ColumnRole::Progress => {}
                ColumnRole::Status => {
                    let label = self.labels.get(column).map_or("", |label| label);
                    task.status = Some(self.status(cell, label, span, own, facts));
                }
                ColumnRole::Lead | ColumnRole::Responsible | ColumnRole::Supporting => {
                    has_units = true;
                    if span.len() > MAX_CELL_BYTES {
                        too_long(span, facts);
                        continue;
                    }
                    let role = departments::role_of(role).unwrap_or_default();
                    task.departments.extend(self.units_of(cell, role));
                }
                ColumnRole::Plan if !own => {}
                _ => {
                    let label = self.labels.get(column).cloned().unwrap_or_default();
                    if let Some(passage) = Passage::of(cell.paragraphs(), self.source, "\n") {
                        task.notes.push(Note::new(role, label, passage));
                    }
                }
            }
        }
        task.progress = Progress::of(&told, self.source);
        // What the text names beside a column of units is more of them, or the same again.
        let known = task.departments.len();
        for unit in embedded {
            let same = |other: &Assignment| other.text() == unit.text() && other.role() == unit.role();
            if !task.departments.get(..known).unwrap_or_default().iter().any(same) {
                task.departments.push(unit);
            }
        }
        if !has_units && task.departments.is_empty() {
            task.departments = self.units_over_table(path);
        }
        self.name_from_title(&mut task);
        if task.status.is_none() {
            task.status = self.status_elsewhere(&task).or_else(|| status_of_headings(path, self.vocabulary));
        }
        task
    }

    /// Who answers for all rows, by the line over the table: 责任单位：市教育局.
    fn units_over_table(&self, path: &Path) -> Vec<Assignment> {
        let line = path.upwards().next().and_then(|(_, span)| {
            let text = span.slice(self.source)?;
            let (key, value) = key_value(text, self.vocabulary)?;
            let role = departments::role_of(self.vocabulary.header_word(key)?.role)?;
            Some((role, Span::new(span.start().saturating_add(value), span.end())))
        });
        line.map(|(role, span)| departments::units(&[span], role, self.source, self.vocabulary)).unwrap_or_default()
    }

    /// A table with a column of names only says what is to be done by the name.
    fn name_from_title(&self, task: &mut Task) {
        if task.requirement.is_none()
            && let Some(index) = task.notes.iter().position(|note| note.role() == ColumnRole::Category)
            && !self.roles.contains(&ColumnRole::Task)
            && let Some(note) = task.notes.get(index)
        {
            task.requirement = Some(Passage::new(note.text(), note.span()));
        }
    }

    /// Whether a cell of a row above is told again in this row: so much text in all, and no more.
    fn may_repeat(&mut self, span: Span, facts: &mut Facts) -> bool {
        let before = self.repeated;
        self.repeated = before.saturating_add(span.len());
        if before <= MAX_REPEATED_BYTES && self.repeated > MAX_REPEATED_BYTES {
            let message =
                format!("cells over several rows are told again up to the limit of {MAX_REPEATED_BYTES} bytes");
            facts.report(Code::Limit, Severity::Warning, span, message);
        }
        self.repeated <= MAX_REPEATED_BYTES
    }

    /// Reads the requirement; the units that brackets in it name are returned and left out of its text.
    fn requirement(&self, cell: &Cell, own: bool, task: &mut Task, facts: &mut Facts) -> Vec<Assignment> {
        let bare = !self.roles.iter().any(|role| role.is_units());
        let (mut units, mut pieces) = (Vec::new(), Vec::new());
        let mut text = String::with_capacity(cell.span().map_or(0, Span::len));
        // Of a table whose rows are numbered inside the task (`1.加快…`) the number is the task's.
        let first = cell.paragraphs().first().and_then(|span| Some((*span, marker(span.slice(self.source)?)?)));
        let first = first
            .filter(|(_, found)| !found.doubtful && !self.roles.contains(&ColumnRole::Number) && task.number.is_none());
        if let Some((span, found)) = first {
            let number = span.slice(self.source).and_then(|text| text.get(found.start..found.end));
            task.number =
                number.filter(|_| own).map(|number| squash(number.trim_end_matches(['.', '、', '．'])).into_owned());
        }
        for (index, &paragraph) in cell.paragraphs().iter().enumerate() {
            let (rest, found, leaders) = without_brackets(paragraph, self.source, self.vocabulary, bare);
            units.extend(found);
            for leader in leaders {
                task.notes.push(Note::new(
                    ColumnRole::Leader,
                    "",
                    Passage::new(leader.slice(self.source).unwrap_or_default(), leader),
                ));
            }
            let rest = match first {
                Some((span, found)) if index == 0 => {
                    without_marker(rest, span.start().saturating_add(found.end), self.source)
                }
                _ => rest,
            };
            if !text.is_empty() && !rest.is_empty() {
                text.push('\n');
            }
            for &piece in &rest {
                text.push_str(piece.slice(self.source).unwrap_or_default());
                if own {
                    add_metrics(&mut task.targets, self.metrics, self.source, piece, TextRole::Requirement, facts);
                }
            }
            pieces.extend(rest);
        }
        let span = pieces.iter().copied().reduce(Span::cover);
        task.requirement = span.map(|span| Passage::new(text, span));
        units
    }

    fn status(&self, cell: &Cell, label: &str, span: Span, own: bool, facts: &mut Facts) -> Status {
        let text = squash(&self.text(cell)).into_owned();
        let kind = answer(label, &text, self.vocabulary).or_else(|| self.vocabulary.status(&text));
        if kind.is_none() && own && !crate::document::is_none(&text) {
            let message = "a status that no vocabulary knows; its words are kept";
            facts.report(Code::UnknownStatus, Severity::Info, span, message);
        }
        Status::new(text, kind.unwrap_or_default(), span)
    }

    /// The units of a cell; a line of it may say by a label what they have to do with the task: 省牵头单位:省商务厅.
    fn units_of(&self, cell: &Cell, role: AssignmentRole) -> Vec<Assignment> {
        let units = |paragraphs: &[Span], role| departments::units(paragraphs, role, self.source, self.vocabulary);
        let labelled = |span: &&Span| span.slice(self.source).is_some_and(|text| text.contains([':', '：']));
        if cell.paragraphs().len() < 2 || !cell.paragraphs().iter().any(|span| labelled(&span)) {
            return units(cell.paragraphs(), role);
        }
        let mut all = Vec::new();
        for lines in cell.paragraphs().chunk_by(|one, next| !labelled(&one) && !labelled(&next)) {
            let values = lines.first().map_or_else(Vec::new, |line| keyed(*line, self.source, self.vocabulary));
            let (labelled, leaders) = departments::of_labels(&values, self.source, self.vocabulary);
            // What names a leader as well is read as the units of any cell are, so that nothing is lost.
            all.extend(if labelled.is_empty() || !leaders.is_empty() { units(lines, role) } else { labelled });
        }
        all
    }

    /// A progress that is nothing but a status: `75%(进度滞后)`, 已完成.
    fn status_in_progress(&self, cell: &Cell, span: Span) -> Option<Status> {
        if exceeds(span.slice(self.source).unwrap_or_default(), 80) {
            return None;
        }
        let text = squash(&self.text(cell)).into_owned();
        let whole = self.vocabulary.statuses_kind(&text);
        let percent = || self.vocabulary.status(&text).filter(|kind| *kind != StatusKind::Unknown);
        let kind = whole.or_else(|| percent().filter(|_| text.contains(['%', '％'])))?;
        Some(Status::new(text, kind, span))
    }

    /// A status in a column of remarks or of unknown label.
    fn status_elsewhere(&self, task: &Task) -> Option<Status> {
        let columns = task.notes.iter().filter(|note| matches!(note.role(), ColumnRole::Remark | ColumnRole::Unknown));
        columns.filter(|note| note.span().len() <= 60).find_map(|note| {
            let kind = self.vocabulary.status(note.text()).filter(|kind| *kind != StatusKind::Unknown)?;
            Some(Status::new(squash(note.text()), kind, note.span()))
        })
    }

    /// Notes gaps in the numbers and cells that are empty where others are not.
    fn check(
        &mut self,
        row: usize,
        task: &Task,
        covering: &[&Cell],
        facts: &mut Facts,
        missing: &mut Vec<(Span, usize)>,
    ) {
        self.rows = self.rows.saturating_add(1);
        let place = covering.iter().find(|cell| cell.row() == row).and_then(|cell| cell.span());
        let place = place.or_else(|| task.requirement.as_ref().map(Passage::span)).unwrap_or_default();
        if let Some(number) = task.number.as_deref().and_then(row_number).filter(|number| number.depth == 0) {
            let expected = self.last.map_or(1, |last| last.saturating_add(1));
            if number.value != expected && self.last.is_some() {
                let message =
                    format!("row number {} where {expected} was expected; it is kept as printed", number.value);
                facts.report(Code::NumberGap, Severity::Warning, place, message);
            }
            // After a misprint (74, 120, 76) the count goes on from what it should have been.
            let jumped = number.value > expected.saturating_add(9);
            self.last = Some(if jumped { expected } else { number.value });
        }
        let mut cells = covering.iter().peekable();
        for &column in &self.needed {
            while cells.next_if(|cell| cell.column().saturating_add(cell.column_span()) <= column).is_some() {}
            let filled = cells.peek().is_some_and(|cell| cell.column() <= column && !cell.paragraphs().is_empty());
            match self.filled.get_mut(column) {
                Some(count) if filled => *count = count.saturating_add(1),
                _ => missing.push((place, column)),
            }
        }
    }

    fn report_missing(&self, missing: &[(Span, usize)], facts: &mut Facts) {
        for &(place, column) in missing {
            let filled = self.filled.get(column).copied().unwrap_or(0);
            // A column that most rows leave empty misses nothing.
            if filled.saturating_mul(2) <= self.rows || filled == 0 {
                continue;
            }
            let label = self.labels.get(column).map_or("", String::as_str);
            let message = format!("this row has no cell under {label:?}");
            facts.report(Code::MissingCell, Severity::Warning, place, message);
        }
    }
}

fn too_long(span: Span, facts: &mut Facts) {
    let length = span.len();
    let message =
        format!("a cell of {length} bytes, more than the limit of {MAX_CELL_BYTES}; no units are read out of it");
    facts.report(Code::Limit, Severity::Warning, span, message);
}
