//! The parcels at a glance: what needs the reader first, then each parcel.

use maud::{Markup, html};

use super::{
    layout::{Frame, Place, page},
    parts::{journey, urgency},
};
use crate::{
    app::{
        App,
        veil::Veil,
        views::{
            list::{self, Sort, Wanted},
            listed_parcel::ParcelView,
            status::{DaemonLife, Need, status},
        },
    },
    model::{Flag, Stage},
    web::fields::Fields,
};

/// What needs the reader and is open at once.
const AT_ONCE: usize = 4;
/// Cards on one page: fewer than what a slow network bears.
const CARDS: usize = 30;

/// What can be chosen from: its word in the address, and what it is called. What lies in a folder has all but the last.
const CHOICES: [(&str, &str); 5] = [
    ("", "web-all"),
    ("moving", "web-moving"),
    ("ready", "web-ready"),
    ("unusual", "web-unusual"),
    ("over", "web-over"),
];

/// The page.
pub fn show(app: &mut App, frame: &Frame<'_>, daemon: DaemonLife, asked: &Fields) -> anyhow::Result<Markup> {
    let status = status(app, daemon)?;
    let nth = asked.text("page").parse::<usize>().unwrap_or(1).max(1);
    let wanted = wanted(asked, nth);
    let list = list::list(app, &wanted)?;
    let pages = (list.parcels.len() + list.more).div_ceil(CARDS).max(1);
    let chooses = wanted.chooses();
    let content = html! {
        h1.quiet { (app.label("web-parcels")) }
        @if nth == 1 && !chooses { (needs(app, frame, &status.needs_you)) }
        form.search role="search" action=(frame.at("/")) {
            @if let Some(show) = asked.given("show") { input type="hidden" name="show" value=(show); }
            input type="search" name="q" value=(asked.text("q")) placeholder=(app.label("web-search")) aria-label=(app.label("web-search"));
            button { (app.label("web-find")) }
        }
        (choices(app, frame, asked))
        @if list.parcels.is_empty() { (nothing(app, frame, chooses || nth > 1)) }
        ul.cards { @for parcel in &list.parcels { li { (card(app, frame, parcel)) } } }
        (turning(app, frame, asked, nth, pages))
        @if list.hidden > 0 {
            p.faint { (app.phrase("web-hidden", &[("count", list.hidden.into())])) " "
                a href=(frame.at("/?show=over")) { (app.label("web-show-all")) } }
        }
    };
    Ok(page(app, frame, Place::Parcels, "posylka", content))
}

/// The same as pages that lie in a folder, each with its path: all parcels in sight, and those of each choice.
pub fn still(
    app: &mut App,
    frame: &Frame<'_>,
    veil: &Veil,
    parcels: &[ParcelView],
) -> anyhow::Result<Vec<(String, Markup)>> {
    let mut needs = status(app, DaemonLife::default())?.needs_you;
    needs.retain(|it| it.parcel.is_some());
    needs.iter_mut().for_each(|it| it.what = veil.words(&it.what));
    let choices = CHOICES.iter().take(CHOICES.len() - 1);
    let page_of = |(word, _): &(&str, &str)| {
        let here: Vec<&ParcelView> = parcels.iter().filter(|it| is_of(word, it)).collect();
        let content = html! {
            h1.quiet { (app.label("web-parcels")) }
            @if word.is_empty() { (self::needs(app, frame, &needs)) }
            (still_choices(app, frame, word))
            @if here.is_empty() { div.empty { p { (app.label(if word.is_empty() { "web-no-parcels" } else { "web-nothing-found" })) } } }
            ul.cards { @for parcel in here { li { (card(app, frame, parcel)) } } }
        };
        (format!("/{word}"), page(app, frame, Place::Parcels, "posylka", content))
    };
    Ok(choices.map(page_of).collect())
}

fn still_choices(app: &App, frame: &Frame<'_>, here: &str) -> Markup {
    let all = CHOICES.iter().take(CHOICES.len() - 1);
    html! {
        nav aria-label=(app.label("web-filters")) {
            ul.filters { @for (word, id) in all {
                li { a href=(frame.at(&format!("/{word}"))) aria-current=[(*word == here).then_some("true")] { (app.label(id)) } }
            } }
        }
    }
}

/// Whether a parcel is among those of a choice.
fn is_of(word: &str, it: &ParcelView) -> bool {
    let Wanted { stages, flags, .. } = wanted_of(word);
    (stages.is_empty() || stages.contains(&it.stage)) && (flags.is_empty() || !it.flags.is_empty())
}

/// Which parcels an address asks for.
fn wanted(asked: &Fields, nth: usize) -> Wanted {
    let skip = (nth - 1).saturating_mul(CARDS);
    Wanted { text: asked.text("q").to_owned(), skip, limit: Some(CARDS), ..wanted_of(asked.text("show")) }
}

/// Which parcels a choice asks for.
fn wanted_of(show: &str) -> Wanted {
    let at = |it: &Stage| match show {
        "moving" => *it < Stage::ReadyForPickup,
        "ready" => *it == Stage::ReadyForPickup,
        _ => false,
    };
    Wanted {
        stages: Stage::ALL.iter().copied().filter(at).collect(),
        flags: if show == "unusual" { Flag::ALL.to_vec() } else { Vec::new() },
        sort: Sort::Need,
        ..Wanted::every(show == "over")
    }
}

fn choices(app: &App, frame: &Frame<'_>, asked: &Fields) -> Markup {
    let here = |word: &str| (asked.text("show") == word).then_some("true");
    let to = |word: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(asked.given("q").map(|text| ("q", text)));
        query.extend_pairs((!word.is_empty()).then_some(("show", word)));
        frame.at(&format!("/?{}", query.finish()))
    };
    html! {
        nav aria-label=(app.label("web-filters")) {
            ul.filters { @for (word, id) in CHOICES { li { a href=(to(word)) aria-current=[here(word)] { (app.label(id)) } } } }
        }
    }
}

/// What only the reader can do, the nearest day first. What has no day comes last, and of much only the first is open.
fn needs(app: &App, frame: &Frame<'_>, needs: &[Need]) -> Markup {
    let mut needs: Vec<&Need> = needs.iter().collect();
    needs.sort_by_key(|it| (it.act_by.is_none(), it.act_by));
    let (first, rest) = needs.split_at(needs.len().min(AT_ONCE));
    html! {
        @if !needs.is_empty() {
            section.needs aria-labelledby="needs" {
                h2 #needs { (app.label("web-needs-you")) }
                ul { @for it in first { (need(app, frame, it)) } }
                @if !rest.is_empty() {
                    details {
                        summary { (app.phrase("web-needs-more", &[("count", rest.len().into())])) }
                        ul { @for it in rest { (need(app, frame, it)) } }
                    }
                }
            }
        }
    }
}

fn need(app: &App, frame: &Frame<'_>, need: &Need) -> Markup {
    html! {
        li.need.(need.act_by.map_or("calm", |day| urgency(app, day))) {
            p.which {
                @match &need.parcel {
                    Some(id) => a href=(frame.at(&format!("/parcels/{id}"))) { (need.title) },
                    None => span { (need.title) },
                }
                @if let Some(day) = need.act_by {
                    " " span.until { (app.setup.phrases.day_and_distance(day, app.today())) }
                }
            }
            p.what { (need.what) }
        }
    }
}

/// A parcel.
fn card(app: &App, frame: &Frame<'_>, parcel: &ParcelView) -> Markup {
    let number = parcel.number_in_use();
    html! {
        a.card href=(frame.at(&format!("/parcels/{}", parcel.id))) {
            span.title { (parcel.title_and_whose()) }
            span.stage.(parcel.stage.word()) { (parcel.stage_in_words(app)) }
            (journey(app, parcel))
            @if let Some(deed) = parcel.to_do(app) { span.deed.(parcel.dispute.act_by.map_or("calm", |day| urgency(app, day))) { (deed) } }
            span.verdict { (parcel.verdict) }
            @if let Some(event) = &parcel.last_event { span.last { (event.when_in_words(app)) " · " (event.what(app)) } }
            span.facts {
                @if let Some(it) = number {
                    span.number { (it.number) }
                    span { (app.setup.name_of(&it.carrier.as_str().into())) }
                }
                @if let Some(day) = parcel.protection_ends.filter(|day| !parcel.received && *day >= app.today()) {
                    span.protection.(urgency(app, day)) { (app.phrase("web-protected", &[("day", app.setup.phrases.day_and_distance(day, app.today()).into())])) }
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
