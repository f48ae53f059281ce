//! The user's TOML; unknown keys refused; passed down, never global.
