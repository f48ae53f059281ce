//! What an import of order files changed, or would change.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::words;

words! {
    /// What becomes of an order of a file.
    WhatChanged {
        /// A parcel was made of it.
        New = "new",
        /// Something of it was not known yet.
        Updated = "updated",
        /// All of it was known.
        Same = "same",
        /// It is cancelled or complete, and not watched.
        Passed = "passed",
    }
}

/// What became of the orders of all files.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Imported {
    pub dry_run: bool,
    pub changes: Vec<Change>,
    /// Orders that are cancelled or complete, and not watched.
    pub passed: usize,
    pub faults: Vec<FileFault>,
    /// Columns nobody knows: nothing of them was taken.
    pub unknown_columns: Vec<FileColumn>,
    /// Columns whose days were read day first, and could be month first as well.
    pub unsure_columns: Vec<FileColumn>,
}

/// A column of a file, by its heading.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileColumn {
    pub file: String,
    pub column: String,
}

/// What becomes of one order of a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Change {
    /// The parcel, where it is there already or was made.
    pub parcel: Option<String>,
    /// The order number.
    pub order: String,
    /// What was bought.
    pub title: String,
    pub what: WhatChanged,
    /// What is new of it.
    pub fields: Vec<&'static str>,
}

/// A piece of a file that could not be read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileFault {
    pub file: String,
    /// From 1; 0 where the file has no lines to speak of.
    pub line: usize,
    /// Its column by name, or its place.
    pub column: String,
    /// What stands there.
    pub text: String,
}

impl Imported {
    /// How many orders are otherwise than before.
    pub fn changed(&self) -> usize {
        self.changes.iter().filter(|it| matches!(it.what, WhatChanged::New | WhatChanged::Updated)).count()
    }

    /// How many orders say nothing new.
    pub fn same(&self) -> usize {
        self.changes.iter().filter(|it| it.what == WhatChanged::Same).count()
    }

    /// Whether nothing could be made of the files.
    pub fn failed(&self) -> bool {
        self.changes.is_empty() && !self.faults.is_empty()
    }
}
