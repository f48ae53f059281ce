//! What the daemon does at the same time: asks, letters, looks at mail.

use std::{collections::BTreeSet, path::PathBuf};

use jiff::Timestamp;
use tokio::task::JoinSet;
use tracing::{info, warn};

use super::{
    delivery::plan::{Bundle, Delivery},
    mail::{Brought, Mailbag},
    own_connection::OwnConnection,
};
use crate::{
    app::{
        actions::mend::by_itself::Tried,
        look::{ask::AskResult, book::Ask},
    },
    model::SourceId,
    notify::{ButtonListener, NotifyError},
};

/// Asks under way at a time, each to another host.
const AT_ONCE: usize = 8;

/// What ended in the background.
pub(super) enum Done {
    Answered(Ask, AskResult),
    Mail(Brought),
    Delivered(Bundle, Result<(), NotifyError>),
    Beaten(Result<(), NotifyError>),
    Copied(Result<PathBuf, String>),
    Mended(SourceId, Option<Box<Tried>>),
}

/// What is under way in the background.
pub(super) struct InFlight {
    /// All of it.
    pub tasks: JoinSet<Done>,
    /// Hosts that are being asked.
    pub hosts: BTreeSet<String>,
    /// Sources whose definition is tried to be mended.
    pub mending: BTreeSet<SourceId>,
    /// Letters.
    pub delivery: Delivery,
    /// What hears the buttons of letters.
    pub buttons: ButtonListener,
    /// When the heartbeat was called last.
    pub beaten: Option<Timestamp>,
    /// Whether anybody can be reached.
    pub reach: OwnConnection,
    /// Whether anybody was, ever.
    reached: bool,
    /// Whether a copy of the database is being written.
    pub copying: bool,
    /// Messages that are looked for.
    pub mail: Mailbag,
}

impl InFlight {
    pub fn new(buttons: ButtonListener) -> InFlight {
        InFlight {
            tasks: JoinSet::new(),
            hosts: BTreeSet::new(),
            mending: BTreeSet::new(),
            delivery: Delivery::default(),
            buttons,
            beaten: None,
            reach: OwnConnection::default(),
            reached: false,
            copying: false,
            mail: Mailbag::default(),
        }
    }

    /// What an ask says of our own connection: when to try again, where that is gone.
    pub fn heard_of(&mut self, ask: &Ask, came: &AskResult, now: Timestamp) -> Option<Timestamp> {
        let lost = self.reach.since();
        let again = match ask.legs.first() {
            Some((_, leg)) if came.unreached() => self.reach.missed(&leg.carrier, now),
            _ => {
                self.reach.answered();
                self.reached = true;
                None
            }
        };
        match (lost, again) {
            (None, Some(_)) => warn!("Nobody can be reached; it is probably our own connection"),
            (Some(_), None) => info!("Somebody can be reached again"),
            _ => {}
        }
        again
    }

    /// Whether all who were asked were out of reach.
    pub fn is_alone(&self) -> bool {
        self.reach.since().is_some() || !self.reached && self.reach.has_missed()
    }

    /// How many asks may go out now. A leaping clock asks one thing at a time, so that every run is the same; so do we while
    /// nobody is in reach.
    pub fn room(&self, leaps: bool, now: Timestamp) -> usize {
        match self.reach.since() {
            _ if self.reach.waits_until(now).is_some() => 0,
            None if !leaps => AT_ONCE.saturating_sub(self.hosts.len()),
            _ => usize::from(self.hosts.is_empty() && (!leaps || self.tasks.is_empty())),
        }
    }
}
