//! What an app or a person said of a parcel.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
};

use crate::{
    app::{refusal::Refusal, setup::Setup, state::App},
    model::{CarrierId, Event, Facts, Heard, LegKey, Number, ParcelId, Status, Told, Zone, ZoneFrom},
    rules::{handover, message_facts::kept},
};

/// Something that happened to a parcel, by the user's word.
#[derive(Debug, Clone, PartialEq)]
pub struct UserEvent {
    /// What happened.
    pub status: Status,
    /// When; now without it.
    pub at: Option<When>,
    /// The last day at the place of issue.
    pub until: Option<Date>,
    /// Where: the office, the point, the town.
    pub place: Option<String>,
    /// In whose words.
    pub text: Option<String>,
}

/// A day, or a minute of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Certain to the day only.
    Day(Date),
    /// By the user's own clock.
    Minute(DateTime),
}

/// Whether a person may say this of a parcel: a new number is attached, not said.
pub fn may_be_said(status: Status) -> bool {
    status != Status::Renumbered
}

impl App {
    /// Tells a parcel what somebody said of it.
    ///
    /// # Errors
    /// A [`Refusal`] where the parcel has neither a number nor an order it could be said of, or it is in the future.
    pub fn add_event(&mut self, id: ParcelId, said: &UserEvent) -> anyhow::Result<()> {
        let case = self.case(id)?;
        let of_order = || {
            let order = case.orders.iter().find_map(|order| Number::new(order.id.to_uppercase()).ok())?;
            Some(LegKey { number: order, carrier: CarrierId::none() })
        };
        let carrying = handover::carrying(&case.legs).map(|leg| leg.key.clone());
        let leg = carrying.or_else(of_order).ok_or_else(|| Refusal::new("event-no-number"))?;
        let event = event(&self.setup, said, self.now);
        if event.about() > self.now.saturating_add(SignedDuration::from_hours(24))? {
            return Err(Refusal::new("event-future").into());
        }
        let facts = Facts { hold_until: said.until, kept: kept(&event, said.until), ..Facts::default() };
        let heard = Heard { events: vec![event], facts, ..Heard::default() };
        self.tell(id, &Told::Heard { leg, by: "user".into(), sure: true, heard })?;
        Ok(())
    }
}

fn event(setup: &Setup, said: &UserEvent, now: Timestamp) -> Event {
    let zone = &setup.knowledge.zone;
    let (wall, certain) = match said.at {
        Some(When::Day(day)) => (day.at(12, 0, 0, 0), false),
        Some(When::Minute(minute)) => (minute, true),
        None => (now.to_zoned(zone.clone()).datetime().with().subsec_nanosecond(0).build().unwrap_or_default(), true),
    };
    let offset = certain.then(|| zone.to_offset(zone.to_ambiguous_timestamp(wall).compatible().unwrap_or(now)));
    Event {
        wall,
        zone: offset.map(|offset| Zone { offset, from: ZoneFrom::Source }),
        status: Some(said.status),
        reason: None,
        by_words: false,
        code: String::new(),
        text: said.text.clone().unwrap_or_default(),
        place: said.place.clone().unwrap_or_default(),
    }
}
