//! Why a parcel's verdict and advice are what they are, and where it stands among such parcels.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::wanted_inputs;
use crate::{
    app::App,
    model::{Case, Leg, LegState, OutcomeKind, ParcelId},
    rules::{
        arrival::{self, Range, Standing},
        survival::Survival,
    },
    text::{Arg, Lang},
};

/// Why the verdict is what it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Explanation {
    pub id: String,
    /// A sentence each.
    pub explain: Vec<String>,
    pub standing: Option<StandingView>,
}

/// Where it stands in its norm.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StandingView {
    pub norm: String,
    pub source: String,
    /// Days of the norm's that it has been silent; to a tenth in JSON.
    #[serde(serialize_with = "to_a_tenth")]
    pub days: f64,
    pub working: bool,
    /// Days by which 50, 75 and 95 of 100 go on; the season's factor is in them.
    pub quantiles: [f64; 3],
    pub factor: f64,
    pub own: u32,
    pub next: Option<RangeView>,
    pub arrival: Option<RangeView>,
    /// The whole distribution, for who draws it.
    #[serde(skip)]
    pub survival: Survival,
}

/// From when to when, and with what odds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RangeView {
    pub from: Timestamp,
    pub to: Timestamp,
    pub share: f64,
}

impl StandingView {
    fn of(standing: &Standing<'_>) -> StandingView {
        let range = |it: Range| RangeView { from: it.from, to: it.to, share: it.share };
        let span = &standing.span;
        StandingView {
            norm: span.norm.id.clone(),
            source: span.norm.source.clone(),
            days: standing.days,
            working: span.norm.working,
            quantiles: [0.5, 0.75, 0.95].map(|share| tenth(span.survival.quantile(share))),
            factor: span.factor,
            own: span.own,
            next: standing.next.map(range),
            arrival: standing.arrival.map(range),
            survival: span.survival,
        }
    }
}

fn tenth(days: f64) -> f64 {
    (days * 10.0).round() / 10.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields in by reference")]
fn to_a_tenth<S: serde::Serializer>(days: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(tenth(*days))
}

/// Explains a parcel.
pub fn explanation(app: &mut App, id: ParcelId) -> anyhow::Result<Explanation> {
    app.learn()?;
    let case = app.case(id)?;
    let standing = arrival::standing(&case, &app.setup.knowledge, app.now);
    let standing = standing.as_ref().map(StandingView::of);
    Ok(Explanation { id: case.parcel.id.to_string(), explain: sentences(app, &case), standing })
}

/// Why the verdict and the advice are what they are, who named which number, and what comes next.
pub(super) fn sentences(app: &App, case: &Case) -> Vec<String> {
    with_arrival(app, case).0
}

/// The same, and when it can be expected, in one sentence.
pub(super) fn with_arrival(app: &App, case: &Case) -> (Vec<String>, Option<String>) {
    let standing = arrival::standing(case, &app.setup.knowledge, app.now);
    let expected = standing.as_ref().map(|it| expected(app, it)).unwrap_or_default();
    let arrives = standing.as_ref().and_then(|it| it.arrival).and_then(|_| expected.last().cloned());
    let phrases = &app.setup.phrases;
    let mut sentences = app.setup.telling(app.today(), |setting| {
        let verdict = phrases.one_sentence(&case.verdict, &case.advice, &case.dispute, setting);
        let mut because: Vec<String> = case.verdict.because.iter().map(|why| phrases.why(why, setting)).collect();
        // The verdict is its first reason without the source: said once, it is said whole.
        let whole = because.first().is_some_and(|why| why.starts_with(&verdict)).then(|| because.remove(0));
        let first = whole.unwrap_or_else(|| verdict.clone());
        let mut sentences = vec![format!("{}: {first}", app.label("explain-verdict"))];
        sentences.append(&mut because);
        sentences.extend(expected);
        let advice = phrases.advice_beside(&verdict, &case.advice, &case.orders, setting);
        sentences.push(format!("{}: {advice}", app.label("show-advice")));
        let more = case.advice.because.iter().filter(|why| !case.verdict.because.contains(why));
        sentences.extend(more.map(|why| phrases.why(why, setting)));
        sentences
    });
    for leg in &case.legs {
        sentences.push(witness(app, leg));
        sentences.extend(app.setup.phrases.evidence(&leg.evidence));
        sentences.extend(wanted_inputs::sentences(app, case.parcel.id, leg, &case.legs));
    }
    let next = case.legs.iter().filter(|leg| leg.watched()).map(|leg| leg.asks.next).min();
    // When somebody looks next is the user's business, and changes by the hour.
    let next = next.filter(|_| !app.shows_others());
    for (id, at) in [("explain-next-look", next), ("explain-changes", case.verdict.changes_at)] {
        if let Some(at) = at.filter(|at| *at < Timestamp::MAX) {
            sentences.push(app.phrase(id, &[("at", app.minute(at).into())]));
        }
    }
    (sentences, arrives)
}

/// When its next scan and its arrival can be expected, and how the season stretches that.
fn expected(app: &App, standing: &Standing<'_>) -> Vec<String> {
    let phrases = &app.setup.phrases;
    let range = |id: &str, range: Option<Range>| {
        let range = range?;
        let day = |at| phrases.date(app.setup.knowledge.day(at), app.today());
        let share = (range.share * 100.0).round() as i32;
        Some(app.phrase(id, &[("share", share.into()), ("from", day(range.from).into()), ("to", day(range.to).into())]))
    };
    let factor = standing.span.factor;
    let point = if phrases.lang() == Lang::Ru { "," } else { "." };
    let times = factor.to_string().replace('.', point);
    let season = (factor > 1.0).then(|| app.phrase("explain-season", &[("factor", times.into())]));
    [season, range("explain-next-scan", standing.next), range("explain-arrival", standing.arrival)]
        .into_iter()
        .flatten()
        .collect()
}

/// Who named a number, when, and what became of it.
fn witness(app: &App, leg: &Leg) -> String {
    let phrases = &app.setup.phrases;
    let carrier = app.setup.name_of(&leg.key.carrier);
    let on = phrases.date(app.setup.knowledge.day(leg.witness.at), app.today());
    let mut by = app.setup.telling(app.today(), |setting| phrases.said_by(&leg.witness.by, setting));
    let source = app.setup.registry.source(&leg.witness.by.as_str().into()).is_some();
    if let Some(of) = leg.witness.of.as_ref().filter(|of| source && **of != leg.key.number) {
        by = app.phrase("explain-in-answer", &[("by", by.into()), ("of", of.as_str().into())]);
    }
    let mut state = phrases.leg_state(leg.state);
    let settled = match (leg.state, leg.asks.outcome) {
        (LegState::Contradicted, _) => !leg.asks.detail.is_empty(),
        (LegState::Proposed, Some(OutcomeKind::Events)) => !leg.asks.detail.is_empty(),
        _ => false,
    };
    if settled {
        state = format!("{state} ({})", app.label(&format!("{}-{}", leg.state, leg.asks.detail)));
    }
    let outcome = leg.asks.outcome.map_or_else(|| app.label("explain-unasked"), |it| phrases.outcome(it));
    let args: [(&str, Arg<'_>); 6] = [
        ("number", leg.key.number.as_str().into()),
        ("carrier", carrier.as_str().into()),
        ("state", state.as_str().into()),
        ("by", by.as_str().into()),
        ("on", on.as_str().into()),
        ("outcome", outcome.as_str().into()),
    ];
    app.phrase("explain-witness", &args)
}
