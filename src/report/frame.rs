//! The year and the months that a report is about: what its title says, else what its text says most.
//!
//! ```text
//! title = any ( year any [ months | state ] | year months | months ) any     2024年…上半年… · 2024年1-10月… · …(截至9月底)
//! ```
//!
//! The day of publication is not the period; only where the title names months without a year, the year is that of the
//! last such months before it.

use crate::text::prefix;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

use crate::period::{Period, find_periods};

/// When the facts of a report hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub(super) year: Option<i32>,
    pub(super) period: Option<Period>,
}

/// How much of the text is asked for its year, in bytes.
const SAMPLE: usize = 24_000;

/// Reads the title and, for a year that it does not name, the text; a year given by the caller counts for more.
pub(super) fn of(title: Option<&str>, text: &str, published: Option<NaiveDate>, year: Option<i32>) -> Frame {
    let title = title.unwrap_or_default();
    let year = year
        .or_else(|| years(title).next())
        .or_else(|| year_of_part(title))
        .or_else(|| before_publication(title, published?))
        .or_else(|| most(years(prefix(text, SAMPLE))));
    Frame { year, period: months(title, year) }
}

/// The months that the title names, shorter than a year; else the day as of which it speaks.
fn months(title: &str, year: Option<i32>) -> Option<Period> {
    let year = year?;
    let named = || find_periods(title, year).map(|found| *found.value()).filter(|period| period.start().year() == year);
    let months = named().find(|period| period.month_count().is_some_and(|count| count < 12));
    months.or_else(|| named().find(|period| period.is_state()))
}

/// The year of the first part of a year that the title names together with it: 2024年1-10月, 2024年第三季度.
fn year_of_part(title: &str) -> Option<i32> {
    let mut periods = find_periods(title, None).map(|found| *found.value());
    let part = |period: &Period| period.is_state() || period.month_count().is_some_and(|count| count < 12);
    periods.find(part).map(|period| period.end().year())
}

/// The whole years that a text names, in order.
fn years(text: &str) -> impl Iterator<Item = i32> {
    // A year is written 2021年 or, with its months, 2021.1-2021.12: only sentences with one of the signs are read.
    let named = text.split_inclusive('。').filter(|sentence| sentence.contains(['年', '.', '．']));
    named.flat_map(years_of)
}

fn years_of(text: &str) -> impl Iterator<Item = i32> {
    let periods = find_periods(text, None).map(|found| *found.value());
    periods.filter(|period| period.month_count() == Some(12)).map(|period| period.start().year())
}

/// The year of the last such months that end before the day of publication.
fn before_publication(title: &str, published: NaiveDate) -> Option<i32> {
    [published.year(), published.year().saturating_sub(1)]
        .into_iter()
        .find(|&year| months(title, Some(year)).is_some_and(|period| period.end() <= published))
}

/// The year that is named most, when it is named three times at least.
fn most(years: impl Iterator<Item = i32>) -> Option<i32> {
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    for year in years {
        let vote = votes.entry(year).or_default();
        *vote = vote.saturating_add(1);
    }
    votes.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count >= 3).map(|(year, _)| year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(title: &str, published: &str, expected: (Option<i32>, Option<&str>)) {
        let frame = of(Some(title), "", published.parse().ok(), None);
        assert_eq!((frame.year, frame.period.map(|period| period.to_string()).as_deref()), expected, "{title}");
    }

    #[test]
    fn titles() {
        reads("2023年全市重点工作进展情况表(1-9月)", "", (Some(2023), Some("2023-01/2023-09")));
        reads("2022年度民生实事半年度完成情况", "2023-02-01", (Some(2022), Some("2022-01/2022-06")));
        reads("前三季度重点工作完成情况", "2020-10-20", (Some(2020), Some("2020-01/2020-09")));
        reads("上半年重点工作完成情况", "2020-02-20", (Some(2019), Some("2019-01/2019-06")));
        reads("二〇一九年工作计划", "", (Some(2019), None));
        reads("2023年民生实事推进情况(截至9月底)", "", (Some(2023), Some("@2023-09-30")));
        reads("2023年度重点工作完成情况表(截至2023年10月31日)", "", (Some(2023), Some("@2023-10-31")));
        reads("截至9月底重点工作进展情况", "2023-10-20", (Some(2023), Some("@2023-09-30")));
        reads("我市2023年9月重点工作进展", "", (Some(2023), Some("2023-09/2023-09")));
        reads("2024年第三季度民生实事进展", "", (Some(2024), Some("2024-07/2024-09")));
        reads("关于2022年1-10月重点工作进展的通报", "", (Some(2022), Some("2022-01/2022-10")));
        reads("2022年1-10月重点工作进展", "2023-01-05", (Some(2022), Some("2022-01/2022-10")));
        reads("“十四五”规划重点任务进展", "", (None, None));
        reads("2021-2025年重点任务进展", "", (None, None));
        reads("工作计划", "2020-02-20", (None, None));
    }

    /// To read all of the text is the oracle.
    #[test]
    fn no_year_is_overlooked() {
        let pieces = [
            "2020",
            "年",
            "二〇二〇年",
            "全年",
            "。",
            "。",
            "1-12月",
            "2021.1-2021.12",
            "2021．1－2021．12",
            "“十四五”",
            "-",
            "至",
            "月",
            "底",
            "增长",
            "3",
            "\n",
            " ",
            "2019-2020年",
            "度",
            "2021-01-01",
            "去年",
            "截至",
            "、",
        ];
        let mut next = crate::random::numbers(1);
        let mut found = 0;
        for _ in 0..5_000 {
            let text: String = (0..12).map(|_| pieces[next(pieces.len())]).collect();
            let expected: Vec<i32> = years_of(&text).collect();
            assert!(years(&text).eq(expected.iter().copied()), "{text}");
            found += expected.len();
        }
        assert!(found > 2_000, "{found}");
    }

    #[test]
    fn the_text_says_the_year_that_the_title_does_not() {
        let frame = of(None, "2020年新建。2020年改造。2019年启动。2020年建成。", None, None);
        assert_eq!(frame.year, Some(2020));
    }
}
