//! Whether a paragraph can state any quantity: most of a report is words, and words alone need not be read.

use super::lex::{Kind, Numeral, marker, numeral_at};
use super::name::counts_in_chinese;
use crate::number::numeral_starts;
use crate::quantity::{QuantityScan, Units, quantity_at};
use crate::text::{char_before, digit, fold, is_blank, skip_blanks_back};

/// Whether reading `text` may give a metric or a diagnostic; never `false` where it does.
///
/// Every numeral is looked at as the lexer looks at those that stand between tokens. A list marker that opens the text is
/// the lexer's first token, so the number in it is none.
pub(super) fn may_measure(text: &str, units: &Units) -> bool {
    // Most paragraphs that measure anything count something in digits.
    if counts_in_digits(text) {
        return true;
    }
    let blanks =
        text.len().saturating_sub(text.trim_start_matches(|c| is_blank(c) && !matches!(c, '\t' | '\n' | '\r')).len());
    let mut at = marker(text, blanks).unwrap_or(blanks);
    while let Some((start, c)) = next_numeral(text, at) {
        let ordinal = char_before(text, skip_blanks_back(text, start)).is_some_and(|c| fold(c) == '第');
        if digit(c).is_none() && !ordinal {
            match counts(text, start, units) {
                Chinese::Steps => return true,
                Chinese::Counts => {}
                Chinese::Determines => {
                    at = start.saturating_add(c.len_utf8());
                    continue;
                }
            }
        }
        at = match numeral_at(text, start, ordinal, units) {
            Some(Numeral::Quantity(_) | Numeral::Other(Kind::Broken(_), _)) => return true,
            // No token ends inside digits.
            Some(Numeral::Other(Kind::Name, end)) if digit(c).is_some() => end,
            _ => start.saturating_add(c.len_utf8()),
        };
    }
    false
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
    while let Some(start) = rest.bytes().position(|byte| byte.is_ascii_digit()) {
        rest = rest.get(start..).unwrap_or_default();
        let digits = rest.bytes().take_while(|&byte| byte.is_ascii_digit() || byte == b'.').count();
        rest = rest.get(digits..).unwrap_or_default();
        if rest.starts_with(['%', '亿', '万', '个', '家', '项', '元', '人', '公']) {
            return true;
        }
    }
    false
}

/// The first numeral at or after byte `at`.
fn next_numeral(text: &str, at: usize) -> Option<(usize, char)> {
    let starts = numeral_starts();
    let (offset, c) = text.get(at..)?.char_indices().find(|&(_, c)| starts.has(c))?;
    Some((at.saturating_add(offset), c))
}

#[cfg(test)]
mod tests {
    use crate::metric::MetricParser;

    /// Reading the whole paragraph is the oracle.
    #[test]
    fn a_paragraph_that_is_passed_over_holds_nothing() {
        let pieces = "1 2. (一) 3、 2021年 1-6月 5G 104国道 ①  - 第 前 一 二 三 十 百 千 万 亿 余 多 半 数 上 成 几 进一步 统一 三方 两年 \
            三分之一 百分之五 倍 % × ? . , 、 。 ; : 《 》 “ ” ( ) 个 家 项 亿元 公里 位 名 全省 居 企业 项目 投资 增长 提升 下降 完成 同比 绍兴市 的 \
            已 在 为 达 近 超";
        let pieces: Vec<&str> = pieces.split_whitespace().chain([" ", "\n", "\t", "\u{3000}"]).collect();
        let mut state = 3u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let parser = MetricParser::new().with_year(2021);
        let mut passed = 0;
        for _ in 0..20_000 {
            let text: String = (0..=next(9)).map(|_| pieces[next(pieces.len())]).collect();
            passed += usize::from(!super::may_measure(&text, crate::quantity::Units::builtin()));
            assert_eq!(parser.read(&text), parser.read_whole(&text), "{text:?}");
        }
        assert!(passed > 2_000, "{passed}");
    }
}
