//! What holds of every report: nothing of the source is lost, places are right, JSON gives the same report back, and
//! no input stops the reader.

#![expect(clippy::unwrap_used, reason = "a test panics where it fails")]

use std::collections::BTreeSet;
use std::path::Path;

use zj_gov_report::document::{Block, Vocabulary};
use zj_gov_report::{Document, Report, Span};

/// The crate's own fixtures, and the real reports where they are at hand.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["tests/fixtures/text", "examples/data", "../shared/corpus"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        for file in entries.map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "txt") {
                texts.push((file.display().to_string(), std::fs::read_to_string(&file).unwrap()));
            }
        }
    }
    assert!(texts.len() > 30, "the fixtures are gone");
    texts
}

fn documents() -> Vec<(String, Document)> {
    let mut documents: Vec<(String, Document)> =
        texts().into_iter().map(|(name, text)| (name, Document::from_text(&text))).collect();
    #[cfg(feature = "html")]
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "html") {
            let page = std::fs::read_to_string(&file).unwrap();
            documents.push((file.display().to_string(), Document::from_html(&page)));
        }
    }
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    documents
}

/// Every place that a report names, with the text that it says stands there.
fn places(report: &Report) -> Vec<(Span, Option<String>)> {
    let mut places = Vec::new();
    for task in report.tasks() {
        if let Some(requirement) = task.requirement() {
            places.push((requirement.span(), None));
        }
        for item in task.progress().into_iter().flat_map(|progress| progress.items()) {
            places.push((item.span(), Some(item.text().to_owned())));
        }
        places.extend(task.departments().iter().map(|unit| (unit.span(), Some(unit.text().to_owned()))));
        places.extend(task.status().map(|status| (status.span(), Some(status.text().to_owned()))));
        places.extend(task.notes().iter().map(|note| (note.span(), Some(note.text().to_owned()))));
    }
    let metadata = report.metadata();
    places.extend(metadata.title_span().map(|span| (span, metadata.title().map(str::to_owned))));
    places.extend(metadata.entries().iter().map(|entry| (entry.span(), None)));
    places.extend(report.diagnostics().iter().map(|diagnostic| (diagnostic.span(), None)));
    places
}

fn squash(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}')).collect()
}

#[test]
fn every_place_holds_the_text_that_was_read_there() {
    for (name, document) in documents() {
        let source = document.source().to_owned();
        for (span, text) in places(&Report::from_document(document)) {
            let slice = span.slice(&source).unwrap_or_else(|| panic!("{name}: {span:?} cuts a character"));
            if let Some(text) = text {
                let (slice, text) = (squash(slice), squash(&text));
                // A name that wraps in its column stands at both ends of what lies between its lines.
                let wrapped = text.char_indices().skip(1).any(|(at, _)| {
                    let (head, tail) = text.split_at(at);
                    name.contains("wrapped") && slice.starts_with(head) && slice.ends_with(tail)
                });
                assert!(wrapped || slice == text, "{name}: {span:?}: {text} in {slice}");
            }
        }
    }
}

#[test]
fn progress_items_are_exactly_the_source() {
    for (name, document) in documents() {
        let source = document.source().to_owned();
        for task in Report::from_document(document).tasks() {
            for item in task.progress().into_iter().flat_map(|progress| progress.items()) {
                assert_eq!(item.span().slice(&source), Some(item.text()), "{name}");
            }
        }
    }
}

/// What stands in no task, no heading, no metadata and no diagnostic is a number, a label or the sign of a bracket.
#[test]
fn nothing_is_dropped_in_silence() {
    for (name, document) in documents() {
        let source = document.source().to_owned();
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut spans: Vec<Span> = Vec::new();
        for block in document.blocks() {
            match block {
                Block::Heading(heading) => spans.push(heading.span()),
                Block::Table(table) => {
                    let header = table.cells().iter().filter(|cell| cell.row() < table.header_rows());
                    // A header that comes again on the next page is known by its labels, which may be broken over lines.
                    known.extend(header.clone().map(|cell| squash(&cell.text(document.source()))));
                    spans.extend(header.flat_map(|cell| cell.paragraphs().iter().copied()));
                    spans.extend(table.caption());
                }
                _ => {}
            }
        }
        let report = Report::from_document(document);
        let kept = report.tables().iter().flat_map(|table| table.cells());
        spans.extend(kept.flat_map(|cell| cell.paragraphs().iter().copied()));
        for task in report.tasks() {
            known.extend(task.number().map(squash));
            known.extend(task.title().map(squash));
            known.extend(task.headings().iter().map(|heading| squash(heading)));
        }
        let whole = Span::new(0, source.len());
        spans.extend(places(&report).into_iter().map(|(span, _)| span).filter(|span| *span != whole));
        let mut covered = vec![false; source.len()];
        for span in spans {
            covered[span.start()..span.end()].fill(true);
        }
        let rest: String = source.char_indices().map(|(at, c)| if covered[at] { '\n' } else { c }).collect();
        for word in rest.lines().flat_map(words) {
            // 等 after the last unit says that there are more, and 无 that there is none; 牵头 and 配合 are the roles of units.
            let label = ["等", "牵头", "分别牵头", "配合", "配合落实", "负责", "无"].contains(&word.as_str())
                // 任务1: the number is that of the task.
                || Vocabulary::builtin().column_role(word.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '—' | '丨'))).is_some();
            assert!(label || known.iter().any(|known| known.contains(&word)), "{name}: {word:?} was lost");
        }
    }
}

/// The words of a line, parted at blanks and signs.
fn words(line: &str) -> Vec<String> {
    let parted = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || "，。、；：（）【】｜•★▲".contains(c);
    line.split(parted).map(squash).filter(|word| !word.is_empty()).collect()
}

#[test]
fn json_gives_the_same_report_back() {
    for (name, document) in documents() {
        let json = serde_json::to_string(&document).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document, "{name}");
        let report = Report::from_document(document);
        let json = serde_json::to_string(&report).unwrap();
        let back: Report = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), json, "{name}");
    }
}

/// Cut anywhere, doubled, turned around: every text is read, and every place in the report fits it.
#[test]
fn broken_texts_are_read_to_the_end() {
    for (name, text) in texts() {
        let text: String = text.chars().take(3000).collect();
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).step_by(97).collect();
        let backwards: String = text.chars().rev().collect();
        let lines: Vec<&str> = text.lines().rev().collect();
        let mut broken =
            vec![backwards, lines.join("\n"), text.replace('\n', ""), text.replace("\n\n", "\n"), text.repeat(2)];
        broken.extend(cuts.iter().map(|&at| text.get(at..).unwrap_or_default().to_owned()));
        broken.extend(cuts.iter().map(|&at| text.get(..at).unwrap_or_default().to_owned()));
        for text in broken {
            for (span, _) in places(&Report::from_text(&text)) {
                assert!(span.slice(&text).is_some(), "{name}: {span:?} in {text:?}");
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_named() {
    for (bytes, message) in [
        (
            &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"[..],
            "expected text or HTML, found an Office 97-2003 file (.doc, .xls)",
        ),
        (b"PK\x03\x04rest", "expected text or HTML, found a ZIP archive or an Office file (.docx, .xlsx)"),
        (b"%PDF-1.4", "expected text or HTML, found a PDF"),
        (b"\x89PNG\r\n\x1a\n", "expected text or HTML, found a PNG picture"),
        (&[0, 1, 2, 0xff, 0, 0xfe, 0, 9], "expected text in UTF-8 or GB18030, found bytes that are neither"),
    ] {
        assert_eq!(Report::from_bytes(bytes).unwrap_err().to_string(), message);
    }
}

#[test]
fn inputs_without_tasks_say_so() {
    for (text, message) in [
        ("", "the input is empty"),
        (" \n\u{3000}\n", "the input is empty"),
        ("序号\n\n工作任务\n\n进展情况\n", "a table with a header but no rows that are tasks"),
        ("今天天气很好。", "no table of tasks, plan or yearbook entry was found"),
    ] {
        let report = Report::from_text(text);
        assert_eq!(report.tasks(), []);
        assert_eq!(report.diagnostics().first().map(|diagnostic| diagnostic.message()), Some(message), "{text:?}");
    }
}

#[test]
fn broken_characters_are_counted() {
    let mut bytes = "序号\n\n工作任务\n\n进展情况\n\n1\n\n新建公园3个,改造老旧小区5个。\n\n已建成1个,其余正在施工,预计年底前完工。\n".as_bytes().to_vec();
    let at = bytes.len() - 7;
    bytes.remove(at);
    let report = Report::from_bytes(&bytes).unwrap();
    assert_eq!(report.tasks().len(), 1);
    let codes: Vec<&str> = report.diagnostics().iter().map(|diagnostic| diagnostic.code().as_str()).collect();
    assert!(codes.contains(&"encoding"), "{codes:?}");
}
