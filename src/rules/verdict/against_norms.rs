//! What the norms say of the silence.

use jiff::Timestamp;

use super::{Bench, days_between, hours_of, percent};
use crate::{
    model::{Flag, OutcomeKind, Stage, Why},
    rules::norms::Span,
};

impl Bench<'_> {
    pub(super) fn quiet(&mut self) {
        let (since, until) = (self.silence.since, self.silence.until);
        let knowledge = self.knowledge;
        let Some(span) = knowledge.span(self.progress.stage, &self.travel, since, self.case.parcel.id) else { return };
        let lost_at = span.moment(since, span.lost_after(knowledge.norms.never));
        let moments = self.thresholds(&span, lost_at);
        let [slow, stalled, lost] = moments.map(|at| at <= until);
        let rises = if self.progress.stage == Stage::Announced { moments[1] } else { moments[0] };
        // One that is so late is more often on its way back than lost: we look for that first.
        let was_lost = self.silence.held.is_some() && self.case.verdict.has(Flag::ProbablyLost);
        let looked = was_lost || self.silence.looked_since(lost_at);
        let lost = lost && looked && self.may_rise(&[Flag::ProbablyLost]);
        let stalled = stalled && self.may_rise(&[Flag::Stalled, Flag::ProbablyLost, Flag::NotSeenYet]);
        let gone = !lost && self.progress.stage > Stage::Announced && self.six_months();
        let usual = self.is_usual(rises);
        match self.progress.stage {
            Stage::Ordered if stalled => {
                let why = self.no_number(&span);
                self.raise(Flag::NotSeenYet, why);
            }
            Stage::Ordered => {}
            Stage::Announced if stalled => {
                let why = self.unscanned(&span);
                self.raise(Flag::NotSeenYet, why);
            }
            Stage::Announced if !usual => {}
            Stage::Announced if self.nobody_knows_it() => {
                let why = self.not_known(&span);
                self.verdict.because.push(why);
            }
            Stage::Announced => {
                let why = self.usual(&span);
                self.verdict.because.push(why);
            }
            _ if lost => self.lost(&span),
            _ if gone => {}
            _ if stalled => {
                let why = self.quieter_than(95, &span);
                self.raise(Flag::Stalled, why);
                self.going_back(&span);
            }
            _ if slow => {
                let why = self.quieter_than(75, &span);
                self.raise(Flag::Slow, why);
            }
            _ if !usual => {}
            _ => {
                let why = self.usual(&span);
                self.verdict.because.push(why);
            }
        }
    }

    /// Whether one of these may go up. While the last answer no longer speaks for now, and as long as things are held after
    /// a gap, only what was up before stays.
    fn may_rise(&mut self, flags: &[Flag]) -> bool {
        let silence = self.silence;
        let fresh = silence.answered.is_none() || silence.known >= self.now;
        if silence.held.is_none() && fresh || flags.iter().any(|flag| self.case.verdict.has(*flag)) {
            return true;
        }
        self.withheld |= silence.held.is_some();
        silence.held.into_iter().for_each(|held| self.at(held));
        false
    }

    /// The moments at which this silence makes it slow, stalled and lost; each is foretold as far as we know that the
    /// silence lasts.
    fn thresholds(&mut self, span: &Span<'_>, lost_at: Timestamp) -> [Timestamp; 3] {
        let since = self.silence.since;
        let [slow, stalled] = [span.slow_after(), span.stalled_after()].map(|days| span.moment(since, days));
        let moments = [slow, stalled, lost_at];
        moments.iter().for_each(|at| self.at_if_known(*at));
        moments
    }

    /// Whether the silence is looked at up to now, and is shorter than until that moment.
    fn is_usual(&self, rises: Timestamp) -> bool {
        let half_a_year = self.half_a_year().is_some_and(|at| at <= self.now);
        self.silence.is_known_at(self.now) && rises > self.now && !half_a_year
    }

    fn lost(&mut self, span: &Span<'_>) {
        let silent = span.days(self.silence.since, self.silence.until);
        let never = percent(span.survival.lost(silent, self.knowledge.norms.never));
        let why = self.quieter_than(95, span);
        self.raise(Flag::ProbablyLost, why);
        self.verdict.because.push(Why::Odds { never });
        self.going_back(span);
    }

    /// Of parcels that are so late more than half are on their way back.
    fn going_back(&mut self, span: &Span<'_>) {
        let late = &self.knowledge.norms.late;
        let over = span.days(self.silence.since, self.silence.until) - span.most();
        if over >= f64::from(late.days) {
            let looked = self.silence.answered.map(|at| self.day(at));
            let (days, percent, source) = (late.days, late.going_back, late.source.clone());
            self.verdict.because.push(Why::MayGoBack { days, percent, looked, source });
        }
    }

    /// Whatever it says under way: what is not there after half a year does not come.
    fn six_months(&mut self) -> bool {
        let outermost = &self.knowledge.norms.outermost;
        let Some(lost_at) = self.half_a_year() else { return false };
        self.at_if_known(lost_at);
        let over = lost_at <= self.silence.until && self.silence.looked_since(lost_at);
        if over {
            let lost = outermost.lost;
            let days = lost + days_between(lost_at, self.now);
            self.raise(Flag::ProbablyLost, Why::TooLong { days, lost, source: outermost.source.clone() });
        }
        over
    }

    /// When it has been on its way for longer than anything takes that comes.
    fn half_a_year(&self) -> Option<Timestamp> {
        let posted = self.posted().map(|day| self.begins(day))?;
        Some(posted.saturating_add(hours_of(self.knowledge.norms.outermost.lost)).unwrap_or(Timestamp::MAX))
    }

    fn quieter_than(&self, share: u8, span: &Span<'_>) -> Why {
        let most = if share == 95 { span.most() } else { span.slow_after() };
        Why::Quiet {
            days: self.silent(span),
            since: self.day(self.silence.since),
            stage: self.progress.stage,
            share,
            most: most.round() as i32,
            norm: span.norm.id.clone(),
            source: span.norm.source.clone(),
            own: span.own,
            working: span.norm.working,
        }
    }

    fn usual(&self, span: &Span<'_>) -> Why {
        Why::Usual {
            days: span.days(self.silence.since, self.now) as i32,
            stage: self.progress.stage,
            most: span.most().round() as i32,
            norm: span.norm.id.clone(),
            source: span.norm.source.clone(),
            own: span.own,
            working: span.norm.working,
        }
    }

    fn unscanned(&self, span: &Span<'_>) -> Why {
        let (norm, source) = (span.norm.id.clone(), span.norm.source.clone());
        Why::Unscanned { days: self.silent(span), most: span.most().round() as i32, norm, source }
    }

    /// Whether all that was ever said of its numbers is that they are not known.
    fn nobody_knows_it(&self) -> bool {
        let said = |kind: OutcomeKind| self.legs.iter().any(|leg| leg.watched() && leg.asks.outcome == Some(kind));
        self.case.entries.is_empty()
            && said(OutcomeKind::NotFound)
            && !said(OutcomeKind::NoHistory)
            && !said(OutcomeKind::Events)
    }

    fn not_known(&self, span: &Span<'_>) -> Why {
        let (norm, source) = (span.norm.id.clone(), span.norm.source.clone());
        let days = span.days(self.silence.since, self.now) as i32;
        Why::NotKnown { days, most: span.most().round() as i32, norm, source }
    }

    fn no_number(&self, span: &Span<'_>) -> Why {
        let (norm, source) = (span.norm.id.clone(), span.norm.source.clone());
        let days = days_between(self.silence.since, self.silence.until);
        Why::NoNumber { days, most: span.most().round() as i32, norm, source }
    }

    /// Whole days of the norm's that it is silent.
    fn silent(&self, span: &Span<'_>) -> i32 {
        span.days(self.silence.since, self.silence.until) as i32
    }
}
