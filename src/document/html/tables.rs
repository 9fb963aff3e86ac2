//! Which tables hold data, and which only lay out the page.

use std::collections::HashMap;

use super::super::{Page, Table, Vocabulary};
use super::tag::Tag;
use super::tree::{Id, Kind, NONE, Tree};
use crate::text::is_blank;

/// The longest text of a cell that is looked up as a label, in characters.
const MAX_LABEL: usize = 40;

/// The most rows and cells that are looked at for labels.
const MAX_CELLS: usize = 64;

/// The tables that hold data: those with no table inside, and those whose first or second row has at least two known
/// labels. Any other lays out the page, and its cells are parts of the page.
pub(super) fn data_tables(tree: &Tree, root: Id, vocabulary: &Vocabulary) -> HashMap<Id, bool> {
    let mut tables: HashMap<Id, bool> = HashMap::new();
    // The open tables around the node; a table is entered after every one around it.
    let mut around: Vec<Id> = Vec::new();
    let mut at = root;
    while at != NONE {
        if tree.tag(at) == Some(Tag::Table) {
            while around.last().is_some_and(|&outer| !is_inside(tree, at, outer)) {
                around.pop();
            }
            if let Some(outer) = around.last() {
                // It lays out the page unless its own header is known.
                tables.entry(*outer).and_modify(|data| *data = false);
            }
            tables.insert(at, true);
            around.push(at);
        }
        at = tree.next(at, root);
    }
    for (&table, data) in &mut tables {
        if !*data {
            *data = labels(tree, table, vocabulary) >= 2;
        }
    }
    tables
}

fn is_inside(tree: &Tree, id: Id, outer: Id) -> bool {
    let mut at = id;
    while let Some(node) = tree.node(at) {
        if at == outer {
            return true;
        }
        at = node.parent;
    }
    false
}

/// How many known labels the first or the second row of a table has.
fn labels(tree: &Tree, table: Id, vocabulary: &Vocabulary) -> usize {
    let mut rows = [0usize; 3];
    let (mut row, mut cells) = (0usize, 0usize);
    let mut at = tree.next(table, table);
    while at != NONE && row < rows.len() && cells < MAX_CELLS {
        match tree.tag(at) {
            Some(Tag::Table) => {
                at = tree.after(at, table);
                continue;
            }
            Some(Tag::Row) => row = row.saturating_add(1),
            Some(Tag::Cell) => {
                cells = cells.saturating_add(1);
                if label_text(tree, at).is_some_and(|text| vocabulary.header_word(&text).is_some())
                    && let Some(count) = rows.get_mut(row)
                {
                    *count = count.saturating_add(1);
                }
                at = tree.after(at, table);
                continue;
            }
            _ => {}
        }
        at = tree.next(at, table);
    }
    rows.into_iter().max().unwrap_or(0)
}

/// The text of a cell; `None` if it is too long for a label or holds a table.
fn label_text(tree: &Tree, cell: Id) -> Option<String> {
    let mut text = String::new();
    let mut at = tree.next(cell, cell);
    while at != NONE {
        let node = tree.node(at)?;
        match &node.kind {
            Kind::Text(own) => text.extend(own.chars().filter(|&c| !is_blank(c)).take(MAX_LABEL + 1)),
            Kind::Element { .. } if node.tag() == Some(Tag::Table) => return None,
            _ => {}
        }
        if text.chars().count() > MAX_LABEL {
            return None;
        }
        at = tree.next(at, cell);
    }
    Some(text)
}

/// Takes a table of labels and values, `索引号 | … | 发布机构 | …`, as metadata.
pub(super) fn take_metadata(page: &mut Page<'_>, table: &Table, source: &str) -> bool {
    let mut any = false;
    let mut cells = table.cells().iter().filter(|cell| cell.span().is_some()).peekable();
    while let Some(label) = cells.next() {
        let Some(span) = label.span() else { continue };
        let text = span.slice(source).unwrap_or_default();
        if text.contains([':', '：']) && !text.ends_with([':', '：']) {
            for &paragraph in label.paragraphs() {
                any |= page.take(paragraph);
            }
            continue;
        }
        let value = cells.peek().filter(|value| value.row() == label.row()).and_then(|value| value.span());
        if page.take_pair(span, value) {
            any = true;
            if value.is_some() {
                cells.next();
            }
        } else if !any {
            return false;
        }
    }
    any
}
