//! How much of a paragraph can state any quantity: most of a report is words, and words alone need not be read.

use super::name::counts_in_chinese;
use super::numeral::{Numeral, numeral_at};
use super::paragraph::marker;
use super::token::Kind;
use crate::number::{Glance, glance, numeral_starts};
use crate::period::{PeriodContext, period_at};
use crate::quantity::{QuantityScan, Units, quantity_at};
use crate::text::{
    char_at, char_before, digit, first_byte, fold, is_blank, last_stop, skip_blanks_back, trim_end, trim_start,
};

/// The byte behind the last sentence of a paragraph that may state a quantity, 0 where none does: what stands behind it gives
/// no metric and no diagnostic, and says nothing of what stands before it.
pub(super) fn measured_part(text: &str, units: &Units, period: PeriodContext) -> usize {
    if is_serial(text) || !may_measure(text, 0, text.len(), units, period) {
        return 0;
    }
    let mut end = text.len();
    while let Some(start) = last_sentence(text, end)
        && !may_measure(text, start, end, units, period)
    {
        end = start;
    }
    end
}

/// Whether a paragraph is a few digits and no more, as the cells of a table are that number its rows.
fn is_serial(text: &str) -> bool {
    let text = trim_start(text);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let text = trim_end(text);
    (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where the last sentence before byte `end` starts, if one stands before it. No token reaches over a full stop, but for a
/// number whose point has become one: `279。3亿元`.
fn last_sentence(text: &str, end: usize) -> Option<usize> {
    let head = text.get(..end)?;
    let start = last_stop(head.strip_suffix(STOP).unwrap_or(head))?;
    char_at(text, start).is_none_or(|c| digit(c).is_none()).then_some(start)
}

const STOP: char = '。';

/// Whether reading the sentences `from..to` of a paragraph may give a metric or a diagnostic; never `false` where it does.
///
/// Every numeral is looked at as the lexer looks at those that stand between tokens. A list marker that opens the paragraph
/// is the lexer's first token, so the number in it is none.
fn may_measure(text: &str, from: usize, to: usize, units: &Units, period: PeriodContext) -> bool {
    let sentences = text.get(from..to).unwrap_or_default();
    // Most paragraphs that measure anything count something in digits.
    if counts_in_digits(sentences) {
        return true;
    }
    let mut at = from;
    if from == 0 {
        let words = text.trim_start_matches(|c| is_blank(c) && !matches!(c, '\t' | '\n' | '\r'));
        let blanks = text.len().saturating_sub(words.len());
        at = marker(text, blanks).unwrap_or(blanks);
    }
    while let Some((start, c)) = numeral_starts().first(text, at, to) {
        let after = start.saturating_add(c.len_utf8());
        // The digits of a date are the lexer's period.
        if digit(c).is_some()
            && let Some(scan) = period_at(text, start, period)
        {
            at = scan.end;
            continue;
        }
        at = after;
        let rest = text.get(after..).unwrap_or_default();
        let glance = glance(c, rest);
        if matches!(glance, Glance::Nothing) {
            continue;
        }
        // 前三 may be a place among the first.
        if is_wrapped_ordinal(text, start) || char_before(text, start) == Some('前') {
            return true;
        }
        let ordinal = is_ordinal(text, start);
        if matches!(glance, Glance::Digit) && !ordinal && !units.may_tell(rest) {
            continue;
        }
        if digit(c).is_none() && !ordinal {
            match counts(text, start, units) {
                Chinese::Steps => return true,
                Chinese::Counts => {}
                Chinese::Determines => continue,
            }
        }
        match numeral_at(text, start, ordinal, units) {
            Some(Numeral::Quantity(_) | Numeral::Other(Kind::Broken(_), _)) => return true,
            // No token ends inside digits.
            Some(Numeral::Other(Kind::Name, end)) if digit(c).is_some() => at = end,
            _ => {}
        }
    }
    false
}

/// Whether 第 stands before the numeral at byte `start`; a tab between them is the lexer's separator.
fn is_ordinal(text: &str, start: usize) -> bool {
    let before = skip_blanks_back(text, start);
    let gap = text.get(before..start).unwrap_or_default();
    char_before(text, before).is_some_and(|c| fold(c) == '第') && !gap.contains('\t')
}

/// Whether a line ends between 第 and the numeral at byte `start`: what the two say together takes the lexer.
fn is_wrapped_ordinal(text: &str, start: usize) -> bool {
    let gap = text.get(skip_blanks_back(text, start)..start).unwrap_or_default();
    gap.contains(['\n', '\r']) && char_before(text, start.saturating_sub(gap.len())).is_some_and(|c| fold(c) == '第')
}

/// What Chinese numerals may say.
enum Chinese {
    /// No count, a name or not: most of them need no closer look.
    Determines,
    Counts,
    /// 两位, which a direction before it makes a change (提升两位).
    Steps,
}

/// What the Chinese numerals at byte `at` may say.
fn counts(text: &str, at: usize, units: &Units) -> Chinese {
    match quantity_at(text, at, units) {
        None => Chinese::Determines,
        Some(QuantityScan::Broken { .. }) => Chinese::Counts,
        Some(QuantityScan::Quantity(scan)) => match scan.quantity.unit() {
            unit if unit.ranks() || unit.is_points() => Chinese::Steps,
            _ if counts_in_chinese(text, &scan) => Chinese::Counts,
            _ => Chinese::Determines,
        },
    }
}

/// Whether digits stand right before a common unit: nearly always a quantity, and not worth a closer look.
fn counts_in_digits(text: &str) -> bool {
    let mut rest = text;
    while let Some(start) = first_byte(rest, 0, |byte| byte.is_ascii_digit()) {
        rest = rest.get(start..).unwrap_or_default();
        let digits = rest.bytes().take_while(|&byte| byte.is_ascii_digit() || byte == b'.').count();
        rest = rest.get(digits..).unwrap_or_default();
        if rest.starts_with(['%', '亿', '万', '个', '家', '项', '元', '人', '公']) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::metric::MetricParser;
    use crate::period::PeriodContext;
    use crate::quantity::Units;

    /// Reading the whole paragraph is the oracle.
    #[test]
    fn what_is_passed_over_holds_nothing() {
        let pieces = "1 2. (一) 3、 2021年 1-6月 5G 104国道 ①  - 第 前 一 二 三 十 百 千 万 亿 余 多 半 数 上 成 几 进一步 统一 三方 两年 \
            三分之一 百分之五 倍 % × ? . , 、 。 ; : 《 》 “ ” ( ) 个 家 项 亿元 公里 位 名 全省 居 企业 项目 投资 增长 提升 下降 完成 同比 绍兴市 的 \
            已 在 为 达 近 超 已第";
        let pieces: Vec<&str> = pieces.split_whitespace().chain([" ", "\n", "\t", "\u{3000}"]).collect();
        let mut next = crate::random::numbers(3);
        let parser = MetricParser::new().with_year(2021);
        let sentences = "新建公园3个 推进绿化 《规划 》印发 “一个 ”行动 越城区、柯桥区 越城区2家、柯桥区 其中嵊州市 上半年, 计划 (一期 二期) 1.绿化 279 3亿元 \
            增长5% 3、 超 高于 第 三 开发区 分别 6月30日 2021年 至6月底 截至 12月 2 021年 2022.5-2022.7 3-5";
        let sentences: Vec<String> =
            sentences.split_whitespace().flat_map(|words| [format!("{words}。"), words.to_owned()]).collect();
        let (mut passed, mut shortened) = (0, 0);
        let odd = [")1-6月同比完成(已第\t百分之五为", "增长第\n三", "增长第\n\n三成", "第\r\n二"];
        odd.iter().for_each(|text| assert_eq!(parser.read(text), parser.read_whole(text), "{text:?}"));
        for round in 0..30_000 {
            let mut piece = || match round % 3 {
                0 => sentences[next(sentences.len())].as_str(),
                _ => pieces[next(pieces.len())],
            };
            let count = 1 + round % 10;
            let text: String = (0..count).map(|_| piece()).collect();
            let part =
                super::measured_part(&text, Units::builtin(), PeriodContext { year: Some(2021), published: None });
            passed += usize::from(part == 0);
            shortened += usize::from(0 < part && part < text.len());
            assert_eq!(parser.read(&text), parser.read_whole(&text), "{text:?}");
        }
        assert!(passed > 2_000 && shortened > 500, "{passed} {shortened}");
    }

    #[test]
    fn only_the_last_sentences_without_a_quantity_are_passed_over() {
        let part = |text: &'static str| {
            let end = super::measured_part(text, Units::builtin(), PeriodContext::default());
            text.get(..end).unwrap()
        };
        assert_eq!(
            part("上半年推进顺利。新建公园3个。绿化有序推进。下一步加快建设。"),
            "上半年推进顺利。新建公园3个。"
        );
        assert_eq!(part("新建公园3个"), "新建公园3个");
        assert_eq!(part("完成投资279。3亿元。"), "完成投资279。3亿元。");
        assert_eq!(part("1.统筹推进绿化。"), "");
    }
}
