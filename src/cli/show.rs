//! `posylka show`

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{
    Reply,
    desk::Desk,
    explain, list,
    reply::table,
    view::{EventView, ParcelView},
};
use crate::{
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

pub(super) fn run(desk: &mut Desk, parcel: &str) -> anyhow::Result<Reply> {
    let (case, listed) = explain::found(desk, parcel)?;
    let notices = desk.store.reading(|tx| tx.notices_of(case.parcel.id))?;
    let shown = Shown {
        parcel: ParcelView::of(desk, &listed),
        orders: listed.orders.clone(),
        events: events(&case),
        notices: notices.iter().map(|notice| told(desk, &case, notice)).collect(),
        explain: explain::lines(desk, &case),
    };
    Ok(Reply::new(text(desk, &shown, &case, &listed), shown))
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

fn told(desk: &Desk, case: &Case, notice: &Notice) -> Told {
    let title = &case.parcel.title;
    let (title, body) = desk.setup.telling(desk.today(), |setting| desk.setup.phrases.notice(notice, title, setting));
    Told { at: notice.at, key: notice.key.clone(), title, body }
}

fn text(desk: &Desk, shown: &Shown, case: &Case, listed: &Listed) -> String {
    let phrases = &desk.setup.phrases;
    let mut text = format!(
        "{} {}: {}\n{}\n\n",
        shown.parcel.id,
        shown.parcel.title,
        list::stage(desk, &shown.parcel),
        shown.parcel.verdict
    );
    text += &orders(desk, &shown.orders);
    let head = ["show-number", "show-carrier", "show-role", "show-state", "show-asked"].map(|id| desk.label(id));
    let rows = listed.legs.iter().map(|leg| {
        let asked = leg.asks.last.map(|at| minute(desk, at)).unwrap_or_default();
        let (role, state) = (phrases.role(leg.role), phrases.leg_state(leg.state));
        [leg.key.number.to_string(), desk.setup.name_of(&leg.key.carrier), role, state, asked]
    });
    if !listed.legs.is_empty() {
        text += &table(head, rows);
    }
    let head = ["show-when", "show-what", "show-where", "show-source"].map(|id| desk.label(id));
    let rows = shown.events.iter().map(|event| {
        let who = std::iter::once(told_by(desk, event));
        let also = event.also.iter().filter_map(|it| it.split(' ').next()).map(|it| desk.setup.name_of(&it.into()));
        let status = event.told.status.map(|status| phrases.status(status));
        let what = status.into_iter().chain(Some(event.told.text.clone())).filter(|it| !it.is_empty());
        let what = what.collect::<Vec<_>>().join(": ");
        let who: Vec<String> = who.chain(also).collect();
        [when(desk, event), what, event.told.place.clone(), who.join(", ")]
    });
    if !shown.events.is_empty() {
        text += &format!("\n{}", table(head, rows));
    }
    let advice = desk.setup.telling(desk.today(), |setting| phrases.advice(&case.advice, &case.orders, setting));
    if let Some(arrival) = explain::arrival(desk, case) {
        text += &format!("\n{arrival}\n");
    }
    text += &format!("\n{}: {advice}\n", desk.label("show-advice"));
    if !shown.notices.is_empty() {
        text += &format!("\n{}\n", desk.label("show-notices"));
        for told in &shown.notices {
            text += &format!("{}  {}\n", minute(desk, told.at), told.title);
        }
    }
    text
}

/// The purchases, with what is known of them. One of which nothing is known but the shop is left out.
fn orders(desk: &Desk, orders: &[Order]) -> String {
    let head = ["id", "shop", "price", "ordered", "shipped", "promised", "protection"];
    let day = |day: Option<Date>| day.map(|day| desk.setup.phrases.date(day, desk.today())).unwrap_or_default();
    let rows = orders.iter().map(|it| {
        let price = it.price.as_ref().map(|price| desk.setup.phrases.money(price)).unwrap_or_default();
        let days = [it.ordered, it.shipped, it.promised, it.protection_ends].map(day);
        let [ordered, shipped, promised, ends] = days;
        [it.id.clone(), it.shop.to_string(), price, ordered, shipped, promised, ends]
    });
    let mut rows: Vec<[String; 7]> = rows.collect();
    rows.retain(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1);
    match rows.is_empty() {
        true => String::new(),
        false => table(head.map(|id| desk.label(&format!("order-{id}"))), rows) + "\n",
    }
}

/// A carrier by the sources that answer for it; the user and messages by themselves.
fn told_by(desk: &Desk, event: &EventView) -> String {
    match event.source.as_str() {
        by if by == "user" || by.starts_with("message:") => {
            desk.setup.telling(desk.today(), |setting| desk.setup.phrases.said_by(by, setting))
        }
        _ => desk.setup.name_of(&event.carrier.as_str().into()),
    }
}

/// When it happened in the user's zone, with the wall time of the place where that differs. Where the offset is not
/// certain, the wall time is all there is.
fn when(desk: &Desk, event: &EventView) -> String {
    let wall = event.told.wall.get(..16).unwrap_or(&event.told.wall).replace('T', " ");
    let Some(offset) = &event.told.offset else { return wall };
    let Ok(at) = format!("{}{offset}", event.told.wall).parse::<Timestamp>() else { return wall };
    let here = minute(desk, at);
    if here == wall {
        return wall;
    }
    let same_day = here.get(..10) == wall.get(..10);
    let there = wall.get(if same_day { 11 } else { 5 }..).unwrap_or(&wall);
    desk.say("show-there", &[("here", here.as_str().into()), ("there", there.into())])
}

/// A moment in the user's zone, to the minute.
fn minute(desk: &Desk, at: Timestamp) -> String {
    at.to_zoned(desk.setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}
