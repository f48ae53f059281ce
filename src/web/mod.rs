//! The page, the API and what a phone sends in: forms over `app`, and no second logic.
//!
//! It has a thread, a loop and a connection to the database of its own: the daemon never waits for a reader, and a reader
//! who is slow or broken costs nobody but themselves. Everything it shows is made of the views of `app`, everything it does
//! is an action there.
//!
//! Belongs here: what listens, who may come in, forms and pages. Does not belong here: what a deed does, what a view holds
//! (`app`), sentences (`text`).

mod adding;
mod address;
mod answer;
pub mod api;
mod barcode;
mod cookie;
mod deeds;
mod device;
mod fields;
pub mod figures;
mod files;
mod from_the_shop;
mod guard;
mod host;
mod listener;
mod look;
mod pages;
mod photos;
mod reader;
pub mod routes;
mod site;
pub mod still;
mod tries;
mod visitor;
mod visits;

pub use self::{
    guard::Access,
    host::Host,
    listener::{Running, is_taken, start},
};
