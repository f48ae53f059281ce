//! Answers: whatever a carrier sends, in whatever format, is read without a panic, and every number that was asked for has
//! its outcome. The first line says `SOURCE STATUS NUMBER...`, the rest is the body; where no source is named, the length
//! chooses one.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use posylka::{
    carriers::{Answered, Definition, Registry, numbers_in, read},
    model::{Number, SourceId},
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));

fuzz_target!(|data: &[u8]| {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (head, body) = (String::from_utf8_lossy(&data[..end]), &data[end..]);
    let mut words = head.split_whitespace();
    let definition = definition(words.next().unwrap_or_default(), data.len());
    let status = words.next().and_then(|it| it.parse().ok()).unwrap_or(200);
    let mut asked: Vec<Number> = words.filter_map(|it| Number::new(it).ok()).take(10).collect();
    asked.extend(numbers_in(definition, body).into_iter().take(2));
    asked.dedup();
    let answered = Answered::whole(status, body);
    let outcomes = read(&REGISTRY, definition, &asked, &answered);
    assert!(outcomes.iter().map(|(number, _)| number).eq(&asked), "every number has its outcome");
    for heard in outcomes.iter().filter_map(|(_, outcome)| outcome.heard()) {
        assert!(heard.events.iter().all(|event| event.wall.subsec_nanosecond() == 0), "to the second");
    }
});

fn definition(named: &str, length: usize) -> &'static Definition {
    let count = REGISTRY.iter().count();
    let any = || REGISTRY.iter().nth(length % count).expect("there are definitions");
    REGISTRY.source(&SourceId::from(named)).unwrap_or_else(any)
}
