//! When a stage and the whole trip will be over: ranges with their odds, of which nothing lies in the past.
//!
//! The rest of the present stage is conditional on the silence so far. For the arrival the days of the stages that remain
//! are added up: means and variances add, and the sum is read as the log-normal of the same mean and variance (moment
//! matching). It takes the stages for independent of each other; a scan that skips a stage only brings it nearer.

use jiff::Timestamp;

use super::{
    Knowledge,
    norms::{Span, Travel},
    survival::{Eta, Survival},
    timeline,
    verdict::silence,
};
use crate::model::{Case, DisputeState, Flag, Flow, Leg, ParcelId, Stage, Why};

/// The odds that are given.
const SHARE: f64 = 0.8;
/// The stages a parcel goes through, each with a silence of its own. What customs released is on its way inside the
/// country: that is one stretch, under two names.
const WAY: [Stage; 7] = [
    Stage::Ordered,
    Stage::Announced,
    Stage::Accepted,
    Stage::Exported,
    Stage::Imported,
    Stage::Customs,
    Stage::Domestic,
];
/// Calendar days that five working days take.
const WEEK: f64 = 7.0 / 5.0;

/// Where a parcel stands in its norm, and when it will be further.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The norm for its silence.
    pub span: Span<'a>,
    /// Days of the norm's that it has been silent.
    pub days: f64,
    /// When the next scan will come; `None` where silence says nothing.
    pub next: Option<Range>,
    /// When it will arrive; `None` where nobody can tell.
    pub arrival: Option<Range>,
}

/// From when to when, and with what odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Earlier is as unlikely as later than [`Range::to`].
    pub from: Timestamp,
    /// The other end.
    pub to: Timestamp,
    /// The chance that it is between the two, if it comes at all.
    pub share: f64,
}

/// Where a parcel stands, of which the last verdict is known. `None` once it has arrived or goes back.
pub fn standing<'a>(case: &'a Case, knowledge: &'a Knowledge, now: Timestamp) -> Option<Standing<'a>> {
    if case.parcel.received.is_some() || case.verdict.stage >= Stage::ReadyForPickup {
        return None;
    }
    let progress = timeline::progress(case, &case.legs, &case.entries, now);
    let quiet = silence(case, &case.legs, &progress, now);
    let travel = knowledge.travel(&case.legs);
    let span = knowledge.span(progress.stage, &travel, quiet.since, case.parcel.id)?;
    let has = |flags: &[Flag]| flags.iter().any(|flag| case.verdict.has(*flag));
    let refunded = case.dispute.state() == DisputeState::Refunded;
    let unsent = progress.stage == Stage::Ordered && has(&[Flag::NotSeenYet]);
    let hopeless = refunded || unsent || has(&[Flag::ProbablyLost, Flag::CustomsHeld, Flag::Returning]);
    let unheard = !case.legs.is_empty() && case.entries.is_empty() && !quiet.heard;
    let unheard = unheard || case.verdict.because.iter().any(is_not_known);
    let unseen = has(&[Flag::Dark, Flag::NumberProbablyChanged]) || ends(&case.legs, progress.stage);
    let (next, arrival) = match (hopeless || unheard, unseen) {
        (true, _) => (None, None),
        (_, true) => (None, trip(case, &travel, progress.accepted, knowledge, now)),
        _ => {
            let silent = span.days(quiet.since, now);
            let next =
                within(span.survival.eta(silent, SHARE), |days| span.moment(quiet.since, silent + days).max(now));
            let rest = rest(&span, silent, progress.stage, &travel, case.parcel.id, knowledge, now);
            (Some(next), Some(within(rest.eta(0.0, SHARE), |days| later(now, days))))
        }
    };
    let days = span.days(quiet.since, now);
    Some(Standing { span, days, next, arrival })
}

/// Nobody who was asked knows it yet.
fn is_not_known(why: &Why) -> bool {
    matches!(why, Why::NotKnown { .. })
}

/// Tracking stops at the border by contract, and it has passed it.
fn ends(legs: &[Leg], stage: Stage) -> bool {
    let mut flow = legs.iter().filter(|leg| leg.sure()).map(|leg| leg.facts.flow.unwrap_or(leg.flow));
    stage >= Stage::Exported && flow.any(|flow| flow == Flow::Ends)
}

/// Days from now to the arrival.
fn rest(
    span: &Span<'_>,
    silent: f64,
    stage: Stage,
    travel: &Travel<'_>,
    parcel: ParcelId,
    knowledge: &Knowledge,
    now: Timestamp,
) -> Survival {
    let unit = |working: bool| if working { WEEK } else { 1.0 };
    let (mean, variance) = span.survival.left(silent);
    let week = unit(span.norm.working);
    let (mut mean, mut variance) = (mean * week, variance * week.powi(2));
    let ahead = WAY.into_iter().filter(|next| *next > stage && stage != Stage::Released);
    for next in ahead {
        let Some(span) = knowledge.span(next, travel, later(now, mean), parcel) else { continue };
        let week = unit(span.norm.working);
        mean += span.survival.mean() * week;
        variance += span.survival.variance() * week.powi(2);
    }
    Survival::from_moments(mean, variance)
}

/// What is left of the whole trip, where no scan tells how far it is.
fn trip(
    case: &Case,
    travel: &Travel<'_>,
    accepted: Option<Timestamp>,
    knowledge: &Knowledge,
    now: Timestamp,
) -> Option<Range> {
    let shipped = case.orders.iter().filter_map(|order| order.shipped).min();
    let shipped = shipped.and_then(|day| day.to_zoned(knowledge.zone.clone()).ok()).map(|it| it.timestamp());
    let posted = shipped.or(accepted)?;
    let so_far = now.duration_since(posted).as_secs_f64().max(0.0) / 86_400.0;
    Some(within(knowledge.norms.trip_survival(travel.class).eta(so_far, SHARE), |days| later(now, days)))
}

fn within(eta: Eta, moment: impl Fn(f64) -> Timestamp) -> Range {
    Range { from: moment(eta.from), to: moment(eta.to), share: eta.share }
}

fn later(now: Timestamp, days: f64) -> Timestamp {
    let seconds = (days.max(0.0) * 86_400.0) as i64;
    now.saturating_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds up three stages a hundred thousand times by their quantiles, drawn as a fixed sequence draws them.
    #[test]
    fn the_sum_of_the_stages_is_near_what_drawing_them_gives() {
        let stages = [[7.0, 50.0], [1.0, 7.0], [2.0, 14.0]].map(Survival::from_range);
        let mut state = 7u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let mut sums: Vec<f64> =
            (0..100_000).map(|_| stages.iter().map(|it| it.quantile(draw().clamp(0.001, 0.949))).sum()).collect();
        sums.sort_by(f64::total_cmp);
        let (mean, variance) = stages.iter().fold((0.0, 0.0), |(m, v), it| (m + it.mean(), v + it.variance()));
        let eta = Survival::from_moments(mean, variance).eta(0.0, SHARE);
        let (low, high) = (sums[10_000], sums[90_000]);
        assert!((eta.from / low - 1.0).abs() < 0.1, "{} {low}", eta.from);
        assert!((eta.to / high - 1.0).abs() < 0.15, "{} {high}", eta.to);
    }
}
