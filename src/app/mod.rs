//! What a person can do with their parcels and see of them: the one body behind the command line, the page, the API and the
//! daemon.
//!
//! Belongs here: an action ([`actions`]), a view ([`views`]), finding the parcel a person means, putting configuration and
//! knowledge together ([`setup`]), telling a parcel something in one transaction ([`mod@tell`]), looking at the carriers
//! ([`look`]), the evidence of a dispute. Does not belong here: arguments, questions at a terminal, printing, exit codes,
//! sockets that listen, a clock. `now` is always handed in.

pub mod actions;
pub mod evidence;
pub mod look;
pub mod setup;
pub mod tell;

pub use setup::Setup;
