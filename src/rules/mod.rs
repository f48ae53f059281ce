//! Decisions, and nothing else: [`digest()`] takes a parcel's case and one thing told of it, and gives back all that
//! follows. Pure: `now` is an argument, and what rules must know of carriers, norms and shops stands in a [`Knowledge`].
//!
//! | room | decides |
//! |---|---|
//! | [`timeline`] | what happened: one line of all legs, the stage, since when it is quiet |
//! | [`undo`] | how what the user did is undone |
//! | [`handover`] | which other numbers the parcel goes under |
//! | [`adoption`] | what a look-up says of a number that was named |
//! | [`evidence`] | what that weighs |
//! | [`belief`] | which ends of a trip are believed |
//! | [`norms`] | how long a stage takes |
//! | [`survival`] | how that is a distribution, and learns |
//! | [`calibration`] | where its bounds are by the ranks of many own parcels |
//! | [`history`] | what the user's own parcels teach |
//! | [`arrival`] | when a stage and the whole trip will be over |
//! | [`trips`] | how long the user's own parcels took |
//! | [`purchases`] | what became of purchases: the record of a seller, and the money |
//! | [`replay`] | what the rules would have said, day by day |
//! | [`mistyped`] | numbers with a wrong digit, and the right one in their place |
//! | [`customs`] | what customs takes |
//! | [`verdict`] | what is out of the ordinary, and when time alone would change that |
//! | [`dispute`] | what to do at the shop |
//! | [`inputs`] | what follows when the user tells what a source asks for |
//! | [`next_ask`] | when to ask again |
//! | [`mod@sight`] | what is shown by itself |
//! | [`notices`] | what to tell the user |
//! | [`match_message`] | whose a message is |
//! | [`message_facts`] | what its parcel is told |
//! | [`source_notices`] | when a source's trouble is the user's business |
//! | [`channel_notices`] | when that of a way out to them is |
//!
//! Belongs here: everything that is decided about a parcel, from values alone. Does not belong here: asking, storing,
//! telling, wording.

pub mod adoption;
pub mod arrival;
pub mod belief;
pub mod calibration;
pub mod channel_notices;
pub mod customs;
mod days;
mod digest;
pub mod dispute;
mod error;
pub mod evidence;
mod forwarder;
pub mod handover;
pub mod history;
pub mod inputs;
mod knowledge;
pub mod match_message;
pub mod message_facts;
pub mod mistyped;
pub mod next_ask;
pub mod norms;
pub mod notices;
pub mod purchases;
pub mod replay;
pub mod sight;
pub mod source_notices;
pub mod survival;
pub mod timeline;
pub mod trips;
pub mod undo;
pub mod verdict;

pub use digest::{digest, follow};
pub use error::RulesError;
pub use knowledge::{Knowledge, Origin, OwnRules};
