//! An ask as it is booked.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    carriers::GivenOf,
    model::{LegKey, Number, ParcelId, SourceId},
    store::Due,
};

/// One ask that is booked.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The source that is asked.
    pub source: SourceId,
    /// The host it stands on.
    pub host: String,
    /// The legs it is asked for; several parcels may wait for one number.
    pub legs: Vec<(ParcelId, LegKey)>,
    /// Their numbers, each once.
    pub numbers: Vec<Number>,
    /// What the source calls those it was told of.
    pub registered: BTreeMap<Number, String>,
    /// What the user said of them, as far as the source takes it.
    pub given: GivenOf,
    /// The day it counts for.
    pub day: Date,
}

impl Ask {
    /// The same for no parcel of the user's: what is written down of it in their database is that it was asked by hand.
    pub(super) fn by_hand(&self) -> Ask {
        Ask { legs: Vec::new(), ..self.clone() }
    }

    pub(super) fn holds(&self, due: &Due) -> bool {
        self.legs.iter().any(|(parcel, leg)| *parcel == due.parcel && *leg == due.leg)
    }

    /// A source is told of one number at a time; the others that are new to it wait for the next round.
    pub(super) fn with_one_new_number(mut self) -> Ask {
        let mut new = 0;
        self.numbers.retain(|number| {
            new += usize::from(!self.registered.contains_key(number));
            self.registered.contains_key(number) || new == 1
        });
        self.legs.retain(|(_, leg)| self.numbers.contains(&leg.number));
        self
    }
}
