//! Files among the user's configuration. They are nobody's secret, and on a server the daemon is another user than the one
//! who lays them in place: whatever the umask, everybody may read them.

use std::{
    fs::{self, File, Permissions},
    io::{self, Write},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

/// Makes the folder where there is none.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(0o755))
}

/// Puts a text in the place of a file, by way of a draft in the same folder: half of it, which is what a power cut would
/// leave, would keep every command from starting.
pub(super) fn replace(path: &Path, draft: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(draft)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(Permissions::from_mode(0o644))?;
    file.sync_all()?;
    fs::rename(draft, path)
}
