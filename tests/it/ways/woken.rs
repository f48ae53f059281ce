//! What is told on waking: what is urgent first, after the first round of asks, or with how old it is.

use jiff::{SignedDuration, Timestamp};
use posylka::{
    app::{App, views::parcel},
    notify::Letter,
};

use crate::daemon::{World, clock};

/// The claim can be opened until 20 February; news come on 16 February, when the machine sleeps.
const LAMP: &str = "
2026-02-01 order aliexpress-ru 8190000000000027 protection 20 days
2026-02-01 add LP00123456789012
2026-02-02 14:20 cainiao LP00123456789012 PU_PICKUP_SUCCESS \"Received by logistics company\"
2026-02-04 01:40 cainiao LP00123456789012 LH_DEPART \"Departed from departure country/region\"
2026-02-17 09:00 cainiao LP00123456789012 LH_ARRIVE \"Arrived at linehaul office\"
";
const ASLEEP: &str = "2026-02-16T10:00:00Z";

/// What is told in the half hour after the machine slept from the 16th until then.
async fn told_on_waking(life: &str, woke: Timestamp) -> (World, Vec<Letter>) {
    let mut world = World::of(life).await;
    world.add();
    let ear = world.ear.0.clone();
    world.watch_until(ASLEEP, &ear).await;
    world.heard();
    clock(world.folder.path(), "2027-01-01T00:00:00Z").leap_to(woke).unwrap();
    world.watch_until(&(woke + SignedDuration::from_mins(30)).to_string(), &ear).await;
    let letters = world.heard();
    (world, letters)
}

#[tokio::test]
async fn what_is_urgent_comes_first_with_its_day_and_after_what_was_asked() {
    for (woke, key) in [
        ("2026-02-19T18:00:00Z", "reminded:open-dispute:2026-02-20:1d"),
        ("2026-02-20T18:00:00Z", "reminded:open-dispute:2026-02-20:6h"),
        ("2026-02-22T18:00:00Z", "advised:claim-elsewhere:-"),
    ] {
        let (world, letters) = told_on_waking(LAMP, woke.parse().unwrap()).await;
        let keys: Vec<&str> = letters.iter().map(|it| it.key.as_str()).collect();
        let first = &letters[0];
        let urgent = letters.iter().position(|it| !it.urgent).unwrap_or(letters.len());
        assert!(letters[urgent..].iter().all(|it| !it.urgent), "{keys:?}");
        assert!(first.urgent && first.act_by == Some("2026-02-20".parse().unwrap()), "{woke}: {first:?}");
        assert!(keys[..urgent].contains(&key) || key.starts_with("reminded"), "{woke}: {keys:?}");
        assert!(letters.iter().all(|it| it.as_of.is_none()), "it was asked for before: {letters:?}");
        assert!(letters.iter().any(|it| it.json.to_string().contains("imported")), "{woke}: {letters:?}");
        agrees_with_show(&world, &letters, woke);
    }
}

#[tokio::test]
async fn where_nobody_answers_in_a_minute_letters_say_how_old_they_are() {
    let life = format!("{LAMP}2026-02-16 11:00 fails cainiao unavailable\n");
    let woke: Timestamp = "2026-02-20T10:00:00Z".parse().unwrap();
    let (world, letters) = told_on_waking(&life, woke).await;
    assert!(!letters.is_empty());
    for letter in &letters {
        assert!(letter.as_of.is_some_and(|at| at <= ASLEEP.parse().unwrap()), "{letter:?}");
        assert!(letter.body.ends_with("As of 4 days ago: nobody answered since."), "{}", letter.body);
    }
    let late = world.shown().into_iter().filter(|(.., at)| *at >= woke).map(|(.., at)| at.duration_since(woke)).min();
    assert!(late.unwrap() <= SignedDuration::from_secs(61), "a minute at the most: {late:?}");
    agrees_with_show(&world, &letters, "2026-02-20T10:30:00Z");
}

/// What a letter said stands word for word in what `show` says minutes later.
fn agrees_with_show(world: &World, letters: &[Letter], now: &str) {
    let id = world.store().reading(|tx| tx.parcels()).unwrap()[0];
    let mut app = App::open(world.setup(&world.ear.0), now.parse().unwrap(), true).unwrap();
    let shown = parcel::details(&mut app, id).unwrap();
    for letter in letters.iter().filter(|it| it.key != "summary") {
        let told = shown.notices.iter().find(|it| it.key == letter.key).unwrap();
        assert!(letter.body.starts_with(&told.body), "{} is not {}", letter.body, told.body);
    }
}
