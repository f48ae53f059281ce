//! Whether the number and the place can be right.

use super::Bench;
use crate::{
    model::{Entry, Flag, Leg, OutcomeKind, Stage, Status, Why},
    rules::{
        handover, mistyped,
        norms::{is_postcode, postcode_in},
    },
};

impl Bench<'_> {
    pub(super) fn doubts(&mut self) {
        self.mistyped();
        self.reused_number();
        self.weighs_other();
        self.too_fast();
        self.bound_elsewhere();
        self.came_elsewhere();
    }

    /// A doubt weighs more than any norm.
    fn doubt(&mut self, flag: Flag, why: Why) {
        self.verdict.flags.push(flag);
        self.verdict.because.insert(0, why);
    }

    /// Its digit is wrong, and nobody who was asked knows it.
    fn mistyped(&mut self) {
        let (case, legs, knowledge) = (self.case, self.legs, self.knowledge);
        let likely = |leg: &Leg| Some((leg.key.number.clone(), mistyped::likely(leg, legs, &case.entries, knowledge)?));
        if let Some((number, likely)) = legs.iter().find_map(likely) {
            let (id, not_found) = (case.parcel.id, Some(OutcomeKind::NotFound));
            let unknown = legs.iter().any(|leg| leg.key.number == number && leg.asks.outcome == not_found);
            self.doubt(Flag::SuspiciousNumber, Why::WrongDigit { number, likely, id, unknown });
        }
    }

    /// Everything the number ever did was before the purchase: it is somebody else's.
    fn reused_number(&mut self) {
        let Some(ordered) = self.case.orders.iter().filter_map(|order| order.ordered).min() else { return };
        let sure = |it: &Entry| self.legs.iter().any(|leg| leg.sure() && leg.key == it.leg);
        let scan = |it: &&Entry| it.event.status != Some(Status::Note);
        let scans = self.case.entries.iter().filter(|it| sure(it)).filter(scan);
        let newest = scans.map(|it| it.event.about()).max();
        if let (None, Some(newest)) = (self.progress.quiet_since, newest) {
            self.doubt(Flag::SuspiciousNumber, Why::Older { event: self.day(newest), ordered });
        }
    }

    /// Two of its numbers weigh as two parcels do.
    fn weighs_other(&mut self) {
        let weighed = |leg: &&Leg| leg.sure() && leg.facts.weight_g.is_some_and(|it| it > 0);
        let mut weighed = self.legs.iter().filter(weighed);
        let Some(first) = weighed.next() else { return };
        let Some(grams) = first.facts.weight_g else { return };
        let other = weighed.filter(|it| it.key.number != first.key.number).filter_map(|it| it.facts.weight_g);
        if let Some(other) = other.into_iter().find(|it| handover::far_apart(grams, *it)) {
            self.doubt(Flag::SuspiciousNumber, Why::WeighsOther { grams, other });
        }
    }

    /// Delivered sooner after posting than anything comes from there. What was sent again may begin its way at home.
    fn too_fast(&mut self) {
        if self.progress.turns > 0 {
            return;
        }
        let outermost = &self.knowledge.norms.outermost;
        let (Stage::Delivered, Some(at)) = (self.progress.stage, self.progress.latest_at) else { return };
        let (Some(posted), true) = (self.posted(), self.travel.from == Some(outermost.from.as_str())) else { return };
        let fastest = self.knowledge.norms.trip(self.travel.class).map(|trip| (trip.days[0] as i32, &trip.source));
        let fastest = fastest.filter(|(least, _)| *least < outermost.least);
        let (least, source) = fastest.unwrap_or((outermost.least, &outermost.source));
        let days = (self.day(at) - posted).get_days();
        if days < least {
            self.doubt(Flag::SuspiciousNumber, Why::TooFast { days, least, source: source.clone() });
        }
    }

    /// The carrier takes it to another country.
    fn bound_elsewhere(&mut self) {
        let bound = self.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.destination.clone());
        let Some(country) = bound.into_iter().find(|it| *it != self.knowledge.home) else { return };
        let flag = match self.progress.stage {
            Stage::Delivered | Stage::ReadyForPickup => Flag::WrongPlace,
            _ => Flag::SuspiciousNumber,
        };
        self.doubt(flag, Why::BoundElsewhere { country, home: self.knowledge.home.clone() });
    }

    /// It waits or was delivered in another region than the recipient's postcode is of.
    fn came_elsewhere(&mut self) {
        if !matches!(self.progress.stage, Stage::Delivered | Stage::ReadyForPickup) {
            return;
        }
        let known = self.legs.iter().filter(|leg| leg.sure()).find_map(|leg| leg.facts.postcode.clone());
        let (Some(postcode), Some(there)) = (known.filter(|it| is_postcode(it)), postcode_in(&self.progress.place))
        else {
            return;
        };
        let expected = !self.knowledge.postcodes.is_empty() && self.knowledge.delivers_to(there);
        if !expected && !self.knowledge.norms.regions.same(there, &postcode) {
            let place = self.progress.place.clone();
            self.doubt(Flag::WrongPlace, Why::CameElsewhere { place, postcode });
        }
    }
}
