//! What a person can do, one file for each action.

pub mod ingest;
pub mod join;
