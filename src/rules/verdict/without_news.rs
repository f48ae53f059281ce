//! What is said of a silence that nobody looked at, or that one answer alone speaks of.

use jiff::SignedDuration;

use super::Bench;
use crate::model::{Flag, Look, Why};

impl Bench<'_> {
    /// Nothing is normal that has not been looked at, and the days since the last known scan are always said.
    pub(super) fn without_news(&mut self) {
        // From then on it is not known, whatever it was.
        let speaks = self.silence.speaks.filter(|_| !self.verdict.has(Flag::Dark));
        let unknown = speaks.and_then(|at| at.checked_add(SignedDuration::from_secs(1)).ok());
        unknown.into_iter().for_each(|at| self.at(at));
        let Some(look) = self.look() else { return };
        let silence = self.silence;
        let since = self.day(silence.since);
        let on = silence.answered.map(|at| self.day(at));
        let days = self.days_since(since).max(0);
        let looked = on.map_or(0, |on| (on - since).get_days()).clamp(0, days);
        let span = self.knowledge.span(self.progress.stage, &self.travel, silence.since, self.case.parcel.id);
        let (norm, source) = span.map(|it| (it.norm.id.clone(), it.norm.source.clone())).unwrap_or_default();
        let why = Why::WithoutNews { days, looked, look, on, norm, source };
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
            _ if self.verdict.has(Flag::Dark) => (self.now > silence.since).then_some(Look::Dark),
            None if !silence.asked => Some(Look::NotAsked),
            None => Some(Look::NoAnswer),
            Some(_) if !silence.is_known_at(self.now) => Some(Look::NotRead),
            Some(_) if silence.held.is_none() => self.withheld.then_some(Look::NotRead),
            Some(_) => self.withheld.then_some(Look::Once),
        }
    }
}
