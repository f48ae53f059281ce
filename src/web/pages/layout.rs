//! What stands around every page.

use maud::{DOCTYPE, Markup, html};

use crate::{app::App, text::Phrasebook};

/// What the address of style and script ends with: it changes with the program, and so what a browser keeps does.
pub const MARK: &str = env!("POSYLKA_SOURCES");

/// How the pages of one place find each other.
#[derive(Debug, Clone, Copy)]
pub enum Ways<'a> {
    /// They are served: this goes before every path.
    Served(&'a str),
    /// They lie in a folder, and whoever reads them can do nothing: this leads from a page to the top of the folder.
    Still(&'a str),
}

impl Ways<'_> {
    /// A path of ours as an address.
    pub fn at(self, path: &str) -> String {
        match self {
            Ways::Served(base) => format!("{base}{path}"),
            Ways::Still(up) => format!("{up}{}", file(path)),
        }
    }
}

/// In which file the page of a path lies.
pub fn file(path: &str) -> String {
    let plain = path.split(['?', '#']).next().unwrap_or(path).trim_start_matches('/');
    match plain.rsplit_once('.') {
        Some(_) => plain.to_owned(),
        None if plain.is_empty() => "index.html".to_owned(),
        None => format!("{plain}.html"),
    }
}

/// What every page must know beside its content.
pub struct Frame<'a> {
    /// How it finds the others.
    pub ways: Ways<'a>,
    /// Stands in every form.
    pub form: &'a str,
    /// Whether somebody watches the parcels.
    pub watched: bool,
}

impl<'a> Frame<'a> {
    /// Of a page that lies in a folder.
    pub fn still(up: &'a str) -> Frame<'a> {
        Frame { ways: Ways::Still(up), form: "", watched: true }
    }

    /// A path of ours as an address.
    pub fn at(&self, path: &str) -> String {
        self.ways.at(path)
    }

    /// Whether whoever reads it can do something.
    pub fn can_act(&self) -> bool {
        matches!(self.ways, Ways::Served(_))
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
    let head = head(&app.setup.phrases, frame.ways, title, frame.can_act());
    let body = html! {
        a.skip href="#content" { (app.label("web-skip")) }
        header.top {
            a.name href=(frame.at("/")) { "posylka" }
            nav aria-label=(app.label("web-nav")) {
                (link(Place::Parcels, "/", "web-parcels"))
                (link(Place::Counter, "/pickup", "web-pickup"))
                @if frame.can_act() { (link(Place::Devices, "/devices", "web-devices")) }
            }
            @if frame.can_act() { a.button.add href=(frame.at("/add")) { (app.label("web-add")) } }
        }
        @if !frame.watched {
            p.banner role="status" { (app.label("web-nobody-watches")) " " code { "posylka service install" } }
        }
        main #content { (content) }
        @if !frame.can_act() {
            footer.as-of { (app.phrase("web-as-of", &[("day", app.setup.phrases.date(app.today(), app.today()).into())])) }
        }
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
    let head = head(phrases, Ways::Served(base), "posylka", false);
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

fn head(phrases: &Phrasebook, ways: Ways<'_>, title: &str, signed_in: bool) -> Markup {
    let served = matches!(ways, Ways::Served(_));
    let marked = |path: &str| if served { ways.at(&format!("{path}?{MARK}")) } else { ways.at(path) };
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        meta name="theme-color" content="#f4f5f7" media="(prefers-color-scheme: light)";
        meta name="theme-color" content="#14161a" media="(prefers-color-scheme: dark)";
        meta name="description" content=(phrases.label("web-description"));
        title { (title) }
        link rel="stylesheet" href=(marked("/style.css"));
        link rel="icon" href=(ways.at("/icon.svg")) type="image/svg+xml";
        link rel="apple-touch-icon" href=(ways.at("/icon-192.png"));
        @if served { link rel="manifest" href=(ways.at("/manifest.webmanifest")); }
        @else {
            meta name="robots" content="noindex, nofollow";
            meta name="referrer" content="no-referrer";
            link rel="alternate" type="application/atom+xml" title="posylka" href=(ways.at("/feed.atom"));
        }
        @if signed_in { script src=(marked("/page.js")) defer {} }
    }
}
