//! The pages as files that lie in a folder: they need nobody who serves them, no script and no sign-in, find each other by
//! relative links, and whoever reads them can do nothing.

use super::{
    files,
    pages::{
        counter,
        layout::{Frame, file},
        list, parcel,
    },
};
use crate::{
    app::{App, veil::Veil, views::listed_parcel::ParcelView},
    model::ParcelId,
};

/// A file: where it lies below the folder, and what is in it.
pub type File = (String, Vec<u8>);

/// The pages of these parcels and of all of them, and what they look like.
pub fn pages(app: &mut App, veil: &Veil, ids: &[ParcelId], parcels: &[ParcelView]) -> anyhow::Result<Vec<File>> {
    let (top, below) = (Frame::still(""), Frame::still("../"));
    let mut pages = list::still(app, &top, veil, parcels)?;
    pages.push(("/pickup".to_owned(), counter::show(app, &top)?));
    for id in ids {
        pages.push((format!("/parcels/{id}"), parcel::still(app, &below, veil, *id)?));
    }
    let page = |(path, page): (String, maud::Markup)| (file(&path), veil.page(page.into_string()).into_bytes());
    Ok(pages.into_iter().map(page).chain(files::still()).collect())
}
