//! Parcels that came to their end long ago: a hundred go through the heart, the others are copies of them under numbers of their
//! own.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use posylka::{
    model::{Act, Told},
    rules::digest,
    store::{Store, StoreError},
};
use rusqlite::Connection;

use crate::fill::World;

/// So many go through the heart.
const ORIGINALS: usize = 100;
/// So many copies of all of them are made in one transaction.
const TOGETHER: usize = 100;

/// The tables that hold what is known of a parcel.
const TABLES: [&str; 7] = ["parcels", "orders", "legs", "events", "notices", "stays", "answers"];

/// Adds so many, in whole hundreds.
pub fn fill(store: &mut Store, path: &Path, parcels: usize, now: Timestamp) -> anyhow::Result<()> {
    let then = now - SignedDuration::from_hours(24 * 400);
    let world = World::new(then);
    let ids = world.fill(store, 0..ORIGINALS, 6);
    store.within::<_, StoreError>(|tx| {
        for id in &ids {
            for (told, at) in [(Told::User(Act::Received), then), (Told::Time, now)] {
                let case = tx.case(*id)?.ok_or(StoreError::Gone(*id))?;
                tx.commit(&digest(&case, &told, &world.knowledge, at), &[])?;
            }
        }
        Ok(())
    })?;
    let mut sql = Connection::open(path)?;
    sql.pragma_update(None, "synchronous", "off")?;
    sql.execute_batch("CREATE TEMP TABLE copies (n INTEGER PRIMARY KEY)")?;
    for from in (0..parcels / ORIGINALS).step_by(TOGETHER) {
        let tx = sql.transaction()?;
        tx.execute("DELETE FROM copies", [])?;
        for n in from..(from + TOGETHER).min(parcels / ORIGINALS) {
            tx.execute("INSERT INTO copies VALUES (?1)", [i64::try_from(n)? + 1])?;
        }
        for table in TABLES {
            tx.execute(&copy(&tx, table)?, [])?;
        }
        tx.commit()?;
    }
    sql.execute(
        "DELETE FROM answers WHERE number NOT IN (SELECT number FROM legs WHERE parcel > 100) AND number LIKE 'LP%'",
        [],
    )?;
    sql.execute("DELETE FROM parcels WHERE id <= 100", [])?;
    Ok(())
}

/// Copies the rows of the originals of a table, once for each row of `copies`.
fn copy(sql: &Connection, table: &str) -> rusqlite::Result<String> {
    let mut columns = Vec::new();
    sql.pragma(None, "table_info", table, |row| {
        columns.push(row.get::<_, String>("name")?);
        Ok(())
    })?;
    columns.retain(|column| !(table == "notices" && column == "id"));
    let value = |column: &String| match column.as_str() {
        "id" if table == "parcels" => "id + 100 * n".to_owned(),
        "parcel" => "parcel + 100 * n".to_owned(),
        "number" => "number || n".to_owned(),
        other => format!("\"{other}\""),
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let of_originals = match table {
        "parcels" => "id <= 100",
        "answers" => "number IN (SELECT number FROM legs WHERE parcel <= 100)",
        _ => "parcel <= 100",
    };
    let columns: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    Ok(format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {table} CROSS JOIN copies WHERE {of_originals}"))
}
