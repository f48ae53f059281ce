//! From the outbox to the user: what goes out now and on which channel, in words, and what became of it; what the user
//! presses on it.
//!
//! Belongs here: the order, the waiting and the repeating of notices. Does not belong here: what is told (`rules`), the
//! wording (`text`), how a channel is spoken to (`notify`).

mod channel_health;
mod desktop_actions;
pub mod letters;
pub(super) mod plan;
mod send;
