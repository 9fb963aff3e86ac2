//! Names compared: how much of one is said by another.

use std::collections::HashSet;

use super::words::{self, Level, Words};
use crate::text::{char_at, digit, fold, is_blank};

/// More characters than this of a name or of the text around a number are not looked at.
const LONGEST: usize = 240;
/// What a character counts that says something, and one of a light word (企业, 建设).
const HEAVY: u32 = 10;
const LIGHT: u32 = 3;

/// A share in thousandths.
pub(super) type Permille = u32;
pub(super) const WHOLE: Permille = 1000;

/// A text as characters that can be compared: variants folded, synonyms replaced, blanks and punctuation dropped, each
/// figure one character.
#[derive(Debug, Default)]
pub(super) struct Name {
    chars: Vec<char>,
    weights: Vec<u32>,
    bag: Bag,
}

/// The characters and pairs of neighbours of a text.
#[derive(Debug, Default)]
pub(super) struct Bag {
    single: HashSet<char>,
    pairs: HashSet<(char, char)>,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        let chars = spell(text);
        let weights = weigh(&chars);
        let bag = Bag::of(&chars);
        Self { chars, weights, bag }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Whether it has more than light words: 绿道 does, 项目 does not.
    pub(super) fn says_anything(&self) -> bool {
        self.weights.contains(&HEAVY)
    }

    pub(super) const fn bag(&self) -> &Bag {
        &self.bag
    }

    /// Whether both are the same word for word once synonyms are replaced.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.chars == other.chars
    }

    /// How much the name says at all: one of light words alone says little.
    pub(super) fn weight(&self) -> u32 {
        self.weights.iter().sum()
    }

    /// The share of this name that stands in `places`, each with what a find there is worth.
    ///
    /// A character counts in full where it stands beside the same neighbour, else two fifths.
    pub(super) fn covered(&self, places: &[(&Bag, Permille)]) -> Permille {
        let (mut found, mut whole) = (0u32, 0u32);
        for (index, (&c, &weight)) in self.chars.iter().zip(&self.weights).enumerate() {
            let before = index.checked_sub(1).and_then(|index| self.chars.get(index)).map(|&other| (other, c));
            let after = self.chars.get(index.saturating_add(1)).map(|&other| (c, other));
            let share = |bag: &Bag| {
                let beside = [before, after].into_iter().flatten().any(|pair| bag.pairs.contains(&pair));
                if beside || (self.chars.len() == 1 && bag.single.contains(&c)) {
                    WHOLE
                } else if bag.single.contains(&c) {
                    WHOLE / 5 * 2
                } else {
                    0
                }
            };
            let best = places.iter().map(|&(bag, worth)| share(bag).saturating_mul(worth) / WHOLE).max().unwrap_or(0);
            found = found.saturating_add(weight.saturating_mul(best));
            whole = whole.saturating_add(weight);
        }
        found.checked_div(whole).unwrap_or(0)
    }

    /// How far the heads agree: a Chinese noun phrase ends with what it is.
    pub(super) fn same_head(&self, other: &Self, around: &Bag) -> Permille {
        let head = |name: &Self| {
            let last = name.chars.last().copied()?;
            let before = name.chars.len().checked_sub(2).and_then(|index| name.chars.get(index)).copied();
            Some((before, last))
        };
        let (Some(own), Some(their)) = (head(self), head(other)) else { return 0 };
        match own {
            _ if own == their => WHOLE,
            (Some(before), last) if other.bag.pairs.contains(&(before, last)) => WHOLE * 3 / 5,
            (Some(before), last) if around.pairs.contains(&(before, last)) => WHOLE / 2,
            (_, last) if last == their.1 => WHOLE / 2,
            _ => 0,
        }
    }

    /// Whether both end alike, and the words before that are two things which neither text has: 早稻|播种 and 粮食|播种.
    pub(super) fn is_another_kind(&self, other: &Self, around: &[&Bag]) -> bool {
        let alike = self.chars.iter().rev().zip(other.chars.iter().rev()).take_while(|(own, their)| own == their);
        let tail = alike.count();
        let head = |name: &Self| -> Vec<char> {
            let length = name.chars.len().saturating_sub(tail);
            let weighed = name.chars.iter().zip(&name.weights).take(length);
            weighed.filter(|(_, weight)| **weight == HEAVY).map(|(&c, _)| c).collect()
        };
        let (own, their) = (head(self), head(other));
        tail >= 2
            && own.len() >= 2
            && their.len() >= 2
            && !own.iter().any(|c| other.bag.single.contains(c) || around.iter().any(|bag| bag.single.contains(c)))
            && !their.iter().any(|c| self.bag.single.contains(c))
    }

    /// The figures in the name: the 5 of 5亿元以上项目.
    fn figures(&self) -> impl Iterator<Item = char> + '_ {
        self.chars.iter().copied().filter(|&c| is_figure(c))
    }

    /// Whether both names have figures and none in common: they are two classes of a thing.
    pub(super) fn differs_in_figures(&self, other: &Self) -> bool {
        self.figures().next().is_some()
            && other.figures().next().is_some()
            && !self.figures().any(|figure| other.bag.single.contains(&figure))
    }
}

impl Bag {
    pub(super) fn new(text: &str) -> Self {
        Self::of(&spell(text))
    }

    fn of(chars: &[char]) -> Self {
        let pairs = chars.iter().copied().zip(chars.iter().copied().skip(1)).collect();
        Self { single: chars.iter().copied().collect(), pairs }
    }
}

/// The level of government that a name names, if it is one.
pub(super) fn level(text: &str) -> Option<Level> {
    let mut found = words::hits(&Words::builtin().levels, text);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// `text` without the words at its end that leave its meaning: 存栏数 → 存栏.
pub(super) fn without_tail(text: &str) -> &str {
    let mut rest = text;
    while let Some(start) = words::ending(&Words::builtin().tail, rest).filter(|&start| start > 0) {
        rest = rest.get(..start).unwrap_or_default();
    }
    // A name of such words alone is itself.
    if rest.chars().nth(1).is_some() { rest } else { text }
}

/// The characters that are compared.
fn spell(text: &str) -> Vec<char> {
    let bare: String = text.chars().filter(|&c| !is_blank(c)).map(fold).filter(|&c| is_letter(c)).collect();
    let synonyms = &Words::builtin().synonyms;
    let mut chars = Vec::new();
    let mut at = 0usize;
    while let Some(c) = char_at(&bare, at).filter(|_| chars.len() < LONGEST) {
        if let Some(hit) = synonyms.longest(&bare, at) {
            chars.extend(hit.value.chars().flat_map(char::to_lowercase));
            at = hit.end;
        } else if digit(c).is_some() {
            let rest = bare.get(at..).unwrap_or_default();
            let end = rest.find(|c: char| digit(c).is_none() && c != '.').unwrap_or(rest.len());
            chars.push(figure(rest.get(..end).unwrap_or_default()));
            at = at.saturating_add(end.max(1));
        } else {
            // 亿元以上 is as much as 1亿元以上, 百亿元 as 100亿元.
            let rest = bare.get(at..).unwrap_or_default();
            let bare_scale = BARE_SCALES.iter().find(|(scale, _)| rest.starts_with(scale));
            if let Some((_, digits)) = bare_scale.filter(|_| !chars.last().is_some_and(|&last| is_figure(last))) {
                chars.push(figure(digits));
                if c != '亿' {
                    at = at.saturating_add(c.len_utf8());
                    continue;
                }
            }
            chars.extend(c.to_lowercase().filter(|&c| c != '.'));
            at = at.saturating_add(c.len_utf8());
        }
    }
    chars
}

/// Classes of size that are written without a figure, and the figure.
const BARE_SCALES: [(&str, &str); 5] =
    [("亿元以上", "1"), ("百亿", "100"), ("千亿", "1000"), ("百万元", "100"), ("千万元", "1000")];

/// What a name is made of; quotes, brackets and the like are not.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '&' | '%')
}

const FIGURES: u32 = 0xf_0000;

/// One character of the private plane for a figure, so that 5 and 50 have nothing in common.
fn figure(digits: &str) -> char {
    let digits = digits.trim_end_matches('.');
    let hash = digits.chars().fold(7u32, |hash, c| hash.wrapping_mul(31).wrapping_add(c as u32));
    char::from_u32(FIGURES.saturating_add(hash % 0xfff0)).unwrap_or('\u{f0000}')
}

fn is_figure(c: char) -> bool {
    (FIGURES..FIGURES + 0xfff0).contains(&(c as u32))
}

fn weigh(chars: &[char]) -> Vec<u32> {
    let text: String = chars.iter().collect();
    let light = &Words::builtin().light;
    let mut weights = Vec::with_capacity(chars.len());
    let mut light_until = 0;
    for (at, _) in text.char_indices() {
        if at >= light_until
            && let Some(hit) = light.longest(&text, at)
        {
            light_until = hit.end;
        }
        weights.push(if at < light_until { LIGHT } else { HEAVY });
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(name: &str, text: &str) -> Permille {
        Name::new(name).covered(&[(&Bag::new(text), WHOLE)])
    }

    #[test]
    fn synonyms_and_variants_are_one_name() {
        for (left, right) in [
            ("高校毕业生", "大学生"),
            ("“专精特新”小巨人", "专精特新“小巨人”企业"),
            ("規上工業增加值", "规模以上工业增加值"),
            ("社 零", "社会消费品零售总额"),
        ] {
            assert!(Name::new(left).is(&Name::new(right)), "{left} {right}");
        }
        assert!(!Name::new("上市公司").is(&Name::new("过会公司")));
    }

    #[test]
    fn light_words_do_not_make_a_name() {
        assert!(covered("上市企业", "过会企业") < 300);
        assert!(covered("放心消费单位", "放心消费示范单位") > 900);
        assert_eq!(covered("绿道", "绿道"), WHOLE);
        assert_eq!(covered("", "绿道"), 0);
    }

    #[test]
    fn kinds_of_one_sort_are_told_apart() {
        let another = |left, right| Name::new(left).is_another_kind(&Name::new(right), &[]);
        assert!(another("粮食播种", "早稻播种"));
        assert!(another("民间投资", "制造业投资"));
        assert!(!another("农村公路", "公路"));
        assert!(!another("省级示范村", "示范村"));
    }

    #[test]
    fn figures_are_taken_whole() {
        let name = Name::new("50亿元以上项目");
        assert!(name.differs_in_figures(&Name::new("5亿元以上项目")));
        assert!(!name.differs_in_figures(&Name::new("50亿元以上产业项目")));
        assert!(!name.differs_in_figures(&Name::new("产业项目")));
        assert!(Name::new("百亿元以上项目").is(&Name::new("100亿元以上项目")));
        assert!(Name::new("千万元以上项目").is(&Name::new("1000万元以上项目")));
    }

    #[test]
    fn tails_fall_off() {
        assert_eq!(without_tail("生猪存栏数"), "生猪存栏");
        assert_eq!(without_tail("数量"), "数量");
    }
}
