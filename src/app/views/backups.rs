//! The copies of the database that come round: when the last was written, and what hinders the next.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{App, actions::backup_round},
    model::clean,
    store::StoreError,
};

/// How the copies do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BackupView {
    /// When the last was written.
    pub last: Option<Timestamp>,
    /// Where it lies.
    pub file: Option<String>,
    /// Why the last try failed.
    pub error: Option<String>,
}

/// How they do; nothing where nobody wants any.
pub fn backups(app: &mut App) -> Result<Option<BackupView>, StoreError> {
    if app.setup.config.backup.is_none() {
        return Ok(None);
    }
    let (last, file, fault) = app.store.reading(|tx| {
        Ok::<_, StoreError>((
            tx.moment(backup_round::WRITTEN)?,
            tx.noted(backup_round::FILE)?,
            tx.noted(backup_round::FAULT)?,
        ))
    })?;
    let error = fault.filter(|it| !it.is_empty()).map(|it| clean(&it));
    Ok(Some(BackupView { last, file: file.map(|it| clean(&it)), error }))
}

impl BackupView {
    /// In a line: the last copy, or that there is none yet; and why there is no newer one.
    pub fn in_words(&self, app: &App) -> String {
        let (last, file) =
            (self.last.map(|at| app.minute(at)).unwrap_or_default(), self.file.clone().unwrap_or_default());
        let args =
            [("last", last.into()), ("file", file.into()), ("error", self.error.clone().unwrap_or_default().into())];
        let id = match (self.last, &self.error) {
            (None, None) => "backup-none-yet",
            (Some(_), None) => "backup-last",
            (None, Some(_)) => "backup-never",
            (Some(_), Some(_)) => "backup-behind",
        };
        app.phrase(id, &args)
    }
}
