//! The texts that the benches read.

use std::path::Path;

/// A text to be measured with: whole documents, and all of them joined.
pub(crate) struct Text {
    pub(crate) name: &'static str,
    pub(crate) documents: Vec<String>,
    pub(crate) whole: String,
}

impl Text {
    /// The documents, over and over, until they have `bytes` together.
    fn repeated(name: &'static str, documents: &[String], bytes: usize) -> Self {
        let mut text = Self { name, documents: Vec::new(), whole: String::with_capacity(bytes + (bytes >> 2)) };
        for document in documents.iter().cycle() {
            if text.whole.len() >= bytes {
                break;
            }
            text.whole.push_str(document);
            text.whole.push('\n');
            text.documents.push(document.clone());
        }
        text
    }
}

/// The samples that the crate ships.
const SAMPLES: [&str; 5] = [
    include_str!("../../examples/data/half-year-table.txt"),
    include_str!("../../examples/data/status-table.txt"),
    include_str!("../../examples/data/task-list.txt"),
    include_str!("../../examples/data/work-plan.txt"),
    include_str!("../../examples/data/yearbook.txt"),
];

/// The samples of the crate, repeated to `bytes`.
pub(crate) fn samples(bytes: usize) -> Text {
    Text::repeated("samples", &SAMPLES.map(str::to_owned), bytes)
}

/// The texts of `../shared/corpus`, repeated to `bytes`, where they are there.
pub(crate) fn corpus(bytes: usize) -> Option<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let documents: Vec<String> = files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    (!documents.is_empty()).then(|| Text::repeated("corpus", &documents, bytes))
}
