//! The page beside the daemon, or on its own: what it must be told.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use tracing::{error, info};

use super::{Daemon, life, lock, nudge};
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

/// Where the page is served, in the runtime folder: for who makes a link to it.
const FILE: &str = "page-address";

/// A page that is served, and says where.
pub struct Served {
    running: Option<Running>,
    note: PathBuf,
}

impl Served {
    /// Where it listens.
    pub fn address(&self) -> Option<SocketAddr> {
        self.running.as_ref().map(|it| it.address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let told = fs::read_to_string(&self.note).ok().and_then(|it| it.parse().ok());
        // Another may have begun to serve meanwhile.
        if told == self.address() {
            let _ = fs::remove_file(&self.note);
        }
        drop(self.running.take());
    }
}

/// Serves the page on an address, on a thread of its own.
///
/// # Errors
/// The address is taken or not ours; the database cannot be opened.
pub fn serve(setup: Setup, clock: Clock, address: SocketAddr) -> anyhow::Result<Served> {
    let folders = setup.folders.clone();
    let note = folders.runtime.join(FILE);
    let running = web::start(setup, Arc::new(BesideDaemon { clock, folders: folders.clone() }), address)?;
    // Without it a link names the address of the configuration.
    let _ = fs::create_dir_all(&folders.runtime).and_then(|()| fs::write(&note, running.address.to_string()));
    Ok(Served { running: Some(running), note })
}

/// Where a page of these folders is served now, as far as whoever serves it has said.
pub fn address(folders: &Folders) -> Option<SocketAddr> {
    let runtime = lock::runtime_of(&folders.data).unwrap_or_else(|| folders.runtime.clone());
    let read = |folder: &Path| fs::read_to_string(folder.join(FILE)).ok()?.parse().ok();
    read(&runtime).or_else(|| read(&folders.runtime))
}

impl Daemon {
    /// The page, where the configuration says an address for it. What is wrong with that costs the page only.
    pub(super) fn page(&self) -> Option<Served> {
        let address = self.setup.config.web.listen?;
        match serve(Setup::clone(&self.setup), self.clock.clone(), address) {
            Ok(served) => {
                info!("The page is at {}", self.setup.config.web.address(served.address().unwrap_or(address)));
                Some(served)
            }
            Err(fault) => {
                error!("The page is not served at {address}: {fault:#}");
                None
            }
        }
    }
}
