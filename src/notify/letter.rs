//! What every channel is given.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::Value;

use crate::model::{clean, words};

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
    /// The day by which something is to be done, or was.
    pub act_by: Option<Date>,
    /// As of when the parcel is known, where nobody could be asked for a day or more.
    pub as_of: Option<Timestamp>,
    /// How often it was told before and nobody said that they had seen it; 0 for news.
    pub repeat: u8,
    /// Tells the letters of one data folder from those of another.
    #[serde(skip)]
    pub of: u64,
    /// Buttons to show below it, where the channel has buttons.
    #[serde(skip)]
    pub buttons: Vec<Button>,
}

/// Something the user can do about a letter at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it does.
    pub press: ButtonAction,
    /// What stands on it.
    pub label: String,
}

words! {
    /// What a button does.
    ButtonAction {
        /// Opens the page of the link.
        Show = "show",
        /// Leaves the parcel alone until tomorrow.
        Snooze = "snooze",
        /// Writes the texts of the claim.
        Draft = "draft",
        /// Makes one parcel of two that seem to travel together.
        Join = "join",
        /// The user has seen it.
        Ack = "ack",
    }
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
            act_by: None,
            as_of: None,
            repeat: 0,
            of: 0,
            buttons: Vec::new(),
        }
    }

    /// All of it as plain text: for channels that know no titles.
    pub(super) fn plain(&self) -> String {
        [self.title.as_str(), self.body.as_str()].into_iter().chain(self.unsaid_link()).collect::<Vec<_>>().join("\n")
    }

    /// The same without the title: for channels that show it apart.
    pub(super) fn bare(&self) -> String {
        [self.body.as_str()].into_iter().chain(self.unsaid_link()).collect::<Vec<_>>().join("\n")
    }

    /// The link, where the body does not show it already.
    pub(super) fn unsaid_link(&self) -> Option<&str> {
        self.link.as_deref().filter(|link| !self.body.contains(link))
    }

    /// What no other letter has, in this data folder or another.
    pub(super) fn mark(&self) -> String {
        let born = self.at.map_or(0, |at| at.as_second());
        format!("{:x}-{born:x}-{}", self.of, self.id)
    }
}

/// The beginning of a text, at most `max` bytes with the mark that something is missing.
pub(super) fn cut(text: &str, max: usize) -> String {
    if text.len() <= max {
        return text.to_owned();
    }
    let end = (0..=max.saturating_sub('…'.len_utf8())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    format!("{}…", &text[..end])
}
