//! The loop: due -> ask -> read -> digest -> commit; deliver. Commands use its rooms too: whatever happens to a parcel
//! goes through [`tell::tell`].

mod alive;
pub mod ask;
pub mod claim;
pub mod clock;
pub mod deed;
mod delivery;
pub mod lock;
pub mod mail;
mod outward;
pub mod post;
mod press;
pub mod pulse;
mod reach;
mod rhythm;
pub mod round;
pub mod service;
mod setup;
pub mod tell;
mod under_way;
mod watch;

pub use setup::Setup;
pub use watch::{Daemon, Signal};
