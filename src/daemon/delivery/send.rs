//! What is owed is sent, one letter at a time on each channel.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use jiff::Timestamp;
use tokio::time::{Instant, timeout_at};

use super::{letters, plan::Bundle};
use crate::{
    daemon::{
        Daemon,
        in_flight::{Done, InFlight},
    },
    model::{Case, ParcelId},
    store::{Owed, StoreError},
};

/// How long letters that are on their way keep the daemon from ending.
const LEAVE: Duration = Duration::from_secs(5);
/// The moment at which a letter set out last.
const LETTER: &str = "letter";

impl Daemon {
    /// Sends what is owed, one letter at a time on each channel, and says when to look again.
    pub(in crate::daemon) fn deliver(
        &mut self,
        in_flight: &mut InFlight,
        now: Timestamp,
    ) -> anyhow::Result<Option<Timestamp>> {
        let owed = self.store.reading(|tx| tx.owed(now))?;
        let owed = self.that_holds(owed, now)?;
        let plan = in_flight.delivery.plan(&self.setup, owed, now);
        let again = match plan.pass_on.is_empty() || !self.pass_on(&plan.pass_on)? {
            true => plan.again,
            false => Some(now),
        };
        let mut bundles = plan.bundles;
        let cases = self.cases(&bundles)?;
        if !bundles.is_empty() {
            // An answer is committed lightly: without a full commit here a power cut could take what is told, and give its
            // figure to another notice.
            let setup = Arc::clone(&self.setup);
            self.store.within(|tx| {
                let told = bundles.iter_mut().flat_map(|it| &mut it.owed);
                told.filter_map(|owed| Some((cases.get(&owed.parcel?)?, owed))).try_for_each(|(case, owed)| {
                    let now_so = letters::as_it_is(&owed.notice, case, &setup.knowledge, now);
                    tx.reword(owed.id, &owed.notice, &now_so)?;
                    owed.notice = now_so;
                    Ok::<_, StoreError>(())
                })?;
                tx.came(LETTER, now)
            })?;
        }
        for bundle in bundles {
            let Some(channel) = self.setup.channel(&bundle.channel) else { continue };
            let letter = letters::compose(&self.setup, &bundle, &cases, now);
            in_flight.delivery.begin(&bundle);
            let buttons = in_flight.buttons.clone();
            in_flight.tasks.spawn(async move {
                let result = channel.deliver_and_listen(&letter, &buttons).await;
                Done::Delivered(bundle, result)
            });
        }
        let next = self.store.reading(|tx| tx.next_delivery(now))?;
        Ok([next, again].into_iter().flatten().min())
    }

    /// The parcels that letters speak of, as they are now.
    fn cases(&mut self, bundles: &[Bundle]) -> anyhow::Result<HashMap<ParcelId, Case>> {
        let ids: BTreeSet<ParcelId> = bundles.iter().flat_map(|it| &it.owed).filter_map(|it| it.parcel).collect();
        let mut cases = HashMap::new();
        for id in ids {
            cases.extend(self.store.reading(|tx| tx.case(id))?.map(|case| (id, case)));
        }
        Ok(cases)
    }

    /// Lets go of what no longer holds.
    fn that_holds(&mut self, owed: Vec<Owed>, now: Timestamp) -> anyhow::Result<Vec<Owed>> {
        let today = self.setup.knowledge.day(now);
        let mut holding = Vec::new();
        for owed in owed {
            let case = match owed.parcel.filter(|_| owed.notice.urgent) {
                Some(parcel) => self.store.reading(|tx| tx.case(parcel))?,
                None => None,
            };
            match letters::holds(&owed.notice, case.as_ref(), today) {
                true => holding.push(owed),
                false => self.store.within(|tx| tx.let_go(owed.id))?,
            }
        }
        Ok(holding)
    }

    /// Returns whether anybody owes a notice now who did not.
    fn pass_on(&mut self, notices: &[(Owed, String)]) -> anyhow::Result<bool> {
        let any = self.store.within(|tx| {
            notices
                .iter()
                .try_fold(false, |any, (owed, to)| Ok::<_, StoreError>(tx.pass_on(owed.id, &owed.channel, to)? || any))
        })?;
        Ok(any)
    }

    /// Waits a moment for letters that are on their way: one that arrived is not sent again by the next daemon.
    pub(in crate::daemon) async fn take_leave(&mut self, in_flight: &mut InFlight) -> anyhow::Result<()> {
        let end = Instant::now() + LEAVE;
        while in_flight.delivery.is_in_flight()
            && let Ok(Some(done)) = timeout_at(end, in_flight.tasks.join_next()).await
        {
            self.take_in(in_flight, done.context("a task of the daemon failed")?)?;
        }
        Ok(())
    }
}
