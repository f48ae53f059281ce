//! What the user's own parcels teach: how long each stage was silent, by norm, route and class. It is worked out once, for
//! all parcels together, and kept as sums; looking it up costs next to nothing however many parcels there were. From twenty
//! parcels of a cell on their ranks say where the bounds are (`calibration`).
//!
//! A stage of a parcel counts as its longest silence there, for that is what the norm is asked about. One that is silent
//! still counts as unfinished, and never for itself: what is thought of a parcel does not rest on its own delay.
//!
//! Belongs here: what is learned from the user's own parcels. Does not belong here: published norms (`norms`).

mod learn;
pub mod learned_norms;

pub use learn::{learn, of_stays, stays};
pub use learned_norms::{Cell, History, Learned};
