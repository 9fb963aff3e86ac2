//! The page of the scorecard, as written and, where a browser is installed, as people use it.
//!
//! The browser is the one that `ZJ_GOV_BROWSER` names, else a Chromium on the path; without one its test is skipped.
//! With `ZJ_GOV_SCREENSHOT=docs/scorecard.png` the test leaves its picture there.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that fails says so by a panic"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use zj_gov_report::{Report, Scorecard, Verdict};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// What the example reads when it is given no file.
const SAMPLE: &str = "examples/data/status-table.txt";

/// The page of the sample, as the example writes it.
fn page() -> String {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--example", "scorecard_page"]).current_dir(ROOT).stderr(Stdio::inherit());
    let output = command.output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn scorecard() -> Scorecard {
    let report = Report::from_bytes(&std::fs::read(Path::new(ROOT).join(SAMPLE)).unwrap()).unwrap();
    report.scorecard(report.as_of().unwrap())
}

/// The text of the element that starts with `open`.
#[track_caller]
fn element<'h>(html: &'h str, open: &str, close: &str) -> &'h str {
    let start = html.find(open).unwrap_or_else(|| panic!("no {open}")) + open.len();
    &html[start..start + html[start..].find(close).unwrap()]
}

#[test]
fn the_page_carries_the_scorecard() {
    let (html, scorecard) = (page(), scorecard());
    let json = element(&html, "<script type=\"application/json\" id=\"scorecard\">", "</script>");
    assert_eq!(serde_json::from_str::<Scorecard>(json).unwrap(), scorecard);
    for verdict in Verdict::ALL {
        let count = element(&html, &format!("data-count=\"{verdict}\"><b>", verdict = verdict.as_str()), "</b>");
        assert_eq!(count, scorecard.counts().of(*verdict).to_string(), "{verdict}");
    }
    for (_, assessment) in scorecard.assessments() {
        let sentence = assessment.to_string().replace('"', "&quot;");
        assert!(html.contains(&format!("<span class=\"sentence\">{sentence}</span>")), "{sentence}");
    }
    let outside = ["http:", "https:", "src=", "@import", "url("];
    assert!(!outside.iter().any(|word| html.contains(word)), "the page needs nothing from outside");
}

/// What a reader does: choose in each menu each of its values, click each target. What can be seen then is written to
/// the attribute `data-seen` of the document.
const READER: &str = r#"
const seen = {filters: {}, marks: {}, all: 0};
const shown = () => [...document.querySelectorAll(".target")].filter((target) => target.checkVisibility());
for (const id of ["unit", "status", "verdict"]) {
  seen.filters[id] = {};
  const select = document.getElementById(id);
  for (const option of [...select.options].slice(1)) {
    select.value = option.value;
    select.dispatchEvent(new Event("change"));
    seen.filters[id][option.value] = shown().map((target) => target.dataset.verdict);
    seen.text = document.getElementById("shown").textContent;
  }
  document.getElementById("reset").click();
}
seen.all = shown().length;
for (const target of shown()) {
  const before = target.querySelector(".source").checkVisibility();
  target.querySelector("button").click();
  const marks = [...target.querySelectorAll("mark")].filter((mark) => mark.checkVisibility());
  seen.marks[target.id] = before ? null : marks.map((mark) => mark.textContent);
  target.querySelector("button").click();
  if (target.querySelector(".source").checkVisibility()) seen.marks[target.id] = null;
}
seen.wide = document.documentElement.scrollWidth > innerWidth;
document.documentElement.dataset.seen = JSON.stringify(seen);
"#;

#[test]
fn the_page_works_in_a_browser() {
    let Some(browser) = Browser::find() else {
        eprintln!("no browser: skipped");
        return;
    };
    let (html, scorecard) = (page(), scorecard());
    let read = html.replace("</body>", &format!("<script>{READER}</script></body>"));
    for width in ["1180", "400"] {
        let dom = browser.run("read.html", &read, &["--dump-dom", &format!("--window-size={width},1600")]);
        let dom = String::from_utf8(dom).unwrap();
        let seen = element(&dom, "data-seen=\"", "\"").replace("&quot;", "\"").replace("&amp;", "&");
        check(&serde_json::from_str(&seen).unwrap(), &scorecard);
    }
    let picture = browser.directory.join("scorecard.png");
    let shot = format!("--screenshot={}", picture.display());
    browser.run("page.html", &html, &["--hide-scrollbars", "--window-size=1180,1500", &shot]);
    let bytes = std::fs::read(&picture).unwrap();
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 20_000, "{} bytes", bytes.len());
    if let Some(place) = std::env::var_os("ZJ_GOV_SCREENSHOT") {
        std::fs::write(Path::new(ROOT).join(place), bytes).unwrap();
    }
}

/// Compares what was seen with what the scorecard says.
fn check(seen: &Value, scorecard: &Scorecard) {
    let total = scorecard.counts().total();
    assert_eq!(seen["all"], total);
    assert_eq!(seen["wide"], false, "the page does not scroll sideways");
    let filters = |id: &str| seen["filters"][id].as_object().unwrap().clone();
    for (verdict, found) in filters("verdict") {
        let wanted = scorecard.assessments().filter(|(_, one)| one.verdict().as_str() == verdict).count();
        let found = found.as_array().unwrap();
        assert_eq!(found.len(), wanted, "{verdict}");
        assert!(found.iter().all(|one| *one == *verdict), "{verdict}");
    }
    assert_eq!(filters("verdict").len(), Verdict::ALL.len());
    let count = |wanted: &dyn Fn(&zj_gov_report::scorecard::Entry) -> bool| -> usize {
        scorecard.entries().iter().filter(|entry| wanted(entry)).map(|entry| entry.assessments().len()).sum()
    };
    for (unit, found) in filters("unit") {
        let wanted = count(&|entry| entry.departments().iter().any(|one| one.name() == unit));
        assert_eq!(found.as_array().unwrap().len(), wanted, "{unit}");
    }
    for (status, found) in filters("status") {
        let wanted = count(&|entry| entry.status().is_some_and(|one| one.text() == status));
        assert_eq!(found.as_array().unwrap().len(), wanted, "{status}");
    }
    assert!(filters("unit").len() > 1 && filters("status").len() > 1);
    for (index, (_, assessment)) in scorecard.assessments().enumerate() {
        let mut wanted = vec![assessment.target().text()];
        wanted.extend(assessment.answer().map(|answer| answer.metric().text()));
        assert_eq!(seen["marks"][format!("target-{index}")], serde_json::json!(wanted), "target {index}");
    }
}

/// A browser with a directory of its own.
struct Browser {
    program: PathBuf,
    directory: PathBuf,
}

impl Browser {
    fn find() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        let mut installed = std::env::split_paths(&path)
            .flat_map(|folder| names.map(|name| folder.join(name)))
            .filter(|at| at.is_file());
        let program = std::env::var_os("ZJ_GOV_BROWSER").map(PathBuf::from).or_else(|| installed.next())?;
        let directory = std::env::temp_dir().join(format!("scorecard-page-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        Some(Self { program, directory })
    }

    /// Opens `html` under the name `file`, and gives what the browser prints.
    fn run(&self, file: &str, html: &str, arguments: &[&str]) -> Vec<u8> {
        let page = self.directory.join(file);
        std::fs::write(&page, html).unwrap();
        let output = self.directory.join("output");
        let profile = format!("--user-data-dir={}", self.directory.join("profile").display());
        let mut child = Command::new(&self.program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
            .arg(profile)
            .args(arguments)
            .arg(format!("file://{}", page.display()))
            .stdout(std::fs::File::create(&output).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while child.try_wait().unwrap().is_none() {
            if start.elapsed() > Duration::from_secs(120) {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("the browser does not answer");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        std::fs::read(output).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The directory is in the system's own place for such; what cannot be removed goes with it.
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}
