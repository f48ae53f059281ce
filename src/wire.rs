//! The only HTTP to carriers.
