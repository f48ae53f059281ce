//! Whether a daemon lives, as one finds out who is none.

use super::{
    lock::{self, LockError},
    signs_of_life::last_look::LastLook,
};
use crate::{app::views::status::DaemonLife, config::Folders};

/// Whether a daemon watches these folders, and when it last looked. The file of its last look counts only while its lock
/// is held: it may be of a daemon that was killed.
pub fn life(folders: &Folders) -> Result<DaemonLife, LockError> {
    let alive = lock::probe(&folders.data)?;
    let runtime = lock::runtime_of(&folders.data).unwrap_or_else(|| folders.runtime.clone());
    let look = LastLook::read(&runtime).filter(|_| alive);
    Ok(DaemonLife {
        alive,
        since: look.map(|it| it.since),
        last_tick: look.map(|it| it.last_tick),
        alone_since: look.and_then(|it| it.alone_since),
    })
}
