//! Lives of parcels: any script is refused with its line or becomes a life that can be played.
#![no_main]

use libfuzzer_sys::fuzz_target;
use posylka::{
    demo::{Life, answers},
    model::Number,
};

fuzz_target!(|text: &str| {
    let Ok(life) = Life::read("fuzz", text) else { return };
    let numbers = ["LP00123456789012", "10100064123459"].map(|it| Number::new(it).expect("in normal form"));
    let lives = [life];
    let _ = answers::cainiao(&lives, &numbers, lives[0].ends());
    let _ = answers::russian_post(&lives, &numbers[1], lives[0].ends());
});
