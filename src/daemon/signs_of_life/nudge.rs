//! A nudge for the daemon: it looks now instead of at its next tick. No more than that is said this way: what is to be done
//! stands in the database, and who nudges in vain loses half a minute.

use std::{
    fs,
    os::unix::net::UnixDatagram as Plain,
    path::{Path, PathBuf},
};

use tokio::net::UnixDatagram;

use crate::{config::Folders, daemon::lock};

/// The socket, in the runtime folder.
const FILE: &str = "look-now";

/// Where nudges come in.
#[derive(Debug, Default)]
pub struct Nudges {
    socket: Option<(UnixDatagram, PathBuf)>,
}

impl Nudges {
    /// Opens the socket, in place of one that a daemon before left behind. Without it the daemon looks at its ticks.
    pub fn open(runtime: &Path) -> Nudges {
        let path = runtime.join(FILE);
        let _ = fs::create_dir_all(runtime);
        let _ = fs::remove_file(&path);
        Nudges { socket: UnixDatagram::bind(&path).ok().map(|socket| (socket, path)) }
    }

    /// Until somebody nudges.
    pub async fn next(&self) {
        let heard = match &self.socket {
            Some((socket, _)) => socket.recv(&mut [0; 1]).await,
            None => std::future::pending().await,
        };
        if heard.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Nudges {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.socket {
            let _ = fs::remove_file(path);
        }
    }
}

/// Nudges the daemon of these folders, if there is one that hears it.
pub fn nudge(folders: &Folders) {
    let runtime = lock::runtime_of(&folders.data).unwrap_or_else(|| folders.runtime.clone());
    let sent = Plain::unbound().and_then(|socket| {
        socket.set_nonblocking(true)?;
        socket.send_to(b"!", runtime.join(FILE))
    });
    if let Err(fault) = sent {
        tracing::debug!("The daemon cannot be nudged: {fault}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_nudge_comes_in_and_the_socket_goes_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::choose(Some(folder.path()), Some(folder.path())).unwrap();
        let folders = Folders { runtime: folder.path().join("run"), ..folders };
        nudge(&folders);
        let nudges = Nudges::open(&folders.runtime);
        nudge(&folders);
        nudges.next().await;
        drop(nudges);
        assert!(!folders.runtime.join(FILE).exists());
    }
}
