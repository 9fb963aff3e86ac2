//! Reads every report in a folder, on all cores, with a progress bar, and says how fast.
//!
//! ```text
//! cargo run --release --features html --example folder -- FOLDER [THREADS]
//! ```

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use zj_gov_report::ReportReader;

/// What was read of some files.
#[derive(Default)]
struct Sum {
    bytes: usize,
    tasks: usize,
    metrics: usize,
    failed: Vec<String>,
}

impl Sum {
    fn add(mut self, other: Self) -> Self {
        self.bytes += other.bytes;
        self.tasks += other.tasks;
        self.metrics += other.metrics;
        self.failed.extend(other.failed);
        self
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: folder FOLDER [THREADS]")?;
    let threads = arguments.next().map(|threads| threads.parse()).transpose()?.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files)?;
    let bar = ProgressBar::new(files.len() as u64);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {per_sec}, {eta} left")?);
    let reader = ReportReader::new();
    let start = Instant::now();
    let sum = pool.install(|| {
        let read = files.par_iter().map(|file| {
            let sum = read(&reader, file);
            bar.inc(1);
            sum
        });
        read.reduce(Sum::default, Sum::add)
    });
    let time = start.elapsed().as_secs_f64();
    bar.finish_and_clear();
    for failure in &sum.failed {
        eprintln!("{failure}");
    }
    let (files, megabytes) = (files.len() - sum.failed.len(), sum.bytes as f64 / 1e6);
    println!("{files} files, {} tasks, {} metrics", sum.tasks, sum.metrics);
    println!(
        "{megabytes:.1} MB in {time:.2} s on {} threads: {:.1} MB/s",
        pool.current_num_threads(),
        megabytes / time
    );
    Ok(())
}

fn read(reader: &ReportReader, file: &Path) -> Sum {
    let fail = |error: &dyn Error| Sum { failed: vec![format!("{}: {error}", file.display())], ..Sum::default() };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return fail(&error),
    };
    match reader.read_bytes(&bytes) {
        Ok(report) => {
            let metrics = report.tasks().iter().map(|task| task.metrics().len() + task.targets().len()).sum();
            Sum { bytes: bytes.len(), tasks: report.tasks().len(), metrics, failed: Vec::new() }
        }
        Err(error) => fail(&error),
    }
}

/// The files of a folder and of the folders in it.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()? {
            kind if kind.is_dir() => collect(&entry.path(), files)?,
            kind if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    Ok(())
}
