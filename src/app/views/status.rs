//! How it stands in a few lines: whether anybody watches, what needs the user, which sources and channels fail.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    backups::{BackupView, backups},
    channel_health::{self, ChannelView},
    source_health::HealthView,
    wanted_inputs,
};
use crate::{
    app::App,
    model::{Access, Health, OutcomeKind, clean},
    store::{Backlog, Listed, StoreError, Which},
};

/// Under which name the moment of the last round is kept.
pub const LAST_ROUND: &str = "round";

/// Under which name those are counted that stand at the beginning only because nobody has answered yet.
pub const UNHEARD: &str = "unheard";

/// How it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HowItStands)]
pub struct Status {
    pub daemon: DaemonLife,
    /// When somebody last looked at everything without a daemon: `check-now`.
    pub last_round: Option<Timestamp>,
    /// How many are in sight in all, at each stage and with each flag; of those announced, of how many nobody has heard yet.
    pub parcels: BTreeMap<String, usize>,
    pub needs_you: Vec<Need>,
    pub carriers: Vec<SourceStatus>,
    /// Every way out that was tried.
    pub channels: Vec<ChannelView>,
    pub outbox: Vec<ChannelStatus>,
    /// Parcels that are to be silent.
    pub muted: Vec<String>,
    /// The copies of the database; nothing where none are wanted.
    pub backup: Option<BackupView>,
}

/// Whether a daemon watches, and since when. Who shows a view that needs it finds that out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DaemonLife {
    pub alive: bool,
    pub since: Option<Timestamp>,
    pub last_tick: Option<Timestamp>,
    /// Since when no carrier is in reach.
    pub alone_since: Option<Timestamp>,
}

/// Something only the user can do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Need {
    pub parcel: Option<String>,
    pub title: String,
    pub what: String,
    pub act_by: Option<Date>,
}

/// A source that was asked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceStatus {
    pub id: String,
    #[serde(flatten)]
    pub health: HealthView,
}

/// What a channel has not delivered yet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelStatus {
    pub channel: String,
    pub owed: u32,
    pub reminders: u32,
    pub oldest: Timestamp,
    pub error: Option<String>,
}

/// How it stands now.
pub fn status(app: &mut App, daemon: DaemonLife) -> Result<Status, StoreError> {
    let (pressing, wanting) = (app.list(Which::NeedUser)?, app.list(Which::WantInput)?);
    let (ways, counts) = (channel_health::channels(app)?, counts(app)?);
    let house = app.seen_by().is_empty();
    let backup = backups(app)?.filter(|_| house);
    let (health, backlog, muted) =
        app.store.reading(|tx| Ok::<_, StoreError>((tx.health()?, tx.outbox()?, tx.muted()?)))?;
    let last_round = app.store.reading(|tx| tx.moment(LAST_ROUND))?;
    let backlog = backlog.into_iter().filter(|it| is_theirs(app, &it.channel));
    let outbox: Vec<ChannelStatus> = backlog.map(ChannelStatus::of).collect();
    let ways: Vec<ChannelView> = ways.into_iter().filter(|it| is_theirs(app, &it.channel)).collect();
    let parcels = pressing.iter().filter_map(|it| needed_by_parcel(app, it));
    let inputs = wanting.iter().flat_map(|it| needed_by_numbers(app, it));
    // What only who runs it can mend is nothing a person of the house could do; and what a source says may name numbers.
    let sources = health.iter().filter(|_| house).filter_map(|it| needed_by_source(app, it));
    let behind = outbox.iter().filter_map(|it| needed_by_backlog(app, it));
    let dead = ways.iter().filter(|it| it.in_trouble && !is_behind(&outbox, &it.channel));
    let dead = dead.map(|it| needed_by_channel(app, it));
    let copies = backup.iter().filter_map(|it| needed_by_backup(app, it));
    let slips = app.setup.slips.iter().filter(|_| house).map(|slip| needed_by_configuration(app, slip));
    Ok(Status {
        daemon,
        last_round,
        parcels: counts,
        needs_you: slips.chain(parcels).chain(inputs).chain(sources).chain(behind).chain(dead).chain(copies).collect(),
        carriers: health.iter().filter(|_| house).map(SourceStatus::of).collect(),
        channels: ways,
        outbox,
        backup,
        muted: muted.into_iter().filter(|(_, until)| *until > app.now).map(|(id, _)| id.to_string()).collect(),
    })
}

/// Whether who looks is told by a channel.
fn is_theirs(app: &App, channel: &str) -> bool {
    let person = channel.split_once('/').map(|(person, _)| person);
    app.seen_by().is_empty() || app.seen_by().iter().any(|it| person == Some(it.as_str()))
}

impl SourceStatus {
    fn of(health: &Health) -> SourceStatus {
        SourceStatus { id: health.source.to_string(), health: HealthView::of(health) }
    }
}

impl ChannelStatus {
    fn of(backlog: Backlog) -> ChannelStatus {
        let Backlog { channel, owed, reminders, oldest, error } = backlog;
        ChannelStatus { channel, owed, reminders, oldest, error: error.map(|it| clean(&it)) }
    }
}

fn needed_by_parcel(app: &App, listed: &Listed) -> Option<Need> {
    if !listed.advice.action.needs_user() {
        return None;
    }
    let what =
        app.setup.telling(app.today(), |setting| app.setup.phrases.advice(&listed.advice, &listed.orders, setting));
    let title = clean(&listed.parcel.title);
    Some(Need { parcel: Some(listed.parcel.id.to_string()), title, what, act_by: listed.advice.act_by })
}

/// What sources want to know of the numbers of a parcel that is still watched.
fn needed_by_numbers(app: &App, listed: &Listed) -> Vec<Need> {
    let (parcel, legs) = (&listed.parcel, &listed.legs);
    let watched = legs.iter().filter(|leg| leg.asks.next < Timestamp::MAX);
    let wanted = watched.flat_map(|leg| wanted_inputs::sentences(app, parcel.id, leg, legs));
    let need = |what| Need { parcel: Some(parcel.id.to_string()), title: clean(&parcel.title), what, act_by: None };
    wanted.map(need).collect()
}

fn needed_by_source(app: &App, health: &Health) -> Option<Need> {
    let kind = health.last_outcome.filter(|it| matches!(it, OutcomeKind::Blocked | OutcomeKind::NeedsInput))?;
    let definition = app.setup.registry.source(&health.source)?;
    if definition.access == Access::LinkOnly {
        return None;
    }
    let said = format!("{}: {}", app.setup.phrases.outcome(kind), clean(&health.detail));
    let cure = HealthView::of(health).cure(&app.setup, &health.source);
    let what = [said].into_iter().chain(cure).collect::<Vec<_>>().join("; ");
    Some(Need { parcel: None, title: app.setup.name_of(&definition.of), what, act_by: None })
}

/// Whether the backlog of a channel says already that it fails.
fn is_behind(outbox: &[ChannelStatus], channel: &str) -> bool {
    outbox.iter().any(|it| it.channel == channel && it.error.is_some() && it.owed > 0)
}

/// What is wrong with the user's files and keeps something from being done.
fn needed_by_configuration(app: &App, slip: &str) -> Need {
    Need { parcel: None, title: app.label("doctor-config"), what: slip.to_owned(), act_by: None }
}

/// What a copy that cannot be written wants of the user.
fn needed_by_backup(app: &App, backup: &BackupView) -> Option<Need> {
    backup.error.as_ref()?;
    Some(Need { parcel: None, title: app.label("doctor-backup"), what: backup.in_words(app), act_by: None })
}

/// What a dead channel wants of the user, though another one takes over.
fn needed_by_channel(app: &App, channel: &ChannelView) -> Need {
    let what = channel.in_words(&app.setup);
    Need { parcel: None, title: channel.channel.clone(), what, act_by: None }
}

/// What a channel wants of the user whose notices nobody took over.
fn needed_by_backlog(app: &App, channel: &ChannelStatus) -> Option<Need> {
    let error = channel.error.as_deref().filter(|_| channel.owed > 0)?;
    let args = [("count", i64::from(channel.owed).into()), ("error", error.into())];
    let what = app.phrase("status-undelivered", &args);
    Some(Need { parcel: None, title: channel.channel.clone(), what, act_by: None })
}

fn counts(app: &mut App) -> Result<BTreeMap<String, usize>, StoreError> {
    let (alike, unheard) = app.store.reading(|tx| Ok::<_, StoreError>((tx.counts()?, tx.unheard()?)))?;
    let mut counts = BTreeMap::from([("total".to_owned(), alike.iter().map(|(.., count)| count).sum())]);
    for (stage, flags, count) in alike {
        let words = flags.into_iter().map(|flag| flag.to_string()).chain([stage.to_string()]);
        // A stage and a flag of one name are one thing.
        for word in words.collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += count;
        }
    }
    if unheard > 0 {
        counts.insert(UNHEARD.to_owned(), unheard);
    }
    Ok(counts)
}
