//! Cells, the range of all others, and draws of earlier parcels as they stood at a moment.

use std::collections::{BTreeMap, BTreeSet};

use posylka::rules::survival::{Lasted, Survival};

use super::rows::Row;

/// A smaller cell is no test.
const LEAST_ARRIVALS: usize = 40;

/// A route, in the order in which its parcels were sent.
pub struct Cell<'a> {
    /// Its parcels.
    pub rows: Vec<&'a Row>,
    /// What a stranger to it knows: the 5th and 95th of 100 arrivals of all other cells.
    pub prior: Survival,
}

/// The cells of at least forty arrivals.
pub fn cells(rows: &[Row]) -> Vec<Cell<'_>> {
    let mut routes: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    rows.iter().for_each(|row| routes.entry(&row.cell).or_default().push(row));
    routes.retain(|_, cell| cell.iter().filter(|it| it.came.is_some()).count() >= LEAST_ARRIVALS);
    let prior = |route: &str| {
        let mut others: Vec<f64> = rows.iter().filter(|it| it.cell != route).filter_map(took).collect();
        Some(Survival::from_range([quantile(&mut others, 0.05)?, quantile(&mut others, 0.95)?]))
    };
    let found = routes.into_iter().filter_map(|(route, mut rows)| {
        rows.sort_by(|a, b| a.sent.total_cmp(&b.sent));
        Some(Cell { rows, prior: prior(route)? })
    });
    found.collect()
}

/// How long it took, if it came.
pub fn took(row: &Row) -> Option<f64> {
    row.came.map(|came| came - row.sent)
}

/// Days by which such a share is over, between the two nearest.
pub fn quantile(days: &mut [f64], share: f64) -> Option<f64> {
    days.sort_by(f64::total_cmp);
    let at = share * days.len().checked_sub(1)? as f64;
    let (below, above) = (days.get(at.floor() as usize)?, days.get(at.ceil() as usize)?);
    Some(below + (above - below) * at.fract())
}

/// So many of the cell's parcels that were sent before this one, drawn by weight, as they stood when it was sent; nothing
/// where there are fewer.
pub fn earlier(cell: &Cell<'_>, index: usize, count: usize, dice: &mut Dice) -> Option<Vec<Lasted>> {
    let (before, now) = (cell.rows.get(..index)?, cell.rows.get(index)?.sent);
    if before.len() < count {
        return None;
    }
    let heaviest = before.iter().map(|it| it.weight).fold(0.0, f64::max);
    let mut drawn = BTreeSet::new();
    while drawn.len() < count {
        let at = dice.below(before.len());
        if dice.share() * heaviest < before[at].weight {
            drawn.insert(at);
        }
    }
    Some(drawn.into_iter().filter_map(|at| stood(before[at], now)).collect())
}

fn stood(row: &Row, now: f64) -> Option<Lasted> {
    let over = row.came.filter(|came| *came <= now);
    let lasted = Lasted { days: over.unwrap_or(now) - row.sent, finished: over.is_some() };
    (lasted.days > 0.0).then_some(lasted)
}

/// Numbers by chance, the same for the same seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, 1.
    fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.share() * end as f64) as usize
    }
}
