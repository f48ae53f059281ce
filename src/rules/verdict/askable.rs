//! Whether we can ask who has it.

use jiff::{SignedDuration, Timestamp};

use super::{Bench, days_between};
use crate::{
    model::{Access, Flag, Leg, Role, Stage, Why},
    rules::handover,
};

/// After this long without an answer we are blind.
const BLIND_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// And after so many failures in a row: one may be our own connection's.
const BLIND_FAILURES: u32 = 3;

impl Bench<'_> {
    /// `dark`: the carrier that has it cannot be asked by us. `blind`: it could, but does not answer.
    pub(super) fn readable(&mut self) {
        let legs = self.legs;
        let Some(leg) = handover::carrying(legs).filter(|leg| leg.watched()) else { return };
        let carrier = leg.key.carrier.clone();
        let others = legs.iter().any(|it| it.watched() && self.knowledge.askable(&it.key.carrier));
        if !self.knowledge.askable(&carrier) && (leg.role == Role::Domestic || !others) {
            let known = self.knowledge.carriers.get(&carrier);
            let page = known.and_then(|it| it.page_for(leg.key.number.as_str()));
            let keyed = known.and_then(|it| it.sources.iter().find(|source| source.access == Access::Key));
            let wants_key = keyed.map(|source| source.id.clone());
            self.raise(Flag::Dark, Why::Dark { carrier, page, wants_key });
            self.got_it(leg);
            return;
        }
        if !self.knowledge.askable(&carrier) {
            return;
        }
        // Who else answers for the same number speaks for it.
        let same = legs.iter().filter(|it| it.watched() && it.key.number == leg.key.number);
        let answered = same.filter_map(|it| it.asks.answered).max();
        let answered = answered.unwrap_or(self.case.parcel.added.max(leg.witness.at));
        if leg.asks.failures < BLIND_FAILURES {
            return;
        }
        self.at(answered + BLIND_AFTER);
        if self.now.duration_since(answered) >= BLIND_AFTER {
            let days = days_between(answered, self.now);
            self.raise(Flag::Blind, Why::Blind { carrier, days, detail: leg.asks.detail.clone() });
        }
    }

    /// Nobody will tell us that it arrived: once 95 of 100 have, the user is asked.
    fn got_it(&mut self, leg: &Leg) {
        let (since, after) = match leg.role {
            Role::Domestic => {
                let since = self.progress.quiet_since.unwrap_or(leg.witness.at);
                let stage = self.progress.stage.clamp(Stage::Domestic, Stage::OutForDelivery);
                let Some(span) = self.knowledge.span(stage, &self.travel, since, self.case.parcel.id) else { return };
                (since, span.moment(since, span.most()))
            }
            _ => {
                let since = self.posted().map_or(self.case.parcel.added, |day| self.begins(day));
                let most = self.knowledge.norms.trip_survival(self.travel.class).quantile(0.95);
                (
                    since,
                    since.saturating_add(SignedDuration::from_hours((24.0 * most) as i64)).unwrap_or(Timestamp::MAX),
                )
            }
        };
        self.at(after);
        if after <= self.now {
            let (days, most) = (days_between(since, self.now), days_between(since, after));
            self.verdict.because.push(Why::DidYouGetIt { days, most });
        }
    }

    /// A number that took over and was not asked for yet: what it will say decides, not the silence before.
    pub(super) fn looking(&self) -> bool {
        let carrying = handover::carrying(self.legs).filter(|leg| leg.watched());
        carrying.is_some_and(|leg| leg.role == Role::Domestic && leg.asks.answered.is_none())
            && !self.verdict.has(Flag::Blind)
    }
}
