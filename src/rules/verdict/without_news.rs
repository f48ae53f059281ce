//! What is said of a silence that nobody looked at, or that one answer alone speaks of.

use super::{Bench, days_between};
use crate::model::{Flag, Look, Why};

impl Bench<'_> {
    /// Nothing is normal that has not been looked at, and the days since the last known scan are always said.
    pub(super) fn without_news(&mut self) {
        let Some(look) = self.look() else { return };
        let silence = self.silence;
        let days = days_between(silence.since, self.now);
        let looked = silence.answered.map_or(0, |at| days_between(silence.since, at.max(silence.since)));
        let on = silence.answered.map(|at| self.day(at));
        let why = Why::WithoutNews { days, looked: looked.min(days), look, on };
        // What asks for something of the user comes first.
        let first = [Flag::Dark, Flag::CustomsHeld, Flag::NumberProbablyChanged];
        let at = if first.iter().any(|flag| self.verdict.has(*flag)) { self.verdict.because.len() } else { 0 };
        self.verdict.because.insert(at, why);
    }

    /// How the silence is known, where it is not known as it should be.
    fn look(&self) -> Option<Look> {
        let silence = &self.silence;
        match silence.answered {
            _ if self.legs.is_empty() => None,
            _ if self.verdict.has(Flag::Dark) => (days_between(silence.since, self.now) > 0).then_some(Look::Dark),
            None if !silence.asked => Some(Look::NotAsked),
            None => Some(Look::NoAnswer),
            Some(_) if silence.known < self.now => Some(Look::NotRead),
            Some(_) => self.withheld.then_some(Look::Once),
        }
    }
}
