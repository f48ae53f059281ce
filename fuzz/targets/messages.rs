//! Messages: whatever is in the bytes is read or refused, in bounded size, without a code that stands beside its word.
#![no_main]

use std::sync::LazyLock;

use jiff::{civil::date, tz::TimeZone};
use libfuzzer_sys::fuzz_target;
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, Templates, mark, read},
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));
static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::embedded().expect("the embedded templates load"));

fuzz_target!(|data: &[u8]| {
    let Ok(letter) = RawMessage::of(TEMPLATES.wording(), data) else { return };
    assert!(letter.text.chars().count() <= 20_000 + 8, "bounded");
    assert!(!letter.text.chars().any(|c| c.is_control() && c != '\n'), "fit to be shown");
    assert_eq!(mark(&letter).len(), 64);
    let now = date(2026, 2, 20).at(12, 0, 0, 0);
    let message = read(&TEMPLATES, &REGISTRY, &letter, &TimeZone::UTC, now);
    assert!(message.numbers.len() <= 10 && message.orders.len() <= 10, "few numbers");
    assert!(message.sent <= now, "not from tomorrow");
    assert!(message.suspicions.is_empty() || message.event.is_none(), "an imitation tells nothing");
    assert!(message.event.is_none_or(|event| event.place.chars().count() <= 120 && event.text.is_empty()));
});
