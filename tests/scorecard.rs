//! Targets and their answers, from tables; the scorecard of a report; odd input.

#![expect(clippy::unwrap_used, reason = "a test that fails says so by a panic")]

use std::path::Path;

use zj_gov_report::scorecard::{MatchedBy, Scorecard};
use zj_gov_report::{Assessment, Assessor, Report, Verdict};

/// The rows of a table under `tests/data/scorecard`, each with its line.
fn rows(file: &str) -> Vec<(usize, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/scorecard").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|(line, row)| (line + 1, row.split('\t').map(str::to_owned).collect())).collect()
}

/// The assessments of a row as the table writes them.
fn read(as_of: &str, requirement: &str, progress: &[&str]) -> Vec<String> {
    let assessments = Assessor::new(as_of.parse().unwrap()).assess_text(requirement, progress);
    let written = |assessment: &Assessment| {
        let actual = assessment.answer().map_or("-".to_owned(), |answer| match answer.paragraph() {
            at if progress.len() > 1 => format!("{}@{at}", answer.metric().text()),
            _ => answer.metric().text().to_owned(),
        });
        format!("{}={actual} {}", assessment.target().text(), assessment.verdict().as_str())
    };
    assessments.iter().map(written).collect()
}

#[test]
fn pairs_of_the_table() {
    let mut wrong = Vec::new();
    for (line, row) in rows("pairs.tsv") {
        let [as_of, requirement, progress, expected, ..] = row.as_slice() else {
            panic!("line {line}: too few fields")
        };
        let progress: Vec<&str> = progress.split('|').collect();
        let expected: Vec<String> = expected.split('|').map(str::to_owned).collect();
        let found = read(as_of, requirement, &progress);
        if found != expected {
            wrong.push(format!("pairs.tsv:{line}: {requirement}\n    expected {expected:?}\n    found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn rows_of_the_table() {
    let mut wrong = Vec::new();
    for (line, row) in rows("rows.tsv") {
        let [as_of, requirement, progress, expected, ..] = row.as_slice() else {
            panic!("line {line}: too few fields")
        };
        let progress: Vec<&str> = progress.split('|').collect();
        let expected: Vec<String> = expected.split('|').map(str::to_owned).collect();
        let found = read(as_of, requirement, &progress);
        for pair in expected.iter().filter(|pair| !found.contains(pair)) {
            let start = pair.split('=').next().unwrap_or_default();
            let instead: Vec<&String> = found.iter().filter(|found| found.starts_with(&format!("{start}="))).collect();
            wrong.push(format!("rows.tsv:{line}: expected {pair}, found {instead:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[track_caller]
fn says(as_of: &str, requirement: &str, progress: &str, sentence: &str) {
    let assessments = Assessor::new(as_of.parse().unwrap()).assess_text(requirement, &[progress]);
    assert_eq!(assessments.len(), 1, "{requirement}");
    assert_eq!(assessments.first().unwrap().to_string(), sentence);
}

#[test]
fn sentences_state_the_case() {
    let day = "2021-06-30";
    says(
        day,
        "新建绿道120公里",
        "建成绿道31.5公里",
        "年度目标120公里,截至6月底31.5公里,完成26.3%,慢于序时进度23.7个百分点",
    );
    says(
        day,
        "新增就业100000人",
        "新增就业49999人",
        "年度目标100000人,截至6月底49999人,完成50.0%,慢于序时进度不足0.1个百分点",
    );
    says(day, "存款余额达到1.2万亿元", "存款余额1.1万亿元", "目标1.2万亿元,截至6月底1.1万亿元,未达到目标,相差1000亿元");
    says(day, "综合实力排名全省前5位", "列全省第6位", "目标全省前5位,截至6月底全省第6位,未达到目标");
    says(
        day,
        "新增高新技术企业300家",
        "1-6月,认定高新技术企业171家",
        "年度目标300家,截至6月底171家,完成57.0%,快于序时进度7.0个百分点",
    );
    says(
        day,
        "新建绿道40公里",
        "截至5月底,建成绿道12公里",
        "年度目标40公里,截至5月底12公里,完成30.0%,慢于序时进度11.7个百分点",
    );
    says(day, "改造公厕10座", "改造公厕5座", "年度目标10座,截至6月底5座,完成50.0%,与序时进度持平");
    says(day, "新建绿道40公里以上", "建成绿道41.5公里", "年度目标40公里以上,截至6月底41.5公里,完成103.8%,已达标");
    says(day, "登记失业率控制在3%以内", "登记失业率为2.1%", "目标3%以内,截至6月底2.1%,已达标");
    says(day, "整改率达到100%", "整改率98.5%", "目标100%,截至6月底98.5%,未达到目标,相差1.5个百分点");
    says(day, "工业投资增长10%", "1-6月工业投资下降2.5%", "目标增长10%,截至6月底下降2.5%,未达到目标");
    says(
        day,
        "建设美丽河湖20条",
        "美丽河湖建设完成年度任务的62%",
        "年度目标20条,截至6月底完成62%,快于序时进度12.0个百分点",
    );
    says(day, "新建绿道40公里", "正在开展前期工作", "年度目标40公里,进展中没有对应的数字");
    says(
        day,
        "上半年完成投资20亿元",
        "1-6月完成投资18亿元",
        "截至6月底目标20亿元,截至6月底18亿元,完成90.0%,慢于序时进度10.0个百分点",
    );
}

#[test]
fn a_link_can_be_cut_at_its_confidence() {
    let assessor = Assessor::new("2021-06-30".parse().unwrap());
    let read = |assessor: Assessor<'_>| assessor.assess_text("推进城市建设,新建绿道网40公里", &["建成绿道22公里"]);
    let loose = read(assessor.clone());
    let answer = loose.first().unwrap().answer().unwrap();
    assert_ne!(answer.matched_by(), MatchedBy::Name);
    let strict = read(assessor.with_min_confidence("1.01".parse().unwrap()));
    assert_eq!(strict.first().unwrap().verdict(), Verdict::Unknown);
}

const REPORT: &str = "2021年甲市政府工作报告重点任务进展情况表(1-6月)\n\n\
|序号|主要工作任务|进展情况|牵头单位|进展状态|\n\
|1|新增上市公司6家,完成技改投资80亿元。|1-6月新增上市公司1家;完成技改投资52亿元。|市金融办|按时推进|\n\
|2|加装电梯40台(牵头单位:市建设局),登记失业率控制在3%以内。|①加装电梯完工31台。②登记失业率2.2%。|市建设局、市人社局|进度滞后|\n\
|3|加强城市管理。|开展检查。|市综合执法局|按时推进|\n";

#[test]
fn a_report_rolls_up() {
    let report = Report::from_text(REPORT);
    let scorecard = report.scorecard(report.as_of().unwrap());
    assert_eq!(scorecard.as_of().to_string(), "2021-06-30");
    let counts = scorecard.counts();
    let all = [counts.met(), counts.on_schedule(), counts.behind(), counts.unknown()];
    assert_eq!((all, counts.total()), ([1, 2, 1, 0], 4));
    assert_eq!(counts.share().unwrap().to_string(), "0.75");
    assert_eq!(scorecard.entries().len(), 2, "a task without targets has no entry");

    let behind = scorecard.behind();
    assert_eq!(behind.len(), 1);
    let (entry, assessment) = behind.first().unwrap();
    assert_eq!((entry.number(), assessment.target().text()), (Some("1"), "6家"));
    assert_eq!(assessment.gap().unwrap().to_string(), "0.3333");
    let source = assessment.target().span().slice(REPORT);
    assert_eq!(source, Some("6家"), "spans are those of the document");

    let units: Vec<(String, usize)> =
        scorecard.by_department().iter().map(|group| (group.name().to_owned(), group.counts().total())).collect();
    let units: Vec<(&str, usize)> = units.iter().map(|(name, total)| (name.as_str(), *total)).collect();
    assert_eq!(units, [("市金融办", 2), ("市建设局", 2), ("市人社局", 2)]);
    // Both tasks disagree: one is behind and called on time, one is on schedule and called late.
    assert_eq!(scorecard.disagreements().count(), 2);

    let json = serde_json::to_string(&scorecard).unwrap();
    assert_eq!(serde_json::from_str::<Scorecard>(&json).unwrap(), scorecard);
    assert!(json.contains("\"sentence\":\"年度目标6家,截至6月底1家,完成16.7%,慢于序时进度33.3个百分点\""), "{json}");
}

#[test]
fn the_interchange_form_reads_back() {
    let assessor = Assessor::new("2022-06-30".parse().unwrap());
    for (line, row) in rows("pairs.tsv") {
        let progress: Vec<&str> = row.get(2).unwrap().split('|').collect();
        for assessment in assessor.assess_text(row.get(1).unwrap(), &progress) {
            let json = serde_json::to_string(&assessment).unwrap();
            let back: Assessment = serde_json::from_str(&json).unwrap();
            // A rank is written in its place, whatever unit the text has; all else comes back as it was.
            assert_eq!(back.to_string(), assessment.to_string(), "pairs.tsv:{line}");
            assert_eq!(serde_json::to_string(&back).unwrap(), json, "pairs.tsv:{line}");
        }
    }
}

/// Text that is cut, doubled, turned round and mixed up gives assessments whose numbers stand in it, and no panic.
#[test]
fn odd_text_is_read_without_harm() {
    let assessor = Assessor::new("2022-06-30".parse().unwrap());
    let mut seed = 7usize;
    for (_, row) in rows("rows.tsv").into_iter().chain(rows("pairs.tsv")) {
        let (requirement, progress) = (row.get(1).unwrap(), row.get(2).unwrap());
        for _ in 0..3 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let cut = |text: &str, by: usize| -> String { text.chars().skip(by % 9).step_by(1 + by / 9 % 2).collect() };
            let requirement = cut(requirement, seed >> 33);
            let progress = [cut(progress, seed >> 40), progress.chars().rev().collect(), requirement.clone()];
            for assessment in assessor.assess_text(&requirement, &progress) {
                let target = assessment.target();
                assert_eq!(target.span().slice(&requirement), Some(target.text()));
                let Some(answer) = assessment.answer() else { continue };
                let metric = answer.metric();
                assert_eq!(metric.span().slice(progress.get(answer.paragraph()).unwrap()), Some(metric.text()));
            }
        }
    }
    assert!(assessor.assess_text("", &[""]).is_empty());
    assert!(assessor.assess_text("新建公园5个", &[] as &[&str]).iter().all(|one| one.verdict() == Verdict::Unknown));
}

/// A row of very many numbers is read in time that grows with it; the rest past the limits is left.
#[test]
fn long_rows_are_bounded() {
    let requirement: String = (1..=400).map(|number| format!("新建甲{number}类绿道{number}公里,")).collect();
    let progress: String = (1..=6000).map(|number| format!("建成乙{number}类绿道{number}公里,")).collect();
    let start = std::time::Instant::now();
    let assessments = Assessor::new("2022-06-30".parse().unwrap()).assess_text(&requirement, &[progress]);
    assert!(assessments.len() <= zj_gov_report::limits::MAX_TARGETS);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
