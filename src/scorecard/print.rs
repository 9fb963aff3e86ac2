//! The sentence that states a case.
//!
//! ```text
//! sentence = target ',' ( '没有对应的数字' | actual [ ',完成' percent ] ',' outcome )
//! target   = ( '年度目标' | '目标' ) number [ bound ]
//! actual   = time ( number | '完成' percent )
//! outcome  = '已达标' | ( '快于' | '慢于' ) '序时进度' ( points | '不足0.1个百分点' ) | '与序时进度持平' | '未达到目标' [ ',相差' difference ]
//! ```

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::fmt;

use super::{Assessment, MatchedBy, Verdict};
use crate::metric::{Bound, Direction, Measure, Metric};
use crate::period::Period;
use crate::text::squash;

impl fmt::Display for Assessment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own_time = self.target.period().filter(|period| period.month_count() != Some(12));
        match own_time {
            Some(period) => write!(f, "{}目标", time(Some(period), self.as_of))?,
            None => f.write_str(if self.accumulates { "年度目标" } else { "目标" })?,
        }
        number(f, &self.target)?;
        let Some(answer) = &self.answer else { return f.write_str(",进展中没有对应的数字") };
        let actual = answer.metric();
        write!(f, ",{}", time(actual.period(), self.as_of))?;
        let completion = answer.matched_by() == MatchedBy::Completion;
        if completion {
            f.write_str("完成")?;
        }
        number(f, actual)?;
        if let Some(ratio) = self.ratio.filter(|_| self.accumulates && !completion) {
            write!(f, ",完成{:.1}%", percent(ratio))?;
        }
        match (self.verdict, self.lead()) {
            (Verdict::Met, _) => f.write_str(",已达标"),
            (Verdict::Unknown, _) => f.write_str(",无法比较"),
            (Verdict::OnSchedule, Some(lead)) if lead.is_zero() => f.write_str(",与序时进度持平"),
            (_, Some(lead)) => {
                // What is behind by less than the four decimals of a ratio is behind all the same.
                let word = if lead.is_sign_negative() || lead.is_zero() { "慢于" } else { "快于" };
                write!(f, ",{word}序时进度")?;
                match self.shown_lead().filter(|shown| !shown.is_zero()) {
                    Some(shown) => write!(f, "{shown:.1}个百分点"),
                    None => f.write_str("不足0.1个百分点"),
                }
            }
            (_, None) => {
                f.write_str(",未达到目标")?;
                self.difference(f)
            }
        }
    }
}

impl Assessment {
    /// The points between the percentages as they are shown, so that the sentence adds up: 26.3% is 23.7 behind 50.0%.
    fn shown_lead(&self) -> Option<Decimal> {
        percent(self.ratio?).checked_sub(percent(self.elapsed?)).map(|lead| lead.abs())
    }

    /// `,相差` the difference, where both are in the same unit.
    fn difference(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(actual) = self.answer.as_ref().map(|answer| answer.metric()) else { return Ok(()) };
        let same = self.target.measure() == actual.measure()
            && self.target.unit().canonical() == actual.unit().canonical()
            && self.target.direction() == actual.direction()
            && self.target.measure() != Measure::Rank;
        let Some(difference) = self.target.value().checked_sub(actual.value()).filter(|_| same) else { return Ok(()) };
        let unit = if self.target.unit().canonical() == "%" { "个百分点" } else { self.target.unit().as_str() };
        let (value, scale) = scaled(difference.abs(), self.target.text());
        write!(f, ",相差{value}{scale}{unit}")
    }
}

/// The number as written, with its bound and the way it goes.
fn number(f: &mut fmt::Formatter<'_>, metric: &Metric) -> fmt::Result {
    let (before, after) = match metric.bound() {
        Bound::Exactly => ("", ""),
        Bound::AtLeast => ("", "以上"),
        Bound::AtMost => ("", "以内"),
        Bound::Over => ("超", ""),
        Bound::Under => ("不足", ""),
        Bound::About => ("", "左右"),
        Bound::Nearly => ("近", ""),
    };
    let way = match (metric.measure(), metric.direction()) {
        (Measure::Growth, Some(Direction::Down)) => "下降",
        (Measure::Growth, _) => "增长",
        (Measure::Change, Some(Direction::Down)) => "减少",
        (Measure::Change, _) => "增加",
        _ => "",
    };
    if metric.measure() == Measure::Rank {
        let order = if metric.bound() == Bound::AtMost { "前" } else { "第" };
        return write!(f, "{}{order}{}位", metric.scope().unwrap_or_default(), metric.value().normalize());
    }
    // 余 stands inside the number as written.
    let before = if metric.text().contains(['余', '多', '几']) { "" } else { before };
    write!(f, "{way}{before}{}{after}", squash(metric.text()))
}

/// The time of an actual as a reader says it, else that of the assessment.
fn time(period: Option<Period>, as_of: NaiveDate) -> String {
    let (start, end) = period.map_or((as_of, as_of), |period| (period.start(), period.end()));
    let year = if end.year() == as_of.year() { String::new() } else { format!("{}年", end.year()) };
    let is_month_end = end.succ_opt().is_none_or(|next| next.day() == 1);
    match period.and_then(Period::month_count) {
        Some(12) if start.month() == 1 => format!("{year}全年"),
        Some(1) if start.month() != 1 => format!("{year}{}月", end.month()),
        Some(_) if start.month() != 1 => format!("{year}{}-{}月", start.month(), end.month()),
        _ if is_month_end => format!("截至{year}{}月底", end.month()),
        _ => format!("截至{year}{}月{}日", end.month(), end.day()),
    }
}

/// The scales that numbers are written in, the largest first.
const SCALES: [(&str, u32); 3] = [("万亿", 12), ("亿", 8), ("万", 4)];

/// `value` in the scale that `text` is written in, or in a smaller one where it is a small part of that: 1000亿 beside 1.2万亿.
fn scaled(value: Decimal, text: &str) -> (Decimal, &'static str) {
    let text = squash(text);
    let written = SCALES.iter().position(|(scale, _)| text.contains(scale)).unwrap_or(SCALES.len());
    let fits = SCALES.iter().skip(written).find_map(|&(scale, zeros)| {
        let unit = Decimal::from(10u64.checked_pow(zeros)?);
        (value >= unit).then(|| Some((value.checked_div(unit)?.normalize(), scale)))?
    });
    fits.unwrap_or((value.normalize(), ""))
}

/// A share as a percentage with one decimal, as such tables print it.
fn percent(share: Decimal) -> Decimal {
    let percent = share.saturating_mul(Decimal::ONE_HUNDRED);
    percent.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn prints(value: i64, text: &str, expected: &str) {
        let (value, scale) = scaled(value.into(), text);
        assert_eq!(format!("{value}{scale}"), expected);
    }

    #[test]
    fn amounts_are_printed_in_the_scale_of_the_text() {
        prints(100_000_000_000, "1.2万亿元", "1000亿");
        prints(2_500_000_000_000, "5万亿元", "2.5万亿");
        prints(40_000, "10万平方米", "4万");
        prints(500, "10万平方米", "500");
        prints(2_000_000, "5000000元", "2000000");
    }
}
