//! What the user is owed.

use posylka::{model::Ruling, store::Store};

use super::{add, at, case, channels, notice, ruling};

#[test]
fn notices_are_owed_until_shown_and_not_after_they_are_withdrawn() {
    let mut store = Store::in_memory().unwrap();
    let id = add(&mut store, &["RA000000005RU"]);
    let (now, later) = (at("2026-02-06T00:00:00Z"), at("2026-02-07T00:00:00Z"));
    store.within(|tx| tx.commit(&ruling(id), &channels())).unwrap();
    let owed = store.reading(|tx| tx.owed(now)).unwrap();
    assert_eq!(owed.len(), 4);
    assert_eq!((owed[0].notice.clone(), owed[0].title.as_str()), (notice("stalled"), "Чехол, красный"));
    assert_eq!(owed[0].id, owed[1].id);
    store
        .within(|tx| {
            tx.delivered(owed[0].id, &owed[0].channel, true, now)?;
            tx.failed(owed[1].id, &owed[1].channel, "no bus", later)
        })
        .unwrap();
    assert!(case(&mut store, id).notices[0].shown);
    assert_eq!(store.reading(|tx| tx.owed(now)).unwrap().len(), 2);
    let again = store.reading(|tx| tx.owed(later)).unwrap();
    assert_eq!((again.len(), again[0].tries, again[0].id), (3, 1, owed[1].id));
    let backlog = store.reading(|tx| tx.outbox()).unwrap();
    assert_eq!(backlog.iter().map(|one| one.owed).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(backlog[1].error.as_deref(), Some("no bus"));

    let withdrawn = vec!["stalled".into(), "held".into()];
    store.within(|tx| tx.commit(&Ruling { notices: Vec::new(), withdrawn, ..ruling(id) }, &channels())).unwrap();
    assert_eq!(store.reading(|tx| tx.owed(later)).unwrap(), []);
    assert_eq!(case(&mut store, id).notices, []);
    store.within(|tx| tx.commit(&ruling(id), &channels())).unwrap();
    assert_eq!(store.reading(|tx| tx.owed(now)).unwrap().len(), 4, "what holds anew is told anew");
}
