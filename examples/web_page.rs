//! Takes a web page apart: its encoding, its metadata, its tables with the roles of their columns, its tasks, and what is
//! worth knowing about them.
//!
//! ```text
//! cargo run --features html --example web_page -- [FILE]
//! ```
//!
//! Without FILE it reads a small page of its own, which declares UTF-8 and is in GBK, as many are. Whatever a page
//! declares, what its bytes are counts.

mod common;

use std::borrow::Cow;
use std::io::Write;
use std::process::ExitCode;

use common::table::plain;
use common::{Arguments, Out, Outcome, Styles, files};
use zj_gov_report::ReportReader;
use zj_gov_report::document::{Block, decode};

const PAGE: &str = r#"<html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="2024年民生实事上半年进展情况"><meta name="PubDate" content="2024-07-15 16:30">
<meta name="ContentSource" content="市政府办公室"></head><body>
<div>首页 &gt; 政务公开 &gt; 民生实事</div>
<div id="zoom"><table>
<tr><td rowspan="2">序号</td><td rowspan="2">实事内容</td><td rowspan="2">牵头单位</td><td colspan="2">工作进度</td></tr>
<tr><td>6月完成情况</td><td>进度状态</td></tr>
<tr><td rowspan="2">1</td><td>新建公园<span>3</span>个</td><td rowspan="2">市建设局</td><td><p>已建成<b>1</b>个。</p><p>2个在建。</p></td><td>按时推进</td></tr>
<tr><td>改造老旧小区20个</td><td>已开工14个。</td><td>进度滞后</td></tr>
</table></div></body></html>"#;

fn main() -> ExitCode {
    common::run("web_page [FILE]", web_page)
}

fn web_page(arguments: Arguments, out: &mut Out) -> Outcome {
    let bytes = match arguments.rest(1)?.first() {
        Some(path) => files::File::Path(path.into()).bytes()?,
        None => encoding_rs::GBK.encode(PAGE).0,
    };
    let styles = Styles::of_stdout();
    let (head, dim) = (styles.head, styles.dim);

    let (text, encoding, broken) = decode(&bytes)?;
    let (length, characters) = (bytes.len(), text.chars().count());
    writeln!(out, "{head}page{head:#} {length} bytes of {encoding}, {characters} characters, {broken} of them broken")?;

    // A reader keeps the document, so that its tables and its source are at hand beside the report.
    let reader = ReportReader::new();
    let document = reader.read_document_of(&bytes)?;
    let report = reader.read_document(&document);
    for entry in document.metadata().entries() {
        writeln!(out, "{}: {}", plain(entry.label()), plain(entry.value()))?;
    }
    for block in document.blocks() {
        match block {
            Block::Heading(heading) => {
                let text = heading.span().slice(document.source()).unwrap_or_default();
                writeln!(out, "{head}heading{head:#} {}", plain(text))?;
            }
            Block::Table(table) => {
                let roles: Vec<&str> = table.roles().iter().map(|role| role.as_str()).collect();
                let (rows, header) = (table.rows(), table.header_rows());
                writeln!(out, "{head}table{head:#} {rows} rows, {header} of them its header: {}", roles.join(", "))?;
            }
            _ => {}
        }
    }
    for task in &report {
        let units: Vec<&str> = task.departments().iter().map(|unit| unit.text()).collect();
        let status = task
            .status()
            .map_or(Cow::Borrowed("—"), |status| format!("{} ({})", status.text(), status.kind()).into());
        writeln!(out, "{head}task {} {}{head:#}", task.number().unwrap_or("-"), plain(&task.name()))?;
        for item in task.progress().into_iter().flat_map(|progress| progress.items()) {
            writeln!(out, "  {} {dim}{}..{}{dim:#}", plain(item.text()), item.span().start(), item.span().end())?;
        }
        for metric in task.targets().iter().chain(task.metrics()) {
            writeln!(out, "  {dim}{}{dim:#} {}", metric.modality(), plain(&metric.to_string()))?;
        }
        writeln!(out, "  {dim}units{dim:#} {}  {dim}status{dim:#} {}", plain(&units.join("、")), plain(&status))?;
    }
    for diagnostic in report.diagnostics() {
        writeln!(out, "{}", diagnostic.render(document.source()))?;
    }
    Ok(())
}
