//! The carriers it plays on loopback, the lives it plays them for, and the play itself.
//!
//! Belongs here: lives as scripts, carriers on loopback, the play. Does not belong here: anything the product needs
//! to work.

pub mod answers;
pub mod life;
pub mod loopback_carriers;
pub mod person;
mod play;

pub use life::{Life, LifeError};
pub use play::{Play, clock};

/// The zone of the people of the lives.
pub fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::fixed(life::MOSCOW)
}

/// The lives of the demo, in the order their people buy.
const LIVES: &[(&str, &str)] = &[
    ("on-time", include_str!("../../fixtures/stories/on-time.story")),
    ("handed-over", include_str!("../../fixtures/stories/handed-over.story")),
    ("silent-after-customs", include_str!("../../fixtures/stories/silent-after-customs.story")),
    ("stalled-line-haul", include_str!("../../fixtures/stories/stalled-line-haul.story")),
    ("never-arrived", include_str!("../../fixtures/stories/never-arrived.story")),
    ("held-by-customs", include_str!("../../fixtures/stories/held-by-customs.story")),
];

/// The lives of the demo.
pub fn lives() -> Result<Vec<Life>, LifeError> {
    LIVES.iter().map(|(name, text)| Life::read(name, text)).collect()
}
