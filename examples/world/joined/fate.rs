//! Draws orders that travel together.

use std::slice::from_ref;

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::Offset};
use posylka::{
    model::{Number, Order, Stage},
    rules::norms::Norms,
};

use crate::{
    dice::Dice,
    fate::Fate,
    truth::{Field, Step, Teller, Truth},
};

/// Another world than that of single parcels.
const SALT: u64 = 0x6a6f_696e;

/// Orders of one person that become one parcel.
#[derive(Debug)]
pub struct Joint {
    /// What happens under all their numbers.
    pub truth: Truth,
    /// The orders.
    pub orders: Vec<Bought>,
    /// The number of the parcel they become.
    pub onward: Number,
    /// When the forwarder tells that number; no forwarder has it where the carrier's answers name it.
    pub forwarder: Option<Timestamp>,
    /// How long the person takes to join them.
    pub waits: SignedDuration,
    /// Whether the person joins them the other way round than they are told.
    pub backwards: bool,
    /// Whether the person undoes that once.
    pub undoes: bool,
}

/// One order.
#[derive(Debug)]
pub struct Bought {
    /// The number it goes to the warehouse under.
    pub number: Number,
    /// The order, with a clock of its own.
    pub order: Order,
    /// When the person enters it.
    pub added: Timestamp,
    /// When it is at the warehouse.
    pub arrived: Timestamp,
}

/// Orders of one person that become one parcel.
pub fn joint(norms: &Norms, seed: u64, index: u64) -> Joint {
    let mut dice = Dice::of(seed ^ SALT, index);
    let day = Date::constant(2026, 1, 1) + (dice.below(300) as i64).days();
    let by_forwarder = dice.percent(35);
    let many = if dice.percent(25) { 3 } else { 2 };
    let mut fate = Fate::of(dice, norms, noon(day), nothing_yet(day));
    let orders: Vec<Bought> = (0..many).map(|nth| fate.bought(day, nth, by_forwarder)).collect();
    let numbers: Vec<Number> = orders.iter().map(|it| it.number.clone()).collect();
    fate.truth.number.clone_from(&numbers[0]);
    (fate.truth.added, fate.truth.given) = (orders[0].added, orders[0].added);
    fate.at = orders.iter().map(|it| it.arrived).max().unwrap_or(fate.at) + fate.dice.days(0.5, 4.0);
    let early = by_forwarder || fate.dice.percent(50);
    let onward = if early { fate.dice.s10("RB", "CN") } else { fate.dice.domestic() };
    let forwarder = by_forwarder.then(|| fate.at + fate.dice.days(0.0, 2.0));
    if !early {
        fate.border(&[Teller::Cainiao], &numbers);
    }
    if !by_forwarder {
        fate.named_by_each(&numbers, &onward);
    }
    let named = forwarder.or_else(|| fate.truth.namings.iter().map(|it| it.told).min());
    fate.takes_over(onward.clone(), "russian-post", true, named);
    if early {
        fate.border(&[Teller::Post], from_ref(&onward));
    }
    fate.at += fate.dice.days(0.1, 3.0);
    fate.travels(&[Teller::Post], from_ref(&onward), &onward);
    fate.truth.ends = fate.at + SignedDuration::from_hours(24 * 40);
    fate.outages();
    fate.sleeps();
    if fate.truth.lost {
        fate.vanishes();
    }
    let (waits, backwards) = (fate.dice.days(0.1, 9.0), fate.dice.percent(50));
    let undoes = fate.dice.percent(20);
    Joint { truth: fate.truth, orders, onward, forwarder, waits, backwards, undoes }
}

fn noon(day: Date) -> Timestamp {
    Offset::UTC.to_timestamp(day.at(12, 0, 0, 0)).expect("a day of 2026")
}

fn nothing_yet(day: Date) -> Truth {
    let (added, mut dice) = (noon(day), Dice::of(0, u64::from(day.day_of_year().unsigned_abs())));
    Truth {
        kind: "joined",
        number: dice.cainiao("LP"),
        carrier: None,
        ordered: Some(day),
        added,
        mistyped: None,
        given: added,
        ends: added,
        economy: false,
        keyed: false,
        lost: false,
        silent: false,
        released: Timestamp::MAX,
        weight: 200,
        scans: Vec::new(),
        namings: Vec::new(),
        handovers: Vec::new(),
        outages: Vec::new(),
        asleep: Vec::new(),
        messages: Vec::new(),
    }
}

impl Fate<'_> {
    /// An order on its way to the warehouse.
    fn bought(&mut self, day: Date, nth: usize, by_forwarder: bool) -> Bought {
        self.truth.lost |= self.dice.percent(10);
        let ordered = day + (self.dice.below(8) as i64).days();
        let number = if by_forwarder { self.dice.chinese() } else { self.dice.cainiao("LP") };
        self.at = noon(ordered) + self.dice.days(0.5, 4.0);
        let added = self.at + self.dice.days(0.0, 3.0);
        if !by_forwarder {
            self.scan(Step::Accepted, &[Teller::Cainiao], from_ref(&number), &number, 8);
            self.at += self.dice.days(0.3, 2.0);
            self.scan(Step::Sorted, &[Teller::Cainiao], from_ref(&number), &number, 8);
        }
        self.at += self.dice.days(0.5, 3.0);
        let order = Order {
            id: format!("81{day}{nth}", day = ordered.strftime("%Y%m%d")),
            shop: "aliexpress-com".into(),
            seller: String::new(),
            price: None,
            ordered: Some(ordered),
            shipped: None,
            promised: None,
            protection_ends: Some(ordered + (60 + self.dice.below(40) as i64).days()),
        };
        Bought { number, order, added, arrived: self.at }
    }

    /// From the warehouse through the customs of Russia.
    fn border(&mut self, tellers: &[Teller], numbers: &[Number]) {
        let label = numbers[0].clone();
        let steps = [
            (Stage::Accepted, Step::Exported, 8),
            (Stage::Exported, Step::Imported, 3),
            (Stage::Imported, Step::AtCustoms, 3),
            (Stage::Customs, Step::Released, 3),
        ];
        for (stage, step, offset) in steps {
            self.pass(stage, &label);
            self.scan(step, tellers, numbers, &label, offset);
        }
        self.truth.released = self.at;
    }

    /// The answers for each of the first numbers name the new one, each in its own time.
    fn named_by_each(&mut self, numbers: &[Number], onward: &Number) {
        let field = if self.dice.percent(60) { Field::Copy } else { Field::Prose };
        for number in numbers {
            let told = self.at + self.dice.days(0.0, 3.0);
            self.name(number.clone(), field, Some(onward.clone()), None, told);
        }
    }
}
