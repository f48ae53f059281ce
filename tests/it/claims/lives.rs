//! Lives by chance: whatever the machine does, nobody who needed a claim hears of it too late.
//! `LIVES=10000 cargo test --release --test it claims::lives` plays as many.

use jiff::{SignedDuration, Timestamp, civil::date, tz::Offset};
use posylka::{
    model::{Event, Heard, Outcome, Stage, Status, Told, Zone, ZoneFrom},
    rules::{self, Knowledge},
};

use super::Desk;

const SHOPS: [&str; 5] = ["aliexpress-com", "aliexpress-ru", "joom", "ozon-global", "other"];
const ZONES: [&str; 5] =
    ["Europe/Moscow", "Asia/Kamchatka", "Europe/Kaliningrad", "Europe/Berlin", "America/Los_Angeles"];
/// The way of a parcel; it may end at any step and never move again.
const WAY: [Status; 8] = [
    Status::Accepted,
    Status::Exported,
    Status::Imported,
    Status::AtCustoms,
    Status::ReleasedByCustoms,
    Status::InTransit,
    Status::ReadyForPickup,
    Status::Delivered,
];
/// How often the machine looks while it is on.
const TICK: SignedDuration = SignedDuration::from_hours(4);
/// A claim is told of so long before the window closes.
const NOTICE: SignedDuration = SignedDuration::from_hours(48);
/// Days a life lasts.
const DAYS: i64 = 150;

/// Numbers by chance, the same for the same seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn hours(&mut self, most: u64) -> SignedDuration {
        SignedDuration::from_hours(i64::try_from(self.below(most)).unwrap())
    }
}

/// What came of a life.
#[derive(Debug, PartialEq)]
enum End {
    /// No claim was needed, or no date was known.
    Fine,
    /// The machine was off from before the last days until the window had closed.
    Off,
    /// Told in time.
    Told,
    /// Not told in time.
    Late(String),
}

#[test]
fn nobody_hears_of_the_last_day_too_late() {
    let lives: u64 = std::env::var("LIVES").ok().map_or(200, |it| it.parse().unwrap());
    let books: Vec<Knowledge> =
        ZONES.iter().map(|zone| Desk::in_zone("other", date(2026, 4, 1), zone).knowledge).collect();
    let (mut told, mut off, mut late) = (0, 0, Vec::new());
    for seed in 0..lives {
        match live(seed, &books) {
            End::Fine => {}
            End::Off => off += 1,
            End::Told => told += 1,
            End::Late(fault) => late.push(format!("life {seed}: {fault}")),
        }
    }
    println!("{lives} lives: {told} told in time, {off} with the machine off, {} too late", late.len());
    assert!(late.is_empty(), "\n{}", late.join("\n"));
    assert!(told * 5 > lives, "only {told} of {lives} lives needed a claim");
}

fn live(seed: u64, books: &[Knowledge]) -> End {
    let mut dice = Dice(seed.wrapping_mul(0x5851_f42d_4c95_7f2d));
    let begins = date(2026, 1, 1) + SignedDuration::from_hours(24 * dice.below(365) as i64);
    let shop = SHOPS[dice.below(5) as usize];
    let knowledge = &books[dice.below(5) as usize];
    let mut desk = Desk::with_book(knowledge.clone(), shop, begins);
    let order = &mut desk.case.orders[0];
    let known = order.shop.as_str() == "aliexpress-com" || order.shop.as_str() == "joom";
    if !known || dice.below(3) == 0 {
        order.protection_ends = Some(begins + SignedDuration::from_hours(24 * (20 + dice.below(70) as i64)));
    }
    if dice.below(3) == 0 {
        order.promised = Some(begins + SignedDuration::from_hours(24 * (3 + dice.below(60) as i64)));
    }
    let scans = scans(&mut dice, desk.now());
    let nights = nights(&mut dice, desk.now());
    Play { desk, scans, nights, looks: Vec::new(), dice }.play()
}

/// When each scan can be heard; the way ends anywhere.
fn scans(dice: &mut Dice, begins: Timestamp) -> Vec<(Timestamp, Event)> {
    let (mut at, steps) = (begins, dice.below(WAY.len() as u64 + 1) as usize);
    let mut scan = |status: &Status| {
        at += dice.hours(24 * 25);
        let wall = Offset::constant(3).to_datetime(at);
        let zone = Some(Zone { offset: Offset::constant(3), from: ZoneFrom::Row });
        let (code, text) = (status.word().to_owned(), status.word().to_owned());
        (
            at,
            Event {
                wall,
                zone,
                status: Some(*status),
                reason: None,
                by_words: false,
                code,
                text,
                place: String::new(),
            },
        )
    };
    WAY[..steps].iter().map(&mut scan).collect()
}

/// When the machine is off, and when it is on but reaches nobody.
fn nights(dice: &mut Dice, begins: Timestamp) -> Vec<(Timestamp, Timestamp, bool)> {
    let night = |_| {
        let from = begins + dice.hours(24 * DAYS as u64);
        let long = [12, 48, 24 * 9, 24 * 25][dice.below(4) as usize];
        (from, from + dice.hours(long), dice.below(2) == 0)
    };
    (0..8).map(night).collect()
}

struct Play {
    desk: Desk,
    scans: Vec<(Timestamp, Event)>,
    nights: Vec<(Timestamp, Timestamp, bool)>,
    /// When the machine looked and what it found was kept.
    looks: Vec<Timestamp>,
    dice: Dice,
}

impl Play {
    fn play(mut self) -> End {
        let begins = self.desk.now();
        let mut now = begins;
        let mut needed = None;
        while now < begins + SignedDuration::from_hours(24 * DAYS) {
            let off = self.nights.iter().any(|(from, to, off)| *off && (*from..*to).contains(&now));
            let crash = self.dice.below(20) == 0;
            if !off && !crash {
                self.look(now);
                self.looks.push(now);
            }
            let closes = self.desk.case.advice.window.map(|window| window.closes);
            let end = closes.and_then(|day| day.tomorrow().ok()?.to_zoned(self.desk.knowledge.zone.clone()).ok());
            if let Some(end) = end.map(|it| it.timestamp()).filter(|end| now < *end && now >= *end - NOTICE) {
                needed = Some(end);
            }
            if needed.is_some_and(|end| now > end) {
                break;
            }
            now += TICK;
        }
        needed.map_or(End::Fine, |end| self.judge(end))
    }

    fn look(&mut self, now: Timestamp) {
        let cut = self.nights.iter().any(|(from, to, _)| (*from..*to).contains(&now));
        let leg = self.desk.case.legs[0].key.clone();
        if !cut && self.desk.case.legs[0].asks.next <= now {
            let events: Vec<Event> = self.scans.iter().filter(|(at, _)| *at <= now).map(|(_, it)| it.clone()).collect();
            let heard = Heard { events, ..Heard::default() };
            let none = heard.events.is_empty();
            let outcome = if none { Outcome::NoHistory(heard) } else { Outcome::Events(heard) };
            self.desk.tell(&Told::Answer { leg, source: "cainiao".into(), outcome }, now);
        } else if self.desk.changes_at().is_some_and(|at| at <= now) {
            self.desk.tell(&Told::Time, now);
        }
    }

    /// Whether the claim, or what comes before it, was told of 48 hours before the end, or at the first look after that.
    fn judge(&self, end: Timestamp) -> End {
        let arrived = self.scans.iter().any(|(at, it)| it.status == Some(Status::Delivered) && *at < end);
        if arrived || self.desk.case.verdict.stage == Stage::Delivered {
            return End::Fine;
        }
        let due = self.looks.iter().copied().find(|at| *at >= end - NOTICE - TICK * 6);
        let Some(due) = due.filter(|at| *at < end) else { return End::Off };
        let claim = |key: &str| {
            ["open-dispute", "recommend-dispute", "prepare-dispute", "collect"].iter().any(|it| key.contains(it))
        };
        let told = self.desk.told.iter().filter(|it| claim(&it.key)).map(|it| it.at).min();
        match told {
            Some(at) if at <= due.max(end - NOTICE) => End::Told,
            told => End::Late(format!("due {due}, the window ends {end}, told {told:?}; {:?}", self.desk.case.advice)),
        }
    }
}

#[test]
fn a_crash_between_ruling_and_commit_loses_no_notice() {
    let mut desk = Desk::at("aliexpress-com", date(2026, 4, 1));
    desk.scan(3, Status::Accepted).scan(8, Status::Exported);
    let last = jiff::civil::date(2026, 7, 11).to_zoned(desk.knowledge.zone.clone()).unwrap().timestamp();
    let key = |notices: &[posylka::model::Notice]| notices.iter().any(|it| it.key.starts_with("advised:open-dispute"));
    let lost = rules::digest(&desk.case, &Told::Time, &desk.knowledge, last);
    let again = rules::digest(&desk.case, &Told::Time, &desk.knowledge, last + TICK);
    assert!(key(&lost.notices) && key(&again.notices));
}
