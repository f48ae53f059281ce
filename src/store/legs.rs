//! Legs and how asking for them goes.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Json, Text, never_if_null, or_never},
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

impl Tx<'_> {
    pub(super) fn legs(&self, id: ParcelId) -> Result<Vec<Leg>, StoreError> {
        self.all("SELECT * FROM legs WHERE parcel = ?1 ORDER BY position", [id.0], leg)
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

pub(super) fn leg(row: &Row<'_>) -> rusqlite::Result<Leg> {
    Ok(Leg {
        key: key(row)?,
        role: row.get::<_, Text<_>>("role")?.0,
        state: row.get::<_, Text<_>>("state")?.0,
        flow: row.get::<_, Text<_>>("flow")?.0,
        witness: row.get::<_, Json<_>>("witness")?.0,
        facts: row.get::<_, Json<_>>("facts")?.0,
        evidence: row.get::<_, Json<_>>("evidence")?.0,
        codes: row.get::<_, Json<_>>("codes")?.0,
        asks: asks(row)?,
    })
}

pub(super) fn asks(row: &Row<'_>) -> rusqlite::Result<Asks> {
    Ok(Asks {
        next: never_if_null(row.get("next_ask")?),
        source: row.get::<_, Option<String>>("source")?.map(SourceId),
        last: row.get::<_, Option<At>>("asked")?.map(|at| at.0),
        answered: row.get::<_, Option<At>>("answered")?.map(|at| at.0),
        vain_since: row.get::<_, Option<At>>("vain_since")?.map(|at| at.0),
        gap: gap(row)?,
        outcome: row.get::<_, Option<Text<_>>>("outcome")?.map(|word| word.0),
        failures: row.get("failures")?,
        detail: row.get("detail")?,
    })
}

fn gap(row: &Row<'_>) -> rusqlite::Result<Option<Gap>> {
    let known = row.get::<_, Option<At>>("gap_known")?.map(|at| at.0);
    Ok(row.get::<_, Option<At>>("gap_over")?.map(|At(over)| Gap { known, over }))
}

pub(super) fn key(row: &Row<'_>) -> rusqlite::Result<LegKey> {
    Ok(LegKey { number: row.get("number")?, carrier: CarrierId(row.get("carrier")?) })
}
