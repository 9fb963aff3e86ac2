//! Reads a report with words of one's own: a unit, an indicator, a place, an office, the label of a column and a status,
//! and shows what each of them changes.
//!
//! ```text
//! cargo run --release --example custom_registry
//! ```
//!
//! Each registry is the built-in one with the rows of a table added, in the format of the files under
//! `src/registry/data`. The built-in registries stay as they are.

mod common;

use std::io::Write;
use std::process::ExitCode;

use common::{Outcome, Styles};
use zj_gov_report::department::DepartmentRegistry;
use zj_gov_report::document::Vocabulary;
use zj_gov_report::region::RegionRegistry;
use zj_gov_report::{Indicators, Report, ReportReader, Units};

const TEXT: &str = "2024年舟山市重点工作上半年推进情况\n\n\
    |序号|工作任务|晾晒情况|责任单位|亮灯|\n\
    |1|新增深水养殖5万网箱,鱼类加工产能利用率提高到72%以上。|1-6月,新增深水养殖2.6万网箱,其中月岙湾1.1万网箱;鱼类加工产能利用率75%。|市蓝海办|蓝灯|\n";

const UNITS: &str = "unit\tdimension\tnumerator\tdenominator\n网箱\tcount:网箱\t1\t1\n";
const INDICATORS: &str = "id\tname\tunit\tkind\tbetter\nfish-processing-use\t鱼类加工产能利用率\t%\trate\tup\n";
const REGIONS: &str = "code\tname\tkind\tplace\tshort\nzone:月岙湾片区\t月岙湾片区\tzone\t330900\t月岙湾\n";
const DEPARTMENTS: &str = "forms\tname\tkind\n蓝海办\t蓝色海湾整治工作领导小组办公室\tdepartment\n";
const HEADERS: &str = "label\trole\n晾晒情况\tprogress\n亮灯\tstatus\n";
const STATUSES: &str = "word\tkind\n蓝灯\tahead\n";

fn main() -> ExitCode {
    common::run("custom_registry", |arguments, out| {
        arguments.rest(0)?;
        let styles = Styles::of_stdout();
        let head = styles.head;
        writeln!(out, "{head}with what the crate ships{head:#}")?;
        show(&ReportReader::new().read_text(TEXT), out)?;
        writeln!(out, "\n{head}with words of one's own{head:#}")?;
        show(&own()?.read_text(TEXT), out)
    })
}

/// A reader that knows more.
fn own() -> Outcome<ReportReader> {
    Ok(ReportReader::new()
        .with_units(Units::builtin().with_tsv(UNITS)?)
        .with_indicators(Indicators::builtin().with_tsv(INDICATORS)?)
        .with_regions(RegionRegistry::builtin().clone().with_tsv(REGIONS)?)
        .with_departments(DepartmentRegistry::builtin().clone().with_tsv(DEPARTMENTS)?)
        .with_vocabulary(Vocabulary::builtin().with_headers(HEADERS)?.with_statuses(STATUSES)?))
}

fn show(report: &Report, out: &mut impl Write) -> Outcome {
    for task in report {
        writeln!(out, "task      {}", task.name())?;
        writeln!(out, "progress  {}", task.progress().map_or("—", |progress| progress.text()))?;
        for unit in task.departments() {
            let office = unit.department().map_or("(not known)", |office| office.name());
            writeln!(out, "unit      {}: {office}", unit.text())?;
        }
        match task.status() {
            Some(status) => writeln!(out, "status    {}: {}", status.text(), status.kind())?,
            None => writeln!(out, "status    —")?,
        }
    }
    for stated in report.metrics() {
        let metric = stated.metric();
        let id = metric.indicator().known().map_or("(no id)", |known| known.id());
        let places: Vec<&str> = metric.regions().collect();
        let (role, places) = (stated.role(), places.join("、"));
        writeln!(out, "metric    {role:<11} {metric}  [{id}] [{}] {places}", metric.unit())?;
    }
    for diagnostic in report.diagnostics() {
        writeln!(out, "remark    {}", diagnostic.message_zh())?;
    }
    Ok(())
}
