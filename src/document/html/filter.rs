//! Between tokenizer and tree builder: what says nothing about the text is dropped before a tree is built of it.
//!
//! Exports of Word wrap every few characters in `span`, `font` and `o:p`. Such tags only style their text, so their
//! text goes into the element around them. Dropping them keeps the tree small and spares the builder its dearest work,
//! the reconstruction of formatting that was never closed. Nesting beyond the limit is cut here too.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, TokenizerResult, local_name};

use super::extract::is_hidden_style;
use super::tag::{is_structure, is_styling, is_void};
use super::tree::{Id, Sink, Tree};
use crate::limits::MAX_NESTING;

/// How many open styling tags are remembered.
const MAX_OPEN: usize = 512;

struct Filter {
    builder: TreeBuilder<Id, Sink>,
    /// Open styling tags, and whether each was passed on.
    styling: RefCell<Vec<(LocalName, bool)>>,
    /// Open tags that were dropped for their depth.
    too_deep: RefCell<Vec<LocalName>>,
    cut: Cell<bool>,
}

impl Filter {
    /// Whether a tag is passed on to the builder.
    fn passes(&self, tag: &Tag) -> bool {
        let name = &tag.name;
        let styling = is_styling(name);
        if !styling && name.contains(':') {
            // Smart tags of Office: `st1:chsdate`, `o:p`.
            return false;
        }
        match tag.kind {
            TagKind::StartTag if styling => {
                let kept =
                    is_link(tag) || tag.attrs.iter().any(|attribute| hides(&attribute.name.local, &attribute.value));
                let mut open = self.styling.borrow_mut();
                if open.len() < MAX_OPEN {
                    open.push((tag.name.clone(), kept));
                }
                kept
            }
            TagKind::EndTag if styling => {
                let mut open = self.styling.borrow_mut();
                match open.iter().rposition(|(known, _)| *known == tag.name) {
                    Some(at) => open.remove(at).1,
                    None => false,
                }
            }
            TagKind::StartTag => {
                // A table is worth some levels more than the frames around it.
                let limit = if is_structure(name) { MAX_NESTING.saturating_mul(2) } else { MAX_NESTING };
                let deep = self.builder.sink.depth() >= limit && !is_void(name);
                if deep {
                    self.too_deep.borrow_mut().push(tag.name.clone());
                    self.cut.set(true);
                }
                !deep
            }
            TagKind::EndTag => {
                let mut deep = self.too_deep.borrow_mut();
                let dropped = deep.last().is_some_and(|last| *last == tag.name);
                if dropped {
                    deep.pop();
                }
                !dropped
            }
        }
    }
}

/// Whether a link leads to a file: the page may be no more than the frame of an attachment.
fn is_link(tag: &Tag) -> bool {
    tag.name == local_name!("a")
        && tag
            .attrs
            .iter()
            .any(|attribute| &*attribute.name.local == "href" && super::extract::is_file(&attribute.value))
}

fn hides(name: &str, value: &str) -> bool {
    name == "hidden" || (name == "style" && is_hidden_style(value))
}

impl TokenSink for Filter {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        match token {
            Token::TagToken(tag) if !self.passes(&tag) => TokenSinkResult::Continue,
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Parses a page; also whether elements were nested too deep and cut.
pub(super) fn parse(page: &str) -> (Tree, bool) {
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let filter = Filter { builder, styling: RefCell::default(), too_deep: RefCell::default(), cut: Cell::new(false) };
    let tokenizer = Tokenizer::new(filter, TokenizerOpts::default());
    let input = BufferQueue::default();
    // A tendril holds up to 4 GB; pieces keep the copy small.
    let mut rest = page;
    while !rest.is_empty() {
        let cut = (1..=rest.len().min(CHUNK)).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (head, tail) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        input.push_back(StrTendril::from_slice(head));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        rest = tail;
    }
    tokenizer.end();
    let cut = tokenizer.sink.cut.get();
    (tokenizer.sink.builder.sink.finish().into_tree(), cut)
}

/// How much of a page is fed to the tokenizer at a time, in bytes.
const CHUNK: usize = 1 << 16;
