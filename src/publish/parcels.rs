//! The parcels for programs, with a description of their form beside them.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    app::views::{
        deadlines::DeadlineView,
        listed_parcel::{DisputeView, Group, NumberView, Pace, ParcelView, PlainEvent},
    },
    model::{Flag, Lang, Stage},
};

/// The form of `parcels.json`: fields may be added, never renamed.
pub const SCHEMA: &str = include_str!("parcels.schema.json");

/// In which file it lies.
pub(super) const SCHEMA_FILE: &str = "parcels.schema.json";

/// All that programs read.
#[derive(Serialize)]
pub(super) struct Parcels<'a> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The day all of it is as of.
    pub as_of: Date,
    /// The language of sentences.
    pub language: Lang,
    pub parcels: Vec<Published<'a>>,
    pub deadlines: &'a [DeadlineView],
}

/// A parcel: what the list shows, without what is the user's business.
#[derive(Serialize)]
pub(super) struct Published<'a> {
    id: &'a str,
    title: &'a str,
    stage: Stage,
    flags: &'a [Flag],
    verdict: &'a str,
    numbers: &'a [NumberView],
    last_event: Option<&'a PlainEvent>,
    protection_ends: Option<Date>,
    dispute: &'a DisputeView,
    received: bool,
    group: Group,
    pace: Option<Pace>,
}

impl<'a> Published<'a> {
    pub fn of(it: &'a ParcelView) -> Published<'a> {
        Published {
            id: &it.id,
            title: &it.title,
            stage: it.stage,
            flags: &it.flags,
            verdict: &it.verdict,
            numbers: &it.numbers,
            last_event: it.last_event.as_ref().map(|event| &event.told),
            protection_ends: it.protection_ends,
            dispute: &it.dispute,
            received: it.received,
            group: it.group,
            pace: it.pace,
        }
    }
}
