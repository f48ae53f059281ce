//! The user's own definitions: any text is refused with its place or loads, and what loads asks and reads.
#![no_main]

use libfuzzer_sys::fuzz_target;
use posylka::{
    carriers::{Answered, GivenOf, Registry, Secrets, validate, read, recognise, request},
    model::Number,
};

const BODIES: [&str; 3] = [r#"{"a":[{"b":"2026-01-02 03:04:05"}]}"#, "<a><b>x</b></a>", "<table><tr><td>x</table>"];

fuzz_target!(|text: &str| {
    let Ok(definition) = validate("fuzz", text, None) else { return };
    let asked = [Number::new("RB123456785CN").expect("in normal form")];
    let _ = request(&definition, &asked, &GivenOf::new(), &Secrets::new(), None, None);
    let Ok(registry) = Registry::of([Ok(definition)]) else { return };
    let _ = recognise(&registry, asked[0].as_str());
    for definition in registry.iter() {
        for body in BODIES {
            assert_eq!(read(&registry, definition, &asked, &Answered::whole(200, body)).len(), 1);
        }
    }
});
