//! What came of a look, number by number and carrier by carrier; a line with the cure for each that brought nothing new.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{source_health::HealthView, wanted_inputs};
use crate::{
    app::{App, look::foreground::Seen},
    model::{Health, Leg, OutcomeKind, ParcelId, Source, SourceId, clean},
    store::{Listed, StoreError},
    text::Arg,
};

/// What came of asking one carrier for one number.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LookedAt {
    pub number: String,
    pub carrier: String,
    /// What came last; nothing where nobody was asked yet.
    pub outcome: Option<OutcomeKind>,
    /// When somebody last answered.
    pub answered: Option<Timestamp>,
    /// When it may be asked for again.
    pub next: Option<Timestamp>,
    /// A line for people, where there is something to say.
    pub said: Option<String>,
}

impl LookedAt {
    /// Whether somebody has answered, now or a while ago.
    pub fn is_answered(&self) -> bool {
        self.answered.is_some() && self.outcome.is_some_and(OutcomeKind::answered)
    }
}

/// What is known of a look: when it began, what it brought where it was our own, how the sources do.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// When it began.
    pub began: Timestamp,
    /// Nothing where the daemon looked.
    pub seen: Option<&'a Seen>,
    /// How the sources do.
    pub health: &'a [Health],
    /// Nobody is asked but this machine.
    pub at_home: bool,
}

/// What came of looking for these parcels.
pub fn looked_at(app: &mut App, ids: &[ParcelId], about: About<'_>) -> Result<Vec<LookedAt>, StoreError> {
    let listed = app.these(ids.iter().copied())?;
    Ok(listed.iter().flat_map(|it| of_parcel(app, it, about)).collect())
}

fn of_parcel(app: &App, listed: &Listed, about: About<'_>) -> Vec<LookedAt> {
    let mut looked = Vec::new();
    for leg in listed.legs.iter().filter(|leg| leg.watched()) {
        let carrier = app.setup.knowledge.carriers.get(&leg.key.carrier);
        let sources: Vec<&Source> = carrier.into_iter().flat_map(|it| it.askable()).collect();
        if sources.is_empty() {
            continue;
        }
        looked.push(LookedAt {
            number: leg.key.number.to_string(),
            carrier: leg.key.carrier.to_string(),
            outcome: leg.asks.outcome,
            answered: leg.asks.answered,
            next: Some(leg.asks.next).filter(|at| *at != Timestamp::MAX),
            said: OneLeg { app, listed, leg, sources, about }.said(),
        });
    }
    looked
}

/// A leg and what is known of its look.
struct OneLeg<'a> {
    app: &'a App,
    listed: &'a Listed,
    leg: &'a Leg,
    sources: Vec<&'a Source>,
    about: About<'a>,
}

impl OneLeg<'_> {
    fn said(&self) -> Option<String> {
        let OneLeg { app, leg, about, .. } = self;
        let given_up = |seen: &Seen| seen.given_up.iter().any(|ask| ask.legs.iter().any(|(_, key)| *key == leg.key));
        if about.at_home && !self.sources.iter().any(|it| app.setup.stands_here(&it.id)) {
            return None;
        }
        if about.seen.is_some_and(given_up) {
            return Some(self.say("look-given-up", &[("page", self.page().into())]));
        }
        match leg.asks.outcome {
            _ if about.seen.is_some_and(Seen::is_alone) && leg.asks.next <= app.now => None,
            Some(kind) if kind.answered() => match leg.asks.answered.filter(|at| *at < about.began) {
                Some(at) => Some(self.say("look-answered-before", &[("age", self.age(at).into())])),
                None => (kind == OutcomeKind::NotFound).then(|| self.say("look-not-found", &[])),
            },
            Some(kind) => Some(self.failed(kind)),
            None if leg.asks.last.is_some() => Some(self.say("look-given-up", &[("page", self.page().into())])),
            None => match self.closed() {
                Some((health, cure)) => {
                    Some(self.say("look-left-alone", &[("health", health.into()), ("cure", cure.into())]))
                }
                // One that nobody may ask for this parcel is never due.
                None => (leg.asks.next < Timestamp::MAX).then(|| self.say("look-later", &[])),
            },
        }
    }

    fn say(&self, phrase: &str, more: &[(&str, Arg<'_>)]) -> String {
        let next = self.leg.asks.next.max(self.app.now);
        let next = if next == Timestamp::MAX { String::new() } else { self.app.minute(next) };
        let mut args: Vec<(&str, Arg<'_>)> = vec![
            ("carrier", self.app.setup.name_of(&self.leg.key.carrier).into()),
            ("number", self.leg.key.number.as_str().into()),
            ("next", next.into()),
        ];
        args.extend(more.iter().cloned());
        self.app.phrase(phrase, &args)
    }

    /// What failed, and what to do about it.
    fn failed(&self, kind: OutcomeKind) -> String {
        let detail = in_brackets(&clean(&self.leg.asks.detail));
        let cure = match kind {
            OutcomeKind::NeedsInput => self.wanted(),
            OutcomeKind::Unreadable => Some(self.say("look-cure-unreadable", &[("page", self.page().into())])),
            _ => self.of_source(kind).map(|cure| format!("{cure}{}", self.page())),
        };
        let again = || self.say("look-cure-again", &[("page", self.page().into())]);
        let outcome = self.app.setup.phrases.outcome(kind);
        let cure = cure.unwrap_or_else(again);
        self.say("look-failed", &[("outcome", outcome.into()), ("detail", detail.into()), ("cure", cure.into())])
    }

    fn wanted(&self) -> Option<String> {
        let (id, legs) = (self.listed.parcel.id, &self.listed.legs);
        wanted_inputs::sentences(self.app, id, self.leg, legs).into_iter().next()
    }

    /// What the health of the source that failed so says to do.
    fn of_source(&self, kind: OutcomeKind) -> Option<String> {
        let failed = self.health().find(|it| it.last_outcome == Some(kind))?;
        HealthView::of(failed).cure(&self.app.setup, &failed.source)
    }

    fn health(&self) -> impl Iterator<Item = &Health> {
        let ids: Vec<&SourceId> = self.sources.iter().map(|it| &it.id).collect();
        self.about.health.iter().filter(move |it| ids.contains(&&it.source))
    }

    /// Why a source is left alone for now, and what to do about it.
    fn closed(&self) -> Option<(String, String)> {
        let closed = self.health().find(|it| it.closed_until.is_some_and(|until| until > self.app.now))?;
        let view = HealthView::of(closed);
        let outcome = view.outcome.map(|kind| self.app.setup.phrases.outcome(kind)).unwrap_or_default();
        let cure = view.cure(&self.app.setup, &closed.source).map(|cure| format!("; {cure}")).unwrap_or_default();
        Some((format!("{outcome}{}", in_brackets(&view.detail)), cure + &self.page()))
    }

    /// Where a person can look themselves.
    fn page(&self) -> String {
        let carrier = self.app.setup.knowledge.carriers.get(&self.leg.key.carrier);
        let page = carrier.and_then(|it| it.page_for(self.leg.key.number.as_str()));
        page.map(|page| self.app.phrase("look-yourself", &[("page", page.into())])).unwrap_or_default()
    }

    fn age(&self, at: Timestamp) -> String {
        age(self.app, self.app.now.duration_since(at))
    }
}

fn in_brackets(detail: &str) -> String {
    if detail.is_empty() { String::new() } else { format!(" ({detail})") }
}

/// How long ago, in minutes or hours.
fn age(app: &App, since: SignedDuration) -> String {
    match since.as_mins().max(0) {
        minutes @ 0..=119 => app.phrase("ago-minutes", &[("n", minutes.into())]),
        minutes => app.phrase("ago-hours", &[("n", (minutes / 60).into())]),
    }
}
