//! What stands between the thing that is measured and its number, read from the number to the left.
//!
//! ```text
//! approach = { basis | direction | growth | complete | reach | bound | each | respectively | modal | adverb | than base }
//! than base = ( '比' | '较' | '高于' | '低于' ) ( place | whole | average | period )
//! ```

use super::cue::Role;
use super::kind::{Basis, Bound, Direction};
use super::lex::{Kind, Lexed, Token};

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
    /// A noun for a rate of growth: 增速, 降幅.
    pub(crate) growth: bool,
    /// 收窄: the direction turns.
    pub(crate) turned: bool,
    /// A noun for how far a work is: 完成率, 形象进度.
    pub(crate) complete: bool,
    pub(crate) reach: bool,
    pub(crate) each: bool,
    pub(crate) respectively: bool,
    pub(crate) among: bool,
    pub(crate) basis: Option<Basis>,
    /// The number is a difference from a base that is named: 高于全省4.2个百分点.
    pub(crate) difference: bool,
    pub(crate) modal: Option<bool>,
}

impl Approach {
    /// Reads the approach of the number at token `number`, no further left than token `from`.
    pub(crate) fn read(lexed: &Lexed, from: usize, number: usize) -> Self {
        let tokens = &lexed.tokens;
        let mut this = Self { start: number, ..Self::default() };
        while this.start > from {
            let index = this.start.saturating_sub(1);
            let Some(token) = tokens.get(index) else { break };
            if let Some(than) = than_base(lexed, from, index) {
                this.take_base(lexed, than, index);
                this.start = than;
                continue;
            }
            let Kind::Cue(cue) = token.kind else {
                if matches!(token.kind, Kind::Duration) {
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
            let taken = if cue.has(Role::Noun) {
                false
            } else if cue.has(Role::Growth) {
                this.growth = true;
                this.direction = this.direction.or(cue.direction);
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
                if cue.has(Role::Before) {
                    this.bound = this.bound.or(cue.bound);
                }
                true
            } else if cue.has(Role::Before) {
                this.bound = this.bound.or(cue.bound);
                true
            } else if cue.has(Role::Basis) {
                this.basis = this.basis.or(cue.basis);
                true
            } else if cue.has(Role::Respectively) {
                this.respectively = true;
                true
            } else if cue.has(Role::Each) {
                this.each = true;
                true
            } else if cue.has(Role::Modal) {
                this.modal = this.modal.or(Some(cue.forecast));
                true
            } else if cue.has(Role::Reach) {
                this.reach = true;
                true
            } else {
                cue.has(Role::Adverb) || cue.has(Role::Actual)
            };
            if !taken {
                break;
            }
            this.start = index;
        }
        this
    }

    fn take_base(&mut self, lexed: &Lexed, than: usize, base: usize) {
        let Some(cue) = lexed.tokens.get(than).and_then(Token::cue) else { return };
        self.basis = self.basis.or(Some(base_of(lexed, base)));
        if cue.has(Role::Up) || cue.has(Role::Down) {
            self.difference = true;
            self.direction = self.direction.or(Some(if cue.has(Role::Up) { Direction::Up } else { Direction::Down }));
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
    let mut at = base;
    for _ in 0..4 {
        let token = tokens.get(at)?;
        if !is_base(token) && !matches!(token.kind, Kind::Enum) && !(at < base && token.has(Role::Conj)) {
            return None;
        }
        let before = at.checked_sub(1).filter(|&before| before >= from)?;
        let than = tokens.get(before)?;
        let compares = than.has(Role::Than) || (than.has(Role::Before) && (than.has(Role::Up) || than.has(Role::Down)));
        if is_base(token) && compares {
            return Some(before);
        }
        at = before;
    }
    None
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

/// Which basis the token at `base` names.
fn base_of(lexed: &Lexed, base: usize) -> Basis {
    let _ = (lexed, base);
    Basis::Other
}
