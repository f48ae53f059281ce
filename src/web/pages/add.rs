//! Something is added: whatever one has, pasted; and what came of it.

use maud::{Markup, html};

use super::{
    layout::{Frame, Place, page},
    parts::{choice, field, form},
};
use crate::{
    app::{
        App,
        actions::{add::Added, paste::Pasted},
        views::{
            imported::Imported,
            ingested::{Ingested, MessageOutcome},
            list,
        },
    },
    web::fields::Fields,
};

/// The form, with what a phone shared or a link brought standing in it already.
pub fn show(app: &App, frame: &Frame<'_>, given: &Fields) -> Markup {
    let shared: Vec<&str> = ["title", "text", "url"].into_iter().filter_map(|name| given.given(name)).collect();
    let shops = app.setup.knowledge.shops.keys().map(|it| (it.as_str(), it.to_string()));
    let content = html! {
        h1 { (app.label("web-add")) }
        form method="post" action=(frame.at("/add")) {
            (frame.ours())
            label.field {
                span { (app.label("web-paste")) }
                textarea name="text" rows="5" autofocus placeholder=(app.label("web-paste-example")) { (shared.join("\n")) }
            }
            p.faint { (app.label("web-paste-note")) }
            details {
                summary { (app.label("web-add-more")) }
                (field(&app.label("orders-title"), "name", "text", ""))
                (choice(&app.label("order-shop"), "shop", shops, app.setup.config.shop.as_str()))
                (field(&app.label("order-id"), "order", "text", ""))
                (field(&app.label("order-seller"), "seller", "text", ""))
                (field(&app.label("order-price"), "price", "text", ""))
                (field(&app.label("order-ordered"), "ordered", "text", ""))
                (field(&app.label("order-shipped"), "shipped", "text", ""))
                (field(&app.label("order-promised"), "promised", "text", ""))
                (field(&app.label("order-protection"), "protection_ends", "text", ""))
                (field(&app.label("web-postcode"), "postcode", "text", ""))
                label.check { input type="checkbox" name="to_forwarder"; " " (app.label("web-to-forwarder")) }
                label.check { input type="checkbox" name="sure"; " " (app.label("web-sure")) }
            }
            button { (app.label("web-add")) }
        }
    };
    page(app, frame, Place::Add, &app.label("web-add"), content)
}

/// What came of a pasted text.
pub fn done(app: &mut App, frame: &Frame<'_>, pasted: &Pasted, text: &str) -> anyhow::Result<Markup> {
    let said = match pasted {
        Pasted::Numbers(added) => added_numbers(app, frame, added)?,
        Pasted::Message(message, new) => {
            let listed = list::only(app, new)?;
            html! { (message_said(app, frame, message, text)) ul.added { @for it in &listed { li { a href={ (frame.at("/parcels/")) (it.id) } { (it.title) } } } } }
        }
        Pasted::Orders(imported) => orders(app, imported),
    };
    let content = html! {
        h1 { (app.label("web-added")) }
        (said)
        p { a.button href=(frame.at("/")) { (app.label("web-to-parcels")) } " " a href=(frame.at("/add")) { (app.label("web-add-another")) } }
    };
    Ok(page(app, frame, Place::Add, &app.label("web-added"), content))
}

fn added_numbers(app: &mut App, frame: &Frame<'_>, added: &Added) -> anyhow::Result<Markup> {
    let corrected = added.corrected.iter().map(|(id, _)| *id);
    let ids: Vec<_> = added.parcels.iter().copied().chain(corrected).chain(added.known.iter().copied()).collect();
    let listed = list::only(app, &ids)?;
    let phrases = &app.setup.phrases;
    Ok(html! {
        ul.added { @for it in &listed { li {
            a href={ (frame.at("/parcels/")) (it.id) } { (it.title) }
            span.faint { " " (it.verdict) }
        } } }
        @for it in added.passed.iter().chain(&added.near) { p.said { (it.in_words(phrases)) } }
    })
}

fn message_said(app: &App, frame: &Frame<'_>, message: &Ingested, text: &str) -> Markup {
    html! {
        p.said { (app.label(&format!("web-message-{}", message.outcome))) }
        @if !message.content.sentence.is_empty() { p { (message.content.sentence) } }
        @for warning in &message.content.suspicions { p.beware { (warning) } }
        ul.added { @for it in &message.parcels { li {
            a href={ (frame.at("/parcels/")) (it.id) } { (it.title) }
            @if let Some(why) = &it.sentence { span.faint { " " (why) } }
            @if message.outcome == MessageOutcome::Unsure {
                (form(frame, "/add", html! {
                    input type="hidden" name="parcel" value=(it.id);
                    input type="hidden" name="text" value=(text);
                    button.plain { (app.label("web-message-its")) }
                }))
            }
        } } }
    }
}

fn orders(app: &App, imported: &Imported) -> Markup {
    let phrases = &app.setup.phrases;
    let counts = [
        ("changed", imported.changed().into()),
        ("same", imported.same().into()),
        ("passed", imported.passed.into()),
        ("faults", imported.faults.len().into()),
    ];
    html! {
        p.said { (phrases.phrase("orders-done", &counts)) }
        ul.added { @for it in imported.changes.iter().filter(|it| !it.fields.is_empty() || it.parcel.is_some()) { li { (it.title) " " (it.order) } } }
    }
}
