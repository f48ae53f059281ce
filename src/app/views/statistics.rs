//! How long the user's own parcels took, and how many were lost.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    app::App,
    model::Case,
    rules::trips::{Summary, Trip, summary, trip},
    store::StoreError,
};

/// How long parcels took, all together and by what they have in common.
#[derive(Debug, Clone, Serialize)]
pub struct Statistics {
    pub all: Figures,
    pub routes: Vec<Figures>,
    pub carriers: Vec<Figures>,
    pub shops: Vec<Figures>,
}

/// How long some parcels took.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    pub name: String,
    pub parcels: usize,
    pub arrived: usize,
    pub lost: usize,
    /// Of those that are over, from 0 to 1.
    pub share_lost: Option<f64>,
    /// Days from posting by which half arrive.
    pub median_days: Option<f64>,
    /// Days from posting by which nine of ten arrive.
    pub ninety_days: Option<f64>,
}

/// Trips by what they have in common.
struct Groups(BTreeMap<String, Vec<Trip>>);

/// How long the user's own parcels took so far.
pub fn statistics(app: &mut App) -> Result<Statistics, StoreError> {
    let cases = app.store.reading(|tx| tx.lives())?;
    let (mut all, [mut routes, mut carriers, mut shops]) = (Vec::new(), [const { Groups(BTreeMap::new()) }; 3]);
    for case in &cases {
        let Some(trip) = trip(case, &app.setup.knowledge, app.now) else { continue };
        all.push(trip);
        routes.put([route(app, case)], trip);
        let legs = case.legs.iter().filter(|leg| leg.sure());
        carriers.put(distinct(legs.map(|leg| &leg.key.carrier)).into_iter().map(|id| app.setup.name_of(id)), trip);
        shops.put(distinct(case.orders.iter().map(|order| order.shop.to_string())), trip);
    }
    let all = Figures::of(app.label("stats-all"), &all);
    Ok(Statistics { all, routes: routes.figures(), carriers: carriers.figures(), shops: shops.figures() })
}

/// From which country, to which, and in which class.
fn route(app: &App, case: &Case) -> String {
    let travel = app.setup.knowledge.travel(&case.legs);
    let from = travel.from.map_or_else(|| app.label("stats-unknown"), str::to_owned);
    let class = travel.class.map(|class| format!(" {class}")).unwrap_or_default();
    format!("{from} → {}{class}", travel.to)
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Groups {
    fn put(&mut self, names: impl IntoIterator<Item = String>, trip: Trip) {
        names.into_iter().for_each(|name| self.0.entry(name).or_default().push(trip));
    }

    fn figures(self) -> Vec<Figures> {
        self.0.into_iter().map(|(name, trips)| Figures::of(name, &trips)).collect()
    }
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
