//! What says that the daemon lives: the file with its last look, the watchdog of systemd, the heartbeat, the weekly word.
//!
//! Belongs here: signs that all is well or that it is not. Does not belong here: what is told of parcels.

mod heartbeat;
pub mod last_look;
pub mod nudge;
mod watchdog;
pub(super) mod weekly;
