//! By what somebody who looks at the page or uses the API is known.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{PersonId, words::words};

words! {
    /// What a credential is for.
    CredentialKind {
        /// It signs a device in, once.
        Link = "link",
        /// A device that is signed in.
        Session = "session",
        /// A program.
        Token = "token",
    }
}

words! {
    /// What somebody may do.
    Scope {
        /// See everything, change nothing.
        Read = "read",
        /// Bring messages and orders in, see nothing.
        Tell = "tell",
        /// Everything.
        All = "all",
    }
}

impl Scope {
    /// Whether who has this may do what asks for `wanted`.
    pub fn allows(self, wanted: Scope) -> bool {
        self == Scope::All || self == wanted
    }
}

/// A credential without its secret, of which only a hash is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Credential {
    /// Its id.
    pub id: i64,
    /// What it is for.
    pub kind: CredentialKind,
    /// What it allows.
    pub scope: Scope,
    /// Which device, or what for.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// When it was last used, to the hour.
    pub used: Option<Timestamp>,
    /// Whose it is; of the whole house without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// When it ends; never without it.
    pub expires: Option<Timestamp>,
    /// Stands in every form of a session: a form of another page lacks it.
    #[serde(skip)]
    pub form: String,
    /// When its secret was made.
    #[serde(skip)]
    pub renewed: Timestamp,
}
