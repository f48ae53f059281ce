//! A letter becomes what it says.

use std::borrow::Cow;

use jiff::{
    Span,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use regex::Regex;

use super::{
    dates, duty,
    figures::{self, Named},
    meaning::Said,
    raw_message::RawMessage,
    template::{Kind, Pattern, Places, Template},
    templates::{Fitting, Templates},
    wording::Wording,
};
use crate::{
    carriers::Registry,
    model::{Event, Facts, LONGEST, Message, Reason, Status, Suspicion, clean},
};

/// More numbers than this are a list, not a message.
const NUMBERS_MAX: usize = 10;
/// Longest place, in characters.
const PLACE_MAX: usize = 120;
/// The code of what was read by words alone, from nobody who is known.
const WORDS: &str = "words";

/// What a letter says. `now` is when it came, by the clock of `zone`, where it does not say itself when it was sent.
pub fn read(
    templates: &Templates,
    registry: &Registry,
    letter: &RawMessage,
    zone: &TimeZone,
    now: DateTime,
) -> Message {
    let sent = letter.sent.map_or(now, |sent| sent.to_zoned(zone.clone()).datetime()).min(now);
    let wording = templates.wording();
    let (opened, sent) = opened(templates, letter, sent);
    let forwarder = matches!(opened, Cow::Owned(_)).then_some(letter.sender.as_str());
    let dated = wording.find.last_day.iter().any(|it| it.is_match(&opened.text));
    let said = wording.meaning.said(&opened.text, opened.mail, dated);
    let loose = figures::of(wording, registry, &opened.text, false);
    let owners: Vec<_> = loose.owners().collect();
    let goes_on = matches!(said.status, Some(Status::HandedOver | Status::Renumbered));
    let writer = figures::carrier_called(registry, &opened);
    let fitting = templates.fitting(&opened, &owners, writer.is_none(), goes_on);
    let template = fitting.as_ref().map(|it| it.template);
    let reader = Reader { templates, wording, registry, letter: &opened, sent, template, said };
    let mut message = reader.message(fitting, forwarder);
    message.carrier = message.carrier.or(writer);
    message
}

/// The mail in a mail, where somebody forwarded one that is no known sender; and when that was sent.
fn opened<'a>(templates: &Templates, letter: &'a RawMessage, sent: DateTime) -> (Cow<'a, RawMessage>, DateTime) {
    let Some(quoted) = letter.quoted.as_ref().filter(|_| !templates.knows(letter)) else {
        return (Cow::Borrowed(letter), sent);
    };
    let day = dates::first(templates.wording(), &quoted.date, sent.date()).filter(|day| *day < sent.date());
    let inner = RawMessage { sender: quoted.sender.clone(), text: quoted.text.clone(), quoted: None, ..letter.clone() };
    (Cow::Owned(inner), day.map_or(sent, |day| day.at(12, 0, 0, 0)))
}

struct Reader<'a> {
    templates: &'a Templates,
    wording: &'a Wording,
    registry: &'a Registry,
    letter: &'a RawMessage,
    sent: DateTime,
    template: Option<&'a Template>,
    said: Said,
}

impl Reader<'_> {
    fn message(&self, fitting: Option<Fitting<'_>>, forwarder: Option<&str>) -> Message {
        let kind = fitting.as_ref().and_then(|it| it.kind);
        let carrier = self.template.and_then(|it| it.carrier.clone());
        let by_carrier = carrier.is_some() || figures::carrier_called(self.registry, self.letter).is_some();
        let figures = figures::of(self.wording, self.registry, &self.letter.text, by_carrier);
        let named = Named { numbers: self.named(|it| &it.number), orders: self.orders_named() };
        let mut read = figures.read(self.registry, self.template, named, &self.letter.links);
        let crowded = read.numbers.len() > NUMBERS_MAX || read.orders.len() > NUMBERS_MAX || figures.many();
        if crowded {
            read = figures::Read::default();
        }
        let mut message = Message {
            sender: clean(&self.letter.sender),
            template: self.template.map(|it| self.called(it, kind)),
            carrier,
            shops: self.template.map(|it| it.shops.clone()).unwrap_or_default(),
            numbers: read.numbers,
            maybe: read.maybe,
            orders: read.orders,
            event: None,
            facts: Facts::default(),
            shipped: None,
            sent: self.sent,
            suspicions: self.suspicions(fitting, forwarder),
            understood: self.said.understood || kind.is_some(),
            crowded,
        };
        if message.suspicions.is_empty() && !crowded {
            self.tell(&mut message, kind);
        }
        message
    }

    /// The template and which of its kinds, or what its words say.
    fn called(&self, template: &Template, kind: Option<&Kind>) -> String {
        let said = match (self.said.status, self.said.reason) {
            (Some(Status::Note), Some(reason)) => Some(reason.word()),
            (status, _) => status.map(Status::word),
        };
        match kind.map(|it| it.kind.as_str()).or(said) {
            Some(kind) => format!("{}/{kind}", template.id),
            None => template.id.clone(),
        }
    }

    fn suspicions(&self, fitting: Option<Fitting<'_>>, forwarder: Option<&str>) -> Vec<Suspicion> {
        let claims = fitting.as_ref().map(|it| it.template.name.clone());
        let mut suspicions = fitting.map(|it| it.suspicions).unwrap_or_default();
        if let (Some(forwarder), Some(claims)) = (forwarder.filter(|it| !self.templates.forwards(it)), claims) {
            suspicions.push(Suspicion::Sender { sender: super::links::harmless(forwarder), claims });
        }
        if suspicions.is_empty() && !self.templates.knows(self.letter) {
            let strange = self.letter.links.iter().find(|link| {
                !self.templates.knows_host(&link.host) && !figures::host_of_a_carrier(self.registry, &link.host)
            });
            if self.wording.meaning.lures(&self.letter.text, strange.is_some()) {
                let host = strange.map(|link| link.harmless()).unwrap_or_default();
                suspicions.push(Suspicion::Lure { host });
            }
        }
        suspicions
    }

    /// What it says beside its numbers. Whoever imitates a sender is not believed in it.
    fn tell(&self, message: &mut Message, kind: Option<&Kind>) {
        let ended = matches!(self.said.status, Some(Status::Delivered | Status::Returned | Status::Returning));
        let by = if ended { &*self.wording.find.happened } else { &[] };
        let day = self.date(|it| &it.on, by).filter(|day| *day <= self.sent.date());
        let on = day.filter(|day| *day != self.sent.date()).map_or(self.sent, |day| day.at(12, 0, 0, 0));
        let own = kind.and_then(|it| it.status.map(|status| (status, it.reason)));
        let told = own.or(self.said.status.map(|status| (status, self.said.reason)));
        let status = told.map(|it| it.0);
        message.facts = self.facts(status);
        if told == Some((Status::CustomsHeld, Some(Reason::DutyUnpaid))) {
            message.facts.duty = duty::sum(self.wording, &self.letter.text);
            message.facts.duty_by = duty::last_day(self.wording, &self.letter.text, self.sent.date());
        }
        message.shipped = kind.filter(|it| it.shipped).map(|_| on.date());
        let waits = status == Some(Status::ReadyForPickup);
        message.event = told.map(|(status, reason)| Event {
            wall: on,
            zone: None,
            status: Some(status),
            reason,
            by_words: false,
            code: message.template.clone().unwrap_or_else(|| WORDS.to_owned()),
            text: String::new(),
            place: self.place().filter(|_| waits).unwrap_or_default(),
        });
    }

    fn facts(&self, status: Option<Status>) -> Facts {
        let find = &self.wording.find;
        let waits = status == Some(Status::ReadyForPickup);
        let kept = waits || matches!(status, None | Some(Status::AttemptFailed));
        let until = || self.date(|it| &it.until, &find.until);
        let today = || find.today.iter().any(|it| it.is_match(&self.letter.text)).then(|| self.sent.date());
        // A span of days begins the day the message comes.
        let span = || {
            self.found(|_| &[], &find.days_kept)?
                .parse()
                .ok()
                .and_then(|days| self.sent.date().checked_add(Span::new().days::<i64>(days)).ok())
        };
        let last_day = || self.date(|_| &[], &find.last_day).or_else(today).or_else(span);
        let until = if waits { until().or_else(last_day) } else { until() };
        let open = !waits && status != Some(Status::Delivered);
        let promised = || self.date(|it| &it.promised, &find.promised).filter(|day| *day >= self.sent.date());
        Facts {
            hold_until: until.filter(|day| kept && *day >= self.sent.date()),
            promised_by: open.then(promised).flatten(),
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
        let own = self.found(|it| &it.place, &[]);
        let place = clean(own.or_else(|| self.wording.places.find(&self.letter.text))?);
        let place = place.trim().trim_end_matches([',', '.', ':']);
        Some(place.chars().take(PLACE_MAX.min(LONGEST)).collect())
    }

    fn date(&self, of: impl Fn(&Places) -> &[Pattern], else_by: &[Regex]) -> Option<Date> {
        dates::first(self.wording, self.found(of, else_by)?, self.sent.date())
    }

    /// What the first pattern of the template captures, else the first of those for every text.
    fn found(&self, of: impl Fn(&Places) -> &[Pattern], else_by: &[Regex]) -> Option<&str> {
        let own = self.template.map(|it| of(&it.find)).unwrap_or_default();
        let own = own.iter().filter_map(|it| it.regex(self.wording));
        let found = own.chain(else_by).find_map(|it| it.captures(&self.letter.text))?;
        found.get(1).map(|group| group.as_str())
    }

    /// Everything that a sender's own patterns find.
    fn named(&self, of: impl Fn(&Places) -> &[Pattern]) -> Vec<&str> {
        let own = self.template.map(|it| of(&it.find)).unwrap_or_default();
        let own = own.iter().filter_map(|it| it.regex(self.wording));
        own.flat_map(|it| it.captures_iter(&self.letter.text))
            .filter_map(|it| it.get(1))
            .map(|it| it.as_str())
            .collect()
    }

    fn orders_named(&self) -> Vec<&str> {
        let find = self.wording.find.order.iter().flat_map(|it| it.captures_iter(&self.letter.text));
        let all = find.filter_map(|it| it.get(1)).map(|it| it.as_str());
        self.named(|it| &it.order).into_iter().chain(all).collect()
    }
}
