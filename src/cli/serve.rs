//! `posylka serve`: the page, and who may see it.

use std::{
    io::{IsTerminal, Write, stderr, stdout},
    net::SocketAddr,
};

use qrcode::{QrCode, render::unicode::Dense1x2};

use super::{
    columns::table,
    daemon::{reload, signals},
    global::Global,
    open::{self, Opened},
    output::{self, Reply, aside},
};
use crate::{
    app::App,
    config::web::LISTEN,
    daemon::{Signal, page},
    model::{Credential, CredentialKind, Scope},
    web,
};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The first line on stdout is a link that signs a device in once. The daemon serves the page itself \
                        where the configuration says so:\n\n  [web]\n  listen = \"127.0.0.1:8027\""
)]
pub(super) struct Serve {
    /// Where to listen; this machine only without it
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Only a link that signs a further device in
    #[arg(long, conflicts_with_all = ["listen", "devices", "revoke", "token"])]
    link: bool,
    /// Only who is signed in, and which programs have a token
    #[arg(long, conflicts_with_all = ["listen", "revoke", "token"])]
    devices: bool,
    /// Sign a device out, or take a token away, by its id
    #[arg(long, value_name = "ID", conflicts_with_all = ["listen", "token"])]
    revoke: Option<i64>,
    /// Make a token for a program, and say what it is for
    #[arg(long, value_name = "NAME", conflicts_with = "listen")]
    token: Option<String>,
    /// What the token allows: read, tell (bring messages and orders in) or all
    #[arg(long, default_value = "tell", requires = "token")]
    scope: Scope,
}

impl Serve {
    /// Whether it can be done for one person: not serving, which is for all.
    pub(super) fn is_of_a_person(&self) -> bool {
        self.link || self.devices || self.revoke.is_some() || self.token.is_some()
    }
}

pub(super) async fn run(global: &Global, args: &Serve) -> anyhow::Result<Reply> {
    output::log_if_wanted();
    let Opened { mut app, clock, daemon } = open::opened(open::setup_with_secrets(global).await?)?;
    open::see_only(&mut app, global)?;
    let phrases = app.setup.phrases.clone();
    let at_once = at_once(&mut app, args).map_err(|error| output::in_words(error, &phrases))?;
    if let Some(reply) = at_once {
        return Ok(reply);
    }
    let settings = app.setup.config.web.clone();
    let address = args.listen.or(settings.listen).unwrap_or(LISTEN);
    let mut running = match page::serve(app.setup.clone(), clock.clone(), address) {
        Ok(running) => running,
        Err(fault) if web::is_taken(&fault) && daemon && settings.listen == Some(address) => {
            aside(&app.label("serve-daemon"));
            return link(&mut app, &settings.address(address));
        }
        Err(fault) if web::is_taken(&fault) => {
            anyhow::bail!(app.phrase("serve-taken", &[("address", address.to_string().into())]));
        }
        Err(fault) => return Err(fault),
    };
    let at = running.address().unwrap_or(address);
    let home = settings.address(at);
    link(&mut app, &home)?.print(global.json);
    stdout().flush()?;
    aside(&app.phrase("serve-at", &[("url", home.into())]));
    if !at.ip().is_loopback() && !settings.is_https() {
        aside(&app.label("serve-open"));
    }
    if stderr().is_terminal() {
        aside(&app.label("serve-stops"));
    }
    let (mut signals, reload) = (signals()?, reload(global));
    while let Some(Signal::Reload) = signals.recv().await {
        match reload().await {
            Ok(setup) => {
                drop(running);
                running = page::serve(setup, clock.clone(), address)?;
            }
            Err(fault) => aside(&format!("{fault:#}")),
        }
    }
    drop(running);
    Ok(Reply::new("", ()))
}

/// What is done without serving.
fn at_once(app: &mut App, args: &Serve) -> anyhow::Result<Option<Reply>> {
    let settings = app.setup.config.web.clone();
    if args.link {
        let served = page::address(&app.setup.folders);
        let home = settings.address(served.or(settings.listen).unwrap_or(LISTEN));
        return link(app, &home).map(Some);
    }
    if args.devices {
        let (sessions, tokens) = app.credentials()?;
        let all: Vec<Credential> = sessions.into_iter().chain(tokens).collect();
        return Ok(Some(Reply::new(devices(app, &all), all)));
    }
    if let Some(id) = args.revoke {
        app.revoke(id)?;
        let said = app.phrase("serve-revoked", &[("id", id.to_string().into())]);
        return Ok(Some(Reply::new(said, serde_json::json!({ "revoked": id }))));
    }
    if let Some(name) = &args.token {
        let token = app.make_token(name, args.scope)?;
        aside(&app.phrase("serve-token", &[("name", name.as_str().into())]));
        return Ok(Some(Reply::new(token.clone(), serde_json::json!({ "token": token }))));
    }
    Ok(None)
}

/// A link that signs one device in; for who sits at a terminal also as a code for a phone's camera.
fn link(app: &mut App, home: &str) -> anyhow::Result<Reply> {
    let link = format!("{home}/sign-in?token={}", app.make_link()?);
    if stderr().is_terminal() {
        aside(&app.label("serve-link"));
        // What is too long for a code is a link all the same.
        if let Ok(code) = QrCode::new(&link) {
            let drawn = code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build();
            let _ = writeln!(stderr(), "{drawn}");
        }
    }
    Ok(Reply::new(link.clone(), serde_json::json!({ "link": link })))
}

fn devices(app: &App, all: &[Credential]) -> String {
    if all.is_empty() {
        return app.label("serve-nobody");
    }
    let head = ["serve-id", "serve-kind", "serve-name", "serve-scope", "serve-used"].map(|id| app.label(id));
    let rows = all.iter().map(|it| {
        let kind = if it.kind == CredentialKind::Token { "serve-token-kind" } else { "serve-session" };
        let (scope, used) = (app.label(&format!("web-scope-{}", it.scope)), app.minute(it.used.unwrap_or(it.made)));
        let person = it.person.as_ref().map(|person| format!(" · {person}")).unwrap_or_default();
        [it.id.to_string(), app.label(kind), format!("{}{person}", it.name), scope, used]
    });
    table(head, rows)
}
