//! The person of a life: what they do is told as a command would tell it.

use super::life::{Life, Line, What};
use crate::{
    carriers::numbers,
    daemon::{Setup, tell},
    model::{Act, Asks, CarrierId, Facts, Flow, Leg, LegKey, LegState, Number, Order, ParcelId, Role, Told, Witness},
    store::{NewParcel, StoreError, Tx},
};

impl What {
    /// Whether the person does it.
    pub fn is_act(&self) -> bool {
        matches!(self, What::Add { .. }) || self.act().is_some()
    }

    /// The act it is, for a parcel that is there already.
    pub fn act(&self) -> Option<Act> {
        Some(match self {
            What::Link { number, carrier } => {
                Act::Linked { leg: LegKey { number: number.clone(), carrier: carrier.clone() } }
            }
            What::Received => Act::Received,
            What::Wronged(wrong) => Act::Wronged { wrong: wrong.clone() },
            What::Disputed(step) => Act::Disputed { step: step.clone() },
            What::Extended(until) => Act::Extended { until: *until },
            _ => return None,
        })
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
    } else if let (Some(id), Some(act)) = (*parcel, line.what.act()) {
        tell::tell(tx, setup, id, &Told::User(act), line.at)?;
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
        asks: Asks::new(line.at),
    };
    NewParcel {
        title: life.title.clone(),
        added: line.at,
        orders: life.orders().cloned().collect::<Vec<Order>>(),
        legs: vec![leg],
        due_at: line.at,
    }
}
