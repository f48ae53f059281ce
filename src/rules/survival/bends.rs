//! Where a distribution departs from its log-normal.

/// The 95th of 100 in standard deviations.
pub(super) const Z95: f64 = 1.644_853_626_951_472_2;

/// The shares over at which it can be bent, with their standard deviations: the bounds that are asked for, and some between.
const KNOTS: [(f64, f64); 9] = [
    (0.05, -Z95),
    (0.1, -1.281_551_565_544_6),
    (0.25, -0.674_489_750_196_1),
    (0.5, 0.0),
    (0.65, 0.385_320_466_407_6),
    (0.75, 0.674_489_750_196_1),
    (0.8, 0.841_621_233_572_9),
    (0.9, 1.281_551_565_544_6),
    (0.95, Z95),
];

/// By how much the logarithm of the days is longer at each knot: linear between them, and as at the outermost beyond.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Bends([f64; KNOTS.len()]);

impl Bends {
    /// By what is to be added where so many are over.
    pub fn of(longer: impl Fn(f64) -> f64) -> Bends {
        Bends(KNOTS.map(|(share, _)| longer(share)))
    }

    /// A distance from the middle, in logarithms of days, as it is bent.
    pub fn bend(&self, from_middle: f64, sigma: f64) -> f64 {
        let knots = |at: usize| (KNOTS[at].1 * sigma, KNOTS[at].1 * sigma + self.0[at]);
        along(from_middle, knots)
    }

    /// The inverse.
    pub fn undo(&self, from_middle: f64, sigma: f64) -> f64 {
        let knots = |at: usize| (KNOTS[at].1 * sigma + self.0[at], KNOTS[at].1 * sigma);
        along(from_middle, knots)
    }
}

/// A line through the knots, each a place and its image; beyond them it goes on as it was.
fn along(place: f64, knots: impl Fn(usize) -> (f64, f64)) -> f64 {
    let last = KNOTS.len() - 1;
    match (0..=last).find(|at| place < knots(*at).0) {
        Some(0) => place - knots(0).0 + knots(0).1,
        None => place - knots(last).0 + knots(last).1,
        Some(next) => {
            let ((from, to), (from_next, to_next)) = (knots(next - 1), knots(next));
            to + (place - from) / (from_next - from) * (to_next - to)
        }
    }
}
