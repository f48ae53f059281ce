//! The norms that are in force, where they are from, and what was learned from the user's own parcels.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    model::Stage,
    rules::{
        Origin,
        history::{Cell, Learned},
        norms::{Norm, Norms, Season},
        survival::Survival,
    },
    store::StoreError,
};

/// A file this old is worth a look, in days.
const OLD: i32 = 365;

/// What is in force, and what was learned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NormsInForce {
    pub files: Vec<FileView>,
    pub norms: Vec<NormView>,
    pub trips: Vec<TripView>,
    pub learned: Vec<LearnedView>,
    pub seasons: Vec<SeasonView>,
}

/// A file of rules.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileView {
    pub name: String,
    pub as_of: Date,
    /// The user's own file, if that is in force.
    pub own: Option<String>,
    /// The program's file is newer, or the figures are over a year old.
    pub stale: bool,
}

/// How long a stage takes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NormView {
    pub id: String,
    pub stage: Stage,
    pub from: Option<String>,
    pub to: Option<String>,
    pub class: Option<String>,
    pub days: [f64; 2],
    pub working: bool,
    pub least: f64,
    pub reliability: String,
    pub source: String,
}

/// How long the whole trip takes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TripView {
    pub class: Option<String>,
    pub days: [f64; 2],
    pub source: String,
}

/// What the user's own parcels teach of a norm.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LearnedStage)]
pub struct LearnedView {
    pub norm: String,
    pub from: Option<String>,
    pub class: Option<String>,
    pub finished: u32,
    pub unfinished: u32,
    /// Days by which 50 and 95 of 100 go on, as published and as learned.
    pub published: [f64; 2],
    pub learned: [f64; 2],
}

/// A time of the year that stretches stages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SeasonView {
    pub name: String,
    pub from: String,
    pub to: String,
    pub factor: f64,
    pub stages: Vec<Stage>,
    pub holds: bool,
    pub source: String,
}

/// What is in force today.
pub fn norms(app: &mut App) -> Result<NormsInForce, StoreError> {
    app.learn()?;
    let (knowledge, today) = (&app.setup.knowledge, app.today());
    let norms = &knowledge.norms;
    Ok(NormsInForce {
        files: knowledge.origins.iter().map(|it| FileView::of(it, today)).collect(),
        norms: norms.stages.iter().map(NormView::of).collect(),
        trips: trips(norms),
        learned: knowledge.history.cells().filter_map(|(cell, it)| LearnedView::of(app, cell, it)).collect(),
        seasons: norms.seasons.seasons.iter().map(|it| SeasonView::of(it, today)).collect(),
    })
}

/// Each class, and what holds for a parcel of which the class is not known.
fn trips(norms: &Norms) -> Vec<TripView> {
    let outermost = norms.trip_survival(None);
    let outermost = TripView {
        class: None,
        days: [0.05, 0.95].map(|share| round(outermost.quantile(share))),
        source: norms.outermost.source.clone(),
    };
    let trips = norms.trips.iter().map(|it| TripView {
        class: Some(it.class.clone()),
        days: it.days,
        source: it.source.clone(),
    });
    trips.chain([outermost]).collect()
}

impl FileView {
    fn of(origin: &Origin, today: Date) -> FileView {
        FileView {
            name: origin.name.clone(),
            as_of: origin.as_of,
            own: origin.own.clone(),
            stale: origin.stale.is_some() || (today - origin.checked).get_days() > OLD,
        }
    }
}

impl NormView {
    fn of(norm: &Norm) -> NormView {
        NormView {
            id: norm.id.clone(),
            stage: norm.stage,
            from: norm.from.clone(),
            to: norm.to.clone(),
            class: norm.class.clone(),
            days: norm.days,
            working: norm.working,
            least: norm.least,
            reliability: norm.reliability.clone(),
            source: norm.source.clone(),
        }
    }
}

impl LearnedView {
    fn of(app: &App, cell: &Cell, learned: &Learned) -> Option<LearnedView> {
        let norm = app.setup.knowledge.norms.stages.iter().find(|norm| norm.id == cell.norm)?;
        let shares = |it: &Survival| [0.5, 0.95].map(|share| round(it.quantile(share)));
        let published = norm.published();
        Some(LearnedView {
            norm: cell.norm.clone(),
            from: cell.from.clone(),
            class: cell.class.clone(),
            finished: learned.finished,
            unfinished: learned.unfinished,
            published: shares(&published),
            learned: shares(&learned.learned(published)),
        })
    }
}

impl SeasonView {
    fn of(season: &Season, today: Date) -> SeasonView {
        let [from, to] = season.in_year(today.year());
        SeasonView {
            name: season.name.clone(),
            from,
            to,
            factor: season.factor,
            stages: season.stages.clone(),
            holds: season.holds(today),
            source: season.source.clone(),
        }
    }
}

/// To a tenth of a day.
fn round(days: f64) -> f64 {
    (days * 10.0).round() / 10.0
}
