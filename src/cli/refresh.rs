//! `posylka refresh`

use super::{
    global::Global,
    list::after,
    look::Looking,
    output::{Reply, in_words},
};

#[derive(Debug, clap::Args)]
pub(super) struct Refresh {
    /// Id, number, or a piece of the title; all parcels without it
    pub parcel: Option<String>,
    /// Do not wait: the daemon asks, or whoever looks next
    #[arg(long)]
    pub no_wait: bool,
}

pub(super) async fn run(global: &Global, args: &Refresh) -> anyhow::Result<Reply> {
    let looking = Looking::open(global, !args.no_wait).await?;
    let phrases = looking.app.setup.phrases.clone();
    refresh(looking, args).await.map_err(|error| in_words(error, &phrases))
}

async fn refresh(mut looking: Looking, args: &Refresh) -> anyhow::Result<Reply> {
    let meant = args.parcel.as_deref();
    let parcel = meant.map(|meant| looking.app.find_parcel(meant)).transpose()?;
    let theirs = if looking.app.seen_by().is_empty() { None } else { Some(looking.app.in_sight()?) };
    let only = parcel.map(|it| vec![it]).or(theirs);
    let only = only.as_deref();
    let before = looking.app.await_daemon(only, looking.at_home())?;
    let ids = looking.app.refresh(parcel)?;
    if args.no_wait {
        looking.nudge();
    } else {
        looking.look(only, before).await?;
    }
    after(&mut looking.app, &ids)
}
