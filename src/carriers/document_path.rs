//! The way from the document down to a piece of it, so that a row can look at what encloses it.

use super::document_node::Node;

/// The pieces met on the way down, each with the one that encloses it.
#[derive(Debug)]
pub struct Trail<'a>(Vec<(Node<'a>, usize)>);

impl<'a> Trail<'a> {
    /// Begins at the document, which is at 0.
    pub fn new(root: Node<'a>) -> Trail<'a> {
        Trail(vec![(root, 0)])
    }

    /// Remembers a piece below another, and says where.
    pub fn push(&mut self, node: Node<'a>, above: usize) -> usize {
        self.0.push((node, above));
        self.0.len() - 1
    }

    /// Where the piece stands that encloses it.
    pub fn above(&self, at: usize) -> usize {
        self.0[at].1
    }

    /// The piece there.
    pub fn node(&self, at: usize) -> Node<'a> {
        self.0[at].0
    }

    /// A view from there.
    pub fn scope(&self, at: usize) -> Scope<'_, 'a> {
        Scope { trail: self, at, group: &[] }
    }
}

/// A view from one piece of an answer: down, up, and to the other rows of its stride.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'s, 'a> {
    trail: &'s Trail<'a>,
    at: usize,
    group: &'s [usize],
}

impl<'s, 'a> Scope<'s, 'a> {
    /// The same view with the rows of the stride beside it.
    pub fn beside(self, group: &'s [usize]) -> Scope<'s, 'a> {
        Scope { group, ..self }
    }

    /// The piece itself.
    pub fn node(self) -> Node<'a> {
        self.trail.node(self.at)
    }

    /// The document.
    pub fn root(self) -> Node<'a> {
        self.trail.node(0)
    }

    /// The piece so many levels up.
    pub fn up(self, levels: usize) -> Node<'a> {
        let at = (0..levels).fold(self.at, |at, _| self.trail.0[at].1);
        self.trail.node(at)
    }

    /// Another row of the stride.
    pub fn sibling(self, index: usize) -> Option<Node<'a>> {
        self.group.get(index).map(|at| self.trail.node(*at))
    }
}
