//! Parcels that the user removed. Their rows leave every other table, so nothing lists, asks or tells of them, and come
//! back as they were. Only answers word for word stay where they are until the parcel is forgotten: nothing shows them
//! without a leg.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Row, ToSql, params, types::Value as Cell};
use serde_json::{Map, Value};

use super::{
    StoreError, Tx,
    columns::{At, Json, as_json},
    events::NO_OFFSET,
};
use crate::model::{Number, ParcelId, PersonId};

/// A parcel with those that travel in it.
pub(super) const FAMILY: &str = "WITH RECURSIVE family (id) AS
    (SELECT ?1 UNION SELECT parcels.id FROM parcels JOIN family ON parcels.joined = family.id)";

/// What hangs on a parcel: the tables, in the order in which they can be filled again, and their rows of a family.
const KEPT: [(&str, &str); 12] = [
    ("parcels", "id IN (SELECT id FROM family)"),
    ("belongs", "parcel IN (SELECT id FROM family)"),
    ("orders", "parcel IN (SELECT id FROM family)"),
    ("legs", "parcel IN (SELECT id FROM family)"),
    ("events", "parcel IN (SELECT id FROM family)"),
    ("stays", "parcel IN (SELECT id FROM family)"),
    ("notices", "parcel IN (SELECT id FROM family)"),
    ("outbox", "notice IN (SELECT id FROM notices WHERE parcel IN (SELECT id FROM family))"),
    ("deeds", "parcel IN (SELECT id FROM family)"),
    ("messages", "parcel IN (SELECT id FROM family)"),
    ("mutes", "parcel IN (SELECT id FROM family)"),
    ("forbidden", "parcel IN (SELECT id FROM family)"),
];

/// Tables that speak of numbers, not of parcels.
const OF_NUMBERS: [&str; 4] = ["answers", "unreadable", "registered", "asked"];

/// Those of them whose rows are put aside too.
const KEPT_OF_NUMBERS: [&str; 2] = ["registered", "asked"];

/// A parcel that can be brought back.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// Its id, which it gets back.
    pub parcel: ParcelId,
    /// What the user calls it.
    pub title: String,
    /// Its numbers.
    pub numbers: Vec<Number>,
    /// When it was removed.
    pub at: Timestamp,
    /// Whose it was.
    pub people: Vec<PersonId>,
    /// The last deed before that; none where it was no deed of its own.
    pub(super) after: Option<i64>,
}

type Rows = Vec<Map<String, Value>>;
type Kept = BTreeMap<String, Rows>;

impl Tx<'_> {
    /// Takes a parcel out of all tables, with those that travel in it. `deed`: the user removed it, rather than undid its
    /// adding. Whether it was there.
    pub fn put_aside(&self, id: ParcelId, deed: bool, now: Timestamp) -> Result<bool, StoreError> {
        let Some(title) = self.one("SELECT title FROM parcels WHERE id = ?1", [id.0], |row| row.get::<_, String>(0))?
        else {
            return Ok(false);
        };
        let mut kept = Kept::new();
        for (table, of_family) in KEPT {
            let rows = self.all(&format!("{FAMILY} SELECT * FROM {table} WHERE {of_family}"), [id.0], plain)?;
            kept.insert(table.to_owned(), rows);
        }
        for table in KEPT_OF_NUMBERS {
            let rows = format!("{FAMILY} SELECT * FROM {table} WHERE number IN {}", of_legs(table));
            kept.insert(table.to_owned(), self.all(&rows, [id.0], plain)?);
            self.run(&format!("{FAMILY} DELETE FROM {table} WHERE number IN {}", of_legs(table)), [id.0])?;
        }
        self.run("DELETE FROM parcels WHERE id = ?1", [id.0])?;
        let after = if deed { Some(self.last_deed_id()?) } else { None };
        self.run(
            "INSERT INTO removed (parcel, title, at, after, kept) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.0, title, At(now), after, Json(&kept)],
        )?;
        Ok(true)
    }

    /// Brings a removed parcel back with all that was known of it. Whether there was one.
    pub fn bring_back(&self, id: ParcelId) -> Result<bool, StoreError> {
        let Some(mut kept) = self.kept(id)? else { return Ok(false) };
        self.run("DELETE FROM removed WHERE parcel = ?1", [id.0])?;
        // A parcel may stand before the one it travels in.
        self.sql.pragma_update(None, "defer_foreign_keys", true)?;
        for table in KEPT.map(|(table, _)| table).into_iter().chain(KEPT_OF_NUMBERS) {
            for row in kept.remove(table).unwrap_or_default() {
                self.put_row(table, &row)?;
            }
        }
        Ok(true)
    }

    /// The parcels that can be brought back, the last removed first.
    pub fn removed(&self) -> Result<Vec<Removed>, StoreError> {
        let all = self.all("SELECT * FROM removed ORDER BY at DESC, parcel DESC", [], removed)?;
        Ok(all.into_iter().filter(|it| self.saw(&it.people)).collect())
    }

    /// Forgets what was removed before a moment. Returns how many parcels that were.
    pub fn forget_removed(&self, before: Timestamp) -> Result<usize, StoreError> {
        let over =
            self.all("SELECT parcel FROM removed WHERE at < ?1", [At(before)], |row| row.get(0).map(ParcelId))?;
        for id in &over {
            self.remove(*id)?;
        }
        Ok(over.len())
    }

    /// Forgets a parcel with everything that hangs on it, removed or not, the answers for its numbers included; whether it
    /// was there. This cannot be undone.
    pub fn remove(&self, id: ParcelId) -> Result<bool, StoreError> {
        let removed = self.removed()?.into_iter().find(|it| it.parcel == id);
        let theirs = self.all(
            &format!("{FAMILY} SELECT DISTINCT number FROM legs WHERE parcel IN (SELECT id FROM family)"),
            [id.0],
            |row| row.get::<_, Number>(0),
        )?;
        for table in OF_NUMBERS {
            self.run(&format!("{FAMILY} DELETE FROM {table} WHERE number IN {}", of_legs(table)), [id.0])?;
            for number in removed.iter().flat_map(|it| &it.numbers) {
                self.run(
                    &format!("DELETE FROM {table} WHERE number = ?1 AND number NOT IN (SELECT number FROM legs)"),
                    [number],
                )?;
            }
        }
        let aside = self.run("DELETE FROM removed WHERE parcel = ?1", [id.0])?;
        let there = self.run("DELETE FROM parcels WHERE id = ?1", [id.0])? + aside > 0;
        for number in theirs.iter().chain(removed.iter().flat_map(|it| &it.numbers)) {
            if !self.is_somebodys(number)? {
                self.scrub(number)?;
            }
        }
        Ok(there)
    }

    /// A parcel and those that travel in it.
    pub fn family(&self, id: ParcelId) -> Result<Vec<ParcelId>, StoreError> {
        self.all(&format!("{FAMILY} SELECT id FROM family"), [id.0], |row| row.get(0).map(ParcelId))
    }

    fn kept(&self, id: ParcelId) -> Result<Option<Kept>, StoreError> {
        self.one("SELECT kept FROM removed WHERE parcel = ?1", [id.0], |row| row.get::<_, Json<_>>(0).map(|it| it.0))
    }

    fn put_row(&self, table: &str, row: &Map<String, Value>) -> Result<(), StoreError> {
        let row = if table == "events" { as_now(row) } else { row.clone() };
        let names: Vec<String> = row.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let places: Vec<String> = (1..=row.len()).map(|at| format!("?{at}")).collect();
        let cells: Vec<Cell> = row.iter().map(|(_, value)| cell(value)).collect();
        let cells: Vec<&dyn ToSql> = cells.iter().map(|it| it as &dyn ToSql).collect();
        let put = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        self.run(&put, cells.as_slice())?;
        Ok(())
    }
}

/// The numbers of a family that no other parcel has.
fn of_legs(table: &str) -> String {
    format!(
        "(SELECT number FROM legs WHERE parcel IN (SELECT id FROM family))
         AND NOT EXISTS
             (SELECT 1 FROM legs WHERE legs.number = {table}.number AND parcel NOT IN (SELECT id FROM family))"
    )
}

/// A scan as an older version put it aside, in today's columns.
fn as_now(row: &Map<String, Value>) -> Map<String, Value> {
    let mut row = row.clone();
    row.remove("id");
    if let Some(offset) = row.remove("offset") {
        let offset = if offset.is_null() { NO_OFFSET.into() } else { offset };
        row.insert("utc_offset".to_owned(), offset);
    }
    row
}

fn removed(row: &Row<'_>) -> rusqlite::Result<Removed> {
    let Json(mut kept) = row.get::<_, Json<Kept>>("kept")?;
    let number = |row: &Map<String, Value>| Number::new(row.get("number")?.as_str()?).ok();
    let numbers = kept.remove("legs").unwrap_or_default().iter().filter_map(number).collect();
    let at = row.get::<_, At>("at")?.0;
    let id: i64 = row.get("parcel")?;
    let whose = |row: &Map<String, Value>| {
        row.get("person")?
            .as_str()
            .map(PersonId::from)
            .filter(|_| row.get("parcel").and_then(Value::as_i64) == Some(id))
    };
    let people = kept.remove("belongs").unwrap_or_default().iter().filter_map(whose).collect();
    let (parcel, title, after) = (ParcelId(id), row.get("title")?, row.get("after")?);
    Ok(Removed { parcel, title, numbers, at, people, after })
}

/// A row as it stands; none of these tables holds anything but figures and texts.
fn plain(row: &Row<'_>) -> rusqlite::Result<Map<String, Value>> {
    as_json(row, |text| text.into())
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Number(figure) => match figure.as_i64() {
            Some(whole) => Cell::Integer(whole),
            None => Cell::Real(figure.as_f64().unwrap_or_default()),
        },
        Value::Bool(it) => Cell::Integer(i64::from(*it)),
        Value::String(text) => Cell::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => Cell::Text(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{
            Asks, Entry, Event, Facts, Flag, Flow, Leg, LegKey, LegState, Notice, NoticeKind, Role, Status, Witness,
        },
        store::{NewParcel, Piece, Store},
    };

    fn leg(number: &str, at: Timestamp) -> Leg {
        let key = LegKey { number: Number::new(number).unwrap(), carrier: "somebody".into() };
        let witness = Witness { by: "user".into(), place: String::new(), of: None, at };
        let (role, state, flow, facts) = (Role::International, LegState::Current, Flow::Kept, Facts::default());
        Leg {
            key,
            role,
            state,
            flow,
            witness,
            facts,
            evidence: Default::default(),
            codes: Default::default(),
            asks: Asks::new(at),
        }
    }

    fn added(tx: &Tx<'_>, title: &str, number: &str, at: Timestamp) -> Result<ParcelId, StoreError> {
        let legs = vec![leg(number, at)];
        let id =
            tx.add(&NewParcel { title: title.into(), added: at, orders: vec![], legs, due_at: at, postcode: None })?;
        let event = Event {
            wall: jiff::civil::date(2026, 3, 1).at(12, 0, 0, 0),
            zone: None,
            status: Some(Status::Accepted),
            reason: None,
            by_words: false,
            code: "1".into(),
            text: "taken in".into(),
            place: "here".into(),
        };
        let key = leg(number, at).key;
        tx.unite(id, &[Entry { leg: key, source: "s".into(), event, order: 0, heard: at }])?;
        Ok(id)
    }

    #[test]
    fn every_table_that_speaks_of_a_parcel_is_put_aside() {
        let mut store = Store::in_memory().unwrap();
        let tables = store.reading(|tx| {
            tx.all(
                "SELECT DISTINCT m.name FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND c.name = 'parcel' AND m.name <> 'removed'",
                [],
                |row| row.get::<_, String>(0),
            )
        });
        for table in tables.unwrap() {
            assert!(KEPT.iter().any(|(kept, _)| *kept == table), "{table}");
        }
    }

    #[test]
    fn what_is_put_aside_is_asked_and_told_by_nobody_comes_back_and_ends() {
        let (mut store, at) = (Store::in_memory().unwrap(), Timestamp::UNIX_EPOCH);
        let kind = NoticeKind::Lowered { flag: Flag::Stalled };
        let notice = Notice { key: "lowered:1".into(), kind, urgent: false, at };
        store
            .within(|tx| {
                let id = added(tx, "lamp", "NO0001", at)?;
                tx.announce(&notice, &["desktop".to_owned()])?;
                tx.run("UPDATE notices SET parcel = ?1", [id.0])?;
                tx.mute(id, Timestamp::MAX)?;
                let number = Number::new("NO0001").unwrap();
                tx.keep_answer(&"s".into(), &number, 200, &Piece::all(b"{}", ""), at)?;
                tx.register(&"s".into(), &number, Some("x"))?;
                let before = (tx.case(id)?, tx.owed(at)?.len(), tx.muted()?, tx.dump()?);

                assert!(tx.put_aside(id, true, at)?);
                assert!(
                    tx.due_legs(at, 9)?.is_empty() && tx.due_parcels(at, 9)?.is_empty() && tx.next_due()?.is_none()
                );
                assert!(tx.owed(at)?.is_empty() && tx.muted()?.is_empty() && tx.case(id)?.is_none());
                let dump = serde_json::to_string(&tx.dump()?).unwrap();
                assert!(!dump.contains("NO0001") && !dump.contains("lamp"), "{dump}");
                let other = added(tx, "kettle", "NO0002", at)?;

                assert!(tx.bring_back(id)? && !tx.bring_back(id)?);
                tx.remove(other)?;
                assert_eq!((tx.case(id)?, tx.owed(at)?.len(), tx.muted()?, tx.dump()?), before);
                assert_eq!(tx.answers_for(std::slice::from_ref(&number))?.len(), 1);

                tx.put_aside(id, true, at)?;
                assert_eq!((tx.forget_removed(at)?, tx.removed()?.len()), (0, 1));
                assert_eq!((tx.forget_removed(Timestamp::MAX)?, tx.removed()?.len()), (1, 0));
                assert!(tx.answers_for(&[number])?.is_empty());
                Ok::<_, StoreError>(())
            })
            .unwrap();
        assert!(store.integrity().unwrap().is_empty());
    }
}
