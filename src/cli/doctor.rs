//! `posylka doctor`: what works, what does not, and the cure.

use std::collections::BTreeSet;

use super::{
    columns::table,
    environment::var,
    global::Global,
    open,
    output::{Reply, in_words as told},
};
use crate::{
    app::{
        Setup,
        look::probe::{CLOCK_OFF, Diagnosis, Probe, own_clock_behind, probe},
        views::{
            probed::ProbeView,
            self_check::{Finding, Found, self_check},
        },
    },
    daemon,
    wire::Wire,
};

/// `posylka doctor`
#[derive(Debug, clap::Args)]
pub(super) struct Doctor {
    /// Ask every open source once for a number that is nobody's, and print what stands in the way as a table: nothing of
    /// yours is in it, it can be shown to anybody
    #[arg(long)]
    live: bool,
}

pub(super) async fn run(global: &Global, args: &Doctor) -> anyhow::Result<Reply> {
    if args.live {
        return live(global).await;
    }
    let mut app = open::app_as_far_as_it_goes(global)?;
    let life = daemon::life(&app.setup.folders)?;
    let found = self_check(&mut app, &open::ENVIRONMENT, life).await?;
    let broken = found.iter().any(|it| it.finding == Finding::Broken);
    let lines: Vec<String> = found.iter().map(|it| in_words(&app.setup, it)).collect();
    let mut reply = Reply::new(lines.join("\n"), found);
    reply.code = u8::from(broken);
    Ok(reply)
}

fn in_words(setup: &Setup, found: &Found) -> String {
    let finding = setup.phrases.label(&format!("doctor-{}", found.finding));
    format!("{finding:<10} {} {}", found.what, found.detail).trim_end().to_owned()
}

async fn live(global: &Global) -> anyhow::Result<Reply> {
    let setup = open::setup_with_secrets(global).await?;
    let phrases = setup.phrases.clone();
    let wire = Wire::new(var("POSYLKA_CLOCK").is_some());
    let app = open::app_with(setup)?;
    let clock = open::clock(&app.setup)?;
    let (setup, probes) = probe(app, wire, move || clock.now()).await.map_err(|error| told(error, &phrases))?;
    let views: Vec<ProbeView> = probes.iter().map(ProbeView::of).collect();
    Ok(Reply::new(live_in_words(&setup, &probes), views))
}

/// The table, and what to do about what is in it.
fn live_in_words(setup: &Setup, probes: &[Probe]) -> String {
    let phrases = &setup.phrases;
    let head = ["carrier-id", "live-host", "live-finding", "live-http", "live-bytes", "live-clock"];
    let rows = probes.iter().map(|it| {
        let ahead = it.ahead.filter(|ahead| ahead.abs() > CLOCK_OFF);
        [
            it.source.to_string(),
            it.host.clone(),
            phrases.label(&format!("live-{}", it.diagnosis)),
            it.http.map(|it| it.to_string()).unwrap_or_default(),
            it.bytes.map(|it| it.to_string()).unwrap_or_default(),
            ahead.map(|it| format!("{:+} min", it.as_mins())).unwrap_or_default(),
        ]
    });
    let mut text = format!("posylka {} doctor --live\n", env!("CARGO_PKG_VERSION"));
    text += &table(head.map(|id| phrases.label(id)), rows);
    if let Some(behind) = own_clock_behind(probes) {
        text += &format!("{}\n", phrases.phrase("live-own-clock", &[("minutes", behind.as_mins().into())]));
    }
    let found: BTreeSet<&str> = probes.iter().map(|it| it.diagnosis.word()).collect();
    for diagnosis in Diagnosis::ALL.iter().filter(|it| it.has_cure() && found.contains(it.word())) {
        let (finding, cure) = (format!("live-{diagnosis}"), format!("live-cure-{diagnosis}"));
        text += &format!("{}: {}\n", phrases.label(&finding), phrases.label(&cure));
    }
    text
}
