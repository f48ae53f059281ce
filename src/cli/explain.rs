//! `posylka explain`

use anyhow::Context;
use serde::Serialize;

use super::{Reply, desk::Desk};
use crate::{
    model::{Case, LegState, OutcomeKind},
    store::Listed,
    text::Arg,
};

#[derive(Serialize)]
struct Explained {
    id: String,
    explain: Vec<String>,
}

pub(super) fn run(desk: &mut Desk, parcel: &str) -> anyhow::Result<Reply> {
    let (case, _) = found(desk, parcel)?;
    let explain = lines(desk, &case);
    Ok(Reply::new(explain.join("\n"), Explained { id: case.parcel.id.to_string(), explain }))
}

/// The parcel a person means, whole and as listed.
pub(super) fn found(desk: &mut Desk, parcel: &str) -> anyhow::Result<(Case, Listed)> {
    let id = desk.which(parcel)?;
    let case = desk.store.reading(|tx| tx.case(id))?;
    let listed = desk.list()?.into_iter().find(|it| it.parcel.id == id);
    case.zip(listed).with_context(|| format!("parcel {id} is gone"))
}

/// Why the verdict and the advice are what they are, who named which number, and what comes next.
pub(super) fn lines(desk: &Desk, case: &Case) -> Vec<String> {
    let phrases = &desk.setup.phrases;
    let mut lines = desk.setup.telling(desk.today(), |setting| {
        let verdict = phrases.verdict(&case.verdict, setting);
        let mut lines = vec![format!("{}: {verdict}", desk.label("explain-verdict"))];
        lines.extend(case.verdict.because.iter().map(|why| phrases.why(why, setting)));
        let advice = phrases.advice(&case.advice, &case.orders, setting);
        lines.push(format!("{}: {advice}", desk.label("show-advice")));
        let more = case.advice.because.iter().filter(|why| !case.verdict.because.contains(why));
        lines.extend(more.map(|why| phrases.why(why, setting)));
        lines
    });
    lines.extend(case.legs.iter().map(|leg| witness(desk, leg)));
    let next = case.legs.iter().filter(|leg| leg.watched()).map(|leg| leg.asks.next).min();
    for (id, at) in [("explain-next-look", next), ("explain-changes", case.verdict.changes_at)] {
        if let Some(at) = at.filter(|at| *at < jiff::Timestamp::MAX) {
            let at = at.to_zoned(desk.setup.book.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
            lines.push(desk.say(id, &[("at", at.as_str().into())]));
        }
    }
    lines
}

/// Who named a number, when, and what became of it.
fn witness(desk: &Desk, leg: &crate::model::Leg) -> String {
    let phrases = &desk.setup.phrases;
    let carrier = desk.setup.name_of(&leg.key.carrier);
    let on = phrases.date(desk.setup.book.day(leg.witness.at), desk.today());
    let mut by = desk.setup.telling(desk.today(), |setting| phrases.said_by(&leg.witness.by, setting));
    if let Some(of) = leg.witness.of.as_ref().filter(|of| **of != leg.key.number) {
        by = desk.say("explain-in-answer", &[("by", by.into()), ("of", of.as_str().into())]);
    }
    let mut state = phrases.leg_state(leg.state);
    let settled = match (leg.state, leg.asks.outcome) {
        (LegState::Contradicted, _) => !leg.asks.detail.is_empty(),
        (LegState::Proposed, Some(OutcomeKind::Events)) => leg.asks.detail == "dates",
        _ => false,
    };
    if settled {
        state = format!("{state} ({})", desk.label(&format!("{}-{}", leg.state, leg.asks.detail)));
    }
    let outcome = leg.asks.outcome.map_or_else(|| desk.label("explain-unasked"), |it| phrases.outcome(it));
    let args: [(&str, Arg<'_>); 6] = [
        ("number", leg.key.number.as_str().into()),
        ("carrier", carrier.as_str().into()),
        ("state", state.as_str().into()),
        ("by", by.as_str().into()),
        ("on", on.as_str().into()),
        ("outcome", outcome.as_str().into()),
    ];
    desk.say("explain-witness", &args)
}
