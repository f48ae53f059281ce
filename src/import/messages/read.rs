//! A letter becomes what it says.

use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};
use regex::Regex;

use super::{
    dates,
    links::belongs,
    raw_message::Letter,
    template::{Kind, Pattern, Template},
    templates::{Fitting, Templates},
    wording::Wording,
};
use crate::{
    carriers::{self, Recognised, Registry, numbers},
    model::{Event, Facts, LONGEST, Linked, Message, Number, Strength, clean},
};

/// More numbers than this are a list, not a message.
const NUMBERS_MAX: usize = 10;
/// A number that no place names is one from this confidence on.
const PLAUSIBLE: f32 = 0.5;
/// Longest place, in characters.
const PLACE_MAX: usize = 120;

/// What a letter says. `now` is when it came, by the clock of `zone`, where it does not say itself when it was sent.
pub fn read(templates: &Templates, registry: &Registry, letter: &Letter, zone: &TimeZone, now: DateTime) -> Message {
    let sent = letter.sent.map_or(now, |sent| sent.to_zoned(zone.clone()).datetime()).min(now);
    let wording = templates.wording();
    let loose = loose(wording, registry, &letter.text);
    let owners: Vec<_> = loose.iter().filter_map(|it| Some(&it.candidates.first()?.carrier)).collect();
    let fitting = templates.fitting(letter, &owners);
    let reader = Reader { wording, registry, letter, sent, template: fitting.as_ref().map(|it| it.template) };
    reader.message(fitting, loose)
}

struct Reader<'a> {
    wording: &'a Wording,
    registry: &'a Registry,
    letter: &'a Letter,
    sent: DateTime,
    template: Option<&'a Template>,
}

impl Reader<'_> {
    fn message(&self, fitting: Option<Fitting<'_>>, loose: Vec<Recognised>) -> Message {
        let kind = fitting.as_ref().and_then(|it| it.kind);
        let template = self.template.map(|it| match kind {
            Some(kind) => format!("{}/{}", it.id, kind.kind),
            None => it.id.clone(),
        });
        let (mut numbers, mut orders) = (self.numbers(&loose), self.orders(&loose));
        let crowded = numbers.len() > NUMBERS_MAX || orders.len() > NUMBERS_MAX || loose.len() > 3 * NUMBERS_MAX;
        if crowded {
            numbers.clear();
            orders.clear();
        }
        let mut message = Message {
            sender: clean(&self.letter.sender),
            template,
            carrier: self.template.and_then(|it| it.carrier.clone()),
            shops: self.template.map(|it| it.shops.clone()).unwrap_or_default(),
            numbers,
            orders,
            event: None,
            facts: Facts::default(),
            shipped: None,
            sent: self.sent,
            suspicions: fitting.map(|it| it.suspicions).unwrap_or_default(),
            crowded,
        };
        if message.suspicions.is_empty() && !crowded {
            self.tell(&mut message, kind);
        }
        message
    }

    /// What it says beside its numbers. Whoever imitates a sender is not believed in it.
    fn tell(&self, message: &mut Message, kind: Option<&Kind>) {
        let day = self.date(|it| &it.on, &[]).filter(|day| *day <= self.sent.date());
        let on = day.filter(|day| *day != self.sent.date()).map_or(self.sent, |day| day.at(12, 0, 0, 0));
        message.facts = self.facts();
        message.shipped = kind.filter(|it| it.shipped).map(|_| on.date());
        message.event = kind.and_then(|it| it.status.map(|status| (it, status))).map(|(kind, status)| Event {
            wall: on,
            zone: None,
            status: Some(status),
            reason: kind.reason,
            by_words: false,
            code: message.template.clone().unwrap_or_default(),
            text: String::new(),
            place: self.place().unwrap_or_default(),
        });
    }

    fn facts(&self) -> Facts {
        let find = &self.wording.find;
        Facts {
            hold_until: self.date(|it| &it.until, &find.until).filter(|day| *day >= self.sent.date()),
            promised_by: self.date(|it| &it.promised, &[]).filter(|day| *day >= self.sent.date()),
            last_mile: self.found(|it| &it.last_mile, &[]).map(|it| clean(it.trim())),
            postcode: self.found(|_| &[], &find.postcode).map(str::to_owned),
            weight_g: self.weight(),
            ..Facts::default()
        }
    }

    fn weight(&self) -> Option<u32> {
        let find = &self.wording.find;
        let read = |by| self.found(|_| &[], by).and_then(|it| it.replace(',', ".").parse::<f32>().ok());
        let grams = read(&find.grams).or_else(|| read(&find.kilograms).map(|it| it * 1000.0))?;
        (1.0..1e6).contains(&grams).then_some(grams.round() as u32)
    }

    fn place(&self) -> Option<String> {
        let place = clean(self.found(|it| &it.place, &self.wording.find.place)?);
        let place = place.trim().trim_end_matches([',', '.', ':']);
        Some(place.chars().take(PLACE_MAX.min(LONGEST)).collect())
    }

    fn date(&self, of: impl Fn(&super::template::Places) -> &[Pattern], else_by: &[Regex]) -> Option<Date> {
        dates::first(self.wording, self.found(of, else_by)?, self.sent.date())
    }

    /// What the first pattern of the template captures, else the first of those for every text.
    fn found(&self, of: impl Fn(&super::template::Places) -> &[Pattern], else_by: &[Regex]) -> Option<&str> {
        let own = self.template.map(|it| of(&it.find)).unwrap_or_default();
        let own = own.iter().filter_map(|it| it.regex(self.wording));
        let found = own.chain(else_by).find_map(|it| it.captures(&self.letter.text))?;
        found.get(1).map(|group| group.as_str())
    }

    /// Those that stand where the sender writes them, else all that look like one; and those in links to the sender.
    fn numbers(&self, loose: &[Recognised]) -> Vec<Linked> {
        let named = self.named(|it| &it.number).filter_map(|text| numbers::parse(text).ok()).collect::<Vec<_>>();
        let orders = self.orders(loose);
        let order = |number: &Number| orders.iter().any(|it| it == number.as_str());
        let mut numbers: Vec<Linked> = Vec::new();
        let mut push = |number: &Number, linked: Option<Linked>| {
            let known = numbers.iter().any(|it| it.number == *number) || order(number);
            numbers.extend(linked.filter(|_| !known));
        };
        for number in &named {
            push(number, Some(self.linked(number)));
        }
        let plausible =
            |it: &&Recognised| !it.order && it.candidates.first().is_some_and(|it| it.confidence >= PLAUSIBLE);
        for found in loose.iter().filter(plausible).filter(|_| named.is_empty()) {
            push(&found.number, Some(self.linked(&found.number)));
        }
        let hosts = self.template.map(|it| it.hosts.as_slice()).unwrap_or_default();
        for link in self.letter.links.iter().filter(|it| belongs(&it.host, hosts)) {
            for found in carriers::recognise(self.registry, &link.whole).iter().filter(plausible) {
                push(&found.number, Some(self.linked(&found.number)));
            }
        }
        numbers
    }

    fn linked(&self, number: &Number) -> Linked {
        let called = self.template.and_then(|it| it.carrier.as_ref()).and_then(|id| self.name_of(id.as_str()));
        let mut candidates = carriers::candidates_for(self.registry, number, called);
        if let Some(carrier) = self.template.and_then(|it| it.carrier.as_ref()).filter(|_| called.is_some()) {
            candidates.retain(|it| it.carrier == *carrier);
        }
        let from = self.template.map(|it| it.id.clone()).unwrap_or_default();
        let carrier = called.map(str::to_owned);
        Linked { number: number.clone(), from, strength: Strength::Told, carrier, candidates }
    }

    fn name_of(&self, carrier: &str) -> Option<&str> {
        self.registry.iter().find(|it| it.of.as_str() == carrier).map(|it| it.name.as_str())
    }

    fn orders(&self, loose: &[Recognised]) -> Vec<String> {
        let named = self.named(|it| &it.order);
        let find = self.wording.find.order.iter().flat_map(|it| it.captures_iter(&self.letter.text));
        let named = named.chain(find.filter_map(|it| it.get(1)).map(|it| it.as_str()));
        let alone = loose.iter().filter(|it| it.order).map(|it| it.order_id.as_str());
        let mut orders: Vec<String> = Vec::new();
        for order in named.chain(alone).map(|it| clean(it.trim())) {
            if !order.is_empty() && !orders.contains(&order) {
                orders.push(order);
            }
        }
        orders
    }

    /// Everything that a sender's own patterns find.
    fn named(&self, of: impl Fn(&super::template::Places) -> &[Pattern]) -> impl Iterator<Item = &str> {
        let own = self.template.map(|it| of(&it.find)).unwrap_or_default();
        let own = own.iter().filter_map(|it| it.regex(self.wording));
        own.flat_map(|it| it.captures_iter(&self.letter.text)).filter_map(|it| it.get(1)).map(|it| it.as_str())
    }
}

/// Whatever looks like a number in a text, telephones and sums left out.
fn loose(wording: &Wording, registry: &Registry, text: &str) -> Vec<Recognised> {
    let quiet = wording.noise.iter().fold(text.to_owned(), |text, noise| noise.replace_all(&text, " ; ").into_owned());
    let lines = quiet.lines().flat_map(|line| carriers::recognise(registry, line));
    let mut found: Vec<Recognised> = Vec::new();
    for it in lines.filter(|it| it.order || !it.candidates.is_empty()) {
        if found.iter().all(|known| known.number != it.number) {
            found.push(it);
        }
        if found.len() > 10 * NUMBERS_MAX {
            break;
        }
    }
    found
}
