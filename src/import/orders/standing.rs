//! Whether an order is waited for.

/// How an order stands, as far as that says whether to wait for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It is waited for, or nothing is said.
    #[default]
    Open,
    /// It was cancelled.
    Cancelled,
    /// It is complete.
    Done,
}
