//! A bot of Telegram's. In Russia it is often out of reach: give it a proxy, and another channel after it.

use serde_json::{Value, json};

use super::{Letter, Line, NotifyError, http::complaint, letter::cut};
use crate::config::Secret;

/// The server takes 4096 characters; bytes are never fewer.
const LONGEST: usize = 3_800;

/// A bot and the chat it writes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telegram {
    /// How the server is reached.
    pub line: Line,
    /// The server, without a slash at its end.
    pub base_url: String,
    /// The chat's id, or the @name of a channel.
    pub chat: String,
    /// The bot's token.
    pub token: Secret,
}

impl Telegram {
    /// Sends the letter as plain text: nothing in it is markup. What is not urgent makes no sound.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let message = json!({
            "chat_id": self.chat,
            "text": cut(&letter.plain(), LONGEST),
            "disable_notification": !letter.urgent,
            "link_preview_options": { "is_disabled": true },
        });
        let (url, body) = (format!("{}/bot{}/sendMessage", self.base_url, self.token.expose()), message.to_string());
        let sent = self
            .line
            .send(&url, true, |client, url| client.post(url).header("content-type", "application/json").body(body));
        taken(&sent.await?.fine(&[&self.token])?.body, &self.token)
    }
}

/// A mirror or a provider may answer in the server's place, with a page and the status 200.
fn taken(body: &str, token: &Secret) -> Result<(), NotifyError> {
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    match answer["ok"] == true {
        true => Ok(()),
        false => Err(unlike(&complaint(body, &[token]))),
    }
}

/// The complaint about an answer that is none of Telegram's.
pub(super) fn unlike(said: &str) -> NotifyError {
    NotifyError::Unreachable(format!("this is no answer of Telegram: {said}"))
}
