//! After each look: the moment in a file, and the watchdog of systemd.

use jiff::Timestamp;
use tracing::{info, warn};

use super::last_look::LastLook;
use crate::daemon::{Daemon, wakeups::Wakeups};

impl Daemon {
    /// Writes down that we looked, and tells systemd. Returns whether it could be written; where not, that is said once.
    pub(in crate::daemon) fn sign_of_life(
        &self,
        wakeups: &Wakeups,
        alone_since: Option<Timestamp>,
        now: Timestamp,
    ) -> bool {
        let Some(runtime) = &self.runtime else { return true };
        let _ = sd_notify::notify(false, &[sd_notify::NotifyState::Watchdog]);
        let left = LastLook { since: wakeups.since, last_tick: now, alone_since }.write(runtime);
        match &left {
            Err(fault) if wakeups.signing => {
                warn!("The time of the last look cannot be written to {}: {fault}", runtime.display())
            }
            Ok(()) if !wakeups.signing => info!("The time of the last look is written to {} again", runtime.display()),
            _ => {}
        }
        left.is_ok()
    }

    pub(in crate::daemon) fn no_more_signs(&self) {
        if let Some(runtime) = &self.runtime {
            let _ = sd_notify::notify(false, &[sd_notify::NotifyState::Stopping]);
            let _ = LastLook::clear(runtime);
        }
    }
}
