//! What waits to be collected, place by place, with bars to show at the counter.

use maud::{Markup, html};

use super::{
    layout::{Frame, Place, page},
    parts::{form, urgency},
};
use crate::{
    app::{
        App,
        views::pickup::{Waiting, pickup},
    },
    web::barcode::code_128,
};

/// The page.
pub fn show(app: &mut App, frame: &Frame<'_>) -> anyhow::Result<Markup> {
    let waiting = pickup(app)?;
    let mut places: Vec<(&str, Vec<&Waiting>)> = Vec::new();
    for it in &waiting {
        match places.last_mut().filter(|(place, _)| *place == it.place) {
            Some((_, here)) => here.push(it),
            None => places.push((&it.place, vec![it])),
        }
    }
    let content = html! {
        h1 { (app.label("web-pickup")) }
        @if places.is_empty() { div.empty { p { (app.label("web-nothing-waits")) } } }
        @for (place, here) in &places {
            section {
                h2 { @if place.is_empty() { (app.label("web-place-unknown")) } @else { bdi { (place) } } }
                ul.counter { @for it in here { li { (waits(app, frame, it)) } } }
            }
        }
    };
    Ok(page(app, frame, Place::Counter, &app.label("web-pickup"), content))
}

fn waits(app: &App, frame: &Frame<'_>, it: &Waiting) -> Markup {
    let by_norm = it.until.is_some() && !it.by_carrier;
    html! {
        p.title { a href=(frame.at(&format!("/parcels/{}", it.id))) { (it.title) } }
        @if let Some(day) = it.until {
            p.until.(urgency(app, day)) {
                (app.label("web-collect-by")) " " (app.setup.phrases.day_and_distance(day, app.today()))
                @if by_norm { " " span.faint { (app.label("web-by-norm")) } }
            }
        }
        @if app.shows_whole_numbers() { (bars(app, &it.number)) } @else { p.big { code { (it.number) } } }
        p.faint { (it.carrier) }
        @if frame.can_act() { (form(frame, &format!("/parcels/{}/received", it.id), html! { button { (app.label("web-do-received")) } })) }
    }
}

/// A number as bars, with itself below.
fn bars(app: &App, number: &str) -> Markup {
    html! {
        @if let Some(bars) = code_128(number, &app.phrase("web-barcode-of", &[("number", number.into())])) { (bars) }
        p.big { code { (grouped(number)) } }
    }
}

/// The bars of one number on a page of its own.
pub fn one(app: &App, frame: &Frame<'_>, number: &str) -> Markup {
    let number: String = number.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    page(app, frame, Place::Elsewhere, &number, html! { h1.quiet { (app.label("web-barcode")) } (bars(app, &number)) })
}

/// In groups, as it is read aloud: the letters of a postal number apart, its figures in threes, all else in fours.
fn grouped(number: &str) -> String {
    let postal = number.len() == 13 && number.is_ascii() && number[2..11].bytes().all(|it| it.is_ascii_digit());
    let letters = |text: &str| text.bytes().all(|it| it.is_ascii_uppercase());
    if postal && letters(&number[..2]) && letters(&number[11..]) {
        return [&number[..2], &number[2..5], &number[5..8], &number[8..11], &number[11..]].join(" ");
    }
    let signs: Vec<char> = number.chars().collect();
    signs.chunks(4).map(|it| it.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_read_in_groups() {
        assert_eq!(grouped("RB234567918CN"), "RB 234 567 918 CN");
        assert_eq!(grouped("80087260003039"), "8008 7260 0030 39");
        assert_eq!(grouped("1234567890123"), "1234 5678 9012 3");
    }
}
