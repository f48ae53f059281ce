//! Customs, duty, and the number that changes there.

use jiff::{Timestamp, civil::Date};

use super::{Bench, days_between, hours_of};
use crate::{
    model::{Flag, Flow, Leg, LegState, OutcomeKind, Reason, Role, Stage, Status, Why},
    rules::handover,
};

impl Bench<'_> {
    pub(super) fn customs(&mut self) {
        let since = self.day(self.progress.latest_at.unwrap_or(self.now));
        let reason = self.progress.reason;
        match self.progress.latest {
            Some(Status::CustomsRefused) => self.raise(Flag::CustomsHeld, Why::Refused { since }),
            Some(Status::CustomsHeld) => self.raise(Flag::CustomsHeld, self.held(since, reason)),
            // Released only against payment: it waits for that.
            Some(_) if reason == Some(Reason::DutyUnpaid) => self.raise(Flag::CustomsHeld, self.held(since, reason)),
            _ => {}
        }
    }

    /// What customs waits for.
    fn held(&self, since: Date, reason: Option<Reason>) -> Why {
        let unpaid = reason == Some(Reason::DutyUnpaid);
        let facts = || self.legs.iter().rev().filter(|leg| unpaid && leg.sure()).map(|leg| &leg.facts);
        let duty = facts().find_map(|facts| facts.duty.clone());
        Why::Held { since, reason, duty, until: facts().find_map(|facts| facts.duty_by) }
    }

    /// What the order will cost at the border, as long as it has not passed it.
    pub(super) fn duty(&mut self) {
        if self.progress.stage < Stage::Released {
            let weight = self.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.weight_g).max();
            let today = self.day(self.now);
            self.verdict.because.extend(self.knowledge.customs.ahead(
                &self.case.orders,
                &self.knowledge.home,
                weight,
                today,
            ));
        }
    }

    /// Customs let it go, or it was handed over, and under the old number it is silent: it goes on under another.
    pub(super) fn number_changed(&mut self) -> bool {
        let (Some(released), true) = (self.progress.released, self.progress.stage < Stage::OutForDelivery) else {
            return false;
        };
        let following = self.legs.iter().filter(|leg| self.follows_home(leg));
        let patience: Vec<_> = following.map(|leg| self.patience(leg)).collect();
        patience.iter().flatten().for_each(|at| self.at(*at));
        let waiting = patience.iter().any(|it| it.is_none_or(|at| at > self.now));
        if waiting || self.flow() == Flow::Ends {
            return false;
        }
        let last = self.progress.quiet_since.unwrap_or(released);
        let changed = &self.knowledge.norms.changed;
        let handed = matches!(self.progress.latest, Some(Status::ReleasedByCustoms | Status::HandedOver));
        let wait = if handed { changed.days } else { changed.tracked_days };
        let (since, until) = (self.silence.since, self.silence.until);
        self.at_if_known(last + hours_of(wait));
        let days = days_between(since, until);
        let heard = days_between(since, self.silence.known) >= wait;
        if days >= wait {
            let last_mile = self.legs.iter().rev().find_map(|leg| leg.facts.last_mile.clone());
            let looked = handover::looked_since(self.legs, last, self.knowledge);
            let why = Why::Changed { days, since: self.day(since), flow: self.flow(), last_mile, looked };
            self.raise(Flag::NumberProbablyChanged, why);
        }
        heard
    }

    /// A leg that can follow the parcel inside the country: a domestic number, be it only proposed, or the kept one at
    /// the post where that has scans.
    fn follows_home(&self, leg: &Leg) -> bool {
        let at_post = self.knowledge.home_post().is_some_and(|post| post.id == leg.key.carrier);
        leg.watched() && (leg.role == Role::Domestic || (at_post && leg.asks.outcome == Some(OutcomeKind::Events)))
    }

    /// How long a number that is only proposed can be waited for: its carrier may not have it yet, but one that never
    /// comes to know it, or knows another parcel by it, was named in error. What a weak witness names may be anybody's,
    /// and explains no silence. `None` for ever.
    fn patience(&self, leg: &Leg) -> Option<Timestamp> {
        let asked = leg.state == LegState::Proposed && self.knowledge.askable(&leg.key.carrier);
        let days = self.knowledge.norms.changed.tracked_days;
        let used = self.case.entries.iter().any(|entry| entry.leg == leg.key);
        asked.then(|| match used || !leg.evidence.is_strong() {
            true => leg.witness.at,
            false => leg.witness.at + hours_of(days),
        })
    }

    /// What becomes of the number, as answers and rules say: the last leg that knows.
    fn flow(&self) -> Flow {
        let told = self.legs.iter().rev().filter(|leg| leg.sure()).find_map(|leg| leg.facts.flow);
        let shaped = self.legs.iter().rev().find(|leg| leg.sure() && leg.flow != Flow::Unknown).map(|leg| leg.flow);
        told.or(shaped).unwrap_or(Flow::Unknown)
    }

    /// Tracking that stops at the border by contract: silence is normal until the whole trip's norm is over.
    pub(super) fn ends(&mut self) -> bool {
        if self.flow() != Flow::Ends || self.progress.stage < Stage::Exported {
            return false;
        }
        let service = self.legs.iter().rev().find_map(|leg| leg.facts.service.clone());
        let began = self.progress.accepted.unwrap_or(self.case.parcel.added);
        let most = self.knowledge.norms.trip_survival(self.travel.class).quantile(0.95).round() as i32;
        self.at(began + hours_of(most));
        let over = days_between(began, self.now) >= most;
        if !over {
            self.verdict.because.push(Why::Ends { service });
        }
        !over
    }
}
