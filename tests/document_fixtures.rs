//! Each layout, kind of damage and HTML habit of published reports, read as a person would read it.
//!
//! `tests/fixtures/{text,html}/NAME.{txt,html}` is the input, `NAME.expected` what is to be read out of it. A `⏎` in an
//! expected text is a line break, a `¶` parts the items of a progress. `BLESS=1` writes the file for an input that has none.

#![expect(clippy::unwrap_used, reason = "a test panics where it fails")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use zj_gov_report::{AssignmentRole, Report, StatusKind, Task};

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_none_or(|extension| extension != "expected"));
    files.sort();
    files
}

fn kind(kind: StatusKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

fn task(out: &mut String, task: &Task) {
    writeln!(out, "task {}", task.number().unwrap_or("-")).unwrap();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            writeln!(out, "  {name}: {}", value.replace('\n', "⏎")).unwrap();
        }
    };
    line("heading", &task.headings().join(" / "));
    line("title", task.title().unwrap_or_default());
    line("requirement", task.requirement().map_or("", |requirement| requirement.text()));
    let items: Vec<&str> =
        task.progress().map_or_else(Vec::new, |progress| progress.items().iter().map(|item| item.text()).collect());
    line("progress", &items.join(" ¶ "));
    for (name, role) in [
        ("lead", AssignmentRole::Lead),
        ("responsible", AssignmentRole::Responsible),
        ("supporting", AssignmentRole::Supporting),
    ] {
        let units: Vec<&str> =
            task.departments().iter().filter(|unit| unit.role() == role).map(|unit| unit.text()).collect();
        line(name, &units.join("、"));
    }
    if let Some(status) = task.status() {
        line("status", &format!("{} ({})", status.text(), kind(status.kind())));
    }
    for (name, notes) in [
        ("plan", task.plans().collect::<Vec<_>>()),
        ("leader", task.leaders().collect()),
        ("category", task.categories().collect()),
        ("remark", task.remarks().collect()),
    ] {
        for note in notes {
            line(name, note.text());
        }
    }
}

fn render(report: &Report, source: &str) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("title", report.title().map(str::to_owned)),
        ("publisher", report.publisher().map(str::to_owned)),
        ("index", report.index_number().map(str::to_owned)),
        ("published", report.published().map(|date| date.to_string())),
        ("period", report.period().map(|period| period.to_string())),
    ] {
        if let Some(value) = value {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    for each in report.tasks() {
        task(&mut out, each);
    }
    for table in report.tables() {
        write!(out, "table: {} rows, {} columns", table.rows(), table.columns()).unwrap();
        if let Some(caption) = table.caption() {
            write!(out, ", {}", caption.slice(source).unwrap().replace('\n', "⏎")).unwrap();
        }
        out.push('\n');
    }
    let mut codes: Vec<&str> = report.diagnostics().iter().map(|diagnostic| diagnostic.code().as_str()).collect();
    codes.dedup();
    for code in codes {
        writeln!(out, "diagnostic: {code}").unwrap();
    }
    out
}

#[track_caller]
fn compare(file: &Path, got: &str) -> Result<(), String> {
    let expected = file.with_extension("expected");
    if std::env::var_os("BLESS").is_some() && !expected.exists() {
        std::fs::write(&expected, got).unwrap();
        return Err(format!("{} is new: read it before you keep it", expected.display()));
    }
    let want = std::fs::read_to_string(&expected).unwrap();
    if want == got {
        return Ok(());
    }
    let line = want.lines().zip(got.lines()).take_while(|(want, got)| want == got).count();
    let (want, got) = (want.lines().nth(line).unwrap_or("(end)"), got.lines().nth(line).unwrap_or("(end)"));
    Err(format!("{}:{}\n  want {want}\n  got  {got}", expected.display(), line + 1))
}

fn run(folder: &str, read: impl Fn(&[u8]) -> (Report, String)) {
    let files = fixtures(folder);
    assert!(files.len() > 10, "no fixtures in {folder}");
    let failures: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let (report, source) = read(&std::fs::read(file).unwrap());
            compare(file, &render(&report, &source)).err()
        })
        .collect();
    assert!(failures.is_empty(), "{} of {} fixtures differ\n{}", failures.len(), files.len(), failures.join("\n"));
}

#[test]
fn text_is_read_as_a_person_reads_it() {
    run("text", |bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        (Report::from_text(text), text.to_owned())
    });
}

/// The same text in another encoding, or with the line ends of another system, is the same report.
#[test]
fn encodings_and_line_ends_make_no_difference() {
    for file in fixtures("text") {
        let text = std::fs::read_to_string(&file).unwrap();
        let crlf = text.replace('\n', "\r\n");
        let (gb, _, lossy) = encoding_rs::GB18030.encode(&text);
        assert!(!lossy);
        for (name, bytes) in [
            ("GB18030", gb.into_owned()),
            ("UTF-8 with a mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
            ("CR LF", crlf.into_bytes()),
        ] {
            let report =
                Report::from_bytes(&bytes).unwrap_or_else(|error| panic!("{} in {name}: {error}", file.display()));
            let (source, ..) = zj_gov_report::document::decode(&bytes).unwrap();
            let want = std::fs::read_to_string(file.with_extension("expected")).unwrap();
            assert_eq!(render(&report, &source).replace('\r', ""), want, "{} in {name}", file.display());
        }
    }
}

#[cfg(feature = "html")]
#[test]
fn pages_are_read_as_a_person_reads_them() {
    run("html", |bytes| {
        let page = std::str::from_utf8(bytes).unwrap();
        let document = zj_gov_report::Document::from_html(page);
        let source = document.source().to_owned();
        (Report::from_document(document), source)
    });
}

/// Pages of these offices are GBK, and say so rightly, wrongly or not at all.
#[cfg(feature = "html")]
#[test]
fn pages_in_gbk_are_the_same() {
    for file in fixtures("html") {
        let page = std::fs::read_to_string(&file).unwrap();
        for declared in ["", "<meta charset=gb2312>", "<meta charset=utf-8>", "<meta charset=utf-8><meta charset=big5>"]
        {
            let (bytes, _, lossy) = encoding_rs::GB18030.encode(&page);
            assert!(!lossy);
            let bytes = [declared.as_bytes(), &bytes].concat();
            let report = Report::from_html(&bytes).unwrap();
            assert_eq!(
                report.tasks(),
                Report::from_html(page.as_bytes()).unwrap().tasks(),
                "{} {declared}",
                file.display()
            );
        }
    }
}
