//! What it costs to know the carriers: loading their definitions, recognising numbers, and reading answers, beside the bare
//! cost of parsing the same bytes. `cargo bench --bench carriers`.

use divan::{Bencher, counter::ItemsCount};
use posylka::{
    carriers::{Answered, Registry, candidates_for, read, recognise},
    model::{Number, SourceId},
};

fn main() {
    divan::main();
}

/// One of everything people type: placeholders, postal and Russian numbers, an order, look-alikes, groups, nonsense.
const NUMBERS: [&str; 12] = [
    "LP00123456789012",
    "RB123456785CN",
    "10100064123459",
    "101000 64 12345 9",
    "EB123456785KR",
    "8190000000000027",
    "rb 123 456 785 cn",
    "RВ123456785СN",
    "CNG00123456789012",
    "YT2312345678901234",
    "1Z999AA10123456784",
    "RB123456786CN",
];

fn registry() -> Registry {
    Registry::embedded().expect("the embedded definitions load")
}

/// Start-up: every embedded definition, read strictly.
#[divan::bench]
fn load_all_definitions() -> Registry {
    registry()
}

/// Start-up of a command that recognises: the same, with the shapes of all numbers compiled.
#[divan::bench]
fn load_and_compile_all_shapes() -> usize {
    recognise(&registry(), NUMBERS[0]).len()
}

/// A text as people type it, to all its candidates: normal form, check digits, hints.
#[divan::bench]
fn recognise_texts(bencher: Bencher) {
    let registry = registry();
    let each = || NUMBERS.iter().map(|text| recognise(&registry, text).len()).sum::<usize>();
    bencher.counter(ItemsCount::new(NUMBERS.len())).bench_local(each);
}

/// A number in normal form, to all its candidates.
#[divan::bench]
fn candidates_of_numbers(bencher: Bencher) {
    let registry = registry();
    let numbers = NUMBERS.map(|text| posylka::carriers::numbers::parse(text).expect("a number"));
    let each = || numbers.iter().map(|number| candidates_for(&registry, number, None).len()).sum::<usize>();
    bencher.counter(ItemsCount::new(numbers.len())).bench_local(each);
}

/// Reads an answer over and over; counts its events.
fn reads(bencher: Bencher, source: &str, asked: &str, body: &str) {
    let registry = registry();
    let definition = registry.source(&SourceId::from(source)).expect("the source is embedded");
    let asked = [Number::new(asked).expect("in normal form")];
    let answered = Answered::whole(200, body);
    let outcome = || read(&registry, definition, &asked, &answered).remove(0).1;
    let events = outcome().heard().expect("the fixture is heard").events.len();
    bencher.counter(ItemsCount::new(events)).bench_local(outcome);
}

/// Cainiao's JSON; bare is `serde_json` to a value, which is let go again as reading does.
mod json {
    use super::*;

    const BODY: &str = include_str!("../fixtures/cainiao/delivered.json");

    #[divan::bench]
    fn read(bencher: Bencher) {
        reads(bencher, "cainiao", "RS0123456789Y", BODY);
    }

    #[divan::bench]
    fn bare(bencher: Bencher) {
        bencher.bench_local(|| serde_json::from_str::<serde_json::Value>(divan::black_box(BODY)).is_ok());
    }
}

/// The Russian Post's SOAP; bare is `roxmltree` to a document, likewise.
mod xml {
    use super::*;

    const BODY: &str = include_str!("../fixtures/russian-post-api/delivered.xml");

    #[divan::bench]
    fn read(bencher: Bencher) {
        reads(bencher, "russian-post-api", "RB123456785CN", BODY);
    }

    #[divan::bench]
    fn bare(bencher: Bencher) {
        bencher.bench_local(|| roxmltree::Document::parse(divan::black_box(BODY)).is_ok());
    }
}

/// Korea Post's page; bare is `scraper` to a document, likewise.
mod html {
    use super::*;

    const BODY: &str = include_str!("../fixtures/korea-post/delivered.html");

    #[divan::bench]
    fn read(bencher: Bencher) {
        reads(bencher, "korea-post", "EB123456785KR", BODY);
    }

    #[divan::bench]
    fn bare(bencher: Bencher) {
        bencher.bench_local(|| scraper::Html::parse_document(divan::black_box(BODY)).root_element().has_children());
    }
}
