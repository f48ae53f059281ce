//! What to look at, or to tell, before a text is sent.

use jiff::civil::Date;

use super::facts::ClaimFacts;
use crate::{
    model::{Leg, Round},
    text::{Phrasebook, Setting},
};

/// The most numbers that are named.
const NUMBERS: usize = 4;
/// Days after which a reading is an old one.
const OLD: i32 = 2;

impl Phrasebook {
    /// What is not known that the text would rest on.
    pub(super) fn look_first(&self, facts: &ClaimFacts, setting: &Setting) -> Vec<String> {
        if facts.round == Round::Money {
            return Vec::new();
        }
        let id = || ("id", facts.parcel.to_string().into());
        let mut first = Vec::new();
        let tracking = facts.goods().is_none();
        if tracking && facts.sure().next().is_none() {
            first.push(self.phrase("look-order", &[id()]));
        }
        if tracking {
            first.extend(facts.unread().take(NUMBERS).map(|leg| self.look_at(leg, facts, setting)));
            first.extend(self.look_again(facts, setting));
        }
        let offered = facts.dispute.steps.last().and_then(|step| step.amount.as_ref());
        if facts.round == Round::Counter && offered.is_none() {
            first.push(self.phrase("look-offer", &[id()]));
        }
        if self.suffices(facts) {
            first.push(self.label("look-enough"));
        }
        first
    }

    fn look_at(&self, leg: &Leg, facts: &ClaimFacts, setting: &Setting) -> String {
        let page = (setting.page)(&leg.key.carrier, &leg.key.number);
        let args = [
            ("number", leg.key.number.as_str().into()),
            ("carrier", (setting.carrier)(&leg.key.carrier).into()),
            ("page", page.unwrap_or_else(|| self.label("look-page")).into()),
            ("id", facts.parcel.to_string().into()),
        ];
        self.phrase("look-number", &args)
    }

    /// The tracking was read, but not lately.
    fn look_again(&self, facts: &ClaimFacts, setting: &Setting) -> Option<String> {
        let read = (facts.day)(facts.sure().filter_map(|leg| leg.asks.answered).max()?);
        let days = (setting.today - read).get_days();
        let args = [("on", self.date(read, Date::ZERO).into()), ("days", self.days(days).into())];
        (days > OLD).then(|| self.phrase("look-again", &args))
    }
}
