//! The wording of remarks in two languages, side by side.
//!
//! A remark keeps its English message, also in JSON. The Chinese one is made of it: the message is matched with the
//! English wordings of its code, and what stands for `{}` there goes into the Chinese one.

use super::Code;

/// A code, a message of it with `{}` for what varies, and the same in Chinese with `{0}`, `{1}` for the same things.
type Wording = (Code, &'static str, &'static str);

const WORDINGS: &[Wording] = &[
    (Code::NoTasks, "the input is empty", "输入为空"),
    (Code::NoTasks, "a table with a header but no rows that are tasks", "表格只有表头，没有任务行"),
    (Code::NoTasks, "no table of tasks, plan or yearbook entry was found", "没有找到任务表、工作计划或年鉴条目"),
    (
        Code::OnlyAttachment,
        "the page holds only pictures or attachments ({}); their content was not read",
        "网页只有图片或附件（{0}个），其内容未读取",
    ),
    (Code::NumberGap, "row number {} where {} was expected; it is kept as printed", "序号为{0}，应为{1}，照原样保留"),
    (Code::MissingCell, "this row has no cell under {}", "本行在{0}一栏没有内容"),
    (
        Code::UnknownHeader,
        "a table whose header no vocabulary knows; it is kept as a table",
        "表头不在词表中，保留为普通表格",
    ),
    (Code::UnplacedText, "units that belong to no task", "责任单位不属于任何任务"),
    (Code::UnplacedText, "text that belongs to no task", "文字不属于任何任务"),
    (Code::UnplacedText, "text that was not placed", "文字未能归位"),
    (Code::GluedText, "cells that have run together and cannot be told apart", "单元格连成一片，无法分开"),
    (Code::BrokenNumber, "{} is a number with several points; it is not read", "{0}含多个小数点，未读取"),
    (
        Code::BrokenNumber,
        "{} is a number that has lost digits at its point; it is not read",
        "{0}的小数点旁缺数字，未读取",
    ),
    (Code::BrokenNumber, "{} is the placeholder of a draft; it is not read", "{0}是草稿的占位符，未读取"),
    (Code::BrokenNumber, "{} is numbers run together; it is not read", "{0}是连写在一起的数，未读取"),
    (
        Code::BrokenNumber,
        "{} is a number longer than the limit of {} characters; it is not read",
        "{0}超过{1}个字符，未读取",
    ),
    (Code::BrokenNumber, "{} is a number that does not fit {} digits; it is not read", "{0}超过{1}位数字，未读取"),
    (Code::UnknownStatus, "a status that no vocabulary knows; its words are kept", "进展状态不在词表中，保留原文"),
    (
        Code::Encoding,
        "{} characters are broken: the bytes are not in the encoding of the rest",
        "{0}个字符已损坏：字节与其余部分编码不一致",
    ),
    (Code::Limit, "elements nested deeper than the limit; their text is kept", "元素嵌套过深，只保留文字"),
    (
        Code::Limit,
        "cells over several rows are told again up to the limit of {} bytes",
        "跨行单元格的文字重复读入以{0}字节为限",
    ),
    (
        Code::Limit,
        "a table of more than {} columns; the cells beyond are kept in the last one",
        "表格超过{0}列，其余单元格并入最后一列",
    ),
    (
        Code::Limit,
        "a text of {} bytes, more than the limit of {}; it is not searched for metrics",
        "文字长{0}字节，超过上限{1}，未从中提取指标",
    ),
    (
        Code::Limit,
        "a cell of {} bytes, more than the limit of {}; no units are read out of it",
        "单元格长{0}字节，超过上限{1}，未从中读取单位",
    ),
];

/// The Chinese of a message; what the code means where the message has no wording here.
pub(super) fn chinese(code: Code, message: &str) -> String {
    let wordings = WORDINGS.iter().filter(|(known, ..)| *known == code);
    let mut found = wordings.filter_map(|(_, english, chinese)| Some(fill(chinese, &values(english, message)?)));
    found.next().unwrap_or_else(|| meaning(code).to_owned())
}

/// What stands for each `{}` of `wording` in `message`; `None` where the message has another wording.
fn values<'m>(wording: &str, message: &'m str) -> Option<Vec<&'m str>> {
    let mut pieces = wording.split("{}");
    let mut rest = message.strip_prefix(pieces.next()?)?;
    let mut values = Vec::new();
    for piece in pieces {
        let at = if piece.is_empty() { rest.len() } else { rest.find(piece)? };
        let (value, after) = rest.split_at_checked(at)?;
        values.push(value);
        rest = after.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(values)
}

fn fill(wording: &str, values: &[&str]) -> String {
    let mut parts = wording.split(['{', '}']);
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let (Some(index), Some(after)) = (parts.next(), parts.next()) {
        let value = index.parse::<usize>().ok().and_then(|index| values.get(index)).copied().unwrap_or_default();
        match value.strip_prefix(['`', '"']).and_then(|inner| inner.strip_suffix(['`', '"'])) {
            Some(quoted) => text.extend(["“", quoted, "”"]),
            None => text.push_str(value),
        }
        text.push_str(after);
    }
    text
}

/// What a code means.
const fn meaning(code: Code) -> &'static str {
    match code {
        Code::NoTasks => "没有可读出任务的内容",
        Code::OnlyAttachment => "网页只有图片或附件",
        Code::NumberGap => "序号不连续",
        Code::MissingCell => "本行缺少单元格",
        Code::UnknownHeader => "表头不在词表中",
        Code::UnplacedRow => "本行不合任何表格样式，保留原文",
        Code::UnplacedText => "文字未能归位",
        Code::GluedText => "单元格连成一片",
        Code::BrokenNumber => "数字残缺，未读取",
        Code::UncertainMetric => "指标含义不确定，未读取",
        Code::UnknownName => "名称不在词表中，保留原文",
        Code::AmbiguousName => "名称有多种解释",
        Code::UnknownStatus => "进展状态不在词表中，保留原文",
        Code::Encoding => "字节不合网页声明的编码",
        Code::Limit => "达到上限，其余保留为文字",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_same_things() {
        for (code, english, chinese) in WORDINGS {
            let blanks = english.matches("{}").count();
            for index in 0..blanks {
                assert!(chinese.contains(&format!("{{{index}}}")), "{code:?}: {chinese}");
            }
            assert_eq!(chinese.matches('{').count(), blanks, "{code:?}: {chinese}");
            assert!(chinese.chars().any(|c| c as u32 > 0x4e00), "{code:?}");
        }
    }

    #[test]
    fn what_varies_goes_over() {
        let message = "row number 9 where 3 was expected; it is kept as printed";
        assert_eq!(chinese(Code::NumberGap, message), "序号为9，应为3，照原样保留");
        assert_eq!(
            chinese(Code::BrokenNumber, "`9.9.9%` is a number with several points; it is not read"),
            "“9.9.9%”含多个小数点，未读取"
        );
        assert_eq!(chinese(Code::MissingCell, "this row has no cell under \"状态\""), "本行在“状态”一栏没有内容");
        assert_eq!(chinese(Code::NumberGap, "another wording"), "序号不连续");
    }
}
