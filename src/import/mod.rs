//! What people paste becomes numbers and orders. Messages, saved pages and tables of orders will come in here too.

use crate::carriers::{self, Recognised, Registry};

/// The tracking numbers and order numbers in a pasted text, line by line: what stands in one line belongs together.
/// Lines without any are left out.
pub fn pasted(registry: &Registry, text: &str) -> Vec<Vec<Recognised>> {
    text.lines().map(|line| carriers::recognise(registry, line)).filter(|found| !found.is_empty()).collect()
}
