//! `posylka show`

use jiff::civil::Date;

use super::output::{Reply, table};
use crate::{
    app::{
        App,
        views::{
            listed_parcel::EventView,
            parcel::{NoticeView, ParcelDetails, details},
        },
    },
    model::{Leg, Order},
};

pub(super) fn run(app: &mut App, parcel: &str) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let shown = details(app, id)?;
    Ok(Reply::new(text(app, &shown), shown))
}

fn text(app: &App, shown: &ParcelDetails) -> String {
    let parcel = &shown.parcel;
    let mut text = format!("{} {}: {}\n{}\n\n", parcel.id, parcel.title, parcel.stage_in_words(app), parcel.verdict);
    text += &orders(app, &shown.orders);
    text += &numbers(app, &shown.legs);
    text.extend(shown.wanted.iter().map(|wanted| format!("\n{wanted}\n")));
    text += &events(app, &shown.events);
    text.extend(shown.arrival.iter().map(|arrival| format!("\n{arrival}\n")));
    text += &format!("\n{}: {}\n", app.label("show-advice"), shown.advice);
    text + &notices(app, &shown.notices)
}

/// What was found of a number, watched or not.
pub(super) fn found(app: &App, shown: &ParcelDetails, watched: bool) -> String {
    let parcel = &shown.parcel;
    let id = if watched { format!("{} ", parcel.id) } else { String::new() };
    let mut text = format!("{id}{}: {}\n{}\n\n", parcel.title, parcel.stage_in_words(app), parcel.verdict);
    text += &numbers(app, &shown.legs);
    text += &events(app, &shown.events);
    text.extend(shown.arrival.iter().filter(|_| !parcel.unheard).map(|arrival| format!("\n{arrival}\n")));
    text
}

/// The purchases, with what is known of them. One of which nothing is known but the shop is left out.
fn orders(app: &App, orders: &[Order]) -> String {
    let head = ["id", "shop", "price", "ordered", "shipped", "promised", "protection"];
    let day = |day: Option<Date>| day.map(|day| app.setup.phrases.date(day, app.today())).unwrap_or_default();
    let rows = orders.iter().map(|it| {
        let shop = if it.seller.is_empty() { it.shop.to_string() } else { format!("{} ({})", it.seller, it.shop) };
        let price = it.price.as_ref().map(|price| app.setup.phrases.money(price)).unwrap_or_default();
        let days = [it.ordered, it.shipped, it.promised, it.protection_ends].map(day);
        let [ordered, shipped, promised, ends] = days;
        [it.id.clone(), shop, price, ordered, shipped, promised, ends]
    });
    let mut rows: Vec<[String; 7]> = rows.collect();
    rows.retain(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1);
    match rows.is_empty() {
        true => String::new(),
        false => table(head.map(|id| app.label(&format!("order-{id}"))), rows) + "\n",
    }
}

fn numbers(app: &App, legs: &[Leg]) -> String {
    if legs.is_empty() {
        return String::new();
    }
    let head = ["show-number", "show-carrier", "show-role", "show-state", "show-asked"].map(|id| app.label(id));
    let rows = legs.iter().map(|leg| {
        let asked = leg.asks.last.map(|at| app.minute(at)).unwrap_or_default();
        let (role, state) = (app.setup.phrases.role(leg.role), app.setup.phrases.leg_state(leg.state));
        [leg.key.number.to_string(), app.setup.name_of(&leg.key.carrier), role, state, asked]
    });
    table(head, rows)
}

fn events(app: &App, events: &[EventView]) -> String {
    if events.is_empty() {
        return String::new();
    }
    let head = ["show-when", "show-what", "show-where", "show-source"].map(|id| app.label(id));
    let rows = events.iter().map(|it| [it.when(app), it.what(app), it.told.place.clone(), it.told_by(app)]);
    format!("\n{}", table(head, rows))
}

fn notices(app: &App, notices: &[NoticeView]) -> String {
    if notices.is_empty() {
        return String::new();
    }
    let lines = notices.iter().map(|told| format!("{}  {}\n", app.minute(told.at), told.title));
    format!("\n{}\n{}", app.label("show-notices"), lines.collect::<String>())
}
