//! Files and folders of reports; the samples of the crate where none are named.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use zj_gov_report::{Report, ReportReader};

use super::Outcome;
use super::table::plain;

/// What the crate ships under `examples/data`.
pub const SAMPLES: [(&str, &[u8]); 5] = [
    ("half-year-table.txt", include_bytes!("../data/half-year-table.txt")),
    ("status-table.txt", include_bytes!("../data/status-table.txt")),
    ("task-list.txt", include_bytes!("../data/task-list.txt")),
    ("work-plan.txt", include_bytes!("../data/work-plan.txt")),
    ("yearbook.txt", include_bytes!("../data/yearbook.txt")),
];

/// A report that is to be read.
pub enum File {
    Sample(&'static str, &'static [u8]),
    Path(PathBuf),
}

impl File {
    /// Its name, without its folders.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Sample(name, _) => Cow::Borrowed(name),
            Self::Path(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy(),
        }
    }

    pub fn bytes(&self) -> Outcome<Cow<'static, [u8]>> {
        match self {
            Self::Sample(_, bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Path(path) => match std::fs::read(path) {
                Ok(bytes) => Ok(Cow::Owned(bytes)),
                Err(error) => Err(format!("{}: {error}", path.display()).into()),
            },
        }
    }

    pub fn read(&self, reader: &ReportReader) -> Outcome<Report> {
        reader.read_bytes(&self.bytes()?).map_err(|error| format!("{}: {error}", self.name()).into())
    }
}

/// The one file that is named, or a sample.
pub fn one(path: Option<&String>, sample: usize) -> File {
    match path {
        Some(path) => File::Path(path.into()),
        None => File::Sample(SAMPLES[sample].0, SAMPLES[sample].1),
    }
}

/// The files of these paths, folders with all that is in them; the samples where there are no paths.
pub fn all(paths: &[String]) -> Outcome<Vec<File>> {
    if paths.is_empty() {
        return Ok(SAMPLES.iter().map(|(name, bytes)| File::Sample(name, bytes)).collect());
    }
    let mut found = Vec::new();
    for path in paths {
        collect(Path::new(path), &mut found)?;
    }
    Ok(found.into_iter().map(File::Path).collect())
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    let named = |error: std::io::Error| format!("{}: {error}", path.display());
    if !std::fs::metadata(path).map_err(named)?.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path).map_err(named)?.collect::<Result<Vec<_>, _>>().map_err(named)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    // A link may lead back to where it stands, and what is hidden is no report.
    let is_hidden = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    entries.retain(|entry| entry.file_type().is_ok_and(|kind| !kind.is_symlink()) && !is_hidden(entry));
    entries.iter().try_for_each(|entry| collect(&entry.path(), found))
}

/// Does `work` for each file, on all cores, with a bar on standard error where that is a terminal.
pub fn with_bar<T: Send>(files: &[File], work: impl Fn(&File) -> T + Sync) -> Vec<T> {
    // What is done at once needs no bar.
    let bar = if files.len() < 20 { ProgressBar::hidden() } else { ProgressBar::new(files.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {per_sec}, {eta} left") {
        bar.set_style(style);
    }
    let done = files.par_iter().map(|file| {
        let done = work(file);
        bar.inc(1);
        done
    });
    let done = done.collect();
    bar.finish_and_clear();
    done
}

/// The reports of these paths, in order. What is no report (a PDF in the folder) is named on standard error and left out,
/// unless nothing is left.
pub fn reports(paths: &[String]) -> Outcome<Vec<(String, Report)>> {
    let files = all(paths)?;
    let reader = ReportReader::new();
    let read = with_bar(&files, |file| file.read(&reader).map_err(|error| error.to_string()));
    let (mut reports, mut failed) = (Vec::new(), Vec::new());
    for (file, read) in files.iter().zip(read) {
        match read {
            Ok(report) => reports.push((file.name().into_owned(), report)),
            Err(error) => failed.push(error),
        }
    }
    if reports.is_empty() {
        return Err(failed.first().map_or("no files", String::as_str).into());
    }
    leave_out(&failed);
    Ok(reports)
}

/// Names what was left out on standard error: the first few, and how many more.
pub fn leave_out(reasons: &[String]) {
    for reason in reasons.iter().take(5) {
        eprintln!("left out: {}", plain(reason));
    }
    if let Some(more) = reasons.len().checked_sub(5).filter(|more| *more > 0) {
        eprintln!("left out: {more} more");
    }
}
