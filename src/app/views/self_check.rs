//! What works on this machine, what does not, and the cure.

use std::path::Path;

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    backups::backups,
    channel_health::{self, ChannelView},
    source_health::{DriftView, HealthView},
    status::DaemonLife,
};
use crate::{
    app::{App, Setup, setup::Environment},
    config::{ChannelName, Config},
    model::{Access, words},
    notify::Desktop,
    store::{Store, StoreError},
};

words! {
    /// How a thing is.
    Finding {
        /// As it should be.
        Fine = "fine",
        /// Works, but not as well as it could.
        Warning = "warning",
        /// Does not work.
        Broken = "broken",
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Found {
    pub what: String,
    pub finding: Finding,
    pub detail: String,
    /// Of a source: how far its answers drift.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift: Option<DriftView>,
}

/// Everything that was looked at.
struct Round<'a> {
    setup: &'a Setup,
    environment: &'a Environment,
    found: Vec<Found>,
}

impl Round<'_> {
    fn note(&mut self, id: &str, finding: Finding, detail: impl Into<String>) {
        self.found.push(Found { what: self.setup.phrases.label(id), finding, detail: detail.into(), drift: None });
    }

    fn judge(&mut self, id: &str, result: Result<String, String>) {
        match result {
            Ok(detail) => self.note(id, Finding::Fine, detail),
            Err(detail) => self.note(id, Finding::Broken, detail),
        }
    }
}

/// Looks at everything there is to look at.
pub async fn self_check(
    app: &mut App,
    environment: &Environment,
    daemon: DaemonLife,
) -> Result<Vec<Found>, StoreError> {
    let (sources, tried, integrity) = (sources(app)?, channel_health::channels(app)?, integrity(&app.store));
    let copies = backups(app)?.map(|it| (it.in_words(app), it));
    let setup = &app.setup;
    let mut round = Round { setup, environment, found: Vec::new() };
    match setup.slips.as_slice() {
        [] => round.note("doctor-config", Finding::Fine, setup.folders.file.display().to_string()),
        slips => slips.iter().for_each(|slip| round.note("doctor-config", Finding::Broken, slip.clone())),
    }
    round.judge("doctor-database", integrity.map(|()| setup.folders.database().display().to_string()));
    if let Some((said, it)) = copies {
        let finding = match (it.error, it.last) {
            (Some(_), _) => Finding::Broken,
            (None, None) => Finding::Warning,
            (None, Some(_)) => Finding::Fine,
        };
        round.note("doctor-backup", finding, said);
    }
    for warning in setup.registry.warnings() {
        round.note("doctor-carriers", Finding::Warning, warning.to_string());
    }
    for line in setup.not_agreed_in_words() {
        round.note("doctor-carriers", Finding::Warning, line);
    }
    roots(&mut round);
    rules(&mut round);
    match daemon.alive {
        true => round.note("doctor-daemon", Finding::Fine, ""),
        false => round.note("doctor-daemon", Finding::Warning, setup.phrases.label("status-nobody-watches")),
    }
    secrets(&mut round).await;
    channels(&mut round, &tried).await;
    round.found.extend(sources);
    Ok(round.found)
}

/// The user's own roots of certificates.
fn roots(round: &mut Round<'_>) {
    for (id, roots) in &round.setup.roots {
        let fine = || round.setup.phrases.phrase("doctor-roots-fine", &[("id", id.as_str().into())]);
        round.judge("doctor-roots", roots.as_ref().map(|_| fine()).map_err(Clone::clone));
    }
}

/// The user's own rules, those that are older than the program's, and files that are none.
fn rules(round: &mut Round<'_>) {
    let setup = round.setup;
    for (own, origin) in setup.knowledge.origins.iter().filter_map(|it| Some((it.own.as_ref()?, it))) {
        let (finding, id) = match origin.stale {
            Some(_) => (Finding::Warning, "doctor-rules-stale"),
            None => (Finding::Fine, "doctor-rules-own"),
        };
        let args = [("path", own.into()), ("day", origin.as_of.to_string().into())];
        round.note("doctor-rules", finding, setup.phrases.phrase(id, &args));
    }
    for path in &setup.unknown_rules {
        let path = path.display().to_string();
        round.note(
            "doctor-rules",
            Finding::Warning,
            setup.phrases.phrase("doctor-rules-unknown", &[("path", path.into())]),
        );
    }
}

fn integrity(store: &Store) -> Result<(), String> {
    match store.integrity() {
        Ok(faults) if faults.is_empty() => Ok(()),
        Ok(faults) => Err(faults.join("; ")),
        Err(fault) => Err(fault.to_string()),
    }
}

/// The secrets the configuration names, and whether they can be had. What they say is not shown.
async fn secrets(round: &mut Round<'_>) {
    let config: &Config = &round.setup.config;
    let around = round.environment.surroundings(&round.setup.folders);
    let revealed = config.reveal(&around).await;
    for (source, named) in &revealed.secrets {
        let names: Vec<&str> = named.keys().map(String::as_str).collect();
        round.note("doctor-secret", Finding::Fine, format!("{source}: {}", names.join(", ")));
    }
    for (table, name) in revealed.keys.keys() {
        round.note("doctor-secret", Finding::Fine, format!("{table}: {name}"));
    }
    for trouble in &revealed.troubles {
        round.note("doctor-secret", Finding::Broken, trouble.to_string());
    }
    for path in &revealed.exposed {
        round.note("doctor-exposed", Finding::Warning, format!("chmod 600 {}", path.display()));
    }
}

/// A line for each way out: what it is like here, and how its deliveries went.
async fn channels(round: &mut Round<'_>, tried: &[ChannelView]) {
    let notify = &round.setup.config.notify;
    if notify.channels.is_empty() {
        round.note("doctor-channel", Finding::Warning, round.setup.phrases.label("doctor-no-channel"));
    }
    for name in &notify.channels {
        let health = tried.iter().find(|it| it.channel == name.word());
        let went = match health {
            Some(it) if it.in_trouble => Finding::Broken,
            Some(it) if it.failures > 0 => Finding::Warning,
            _ => Finding::Fine,
        };
        let (id, is, here) = here(round, *name).await;
        let said = [here].into_iter().chain(health.map(|it| it.in_words(round.setup)));
        let said: Vec<String> = said.filter(|it| !it.is_empty()).collect();
        round.note(id, is.max(went), said.join("; "));
    }
}

/// What a way out is called, and what it is like on this machine. Whether a server takes a letter, only a letter tells; its
/// secrets are looked at apart.
async fn here(round: &Round<'_>, name: ChannelName) -> (&'static str, Finding, String) {
    let notify = &round.setup.config.notify;
    match name {
        ChannelName::Desktop => {
            let desktop = Desktop { bus: round.environment.session_bus(), timeout: notify.desktop.timeout };
            match desktop.answers().await {
                true => ("doctor-desktop", Finding::Fine, String::new()),
                false => ("doctor-desktop", Finding::Warning, round.setup.phrases.label("doctor-no-desktop")),
            }
        }
        ChannelName::Ntfy | ChannelName::Telegram | ChannelName::Vk | ChannelName::Email | ChannelName::Webhook => {
            ("doctor-channel", Finding::Fine, name.word().to_owned())
        }
        ChannelName::Command => {
            let program = notify.command.as_ref().and_then(|it| it.program.first()).cloned().unwrap_or_default();
            let there = Path::new(&program).exists() || !program.contains('/');
            ("doctor-command", if there { Finding::Fine } else { Finding::Broken }, program)
        }
    }
}

/// How the sources that were asked do.
fn sources(app: &mut App) -> Result<Vec<Found>, StoreError> {
    let health = app.store.reading(|tx| tx.health())?;
    let setup = &app.setup;
    let asked = health
        .iter()
        .filter(|it| setup.registry.source(&it.source).is_some_and(|definition| definition.access != Access::LinkOnly));
    Ok(asked
        .map(|it| {
            let health = HealthView::of(it);
            let much = health.drift.as_ref().is_some_and(DriftView::is_much);
            let finding = if health.ails() || much { Finding::Warning } else { Finding::Fine };
            let drift = health.drift.as_ref().map(|it| it.in_words(setup));
            let said = [health.in_words(setup)].into_iter().chain(drift).chain(health.cure(setup, &it.source));
            let detail = said.collect::<Vec<_>>().join("; ");
            Found { what: it.source.to_string(), finding, detail, drift: health.drift }
        })
        .collect())
}
