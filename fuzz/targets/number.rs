//! What people type: found numbers are in normal form, which is its own normal form, and their candidates stand in order.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use posylka::carriers::{Registry, numbers::parse, recognise};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));

fuzz_target!(|text: &str| {
    if let Ok(number) = parse(text) {
        assert_eq!(parse(number.as_str()).as_ref(), Ok(&number));
    }
    for found in recognise(&REGISTRY, text) {
        assert_eq!(parse(found.number.as_str()).as_ref(), Ok(&found.number));
        assert!(found.candidates.iter().all(|it| (0.0..=1.0).contains(&it.confidence)), "{:?}", found.candidates);
        assert!(found.candidates.is_sorted_by(|a, b| a.confidence >= b.confidence), "{:?}", found.candidates);
        assert!(!found.order || found.candidates.is_empty(), "an order is no parcel");
    }
});
