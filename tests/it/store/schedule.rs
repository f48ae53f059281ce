//! What is due, what was booked, and how the sources do.

use jiff::{SignedDuration, civil::date};
use posylka::{
    model::{Complaint, ComplaintKind, Heard, Number, Outcome, OutcomeKind, Ruling, SourceId},
    store::{Booking, Migrate, Piece, Store, StoreError},
};

use super::{add, at, key, number, ruling};

#[test]
fn an_ask_is_booked_before_it_is_sent() {
    let mut store = Store::in_memory().unwrap();
    let (one, two) = (add(&mut store, &["RA000000005RU", "RB000000006CN"]), add(&mut store, &["RC000000007CN"]));
    let (now, again) = (at("2026-03-02T00:00:00Z"), at("2026-03-02T06:00:00Z"));
    let due = store.reading(|tx| tx.due_legs(now, 2)).unwrap();
    assert_eq!(
        due.iter().map(|leg| (leg.parcel, leg.leg.clone())).collect::<Vec<_>>(),
        [(one, key("RA000000005RU")), (one, key("RB000000006CN"))]
    );
    let legs: Vec<_> = due.into_iter().map(|due| (due.parcel, due.leg)).collect();
    let source = SourceId::from("russian-post");
    let host_free_at = at("2026-03-02T00:00:04Z");
    let day = date(2026, 3, 2);
    let ask = Booking { host: "pochta.ru", source: &source, day, legs: &legs, now, host_free_at, leg_again_at: again };
    store.within(|tx| tx.book(&ask)).unwrap();
    store
        .reading(|tx| {
            assert_eq!(tx.due_legs(now, 9)?.iter().map(|due| due.parcel).collect::<Vec<_>>(), [two]);
            assert_eq!((tx.host_free_at("pochta.ru")?, tx.host_free_at("else")?), (Some(host_free_at), None));
            assert_eq!((tx.asked_today(&source, day)?, tx.asked_today(&source, date(2026, 3, 3))?), (1, 0));
            assert_eq!(
                tx.case(one)?.map(|case| case.legs[0].asks.clone()).map(|asks| (asks.last, asks.next)),
                Some((Some(now), again))
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn the_schedule_knows_what_time_alone_changes() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(store.reading(|tx| tx.next_due()).unwrap(), None);
    let id = add(&mut store, &[]);
    assert_eq!(store.reading(|tx| tx.next_due()).unwrap(), Some(at("2026-01-20T09:00:00Z")));
    store.within(|tx| tx.commit(&Ruling { legs: Vec::new(), fresh: Vec::new(), ..ruling(id) }, &[])).unwrap();
    let changes = at("2026-03-04T00:00:00Z");
    assert_eq!(store.reading(|tx| tx.next_due()).unwrap(), Some(changes), "the advice, before the verdict");
    assert_eq!(store.reading(|tx| tx.due_parcels(changes, 9)).unwrap(), [id]);
    assert_eq!(store.reading(|tx| tx.due_parcels(at("2026-03-03T23:59:59.999999999Z"), 9)).unwrap(), []);
}

#[test]
fn the_health_of_a_source_is_counted_and_its_closing_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posylka.db");
    let source = SourceId::from("cainiao");
    let moment = |hour: i64| at("2026-03-01T00:00:00Z") + SignedDuration::from_hours(hour);
    let unknown = Complaint { kind: ComplaintKind::UnknownCode, detail: "GTMS_NEW".into() };
    let heard = Outcome::Events(Heard { complaints: vec![unknown.clone()], ..Heard::default() });
    let mut store = Store::open(&file, Migrate::Yes).unwrap();
    let told = [heard.clone(), Outcome::Unavailable("502".into()), heard, Outcome::Unavailable("503".into())];
    store
        .within(|tx| {
            for (hour, outcome) in told.iter().chain([&Outcome::Blocked("captcha".into())]).enumerate() {
                tx.heard_from(&source, outcome, moment(hour as i64))?;
            }
            tx.close_source(&source, moment(30))
        })
        .unwrap();
    drop(store);
    let mut store = Store::open(&file, Migrate::No).unwrap();
    let health = store.reading(|tx| tx.health()).unwrap().remove(0);
    assert_eq!((health.last_good, health.failures, health.since), (Some(moment(2)), 2, Some(moment(3))));
    assert_eq!((health.last_outcome, health.detail.as_str()), (Some(OutcomeKind::Blocked), "captcha"));
    assert_eq!(health.complaints, [(unknown, 2)]);
    let counts = [(OutcomeKind::Events, 2), (OutcomeKind::Unavailable, 2), (OutcomeKind::Blocked, 1)];
    assert_eq!(health.outcomes, counts);
    assert_eq!(store.reading(|tx| tx.closed(moment(0))).unwrap().get(&source), Some(&moment(30)));
    assert!(store.reading(|tx| tx.closed(moment(30))).unwrap().is_empty());
}

#[test]
fn the_newest_answer_is_kept_and_those_that_cannot_be_read_beside_it() {
    let mut store = Store::in_memory().unwrap();
    let (source, asked) = (SourceId::from("cainiao"), number("LP00123456789012"));
    let (first, second) = (at("2026-03-01T00:00:00Z"), at("2026-03-02T00:00:00Z"));
    let long = vec![b'x'; 2_000_001];
    store
        .within(|tx| {
            tx.keep_answer(&source, &asked, 200, &Piece::all(b"old", "1"), first)?;
            tx.keep_answer(&source, &asked, 200, &Piece { bytes: &long, whole: "2", is_part: true }, second)?;
            tx.keep_unreadable(&source, std::slice::from_ref(&asked), 403, b"captcha", second)
        })
        .unwrap();
    let (kept, unreadable) =
        store.reading(|tx| Ok::<_, StoreError>((tx.answers_for(&[asked])?, tx.unreadable(&source)?))).unwrap();
    assert_eq!((kept[0].whole.as_str(), kept[0].is_part), ("2", true));
    assert_eq!((kept.len(), kept[0].at, kept[0].body.len(), kept[0].cut), (1, second, 2_000_000, true));
    assert_eq!((unreadable.len(), unreadable[0].http, unreadable[0].cut), (1, 403, false));
}

#[test]
fn of_a_source_the_last_twenty_unreadable_answers_are_kept_and_few_where_they_are_long() {
    let mut store = Store::in_memory().unwrap();
    let moment = |hour: i64| at("2026-03-01T00:00:00Z") + SignedDuration::from_hours(hour);
    let (source, other) = (SourceId::from("cainiao"), SourceId::from("other"));
    let numbers: Vec<Number> = (10..40).map(|it| number(&format!("LP001234567890{it}"))).collect();
    let kept = |store: &mut Store| {
        let kept = store.reading(|tx| tx.unreadable(&source)).unwrap();
        kept.into_iter().map(|it| it.number).collect::<Vec<_>>()
    };
    store
        .within(|tx| {
            tx.keep_unreadable(&other, &numbers[..1], 200, b"other", moment(0))?;
            for (hour, it) in numbers.iter().enumerate() {
                tx.keep_unreadable(&source, std::slice::from_ref(it), 200, b"new shape", moment(hour as i64))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let newest: Vec<Number> = numbers.iter().rev().take(20).cloned().collect();
    assert_eq!(kept(&mut store), newest);
    let long = vec![b'x'; 1_900_000];
    store
        .within(|tx| {
            (0..6).try_for_each(|hour| {
                tx.keep_unreadable(&source, &numbers[hour..=hour], 200, &long, moment(40 + hour as i64))
            })
        })
        .unwrap();
    assert_eq!(kept(&mut store).len(), 4, "8 MB");
    assert_eq!(store.reading(|tx| tx.unreadable(&other)).unwrap().len(), 1);
}
