//! What people paste becomes numbers and orders. Messages, saved pages and tables of orders will come in here too.

use crate::carriers::{self, Recognised, Registry};

/// The tracking numbers and order numbers in a pasted text, line by line, each once.
pub fn pasted(registry: &Registry, text: &str) -> Vec<Recognised> {
    let mut found: Vec<Recognised> = Vec::new();
    for line in text.lines() {
        for one in carriers::recognise(registry, line) {
            if !found.iter().any(|it| it.number == one.number) {
                found.push(one);
            }
        }
    }
    found
}
