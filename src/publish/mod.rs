//! What is given to others without their asking: pages and files in a folder.
//!
//! Belongs here: which files there are, what stands in them beside pages, how they come into the folder and go from it. Does
//! not belong here: what a page looks like (`web`), what others may see of a parcel (`app::veil`), when it is done (`daemon`).

mod edition;
mod feed;
mod folder;
mod parcels;

pub use self::{
    edition::publish,
    folder::{Failed, Written},
    parcels::SCHEMA,
};
