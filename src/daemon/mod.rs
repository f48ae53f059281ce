//! The loop: due -> ask -> read -> digest -> commit; deliver.
//!
//! Belongs here: what only something that runs for long needs. When to wake up, what is in flight at the same time, the
//! delivery of notices, mail that comes in by itself, signs of life, the lock, the unit of systemd. Does not belong here:
//! what happens to a parcel (`app`, `rules`).

mod backups;
pub mod delivery;
mod dossiers;
mod in_flight;
mod life;
pub mod lock;
pub mod mail;
mod main_loop;
mod mending;
mod one_round;
mod outlet_thread;
mod own_connection;
pub mod page;
mod publisher;
#[cfg(feature = "mqtt")]
mod sensors;
pub mod signs_of_life;
mod start_and_reload;
pub mod systemd_unit;
mod wakeups;

pub use life::life;
pub use main_loop::{Daemon, Reload, Reloading, Signal};
pub use signs_of_life::{last_look, nudge};
