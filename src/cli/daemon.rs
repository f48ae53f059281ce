//! `posylka daemon`

use anyhow::Context;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
};
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;

use super::{
    global::Global,
    open,
    output::{self, Reply},
};
use crate::daemon::{Daemon, Reload, Reloading, Signal, lock::Lock};

pub(super) async fn run(global: &Global) -> anyhow::Result<Reply> {
    output::log(EnvFilter::try_from_env("POSYLKA_LOG").unwrap_or_else(|_| EnvFilter::new("info")));
    let setup = open::setup_with_secrets(global).await?;
    let clock = open::clock(&setup)?;
    let mut lock = Lock::take(&setup.folders.data).await?;
    if let Err(fault) = lock.name_runtime(&setup.folders.runtime) {
        warn!("The folder of the last look cannot be named: {fault}");
    }
    let daemon = Daemon::open(setup, reload(global), clock)?;
    let signals = signals()?;
    info!("posylka {} watches", env!("CARGO_PKG_VERSION"));
    // Nobody to notify is no error: only systemd asks for it.
    let _ = sd_notify::notify(false, &[sd_notify::NotifyState::Ready]);
    daemon.run(signals).await?;
    info!("posylka ends");
    Ok(Reply::new("", ()))
}

/// Reads the configuration anew.
pub(super) fn reload(global: &Global) -> Reload {
    let again = global.clone();
    Box::new(move || -> Reloading {
        let global = again.clone();
        Box::pin(async move { open::setup_with_secrets(&global).await })
    })
}

/// SIGTERM and SIGINT stop, SIGHUP reads the configuration anew.
pub(super) fn signals() -> anyhow::Result<mpsc::Receiver<Signal>> {
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
