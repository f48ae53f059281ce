//! A topic of ntfy.

use serde_json::json;

use super::{Letter, Line, NotifyError, letter::cut};
use crate::config::Secret;

/// A longer message arrives as a file, in bytes.
const LONGEST: usize = 3_800;

/// A topic on ntfy.sh or on a server of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ntfy {
    /// How the server is reached.
    pub line: Line,
    /// The server, without a slash at its end.
    pub base_url: String,
    /// The topic.
    pub topic: String,
    /// An access token.
    pub token: Option<Secret>,
}

impl Ntfy {
    /// Publishes the letter. A repeat has the sequence id of its original and takes its place (ntfy 2.16 and later).
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let mut message = json!({
            "topic": self.topic,
            "title": letter.title,
            "message": cut(&letter.body, LONGEST),
            "priority": if letter.urgent { 4 } else { 3 },
            "tags": ["package"],
            "sequence_id": format!("posylka-{}", letter.id),
        });
        if let Some(link) = &letter.link {
            message["click"] = json!(link);
        }
        let body = message.to_string();
        let sent = self.line.send(&self.base_url, self.token.is_some(), |client, url| {
            let post = client.post(url).header("content-type", "application/json").body(body);
            match &self.token {
                Some(token) => post.bearer_auth(token.expose()),
                None => post,
            }
        });
        sent.await?.fine(&self.token.iter().collect::<Vec<_>>()).map(drop)
    }
}
