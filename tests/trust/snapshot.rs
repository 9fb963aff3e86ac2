//! Snapshots: a text that is kept in a file and compared.

use std::path::Path;

/// Compares `text` with the file `tests/data/trust/NAME`; with `BLESS=1` in the environment it writes the file instead.
#[track_caller]
pub fn matches(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/trust").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let differ = kept.lines().zip(text.lines()).enumerate().find(|(_, (kept, found))| kept != found);
    if let Some((index, (kept, found))) = differ {
        panic!("{}:{}: differs (BLESS=1 accepts it)\n kept: {kept}\nfound: {found}", file.display(), index + 1);
    }
    assert_eq!(kept.lines().count(), text.lines().count(), "{}: another number of lines", file.display());
}
