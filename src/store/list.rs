//! All parcels at a glance, in four statements however many there are.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{
    StoreError, Tx,
    columns::{At, never_if_null},
    events, legs, parcels,
};
use crate::model::{Advice, Dispute, Entry, Leg, Order, Parcel, ParcelId, Verdict};

/// A parcel without its history.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The parcel.
    pub parcel: Parcel,
    /// The purchases in it.
    pub orders: Vec<Order>,
    /// Its legs, in the order they came to be known.
    pub legs: Vec<Leg>,
    /// What is thought of it.
    pub verdict: Verdict,
    /// What is advised.
    pub advice: Advice,
    /// The claim.
    pub dispute: Dispute,
    /// The latest event that is a scan. Times without an offset are taken for UTC here.
    pub last: Option<Entry>,
    /// When a watched leg is asked for next, if any is.
    pub next_ask: Option<Timestamp>,
    /// When the last ruling wanted to look again; never is [`Timestamp::MAX`].
    pub due_at: Timestamp,
}

impl Tx<'_> {
    /// Every parcel, oldest first.
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let mut listed = self.all("SELECT * FROM parcels WHERE joined IS NULL ORDER BY id", [], |row| {
            let (verdict, advice, dispute) = parcels::thought(row)?;
            let due_at = never_if_null(row.get::<_, Option<At>>("due_at")?);
            let (orders, legs, last, next_ask) = (Vec::new(), Vec::new(), None, None);
            Ok(Listed { parcel: parcels::parcel(row)?, orders, legs, verdict, advice, dispute, last, next_ask, due_at })
        })?;
        let (mut orders, mut legs, mut lasts) = (self.orders_of_all()?, self.legs_of_all()?, self.lasts_of_all()?);
        for one in &mut listed {
            one.orders = orders.remove(&one.parcel.id).unwrap_or_default();
            one.legs = legs.remove(&one.parcel.id).unwrap_or_default();
            one.last = lasts.remove(&one.parcel.id).and_then(|entries| entries.into_iter().next());
            let asks = one.legs.iter().filter(|leg| leg.watched()).map(|leg| leg.asks.next);
            one.next_ask = asks.min().filter(|next| *next != Timestamp::MAX);
        }
        Ok(listed)
    }

    pub(super) fn orders_of_all(&self) -> Result<HashMap<ParcelId, Vec<Order>>, StoreError> {
        let rows = self.all("SELECT * FROM orders ORDER BY parcel, position", [], |row| {
            Ok((ParcelId(row.get("parcel")?), parcels::order(row)?))
        })?;
        Ok(grouped(rows))
    }

    pub(super) fn legs_of_all(&self) -> Result<HashMap<ParcelId, Vec<Leg>>, StoreError> {
        let rows = self.all("SELECT * FROM legs ORDER BY parcel, position", [], |row| {
            Ok((ParcelId(row.get("parcel")?), legs::leg(row)?))
        })?;
        Ok(grouped(rows))
    }

    fn lasts_of_all(&self) -> Result<HashMap<ParcelId, Vec<Entry>>, StoreError> {
        let rows = self.all(
            "SELECT events.* FROM parcels JOIN events ON events.id = (
                 SELECT id FROM events AS one WHERE one.parcel = parcels.id AND one.status IS NOT 'note'
                 ORDER BY about DESC, position DESC LIMIT 1)",
            [],
            |row| Ok((ParcelId(row.get("parcel")?), events::entry(row)?)),
        )?;
        Ok(grouped(rows))
    }
}

pub(super) fn grouped<T>(rows: Vec<(ParcelId, T)>) -> HashMap<ParcelId, Vec<T>> {
    let mut groups: HashMap<ParcelId, Vec<T>> = HashMap::new();
    for (id, value) in rows {
        groups.entry(id).or_default().push(value);
    }
    groups
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use rusqlite::trace::{TraceEvent, TraceEventCodes};

    use crate::{
        model::{Asks, Facts, Flow, LegKey, LegState, Number, Role, Witness},
        store::{NewParcel, Store},
    };

    use super::*;

    thread_local! { static STATEMENTS: Cell<usize> = const { Cell::new(0) } }

    fn leg(of: usize) -> Leg {
        let key = LegKey { number: Number::new(format!("NO{of:06}")).unwrap(), carrier: "somebody".into() };
        let at = Timestamp::UNIX_EPOCH;
        let witness = Witness { by: "user".into(), place: String::new(), of: None, at };
        let (role, state, flow) = (Role::International, LegState::Current, Flow::Kept);
        Leg {
            key,
            role,
            state,
            flow,
            witness,
            facts: Facts::default(),
            evidence: Default::default(),
            codes: Default::default(),
            asks: Asks::new(at),
        }
    }

    #[test]
    fn a_thousand_parcels_take_as_many_statements_as_one() {
        let mut store = Store::in_memory().unwrap();
        let add = |tx: &Tx<'_>| {
            for of in 0..1000 {
                let title = format!("parcel {of}");
                let (added, due_at) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
                tx.add(&NewParcel { title, added, orders: Vec::new(), legs: vec![leg(of)], due_at, postcode: None })?;
            }
            Ok::<_, StoreError>(())
        };
        store.within(add).unwrap();
        store.sql.trace_v2(
            TraceEventCodes::SQLITE_TRACE_STMT,
            Some(|event| {
                if let TraceEvent::Stmt(_, sql) = event
                    && sql.starts_with("SELECT")
                {
                    STATEMENTS.set(STATEMENTS.get() + 1);
                }
            }),
        );
        let listed = store.reading(|tx| tx.list()).unwrap();
        assert_eq!((listed.len(), listed[999].legs.len()), (1000, 1));
        assert_eq!(STATEMENTS.get(), 4);
    }
}
