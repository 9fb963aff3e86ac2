//! Reads every report in a folder, on all cores, with a progress bar, and says how fast.
//!
//! ```text
//! cargo run --release --features html --example folder -- [--threads N] [FILE or FOLDER...]
//! ```
//!
//! Without a folder it reads the samples that the crate ships.

mod common;

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use common::files::{self, File};
use common::{Arguments, Out, Outcome};
use zj_gov_report::ReportReader;

/// What was read of a file.
struct Read {
    bytes: usize,
    tasks: usize,
    metrics: usize,
}

fn main() -> ExitCode {
    common::run("folder [--threads N] [FILE or FOLDER...]", folder)
}

fn folder(mut arguments: Arguments, out: &mut Out) -> Outcome {
    // None, or 0, is as many as there are cores.
    let threads: usize = arguments.option("--threads")?.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let files = files::all(&arguments.rest(usize::MAX)?)?;
    let reader = ReportReader::new();
    let start = Instant::now();
    let all = pool.install(|| files::with_bar(&files, |file| read(&reader, file).map_err(|error| error.to_string())));
    let time = start.elapsed().as_secs_f64();
    let (read, failed): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    let read: Vec<Read> = read.into_iter().flatten().collect();
    files::leave_out(&failed.into_iter().filter_map(Result::err).collect::<Vec<_>>());
    if read.is_empty() {
        return Err("nothing was read".into());
    }
    let sum = |count: fn(&Read) -> usize| read.iter().map(count).sum::<usize>();
    let megabytes = sum(|read| read.bytes) as f64 / 1e6;
    writeln!(out, "{} files, {} tasks, {} metrics", read.len(), sum(|read| read.tasks), sum(|read| read.metrics))?;
    let (threads, speed) = (pool.current_num_threads(), megabytes / time);
    Ok(writeln!(out, "{megabytes:.1} MB in {time:.2} s on {threads} threads: {speed:.1} MB/s")?)
}

fn read(reader: &ReportReader, file: &File) -> Outcome<Read> {
    let bytes = file.bytes()?;
    let report = reader.read_bytes(&bytes).map_err(|error| format!("{}: {error}", file.name()))?;
    Ok(Read { bytes: bytes.len(), tasks: report.tasks().len(), metrics: report.metrics().count() })
}
