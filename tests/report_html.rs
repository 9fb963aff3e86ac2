//! A report rendered as a web page gives the same tasks as its text.
//!
//! The tables of each text are written as pages in the manner of these offices: cells over several rows, numbers split
//! over spans, the clutter of Word, unclosed tags, frames of tables, GBK.

#![cfg(feature = "html")]
#![expect(clippy::unwrap_used, reason = "a test panics where it fails")]

use std::path::Path;

use zj_gov_report::document::{Block, Cell, Table};
use zj_gov_report::{Document, Report, Task};

/// How a page writes its tags.
#[derive(Clone, Copy, Debug)]
enum Style {
    Plain,
    Word,
    Unclosed,
    Framed,
    Wrapped,
}

fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["tests/fixtures/text", "../shared/corpus"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        for file in entries.map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "txt") {
                texts.push((file.display().to_string(), std::fs::read_to_string(&file).unwrap()));
            }
        }
    }
    texts
}

fn page(document: &Document, style: Style) -> String {
    let source = document.source();
    let mut page = String::from(match style {
        Style::Word => {
            "<html xmlns:o=x><head><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><style>p{}</style></head><body>"
        }
        Style::Framed => "<html><body><table width=100%><tr><td>",
        _ => "<html><body>",
    });
    let blocks = document.blocks();
    for (index, block) in blocks.iter().enumerate() {
        // A heading between two stretches of one table is a row of it.
        let goes_on = |at: usize| matches!(blocks.get(at), Some(Block::Table(table)) if table.header_rows() == 0 && !table.roles().is_empty());
        match block {
            Block::Heading(heading) => {
                let text = paragraph(heading.span().slice(source).unwrap(), style);
                let row = index > 0 && matches!(blocks.get(index - 1), Some(Block::Table(_))) && goes_on(index + 1);
                page += &if row { format!("<tr><td colspan=40>{text}</td></tr>") } else { text };
            }
            Block::Paragraph(span) => page += &paragraph(span.slice(source).unwrap(), style),
            Block::Table(table) => {
                page += if goes_on(index) && index > 0 { "" } else { "<table border=1>" };
                page += &rows(table, source, style);
                let more = matches!(blocks.get(index + 1), Some(Block::Heading(_))) && goes_on(index + 2);
                page += if more { "" } else { "</table>" };
            }
            _ => {}
        }
    }
    page + if matches!(style, Style::Framed) { "</td></tr></table></body></html>" } else { "</body></html>" }
}

fn paragraph(text: &str, style: Style) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    match style {
        Style::Plain | Style::Framed => format!("<p>{text}</p>"),
        Style::Unclosed => format!("<P>{text}"),
        Style::Word => {
            let characters: Vec<char> = text.chars().collect();
            let spans =
                characters.chunks(3).map(|part| format!("<span lang=EN-US>{}</span>", part.iter().collect::<String>()));
            // A part of an entity is no text; those are left whole.
            let inner = if text.contains('&') { text.clone() } else { spans.collect() };
            format!("<p class=MsoNormal><b>{inner}<o:p></o:p></b></p>")
        }
        Style::Wrapped => {
            let characters: Vec<char> = text.chars().collect();
            // Only between Chinese characters does a line break of the HTML mean nothing.
            let mut lines = String::new();
            for (index, c) in characters.iter().enumerate() {
                let wide = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
                if index % 20 == 19 && wide(c) && characters.get(index - 1).is_some_and(wide) {
                    lines += "\n        ";
                }
                lines.push(*c);
            }
            format!("<div><p>\n  {lines}\n</p></div>")
        }
    }
}

fn cell(cell: &Cell, source: &str, style: Style) -> String {
    let paragraphs: String =
        cell.paragraphs().iter().map(|span| paragraph(span.slice(source).unwrap(), style)).collect();
    let mut spans = String::new();
    if cell.row_span() > 1 {
        spans += &format!(" rowspan=\"{}\"", cell.row_span());
    }
    if cell.column_span() > 1 {
        spans += &format!(" colspan={}", cell.column_span());
    }
    match style {
        Style::Unclosed => format!("<TD{spans}>{paragraphs}"),
        _ => format!("<td{spans}>{paragraphs}</td>"),
    }
}

fn rows(table: &Table, source: &str, style: Style) -> String {
    let mut html = String::new();
    for row in 0..table.rows() {
        html += if matches!(style, Style::Unclosed) { "<TR>" } else { "<tr>" };
        let own = table.cells().iter().filter(|cell| cell.row() == row);
        html.extend(own.map(|each| cell(each, source, style)));
        html += if matches!(style, Style::Unclosed) { "\n" } else { "</tr>\n" };
    }
    html
}

/// What a task says, without its places.
fn content(task: &Task) -> Vec<String> {
    let mut content = vec![format!("{:?} {:?} {:?}", task.number(), task.headings(), task.title())];
    content.extend(task.requirement().map(|requirement| requirement.text().to_owned()));
    content
        .extend(task.progress().into_iter().flat_map(|progress| progress.items()).map(|item| item.text().to_owned()));
    content.extend(task.departments().iter().map(|unit| format!("{:?} {}", unit.role(), unit.text())));
    content.extend(task.status().map(|status| format!("{:?} {}", status.kind(), status.text())));
    content.extend(task.notes().iter().map(|note| format!("{:?} {}", note.role(), note.text())));
    content.into_iter().map(|text| text.chars().filter(|c| !c.is_whitespace()).collect()).collect()
}

#[test]
fn a_page_gives_the_tasks_of_its_text() {
    for (name, text) in texts() {
        let document = Document::from_text(&text);
        let want: Vec<_> = Report::from_document(document.clone()).tasks().iter().map(content).collect();
        for style in [Style::Plain, Style::Word, Style::Unclosed, Style::Framed, Style::Wrapped] {
            let page = page(&document, style);
            let (gbk, _, lossy) = encoding_rs::GB18030.encode(&page);
            assert!(!lossy);
            let declared =
                [b"<meta http-equiv=Content-Type content='text/html; charset=gb2312'>".as_slice(), &gbk].concat();
            for (encoding, bytes) in [("UTF-8", page.as_bytes()), ("GBK", declared.as_slice())] {
                let report = Report::from_html(bytes).unwrap();
                let got: Vec<_> = report.tasks().iter().map(content).collect();
                let differing = want.iter().zip(&got).find(|(want, got)| want != got);
                assert!(
                    got == want,
                    "{name}, {style:?}, {encoding}: {} tasks for {}, {differing:#?}",
                    got.len(),
                    want.len()
                );
            }
        }
    }
}
