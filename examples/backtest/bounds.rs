//! How many parcels take longer than a bound says: each arrival is asked with so many earlier parcels of its cell.

use posylka::rules::survival::{Lasted, Survival};

use super::{
    cells::{Cell, Dice, earlier, quantile, took},
    rows::Row,
};

/// The bounds that are tried, in percent.
pub const BOUNDS: [u8; 5] = [50, 80, 90, 95, 99];
/// What other trackers use in their stead: days after which a parcel is late.
pub const CONSTANTS: [f64; 4] = [7.0, 14.0, 30.0, 60.0];
/// Draws per arrival, where nobody says how many.
pub const DRAWS: u32 = 10;
/// The range of time left that is tried.
const ETA_SHARE: f64 = 0.8;

/// Which arrivals are asked, and how often each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asking {
    /// Draws per arrival.
    pub draws: u32,
    /// Sent from this day on.
    pub from: f64,
    /// Sent before this day.
    pub to: f64,
}

impl Asking {
    /// All of a file.
    pub fn all(draws: u32) -> Asking {
        Asking { draws, from: f64::NEG_INFINITY, to: f64::INFINITY }
    }

    /// The earlier and the later half of a file's arrivals, by the day they were sent: what was chosen on one is held
    /// against the other.
    pub fn halves(rows: &[Row], draws: u32) -> [Asking; 2] {
        let mut sent: Vec<f64> = rows.iter().filter(|it| it.came.is_some()).map(|it| it.sent).collect();
        let middle = quantile(&mut sent, 0.5).unwrap_or_default();
        let all = Asking::all(draws);
        [Asking { to: middle, ..all }, Asking { from: middle, ..all }]
    }

    fn holds(&self, row: &Row) -> bool {
        (self.from..self.to).contains(&row.sent)
    }
}

/// Counts over all arrivals, so that large cells weigh as they are large.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Tally {
    /// Arrivals asked.
    pub arrivals: u32,
    /// The same, times draws.
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
    /// Each arrival's share of draws beyond, squared, and summed: what the file itself leaves open is seen by it.
    pub squares: [f64; 5],
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

    fn join(&mut self, other: Count) {
        self.hits += other.hits;
        self.of += other.of;
    }

    /// The share, 0 where nobody was asked.
    pub fn share(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of.max(1))
    }
}

/// Every arrival with so many earlier parcels.
pub fn tally(cells: &[Cell<'_>], count: usize, never: f64, asking: Asking, dice: &mut Dice) -> Tally {
    let mut tally = Tally::default();
    for cell in cells {
        for (index, row) in cell.rows.iter().enumerate().filter(|(_, row)| asking.holds(row)) {
            let Some(days) = took(row) else { continue };
            let mut one = Tally::default();
            for own in (0..asking.draws).map_while(|_| earlier(cell, index, count, dice)) {
                one.ask(cell, &own, days, never);
            }
            tally.take(&one);
        }
    }
    tally
}

impl Tally {
    /// One draw of earlier parcels for an arrival after so many days.
    fn ask(&mut self, cell: &Cell<'_>, own: &[Lasted], days: f64, never: f64) {
        self.asked += 1;
        let mut over: Vec<f64> = own.iter().filter(|it| it.finished).map(|it| it.days).collect();
        if let Some(bound) = quantile(&mut over, 0.95) {
            self.own.add(days > bound);
        }
        let ours = cell.prior.learned(own, never);
        self.prior.add(&cell.prior, days);
        self.shrunk.add(&cell.prior.shrunk(own, never), days);
        self.ours.add(&ours, days);
        self.constants.iter_mut().zip(CONSTANTS).for_each(|(it, bound)| *it += u32::from(days > bound));
        time_left(&mut self.eta, &ours, days);
    }

    /// One more arrival, with all its draws.
    fn take(&mut self, one: &Tally) {
        self.arrivals += u32::from(one.asked > 0);
        self.asked += one.asked;
        self.own.join(one.own);
        self.eta.join(one.eta);
        self.prior.take(&one.prior, one.asked);
        self.shrunk.take(&one.shrunk, one.asked);
        self.ours.take(&one.ours, one.asked);
        self.constants.iter_mut().zip(one.constants).for_each(|(all, it)| *all += it);
    }
}

impl Bounds {
    fn add(&mut self, survival: &Survival, took: f64) {
        for (at, bound) in BOUNDS.into_iter().enumerate() {
            let days = survival.quantile(f64::from(bound) / 100.0);
            self.beyond[at] += u32::from(took > days);
            self.days[at] += days;
        }
    }

    fn take(&mut self, one: &Bounds, draws: u32) {
        for at in 0..BOUNDS.len() {
            self.beyond[at] += one.beyond[at];
            self.days[at] += one.days[at];
            self.squares[at] += (f64::from(one.beyond[at]) / f64::from(draws.max(1))).powi(2);
        }
    }

    /// The standard error of a bound's share, taking each arrival for one: what so many arrivals cannot tell apart.
    pub fn error(&self, at: usize, tally: &Tally) -> f64 {
        let arrivals = f64::from(tally.arrivals.max(1));
        let share = f64::from(self.beyond[at]) / f64::from(tally.asked.max(1));
        ((self.squares[at] / arrivals - share.powi(2)).max(0.0) / arrivals).sqrt()
    }
}

fn time_left(count: &mut Count, survival: &Survival, days: f64) {
    let asked = survival.quantile(0.5);
    if days > asked {
        let eta = survival.eta(asked, ETA_SHARE);
        count.add((asked + eta.from..=asked + eta.to).contains(&days));
    }
}
