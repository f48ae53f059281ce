//! A changed answer, opened, beside what is known of its number.

use std::collections::HashMap;

use super::{
    Case, Refused, frame,
    known::{Before, KnownRow},
    times::Moment,
    tree::Tree,
};
use crate::{carriers::answer::Document, model::Event};

/// A changed answer.
#[derive(Debug)]
pub(super) struct Body<'d> {
    pub(super) case: &'d Case,
    pub(super) document: &'d Document<'d>,
    pub(super) tree: Tree<'d>,
    /// Which piece of the tree a piece of the document is.
    pub(super) index: HashMap<usize, usize>,
    /// What an earlier answer for the same number said.
    pub(super) before: Option<Before>,
    /// What is known row by row.
    pub(super) rows: Vec<KnownRow>,
    /// All scans that are known.
    pub(super) scans: &'d [Event],
}

impl<'d> Body<'d> {
    pub(super) fn new(
        case: &'d Case,
        document: &'d Document<'d>,
        before: Option<Before>,
        scans: &'d [Event],
    ) -> Result<Body<'d>, Refused> {
        let tree = Tree::of(document.root()).ok_or(Refused::TooLarge)?;
        let index = tree.0.iter().enumerate().map(|(at, piece)| (frame::key(piece.node), at)).collect();
        let remembered = || scans.iter().filter(|it| !it.is_undated()).map(KnownRow::of).collect();
        let rows = before.as_ref().map(|it| it.rows.clone()).filter(|it| !it.is_empty()).unwrap_or_else(remembered);
        Ok(Body { case, document, tree, index, before, rows, scans })
    }

    /// The moments that must stand in it.
    pub(super) fn moments(&self) -> Vec<Moment> {
        let mut all: Vec<Moment> = self.rows.iter().map(|it| (it.wall, it.offset)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
