//! What a number says, read with the words right before it: the metric as far as it goes, and what only the comparison of
//! targets with results needs to know.

use std::borrow::Cow;

use super::words::{self, Words};
use crate::metric::{Direction, Measure, Metric};

/// What a number says, and of what.
#[derive(Debug)]
pub(super) struct Sense<'a> {
    pub(super) measure: Measure,
    pub(super) direction: Option<Direction>,
    pub(super) subject: Cow<'a, str>,
}

/// The sense of `metric` behind the words `before` its number.
///
/// ```text
/// completion = share named 进度 | 完成率                  5家…进度已达到60%
/// rate       = name of a rate, '低于' | '高于' …, number    败诉率低于8%
/// fall       = '压减' … name, share                       压减审批时限30%
/// part       = subject, '占' whole                        研发费用增长13.6%,占营业收入比重3.12%
/// ```
pub(super) fn sense<'a>(metric: &'a Metric, before: &str) -> Sense<'a> {
    let words = Words::builtin();
    let name = metric.indicator();
    let mut sense = Sense { measure: metric.measure(), direction: metric.direction(), subject: Cow::Borrowed(name) };
    let ends = |set, text: &str| words::ending(set, text).is_some();
    match metric.measure() {
        Measure::Ratio if ends(&words.completion, name) => {
            sense.measure = Measure::Completion;
        }
        Measure::Growth if ends(&words.limit, before) && ends(&words.rate, name) && !ends(&words.pace, name) => {
            sense.measure = Measure::Ratio;
            sense.direction = None;
        }
        Measure::Ratio if words::has(&words.cut, before) && !ends(&words.rate, name) && !ends(&words.rate, before) => {
            sense.measure = Measure::Growth;
            sense.direction = Some(Direction::Down);
        }
        // 新增体育场地8.7万平方米,人均2.83平方米
        Measure::Level if !name.is_empty() => {
            let before = before.trim_end().trim_end_matches(['达', '到', '为', '约', '近', '超']);
            let per = words::ending(&words.per_head, before).and_then(|at| before.get(at..));
            if let Some(per) = per.filter(|per| !name.contains(per)) {
                sense.subject = Cow::Owned([per, name].concat());
            }
        }
        Measure::Ratio if !name.contains('占') => {
            if let Some(whole) = before.find('占').and_then(|at| before.get(at..)) {
                sense.subject = Cow::Owned([name, whole].concat());
            }
        }
        _ => {}
    }
    sense
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::{MetricParser, TextRole};

    #[track_caller]
    fn check(text: &str, measure: Measure, direction: Option<Direction>, subject: &str) {
        let metrics = MetricParser::new().with_role(TextRole::Requirement).parse(text);
        let metric = metrics.last().unwrap();
        let head = text.get(..metric.span().start()).unwrap();
        let sense = sense(metric, head.rsplit(',').next().unwrap());
        assert_eq!((sense.measure, sense.direction, &*sense.subject), (measure, direction, subject), "{text}");
    }

    #[test]
    fn words_before_the_number_decide() {
        check("一审行政诉讼败诉率低于8%", Measure::Ratio, None, "一审行政诉讼败诉率");
        check("压减审批时限30%", Measure::Growth, Some(Direction::Down), "审批时限");
        check("研发费用增长13%,占营业收入比重3.1%", Measure::Ratio, None, "研发费用占营业收入比重");
        check("工业投资增长8%", Measure::Growth, Some(Direction::Up), "工业投资");
    }
}
