//! What was learned, as sums by cell.

use std::collections::BTreeMap;

use crate::{
    model::ParcelId,
    rules::{
        norms::{Norm, Travel},
        survival::{Seen, Survival},
    },
};

/// What was learned, by cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    pub(super) cells: BTreeMap<Cell, Learned>,
    /// What each parcel's present silence says.
    pub(super) present: BTreeMap<ParcelId, (Cell, Seen)>,
}

/// Parcels that are alike at a stage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The norm that holds for them.
    pub norm: String,
    /// The country they come from, where it is known.
    pub from: Option<String>,
    /// Their class of service.
    pub class: Option<String>,
}

/// What the parcels of one cell say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Learned {
    /// Silences that are over.
    pub finished: u32,
    /// Silences that last.
    pub unfinished: u32,
    pub(super) seen: Seen,
}

impl Cell {
    pub(super) fn of(norm: &Norm, travel: &Travel<'_>) -> Cell {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Cell { norm: norm.id.clone(), from: owned(travel.from), class: owned(travel.class) }
    }
}

impl Learned {
    /// What was published, shrunk towards this.
    pub fn shrink(&self, published: Survival) -> Survival {
        self.seen.shrink(published)
    }
}

impl History {
    /// What is thought of a norm for such a parcel, this parcel's own silence left out; and of how many parcels.
    pub fn learned(&self, norm: &Norm, travel: &Travel<'_>, parcel: ParcelId) -> (Survival, u32) {
        let published = norm.published();
        if self.cells.is_empty() {
            return (published, 0);
        }
        let cell = Cell::of(norm, travel);
        let Some(learned) = self.cells.get(&cell) else { return (published, 0) };
        let count = learned.finished + learned.unfinished;
        match self.present.get(&parcel).filter(|(of, _)| *of == cell) {
            Some(_) if count <= 1 => (published, 0),
            Some((_, own)) => ((learned.seen - *own).shrink(published), count - 1),
            None => (learned.shrink(published), count),
        }
    }

    /// Everything that was learned, by cell.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, &Learned)> {
        self.cells.iter()
    }
}
