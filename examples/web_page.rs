//! Reads a web page and shows what it is made of: its metadata, its tables with the roles of their columns, its tasks.
//!
//! ```text
//! cargo run --features html --example web_page -- [FILE]
//! ```
//!
//! Without FILE it reads a small page of its own.

use std::process::ExitCode;

use zj_gov_report::document::Block;
use zj_gov_report::{Document, Report, ReportReader};

const PAGE: &str = r#"<html><head>
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
    let bytes = match std::env::args().nth(1) {
        Some(file) => match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("error: {file}: {error}");
                return ExitCode::FAILURE;
            }
        },
        None => PAGE.as_bytes().to_vec(),
    };
    // A reader keeps the document, so that its tables and its source are at hand beside the report.
    let reader = ReportReader::new();
    match reader.read_document_of(&bytes) {
        Ok(document) => {
            show(&document, &reader.read_document(&document));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn show(document: &Document, report: &Report) {
    for entry in document.metadata().entries() {
        println!("{}: {}", entry.label(), entry.value());
    }
    for block in document.blocks() {
        match block {
            Block::Heading(heading) => println!("# {}", heading.span().slice(document.source()).unwrap_or_default()),
            Block::Table(table) => println!("table of {} rows under {:?}", table.rows(), table.roles()),
            _ => {}
        }
    }
    for task in report.tasks() {
        println!(
            "{} {}",
            task.number().unwrap_or("-"),
            task.requirement().map_or("", |requirement| requirement.text())
        );
        for item in task.progress().into_iter().flat_map(|progress| progress.items()) {
            println!("    {}", item.text());
        }
        let units: Vec<&str> = task.departments().iter().map(|unit| unit.text()).collect();
        println!("    [{}] {}", units.join("、"), task.status().map_or("", |status| status.text()));
    }
    for diagnostic in report.diagnostics() {
        println!("{}", diagnostic.render(document.source()));
    }
}
