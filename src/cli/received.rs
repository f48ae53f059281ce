//! `posylka received`: the parcel is there, or it is only said to be; and what is wrong with it.

use std::path::PathBuf;

use anyhow::bail;
use clap::ValueEnum;
use jiff::civil::Date;

use super::{dispute, list, output::Reply, parse};
use crate::{
    app::App,
    dossier::photo,
    model::{Act, Money, ParcelId, Problem, Wrong, clean},
};

#[derive(Debug, clap::Args)]
pub(super) struct Received {
    /// Id, number, or a piece of the title
    parcel: String,
    /// Tracking says delivered, you have nothing
    #[arg(long, conflicts_with_all = ["problem", "photo", "note", "amount"])]
    no: bool,
    /// What is wrong with the goods
    #[arg(long, value_enum)]
    problem: Option<Goods>,
    /// Photos as proof: JPEG, PNG, WebP; kept without place and time
    #[arg(long, num_args = 1.., value_name = "FILE", requires = "problem")]
    photo: Vec<PathBuf>,
    /// What is wrong, in your own words; it enters the claim
    #[arg(long, value_name = "TEXT", requires = "problem", value_parser = note)]
    note: Option<String>,
    /// What you ask back, where it is not all
    #[arg(long, value_name = "SUM", requires = "problem")]
    amount: Option<Money>,
    /// The day it was found; today without it
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    at: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Goods {
    /// Does not work, or badly
    Defect,
    /// Another thing
    WrongItem,
    /// Not all of it
    Short,
    /// Broken
    Damaged,
    /// Not genuine
    Fake,
    /// Not what the page promised
    NotAsDescribed,
}

impl From<Goods> for Problem {
    fn from(goods: Goods) -> Problem {
        match goods {
            Goods::Defect => Problem::Defect,
            Goods::WrongItem => Problem::WrongItem,
            Goods::Short => Problem::Short,
            Goods::Damaged => Problem::Damaged,
            Goods::Fake => Problem::Fake,
            Goods::NotAsDescribed => Problem::NotAsDescribed,
        }
    }
}

/// The longest note, in characters.
const NOTE: usize = 400;
/// The most photos at a time.
const PHOTOS: usize = 20;

fn note(text: &str) -> Result<String, String> {
    let note = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = (1..=NOTE).contains(&note.chars().count());
    if fits { Ok(note) } else { Err(format!("write 1 to {NOTE} characters")) }
}

pub(super) fn run(app: &mut App, args: &Received) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    if args.no {
        let act = dispute::denied(app, Problem::NotReceived, args.at)?;
        app.act(id, act)?;
        return dispute::told(app, id);
    }
    if let Some(problem) = args.problem {
        let at = dispute::moment(app, args.at, None)?;
        let photos = photos(app, id, &args.photo)?;
        let (amount, note) = (args.amount.clone(), args.note.clone().unwrap_or_default());
        app.act(id, Act::Wronged { wrong: Wrong { problem: problem.into(), at, amount, photos, note } })?;
        return dispute::told(app, id);
    }
    // Said once more, it came no later.
    let said = |it: &crate::store::Listed| it.parcel.id == id && it.parcel.received.is_some();
    if !app.list()?.iter().any(said) {
        app.act(id, Act::Received)?;
    }
    list::after(app, &[id])
}

/// Keeps all photos or, where one cannot be taken, none; those kept earlier stay.
fn photos(app: &mut App, id: ParcelId, files: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    if files.len() > PHOTOS {
        bail!(app.phrase("received-photos", &[("most", PHOTOS.into())]));
    }
    let cleaned = files.iter().map(|path| photo::cleaned(path)).collect::<Result<Vec<_>, _>>()?;
    let listed = app.list()?;
    let before = listed.into_iter().find(|it| it.parcel.id == id).and_then(|it| it.dispute.wrong);
    let mut names = before.map(|wrong| wrong.photos).unwrap_or_default();
    let folder = app.setup.folders.dossiers().join(id.to_string());
    for (bytes, ending) in cleaned {
        names.push(photo::keep(&folder, &bytes, ending)?);
    }
    Ok(names)
}
