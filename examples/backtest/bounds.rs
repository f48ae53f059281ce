//! How many parcels take longer than a bound says: each arrival is asked with so many earlier parcels of its cell.

use posylka::rules::survival::Survival;

use super::cells::{Cell, Dice, earlier, quantile, took};

/// The bounds that are tried, in percent.
pub const BOUNDS: [u8; 5] = [50, 80, 90, 95, 99];
/// What other trackers use in their stead: days after which a parcel is late.
pub const CONSTANTS: [f64; 4] = [7.0, 14.0, 30.0, 60.0];
/// Draws per arrival.
const DRAWS: usize = 10;
/// The range of time left that is tried.
const ETA_SHARE: f64 = 0.8;

/// Counts over all arrivals, so that large cells weigh as they are large.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Tally {
    /// Arrivals asked, times draws.
    pub asked: u32,
    /// Beyond the 95th of 100 of the earlier parcels alone that had come by then; where none had, nobody is asked.
    pub own: Count,
    /// The bounds of all other cells.
    pub prior: Bounds,
    /// Those shrunk towards the earlier parcels, and no more.
    pub shrunk: Bounds,
    /// Ours: shrunk, and calibrated where the earlier ones are enough.
    pub ours: Bounds,
    /// Arrivals beyond the [`CONSTANTS`].
    pub constants: [u32; 4],
    /// Inside our range of 80 % for the time left, asked at the median of ours.
    pub eta: Count,
}

/// How a recipe's bounds do.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Bounds {
    /// Arrivals beyond each.
    pub beyond: [u32; 5],
    /// Days of each, summed: the width of the interval from posting to it.
    pub days: [f64; 5],
}

/// So many of so many.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Count {
    /// That it holds for.
    pub hits: u32,
    /// That were asked.
    pub of: u32,
}

impl Count {
    /// One more.
    pub fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.of += 1;
    }

    /// The share, 0 where nobody was asked.
    pub fn share(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of.max(1))
    }
}

/// Every arrival with so many earlier parcels.
pub fn tally(cells: &[Cell<'_>], count: usize, never: f64, dice: &mut Dice) -> Tally {
    let mut tally = Tally::default();
    for cell in cells {
        for (index, row) in cell.rows.iter().enumerate() {
            let Some(days) = took(row) else { continue };
            for _ in 0..DRAWS {
                let Some(own) = earlier(cell, index, count, dice) else { break };
                tally.asked += 1;
                let mut over: Vec<f64> = own.iter().filter(|it| it.finished).map(|it| it.days).collect();
                if let Some(bound) = quantile(&mut over, 0.95) {
                    tally.own.add(days > bound);
                }
                let ours = cell.prior.learned(&own, never);
                tally.prior.add(&cell.prior, days);
                tally.shrunk.add(&cell.prior.shrunk(&own, never), days);
                tally.ours.add(&ours, days);
                tally.constants.iter_mut().zip(CONSTANTS).for_each(|(it, bound)| *it += u32::from(days > bound));
                time_left(&mut tally.eta, &ours, days);
            }
        }
    }
    tally
}

impl Bounds {
    fn add(&mut self, survival: &Survival, took: f64) {
        for (at, bound) in BOUNDS.into_iter().enumerate() {
            let days = survival.quantile(f64::from(bound) / 100.0);
            self.beyond[at] += u32::from(took > days);
            self.days[at] += days;
        }
    }
}

fn time_left(count: &mut Count, survival: &Survival, days: f64) {
    let asked = survival.quantile(0.5);
    if days > asked {
        let eta = survival.eta(asked, ETA_SHARE);
        count.add((asked + eta.from..=asked + eta.to).contains(&days));
    }
}
