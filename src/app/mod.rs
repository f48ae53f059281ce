//! What a person can do with their parcels and see of them: the one body behind the command line, the page, the API and the
//! daemon.
//!
//! Belongs here: an action ([`actions`]), a view ([`views`]), finding the parcel a person means, putting configuration and
//! knowledge together ([`setup`]), telling a parcel something in one transaction ([`mod@tell`]), looking at the carriers
//! ([`look`]), the evidence of a dispute. Does not belong here: arguments, questions at a terminal, printing, exit codes,
//! sockets that listen, a clock. `now` is always handed in.

pub mod actions;
pub mod came_in;
pub mod evidence;
pub mod find_parcel;
pub mod look;
mod meant;
mod outlets;
pub mod refusal;
pub mod setup;
mod state;
pub mod take_message;
pub mod tell;
pub mod typed;
pub mod veil;
pub mod views;

pub use refusal::Refusal;
pub use setup::Setup;
pub use state::App;
