//! Files among the user's configuration. They are nobody's secret, and on a server the daemon is another user than the one
//! who lays them in place: whatever the umask, everybody may read them.

use std::{
    fs::{self, File, Permissions},
    io::{self, Write},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use anyhow::Context as _;

/// Makes the folder where there is none.
pub(in crate::app) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(0o755))
}

/// Puts a text in the place of a file, and makes its folder where there is none.
///
/// # Errors
/// It cannot be written; then all is as before.
pub fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let draft = path.with_file_name(format!(".{name}.new"));
    let made = path.parent().map_or(Ok(()), make_folder).and_then(|()| replace(path, &draft, text));
    made.with_context(|| path.display().to_string())
}

/// Puts a text in the place of a file, by way of a draft in the same folder: half of it, which is what a power cut would
/// leave, would keep every command from starting.
pub(in crate::app) fn replace(path: &Path, draft: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(draft)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(Permissions::from_mode(0o644))?;
    file.sync_all()?;
    fs::rename(draft, path)
}

/// The same for a file that may be a link to where it lies, and that keeps its mode; a new one is the user's alone.
pub(in crate::app) fn replace_where_it_lies(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mode = fs::metadata(&path).map_or(0o600, |it| it.permissions().mode() & 0o777);
    put_with_mode(&path, text, mode)
}

/// The same for a file that is nobody else's to read.
pub(in crate::app) fn replace_private(path: &Path, text: &str) -> io::Result<()> {
    put_with_mode(path, text, 0o600)
}

fn put_with_mode(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    // The draft is made for the user alone, and lets others in only once it is whole.
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft.as_file().set_permissions(Permissions::from_mode(mode))?;
    draft.as_file().sync_all()?;
    draft.persist(path)?;
    Ok(())
}
