//! What posylka reads of a message in words, set against what it says.

use jiff::Timestamp;
use posylka::{
    app::Setup,
    import::messages::{self, RawMessage},
    model::{Linked, Message, Reason, Status},
};

use crate::messages::Written;

/// How a message in words was read.
pub struct Read {
    /// Whether it is of the person's parcel.
    pub own: bool,
    /// Whether what it says was read, or nothing of it; never something else.
    pub right: bool,
    /// Whether something else was read than what it says.
    pub wrong: bool,
    /// How many things that are no number were taken for one.
    pub figures: usize,
    /// Whether a parcel was told of it.
    pub told: bool,
}

/// What is read of a message in words.
pub fn read(setup: &Setup, written: &Written, now: Timestamp) -> Message {
    let mut letter = RawMessage::of(setup.templates.wording(), written.text.as_bytes()).expect("a text");
    if written.from != "forward" {
        letter.sender = written.from.to_lowercase();
        letter.mail = written.from.contains('@');
    }
    let zone = &setup.knowledge.zone;
    let wall = now.to_zoned(zone.clone()).datetime();
    messages::read(&setup.templates, &setup.registry, &letter, zone, wall)
}

impl Read {
    pub fn of(written: &Written, message: &Message, told: bool) -> Read {
        let event = message.event.as_ref();
        let said = match event.map(|it| (it.status, it.reason)) {
            None | Some((None, _)) => String::new(),
            Some((Some(Status::Note), Some(why))) => why.to_string(),
            Some((Some(Status::CustomsHeld), Some(Reason::DutyUnpaid))) => "duty".to_owned(),
            Some((Some(status), _)) => status.to_string(),
        };
        let hand: fn(&str) -> bool = |it| matches!(it, "handed-over" | "renumbered");
        let held: fn(&str) -> bool = |it| matches!(it, "duty" | "customs-held");
        let alike = |kind: fn(&str) -> bool| kind(&said) && kind(written.says);
        let same = said == written.says || alike(hand) || alike(held);
        let plain = |it: &str| it.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let known: Vec<String> = written.numbers.iter().map(|it| plain(it)).collect();
        let strange = |it: &&Linked| !known.contains(&plain(it.number.as_str()));
        let figures = match written.numbers.iter().any(|it| it == "?") {
            true => 0,
            false => message.numbers.iter().filter(strange).count(),
        };
        Read { own: written.own, right: same, wrong: !same && !said.is_empty(), figures, told }
    }
}
