//! What stands between the thing that is measured and its number, read from the number to the left; and right after it.
//!
//! ```text
//! approach = { basis | direction | growth | complete | reach | bound | each | respectively | modal | adverb | than base }
//! than base = ( '比' | '较' | '高于' | '低于' ) ( place | whole | average | period )
//! base      = ( than base | basis ) ( '的' number | '(' number ')' )     before a direction: 比2015年末的512家增长
//! ```

use super::cue::{Role, Roles};
use super::kind::{Basis, Bound, Direction};
use super::token::{Kind, Lexed, Token};
use crate::period::PeriodKind;

/// The roles of words that compare with a base behind them.
const THAN: Roles = Roles::of(&[Role::Than, Role::Exceeds, Role::FallsShort]);

/// The roles of words that may belong to the approach.
const JOINS: Roles = Roles::of(&[
    Role::Up,
    Role::Down,
    Role::Turn,
    Role::Rank,
    Role::Prep,
    Role::Growth,
    Role::Complete,
    Role::Before,
    Role::Basis,
    Role::Respectively,
    Role::Each,
    Role::Modal,
    Role::Reach,
    Role::Within,
    Role::Adverb,
    Role::Actual,
    Role::PerUnit,
]);

/// The words before a number, as far as they belong to it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Approach {
    /// Index of the leftmost token that belongs; the phrase of the indicator ends there.
    pub(crate) start: usize,
    pub(crate) bound: Option<Bound>,
    /// Rises or falls: 增长, 下降.
    pub(crate) direction: Option<Direction>,
    /// The token that says the direction.
    pub(crate) direction_at: Option<usize>,
    /// Better or worse, rather than more or less.
    pub(crate) improves: bool,
    /// A noun for a rate of growth: 增速, 降幅.
    pub(crate) growth: bool,
    /// 收窄: the direction turns.
    pub(crate) turned: bool,
    /// A noun for how far a work is: 完成率, 形象进度.
    pub(crate) complete: bool,
    pub(crate) reach: bool,
    pub(crate) each: bool,
    pub(crate) respectively: bool,
    pub(crate) basis: Option<Basis>,
    /// 至 and 到 behind a direction: what follows is the value that is reached.
    pub(crate) until: bool,
    /// The number is a difference from a base that is named: 高于全省4.2个百分点.
    pub(crate) difference: bool,
    pub(crate) modal: Option<bool>,
}

impl Approach {
    /// Reads the approach of the number at token `number`, no further left than token `from`.
    ///
    /// `said` are the roles of all words there may be before it.
    pub(crate) fn read(lexed: &Lexed, from: usize, number: usize, said: Roles) -> Self {
        let tokens = &lexed.tokens;
        let compares = said.any(THAN);
        let mut this = Self { start: number, ..Self::default() };
        while this.start > from {
            let index = this.start.saturating_sub(1);
            let Some(token) = tokens.get(index) else { break };
            if compares && let Some(than) = than_base(lexed, from, index) {
                this.take_base(lexed, than, index);
                this.start = than;
                continue;
            }
            let Kind::Cue(cue) = token.kind else {
                // `增加值|上半年|增长1.3%`: the period stands between.
                if matches!(token.kind, Kind::Duration | Kind::Period(_)) {
                    this.start = index;
                    continue;
                }
                // `形象进度:37%`
                if matches!(token.kind, Kind::Colon) && this.start == number && index > from {
                    this.start = index;
                    continue;
                }
                break;
            };
            if cue.has(Role::Compared) {
                if let Some(with) = compared_with(tokens, from, index) {
                    this.basis = this.basis.or(Some(Basis::Other));
                    this.start = with;
                    continue;
                }
                break;
            }
            // 提高|至, 提高|并|稳定在
            let joined = usize::from(tokens.get(this.start).is_some_and(|next| next.has(Role::Conj)));
            let until = tokens.get(this.start.saturating_add(joined)).is_some_and(|next| next.has(Role::Until));
            let taken = if (cue.has(Role::Noun) && !cue.has(Role::PerUnit)) || !token.roles.any(JOINS) {
                false
            } else if until && (cue.has(Role::Up) || cue.has(Role::Down)) {
                // 精简|至4702项 states a value.
                this.until = true;
                true
            } else if cue.has(Role::Rank) && this.start == number {
                // 增速从13%|跃升至|34%
                this.until = true;
                true
            } else if cue.has(Role::Prep) && this.start == number && growth_before(tokens, from, index) {
                // 增速|从|13%跃升至34%
                true
            } else if cue.has(Role::Growth) {
                this.growth = true;
                // 降幅|扩大 is a deeper fall.
                let moves = |at: usize| tokens.get(at).is_some_and(|verb| verb.chars > 1 && !verb.has(Role::Exceeds));
                let deeper = cue.direction == Some(Direction::Down)
                    && this.direction == Some(Direction::Up)
                    && this.direction_at.is_some_and(moves);
                this.direction = match this.direction {
                    Some(direction) if deeper => Some(direction.reversed()),
                    direction => direction.or(cue.direction),
                };
                true
            } else if cue.has(Role::Complete) {
                this.complete = true;
                true
            } else if cue.has(Role::Turn) && this.direction.is_none() {
                this.turned = true;
                true
            } else if this.direction.is_none() && (cue.has(Role::Up) || cue.has(Role::Down)) {
                this.direction = Some(if cue.has(Role::Up) { Direction::Up } else { Direction::Down });
                this.direction_at = Some(index);
                this.improves = cue.has(Role::Improves);
                // 低于去年同期 names the base as well.
                this.basis = this.basis.or(cue.basis);
                if cue.has(Role::Before) {
                    this.bound = this.bound.or(cue.bound);
                }
                true
            } else if cue.has(Role::Before) {
                // 最高|降幅93% bounds nothing.
                let noun = tokens.get(this.start).is_some_and(|next| {
                    let extreme = cue.has(Role::Extreme) && next.has(Role::Reach);
                    extreme || next.has(Role::Growth) || next.has(Role::Complete)
                });
                this.bound = this.bound.or(cue.bound.filter(|_| !noun));
                // 可突破 foresees as well.
                if cue.has(Role::Modal) {
                    this.modal = this.modal.or(Some(cue.forecast));
                }
                true
            } else if cue.has(Role::Basis) {
                // `同比|2019年|下降15%`
                let dated = tokens
                    .get(index.saturating_add(1))
                    .is_some_and(|next| period_kind(lexed, next) == Some(PeriodKind::Year));
                this.basis = this.basis.or(if dated { Some(Basis::Other) } else { cue.basis });
                true
            } else if cue.has(Role::Respectively) {
                this.respectively = true;
                true
            } else if cue.has(Role::Each) {
                this.each = true;
                true
            } else if cue.has(Role::Modal) && !(cue.has(Role::OfPlan) && part_of_plan(tokens, from, index)) {
                this.modal = this.modal.or(Some(cue.forecast));
                true
            } else if cue.has(Role::Reach) || (cue.has(Role::Within) && this.start == number) {
                this.reach = true;
                true
            } else {
                cue.has(Role::Adverb) || (cue.has(Role::Actual) && !cue.has(Role::Verb)) || cue.has(Role::PerUnit)
            };
            if !taken {
                // `至少|建成1家`: the bound stands before the verb.
                let before =
                    index.checked_sub(1).filter(|&at| at >= from).and_then(|at| tokens.get(at)).and_then(Token::cue);
                if cue.has(Role::Verb) && this.start == number && this.bound.is_none() {
                    let limit = before
                        .and_then(|cue| cue.bound)
                        .filter(|bound| matches!(bound, Bound::AtLeast | Bound::AtMost));
                    this.bound = limit;
                }
                // 古装剧|约占|三成
                if cue.has(Role::Share) && this.start == number {
                    this.bound = this.bound.or(cue.bound);
                }
                break;
            }
            this.start = index;
        }
        if this.direction.is_some() && this.basis.is_none() {
            this.basis = base_in_numbers(lexed, this.start);
        }
        this
    }

    /// Whether the direction is said by a verb of relative change: 增长, 下降, 上涨.
    pub(crate) fn growth_verb(&self, tokens: &[Token]) -> bool {
        self.direction_at.and_then(|at| tokens.get(at)).is_some_and(|token| token.has(Role::Relative))
    }

    fn take_base(&mut self, lexed: &Lexed, than: usize, base: usize) {
        let Some(cue) = lexed.tokens.get(than).and_then(Token::cue) else { return };
        // 较|1-6月: months without a year are earlier ones of the same.
        let months =
            base == than.saturating_add(1) && lexed.tokens.get(base).is_some_and(|base| is_months(lexed, base));
        self.basis = self.basis.or(Some(if months { Basis::PeriodOnPeriod } else { Basis::Other }));
        if cue.has(Role::Exceeds) || cue.has(Role::FallsShort) {
            self.difference = true;
            let direction = if cue.has(Role::FallsShort) { Direction::Down } else { Direction::Up };
            self.direction = self.direction.or(Some(direction));
        }
    }
}

/// The index of 比, 较, 高于 … when the token at `base` is what it compares with.
fn than_base(lexed: &Lexed, from: usize, base: usize) -> Option<usize> {
    let tokens = &lexed.tokens;
    let is_base = |token: &Token| {
        matches!(token.kind, Kind::Place(_) | Kind::Period(_))
            || token.has(Role::Average)
            || token.has(Role::Whole)
            || token.has(Role::Scope)
    };
    // A noun is a base only where the comparison says a difference: 高于规上工业7.6个百分点.
    let nominal = |token: &Token| {
        matches!(token.kind, Kind::Word | Kind::Quoted)
            || token.cue().is_some_and(|cue| (cue.nominal() || cue.has(Role::Modal)) && !cue.has(Role::Complete))
    };
    let mut at = base;
    for _ in 0..5 {
        let token = tokens.get(at)?;
        // 比|建设|前: the verb of what came before.
        let verb = token.has(Role::Verb) && tokens.get(base).is_some_and(|last| last.chars == 1);
        // 比|三年|前
        let dated = at < base && (verb || matches!(token.kind, Kind::Duration));
        let joins = matches!(token.kind, Kind::Enum) || (at < base && token.has(Role::Conj)) || dated;
        if !is_base(token) && !nominal(token) && !joins {
            return None;
        }
        let before = at.checked_sub(1).filter(|&before| before >= from)?;
        let than = tokens.get(before)?;
        // 与上海合作项目4个: 与 alone compares nothing.
        let compares = than.roles.any(THAN) && !than.has(Role::Conj);
        if compares && (is_base(token) || nominal(token) || dated) {
            return Some(before);
        }
        at = before;
    }
    None
}

/// The base whose own number ends before token `end`: 比2015年末的512家|增长1.6倍, 比上年(19.04亿立方米)|下降0.4%.
fn base_in_numbers(lexed: &Lexed, end: usize) -> Option<Basis> {
    let tokens = lexed.tokens.get(..end)?;
    let number = |token: &Token| matches!(token.kind, Kind::Quantity(_));
    let before = match tokens {
        [before @ .., de, base] if de.has(Role::De) && number(base) => before,
        [before @ .., open, base, close]
            if matches!((open.kind, close.kind), (Kind::Open, Kind::Close)) && number(base) =>
        {
            before
        }
        _ => return None,
    };
    match before {
        [.., word] if word.has(Role::Basis) => word.cue()?.basis,
        [.., than, base] if than.has(Role::Than) && matches!(base.kind, Kind::Period(_)) => {
            Some(if is_months(lexed, base) { Basis::PeriodOnPeriod } else { Basis::Other })
        }
        _ => None,
    }
}

/// Whether the token is a span of months of a year that it does not name.
fn is_months(lexed: &Lexed, token: &Token) -> bool {
    period_kind(lexed, token) == Some(PeriodKind::Months) && token.chars <= 5
}

/// How the period that the token is is expressed.
fn period_kind(lexed: &Lexed, token: &Token) -> Option<PeriodKind> {
    let Kind::Period(period) = token.kind else { return None };
    lexed.periods.get(period).map(|scan| scan.kind)
}

/// Whether a noun for a rate of growth stands before the token at `index`.
fn growth_before(tokens: &[Token], from: usize, index: usize) -> bool {
    index
        .checked_sub(1)
        .filter(|&at| at >= from)
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| token.has(Role::Growth))
}

/// Whether the plan at token `index` is what something is a part of: `完成市计划134%`, `占计划56%`.
fn part_of_plan(tokens: &[Token], from: usize, index: usize) -> bool {
    let run = tokens.get(from.max(index.saturating_sub(3))..index).unwrap_or_default();
    run.iter().any(|token| token.has(Role::Share) || token.has(Role::Finish))
}

/// The token 与 of `与…相比` that 相比 at `index` closes.
fn compared_with(tokens: &[Token], from: usize, index: usize) -> Option<usize> {
    let start = from.max(index.saturating_sub(10));
    let run = tokens.get(start..index)?;
    let with = run
        .iter()
        .rposition(|token| token.has(Role::Than) || token.has(Role::Conj) || matches!(token.kind, Kind::Comma))?;
    let at = start.saturating_add(with);
    tokens.get(at).filter(|token| !matches!(token.kind, Kind::Comma)).map(|_| at)
}

/// What stands right after a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct After {
    pub(crate) bound: Option<Bound>,
    /// The first token after number and bound.
    pub(crate) next: usize,
}

/// Whether a one-character bound opens another word: 3.3万核CPU、13T内存, 120名起重工.
fn runs_on(lexed: &Lexed, index: usize) -> bool {
    let (Some(word), Some(next)) = (lexed.tokens.get(index), lexed.tokens.get(index.saturating_add(1))) else {
        return false;
    };
    word.end.saturating_sub(word.start) == '内'.len_utf8() && next.start == word.end && matches!(next.kind, Kind::Word)
}

/// Whether the number is a distance or a time, whose 内 is a bound: 周边200米|内违规经营.
fn measures(lexed: &Lexed, number: usize) -> bool {
    let Some(Kind::Quantity(quantity)) = lexed.tokens.get(number).map(|token| token.kind) else { return false };
    let unit = lexed.quantities.get(quantity).map(|scan| scan.quantity.unit());
    unit.is_some_and(|unit| unit.is_time() || matches!(unit.as_str(), "米" | "公里" | "千米"))
}

/// The bound behind a bracket that states the amount in another unit, for both: 10亿元(1亿美元)|以上.
fn bracketed(lexed: &Lexed, number: usize) -> Option<After> {
    let at = |index: usize| lexed.tokens.get(index);
    let amount = |index: usize| at(index).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
    let next = number.saturating_add(1);
    let open = match at(next)?.kind {
        Kind::Open => next,
        Kind::Close => number.checked_sub(1)?,
        _ => return None,
    };
    let close = open.saturating_add(2);
    let both = open.checked_sub(1).is_some_and(amount) && amount(open.saturating_add(1));
    let both = both && matches!((at(open)?.kind, at(close)?.kind), (Kind::Open, Kind::Close));
    let behind = close.saturating_add(1);
    let cue = at(behind)?.cue().filter(|cue| both && cue.has(Role::After))?;
    Some(After { bound: cue.bound, next: behind.saturating_add(1) })
}

impl After {
    pub(crate) fn read(lexed: &Lexed, number: usize) -> Self {
        let next = number.saturating_add(1);
        match lexed.tokens.get(next).and_then(Token::cue) {
            Some(cue) if cue.has(Role::After) && (measures(lexed, number) || !runs_on(lexed, next)) => {
                Self { bound: cue.bound, next: next.saturating_add(1) }
            }
            _ => bracketed(lexed, number).unwrap_or(Self { bound: None, next }),
        }
    }
}
