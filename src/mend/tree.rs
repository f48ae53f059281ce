//! A document as a flat list of its pieces in their order, whatever it is written in.

use std::borrow::Cow;

use scraper::ElementRef;
use serde_json::{Map, Value};

use crate::carriers::document_node::Node;

/// No answer worth mending by has more pieces.
pub(super) const PIECES_MAX: usize = 300_000;
/// Nor does it nest deeper.
const DEPTH_MAX: u16 = 200;
/// A longer text is no field.
const TEXT_MAX: usize = 2_000;
/// So many texts with markup in them are read as a person would see them.
const MARKUP_MAX: usize = 20_000;

/// How a piece is reached from the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// The document.
    Root,
    /// A JSON member, an XML or HTML element.
    Name(&'a str),
    /// An item of a JSON list.
    Item(usize),
    /// One of many alike in a JSON object: its key is no name.
    Key(&'a str),
    /// An attribute.
    Attribute(&'a str),
}

/// A piece of a document.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub(super) node: Node<'a>,
    pub(super) step: Step<'a>,
    /// Where the piece stands that encloses it.
    pub(super) above: usize,
    /// Behind the last piece in it.
    pub(super) end: usize,
    /// Its place among the elements beside it, from 1.
    pub(super) nth: usize,
    /// What is written in it, if it is a leaf.
    pub(super) text: Option<Cow<'a, str>>,
    depth: u16,
}

/// A document, flat: what is in a piece follows it at once.
#[derive(Debug)]
pub(super) struct Tree<'a>(pub(super) Vec<Piece<'a>>);

impl<'a> Tree<'a> {
    /// All pieces of a document; `None` where there are too many.
    pub(super) fn of(root: Node<'a>) -> Option<Tree<'a>> {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut waiting = vec![(root, Step::Root, 0_usize, 1_usize)];
        let (mut below, mut markup) = (Vec::new(), 0_usize);
        while let Some((node, step, above, nth)) = waiting.pop() {
            let depth = if pieces.is_empty() { 0 } else { pieces[above].depth + 1 };
            let at = pieces.len();
            if at >= PIECES_MAX {
                return None;
            }
            below.clear();
            if depth < DEPTH_MAX {
                pieces_below(node, at, &mut below);
            }
            let text = text_of(node, below.is_empty(), &mut markup)?;
            pieces.push(Piece { node, step, above, end: at + 1, nth, text, depth });
            waiting.extend(below.drain(..).rev());
        }
        for at in (1..pieces.len()).rev() {
            let (above, end) = (pieces[at].above, pieces[at].end);
            pieces[above].end = pieces[above].end.max(end);
        }
        Some(Tree(pieces))
    }

    /// The leaves in a piece.
    pub(super) fn leaves(&self, at: usize) -> impl Iterator<Item = (usize, &str)> {
        (at..self.0[at].end).filter_map(|it| Some((it, self.0[it].text.as_deref()?)))
    }

    /// Whether a piece lies in another, or is it.
    pub(super) fn is_in(&self, at: usize, whole: usize) -> bool {
        (whole..self.0[whole].end).contains(&at)
    }

    /// The pieces from below `from` down to `to`; `None` where that is not below.
    pub(super) fn way(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut way = Vec::new();
        let mut at = to;
        while at != from {
            if at == 0 {
                return None;
            }
            way.push(at);
            at = self.0[at].above;
        }
        way.reverse();
        Some(way)
    }

    /// The pieces right below one.
    pub(super) fn below(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.0[at].end;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let found = (next < end).then_some(next)?;
            next = self.0[found].end;
            Some(found)
        })
    }

    /// Whether a piece can be a row: an object, an element.
    pub(super) fn is_row(&self, at: usize) -> bool {
        match self.0[at].node {
            Node::Json(value) => value.is_object(),
            Node::Attribute(_) => false,
            Node::Xml(_) | Node::Html(_) => true,
        }
    }

    /// Where a leaf stands, without which of many: leaves of one field of many rows have one way.
    pub(super) fn signature(&self, at: usize) -> String {
        let mut steps = Vec::new();
        let (mut it, mut leaf) = (at, true);
        while it != 0 {
            let piece = &self.0[it];
            match piece.step {
                Step::Name(name) => steps.push(self.element_name(piece, name, leaf)),
                Step::Attribute(name) => steps.push(format!("@{name}")),
                Step::Key(_) => steps.push("*".to_owned()),
                Step::Item(index) => {
                    let alone = !matches!(piece.node, Node::Json(value) if value.is_object() || value.is_array());
                    steps.push(if alone { index.to_string() } else { String::new() });
                }
                Step::Root => {}
            }
            leaf &= matches!(piece.step, Step::Attribute(_));
            it = piece.above;
        }
        steps.reverse();
        steps.join("/")
    }

    /// Cells and leaves of a page are told apart by their class or their place.
    fn element_name(&self, piece: &Piece<'_>, name: &str, leaf: bool) -> String {
        let Node::Html(element) = piece.node else { return name.to_owned() };
        let cell = matches!(name, "td" | "th" | "dd" | "dt");
        match element.attr("class").and_then(|it| it.split_whitespace().next()) {
            Some(class) if leaf && !cell => format!("{name}.{class}"),
            _ if leaf || cell => format!("{name}:{}", piece.nth),
            _ => name.to_owned(),
        }
    }

    /// The last name on the way to a piece.
    pub(super) fn name(&self, at: usize) -> &'a str {
        match self.0[at].step {
            Step::Name(name) | Step::Attribute(name) => name,
            Step::Item(_) | Step::Key(_) => self.name(self.0[at].above),
            Step::Root => "",
        }
    }
}

type Below<'a> = (Node<'a>, Step<'a>, usize, usize);

fn pieces_below<'a>(node: Node<'a>, at: usize, below: &mut Vec<Below<'a>>) {
    match node {
        Node::Json(Value::Object(fields)) if is_list(fields) => {
            let item = |(index, (_, it))| (Node::Json(it), Step::Item(index), at, 1);
            below.extend(fields.iter().enumerate().map(item));
        }
        Node::Json(Value::Object(fields)) if are_alike(fields) => {
            below.extend(fields.iter().map(|(key, it)| (Node::Json(it), Step::Key(key), at, 1)));
        }
        Node::Json(Value::Object(fields)) => {
            below.extend(fields.iter().map(|(key, it)| (Node::Json(it), Step::Name(key), at, 1)));
        }
        Node::Json(Value::Array(items)) => {
            let item = |(index, it)| (Node::Json(it), Step::Item(index), at, index + 1);
            below.extend(items.iter().enumerate().map(item));
        }
        Node::Json(_) | Node::Attribute(_) => {}
        Node::Xml(xml) => {
            below.extend(xml.attributes().map(|it| (Node::Attribute(it.value()), Step::Attribute(it.name()), at, 1)));
            let elements = xml.children().filter(|it| it.is_element()).enumerate();
            below.extend(elements.map(|(index, it)| (Node::Xml(it), Step::Name(it.tag_name().name()), at, index + 1)));
        }
        Node::Html(element) => {
            let attribute = |(name, value)| (Node::Attribute(value), Step::Attribute(name), at, 1);
            below.extend(element.value().attrs().map(attribute));
            let elements = element.children().filter_map(ElementRef::wrap).enumerate();
            below.extend(elements.map(|(index, it)| (Node::Html(it), Step::Name(it.value().name()), at, index + 1)));
        }
    }
}

/// Whether an element of a page is one line of text: a cell may hold a break or a bold word, and no other cell.
fn is_line(element: ElementRef<'_>) -> bool {
    let block = |name: &str| {
        matches!(
            name,
            "table" | "tbody" | "tr" | "td" | "th" | "ul" | "li" | "dl" | "dt" | "dd" | "div" | "p" | "section"
        )
    };
    let mut inside = element.descendants().skip(1);
    let blocks = inside.by_ref().take(20).any(|it| it.value().as_element().is_some_and(|it| block(it.name())));
    !blocks && inside.next().is_none()
}

/// A list written as an object: `{"0": ..., "1": ...}`.
fn is_list(fields: &Map<String, Value>) -> bool {
    !fields.is_empty() && fields.iter().all(|(key, item)| item.is_object() && key.parse::<u32>().is_ok())
}

/// Things of one kind by keys of their own: `{"e0": {...}, "e1": {...}}`.
fn are_alike(fields: &Map<String, Value>) -> bool {
    let shape = |key: &String| key.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let mut shapes = fields.keys().map(shape);
    let Some(first) = shapes.next() else { return false };
    let numbered = |key: &String| key.chars().any(|c| c.is_ascii_digit());
    fields.len() > 1 && shapes.all(|it| it == first) && fields.iter().all(|(key, it)| it.is_object() && numbered(key))
}

/// The text of a leaf; the outer `None` says that there is too much markup in texts.
fn text_of<'a>(node: Node<'a>, leaf: bool, markup: &mut usize) -> Option<Option<Cow<'a, str>>> {
    let (short, marked) = match node {
        Node::Json(Value::String(text)) => (text.len() <= TEXT_MAX, text.contains(['<', '&'])),
        Node::Attribute(text) => (text.len() <= TEXT_MAX, text.contains(['<', '&'])),
        Node::Json(value) => (leaf && !value.is_object() && !value.is_array(), false),
        Node::Xml(xml) => (xml.is_element() && xml.text().is_some_and(|it| it.len() <= TEXT_MAX), false),
        Node::Html(element) => (is_line(element), false),
    };
    *markup += usize::from(marked);
    if *markup > MARKUP_MAX {
        return None;
    }
    Some(if short { node.text().filter(|it| it.len() <= TEXT_MAX) } else { None })
}
