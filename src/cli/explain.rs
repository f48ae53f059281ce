//! `posylka explain`

use anyhow::Context;
use jiff::Timestamp;
use serde::Serialize;

use super::{norm_chart, output::Reply};
use crate::{
    app::App,
    model::{Case, LegState, OutcomeKind},
    rules::arrival::{self, Range, Standing},
    store::Listed,
    text::{Arg, Lang},
};

#[derive(Serialize)]
struct Explained {
    id: String,
    explain: Vec<String>,
    standing: Option<StandingView>,
}

/// Where it stands in its norm.
#[derive(Serialize)]
struct StandingView {
    norm: String,
    source: String,
    /// Days of the norm's that it has been silent.
    days: f64,
    working: bool,
    /// Days by which 50, 75 and 95 of 100 go on; the season's factor is in them.
    quantiles: [f64; 3],
    factor: f64,
    own: u32,
    next: Option<RangeView>,
    arrival: Option<RangeView>,
}

#[derive(Serialize)]
struct RangeView {
    from: Timestamp,
    to: Timestamp,
    share: f64,
}

impl StandingView {
    fn of(standing: &Standing<'_>) -> StandingView {
        let tenth = |days: f64| (days * 10.0).round() / 10.0;
        let range = |it: Range| RangeView { from: it.from, to: it.to, share: it.share };
        let span = &standing.span;
        StandingView {
            norm: span.norm.id.clone(),
            source: span.norm.source.clone(),
            days: tenth(standing.days),
            working: span.norm.working,
            quantiles: [0.5, 0.75, 0.95].map(|share| tenth(span.survival.quantile(share))),
            factor: span.factor,
            own: span.own,
            next: standing.next.map(range),
            arrival: standing.arrival.map(range),
        }
    }
}

pub(super) fn run(app: &mut App, parcel: &str) -> anyhow::Result<Reply> {
    let (case, _) = found(app, parcel)?;
    let explain = lines(app, &case);
    let standing = arrival::standing(&case, &app.setup.knowledge, app.now);
    let picture = standing.as_ref().map(|it| picture(app, it)).unwrap_or_default();
    let text = format!("{}\n{picture}", explain.join("\n"));
    let id = case.parcel.id.to_string();
    Ok(Reply::new(text, Explained { id, explain, standing: standing.as_ref().map(StandingView::of) }))
}

/// Where it stands among such parcels, drawn, with what the drawing means.
fn picture(app: &App, standing: &Standing<'_>) -> String {
    let span = &standing.span;
    let unit = if span.norm.working { "explain-picture-working" } else { "explain-picture-days" };
    let args: [(&str, Arg<'_>); 3] = [
        ("norm", span.norm.id.as_str().into()),
        ("days", (standing.days as i32).into()),
        ("unit", app.label(unit).into()),
    ];
    let drawn = norm_chart::draw(&span.survival, standing.days, norm_chart::width());
    format!(
        "\n{}\n{}\n{}",
        app.phrase("explain-picture", &args),
        drawn.join("\n"),
        app.phrase("explain-picture-key", &args)
    )
}

/// When its next scan and its arrival can be expected, and how the season stretches that.
fn expected(app: &App, case: &Case) -> Vec<String> {
    let Some(standing) = arrival::standing(case, &app.setup.knowledge, app.now) else { return Vec::new() };
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

/// When it can be expected, in one sentence.
pub(super) fn arrival(app: &App, case: &Case) -> Option<String> {
    let standing = arrival::standing(case, &app.setup.knowledge, app.now)?;
    standing.arrival.and_then(|_| expected(app, case).pop())
}

/// The parcel a person means, whole and as listed.
pub(super) fn found(app: &mut App, parcel: &str) -> anyhow::Result<(Case, Listed)> {
    let id = app.find_parcel(parcel)?;
    app.learn()?;
    let case = app.store.reading(|tx| tx.case(id))?;
    let listed = app.list()?.into_iter().find(|it| it.parcel.id == id);
    case.zip(listed).with_context(|| format!("parcel {id} is gone"))
}

/// Why the verdict and the advice are what they are, who named which number, and what comes next.
pub(super) fn lines(app: &App, case: &Case) -> Vec<String> {
    let phrases = &app.setup.phrases;
    let mut lines = app.setup.telling(app.today(), |setting| {
        let verdict = phrases.verdict(&case.verdict, setting);
        let mut lines = vec![format!("{}: {verdict}", app.label("explain-verdict"))];
        lines.extend(case.verdict.because.iter().map(|why| phrases.why(why, setting)));
        lines.extend(expected(app, case));
        let advice = phrases.advice(&case.advice, &case.orders, setting);
        lines.push(format!("{}: {advice}", app.label("show-advice")));
        let more = case.advice.because.iter().filter(|why| !case.verdict.because.contains(why));
        lines.extend(more.map(|why| phrases.why(why, setting)));
        lines
    });
    let named = |leg| [Some(witness(app, leg)), phrases.evidence(&leg.evidence)];
    lines.extend(case.legs.iter().flat_map(named).flatten());
    let next = case.legs.iter().filter(|leg| leg.watched()).map(|leg| leg.asks.next).min();
    for (id, at) in [("explain-next-look", next), ("explain-changes", case.verdict.changes_at)] {
        if let Some(at) = at.filter(|at| *at < Timestamp::MAX) {
            let at = at.to_zoned(app.setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
            lines.push(app.phrase(id, &[("at", at.as_str().into())]));
        }
    }
    lines
}

/// Who named a number, when, and what became of it.
fn witness(app: &App, leg: &crate::model::Leg) -> String {
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
