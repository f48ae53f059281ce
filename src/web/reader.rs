//! Who reads a page, and in which language.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};

use crate::model::{Lang, PersonId};

/// Who reads: in which language, and whose parcels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reader {
    /// Their language.
    pub lang: Lang,
    /// Who they are, where only what is theirs is shown; all of the house's without it.
    pub person: Option<PersonId>,
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Reader, StatusCode> {
        // Only who came in by the guard has one: nobody is shown everything by default.
        parts.extensions.get().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}
