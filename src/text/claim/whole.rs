//! A claim put together: what weighs least is left out where a form is short.

use super::{
    facts::{Claim, ClaimFacts, Said},
    quote::latin,
};
use crate::{
    model::{Lang, Round},
    text::{Phrasebook, Setting, one_line::fit},
};

impl Phrasebook {
    /// The claim in this language. Its text has at most `limit` characters: what weighs least is left out first, by
    /// whole sentences. Carriers come in the language of `setting`, which has to be this one.
    pub fn claim(&self, facts: &ClaimFacts, setting: &Setting, limit: usize) -> Claim {
        let mut said = self.opening(facts);
        if facts.round != Round::Money {
            said.extend(self.grounds(facts, facts.round == Round::First, setting));
        }
        let sum = facts.asked.map(|sum| self.money(sum));
        let told = sum.is_some_and(|sum| said.iter().any(|(_, text)| text.contains(&sum)));
        said.push((0, self.ask(facts, told)));
        let read = |(weight, text): Said| (weight, if self.lang() == Lang::En { latin(&text) } else { text });
        Claim {
            first: self.look_first(facts, setting),
            text: bounded(said.into_iter().map(read).collect(), limit),
            answers: self.form(facts),
            attach: self.attached(facts, setting),
            next: self.what_next(facts),
        }
    }
}

/// The sentences that fit, the weightiest first, told in their order.
fn bounded(mut said: Vec<Said>, limit: usize) -> String {
    let length = |said: &[Said]| said.iter().map(|(_, it)| it.chars().count() + 1).sum::<usize>();
    while length(&said) > limit + 1 {
        let lightest = said.iter().map(|(weight, _)| *weight).max().filter(|weight| *weight > 0);
        match said.iter().rposition(|(weight, _)| Some(*weight) == lightest) {
            Some(at) => said.remove(at),
            None => break,
        };
    }
    fit(said.into_iter().map(|(_, it)| it), limit)
}
