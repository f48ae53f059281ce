//! Everything any source ever said of a parcel: a set, and a union that may be done in any order and any number of times.

use jiff::tz::Offset;
use rusqlite::params;

use super::{
    StoreError, Tx,
    columns::{At, Cells, Text},
};
use crate::model::{CarrierId, Entry, Event, LegKey, Number, ParcelId, SourceId, Zone};

/// Stands where it is not certain which zone a wall time is of: no zone has it.
pub(super) const NO_OFFSET: i32 = 1_000_000;

/// The columns of a scan, in the order in which [`entry`] reads them.
pub(super) const ENTRY: &str =
    "events.number, events.carrier, events.source, events.wall, events.utc_offset, events.zone_from, events.status,
     events.reason, events.by_words, events.code, events.text, events.place, events.position, events.heard";

/// What makes a scan the same scan, its offset apart.
const SAME: &str =
    "parcel = ?1 AND number = ?2 AND carrier = ?3 AND source = ?4 AND wall = ?5 AND code = ?6 AND text = ?7
     AND place = ?8";

impl Tx<'_> {
    pub(super) fn entries(&self, id: ParcelId) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "SELECT {ENTRY} FROM events WHERE parcel = ?1
             ORDER BY about, number, carrier, source, position, code, text, place, utc_offset"
        );
        self.all(&sql, [id.0], |row| entry(&Cells::of(row)))
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

    /// All scans a source ever showed of a number, each once.
    pub fn scans_of(&self, number: &Number, source: &SourceId) -> Result<Vec<Event>, StoreError> {
        let mut scans: Vec<Event> = Vec::new();
        for id in self.with_number(number)? {
            let sql =
                format!("SELECT {ENTRY} FROM events WHERE parcel = ?1 AND number = ?2 AND source = ?3 ORDER BY about");
            let found = self.all(&sql, params![id.0, number, source.as_str()], |row| entry(&Cells::of(row)))?;
            for it in found.into_iter().map(|it| it.event) {
                if !scans.contains(&it) {
                    scans.push(it);
                }
            }
        }
        Ok(scans)
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

pub(super) fn entry(cells: &Cells<'_, '_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        leg: LegKey { number: cells.next()?, carrier: CarrierId(cells.next()?) },
        source: SourceId(cells.next()?),
        event: Event {
            wall: cells.next::<Text<_>>()?.0,
            zone: {
                let offset = Offset::from_seconds(cells.next()?).ok();
                let from = cells.next::<Option<Text<_>>>()?;
                offset.zip(from).map(|(offset, Text(from))| Zone { offset, from })
            },
            status: cells.next::<Option<Text<_>>>()?.map(|word| word.0),
            reason: cells.next::<Option<Text<_>>>()?.map(|word| word.0),
            by_words: cells.next()?,
            code: cells.next()?,
            text: cells.next()?,
            place: cells.next()?,
        },
        order: cells.next()?,
        heard: cells.next::<At>()?.0,
    })
}
