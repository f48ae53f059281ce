//! Asks that are in flight at the same time, each to another host.

use std::{
    collections::BTreeSet,
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};

use super::{
    ask::{self, AskResult},
    book::Ask,
};
use crate::{app::Setup, wire::Wire};

type Sending<'a> = Pin<Box<dyn Future<Output = AskResult> + 'a>>;

/// The asks in flight.
#[derive(Default)]
pub(super) struct AsksInFlight<'a> {
    asks: Vec<(Ask, Sending<'a>)>,
}

impl<'a> AsksInFlight<'a> {
    /// Sends one more.
    pub fn begin(&mut self, setup: &'a Setup, wire: &'a Wire, ask: Ask) {
        let sent = ask.clone();
        self.asks.push((ask, Box::pin(async move { ask::send(setup, wire, &sent).await })));
    }

    /// The next that ends; never where there is none.
    pub async fn next(&mut self) -> (Ask, AskResult) {
        poll_fn(|context| {
            for at in 0..self.asks.len() {
                if let Poll::Ready(came) = self.asks[at].1.as_mut().poll(context) {
                    return Poll::Ready((self.asks.swap_remove(at).0, came));
                }
            }
            Poll::Pending
        })
        .await
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.asks.len()
    }

    /// The hosts that are being asked.
    pub fn hosts(&self) -> BTreeSet<String> {
        self.asks.iter().map(|(ask, _)| ask.host.clone()).collect()
    }

    /// Waits for none of them any longer.
    pub fn give_up(self) -> Vec<Ask> {
        self.asks.into_iter().map(|(ask, _)| ask).collect()
    }
}
