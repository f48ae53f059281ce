//! `posylka show`

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use super::{
    columns::{item, paragraph, table},
    output::Reply,
    screen::{Paint, Screen},
    timeline, way,
};
use crate::{
    app::{
        App,
        views::{
            listed_parcel::Group,
            parcel::{NoticeView, ParcelDetails, details},
        },
    },
    model::{Leg, Order},
};

/// A terminal as wide as this has room for the table of numbers.
const ROOM_FOR_NUMBERS: usize = 72;

pub(super) fn run(app: &mut App, parcel: &str) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let shown = details(app, id)?;
    Ok(Reply::new(text(app, &shown), shown).paged())
}

fn text(app: &App, shown: &ParcelDetails) -> String {
    let screen = Screen::here();
    let mut text = head(app, screen, shown, true);
    let advice = format!("{}: {}", app.label("show-advice"), shown.advice);
    let paint = if shown.parcel.group == Group::NeedsYou { Paint::Strong } else { Paint::Plain };
    text += &paragraph(screen, &advice, paint);
    text.extend(shown.arrival.iter().map(|arrival| paragraph(screen, arrival, Paint::Plain)));
    text.extend(shown.wanted.iter().map(|wanted| paragraph(screen, wanted, Paint::Strong)));
    let parts = [
        orders(app, &shown.orders),
        numbers(app, &shown.legs),
        timeline::text(app, screen, shown),
        notices(app, screen, &shown.notices),
    ];
    text.extend(parts.iter().filter(|part| !part.is_empty()).map(|part| format!("\n{part}")));
    text
}

/// What was found of a number, watched or not.
pub(super) fn found(app: &App, shown: &ParcelDetails, watched: bool) -> String {
    let screen = Screen::here();
    let mut text = head(app, screen, shown, watched);
    text.extend(shown.arrival.iter().map(|arrival| paragraph(screen, arrival, Paint::Plain)));
    let parts = [numbers(app, &shown.legs), timeline::text(app, screen, shown)];
    text.extend(parts.iter().filter(|part| !part.is_empty()).map(|part| format!("\n{part}")));
    text
}

/// What it is, how far it is, and what is thought of it.
fn head(app: &App, screen: Screen, shown: &ParcelDetails, watched: bool) -> String {
    let parcel = &shown.parcel;
    let id = if watched { format!("{} ", parcel.id) } else { String::new() };
    let name = format!("{id}{}", parcel.title_and_whose());
    let journey = parcel.journey();
    let mut text = head_line(screen, &name, &parcel.stage_in_words(app));
    if !journey.left {
        text += &format!("{}\n", way::as_far_as_there_is_room(app, screen, &journey));
    }
    text + "\n" + &paragraph(screen, &parcel.verdict, Paint::Plain)
}

/// What it is and how far, in as many lines as a long name takes.
fn head_line(screen: Screen, name: &str, stage: &str) -> String {
    let whole = format!("{name}: {stage}");
    match screen.width.is_some_and(|width| whole.width() > width) {
        true => paragraph(screen, &whole, Paint::Strong),
        false => format!("{}: {stage}\n", screen.paint(name, Paint::Strong)),
    }
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
        false => table(head.map(|id| app.label(&format!("order-{id}"))), rows),
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
    let screen = Screen::here();
    if screen.width.is_none_or(|width| width >= ROOM_FOR_NUMBERS) {
        return table(head, rows);
    }
    // A number that is broken in two cannot be copied.
    let line = |[number, facts @ ..]: [String; 5]| {
        let facts: Vec<String> = facts.into_iter().filter(|it| !it.is_empty()).collect();
        item(screen, &number, &facts.join(", "))
    };
    rows.map(line).collect()
}

fn notices(app: &App, screen: Screen, notices: &[NoticeView]) -> String {
    if notices.is_empty() {
        return String::new();
    }
    let lines = notices.iter().map(|told| item(screen, &format!("{} ", app.minute(told.at)), &told.title));
    format!("{}\n{}", screen.paint(&app.label("show-notices"), Paint::Faint), lines.collect::<String>())
}
