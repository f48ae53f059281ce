//! How long the user's own parcels took, how many were lost, what became of the purchases, and where the money is.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    model::{Case, Money, Order, ShopId, words},
    rules::{
        purchases::{self, Ledger, Purchase, Record, purchases},
        trips::{Summary, Trip, summary, trip},
    },
    store::StoreError,
};

words! {
    /// What purchases have in common.
    By {
        /// From whom they were bought.
        Seller = "seller",
        /// Where.
        Shop = "shop",
        /// From which country to which, and in which class.
        Route = "route",
        /// Who carried them.
        Carrier = "carrier",
    }
}

/// How long parcels took, all together and by what they have in common.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Statistics {
    pub all: Figures,
    pub routes: Vec<Figures>,
    pub carriers: Vec<Figures>,
    pub shops: Vec<Figures>,
    pub sellers: Vec<Figures>,
    pub ledger: LedgerView,
}

/// What became of some purchases, and how long their parcels took.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Figures {
    pub name: String,
    /// Of which it is known when they were posted: the following is of them.
    pub parcels: usize,
    pub arrived: usize,
    pub lost: usize,
    /// Of those that are over, from 0 to 1.
    pub share_lost: Option<f64>,
    /// Days from posting by which half arrive.
    pub median_days: Option<f64>,
    /// Days from posting by which nine of ten arrive.
    pub ninety_days: Option<f64>,
    pub orders: RecordView,
}

/// What became of some purchases.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecordView {
    pub count: usize,
    pub came: usize,
    pub never_came: usize,
    /// Days from paying to posting, of half of them at the most.
    pub days_to_post: Option<f64>,
    pub disputes: Disputes,
    /// Sums, one for each currency.
    pub paid: Vec<Money>,
    pub refunded: Vec<Money>,
    /// Refunds of a sum that nobody told.
    pub refunded_untold: usize,
}

/// Claims by how they ended.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Disputes {
    pub opened: usize,
    pub refunded: usize,
    pub against: usize,
    pub withdrawn: usize,
    pub running: usize,
}

/// Where the money is: sums, one for each currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerView {
    pub paid: Vec<Money>,
    pub protected: Vec<Money>,
    /// For what is under way, and whose protection is over or not known.
    pub unprotected: Vec<Money>,
    pub in_dispute: Vec<Money>,
    pub refunded: Vec<Money>,
    pub lost: Vec<Money>,
    /// Purchases whose price nobody told.
    pub unpriced: usize,
    /// Refunds of a sum that nobody told.
    pub refunded_untold: usize,
}

/// What became of the purchases from one seller, where something went wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SellerView {
    pub seller: String,
    pub shop: ShopId,
    pub orders: RecordView,
    /// Of those that are over, from 0 to 1; nothing where they are too few to say.
    pub share_lost: Option<f64>,
    /// The same of all purchases.
    pub share_lost_of_all: Option<f64>,
}

/// Trips and purchases that have something in common.
#[derive(Default)]
struct Group {
    trips: Vec<Trip>,
    record: Record,
}

/// Groups by the name of what they have in common, whatever case it is written in.
#[derive(Default)]
struct Groups(BTreeMap<String, (String, Group)>);

/// How long the user's own parcels took so far, and what became of the purchases.
pub fn statistics(app: &mut App) -> Result<Statistics, StoreError> {
    let cases = app.store.reading(|tx| tx.lives())?;
    let mut all = Group::default();
    let mut groups: BTreeMap<By, Groups> = BTreeMap::new();
    for case in &cases {
        let trip = trip(case, &app.setup.knowledge, app.now);
        let bought = purchases(case, &app.setup.knowledge, app.now);
        all.put(trip, bought.iter());
        for by in By::ALL {
            for name in names(app, case, *by) {
                let of = |it: &&Purchase<'_>| name_of(*by, it.order).is_none_or(|it| folded(&it) == folded(&name));
                let group = groups.entry(*by).or_default().0.entry(folded(&name));
                group.or_insert_with(|| (name.clone(), Group::default())).1.put(trip, bought.iter().filter(of));
            }
        }
    }
    let ledger = LedgerView::of(&purchases::ledger(&cases, &app.setup.knowledge, app.now));
    let all = Figures::of(app.label("stats-all"), &all);
    let mut of = |by| groups.remove(&by).unwrap_or_default().figures();
    let [routes, carriers, shops, sellers] = [By::Route, By::Carrier, By::Shop, By::Seller].map(&mut of);
    Ok(Statistics { all, routes, carriers, shops, sellers, ledger })
}

impl Statistics {
    /// The groups of what purchases have in common.
    pub fn by(self, by: By) -> Vec<Figures> {
        match by {
            By::Seller => self.sellers,
            By::Shop => self.shops,
            By::Route => self.routes,
            By::Carrier => self.carriers,
        }
    }
}

/// What became of what was bought from a seller before; nothing where all went well.
pub(in crate::app) fn seller(app: &mut App, seller: &str, shop: &ShopId) -> Result<Option<SellerView>, StoreError> {
    let cases = app.store.reading(|tx| tx.lives())?;
    let (mut all, mut own) = (Record::default(), Record::default());
    for case in &cases {
        for it in purchases(case, &app.setup.knowledge, app.now) {
            all.add(&it);
            if it.order.shop == *shop && folded(&it.order.seller) == folded(seller) {
                own.add(&it);
            }
        }
    }
    Ok(own.is_marked().then(|| SellerView {
        seller: seller.to_owned(),
        shop: shop.clone(),
        orders: RecordView::of(&own),
        share_lost: own.share_lost().filter(|_| own.tells()),
        share_lost_of_all: all.share_lost().filter(|_| own.tells()),
    }))
}

/// What a parcel is named by: everything that fits it.
fn names(app: &App, case: &Case, by: By) -> Vec<String> {
    let legs = case.legs.iter().filter(|leg| leg.sure());
    match by {
        By::Route => vec![route(app, case)],
        By::Carrier => distinct(legs.map(|leg| &leg.key.carrier)).into_iter().map(|id| app.setup.name_of(id)).collect(),
        By::Shop | By::Seller => distinct(case.orders.iter().filter_map(|order| name_of(by, order))),
    }
}

/// What an order is named by itself. A seller is one of their shop: another shop's of the same name is another.
fn name_of(by: By, order: &Order) -> Option<String> {
    match by {
        By::Shop => Some(order.shop.to_string()),
        By::Seller => (!order.seller.is_empty()).then(|| format!("{} ({})", order.seller, order.shop)),
        By::Route | By::Carrier => None,
    }
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
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

impl Group {
    fn put<'a>(&mut self, trip: Option<Trip>, bought: impl Iterator<Item = &'a Purchase<'a>>) {
        self.trips.extend(trip);
        bought.for_each(|it| self.record.add(it));
    }
}

impl Groups {
    fn figures(self) -> Vec<Figures> {
        self.0.into_values().map(|(name, group)| Figures::of(name, &group)).collect()
    }
}

impl Figures {
    fn of(name: String, group: &Group) -> Figures {
        let Summary { parcels, arrived, lost, median, ninety } = summary(&group.trips);
        let round = |days: f64| (days * 10.0).round() / 10.0;
        let over = arrived + lost;
        let share_lost = (over > 0).then(|| (lost as f64 / over as f64 * 1_000.0).round() / 1_000.0);
        let (median_days, ninety_days) = (median.map(round), ninety.map(round));
        let orders = RecordView::of(&group.record);
        Figures { name, parcels, arrived, lost, share_lost, median_days, ninety_days, orders }
    }
}

impl RecordView {
    fn of(record: &Record) -> RecordView {
        let purchases::Claims { opened, refunded, against, withdrawn, running } = record.claims;
        RecordView {
            count: record.orders,
            came: record.came,
            never_came: record.lost,
            days_to_post: record.days_to_post(),
            disputes: Disputes { opened, refunded, against, withdrawn, running },
            paid: record.paid.all(),
            refunded: record.back.all(),
            refunded_untold: record.back_untold,
        }
    }
}

impl LedgerView {
    fn of(ledger: &Ledger) -> LedgerView {
        LedgerView {
            paid: ledger.paid.all(),
            protected: ledger.protected.all(),
            unprotected: ledger.unprotected.all(),
            in_dispute: ledger.disputed.all(),
            refunded: ledger.refunded.all(),
            lost: ledger.lost.all(),
            unpriced: ledger.unpriced,
            refunded_untold: ledger.refunded_untold,
        }
    }
}
