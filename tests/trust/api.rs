//! The public interface, as a snapshot: every `pub` item of the sources with its signature, every variant, every trait that
//! a type implements. What disappears from it or changes is for a major release (`docs/trust.md`).

use std::collections::BTreeSet;
use std::path::Path;

use crate::snapshot;

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The item that starts at `line` of the formatted source, on one line, without its body.
fn signature(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        let open = line.ends_with('{') || line.ends_with(';') || line.ends_with('}') || line == "where";
        if !text.is_empty() && !text.ends_with('(') && !line.starts_with(')') {
            text.push(' ');
        }
        text.push_str(line);
        if open {
            break;
        }
    }
    let whole_use = text.contains("pub use ");
    let end = if whole_use { text.len() } else { text.find(" {").unwrap_or(text.len()) };
    text[..end].trim_end_matches([';', ' ']).replace(",)", ")").trim_end_matches(" where").to_owned()
}

/// The name that a block is about: `Number` of `impl<'t> fmt::Display for Number {`.
fn owner(line: &str) -> String {
    let head = line.trim_end_matches(" {");
    let head = head.split_once(" for ").map_or(head, |(_, name)| name);
    head.rsplit(' ').next().unwrap_or_default().to_owned()
}

fn items(source: &str, found: &mut BTreeSet<String>) {
    // Tests stand at the end of a file.
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines: Vec<&str> = source.lines().collect();
    let mut inside = String::new();
    let mut derives = String::new();
    let mut variants = false;
    let mut public: BTreeSet<String> = BTreeSet::new();
    for (index, line) in lines.iter().enumerate() {
        let rest = &lines[index..];
        let trimmed = line.trim_start();
        let top = trimmed.len() == line.len();
        if top && *line == "}" {
            (inside, variants) = (String::new(), false);
        } else if top && line.starts_with("#[derive(") {
            derives = (*line).to_owned();
        } else if top && line.starts_with("impl") {
            let head = signature(rest);
            inside = owner(&head);
            if head.contains(" for ") && !head.contains("for $") {
                found.insert(format!("{inside}: {head}"));
            }
        } else if trimmed.starts_with("pub ") {
            // The chapters are there for rustdoc alone.
            if index > 0 && lines[index - 1] == "#[cfg(any(doc, doctest))]" {
                continue;
            }
            let item = signature(rest);
            if top {
                let name = item
                    .split(['<', '(', ':'])
                    .next()
                    .and_then(|head| head.rsplit(' ').next())
                    .unwrap_or_default()
                    .to_owned();
                if !derives.is_empty() {
                    found.insert(format!("{name}: {derives}"));
                }
                variants = item.starts_with("pub enum");
                if item.starts_with("pub enum") || item.starts_with("pub struct") {
                    inside.clone_from(&name);
                    public.insert(name);
                }
                let tuple = item.starts_with("pub struct") && item.contains('(');
                let item = if tuple { item.split('(').next().unwrap_or_default().to_owned() } else { item };
                found.insert(item);
                if line.ends_with(';') {
                    inside.clear();
                }
            } else {
                found.insert(format!("{inside}: {item}"));
            }
            derives.clear();
        } else if variants && trimmed.starts_with(|c: char| c.is_ascii_uppercase()) && line.len() - trimmed.len() == 4 {
            found.insert(format!("{inside}::{}", trimmed.trim_end_matches([',', ' ', '{'])));
        } else if top && !line.starts_with('#') && !line.starts_with("//") && !line.is_empty() {
            derives.clear();
        }
    }
}

#[test]
fn the_public_interface_is_as_it_was() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut found = BTreeSet::new();
    for source in &files {
        items(source, &mut found);
    }
    // Traits that private types implement are nobody's business.
    let public: BTreeSet<String> = found
        .iter()
        .filter_map(|line| line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")))
        .map(|rest| rest.split(['<', ' ']).next().unwrap_or_default().to_owned())
        .collect();
    let kept = found.iter().filter(|line| {
        let owner = line.split([':', '<']).next().unwrap_or_default();
        line.starts_with("pub ") || public.contains(owner)
    });
    let text: String = kept.map(|line| format!("{line}\n")).collect();
    snapshot::matches("api.txt", &text);
}

/// Types that may grow can: enums are open, fields are private.
#[test]
fn types_may_grow() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut enums = 0;
    for source in &files {
        let lines: Vec<&str> = source.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            // There are two directions and will be no third.
            if line.starts_with("pub enum ") && !line.starts_with("pub enum Direction ") {
                let above =
                    lines[..index].iter().rev().take_while(|line| line.starts_with('#') || line.starts_with("//"));
                assert!(above.into_iter().any(|line| *line == "#[non_exhaustive]"), "{line}: not #[non_exhaustive]");
                enums += 1;
            }
            if line.starts_with("pub struct ") && line.ends_with('{') {
                let fields = lines[index + 1..].iter().take_while(|line| !line.starts_with('}'));
                let field = fields.into_iter().find(|line| line.trim_start().starts_with("pub "));
                assert!(field.is_none(), "{line} has the public field {field:?}");
            }
        }
    }
    assert!(enums > 15, "{enums}");
}

/// What was read may go to another thread.
#[test]
fn the_model_is_send_and_sync() {
    fn check<T: Send + Sync + 'static>() {}
    check::<zj_gov_report::Report>();
    check::<zj_gov_report::Document>();
    check::<zj_gov_report::Error>();
    check::<zj_gov_report::ReportReader>();
    check::<zj_gov_report::MetricParser<'static>>();
    check::<zj_gov_report::Units>();
    check::<zj_gov_report::Indicators>();
}
