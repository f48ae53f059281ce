//! A community of VK's that writes to the user.

use super::{Given, Keys, Questions, aside, ask};
use crate::app::Refusal;

pub(super) fn asked(questions: &Questions<'_>) -> anyhow::Result<Keys> {
    let phrases = &questions.setup.phrases;
    aside(&phrases.label("setup-vk-how"));
    let token = ask::hidden(&phrases.label("setup-vk-token"))?;
    let peer = ask::wanted(&phrases.label("setup-vk-peer"))?;
    let number = peer.trim_start_matches("id").parse::<i64>();
    let number = number.map_err(|_| Refusal::new("setup-vk-no-peer").with("text", peer))?;
    let mut keys = vec![("peer", Given::Number(number)), ("token", Given::Hidden(token))];
    keys.extend(questions.server.map(|it| ("base_url", Given::Text(it.to_owned()))));
    Ok(keys)
}
