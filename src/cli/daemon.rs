//! `posylka daemon`

use std::{io::IsTerminal, sync::Arc};

use anyhow::Context;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
};
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;

use super::{global::Global, open, output::Reply};
use crate::{
    app::Setup,
    carriers::Secrets,
    config::{Config, Folders},
    daemon::{Daemon, Signal, lock::Lock},
    store::{Migrate, Store},
    wire::Wire,
};

pub(super) async fn run(global: &Global) -> anyhow::Result<Reply> {
    let filter = EnvFilter::try_from_env("POSYLKA_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours).init();
    let setup = setup(global.clone()).await?;
    let clock = open::clock(&setup)?;
    let _lock = Lock::take(&setup.folders.data).await?;
    let store = Store::open(&setup.folders.database(), Migrate::Yes)?;
    let runtime = Some(setup.folders.runtime.clone());
    let wire = Arc::new(Wire::new(clock.is_test()));
    let again = global.clone();
    let daemon = Daemon {
        setup: Arc::new(setup),
        reload: Box::new(move || Box::pin(self::setup(again.clone()))),
        store,
        wire,
        clock,
        runtime,
    };
    let signals = signals()?;
    info!("posylka {} watches", env!("CARGO_PKG_VERSION"));
    // Nobody to notify is no error: only systemd asks for it.
    let _ = sd_notify::notify(false, &[sd_notify::NotifyState::Ready]);
    daemon.run(signals).await?;
    info!("posylka ends");
    Ok(Reply::new("", ()))
}

/// Configuration with the secrets it names. One that cannot be had costs its source only.
pub(super) async fn setup(global: Global) -> anyhow::Result<Setup> {
    let folders = Folders::choose(global.config.as_deref(), global.data.as_deref())?;
    let config = Config::load(&folders)?;
    let around = open::ENVIRONMENT.surroundings(&folders);
    let revealed = config.reveal(&around).await;
    for trouble in &revealed.troubles {
        warn!("{trouble}");
    }
    for path in &revealed.exposed {
        warn!("{}: others than you can read this secret; run chmod 600", path.display());
    }
    let secrets = revealed.secrets.into_iter().map(|(source, named)| {
        let named: Secrets = named.into_iter().map(|(name, secret)| (name, secret.expose().to_owned())).collect();
        (source, named)
    });
    let setup = open::ENVIRONMENT.setup(config, folders, secrets.collect(), &revealed.keys)?;
    for warning in setup.registry.warnings() {
        warn!("{warning}");
    }
    Ok(setup)
}

/// SIGTERM and SIGINT stop, SIGHUP reads the configuration anew.
fn signals() -> anyhow::Result<mpsc::Receiver<Signal>> {
    let (sender, receiver) = mpsc::channel(4);
    let kinds = [
        (SignalKind::terminate(), Signal::Stop),
        (SignalKind::interrupt(), Signal::Stop),
        (SignalKind::hangup(), Signal::Reload),
    ];
    for (kind, meaning) in kinds {
        let mut stream = signal(kind).context("signals cannot be caught")?;
        let sender = sender.clone();
        tokio::spawn(async move { while stream.recv().await.is_some() && sender.send(meaning).await.is_ok() {} });
    }
    Ok(receiver)
}
