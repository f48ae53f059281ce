//! The database: what goes in comes out, once, whatever the order; and nothing half done ever stays.

mod files;
mod outbox;
mod schedule;

use std::path::Path;

use jiff::{SignedDuration, Timestamp, civil::date, tz::offset};
use posylka::{
    model::*,
    store::{Migrate, NewParcel, Piece, Store, StoreError},
};
use proptest::prelude::*;
use rusqlite::Connection;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn number(text: &str) -> Number {
    Number::new(text).unwrap()
}

fn key(text: &str) -> LegKey {
    LegKey { number: number(text), carrier: "russian-post".into() }
}

fn leg(text: &str) -> Leg {
    Leg {
        key: key(text),
        role: Role::International,
        state: LegState::Confirmed,
        flow: Flow::Replaced,
        witness: Witness {
            by: "cainiao".into(),
            place: "copyRealMailNo".into(),
            of: Some(number("LP00123456789012")),
            at: at("2026-02-01T10:00:00.123456789Z"),
        },
        facts: Facts {
            weight_g: Some(120),
            hold_until: Some(date(2026, 4, 1)),
            flow: Some(Flow::Kept),
            ..Facts::default()
        },
        evidence: Evidence {
            witness: Some((Naming::Text, 2)),
            signs: vec![(Sign::Origin, 4), (Sign::Time, 2)],
            enough: 8,
            proven: true,
        },
        codes: [("17track".into(), "3011".to_owned())].into(),
        asks: Asks {
            next: at("2026-03-01T00:00:00Z"),
            source: Some("russian-post".into()),
            last: Some(at("2026-02-28T00:00:00Z")),
            answered: Some(at("2026-02-27T00:00:00Z")),
            vain_since: Some(at("2026-02-27T12:00:00Z")),
            gap: Some(Gap { known: Some(at("2026-02-11T00:00:00Z")), over: at("2026-02-20T00:00:00Z") }),
            outcome: Some(OutcomeKind::Unavailable),
            failures: 3,
            detail: "503".into(),
        },
    }
}

fn entry(hour: i8) -> Entry {
    Entry {
        leg: key("RA000000005RU"),
        source: "russian-post".into(),
        event: Event {
            wall: date(2026, 2, 3).at(hour, 4, 5, 0),
            zone: Some(Zone { offset: offset(3), from: ZoneFrom::Row }),
            status: Some(Status::CustomsHeld),
            reason: Some(Reason::Documents),
            by_words: false,
            code: "18/3".into(),
            text: "Возвращено таможней".into(),
            place: "Москва".into(),
        },
        order: 7,
        heard: at("2026-02-04T00:00:00Z"),
    }
}

fn notice(key: &str) -> Notice {
    let kind = NoticeKind::Raised { flag: Flag::Stalled, because: vec![Why::Odds { never: 60 }, Why::DatesMissing] };
    Notice { key: key.into(), kind, urgent: true, at: at("2026-02-05T00:00:00Z") }
}

fn order() -> Order {
    Order {
        id: "8123456789012345".into(),
        shop: ShopId("aliexpress-ru".into()),
        seller: "Магазин ламп".into(),
        price: Some(Money { cents: 123_456, currency: "RUB".into() }),
        ordered: Some(date(2026, 1, 20)),
        shipped: Some(date(2026, 1, 22)),
        promised: None,
        protection_ends: Some(date(2026, 4, 20)),
    }
}

fn add(store: &mut Store, numbers: &[&str]) -> ParcelId {
    let new = NewParcel {
        title: "Чехол".into(),
        added: at("2026-01-20T09:00:00Z"),
        orders: vec![order()],
        legs: numbers.iter().copied().map(leg).collect(),
        due_at: at("2026-01-20T09:00:00Z"),
        postcode: None,
    };
    store.within(|tx| tx.add(&new)).unwrap()
}

/// A ruling that sets everything that can be set.
fn ruling(id: ParcelId) -> Ruling {
    let odds = vec![Why::Odds { never: 60 }];
    Ruling {
        parcel: Parcel {
            id,
            title: "Чехол, красный".into(),
            added: at("2026-01-20T09:00:00Z"),
            received: Some(at("2026-04-02T09:00:00Z")),
            archived: Some(at("2026-05-02T09:00:00Z")),
            postcode: Some("140150".into()),
        },
        orders: vec![order(), Order { id: String::new(), price: None, ..order() }],
        legs: vec![leg("RA000000005RU"), Leg { asks: Asks::new(Timestamp::MAX), ..leg("10100064123459") }],
        forgotten: Vec::new(),
        retracted: Vec::new(),
        fresh: vec![entry(1), entry(2)],
        verdict: Verdict {
            stage: Stage::Customs,
            flags: vec![Flag::Stalled, Flag::CustomsHeld],
            because: odds.clone(),
            changes_at: Some(at("2026-03-05T00:00:00Z")),
        },
        advice: Advice {
            action: Action::Open,
            shop: Some("other".into()),
            reason: Some("not-received".into()),
            act_by: Some(date(2026, 4, 18)),
            window: Some(Window { opens: Some(date(2026, 3, 1)), closes: date(2026, 4, 18) }),
            because: odds,
            beware: vec!["cancel".into()],
            since: Some(date(2026, 3, 1)),
            changes_at: Some(at("2026-03-04T00:00:00Z")),
        },
        dispute: Dispute {
            steps: vec![Step::new(DisputeState::Drafted, at("2026-03-01T00:00:00Z"))],
            ..Dispute::default()
        },
        notices: vec![notice("stalled"), notice("held")],
        withdrawn: vec!["slow".into()],
        due_at: at("2026-03-01T00:00:00Z"),
        changes_at: Some(at("2026-03-04T00:00:00Z")),
        in_sight: true,
    }
}

fn channels() -> Vec<String> {
    vec!["desktop".into(), "command".into()]
}

fn case(store: &mut Store, id: ParcelId) -> Case {
    store.reading(|tx| tx.case(id)).unwrap().unwrap()
}

/// Rows of every table, read past the store.
fn rows(file: &Path) -> Vec<(String, i64)> {
    let sql = Connection::open(file).unwrap();
    let mut names = sql
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        .unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let count = |name: &String| sql.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap();
    names.iter().map(|name| (name.clone(), count(name))).collect()
}

#[test]
fn a_case_with_everything_set_comes_back_as_it_went_in() {
    let mut store = Store::in_memory().unwrap();
    let id = add(&mut store, &["RA000000005RU"]);
    let told = ruling(id);
    store.within(|tx| tx.commit(&told, &channels())).unwrap();
    let got = case(&mut store, id);
    let marks = told.notices.iter().map(|it| NoticeMark { key: it.key.clone(), shown: false, at: it.at });
    assert_eq!(
        got,
        Case {
            parcel: told.parcel.clone(),
            orders: told.orders.clone(),
            legs: told.legs.clone(),
            entries: told.fresh.clone(),
            verdict: told.verdict.clone(),
            advice: told.advice.clone(),
            dispute: told.dispute.clone(),
            notices: marks.collect(),
            taken: Vec::new(),
        }
    );
    let listed = store.reading(|tx| tx.list(posylka::store::Which::All)).unwrap().remove(0);
    assert_eq!((&listed.parcel, &listed.orders, &listed.legs), (&told.parcel, &told.orders, &told.legs));
    assert_eq!((&listed.verdict, &listed.advice, &listed.dispute), (&told.verdict, &told.advice, &told.dispute));
    assert_eq!((listed.last, listed.next_ask), (Some(entry(2)), Some(at("2026-03-01T00:00:00Z"))));
    assert_eq!(store.reading(|tx| tx.find_by_number(&number("10100064123459"))).unwrap(), [id]);
    assert_eq!(store.reading(|tx| tx.notices_of(id)).unwrap(), told.notices);
}

#[test]
fn committing_twice_is_committing_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data/posylka.db");
    let mut store = Store::open(&file, Migrate::No).unwrap();
    let id = add(&mut store, &["RA000000005RU"]);
    store.within(|tx| tx.commit(&ruling(id), &channels())).unwrap();
    let (once, counted) = (case(&mut store, id), rows(&file));
    store.within(|tx| tx.commit(&ruling(id), &channels())).unwrap();
    assert_eq!(case(&mut store, id), once);
    assert_eq!(rows(&file), counted);
}

#[test]
fn what_a_mended_definition_reads_better_replaces_what_stood_there() {
    let mut store = Store::in_memory().unwrap();
    let id = add(&mut store, &["RA000000005RU"]);
    let mut vague = entry(1);
    (vague.event.status, vague.event.reason, vague.event.zone) = (None, None, None);
    let later = Entry { heard: at("2026-05-01T00:00:00Z"), ..entry(1) };
    for fresh in [vec![vague.clone()], vec![later], vec![vague]] {
        store.within(|tx| tx.commit(&Ruling { fresh, ..ruling(id) }, &[])).unwrap();
    }
    assert_eq!(case(&mut store, id).entries, [entry(1)]);
}

/// Few scans, so that they meet: what a source says of one is always the same, but when it is heard and whether its
/// offset was understood differ.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (0..4i8, 0..2usize, 0..3i64, any::<bool>(), 0..3u32).prop_map(|(hour, place, days, certain, order)| {
        let mut entry = entry(hour);
        entry.event.place = ["Москва", "Казань"][place].into();
        entry.event.zone = entry.event.zone.filter(|_| certain);
        entry.heard += SignedDuration::from_hours(24 * days);
        // The place in an answer belongs to what was said, not to when: only a vague reading may differ in it.
        entry.order = if certain { 7 } else { order };
        entry
    });
    proptest::collection::vec(one, 0..14)
}

fn told_in(parts: &[&[Entry]]) -> Vec<Entry> {
    let mut store = Store::in_memory().unwrap();
    let id = add(&mut store, &["RA000000005RU"]);
    for part in parts {
        store.within(|tx| tx.commit(&Ruling { fresh: part.to_vec(), ..ruling(id) }, &[])).unwrap();
    }
    case(&mut store, id).entries
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn the_union_of_events_knows_no_order(all in entries(), cut in 0..14usize, turn in 0..14usize) {
        let mut turned = all.clone();
        turned.rotate_left(turn.min(all.len()));
        turned.reverse();
        let (first, second) = turned.split_at(cut.min(turned.len()));
        prop_assert_eq!(told_in(&[&all]), told_in(&[first, second, first]));
    }
}

#[test]
fn equal_words_at_different_times_are_two_events() {
    assert_eq!(told_in(&[&[entry(1), entry(2), entry(1)]]).len(), 2);
}

#[test]
fn what_another_connection_did_meanwhile_is_seen_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posylka.db");
    let mut daemon = Store::open(&file, Migrate::Yes).unwrap();
    let mut user = Store::open(&file, Migrate::No).unwrap();
    let id = add(&mut daemon, &["RA000000005RU"]);
    let before = daemon.data_version().unwrap();
    let linked = Ruling { notices: Vec::new(), ..ruling(id) };
    user.within(|tx| tx.commit(&linked, &[])).unwrap();
    assert_ne!(daemon.data_version().unwrap(), before);
    daemon
        .within(|tx| {
            let case = tx.case(id)?.unwrap();
            assert_eq!(case.legs.len(), 2);
            tx.commit(&Ruling { legs: case.legs, fresh: vec![entry(9)], ..ruling(id) }, &[])
        })
        .unwrap();
    assert_eq!(case(&mut user, id).entries.len(), 3);
    assert_eq!(case(&mut user, id).parcel.title, "Чехол, красный");
}

#[test]
fn two_who_load_and_commit_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posylka.db");
    let id = add(&mut Store::open(&file, Migrate::Yes).unwrap(), &["RA000000005RU"]);
    let append = || {
        let mut store = Store::open(&file, Migrate::No).unwrap();
        for _ in 0..20 {
            let grow = store.within(|tx| {
                let Case { mut parcel, orders, legs, .. } = tx.case(id)?.unwrap();
                parcel.title.push('+');
                tx.commit(&Ruling { parcel, orders, legs, ..ruling(id) }, &[])
            });
            grow.unwrap();
        }
    };
    std::thread::scope(|scope| [scope.spawn(append), scope.spawn(append)].map(|one| one.join().unwrap()));
    let title = case(&mut Store::open(&file, Migrate::No).unwrap(), id).parcel.title;
    assert_eq!(title.matches('+').count(), 40);
}

#[test]
fn an_error_undoes_the_whole_transaction() {
    let mut store = Store::in_memory().unwrap();
    let id = add(&mut store, &["RA000000005RU"]);
    let before = case(&mut store, id);
    let stranger = Entry { leg: key("RB000000006CN"), ..entry(1) };
    let broken = Ruling { fresh: vec![entry(1), stranger], ..ruling(id) };
    store.within(|tx| tx.commit(&broken, &channels())).unwrap_err();
    assert_eq!(case(&mut store, id), before);
}

#[test]
fn a_removed_parcel_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posylka.db");
    let mut store = Store::open(&file, Migrate::Yes).unwrap();
    let empty = rows(&file);
    let id = add(&mut store, &["RA000000005RU"]);
    let source = SourceId::from("russian-post");
    store
        .within(|tx| {
            tx.commit(&ruling(id), &channels())?;
            let number = number("RA000000005RU");
            tx.keep_answer(&source, &number, 200, &Piece::all(b"{}", ""), at("2026-02-06T00:00:00Z"))?;
            tx.keep_unreadable(&source, &[number], 200, b"?", at("2026-02-06T00:00:00Z"))
        })
        .unwrap();
    let held = rows(&file);
    // The tally of parcels is always there.
    assert_eq!(held.iter().filter(|(_, count)| *count > 0).count(), 9, "{held:?}");
    assert!(store.within(|tx| tx.remove(id)).unwrap());
    assert_eq!(rows(&file), empty);
    assert!(!store.within(|tx| tx.remove(id)).unwrap());
    assert!(matches!(store.within(|tx| tx.commit(&ruling(id), &[])), Err(StoreError::Gone(gone)) if gone == id));
    assert!(add(&mut store, &["RA000000005RU"]) > id, "an id is never used again");
}
