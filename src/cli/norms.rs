//! `posylka norms`: what is in force, from where, and what was learned.

use jiff::civil::Date;
use serde::Serialize;

use super::output::{Reply, table};
use crate::{
    app::App,
    model::Stage,
    rules::{
        history::{Cell, Learned},
        norms::{Norm, Season},
    },
};

/// A file this old is worth a look, in days.
const OLD: i32 = 365;

#[derive(Serialize)]
struct InForce {
    files: Vec<FileView>,
    norms: Vec<NormView>,
    trips: Vec<TripView>,
    learned: Vec<LearnedView>,
    seasons: Vec<SeasonView>,
}

#[derive(Serialize)]
struct FileView {
    name: String,
    as_of: Date,
    /// The user's own file, if that is in force.
    own: Option<String>,
    /// The program's file is newer, or the figures are over a year old.
    stale: bool,
}

#[derive(Serialize)]
struct NormView {
    id: String,
    stage: Stage,
    from: Option<String>,
    to: Option<String>,
    class: Option<String>,
    days: [f64; 2],
    working: bool,
    least: f64,
    reliability: String,
    source: String,
}

#[derive(Serialize)]
struct TripView {
    class: Option<String>,
    days: [f64; 2],
    source: String,
}

#[derive(Serialize)]
struct LearnedView {
    norm: String,
    from: Option<String>,
    class: Option<String>,
    finished: u32,
    unfinished: u32,
    /// Days by which 50 and 95 of 100 go on, as published and as learned.
    published: [f64; 2],
    learned: [f64; 2],
}

#[derive(Serialize)]
struct SeasonView {
    name: String,
    from: String,
    to: String,
    factor: f64,
    stages: Vec<Stage>,
    holds: bool,
    source: String,
}

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    app.learn()?;
    let (knowledge, today) = (&app.setup.knowledge, app.today());
    let norms = &knowledge.norms;
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
    let old = |checked: Date| (today - checked).get_days() > OLD;
    let in_force = InForce {
        files: knowledge
            .origins
            .iter()
            .map(|it| FileView {
                name: it.name.clone(),
                as_of: it.as_of,
                own: it.own.clone(),
                stale: it.stale.is_some() || old(it.checked),
            })
            .collect(),
        norms: norms.stages.iter().map(NormView::of).collect(),
        trips: trips.chain([outermost]).collect(),
        learned: knowledge.history.cells().filter_map(|(cell, it)| LearnedView::of(app, cell, it)).collect(),
        seasons: norms.seasons.seasons.iter().map(|it| SeasonView::of(it, today)).collect(),
    };
    Ok(Reply::new(text(app, &in_force), in_force))
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
        let shares = |it: &crate::rules::survival::Survival| [0.5, 0.95].map(|share| round(it.quantile(share)));
        let published = norm.published();
        Some(LearnedView {
            norm: cell.norm.clone(),
            from: cell.from.clone(),
            class: cell.class.clone(),
            finished: learned.finished,
            unfinished: learned.unfinished,
            published: shares(&published),
            learned: shares(&learned.shrink(published)),
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

fn text(app: &App, it: &InForce) -> String {
    let head = |ids: &[&str]| ids.iter().map(|id| app.label(&format!("norms-{id}"))).collect::<Vec<_>>();
    let mut text = files(app, &it.files, head(&["file", "as-of", "where"]));
    text += &format!("\n{}\n", app.label("norms-title"));
    let rows = it.norms.iter().map(|norm| {
        let unit = if norm.working { app.label("norms-working") } else { String::new() };
        let days = format!("{} {unit}", span(norm.days));
        [
            norm.id.clone(),
            app.setup.phrases.stage(norm.stage),
            fits(norm),
            days,
            norm.reliability.clone(),
            norm.source.clone(),
        ]
    });
    text += &table(titles(head(&["norm", "stage", "for", "days", "reliability", "source"])), rows);
    text += &format!("\n{}\n", app.label("norms-trip-title"));
    let rows = it.trips.iter().map(|trip| {
        [trip.class.clone().unwrap_or_else(|| app.label("norms-any")), span(trip.days), trip.source.clone()]
    });
    text += &table(titles(head(&["class", "days", "source"])), rows);
    text += &learned(app, &it.learned, head(&["norm", "for", "own", "published", "learned"]));
    text += &format!("\n{}\n", app.label("norms-season-title"));
    let rows = it.seasons.iter().map(|season| {
        let holds = if season.holds { app.label("norms-now") } else { String::new() };
        let when = format!("{} – {}", season.from, season.to);
        [season.name.clone(), when, format!("×{}", season.factor), holds, season.source.clone()]
    });
    text + &table(titles(head(&["season", "when", "factor", "holds", "source"])), rows)
}

fn files(app: &App, files: &[FileView], head: Vec<String>) -> String {
    let rows = files.iter().map(|file| {
        let place = file.own.clone().unwrap_or_else(|| app.label("norms-built-in"));
        let stale = if file.stale { format!(" ({})", app.label("norms-stale")) } else { String::new() };
        [file.name.clone(), file.as_of.to_string(), place + &stale]
    });
    table(titles(head), rows)
}

fn learned(app: &App, learned: &[LearnedView], head: Vec<String>) -> String {
    if learned.is_empty() {
        return format!("\n{}\n", app.label("norms-nothing-learned"));
    }
    let rows = learned.iter().map(|it| {
        let fits = [it.from.clone().map(|from| format!("{from} →")), it.class.clone()];
        let own = format!("{} + {}", it.finished, it.unfinished);
        let days = |[half, most]: [f64; 2]| format!("{half} / {most}");
        [
            it.norm.clone(),
            fits.into_iter().flatten().collect::<Vec<_>>().join(" "),
            own,
            days(it.published),
            days(it.learned),
        ]
    });
    format!("\n{}\n{}", app.label("norms-learned-title"), table(titles(head), rows))
}

/// For which parcels: route and class.
fn fits(norm: &NormView) -> String {
    let any = || "*".to_owned();
    let route = match (&norm.from, &norm.to) {
        (None, None) => None,
        (from, to) => Some(format!("{} → {}", from.clone().unwrap_or_else(any), to.clone().unwrap_or_else(any))),
    };
    [route, norm.class.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn titles<const N: usize>(head: Vec<String>) -> [String; N] {
    let mut head = head.into_iter();
    std::array::from_fn(|_| head.next().unwrap_or_default())
}

fn span([low, high]: [f64; 2]) -> String {
    format!("{low}–{high}")
}

/// To a tenth of a day.
fn round(days: f64) -> f64 {
    (days * 10.0).round() / 10.0
}
