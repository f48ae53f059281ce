//! Lives that turn: held at customs twice, refused at the door, sent back and sent again; machines that sleep.

use std::slice::from_ref;

use jiff::SignedDuration;
use posylka::model::Number;

use crate::{
    fate::Fate,
    truth::{Message, Step, Teller, What},
};

impl Fate<'_> {
    /// Customs holds some parcels, lets them go and holds them again.
    pub fn held_twice(&mut self, tellers: &[Teller], number: &Number) {
        if !self.dice.percent(4) {
            return;
        }
        self.at += self.dice.days(0.2, 2.0);
        self.scan(Step::Held, tellers, from_ref(number), number, 3);
        self.at += self.dice.days(1.0, 6.0);
        self.scan(Step::Released, tellers, from_ref(number), number, 3);
        self.at += self.dice.days(0.1, 1.5);
        self.scan(Step::Held, tellers, from_ref(number), number, 3);
        self.at += self.dice.days(1.0, 6.0);
    }

    /// From the counter on: most are collected. Some are refused at the door, some nobody collects; half of those that
    /// are back at the sender are sent again, under a number that the person is given and enters.
    pub fn ends(&mut self, tellers: &[Teller], numbers: &[Number], label: &Number) {
        let back = !self.turned && !self.truth.lost && self.dice.percent(8);
        let refused = back && self.dice.percent(30);
        self.at += self.dice.days(0.3, 5.0);
        if !back || refused {
            self.scan(Step::Delivered, tellers, numbers, label, 7);
        }
        if !back {
            return;
        }
        self.turned = true;
        self.at += if refused { self.dice.days(0.05, 1.0) } else { self.dice.days(12.0, 30.0) };
        self.scan(Step::Returning, tellers, numbers, label, 7);
        self.at += self.dice.days(4.0, 15.0);
        self.scan(Step::Returned, tellers, numbers, label, 3);
        if self.dice.percent(50) {
            self.at += self.dice.days(1.0, 10.0);
            let new = self.dice.domestic();
            let told = self.at + self.dice.days(0.0, 4.0);
            self.truth.messages.push(Message { told, what: What::Gives(new.clone()) });
            self.takes_over(new.clone(), "russian-post", true, Some(told));
            self.travels(&[Teller::Post], from_ref(&new), &new);
        }
    }

    /// Messages of before the person entered the first number were not handed on; what names a number that took over is
    /// handed on then.
    pub fn entered_late(&mut self) {
        let given = self.truth.given;
        for handover in &mut self.truth.handovers {
            let named = handover.witness.filter(|at| *at < given);
            let told = named.and_then(|at| self.truth.messages.iter_mut().find(|it| it.told == at));
            if let Some(message) = told {
                message.told = given + SignedDuration::from_hours(12);
                handover.witness = Some(message.told);
            }
        }
        self.truth.messages.retain(|it| it.told >= given);
        self.truth.messages.sort_by_key(|it| it.told);
    }

    /// Some machines sleep for days.
    pub fn sleeps(&mut self) {
        while self.dice.percent(15) {
            let whole = self.truth.ends.duration_since(self.truth.added).as_hours().max(24) as f64 / 24.0;
            let from = self.truth.added + self.dice.days(0.0, whole);
            let until = from + self.dice.days(1.0, 20.0);
            self.truth.asleep.push((from, until));
            self.truth.ends = self.truth.ends.max(until + SignedDuration::from_hours(24 * 4));
        }
    }
}
