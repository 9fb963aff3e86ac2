//! A metric in its place: what the sentence around a number says about it.
//!
//! ```text
//! sentence = up to '。' | ';' | line break
//! clause   = up to ',' | ':' | '(' | ')' or the next number
//! before   = from the start of the clause, or from the number before, to the number
//! after    = from the number to the end of its noun phrase; empty where the noun stands before the number
//! ```

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::clause::{
    asks_each, clause_after, clause_ahead, clause_before, first_of, gains, is_bare, is_joint, is_only_itself,
    is_only_verbs, is_part, is_planned, is_process, is_sentence_end, last_of, leads_on, names, of_this_year, predicate,
    stage, topic, worked_on,
};
use super::name::{self, Bag, Name};
use super::sense::{Sense, sense};
use super::words::{self, Level, Stage, Words};
use crate::metric::{Direction, Measure, Metric};
use crate::quantity::Unit;
use crate::span::Span;
use crate::text::squash;
use rust_decimal::Decimal;

/// How far, in characters, the text around a number is looked at.
pub(super) const REACH: usize = 120;
/// The longest name, in characters.
const NAME: usize = 30;

/// A text and the metrics read out of it.
///
/// ```
/// use zj_gov_report::{MetricParser, scorecard::Paragraph};
///
/// let text = "1-6月新增高新技术企业171家";
/// let metrics = MetricParser::new().with_year(2021).parse(text);
/// let paragraph = Paragraph::new(text, &metrics);
/// assert_eq!(paragraph.metrics().len(), 1);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    text: &'a str,
    start: usize,
    metrics: &'a [Metric],
    /// Where the numbers stand in the text, if not at their spans less `start`.
    places: Option<&'a [Span]>,
}

impl<'a> Paragraph<'a> {
    /// A text and its metrics, whose spans are positions in it.
    #[must_use]
    pub const fn new(text: &'a str, metrics: &'a [Metric]) -> Self {
        Self { text, start: 0, metrics, places: None }
    }

    /// A text that starts at byte `start` of a document, and metrics whose spans are positions in the document.
    ///
    /// A metric whose span does not lie in the text is kept, without the words around it.
    ///
    /// ```
    /// use zj_gov_report::scorecard::Paragraph;
    /// use zj_gov_report::{Assessor, Report, Verdict};
    ///
    /// let report = Report::from_text("|序号|工作内容|完成情况|\n|1|新建公园10个|截至6月底,建成公园6个|\n");
    /// let task = &report.tasks()[0];
    /// let (requirement, progress) = (task.requirement().unwrap(), task.progress().unwrap());
    /// let assessments = Assessor::new("2024-06-30".parse().unwrap()).assess(
    ///     &[Paragraph::at(requirement.text(), requirement.span().start(), task.targets())],
    ///     &[Paragraph::at(progress.text(), progress.span().start(), task.metrics())],
    /// );
    /// assert_eq!(assessments[0].verdict(), Verdict::OnSchedule);
    /// ```
    #[must_use]
    pub const fn at(text: &'a str, start: usize, metrics: &'a [Metric]) -> Self {
        Self { text, start, metrics, places: None }
    }

    /// A text and its metrics, whose numbers stand at `places` of the text, one each.
    pub(super) const fn placed(text: &'a str, metrics: &'a [Metric], places: &'a [Span]) -> Self {
        Self { text, start: 0, metrics, places: Some(places) }
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The metrics.
    #[must_use]
    pub const fn metrics(&self) -> &'a [Metric] {
        self.metrics
    }

    /// Where the number of a metric stands in the text.
    fn place(&self, order: usize) -> Option<Span> {
        let span = match self.places {
            Some(places) => *places.get(order)?,
            None => {
                let span = self.metrics.get(order)?.span();
                Span::new(span.start().checked_sub(self.start)?, span.end().checked_sub(self.start)?)
            }
        };
        span.slice(self.text).filter(|number| !number.is_empty()).map(|_| span)
    }
}

/// A metric and what its sentence says about it.
#[derive(Debug)]
pub(super) struct Mention<'a> {
    pub(super) metric: &'a Metric,
    pub(super) paragraph: usize,
    pub(super) measure: Measure,
    pub(super) direction: Option<Direction>,
    /// The thing that is measured, and its name, without the words at its end that leave its meaning.
    pub(super) subject: Cow<'a, str>,
    pub(super) name: Name,
    /// The same of a part that has so much of a whole, the whole left out: 民生支出占比 of 民生支出占一般公共预算支出.
    pub(super) part_name: Option<Name>,
    /// The text around the number in its clause; the sentence, the paragraph as far as it was looked at, and what the
    /// paragraph says at its head that it is about.
    pub(super) local: Name,
    pub(super) sentence: Rc<Bag>,
    pub(super) whole: Rc<Bag>,
    pub(super) topic: Rc<Bag>,
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    pub(super) stage: Option<Stage>,
    pub(super) level: Option<Level>,
    /// Paper about the thing is counted: 方案, 名单.
    pub(super) plan: bool,
    /// One of several parts of a total: after 其中, or in brackets.
    pub(super) part: bool,
    /// A verb makes it a sum of the year: 新增.
    pub(super) gain: bool,
    /// Its name, or that of the list it stands in, is of what is there: 民宿总数563家、床位7218张.
    stock: bool,
    /// It counts from the beginning: 累计.
    pub(super) total: bool,
    /// It counts from January: 今年以来累计.
    pub(super) year_so_far: bool,
    /// A verb makes the number only say what is worked on: 推进77个项目建设.
    pub(super) process: bool,
    /// It is to be reached yet: 计划新建3000个.
    pub(super) planned: bool,
    /// Each of several has it: 每个区建有1-2个.
    pub(super) each: bool,
    /// It only says which things the next number is about: 44个市县长工程项目落地28个.
    pub(super) leads_on: bool,
    /// The noun stands before the number.
    pub(super) noun_before: bool,
    /// The name says nothing of the thing (创建比例); the thing stands before it in the sentence.
    bare: bool,
    /// Nothing says what it is of, and it is the first number of a paragraph: 已建成31.5公里, 完成年度目标的53%.
    pub(super) nameless: bool,
    /// It is the share of a plan that is done, and says of no thing but the row itself: 当前进度80%, 本项目已完成85%.
    pub(super) of_row: bool,
    /// The share of its target, in percent, where that stands right behind it: 完成3495人,完成率47.23%.
    pub(super) share: Option<Decimal>,
    /// The unit of the amount that it is the share of, where that stands right before it.
    pub(super) amount: Option<&'a Unit>,
    /// Another number of the same thing stands behind it in its sentence and says how many of them are there:
    /// 涉及道路64条,已完工38条.
    pub(super) superseded: bool,
    /// No other number of the sentence says the same sort of thing in the same unit: its words are about this one.
    pub(super) alone: bool,
    sentence_start: usize,
}

/// The metrics of `paragraphs` in their places, in order, at most `most` of them.
pub(super) fn mentions<'a>(paragraphs: &[Paragraph<'a>], most: usize) -> Vec<Mention<'a>> {
    let mut all = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let whole = Rc::new(Bag::new(first_of(paragraph.text, REACH * 3)));
        let head = topic(paragraph.text);
        let topic = Rc::new(Bag::new(head));
        let mut reader =
            Reader { paragraph: *paragraph, index, whole, head, topic, sentence: Span::default(), bag: None };
        let mut last: Option<Last> = None;
        let first = all.len();
        for (order, metric) in paragraph.metrics.iter().enumerate() {
            if all.len() >= most {
                return all;
            }
            let mention = reader.mention(metric, order, last);
            // 新开工|亿元以上工业项目30个: a threshold belongs to the words before the number.
            if metric.measure() == Measure::Threshold {
                all.push(mention);
                continue;
            }
            last = paragraph.place(order).map(|place| Last {
                end: place.end(),
                stage: mention.stage,
                gain: mention.gain,
                process: mention.process,
                stock: mention.stock,
            });
            all.push(mention);
        }
        let of_paragraph = all.get_mut(first..).unwrap_or_default();
        lend_names(of_paragraph);
        mark_alone(of_paragraph);
        mark_shares(of_paragraph);
        mark_superseded(of_paragraph);
    }
    all
}

/// How many shares may stand behind an amount: 完成1-4月计划的132.1%,完成年度计划的21.3%.
const SHARES: usize = 2;

/// Marks amounts with the share of their target that stands behind them, and such shares.
fn mark_shares(mentions: &mut [Mention<'_>]) {
    let words = Words::builtin();
    let is_share = |share: &Mention<'_>| share.measure == Measure::Completion && share.metric.unit().canonical() == "%";
    for at in 0..mentions.len() {
        let Some((amount, behind)) = mentions.get_mut(at..).and_then(<[_]>::split_first_mut) else { break };
        // 5家残疾儿童康复机构进度达到60%: the amount is the target said again.
        if amount.leads_on || !matches!(amount.measure, Measure::Level | Measure::Change) {
            continue;
        }
        for share in behind.iter_mut().take(SHARES).take_while(|share| is_share(share)) {
            let same = share.sentence_start == amount.sentence_start || share.subject == amount.subject;
            // 1-4月投资计划 is no goal of the year; 6所学校平均形象进度78% is no share of six.
            let other = words::has(&words.sub_goal, share.before)
                || share.before.contains('月')
                || share.before.contains("形象");
            if same && !other {
                amount.share = Some(share.metric.value());
                share.amount = Some(amount.metric.unit());
                break;
            }
        }
    }
}

/// How far behind a number the one may stand that says how many of its things are there.
const AHEAD: usize = 4;

/// Marks the counts of things of which a later number of the sentence says how many are there.
fn mark_superseded(mentions: &mut [Mention<'_>]) {
    for at in 0..mentions.len() {
        let Some((own, behind)) = mentions.get_mut(at..).and_then(<[_]>::split_first_mut) else { break };
        let counts = own.measure == Measure::Level && own.stage.is_none() && (!own.gain || own.stock) && !own.total;
        own.superseded = counts
            && behind.iter().take(AHEAD).any(|later| {
                later.stage == Some(Stage::Finish)
                    && later.metric.value() <= own.metric.value()
                    && later.metric.period() == own.metric.period()
                    && own.is_beside(later)
                    && own.name.is(&later.name)
            });
    }
}

/// Marks the numbers that share their sentence with another one of their sort.
fn mark_alone(mentions: &mut [Mention<'_>]) {
    let key =
        |mention: &Mention<'_>| (mention.sentence_start, mention.measure, mention.metric.unit().canonical().to_owned());
    let mut counts: HashMap<_, u32> = HashMap::new();
    for mention in mentions.iter() {
        let count = counts.entry(key(mention)).or_default();
        *count = count.saturating_add(1);
    }
    for mention in mentions.iter_mut() {
        mention.alone = counts.get(&key(mention)) == Some(&1);
    }
}

/// What a number of a list has from the one before it: 申报甲3个、乙5个.
#[derive(Clone, Copy)]
struct Last {
    end: usize,
    stage: Option<Stage>,
    gain: bool,
    process: bool,
    stock: bool,
}

/// Gives numbers whose name says nothing the names of the numbers before them.
///
/// ```text
/// lent = thing number { thing number } bare number { bare number }      甲6个,乙100个,创建比例分别达到100%、97%
/// ```
///
/// As many things as bare numbers: each its own. Else the bare number is about the last thing.
fn lend_names(mentions: &mut [Mention<'_>]) {
    let mut at = 0usize;
    while let Some(mention) = mentions.get(at) {
        if !mention.bare {
            at = at.saturating_add(1);
            continue;
        }
        let start = mention.sentence_start;
        let run = mentions.iter().skip(at).take_while(|next| next.bare && next.sentence_start == start).count();
        let before = mentions.get(..at).unwrap_or_default();
        let things = before.iter().rev().take(run).take_while(|thing| thing.sentence_start == start).count();
        for offset in 0..run {
            let from = if things == run { at.saturating_add(offset).checked_sub(run) } else { at.checked_sub(1) };
            let lender = from.and_then(|from| mentions.get(from)).filter(|lender| lender.sentence_start == start);
            let Some(mut subject) = lender.map(|lender| lender.subject.clone()) else { continue };
            if let Some(mention) = mentions.get_mut(at.saturating_add(offset)) {
                // 清理枯死木4.8万株,清理率97.3%: what the rate is of says which one it is.
                let rate = mention.metric.indicator();
                if mention.measure == Measure::Ratio && rate.ends_with('率') {
                    subject = Cow::Owned([&*subject, rate].concat());
                }
                mention.name = Name::new(name::without_tail(&subject));
                mention.subject = subject;
            }
        }
        at = at.saturating_add(run);
    }
}

impl Mention<'_> {
    /// Whether it counts what is there, by its name: 贷款余额, 生猪存栏.
    pub(super) fn is_stock(&self) -> bool {
        !self.gain && self.measure != Measure::Completion && self.stock
    }

    /// Whether both stand in one sentence and say the same sort of thing in the same unit.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.paragraph == other.paragraph
            && self.sentence_start == other.sentence_start
            && self.measure == other.measure
            && self.metric.unit().canonical() == other.metric.unit().canonical()
    }

    /// Whether the number is said of several things at once.
    pub(super) fn is_joint(&self) -> bool {
        self.metric.indicator().contains(is_joint) && self.before.contains(['均', '都', '各'])
    }
}

struct Reader<'a> {
    paragraph: Paragraph<'a>,
    index: usize,
    whole: Rc<Bag>,
    head: &'a str,
    topic: Rc<Bag>,
    sentence: Span,
    bag: Option<Rc<Bag>>,
}

impl<'a> Reader<'a> {
    fn mention(&mut self, metric: &'a Metric, order: usize, last: Option<Last>) -> Mention<'a> {
        let text = self.paragraph.text;
        let place = self.paragraph.place(order);
        let next = order.checked_add(1).and_then(|order| self.paragraph.place(order));
        let (mut before, mut after, mut rest, mut sentence) = ("", "", "", "");
        let (mut joined, mut until_next) = (false, false);
        if let Some(place) = place {
            self.enter(place);
            sentence = self.sentence.slice(text).unwrap_or_default();
            let from = last.map_or(0, |last| last.end).clamp(self.sentence.start(), place.start());
            let until = next.map_or(text.len(), Span::start);
            let until = until.clamp(place.end(), self.sentence.end().max(place.end()));
            let head = text.get(from..place.start()).unwrap_or_default();
            // The clause of a list goes on over the number before: 申报甲3个、乙5个.
            joined = from > self.sentence.start() && head.trim_start().starts_with(is_joint);
            before = clause_before(head);
            let tail = text.get(place.end()..until).unwrap_or_default();
            after = clause_ahead(tail);
            until_next = after.len() == tail.len();
            rest = text.get(place.end()..self.sentence.end()).unwrap_or_default();
        }
        let indicator = metric.indicator();
        let clause = before;
        let noun_before = names(before, indicator) || !names(clause_after(rest), indicator);
        if noun_before {
            after = after.split('、').next().unwrap_or_default();
        } else {
            before = before.rsplit('、').next().unwrap_or_default();
        }
        let Sense { measure, direction, mut subject } = sense(metric, before);
        let mut name = Name::new(name::without_tail(&subject));
        if let Some(work) = worked_on(clause_after(rest), metric).filter(|_| !noun_before) {
            name = Name::new(name::without_tail(work));
        }
        if !name.says_anything() && !self.head.is_empty() {
            // 适老化改造:8个项目已开工,其中3个完工.
            name = Name::new(name::without_tail(self.head));
            subject = Cow::Borrowed(self.head);
        }
        let is_nameless = !name.says_anything() && is_only_verbs(clause);
        let words = Words::builtin();
        let around = |set| words::has(set, before) || words::has(set, after);
        let mut stage = stage(before, after, indicator);
        if stage.is_none_or(|stage| stage > Stage::Start) {
            stage = predicate(rest).or(stage);
        }
        let mut gain = gains(before) || gains(indicator);
        let mut process = is_process(clause);
        let counts = words::has(&words.stock, &subject) || words::has(&words.stock, before);
        let stock = counts || joined && last.is_some_and(|last| last.stock) && !gain;
        if let Some(last) = last.filter(|_| joined) {
            stage = stage.or(last.stage);
            gain |= last.gain;
            process |= last.process && before.trim_start_matches(is_joint).trim().is_empty();
        }
        let part_name = subject
            .find('占')
            .filter(|&at| at > 0 && measure == Measure::Ratio)
            .and_then(|at| subject.get(..at))
            .map(|part| Name::new(&[part, "占比"].concat()));
        let of_row = measure == Measure::Completion
            && (is_only_itself(&subject) || !clause.trim().is_empty() && is_only_itself(clause.trim()));
        Mention {
            metric,
            paragraph: self.index,
            measure,
            direction,
            name,
            subject,
            local: Name::new(&[last_of(before, NAME), after].concat()),
            sentence: self.bag.clone().unwrap_or_default(),
            whole: Rc::clone(&self.whole),
            topic: Rc::clone(&self.topic),
            before,
            after,
            stage,
            level: name::level(indicator),
            // 确定500户改造对象,其中252户已完成改造
            plan: !words::hits(&words.stages, after).any(|stage| stage == Stage::Finish)
                && words::ending(&words.plan, &squash(indicator)).is_some()
                || (!noun_before && around(&words.plan))
                || around(&words.candidate)
                || words::has(&words.candidate, indicator),
            part: place.is_some_and(|place| is_part(sentence, place.start().saturating_sub(self.sentence.start()))),
            gain,
            stock,
            total: words::has(&words.total, before) && !of_this_year(before),
            year_so_far: words::has(&words.total, before) && of_this_year(before),
            process,
            planned: is_planned(clause),
            each: metric.is_each() || asks_each(clause),
            leads_on: !noun_before && leads_on(clause, after, next.is_some() && until_next),
            noun_before,
            nameless: order == 0 && self.sentence.start() == 0 && is_nameless,
            bare: is_bare(metric),
            of_row,
            part_name,
            share: None,
            amount: None,
            superseded: false,
            alone: true,
            sentence_start: self.sentence.start(),
        }
    }

    /// Finds the sentence around `place`, unless it is the one of the metric before.
    fn enter(&mut self, place: Span) {
        if self.bag.is_some() && self.sentence.contains(place) {
            return;
        }
        let text = self.paragraph.text;
        let head = last_of(text.get(..place.start()).unwrap_or_default(), REACH);
        let low = place.start().saturating_sub(head.len());
        let high = place.end().saturating_add(first_of(text.get(place.end()..).unwrap_or_default(), REACH).len());
        let start = head
            .char_indices()
            .rev()
            .find(|&(_, c)| is_sentence_end(c))
            .map_or(low, |(at, c)| low.saturating_add(at).saturating_add(c.len_utf8()));
        let tail = text.get(place.end()..high).unwrap_or_default();
        let end = tail.find(is_sentence_end).map_or(high, |at| place.end().saturating_add(at));
        self.sentence = Span::new(start, end);
        self.bag = Some(Rc::new(Bag::new(text.get(start..end).unwrap_or_default())));
    }
}
