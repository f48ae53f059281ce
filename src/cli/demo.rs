//! `posylka demo`

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use serde_json::json;

use super::{global::Global, list, open, output::Reply};
use crate::{
    app::{App, Setup, views},
    config::Config,
    demo::{self, Play},
    model::ShopId,
    notify::{Desktop, Letter},
    rules::dispute::Marketplace,
    text::Phrasebook,
};

#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// Whose rules all orders have, instead of each life's own shop
    #[arg(long)]
    pub shop: Option<String>,
    /// Where to keep the data; a new temporary folder without it
    #[arg(long)]
    pub keep: Option<PathBuf>,
}

pub(super) async fn run(global: &Global, args: &Demo) -> anyhow::Result<Reply> {
    let lang = Config::default().language(open::ENVIRONMENT.locale().as_deref());
    let mut lives = demo::lives()?;
    if let Some(shop) = &args.shop {
        let shop = ShopId::from(shop.as_str());
        let known = Marketplace::embedded()?;
        if !known.contains_key(&shop) {
            let known: Vec<&str> = known.keys().map(ShopId::as_str).collect();
            let args = [("shop", shop.as_str().into()), ("known", known.join(", ").into())];
            bail!(Phrasebook::new(lang).phrase("add-no-shop", &args));
        }
        lives = lives.into_iter().map(|life| life.at_shop(&shop)).collect();
    }
    let data = folder(args.keep.as_deref())?;
    let quiet = global.json;
    let mut tell = |letter: &Letter| {
        if !quiet {
            // Whoever closed the pipe has seen enough; the play goes on to its end.
            let _ = writeln!(io::stdout(), "{}", in_words(letter));
        }
    };
    let play = Play::open(&data, lang, desktop().await, &lives).await?;
    let (setup, now) = play.run(&lives, &mut tell).await?;
    over(App::open(setup, now, false)?, &data)
}

/// What there is to see when it is over: the list, the dossiers, and how to look around.
fn over(mut app: App, data: &Path) -> anyhow::Result<Reply> {
    let parcels = views::list::list(&mut app, &views::list::Wanted::every(true))?.parcels;
    let dossiers = dossiers(&app.setup)?;
    let mut text = format!("\n{}\n", list::text(&app, &parcels));
    for dossier in &dossiers {
        text += &format!("{}\n", app.phrase("dispute-written", &[("folder", dossier.as_str().into())]));
    }
    let ((clock, end), data) = (demo::clock(), data.display().to_string());
    // As it was called: it need not be on PATH.
    let program = std::env::args().next().unwrap_or_else(|| "posylka".to_owned());
    let command = format!("POSYLKA_CLOCK={clock} POSYLKA_CLOCK_END={end} {program} --data {data} show 2");
    text += &app.phrase("demo-look-around", &[("command", command.as_str().into())]);
    Ok(Reply::new(text, json!({ "data": data, "parcels": parcels, "dossiers": dossiers })))
}

fn in_words(letter: &Letter) -> String {
    let day = letter.at.map(|at| at.to_zoned(demo::zone()).strftime("%Y-%m-%d").to_string()).unwrap_or_default();
    let mark = if letter.urgent { "!" } else { " " };
    format!("{day} {mark} {}\n             {}", letter.title, letter.body.replace('\n', "\n             "))
}

/// A new folder of its own, unless the user wants to keep it somewhere.
fn folder(keep: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(keep) = keep {
        let empty = fs::read_dir(keep).map_or(true, |mut entries| entries.next().is_none());
        return if empty { Ok(keep.to_owned()) } else { bail!("{}: it is not empty", keep.display()) };
    }
    let base = std::env::temp_dir();
    for attempt in 0..1000 {
        let folder = base.join(format!("posylka-demo-{}-{attempt}", std::process::id()));
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| folder.clone()).with_context(|| folder.display().to_string()),
        }
    }
    bail!("{}: no folder for the demo could be made", base.display())
}

/// The desktop, where a notification service answers.
async fn desktop() -> Option<Desktop> {
    let desktop = Desktop { bus: open::ENVIRONMENT.session_bus(), ..Desktop::default() };
    desktop.answers().await.then_some(desktop)
}

fn dossiers(setup: &Setup) -> anyhow::Result<Vec<String>> {
    let entries = match fs::read_dir(setup.folders.dossiers()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = entries.map(|entry| Ok(entry?.path().display().to_string())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
