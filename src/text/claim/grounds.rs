//! What speaks for the buyer, by what the claim is about: the strongest first.

use jiff::civil::Date;

use super::{
    facts::{ClaimFacts, NOTE, Said},
    quote::quoted,
};
use crate::{
    model::{Leg, LegState, Order, Problem, Role, Why, Wrong},
    text::{Phrasebook, Setting, one_line},
};

impl Phrasebook {
    /// The facts of a claim. `whole`: with the days of the purchase, which a shop knows but a first claim names.
    pub(super) fn grounds(&self, facts: &ClaimFacts, whole: bool, setting: &Setting) -> Vec<Said> {
        match (facts.goods(), facts.denied()) {
            (Some(wrong), _) => self.of_goods(facts, wrong, setting),
            (None, Some(wrong)) => self.of_a_delivery(facts, wrong, setting),
            (None, None) => self.of_the_way(facts, whole, setting),
        }
    }

    /// Goods that came and are not as they should be.
    fn of_goods(&self, facts: &ClaimFacts, wrong: &Wrong, setting: &Setting) -> Vec<Said> {
        let note = (!wrong.note.is_empty()).then(|| quoted(&wrong.note, NOTE, self.lang()));
        let photos = [("count", wrong.photos.len().into())];
        let said = [
            (1, note.map(|note| self.phrase("claim-note", &[("note", note.into())]))),
            (2, (!wrong.photos.is_empty()).then(|| self.phrase("claim-photos", &photos))),
            (4, self.all_numbers(facts, setting)),
        ];
        said.into_iter().filter_map(|(weight, said)| Some((weight, said?))).collect()
    }

    /// Tracking says that it was delivered, and nothing is there.
    fn of_a_delivery(&self, facts: &ClaimFacts, wrong: &Wrong, setting: &Setting) -> Vec<Said> {
        let mut said = self.tracked(facts, setting);
        let id = if wrong.problem == Problem::WrongPlace { "claim-elsewhere" } else { "claim-denied" };
        said.push((1, self.label(id)));
        said.extend(self.came_elsewhere(facts, setting).map(|it| (1, it)));
        said.extend(self.protected(facts, setting).map(|it| (3, it)));
        said.extend(self.other_numbers(facts, setting).map(|it| (4, it)));
        said
    }

    fn came_elsewhere(&self, facts: &ClaimFacts, setting: &Setting) -> Option<String> {
        let why = facts.because().find(|why| matches!(why, Why::CameElsewhere { .. }))?;
        Some(self.phrase("claim-fact", &[("fact", self.reasoned(why, &year(setting)).into())]))
    }

    /// It did not come.
    fn of_the_way(&self, facts: &ClaimFacts, whole: bool, setting: &Setting) -> Vec<Said> {
        let mut said: Vec<Said> = self.silence(facts).map(|it| (1, it)).into_iter().collect();
        let counted = !said.is_empty() && facts.events.is_empty();
        said.extend(self.tracked(facts, setting));
        said.extend(self.other_proof(facts, setting));
        said.extend(self.promised(facts, setting).map(|it| (2, it)));
        said.extend(self.protected(facts, setting).map(|it| (3, it)));
        if whole {
            said.extend(self.purchase(facts, counted, setting));
        }
        let handed_over = |why: &Why| matches!(why, Why::HandoverOpen | Why::Changed { .. });
        if facts.because().any(handed_over) {
            said.push((4, self.local_number(facts, setting)));
        }
        said.extend(self.other_numbers(facts, setting).map(|it| (4, it)));
        said
    }

    /// Under which number it goes on inside the country, as far as anybody has named one.
    fn local_number(&self, facts: &ClaimFacts, setting: &Setting) -> String {
        let named = |leg: &&Leg| leg.state == LegState::Proposed && leg.role == Role::Domestic;
        let Some(leg) = facts.legs.iter().find(named) else { return self.label("claim-no-local") };
        let carrier = one_line(&(setting.carrier)(&leg.key.carrier), 40);
        self.phrase("claim-local-named", &[("number", leg.key.number.as_str().into()), ("carrier", carrier.into())])
    }

    /// What else the tracking or its figures show; what the last scan says already is not said again.
    fn other_proof(&self, facts: &ClaimFacts, setting: &Setting) -> Vec<Said> {
        let last = facts.events.last().map(|entry| entry.event.wall.date());
        let told = |why: &Why| match why {
            Why::Held { since, .. } | Why::Refused { since } | Why::Back { since, .. } => Some(*since) == last,
            Why::Older { .. } => facts.sure().any(|leg| facts.older_scan(leg).is_some()),
            Why::TooFast { .. } | Why::CameElsewhere { .. } => false,
            _ => true,
        };
        let mut said: Vec<&Why> = Vec::new();
        for why in facts.because().filter(|why| !told(why)) {
            if said.len() < 3 && !said.contains(&why) {
                said.push(why);
            }
        }
        let fact = |why: &&Why| self.phrase("claim-fact", &[("fact", self.reasoned(why, &year(setting)).into())]);
        said.iter().map(|why| (1, fact(why))).collect()
    }

    /// A promise that is past: the shop's, else the carrier's.
    fn promised(&self, facts: &ClaimFacts, setting: &Setting) -> Option<String> {
        let shops = facts.orders.iter().filter_map(|order| order.promised).min();
        let carriers = || {
            facts.because().find_map(|why| match why {
                Why::Promise { promised, by_carrier: true, .. } => Some(*promised),
                _ => None,
            })
        };
        let (day, by) = shops.map(|day| (day, "shop")).or_else(|| Some((carriers()?, "carrier")))?;
        let late = (setting.today - day).get_days();
        let args = [("by", by.into()), ("on", self.date(day, Date::ZERO).into()), ("days", self.days(late).into())];
        (late > 0).then(|| self.phrase("claim-promise", &args))
    }

    /// The end of protection as the order page shows it, lengthened or not.
    fn protected(&self, facts: &ClaimFacts, setting: &Setting) -> Option<String> {
        let read = facts.orders.iter().filter_map(|order| order.protection_ends).min();
        let ends = read.max(facts.dispute.extended)?;
        let by = if facts.dispute.lengthened() == Some(ends) { "seller" } else { "shop" };
        let id = if ends < setting.today { "claim-protection-over" } else { "claim-protection" };
        Some(self.phrase(id, &[("on", self.date(ends, Date::ZERO).into()), ("by", by.into())]))
    }

    /// The days of the purchase; `counted`: the days since posting were said.
    fn purchase(&self, facts: &ClaimFacts, counted: bool, setting: &Setting) -> Vec<Said> {
        let first = |of: fn(&Order) -> Option<Date>| facts.orders.iter().filter_map(of).min();
        let posted = first(|order| order.shipped).map(|day| {
            let days = (setting.today - day).get_days();
            let ago = (!counted && days > 0).then(|| self.phrase("claim-ago", &[("days", self.days(days).into())]));
            let on = self.date(day, Date::ZERO);
            self.phrase("claim-shipped", &[("on", on.into()), ("ago", ago.unwrap_or_default().into())])
        });
        let bought = first(|order| order.ordered)
            .map(|day| self.phrase("claim-bought", &[("on", self.date(day, Date::ZERO).into())]));
        posted.map(|it| (5, it)).into_iter().chain(bought.map(|it| (5, it))).collect()
    }

    fn all_numbers(&self, facts: &ClaimFacts, setting: &Setting) -> Option<String> {
        let none = ClaimFacts { events: &[], legs: &[], ..*facts };
        let unread = |mut leg: Leg| {
            leg.asks.answered = None;
            leg
        };
        let unread: Vec<Leg> = facts.sure().cloned().map(unread).collect();
        self.other_numbers(&ClaimFacts { legs: &unread, ..none }, setting).filter(|_| !unread.is_empty())
    }
}

/// Days of a claim name their year: it is read by others, and later.
fn year<'a>(setting: &Setting<'a>) -> Setting<'a> {
    Setting { today: Date::ZERO, ..*setting }
}
