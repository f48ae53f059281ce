//! What a definition means, pure.

mod exchange;

pub use exchange::{Answered, Method, Request};
