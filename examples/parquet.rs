//! Writes the metrics and the tasks of reports as Parquet, and reads them back.
//!
//! ```text
//! cargo run --release --features arrow,html --example parquet -- [--out FOLDER] [FILE or FOLDER...]
//! ```
//!
//! Without a file it reads the samples that the crate ships. With `--out` it leaves `metrics.parquet` and `tasks.parquet`
//! in the folder; without, it writes to memory only and says what came of it.

mod common;

use std::io::Write;
use std::process::ExitCode;

use arrow_array::RecordBatch;
use common::{Arguments, Out, Outcome, files};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use zj_gov_report::{Report, arrow};

fn main() -> ExitCode {
    common::run("parquet [--out FOLDER] [FILE or FOLDER...]", parquet)
}

fn parquet(mut arguments: Arguments, out: &mut Out) -> Outcome {
    let folder: Option<String> = arguments.option("--out")?;
    let reports = files::reports(&arguments.rest(usize::MAX)?)?;
    let reports = || reports.iter().map(|(_, report): &(String, Report)| report);
    for (name, batch) in [("metrics", arrow::metrics(reports())?), ("tasks", arrow::tasks(reports())?)] {
        let file = written(&batch)?;
        if read_back(&file)? != batch.num_rows() {
            return Err(format!("{name}: not all rows were read back").into());
        }
        if let Some(folder) = &folder {
            let path = std::path::Path::new(folder).join(name).with_extension("parquet");
            std::fs::write(&path, &file).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        let (rows, columns, bytes) = (batch.num_rows(), batch.num_columns(), file.len());
        writeln!(out, "{name}.parquet: {rows} rows of {columns} columns in {bytes} bytes")?;
    }
    Ok(())
}

fn written(batch: &RecordBatch) -> Outcome<Vec<u8>> {
    let mut file = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut file, batch.schema(), None)?;
    writer.write(batch)?;
    writer.close()?;
    Ok(file)
}

/// How many rows the file holds.
fn read_back(file: &[u8]) -> Outcome<usize> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::copy_from_slice(file))?.build()?;
    reader.map(|batch| Ok(batch?.num_rows())).sum()
}
