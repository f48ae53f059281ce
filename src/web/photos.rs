//! Photos that came with a form.

use tempfile::NamedTempFile;

use crate::{
    app::{
        Refusal,
        actions::received::{MOST_PHOTOS, Photo},
    },
    dossier::photo::{self, PhotoError},
};

/// The photos without what a camera writes beside the picture.
///
/// # Errors
/// A [`Refusal`] where a file is no photo, is damaged or too large.
pub(super) fn taken(files: &[NamedTempFile]) -> anyhow::Result<Vec<Photo>> {
    // One more than may be is enough to see that they are too many.
    files.iter().take(MOST_PHOTOS + 1).map(taken_one).collect()
}

fn taken_one(file: &NamedTempFile) -> anyhow::Result<Photo> {
    match photo::cleaned(file.path()) {
        Ok((bytes, ending)) => Ok(Photo { bytes, ending }),
        Err(PhotoError::Kind(_)) => Err(Refusal::new("web-photo-kind").into()),
        Err(PhotoError::Damaged(_)) => Err(Refusal::new("web-photo-damaged").into()),
        Err(PhotoError::Large(_)) => Err(Refusal::new("web-photo-large").into()),
        Err(fault) => Err(fault.into()),
    }
}
