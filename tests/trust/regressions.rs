//! The inputs that broke a law once: `tests/data/trust/regressions/TARGET-NAME`, each held to the laws of its target.

use std::path::Path;

use crate::laws;

/// Holds an input to the laws of a fuzz target.
#[track_caller]
pub fn hold(target: &str, data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match target {
        "number" => laws::numbers::numbers(&text),
        "quantity" => laws::numbers::quantities(&text),
        "period" => laws::periods::periods(&text),
        "places" => {
            laws::places::places(&text);
            laws::places::indicators(&text);
        }
        "metric" => laws::metrics::metrics(&text),
        "report_text" => {
            laws::reports::bytes(data);
            laws::reports::text(&text);
        }
        #[cfg(feature = "html")]
        "report_html" => laws::reports::page(&text),
        #[cfg(not(feature = "html"))]
        "report_html" => {}
        "scorecard" => laws::scorecards::scorecard(&text),
        "json" => laws::json::any(&text),
        other => panic!("no fuzz target `{other}`"),
    }
}

#[test]
fn every_find_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/trust/regressions");
    let mut held = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (target, _) = name.split_once('-').expect("TARGET-NAME");
        println!("{name}");
        hold(target, &std::fs::read(&path).unwrap());
        held += 1;
    }
    assert!(held >= 10, "{held} inputs in {}", folder.display());
}

/// The seeds of the fuzz targets and the samples keep the laws as they are.
#[test]
fn seeds_and_samples_keep_the_laws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str, target: &str| {
        // The package leaves the seeds out.
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = entry.unwrap().path();
            println!("{target}: {}", path.display());
            hold(target, &std::fs::read(&path).unwrap());
        }
    };
    read("examples/data", "report_text");
    for target in ["report_text", "report_html", "json", "scorecard"] {
        read(&format!("fuzz/seeds/{target}"), target);
    }
}
