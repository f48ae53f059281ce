//! The place of issue and the promise.

use super::Bench;
use crate::{
    model::{Flag, Stage, Why},
    rules::{days::plus, handover},
};

impl Bench<'_> {
    /// The carrier's own date where it gives one, else what it usually keeps; that count starts the next working day.
    pub(super) fn storage(&mut self) {
        let ready = self.day(self.progress.ready.unwrap_or(self.now));
        let told = self.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.hold_until).max();
        let told = told.filter(|day| *day >= ready);
        let key = self.progress.told_by.last().or_else(|| handover::carrying(self.legs).map(|leg| &leg.key));
        let (days, source) = self.knowledge.norms.kept(key);
        let first = self.knowledge.norms.seasons.holidays(self.travel.to).next_working(ready);
        let until = told.unwrap_or_else(|| plus(first, days - 1));
        let left = -self.days_since(until);
        let source = if told.is_some() { String::new() } else { source.to_owned() };
        let why = Why::Storage { until, left, by_carrier: told.is_some(), source };
        // What is over does not run out any more.
        match (0..=self.knowledge.norms.storage.warn).contains(&left) {
            true => self.raise(Flag::PickupExpiring, why),
            false => self.verdict.because.push(why),
        }
        self.at_day(plus(until, -self.knowledge.norms.storage.warn));
        self.at_day(plus(until, 1));
    }

    /// A promise is missed once its day is over, as far as we know that it did not come meanwhile.
    pub(super) fn promise(&mut self) {
        let by_shop = self.case.orders.iter().filter_map(|order| order.promised).min();
        let by_carrier = self.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.promised_by).max();
        let Some(promised) = by_shop.or(by_carrier).filter(|_| self.progress.stage < Stage::Delivered) else { return };
        let over = self.begins(plus(promised, 1));
        self.at_if_known(over);
        let unknown = !self.silence.reaches(over) && !self.verdict.has(Flag::Dark);
        if over <= self.now && !unknown {
            let days = self.days_since(promised);
            self.raise(Flag::PromiseMissed, Why::Promise { promised, days, by_carrier: by_shop.is_none() });
        }
    }
}
