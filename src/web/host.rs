//! What the page must be told by whoever runs it.

use jiff::Timestamp;

use crate::app::views::status::DaemonLife;

/// What whoever runs the page knows and the page does not.
pub trait Host: Send + Sync {
    /// What time it is.
    fn now(&self) -> Timestamp;
    /// Whether somebody watches the parcels, and since when.
    fn daemon(&self) -> DaemonLife;
    /// Lets whoever watches look now.
    fn nudge(&self);
    /// Whether nobody is asked but this machine: under a test clock.
    fn at_home(&self) -> bool;
}
