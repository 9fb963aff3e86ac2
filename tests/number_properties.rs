//! What holds for every text: spans, disjointness, agreement with a slow reader, linear time.

use rust_decimal::Decimal;
use std::collections::HashMap;
use std::time::{Duration, Instant};
use zj_gov_report::number::find_numbers;
use zj_gov_report::quantity::find_quantities;
use zj_gov_report::{Number, Quantity};

/// A generator without a seed of its own, so that a failure repeats.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const PIECES: &[&str] = &[
    "1",
    "2",
    "0",
    "50",
    "１",
    "1,234",
    "，",
    ".",
    "．",
    "3.5",
    "-",
    "—",
    "至",
    "到",
    "~",
    "%",
    "％",
    "‰",
    "/",
    " ",
    "\u{3000}",
    "\n",
    "\t",
    "一",
    "二",
    "两",
    "三",
    "五",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "兆",
    "零",
    "〇",
    "点",
    "半",
    "余",
    "多",
    "几",
    "来",
    "数",
    "上",
    "成",
    "折",
    "打",
    "又",
    "分之",
    "负",
    "廿",
    "伍",
    "萬",
    "億",
    "個",
    "个",
    "家",
    "元",
    "亩",
    "平方米",
    "人次",
    "个百分点",
    "×",
    "?",
    "^",
    "e",
    "k",
    "G",
    "(",
    ")",
    "《",
    "年",
    "月",
    "。",
    ",",
    "、",
    "企业",
    "增长",
    "统一",
    "http://",
    "e",
    "(间)",
    "套",
    "每",
    "对",
    "第",
];

fn text(random: &mut Random) -> String {
    let length = random.below(24);
    (0..length).map(|_| PIECES[random.below(PIECES.len())]).collect()
}

#[test]
fn spans_are_in_order_disjoint_and_exact() {
    let mut random = Random(0x5eed_0fa1_1c0d_e001);
    let (mut numbers, mut quantities) = (0, 0);
    for _ in 0..60_000 {
        let text = text(&mut random);
        let mut end = 0;
        for found in find_numbers(&text) {
            assert!(found.span().start() >= end && !found.span().is_empty(), "{text:?}: {found:?}");
            end = found.span().end();
            assert_eq!(found.span().slice(&text), Some(found.text()), "{text:?}");
            let number = *found.value();
            assert_eq!(number.to_string().parse(), Ok(number), "{text:?}: {:?} printed as {number}", found.text());
            assert!(number.max().is_none_or(|max| max > number.value()), "{text:?}: {number}");
            numbers += 1;
        }
        let mut end = 0;
        for found in find_quantities(&text) {
            assert!(found.span().start() >= end && !found.span().is_empty(), "{text:?}: {found:?}");
            end = found.span().end();
            assert_eq!(found.span().slice(&text), Some(found.text()), "{text:?}");
            let quantity = found.value();
            assert_eq!(
                quantity.to_string().parse().as_ref(),
                Ok(quantity),
                "{text:?}: {:?} as {quantity}",
                found.text()
            );
            quantities += 1;
        }
        let _ = (text.parse::<Number>(), text.parse::<Quantity>());
    }
    assert!(numbers > 50_000 && quantities > 5_000, "{numbers} numbers, {quantities} quantities");
}

/// How a Chinese number is written, from its value: an oracle apart from the reader.
fn written(mut value: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if value == 0 {
        return DIGITS[0].to_owned();
    }
    let section = |part: u64| {
        let (mut out, mut zero) = (String::new(), false);
        for (scale, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = part / scale % 10;
            if digit == 0 {
                zero = !out.is_empty();
            } else {
                out += if zero { "零" } else { "" };
                out += DIGITS[digit as usize];
                out += name;
                zero = false;
            }
        }
        out
    };
    let mut parts = Vec::new();
    while value > 0 {
        parts.push(value % 10_000);
        value /= 10_000;
    }
    let names = ["", "万", "亿", "兆"];
    let mut out = String::new();
    let mut gap = false;
    for (index, &part) in parts.iter().enumerate().rev() {
        if part == 0 {
            gap = !out.is_empty();
            continue;
        }
        if !out.is_empty() && (gap || part < 1000) {
            out += "零";
        }
        out += &section(part);
        out += names[index];
        gap = false;
    }
    out
}

#[test]
fn chinese_numbers_agree_with_how_they_are_written() {
    assert_eq!(written(1_020_034), "一百零二万零三十四");
    let mut random = Random(0x0ddb_a115);
    for round in 0..20_000u64 {
        let digits = 1 + random.below(15) as u32;
        let value = random.below(10usize.pow(digits)) as u64 + round % 3;
        let text = written(value);
        assert_eq!(text.parse(), Ok(Number::from(value)), "{text}");
        let shorter = text.strip_prefix("一十").map(|rest| format!("十{rest}")).unwrap_or(text);
        assert_eq!(shorter.parse(), Ok(Number::from(value)), "{shorter}");
    }
}

#[test]
fn arabic_numbers_agree_with_the_decimal_type() {
    let mut random = Random(0x0dec_13a1);
    for _ in 0..20_000 {
        let (whole, fraction) = (random.below(1_000_000_000), random.below(10_000));
        let plain = format!("{whole}.{fraction:04}");
        let value = Decimal::from_str_exact(&plain).unwrap();
        assert_eq!(plain.parse(), Ok(Number::from(value)), "{plain}");
        let mut grouped = whole.to_string();
        let mut at = grouped.len();
        while at > 3 {
            at -= 3;
            grouped.insert(at, ',');
        }
        assert_eq!(grouped.parse(), Ok(Number::from(whole as u64)), "{grouped}");
        let scaled = format!("{plain}万").parse::<Number>().unwrap();
        assert_eq!(scaled.value(), value * Decimal::from(10_000), "{plain}万");
    }
}

/// Seconds for each text, at a length and at eight times the length: time must grow with the length, not with its square.
#[test]
fn scanning_is_linear() {
    let units: HashMap<&str, &str> = [
        ("digits", "1"),
        ("points", "1."),
        ("zeros", "零"),
        ("scales", "万"),
        ("ones", "一"),
        ("blanks", "1 "),
        ("wide blanks", "　"),
        ("groups", "1,111"),
        ("dashes", "1-"),
        ("fractions", "1/"),
        ("parts", "一分之"),
        ("mixed", "一又"),
        ("brackets", "1个("),
        ("per", "1元/"),
        ("marks", "?"),
        ("crosses", "×"),
        ("addresses", "https://"),
        ("signs", "-"),
        ("full stops", "1。"),
    ]
    .into();
    for (name, unit) in units {
        let time = |length: usize| {
            let text = unit.repeat(length / unit.len());
            let start = Instant::now();
            let count = find_numbers(&text).count() + find_quantities(&text).count();
            (start.elapsed(), count)
        };
        time(1_000);
        // Eight times the text takes eight times the time; a square would take sixty-four. A machine that is busy with
        // other things gets more than one try.
        let linear = (0..8).any(|_| {
            let (short, long) = (time(5_000).0, time(40_000).0);
            long < short * 24 + Duration::from_millis(60)
        });
        assert!(linear, "{name}: 40 kB take more than 24 times as long as 5 kB");
    }
}
