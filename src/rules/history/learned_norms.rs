//! What was learned, as sums by cell.

use std::collections::BTreeMap;

use crate::{
    model::ParcelId,
    rules::{
        calibration::Ranked,
        norms::{Norm, Travel},
        survival::{Seen, Survival},
    },
};

/// What was learned, by cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    pub(super) cells: BTreeMap<Cell, Learned>,
    /// What each parcel's present silence says, and its place among those of its cell.
    pub(super) present: BTreeMap<ParcelId, (Cell, Seen, usize)>,
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
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learned {
    /// Silences that are over.
    pub finished: u32,
    /// Silences that last.
    pub unfinished: u32,
    pub(super) seen: Seen,
    pub(super) ranked: Vec<Ranked>,
}

impl Cell {
    pub(super) fn of(norm: &Norm, travel: &Travel<'_>) -> Cell {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Cell { norm: norm.id.clone(), from: owned(travel.from), class: owned(travel.class) }
    }
}

impl Learned {
    /// What was published, shrunk towards this and, where it is enough, calibrated by it.
    pub fn learned(&self, published: Survival) -> Survival {
        self.seen.shrink(published).calibrated(&published, self.ranked.clone())
    }

    /// The same without one parcel.
    fn without(&self, published: Survival, own: Seen, at: usize) -> Survival {
        let others = self.ranked.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| *it);
        (self.seen - own).shrink(published).calibrated(&published, others.collect())
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
        match self.present.get(&parcel).filter(|(of, ..)| *of == cell) {
            Some(_) if count <= 1 => (published, 0),
            Some((_, own, at)) => (learned.without(published, *own, *at), count - 1),
            None => (learned.learned(published), count),
        }
    }

    /// Everything that was learned, by cell.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, &Learned)> {
        self.cells.iter()
    }
}
