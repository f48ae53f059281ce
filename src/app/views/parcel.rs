//! Everything about one parcel.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    explanation,
    listed_parcel::{EventView, ParcelView},
    wanted_inputs,
};
use crate::{
    app::App,
    dossier::{ProtectionClock, Silence},
    model::{Case, Leg, Notice, Order, ParcelId},
    rules::timeline,
};

/// Everything about one parcel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ParcelDetails {
    #[serde(flatten)]
    pub parcel: ParcelView,
    pub orders: Vec<Order>,
    /// The merged line, oldest first.
    pub events: Vec<EventView>,
    pub notices: Vec<NoticeView>,
    /// A sentence each.
    pub explain: Vec<String>,
    #[serde(skip)]
    pub legs: Vec<Leg>,
    /// What sources want to know of its numbers, a sentence each.
    #[serde(skip)]
    pub wanted: Vec<String>,
    /// When it can be expected, in one sentence.
    #[serde(skip)]
    pub arrival: Option<String>,
    /// What to do, in one sentence.
    #[serde(skip)]
    pub advice: String,
    /// How much of the protection is left.
    #[serde(skip)]
    pub clock: Option<ProtectionClock>,
    /// How long it has been silent, beside the usual.
    #[serde(skip)]
    pub silence: Option<Silence>,
}

/// Something the user was told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeView {
    pub at: Timestamp,
    pub key: String,
    pub title: String,
    pub body: String,
}

/// All that is known of a parcel.
pub fn details(app: &mut App, id: ParcelId) -> anyhow::Result<ParcelDetails> {
    app.learn()?;
    let case = app.case(id)?;
    let listed = app.listed(id)?;
    let notices = app.store.reading(|tx| tx.notices_of(id))?;
    let phrases = &app.setup.phrases;
    let parcel = ParcelView::of(app, &listed);
    let (explain, arrival) = explanation::with_arrival(app, &case);
    Ok(ParcelDetails {
        events: events(&case),
        notices: notices.iter().map(|notice| told(app, &case, notice)).collect(),
        wanted: case.legs.iter().flat_map(|leg| wanted_inputs::sentences(app, id, leg, &case.legs)).collect(),
        explain,
        arrival,
        advice: app.setup.telling(app.today(), |setting| {
            phrases.advice_beside(&parcel.verdict, &case.advice, &case.orders, setting)
        }),
        clock: ProtectionClock::of(&case.orders, protection(&case), &case.advice),
        silence: Silence::of(&case.verdict, &case.advice),
        orders: listed.orders,
        legs: listed.legs,
        parcel,
    })
}

/// The last day of protection as the order page shows it, lengthened or not.
fn protection(case: &Case) -> Option<Date> {
    case.orders.iter().filter_map(|order| order.protection_ends).min().max(case.dispute.extended)
}

/// The merged line, each scan with everybody who told it.
fn events(case: &Case) -> Vec<EventView> {
    let own = timeline::own(case, &case.legs, &case.entries);
    let view = |line: timeline::Line<'_>| {
        let also = line.also.iter().map(|it| format!("{} {}", it.leg.carrier, it.leg.number)).collect();
        EventView { also, ..EventView::of(line.entry) }
    };
    timeline::merge(&own).into_iter().map(view).collect()
}

fn told(app: &App, case: &Case, notice: &Notice) -> NoticeView {
    let title = &case.parcel.title;
    let (title, body) = app.setup.telling(app.today(), |setting| app.setup.phrases.notice(notice, title, setting));
    NoticeView { at: notice.at, key: notice.key.clone(), title, body }
}
