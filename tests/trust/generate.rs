//! Reports of known content, in every layout: the oracle of the reader. It knows nothing of the tables of the crate; what
//! it writes, and what that means, is said here alone.

use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use zj_gov_report::{Bound, Direction, Measure};

/// What a sentence states, and how it says so.
#[derive(Clone, Debug)]
pub struct Fact {
    pub text: String,
    pub indicator: &'static str,
    pub value: Decimal,
    pub unit: &'static str,
    pub measure: Measure,
    pub direction: Option<Direction>,
    pub bound: Bound,
}

/// A task as it is written.
#[derive(Clone, Debug)]
pub struct Task {
    pub requirement: Vec<Fact>,
    pub progress: Vec<Fact>,
    pub units: Vec<&'static str>,
    pub status: &'static str,
}

/// Things that are counted, and the word before their number.
const THINGS: [(&str, &str, &str); 12] = [
    ("新建", "城市绿道", "公里"),
    ("改造提升", "农村公路", "公里"),
    ("新增", "充电桩", "个"),
    ("培育", "数字工厂", "家"),
    ("加装", "住宅电梯", "台"),
    ("新增", "停车泊位", "个"),
    ("开工建设", "保障性住房", "套"),
    ("整治", "低效用地", "亩"),
    ("引进", "高层次人才", "人"),
    ("创建", "美丽乡村示范村", "个"),
    ("完成", "老旧小区改造", "个"),
    ("建成", "养老服务中心", "个"),
];

/// Amounts of money that grow.
const AMOUNTS: [&str; 8] = [
    "工业增加值",
    "固定资产投资",
    "社会消费品零售总额",
    "进出口总额",
    "财政总收入",
    "规上工业利润",
    "实际利用外资",
    "农业总产值",
];

const UNITS: [&str; 8] =
    ["市发改委", "市建设局", "市交通局", "市教育局", "市卫健委", "市农业农村局", "市科技局", "市民政局"];

const STATUSES: [&str; 4] = ["按时推进", "已完成", "进度滞后", "进度较快"];

fn count() -> impl Strategy<Value = (String, Decimal)> {
    prop_oneof![
        (1u32..=999).prop_map(|n| (n.to_string(), Decimal::from(n))),
        (11u32..=999).prop_map(|n| (format!("{}.{}", n / 10, n % 10), Decimal::new(i64::from(n), 1))),
        (1u32..=99, 1u32..=9)
            .prop_map(|(n, tenth)| { (format!("{n}.{tenth}万"), Decimal::from((n * 10 + tenth) * 1000)) }),
        (1u32..=9, 0u32..=999).prop_map(|(n, rest)| (format!("{n},{rest:03}"), Decimal::from(n * 1000 + rest))),
    ]
}

fn level() -> impl Strategy<Value = Fact> {
    (select(&THINGS[..]), count()).prop_map(|((verb, thing, unit), (number, value))| {
        // A tenth of a thing is none.
        let whole = value.fract().is_zero() || unit == "公里";
        let (number, value) = if whole {
            (number, value)
        } else {
            ((value.trunc() + Decimal::ONE).to_string(), value.trunc() + Decimal::ONE)
        };
        fact(format!("{verb}{thing}{number}{unit}"), thing, value, unit, Measure::Level)
    })
}

fn money() -> impl Strategy<Value = Fact> {
    (select(&AMOUNTS[..]), 1u32..=99_999, prop::bool::ANY).prop_map(|(name, tenths, reaches)| {
        let text = format!("{name}{}{}.{}亿元", if reaches { "达到" } else { "" }, tenths / 10, tenths % 10);
        fact(text, name, Decimal::from(tenths) * Decimal::from(10_000_000), "元", Measure::Level)
    })
}

fn growth() -> impl Strategy<Value = Fact> {
    (select(&AMOUNTS[..]), 1u32..=999, prop::bool::ANY).prop_map(|(name, tenths, up)| {
        let text = format!("{name}同比{}{}.{}%", if up { "增长" } else { "下降" }, tenths / 10, tenths % 10);
        let direction = Some(if up { Direction::Up } else { Direction::Down });
        let value = Decimal::new(i64::from(tenths), 1);
        Fact { direction, ..fact(text, name, value, "%", Measure::Growth) }
    })
}

fn fact(text: String, indicator: &'static str, value: Decimal, unit: &'static str, measure: Measure) -> Fact {
    Fact { text, indicator, value, unit, measure, direction: None, bound: Bound::Exactly }
}

/// A target: `…以上`, `…左右`, or as it is.
fn target() -> impl Strategy<Value = Fact> {
    let bounds = [("", Bound::Exactly), ("以上", Bound::AtLeast), ("左右", Bound::About)];
    (prop_oneof![level(), money()], select(bounds.to_vec())).prop_map(|(fact, (word, bound))| Fact {
        text: fact.text + word,
        bound,
        ..fact
    })
}

pub fn tasks() -> impl Strategy<Value = Vec<Task>> {
    let task = (
        prop::collection::vec(target(), 1..3),
        prop::collection::vec(prop_oneof![level(), money(), growth()], 1..4),
        prop::sample::subsequence(&UNITS[..], 1..3),
        select(&STATUSES[..]),
    );
    let task = task.prop_map(|(requirement, progress, units, status)| Task { requirement, progress, units, status });
    prop::collection::vec(task, 2..6)
}

impl Task {
    /// A sentence of its targets, and one of its results.
    pub fn sentences(&self) -> (String, String) {
        let join = |facts: &[Fact]| facts.iter().map(|fact| fact.text.as_str()).collect::<Vec<_>>().join(",") + "。";
        (join(&self.requirement), join(&self.progress))
    }

    fn row(&self, index: usize, between: &str) -> [String; 5] {
        let (requirement, progress) = self.sentences();
        [(index + 1).to_string(), requirement, progress, self.units.join(between), self.status.to_owned()]
    }
}

const HEADER: [&str; 5] = ["序号", "工作任务", "进展情况", "责任单位", "进展状态"];

/// How a report is laid out.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    Bars,
    Tabs,
    Lines,
    Html,
    /// As Word exports it: paragraphs in cells, every few characters in a `span`, line breaks of the source inside.
    WordHtml,
}

pub const LAYOUTS: [Layout; 5] = [Layout::Bars, Layout::Tabs, Layout::Lines, Layout::Html, Layout::WordHtml];

/// The report of these tasks.
pub fn write(tasks: &[Task], layout: Layout) -> String {
    let title = "2021年重点工作任务半年度进展情况表";
    let rows = || {
        let header = HEADER.map(str::to_owned);
        std::iter::once(header).chain(tasks.iter().enumerate().map(|(index, task)| task.row(index, "、")))
    };
    match layout {
        Layout::Bars => rows().fold(format!("{title}\n\n"), |text, row| text + "|" + &row.join("|") + "|\n"),
        Layout::Tabs => rows().fold(format!("{title}\n\n"), |text, row| text + &row.join("\t") + "\n"),
        Layout::Lines => rows().fold(format!("{title}\n\n"), |text, row| text + &row.join("\n\n") + "\n\n"),
        Layout::Html => {
            let row = |row: [String; 5]| format!("<tr><td>{}</td></tr>\n", row.join("</td><td>"));
            let rows: String = rows().map(row).collect();
            format!("<html><body><h1>{title}</h1><table>{rows}</table></body></html>")
        }
        Layout::WordHtml => {
            let cell = |text: &String| {
                let mut out = String::from("<td><p class=MsoNormal>");
                let chars: Vec<char> = text.chars().collect();
                for piece in chars.chunks(5) {
                    out.push_str("<span lang=EN-US style='font-size:10.5pt'>");
                    out.extend(piece);
                    out.push_str("</span>");
                }
                out + "<o:p></o:p></p>"
            };
            let row = |row: [String; 5]| row.iter().map(cell).fold("<tr>".to_owned(), |text, cell| text + &cell + "\n");
            let rows: String = rows().map(row).collect();
            format!("<div id=zoom><p align=center><b>{title}</b></p><table border=1><tbody>{rows}</table></div>")
        }
    }
}
