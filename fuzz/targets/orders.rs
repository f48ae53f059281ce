//! Files of orders: whatever is in the bytes is read or refused, and what is read is fit to be kept and shown.
#![no_main]

use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use posylka::{carriers::Registry, import::orders::read};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));

fuzz_target!(|data: &[u8]| {
    let Ok(read) = read(&REGISTRY, data, date(2026, 11, 22)) else { return };
    assert!(read.found.len() <= 5_000, "bounded");
    for order in &read.found {
        assert!(order.title.chars().count() <= 200 && order.id.chars().count() <= 200, "bounded");
        assert!(!order.title.chars().any(char::is_control), "fit to be shown");
    }
});
