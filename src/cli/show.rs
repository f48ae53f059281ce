//! `posylka show`

use serde::Serialize;

use super::{
    Reply,
    desk::Desk,
    explain, list,
    reply::table,
    view::{EventView, ParcelView},
};
use crate::{
    model::{Case, Notice},
    rules::timeline,
    store::Listed,
};

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    parcel: ParcelView,
    events: Vec<EventView>,
    notices: Vec<Told>,
    explain: Vec<String>,
}

#[derive(Serialize)]
struct Told {
    at: jiff::Timestamp,
    key: String,
    title: String,
    body: String,
}

pub(super) fn run(desk: &mut Desk, parcel: &str) -> anyhow::Result<Reply> {
    let (case, listed) = explain::found(desk, parcel)?;
    let notices = desk.store.reading(|tx| tx.notices_of(case.parcel.id))?;
    let shown = Shown {
        parcel: ParcelView::of(desk, &listed),
        events: events(&case),
        notices: notices.iter().map(|notice| told(desk, &case, notice)).collect(),
        explain: explain::lines(desk, &case),
    };
    Ok(Reply::new(text(desk, &shown, &case, &listed), &shown))
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
    let head = ["show-number", "show-carrier", "show-role", "show-state"].map(|id| desk.label(id));
    let rows = listed.legs.iter().map(|leg| {
        let carrier = desk.setup.name_of(&leg.key.carrier);
        [leg.key.number.to_string(), carrier, phrases.role(leg.role), phrases.leg_state(leg.state)]
    });
    text += &table(head, rows);
    let head = ["show-when", "show-what", "show-where", "show-source"].map(|id| desk.label(id));
    let rows = shown.events.iter().map(|event| {
        let who = std::iter::once(desk.setup.name_of(&event.carrier.as_str().into()));
        let also = event.also.iter().filter_map(|it| it.split(' ').next()).map(|it| desk.setup.name_of(&it.into()));
        let what = event.status.map_or_else(String::new, |status| phrases.status(status) + ": ") + &event.text;
        let who: Vec<String> = who.chain(also).collect();
        [event.wall.replace('T', " "), what, event.place.clone(), who.join(", ")]
    });
    if !shown.events.is_empty() {
        text += &format!("\n{}", table(head, rows));
    }
    let advice = desk.setup.telling(desk.today(), |setting| phrases.advice(&case.advice, &case.orders, setting));
    text += &format!("\n{}: {advice}\n", desk.label("show-advice"));
    if !shown.notices.is_empty() {
        text += &format!("\n{}\n", desk.label("show-notices"));
        for told in &shown.notices {
            let at = told.at.to_zoned(desk.setup.book.zone.clone());
            text += &format!("{}  {}\n", at.strftime("%Y-%m-%d %H:%M"), told.title);
        }
    }
    text
}
