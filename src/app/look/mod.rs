//! One look at the carriers: what is due is booked, asked, read and told. The daemon repeats it; a command can do it once.
//!
//! Belongs here: choosing and booking asks, sending one, what its answer means for the parcels and for the source. Does not
//! belong here: when to look (the daemon), what is concluded from an answer (`rules`), the HTTP itself (`wire`).

pub mod ask;
mod asks_in_flight;
pub mod awaited;
pub mod book;
mod booked;
pub mod cut_old;
mod drift;
pub mod fixture;
pub mod foreground;
pub mod hear;
pub mod kept_answers;
pub mod ledger;
pub mod once;
pub mod place;
pub mod probe;

pub mod unwatched;
