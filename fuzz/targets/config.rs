//! The user's configuration: any text is refused with its place or is in force, and what is in force hurts nobody.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use posylka::{
    config::{Config, Keys, quiet_at},
    notify::{self, Means},
};

fuzz_target!(|text: &str| {
    let config = match Config::read(text, Path::new("config.toml")) {
        Ok(config) => config,
        Err(fault) => return assert!(fault.to_string().starts_with("config.toml")),
    };
    let keys = Keys::new();
    let means = Means { bus: None, keys: &keys, loopback_only: true };
    assert!(notify::channels(&config.notify, &means).len() <= config.notify.channels.len());
    let zone = config.zone.clone().unwrap_or(jiff::tz::TimeZone::UTC);
    let now = "2026-03-29T00:30:00Z".parse().expect("a moment");
    let _ = quiet_at(&Config { zone: Some(zone.clone()), ..config.clone() }, now);
    for minutes in [config.notify.digest, config.notify.weekly].into_iter().flatten() {
        assert!(minutes.next_after(now, &zone).is_none_or(|next| next > now));
    }
});
