//! Tables of cases.

#![expect(clippy::panic, reason = "a test that fails says so by a panic")]

use std::path::{Path, PathBuf};

/// A row of a table, with the place where it stands.
pub(crate) struct Case {
    pub(crate) file: PathBuf,
    pub(crate) line: usize,
    columns: Vec<String>,
    fields: Vec<String>,
}

impl Case {
    /// The field under `column`; `-` stands for nothing, `\n` for a line break, `\t` for a tab.
    #[track_caller]
    pub(crate) fn get(&self, column: &str) -> String {
        let index = self.columns.iter().position(|name| name == column);
        let index = index.unwrap_or_else(|| panic!("{}: no column `{column}`", self.file.display()));
        let field = self.fields.get(index).map_or("", String::as_str);
        if field == "-" { String::new() } else { field.replace("\\n", "\n").replace("\\t", "\t") }
    }
}

/// The rows of `tests/data/…`; lines that begin with `#` are notes, the first other line names the columns.
#[track_caller]
pub(crate) fn cases(path: &str) -> Vec<Case> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let columns: Vec<String> =
        lines.next().map(|(_, line)| line.split('\t').map(str::to_owned).collect()).unwrap_or_default();
    let cases: Vec<Case> = lines
        .map(|(index, line)| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            assert!(fields.len() <= columns.len(), "{}:{}: too many fields", file.display(), index + 1);
            Case { file: file.clone(), line: index + 1, columns: columns.clone(), fields }
        })
        .collect();
    assert!(!cases.is_empty(), "{}: no cases", file.display());
    cases
}

/// Runs every case and reports all that fail, with file and line.
#[track_caller]
pub(crate) fn run(path: &str, check: impl Fn(&Case) -> Result<(), String>) {
    let cases = cases(path);
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| check(case).err().map(|fault| format!("{}:{}: {fault}", case.file.display(), case.line)))
        .collect();
    assert!(failed.is_empty(), "{} of {} cases failed\n{}", failed.len(), cases.len(), failed.join("\n"));
}

/// Texts of `length` pieces put together at random, the same ones every time.
pub(crate) fn odd_texts(pieces: &[&str], count: u32, length: u32) -> impl Iterator<Item = String> {
    (0..count).map(move |seed| {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        let piece = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            pieces.get(state as usize / 65_536 % pieces.len()).copied().unwrap_or_default()
        };
        (0..length).map(piece).collect()
    })
}

/// The text with a blank behind every character.
pub(crate) fn spaced(text: &str) -> String {
    text.chars().flat_map(|c| [c, ' ']).collect()
}
