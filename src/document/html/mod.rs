//! The reader of web pages.
//!
//! The text that is taken out of a page is the source of the document: every block of the page is a line, inline text
//! is joined without a separator, blanks are joined to one, and a line break of the HTML between two Chinese characters
//! is nothing. What a page hides (`display:none`, scripts, comments) is not in it, and where the page marks its article
//! (`ZJEG_RSS.content`, `ContentStart`, `id="zoom"`) what stands around it is left out but for its metadata.

mod extract;
mod filter;
mod grid;
mod tables;
mod tag;
mod tree;

use super::{Block, Document, DocumentBuilder, Metadata, Page, Vocabulary, text};
use crate::diagnostic::{Code, Severity};
use crate::limits::MAX_TABLE_COLUMNS;
use crate::span::Span;

/// How much prose a page must have to be more than the frame of a picture or an attachment, in characters.
const MIN_PROSE: usize = 120;

/// Reads a page that was decoded already.
pub(super) fn read(page: &str, vocabulary: &Vocabulary) -> Document {
    let (tree, nesting) = filter::parse(page);
    let extract = extract::extract(&tree, vocabulary);
    let source = extract.source;
    let mut builder = DocumentBuilder::over(&source);
    let mut reader = Page::new(&source, vocabulary).with(extract.metadata);
    for item in extract.items {
        match item {
            extract::Item::Lines(lines) => text::read_lines(&mut builder, &mut reader, &lines, &source, vocabulary),
            extract::Item::Table(mut table) => {
                if !table.recognize(&source, vocabulary) && tables::take_metadata(&mut reader, &table, &source) {
                    continue;
                }
                reader.offer_title(&table);
                reader.close();
                let table = match builder.take_caption() {
                    Some(caption) => table.captioned(caption),
                    None => table,
                };
                builder.block(Block::Table(table));
            }
        }
    }
    let mut metadata: Metadata = reader.finish(&mut builder);
    if metadata.title().is_none()
        && let Some(span) = extract.title
    {
        // `重点工作进展情况_某市人民政府`: the name of the site stands after the title.
        let title = span.slice(&source).unwrap_or_default();
        let title =
            title.split(['_', '|', '—']).next().unwrap_or_default().split(" - ").next().unwrap_or_default().trim();
        metadata.set_title(title, Span::new(span.start(), span.start().saturating_add(title.len())));
    }
    builder.metadata(metadata);
    if nesting {
        let message = "elements nested deeper than the limit; their text is kept";
        builder.report(Code::Limit, Severity::Warning, Span::default(), message);
    }
    if let Some(place) = extract.beyond {
        let message =
            format!("a table of more than {MAX_TABLE_COLUMNS} columns; the cells beyond are kept in the last one");
        builder.report(Code::Limit, Severity::Warning, place, message);
    }
    let prose = builder.blocks().iter().map(|block| match block {
        Block::Paragraph(span) => span.slice(&source).map_or(0, |text| text.chars().count()),
        Block::Table(_) => MIN_PROSE,
        Block::Heading(_) => 0,
    });
    if extract.attachments > 0 && prose.sum::<usize>() < MIN_PROSE {
        let message = format!(
            "the page holds only pictures or attachments ({}); their content was not read",
            extract.attachments
        );
        builder.report(Code::OnlyAttachment, Severity::Error, Span::new(0, source.len()), message);
    }
    builder.build()
}
