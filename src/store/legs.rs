//! Legs and how asking for them goes.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Cells, Json, Text, never_if_null, or_never},
};
use crate::model::{Asks, CarrierId, Gap, Leg, LegKey, ParcelId, SourceId};

/// What the user said of a leg because a source asks for it.
#[derive(Default)]
pub struct Inputs {
    /// The recipient's postcode.
    pub postcode: Option<String>,
    /// What sources call the carrier, by source.
    pub codes: BTreeMap<SourceId, String>,
}

/// The columns of a leg, in the order in which [`leg`] reads them.
pub(super) const LEG: &str =
    "legs.number, legs.carrier, legs.role, legs.state, legs.flow, legs.witness, legs.facts, legs.evidence, legs.codes,
     legs.next_ask, legs.source, legs.asked, legs.answered, legs.vain_since, legs.gap_known, legs.gap_over, legs.outcome,
     legs.failures, legs.detail";

impl Tx<'_> {
    pub(super) fn legs(&self, id: ParcelId) -> Result<Vec<Leg>, StoreError> {
        let sql = format!("SELECT {LEG} FROM legs WHERE parcel = ?1 ORDER BY position");
        self.all(&sql, [id.0], |row| leg(&Cells::of(row)))
    }

    /// Writes legs as they now stand. One that is not named stays as it is: legs are never dropped.
    pub(super) fn put_legs(&self, id: ParcelId, legs: &[Leg]) -> Result<(), StoreError> {
        for (position, leg) in legs.iter().enumerate() {
            self.write_leg(id, position, leg)?;
        }
        Ok(())
    }

    /// What the user said of a leg beside its number; nothing where it is gone.
    pub fn inputs(&self, id: ParcelId, key: &LegKey) -> Result<Inputs, StoreError> {
        let found = self.one(
            "SELECT postcode, codes FROM legs JOIN parcels ON parcels.id = parcel
             WHERE parcel = ?1 AND number = ?2 AND carrier = ?3",
            params![id.0, key.number, key.carrier.as_str()],
            |row| Ok(Inputs { postcode: row.get("postcode")?, codes: row.get::<_, Json<_>>("codes")?.0 }),
        )?;
        Ok(found.unwrap_or_default())
    }

    /// Forgets a leg and what was told of it.
    pub(super) fn forget_leg(&self, id: ParcelId, key: &LegKey) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM legs WHERE parcel = ?1 AND number = ?2 AND carrier = ?3",
            params![id.0, key.number, key.carrier.as_str()],
        )?;
        Ok(())
    }

    fn write_leg(&self, id: ParcelId, position: usize, leg: &Leg) -> Result<(), StoreError> {
        let asks = &leg.asks;
        self.run(
            "INSERT INTO legs (parcel, number, carrier, position, role, state, flow, witness, facts, next_ask, source,
                 asked, answered, outcome, failures, detail, evidence, vain_since,
                 gap_known, gap_over, codes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
             ON CONFLICT DO UPDATE SET position = ?4, role = ?5, state = ?6, flow = ?7, witness = ?8, facts = ?9,
                 next_ask = ?10, source = ?11, asked = ?12, answered = ?13, outcome = ?14, failures = ?15, detail = ?16,
                 evidence = ?17, vain_since = ?18, gap_known = ?19, gap_over = ?20, codes = ?21",
            params![
                id.0,
                leg.key.number,
                leg.key.carrier.as_str(),
                position as i64,
                Text(leg.role),
                Text(leg.state),
                Text(leg.flow),
                Json(&leg.witness),
                Json(&leg.facts),
                or_never(asks.next),
                asks.source.as_ref().map(SourceId::as_str),
                asks.last.map(At),
                asks.answered.map(At),
                asks.outcome.map(Text),
                asks.failures,
                asks.detail,
                Json(&leg.evidence),
                asks.vain_since.map(At),
                asks.gap.and_then(|gap| gap.known).map(At),
                asks.gap.map(|gap| At(gap.over)),
                Json(&leg.codes),
            ],
        )?;
        Ok(())
    }
}

pub(super) fn leg(cells: &Cells<'_, '_>) -> rusqlite::Result<Leg> {
    Ok(Leg {
        key: LegKey { number: cells.next()?, carrier: CarrierId(cells.next()?) },
        role: cells.next::<Text<_>>()?.0,
        state: cells.next::<Text<_>>()?.0,
        flow: cells.next::<Text<_>>()?.0,
        witness: cells.next::<Json<_>>()?.0,
        facts: cells.next_or_default()?,
        evidence: cells.next_or_default()?,
        codes: cells.next_or_default()?,
        asks: asks(cells)?,
    })
}

fn asks(cells: &Cells<'_, '_>) -> rusqlite::Result<Asks> {
    let at = || cells.next::<Option<At>>().map(|at| at.map(|at| at.0));
    Ok(Asks {
        next: never_if_null(cells.next()?),
        source: cells.next::<Option<String>>()?.map(SourceId),
        last: at()?,
        answered: at()?,
        vain_since: at()?,
        gap: {
            let (known, over) = (at()?, at()?);
            over.map(|over| Gap { known, over })
        },
        outcome: cells.next::<Option<Text<_>>>()?.map(|word| word.0),
        failures: cells.next()?,
        detail: cells.next()?,
    })
}

pub(super) fn key(row: &Row<'_>) -> rusqlite::Result<LegKey> {
    Ok(LegKey { number: row.get("number")?, carrier: CarrierId(row.get("carrier")?) })
}
