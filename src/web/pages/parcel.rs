//! Everything about one parcel.

use maud::{Markup, html};

use super::{
    clocks::clocks,
    deeds,
    layout::{Frame, Place, page},
    parts::{copied, form, journey, urgency},
};
use crate::{
    app::{
        App,
        actions::undo::Undone,
        veil::Veil,
        views::{
            dispute::{DisputeAdvice, Draft},
            listed_parcel::EventView,
            parcel::{NoticeView, ParcelDetails, details},
        },
    },
    model::{Leg, LegState, Order, ParcelId},
    text::{Answer, Lang},
};

/// The page.
pub fn show(app: &mut App, frame: &Frame<'_>, id: ParcelId) -> anyhow::Result<Markup> {
    let shown = details(app, id)?;
    let dispute = app.dispute(id)?;
    let undo = app.last_deed(Some(id)).ok();
    Ok(whole(app, frame, &shown, &dispute, undo.as_ref()))
}

/// The same of a parcel that others than the user see: without the texts of a claim, and with nothing that can be done.
pub fn still(app: &mut App, frame: &Frame<'_>, veil: &Veil, id: ParcelId) -> anyhow::Result<Markup> {
    let mut shown = details(app, id)?;
    if !app.shows_purchases() {
        shown.orders.clear();
    }
    veil.over(&mut shown.parcel);
    shown.events.iter_mut().for_each(|it| veil.over_event(it));
    shown.explain.iter_mut().chain([&mut shown.advice]).for_each(|text| *text = veil.words(text));
    shown.notices.iter_mut().for_each(|it| it.title = veil.words(&it.title));
    let dispute = app.dispute_at_a_glance(id)?;
    Ok(whole(app, frame, &shown, &dispute, None))
}

fn whole(
    app: &App,
    frame: &Frame<'_>,
    shown: &ParcelDetails,
    dispute: &DisputeAdvice,
    undo: Option<&Undone>,
) -> Markup {
    let parcel = &shown.parcel;
    let content = html! {
        article.parcel {
            h1 { (parcel.title) }
            p.stage-line { span.stage.(parcel.stage.word()) { (parcel.stage_in_words(app)) } }
            (journey(app, parcel))
            section.advice {
                @if let Some(day) = dispute.act_by { p.until.(urgency(app, day)) { (app.setup.phrases.day_and_distance(day, app.today())) } }
                p.what { (shown.advice) }
                @if parcel.verdict != shown.advice { p.verdict { (parcel.verdict) } }
                @if let Some(arrival) = shown.arrival.as_ref().filter(|_| !parcel.unheard) { p.faint { (arrival) } }
                @for wanted in &shown.wanted { p.wanted { (wanted) } }
            }
            @if frame.can_act() { (deeds::first(app, frame, shown, dispute)) }
            (clocks(app, shown))
            (numbers(app, frame, shown))
            (timeline(app, &shown.events))
            (claim(app, frame, dispute))
            (why(app, &shown.explain))
            (orders(app, &shown.orders))
            (notices(app, &shown.notices))
            @if frame.can_act() { (deeds::rest(app, frame, shown, undo)) }
        }
    };
    page(app, frame, Place::Elsewhere, &format!("{} · posylka", parcel.title), content)
}

/// One that was removed: it can be brought back.
pub fn removed(app: &App, frame: &Frame<'_>, id: ParcelId) -> Markup {
    let content = html! {
        h1 { (app.label("web-removed")) }
        p { (app.label("web-remove-note")) }
        (form(frame, &format!("/parcels/{id}/undo"), html! { button { (app.label("web-bring-back")) } }))
        p { a href=(frame.at("/")) { (app.label("web-to-parcels")) } }
    };
    page(app, frame, Place::Elsewhere, &app.label("web-removed"), content)
}

fn numbers(app: &App, frame: &Frame<'_>, shown: &ParcelDetails) -> Markup {
    html! {
        section aria-labelledby="numbers" {
            h2 #numbers { (app.label("web-numbers")) }
            @if shown.legs.is_empty() { p.faint { (app.label("web-no-number")) } }
            ul.numbers { @for leg in in_use_first(&shown.legs) { li { (number(app, frame, &shown.parcel.id, leg)) } } }
        }
    }
}

/// The number it goes under now stands first, those it went under before after it.
fn in_use_first(legs: &[Leg]) -> Vec<&Leg> {
    let mut legs: Vec<&Leg> = legs.iter().rev().collect();
    legs.sort_by_key(|leg| !matches!(leg.state, LegState::Confirmed | LegState::Current));
    legs
}

fn number(app: &App, frame: &Frame<'_>, parcel: &str, leg: &Leg) -> Markup {
    let (number, phrases) = (leg.key.number.as_str(), &app.setup.phrases);
    let id = format!("number-{number}-{}", leg.key.carrier);
    let page = app.setup.knowledge.carriers.get(&leg.key.carrier).and_then(|it| it.page_for(number));
    let since = phrases.date(app.setup.knowledge.day(leg.witness.at), app.today());
    html! {
        p.number-line {
            code id=(id) { (number) }
            @if frame.can_act() { button.copy type="button" hidden data-copy=(id) data-done=(app.label("web-copied")) { (app.label("web-copy")) } }
        }
        p.faint {
            (app.setup.name_of(&leg.key.carrier)) ", " (phrases.role(leg.role)) ", " (phrases.leg_state(leg.state)) ", "
            (app.phrase("web-since", &[("day", since.into())]))
        }
        p.links {
            @if let Some(page) = page { a href=(page) rel="noopener noreferrer" { (app.label("web-carrier-page")) } }
            @if frame.can_act() { a href={ (frame.at("/parcels/")) (parcel) "/barcode?number=" (number) } { (app.label("web-barcode")) } }
        }
    }
}

/// The scans, the newest first, under the number each was made under.
fn timeline(app: &App, events: &[EventView]) -> Markup {
    let mut legs: Vec<(&str, &str, Vec<&EventView>)> = Vec::new();
    for event in events.iter().rev() {
        match legs.last_mut().filter(|(number, carrier, _)| *number == event.number && *carrier == event.carrier) {
            Some((.., scans)) => scans.push(event),
            None => legs.push((&event.number, &event.carrier, vec![event])),
        }
    }
    html! {
        section aria-labelledby="way" {
            h2 #way { (app.label("web-way")) }
            @if events.is_empty() { p.faint { (app.label("dossier-no-events")) } }
            @for (number, carrier, scans) in &legs {
                h3 { code { (number) } ", " (app.setup.name_of(&(*carrier).into())) }
                ol.way reversed { @for scan in scans { li {
                    span.when { (scan.when_in_words(app)) }
                    span.what { bdi { (scan.what(app)) } }
                    @if !scan.told.place.is_empty() { span.place { bdi { (scan.told.place) } } }
                    @if !scan.also.is_empty() { span.faint { (scan.told_by(app)) } }
                } } }
            }
        }
    }
}

fn claim(app: &App, frame: &Frame<'_>, advice: &DisputeAdvice) -> Markup {
    let day = |day| app.setup.phrases.date(day, app.today());
    html! {
        section aria-labelledby="claim" {
            h2 #claim { (app.label("web-claim")) }
            p { (advice.sentence) }
            @if let Some(window) = advice.window.as_ref().filter(|_| !advice.runs) {
                p.faint {
                    (app.label("dispute-window")) ": "
                    @match window.opens {
                        Some(opens) => (app.phrase("dispute-window-span", &[("opens", day(opens).into()), ("closes", day(window.closes).into())])),
                        None => (app.phrase("dispute-window-until", &[("closes", day(window.closes).into())])),
                    }
                }
            }
            @if !advice.because.is_empty() { ul { @for line in &advice.because { li { (line) } } } }
            @for trap in &advice.beware { p.beware { (trap) } }
            @if !advice.steps.is_empty() {
                ol.steps { @for step in &advice.steps { li {
                    (day(app.setup.knowledge.day(step.at))) ": " (app.setup.phrases.dispute_state(step.state))
                    @if let Some(finding) = step.finding { ": " (app.label(&format!("finding-{finding}"))) }
                    @if let Some(sum) = &step.amount { ", " (app.setup.phrases.money(sum)) }
                } } }
            }
            @if let Some(message) = &advice.to_seller {
                h3 { (app.label("dispute-to-seller")) }
                (copied(app, message, "to-seller"))
            }
            @if let Some(draft) = &advice.draft { (texts(app, draft)) }
            @if advice.dossier.is_some() {
                p { a href=(frame.at(&format!("/parcels/{}/dossier/dossier.html", advice.id))) { (app.label("web-dossier")) } }
            }
        }
    }
}

fn texts(app: &App, draft: &Draft) -> Markup {
    let (theirs, own) = if draft.platform == Lang::Ru { (&draft.ru, &draft.en) } else { (&draft.en, &draft.ru) };
    html! {
        @if !draft.first.is_empty() {
            h3 { (app.label("dispute-look-first")) }
            ul { @for line in &draft.first { li { (line) } } }
        }
        h3 { (app.label("dispute-for-shop")) }
        (copied(app, theirs, "claim"))
        @if draft.platform != app.setup.phrases.lang() {
            details { summary { (app.label("dispute-for-you")) } p.said { (own) } }
        }
        @if !draft.own.answers.is_empty() {
            details {
                summary { (app.label("web-form-answers")) }
                @for answer in &draft.own.answers { p { (Answer::line(answer)) } }
            }
        }
        h3 { (app.label("dossier-attach")) }
        ul { @for line in &draft.own.attach { li { (line) } } }
    }
}

fn why(app: &App, lines: &[String]) -> Markup {
    html! {
        details.why {
            summary { (app.label("web-why")) }
            @for line in lines { p { (line) } }
        }
    }
}

fn orders(app: &App, orders: &[Order]) -> Markup {
    let day = |day: jiff::civil::Date| app.setup.phrases.date(day, app.today());
    html! {
        @for order in orders.iter().filter(|it| !it.id.is_empty() || it.price.is_some() || it.ordered.is_some()) {
            details {
                summary { (app.label("web-order")) " " (order.id) }
                dl {
                    dt { (app.label("order-shop")) } dd { (order.shop.as_str()) @if !order.seller.is_empty() { ", " (order.seller) } }
                    @if let Some(price) = &order.price { dt { (app.label("order-price")) } dd { (app.setup.phrases.money(price)) } }
                    @for (id, at) in [("order-ordered", order.ordered), ("order-shipped", order.shipped), ("order-promised", order.promised), ("order-protection", order.protection_ends)] {
                        @if let Some(at) = at { dt { (app.label(id)) } dd { (day(at)) } }
                    }
                }
            }
        }
    }
}

fn notices(app: &App, notices: &[NoticeView]) -> Markup {
    html! {
        @if !notices.is_empty() {
            details {
                summary { (app.label("web-told")) }
                ul.told { @for told in notices { li { span.when { (app.minute(told.at)) } " " (told.title) } } }
            }
        }
    }
}
