//! `posylka norms`: what is in force, from where, and what was learned.

use super::{columns::table, output::Reply};
use crate::app::{
    App,
    views::norms::{FileView, LearnedView, NormView, NormsInForce, norms},
};

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let in_force = norms(app)?;
    Ok(Reply::new(text(app, &in_force), in_force))
}

fn text(app: &App, it: &NormsInForce) -> String {
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
