//! The user of a round, who does one thing after the other, and a shadow that knows what was done.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, Ordering},
};

use super::{
    Dice,
    life::{AT_FIRST, PARCELS, placeholder},
};
use crate::cli::Home;

/// What the user did and was told that it is done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shadow {
    pub titles: BTreeMap<usize, String>,
    pub received: BTreeSet<usize>,
    pub muted: BTreeSet<usize>,
    pub acts: u32,
}

impl Shadow {
    /// Whether the user has this parcel.
    pub fn knows(&self, index: usize) -> bool {
        index < AT_FIRST || self.titles.contains_key(&index)
    }

    /// What waited comes now.
    pub fn unmute(&mut self, home: &Home, mut done: impl FnMut(&Shadow)) {
        while let Some(index) = self.muted.pop_first() {
            home.text(&format!("mute {} --off", placeholder(index)));
            done(self);
        }
    }
}

/// Adds the parcels of the start.
pub fn begin(home: &Home) {
    let numbers: Vec<String> = (0..AT_FIRST).map(placeholder).collect();
    home.text(&format!("add {}", numbers.join(" ")));
}

/// Does things until all is over. What is done holds from then on, and `done` is told.
pub fn live(home: &Home, over: &AtomicBool, mut dice: Dice, mut done: impl FnMut(&Shadow)) -> Shadow {
    let mut shadow = Shadow::default();
    let mut next = AT_FIRST;
    while !over.load(Ordering::SeqCst) {
        shadow.acts += 1;
        let (index, acts) = (usize::try_from(dice.below(AT_FIRST as u64)).unwrap(), shadow.acts);
        let number = placeholder(index);
        match dice.below(6) {
            0 | 1 if next < PARCELS => {
                home.text(&format!("add {} --title 'Added {acts}'", placeholder(next)));
                shadow.titles.insert(next, format!("Added {acts}"));
                next += 1;
            }
            0..=2 => {
                home.text(&format!("edit {number} --title 'Titled {acts}'"));
                shadow.titles.insert(index, format!("Titled {acts}"));
            }
            3 if shadow.received.len() < 3 => {
                home.text(&format!("received {number}"));
                shadow.received.insert(index);
            }
            4 if shadow.muted.remove(&index) => drop(home.text(&format!("mute {number} --off"))),
            4 => {
                home.text(&format!("mute {number}"));
                shadow.muted.insert(index);
            }
            _ => drop(home.text("refresh")),
        }
        done(&shadow);
    }
    shadow.unmute(home, done);
    shadow
}
