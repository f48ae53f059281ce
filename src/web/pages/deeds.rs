//! What can be done to a parcel, as forms.

use maud::{Markup, html};

use super::{
    layout::Frame,
    parts::{choice, field, form},
};
use crate::{
    app::{
        App,
        actions::{dispute_step::DisputeEvent, event::may_be_said, undo::Undone},
        views::{dispute::DisputeAdvice, parcel::ParcelDetails},
    },
    model::{Finding, Problem, Stage, Status},
    web::deeds::give_to,
};

/// What one does most at this stage.
pub fn first(app: &App, frame: &Frame<'_>, shown: &ParcelDetails, dispute: &DisputeAdvice) -> Markup {
    let parcel = &shown.parcel;
    let path = |deed: &str| format!("/parcels/{}/{deed}", parcel.id);
    let button = |deed: &str, id: &str, class: &str| {
        form(frame, &path(deed), html! { button class=(class) { (app.label(id)) } })
    };
    html! {
        div.deeds {
            @if !parcel.received {
                (button("received", "web-do-received", "button"))
                @if parcel.stage == Stage::Delivered && !dispute.runs { (button("not-received", "web-do-not-received", "button plain")) }
            }
            (button("refresh", "web-do-refresh", "button plain"))
        }
        (problem(app, frame, &path("problem"), parcel.received || parcel.stage >= Stage::Delivered))
    }
}

fn problem(app: &App, frame: &Frame<'_>, path: &str, likely: bool) -> Markup {
    let goods = Problem::ALL.iter().filter(|it| **it != Problem::NotReceived);
    let goods = goods.map(|it| (it.word(), app.setup.phrases.problem(*it)));
    html! {
        @if likely {
            details {
                summary { (app.label("web-do-problem")) }
                form method="post" action=(frame.at(path)) enctype="multipart/form-data" {
                    (frame.ours())
                    (choice(&app.label("web-problem"), "problem", goods, ""))
                    label.field { span { (app.label("web-problem-note")) } textarea name="note" rows="3" maxlength="400" {} }
                    label.field {
                        span { (app.label("web-problem-photos")) }
                        input type="file" name="photo" accept="image/jpeg,image/png,image/webp" multiple;
                    }
                    (field(&app.label("web-problem-amount"), "amount", "text", ""))
                    (field(&app.label("web-at"), "at", "text", ""))
                    (sure(app))
                    button { (app.label("web-send")) }
                }
            }
        }
    }
}

/// Everything else.
pub fn rest(app: &App, frame: &Frame<'_>, shown: &ParcelDetails, undo: Option<&Undone>) -> Markup {
    let parcel = &shown.parcel;
    let path = |deed: &str| format!("/parcels/{}/{deed}", parcel.id);
    html! {
        section.more aria-labelledby="more" {
            h2 #more { (app.label("web-do-more")) }
            (event(app, frame, &path("event")))
            (link(app, frame, shown))
            (dispute(app, frame, &parcel.id))
            (edit(app, frame, &path("edit"), shown))
            (whose(app, frame, &path("give"), shown))
            details {
                summary { (app.label("web-do-mute")) }
                (form(frame, &path("mute"), html! {
                    (choice(&app.label("web-mute-for"), "for", [("1d", app.label("web-mute-day")), ("1w", app.label("web-mute-week")), ("", app.label("web-mute-ever"))], "1d"))
                    button { (app.label("web-do-mute")) }
                }))
                (form(frame, &path("unmute"), html! { button.plain { (app.label("web-do-unmute")) } }))
            }
            details {
                summary { (app.label("web-do-away")) }
                (form(frame, &path("archive"), html! {
                    label.check { input type="checkbox" name="anyway"; " " (app.label("web-anyway")) }
                    button.plain { (app.label("web-do-archive")) }
                }))
                (form(frame, &path("archive"), html! { input type="hidden" name="off" value="on"; button.plain { (app.label("web-do-unarchive")) } }))
                (form(frame, &path("remove"), html! { p.faint { (app.label("web-remove-note")) } button.danger { (app.label("web-do-remove")) } }))
            }
            @if let Some(last) = undo {
                (form(frame, &path("undo"), html! { button.plain {
                    (app.phrase("web-do-undo", &[("deed", app.setup.telling(app.today(), |setting| app.setup.phrases.deed(&last.what, setting)).trim().into())]))
                } }))
            }
        }
    }
}

fn event(app: &App, frame: &Frame<'_>, path: &str) -> Markup {
    let all = Status::ALL.iter().filter(|it| may_be_said(**it));
    let all = all.map(|it| (it.word(), app.setup.phrases.status(*it)));
    html! {
        details {
            summary { (app.label("web-do-event")) }
            (form(frame, path, html! {
                (choice(&app.label("web-event-status"), "status", all, Status::ReadyForPickup.word()))
                (field(&app.label("web-event-place"), "place", "text", ""))
                (field(&app.label("web-event-until"), "until", "text", ""))
                (field(&app.label("web-at"), "at", "text", ""))
                (field(&app.label("web-event-text"), "text", "text", ""))
                button { (app.label("web-save")) }
            }))
        }
    }
}

fn link(app: &App, frame: &Frame<'_>, shown: &ParcelDetails) -> Markup {
    let path = |deed: &str| format!("/parcels/{}/{deed}", shown.parcel.id);
    html! {
        details {
            summary { (app.label("web-do-link")) }
            (form(frame, &path("link"), html! {
                (field(&app.label("web-link-number"), "number", "text", ""))
                (field(&app.label("web-link-carrier"), "carrier", "text", ""))
                button { (app.label("web-save")) }
            }))
            @for leg in shown.legs.iter() {
                (form(frame, &path("unlink"), html! {
                    input type="hidden" name="number" value=(leg.key.number.as_str());
                    button.plain { (app.phrase("web-do-unlink", &[("number", leg.key.number.as_str().into())])) }
                }))
            }
            (form(frame, &path("join"), html! {
                (field(&app.label("web-join-parcel"), "parcel", "text", ""))
                button.plain { (app.label("web-do-join")) }
            }))
        }
    }
}

fn dispute(app: &App, frame: &Frame<'_>, id: &str) -> Markup {
    let path = |deed: &str| format!("/parcels/{id}/{deed}");
    let said = |it: DisputeEvent| (it.word(), app.label(&format!("web-dispute-{it}")));
    let findings = Finding::ALL.iter().map(|it| (it.word(), app.label(&format!("finding-{it}"))));
    let findings = std::iter::once(("", app.label("web-none"))).chain(findings);
    html! {
        details {
            summary { (app.label("web-do-dispute")) }
            (form(frame, &path("draft"), html! { button { (app.label("web-do-draft")) } }))
            (form(frame, &path("dispute"), html! {
                (choice(&app.label("web-dispute-what"), "what", DisputeEvent::ALL.iter().map(|it| said(*it)), ""))
                (choice(&app.label("web-dispute-finding"), "finding", findings, ""))
                (field(&app.label("web-dispute-amount"), "amount", "text", ""))
                (field(&app.label("web-dispute-until"), "until", "text", ""))
                (field(&app.label("web-at"), "at", "text", ""))
                (sure(app))
                button { (app.label("web-save")) }
            }))
        }
    }
}

fn edit(app: &App, frame: &Frame<'_>, path: &str, shown: &ParcelDetails) -> Markup {
    let only = if let [only] = shown.orders.as_slice() { Some(only) } else { None };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (ordered, shipped, promised, ends) = only.map_or_else(Default::default, |it| {
        (day(it.ordered), day(it.shipped), day(it.promised), day(it.protection_ends))
    });
    let price = only.and_then(|it| it.price.as_ref()).map(|it| it.to_string()).unwrap_or_default();
    html! {
        details {
            summary { (app.label("web-do-edit")) }
            (form(frame, path, html! {
                (field(&app.label("orders-title"), "title", "text", &shown.parcel.title))
                (field(&app.label("order-seller"), "seller", "text", only.map_or("", |it| it.seller.as_str())))
                (field(&app.label("order-price"), "price", "text", &price))
                (field(&app.label("order-ordered"), "ordered", "text", &ordered))
                (field(&app.label("order-shipped"), "shipped", "text", &shipped))
                (field(&app.label("order-promised"), "promised", "text", &promised))
                (field(&app.label("order-protection"), "protection_ends", "text", &ends))
                (field(&app.label("web-postcode"), "postcode", "text", ""))
                (sure(app))
                button { (app.label("web-save")) }
            }))
        }
    }
}

/// Whose it is, where there is anybody but who runs it.
fn whose(app: &App, frame: &Frame<'_>, path: &str, shown: &ParcelDetails) -> Markup {
    let names = app.setup.names();
    html! {
        @if !names.is_empty() {
            details {
                summary { (app.label("web-do-give")) }
                (form(frame, path, html! {
                    @for name in &names {
                        label.check {
                            input type="checkbox" name=(give_to(name)) checked[shown.parcel.people.contains(name)];
                            " " (name)
                        }
                    }
                    button { (app.label("web-save")) }
                }))
            }
        }
    }
}

fn sure(app: &App) -> Markup {
    html! { label.check { input type="checkbox" name="sure"; " " (app.label("web-sure")) } }
}
