//! Who is told what, when, and by which way: the real daemon on the leaping clock, with servers that answer or do not.

use jiff::{SignedDuration, Timestamp};
use posylka::{
    config::Notify,
    model::{Act, DisputeState, Problem, Step, Told, Wrong},
    notify::{Channel, Letter, Line, Ntfy, Webhook},
};
use serde_json::Value;
use tokio::{net::TcpListener, sync::mpsc::UnboundedReceiver};

use super::{Request, line, secret, server};
use crate::daemon::{HEADPHONES, World};

fn ntfy(base_url: &str, line: Line) -> Channel {
    Channel::Ntfy(Ntfy { line, base_url: base_url.to_owned(), topic: "parcels".into(), token: None })
}

fn webhook(url: &str) -> Channel {
    Channel::Webhook(Webhook { line: line(), url: secret(url), secret: None })
}

/// What a server was sent, as JSON.
fn sent(requests: &mut UnboundedReceiver<Request>) -> Vec<Value> {
    std::iter::from_fn(|| requests.try_recv().ok()).map(|it| serde_json::from_str(&it.body).unwrap()).collect()
}

/// The notices a letter holds, by key.
fn keys(letters: &[Letter]) -> Vec<String> {
    let of = |it: &Letter| match it.json["of"].as_array() {
        Some(of) => of.iter().map(|it| it["key"].as_str().unwrap().to_owned()).collect(),
        None => vec![it.key.clone()],
    };
    letters.iter().flat_map(of).collect()
}

/// How many rows the outbox has.
fn owed(world: &World) -> u32 {
    let all = world.store().reading(|tx| tx.outbox()).unwrap();
    all.iter().map(|it| it.owed + it.reminders).sum()
}

#[tokio::test]
async fn the_next_takes_over_where_one_fails_refuses_or_hangs() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let hangs = format!("http://{}", silent.local_addr().unwrap());
    let short = Line { timeout: SignedDuration::from_millis(50), ..line() };
    let (refuses, _requests) = server("403 Forbidden", "no").await;
    for dead in [ntfy("http://127.0.0.1:1", line()), ntfy(&hangs, short), ntfy(&refuses, line())] {
        let mut world = World::of(HEADPHONES).await;
        world.before = vec![dead];
        world.add();
        let ear = world.ear.0.clone();
        world.watch_until("2026-02-11T00:00:00Z", &ear).await;
        let mut told = keys(&world.heard());
        let all = told.len();
        told.sort();
        told.dedup();
        assert_eq!((told.len(), owed(&world)), (all, 0), "{told:?}");
        assert!(told.contains(&"moved:ready-for-pickup".to_owned()), "{told:?}");
    }
}

#[tokio::test]
async fn where_the_first_answers_the_others_are_silent_and_with_every_none_is() {
    for every in [false, true] {
        let (address, mut requests) = server("200 OK", "{}").await;
        let mut world = World::of(HEADPHONES).await;
        world.before = vec![ntfy(&address, line())];
        world.notify.every = every;
        world.add();
        let ear = world.ear.0.clone();
        world.watch_until("2026-02-11T00:00:00Z", &ear).await;
        let (sent, heard) = (sent(&mut requests), world.heard());
        assert!(sent.len() >= 4, "{sent:?}");
        assert_eq!(heard.len(), if every { sent.len() } else { 0 });
        assert_eq!(owed(&world), 0);
    }
}

/// Waits for the parcel to be at the point, and the point to send it back.
const EXPIRES: &str = "2026-02-25T00:00:00Z";

#[tokio::test]
async fn what_has_a_deadline_is_told_again_by_the_next_way_until_it_is_seen() {
    let reminders = |sent: &[Value]| sent.iter().filter(|it| it["repeat"].as_u64() > Some(0)).count();
    for (acts, most) in [(false, 9), (true, 0)] {
        let (address, mut requests) = server("200 OK", "{}").await;
        let mut world = World::of(HEADPHONES).await;
        // The same way twice over is enough to see whose turn it is.
        world.before = vec![webhook(&address), ntfy("http://127.0.0.1:1", line())];
        let id = world.add();
        let (deaf, ear) = tokio::sync::mpsc::unbounded_channel();
        drop(ear);
        world.watch_until("2026-02-18T00:00:00Z", &deaf).await;
        let calm = sent(&mut requests);
        assert_eq!(reminders(&calm), 0, "what has no deadline is told once: {calm:?}");
        if acts {
            let (setup, at) = (world.setup(&deaf), "2026-02-18T00:00:00Z".parse().unwrap());
            let told = Told::User(Act::Received);
            world.store().within(|tx| posylka::app::tell::tell(tx, &setup, id, &told, at)).unwrap();
        }
        world.watch_until(EXPIRES, &deaf).await;
        let urgent = sent(&mut requests);
        let raised = urgent.iter().filter(|it| it["key"].as_str().unwrap().starts_with("raised:pickup-expiring"));
        assert_eq!(raised.clone().count() > 2, !acts, "until it is seen: {urgent:?}");
        let bodies: Vec<_> = raised.clone().map(|it| &it["body"]).collect();
        assert!(acts || bodies.first() != bodies.last(), "the days that are left by now: {bodies:?}");
        for notice in urgent.iter().map(|it| &it["key"]) {
            let of_one: Vec<_> = urgent.iter().filter(|it| it["key"] == *notice).cloned().collect();
            assert!(reminders(&of_one) <= most, "{urgent:?}");
        }
        assert_eq!(reminders(&urgent) > 0, !acts, "{urgent:?}");
        assert!(
            raised.filter(|it| it["repeat"] != 0).all(|it| it["title"].as_str().unwrap().starts_with("Reminder: "))
        );
    }
}

#[tokio::test]
async fn seen_is_seen() {
    let (address, mut requests) = server("200 OK", "{}").await;
    let mut world = World::of(HEADPHONES).await;
    world.before = vec![webhook(&address)];
    let id = world.add();
    let ear = world.ear.0.clone();
    let raised = |sent: &[Value]| sent.iter().any(|it| it["key"].as_str().unwrap().starts_with("raised:pickup"));
    let mut day: Timestamp = "2026-02-18T00:00:00Z".parse().unwrap();
    loop {
        world.watch_until(&day.to_string(), &ear).await;
        if raised(&sent(&mut requests)) {
            break;
        }
        assert!(day.to_string().as_str() < EXPIRES, "never raised");
        day += SignedDuration::from_hours(1);
    }
    let off = world.store().within(|tx| tx.acknowledge(Some(id), day)).unwrap();
    assert_eq!(off, 1, "a reminder was arranged for");
    world.watch_until(&(day + SignedDuration::from_hours(40)).to_string(), &ear).await;
    assert!(!sent(&mut requests).iter().any(|it| it["repeat"].as_u64() > Some(0)));
    assert_eq!(world.heard().iter().filter(|it| it.repeat > 0).count(), 0);
}

#[tokio::test]
async fn a_digest_is_one_letter_a_day_and_what_is_urgent_does_not_wait_for_it() {
    let mut world = World::of(HEADPHONES).await;
    world.notify = Notify { digest: Some("0 9 * * 5".parse().unwrap()), ..Notify::default() };
    world.add();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-21T00:00:00Z", &ear).await;
    let letters = world.heard();
    let fridays = ["2026-02-06", "2026-02-13", "2026-02-20"];
    let (mut waited, mut at_once) = (0, 0);
    for (key, urgent, at) in world.shown() {
        let digest = fridays.iter().any(|day| at.to_string().starts_with(&format!("{day}T06:00:0")));
        assert_eq!(digest, !urgent, "{key} at {at}");
        waited += u32::from(digest);
        at_once += u32::from(urgent);
    }
    assert!(waited >= 4 && at_once >= 1, "{letters:?}");
    assert!(letters.iter().any(|it| it.key == "summary" && it.body.lines().count() >= 2), "{letters:?}");
    assert_eq!(keys(&letters).len(), world.shown().len());
}

#[tokio::test]
async fn a_muted_parcel_is_silent_and_tells_later_what_happened() {
    let mut world = World::of(HEADPHONES).await;
    let id = world.add();
    let until: Timestamp = "2026-02-12T00:00:00Z".parse().unwrap();
    world.store().within(|tx| tx.mute(id, until)).unwrap();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-11T23:00:00Z", &ear).await;
    assert_eq!(keys(&world.heard()), Vec::<String>::new());
    world.watch_until("2026-02-12T01:00:00Z", &ear).await;
    let letters = world.heard();
    assert!(keys(&letters).len() >= 4, "{letters:?}");
    assert!(world.store().within(|tx| tx.unmute(id)).unwrap());
}

#[tokio::test]
async fn once_a_week_it_says_that_it_lives_and_what_comes_next() {
    let mut world = World::of(HEADPHONES).await;
    world.notify.weekly = Some("0 10 * * 1".parse().unwrap());
    world.add();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-17T00:00:00Z", &ear).await;
    let alive: Vec<Letter> = world.heard().into_iter().filter(|it| it.key == "alive").collect();
    let at: Vec<String> = alive.iter().map(|it| it.at.unwrap().to_string()).collect();
    assert_eq!(at.len(), 3, "{at:?}");
    assert!(at.iter().all(|at| at.contains("T07:00:0")), "Mondays at ten in Moscow: {at:?}");
    assert!(
        alive[2].body.contains("1 parcel is watched") && alive[2].body.contains("deadline is"),
        "{}",
        alive[2].body
    );
    // Four weeks asleep are one letter.
    world.watch_until("2026-02-17T01:00:00Z", &ear).await;
    crate::daemon::clock(world.folder.path(), "2026-12-01T00:00:00Z")
        .leap_to("2026-03-18T00:00:00Z".parse().unwrap())
        .unwrap();
    world.watch_until("2026-03-18T12:00:00Z", &ear).await;
    assert_eq!(world.heard().iter().filter(|it| it.key == "alive").count(), 1);
}

#[tokio::test]
async fn what_a_channel_owed_that_is_gone_is_told_by_the_first_that_is_there() {
    let mut world = World::of(HEADPHONES).await;
    world.before = vec![ntfy("http://127.0.0.1:1", line())];
    world.add();
    let (deaf, ear) = tokio::sync::mpsc::unbounded_channel();
    drop(ear);
    world.watch_until("2026-02-05T00:00:00Z", &deaf).await;
    assert!(owed(&world) >= 4, "each is owed to both");
    world.before.clear();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-05T12:00:00Z", &ear).await;
    let mut told = keys(&world.heard());
    let all = told.len();
    told.sort();
    told.dedup();
    assert!(all >= 2 && told.len() == all && owed(&world) == 0, "{told:?}");
}

#[tokio::test]
async fn whoever_comes_back_after_a_night_is_told_within_a_quarter_of_an_hour() {
    let mut world = World::of(HEADPHONES).await;
    world.before = vec![webhook("http://127.0.0.1:1")];
    world.add();
    let (deaf, ear) = tokio::sync::mpsc::unbounded_channel();
    drop(ear);
    let morning = "2026-02-03T12:00:00Z";
    world.watch_until(morning, &deaf).await;
    let last = morning.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(15);
    let owed = world.store().reading(|tx| tx.owed(Timestamp::MAX)).unwrap();
    let soon = world.store().reading(|tx| tx.owed(last)).unwrap();
    assert!(owed.iter().any(|it| it.tries > 9), "{owed:?}");
    assert_eq!(owed.len(), soon.len());
}

#[tokio::test]
async fn that_it_can_be_collected_is_not_told_when_it_was() {
    let mut world = World::of(HEADPHONES).await;
    let id = world.add();
    let (deaf, ear) = tokio::sync::mpsc::unbounded_channel();
    drop(ear);
    let at = "2026-02-11T00:00:00Z";
    world.watch_until(at, &deaf).await;
    let ready = |world: &World| {
        let notices = world.store().reading(|tx| tx.notices_of(id)).unwrap();
        notices.iter().any(|it| it.key == "moved:ready-for-pickup")
    };
    assert!(ready(&world), "it is owed");
    let setup = world.setup(&deaf);
    let told = Told::User(Act::Received);
    world.store().within(|tx| posylka::app::tell::tell(tx, &setup, id, &told, at.parse().unwrap())).unwrap();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-11T12:00:00Z", &ear).await;
    let told = keys(&world.heard());
    assert!(told.contains(&"moved:accepted".to_owned()), "what happened is told late: {told:?}");
    assert!(!told.contains(&"moved:ready-for-pickup".to_owned()) && !ready(&world), "{told:?}");
}

#[tokio::test]
async fn the_weekly_words_know_of_a_claim_for_goods_that_came() {
    let mut world = World::of(HEADPHONES).await;
    world.notify.weekly = Some("0 10 * * 1".parse().unwrap());
    let id = world.add();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-11T00:00:00Z", &ear).await;
    let (setup, at) = (world.setup(&ear), "2026-02-11T00:00:00Z".parse().unwrap());
    let wrong = Wrong { problem: Problem::Defect, at, note: String::new(), amount: None, photos: Vec::new() };
    let until = Some("2026-02-20".parse().unwrap());
    let opened = Step { until, ..Step::new(DisputeState::Opened, at) };
    for act in [Act::Wronged { wrong }, Act::Disputed { step: opened }] {
        world.store().within(|tx| posylka::app::tell::tell(tx, &setup, id, &Told::User(act), at)).unwrap();
    }
    let act_by = world.store().reading(|tx| tx.case(id)).unwrap().unwrap().advice.act_by;
    assert_eq!(act_by, until, "the seller's day");
    world.heard();
    world.watch_until("2026-02-17T00:00:00Z", &ear).await;
    let alive = world.heard().into_iter().find(|it| it.key == "alive").unwrap();
    assert!(alive.body.contains("No parcel is under way. The next deadline is 20 February"), "{}", alive.body);
}
