//! The year and the months that a report is about, as its title says.

use chrono::{Datelike, NaiveDate};

use crate::text::digit;

/// When the facts of a report hold.
pub(super) struct Frame {
    pub(super) year: Option<i32>,
    pub(super) period: Option<String>,
}

/// The words that name months, and the months.
const SPANS: [(&str, u32, u32); 22] = [
    ("上半年", 1, 6),
    ("半年度", 1, 6),
    ("半年", 1, 6),
    ("下半年", 7, 12),
    ("前三季度", 1, 9),
    ("前三个季度", 1, 9),
    ("一至三季度", 1, 9),
    ("1-3季度", 1, 9),
    ("第一季度", 1, 3),
    ("一季度", 1, 3),
    ("1季度", 1, 3),
    ("第二季度", 4, 6),
    ("二季度", 4, 6),
    ("2季度", 4, 6),
    ("第三季度", 7, 9),
    ("三季度", 7, 9),
    ("3季度", 7, 9),
    ("第四季度", 10, 12),
    ("四季度", 10, 12),
    ("4季度", 10, 12),
    ("前十个月", 1, 10),
    ("前十月", 1, 10),
];

/// Reads the title; a year given by the caller counts for more. The day of publication is not the period; only where
/// the title names months without a year, the year is that of the last such months before it.
pub(super) fn of(title: Option<&str>, published: Option<NaiveDate>, year: Option<i32>) -> Frame {
    let title = title.unwrap_or_default();
    let months = months(title);
    let guess = || {
        let (published, (_, last)) = (published?, months?);
        Some(if published.month() > last { published.year() } else { published.year().saturating_sub(1) })
    };
    let year = year.or_else(|| title_year(title)).or_else(guess);
    let period = year.zip(months).map(|(year, (first, last))| format!("{year}-{first:02}/{year}-{last:02}"));
    Frame { year, period }
}

/// The first year that a title names: `2021年`, `2021年度`, `二〇二一年`.
fn title_year(title: &str) -> Option<i32> {
    for (at, c) in title.char_indices() {
        if c != '年' {
            continue;
        }
        let head = title.get(..at)?;
        let mut digits: Vec<u32> =
            head.chars().rev().filter(|c| !crate::text::is_blank(*c)).map_while(year_digit).take(4).collect();
        digits.reverse();
        let year = digits.iter().try_fold(0i32, |year, &d| year.checked_mul(10)?.checked_add(i32::try_from(d).ok()?));
        if let Some(year) = year.filter(|year| digits.len() == 4 && (1949..=2100).contains(year)) {
            return Some(year);
        }
    }
    None
}

fn year_digit(c: char) -> Option<u32> {
    digit(c).or_else(|| "〇一二三四五六七八九".chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok())).or(
        match c {
            '○' | '零' => Some(0),
            _ => None,
        },
    )
}

/// The months that a title names.
fn months(title: &str) -> Option<(u32, u32)> {
    let text: String = title.chars().filter(|&c| !crate::text::is_blank(c)).map(crate::text::fold).collect();
    for (word, first, last) in SPANS {
        if text.contains(word) {
            return Some((first, last));
        }
    }
    // 1-9月, 1至10月, 截至9月底, 9月份.
    let (at, _) = text.match_indices('月').next()?;
    let head = text.get(..at)?;
    let last = trailing_number(head)?;
    let before = head.get(..head.len().saturating_sub(last.1))?;
    let range = before.strip_suffix(['-', '—', '–', '~', '～', '至', '－']);
    let first =
        range.and_then(|before| trailing_number(before.trim_end_matches(['-', '—', '月']))).map(|(value, _)| value);
    let until = ["截至", "截止", "至", "到"]
        .iter()
        .any(|word| before.trim_end_matches('年').trim_end_matches(|c| digit(c).is_some()).ends_with(word));
    let first = first.unwrap_or(if until { 1 } else { last.0 });
    (1..=last.0).contains(&first).then_some((first, last.0)).filter(|&(_, last)| last <= 12)
}

/// The number at the end of a text, and its length in bytes.
fn trailing_number(text: &str) -> Option<(u32, usize)> {
    let digits: Vec<char> = text.chars().rev().take_while(|&c| digit(c).is_some()).take(3).collect();
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    let value = digits.iter().rev().try_fold(0u32, |value, &c| value.checked_mul(10)?.checked_add(digit(c)?))?;
    Some((value, digits.iter().map(|c| c.len_utf8()).sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(title: &str, published: &str, year: Option<i32>, period: Option<&str>) {
        let frame = of(Some(title), published.parse().ok(), None);
        assert_eq!((frame.year, frame.period.as_deref()), (year, period), "{title}");
    }

    #[test]
    fn titles_say_when() {
        reads("2021年市政府重点工作半年度进展情况表", "2021-08-13", Some(2021), Some("2021-01/2021-06"));
        reads("2021年政府工作报告执行情况(上半年)", "", Some(2021), Some("2021-01/2021-06"));
        reads("重点工作半年度完成情况", "2022-01-06", Some(2021), Some("2021-01/2021-06"));
        reads("2020年1-11月重点工作进展", "", Some(2020), Some("2020-01/2020-11"));
        reads("民生实事截至9月底进展情况", "2023-10-09", Some(2023), Some("2023-01/2023-09"));
        reads("二〇一八年前三季度重点工作", "", Some(2018), Some("2018-01/2018-09"));
        reads("2019年8月份重点项目进度", "", Some(2019), Some("2019-08/2019-08"));
        reads("重点工作进展情况", "2021-08-13", None, None);
        reads("2021年区府办工作计划", "", Some(2021), None);
    }
}
