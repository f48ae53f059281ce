//! The person of a life: what they do is told as a command would tell it.

use super::life::{Life, Line, Saying, What};
use crate::{
    app::{Setup, actions::undo, tell},
    carriers::numbers,
    model::{
        Act, Asks, CarrierId, Event, Facts, Flow, Heard, Leg, LegKey, LegState, Number, Order, ParcelId, Role, Told,
        Witness,
    },
    rules::{handover, message_facts},
    store::{NewParcel, StoreError, Tx},
};

impl What {
    /// Whether the person does it.
    pub fn is_act(&self) -> bool {
        matches!(self, What::Add { .. } | What::Heard(_) | What::Undo) || self.act().is_some()
    }

    /// What the person tells of a parcel that goes under these legs; nothing where the line is not theirs.
    pub fn told(&self, line: &Line, legs: &[Leg]) -> Option<Told> {
        match self {
            What::Heard(saying) => saying.told(line, legs),
            what => what.act().map(Told::User),
        }
    }

    /// The act it is, for a parcel that is there already.
    pub fn act(&self) -> Option<Act> {
        Some(match self {
            What::Link { number, carrier } => {
                Act::Linked { leg: LegKey { number: number.clone(), carrier: carrier.clone() } }
            }
            What::Unlink { number } => Act::Unlinked { number: number.clone() },
            What::Received => Act::Received,
            What::Wronged(wrong) => Act::Wronged { wrong: wrong.clone() },
            What::Disputed(step) => Act::Disputed { step: step.clone() },
            What::Extended(until) => Act::Extended { until: *until },
            _ => return None,
        })
    }
}

impl Saying {
    /// A message names a number or speaks of the one that carries the parcel; the person vouches for what they say.
    fn told(&self, line: &Line, legs: &[Leg]) -> Option<Told> {
        let carrying = handover::carrying(legs).map(|leg| leg.key.clone());
        let named = |number: &Number| {
            let said = self.of.clone().or_else(|| self.from.clone());
            let carrier = said.or_else(|| carrying.as_ref().map(|key| key.carrier.clone()))?;
            Some(LegKey { number: number.clone(), carrier })
        };
        let leg = self.number.as_ref().map_or(carrying.clone(), named)?;
        let event = |status| Event {
            wall: line.wall,
            zone: None,
            status: Some(status),
            reason: None,
            by_words: false,
            code: String::new(),
            text: String::new(),
            place: self.place.clone(),
        };
        let event = self.status.map(event);
        let kept = event.as_ref().and_then(|event| message_facts::kept(event, self.until));
        let facts = Facts { hold_until: self.until, kept, ..Facts::default() };
        let heard = Heard { events: event.into_iter().collect(), facts, ..Heard::default() };
        let by = self.from.as_ref().map_or_else(|| "user".to_owned(), |from| format!("message:{from}"));
        Some(Told::Heard { leg, by, sure: self.from.is_none(), heard })
    }
}

/// Does what the line says, and remembers which parcel the life is about.
pub fn acts(
    tx: &Tx<'_>,
    setup: &Setup,
    life: &Life,
    line: &Line,
    parcel: &mut Option<ParcelId>,
) -> Result<(), StoreError> {
    if let What::Add { number, carrier } = &line.what {
        let id = tx.add(&new_parcel(setup, life, line, number, carrier.as_ref()))?;
        tell::tell(tx, setup, id, &Told::User(Act::Added), line.at)?;
        *parcel = Some(id);
    } else if let (Some(id), What::Undo) = (*parcel, &line.what) {
        undo::undo(tx, setup, Some(id), line.at)?;
    } else if let Some(id) = *parcel {
        let legs = tx.case(id)?.map(|case| case.legs).unwrap_or_default();
        if let Some(told) = line.what.told(line, &legs) {
            tell::undoable(tx, setup, id, &told, None, line.at)?;
        }
    }
    Ok(())
}

/// The parcel a life is about, as `posylka add` would make it.
pub fn new_parcel(setup: &Setup, life: &Life, line: &Line, number: &Number, carrier: Option<&CarrierId>) -> NewParcel {
    let candidates = numbers::candidates_for(&setup.registry, number, None);
    let named = candidates.iter().find(|it| carrier.is_none_or(|carrier| it.carrier == *carrier));
    let carrier = carrier.or(named.map(|it| &it.carrier)).cloned().unwrap_or_else(|| CarrierId::from("unknown"));
    let leg = Leg {
        key: LegKey { number: number.clone(), carrier },
        role: named.map_or(Role::International, |it| it.role),
        state: LegState::Current,
        flow: named.map_or(Flow::Unknown, |it| it.flow),
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: line.at },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(line.at),
    };
    NewParcel {
        title: life.title.clone(),
        added: line.at,
        orders: life.orders().cloned().collect::<Vec<Order>>(),
        legs: vec![leg],
        due_at: line.at,
        postcode: None,
    }
}
