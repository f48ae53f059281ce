//! What a person can see, as plain values that can be serialised: the fixed forms of `--json`. Fields may be added, never
//! renamed. A field that stands in no JSON is for those who put the view into words.
//!
//! Belongs here: one file for each view. Does not belong here: tables, widths and colours, which each mouth makes of them.

#![expect(missing_docs, reason = "a field of a view is called what it holds, in JSON that scripts read")]

pub mod backups;
pub mod channel_health;
pub mod completed;
pub mod deadlines;
pub mod dispute;
pub mod explanation;
pub mod export;
pub mod imported;
pub mod ingested;
pub mod integrity;
pub mod learned;
pub mod list;
pub mod listed_parcel;
pub mod looked_at;
pub mod norms;
pub mod parcel;
pub mod pickup;
pub mod privacy;
pub mod probed;
pub mod read_answer;
pub mod recognised;
pub mod replay;
pub mod round;
pub mod schema;
pub mod self_check;
pub mod source_health;
pub mod sources;
pub mod statistics;
pub mod status;
pub mod told;
mod wanted_inputs;
