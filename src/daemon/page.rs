//! The page beside the daemon, or on its own: what it must be told.

use std::{net::SocketAddr, sync::Arc};

use jiff::Timestamp;
use tracing::{error, info};

use super::{Daemon, life, nudge};
use crate::{
    app::{Setup, views::status::DaemonLife},
    clock::Clock,
    config::Folders,
    web::{self, Host, Running},
};

/// Tells the page the time, whether a daemon watches its folders, and nudges that.
struct BesideDaemon {
    clock: Clock,
    folders: Folders,
}

impl Host for BesideDaemon {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn daemon(&self) -> DaemonLife {
        life(&self.folders).unwrap_or_default()
    }

    fn nudge(&self) {
        nudge::nudge(&self.folders);
    }

    fn at_home(&self) -> bool {
        self.clock.is_test()
    }
}

/// Serves the page on an address, on a thread of its own.
///
/// # Errors
/// The address is taken or not ours; the database cannot be opened.
pub fn serve(setup: Setup, clock: Clock, address: SocketAddr) -> anyhow::Result<Running> {
    let host = BesideDaemon { clock, folders: setup.folders.clone() };
    web::start(setup, Arc::new(host), address)
}

impl Daemon {
    /// The page, where the configuration says an address for it. What is wrong with that costs the page only.
    pub(super) fn page(&self) -> Option<Running> {
        let address = self.setup.config.web.listen?;
        match serve(Setup::clone(&self.setup), self.clock.clone(), address) {
            Ok(running) => {
                info!("The page is at {}", self.setup.config.web.address(running.address));
                Some(running)
            }
            Err(fault) => {
                error!("The page is not served at {address}: {fault:#}");
                None
            }
        }
    }
}
