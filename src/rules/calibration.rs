//! How often a distribution is right, by the ranks of what was seen: its bounds are moved to where so many of one's own
//! parcels really went on.
//!
//! It is conformal calibration with a prior: every parcel counts as one, and the distribution as `RANGE` more. One that
//! lasts still counts by how long it has lasted, as Susarla and Van Ryzin do it (Kaplan and Meier with a prior): the ones
//! that are over are the fast ones. It asks nothing of the shape, so it mends what a log-normal cannot say: couriers that
//! deliver once a day, a median far from the middle of its range.
//!
//! From [`ENOUGH`] parcels on it comes nearer to what it says than shrinking alone; of fewer it is worse, and shrinking
//! stands (`examples/backtest`).
//!
//! How far it can be trusted: over a whole file of durations 17 of 18 bounds (80, 90 and 95 %, of 20, 50 and 100 parcels,
//! two files) are within two points, and the other is 2.2 off, where the file's own standard error is 1.0. But the halves of
//! a file by time are further off, to opposite sides: of 80 % up to 2.9 points for postal orders of two years, up to 12 for
//! courier parcels of eight days. Twenty pairs of the two constants were tried: none keeps both halves of either file within
//! two, and the pair that is best on the first halves (30 and 0) is 3.0 and 7.8 off on the second. It is not the recipe: what
//! is measured moves. Courier parcels handed over on a Friday take 3.5 days at the median and on a Tuesday 1.6, and the
//! earlier ones were handed over on other days or were still under way; counted in working days the second half is at most
//! 5.3 off, to the side of caution. That is also why only 35 to 38 of 100 courier parcels take longer than their median: in
//! the later half, whose earlier parcels are over, it is 46 to 50. So the constants stay as they are.

/// So many parcels of one's own are enough for ranks.
pub const ENOUGH: usize = 20;
/// The distribution counts as so many parcels.
const RANGE: f64 = 10.0;
/// Beyond these days nothing is looked for, as logarithms: an hour or less, five years.
const SPAN: [f64; 2] = [-4.6, 7.5];
/// Halvings of that span: to a minute in a year.
const HALVINGS: usize = 24;

/// A parcel of one's own, as far as ranks need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// How long it took, or has been taking, in days.
    pub days: f64,
    /// Whether it is over.
    pub finished: bool,
    /// The chance that it ends at all.
    pub weight: f64,
}

/// Survival by ranks: parcels beside a distribution.
pub struct Ranks<'a> {
    before: &'a dyn Fn(f64) -> f64,
    own: Vec<Ranked>,
    /// After each parcel: how many are left, and by how much those that lasted then lengthen the rest.
    after: Vec<(f64, f64)>,
    total: f64,
}

impl<'a> Ranks<'a> {
    /// Of these parcels, and of the share `before` that takes longer than so many days.
    pub fn of(before: &'a dyn Fn(f64) -> f64, mut own: Vec<Ranked>) -> Ranks<'a> {
        own.sort_by(|a, b| a.days.total_cmp(&b.days));
        let total: f64 = own.iter().map(|it| it.weight).sum();
        let (mut left, mut longer) = (total, 1.0);
        let mut step = |it: &Ranked| {
            let here = RANGE * before(it.days) + left;
            left = (left - it.weight).max(0.0);
            if !it.finished {
                longer *= here / (here - it.weight).max(f64::MIN_POSITIVE);
            }
            (left, longer)
        };
        let after = own.iter().map(&mut step).collect();
        Ranks { before, own, after, total }
    }

    /// The share that takes longer than so many days.
    pub fn longer_than(&self, days: f64) -> f64 {
        let over = self.own.partition_point(|it| it.days <= days);
        let (left, longer) = over.checked_sub(1).map_or((self.total, 1.0), |at| self.after[at]);
        ((RANGE * (self.before)(days) + left) / (RANGE + self.total) * longer).min(1.0)
    }

    /// The logarithm of the days after which such a share is left.
    pub fn ln_left_after(&self, share: f64) -> f64 {
        let [mut low, mut high] = SPAN;
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            match self.longer_than(middle.exp()) > share {
                true => low = middle,
                false => high = middle,
            }
        }
        (low + high) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(days: f64) -> Ranked {
        Ranked { days, finished: true, weight: 1.0 }
    }

    fn taking(days: f64) -> Ranked {
        Ranked { finished: false, ..took(days) }
    }

    /// Half are left after ten days.
    fn before(days: f64) -> f64 {
        (-days * 2f64.ln() / 10.0).exp()
    }

    #[test]
    fn without_parcels_it_is_the_distribution() {
        let ranks = Ranks::of(&before, Vec::new());
        assert!((ranks.longer_than(10.0) - 0.5).abs() < 1e-9);
        assert!((ranks.ln_left_after(0.5).exp() - 10.0).abs() < 1e-4);
    }

    #[test]
    fn many_parcels_are_their_own_ranks() {
        let own: Vec<Ranked> = (1..=1000).map(|at| took(f64::from(at) / 100.0)).collect();
        let ranks = Ranks::of(&before, own);
        for (share, days) in [(0.5, 5.0), (0.2, 8.0), (0.05, 9.5)] {
            assert!((ranks.ln_left_after(share).exp() - days).abs() < 0.2, "{share}");
        }
    }

    #[test]
    fn one_that_lasts_lengthens_what_comes_after_it_and_nothing_before() {
        let over: Vec<Ranked> = (1..=20).map(|at| took(f64::from(at))).collect();
        let lasting = [over.clone(), vec![taking(8.5); 10]].concat();
        let missing = [over, vec![took(8.5); 10]].concat();
        let (lasting, missing) = (Ranks::of(&before, lasting), Ranks::of(&before, missing));
        assert!((lasting.longer_than(5.0) - missing.longer_than(5.0)).abs() < 1e-9);
        assert!(lasting.longer_than(15.0) > 1.5 * missing.longer_than(15.0));
        let mut last = 1.0;
        for days in 0..100 {
            let left = lasting.longer_than(f64::from(days));
            assert!(left <= last + 1e-12, "it only falls: {left} after {last}");
            last = left;
        }
    }
}
