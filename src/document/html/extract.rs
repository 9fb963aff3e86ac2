//! Takes the text out of the tree of a page: lines, and tables of cells.

use std::collections::HashMap;

use super::super::text::Line;
use super::super::{Metadata, PageField, Table, Vocabulary};
use super::grid::Grid;
use super::tables::data_tables;
use super::tag::Tag;
use super::tree::{Id, Kind, NONE, Node, Tree};
use crate::span::Span;
use crate::text::{is_blank, trim_end, trim_start};

/// What was taken out of a page.
pub(super) struct Extract {
    pub(super) source: String,
    pub(super) items: Vec<Item>,
    pub(super) metadata: Metadata,
    /// The title of the page, where the page does not name that of its article.
    pub(super) title: Option<Span>,
    /// How many pictures and links to files it has.
    pub(super) attachments: usize,
    /// Where the first cell beyond the limit on columns stands.
    pub(super) beyond: Option<Span>,
}

/// One stretch of a page.
pub(super) enum Item {
    Lines(Vec<Line>),
    Table(Table),
}

/// Takes the text out of the tree.
pub(super) fn extract(tree: &Tree, vocabulary: &Vocabulary) -> Extract {
    let mut writer = Writer { tables: data_tables(tree, 0, vocabulary), ..Writer::default() };
    let head = head(tree);
    for (field, label, value) in head.metadata {
        let span = writer.append(&value);
        writer.metadata.add(field, label, &value, span);
    }
    let mut title = None;
    if writer.metadata.title().is_none()
        && let Some(text) = head.title
    {
        let span = writer.append(&text);
        writer.metadata.add(PageField::Other, "title", &text, span);
        title = Some(span);
    }
    let region = region(tree);
    writer.inside = !region.by_marks;
    // What stands before the article may say when and by whom it was published.
    if region.root != 0 {
        outside(tree, region.root, vocabulary, &mut writer);
    }
    walk(tree, region.root, &mut writer);
    writer.close_lines();
    Extract {
        source: writer.source,
        items: writer.items,
        metadata: writer.metadata,
        title,
        attachments: writer.attachments,
        beyond: writer.beyond,
    }
}

#[derive(Default)]
struct Head {
    metadata: Vec<(PageField, &'static str, String)>,
    title: Option<String>,
}

/// Reads the `<meta>` tags and the title of the page.
fn head(tree: &Tree) -> Head {
    const NAMES: [(&str, PageField); 3] =
        [("ArticleTitle", PageField::Title), ("PubDate", PageField::Published), ("ContentSource", PageField::Source)];
    let mut head = Head::default();
    let mut at = 0;
    while at != NONE {
        let Some(node) = tree.node(at) else { break };
        match node.tag() {
            Some(Tag::Meta) => {
                let named = |wanted: &str| node.attribute("name").is_some_and(|name| name.eq_ignore_ascii_case(wanted));
                let content = node.attribute("content").map(collapse).unwrap_or_default();
                if let Some((label, field)) = NAMES.into_iter().find(|(name, _)| named(name))
                    && !content.is_empty()
                    && head.metadata.iter().all(|(known, ..)| *known != field)
                {
                    head.metadata.push((field, label, content));
                }
            }
            Some(Tag::Title) if head.title.is_none() => {
                head.title = Some(text_of(tree, at)).filter(|title| !title.is_empty())
            }
            // A page has its metas at its top; long bodies are not searched.
            Some(Tag::Table) => break,
            _ => {}
        }
        at = tree.next(at, 0);
    }
    head
}

fn text_of(tree: &Tree, id: Id) -> String {
    let mut text = String::new();
    let mut at = tree.next(id, id);
    while at != NONE && text.len() < 600 {
        if let Some(Node { kind: Kind::Text(own), .. }) = tree.node(at) {
            text.push_str(own);
        }
        at = tree.next(at, id);
    }
    collapse(&text)
}

fn collapse(text: &str) -> String {
    text.split(is_blank).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where the article stands: the root of its subtree, and whether marks inside say where it starts and ends.
struct Region {
    root: Id,
    by_marks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Begin,
    End,
}

/// A comment or a meta tag that marks the article.
fn mark(node: &Node) -> Option<Mark> {
    match &node.kind {
        Kind::Comment(text) if text.contains("ZJEG_RSS.content") => {
            Some(if text.contains("end") { Mark::End } else { Mark::Begin })
        }
        Kind::Element { .. } if node.tag() == Some(Tag::Meta) => match node.attribute("name")? {
            name if name.eq_ignore_ascii_case("ContentStart") => Some(Mark::Begin),
            name if name.eq_ignore_ascii_case("ContentEnd") => Some(Mark::End),
            _ => None,
        },
        _ => None,
    }
}

fn region(tree: &Tree) -> Region {
    let (mut zoom, mut begin) = (NONE, false);
    let mut at = 0;
    while at != NONE {
        let Some(node) = tree.node(at) else { break };
        begin |= mark(node) == Some(Mark::Begin);
        if zoom == NONE && node.attribute("id").is_some_and(|id| id.eq_ignore_ascii_case("zoom")) {
            zoom = at;
        }
        if begin {
            break;
        }
        at = tree.next(at, 0);
    }
    match (begin, zoom) {
        (true, _) => Region { root: 0, by_marks: true },
        (_, NONE) => Region { root: 0, by_marks: false },
        (_, zoom) => Region { root: zoom, by_marks: false },
    }
}

/// Collects the text, line by line.
#[derive(Default)]
struct Writer {
    source: String,
    items: Vec<Item>,
    metadata: Metadata,
    attachments: usize,
    tables: HashMap<Id, bool>,
    /// The open lines that are in no table.
    lines: Vec<Line>,
    gap: usize,
    /// Where the open line starts, if it has text, and the white space that waits for its next character.
    start: Option<usize>,
    space: Space,
    grid: Option<(Id, Grid)>,
    inside: bool,
    /// Where the first cell beyond the limit on columns stands.
    beyond: Option<Span>,
    /// How many `<pre>` are open.
    preformatted: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Space {
    #[default]
    No,
    Blank,
    /// A line break of the HTML: nothing between two Chinese characters.
    Break,
}

impl Writer {
    /// Appends a line of its own.
    fn append(&mut self, text: &str) -> Span {
        let start = self.source.len();
        self.source.push_str(text);
        let span = Span::new(start, self.source.len());
        self.source.push('\n');
        span
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            // White space of HTML is ASCII, so bytes tell it.
            let plain = rest.bytes().position(is_white).unwrap_or(rest.len());
            let (head, tail) = rest.split_at_checked(plain).unwrap_or((rest, ""));
            if !head.is_empty() {
                self.push(head);
            }
            let white = tail.bytes().position(|byte| !is_white(byte)).unwrap_or(tail.len());
            let (white, after) = tail.split_at_checked(white).unwrap_or((tail, ""));
            if white.contains('\n') && self.preformatted > 0 {
                self.line_break();
            } else if white.contains('\n') {
                self.space = if self.space == Space::Blank { Space::Blank } else { Space::Break };
            } else if !white.is_empty() {
                self.space = Space::Blank;
            }
            rest = after;
        }
    }

    fn push(&mut self, text: &str) {
        if self.start.is_none() {
            self.start = Some(self.source.len());
        } else if self.space != Space::No {
            let wide = |c: Option<char>| c.is_some_and(|c| c as u32 >= 0x2e80);
            let joined =
                self.space == Space::Break && wide(self.source.chars().next_back()) && wide(text.chars().next());
            if !joined {
                self.source.push(' ');
            }
        }
        self.space = Space::No;
        self.source.push_str(text);
    }

    /// Ends the open line: a paragraph of the open cell, or a line of the page.
    fn line_break(&mut self) {
        self.space = Space::No;
        let Some(start) = self.start.take() else { return };
        let whole = Span::new(start, self.source.len());
        self.source.push('\n');
        let text = whole.slice(&self.source).unwrap_or_default();
        let left = trim_start(text);
        let inner = trim_end(left);
        let first = start.saturating_add(text.len().saturating_sub(left.len()));
        let span = Span::new(first, first.saturating_add(inner.len()));
        if span.is_empty() {
            // A paragraph of blanks is an empty line.
            self.gap = self.gap.saturating_add(1);
            return;
        }
        match &mut self.grid {
            Some((_, grid)) if grid.in_cell() => grid.paragraph(span),
            _ => {
                self.lines.push(Line { span, whole, gap: self.gap });
                self.gap = 0;
            }
        }
    }

    fn close_lines(&mut self) {
        self.line_break();
        if !self.lines.is_empty() {
            let lines = std::mem::take(&mut self.lines);
            self.items.push(Item::Lines(lines));
        }
        self.gap = 0;
    }

    fn end_table(&mut self) {
        self.line_break();
        let Some((_, grid)) = self.grid.take() else { return };
        let (table, beyond) = grid.finish();
        self.beyond = self.beyond.or(beyond);
        if table.columns() > 1 {
            // Text between rows was moved before the table by the builder of the tree.
            self.close_lines();
            self.items.push(Item::Table(table));
            return;
        }
        // A table of one column is a frame around paragraphs.
        for span in table.cells().iter().flat_map(|cell| cell.paragraphs()) {
            self.lines.push(Line { span: *span, whole: *span, gap: 0 });
        }
    }
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// Whether an element is not shown.
fn is_hidden(node: &Node) -> bool {
    node.attribute("hidden").is_some() || node.attribute("style").is_some_and(is_hidden_style)
}

/// Whether a style hides its element: `display:none`, `mso-hide:all`.
pub(super) fn is_hidden_style(style: &str) -> bool {
    let mut parts = style.split(';').filter_map(|part| part.split_once(':'));
    parts.any(|(name, value)| {
        // `none !important` is none.
        let (name, value) = (name.trim(), value.split('!').next().unwrap_or_default().trim());
        (name.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
            || (name.eq_ignore_ascii_case("mso-hide") && value.eq_ignore_ascii_case("all"))
            || (name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"))
    })
}

/// Whether a link leads to a file.
pub(super) fn is_file(link: &str) -> bool {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit('.').next().unwrap_or_default();
    [
        "doc", "docx", "xls", "xlsx", "wps", "et", "pdf", "ofd", "zip", "rar", "7z", "ppt", "pptx", "jpg", "png",
        "jpeg", "tif",
    ]
    .iter()
    .any(|known| end.eq_ignore_ascii_case(known))
}

/// Walks the subtree of `root` and writes its text.
fn walk(tree: &Tree, root: Id, writer: &mut Writer) {
    let mut at = root;
    while at != NONE {
        let Some(node) = tree.node(at) else { break };
        let mut skip = false;
        match &node.kind {
            Kind::Text(text) if writer.inside => writer.text(text),
            Kind::Element { .. } => skip = enter(tree, at, node, writer),
            _ => {}
        }
        if let Some(mark) = mark(node) {
            writer.line_break();
            writer.inside = mark == Mark::Begin;
        }
        if !skip && node.first != NONE {
            at = node.first;
            continue;
        }
        // Up to the next sibling of it or of an element around it; those that end on the way are left.
        loop {
            let Some(node) = tree.node(at) else { return };
            leave(at, node, writer);
            if at == root {
                return;
            }
            if node.next != NONE {
                at = node.next;
                break;
            }
            at = node.parent;
        }
    }
}

/// Enters an element; whether its content is passed over.
fn enter(tree: &Tree, id: Id, node: &Node, writer: &mut Writer) -> bool {
    let Some(tag) = node.tag() else { return false };
    if tag.is_skipped() || is_hidden(node) {
        if tag == Tag::Foreign && writer.inside {
            writer.attachments = writer.attachments.saturating_add(1);
        }
        return true;
    }
    let link = tag == Tag::Link && node.attribute("href").is_some_and(is_file);
    if writer.inside && (tag == Tag::Picture || link) {
        writer.attachments = writer.attachments.saturating_add(1);
    }
    if tag.breaks() {
        writer.line_break();
    }
    if tag == Tag::Preformatted {
        writer.preformatted = writer.preformatted.saturating_add(1);
    }
    if !writer.inside {
        return false;
    }
    match (tag, &mut writer.grid) {
        (Tag::Table, None) if writer.tables.get(&id) == Some(&true) => writer.grid = Some((id, Grid::default())),
        (Tag::Row, Some((table, grid))) if table_of(tree, id) == *table => grid.start_row(),
        (Tag::Cell, Some((table, grid))) if table_of(tree, id) == *table => {
            grid.start_cell(node.attribute("rowspan"), node.attribute("colspan"));
        }
        _ => {}
    }
    false
}

/// The nearest table around a row or a cell: a few steps up, as the tree builder has put them right.
fn table_of(tree: &Tree, id: Id) -> Id {
    let mut at = id;
    for _ in 0..5 {
        let Some(node) = tree.node(at) else { return NONE };
        if node.tag() == Some(Tag::Table) {
            return at;
        }
        at = node.parent;
    }
    NONE
}

fn leave(id: Id, node: &Node, writer: &mut Writer) {
    let Some(tag) = node.tag() else { return };
    if tag.is_skipped() || is_hidden(node) {
        return;
    }
    if tag.breaks() {
        let empty = writer.start.is_none() && tag == Tag::Block && node.first == NONE;
        writer.line_break();
        if empty {
            writer.gap = writer.gap.saturating_add(1);
        }
    }
    if tag == Tag::Preformatted {
        writer.preformatted = writer.preformatted.saturating_sub(1);
    }
    match (tag, &mut writer.grid) {
        (Tag::Table, Some((table, _))) if *table == id => writer.end_table(),
        (Tag::Group, Some((table, grid))) if node.parent == *table => grid.end_group(),
        // A cell ends where the next one, the next row or the table's end comes.
        _ => {}
    }
}

/// Reads the lines around the article for metadata: pairs of label and value, and nothing else.
fn outside(tree: &Tree, article: Id, vocabulary: &Vocabulary, writer: &mut Writer) {
    let mut around = Writer { inside: true, ..Writer::default() };
    let mut at = 0;
    while at != NONE {
        let Some(node) = tree.node(at) else { break };
        if at == article {
            break;
        }
        let mut skip = false;
        match &node.kind {
            Kind::Text(text) => around.text(text),
            Kind::Element { .. } => {
                let tag = node.tag().unwrap_or(Tag::Other);
                skip = tag.is_skipped() || is_hidden(node);
                if tag.breaks() && tag != Tag::Cell {
                    around.line_break();
                } else if tag == Tag::Cell {
                    around.space = Space::Blank;
                }
            }
            Kind::Comment(_) | Kind::Document => {}
        }
        at = if skip { tree.after(at, 0) } else { tree.next(at, 0) };
    }
    around.line_break();
    let mut lines: Vec<Line> = Vec::new();
    for line in &around.lines {
        let text = line.span.slice(&around.source).unwrap_or_default();
        if super::super::metadata::is_metadata(text, vocabulary) {
            let span = writer.append(text);
            lines.push(Line { span, whole: span, gap: 0 });
        }
    }
    writer.lines = lines;
}
