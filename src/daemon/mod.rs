//! The loop: due, ask, read, digest, commit; deliver.
