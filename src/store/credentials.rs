//! By what those are known who look at the page or use the API.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Text},
};
use crate::model::{Credential, CredentialKind, PersonId};

const COLUMNS: &str = "id, kind, scope, name, made, used, expires, form, renewed, person";

impl Tx<'_> {
    /// Keeps a new credential by the hash of its secret, and says its id.
    pub fn add_credential(&self, new: &Credential, hash: &str) -> Result<i64, StoreError> {
        let Credential { kind, scope, name, made, expires, form, person, .. } = new;
        let person = person.as_ref().map(PersonId::as_str);
        let id = self.one(
            "INSERT INTO credentials (kind, scope, name, hash, form, made, renewed, expires, person)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8) RETURNING id",
            params![Text(kind), Text(scope), name, hash, form, At(*made), expires.map(At), person],
            |row| row.get(0),
        )?;
        id.ok_or_else(|| StoreError::Sql(rusqlite::Error::QueryReturnedNoRows))
    }

    /// The credential of a secret with this hash that has not ended. The secret before is taken for as long as was said.
    pub fn credential(&self, hash: &str, now: Timestamp) -> Result<Option<Credential>, StoreError> {
        let by = |condition: &str| format!("SELECT {COLUMNS} FROM credentials WHERE {condition}");
        let found = self.one(&by("hash = ?1"), [hash], read)?;
        let found = match found {
            None => self.one(&by("before = ?1 AND until > ?2"), params![hash, At(now)], read)?,
            found => found,
        };
        Ok(found.filter(|it| it.expires.is_none_or(|at| at > now)))
    }

    /// Takes a credential out of use by the hash of its secret, and says what it was: of two who try only one is told.
    pub fn spend_credential(&self, hash: &str, now: Timestamp) -> Result<Option<Credential>, StoreError> {
        let spent = self.one(&format!("DELETE FROM credentials WHERE hash = ?1 RETURNING {COLUMNS}"), [hash], read)?;
        Ok(spent.filter(|it| it.expires.is_none_or(|at| at > now)))
    }

    /// A session goes on under another secret; the one before is taken up to a moment.
    pub fn renew_credential(
        &self,
        id: i64,
        hash: &str,
        until: Timestamp,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(
            "UPDATE credentials SET before = hash, until = ?3, hash = ?2, renewed = ?5, used = ?5, expires = ?4 WHERE id = ?1",
            params![id, hash, At(until), At(expires), At(now)],
        )?;
        Ok(())
    }

    /// It was used.
    pub fn note_credential(&self, id: i64, now: Timestamp) -> Result<(), StoreError> {
        self.run("UPDATE credentials SET used = ?2 WHERE id = ?1", params![id, At(now)])?;
        Ok(())
    }

    /// Every credential of a kind that has not ended, the oldest first.
    pub fn credentials(&self, kind: CredentialKind, now: Timestamp) -> Result<Vec<Credential>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM credentials WHERE kind = ?1 AND (expires IS NULL OR expires > ?2) ORDER BY id"
        );
        let all = self.all(&sql, params![Text(kind), At(now)], read)?;
        Ok(all.into_iter().filter(|it| self.may_have(it)).collect())
    }

    /// Whether a credential is there for who looks.
    fn may_have(&self, it: &Credential) -> bool {
        self.saw(it.person.as_slice())
    }

    /// Takes a credential away, and says whether there was one.
    pub fn revoke_credential(&self, id: i64) -> Result<bool, StoreError> {
        let found = self.one(&format!("SELECT {COLUMNS} FROM credentials WHERE id = ?1"), [id], read)?;
        if !found.is_some_and(|it| self.may_have(&it)) {
            return Ok(false);
        }
        Ok(self.run("DELETE FROM credentials WHERE id = ?1", [id])? > 0)
    }

    /// Forgets what has ended.
    pub fn forget_ended_credentials(&self, now: Timestamp) -> Result<(), StoreError> {
        self.run("DELETE FROM credentials WHERE expires <= ?1", [At(now)])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Credential> {
    let at = |name: &str| row.get::<_, Option<At>>(name).map(|it| it.map(|it| it.0));
    Ok(Credential {
        id: row.get("id")?,
        kind: row.get::<_, Text<_>>("kind")?.0,
        scope: row.get::<_, Text<_>>("scope")?.0,
        name: row.get("name")?,
        made: row.get::<_, At>("made")?.0,
        used: at("used")?,
        expires: at("expires")?,
        form: row.get("form")?,
        renewed: row.get::<_, At>("renewed")?.0,
        person: row.get::<_, Option<String>>("person")?.map(PersonId),
    })
}
