//! When to open a claim once the promise is over: at once, after so many days, or by our advice.

use super::{
    cells::{Cell, Dice, earlier},
    rows::Row,
};

/// Fixed days past the promise that are tried.
const FIXED: [f64; 5] = [0.0, 3.0, 7.0, 10.0, 14.0];
/// A claim can be opened until so many days past the promise: the shop's 15 less one for safety.
const WINDOW: f64 = 14.0;
/// Our advice recommends a claim so many days past the promise, or before once the odds say lost.
const RECOMMENDED: f64 = 7.0;
/// So many parcels of one's own.
const OWN: usize = 10;

/// What came of one way to decide.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Outcome {
    name: String,
    /// Of the parcels that never came: all, and those claimed within the window.
    never: (f64, f64),
    /// Claims: all, and those for parcels that came after all.
    claims: (f64, f64),
    /// Days past the promise until the claim, summed over the parcels that never came.
    waited: f64,
}

impl Outcome {
    /// Share of the parcels that never came that were claimed within the window.
    pub fn claimed(&self) -> f64 {
        self.never.1 / self.never.0
    }

    /// Share of the claims that were made for parcels that came.
    pub fn in_vain(&self) -> f64 {
        self.claims.1 / self.claims.0
    }

    /// Days past the promise a parcel that never came was waited for.
    pub fn days(&self) -> f64 {
        self.waited / self.never.1
    }

    /// Takes in a parcel that would be claimed on a day.
    fn take(&mut self, row: &Row, promised: f64, day: f64) {
        let late = row.came.is_none_or(|came| came > day) && day <= promised + WINDOW;
        self.claims.0 += if late { row.weight } else { 0.0 };
        match row.came {
            Some(_) => self.claims.1 += if late { row.weight } else { 0.0 },
            None => {
                self.never.0 += row.weight;
                self.never.1 += if late { row.weight } else { 0.0 };
                self.waited += if late { row.weight * (day - promised) } else { 0.0 };
            }
        }
    }
}

/// Every way to decide, ours last, over all parcels whose window had closed when the file ends.
pub fn outcomes(cells: &[Cell<'_>], never: f64, dice: &mut Dice) -> Vec<Outcome> {
    let moments = cells.iter().flat_map(|cell| &cell.rows).map(|it| it.came.unwrap_or(it.sent));
    let end = moments.fold(0.0, f64::max);
    let named = |name: String| Outcome { name, ..Outcome::default() };
    let mut all: Vec<Outcome> = FIXED.iter().map(|days| named(format!("promise + {days}"))).collect();
    all.push(named("ours".into()));
    for cell in cells {
        for (index, row) in cell.rows.iter().enumerate() {
            let Some(promised) = row.promised.filter(|it| *it + WINDOW <= end) else { continue };
            let Some(own) = earlier(cell, index, OWN, dice) else { continue };
            let odds = row.sent + cell.prior.learned(&own, never).lost_after(never);
            let ours = odds.clamp(promised, promised + RECOMMENDED);
            let days = FIXED.iter().map(|days| promised + days).chain([ours]);
            all.iter_mut().zip(days).for_each(|(outcome, day)| outcome.take(row, promised, day));
        }
    }
    all
}

/// Whether no other way is better in one respect and no worse in the others.
pub fn on_the_frontier(all: &[Outcome], one: &Outcome) -> bool {
    let costs = |it: &Outcome| [1.0 - it.claimed(), it.in_vain(), it.days()];
    let (mine, better) = (costs(one), |a: f64, b: f64| a < b - 1e-9);
    !all.iter().map(costs).any(|other| {
        other.iter().zip(mine).any(|(a, b)| better(*a, b)) && !other.iter().zip(mine).any(|(a, b)| better(b, *a))
    })
}

/// The table for people.
pub fn text(all: &[Outcome]) -> String {
    let mut lines =
        vec!["opened            claimed in the window    claims in vain    days waited    on the frontier".to_owned()];
    for it in all {
        let mark = if on_the_frontier(all, it) { "yes" } else { "no" };
        let (claimed, vain) = (100.0 * it.claimed(), 100.0 * it.in_vain());
        lines.push(format!("{:<16} {claimed:>18.1} % {vain:>19.1} % {:>14.1} {mark:>18}", it.name, it.days()));
    }
    lines.push("Orders of a Brazilian shop, 2016-2018: elsewhere the figures are others.".to_owned());
    lines.join("\n")
}
