//! From a document to its tasks, and an account of every piece of text that was used.

use std::borrow::Cow;

use super::from_prose::Prose;
use super::{Task, from_table};
use crate::department::AssignmentWords;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Block, Document, Table, Vocabulary, key_value, names_units, reads_as_caption};
use crate::metric::{MetricParser, Room};
use crate::span::Span;

/// What was read out of a document.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) tasks: Vec<Task>,
    /// Tables that hold no tasks.
    pub(crate) tables: Vec<Table>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The places of all text that went into a task, a heading or a table that is kept.
    pub(crate) used: Vec<Span>,
    /// Where metrics are read, one paragraph after the other.
    pub(super) room: Room,
}

impl Facts {
    pub(super) fn report(&mut self, code: Code, severity: Severity, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, severity, span, message));
    }
}

/// The words and the grammar by which texts are read.
#[derive(Clone, Copy)]
pub(super) struct Language<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) metrics: &'a MetricParser<'a>,
}

/// The headings that what follows stands under.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    steps: Vec<(u8, String, Span)>,
}

impl Path {
    /// A heading of `level` ends all of its level and below.
    pub(super) fn enter(&mut self, level: u8, text: String, span: Span) {
        self.steps.retain(|(own, ..)| *own < level);
        self.steps.push((level, text, span));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub(super) fn texts(&self) -> Vec<String> {
        self.steps.iter().map(|(_, text, _)| text.clone()).collect()
    }

    /// The headings, the nearest first.
    pub(super) fn upwards(&self) -> impl Iterator<Item = (&str, Span)> {
        self.steps.iter().rev().map(|(_, text, span)| (text.as_str(), *span))
    }
}

/// Reads the tasks of a document.
pub(crate) fn read_tasks(document: &Document, vocabulary: &Vocabulary, metrics: &MetricParser<'_>) -> Facts {
    let source = document.source();
    let mut facts = Facts::default();
    let mut path = Path::default();
    let tables: Vec<Option<Cow<'_, Table>>> = document
        .blocks()
        .iter()
        .map(|block| match block {
            Block::Table(table) => {
                let mut table = Cow::Borrowed(table);
                let known = !table.roles().is_empty() || table.to_mut().recognize(source, vocabulary);
                (known && !from_table::is_statistics(&table, source)).then_some(table)
            }
            _ => None,
        })
        .collect();
    let reports = reported_from(document, vocabulary);
    let tabular = tables.iter().any(Option::is_some);
    let mut prose = Prose::new(document, Language { vocabulary, metrics }, tabular, reports);
    let mut seen_table = false;
    for (index, (block, tasks)) in document.blocks().iter().zip(tables).enumerate() {
        match (block, tasks) {
            (Block::Heading(heading), _) => {
                prose.close(&mut facts);
                let text = heading.span().slice(source).unwrap_or_default();
                path.enter(heading.level(), crate::text::tidy(text), heading.span());
                facts.used.push(heading.span());
            }
            // 责任单位：市教育局 over a table says who answers for all its rows; over a later table stands its caption.
            (Block::Paragraph(span), _)
                if matches!(document.blocks().get(index.saturating_add(1)), Some(Block::Table(_)))
                    && span.slice(source).is_some_and(|text| {
                        names_units(text, vocabulary) || seen_table && reads_as_caption(text, vocabulary)
                    }) =>
            {
                prose.close(&mut facts);
                path.enter(2, crate::text::tidy(span.slice(source).unwrap_or_default()), *span);
                facts.used.push(*span);
            }
            (Block::Paragraph(span), _) => {
                let next = document.blocks().get(index.saturating_add(1));
                let next = if let Some(Block::Paragraph(next)) = next { next.slice(source) } else { None };
                prose.paragraph(*span, next, &path, &mut facts);
            }
            (Block::Table(_), Some(table)) => {
                seen_table = true;
                prose.close(&mut facts);
                let follows = index > 0 && table.header_rows() == 0;
                let language = Language { vocabulary, metrics };
                from_table::read(&table, follows, &mut path, source, language, &mut facts);
            }
            (Block::Table(table), None) => keep(table, source, vocabulary, &mut facts),
        }
    }
    prose.close(&mut facts);
    if document.blocks().iter().any(|block| says_who_leads(block, source)) {
        for task in &mut facts.tasks {
            task.first_unit_leads();
        }
    }
    facts
}

/// How much a paragraph must sound like a report of what was done, to be one: where the title says so, each that does, and
/// all of them where most do. `None` under any other title.
fn reported_from(document: &Document, vocabulary: &Vocabulary) -> Option<i32> {
    document.metadata().title().filter(|title| vocabulary.names_progress(title))?;
    let source = document.source();
    let paragraphs = document.blocks().iter().filter_map(|block| match block {
        Block::Paragraph(span) => span.slice(source),
        _ => None,
    });
    let (mut told, mut all) = (0usize, 0usize);
    for text in paragraphs.filter(|text| key_value(text, vocabulary).is_none()) {
        told = told.saturating_add(usize::from(vocabulary.cues.sum(text) >= REPORTED));
        all = all.saturating_add(1);
    }
    Some(if told.saturating_mul(3) > all.saturating_mul(2) { i32::MIN } else { REPORTED })
}

/// How much a paragraph sounds like a report of what was done when it surely is one.
pub(super) const REPORTED: i32 = 4;

/// The longest note that states a rule, in bytes.
const MAX_NOTE: usize = 600;

/// Whether a note, or the label of a column, says that the first of several units leads: 列第一位的为牵头单位.
fn says_who_leads(block: &Block, source: &str) -> bool {
    let says = |span: Span| {
        let text = if span.len() <= MAX_NOTE { span.slice(source).unwrap_or_default() } else { "" };
        if !text.contains('牵') {
            return false;
        }
        let text = crate::text::squash(text);
        text.contains("牵头") && AssignmentWords::builtin().first.stand_in(&text)
    };
    match block {
        Block::Heading(heading) => says(heading.span()),
        Block::Paragraph(span) => says(*span),
        Block::Table(table) => {
            let header = table.cells().iter().take_while(|cell| cell.row() < table.header_rows());
            header.flat_map(|cell| cell.paragraphs()).any(|span| says(*span))
        }
    }
}

/// Keeps a table that holds no tasks.
fn keep(table: &Table, source: &str, vocabulary: &Vocabulary, facts: &mut Facts) {
    let spans = table.cells().iter().flat_map(|cell| cell.paragraphs().iter().copied());
    facts.used.extend(spans.chain(table.caption()));
    let mut table = table.clone();
    let known = table.recognize(source, vocabulary) || from_table::is_grid(&table, source);
    let place = table.cells().iter().find_map(|cell| cell.span());
    if let Some(place) = place.filter(|_| !known) {
        let message = "a table whose header no vocabulary knows; it is kept as a table";
        facts.report(Code::UnknownHeader, Severity::Warning, place, message);
    }
    facts.tables.push(table);
}
