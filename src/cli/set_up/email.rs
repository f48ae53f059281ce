//! A letter from the user's own mailbox: whose it is says which server, and which password.

use super::{Given, Keys, Questions, aside, ask};
use crate::{
    app::Refusal,
    config::is_this_machine,
    notify::{MailProvider, PasswordKind, mail_provider},
};

pub(super) fn asked(questions: &Questions<'_>) -> anyhow::Result<Keys> {
    let phrases = &questions.setup.phrases;
    let address = ask::wanted(&phrases.label("setup-email-address"))?;
    if !address.contains('@') || address.contains(char::is_whitespace) {
        return Err(Refusal::new("setup-email-no-address").with("text", address).into());
    }
    let provider = mail_provider(&address).filter(|_| questions.server.is_none());
    let server = match (&provider, questions.server) {
        (_, Some(server)) => server_of(server),
        (Some(it), None) => it.server.clone(),
        (None, None) => server_of(&ask::wanted(&phrases.label("setup-email-server"))?),
    };
    if let Some(it) = &provider {
        about_password(questions, it);
    }
    let password = ask::hidden(&phrases.label("setup-email-password"))?;
    let to = ask::answered(&phrases.phrase("setup-email-to", &[("address", (&address).into())]))?;
    let to = to.filter(|it| !it.is_empty()).unwrap_or_else(|| address.clone());
    Ok(vec![
        // An earlier name of the same key.
        ("base_url", Given::Nothing),
        ("server", Given::Text(server)),
        ("from", Given::Text(address.clone())),
        ("to", Given::Text(to)),
        ("user", Given::Text(address)),
        ("password", Given::Hidden(password)),
    ])
}

/// Which password the service takes, and where it is to be had.
fn about_password(questions: &Questions<'_>, it: &MailProvider) {
    let id = match it.password {
        PasswordKind::App => "setup-email-app",
        PasswordKind::Own => "setup-email-own",
        PasswordKind::Bridge => "setup-email-bridge",
    };
    let args = [("name", (&it.name).into()), ("page", (&it.page).into()), ("server", (&it.server).into())];
    aside(&questions.setup.phrases.phrase(id, &args));
}

/// A server as the configuration writes it, of what people write: at the ports of STARTTLS, and on this machine, it begins in
/// the clear.
fn server_of(text: &str) -> String {
    let host = text.rsplit_once(':').map_or(text, |(host, _)| host);
    let plain = text.ends_with(":587") || text.ends_with(":25") || is_this_machine(host);
    match text.contains("://") {
        true => text.to_owned(),
        false if plain => format!("smtp://{text}"),
        false => format!("smtps://{text}"),
    }
}
