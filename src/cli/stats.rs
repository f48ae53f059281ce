//! `posylka stats`: how long the user's own parcels took, what became of the purchases, and where the money is.

use clap::ValueEnum;
use serde::Serialize;

use super::{columns::table, output::Reply};
use crate::{
    app::{
        App,
        views::statistics::{By, Figures, LedgerView, Statistics, statistics},
    },
    model::Money,
};

#[derive(Debug, clap::Args)]
pub(super) struct Stats {
    /// What became of the purchases of each: orders, days to post, how claims ended, money back
    #[arg(long, value_enum)]
    by: Option<What>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Seller,
    Shop,
    Route,
    Carrier,
}

/// The groups of one kind.
#[derive(Serialize)]
struct Grouped {
    by: By,
    groups: Vec<Figures>,
}

pub(super) fn run(app: &mut App, args: &Stats) -> anyhow::Result<Reply> {
    let stats = statistics(app)?;
    let Some(what) = args.by else {
        return Ok(Reply::new(text(app, &stats), stats));
    };
    let by = match what {
        What::Seller => By::Seller,
        What::Shop => By::Shop,
        What::Route => By::Route,
        What::Carrier => By::Carrier,
    };
    let groups = stats.by(by);
    let said = if groups.is_empty() { app.label(&format!("stats-no-{by}")) } else { records(app, by, &groups) };
    Ok(Reply::new(said, Grouped { by, groups }))
}

fn text(app: &App, stats: &Statistics) -> String {
    let trips = if stats.all.parcels == 0 { app.label("stats-none") + "\n" } else { trips(app, stats) };
    trips + "\n" + &ledger(app, &stats.ledger)
}

fn trips(app: &App, stats: &Statistics) -> String {
    let ids = ["what", "parcels", "arrived", "lost", "share-lost", "median", "ninety"];
    let row = |it: &Figures| {
        let share = it.share_lost.map_or_else(|| "—".to_owned(), |share| format!("{:.1} %", share * 100.0));
        let [parcels, arrived, lost] = [it.parcels, it.arrived, it.lost].map(|count| count.to_string());
        [it.name.clone(), parcels, arrived, lost, share, days(it.median_days), days(it.ninety_days)]
    };
    let titled = |id: &str| std::array::from_fn(|at| if at == 0 { app.label(id) } else { String::new() });
    let part = |id: &str, figures: &[Figures]| {
        let rows: Vec<[String; 7]> = figures.iter().filter(|it| it.parcels > 0).map(row).collect();
        let title = (!rows.is_empty()).then(|| titled(id));
        title.into_iter().chain(rows).collect::<Vec<_>>()
    };
    let rows = std::iter::once(row(&stats.all))
        .chain(part("stats-routes", &stats.routes))
        .chain(part("stats-carriers", &stats.carriers))
        .chain(part("stats-shops", &stats.shops))
        .chain(part("stats-sellers", &stats.sellers));
    table(ids.map(|id| app.label(&format!("stats-{id}"))), rows) + &format!("\n{}\n", app.label("stats-note"))
}

fn days(days: Option<f64>) -> String {
    days.map_or_else(|| "—".to_owned(), |days| format!("{days:.0}"))
}

/// What became of the purchases of each group.
fn records(app: &App, by: By, groups: &[Figures]) -> String {
    let ids = ["orders", "posting", "transit", "came", "never", "disputes", "ended", "back"];
    let [orders, posting, transit, came, never, disputes, ended, back] =
        ids.map(|id| app.label(&format!("stats-{id}")));
    let head = [app.label(&format!("stats-{by}")), orders, posting, transit, came, never, disputes, ended, back];
    let rows = groups.iter().map(|it| {
        let record = &it.orders;
        let ends = [
            ("refunded", record.disputes.refunded),
            ("against", record.disputes.against),
            ("withdrawn", record.disputes.withdrawn),
            ("running", record.disputes.running),
        ];
        let ended = ends.into_iter().filter(|(_, count)| *count > 0);
        let ended = ended.map(|(id, count)| app.phrase(&format!("stats-ended-{id}"), &[("count", count.into())]));
        let [count, came, never] = [record.count, record.came, record.never_came].map(|count| count.to_string());
        [
            it.name.clone(),
            count,
            days(record.days_to_post),
            days(it.median_days),
            came,
            never,
            record.disputes.opened.to_string(),
            ended.collect::<Vec<_>>().join(", "),
            back_of(app, &record.refunded, record.refunded_untold),
        ]
    });
    table(head, rows) + &format!("\n{}", app.label("stats-by-note"))
}

/// What came back, and how often a sum was not told.
pub(super) fn back_of(app: &App, refunded: &[Money], untold: usize) -> String {
    let untold = (untold > 0).then(|| app.phrase("stats-untold", &[("count", untold.into())]));
    let all: Vec<String> = sums(app, refunded).into_iter().chain(untold).collect();
    all.join(", ")
}

/// Sums of several currencies, side by side.
pub(super) fn sums(app: &App, all: &[Money]) -> Option<String> {
    let all: Vec<String> = all.iter().map(|money| app.setup.phrases.money(money)).collect();
    (!all.is_empty()).then(|| all.join(" + "))
}

fn ledger(app: &App, it: &LedgerView) -> String {
    let none = || "—".to_owned();
    let row = |id: &str, all: &[Money]| [app.label(&format!("ledger-{id}")), sums(app, all).unwrap_or_else(none)];
    let back = back_of(app, &it.refunded, it.refunded_untold);
    let back = if back.is_empty() { none() } else { back };
    let rows = [
        row("paid", &it.paid),
        row("protected", &it.protected),
        row("unprotected", &it.unprotected),
        row("in-dispute", &it.in_dispute),
        [app.label("ledger-refunded"), back],
        row("lost", &it.lost),
    ];
    let unpriced = (it.unpriced > 0).then(|| app.phrase("ledger-unpriced", &[("count", it.unpriced.into())]) + "\n");
    table([app.label("ledger-what"), app.label("ledger-sum")], rows) + &unpriced.unwrap_or_default()
}
