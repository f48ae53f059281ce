//! A community of VK's that the user has allowed to write. VK answers while mobile networks let listed services only.

use reqwest::Url;
use serde_json::Value;

use super::{Letter, Line, NotifyError, http::complaint, letter::cut};
use crate::config::Secret;

/// The server takes 4096 characters; bytes are never fewer.
const LONGEST: usize = 3_800;
/// The interface we speak.
const VERSION: &str = "5.199";
/// Their codes for what passes by itself: unknown, too many a second, flood, their own trouble.
const PASSING: &[i64] = &[1, 6, 9, 10];

/// A community and the user it writes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vk {
    /// How the server is reached.
    pub line: Line,
    /// The server, without a slash at its end.
    pub base_url: String,
    /// The user's id.
    pub peer: i64,
    /// The community's token.
    pub token: Secret,
}

impl Vk {
    /// Sends the letter as plain text. The server takes a second message of the same `random_id` for the same message.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), NotifyError> {
        let random_id = (letter.id & 0x00ff_ffff) | u32::from(letter.repeat & 0x7f) << 24;
        let form = [
            ("access_token", self.token.expose().to_owned()),
            ("v", VERSION.to_owned()),
            ("peer_id", self.peer.to_string()),
            ("random_id", random_id.to_string()),
            ("dont_parse_links", "1".to_owned()),
            ("message", cut(&letter.plain(), LONGEST)),
        ];
        let url = format!("{}/method/messages.send", self.base_url);
        let sent = self.line.send(&url, true, |client, url| {
            client.post(url).header("content-type", "application/x-www-form-urlencoded").body(encoded(&form))
        });
        taken(&sent.await?.fine(&[&self.token])?.body, &self.token)
    }
}

/// Names and values as a form sends them.
fn encoded(form: &[(&str, String)]) -> String {
    // Any address will do: what follows its question mark is encoded as a form.
    let address = Url::parse_with_params("http://localhost", form).ok();
    address.and_then(|url| url.query().map(str::to_owned)).unwrap_or_default()
}

/// Refusals come with the status 200.
fn taken(body: &str, token: &Secret) -> Result<(), NotifyError> {
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    if answer.get("response").is_some() {
        return Ok(());
    }
    let said = answer["error"]["error_msg"].as_str().unwrap_or(body);
    let said = complaint(said, &[token]);
    match answer["error"]["error_code"].as_i64() {
        Some(code) if !PASSING.contains(&code) => Err(NotifyError::Refused(format!("{code}: {said}"))),
        _ => Err(NotifyError::Unreachable(said)),
    }
}
