//! The ways out to the user.
