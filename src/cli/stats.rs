//! `posylka stats`: how long the user's own parcels took, and how many were lost.

use super::output::{Reply, table};
use crate::app::{
    App,
    views::statistics::{Figures, Statistics, statistics},
};

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let stats = statistics(app)?;
    let text = if stats.all.parcels == 0 { app.label("stats-none") } else { text(app, &stats) };
    Ok(Reply::new(text, stats))
}

fn text(app: &App, stats: &Statistics) -> String {
    let ids = ["what", "parcels", "arrived", "lost", "share-lost", "median", "ninety"];
    let days = |days: Option<f64>| days.map_or_else(|| "—".to_owned(), |days| format!("{days:.0}"));
    let row = |it: &Figures| {
        let share = it.share_lost.map_or_else(|| "—".to_owned(), |share| format!("{:.1} %", share * 100.0));
        let [parcels, arrived, lost] = [it.parcels, it.arrived, it.lost].map(|count| count.to_string());
        [it.name.clone(), parcels, arrived, lost, share, days(it.median_days), days(it.ninety_days)]
    };
    let titled = |id: &str| std::array::from_fn(|at| if at == 0 { app.label(id) } else { String::new() });
    let part = |id: &str, figures: &[Figures]| {
        let rows: Vec<[String; 7]> = figures.iter().map(row).collect();
        let title = (!rows.is_empty()).then(|| titled(id));
        title.into_iter().chain(rows).collect::<Vec<_>>()
    };
    let rows = std::iter::once(row(&stats.all))
        .chain(part("stats-routes", &stats.routes))
        .chain(part("stats-carriers", &stats.carriers))
        .chain(part("stats-shops", &stats.shops));
    table(ids.map(|id| app.label(&format!("stats-{id}"))), rows) + &format!("\n{}", app.label("stats-note"))
}
