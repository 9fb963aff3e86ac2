//! Documents and reports, from text and from web pages.

use zj_gov_report::document::{Block, Document, Table};
use zj_gov_report::{Report, Severity, Span, Task};

use super::{deny, json, metrics::meaning, placed, same};

/// Everything about a text read as a report.
pub fn text(text: &str) {
    let document = Document::from_text(text);
    same("the source of a text is the text", text, &document.source(), &text);
    let report = whole(text, &document);
    same("two ways to one report", text, &report, &Report::from_text(text));
    if !text.contains('\r') {
        let other = Report::from_text(&text.replace('\n', "\r\n"));
        same("line breaks of Windows", text, &gist(&report), &gist(&other));
    }
}

/// Everything about bytes read as a report, whatever they are.
pub fn bytes(bytes: &[u8]) {
    let shown = String::from_utf8_lossy(bytes);
    match Report::from_bytes(bytes) {
        Ok(report) => json::identity(&shown, &report),
        Err(error) if error.span().end() > bytes.len() => deny("an error points into the input", &shown, error),
        Err(_) => {}
    }
}

/// Everything about a page read as a report.
#[cfg(feature = "html")]
pub fn page(page: &str) {
    let document = Document::from_html(page);
    whole(page, &document);
}

/// Everything that holds of a document and of the report that is read from it.
pub fn whole(input: &str, document: &Document) -> Report {
    let source = document.source();
    json::identity(input, document);
    let mut used: Vec<Span> = Vec::new();
    for block in document.blocks() {
        match block {
            Block::Heading(heading) => used.push(heading.span()),
            Block::Paragraph(span) => used.push(*span),
            Block::Table(table) => used.extend(grid(input, source, table)),
            _ => {}
        }
    }
    for span in &used {
        placed("blocks lie in the source", source, *span, None);
    }
    let report = Report::from_document(document.clone());
    json::identity(input, &report);
    for diagnostic in report.diagnostics() {
        placed("remarks lie in the source", source, diagnostic.span(), None);
        if diagnostic.message().is_empty() {
            deny("a remark says something", input, diagnostic);
        }
        // It must not fail; printing all of a broken table would take the square of its length.
        if diagnostic.severity() == Severity::Error {
            let _ = diagnostic.render(source);
        }
    }
    for table in report.tables() {
        grid(input, source, table);
    }
    let metadata = report.metadata();
    used.extend(metadata.entries().iter().map(|entry| entry.span()));
    used.extend(metadata.title_span());
    for task in report.tasks() {
        of_task(input, source, task);
    }
    covered(input, source, used, &report);
    report
}

/// The places of a table's cells; each lies in the source, and no two cells cover the same place of the grid.
fn grid(input: &str, source: &str, table: &Table) -> Vec<Span> {
    let mut spans: Vec<Span> = table.caption().into_iter().collect();
    for cell in table.cells() {
        if cell.row_span() == 0 || cell.column_span() == 0 {
            deny("a cell covers something", input, cell);
        }
        if cell.row() + cell.row_span() > table.rows() || cell.column() + cell.column_span() > table.columns() {
            deny("a cell lies in its table", input, cell);
        }
        for &paragraph in cell.paragraphs() {
            placed("a paragraph lies in the source", source, paragraph, None);
            spans.push(paragraph);
        }
    }
    spans
}

fn of_task(input: &str, source: &str, task: &Task) {
    if let Some(requirement) = task.requirement() {
        placed("a requirement in its place", source, requirement.span(), None);
    }
    for item in task.progress().iter().flat_map(|progress| progress.items()) {
        placed("an item in its place", source, item.span(), Some(item.text()));
        if item.marker().is_some_and(|marker| !item.text().contains(marker)) {
            deny("an item holds its marker", input, item);
        }
    }
    for metric in task.targets().iter().chain(task.metrics()) {
        placed("a metric in its place", source, metric.span(), Some(metric.text()));
    }
    for unit in task.departments() {
        placed("a unit in its place", source, unit.span(), None);
        if unit.text().is_empty() {
            deny("a unit has a name", input, unit);
        }
    }
    for note in task.notes() {
        placed("a note in its place", source, note.span(), None);
    }
    if let Some(status) = task.status() {
        placed("a status in its place", source, status.span(), None);
    }
}

/// Every letter and digit of the source is in a block, in the metadata or in a remark.
fn covered(input: &str, source: &str, mut used: Vec<Span>, report: &Report) {
    let whole = Span::new(0, source.len());
    used.extend(report.diagnostics().iter().map(|diagnostic| diagnostic.span()).filter(|span| *span != whole));
    used.sort_unstable();
    let mut at = 0;
    for span in used.into_iter().chain([Span::new(source.len(), source.len())]) {
        let between = source.get(at..span.start()).unwrap_or_default();
        if report.diagnostics().iter().all(|diagnostic| diagnostic.span() != whole)
            && between.contains(|c: char| c.is_alphanumeric())
        {
            deny("no text is lost", input, between);
        }
        at = at.max(span.end());
    }
}

/// What a report says, apart from places, blanks and widths.
pub fn gist(report: &Report) -> Vec<String> {
    let plain = |text: &str| -> String {
        let narrow = |c: char| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        };
        text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
    };
    let mut lines =
        vec![format!("{:?} {:?}", report.year(), report.period()), plain(report.title().unwrap_or_default())];
    for task in report.tasks() {
        lines.push(plain(task.number().unwrap_or("-")));
        lines.push(plain(task.title().unwrap_or("-")));
        lines.push(plain(task.requirement().map_or("-", |requirement| requirement.text())));
        lines.extend(task.headings().iter().map(|heading| plain(heading)));
        for item in task.progress().iter().flat_map(|progress| progress.items()) {
            lines.push(plain(item.text()));
        }
        lines.extend(task.departments().iter().map(|unit| format!("{:?} {}", unit.role(), plain(unit.text()))));
        lines.extend(task.status().map(|status| format!("{:?}", status.kind())));
        lines.extend(task.targets().iter().chain(task.metrics()).map(meaning));
    }
    lines
}
