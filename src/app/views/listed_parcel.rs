//! Parcels as commands show them: the fixed forms of `--json`, which scripts rely on. Fields may be added, never renamed.

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::{
    model::{Advice, DisputeState, Entry, Event, Flag, Leg, LegState, Reason, Role, Stage, Status, clean},
    rules::dispute::protection_end,
    store::Listed,
};

/// A parcel in the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ParcelView {
    pub id: String,
    pub title: String,
    pub stage: Stage,
    pub flags: Vec<Flag>,
    /// One sentence.
    pub verdict: String,
    pub numbers: Vec<NumberView>,
    pub last_event: Option<EventView>,
    pub next_ask: Option<Timestamp>,
    pub protection_ends: Option<Date>,
    pub dispute: DisputeView,
    pub received: bool,
    /// Nobody has answered for any of its numbers yet, and nothing was told of it.
    #[serde(skip)]
    pub unheard: bool,
}

/// A number of a parcel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NumberView {
    pub number: String,
    pub carrier: String,
    pub role: Role,
    pub state: LegState,
}

/// A claim at a glance.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DisputeView {
    pub action: crate::model::Action,
    pub reason: Option<String>,
    pub act_by: Option<Date>,
    pub state: DisputeState,
}

/// An event of a parcel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventView {
    #[serde(flatten)]
    pub told: PlainEvent,
    pub number: String,
    pub carrier: String,
    pub source: String,
    /// Others that told the same scan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl ParcelView {
    /// A parcel as it stands.
    pub fn of(app: &App, listed: &Listed) -> ParcelView {
        let ends = listed
            .orders
            .iter()
            .filter_map(|order| protection_end(order, app.setup.knowledge.rules(order)?, &listed.dispute));
        ParcelView {
            id: listed.parcel.id.to_string(),
            title: clean(&listed.parcel.title),
            stage: listed.verdict.stage,
            flags: listed.verdict.flags.clone(),
            verdict: verdict(app, listed),
            numbers: listed.legs.iter().map(NumberView::of).collect(),
            last_event: listed.last.as_ref().map(EventView::of),
            next_ask: listed.next_ask,
            // The next clock to run out; one that has only where all have.
            protection_ends: ends.min_by_key(|day| (*day < app.today(), *day)),
            dispute: DisputeView::of(&listed.advice, listed.dispute.state()),
            received: listed.parcel.received.is_some(),
            unheard: is_unheard(listed),
        }
    }

    /// The number it goes under now: the last that is certain, else the last that is known.
    pub fn number_in_use(&self) -> Option<&NumberView> {
        let certain = |it: &&NumberView| matches!(it.state, LegState::Confirmed | LegState::Current);
        self.numbers.iter().rev().find(certain).or(self.numbers.last())
    }

    /// How far it is, in a word or two.
    pub fn stage_in_words(&self, app: &App) -> String {
        match self.received {
            true => app.label("list-with-you"),
            false if self.unheard => app.label("list-unheard"),
            false => app.setup.phrases.stage(self.stage),
        }
    }
}

/// Whether it stands at the beginning only because nobody has told anything of it.
fn is_unheard(listed: &Listed) -> bool {
    let answered = listed.legs.iter().any(|leg| leg.asks.answered.is_some());
    listed.verdict.stage == Stage::Announced && !answered && listed.last.is_none()
}

/// One sentence: how the claim goes or ended, since when the user has it, or what is thought of it.
fn verdict(app: &App, listed: &Listed) -> String {
    let dispute = &listed.dispute;
    match listed.parcel.received {
        Some(at) if !dispute.runs() && dispute.state() != DisputeState::Refunded => {
            let on = app.setup.phrases.date(app.setup.knowledge.day(at), app.today());
            app.phrase("list-received", &[("on", on.into())])
        }
        _ => app.setup.telling(app.today(), |setting| {
            app.setup.phrases.one_sentence(&listed.verdict, &listed.advice, dispute, setting)
        }),
    }
}

impl DisputeView {
    fn of(advice: &Advice, state: DisputeState) -> DisputeView {
        DisputeView { action: advice.action, reason: advice.reason.clone(), act_by: advice.act_by, state }
    }
}

impl NumberView {
    fn of(leg: &Leg) -> NumberView {
        NumberView {
            number: leg.key.number.to_string(),
            carrier: leg.key.carrier.to_string(),
            role: leg.role,
            state: leg.state,
        }
    }
}

impl EventView {
    /// An event with who told it.
    pub fn of(entry: &Entry) -> EventView {
        EventView {
            told: PlainEvent::of(&entry.event),
            number: entry.leg.number.to_string(),
            carrier: entry.leg.carrier.to_string(),
            source: entry.source.to_string(),
            also: Vec::new(),
        }
    }

    /// What happened: the status and the words of who told it, as far as there are any.
    pub fn what(&self, app: &App) -> String {
        let status = self.told.status.map(|status| app.setup.phrases.status(status));
        let said = status.into_iter().chain(Some(self.told.text.clone()));
        said.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(": ")
    }

    /// Everybody who told it.
    pub fn told_by(&self, app: &App) -> String {
        let also = self.also.iter().filter_map(|it| it.split(' ').next()).map(|it| app.setup.name_of(&it.into()));
        std::iter::once(self.first_told_by(app)).chain(also).collect::<Vec<_>>().join(", ")
    }

    /// A carrier by the sources that answer for it; the user and messages by themselves.
    fn first_told_by(&self, app: &App) -> String {
        match self.source.as_str() {
            by if by == "user" || by.starts_with("message:") => {
                app.setup.telling(app.today(), |setting| app.setup.phrases.said_by(by, setting))
            }
            _ => app.setup.name_of(&self.carrier.as_str().into()),
        }
    }

    /// When it happened in the user's zone, with the wall time of the place where that differs. Where the offset is not
    /// certain, the wall time is all there is.
    pub fn when(&self, app: &App) -> String {
        let wall = self.told.wall.get(..16).unwrap_or(&self.told.wall).replace('T', " ");
        let Some(offset) = &self.told.offset else { return wall };
        let Ok(at) = format!("{}{offset}", self.told.wall).parse::<Timestamp>() else { return wall };
        let here = app.minute(at);
        if here == wall {
            return wall;
        }
        let same_day = here.get(..10) == wall.get(..10);
        let there = wall.get(if same_day { 11 } else { 5 }..).unwrap_or(&wall);
        app.phrase("show-there", &[("here", here.as_str().into()), ("there", there.into())])
    }
}

/// An event as an answer told it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlainEvent {
    pub wall: String,
    pub offset: Option<String>,
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    /// The status rests on words alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_words: bool,
    /// The time is that of the answer: the source gave none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub time_of_answer: bool,
    pub code: String,
    pub text: String,
    pub place: String,
}

impl PlainEvent {
    /// An event on its own.
    pub fn of(event: &Event) -> PlainEvent {
        PlainEvent {
            wall: event.wall.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            offset: event.zone.map(|zone| offset(zone.offset)),
            status: event.status,
            reason: event.reason,
            by_words: event.by_words,
            time_of_answer: event.is_undated(),
            code: clean(&event.code),
            text: clean(&event.text),
            place: clean(&event.place),
        }
    }
}

/// `+03:00`
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
