//! What the environment of this process says.

/// A variable, if it is set to something.
pub(super) fn var(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
