//! Pages: views of `app` as HTML. Each works without scripts, on a narrow screen, and in the dark.

pub(super) mod add;
pub(super) mod clocks;
pub(super) mod counter;
pub(super) mod deeds;
pub(super) mod devices;
pub(super) mod layout;
pub(super) mod list;
pub(super) mod parcel;
pub(super) mod parts;
pub(super) mod sign_in;
