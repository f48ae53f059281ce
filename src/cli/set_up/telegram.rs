//! A bot of the user's: its token, and the chat it hears from.

use std::time::{Duration, Instant};

use super::{Given, Keys, Questions, aside, ask, open};
use crate::{
    app::Refusal,
    config::Secret,
    notify::{NotifyError, TelegramBot, TelegramChat},
};

/// How long somebody is waited for who is to write to the bot.
const PATIENCE: Duration = Duration::from_mins(5);

/// Between two questions to a server that does not hold its answer back.
const PAUSE: Duration = Duration::from_millis(500);

/// The server of the bot interface.
const USUAL: &str = "https://api.telegram.org";

pub(super) async fn asked(questions: &Questions<'_>) -> anyhow::Result<Keys> {
    let phrases = &questions.setup.phrases;
    aside(&phrases.label("setup-telegram-how"));
    let token = ask::hidden(&phrases.label("setup-telegram-token"))?;
    let config = &questions.setup.config;
    let before = config.notify.telegram.as_ref();
    let own = before.and_then(|it| it.proxy.clone());
    let base_url = questions.server.map(|it| it.trim_end_matches('/').to_owned());
    let base_url = base_url.or_else(|| before.map(|it| it.base_url.clone())).unwrap_or_else(|| USUAL.to_owned());
    let line = open::ENVIRONMENT.line(config, own);
    let mut bot = TelegramBot { line, base_url, token };
    let (name, proxy) = named(questions, &mut bot).await?;
    aside(&phrases.phrase("setup-telegram-write", &[("name", name.into())]));
    let chat = chat(questions, &bot).await?;
    let mut keys = vec![("chat", Given::Text(chat.id.to_string())), ("token", Given::Hidden(bot.token))];
    keys.extend(questions.server.map(|_| ("base_url", Given::Text(bot.base_url))));
    keys.extend(proxy.map(|it| ("proxy", Given::Text(it))));
    Ok(keys)
}

/// The bot's name, and the proxy it took to reach it.
async fn named(questions: &Questions<'_>, bot: &mut TelegramBot) -> anyhow::Result<(String, Option<String>)> {
    let phrases = &questions.setup.phrases;
    let mut proxy = None;
    loop {
        match bot.name().await {
            Ok(name) => return Ok((name, proxy)),
            Err(fault @ NotifyError::Refused(_)) => {
                return Err(Refusal::new("setup-telegram-no-bot").with("error", fault.in_words(phrases)).into());
            }
            Err(fault) => {
                aside(&phrases.phrase("setup-telegram-far", &[("error", fault.in_words(phrases).into())]));
                let given = ask::answered(&phrases.label("setup-telegram-proxy"))?.unwrap_or_default();
                if given.is_empty() {
                    return Err(Refusal::new("setup-nothing").into());
                }
                bot.line.proxy = Some(Secret::from(given.clone()));
                proxy = Some(given);
            }
        }
    }
}

/// The chat of the first who writes and is the person meant: a stranger may have found the bot.
async fn chat(questions: &Questions<'_>, bot: &TelegramBot) -> anyhow::Result<TelegramChat> {
    let phrases = &questions.setup.phrases;
    let (until, mut from) = (Instant::now() + PATIENCE, 0);
    let mut others: Vec<i64> = Vec::new();
    while Instant::now() < until {
        let (chats, next) = match bot.heard(from).await {
            Ok(heard) => heard,
            Err(fault @ NotifyError::Refused(_)) => {
                return Err(Refusal::new("setup-telegram-no-bot").with("error", fault.in_words(phrases)).into());
            }
            // It comes back, or patience ends.
            Err(NotifyError::Unreachable(_)) => (Vec::new(), from),
        };
        from = next;
        for chat in chats {
            if others.contains(&chat.id) {
                continue;
            }
            let args = [("name", (&chat.name).into()), ("text", (&chat.text).into())];
            if ask::agreed(&phrases.phrase("setup-telegram-you", &args), phrases)? == Some(true) {
                return Ok(chat);
            }
            others.push(chat.id);
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Refusal::new("setup-telegram-nobody").into())
}
