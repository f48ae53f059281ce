//! The carriers it plays on loopback.
