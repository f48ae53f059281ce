//! What goes wrong in a life: numbers used before, false witnesses, sources that fail, parcels that never arrive.

use std::slice::from_ref;

use jiff::{SignedDuration, Timestamp};
use posylka::model::Number;

use crate::{
    fate::{Fate, stamped},
    messages,
    truth::{Field, Message, Named, Outage, Scan, Step, Teller, WRITTEN, What},
};

impl Fate<'_> {
    /// Some numbers had another parcel before: a year ago, or while ours was still abroad.
    pub fn reused(&mut self, number: &Number) {
        if !self.dice.percent(12) {
            return;
        }
        let exported = self.exported();
        let days = exported.duration_since(self.truth.added).as_hours() / 24;
        let (from, to) = match days > 10 && self.dice.percent(50) {
            true => (self.truth.added + hours(24 * 2), exported - hours(24 * 2)),
            false => (self.truth.added - hours(24 * 400), self.truth.added - hours(24 * 385)),
        };
        self.stranger(Teller::Post, number, from, to, true);
    }

    /// Whatever else does.
    pub fn goes_wrong(&mut self) {
        self.internal_code();
        self.false_witness();
        self.wrong_message();
        self.written();
        self.truth.messages.sort_by_key(|it| it.told);
        self.outages();
        self.sleeps();
        if self.truth.lost {
            self.vanishes();
        }
    }

    fn exported(&self) -> Timestamp {
        self.truth.scans.iter().find(|it| it.step == Step::Exported).map_or(self.truth.added, |it| it.at)
    }

    fn at_cainiao(&self) -> Option<Number> {
        self.truth.scans.iter().find(|it| it.teller == Teller::Cainiao).map(|it| it.numbers[0].clone())
    }

    /// Another parcel's scans under a number, all of them between two moments, or going on to the second.
    fn stranger(&mut self, teller: Teller, number: &Number, from: Timestamp, to: Timestamp, whole: bool) {
        let steps: &[Step] = match whole {
            true => &[Step::Arrived, Step::Departed, Step::Ready, Step::Delivered],
            false => &[Step::Arrived, Step::Departed, Step::Ready],
        };
        let span = to.duration_since(from).as_secs().max(4) / steps.len() as i64;
        for (index, &step) in (0_i64..).zip(steps) {
            let at = stamped(from + SignedDuration::from_secs(span * index), self.strange);
            self.truth.scans.push(Scan {
                id: self.strange,
                teller,
                numbers: vec![number.clone()],
                label: number.clone(),
                step,
                at,
                told: at,
                offset: 7,
                zone: "",
                words: None,
                twice: false,
            });
            self.strange += 1;
        }
    }

    /// A code of Cainiao's own that looks like a number.
    fn internal_code(&mut self) {
        let Some(number) = self.at_cainiao().filter(|_| self.dice.percent(20)) else { return };
        self.at = self.exported() - hours(12);
        self.scan(Step::Rerouted, &[Teller::Cainiao], from_ref(&number), &number, 8);
        let code = 100_000_000 + self.dice.below(899_999_999);
        let words = format!("preMainCode:SINOA{code}RU");
        self.truth.scans.last_mut().expect("just scanned").words = Some(words);
    }

    /// A number of another parcel stands in the words of customs.
    fn false_witness(&mut self) {
        let Some(number) = self.at_cainiao().filter(|_| self.dice.percent(15)) else { return };
        let stranger = self.dice.domestic();
        let (added, exported, released) = (self.truth.added, self.exported(), self.truth.released);
        match self.dice.below(5) {
            0 => {}
            1 => self.stranger(Teller::Post, &stranger, added - hours(24 * 300), added - hours(24 * 280), true),
            2 => self.stranger(Teller::Post, &stranger, added - hours(24 * 20), exported - hours(24 * 2), true),
            3 => self.in_time(Teller::Post, &stranger),
            _ => self.stranger(Teller::Post, &stranger, exported - hours(24 * 5), released + hours(24 * 4), false),
        }
        let released = |it: &&mut Scan| it.step == Step::Released && it.teller == Teller::Cainiao;
        if let Some(scan) = self.truth.scans.iter_mut().find(released) {
            scan.words = Some(format!("Import customs clearance complete, bag {stranger}"));
        }
        if self.truth.kind == "kept-at-cainiao" && self.dice.percent(30) {
            let other = self.dice.domestic();
            let from = self.truth.released;
            self.stranger(Teller::Post, &other, from + hours(8), from + hours(24 * 3), true);
            self.truth.namings.push(crate::truth::Naming {
                of: number,
                field: Field::Copy,
                named: Some(other),
                carrier: None,
                told: from + hours(24 * 4),
            });
        }
    }

    /// A parcel that begins its way in Russia just when ours could have, and is delivered.
    fn in_time(&mut self, teller: Teller, number: &Number) {
        let from = self.truth.released + self.dice.days(-1.0, 8.0);
        let to = from + self.dice.days(2.0, 12.0);
        self.stranger(teller, number, from, to, true);
    }

    /// A shop's mail names a number that is a stranger's: a telephone that CDEK has a parcel under, or somebody else's at
    /// the post.
    fn wrong_message(&mut self) {
        if !self.dice.percent(20) {
            return;
        }
        let (teller, number, carrier) = match self.dice.percent(50) {
            true => (Teller::Cdek, self.dice.telephone(), "cdek"),
            false => (Teller::Post, self.dice.domestic(), "russian-post"),
        };
        let (added, exported, released) = (self.truth.added, self.exported(), self.truth.released);
        let told = match self.dice.below(4) {
            0 => {
                self.stranger(teller, &number, added - hours(24 * 20), added - hours(24 * 5), true);
                added + hours(20)
            }
            1 => {
                self.stranger(teller, &number, added + hours(24 * 2), exported.max(added + hours(24 * 6)), true);
                added + hours(20)
            }
            _ => {
                self.in_time(teller, &number);
                released + self.dice.days(0.0, 6.0)
            }
        };
        let what = What::Names(Named { number, carrier: carrier.into(), by: "message:aliexpress" });
        self.truth.messages.push(Message { told, what });
    }

    /// The person hands on what the carrier and the shop write of the parcel, and messages of other parcels and of none.
    fn written(&mut self) {
        let own: Vec<Scan> = self.truth.scans.iter().filter(|it| !it.strange()).cloned().collect();
        for scan in own {
            let says: &[&str] = match scan.step {
                Step::HandedOver => &["handed-over"],
                Step::Arrived => &["in-transit"],
                Step::Ready => &["ready-for-pickup"],
                Step::Delivered => &["delivered"],
                Step::Returning => &["returning"],
                _ => continue,
            };
            if !self.dice.percent(40) {
                continue;
            }
            let told = stamped(scan.told + self.dice.days(0.05, 1.0), WRITTEN);
            let written = messages::of(&mut self.dice, says, &[&scan.label], told);
            self.truth.messages.extend(written.map(|it| Message { told, what: What::Says(it) }));
        }
        for _ in 0..self.dice.below(4) {
            let whole = self.truth.ends.duration_since(self.truth.added).as_hours() as f64 / 24.0;
            let told = stamped(self.truth.added + self.dice.days(0.1, whole), WRITTEN);
            let what = What::Says(messages::of_nobody(&mut self.dice, told));
            self.truth.messages.push(Message { told, what });
        }
    }

    pub fn outages(&mut self) {
        for source in ["cainiao", "russian-post", "russian-post-api", "cdek"] {
            if self.dice.percent(20) {
                let whole = self.truth.ends.duration_since(self.truth.added).as_hours() as f64 / 24.0;
                let from = self.truth.added + self.dice.days(0.0, whole);
                let longest = if self.dice.percent(25) { 60.0 } else { 12.0 };
                let to = from + self.dice.days(1.0, longest);
                let blocked = self.dice.percent(30);
                self.truth.outages.push(Outage { source, from, to, blocked });
            }
        }
    }

    /// Nothing happens any more from some scan on.
    pub fn vanishes(&mut self) {
        let (released, named) = (self.truth.released, self.truth.handovers.last().and_then(|it| it.witness));
        let alone = |at: Timestamp| at < released || named.is_none_or(|named| at > named);
        let mut ends: Vec<_> = self.truth.scans.iter().filter(|it| !it.strange() && it.step < Step::Ready).collect();
        ends.retain(|it| alone(it.at) && it.step != Step::Released && it.step != Step::Rerouted);
        let Some(last) = ends.get(self.dice.below(ends.len().max(1) as u64) as usize).map(|it| it.at) else { return };
        self.truth.scans.retain(|it| it.strange() || it.at <= last);
        self.truth.namings.retain(|it| it.told <= last);
        self.truth.handovers.retain(|it| it.witness.is_some_and(|at| at <= last));
        // Nobody writes of a parcel that is gone.
        self.truth.messages.retain(|it| it.told <= last);
        self.truth.ends = last + hours(24 * 200);
    }
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}
