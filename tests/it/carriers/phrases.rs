//! What the words of a scan say: the examples of `rules/phrases.toml`, texts in the manner of carriers, and the texts of
//! answers whose codes are known.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    sync::LazyLock,
};

use posylka::{
    carriers::{DefinitionError, phrases::Phrases},
    model::{Event, Reason, Status},
};
use proptest::prelude::*;

use super::{fixtures, head, read, root, shared, shared_route, shared_world, source};

type Said = Option<(Status, Option<Reason>)>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::embedded().expect("the embedded phrases load"));

/// Known of those that are there, in per cent, that each status has at least.
const LEAST: usize = 95;

/// What costs money where it is wrong.
const COSTLY: [Status; 7] = [
    Status::Delivered,
    Status::Returned,
    Status::Returning,
    Status::Lost,
    Status::ReadyForPickup,
    Status::AttemptFailed,
    Status::CustomsHeld,
];

#[test]
fn the_examples_of_each_entry_hold_on_both_sides() {
    let mut wrong = Vec::new();
    for it in PHRASES.examples() {
        assert!(!it.valid.is_empty() && !it.not.is_empty(), "{it:?}: examples of both sides");
        let holds = |text: &str| {
            let said = PHRASES.by_words(text);
            let reason = said.and_then(|(_, reason)| reason);
            match (it.status, it.reason) {
                (None, None) => said.is_none(),
                (None, wanted) => reason == wanted,
                (status, wanted) => said.map(|it| it.0) == status && (wanted.is_none() || reason == wanted),
            }
        };
        let valid = it.valid.iter().filter(|text| !holds(text));
        let not = it.not.iter().filter(|text| holds(text));
        wrong.extend(valid.chain(not).map(|text| format!("{text}: {:?}", PHRASES.by_words(text))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How well a status is told from texts.
#[derive(Default)]
struct Told {
    there: usize,
    right: usize,
    wrong: usize,
}

fn table(told: &BTreeMap<Status, Told>) -> String {
    let mut table = format!("{:<22} {:>5} {:>5} {:>5}\n", "status", "there", "right", "wrong");
    for (status, Told { there, right, wrong }) in told {
        writeln!(table, "{:<22} {there:>5} {right:>5} {wrong:>5}", status.word()).unwrap();
    }
    table
}

#[test]
fn texts_in_the_manner_of_carriers_say_what_they_mean() {
    let text = fs::read_to_string(root("fixtures/public/phrases.tsv")).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    assert_eq!(lines.next(), Some("text\tstatus\treason\tseen"));
    let (mut told, mut faults) = (BTreeMap::<Status, Told>::new(), Vec::new());
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, status, reason, _] = fields[..] else { panic!("{line}: four fields") };
        let moves = |status: &Status| *status != Status::Note;
        let wanted = (!status.is_empty()).then(|| status.parse().expect(line)).filter(moves);
        let reason = (!reason.is_empty()).then(|| reason.parse::<Reason>().expect(line));
        let said = PHRASES.by_words(text).filter(|(status, _)| moves(status));
        if let Some(status) = wanted {
            told.entry(status).or_default().there += 1;
        }
        match said {
            Some((status, why)) if Some(status) == wanted => {
                told.entry(status).or_default().right += 1;
                if why != reason {
                    faults.push(format!("{text}: the reason is {why:?}, {reason:?} is meant"));
                }
            }
            Some((status, _)) => {
                told.entry(status).or_default().wrong += 1;
                faults.push(format!("{text}: read as {status}"));
            }
            None => {}
        }
    }
    let table = table(&told);
    println!("{table}");
    let few = told.iter().filter(|(_, it)| it.right * 100 < it.there * LEAST);
    faults.extend(few.map(|(status, it)| format!("{status}: {} of {} are known", it.right, it.there)));
    assert!(faults.is_empty(), "\n{table}\n{}", faults.join("\n"));
}

/// Events whose code the definition knows: the words must not say something else that costs money.
fn none_contradicts(events: impl Iterator<Item = (String, Event)>, but: &[&str]) {
    let (mut told, mut faults, mut seen) = (BTreeMap::<Status, Told>::new(), Vec::new(), BTreeSet::new());
    for (origin, event) in events {
        let Some(known) = event.status.filter(|_| !event.text.is_empty() && !event.by_words) else { continue };
        if !seen.insert((event.text.clone(), known)) {
            continue;
        }
        told.entry(known).or_default().there += 1;
        match PHRASES.by_words(&event.text) {
            Some((status, _)) if status == known => told.entry(status).or_default().right += 1,
            Some((status, _)) => {
                told.entry(status).or_default().wrong += 1;
                let costs = COSTLY.contains(&status) || COSTLY.contains(&known);
                if costs && !but.contains(&event.text.as_str()) {
                    faults.push(format!("{origin}: {} is {known}, by words {status}", event.text));
                }
            }
            None => {}
        }
    }
    println!("{}", table(&told));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_fixture_is_contradicted_where_it_costs_money() {
    // One aggregator's code says less than the carrier's own words beside it; some codes say more than their words.
    let but = ["Прибыло в место вручения", "Не вручен", "Held at destination import office", "At the warehouse abroad"];
    let events = fixtures().into_iter().flat_map(|fixture| {
        let expected = fs::read_to_string(&fixture.heard).unwrap();
        let (asked, answered, _) = head(&expected);
        let answered = posylka::carriers::Answered { body: fixture.body, ..answered };
        let outcomes = read(&super::REGISTRY, source(&fixture.source), &asked, &answered);
        let events =
            outcomes.into_iter().flat_map(|(_, it)| it.heard().map(|it| it.events.clone()).unwrap_or_default());
        events.map(|event| (format!("{}/{}", fixture.source, fixture.case), event)).collect::<Vec<_>>()
    });
    none_contradicts(events, &but);
}

#[test]
fn no_real_answer_is_contradicted_where_it_costs_money() {
    let Some(folder) = shared::folder() else { return };
    let rows = [shared::SHARED, shared_route::ROUTE, shared_world::EXPRESS, shared_world::POSTS, shared_world::OTHERS]
        .concat();
    let events = rows.iter().flat_map(|row| {
        let outcome = shared::outcome(&folder, row);
        let events = outcome.heard().map(|it| it.events.clone()).unwrap_or_default();
        events.into_iter().map(|event| (format!("{} {}", row.0, row.1), event))
    });
    none_contradicts(events, &[]);
}

#[test]
fn sentences_are_weighed_together() {
    let said = |text: &str| PHRASES.by_words(text).map(|(status, _)| status);
    let cases: [(&str, Option<Status>); 7] = [
        ("Delivered. It will be returned if refused", Some(Status::Delivered)),
        ("Delivered. Returned to sender", None),
        ("Item delivered. A message was sent to the receiver", Some(Status::Delivered)),
        ("Delivered. Available for collection", Some(Status::ReadyForPickup)),
        ("Unable to deliver. Returning to sender", Some(Status::Returning)),
        ("Lost in transit. Delivered", None),
        ("Delivered by U.S. Postal Service to addressee", Some(Status::Delivered)),
    ];
    for (text, wanted) in cases {
        assert_eq!(said(text), wanted, "{text}");
    }
    assert_eq!(said(""), None);
    assert_eq!(said(&"not ".repeat(100_000)), None);
}

const SMALL: &str = "as_of = '2026-11-25'\nevidence = 'inferred'\nnote = ''\nwhy = []\n[letters]\nsame = []\nlatin = []\n\
                     [words]\nthing = '{other}'\nother = 'item|parcel'\n[[step]]\nstatus = 'lost'\n\
                     says = ['^{thing} gone$']\nvalid = []\nnot = []\n";

#[test]
fn a_file_is_read_strictly() {
    let parse = |from: &str, to: &str| {
        assert!(SMALL.contains(from), "{from}");
        Phrases::parse(&SMALL.replacen(from, to, 1), "mine.toml")
    };
    let small = parse("gone", "gone").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(small.by_words("Parcel gone!"), Some((Status::Lost, None)));
    assert_eq!(small.by_words("A parcel gone"), None);
    let key: fn(Phrases) -> Said = |it| it.by_words("parcel");
    let broken = [("[letters]", "[letter]"), ("says", "say"), ("'lost'", "'gone'")];
    for (from, to) in broken {
        match parse(from, to).map(key) {
            Err(DefinitionError::Syntax { origin, .. }) => assert_eq!(origin, "mine.toml"),
            other => panic!("{to}: {other:?}"),
        }
    }
    for (from, to) in [("{thing} gone", "{nothing} gone"), ("'item|parcel'", "'{thing}'"), ("gone$", "(gone$")] {
        match parse(from, to).map(key) {
            Err(DefinitionError::Meaning { origin, .. }) => assert_eq!(origin, "mine.toml"),
            other => panic!("{to}: {other:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn reading_words_never_panics(text in "(\\PC|[ .?,…‹›\n]|delivered|вручено|не){0,60}") {
        PHRASES.by_words(&text);
    }
}
