//! All parcels at a glance, in four statements however many there are.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{
    StoreError, Tx,
    columns::{At, Cells, Text, never_if_null},
    events::{self, ENTRY},
    legs::{self, LEG},
    parcels::{self, ORDER},
};
use crate::model::{Advice, Dispute, Entry, Flag, Leg, Order, Parcel, ParcelId, PersonId, Stage, Verdict};

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
    /// Whose it is, where that was asked for ([`Tx::name_people`]).
    pub people: Vec<PersonId>,
}

/// Which parcels are listed. What travels in another is on no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those in sight.
    InSight,
    /// Every one, archived or finished long ago.
    All,
    /// One.
    One(ParcelId),
    /// Those in sight that wait to be collected.
    ToBeCollected,
    /// Those in sight that wait for the user to do something, the most pressing first.
    NeedUser,
    /// Those in sight with a number of which a source wants to know more.
    WantInput,
}

impl Which {
    /// The parcels as a condition on `parcels`, whose parameter is a parcel's id.
    fn condition(self) -> &'static str {
        match self {
            Which::InSight => "parcels.in_sight = 1 AND ?1 IS NULL",
            Which::All => "parcels.joined IS NULL AND ?1 IS NULL",
            Which::One(_) => "parcels.id = ?1 AND parcels.joined IS NULL",
            Which::ToBeCollected => "parcels.in_sight = 1 AND parcels.stage = 'ready-for-pickup' AND ?1 IS NULL",
            Which::NeedUser => "parcels.needs_user_by IS NOT NULL AND parcels.in_sight = 1 AND ?1 IS NULL",
            Which::WantInput => {
                "parcels.in_sight = 1 AND ?1 IS NULL AND parcels.id IN
                     (SELECT parcel FROM legs WHERE outcome = 'needs-input' AND next_ask IS NOT NULL)"
            }
        }
    }

    fn parcel(self) -> Option<i64> {
        if let Which::One(id) = self { Some(id.0) } else { None }
    }

    fn order(self) -> &'static str {
        // The sign keeps SQLite from walking all parcels in the order of their ids.
        if self == Which::NeedUser { "parcels.needs_user_by, parcels.id" } else { "+parcels.id" }
    }
}

impl Tx<'_> {
    /// Parcels at a glance, oldest first.
    pub fn list(&self, which: Which) -> Result<Vec<Listed>, StoreError> {
        let sql = format!("SELECT * FROM parcels WHERE {} ORDER BY {}", which.condition(), which.order());
        let mut listed = self.all(&sql, [which.parcel()], |row| {
            let (verdict, advice, dispute) = parcels::thought(row)?;
            let due_at = never_if_null(row.get::<_, Option<At>>("due_at")?);
            let (orders, legs, last, next_ask) = (Vec::new(), Vec::new(), None, None);
            let (parcel, people) = (parcels::parcel(row)?, Vec::new());
            Ok(Listed { parcel, orders, legs, verdict, advice, dispute, last, next_ask, due_at, people })
        })?;
        listed = self.only_seen(listed, |it| it.parcel.id)?;
        let (mut orders, mut legs) = (self.orders_of(which)?, self.legs_of(which)?);
        let mut lasts = self.lasts_of(which)?;
        for one in &mut listed {
            one.orders = orders.remove(&one.parcel.id).unwrap_or_default();
            one.legs = legs.remove(&one.parcel.id).unwrap_or_default();
            one.last = lasts.remove(&one.parcel.id).and_then(|entries| entries.into_iter().next());
            let asks = one.legs.iter().filter(|leg| leg.watched()).map(|leg| leg.asks.next);
            one.next_ask = asks.min().filter(|next| *next != Timestamp::MAX);
        }
        Ok(listed)
    }

    /// How many parcels there are, those apart that travel in another.
    pub fn count(&self) -> Result<usize, StoreError> {
        if let Some(seen) = self.seen()? {
            return Ok(seen.len());
        }
        let count = |which: &str| self.one(&format!("SELECT count(*) FROM parcels {which}"), [], |row| row.get(0));
        let (all, joined) = (count("")?, count("WHERE joined IS NOT NULL")?);
        Ok(usize::try_from(all.unwrap_or(0_i64) - joined.unwrap_or(0)).unwrap_or(0))
    }

    /// How many parcels are out of sight, those apart that travel in another.
    pub fn out_of_sight(&self) -> Result<usize, StoreError> {
        if let Some(seen) = self.seen()? {
            return Ok(seen.len() - self.parcels()?.len());
        }
        let counted = "SELECT count FROM tallies WHERE name = 'out-of-sight'";
        let count = self.one(counted, [], |row| row.get::<_, i64>(0))?.unwrap_or(0);
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// How many parcels in sight stand alike: stage and flags, and how many.
    pub fn counts(&self) -> Result<Vec<(Stage, Vec<Flag>, usize)>, StoreError> {
        if self.seen()?.is_some() {
            let listed = self.list(Which::InSight)?;
            return Ok(listed.into_iter().map(|it| (it.verdict.stage, it.verdict.flags, 1)).collect());
        }
        let sql = "SELECT stage, flags, count(*) FROM parcels WHERE in_sight = 1 GROUP BY stage, flags";
        self.all(sql, [], |row| {
            let flags: String = row.get(1)?;
            let flags = flags.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            let count = usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0);
            Ok((row.get::<_, Text<Stage>>(0)?.0, flags, count))
        })
    }

    /// How many parcels in sight stand at the beginning only because nobody has answered for any of their numbers yet.
    pub fn unheard(&self) -> Result<usize, StoreError> {
        let sql = "SELECT id FROM parcels WHERE in_sight = 1 AND stage = 'announced'
                   AND NOT EXISTS (SELECT 1 FROM legs WHERE legs.parcel = parcels.id AND answered IS NOT NULL)
                   AND NOT EXISTS (SELECT 1 FROM events WHERE events.parcel = parcels.id)";
        let unheard = self.all(sql, [], |row| row.get(0).map(ParcelId))?;
        Ok(self.only_seen(unheard, |id| *id)?.len())
    }

    fn orders_of(&self, which: Which) -> Result<HashMap<ParcelId, Vec<Order>>, StoreError> {
        let rows = self.all(&below(which, "orders", ORDER), [which.parcel()], |row| {
            let cells = Cells::of(row);
            let order = parcels::order(&cells)?;
            Ok((place(&cells)?, order))
        })?;
        Ok(in_order(rows))
    }

    fn legs_of(&self, which: Which) -> Result<HashMap<ParcelId, Vec<Leg>>, StoreError> {
        let rows = self.all(&below(which, "legs", LEG), [which.parcel()], |row| {
            let cells = Cells::of(row);
            let leg = legs::leg(&cells)?;
            Ok((place(&cells)?, leg))
        })?;
        Ok(in_order(rows))
    }

    fn lasts_of(&self, which: Which) -> Result<HashMap<ParcelId, Vec<Entry>>, StoreError> {
        let last = "SELECT about FROM events AS one WHERE one.parcel = parcels.id AND one.status IS NOT 'note'
                    ORDER BY about DESC LIMIT 1";
        let sql = format!(
            "SELECT {ENTRY}, events.parcel, events.position FROM parcels CROSS JOIN events ON events.parcel = parcels.id AND events.about = ({last})
             WHERE {} AND events.status IS NOT 'note'",
            which.condition()
        );
        // Of several at one moment the last of its answer.
        let rows = self.all(&sql, [which.parcel()], |row| {
            let cells = Cells::of(row);
            let entry = events::entry(&cells)?;
            let (parcel, position) = place(&cells)?;
            Ok(((parcel, -position), entry))
        })?;
        Ok(in_order(rows))
    }
}

/// The rows of a table that belong to the listed parcels, parcel after parcel.
fn below(which: Which, table: &str, columns: &str) -> String {
    let condition = which.condition();
    format!(
        "SELECT {columns}, {table}.parcel, {table}.position FROM parcels CROSS JOIN {table} ON {table}.parcel = parcels.id WHERE {condition}"
    )
}

fn place(cells: &Cells<'_, '_>) -> rusqlite::Result<(ParcelId, i64)> {
    Ok((ParcelId(cells.next()?), cells.next()?))
}

fn in_order<T>(mut rows: Vec<((ParcelId, i64), T)>) -> HashMap<ParcelId, Vec<T>> {
    rows.sort_by_key(|(place, _)| *place);
    grouped(rows.into_iter().map(|((parcel, _), value)| (parcel, value)).collect())
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
        let listed = store.reading(|tx| tx.list(Which::InSight)).unwrap();
        assert_eq!((listed.len(), listed[999].legs.len()), (1000, 1));
        assert_eq!(STATEMENTS.get(), 4);
    }
}
