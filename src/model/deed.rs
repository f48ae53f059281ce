//! What the user did, as it is called when it is to be undone.

use serde::{Deserialize, Serialize};

use super::{Act, ParcelId, PersonId, SourceId, Status, Told};

/// A deed of the user's.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "kebab-case")]
pub enum Deed {
    /// Added the parcel.
    Added,
    /// Removed it.
    Removed,
    /// Something of this parcel alone.
    Acted { act: Act },
    /// Said what happened to it.
    Said { status: Option<Status> },
    /// Took in a message; what it told, and of whom.
    Message { by: String, status: Option<Status> },
    /// Made one parcel of it and others.
    Joined { others: Vec<ParcelId> },
    /// Made a parcel of its own of a part.
    Split { other: ParcelId },
    /// Said whose it is.
    Given { people: Vec<PersonId> },
    /// Forbade asking sources for it, or allowed that again.
    Forbade { never: Vec<SourceId>, again: Vec<SourceId> },
    /// Done before it was noted what.
    #[default]
    Unknown,
}

impl Deed {
    /// What telling a parcel something is called.
    pub fn of(told: &Told) -> Deed {
        match told {
            Told::User(act) => Deed::Acted { act: act.clone() },
            Told::Heard { by, heard, .. } => {
                let status = heard.events.last().and_then(|event| event.status);
                match by == "user" {
                    true => Deed::Said { status },
                    false => Deed::Message { by: by.clone(), status },
                }
            }
            Told::Answer { .. } | Told::Joined { .. } | Told::Undone(_) | Told::Time => Deed::Unknown,
        }
    }
}
