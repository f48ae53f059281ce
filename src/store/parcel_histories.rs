//! What the user's parcels went through, for what they teach: in four statements however many there are.

use super::{
    StoreError, Tx,
    columns::Cells,
    events::{self, ENTRY},
    legs::{self, LEG},
    list::grouped,
    parcels::{self, ORDER},
};
use crate::model::{Case, ParcelId};

/// The newest so many parcels are remembered.
const PARCELS: i64 = 1_000;
/// And no more than so many of their events, the newest parcels' first.
const EVENTS: i64 = 200_000;

impl Tx<'_> {
    /// The newest parcels with everything known of them, oldest first; what is no scan and the notices are left out.
    pub fn lives(&self) -> Result<Vec<Case>, StoreError> {
        let mut cases =
            self.all("SELECT * FROM parcels WHERE joined IS NULL ORDER BY id DESC LIMIT ?1", [PARCELS], |row| {
                let (verdict, advice, dispute) = parcels::thought(row)?;
                Ok(Case { verdict, advice, dispute, ..Case::new(parcels::parcel(row)?, Vec::new(), Vec::new()) })
            })?;
        cases.reverse();
        cases = self.only_seen(cases, |case| case.parcel.id)?;
        let first = cases.first().map_or(0, |case| case.parcel.id.0);
        let told = self.all(
            &format!("SELECT {ENTRY}, parcel FROM events WHERE parcel >= ?1 AND status IS NOT 'note' ORDER BY parcel DESC, about DESC LIMIT ?2"),
            [first, EVENTS],
            |row| {
                let cells = Cells::of(row);
                let entry = events::entry(&cells)?;
                Ok((ParcelId(cells.next()?), entry))
            },
        )?;
        let from = |table: &str, columns: &str| {
            format!("SELECT {columns}, parcel FROM {table} WHERE parcel >= ?1 ORDER BY parcel, position")
        };
        let mut orders = grouped(self.all(&from("orders", ORDER), [first], |row| {
            let cells = Cells::of(row);
            let order = parcels::order(&cells)?;
            Ok((ParcelId(cells.next()?), order))
        })?);
        let mut legs = grouped(self.all(&from("legs", LEG), [first], |row| {
            let cells = Cells::of(row);
            let leg = legs::leg(&cells)?;
            Ok((ParcelId(cells.next()?), leg))
        })?);
        let mut told = grouped(told);
        for case in &mut cases {
            case.orders = orders.remove(&case.parcel.id).unwrap_or_default();
            case.legs = legs.remove(&case.parcel.id).unwrap_or_default();
            case.entries = told.remove(&case.parcel.id).unwrap_or_default();
            case.entries.reverse();
        }
        Ok(cases)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use crate::store::{NewParcel, Store, StoreError};

    #[test]
    fn the_newest_parcels_are_remembered_oldest_first() {
        let mut store = Store::in_memory().unwrap();
        let at = Timestamp::UNIX_EPOCH;
        let lives = store.within(|tx| {
            for of in 0..1_003 {
                tx.add(&NewParcel {
                    title: of.to_string(),
                    added: at,
                    orders: vec![],
                    legs: vec![],
                    due_at: at,
                    postcode: None,
                })?;
            }
            tx.lives()
        });
        let lives = lives.unwrap_or_else(|fault: StoreError| panic!("{fault}"));
        let titles = [&lives[0], &lives[999]].map(|case| case.parcel.title.as_str());
        assert_eq!((lives.len(), titles), (1_000, ["3", "1002"]));
    }
}
