//! What the tracking shows: whose, of which number, read when. What nobody looked at is not spoken of.

use jiff::civil::Date;

use super::{
    facts::{ClaimFacts, QUOTE, Said},
    quote::{latin, quoted},
};
use crate::{
    model::{BY_MESSAGE, Entry, Event, Leg, LegState, Why},
    text::{Arg, Lang, Phrasebook, Setting, one_line, reasons::tail},
};

/// The most numbers a claim speaks of.
const NUMBERS: usize = 4;

impl Phrasebook {
    /// What stands in the tracking of the parcel's numbers: the last scan there is, and where the number that counts now has
    /// none, that.
    pub(super) fn tracked(&self, facts: &ClaimFacts, setting: &Setting) -> Vec<Said> {
        let last = facts.events.last();
        let mut said: Vec<Said> = last.map(|entry| (1, self.last_scan(facts, entry, setting))).into_iter().collect();
        let silent = |leg: &&Leg| leg.state != LegState::Old && facts.scans(leg).next().is_none();
        let read = facts.sure().filter(silent).take(NUMBERS);
        let none = |leg: &Leg| {
            let read = (facts.day)(leg.asks.answered?);
            let looked = self.looked(leg, read, setting).into_iter();
            let Some(older) = facts.older_scan(leg) else {
                return Some((1, self.phrase("claim-none", &looked.collect::<Vec<_>>())));
            };
            let older = [("older", self.date(older, Date::ZERO).into())];
            Some((1, self.phrase("claim-others-scans", &looked.chain(older).collect::<Vec<_>>())))
        };
        said.extend(read.filter_map(none));
        said
    }

    /// Numbers that no sentence about the tracking has named.
    pub(super) fn other_numbers(&self, facts: &ClaimFacts, setting: &Setting) -> Option<String> {
        let told = facts.events.last().map(|entry| &entry.leg);
        let spoken = |leg: &Leg| {
            let silent = leg.state != LegState::Old && facts.scans(leg).next().is_none();
            told == Some(&leg.key) || (silent && leg.asks.answered.is_some())
        };
        let named = |leg: &Leg| {
            let carrier = one_line(&(setting.carrier)(&leg.key.carrier), 40);
            self.phrase("claim-number-at", &[("number", leg.key.number.as_str().into()), ("carrier", carrier.into())])
        };
        let numbers: Vec<String> = facts.sure().filter(|leg| !spoken(leg)).take(NUMBERS).map(named).collect();
        let count = [("count", numbers.len().into()), ("numbers", numbers.join(", ").into())];
        match facts.sure().next() {
            None => Some(self.label("claim-no-number")),
            Some(_) => (!numbers.is_empty()).then(|| self.phrase("claim-numbers", &count)),
        }
    }

    fn looked(&self, leg: &Leg, read: Date, setting: &Setting) -> [(&'static str, Arg<'static>); 3] {
        [
            ("number", leg.key.number.to_string().into()),
            ("carrier", one_line(&(setting.carrier)(&leg.key.carrier), 40).into()),
            ("read", self.date(read, Date::ZERO).into()),
        ]
    }

    fn last_scan(&self, facts: &ClaimFacts, entry: &Entry, setting: &Setting) -> String {
        let at = [
            ("wall", self.when(&entry.event).into()),
            ("scan", self.scan(&entry.event).into()),
            ("number", entry.leg.number.as_str().into()),
        ];
        let by = match entry.source.as_str() {
            "user" => Some("user"),
            source => source.starts_with(BY_MESSAGE).then_some("message"),
        };
        if let Some(by) = by {
            return self.phrase("claim-said", &at.into_iter().chain([("by", by.into())]).collect::<Vec<_>>());
        }
        let leg = facts.legs.iter().find(|leg| leg.key == entry.leg);
        let read = leg.and_then(|leg| leg.asks.answered).unwrap_or(entry.heard);
        let carrier = one_line(&(setting.carrier)(&entry.leg.carrier), 40);
        let read = [("carrier", carrier.into()), ("read", self.date((facts.day)(read), Date::ZERO).into())];
        self.phrase("claim-last-scan", &at.into_iter().chain(read).collect::<Vec<_>>())
    }

    /// The wall time as it was printed; a scan without one has only the day it was first seen.
    fn when(&self, event: &Event) -> String {
        match event.is_undated() {
            true => self.date(event.wall.date(), Date::ZERO),
            false => self.moment(event.wall, Date::ZERO),
        }
    }

    /// A place in letters that the reader knows.
    pub fn place(&self, place: &str) -> String {
        let place = one_line(place, QUOTE);
        if self.lang() == Lang::En { latin(&place) } else { place }
    }

    /// What a scan means in our words, where it was, and the source's own words in quotes.
    pub(super) fn scan(&self, event: &Event) -> String {
        let place = one_line(&event.place, QUOTE);
        let words = event.text.trim();
        let bare = words.strip_prefix('[').and_then(|it| it.strip_prefix(event.place.as_str()));
        let words = bare.and_then(|it| it.strip_prefix(']')).unwrap_or(words).trim();
        let own = |text: &str| quoted(text, QUOTE, self.lang());
        match event.status {
            Some(status) => {
                let own = if words.is_empty() { String::new() } else { format!(" ({})", own(words)) };
                format!("{}{}{own}", self.status(status), tail(", ", &place))
            }
            None => format!("{}{}", own(if words.is_empty() { &event.code } else { words }), tail(", ", &place)),
        }
    }

    /// How long nothing new came, held against what is usual; where it was looked.
    pub(super) fn silence(&self, facts: &ClaimFacts) -> Option<String> {
        facts.sure().any(|leg| leg.asks.answered.is_some()).then_some(())?;
        let mut because = facts.because();
        because.find_map(|why| match why {
            Why::Quiet { days, since, stage, share, most, source, working, .. } if !facts.events.is_empty() => {
                let last = facts.events.last().map(|entry| entry.event.wall.date());
                let since = (last != Some(*since))
                    .then(|| self.phrase("claim-since", &[("on", self.date(*since, Date::ZERO).into())]));
                let args = [
                    ("days", self.norm_days(*days, *working).into()),
                    ("since", since.unwrap_or_default().into()),
                    ("stage", stage.word().into()),
                    ("share", (*share).into()),
                    ("most", self.norm_days(*most, *working).into()),
                    ("source", named(source).into()),
                ];
                Some(self.phrase("claim-silence", &args))
            }
            Why::Unscanned { days, most, source, .. } if facts.events.is_empty() => {
                let posted = facts.orders.iter().any(|order| order.shipped.is_some());
                let args = [
                    ("days", self.days(*days).into()),
                    ("from", if posted { "posting" } else { "order" }.into()),
                    ("most", self.days(*most).into()),
                    ("source", named(source).into()),
                ];
                Some(self.phrase("claim-unscanned", &args))
            }
            _ => None,
        })
    }
}

/// What a source is called, without what it says.
fn named(source: &str) -> String {
    one_line(source.split(": ").next().unwrap_or(source), QUOTE)
}
