//! The reader of text: it parts a text into lines, finds the tables among them and leaves the rest as prose.

mod align;
mod blanks;
mod delimited;
mod glued;
mod header;
pub(crate) mod headless;
mod lines;
mod narrow;
pub(crate) mod prose;
mod records;
mod rows;
pub(crate) mod running;
mod unfold;
mod wrapped;

use super::{Block, Document, DocumentBuilder, Heading, MarkerStyle, Page, Vocabulary, marker};
use crate::span::Span;
use crate::text::{first_byte, is_longer, trim_end, trim_start};

/// A line with text, without the blanks around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// The whole line, blanks at its ends (tabs of empty cells) included.
    pub(super) whole: Span,
    /// Empty lines before it.
    pub(super) gap: usize,
}

/// The lines of a text that have any.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut gap) = (0usize, 0usize);
    while at < text.len() {
        let start = at;
        let end = first_byte(text, at, |byte| byte == b'\n').unwrap_or(text.len());
        at = end.saturating_add(1);
        let body = text.get(start..end).unwrap_or_default().trim_end_matches('\r');
        let left = trim_start(body);
        let trimmed = trim_end(left);
        if trimmed.is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        let first = start.saturating_add(body.len().saturating_sub(left.len()));
        lines.push(Line {
            span: Span::new(first, first.saturating_add(trimmed.len())),
            whole: Span::new(start, start.saturating_add(body.len())),
            gap,
        });
        gap = 0;
    }
    lines
}

/// One stretch of a text.
enum Part {
    Prose(std::ops::Range<usize>),
    /// The line over a table that follows on another.
    Caption(Span),
    /// The header and the lines under it, and which of these repeat it.
    Lines(header::Header, std::ops::Range<usize>, Vec<lines::Repeated>),
    Delimited(rows::Grid),
    Records(records::Records),
    /// A header whose labels have run together, and the lines below it that are rows.
    Glued(glued::Header, std::ops::Range<usize>),
}

/// Reads a text into a document.
pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Document {
    let mut builder = DocumentBuilder::over(text);
    let mut page = Page::new(text, vocabulary);
    let mut lines = lines(text);
    let signature = take_signature(&mut lines, text, vocabulary);
    read_lines(&mut builder, &mut page, &lines, text, vocabulary);
    if let Some((unit, date)) = signature {
        page.signed(unit, date);
    }
    let metadata = page.finish(&mut builder);
    builder.metadata(metadata);
    builder.build()
}

/// Takes the signature off the lines: who signs, and when.
fn take_signature(lines: &mut Vec<Line>, source: &str, vocabulary: &Vocabulary) -> Option<(Option<Span>, Span)> {
    let (unit, date) = running::signature(lines, source, vocabulary)?;
    let span = |index: usize| lines.get(index).map(|line| line.span);
    let taken = (unit.and_then(span), span(date)?);
    lines.drain(unit.unwrap_or(date)..=date);
    Some(taken)
}

/// Reads lines, of a text or of a web page, and appends what they are.
pub(super) fn read_lines(
    builder: &mut DocumentBuilder,
    page: &mut Page<'_>,
    lines: &[Line],
    source: &str,
    vocabulary: &Vocabulary,
) {
    let numbered = running::take_page_numbers(lines, source);
    let lines = numbered.as_ref().map_or(lines, |(lines, _)| lines.as_slice());
    for &number in numbered.iter().flat_map(|(_, numbers)| numbers) {
        page.furniture(number);
    }
    for part in parts(lines, source, vocabulary) {
        match part {
            Part::Prose(range) => {
                prose::read(builder, page, lines.get(range).unwrap_or_default(), source, vocabulary);
            }
            Part::Caption(span) => builder.block(Block::Heading(Heading::new(2, span))),
            Part::Lines(header, range, repeated) => {
                page.close();
                let body = lines::Body::new(lines, range, repeated);
                lines::read_body(builder, &header, &body, source, vocabulary);
            }
            Part::Records(records) => {
                for &label in &records.repeated {
                    page.furniture(label);
                }
                delimited::read(builder, page, &records.grid, source, vocabulary);
            }
            Part::Delimited(grid) => delimited::read(builder, page, &grid, source, vocabulary),
            Part::Glued(header, rows) => {
                page.close();
                glued::read(builder, &header, lines.get(rows).unwrap_or_default(), source, vocabulary);
            }
        }
    }
}

/// Cuts the lines where a table starts; a table of lines goes on to the next header or delimited block.
fn parts(lines: &[Line], source: &str, vocabulary: &Vocabulary) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut at, mut start) = (0usize, 0usize);
    let mut open: Option<(header::Header, Vec<lines::Repeated>)> = None;
    let close = |parts: &mut Vec<Part>,
                 open: &mut Option<(header::Header, Vec<lines::Repeated>)>,
                 range: std::ops::Range<usize>| match open.take() {
        Some((header, repeated)) => parts.push(Part::Lines(header, range, repeated)),
        None if !range.is_empty() => parts.push(Part::Prose(range)),
        None => {}
    };
    while at < lines.len() {
        if let Some(grid) = rows::block_at(lines, at, source, vocabulary) {
            close(&mut parts, &mut open, start..at);
            let end = grid.end();
            parts.push(Part::Delimited(grid));
            (at, start) = (end, end);
        } else if let Some(found) = records::records_at(lines, at, source, vocabulary) {
            close(&mut parts, &mut open, start..at);
            let end = found.grid.end();
            parts.push(Part::Records(found));
            (at, start) = (end, end);
        } else if let Some(found) = header::header_at(lines, at, source, vocabulary)
            .or_else(|| header::inline_at(lines, at, source, vocabulary))
            .or_else(|| if open.is_none() { headless::header_at(lines, at, source, vocabulary) } else { None })
        {
            let first = start.saturating_add(usize::from(open.is_some()));
            let above = lines.get(first..at).unwrap_or_default();
            let captions = match open {
                Some(_) => running::caption_lines(above, source, vocabulary),
                None => usize::from(
                    above
                        .last()
                        .and_then(|line| line.span.slice(source))
                        .is_some_and(|text| running::names_units(text, vocabulary)),
                ),
            };
            if let Some((header, repeated)) = &mut open
                && captions == 0
                && running::goes_on(header, &found, lines, source)
            {
                repeated.push(lines::Repeated::new(at..found.end, &found));
                at = found.end;
                continue;
            }
            let caption = at.saturating_sub(captions);
            close(&mut parts, &mut open, start..caption);
            parts.extend(lines.get(caption..at).into_iter().flatten().map(|line| Part::Caption(line.span)));
            start = found.end;
            at = found.end.max(at.saturating_add(1));
            open = Some((found, Vec::new()));
        } else if let Some(found) = glued::header_at(lines, at, source, vocabulary) {
            close(&mut parts, &mut open, start..at);
            let end = found.end();
            parts.push(Part::Glued(found, at.saturating_add(1)..end));
            (at, start) = (end, end);
        } else {
            at = at.saturating_add(1);
        }
    }
    close(&mut parts, &mut open, start..lines.len());
    parts
}

/// The level of a heading that a text would be by its marker; `None` if it has none.
pub(crate) fn heading_level(text: &str) -> Option<u8> {
    match marker(text)?.style {
        MarkerStyle::Part | MarkerStyle::Chinese => Some(1),
        MarkerStyle::ChineseBracket => Some(2),
        _ => None,
    }
}

/// Whether a line is a word of the page: print, close, font size.
pub(crate) fn is_furniture(text: &str, vocabulary: &Vocabulary) -> bool {
    !crate::text::exceeds(text, 120) && super::metadata::is_furniture(text, vocabulary)
}

/// Whether the line at `next` goes on with the sentence that ends `before`: it was broken to fit a width.
pub(super) fn continues(before: Span, next: Span, source: &str) -> bool {
    goes_on(before, next, 19, source)
}

/// The same, where the line before is longer than `least` characters.
fn goes_on(before: Span, next: Span, least: usize, source: &str) -> bool {
    let (Some(before), Some(next)) = (before.slice(source), next.slice(source)) else { return false };
    let ends = before.ends_with(['。', ';', '；', '!', '！', '?', '？', ':', '：', '、']);
    !ends && marker(next).is_none_or(|found| found.doubtful) && is_longer(before, least)
}

/// Whether a page or column break has cut a paragraph: `before` ends in the middle of a sentence, and `next` opens
/// neither an item nor an entry.
pub(crate) fn is_broken_before(before: Span, next: Span, source: &str) -> bool {
    continues(before, next, source) && next.slice(source).is_some_and(|next| !prose::opens_entry(next))
}
