//! Parcels and the purchases in them.

use jiff::{Timestamp, civil::Date};
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Cells, Json, Text, or_never},
};
use crate::model::{Advice, Case, Dispute, Leg, Money, Number, Order, Parcel, ParcelId, ShopId, Stage, Verdict};

/// A parcel that has no id yet.
#[derive(Debug, Clone, PartialEq)]
pub struct NewParcel {
    /// What the user calls it.
    pub title: String,
    /// Since when it is watched.
    pub added: Timestamp,
    /// The purchases in it.
    pub orders: Vec<Order>,
    /// What the user knows of its numbers.
    pub legs: Vec<Leg>,
    /// When to look at it first.
    pub due_at: Timestamp,
    /// The recipient's postcode.
    pub postcode: Option<String>,
}

/// The columns of a purchase, in the order in which [`order`] reads them.
pub(super) const ORDER: &str =
    "orders.id, orders.shop, orders.seller, orders.price, orders.currency, orders.ordered, orders.shipped, orders.promised,
     orders.protection_ends";

impl Tx<'_> {
    /// Takes a parcel in, under the smallest id that was never used; it is of those who look. Nothing is thought of it yet; it is due at its
    /// `due_at` unless a ruling is committed before.
    pub fn add(&self, new: &NewParcel) -> Result<ParcelId, StoreError> {
        let stage = if new.legs.is_empty() { Stage::Ordered } else { Stage::Announced };
        let due_at = or_never(new.due_at);
        self.run(
            "INSERT INTO parcels (title, added, verdict, advice, dispute, changes_at, due_at, postcode, stage)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)",
            params![
                new.title,
                At(new.added),
                Json(Verdict::new(stage)),
                Json(Advice::nothing()),
                Json(Dispute::default()),
                due_at,
                new.postcode,
                Text(stage),
            ],
        )?;
        let id = ParcelId(self.sql.last_insert_rowid());
        self.put_orders(id, &new.orders)?;
        self.put_legs(id, &new.legs)?;
        if !self.seen_by().is_empty() {
            self.give_to(id, self.seen_by())?;
        }
        Ok(id)
    }

    /// All that is known of a parcel; `None` where there is none of this id.
    pub fn case(&self, id: ParcelId) -> Result<Option<Case>, StoreError> {
        if !self.sees(id)? {
            return Ok(None);
        }
        let found = self.one(
            "SELECT id, title, added, received, archived, postcode, verdict, advice, dispute FROM parcels WHERE id = ?1",
            [id.0],
            |row| Ok((parcel(row)?, thought(row)?)),
        )?;
        let Some((parcel, (verdict, advice, dispute))) = found else {
            return Ok(None);
        };
        let orders = format!("SELECT {ORDER} FROM orders WHERE parcel = ?1 ORDER BY position");
        Ok(Some(Case {
            parcel,
            orders: self.all(&orders, [id.0], |row| order(&Cells::of(row)))?,
            legs: self.legs(id)?,
            entries: self.entries(id)?,
            verdict,
            advice,
            dispute,
            notices: self.marks(id)?,
            taken: Vec::new(),
        }))
    }

    /// The parcels in sight, oldest first; see [`crate::rules`] for which they are.
    pub fn parcels(&self) -> Result<Vec<ParcelId>, StoreError> {
        let ids =
            self.all("SELECT id FROM parcels WHERE in_sight = 1 ORDER BY +id", [], |row| row.get(0).map(ParcelId))?;
        self.only_seen(ids, |id| *id)
    }

    /// Every parcel after another one, oldest first, at most so many; without those that travel in another.
    pub fn parcels_after(&self, id: ParcelId, limit: u32) -> Result<Vec<ParcelId>, StoreError> {
        let sql = "SELECT id FROM parcels WHERE id > ?1 AND joined IS NULL ORDER BY id LIMIT ?2";
        self.all(sql, params![id.0, limit], |row| row.get(0).map(ParcelId))
    }

    /// The parcels whose own a number is or was, at whatever carrier.
    pub fn find_by_number(&self, number: &Number) -> Result<Vec<ParcelId>, StoreError> {
        let found = self.all(
            "SELECT DISTINCT parcel FROM legs JOIN parcels ON parcels.id = parcel
             WHERE number = ?1 AND joined IS NULL AND (state IN ('current', 'confirmed', 'old')
                 OR state = 'proposed' AND witness ->> '$.by' = 'user') ORDER BY parcel",
            [number],
            |row| row.get(0).map(ParcelId),
        )?;
        self.only_seen(found, |id| *id)
    }

    /// The parcel that one travels in, which is itself where it was joined to none; nothing where it is gone.
    pub fn travels_in(&self, id: ParcelId) -> Result<Option<ParcelId>, StoreError> {
        let around = self.one(
            "WITH RECURSIVE around (id) AS
                 (SELECT ?1 UNION SELECT joined FROM parcels JOIN around ON parcels.id = around.id)
             SELECT parcels.id FROM parcels JOIN around ON parcels.id = around.id WHERE joined IS NULL",
            [id.0],
            |row| row.get(0).map(ParcelId),
        )?;
        Ok(self.only_seen(around.into_iter().collect(), |id| *id)?.pop())
    }

    /// Replaces a parcel's purchases.
    pub fn put_orders(&self, id: ParcelId, orders: &[Order]) -> Result<(), StoreError> {
        self.run("DELETE FROM orders WHERE parcel = ?1", [id.0])?;
        for (position, order) in orders.iter().enumerate() {
            self.run(
                "INSERT INTO orders
                     (parcel, position, id, shop, seller, price, currency, ordered, shipped, promised, protection_ends)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                params![
                    id.0,
                    position as i64,
                    order.id,
                    order.shop.as_str(),
                    order.seller,
                    order.price.as_ref().map(|price| price.cents),
                    order.price.as_ref().map(|price| price.currency.as_str()),
                    order.ordered.map(Text),
                    order.shipped.map(Text),
                    order.promised.map(Text),
                    order.protection_ends.map(Text),
                ],
            )?;
        }
        Ok(())
    }
}

pub(super) fn parcel(row: &Row<'_>) -> rusqlite::Result<Parcel> {
    Ok(Parcel {
        id: ParcelId(row.get("id")?),
        title: row.get("title")?,
        added: row.get::<_, At>("added")?.0,
        received: row.get::<_, Option<At>>("received")?.map(|at| at.0),
        archived: row.get::<_, Option<At>>("archived")?.map(|at| at.0),
        postcode: row.get("postcode")?,
    })
}

pub(super) fn thought(row: &Row<'_>) -> rusqlite::Result<(Verdict, Advice, Dispute)> {
    let (Json(verdict), Json(advice), Json(dispute)) = (row.get("verdict")?, row.get("advice")?, row.get("dispute")?);
    Ok((verdict, advice, dispute))
}

pub(super) fn order(cells: &Cells<'_, '_>) -> rusqlite::Result<Order> {
    let day = || cells.next::<Option<Text<Date>>>().map(|day| day.map(|day| day.0));
    Ok(Order {
        id: cells.next()?,
        shop: ShopId(cells.next()?),
        seller: cells.next()?,
        price: {
            let (cents, currency) = (cells.next::<Option<i64>>()?, cells.next::<Option<String>>()?);
            cents.zip(currency).map(|(cents, currency)| Money { cents, currency })
        },
        ordered: day()?,
        shipped: day()?,
        promised: day()?,
        protection_ends: day()?,
    })
}
