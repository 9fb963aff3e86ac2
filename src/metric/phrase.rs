//! Noun phrases before a number: the thing that is measured. Those behind it: [`behind`](super::behind).
//!
//! ```text
//! before = { verb } phrase { stage }        查处|违法用火案件|2起   小型水库除险加固|开工|40座
//! phrase = { word | noun | quotation | place | name | '的' | conj | '、' | brackets }
//! ```
//!
//! A phrase before the number ends the search at a separator, an adverb, a preposition, another number, or a verb whose
//! object it is.

use super::cue::{Role, Roles};
use super::token::{Kind, Token, tokens_of};
use crate::span::Span;

/// The longest phrase, in tokens.
pub(crate) const MAX_TOKENS: usize = 48;

/// What stands before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// A noun phrase.
    Phrase(Span),
    /// Only a verb: it names the thing itself (`检查1.6万处`), or a stage of what was named before (`完工1个`).
    Verb {
        span: Span,
        stage: bool,
        cuts: bool,
    },
    Nothing,
}

/// The noun phrase that ends at token `end` (exclusive) and starts no earlier than token `from`.
pub(crate) fn before(tokens: &[Token], from: usize, end: usize) -> Before {
    let end = skip_movement(tokens, from, end);
    let (start, verb) = reach_back(tokens, from, end);
    let whole = end;
    let (start, end) = trim(tokens, start, end, verb.is_some());
    // 日均|新增580户, 均价|每公斤|205.6元: for how many it is says not of what.
    let end = without_units(tokens, start, end);
    let adjunct = end < whole && after_preposition(tokens, from, start);
    if start < end && !adjunct {
        if let Some((start, end)) = subject_of_passage(tokens, from, start, end) {
            return Before::Phrase(span(tokens, start, end));
        }
        if !passed(tokens, from, start, end) {
            return Before::Phrase(span(tokens, start, end));
        }
    }
    let end = if adjunct { whole } else { end };
    // `山塘整治累计开工65座`: the subject of a stage stands before the adverbs.
    let last = end.checked_sub(1).filter(|&at| at >= from).and_then(|at| tokens.get(at));
    if !adjunct
        && start == end
        && let Some(stage) = last.or(verb.and_then(|at| tokens.get(at))).filter(|token| is_stage(token) || cuts(token))
    {
        let stage_at = work_before(tokens, from, tokens.partition_point(|token| token.start < stage.start));
        let subject = skip_adverbs(tokens, from, stage_at);
        let (start, cut) = reach_back(tokens, from, subject);
        let (start, subject) = trim(tokens, start, subject, cut.is_some());
        let subject = without_units(tokens, start, subject);
        // 加装|电梯|完成53台: what was done to the subject comes before it.
        let done = cut.is_none() || stage.has(Role::Finish);
        if start < subject && done && !after_preposition(tokens, from, start) {
            return Before::Phrase(span(tokens, start, subject));
        }
    }
    // Only verbs were there: the one next to the number, or the cutting one before it.
    let last = tokens.get(from..end.max(start)).and_then(|run| run.iter().rposition(|token| token.has(Role::Verb)));
    match last.map(|offset| from.saturating_add(offset)).or(verb) {
        Some(index) => match tokens.get(index) {
            Some(token) => Before::Verb {
                span: Span::new(token.start, token.end),
                stage: is_stage(token),
                cuts: token.cue().is_some_and(|cue| cue.cuts || cue.transitive),
            },
            None => Before::Nothing,
        },
        None => Before::Nothing,
    }
}

/// The work that is finished at token `at`, where an adverb parts it from its subject: 服务中心|已|改造|完成.
fn work_before(tokens: &[Token], from: usize, at: usize) -> usize {
    let token = |back: usize| at.checked_sub(back).filter(|&at| at >= from).and_then(|at| tokens.get(at));
    let parted = token(2).is_some_and(|token| token.has(Role::Actual) || token.has(Role::Adverb));
    let finish = tokens.get(at).is_some_and(|token| token.has(Role::Finish));
    let work = token(1).is_some_and(|token| token.has(Role::Verb) && !token.has(Role::Noun));
    if finish && work && parted { at.saturating_sub(1) } else { at }
}

/// The end of a phrase without the words at it that say for how many a number is.
fn without_units(tokens: &[Token], start: usize, mut end: usize) -> usize {
    while end > start && end.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|last| last.has(Role::PerUnit)) {
        end = end.saturating_sub(1);
    }
    end
}

/// The place before a movement without a number that is set off from the level: 企业总数|翻番、达19家.
fn skip_movement(tokens: &[Token], from: usize, end: usize) -> usize {
    let Some(mark) = end.checked_sub(1).filter(|&at| at >= from) else { return end };
    if !tokens.get(mark).is_some_and(|token| matches!(token.kind, Kind::Enum)) {
        return end;
    }
    let moves = |at: &usize| tokens.get(*at).is_some_and(|token| token.has(Role::Up) || token.has(Role::Down));
    let moved = mark.checked_sub(1).filter(|at| *at >= from && moves(at)).unwrap_or(mark);
    let subject = skip_adverbs(tokens, from, moved);
    if subject < mark { subject } else { end }
}

/// Whether a preposition stands before token `start`: 向省推荐上报.
fn after_preposition(tokens: &[Token], from: usize, start: usize) -> bool {
    start
        .checked_sub(1)
        .filter(|&at| at >= from)
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| token.has(Role::Prep))
}

/// Whether the token is a verb that only names a stage.
fn is_stage(token: &Token) -> bool {
    token.cue().is_some_and(|cue| cue.stage)
}

/// Whether the token is a verb whose object starts right after it.
fn cuts(token: &Token) -> bool {
    token.cue().is_some_and(|cue| cue.cuts)
}

/// `通过省级部门初审26个`: what was passed is no thing that is counted.
fn passed(tokens: &[Token], from: usize, start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).filter(|&at| at >= from).and_then(|at| tokens.get(at));
    is_procedure(tokens, end) && before.is_some_and(|token| is_stage(token) && token.has(Role::Prep))
}

/// passage = subject passes { word } procedure number      应用项目|通过省级部门初审26个   人才项目|入围推荐名单50个
fn subject_of_passage(tokens: &[Token], from: usize, start: usize, end: usize) -> Option<(usize, usize)> {
    if !is_procedure(tokens, end) {
        return None;
    }
    // The phrase starts behind the verb, or holds it.
    let run = tokens.get(start.saturating_sub(1).max(from)..end)?;
    let verb = end.saturating_sub(run.len()).saturating_add(run.iter().rposition(|token| token.has(Role::Passes))?);
    let (start, cut) = reach_back(tokens, from, verb);
    let (start, end) = trim(tokens, start, verb, cut.is_some());
    (start < end && !after_preposition(tokens, from, start)).then_some((start, end))
}

/// Whether a procedure, or a list, ends at token `end`.
fn is_procedure(tokens: &[Token], end: usize) -> bool {
    end.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.has(Role::Procedure))
}

/// The place before the adverbs that end at token `end`.
pub(crate) fn skip_adverbs(tokens: &[Token], from: usize, mut end: usize) -> usize {
    while end > from {
        let Some(token) = end.checked_sub(1).and_then(|at| tokens.get(at)) else { break };
        let adverb = matches!(token.kind, Kind::Period(_))
            || token.has(Role::Adverb)
            || token.has(Role::Actual)
            || token.has(Role::Whole)
            || token.has(Role::Modal)
            || is_stage(token);
        if !adverb || token.has(Role::Noun) {
            break;
        }
        end = end.saturating_sub(1);
    }
    end
}

/// The tokens of the phrase that ends at token `end`, for a rule that looks inside it.
pub(crate) fn range(tokens: &[Token], from: usize, end: usize) -> Option<(usize, usize)> {
    let (start, verb) = reach_back(tokens, from, end);
    let (start, end) = trim(tokens, start, end, verb.is_some());
    (start < end).then_some((start, end))
}

/// The roles of verbs, and of what denies one.
const VERBAL: Roles = Roles::of(&[Role::Verb, Role::Not]);

/// The roles of words that stand inside a phrase.
const INSIDE: Roles = Roles::of(&[Role::Verb, Role::De, Role::Etc, Role::Conj]);

/// Where the run of phrase tokens that ends at `end` starts, and the verb that cut it, if one did.
fn reach_back(tokens: &[Token], from: usize, end: usize) -> (usize, Option<usize>) {
    let mut start = end;
    let from = from.max(end.saturating_sub(MAX_TOKENS));
    while start > from {
        let index = start.saturating_sub(1);
        let Some(token) = tokens.get(index) else { break };
        match token.kind {
            // `印发《…方案》启动快速路网12个项目`: a document before a verb is none of its object.
            Kind::Title if tokens.get(start).is_some_and(|next| start < end && next.has(Role::Verb)) => break,
            Kind::Word | Kind::Quoted | Kind::Title | Kind::Name | Kind::Place(_) | Kind::Town => start = index,
            // 学前|三年|入园率
            Kind::Duration if start < end && glued(tokens, from, index) => start = index,
            Kind::Close => match open_of(tokens, from, index) {
                Some(open) => start = open,
                None => break,
            },
            Kind::Enum if index > from && part_of_list(tokens.get(index.saturating_sub(1))) => start = index,
            Kind::Cue(cue) => {
                if cue.nominal() && !token.roles.any(VERBAL) && !cue.transitive && !plans(tokens, index, start, end) {
                    start = index;
                    continue;
                }
                // 市区|计划|改造老旧小区
                if plans(tokens, index, start, end) {
                    break;
                }
                let followed_by_de = tokens.get(start).is_some_and(|next| next.has(Role::De));
                // `路面铺设12公里`: right before the number a verb with its object in front is a noun.
                let compound = || start == end && !cue.stage && behind_noun(tokens, from, index);
                // 未|签约户
                if cue.has(Role::Not) && denies(tokens, start, end) {
                    start = index;
                    continue;
                }
                if cue.has(Role::Verb)
                    && cue.cuts
                    && !followed_by_de
                    && !compound()
                    && cuts_here(tokens, from, index, start, end)
                {
                    return (start, Some(index));
                }
                if cue.transitive && !followed_by_de && divides(tokens, from, index, start, end) {
                    return (start, Some(index));
                }
                let object = cue.has(Role::Verb)
                    && !cue.has(Role::Noun)
                    && length(tokens, start, end) > 1
                    && !opens_with_suffix(tokens, start);
                if object && !followed_by_de && behind_beneficiary(tokens, from, index) {
                    return (start, Some(index));
                }
                let inside = cue.nominal()
                    || token.roles.any(INSIDE)
                    || (start < end && cue.has(Role::Scope) && !cue.has(Role::Whole))
                    || (start < end && cue.has(Role::Whole) && shared_out(tokens.get(index.saturating_sub(1))));
                if !inside {
                    break;
                }
                start = index;
            }
            _ => break,
        }
    }
    (start, None)
}

/// Whether the verb at `index` ends the search for the start of its object `start..end`. Behind a noun, one or two
/// characters after it make a compound (激活|率, 入选|企业), and so does one that opens more (消防救援|站|新建); at the head
/// of a clause two are an object (新增|项目).
fn cuts_here(tokens: &[Token], from: usize, index: usize, start: usize, end: usize) -> bool {
    let behind_noun = behind_noun(tokens, from, index);
    let length = length(tokens, start, end);
    let finishes = tokens.get(index).and_then(Token::cue).is_some_and(|cue| cue.cuts && cue.stage);
    if end.saturating_sub(start) == 1 && tokens.get(start).is_some_and(|token| token.has(Role::Head)) {
        return false;
    }
    // 道路|绿化|提升改造 is the name of one work.
    let finish = tokens.get(index).is_some_and(|token| token.has(Role::Finish));
    let verbal = behind_noun && !finish && end.saturating_sub(start) == 1 && tokens.get(start).is_some_and(is_work);
    if verbal {
        return false;
    }
    let suffix = behind_noun && !finishes && opens_with_suffix(tokens, start);
    // 泵业智造小镇|入驻|企业: behind a subject of some length two characters are an object as well.
    let transitive = tokens.get(index).and_then(Token::cue).is_some_and(|cue| cue.transitive);
    let subject = index.saturating_sub(from).min(NAMED);
    let named = transitive && self::length(tokens, index.saturating_sub(subject), index) >= SUBJECT;
    !suffix && (length == 0 || length > if behind_noun && !finishes && !named { 2 } else { 1 })
}

/// From how many characters on a noun before a verb is its subject, rather than part of a compound.
const SUBJECT: usize = 4;

/// How many tokens before a verb are looked at for its subject.
const NAMED: usize = 2;

/// Whether the verb at `index` stands between a subject and an object (`门户网站|公开|政府信息`): both have some length, and
/// the object is no noun that makes a compound (`无障碍|改造|项目`).
fn divides(tokens: &[Token], from: usize, index: usize, start: usize, end: usize) -> bool {
    let subject = index.checked_sub(1).filter(|&at| at >= from).and_then(|at| tokens.get(at)).is_some_and(|before| {
        before.chars > 1
            && (matches!(before.kind, Kind::Word | Kind::Quoted | Kind::Title)
                || before.cue().is_some_and(|cue| cue.nominal()))
    });
    let alone = end.saturating_sub(start) == 1;
    let compound = tokens.get(start).is_some_and(|first| {
        // 抽检|合格率
        let rate = alone && first.has(Role::Rate);
        rate || first.chars == 1 || first.has(Role::Kind) || first.has(Role::Head) || (alone && first.has(Role::Verb))
    });
    // 景区|接待|游客: a word of two characters is an object as well, where the subject is longer.
    let word = alone && tokens.get(start).is_some_and(|first| matches!(first.kind, Kind::Word));
    let named = length(tokens, from.max(index.saturating_sub(NAMED)), index) > 2;
    subject && !compound && length(tokens, start, end) > if word && named { 1 } else { 2 }
}

/// Whether what stands before the verb at `index` is for whom it is done: 为|教室|安装空调.
fn behind_beneficiary(tokens: &[Token], from: usize, index: usize) -> bool {
    const NOUNS: usize = 6;
    let start = from.max(index.saturating_sub(NOUNS.saturating_add(1)));
    let run = tokens.get(start..index).unwrap_or_default();
    let noun = |token: &&Token| match token.kind {
        Kind::Word | Kind::Quoted | Kind::Place(_) | Kind::Town => true,
        Kind::Cue(cue) => cue.nominal() && !cue.has(Role::Verb) || cue.has(Role::Whole),
        _ => false,
    };
    let nouns = run.iter().rev().take_while(noun).count();
    let named = nouns > 1 || run.last().is_some_and(|noun| nouns == 1 && noun.chars > 1);
    let before = run.len().checked_sub(nouns.saturating_add(1)).and_then(|at| run.get(at));
    named && before.is_some_and(|token| token.has(Role::Prep) || token.has(Role::Reach))
}

/// Whether the word of a plan at `index` is the predicate of what follows: a verb with its object.
fn plans(tokens: &[Token], index: usize, start: usize, end: usize) -> bool {
    tokens.get(index).is_some_and(|token| token.has(Role::Modal) && token.has(Role::OfPlan))
        && tokens.get(start).is_some_and(|verb| verb.has(Role::Verb) && !verb.has(Role::Noun))
        && end.saturating_sub(start) > 1
}

/// The phrase without a verb at its head, whose object is what comes after it all: 培育|产值10亿元以上企业.
pub(crate) fn without_verb(tokens: &[Token], phrase: Span) -> Span {
    match tokens_of(tokens, phrase) {
        [verb, next, ..] if verb.has(Role::Verb) && !verb.has(Role::Noun) => Span::new(next.start, phrase.end()),
        _ => phrase,
    }
}

/// Whether the phrase opens with a verb of what it names, which 未 before it denies; a stage alone (未完成) names nothing.
fn denies(tokens: &[Token], start: usize, end: usize) -> bool {
    let Some([verb, rest @ ..]) = tokens.get(start..end) else { return false };
    verb.has(Role::Verb)
        && !verb.has(Role::Finish)
        && rest.iter().any(|token| !token.has(Role::Verb) && !token.has(Role::De))
}

/// Whether words stand right before and right after the token at `index`.
fn glued(tokens: &[Token], from: usize, index: usize) -> bool {
    let before = index.checked_sub(1).filter(|&at| at >= from).and_then(|at| tokens.get(at));
    let (Some(token), Some(next)) = (tokens.get(index), tokens.get(index.saturating_add(1))) else { return false };
    before.is_some_and(|before| before.end == token.start && matches!(before.kind, Kind::Word))
        && next.start == token.end
}

/// Whether the token is a verb that is a noun as well, with no object of its own: 提升改造, 整治.
fn is_work(token: &Token) -> bool {
    token.cue().is_some_and(|cue| cue.has(Role::Verb) && !cue.cuts && !cue.stage && !cue.predicate)
}

/// Whether a character that makes a compound of the verb before it stands at `start`: 消防救援|站|新建, not 获|省、市领导.
fn opens_with_suffix(tokens: &[Token], start: usize) -> bool {
    let listed = tokens.get(start.saturating_add(1)).is_some_and(|next| matches!(next.kind, Kind::Enum));
    tokens.get(start).is_some_and(|first| first.chars == 1 && matches!(first.kind, Kind::Word)) && !listed
}

/// Whether a noun stands before the token at `index`.
fn behind_noun(tokens: &[Token], from: usize, index: usize) -> bool {
    index.checked_sub(1).filter(|&at| at >= from).and_then(|at| tokens.get(at)).is_some_and(|before| {
        matches!(before.kind, Kind::Word | Kind::Quoted) || before.cue().is_some_and(|cue| cue.nominal())
    })
}

/// The length of a run of tokens, in characters.
fn length(tokens: &[Token], start: usize, end: usize) -> usize {
    let run = tokens.get(start..end).unwrap_or_default();
    run.iter().map(|token| token.chars).sum()
}

/// Whether the token ends in 占: what follows is the whole that it is a share of (出口额占|全国份额).
fn shared_out(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.has(Role::Share))
}

/// Whether a 、 after `token` joins parts of one phrase.
fn part_of_list(token: Option<&Token>) -> bool {
    token.is_some_and(|token| match token.kind {
        Kind::Word | Kind::Quoted | Kind::Title | Kind::Place(_) | Kind::Town | Kind::Close | Kind::Name => true,
        Kind::Cue(cue) => cue.nominal() || cue.has(Role::Verb),
        _ => false,
    })
}

/// The roles of verbs and particles that may not end a name.
const LOOSE: Roles = Roles::of(&[Role::Verb, Role::De, Role::Etc, Role::Conj, Role::Share]);

/// Takes off what is not the name of a thing: verbs, particles and list marks at the start, stages and particles at the
/// end, and all of an enumeration that 等 sums up.
///
/// A verb before two characters describes them where another one already cut (`cut`: 新增|辅导企业), or where it is also a
/// noun (过会企业).
fn trim(tokens: &[Token], mut start: usize, mut end: usize, cut: bool) -> (usize, usize) {
    // The verb or particle at the end.
    while end > start {
        let Some(last) = end.checked_sub(1).and_then(|index| tokens.get(index)) else { break };
        if !(last.roles.any(LOOSE) || matches!(last.kind, Kind::Enum)) {
            break;
        }
        let stage = last.cue().is_some_and(|cue| cue.stage) && end.saturating_sub(start) > 1;
        let particle = last.has(Role::De) || last.has(Role::Etc) || last.has(Role::Conj) && !last.has(Role::Verb);
        // 女性|占|四成, 古装剧|约占|三成
        let share = last.has(Role::Share) && last.chars <= 2 && end.saturating_sub(start) > 1;
        if !(stage || particle || share || matches!(last.kind, Kind::Enum)) {
            break;
        }
        end = end.saturating_sub(1);
    }
    // `A、B等C` is C.
    if let Some(etc) = tokens.get(start..end).and_then(|run| run.iter().rposition(|token| token.has(Role::Etc))) {
        start = start.saturating_add(etc).saturating_add(1);
    }
    while start < end {
        let Some(first) = tokens.get(start) else { break };
        // (5月20日-6月20日)|接待游客
        if matches!(first.kind, Kind::Open)
            && let Some(close) = close_of(tokens, start, end)
            && close.saturating_add(1) < end
        {
            start = close.saturating_add(1);
            continue;
        }
        let ordinal =
            || start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| before.has(Role::Ordinal));
        let leading = match first.kind {
            Kind::Enum => true,
            // 第|一批|“未来乡村”创建村12个
            Kind::Name | Kind::Duration => ordinal() && start.saturating_add(1) < end,
            Kind::Place(_) | Kind::Town => strips(tokens, start, end, 1) && start.saturating_add(1) < end,
            Kind::Cue(_) if !first.roles.any(LEADING) => false,
            Kind::Cue(cue) => {
                cue.has(Role::De)
                    || cue.has(Role::Conj)
                    || (cue.has(Role::Adverb) && !cue.has(Role::Noun) && !cue.has(Role::Not))
                    || (cue.has(Role::Modal)
                        && tokens.get(start.saturating_add(1)).is_some_and(|next| next.has(Role::Verb)))
                    || (cue.has(Role::Verb)
                        && !cue.has(Role::Noun)
                        && strips(tokens, start, end, if (cut || !cue.cuts) && !cue.has(Role::Actual) { 2 } else { 1 }))
            }
            _ => false,
        };
        if !leading {
            break;
        }
        start = start.saturating_add(1);
    }
    (start, end)
}

/// The roles of words that may not open a name.
const LEADING: Roles = Roles::of(&[Role::De, Role::Conj, Role::Adverb, Role::Modal, Role::Verb]);

/// Whether the verb at `start` takes what follows as its object: something follows, and it is no particle that would make
/// the verb part of the name (`建设的项目`); more than `least` characters must remain.
fn strips(tokens: &[Token], start: usize, end: usize, least: usize) -> bool {
    let next = start.saturating_add(1);
    match tokens.get(next) {
        Some(token) if next < end => {
            // 学习、研究、审议|议题, 交办并整改|问题: a list of verbs has one object.
            let listed = (matches!(token.kind, Kind::Enum) || token.has(Role::Conj) || token.has(Role::Adverb))
                && tokens.get(next.saturating_add(1)).is_some_and(|verb| verb.has(Role::Verb) && !verb.has(Role::Noun));
            let particle =
                token.has(Role::De) || ((token.has(Role::Conj) || matches!(token.kind, Kind::Enum)) && !listed);
            // 安置|房, 服务|器 are compounds.
            let compound = token.chars == 1 && tokens.get(start).is_some_and(|verb| verb.end == token.start);
            let bare_head = next.saturating_add(1) == end && token.has(Role::Head);
            // What stands in a bracket adds nothing to the length of the name: 考核|得分(裸分).
            let bracket =
                tokens.get(next..end).and_then(|run| run.iter().position(|token| matches!(token.kind, Kind::Open)));
            let name = bracket.map_or(end, |offset| next.saturating_add(offset));
            !(particle || compound || bare_head) && length(tokens, next, name) > least
        }
        // Nothing follows: the caller decides what a lone verb means.
        _ => true,
    }
}

/// The index of the bracket that opens the one closed at `close`.
pub(crate) fn open_of(tokens: &[Token], from: usize, close: usize) -> Option<usize> {
    let mut depth = 0usize;
    for index in (from..=close).rev() {
        match tokens.get(index)?.kind {
            Kind::Close => depth = depth.saturating_add(1),
            Kind::Open => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index);
                }
            }
            Kind::Quantity(_) | Kind::Stop => return None,
            _ => {}
        }
    }
    None
}

/// The index of the bracket that closes the one opened at `open`, when no number stands between them.
pub(super) fn close_of(tokens: &[Token], open: usize, to: usize) -> Option<usize> {
    for index in open.saturating_add(1)..to {
        match tokens.get(index)?.kind {
            Kind::Close => return Some(index),
            Kind::Quantity(_) | Kind::Stop | Kind::Open | Kind::Colon => return None,
            _ => {}
        }
    }
    None
}

/// The text from the first to the last token of the run.
pub(super) fn span(tokens: &[Token], start: usize, end: usize) -> Span {
    let first = tokens.get(start).map_or(0, |token| token.start);
    let last = end.checked_sub(1).and_then(|index| tokens.get(index)).map_or(first, |token| token.end);
    Span::new(first, last)
}
