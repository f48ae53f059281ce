//! Parcels as commands show them: the fixed forms of `--json`, which scripts rely on. Fields may be added, never renamed.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::{
    model::{
        Advice, DisputeState, Entry, Event, Flag, Journey, Leg, LegState, PersonId, Reason, Role, Stage, Status,
        Verdict, Why, clean, words,
    },
    rules::dispute::protection_end,
    store::Listed,
    text::{ScanWords, capital},
};

words! {
    /// What a parcel is to its user now, the most pressing first.
    Group {
        /// There is something that only the user can do.
        NeedsYou = "needs-you",
        /// Something is out of the ordinary.
        Unusual = "unusual",
        /// All goes its way.
        OnTheWay = "on-the-way",
        /// The user has it, or it ended otherwise.
        Over = "over",
    }
}

impl Group {
    pub(super) fn of(it: &Listed) -> Group {
        let paid_back = it.dispute.state() == DisputeState::Refunded;
        let over = paid_back || it.parcel.received.or(it.parcel.archived).is_some();
        match it.verdict.stage {
            _ if it.advice.action.needs_user() => Group::NeedsYou,
            _ if over => Group::Over,
            Stage::Delivered | Stage::Returned => Group::Over,
            _ if it.verdict.flags.is_empty() => Group::OnTheWay,
            _ => Group::Unusual,
        }
    }
}

/// How long nothing new came, beside how long that takes 95 of 100 at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Pace {
    pub days: i32,
    pub most: i32,
    /// Only working days count.
    pub working: bool,
}

impl Pace {
    fn of(verdict: &Verdict) -> Option<Pace> {
        verdict.because.iter().find_map(|why| match *why {
            Why::Quiet { days, most, working, .. } | Why::Usual { days, most, working, .. } => {
                Some(Pace { days, most, working })
            }
            Why::Unscanned { days, most, .. } | Why::NotKnown { days, most, .. } => {
                Some(Pace { days, most, working: false })
            }
            _ => None,
        })
    }
}

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
    pub group: Group,
    pub pace: Option<Pace>,
    /// Whose it is, by name; of the whole house without.
    #[serde(rename = "for", skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub people: Vec<PersonId>,
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
    #[schema(required = false)]
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
            group: Group::of(listed),
            pace: Pace::of(&listed.verdict).filter(|_| Group::of(listed) != Group::Over),
            people: listed.people.clone(),
            unheard: is_unheard(listed),
        }
    }

    /// Its title, and whose it is where it is somebody's.
    pub fn title_and_whose(&self) -> String {
        let people = self.people.iter().map(|it| format!(" · {it}")).collect::<String>();
        format!("{}{people}", self.title)
    }

    /// The number it goes under now: the last that is certain, else the last that is known.
    pub fn number_in_use(&self) -> Option<&NumberView> {
        let certain = |it: &&NumberView| matches!(it.state, LegState::Confirmed | LegState::Current);
        self.numbers.iter().rev().find(certain).or(self.numbers.last())
    }

    /// Its way so far, to be drawn.
    pub fn journey(&self) -> Journey {
        if self.received { Stage::Delivered.journey() } else { self.stage.journey() }
    }

    /// What the user is to do and by when, in a few words: «Открыть спор: 16 апреля, через 3 дня».
    pub fn to_do(&self, app: &App) -> Option<String> {
        if self.group != Group::NeedsYou {
            return None;
        }
        let phrases = &app.setup.phrases;
        let deed = capital(&phrases.action(self.dispute.action));
        Some(match self.dispute.act_by {
            Some(by) => format!("{deed}: {}", phrases.day_and_distance(by, app.today())),
            None => deed,
        })
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

    /// What happened: its status in the reader's language, and the carrier's own words.
    pub fn words(&self, app: &App) -> ScanWords {
        let PlainEvent { status, reason, text, code, place, .. } = &self.told;
        let bare = text.strip_prefix('[').and_then(|it| it.strip_prefix(place.as_str())?.strip_prefix(']'));
        app.setup.phrases.scan_words(*status, *reason, bare.unwrap_or(text), code)
    }

    /// The same in one line: «Принято — Received by logistics company».
    pub fn what(&self, app: &App) -> String {
        self.words(app).to_string()
    }

    /// Everybody who told it.
    pub fn told_by(&self, app: &App) -> String {
        let also = self.also.iter().filter_map(|it| it.split(' ').next()).map(|it| app.setup.name_of(&it.into()));
        std::iter::once(self.first_told_by(app)).chain(also).collect::<Vec<_>>().join(", ")
    }

    /// A carrier by the sources that answer for it; the user and messages by themselves.
    fn first_told_by(&self, app: &App) -> String {
        match self.source.as_str() {
            "user" => app.label("show-by-user"),
            by if by.starts_with("message:") => {
                app.setup.telling(app.today(), |setting| app.setup.phrases.said_by(by, setting))
            }
            _ => app.setup.name_of(&self.carrier.as_str().into()),
        }
    }

    /// The same as people write it: «25 марта, 14:18 (там 19:18)».
    pub fn when_in_words(&self, app: &App) -> String {
        let Ok(there) = self.told.wall.parse::<DateTime>() else { return self.told.wall.clone() };
        let moment = |at: DateTime| app.setup.phrases.moment(at, app.today());
        let offset = self.told.offset.as_deref();
        let at = offset.and_then(|offset| format!("{}{offset}", self.told.wall).parse::<Timestamp>().ok());
        let Some(here) = at.map(|at| at.to_zoned(app.setup.knowledge.zone.clone()).datetime()) else {
            return moment(there);
        };
        if here == there {
            return moment(there);
        }
        let there = if here.date() == there.date() { there.strftime("%H:%M").to_string() } else { moment(there) };
        app.phrase("show-there", &[("here", moment(here).into()), ("there", there.into())])
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
    #[schema(required = false)]
    pub by_words: bool,
    /// The time is that of the answer: the source gave none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
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
