//! `posylka show`

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{
    explain, list,
    output::{Reply, table},
};
use crate::{
    app::{
        App,
        views::parcel::{EventView, ParcelView},
    },
    model::{Case, Notice, Order},
    rules::timeline,
    store::Listed,
};

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    parcel: ParcelView,
    orders: Vec<Order>,
    events: Vec<EventView>,
    notices: Vec<Told>,
    explain: Vec<String>,
}

#[derive(Serialize)]
struct Told {
    at: Timestamp,
    key: String,
    title: String,
    body: String,
}

pub(super) fn run(app: &mut App, parcel: &str) -> anyhow::Result<Reply> {
    let (case, listed) = explain::found(app, parcel)?;
    let notices = app.store.reading(|tx| tx.notices_of(case.parcel.id))?;
    let shown = Shown {
        parcel: ParcelView::of(app, &listed),
        orders: listed.orders.clone(),
        events: events(&case),
        notices: notices.iter().map(|notice| told(app, &case, notice)).collect(),
        explain: explain::lines(app, &case),
    };
    Ok(Reply::new(text(app, &shown, &case, &listed), shown))
}

/// The merged line, each scan with everybody who told it.
fn events(case: &Case) -> Vec<EventView> {
    let own = timeline::own(case, &case.legs, &case.entries);
    let view = |line: timeline::Line<'_>| {
        let also = line.also.iter().map(|it| format!("{} {}", it.leg.carrier, it.leg.number)).collect();
        EventView { also, ..EventView::of(line.entry) }
    };
    timeline::merge(&own).into_iter().map(view).collect()
}

fn told(app: &App, case: &Case, notice: &Notice) -> Told {
    let title = &case.parcel.title;
    let (title, body) = app.setup.telling(app.today(), |setting| app.setup.phrases.notice(notice, title, setting));
    Told { at: notice.at, key: notice.key.clone(), title, body }
}

fn text(app: &App, shown: &Shown, case: &Case, listed: &Listed) -> String {
    let phrases = &app.setup.phrases;
    let mut text = format!(
        "{} {}: {}\n{}\n\n",
        shown.parcel.id,
        shown.parcel.title,
        list::stage(app, &shown.parcel),
        shown.parcel.verdict
    );
    text += &orders(app, &shown.orders);
    let head = ["show-number", "show-carrier", "show-role", "show-state", "show-asked"].map(|id| app.label(id));
    let rows = listed.legs.iter().map(|leg| {
        let asked = leg.asks.last.map(|at| minute(app, at)).unwrap_or_default();
        let (role, state) = (phrases.role(leg.role), phrases.leg_state(leg.state));
        [leg.key.number.to_string(), app.setup.name_of(&leg.key.carrier), role, state, asked]
    });
    if !listed.legs.is_empty() {
        text += &table(head, rows);
    }
    let head = ["show-when", "show-what", "show-where", "show-source"].map(|id| app.label(id));
    let rows = shown.events.iter().map(|event| {
        let who = std::iter::once(told_by(app, event));
        let also = event.also.iter().filter_map(|it| it.split(' ').next()).map(|it| app.setup.name_of(&it.into()));
        let status = event.told.status.map(|status| phrases.status(status));
        let what = status.into_iter().chain(Some(event.told.text.clone())).filter(|it| !it.is_empty());
        let what = what.collect::<Vec<_>>().join(": ");
        let who: Vec<String> = who.chain(also).collect();
        [when(app, event), what, event.told.place.clone(), who.join(", ")]
    });
    if !shown.events.is_empty() {
        text += &format!("\n{}", table(head, rows));
    }
    let advice = app.setup.telling(app.today(), |setting| phrases.advice(&case.advice, &case.orders, setting));
    if let Some(arrival) = explain::arrival(app, case) {
        text += &format!("\n{arrival}\n");
    }
    text += &format!("\n{}: {advice}\n", app.label("show-advice"));
    if !shown.notices.is_empty() {
        text += &format!("\n{}\n", app.label("show-notices"));
        for told in &shown.notices {
            text += &format!("{}  {}\n", minute(app, told.at), told.title);
        }
    }
    text
}

/// The purchases, with what is known of them. One of which nothing is known but the shop is left out.
fn orders(app: &App, orders: &[Order]) -> String {
    let head = ["id", "shop", "price", "ordered", "shipped", "promised", "protection"];
    let day = |day: Option<Date>| day.map(|day| app.setup.phrases.date(day, app.today())).unwrap_or_default();
    let rows = orders.iter().map(|it| {
        let price = it.price.as_ref().map(|price| app.setup.phrases.money(price)).unwrap_or_default();
        let days = [it.ordered, it.shipped, it.promised, it.protection_ends].map(day);
        let [ordered, shipped, promised, ends] = days;
        [it.id.clone(), it.shop.to_string(), price, ordered, shipped, promised, ends]
    });
    let mut rows: Vec<[String; 7]> = rows.collect();
    rows.retain(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1);
    match rows.is_empty() {
        true => String::new(),
        false => table(head.map(|id| app.label(&format!("order-{id}"))), rows) + "\n",
    }
}

/// A carrier by the sources that answer for it; the user and messages by themselves.
fn told_by(app: &App, event: &EventView) -> String {
    match event.source.as_str() {
        by if by == "user" || by.starts_with("message:") => {
            app.setup.telling(app.today(), |setting| app.setup.phrases.said_by(by, setting))
        }
        _ => app.setup.name_of(&event.carrier.as_str().into()),
    }
}

/// When it happened in the user's zone, with the wall time of the place where that differs. Where the offset is not
/// certain, the wall time is all there is.
fn when(app: &App, event: &EventView) -> String {
    let wall = event.told.wall.get(..16).unwrap_or(&event.told.wall).replace('T', " ");
    let Some(offset) = &event.told.offset else { return wall };
    let Ok(at) = format!("{}{offset}", event.told.wall).parse::<Timestamp>() else { return wall };
    let here = minute(app, at);
    if here == wall {
        return wall;
    }
    let same_day = here.get(..10) == wall.get(..10);
    let there = wall.get(if same_day { 11 } else { 5 }..).unwrap_or(&wall);
    app.phrase("show-there", &[("here", here.as_str().into()), ("there", there.into())])
}

/// A moment in the user's zone, to the minute.
fn minute(app: &App, at: Timestamp) -> String {
    at.to_zoned(app.setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}
