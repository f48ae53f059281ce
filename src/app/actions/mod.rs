//! What a person can do, one file for each action.
//!
//! Belongs here: what an action needs as plain values, what it does in the database, and what came of it; a refusal is a
//! [`Refusal`](crate::app::Refusal). Does not belong here: arguments, printing, and what is only shown, which are views.

pub mod acknowledge;
pub mod add;
pub mod archive;
pub mod backup;
pub mod backup_round;
pub mod dispute_step;
pub mod doubt;
pub mod edit;
pub mod event;
pub mod forbid;
pub mod forget;
pub mod give;
pub mod given_sum;
pub mod import;
pub mod ingest;
pub mod join;
pub mod link;
pub mod mend;
pub mod mute;
pub mod paste;
pub mod received;
pub mod refresh;
pub mod remove;
pub mod restore;
pub mod set_up_channel;
pub mod sign_in;
pub mod trust;
pub mod try_channels;
pub mod undo;
pub mod update;
