//! What a person can see, as plain values that can be serialised: the fixed forms of `--json`. Fields may be added, never
//! renamed.
//!
//! Belongs here: one file for each view. Does not belong here: tables, widths and colours, which each mouth makes of them.

#![expect(missing_docs, reason = "a field of a view is called what it holds, in JSON that scripts read")]

pub mod dispute;
pub mod imported;
pub mod ingested;
pub mod parcel;
