//! What happened to a parcel: one line of all its legs, how far that brought it, and which ends of a trip turned.
//!
//! | file | decides |
//! |---|---|
//! | `scans` | which scans are the parcel's, and which are one |
//! | `ends` | whether a scan turns an end of the trip |
//! | `progress` | how far it is, and since when it is silent |

mod ends;
mod progress;
mod scans;

pub use progress::{Doubted, Progress, course, progress};
pub use scans::{Line, abroad_until, earliest, fresh, merge, own, took_over, union, used_before};
