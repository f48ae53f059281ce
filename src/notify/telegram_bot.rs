//! A bot of Telegram's before it has a chat: who it is, and who writes to it.

use serde_json::{Value, json};

use super::{Line, NotifyError, http::complaint, telegram::unlike};
use crate::{config::Secret, model::clean};

/// A bot whose chat is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelegramBot {
    /// How the server is reached.
    pub line: Line,
    /// The server, without a slash at its end.
    pub base_url: String,
    /// The bot's token.
    pub token: Secret,
}

/// A chat in which somebody wrote to the bot, or let it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelegramChat {
    /// Its id.
    pub id: i64,
    /// What it is called: a person's name, a group's title.
    pub name: String,
    /// What was written.
    pub text: String,
}

/// How long the server may hold an answer back until somebody writes, in seconds: within a notice's own limit.
const HELD: i64 = 8;

impl TelegramBot {
    /// The bot's @name, without the @.
    pub async fn name(&self) -> Result<String, NotifyError> {
        let answer = self.ask("getMe", &json!({})).await?;
        Ok(clean(answer["username"].as_str().unwrap_or_default()))
    }

    /// Who wrote since, in the order they did, and from where to go on.
    pub async fn heard(&self, from: i64) -> Result<(Vec<TelegramChat>, i64), NotifyError> {
        let updates = self.ask("getUpdates", &json!({ "offset": from, "timeout": HELD })).await?;
        let updates = updates.as_array().map(Vec::as_slice).unwrap_or_default();
        let next = updates.iter().filter_map(|it| it["update_id"].as_i64()).max().map_or(from, |last| last + 1);
        Ok((updates.iter().filter_map(chat).collect(), next))
    }

    async fn ask(&self, method: &str, what: &Value) -> Result<Value, NotifyError> {
        let (url, body) = (format!("{}/bot{}/{method}", self.base_url, self.token.expose()), what.to_string());
        let sent = self
            .line
            .send(&url, true, |client, url| client.post(url).header("content-type", "application/json").body(body));
        let body = sent.await?.fine(&[&self.token])?.body;
        let mut answer: Value = serde_json::from_str(&body).unwrap_or_default();
        match answer["ok"] == true {
            true => Ok(answer["result"].take()),
            false => Err(unlike(&complaint(&body, &[&self.token]))),
        }
    }
}

fn chat(update: &Value) -> Option<TelegramChat> {
    let said = ["message", "channel_post", "my_chat_member"].iter().map(|it| &update[*it]).find(|it| it.is_object())?;
    let chat = &said["chat"];
    let names = ["title", "first_name", "last_name"].iter().filter_map(|it| chat[*it].as_str());
    let name = names.collect::<Vec<_>>().join(" ");
    let text = clean(said["text"].as_str().unwrap_or_default());
    Some(TelegramChat { id: chat["id"].as_i64()?, name: clean(&name), text })
}
