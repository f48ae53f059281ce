//! What is out of the ordinary, why, and when time alone would change that.
//!
//! Silence is counted from the last scan that said something new, up to the moment a source last answered: time during
//! which we could not read it is not the parcel's silence.

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Book, handover, norms::Span, pace::Watch, timeline::Progress};
use crate::model::{
    Case, Dispute, DisputeState, Flag, Flow, Leg, LegState, OutcomeKind, Role, Stage, Status, Verdict, Why,
};

/// An answer this old still speaks for now: the longest floor, and a night.
const FRESH: SignedDuration = SignedDuration::from_hours(48);
/// After this long without an answer we are blind.
const BLIND_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// And after so many failures in a row: one may be our own connection's.
const BLIND_FAILURES: u32 = 3;
/// Waits at the place of issue are days of the user's calendar; everything else is counted in days of 24 hours.
const DAY: f64 = 86_400.0;

/// The verdict on a parcel as its legs and events now stand.
pub fn reach(case: &Case, legs: &[Leg], progress: &Progress, book: &Book, now: Timestamp) -> Verdict {
    let mut bench = Bench { case, legs, progress, book, now, verdict: Verdict::new(progress.stage) };
    match progress.stage {
        _ if case.parcel.received.is_some() => {}
        Stage::Delivered => bench.delivered(),
        Stage::Returning | Stage::Returned | Stage::Lost => bench.gone_astray(),
        Stage::ReadyForPickup => bench.storage(),
        _ => bench.under_way(),
    }
    bench.verdict.flags.sort_unstable();
    bench.verdict.flags.dedup();
    bench.verdict
}

/// Since when the parcel is silent, and until when we know it.
pub fn silence(case: &Case, legs: &[Leg], progress: &Progress, now: Timestamp) -> (Timestamp, Timestamp) {
    let began = case.orders.iter().filter_map(|order| order.shipped.or(order.ordered)).min();
    let began = began.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok()).map(|it| it.timestamp());
    let since = progress.quiet_since.unwrap_or_else(|| began.unwrap_or(case.parcel.added));
    // Who has the parcel speaks for it: other sources that still answer have nothing to say.
    let taken = handover::carrying(legs).filter(|leg| leg.watched() && leg.role == Role::Domestic);
    let telling = |leg: &&Leg| leg.watched() && progress.told_by.contains(&leg.key);
    let any = || legs.iter().filter(|leg| leg.watched()).filter_map(|leg| leg.asks.answered).max();
    let answered = match taken {
        Some(leg) => Some(leg.asks.answered.unwrap_or(since)),
        None => legs.iter().filter(telling).filter_map(|leg| leg.asks.answered).max().or_else(any),
    };
    match answered {
        Some(at) if now.duration_since(at) > FRESH => (since, at.max(since)),
        _ => (since, now.max(since)),
    }
}

struct Bench<'a> {
    case: &'a Case,
    legs: &'a [Leg],
    progress: &'a Progress,
    book: &'a Book,
    now: Timestamp,
    verdict: Verdict,
}

impl Bench<'_> {
    fn raise(&mut self, flag: Flag, why: Why) {
        self.verdict.flags.push(flag);
        self.verdict.because.push(why);
    }

    /// Time alone will change something then.
    fn at(&mut self, moment: Timestamp) {
        if moment > self.now {
            self.verdict.changes_at = Some(self.verdict.changes_at.map_or(moment, |old| old.min(moment)));
        }
    }

    fn day(&self, moment: Timestamp) -> Date {
        self.book.day(moment)
    }

    fn days_since(&self, day: Date) -> i32 {
        (self.day(self.now) - day).get_days()
    }

    fn delivered(&mut self) {
        let on = self.day(self.progress.latest_at.unwrap_or(self.now));
        let place = self.progress.place.clone();
        self.verdict.because.push(Why::Delivered { on, place });
    }

    fn gone_astray(&mut self) {
        let since = self.day(self.progress.latest_at.unwrap_or(self.now));
        match self.progress.stage {
            Stage::Lost => self.raise(Flag::ProbablyLost, Why::Odds { never: 100 }),
            _ => self.raise(Flag::Returning, Why::Back { since, reason: self.progress.reason }),
        }
    }

    fn storage(&mut self) {
        let ready = self.progress.ready.unwrap_or(self.now);
        let told = self.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.hold_until).max();
        let told = told.filter(|day| *day >= self.day(ready));
        let until = told.unwrap_or_else(|| plus(self.day(ready), self.book.norms.storage.days));
        let left = -self.days_since(until);
        let why = Why::Storage { until, left, by_carrier: told.is_some() };
        match left <= self.book.norms.storage.warn {
            true => self.raise(Flag::PickupExpiring, why),
            false => self.verdict.because.push(why),
        }
        let warn = plus(until, -self.book.norms.storage.warn);
        self.at_day(warn);
    }

    fn under_way(&mut self) {
        self.customs();
        self.readable();
        let explained = self.verdict.has(Flag::Dark) || self.looking() || self.number_changed() || self.ends();
        if !explained && !self.verdict.has(Flag::CustomsHeld) {
            self.quiet();
        }
        self.promise();
        self.reused_number();
    }

    fn customs(&mut self) {
        let since = self.day(self.progress.latest_at.unwrap_or(self.now));
        match self.progress.latest {
            Some(Status::CustomsHeld) => {
                self.raise(Flag::CustomsHeld, Why::Held { since, reason: self.progress.reason });
            }
            Some(Status::CustomsRefused) => self.raise(Flag::CustomsHeld, Why::Refused { since }),
            _ => {}
        }
    }

    /// `dark`: the carrier that has it cannot be asked by us. `blind`: it could, but does not answer.
    fn readable(&mut self) {
        let Some(leg) = handover::carrying(self.legs).filter(|leg| leg.watched()) else { return };
        let carrier = leg.key.carrier.clone();
        let others = self.legs.iter().any(|it| it.watched() && self.book.askable(&it.key.carrier));
        if !self.book.askable(&carrier) && (leg.role == Role::Domestic || !others) {
            let page = self.book.carriers.get(&carrier).and_then(|it| it.page_for(leg.key.number.as_str()));
            self.raise(Flag::Dark, Why::Dark { carrier, page });
            return;
        }
        if !self.book.askable(&carrier) {
            return;
        }
        let answered = leg.asks.answered.unwrap_or(self.case.parcel.added.max(leg.witness.at));
        if leg.asks.failures < BLIND_FAILURES {
            return;
        }
        self.at(answered + BLIND_AFTER);
        if self.now.duration_since(answered) >= BLIND_AFTER {
            let days = days_between(answered, self.now);
            self.raise(Flag::Blind, Why::Blind { carrier, days, detail: leg.asks.detail.clone() });
        }
    }

    /// A number that took over and was not asked for yet: what it will say decides, not the silence before.
    fn looking(&self) -> bool {
        let carrying = handover::carrying(self.legs).filter(|leg| leg.watched());
        carrying.is_some_and(|leg| leg.role == Role::Domestic && leg.asks.answered.is_none())
            && !self.verdict.has(Flag::Blind)
    }

    /// Customs let it go, or it was handed over, and under the old number it is silent: it goes on under another.
    fn number_changed(&mut self) -> bool {
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
        let changed = &self.book.norms.changed;
        let handed = matches!(self.progress.latest, Some(Status::ReleasedByCustoms | Status::HandedOver));
        let wait = if handed { changed.days } else { changed.tracked_days };
        let (since, until) = silence(self.case, self.legs, self.progress, self.now);
        self.at(last + SignedDuration::from_hours(24 * i64::from(wait)));
        let days = days_between(since, until);
        if days >= wait {
            let last_mile = self.legs.iter().rev().find_map(|leg| leg.facts.last_mile.clone());
            let looked = handover::looked_since(self.legs, last, self.book);
            let why = Why::Changed { days, since: self.day(since), flow: self.flow(), last_mile, looked };
            self.raise(Flag::NumberProbablyChanged, why);
        }
        days >= wait
    }

    /// A leg that can follow the parcel inside the country: a domestic number, be it only proposed, or the kept one at
    /// the post where that has scans.
    fn follows_home(&self, leg: &Leg) -> bool {
        let at_post = self.book.home_post().is_some_and(|post| post.id == leg.key.carrier);
        leg.watched() && (leg.role == Role::Domestic || (at_post && leg.asks.outcome == Some(OutcomeKind::Events)))
    }

    /// How long a number that is only proposed can be waited for: its carrier may not have it yet, but one that never
    /// comes to know it, or knows another parcel by it, was named in error. `None` for ever.
    fn patience(&self, leg: &Leg) -> Option<Timestamp> {
        let asked = leg.state == LegState::Proposed && self.book.askable(&leg.key.carrier);
        let days = self.book.norms.changed.tracked_days;
        asked.then(|| match self.case.entries.iter().any(|entry| entry.leg == leg.key) {
            true => leg.witness.at,
            false => leg.witness.at + SignedDuration::from_hours(24 * i64::from(days)),
        })
    }

    /// What becomes of the number, as answers and rules say: the last leg that knows.
    fn flow(&self) -> Flow {
        let told = self.legs.iter().rev().filter(|leg| leg.sure()).find_map(|leg| leg.facts.flow);
        let shaped = self.legs.iter().rev().find(|leg| leg.sure() && leg.flow != Flow::Unknown).map(|leg| leg.flow);
        told.or(shaped).unwrap_or(Flow::Unknown)
    }

    /// Tracking that stops at the border by contract: silence is normal until the whole trip's norm is over.
    fn ends(&mut self) -> bool {
        if self.flow() != Flow::Ends || self.progress.stage < Stage::Exported {
            return false;
        }
        let service = self.legs.iter().rev().find_map(|leg| leg.facts.service.clone());
        let began = self.progress.accepted.unwrap_or(self.case.parcel.added);
        let [_, most] = self.book.norms.trip.economy;
        self.at(began + SignedDuration::from_hours(24 * i64::from(most)));
        let over = days_between(began, self.now) >= most;
        if !over {
            self.verdict.because.push(Why::Ends { service });
        }
        !over
    }

    fn quiet(&mut self) {
        let (since, until) = silence(self.case, self.legs, self.progress, self.now);
        let number = handover::carrying(self.legs).map(|leg| &leg.key.number);
        let stage = self.progress.stage;
        let Some(span) = self.book.norms.span(stage, number, self.day(since)) else { return };
        let known_for = until.duration_since(since).as_secs_f64() / DAY;
        self.thresholds(&span, since, until);
        let days = known_for as i32;
        let (norm, source) = (span.norm.id.clone(), span.norm.source.clone());
        let most = span.most().round() as i32;
        let quiet = |share| Why::Quiet {
            days,
            since: self.day(since),
            stage,
            share,
            most: if share == 95 { most } else { span.slow_after().round() as i32 },
            norm: norm.clone(),
            source: source.clone(),
        };
        let (stalled, lost) = (known_for >= span.stalled_after(), known_for >= span.lost_after(self.book.norms.never));
        match stage {
            Stage::Ordered if stalled => self.verdict.because.push(Why::NoNumber { days }),
            Stage::Ordered => {}
            Stage::Announced if stalled => self.raise(Flag::NotSeenYet, Why::Unscanned { days, most, norm, source }),
            Stage::Announced => self.verdict.because.push(Why::Usual { days, stage, most, norm, source }),
            _ if lost => {
                let (never, why) = (percent(span.lost(known_for, self.book.norms.never)), quiet(95));
                self.raise(Flag::ProbablyLost, why);
                self.verdict.because.push(Why::Odds { never });
            }
            _ if stalled => {
                let why = quiet(95);
                self.raise(Flag::Stalled, why);
            }
            _ if known_for >= span.slow_after() => {
                let why = quiet(75);
                self.raise(Flag::Slow, why);
            }
            _ => self.verdict.because.push(Why::Usual { days, stage, most, norm, source }),
        }
    }

    /// The moments at which this silence crosses a bound; none while we do not know whether it lasts.
    fn thresholds(&mut self, span: &Span<'_>, since: Timestamp, until: Timestamp) {
        if until < self.now {
            return;
        }
        for days in [span.slow_after(), span.stalled_after(), span.lost_after(self.book.norms.never)] {
            self.at(since + SignedDuration::from_secs((days * DAY).ceil() as i64));
        }
    }

    fn promise(&mut self) {
        let by_shop = self.case.orders.iter().filter_map(|order| order.promised).min();
        let by_carrier = self.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.promised_by).max();
        let Some(promised) = by_shop.or(by_carrier) else { return };
        let days = self.days_since(promised);
        self.at_day(plus(promised, 1));
        if days > 0 {
            self.raise(Flag::PromiseMissed, Why::Promise { promised, days, by_carrier: by_shop.is_none() });
        }
    }

    /// Everything the number ever did was before the purchase: it is somebody else's.
    fn reused_number(&mut self) {
        let Some(ordered) = self.case.orders.iter().filter_map(|order| order.ordered).min() else { return };
        let sure = |it: &crate::model::Entry| self.legs.iter().any(|leg| leg.sure() && leg.key == it.leg);
        let newest = self.case.entries.iter().filter(|it| sure(it)).map(|it| it.event.about()).max();
        if let (None, Some(newest)) = (self.progress.quiet_since, newest) {
            self.raise(Flag::SuspiciousNumber, Why::Older { event: self.day(newest), ordered });
        }
    }

    fn at_day(&mut self, day: Date) {
        if let Ok(zoned) = day.to_zoned(self.book.zone.clone()) {
            self.at(zoned.timestamp());
        }
    }
}

/// How far the watch is. It is never off while a claim is under way.
pub fn watch(case: &Case, progress: &Progress, dispute: &Dispute) -> Watch {
    let open = dispute.runs() || dispute.wrong.is_some();
    match (case.parcel.received, progress.stage) {
        _ if dispute.state() == DisputeState::Refunded => Watch::Off,
        (Some(_), _) if !open => Watch::Off,
        (_, Stage::Delivered | Stage::Returned) => Watch::Ending(progress.latest_at.unwrap_or(case.parcel.added)),
        _ => Watch::On,
    }
}

/// Whether the hand-over is open: it has happened, and under which number it goes on is not known.
pub fn handover_open(legs: &[Leg], verdict: &Verdict) -> bool {
    let proposed = legs.iter().any(|leg| leg.state == LegState::Proposed && leg.role == Role::Domestic);
    verdict.has(Flag::NumberProbablyChanged) || proposed
}

fn days_between(from: Timestamp, to: Timestamp) -> i32 {
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}

fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

fn percent(share: f64) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}
