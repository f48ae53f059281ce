//! What is given to others without their asking: pages and files in a folder, sensors in a house.
//!
//! Belongs here: which files there are, what stands in them beside pages, how they come into the folder and go from it; which
//! messages stand at a broker. Does not belong here: what a page looks like (`web`), what others may see of a parcel
//! (`app::veil`), how a broker is spoken to (`notify`), when it is done (`daemon`).

mod edition;
mod feed;
mod folder;
mod parcels;
pub mod sensors;

pub use self::{
    edition::publish,
    folder::{Failed, Written},
    parcels::SCHEMA,
};
