//! What the documents say of the crate is so: files, tables, columns, figures, readings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use zj_gov_report::number::find_numbers;
use zj_gov_report::quantity::find_quantities;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The cells of the rows of all tables of a document; what is fenced is code.
fn rows(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let prose = text.split("```").step_by(2).flat_map(str::lines);
    prose.filter(|line| line.starts_with('|') && !line.starts_with("|-")).map(cells).collect()
}

/// The pieces in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with("```")).flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// The blocks of a document that are fenced as `kind`.
fn blocks<'t>(text: &'t str, kind: &str) -> Vec<&'t str> {
    let fence = format!("```{kind}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect()
}

/// `docs/data.md` has every table, with its columns.
#[test]
fn every_registry_is_told_with_its_columns() {
    let told: BTreeSet<(String, String)> = rows(&read("docs/data.md"))
        .into_iter()
        .filter(|row| row[0].contains(".tsv"))
        .map(|row| (row[0].trim_matches('`').to_owned(), row[1].clone()))
        .collect();
    let mut tables = Vec::new();
    files(&root().join("src/registry/data"), &mut tables);
    let there: BTreeSet<(String, String)> = tables
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let head = text.lines().find(|line| !line.starts_with('#')).unwrap().replace('\t', ", ");
            (path.file_name().unwrap().to_str().unwrap().to_owned(), head)
        })
        .collect();
    assert_eq!(told, there);
    let changelog = read("CHANGELOG.md");
    for (table, _) in &there {
        assert!(changelog.contains(&format!("`{table}`")), "CHANGELOG.md does not name {table}");
    }
}

/// No table says the same twice; what a note adds makes no row another.
#[test]
fn no_row_of_a_registry_stands_twice() {
    let mut tables = Vec::new();
    files(&root().join("src/registry/data"), &mut tables);
    for path in tables {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines = text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
        let note = lines.next().unwrap().position(|column| column == "note");
        let mut seen = BTreeSet::new();
        for cells in lines {
            let row: Vec<&str> = cells.enumerate().filter(|&(at, _)| Some(at) != note).map(|(_, cell)| cell).collect();
            assert!(seen.insert(row.clone()), "{}: {row:?}", path.display());
        }
    }
}

/// Every file that a document names is there, by its path or by its name.
#[test]
fn every_file_that_is_named_is_there() {
    let mut all = Vec::new();
    for folder in ["src", "tests", "docs", "schema", "examples"] {
        files(&root().join(folder), &mut all);
    }
    let names: BTreeSet<&str> = all.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    let mut seen = 0;
    for document in
        ["docs/grammar.md", "docs/data.md", "docs/trust.md", "docs/design.md", "docs/semantics.md", "CONTRIBUTING.md"]
    {
        let text = read(document);
        for name in
            quoted(&text).filter(|name| name.ends_with(".rs") || name.ends_with(".tsv") || name.starts_with("src/"))
        {
            // The package has no checks.
            if name.contains('*') || (name.starts_with(".ci/") && !root().join(".ci").exists()) {
                continue;
            }
            let there = if name.contains('/') {
                root().join(name).exists() || all.iter().any(|path| path.ends_with(name))
            } else {
                names.contains(name)
            };
            assert!(there, "{document}: no file {name}");
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} names were looked at");
}

/// The grammar lines that the chapter shows stand in the code too.
#[test]
fn grammar_lines_are_those_of_the_code() {
    let mut sources = Vec::new();
    files(&root().join("src"), &mut sources);
    // Blanks and the sort of quotation mark do not count, nor what is an example behind the line.
    let bare = |text: &str| text.replace('\'', "\"").split_whitespace().collect::<String>();
    let code: String = sources.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let code = bare(&code.replace("//!", "").replace("///", "").replace('`', ""));
    let chapter = read("docs/grammar.md");
    let (mut all, mut missing) = (0, Vec::new());
    for block in blocks(&chapter, "text") {
        for line in block.lines().filter(|line| line.contains(" = ")) {
            // Examples stand behind at least three blanks.
            let (name, rule) = line.split_once('=').unwrap();
            let rule = rule.trim().split("   ").next().unwrap();
            all += 1;
            if !code.contains(&bare(&format!("{name}={rule}"))) {
                missing.push(line);
            }
        }
    }
    assert!(all > 40, "only {all} lines were looked at");
    assert!(missing.is_empty(), "not in the code:\n{}", missing.join("\n"));
}

/// The READMEs show the same commands and the same code.
#[test]
fn both_readmes_say_the_same() {
    let (english, chinese) = (read("README.md"), read("README.zh.md"));
    for kind in ["console", "rust"] {
        assert!(!blocks(&english, kind).is_empty());
        assert_eq!(blocks(&english, kind), blocks(&chinese, kind), "{kind}");
    }
    let figures = |text: &str| -> Vec<String> {
        let digits = |row: Vec<String>| row.last().unwrap().replace(' ', "").replace('、', ",");
        rows(text).into_iter().filter(|row| row.len() == 3).skip(1).map(digits).collect()
    };
    assert_eq!(figures(&english), figures(&chinese));
}

/// The column of this crate in the comparison is what it reads.
#[test]
fn the_comparison_shows_what_is_read() {
    for (readme, refused) in [("README.md", "refused"), ("README.zh.md", "拒绝")] {
        let rows: Vec<Vec<String>> = rows(&read(readme)).into_iter().filter(|row| row.len() == 4).skip(1).collect();
        assert_eq!(rows.len(), 8, "{readme}");
        for row in rows {
            let mut found: Vec<String> = find_quantities(&row[0]).map(|found| found.value().to_string()).collect();
            if found.is_empty() {
                found.extend(find_numbers(&row[0]).map(|found| found.value().to_string()));
            }
            let read = if found.is_empty() { refused.to_owned() } else { found.join("; ") };
            assert_eq!(row[1], read, "{readme}: {}", row[0]);
        }
    }
}

/// The figures of the README are the floors that the yardsticks are held against.
#[test]
fn the_figures_are_the_floors() {
    let Ok(floors) = std::fs::read_to_string(root().join(".ci/floors.tsv")) else { return };
    let floor = |yardstick: &str, figure: &str| -> String {
        let prefix = format!("{yardstick}\t{figure}\t");
        floors.lines().find_map(|line| line.strip_prefix(&prefix)).unwrap_or_else(|| panic!("no {prefix}")).to_owned()
    };
    let readme = read("README.md");
    let told: Vec<String> = rows(&readme)
        .into_iter()
        .filter(|row| row.len() == 3)
        .skip(1)
        .map(|row| row[2].replace([' ', '%'], ""))
        .collect();
    let held = [
        vec![floor("metrics", "precision"), floor("metrics", "recall")],
        vec![floor("metrics", "record_f1")],
        vec![floor("entities", "regions_f1"), floor("entities", "departments_f1")],
        vec![floor("structure", "right")],
        vec![floor("scorecard", "pair_accuracy"), floor("scorecard", "verdict_accuracy")],
    ];
    assert_eq!(told, held.map(|figures| figures.join(",")));
    for specs in ["number", "percent"] {
        assert!(readme.contains(&format!("{} %", floor("specs", specs))), "specs {specs}");
    }
}

/// Eleven tasks in the cookbook, each with code that asserts something.
#[test]
fn the_cookbook_has_eleven_tasks() {
    let text = read("docs/cookbook.md");
    let tasks: Vec<&str> = text.split("\n## ").skip(1).collect();
    assert_eq!(tasks.len(), 11);
    for task in tasks {
        assert!(task.contains("```") && task.contains("assert"), "{}", task.lines().next().unwrap());
    }
}

/// The changelog has its two headings under every version.
#[test]
fn the_changelog_keeps_its_form() {
    let text = read("CHANGELOG.md");
    let versions: Vec<&str> = text.split("\n## [").skip(1).collect();
    assert!(!versions.is_empty());
    for version in versions {
        for heading in ["### Parsing results", "### Registry data"] {
            assert!(version.contains(heading), "{}: no {heading}", version.lines().next().unwrap());
        }
    }
}

/// The front page of the docs tells every feature, the changelog every example.
#[test]
fn features_and_examples_are_told() {
    let manifest = read("Cargo.toml");
    let features = manifest.split("\n[features]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let front = read("src/lib.rs");
    let names = features.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    for (name, _) in names.filter(|(name, _)| *name != "default") {
        assert!(front.contains(&format!("//! | `{name}` | no |")), "src/lib.rs does not tell of feature {name}");
    }
    let changelog = read("CHANGELOG.md");
    for entry in std::fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(changelog.contains(&format!("`{name}`")), "CHANGELOG.md does not name the example {name}");
        }
    }
}
