//! What every channel is given.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::model::clean;

/// One notice in words, ready to be delivered. As JSON it is what a program of the user's reads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter {
    /// The same for the same notice however often it is sent: a repeat replaces its original.
    pub id: u32,
    /// The notice's key.
    pub key: String,
    /// The parcel's short id.
    pub parcel: String,
    /// One line, plain text.
    pub title: String,
    /// A few lines, plain text.
    pub body: String,
    /// Whether it may not wait.
    pub urgent: bool,
    /// A page to open.
    pub link: Option<String>,
    /// The notice itself, as data.
    #[serde(rename = "notice")]
    pub json: Value,
    /// When the notice came about.
    pub at: Option<Timestamp>,
}

impl Letter {
    /// A letter that is not urgent and has no link. Its texts are stripped of control and bidirectional characters, the
    /// title of line breaks too.
    pub fn new(id: u32, key: &str, parcel: &str, title: &str, body: &str) -> Letter {
        Letter {
            id,
            key: key.to_owned(),
            parcel: parcel.to_owned(),
            title: clean(title).replace('\n', " "),
            body: clean(body),
            urgent: false,
            link: None,
            json: Value::Null,
            at: None,
        }
    }
}
