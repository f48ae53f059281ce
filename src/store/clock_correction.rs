//! When the clock turns out to have been ahead: what was planned by it is planned by the right one.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rusqlite::params;

use super::{
    StoreError, Tx,
    columns::{At, Text},
};

/// A clock that was ahead by less does no harm.
const LITTLE: SignedDuration = SignedDuration::from_hours(1);

/// The moments that are waited for: table, column.
const PLANNED: [(&str, &str); 3] = [("legs", "next_ask"), ("sources", "closed_until"), ("outbox", "try_again_at")];

impl Tx<'_> {
    /// Where the clock was ahead when an ask was booked last: whatever waits for a moment it had not reached waits as long
    /// from now, what it was past waits no more, and what was asked or answered then counts as of now. Returns by how much
    /// it was ahead. A host is booked for its gap; one that is booked for longer than the longest gap of all was booked by
    /// such a clock.
    pub fn set_back(&self, longest_gap: SignedDuration, now: Timestamp) -> Result<Option<SignedDuration>, StoreError> {
        let booked = self.one("SELECT max(free_at) FROM hosts", [], |row| row.get::<_, Option<At>>(0))?.flatten();
        let most = longest_gap.saturating_add(LITTLE);
        let Some(At(then)) = booked.filter(|it| it.0.duration_since(now) > most) else { return Ok(None) };
        for (table, column) in PLANNED {
            let planned =
                self.all(&format!("SELECT DISTINCT {column} FROM {table} WHERE {column} > ?1"), [At(now)], |row| {
                    row.get::<_, At>(0)
                })?;
            for At(moment) in planned {
                let wait = moment.duration_since(then).max(SignedDuration::ZERO);
                let moved = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
                let change = format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1");
                self.run(&change, params![At(moment), At(moved)])?;
            }
        }
        for column in ["asked", "answered", "vain_since", "gap_known", "gap_over"] {
            self.run(&format!("UPDATE legs SET {column} = ?1 WHERE {column} > ?1"), [At(now)])?;
        }
        self.run("UPDATE hosts SET free_at = ?1 WHERE free_at > ?1", [At(now)])?;
        let today = Text(now.to_zoned(TimeZone::UTC).date());
        self.run(
            "INSERT INTO quotas (source, day, used) SELECT source, ?1, sum(used) FROM quotas WHERE day > ?1 GROUP BY source
             ON CONFLICT DO UPDATE SET used = used + excluded.used",
            params![today],
        )?;
        self.run("DELETE FROM quotas WHERE day > ?1", params![today])?;
        Ok(Some(then.duration_since(now)))
    }
}
