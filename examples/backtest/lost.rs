//! Parcels that never came: how many are called lost in time to claim the money, and how many that came are called so too.

use super::{
    bounds::Count,
    cells::{Cell, Dice, earlier, took},
    rows::Row,
};

/// What other trackers use: days since the parcel was sent.
pub const CONSTANTS: [f64; 4] = [14.0, 20.0, 30.0, 60.0];
/// A claim can be made until so many days after the promise.
const WINDOW: f64 = 15.0;
/// So many days before that we call out, whatever the odds: it is the last chance.
const LAST_CALL: f64 = 3.0;
/// So many parcels of one's own.
const OWN: usize = 10;
/// A recall worth having.
const RECALL: f64 = 0.95;

/// How well a rule tells the lost from the late.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Alarms {
    /// Of those that never came, called lost within the window.
    pub recall: Count,
    /// Of those that came, called lost before they did.
    pub false_alarms: Count,
}

/// Ours, the part of it that the odds alone do, and the constants.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Lost {
    /// The odds or the last call.
    pub ours: Alarms,
    /// The odds alone.
    pub odds: Alarms,
    /// In the order of [`CONSTANTS`].
    pub constants: [Alarms; 4],
}

impl Lost {
    /// The constant with the fewest false alarms of those that find 95 of 100; if none does, the one that finds most.
    pub fn best_constant(&self) -> (f64, Alarms) {
        let all = CONSTANTS.into_iter().zip(self.constants);
        let cost = |it: &Alarms| match it.recall.share() {
            enough if enough >= RECALL => it.false_alarms.share(),
            recall => 2.0 - recall,
        };
        all.min_by(|(_, a), (_, b)| cost(a).total_cmp(&cost(b))).unwrap_or_default()
    }
}

/// All parcels with a promise whose window had closed when the file ends; nothing where none of them got lost.
pub fn lost(cells: &[Cell<'_>], never: f64, dice: &mut Dice) -> Option<Lost> {
    let moments = cells.iter().flat_map(|cell| &cell.rows).map(|it| it.came.unwrap_or(it.sent));
    let end = moments.fold(0.0, f64::max);
    let mut lost = Lost::default();
    for cell in cells {
        for (index, row) in cell.rows.iter().enumerate() {
            let Some(deadline) = row.promised.map(|it| it + WINDOW).filter(|it| *it <= end) else { continue };
            let Some(own) = earlier(cell, index, OWN, dice) else { continue };
            let deadline = deadline - row.sent;
            let odds = cell.prior.learned(&own, never).lost_after(never).max(deadline - WINDOW);
            lost.odds.add(row, odds, deadline);
            lost.ours.add(row, odds.min(deadline - LAST_CALL), deadline);
            lost.constants.iter_mut().zip(CONSTANTS).for_each(|(it, days)| it.add(row, days, deadline));
        }
    }
    (lost.ours.recall.of > 0).then_some(lost)
}

impl Alarms {
    /// One more parcel, called lost after so many days, where claims end after so many.
    fn add(&mut self, row: &Row, alarm: f64, deadline: f64) {
        match took(row) {
            Some(days) => self.false_alarms.add(alarm <= deadline && days > alarm),
            None => self.recall.add(alarm <= deadline),
        }
    }
}
