//! `posylka stats`: how long the user's own parcels took, and how many were lost.

use std::collections::BTreeMap;

use serde::Serialize;

use super::output::{Reply, table};
use crate::{
    app::App,
    rules::trips::{Summary, Trip, summary, trip},
};

#[derive(Serialize)]
struct Stats {
    all: Figures,
    routes: Vec<Figures>,
    carriers: Vec<Figures>,
    shops: Vec<Figures>,
}

#[derive(Serialize)]
struct Figures {
    name: String,
    parcels: usize,
    arrived: usize,
    lost: usize,
    /// Of those that are over, from 0 to 1.
    share_lost: Option<f64>,
    /// Days from posting by which half, and nine of ten, arrive.
    median_days: Option<f64>,
    ninety_days: Option<f64>,
}

impl Figures {
    fn of(name: String, trips: &[Trip]) -> Figures {
        let Summary { parcels, arrived, lost, median, ninety } = summary(trips);
        let round = |days: f64| (days * 10.0).round() / 10.0;
        let over = arrived + lost;
        let share_lost = (over > 0).then(|| (lost as f64 / over as f64 * 1_000.0).round() / 1_000.0);
        let (median_days, ninety_days) = (median.map(round), ninety.map(round));
        Figures { name, parcels, arrived, lost, share_lost, median_days, ninety_days }
    }
}

/// Trips by what they have in common.
type Groups = BTreeMap<String, Vec<Trip>>;

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let cases = app.store.reading(|tx| tx.lives())?;
    let (knowledge, mut all) = (&app.setup.knowledge, Vec::new());
    let [mut routes, mut carriers, mut shops] = [const { Groups::new() }; 3];
    for case in &cases {
        let Some(trip) = trip(case, knowledge, app.now) else { continue };
        all.push(trip);
        let travel = knowledge.travel(&case.legs);
        let from = travel.from.map_or_else(|| app.label("stats-unknown"), str::to_owned);
        let class = travel.class.map(|class| format!(" {class}")).unwrap_or_default();
        routes.entry(format!("{from} → {}{class}", travel.to)).or_default().push(trip);
        let mut ids: Vec<_> = case.legs.iter().filter(|leg| leg.sure()).map(|leg| &leg.key.carrier).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().for_each(|id| carriers.entry(app.setup.name_of(id)).or_default().push(trip));
        let mut bought: Vec<_> = case.orders.iter().map(|order| order.shop.to_string()).collect();
        bought.sort_unstable();
        bought.dedup();
        bought.into_iter().for_each(|shop| shops.entry(shop).or_default().push(trip));
    }
    let figures = |groups: Groups| groups.into_iter().map(|(name, trips)| Figures::of(name, &trips)).collect();
    let all = Figures::of(app.label("stats-all"), &all);
    let stats = Stats { all, routes: figures(routes), carriers: figures(carriers), shops: figures(shops) };
    let text = if stats.all.parcels == 0 { app.label("stats-none") } else { text(app, &stats) };
    Ok(Reply::new(text, stats))
}

fn text(app: &App, stats: &Stats) -> String {
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
