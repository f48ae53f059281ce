//! The daemon killed between commit and delivery: every owed notice arrives, and by its id none is there twice.

use std::{collections::BTreeMap, fs, thread, time::Duration};

use super::{
    until,
    watch::{STORY, carriers, clock, configure, home, letters, owed},
};

/// Delivers, and then does not come to an end while `stuck` is there: the daemon never learns that it was delivered.
/// What it writes to the daemon ends it when the daemon is gone.
const SCRIPT: &str = "cat >> letters; touch begun; while [ -e stuck ]; do echo stuck >&2 || exit 1; done";

#[test]
fn whatever_is_owed_arrives_and_a_repeat_replaces_its_original() {
    let home = home();
    home.write("stuck", "");
    configure(&home, carriers(STORY, clock(&home)), SCRIPT);
    let mut killed = home.daemon();
    until("the first delivery", || home.path("begun").exists().then_some(()));
    until("another notice, which waits", || (owed(&home) >= 2).then_some(()));
    killed.signal("KILL");
    assert_eq!(killed.ended().code(), None);
    let delivered = letters(&home).len();
    assert_eq!(delivered, 1, "one channel delivers one at a time");
    let before = home.json("show 1")["notices"].as_array().unwrap().len();
    assert!(before >= 2);
    fs::remove_file(home.path("stuck")).unwrap();
    let mut daemon = home.daemon();
    until("nothing owed", || (owed(&home) == 0).then_some(()));
    daemon.signal("TERM");
    assert_eq!(daemon.ended().code(), Some(0), "{}", daemon.log());
    let (mut by_id, mut copies) = (BTreeMap::new(), 0);
    for letter in letters(&home) {
        copies += 1;
        let said = (letter["key"].clone(), letter["parcel"].clone());
        let first = by_id.entry(letter["id"].as_u64().unwrap()).or_insert_with(|| said.clone());
        assert_eq!(*first, said, "a repeat is the same notice");
    }
    assert!(copies <= by_id.len() + 1, "a crash repeats at most one notice");
    let keys: Vec<_> = by_id.values().map(|(key, _)| key.clone()).collect();
    assert!(keys.iter().enumerate().all(|(at, key)| !keys[..at].contains(key)), "none is there twice: {keys:?}");
    let shown = home.json("show 1");
    let missing = shown["notices"].as_array().unwrap().iter().filter(|it| !keys.contains(&it["key"])).count();
    // One may have come about at the very end.
    assert_eq!(missing as u64, owed(&home), "{keys:?}\n{shown}");
}

/// Delivers, and comes to an end when it may.
const SLOW: &str = "cat >> letters; touch begun; while [ ! -e go ]; do sleep 0.01; done";

#[test]
fn a_letter_on_its_way_when_the_daemon_ends_is_not_told_again() {
    let home = home();
    configure(&home, carriers(STORY, clock(&home)), SLOW);
    let mut ending = home.daemon();
    until("the first delivery", || home.path("begun").exists().then_some(()));
    ending.signal("TERM");
    // Long enough to end at once, had it not waited.
    thread::sleep(Duration::from_millis(300));
    home.write("go", "");
    assert_eq!(ending.ended().code(), Some(0), "{}", ending.log());
    let first = letters(&home)[0]["id"].clone();
    fs::remove_file(home.path("log")).unwrap();
    let mut next = home.daemon();
    next.logs("watches");
    until("nothing owed", || (owed(&home) == 0).then_some(()));
    next.signal("TERM");
    assert_eq!(next.ended().code(), Some(0), "{}", next.log());
    assert_eq!(letters(&home).iter().filter(|it| it["id"] == first).count(), 1);
}
