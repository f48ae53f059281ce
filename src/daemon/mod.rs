//! The loop: due, ask, read, digest, commit; deliver.

pub mod clock;
pub mod lock;
pub mod pulse;
pub mod service;
