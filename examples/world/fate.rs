//! Draws a life: what happens, who tells it, who names another number, what goes wrong.

use std::slice::from_ref;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::Offset};
use posylka::{
    model::{CarrierId, Number, Stage},
    rules::norms::Norms,
};

use crate::{
    dice::Dice,
    messages,
    truth::{Field, Handover, Message, Named, Naming, STRANGERS, Scan, Step, Teller, Truth, WRITTEN, What},
};

/// Kinds of lives, and how many of 100 are of each.
const KINDS: &[(&str, u32)] = &[
    ("kept", 22),
    ("kept-at-cainiao", 12),
    ("srm", 6),
    ("economy", 7),
    ("renumbered", 8),
    ("s10-in-text", 7),
    ("chain", 8),
    ("replaced", 11),
    ("forwarded", 5),
    ("dark", 4),
    ("name-only", 5),
    ("silent", 5),
];

/// The life of one parcel of a world.
pub fn life(norms: &Norms, seed: u64, index: u64) -> Truth {
    let mut dice = Dice::of(seed, index);
    let kind = drawn(&mut dice);
    let number = match kind {
        "kept" | "kept-at-cainiao" | "renumbered" => dice.s10("RB", "CN"),
        "srm" => dice.s10("ZA", "CN"),
        "chain" => dice.cainiao("AP"),
        _ => dice.cainiao("LP"),
    };
    let day = Date::constant(2026, 1, 1) + SignedDuration::from_hours(24 * dice.below(365) as i64);
    let noon = Offset::UTC.to_timestamp(day.at(12, 0, 0, 0)).expect("a day of 2026");
    let start = noon + dice.days(0.0, 3.0);
    // Some parcels are entered when they are long on their way, or get their number late.
    let added = if dice.percent(8) { start + dice.days(5.0, 75.0) } else { start };
    let mistyped = dice.percent(8).then(|| dice.mistyped(&number)).flatten();
    let late = mistyped.is_some() || dice.percent(6);
    let given = if late { added + dice.days(1.0, 15.0) } else { added };
    let truth = Truth {
        kind,
        carrier: (kind == "kept-at-cainiao").then(|| CarrierId::from("cainiao")),
        number,
        ordered: (!dice.percent(15)).then_some(day),
        added,
        mistyped,
        given,
        ends: added,
        economy: kind == "economy",
        keyed: kind == "renumbered" || dice.percent(30),
        lost: dice.percent(2) && !matches!(kind, "economy" | "name-only" | "silent" | "dark"),
        silent: matches!(kind, "name-only" | "silent"),
        released: Timestamp::MAX,
        weight: 60 + dice.below(900) as u32,
        scans: Vec::new(),
        namings: Vec::new(),
        handovers: Vec::new(),
        outages: Vec::new(),
        asleep: Vec::new(),
        messages: Vec::new(),
    };
    let mut fate = Fate::of(dice, norms, start, truth);
    fate.abroad();
    fate.at_home();
    fate.goes_wrong();
    if given > added {
        let what = What::Gives(fate.truth.number.clone());
        fate.truth.messages.insert(0, Message { told: given, what });
    }
    if fate.dice.percent(5) {
        // The seller gives the same number once more.
        let what = What::Gives(fate.truth.number.clone());
        let told = given + fate.dice.days(1.0, 20.0);
        fate.truth.messages.push(Message { told, what });
    }
    fate.entered_late();
    fate.truth
}

fn drawn(dice: &mut Dice) -> &'static str {
    let mut left = dice.below(100) as u32;
    for (kind, share) in KINDS {
        match left.checked_sub(*share) {
            None => return kind,
            Some(rest) => left = rest,
        }
    }
    "silent"
}

/// A life while it is drawn.
pub struct Fate<'a> {
    pub dice: Dice,
    norms: &'a Norms,
    pub at: Timestamp,
    id: i8,
    pub strange: i8,
    /// Whether it went back once.
    pub turned: bool,
    pub truth: Truth,
}

impl<'a> Fate<'a> {
    /// A life of which nothing is drawn yet but how it begins, and when.
    pub fn of(dice: Dice, norms: &'a Norms, at: Timestamp, truth: Truth) -> Fate<'a> {
        Fate { dice, norms, at, id: 0, strange: STRANGERS, turned: false, truth }
    }
}

impl Fate<'_> {
    /// From the seller to the customs of Russia.
    fn abroad(&mut self) {
        let (number, tellers) = self.begins();
        let steps = [
            (Stage::Announced, Step::Accepted, 8),
            (Stage::OutForDelivery, Step::Sorted, 8),
            (Stage::Accepted, Step::Exported, 8),
            (Stage::Exported, Step::Imported, 3),
            (Stage::Imported, Step::AtCustoms, 3),
            (Stage::Customs, Step::Released, 3),
        ];
        for (stage, step, offset) in steps {
            self.pass(stage, &number);
            let known =
                |it: &&Teller| **it == Teller::Cainiao || self.truth.carrier.is_none() || step >= Step::Exported;
            let tellers: Vec<_> = tellers.iter().filter(known).copied().collect();
            self.scan(step, &tellers, from_ref(&number), &number, offset);
            if step == Step::AtCustoms {
                self.held_twice(&tellers, &number);
            }
        }
        self.truth.released = self.at;
        if tellers.contains(&Teller::Cainiao) {
            self.at += self.dice.days(0.02, 1.0);
            self.scan(Step::LeftCustoms, &[Teller::Cainiao], from_ref(&number), &number, 3);
        }
        if self.truth.kind == "kept-at-cainiao" {
            // The post is asked once Cainiao has told that the parcel left.
            let left = |it: &&Scan| it.teller == Teller::Cainiao && it.step >= Step::Exported;
            let told = self.truth.scans.iter().filter(left).map(|it| it.told).min();
            self.takes_over(number, "russian-post", true, told);
        }
    }

    /// The number the first scans are told under, and who tells them.
    fn begins(&mut self) -> (Number, Vec<Teller>) {
        match self.truth.kind {
            "kept" | "renumbered" | "srm" => (self.truth.number.clone(), vec![Teller::Post]),
            "kept-at-cainiao" => (self.truth.number.clone(), vec![Teller::Cainiao, Teller::Post]),
            "chain" => {
                let second = self.dice.cainiao("CNG");
                let told = self.at + self.dice.days(0.0, 4.0);
                let of = self.truth.number.clone();
                self.name(of, Field::Virtual, Some(second.clone()), None, told);
                self.takes_over(second.clone(), "cainiao", true, Some(told));
                (second, vec![Teller::Cainiao])
            }
            _ => (self.truth.number.clone(), vec![Teller::Cainiao]),
        }
    }

    /// Inside Russia, under whichever number.
    fn at_home(&mut self) {
        let old = self.truth.handovers.last().map_or(self.truth.number.clone(), |it| it.to.clone());
        let (both, post) = ([Teller::Cainiao, Teller::Post], [Teller::Post]);
        match self.truth.kind {
            "kept" | "srm" => self.travels(&post, from_ref(&old), &old),
            "kept-at-cainiao" => self.travels(&both, from_ref(&old), &old),
            "renumbered" => self.renumbered(&old),
            "economy" => {
                self.handed(&old);
                self.at += self.dice.days(5.0, 20.0);
            }
            "name-only" => {
                self.handed(&old);
                let carrier = ["Boxberry", "CDEK", "Russian Post"][self.dice.below(3) as usize];
                self.name(old, Field::Name, None, Some(carrier), self.at);
                self.at += self.dice.days(12.0, 50.0);
            }
            "forwarded" => self.forwarded(old),
            "silent" => {
                self.at += self.dice.days(12.0, 50.0);
            }
            _ => self.replaced(old),
        }
        self.truth.ends = self.at.max(self.truth.given) + SignedDuration::from_hours(24 * 4);
    }

    /// Another number takes over, and Cainiao names it around the first scan there.
    fn replaced(&mut self, old: Number) {
        let new = match self.truth.kind {
            "s10-in-text" => self.dice.s10("RQ", "MY"),
            _ => self.dice.domestic(),
        };
        let before = self.dice.percent(50);
        let dark = self.truth.kind == "dark";
        let arrives = self.at + self.dice.days(0.1, 3.0);
        let told = if before { self.at } else { arrives + self.dice.days(0.0, 2.0) };
        let field = if self.dice.percent(60) { Field::Copy } else { Field::Prose };
        let carrier = if dark { Some("5Post") } else { self.dice.percent(50).then_some("Russian Post") };
        let mut witness = told;
        if self.truth.kind == "s10-in-text" {
            self.at = told;
            self.scan(Step::HandedOver, &[Teller::Cainiao], from_ref(&old), &old, 3);
            let scan = self.truth.scans.last_mut().expect("just scanned");
            scan.words = Some(format!("Handed over to local carrier with tracking {new}"));
            witness = scan.told;
        } else {
            self.name(old.clone(), field, Some(new.clone()), carrier, told);
        }
        self.reused(&new);
        self.at = self.at.max(arrives);
        let also = self.dice.percent(25);
        let first = self.truth.scans.len();
        if dark {
            self.takes_over(new, "5post", false, Some(witness));
            self.at += self.dice.days(3.0, 15.0);
            return;
        }
        self.takes_over(new.clone(), "russian-post", true, Some(witness));
        self.travels(&[Teller::Post], from_ref(&new), &new);
        if also {
            self.told_by_cainiao_too(first, &old);
        }
    }

    /// Nobody names the other number but the carrier's message to the person, who hands it on.
    fn forwarded(&mut self, old: Number) {
        let new = self.dice.domestic();
        self.reused(&new);
        self.at += self.dice.days(0.1, 3.0);
        let message = self.at + self.dice.days(0.1, 6.0);
        let message = stamped(message, WRITTEN);
        let (carrier, by) = (CarrierId::from("russian-post"), "message:russian-post");
        let named = What::Names(Named { number: new.clone(), carrier, by });
        let says = ["handed-over", "renumbered"];
        let written = messages::of(&mut self.dice, &says, &[&old, &new], message);
        let written = written.filter(|_| self.dice.percent(50)).map(What::Says);
        self.truth.messages.push(Message { told: message, what: written.unwrap_or(named) });
        self.takes_over(new.clone(), "russian-post", true, Some(message));
        self.travels(&[Teller::Post], from_ref(&new), &new);
    }

    /// Cainiao tells the scans of the last mile under the old number, as the post tells them under the new one.
    fn told_by_cainiao_too(&mut self, first: usize, old: &Number) {
        let own = self.truth.scans[first..].iter().filter(|it| !it.strange());
        let again: Vec<_> = own
            .map(|it| {
                let zone = ["GMT+8", "GMT+3", ""][self.dice.below(3) as usize];
                Scan { teller: Teller::Cainiao, numbers: vec![old.clone()], zone, ..it.clone() }
            })
            .collect();
        self.truth.scans.extend(again);
    }

    /// The post gives the parcel another number, and its records name both.
    fn renumbered(&mut self, old: &Number) {
        self.at += self.dice.days(0.2, 2.0);
        self.scan(Step::Renumbered, &[Teller::Post], from_ref(old), old, 3);
        let new = self.dice.domestic();
        self.reused(&new);
        let (whole, history) = (self.dice.percent(50), self.dice.percent(50));
        self.at += self.dice.days(0.1, 1.0);
        self.scan(Step::Arrived, &[Teller::Post], &[old.clone(), new.clone()], &new, 3);
        let told = self.truth.scans.last().map(|it| it.told);
        self.takes_over(new.clone(), "russian-post", true, told);
        if history {
            for scan in self.truth.scans.iter_mut().filter(|it| !it.strange() && !it.numbers.contains(&new)) {
                scan.numbers.push(new.clone());
            }
        }
        let numbers = if whole { vec![old.clone(), new.clone()] } else { vec![new.clone()] };
        self.travels(&[Teller::Post], &numbers, &new);
    }

    /// From the first sorting centre of Russia to the recipient.
    pub fn travels(&mut self, tellers: &[Teller], numbers: &[Number], label: &Number) {
        self.scan(Step::Arrived, tellers, numbers, label, 3);
        self.at += self.dice.days(0.2, 1.5);
        self.scan(Step::Departed, tellers, numbers, label, 3);
        self.pass(Stage::Domestic, label);
        self.scan(Step::Ready, tellers, numbers, label, 7);
        self.ends(tellers, numbers, label);
    }

    fn handed(&mut self, number: &Number) {
        self.at += self.dice.days(0.1, 1.0);
        self.scan(Step::HandedOver, &[Teller::Cainiao], from_ref(number), number, 3);
    }

    pub fn takes_over(&mut self, to: Number, carrier: &str, askable: bool, witness: Option<Timestamp>) {
        self.truth.handovers.push(Handover { to, carrier: carrier.into(), askable, witness });
    }

    pub fn name(
        &mut self,
        of: Number,
        field: Field,
        named: Option<Number>,
        carrier: Option<&'static str>,
        told: Timestamp,
    ) {
        self.truth.namings.push(Naming { of, field, named, carrier, told });
    }

    pub fn pass(&mut self, stage: Stage, number: &Number) {
        let day = self.at.to_zoned(jiff::tz::TimeZone::UTC).date();
        self.at += self.dice.stage(self.norms, stage, number, day);
    }

    /// A scan now; each teller tells it in its own time, now and then twice, now and then late.
    pub fn scan(&mut self, step: Step, tellers: &[Teller], numbers: &[Number], label: &Number, offset: i8) {
        let at = stamped(self.at, self.id);
        for &teller in tellers {
            let late = if self.dice.percent(6) { self.dice.days(1.0, 3.0) } else { self.dice.days(0.0, 0.1) };
            let zone = match offset {
                8 => "GMT+8",
                _ => ["GMT+8", "GMT+3", "GMT+08:00", ""][self.dice.below(4) as usize],
            };
            self.truth.scans.push(Scan {
                id: self.id,
                teller,
                numbers: numbers.to_vec(),
                label: label.clone(),
                step,
                at,
                told: at + late,
                offset,
                zone,
                words: None,
                twice: self.dice.percent(5),
            });
        }
        self.id += 1;
    }
}

/// The moment with the scan's id for its seconds.
pub fn stamped(at: Timestamp, id: i8) -> Timestamp {
    let minute = at.as_second().div_euclid(60) * 60;
    Timestamp::from_second(minute + i64::from(id)).unwrap_or(at)
}
