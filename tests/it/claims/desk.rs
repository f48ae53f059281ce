//! A parcel in memory that is told things, day by day: no socket, no file, no clock.

use jiff::{Span, Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use posylka::{
    carriers::Registry,
    model::{
        Act, Action, Asks, Case, DisputeState, Event, Facts, Finding, Flow, Heard, Leg, LegKey, LegState, Notice,
        Number, Order, Outcome, Parcel, ParcelId, Problem, Role, Stage, Status, Step, Told, Verdict, Witness, Wrong,
        Zone, ZoneFrom,
    },
    rules::{self, Knowledge},
};

/// A desk with one parcel on it.
pub struct Desk {
    pub knowledge: Knowledge,
    pub case: Case,
    /// Everything that was told, in order.
    pub told: Vec<Notice>,
    begins: Date,
    now: Timestamp,
    scans: Vec<Event>,
}

impl Desk {
    /// An order at a shop, made and posted on a day, with a number Cainiao knows; the user is in Moscow.
    pub fn at(shop: &str, begins: Date) -> Desk {
        Desk::in_zone(shop, begins, "Europe/Moscow")
    }

    /// The same for a user elsewhere.
    pub fn in_zone(shop: &str, begins: Date, zone: &str) -> Desk {
        let zone = TimeZone::get(zone).unwrap();
        let carriers = Registry::embedded().unwrap().carriers(&|_| true);
        Desk::with_book(Knowledge::embedded("RU".into(), zone, carriers, 1).unwrap(), shop, begins)
    }

    /// The same by rules that are read already.
    pub fn with_book(knowledge: Knowledge, shop: &str, begins: Date) -> Desk {
        let now = begins.at(12, 0, 0, 0).to_zoned(knowledge.zone.clone()).unwrap().timestamp();
        let order = Order {
            id: "8190000000000019".into(),
            shop: shop.into(),
            price: None,
            ordered: Some(begins),
            shipped: Some(begins),
            promised: None,
            protection_ends: None,
        };
        let (id, received, archived) = (ParcelId(1), None, None);
        let parcel = Parcel { id, title: "Kettle".into(), added: now, received, archived, postcode: None };
        let case = Case::new(parcel, vec![order], vec![leg(now)]);
        Desk { knowledge, case, told: Vec::new(), begins, now, scans: Vec::new() }
    }

    /// The order as it shall be.
    pub fn order(mut self, change: impl FnOnce(&mut Order)) -> Desk {
        change(&mut self.case.orders[0]);
        self
    }

    /// An order that has no number yet.
    pub fn without_number(mut self) -> Desk {
        self.case.legs.clear();
        self.case.verdict = Verdict::new(Stage::Ordered);
        self
    }

    /// The day so many days after the beginning.
    pub fn date(&self, day: i32) -> Date {
        self.begins + Span::new().days(day)
    }

    /// Lets time pass until noon of a day.
    pub fn pass(&mut self, day: i32) -> &mut Desk {
        let noon = self.date(day).at(12, 0, 0, 0).to_zoned(self.knowledge.zone.clone()).unwrap();
        self.pass_until(noon.timestamp())
    }

    /// Lets time pass: at every moment the last ruling named, and then.
    pub fn pass_until(&mut self, end: Timestamp) -> &mut Desk {
        while let Some(at) = self.changes_at().filter(|at| *at < end) {
            self.tell(&Told::Time, at);
        }
        self.tell(&Told::Time, end);
        self
    }

    pub fn changes_at(&self) -> Option<Timestamp> {
        [self.case.verdict.changes_at, self.case.advice.changes_at].into_iter().flatten().min()
    }

    /// The source answers on a day with one scan more.
    pub fn scan(&mut self, day: i32, status: Status) -> &mut Desk {
        self.pass(day);
        self.scans.push(Event {
            wall: self.date(day).at(11, 0, 0, 0),
            zone: Some(Zone { offset: jiff::tz::offset(3), from: ZoneFrom::Row }),
            status: Some(status),
            reason: None,
            by_words: false,
            code: format!("C{}", self.scans.len()),
            text: status.word().into(),
            place: String::new(),
        });
        self.answer()
    }

    /// The source answers today what it answered before.
    pub fn answer(&mut self) -> &mut Desk {
        let Some(leg) = self.case.legs.first().map(|leg| leg.key.clone()) else { return self };
        let heard = Heard { events: self.scans.clone(), ..Heard::default() };
        let outcome = if self.scans.is_empty() { Outcome::NoHistory(heard) } else { Outcome::Events(heard) };
        self.tell(&Told::Answer { leg, source: "cainiao".into(), outcome }, self.now);
        self
    }

    /// Days go by on which the source answers and has nothing new.
    pub fn quiet(&mut self, until: i32) -> &mut Desk {
        let from = (self.now.to_zoned(self.knowledge.zone.clone()).date() - self.begins).get_days();
        for day in from + 1..=until {
            self.pass(day).answer();
        }
        self
    }

    pub fn act(&mut self, day: i32, act: Act) -> &mut Desk {
        self.pass(day);
        self.tell(&Told::User(act), self.now);
        self
    }

    pub fn step(&mut self, day: i32, state: DisputeState, finding: impl Into<Option<Finding>>) -> &mut Desk {
        self.pass(day);
        let step = Step { finding: finding.into(), ..Step::new(state, self.now) };
        rules::dispute::check(&self.case.dispute, &step, self.now).unwrap_or_else(|fault| panic!("{state}: {fault}"));
        self.act(day, Act::Disputed { step })
    }

    pub fn wrong(&mut self, day: i32, problem: Problem) -> &mut Desk {
        self.pass(day);
        let wrong = Wrong { problem, at: self.now, amount: None, photos: Vec::new(), note: String::new() };
        self.act(day, Act::Wronged { wrong })
    }

    pub fn tell(&mut self, told: &Told, now: Timestamp) {
        self.now = now;
        let ruling = rules::digest(&self.case, told, &self.knowledge, now);
        self.told.extend(ruling.notices.iter().cloned());
        rules::follow(&mut self.case, ruling);
    }

    /// What is advised, for which reason and until which day from the beginning.
    pub fn advised(&self) -> (Action, Option<&str>, Option<i32>) {
        let advice = &self.case.advice;
        let by = advice.act_by.map(|day| (day - self.begins).get_days());
        (advice.action, advice.reason.as_deref(), by)
    }

    /// The keys of what was told, with the local day and hour.
    pub fn told(&self, beginning: &str) -> Vec<(String, String)> {
        let told = self.told.iter().filter(|it| it.key.starts_with(beginning));
        told.map(|it| {
            let at = it.at.to_zoned(self.knowledge.zone.clone()).strftime("%m-%d %H").to_string();
            (at, it.key.clone())
        })
        .collect()
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }
}

/// The day after another.
pub fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

fn leg(now: Timestamp) -> Leg {
    Leg {
        key: LegKey { number: Number::new("LP00123456789012").unwrap(), carrier: "cainiao".into() },
        role: Role::International,
        state: LegState::Current,
        flow: Flow::Replaced,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: now },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(now),
    }
}
