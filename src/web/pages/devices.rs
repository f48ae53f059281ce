//! Who is signed in, and which programs have a token.

use maud::{Markup, html};

use super::{
    layout::{Frame, Place, page},
    parts::{choice, copied, field, form},
};
use crate::{
    app::App,
    model::{Credential, Scope},
    web::{from_the_shop, visitor::Visitor},
};

/// What was made just now, and is shown this once.
pub enum New {
    /// A link for a further device.
    Link(String),
    /// A token.
    Token(String),
}

/// The page.
pub fn show(app: &mut App, frame: &Frame<'_>, visitor: &Visitor, new: Option<&New>) -> anyhow::Result<Markup> {
    let (sessions, tokens) = app.credentials()?;
    let scopes = [Scope::Tell, Scope::Read, Scope::All].map(|it| (it.word(), app.label(&format!("web-scope-{it}"))));
    let content = html! {
        h1 { (app.label("web-devices")) }
        @match new {
            Some(New::Link(link)) => { section.new { p { (app.label("web-new-link")) } (copied(app, link, "link")) } },
            Some(New::Token(token)) => { section.new { p { (app.label("web-new-token")) } (copied(app, token, "token")) } },
            None => {},
        }
        section {
            h2 { (app.label("web-signed-in")) }
            ul.devices { @for it in &sessions { li { (one(app, frame, it, visitor.session == Some(it.id))) } } }
            (form(frame, "/devices/link", html! { (for_whom(app)) button { (app.label("web-make-link")) } }))
        }
        section {
            h2 { (app.label("web-tokens")) }
            p.faint { (app.label("web-tokens-note")) }
            ul.devices { @for it in &tokens { li { (one(app, frame, it, false)) } } }
            (form(frame, "/devices/token", html! {
                (field(&app.label("web-token-name"), "name", "text", ""))
                (choice(&app.label("web-token-scope"), "scope", scopes, Scope::Tell.word()))
                (for_whom(app))
                button { (app.label("web-make-token")) }
            }))
        }
        section {
            h2 { (app.label("web-browser")) }
            p { (app.label("web-userscript-note")) }
            p { a.button.plain href=(frame.at("/posylka.user.js")) { (app.label("web-userscript")) } }
            p { (app.label("web-bookmark-note")) }
            p { a.button.plain href=(from_the_shop::bookmark(&app.setup.phrases)) { (app.label("web-bookmark")) } }
        }
        (form(frame, "/sign-out", html! { button.plain { (app.label("web-sign-out")) } }))
    };
    Ok(page(app, frame, Place::Devices, &app.label("web-devices"), content))
}

/// For whom a device or a token is to be, where there is anybody but who runs it.
fn for_whom(app: &App) -> Markup {
    let names = app.setup.names();
    let people = names.iter().map(|it| (it.as_str(), it.to_string()));
    let all = std::iter::once(("", app.label("web-link-house"))).chain(people);
    html! {
        @if !names.is_empty() && app.seen_by().is_empty() { (choice(&app.label("web-link-for"), "person", all, "")) }
    }
}

fn one(app: &App, frame: &Frame<'_>, it: &Credential, this: bool) -> Markup {
    let used = it.used.unwrap_or(it.made);
    html! {
        p.title {
            (it.name)
            @if let Some(person) = &it.person { " " span.tag { (person) } }
            @if this { " " span.tag { (app.label("web-this-device")) } }
            @if it.kind == crate::model::CredentialKind::Token { " " span.tag { (app.label(&format!("web-scope-{}", it.scope))) } }
        }
        p.faint { (app.phrase("web-last-used", &[("at", app.minute(used).into())])) }
        @if !this {
            (form(frame, &format!("/devices/{}/revoke", it.id), html! { button.plain { (app.label("web-revoke")) } }))
        }
    }
}
