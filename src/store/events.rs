//! Everything any source ever said of a parcel: a set, and a union that may be done in any order and any number of times.

use jiff::tz::Offset;
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Text},
    legs,
};
use crate::model::{Entry, Event, LegKey, ParcelId, SourceId, Zone};

/// Stands where it is not certain which zone a wall time is of: no zone has it.
pub(super) const NO_OFFSET: i32 = 1_000_000;

/// What makes a scan the same scan, its offset apart.
const SAME: &str =
    "parcel = ?1 AND number = ?2 AND carrier = ?3 AND source = ?4 AND wall = ?5 AND code = ?6 AND text = ?7
     AND place = ?8";

impl Tx<'_> {
    pub(super) fn entries(&self, id: ParcelId) -> Result<Vec<Entry>, StoreError> {
        self.all(
            "SELECT * FROM events WHERE parcel = ?1
             ORDER BY about, number, carrier, source, position, code, text, place, utc_offset",
            [id.0],
            entry,
        )
    }

    /// Adds events to those a parcel has. The same scan (leg, source, wall time, offset, code, text, place) is kept once,
    /// with the moment it was first heard; what a mended definition reads better, status, reason or a certain offset,
    /// takes the place of what stood there.
    pub(super) fn unite(&self, id: ParcelId, entries: &[Entry]) -> Result<(), StoreError> {
        for entry in entries {
            self.put_event(id, entry)?;
            self.settle(id, entry)?;
        }
        Ok(())
    }

    /// Whether a source ever showed a scan of a parcel's leg.
    pub fn has_scans(&self, id: ParcelId, leg: &LegKey, source: &SourceId) -> Result<bool, StoreError> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM events WHERE parcel = ?1 AND number = ?2 AND carrier = ?3 AND source = ?4)";
        let values = params![id.0, leg.number, leg.carrier.as_str(), source.as_str()];
        Ok(self.one(sql, values, |row| row.get(0))?.unwrap_or(false))
    }

    /// Forgets an event.
    pub(super) fn retract(&self, id: ParcelId, entry: &Entry) -> Result<(), StoreError> {
        self.on_scan(&format!("DELETE FROM events WHERE {SAME}"), id, entry)
    }

    /// Runs a statement whose parameters are those of [`SAME`].
    fn on_scan(&self, sql: &str, id: ParcelId, entry: &Entry) -> Result<(), StoreError> {
        let event = &entry.event;
        let scan = params![
            id.0,
            entry.leg.number,
            entry.leg.carrier.as_str(),
            entry.source.as_str(),
            Text(event.wall),
            event.code,
            event.text,
            event.place
        ];
        self.run(sql, scan)?;
        Ok(())
    }

    fn put_event(&self, id: ParcelId, entry: &Entry) -> Result<(), StoreError> {
        let event = &entry.event;
        self.run(
            "INSERT INTO events (parcel, number, carrier, source, wall, utc_offset, zone_from, status, reason, code, text,
                 place, position, heard, about, by_words)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
             ON CONFLICT (parcel, about, number, carrier, source, wall, code, text, place, utc_offset)
             DO UPDATE SET zone_from = coalesce(excluded.zone_from, zone_from),
                 by_words = iif(excluded.status IS NULL, by_words, excluded.by_words),
                 status = coalesce(excluded.status, status), reason = coalesce(excluded.reason, reason),
                 position = min(position, excluded.position), heard = min(heard, excluded.heard)",
            params![
                id.0,
                entry.leg.number,
                entry.leg.carrier.as_str(),
                entry.source.as_str(),
                Text(event.wall),
                event.zone.map_or(NO_OFFSET, |zone| zone.offset.seconds()),
                event.zone.map(|zone| Text(zone.from)),
                event.status.map(Text),
                event.reason.map(Text),
                event.code,
                event.text,
                event.place,
                entry.order,
                At(entry.heard),
                At(event.about()),
                event.by_words,
            ],
        )?;
        Ok(())
    }

    /// One scan with and without its offset is one scan: the offset wins, the earliest hearing stays.
    fn settle(&self, id: ParcelId, entry: &Entry) -> Result<(), StoreError> {
        self.on_scan(
            &format!("UPDATE events SET heard = (SELECT min(heard) FROM events WHERE {SAME}) WHERE {SAME}"),
            id,
            entry,
        )?;
        self.on_scan(
            &format!(
                "DELETE FROM events WHERE {SAME} AND utc_offset = {NO_OFFSET}
                 AND EXISTS (SELECT 1 FROM events WHERE {SAME} AND utc_offset <> {NO_OFFSET})"
            ),
            id,
            entry,
        )
    }
}

pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        leg: legs::key(row)?,
        source: SourceId(row.get("source")?),
        event: Event {
            wall: row.get::<_, Text<_>>("wall")?.0,
            zone: zone(row)?,
            status: row.get::<_, Option<Text<_>>>("status")?.map(|word| word.0),
            reason: row.get::<_, Option<Text<_>>>("reason")?.map(|word| word.0),
            by_words: row.get("by_words")?,
            code: row.get("code")?,
            text: row.get("text")?,
            place: row.get("place")?,
        },
        order: row.get("position")?,
        heard: row.get::<_, At>("heard")?.0,
    })
}

fn zone(row: &Row<'_>) -> rusqlite::Result<Option<Zone>> {
    let offset = Offset::from_seconds(row.get("utc_offset")?).ok();
    let from = row.get::<_, Option<Text<_>>>("zone_from")?;
    Ok(offset.zip(from).map(|(offset, Text(from))| Zone { offset, from }))
}
