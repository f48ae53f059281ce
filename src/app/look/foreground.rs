//! A look that somebody waits for: what is due is asked, several hosts at once, until nothing is left or the time is over.

use std::{future::Future, pin::pin};

use jiff::Timestamp;

use super::{
    ask::AskResult,
    asks_in_flight::AsksInFlight,
    book::{Ask, Wanted},
    hear::Hearing,
    place::Place,
};
use crate::{
    app::Setup,
    model::{Outcome, ParcelId},
    store::StoreError,
    wire::Wire,
};

/// Asks in flight at a time, each to another host.
const AT_ONCE: usize = 8;

/// The time, as whoever waits has it.
pub trait Time {
    /// What time it is.
    fn now(&self) -> Timestamp;
    /// Whether it leaps: then one thing is asked at a time.
    fn leaps(&self) -> bool;
    /// Whether a moment comes while somebody still waits.
    fn comes(&self, at: Timestamp) -> bool;
    /// Until that moment.
    fn until(&mut self, at: Timestamp) -> impl Future<Output = ()>;
    /// Until nobody waits any longer.
    fn over(&self) -> impl Future<Output = ()> + 'static;
}

/// What happens during a look, for whoever waits.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// Somebody is asked.
    Asks(&'a Ask),
    /// Somebody answered, or could not; what it comes to for each number.
    Came(&'a Ask, &'a [(crate::model::Number, Outcome)]),
    /// Nobody is asked until then: sources want to be left a pause.
    Waits(Timestamp),
}

/// What a look is for.
#[derive(Debug, Clone, Copy)]
pub struct LookFor<'a> {
    /// Only these parcels; all that are due without.
    pub parcels: Option<&'a [ParcelId]>,
    /// Nobody is asked but this machine.
    pub at_home: bool,
}

/// What came of a look.
#[derive(Debug, Default)]
pub struct Seen {
    /// How many numbers were asked for, each at each source.
    pub asked: usize,
    /// Whether somebody was in reach.
    pub reached: bool,
    /// The hosts to which no connection came about.
    pub missed: Vec<String>,
    /// The sources that had not answered when the time was over.
    pub given_up: Vec<Ask>,
    /// Whether somebody was not asked for want of time; when they may be.
    pub left: Option<Timestamp>,
}

impl Seen {
    /// Whether nobody at all was in reach: that is most likely our own connection.
    pub fn is_alone(&self) -> bool {
        !self.reached && !self.missed.is_empty()
    }
}

/// Looks.
pub async fn look(
    mut place: Place<'_>,
    setup: &Setup,
    wire: &Wire,
    wanted: LookFor<'_>,
    time: &mut impl Time,
    tell: &mut dyn FnMut(&Setup, Step<'_>),
) -> Result<Seen, StoreError> {
    let mut look = Look { seen: Seen::default(), held: Vec::new(), setup };
    let mut over = pin!(time.over());
    let mut in_flight = AsksInFlight::default();
    loop {
        let room = if time.leaps() { usize::from(in_flight.count() == 0) } else { AT_ONCE - in_flight.count() };
        let LookFor { parcels, at_home } = wanted;
        let busy = &in_flight.hosts();
        let round = place.book(setup, &Wanted { parcels, busy, most: room, at_home }, time.now())?;
        let again = round.again.filter(|_| room > round.asks.len());
        for ask in round.asks {
            tell(setup, Step::Asks(&ask));
            look.seen.asked += ask.numbers.len();
            in_flight.begin(setup, wire, ask);
        }
        let (waits, idle) = (again.filter(|at| time.comes(*at)), in_flight.count() == 0);
        if idle && waits.is_none() {
            look.seen.left = again;
            break;
        }
        if let Some(at) = waits.filter(|_| idle && !time.leaps()) {
            tell(setup, Step::Waits(at));
        }
        tokio::select! {
            biased;
            (ask, came) = in_flight.next(), if !idle => look.take(&mut place, ask, came, time.now(), tell)?,
            () = &mut over => break,
            () = time.until(waits.unwrap_or(Timestamp::MAX)), if waits.is_some() && (idle || !time.leaps()) => {}
        }
    }
    look.end(&mut place, in_flight.give_up(), time.now())
}

struct Look<'a> {
    seen: Seen,
    /// Asks of which no connection came about, as long as nobody else was reached.
    held: Vec<(Ask, AskResult)>,
    setup: &'a Setup,
}

impl Look<'_> {
    /// Takes in what came of an ask. Who cannot be reached is blamed once somebody else can.
    fn take(
        &mut self,
        place: &mut Place<'_>,
        ask: Ask,
        came: AskResult,
        now: Timestamp,
        tell: &mut dyn FnMut(&Setup, Step<'_>),
    ) -> Result<(), StoreError> {
        let heard = Hearing::of(self.setup, ask, came);
        tell(self.setup, Step::Came(&heard.ask, &heard.said));
        if heard.came.unreached() {
            self.seen.missed.push(heard.ask.host.clone());
            self.held.push((heard.ask, heard.came));
        } else {
            self.seen.reached = true;
            place.hear(self.setup, &heard, now)?;
        }
        if self.seen.reached {
            for (ask, came) in std::mem::take(&mut self.held) {
                place.hear(self.setup, &Hearing::of(self.setup, ask, came), now)?;
            }
        }
        Ok(())
    }

    fn end(mut self, place: &mut Place<'_>, given_up: Vec<Ask>, now: Timestamp) -> Result<Seen, StoreError> {
        for (ask, came) in &self.held {
            place.not_sent(ask, came, now)?;
        }
        given_up.iter().try_for_each(|ask| place.pass_time(self.setup, ask, now))?;
        self.seen.given_up = given_up;
        Ok(self.seen)
    }
}
