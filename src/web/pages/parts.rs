//! Pieces that several pages are made of.

use jiff::civil::Date;
use maud::{Markup, html};

use super::layout::Frame;
use crate::{
    app::{App, views::listed_parcel::ParcelView},
    model::Passage,
};

/// How urgent a day is: a class of the style.
pub fn urgency(app: &App, day: Date) -> &'static str {
    match (day - app.today()).get_days() {
        ..=2 => "urgent",
        3..=7 => "soon",
        _ => "calm",
    }
}

/// The way of a parcel as a line of steps.
pub fn journey(app: &App, parcel: &ParcelView) -> Markup {
    let way = parcel.journey();
    let class = |passage: Passage| match passage {
        _ if way.left => "step off",
        Passage::Done => "step done",
        Passage::Current => "step here",
        Passage::Ahead => "step",
    };
    html! {
        span.journey role="img" aria-label=(parcel.stage_in_words(app)) {
            @for (step, passage) in &way.steps { span class=(class(*passage)) title=(app.setup.phrases.milestone(*step)) {} }
        }
    }
}

/// A field of a form with its label.
pub fn field(label: &str, name: &str, kind: &str, value: &str) -> Markup {
    html! {
        label.field {
            span { (label) }
            input type=(kind) name=(name) value=(value) autocomplete="off";
        }
    }
}

/// A choice of a form.
pub fn choice<'a>(
    label: &str,
    name: &str,
    options: impl IntoIterator<Item = (&'a str, String)>,
    chosen: &str,
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for (value, said) in options {
                    option value=(value) selected[value == chosen] { (said) }
                }
            }
        }
    }
}

/// A form that does a deed: posted to a path of ours.
pub fn form(frame: &Frame<'_>, path: &str, content: Markup) -> Markup {
    html! {
        form method="post" action=(frame.at(path)) {
            (frame.ours())
            (content)
        }
    }
}

/// A text to be copied with one touch: by a script where there is one, by hand where there is none.
pub fn copied(app: &App, text: &str, id: &str) -> Markup {
    let rows = (text.lines().count() + text.len() / 60).clamp(2, 14);
    html! {
        textarea.copied id=(id) readonly rows=(rows) aria-label=(app.label("web-text-to-copy")) { (text) }
        button.copy type="button" hidden data-copy=(id) data-done=(app.label("web-copied")) { (app.label("web-copy")) }
    }
}
