//! `posylka received`: the parcel is there, or it is only said to be; and what is wrong with it.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{dates::day_of, dispute, list, output::Reply, parse};
use crate::{
    app::{
        App,
        actions::{
            given_sum::GivenSum,
            received::{MOST_PHOTOS, Photo, WrongGoods},
        },
    },
    dossier::photo::{self, PhotoError},
    import::orders::GivenDay,
    model::Problem,
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
    #[arg(long, value_name = "TEXT", requires = "problem", value_parser = parse::note)]
    note: Option<String>,
    /// What you ask back, where it is not all; without a currency it is that of the price
    #[arg(long, value_name = "SUM", requires = "problem", value_parser = parse::sum)]
    amount: Option<GivenSum>,
    /// The day it was found; today without it
    #[arg(long, value_name = "DAY", value_parser = parse::day)]
    at: Option<GivenDay>,
    /// The sum is meant as it is, however doubtful
    #[arg(long)]
    sure: bool,
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

pub(super) fn run(app: &mut App, args: &Received) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let at = day_of(app, args.at.as_ref());
    if args.no {
        app.not_received(id, Problem::NotReceived, at)?;
        return dispute::told(app, id);
    }
    if let Some(problem) = args.problem {
        let wrong = WrongGoods {
            problem: problem.into(),
            at,
            amount: args.amount.clone(),
            note: args.note.clone().unwrap_or_default(),
            photos: photos(&args.photo)?,
            sure: args.sure,
        };
        app.wrong_goods(id, wrong)?;
        return dispute::told(app, id);
    }
    app.received(id)?;
    list::after(app, &[id])
}

/// No more are read than it takes to see that they are too many.
fn photos(files: &[PathBuf]) -> Result<Vec<Photo>, PhotoError> {
    let cleaned = files.iter().take(MOST_PHOTOS + 1).map(|path| photo::cleaned(path));
    cleaned.map(|photo| photo.map(|(bytes, ending)| Photo { bytes, ending })).collect()
}
