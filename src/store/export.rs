//! Everything that is known, table by table, for whoever wants to take it elsewhere.

use rusqlite::Row;
use serde_json::{Map, Value};

use super::{StoreError, Tx, columns::as_json};

impl Tx<'_> {
    /// Every row of every table, by the table's name. What carriers answered word for word is left out, since it is not
    /// text, and so is what the user removed.
    /// Nothing secret is ever stored, so nothing secret is here.
    pub fn dump(&self) -> Result<Map<String, Value>, StoreError> {
        let tables = self.all(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
             AND name NOT IN ('answers', 'unreadable', 'removed') ORDER BY name",
            [],
            |row| row.get::<_, String>(0),
        )?;
        let mut dump = Map::new();
        for table in tables {
            let rows = self.all(&format!("SELECT * FROM \"{table}\""), [], fields)?;
            dump.insert(table, Value::Array(rows));
        }
        Ok(dump)
    }

    /// The schema the file has.
    pub fn schema(&self) -> Result<i64, StoreError> {
        Ok(self.one("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))?.unwrap_or_default())
    }
}

fn fields(row: &Row<'_>) -> rusqlite::Result<Value> {
    as_json(row, structured).map(Value::Object)
}

/// A text, or the structure it holds.
fn structured(text: &str) -> Value {
    let holds = text.starts_with(['{', '[']);
    let parsed = if holds { serde_json::from_str(text).ok() } else { None };
    parsed.unwrap_or_else(|| text.into())
}
