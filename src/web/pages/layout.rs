//! What stands around every page.

use maud::{DOCTYPE, Markup, html};

use crate::{app::App, text::Phrasebook};

/// What the address of style and script ends with: it changes with the program, and so what a browser keeps does.
pub const MARK: &str = env!("POSYLKA_SOURCES");

/// What every page must know beside its content.
pub struct Frame<'a> {
    /// What goes before every path.
    pub base: &'a str,
    /// Stands in every form.
    pub form: &'a str,
    /// Whether somebody watches the parcels.
    pub watched: bool,
}

impl Frame<'_> {
    /// A path of ours as an address.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// What stands hidden in every form: that it is ours.
    pub fn ours(&self) -> Markup {
        html! { input type="hidden" name="form" value=(self.form); }
    }
}

/// Where a page stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The parcels.
    Parcels,
    /// What waits to be collected.
    Counter,
    /// Something is added.
    Add,
    /// Who is signed in.
    Devices,
    /// None of them.
    Elsewhere,
}

/// A page for somebody who is signed in.
pub fn page(app: &App, frame: &Frame<'_>, place: Place, title: &str, content: Markup) -> Markup {
    let link = |to: Place, path: &str, id: &str| {
        let here = (to == place).then_some("page");
        html! { a href=(frame.at(path)) aria-current=[here] { (app.label(id)) } }
    };
    let head = head(&app.setup.phrases, frame.base, title, true);
    let body = html! {
        a.skip href="#content" { (app.label("web-skip")) }
        header.top {
            a.name href=(frame.at("/")) { "posylka" }
            nav aria-label=(app.label("web-nav")) {
                (link(Place::Parcels, "/", "web-parcels"))
                (link(Place::Counter, "/pickup", "web-pickup"))
                (link(Place::Devices, "/devices", "web-devices"))
            }
            a.button.add href=(frame.at("/add")) { (app.label("web-add")) }
        }
        @if !frame.watched {
            p.banner role="status" { (app.label("web-nobody-watches")) " " code { "posylka service install" } }
        }
        main #content { (content) }
    };
    whole(&app.setup.phrases, head, body)
}

/// A page that says one thing, and the way on.
pub fn message(app: &App, frame: &Frame<'_>, said: &str) -> Markup {
    let content = html! {
        h1 { (app.label("web-not-done")) }
        @for line in said.lines() { p.said { (line) } }
        p { a href=(frame.at("/")) { (app.label("web-to-parcels")) } }
    };
    page(app, frame, Place::Elsewhere, &app.label("web-not-done"), content)
}

/// A page for somebody who is not let in.
pub fn outside(phrases: &Phrasebook, base: &str, said: &str) -> Markup {
    let head = head(phrases, base, "posylka", false);
    whole(
        phrases,
        head,
        html! {
            main.outside #content {
                h1 { "posylka" }
                p.said { (said) }
                p { (phrases.label("web-how-to-sign-in")) }
                pre { "posylka serve --link" }
            }
        },
    )
}

fn whole(phrases: &Phrasebook, head: Markup, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(phrases.lang().word()) {
            head { (head) }
            body { (body) }
        }
    }
}

fn head(phrases: &Phrasebook, base: &str, title: &str, signed_in: bool) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        meta name="theme-color" content="#f4f5f7" media="(prefers-color-scheme: light)";
        meta name="theme-color" content="#14161a" media="(prefers-color-scheme: dark)";
        meta name="description" content=(phrases.label("web-description"));
        title { (title) }
        link rel="stylesheet" href={ (base) "/style.css?" (MARK) };
        link rel="icon" href={ (base) "/icon.svg" } type="image/svg+xml";
        link rel="apple-touch-icon" href={ (base) "/icon-192.png" };
        link rel="manifest" href={ (base) "/manifest.webmanifest" };
        @if signed_in { script src={ (base) "/page.js?" (MARK) } defer {} }
    }
}
