//! How long something takes, as a distribution: S(t) is the share that takes longer than t days.
//!
//! Up to its 95th of 100 it is a log-normal. Real parcels have a longer tail than that: their 99th of 100 comes up to 1.7
//! times later than a log-normal says. So beyond the 95th it is the log-logistic through the same 5th and 95th.
//!
//! It begins as a published range and learns from what the user saw: [`Survival::learned`]. Of many parcels the ranks say
//! where its bounds are ([`super::calibration`]); it is then bent at its knots, and a log-normal between them.

mod bends;

use self::bends::{Bends, Z95};
use super::calibration::{ENOUGH, Ranked, Ranks};

/// ln(0.95 / 0.05): where the log-logistic has its 95th of 100.
const LOGIT95: f64 = 2.944_438_979_166_440_3;
/// The share that takes longer than the 95th of 100.
const TAIL: f64 = 0.05;
/// So many parcels of one's own count as much as the published range. With 8, from three own parcels on, 4.0 to 4.4 of 100
/// took longer than the 95th, of 3,000 postal orders and of 4,750 courier parcels alike (`examples/backtest`).
const PRIOR_WEIGHT: f64 = 8.0;
/// Shorter times are read as this, in days: a quarter of an hour.
const LEAST_DAYS: f64 = 0.01;
/// Narrower distributions are read as this, in logarithms of days.
const LEAST_SIGMA: f64 = 0.001;
/// Into so many slices of equal odds the time left is cut to find its mean.
const SLICES: usize = 200;
/// Beyond so many standard deviations both tails of the normal are nothing.
const FAR: f64 = 8.0;

/// The part of the published range in what the ranks are beside; the rest is what was learned by shrinking.
const PUBLISHED: f64 = 0.25;

/// A distribution of days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Survival {
    mu: f64,
    sigma: f64,
    bends: Bends,
}

/// How long one of the user's own parcels took, or has been taking so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lasted {
    /// Days.
    pub days: f64,
    /// Whether it was over then; if not, it takes longer than that.
    pub finished: bool,
}

/// When the rest will be over, in days from now: none of it lies in the past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Eta {
    /// Earlier is as unlikely as later than [`Eta::to`].
    pub from: f64,
    /// The other end.
    pub to: f64,
    /// The chance that it is between the two, if it comes at all.
    pub share: f64,
}

impl Survival {
    /// A published range in days: 5 of 100 take less than its low end, 5 more than its high end.
    pub fn from_range(days: [f64; 2]) -> Survival {
        let [low, high] = days.map(ln);
        Survival::straight((low + high) / 2.0, (high - low) / (2.0 * Z95))
    }

    /// What takes `least` days at the least (5 of 100 take less) and `mean` days on average.
    ///
    /// With ln T normal, ln least = mu - 1.645 sigma and ln mean = mu + sigma^2 / 2; the difference is a square in sigma.
    pub fn from_least_and_mean(least: f64, mean: f64) -> Survival {
        let apart = (ln(mean) - ln(least)).max(0.0);
        let sigma = ((Z95.powi(2) + 2.0 * apart).sqrt() - Z95).max(LEAST_SIGMA);
        Survival::straight(ln(least) + Z95 * sigma, sigma)
    }

    /// What has this mean and variance, in days and days squared: the log-normal of the same moments.
    pub fn from_moments(mean: f64, variance: f64) -> Survival {
        let mean = mean.max(LEAST_DAYS);
        let spread = (1.0 + variance.max(0.0) / mean.powi(2)).ln();
        Survival::straight(mean.ln() - spread / 2.0, spread.sqrt())
    }

    /// This, every time so many times as long.
    pub fn stretched(self, factor: f64) -> Survival {
        Survival { mu: self.mu + factor.ln(), ..self }
    }

    /// This, shrunk towards what the user saw and, where that is enough, calibrated by it; `never` is the share that
    /// never ends.
    pub fn learned(self, own: &[Lasted], never: f64) -> Survival {
        self.shrunk(own, never).calibrated(&self, own.iter().map(|it| self.ranked(it, never)).collect())
    }

    /// This, shrunk towards what the user saw and no more.
    pub fn shrunk(self, own: &[Lasted], never: f64) -> Survival {
        own.iter().fold(Seen::default(), |seen, it| seen + self.seen(it, never)).shrink(self)
    }

    /// What one parcel is worth by its rank.
    pub fn ranked(&self, it: &Lasted, never: f64) -> Ranked {
        let weight = if it.finished { 1.0 } else { 1.0 - self.lost(it.days, never) };
        Ranked { days: it.days, finished: it.finished, weight }
    }

    /// This, learned by shrinking what was published, bent to where the ranks have its bounds. Too few parcels leave it.
    pub fn calibrated(self, published: &Survival, own: Vec<Ranked>) -> Survival {
        if own.len() < ENOUGH {
            return self;
        }
        let before = |days: f64| (1.0 - PUBLISHED) * self.longer_than(days) + PUBLISHED * published.longer_than(days);
        let ranks = Ranks::of(&before, own);
        Survival { bends: Bends::of(|share| ranks.ln_left_after(1.0 - share) - self.quantile(share).ln()), ..self }
    }

    fn straight(mu: f64, sigma: f64) -> Survival {
        Survival { mu, sigma: sigma.max(LEAST_SIGMA), bends: Bends::default() }
    }

    /// What one parcel says.
    ///
    /// An unfinished one counts as what it will have taken on average when it ends, E\[ln T | T > t\] (one step of
    /// expectation and maximisation), and only as far as it will end at all. Leaving it out would shorten every norm, for
    /// the finished ones are the fast ones.
    pub fn seen(&self, it: &Lasted, never: f64) -> Seen {
        if it.finished {
            return Seen::of(1.0, ln(it.days), 0.0);
        }
        let z = ((ln(it.days) - self.mu) / self.sigma).clamp(-FAR, FAR);
        let hazard = density(z) / upper(z);
        let variance = self.sigma.powi(2) * (1.0 + z * hazard - hazard.powi(2)).max(0.0);
        Seen::of(1.0 - self.lost(it.days, never), self.mu + self.sigma * hazard, variance)
    }

    /// S(t): the share that takes longer than so many days.
    pub fn longer_than(&self, days: f64) -> f64 {
        if days <= 0.0 {
            return 1.0;
        }
        let from_middle = self.bends.undo(ln(days) - self.mu, self.sigma);
        match from_middle <= Z95 * self.sigma {
            true => upper(from_middle / self.sigma),
            false => 1.0 / (1.0 + (from_middle / self.scale()).exp()),
        }
    }

    /// Days by which such a share is over, 0 to 1: the inverse of S.
    pub fn quantile(&self, share: f64) -> f64 {
        self.left_after(1.0 - share)
    }

    /// Days after which such a share is still left.
    fn left_after(&self, share: f64) -> f64 {
        let share = share.clamp(f64::MIN_POSITIVE, 1.0);
        let from_middle = match share >= TAIL {
            true => self.sigma * normal_left(share),
            false => self.scale() * ((1.0 - share) / share).ln(),
        };
        (self.mu + self.bends.bend(from_middle, self.sigma)).exp()
    }

    /// Days it takes on average, its tail read as the log-normal's.
    pub fn mean(&self) -> f64 {
        match self.is_bent() {
            true => self.left(0.0).0,
            false => (self.mu + self.sigma.powi(2) / 2.0).exp(),
        }
    }

    /// Days squared by which it varies, its tail read as the log-normal's.
    pub fn variance(&self) -> f64 {
        match self.is_bent() {
            true => self.left(0.0).1,
            false => self.mean().powi(2) * (self.sigma.powi(2).exp() - 1.0),
        }
    }

    fn is_bent(&self) -> bool {
        self.bends != Bends::default()
    }

    /// Mean and variance of the days that are left of what is not over after so many days.
    pub fn left(&self, days: f64) -> (f64, f64) {
        let left = self.longer_than(days);
        let middle = |at: usize| (at as f64 + 0.5) / SLICES as f64;
        let rest = (0..SLICES).map(|at| (self.left_after(left * middle(at)) - days.max(0.0)).max(0.0));
        let (sum, squares) = rest.fold((0.0, 0.0), |(sum, squares), it| (sum + it, squares + it * it));
        let mean = sum / SLICES as f64;
        (mean, squares / SLICES as f64 - mean.powi(2))
    }

    /// The range in which such a share of those ends that are not over after so many days.
    pub fn eta(&self, days: f64, share: f64) -> Eta {
        let left = self.longer_than(days);
        let after = |part: f64| (self.left_after(left * part) - days.max(0.0)).max(0.0);
        Eta { from: after((1.0 + share) / 2.0), to: after((1.0 - share) / 2.0), share }
    }

    /// The chance that what is not over after so many days never ends, where `never` is the share that never does.
    pub fn lost(&self, days: f64, never: f64) -> f64 {
        never / (never + (1.0 - never) * self.longer_than(days))
    }

    /// Days, beyond the 95th of 100, after which never is likelier than late.
    pub fn lost_after(&self, never: f64) -> f64 {
        self.left_after((never / (1.0 - never)).min(TAIL))
    }

    /// Scale of the log-logistic tail.
    fn scale(&self) -> f64 {
        Z95 * self.sigma / LOGIT95
    }
}

/// What parcels say of the logarithm of their days. What several say is the sum of what each says, so that one can be
/// taken out again.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Seen {
    weight: f64,
    first: f64,
    second: f64,
}

impl Seen {
    fn of(weight: f64, mean: f64, variance: f64) -> Seen {
        Seen { weight, first: weight * mean, second: weight * (variance + mean.powi(2)) }
    }

    /// What was published, shrunk towards this.
    pub fn shrink(self, published: Survival) -> Survival {
        if self.weight <= 0.0 {
            return published;
        }
        let mean = self.first / self.weight;
        let squares = (self.second - self.weight * mean.powi(2)).max(0.0);
        let total = PRIOR_WEIGHT + self.weight;
        let variance = (PRIOR_WEIGHT * published.sigma.powi(2) + squares) / total;
        Survival::straight((PRIOR_WEIGHT * published.mu + self.weight * mean) / total, variance.sqrt())
    }
}

impl std::ops::Add for Seen {
    type Output = Seen;

    fn add(self, it: Seen) -> Seen {
        Seen { weight: self.weight + it.weight, first: self.first + it.first, second: self.second + it.second }
    }
}

impl std::ops::Sub for Seen {
    type Output = Seen;

    fn sub(self, it: Seen) -> Seen {
        Seen { weight: self.weight - it.weight, first: self.first - it.first, second: self.second - it.second }
    }
}

fn ln(days: f64) -> f64 {
    days.max(LEAST_DAYS).ln()
}

/// Density of the standard normal.
fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Share of the standard normal above.
fn upper(z: f64) -> f64 {
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// Where the standard normal has such a share above it: its inverse, by halving down to the last bits.
fn normal_left(share: f64) -> f64 {
    let (mut low, mut high) = (-FAR, FAR);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if upper(middle) > share {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests;
