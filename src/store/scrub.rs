//! What is forgotten is forgotten in every corner: also where a number stands within something else.

use super::{StoreError, Tx};
use crate::model::Number;

/// What is shorter stands in too many words.
const SHORTEST: usize = 6;

/// What stands in its place: it can be read wherever a number is.
const PUT: &str = "FORGOTTEN0";

impl Tx<'_> {
    /// Leaves a number that no parcel has any more out of every text of every table, and forgets what could not be
    /// read of an answer in which it stands beside others. Of what could be read each number has a piece of its own.
    pub(super) fn scrub(&self, number: &Number) -> Result<(), StoreError> {
        if number.as_str().len() < SHORTEST {
            return Ok(());
        }
        self.run("DELETE FROM unreadable WHERE instr(numbers, ?1) > 0 OR instr(body, CAST(?1 AS BLOB)) > 0", [number])?;
        let columns = self.all(
            "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND c.type = 'TEXT'",
            [],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        )?;
        for (table, column) in columns {
            self.run(
                &format!(
                    "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = replace(\"{column}\", ?1, '{PUT}')
                     WHERE instr(\"{column}\", ?1) > 0"
                ),
                [number],
            )?;
        }
        Ok(())
    }
}
