//! What others than the user see of parcels: by configuration without titles, purchases and whole numbers.
//!
//! It is drawn twice. What stands in fields of its own is taken out where parcels are read, before anything is said of them
//! (`App::show_as`). Numbers stand in sentences, in the words of carriers and in links too, so they are struck out of whatever
//! has been said in the end ([`Veil::words`], [`Veil::page`]).

use std::{borrow::Cow, collections::BTreeMap};

use aho_corasick::{AhoCorasick, MatchKind};

use super::{
    state::App,
    views::listed_parcel::{EventView, ParcelView},
};
use crate::{
    config::{NumbersShown, Shown},
    model::{Case, Dispute, Order, ParcelId, Why},
    store::{Listed, StoreError, Which},
    text::Phrasebook,
};

/// What stands where something was.
const GONE: &str = "…";
/// So many characters of a number are left.
const LEFT: usize = 4;
/// What has so many letters and digits in a row, and so many digits among them, is taken for a number of somebody's.
const LONG: usize = 8;
const DIGITS: usize = 5;
/// A name or a title shorter than this is found in words that have nothing to do with it.
const NAME: usize = 5;

/// What is struck out of what is said.
pub struct Veil {
    shown: Shown,
    found: Option<AhoCorasick>,
    put: Vec<String>,
}

impl App {
    /// From now on parcels are read as others may see them.
    pub fn show_as(&mut self, shown: Shown) {
        self.shown = Some(shown);
        if shown.numbers != NumbersShown::Whole {
            // The address of a carrier's page for a number ends in it.
            self.setup.knowledge.carriers.values_mut().for_each(|it| it.page = None);
        }
    }

    /// Whether parcels are shown to others than the user.
    pub fn shows_others(&self) -> bool {
        self.shown.is_some()
    }

    /// Whether purchases are seen.
    pub fn shows_purchases(&self) -> bool {
        self.shown.is_none_or(|it| it.purchases)
    }

    /// Whether numbers are seen whole.
    pub fn shows_whole_numbers(&self) -> bool {
        self.shown.is_none_or(|it| it.numbers == NumbersShown::Whole)
    }

    /// What must be struck out of what is said of the parcels in sight.
    pub fn veil(&mut self) -> Result<Veil, StoreError> {
        let Some(shown) = self.shown else { return Ok(Veil::nothing()) };
        let known = self.store.reading(|tx| tx.list(Which::InSight))?;
        Ok(Veil::of(shown, &known))
    }

    /// What a parcel is called, as others may know.
    pub(super) fn called(&self, id: ParcelId, title: String) -> String {
        let hidden = self.shown.is_some_and(|it| !it.titles);
        if hidden { stand_in(&self.setup.phrases, id.0) } else { title }
    }

    /// A parcel as others may see it.
    pub(super) fn veiled(&self, mut listed: Listed) -> Listed {
        let Some(shown) = self.shown else { return listed };
        listed.parcel.title = self.called(listed.parcel.id, listed.parcel.title);
        if !shown.titles {
            listed.people.clear();
        }
        if !shown.purchases {
            hide_purchases(&mut listed.orders, &mut listed.dispute);
            for because in [&mut listed.verdict.because, &mut listed.advice.because] {
                hide_sums(because);
            }
        }
        listed
    }

    /// All that is known of a parcel, as others may see it.
    pub(super) fn veiled_case(&self, mut case: Case) -> Case {
        let Some(shown) = self.shown else { return case };
        case.parcel.title = self.called(case.parcel.id, case.parcel.title);
        if !shown.purchases {
            hide_purchases(&mut case.orders, &mut case.dispute);
            for because in [&mut case.verdict.because, &mut case.advice.because] {
                hide_sums(because);
            }
        }
        case
    }
}

/// What a parcel is called where its title is hidden.
fn stand_in(phrases: &Phrasebook, id: i64) -> String {
    phrases.phrase("parcel-without-title", &[("id", id.to_string().into())])
}

fn hide_purchases(orders: &mut [Order], dispute: &mut Dispute) {
    for order in orders {
        (order.id, order.seller, order.price) = (String::new(), String::new(), None);
    }
    dispute.steps.iter_mut().for_each(|step| step.amount = None);
    if let Some(wrong) = &mut dispute.wrong {
        (wrong.amount, wrong.note) = (None, String::new());
    }
}

/// Takes out what a price can be told from.
fn hide_sums(because: &mut Vec<Why>) {
    because.retain(|why| !of_sums(why));
    for why in because {
        if let Why::Held { duty, .. } = why {
            *duty = None;
        }
    }
}

/// Whether a reason is about sums.
pub(super) fn of_sums(why: &Why) -> bool {
    use Why::{Award, Came, DutyAhead, DutyUnknown, NoRate};
    matches!(why, DutyAhead { .. } | DutyUnknown { .. } | Award { .. } | Came { .. } | NoRate { .. })
}

impl Veil {
    fn nothing() -> Veil {
        let all = Shown { numbers: NumbersShown::Whole, titles: true, purchases: true };
        Veil { shown: all, found: None, put: Vec::new() }
    }

    fn of(shown: Shown, known: &[Listed]) -> Veil {
        let mut gone: BTreeMap<String, String> = BTreeMap::new();
        for it in known {
            if shown.numbers != NumbersShown::Whole {
                let numbers = it.legs.iter().map(|leg| leg.key.number.as_str());
                gone.extend(numbers.map(|number| (number.to_owned(), shortened(shown.numbers, number))));
                gone.extend(it.parcel.postcode.iter().map(|code| (code.clone(), GONE.to_owned())));
            }
            if !shown.purchases {
                let names = it.orders.iter().flat_map(|order| [&order.id, &order.seller]);
                gone.extend(names.filter(|it| it.chars().count() >= NAME).map(|it| (it.clone(), GONE.to_owned())));
            }
            if !shown.titles && it.parcel.title.chars().count() >= NAME {
                gone.insert(it.parcel.title.clone(), GONE.to_owned());
            }
        }
        // In a page a text is written with the signs of HTML escaped.
        let escaped: Vec<(String, String)> =
            gone.iter().map(|(text, put)| (maud::html! { (text) }.into_string(), put.clone())).collect();
        gone.extend(escaped);
        let (texts, put): (Vec<String>, Vec<String>) = gone.into_iter().unzip();
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
        Veil { shown, found: builder.build(&texts).ok().filter(|_| !texts.is_empty()), put }
    }

    /// A text without what is known of the parcels in sight and must not be seen, and without what looks like anybody's number.
    pub fn words(&self, text: &str) -> String {
        let text = self.struck(text);
        match self.shown.numbers {
            NumbersShown::Whole => text.into_owned(),
            how => without_numbers(&text, how),
        }
    }

    /// Over all that is said of a parcel at a glance.
    pub fn over(&self, parcel: &mut ParcelView) {
        parcel.verdict = self.words(&parcel.verdict);
        for number in &mut parcel.numbers {
            number.number = self.words(&number.number);
        }
        parcel.last_event.iter_mut().for_each(|it| self.over_event(it));
    }

    /// Over what a carrier said.
    pub fn over_event(&self, event: &mut EventView) {
        let told = &mut event.told;
        let said = [&mut told.text, &mut told.place, &mut told.code, &mut event.number];
        said.into_iter().chain(&mut event.also).for_each(|text| *text = self.words(text));
    }

    /// A whole page, whose code is left alone.
    pub fn page(&self, page: String) -> String {
        self.struck(&page).into_owned()
    }

    fn struck<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.found {
            Some(found) if found.is_match(text) => found.replace_all(text, &self.put).into(),
            _ => text.into(),
        }
    }
}

fn shortened(how: NumbersShown, number: &str) -> String {
    let from = number.char_indices().rev().nth(LEFT - 1).map_or(0, |(at, _)| at);
    match how {
        NumbersShown::Whole => number.to_owned(),
        NumbersShown::Short => format!("{GONE}{}", &number[from..]),
        NumbersShown::Hidden => GONE.to_owned(),
    }
}

/// A text in which whatever looks like a number of a parcel, an order or a person is shortened: carriers name others than
/// those that are known.
fn without_numbers(text: &str, how: NumbersShown) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        match word.len() >= LONG && digits >= DIGITS {
            true => out.push_str(&shortened(how, word)),
            false => out.push_str(word),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_number_is_shortened_and_nothing_else_is() {
        let short = |text: &str| without_numbers(text, NumbersShown::Short);
        assert_eq!(short("Новый номер RB234567918CN, заказ 8190000000000027."), "Новый номер …18CN, заказ …0027.");
        for plain in ["2026-03-01 14:18", "до 16 апреля, через 3 дня", "101000 Москва", "https://example.org/a?b=1", ""]
        {
            assert_eq!(short(plain), plain);
        }
        assert_eq!(without_numbers("№10100064123459", NumbersShown::Hidden), "№…");
    }
}
