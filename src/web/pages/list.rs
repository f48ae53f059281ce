//! The parcels at a glance: what needs the reader first, then each parcel.

use maud::{Markup, html};

use super::{
    layout::{Frame, Place, page},
    parts::{day_and_distance, journey, urgency},
};
use crate::{
    app::{
        App,
        views::{
            list,
            listed_parcel::ParcelView,
            status::{DaemonLife, Need, status},
        },
    },
    web::fields::Fields,
};

/// Cards on one page: fewer than what a slow network bears.
const CARDS: usize = 30;

/// The page.
pub fn show(app: &mut App, frame: &Frame<'_>, daemon: DaemonLife, asked: &Fields) -> anyhow::Result<Markup> {
    let status = status(app, daemon)?;
    let (search, which) = (asked.text("q").to_lowercase(), asked.text("show"));
    let list = list::list(app, which == "all", None)?;
    let fits = |it: &&ParcelView| search.is_empty() || it.title.to_lowercase().contains(&search);
    let fitting: Vec<&ParcelView> = list.parcels.iter().rev().filter(fits).collect();
    let pages = fitting.len().div_ceil(CARDS).max(1);
    let nth = asked.text("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let content = html! {
        h1.quiet { (app.label("web-parcels")) }
        @if nth == 1 && search.is_empty() { (needs(app, frame, &status.needs_you)) }
        form.search role="search" action=(frame.at("/")) {
            input type="search" name="q" value=(asked.text("q")) placeholder=(app.label("web-search")) aria-label=(app.label("web-search"));
            button { (app.label("web-find")) }
        }
        @if fitting.is_empty() {
            (nothing(app, frame, !search.is_empty()))
        }
        ul.cards { @for parcel in fitting.iter().skip((nth - 1) * CARDS).take(CARDS) { li { (card(app, frame, parcel)) } } }
        (turning(app, frame, asked, nth, pages))
        @if list.hidden > 0 {
            p.faint { (app.phrase("web-hidden", &[("count", list.hidden.into())])) " "
                a href=(frame.at("/?show=all")) { (app.label("web-show-all")) } }
        }
    };
    Ok(page(app, frame, Place::Parcels, "posylka", content))
}

/// What only the reader can do, the nearest day first.
fn needs(app: &App, frame: &Frame<'_>, needs: &[Need]) -> Markup {
    let mut needs: Vec<&Need> = needs.iter().collect();
    needs.sort_by_key(|it| (it.act_by.is_none(), it.act_by));
    html! {
        @if !needs.is_empty() {
            section.needs aria-labelledby="needs" {
                h2 #needs { (app.label("web-needs-you")) }
                ul {
                    @for need in needs {
                        li.need.(need.act_by.map_or("calm", |day| urgency(app, day))) {
                            @if let Some(day) = need.act_by { p.until { (day_and_distance(app, day)) } }
                            p.what { (need.what) }
                            p.which {
                                @match &need.parcel {
                                    Some(id) => a href={ (frame.at("/parcels/")) (id) } { (need.title) },
                                    None => (need.title),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A parcel.
fn card(app: &App, frame: &Frame<'_>, parcel: &ParcelView) -> Markup {
    let number = parcel.number_in_use();
    html! {
        a.card href={ (frame.at("/parcels/")) (parcel.id) } {
            span.title { (parcel.title) }
            span.stage.(parcel.stage.word()) { (parcel.stage_in_words(app)) }
            (journey(app, parcel))
            span.verdict { (parcel.verdict) }
            @if let Some(event) = &parcel.last_event { span.last { (event.when(app)) " · " (event.what(app)) } }
            span.facts {
                @if let Some(it) = number {
                    span.number { (it.number) }
                    span { (app.setup.name_of(&it.carrier.as_str().into())) }
                }
                @if let Some(day) = parcel.protection_ends.filter(|day| !parcel.received && *day >= app.today()) {
                    span.protection.(urgency(app, day)) { (app.phrase("web-protected", &[("day", day_and_distance(app, day).into())])) }
                }
            }
        }
    }
}

fn nothing(app: &App, frame: &Frame<'_>, searched: bool) -> Markup {
    html! {
        div.empty {
            p { (app.label(if searched { "web-nothing-found" } else { "web-no-parcels" })) }
            p { a.button href=(frame.at("/add")) { (app.label("web-add-first")) } }
        }
    }
}

fn turning(app: &App, frame: &Frame<'_>, asked: &Fields, nth: usize, pages: usize) -> Markup {
    let to = |nth: usize| {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(["q", "show"].into_iter().filter_map(|name| Some((name, asked.given(name)?))))
            .append_pair("page", &nth.to_string())
            .finish();
        frame.at(&format!("/?{query}"))
    };
    html! {
        @if pages > 1 {
            nav.turning aria-label=(app.label("web-pages")) {
                @if nth > 1 { a rel="prev" href=(to(nth - 1)) { (app.label("web-newer")) } }
                span { (app.phrase("web-page-of", &[("nth", nth.into()), ("pages", pages.into())])) }
                @if nth < pages { a rel="next" href=(to(nth + 1)) { (app.label("web-older")) } }
            }
        }
    }
}
