//! The tree of a page, in one vector: no recursion to build it, walk it or drop it.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{Attribute, ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace, QualName};

use super::tag::Tag;

/// The index of a node; [`NONE`] for no node.
pub(super) type Id = u32;

/// No node.
pub(super) const NONE: Id = Id::MAX;

/// A node and its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Id,
    pub(super) first: Id,
    pub(super) last: Id,
    pub(super) previous: Id,
    pub(super) next: Id,
    depth: u32,
    pub(super) kind: Kind,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    Document,
    Element { tag: Tag, name: QualName, attributes: Vec<Attribute> },
    Text(StrTendril),
    Comment(StrTendril),
}

impl Node {
    /// What sort of element it is.
    pub(super) const fn tag(&self) -> Option<Tag> {
        match &self.kind {
            Kind::Element { tag, .. } => Some(*tag),
            _ => None,
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        match &self.kind {
            Kind::Element { attributes, .. } => {
                attributes.iter().find(|attribute| &*attribute.name.local == wanted).map(|attribute| &*attribute.value)
            }
            _ => None,
        }
    }
}

/// A finished tree; node 0 is the document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(usize::try_from(id).ok()?)
    }

    pub(super) fn tag(&self, id: Id) -> Option<Tag> {
        self.node(id)?.tag()
    }

    /// The node after `id` in document order that is not inside it, within `root`.
    pub(super) fn after(&self, id: Id, root: Id) -> Id {
        let mut at = id;
        while at != root {
            let Some(node) = self.node(at) else { return NONE };
            if node.next != NONE {
                return node.next;
            }
            at = node.parent;
        }
        NONE
    }

    /// The next node in document order, within `root`.
    pub(super) fn next(&self, id: Id, root: Id) -> Id {
        match self.node(id) {
            Some(node) if node.first != NONE => node.first,
            _ => self.after(id, root),
        }
    }
}

/// Builds a [`Tree`] for the tree builder of html5ever.
#[derive(Debug)]
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the last open element is.
    depth: Cell<u32>,
}

/// The name of an element, borrowed from the tree.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    pub(super) fn new() -> Self {
        let document =
            Node { parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, depth: 0, kind: Kind::Document };
        Self { nodes: RefCell::new(vec![document]), depth: Cell::new(0) }
    }

    /// How deep the element is that is open.
    pub(super) fn depth(&self) -> usize {
        usize::try_from(self.depth.get()).unwrap_or(usize::MAX)
    }

    pub(super) fn into_tree(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn add(&self, kind: Kind) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        let id = Id::try_from(nodes.len()).unwrap_or(NONE);
        nodes.push(Node { parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, depth: 0, kind });
        id
    }
}

fn get(nodes: &mut [Node], id: Id) -> Option<&mut Node> {
    nodes.get_mut(usize::try_from(id).ok()?)
}

fn detach(nodes: &mut [Node], id: Id) {
    let Some(node) = get(nodes, id) else { return };
    let (parent, previous, next) = (node.parent, node.previous, node.next);
    (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    match get(nodes, previous) {
        Some(node) => node.next = next,
        None => {
            if let Some(parent) = get(nodes, parent) {
                parent.first = next;
            }
        }
    }
    match get(nodes, next) {
        Some(node) => node.previous = previous,
        None => {
            if let Some(parent) = get(nodes, parent) {
                parent.last = previous;
            }
        }
    }
}

/// Puts `id` under `parent`, after `previous` (its first child for [`NONE`]).
fn attach(nodes: &mut [Node], id: Id, parent: Id, previous: Id) {
    let depth = get(nodes, parent).map_or(0, |node| node.depth.saturating_add(1));
    let next = match get(nodes, previous) {
        Some(node) => std::mem::replace(&mut node.next, id),
        None => get(nodes, parent).map_or(NONE, |node| std::mem::replace(&mut node.first, id)),
    };
    match get(nodes, next) {
        Some(node) => node.previous = id,
        None => {
            if let Some(parent) = get(nodes, parent) {
                parent.last = id;
            }
        }
    }
    if let Some(node) = get(nodes, id) {
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
    }
}

impl Sink {
    /// Puts a child under `parent` after `previous`; text goes on with text.
    fn insert(&self, parent: Id, previous: Id, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                let mut nodes = self.nodes.borrow_mut();
                detach(&mut nodes, id);
                id
            }
            NodeOrText::AppendText(text) => {
                if let Some(Node { kind: Kind::Text(before), .. }) = get(&mut self.nodes.borrow_mut(), previous) {
                    before.push_tendril(&text);
                    return;
                }
                self.add(Kind::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        attach(&mut nodes, id, parent, previous);
        if let Some(Node { kind: Kind::Element { .. }, depth, .. }) = get(&mut nodes, id) {
            self.depth.set(*depth);
        }
    }

    fn neighbours(&self, id: Id) -> (Id, Id, Id) {
        let mut nodes = self.nodes.borrow_mut();
        get(&mut nodes, id).map_or((NONE, NONE, NONE), |node| (node.parent, node.previous, node.last))
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name<'a> {
        static NO_NAME: once_cell::sync::Lazy<QualName> =
            once_cell::sync::Lazy::new(|| QualName::new(None, Namespace::default(), LocalName::default()));
        let nodes = self.nodes.borrow();
        Name(Ref::map(nodes, |nodes| {
            match usize::try_from(*target).ok().and_then(|index| nodes.get(index)).map(|node| &node.kind) {
                Some(Kind::Element { name, .. }) => name,
                _ => &NO_NAME,
            }
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Id {
        self.add(Kind::Element { tag: Tag::of(&name.local), name, attributes })
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.add(Kind::Comment(text))
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> Id {
        self.add(Kind::Comment(data))
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let (.., last) = self.neighbours(*parent);
        self.insert(*parent, last, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        match self.neighbours(*element) {
            (NONE, ..) => self.append(previous, child),
            _ => self.append_before_sibling(element, child),
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn pop(&self, node: &Id) {
        let depth = get(&mut self.nodes.borrow_mut(), *node).map_or(0, |node| node.depth);
        self.depth.set(depth.saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = &child {
            detach(&mut self.nodes.borrow_mut(), *id);
        }
        let (parent, previous, _) = self.neighbours(*sibling);
        self.insert(parent, previous, child);
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Some(Node { kind: Kind::Element { attributes: own, .. }, .. }) =
            get(&mut self.nodes.borrow_mut(), *target)
        {
            for attribute in attributes {
                if own.iter().all(|known| known.name != attribute.name) {
                    own.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        let mut nodes = self.nodes.borrow_mut();
        while let Some(first) = get(&mut nodes, *node).map(|node| node.first).filter(|&first| first != NONE) {
            detach(&mut nodes, first);
            let last = get(&mut nodes, *parent).map_or(NONE, |parent| parent.last);
            attach(&mut nodes, first, *parent, last);
        }
    }
}
