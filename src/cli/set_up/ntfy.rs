//! A topic of ntfy: whoever knows its name reads it, so one is made that nobody guesses.

use super::{Given, Keys, Questions, aside, ask};

/// The server most people use.
const USUAL: &str = "https://ntfy.sh";

pub(super) fn asked(questions: &Questions<'_>) -> anyhow::Result<Keys> {
    let phrases = &questions.setup.phrases;
    let made = unguessable()?;
    let topic = ask::answered(&phrases.phrase("setup-ntfy-topic", &[("topic", (&made).into())]))?;
    let topic = topic.filter(|it| !it.is_empty()).unwrap_or(made);
    let server = questions.server.map(|it| it.trim_end_matches('/').to_owned());
    let token = match &server {
        None => Given::Nothing,
        Some(_) => ask::hidden_or_none(&phrases.label("setup-ntfy-token"))?.map_or(Given::Nothing, Given::Hidden),
    };
    let page = format!("{}/{topic}", server.as_deref().unwrap_or(USUAL));
    aside(&phrases.phrase("setup-ntfy-subscribe", &[("topic", (&topic).into()), ("page", page.into())]));
    let base = server.map_or(Given::Nothing, Given::Text);
    Ok(vec![("topic", Given::Text(topic)), ("token", token), ("base_url", base)])
}

/// A name of 16 letters and figures.
fn unguessable() -> anyhow::Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    let name: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    Ok(format!("posylka-{name}"))
}
