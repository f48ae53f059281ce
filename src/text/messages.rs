//! What was read of a message, whose it is, and what speaks against it.

use jiff::civil::Date;

use super::{Phrasebook, Setting, one_line, reasons::in_brackets};
use crate::model::{Fit, Message, Suspicion};

/// The longest piece of a message that is shown, in characters.
const PIECE: usize = 80;

impl Phrasebook {
    /// What a message says, in one line: «прибыла в пункт, до 28 февраля; номер 10100064123459».
    pub fn message(&self, message: &Message, setting: &Setting) -> String {
        let date = |day: Date| self.date(day, setting.today);
        let mut pieces = Vec::new();
        if let Some(event) = &message.event {
            let status = match event.reason.filter(|_| message.is_off()) {
                Some(reason) => self.phrase("message-off", &[("reason", reason.word().into())]),
                None => event.status.map(|it| self.status(it)).unwrap_or_default(),
            };
            let place =
                if event.place.is_empty() { String::new() } else { format!(", {}", one_line(&event.place, PIECE)) };
            pieces.push(format!("{status}{place}"));
        }
        let mut say = |id: &str, what: Option<String>| {
            pieces.extend(what.map(|what| self.phrase(id, &[("what", what.into())])));
        };
        say("message-until", message.facts.hold_until.map(date));
        say("message-duty", message.facts.duty.as_ref().map(|sum| self.money(sum)));
        say("message-duty-by", message.facts.duty_by.map(date));
        say("message-promised", message.facts.promised_by.map(date));
        say("message-shipped", message.shipped.map(date));
        say("message-last-mile", message.facts.last_mile.as_deref().map(|it| one_line(it, PIECE)));
        let numbers: Vec<String> = message.numbers.iter().map(|it| it.number.to_string()).collect();
        say("message-number", (!numbers.is_empty()).then(|| numbers.join(", ")));
        let orders: Vec<String> = message.orders.iter().map(|it| one_line(it, PIECE)).collect();
        say("message-order", (!orders.is_empty()).then(|| orders.join(", ")));
        pieces.join("; ")
    }

    /// The question whose a message is, with the way to answer it.
    pub(super) fn unmatched(&self, sender: &str, what: &str, file: Option<&str>) -> Vec<String> {
        let sender = in_brackets(Some(one_line(sender, PIECE).trim()));
        let cure = match file {
            Some(file) => self.phrase("notice-message-cure", &[("file", file.into())]),
            None => self.label("notice-message-cure-mail"),
        };
        vec![self.phrase("notice-message", &[("from", sender.into()), ("what", one_line(what, PIECE).into())]), cure]
    }

    /// That a message about a parcel was not understood, with what to do.
    pub(super) fn not_understood(&self, sender: &str, file: Option<&str>) -> Vec<String> {
        let sender = in_brackets(Some(one_line(sender, PIECE).trim()));
        let cure = match file {
            Some(file) => self.phrase("notice-unread-cure", &[("file", file.into())]),
            None => self.label("notice-unread-cure-mail"),
        };
        vec![self.phrase("notice-unread", &[("from", sender.into())]), cure]
    }

    /// Why a message may belong to a parcel.
    pub fn fit(&self, fit: &Fit, setting: &Setting) -> String {
        let (id, what) = match fit {
            Fit::Said => ("fit-said", String::new()),
            Fit::Number { number } => ("fit-number", number.to_string()),
            Fit::Order { order } => ("fit-order", one_line(order, PIECE)),
            Fit::Carrier { carrier } => ("fit-carrier", (setting.carrier)(carrier)),
            Fit::LastMile { carrier } => ("fit-last-mile", (setting.carrier)(carrier)),
            Fit::Shop { shop } => ("fit-shop", shop.to_string()),
            Fit::Weight { grams } => ("fit-weight", grams.to_string()),
            Fit::Postcode { postcode } => ("fit-postcode", one_line(postcode, PIECE)),
            Fit::Awaits => ("fit-awaits", String::new()),
            Fit::Time => ("fit-time", String::new()),
            Fit::Joinable { order, other } => {
                let args = [("what", one_line(order, PIECE).into()), ("other", other.to_string().into())];
                return self.phrase("fit-joinable", &args);
            }
        };
        self.phrase(id, &[("what", what.into())])
    }

    /// What speaks for an imitation.
    pub fn suspicion(&self, suspicion: &Suspicion) -> String {
        let (id, claims, from) = match suspicion {
            Suspicion::Sender { sender, claims } => ("suspicion-sender", claims.as_str(), sender.as_str()),
            Suspicion::Link { host, claims } => ("suspicion-link", claims.as_str(), host.as_str()),
            Suspicion::Forged { claims } => ("suspicion-forged", claims.as_str(), ""),
            Suspicion::Lure { host } => ("suspicion-lure", "", host.as_str()),
        };
        let from = match suspicion {
            Suspicion::Lure { host } => in_brackets(Some(one_line(host, PIECE).trim())),
            _ => one_line(from, PIECE),
        };
        self.phrase(id, &[("claims", one_line(claims, PIECE).into()), ("from", from.into())])
    }
}
