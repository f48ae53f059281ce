//! Inputs made after public bug reports and code tables, where that folder lies beside the package. Their right readings are
//! told in its CASES.md.

use std::{fs, path::PathBuf};

use posylka::{
    carriers::{Answered, Registry, numbers_in, read},
    model::{Number, Outcome, SourceId},
};

/// The folder, or a word that it is not there.
fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from("../shared/reality");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not here", folder.display());
        return None;
    }
    Some(folder)
}

/// Time (`-` for none), status and place of each scan; other numbers named; kind of the outcome.
fn reading(source: &str, file: &str) -> Option<String> {
    let registry = Registry::embedded().unwrap();
    let definition = registry.source(&SourceId::from(source)).unwrap();
    let body = fs::read(folder()?.join(file)).unwrap();
    let named = numbers_in(definition, &body).into_iter().next();
    let number = named.unwrap_or_else(|| Number::new("1105661402".to_owned()).unwrap());
    let outcome: Outcome = read(&registry, definition, &[number], &Answered::whole(200, body)).remove(0).1;
    let mut told = vec![outcome.kind().to_string()];
    if let Some(heard) = outcome.heard() {
        told.extend(heard.events.iter().map(|it| {
            let time = if it.is_undated() { "-".to_owned() } else { it.wall.strftime("%m-%dT%H:%M").to_string() };
            format!("{time} {} {}", it.status.map_or("?", |it| it.word()), it.place).trim_end().to_owned()
        }));
        told.extend(heard.numbers.iter().map(|it| format!("number {}", it.number)));
        told.extend(
            heard
                .events
                .iter()
                .filter(|it| {
                    it.text.contains('<')
                        || it.text.contains("&amp")
                        || it.text.contains("&lt")
                        || it.text.contains("&#")
                })
                .map(|it| format!("markup {}", it.text)),
        );
    }
    Some(told.join(" | "))
}

#[test]
fn answers_are_read_right() {
    let cases = [
        (
            "cainiao",
            "cainiao-top-words.json",
            "events | 03-02T16:47 handed-over | 03-02T16:48 out-for-delivery | 03-02T16:49 in-transit | 03-02T16:50 at-customs \
             | 03-02T16:51 lost | 03-02T16:52 customs-held | 03-02T16:53 delivered | 03-02T16:54 delivered \
             | 03-02T16:55 delivered | 03-02T16:56 returned | 03-02T16:57 returning | 03-02T16:58 attempt-failed \
             | 03-02T16:59 attempt-failed",
        ),
        ("cainiao", "cainiao-code-spaces.json", "03-02T16:35 delivered"),
        ("cainiao", "cainiao-wait-seller.json", "no-history"),
        ("cainiao", "cainiao-epoch-only.json", "events | 03-01T14:38 export-customs | 03-02T16:29 released-by-customs"),
        ("cainiao", "cainiao-real-not-number.json", "events | 03-02T16:35 handed-over"),
        ("cainiao", "cainiao-collected.json", "02-18T10:00 ready-for-pickup | 02-20T18:40 delivered"),
        ("cdek", "cdek-null-date.json", "events | 03-17T15:00 announced | - delivered"),
        (
            "17track",
            "17track-two-providers.json",
            "events | 03-05T11:20 imported Москва | 03-22T18:01 delivered Казань",
        ),
        ("17track", "17track-html-text.json", "events | 03-20T10:00 ready-for-pickup Tübingen"),
        ("17track", "17track-carrier-undetected.json", "needs-input"),
        ("17track", "17track-null-times.json", "events | 03-21T00:00 ready-for-pickup Казань"),
        ("russian-post", "rp-null-history.json", "not-found"),
        ("russian-post-api", "rp-odd.xml", "02-20T15:01 accepted Москва & область"),
    ];
    for (source, file, wanted) in cases {
        let Some(told) = reading(source, file) else { return };
        let exact = wanted == told || !wanted.starts_with("events") && told.contains(wanted);
        assert!(exact && !told.contains("markup"), "{file}:\n{told}\n{wanted}");
    }
    let eight = reading("cdek-api", "cdek-dates.json").unwrap();
    assert_eq!(eight.matches("in-transit").count(), 8, "{eight}");
}
