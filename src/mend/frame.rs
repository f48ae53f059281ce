//! The rows of an answer as a definition finds them.

use crate::{
    carriers::{
        answer::{Document, identity_of},
        definition::{Alternatives, Answer},
        document_node::Node,
        document_path::{Scope, Trail},
        place::{Place, Places},
    },
    model::Number,
};

/// Where a definition looks for rows.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) element: Option<Places>,
    pub(super) identity: Alternatives,
    pub(super) rows: Places,
    pub(super) stride: usize,
}

impl Shape {
    pub(super) fn of(answer: &Answer) -> Shape {
        Shape {
            element: answer.element.clone(),
            identity: answer.identity.clone(),
            rows: answer.rows.clone(),
            stride: answer.stride.max(1),
        }
    }

    /// The same with the element somewhere else.
    pub(super) fn with_element(&self, place: &str) -> Shape {
        Shape { element: Some(Places(vec![Place::new(place)])), ..self.clone() }
    }

    /// The same with rows somewhere else.
    pub(super) fn with_rows(&self, rows: &[String]) -> Shape {
        Shape { rows: Places(rows.iter().map(|it| Place::new(it)).collect()), ..self.clone() }
    }
}

/// The rows of one number.
#[derive(Debug)]
pub(super) struct Frame<'d> {
    pub(super) trail: Trail<'d>,
    /// Where on the trail the element stands.
    pub(super) element: usize,
    /// The rows of each scan.
    pub(super) groups: Vec<Vec<usize>>,
}

impl<'d> Frame<'d> {
    /// Finds the element that names the number, or the only one, and its rows.
    pub(super) fn of(document: &'d Document<'d>, shape: &Shape, number: &Number) -> Option<Frame<'d>> {
        let mut trail = Trail::new(document.root());
        let element = element(&mut trail, shape, number)?;
        let rows = shape.rows.rows(&mut trail, element);
        let groups = rows.chunks(shape.stride).map(<[usize]>::to_vec).collect();
        Some(Frame { trail, element, groups })
    }

    /// The view from a scan.
    pub(super) fn scope(&self, group: usize) -> Scope<'_, 'd> {
        let rows = &self.groups[group];
        self.trail.scope(rows[0]).beside(rows)
    }

    /// The first row of each scan.
    pub(super) fn heads(&self) -> impl Iterator<Item = Node<'d>> {
        self.groups.iter().map(|it| self.trail.node(it[0]))
    }
}

/// Where on a new trail the element stands that speaks of the number.
pub(super) fn element(trail: &mut Trail<'_>, shape: &Shape, number: &Number) -> Option<usize> {
    let elements = match &shape.element {
        None => vec![0],
        Some(places) => places.rows(trail, 0),
    };
    let names = |at: &&usize| identity_of(&shape.identity, trail.scope(**at)).is_some_and(|it| it.contains(number));
    let named = elements.iter().find(names).copied();
    let nameless = |at: &usize| elements.len() == 1 && identity_of(&shape.identity, trail.scope(*at)).is_none();
    named.or_else(|| elements.first().copied().filter(nameless))
}

/// What tells a piece from all others of its document.
pub(super) fn key(node: Node<'_>) -> usize {
    match node {
        Node::Json(value) => std::ptr::from_ref(value) as usize,
        Node::Xml(xml) => xml.id().get_usize(),
        Node::Html(element) => std::ptr::from_ref(element.value()) as usize,
        Node::Attribute(text) => text.as_ptr() as usize,
    }
}
