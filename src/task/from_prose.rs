//! Tasks out of prose: plans under headings, lists with keys, lists of what lags, yearbook entries.

use super::aside::{closes, ends_with_credit, is_caption, is_credit, names_copies};
use super::departments::{self, Assignment};
use super::embedded::{embedded, keyed, without_brackets};
use super::facts::{Facts, Language, Path, REPORTED};
use super::inline::{answered_inside, named_figures, told_inline};
use super::metrics::add_metrics;
use super::page::{is_bracketed, is_counted};
use super::progress::items_of;
use super::status::status_of_headings;
use super::{Note, Passage, Progress, Status, Task};
use crate::diagnostic::{Code, Severity};
use crate::document::{
    ColumnRole, Document, Marker, Phrases, StatusKind, Vocabulary, bracket_key, is_broken_before, is_furniture,
    key_value, labelled_number, marker, numbered_key, opens_entry, outline, row_number,
};
use crate::metric::{MetricParser, TextRole};
use crate::span::Span;
use crate::text::{digit, is_blank, is_longer, squash, tidy, trim, trim_start};

/// The longest opening sentence that is a title, in characters.
const MAX_TOPIC: usize = 20;

/// The longest name of a task on a line of its own, in characters.
const MAX_TITLE: usize = 30;

/// The task that is being read, its texts still as places.
#[derive(Debug, Default)]
struct Open {
    task: Task,
    requirement: Vec<Span>,
    progress: Vec<Span>,
    /// Something that is not text of the entry, a caption, stands after the last paragraph.
    interrupted: bool,
    /// Where the paragraphs of `progress` go on after such a thing.
    fresh: Vec<usize>,
    /// An entry of a yearbook takes every paragraph up to the next; a list takes those after the key 完成情况.
    takes: Takes,
    /// The units that a heading names, where the task names none.
    inherited: Vec<Assignment>,
    /// The name before the colon of the first progress, which its figures are of: 工业投资:|增长9.6%.
    figures_of: Option<Span>,
    /// The requirement is only the name of a project so far (项目名称:…): what is to be done may follow under another key.
    named: bool,
    /// A key opened it (工作内容:…), so that another key opens the next one.
    keyed: bool,
}

impl Open {
    /// Takes the last line of the progress off, where it is the name of the task that follows: short and without a stop,
    /// behind a paragraph with one.
    fn title_behind(&mut self, source: &str) -> Option<Span> {
        let text = |span: &Span| span.slice(source).unwrap_or_default();
        let [.., before, last] = self.progress.as_slice() else { return None };
        let title = !is_longer(text(last), MAX_TITLE) && !ends_with_mark(text(last)) && ends_with_mark(text(before));
        if title { self.progress.pop() } else { None }
    }
}

/// Whether a mark ends a text: a sentence or a part of one.
fn ends_with_mark(text: &str) -> bool {
    text.ends_with(['。', ';', '；', ',', '，', '、', ':', '：', '!', '！', ')', '）'])
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Takes {
    #[default]
    Nothing,
    Progress,
    Entry,
}

/// Reads the paragraphs of a document, one after the other.
pub(super) struct Prose<'a> {
    source: &'a str,
    vocabulary: &'a Vocabulary,
    metrics: &'a MetricParser<'a>,
    /// The document has tables of tasks, so that a paragraph is a task only if it names who answers for it.
    tabular: bool,
    /// The title says that progress is reported (…完成情况): how much a paragraph must sound like it.
    reports: Option<i32>,
    /// Keys stand in brackets (【目标】…【进展】…), which open no entries then.
    bracketed: bool,
    /// The last number of two levels: the 1 and the 2 of `1.2`.
    outline: Option<(u32, u32)>,
    /// Numbers on lines of their own count the paragraphs of the document.
    counted: bool,
    /// The number that a line of its own gives the task that follows.
    number: Option<String>,
    /// The task that is being read.
    open: Option<Open>,
}

impl<'a> Prose<'a> {
    pub(super) fn new(document: &'a Document, language: Language<'a>, tabular: bool, reports: Option<i32>) -> Self {
        let Language { vocabulary, metrics } = language;
        let bracketed = is_bracketed(document, vocabulary);
        let counted = !tabular && is_counted(document);
        let source = document.source();
        Self {
            source,
            vocabulary,
            metrics,
            tabular,
            reports,
            bracketed,
            counted,
            outline: None,
            number: None,
            open: None,
        }
    }

    /// Ends the task that is open.
    pub(super) fn close(&mut self, facts: &mut Facts) {
        let Some(mut open) = self.open.take() else { return };
        if open.task.departments.is_empty() {
            open.task.departments = std::mem::take(&mut open.inherited);
        }
        if self.is_report(&open) {
            open.progress = std::mem::take(&mut open.requirement);
        }
        let between = if open.requirement.iter().is_sorted_by(|a, b| a.end() <= b.start()) { "" } else { "\n" };
        open.task.requirement = Passage::of(&open.requirement, self.source, between);
        for &piece in &open.requirement {
            add_metrics(&mut open.task.targets, self.metrics, self.source, piece, TextRole::Requirement, facts);
        }
        if open.takes == Takes::Entry {
            open.progress = joined(&open.progress, &open.fresh, self.source);
        }
        open.task.progress = Progress::of(&open.progress, self.source);
        for (index, &piece) in open.progress.iter().enumerate() {
            let piece = open.figures_of.filter(|_| index == 0).map_or(piece, |name| name.cover(piece));
            add_metrics(&mut open.task.metrics, self.metrics, self.source, piece, TextRole::Progress, facts);
        }
        facts.tasks.push(open.task);
    }

    /// Whether the paragraphs of a task without progress of its own tell what was done.
    fn is_report(&self, open: &Open) -> bool {
        let texts = open.requirement.iter().filter_map(|piece| piece.slice(self.source));
        // Under 进度滞后的项目 stands what is to be done still.
        let late = open.task.status.as_ref().is_some_and(|status| status.kind() == StatusKind::Behind);
        !late
            && open.takes == Takes::Nothing
            && open.progress.is_empty()
            && self.reports.is_some_and(|least| {
                texts.fold(0i32, |sum, text| sum.saturating_add(self.vocabulary.cues.sum(text))) >= least
            })
    }

    /// Reads a paragraph; `next` is the one behind it.
    pub(super) fn paragraph(&mut self, span: Span, next: Option<&str>, path: &Path, facts: &mut Facts) {
        let text = span.slice(self.source).unwrap_or_default();
        let key = self.bracketed && bracket_key(text, self.vocabulary).is_some();
        // 【关闭】 【打印】
        if opens_entry(text) && !key && !is_furniture(text, self.vocabulary) {
            self.close(facts);
            self.entry(span, path, facts);
        } else if names_copies(text) {
            self.unplaced(span, facts);
        } else if self.keys(span, path, facts) {
        } else if let Some(open) = self.open.as_mut().filter(|open| open.takes == Takes::Entry) {
            facts.used.push(span);
            if ends_with_credit(text) {
                // `(市医保局 提供)` stands under a picture whose caption was taken for a paragraph, or ends a part.
                let caption =
                    open.progress.last().copied().filter(|last| is_caption(*last, self.source) && is_credit(text));
                if caption.is_some() && open.progress.len() > 1 {
                    open.progress.pop();
                    open.interrupted = true;
                }
                for place in caption.filter(|_| open.interrupted).into_iter().chain([span]) {
                    let passage = Passage::new(place.slice(self.source).unwrap_or_default(), place);
                    open.task.notes.push(Note::new(ColumnRole::Remark, "", passage));
                }
                open.interrupted = true;
                return;
            }
            if std::mem::take(&mut open.interrupted) {
                open.fresh.push(open.progress.len());
            }
            open.progress.push(span);
        } else {
            self.plain(span, next, path, facts);
        }
    }

    /// An entry: `【title】 text`.
    fn entry(&mut self, span: Span, path: &Path, facts: &mut Facts) {
        let text = span.slice(self.source).unwrap_or_default();
        let close = text.find('】').unwrap_or(text.len());
        let inner = text.get('【'.len_utf8()..close).unwrap_or_default();
        let rest = text.get(close..).unwrap_or_default();
        let body = rest.trim_start_matches(|c| c == '】' || is_blank(c));
        let start = span.end().saturating_sub(body.len());
        let mut open = Open { takes: Takes::Entry, ..Open::default() };
        open.task.headings = path.texts();
        open.task.title = Some(squash(inner).into_owned());
        if !body.is_empty() {
            open.progress.push(Span::new(start, span.end()));
        }
        facts.used.push(span);
        self.open = Some(open);
    }

    /// A line of keys: `牵头单位:…`, `责任领导:…;责任单位:…`. It belongs to the task before it.
    fn keys(&mut self, span: Span, path: &Path, facts: &mut Facts) -> bool {
        let text = span.slice(self.source).unwrap_or_default();
        if let Some((start, end, value)) = labelled_number(text, self.vocabulary) {
            let value = crate::text::skip_blanks(text, value);
            self.close(facts);
            facts.used.push(span);
            let mut open =
                Open { requirement: vec![Span::new(value, text.len()).shift(span.start())], ..Open::default() };
            open.task.headings = path.texts();
            open.task.number = text.get(start..end).map(bare_number);
            self.open = Some(open);
            return true;
        }
        let bracket = if self.bracketed { bracket_key(text, self.vocabulary) } else { None };
        let Some((key, number, start)) = bracket
            .or_else(|| numbered_key(text, self.vocabulary))
            .or_else(|| key_value(text, self.vocabulary).map(|(key, start)| (key, 0, start)))
        else {
            return false;
        };
        let Some(word) = self.vocabulary.header_word(key) else { return false };
        if word.role == ColumnRole::Number && self.numbers(span, start, facts) {
            return true;
        }
        let value = text.get(start..).unwrap_or_default();
        let left = trim_start(value);
        let at = Span::new(span.end().saturating_sub(left.len()), span.end());
        let units = match bracket {
            Some(_) if word.role.is_units() || word.role == ColumnRole::Leader => vec![(word.role, at)],
            _ => keyed(span, self.source, self.vocabulary),
        };
        if !units.is_empty() {
            let open = self.open.get_or_insert_with(Open::default);
            if open.requirement.is_empty() && open.progress.is_empty() && open.task.title.is_none() {
                let message = "units that belong to no task";
                facts.report(Code::UnplacedText, Severity::Warning, span, message);
                self.open = None;
                return true;
            }
            let (named, leaders) = departments::of_labels(&units, self.source, self.vocabulary);
            open.task.departments.extend(named);
            for leader in leaders {
                let passage = Passage::new(leader.slice(self.source).unwrap_or_default(), leader);
                open.task.notes.push(Note::new(ColumnRole::Leader, "", passage));
            }
            if open.takes != Takes::Entry {
                open.takes = Takes::Nothing;
            }
            facts.used.push(span);
            return true;
        }
        if word.role == ColumnRole::Task && !at.is_empty() {
            let named = word.otherwise == ColumnRole::Title;
            if let Some(open) = self.open.as_mut().filter(|open| open.named && !named && open.progress.is_empty()) {
                // 项目名称:… 年度目标:…: the one is the title, as in a table with both columns.
                let name: String = open.requirement.iter().filter_map(|piece| piece.slice(self.source)).collect();
                open.task.title = Some(squash(&name).into_owned());
                open.requirement = vec![at];
                open.named = false;
                facts.used.push(span);
                return true;
            }
            let title = self.open.as_mut().and_then(|open| open.title_behind(self.source));
            self.close(facts);
            let (requirement, progress) = told_inline(vec![at], self.source, self.vocabulary);
            let takes = if progress.is_empty() { Takes::Nothing } else { Takes::Progress };
            self.open = Some(Open { requirement, progress, takes, named, keyed: true, ..Open::default() });
            if let Some(open) = &mut self.open {
                open.task.headings = path.texts();
                open.inherited = departments::of_headings(path, self.source, self.vocabulary);
                open.task.title = title.and_then(|title| title.slice(self.source)).map(tidy);
                let own = text.get(..number).map(trim).filter(|number| !number.is_empty()).map(bare_number);
                open.task.number = own.or_else(|| self.number.take());
            }
            facts.used.push(span);
            return true;
        }
        let Some(open) = self.open.as_mut().filter(|open| open.takes != Takes::Entry) else { return false };
        match word.role {
            ColumnRole::Progress => {
                open.progress.extend((!at.is_empty()).then_some(at));
                open.takes = Takes::Progress;
            }
            ColumnRole::Status => {
                let words = left.trim_end_matches(['。', ';', '；']);
                let at = Span::new(at.start(), at.start().saturating_add(words.len()));
                let kind = self.vocabulary.status(words).unwrap_or_default();
                open.task.status = Some(Status::new(squash(words), kind, at));
                open.takes = Takes::Nothing;
            }
            ColumnRole::Plan | ColumnRole::Remark | ColumnRole::Leader | ColumnRole::Category if !at.is_empty() => {
                open.task.notes.push(Note::new(word.role, squash(key), Passage::new(left, at)));
                open.takes = Takes::Nothing;
            }
            _ => return false,
        }
        facts.used.push(span);
        true
    }

    /// A line of the number alone, whose value starts at byte `start`: 序号：1. It opens the next task.
    fn numbers(&mut self, span: Span, start: usize, facts: &mut Facts) -> bool {
        let text = span.slice(self.source).unwrap_or_default();
        let value = text.get(start..).map(trim).filter(|value| row_number(value).is_some());
        let Some(value) = value else { return false };
        self.close(facts);
        self.number = Some(bare_number(value));
        facts.used.push(span);
        true
    }

    /// Any other paragraph: a task of its own, more of the one before it, or text that belongs to nothing.
    fn plain(&mut self, span: Span, next: Option<&str>, path: &Path, facts: &mut Facts) {
        let text = span.slice(self.source).unwrap_or_default();
        let items = items_of(span, self.source);
        let named = items.iter().any(|&item| !embedded(item, self.source, self.vocabulary, false).is_empty());
        if items.len() > 1 && named {
            // Counts in prose, then the items: each is a task, what stands before them is not.
            for item in items {
                let opens_list = item.slice(self.source).and_then(marker).is_some();
                match opens_list {
                    true => self.start(item, None, path, facts),
                    false => self.unplaced(item, facts),
                }
            }
            return;
        }
        if closes(text) {
            self.unplaced(span, facts);
            return;
        }
        // 01 on a line of its own, over what is to be done and who answers for it.
        if row_number(text).is_some_and(|number| number.depth == 0) && next.is_some() {
            self.close(facts);
            self.number = Some(bare_number(text));
            facts.used.push(span);
            return;
        }
        if let Some(end) = self.outlined(text, path) {
            self.start(span, Some(end), path, facts);
            return;
        }
        let numbered = marker(text).is_some_and(|found| !found.doubtful);
        if !numbered && let Some(open) = self.open.as_mut().filter(|open| open.takes == Takes::Progress) {
            // 下一步,…: what comes next.
            if Phrases::builtin().ahead.open(text) {
                open.task.notes.push(Note::new(ColumnRole::Plan, "", Passage::new(text, span)));
                open.takes = Takes::Nothing;
                facts.used.push(span);
                return;
            }
            open.progress.push(span);
            facts.used.push(span);
            return;
        }
        // 3项尚未完成的民生实事项目为: opens the next list.
        let introduces = || {
            text.ends_with([':', '：'])
                && next.and_then(marker).is_some_and(|found| found.value == 1 && !found.doubtful)
        };
        if !numbered && introduces() {
            self.unplaced(span, facts);
            return;
        }
        if !numbered
            && self.reports(text, path)
            && let Some(open) = &mut self.open
        {
            open.progress.push(span);
            open.takes = Takes::Progress;
            facts.used.push(span);
            return;
        }
        if let Some(open) = self.open.as_mut().filter(|open| open.takes == Takes::Progress)
            && (open.keyed || open.task.number.is_some() && !open.progress.is_empty())
            && marker(text).is_some_and(|found| found.value == 1 || is_list_item(open, &found, self.source))
        {
            open.progress.push(span);
            facts.used.push(span);
            return;
        }
        if !numbered && self.details(span, facts) {
            return;
        }
        let states_target = text.contains("目标") && text.contains(|c| digit(c).is_some());
        let bare = !embedded(span, self.source, self.vocabulary, true).is_empty();
        // Who answers for it follows on a line of its own.
        let answered = next
            .and_then(|next| key_value(next, self.vocabulary))
            .and_then(|(key, _)| self.vocabulary.header_word(key))
            .is_some_and(|word| word.role.is_units());
        let counted = self.counted && self.number.is_some();
        let is_task = if self.tabular {
            named
        } else {
            !path.is_empty() || numbered || counted || bare || states_target || answered
        };
        if is_task { self.start(span, None, path, facts) } else { self.unplaced(span, facts) }
    }

    /// Whether a paragraph without a number reports on the task with one that is open, in a document or under a heading that
    /// reports progress:
    /// `1.垃圾分类项目。新建中转站。` and below it `目前,中转站主体工程已完成。`.
    fn reports(&self, text: &str, path: &Path) -> bool {
        let headed = || path.upwards().any(|(heading, _)| self.vocabulary.names_progress(heading));
        let Some(open) = self.open.as_ref().filter(|_| self.reports.is_some() || headed()) else { return false };
        let asked = open.requirement.iter().filter_map(|piece| piece.slice(self.source));
        let asked = asked.map(|text| self.vocabulary.cues.sum(text)).fold(0, i32::saturating_add);
        let told = self.vocabulary.cues.sum(text);
        open.task.number.is_some() && open.progress.is_empty() && told > 0 && told > asked
    }

    /// A paragraph that ends with who answers for it goes on with the numbered title over it, which names nobody:
    /// `124.推进城市管理数字化。` and below it `六区全部接入平台。(市城管局)`.
    fn details(&mut self, span: Span, facts: &mut Facts) -> bool {
        let title = |open: &Open| {
            open.task.number.is_some()
                && open.takes == Takes::Nothing
                && open.progress.is_empty()
                && open.task.departments.is_empty()
                && open.requirement.len() == 1
        };
        if !self.open.as_ref().is_some_and(title) {
            return false;
        }
        let (pieces, units, _) = without_brackets(span, self.source, self.vocabulary, true);
        let Some(open) = self.open.as_mut().filter(|_| !units.is_empty()) else { return false };
        open.requirement.extend(pieces);
        open.task.departments = units;
        facts.used.push(span);
        true
    }

    fn unplaced(&mut self, span: Span, facts: &mut Facts) {
        self.close(facts);
        facts.report(Code::UnplacedText, Severity::Info, span, "text that belongs to no task");
    }

    /// Where the number of two levels that opens the text ends, if it goes on from the last one or is the first under the
    /// heading with its first level: `1.产业强县`, then `1.1高质量建设…`.
    fn outlined(&mut self, text: &str, path: &Path) -> Option<usize> {
        let found = outline(text)?;
        let (parent, value) = (found.parent, found.value);
        let goes_on = value > 1 && self.outline == Some((parent, value.saturating_sub(1)));
        let opens = || {
            let heading = path.upwards().next().and_then(|(heading, _)| marker(heading));
            value == 1 && heading.is_some_and(|heading| heading.value == parent)
        };
        if !(goes_on || opens()) {
            return None;
        }
        self.outline = Some((parent, value));
        Some(found.end)
    }

    /// The name of a task and what was reached, where a colon parts them: `1.工业投资(第4项):增长11.3%,低于目标0.7个百分点。`
    fn figures_behind(&self, pieces: &[Span], path: &Path) -> Option<(Span, Span)> {
        let [piece] = pieces else { return None };
        named_figures(*piece, self.source).filter(|&(_, figures)| self.tells(figures, path))
    }

    /// Whether a part of a paragraph reports what was done: it surely sounds so, or does not sound otherwise where the title or
    /// a heading says that progress is told.
    fn tells(&self, part: Span, path: &Path) -> bool {
        let told = part.slice(self.source).map_or(0, |text| self.vocabulary.cues.sum(text));
        let headed = || path.upwards().any(|(heading, _)| self.vocabulary.names_progress(heading));
        let reports = || self.reports.is_some() || headed() || status_of_headings(path, self.vocabulary).is_some();
        told >= REPORTED || told >= 0 && reports()
    }

    /// Opens a task with a paragraph, whose number ends at byte `number` where that is no common marker.
    fn start(&mut self, span: Span, number: Option<usize>, path: &Path, facts: &mut Facts) {
        self.close(facts);
        facts.used.push(span);
        let (asked, told) = told_inline(vec![span], self.source, self.vocabulary);
        let asked = asked.first().copied().unwrap_or(span);
        let answered =
            answered_inside(asked, self.source, self.vocabulary).filter(|inside| self.tells(inside.rest, path));
        let (pieces, units, leaders) = match &answered {
            Some(inside) => {
                let (units, leaders) = departments::of_labels(&[inside.units], self.source, self.vocabulary);
                (vec![inside.asked], units, leaders)
            }
            None => without_brackets(asked, self.source, self.vocabulary, true),
        };
        let told = answered.map(|inside| inside.rest).into_iter().chain(told);
        let mut open = Open::default();
        open.task.headings = path.texts();
        open.inherited = departments::of_headings(path, self.source, self.vocabulary);
        open.task.departments = units;
        for leader in leaders {
            let passage = Passage::new(leader.slice(self.source).unwrap_or_default(), leader);
            open.task.notes.push(Note::new(ColumnRole::Leader, "", passage));
        }
        open.task.status = status_of_headings(path, self.vocabulary);
        let text = span.slice(self.source).unwrap_or_default();
        // 4．205国道…: a digit behind the point is no decimal where the number goes on from the last task.
        let last = facts.tasks.last().and_then(|task| task.number.as_deref()?.parse::<u32>().ok());
        let sure = |found: &Marker| !found.doubtful || last.is_some_and(|last| last.saturating_add(1) == found.value);
        let found = marker(text).filter(sure).map(|found| found.start..found.end);
        let found = number.map(|end| 0..end).or(found);
        let body = found.as_ref().map_or(0, |found| found.end);
        open.task.number = found.and_then(|found| text.get(found)).map(bare_number).or_else(|| self.number.take());
        let mut pieces = without_marker(pieces, span.start().saturating_add(body), self.source);
        if let Some((name, figures)) = self.figures_behind(&pieces, path) {
            pieces = vec![name];
            open.figures_of = Some(name);
            open.progress.push(figures);
            open.takes = Takes::Progress;
        }
        // Who answers for it may stand behind what was done as well.
        for piece in told {
            let (pieces, units, _) = without_brackets(piece, self.source, self.vocabulary, false);
            open.progress.extend(pieces);
            open.task.departments.extend(units);
            open.takes = Takes::Progress;
        }
        let words: String = pieces.iter().filter_map(|piece| piece.slice(self.source)).collect();
        open.task.title = topic(&words);
        open.requirement = pieces;
        self.open = Some(open);
    }
}

/// Whether `found` goes on with the list that the progress of `open` has begun.
fn is_list_item(open: &Open, found: &Marker, source: &str) -> bool {
    let last = open.progress.last().and_then(|span| span.slice(source)).and_then(marker);
    last.is_some_and(|last| last.style == found.style && last.value.saturating_add(1) == found.value)
}

fn bare_number(marker: &str) -> String {
    squash(marker.trim_end_matches(['.', '、', '．'])).into_owned()
}

/// The pieces of a paragraph without the marker that ends at `body`: it is the number of the task.
pub(super) fn without_marker(mut pieces: Vec<Span>, body: usize, source: &str) -> Vec<Span> {
    if let Some(first) = pieces.first_mut()
        && first.start() < body
        && body < first.end()
    {
        *first = Span::new(crate::text::skip_blanks(source, body), first.end());
    }
    pieces
}

/// The short sentence that opens a paragraph and says what it is about: 全力发展数字经济。
fn topic(text: &str) -> Option<String> {
    let text = trim_start(text);
    let end = text
        .char_indices()
        .take(MAX_TOPIC.saturating_add(1))
        .find(|&(_, c)| matches!(c, '。' | ':' | '：' | ',' | '，' | ';' | '；'))?;
    let more = trim(text.get(end.0.saturating_add(end.1.len_utf8())..)?);
    let short = matches!(end.1, '。' | ':' | '：') && !more.is_empty();
    short.then(|| text.get(..end.0).map(tidy)).flatten()
}

/// The paragraphs, those joined again that a page break has cut; a paragraph of `fresh` goes on with none.
fn joined(paragraphs: &[Span], fresh: &[usize], source: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (index, &span) in paragraphs.iter().enumerate() {
        match out.last_mut() {
            Some(last) if !fresh.contains(&index) && is_broken_before(*last, span, source) => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}
