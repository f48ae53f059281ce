//! What leaves the daemon for its user: letters, and the sign that all is well.

use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use tokio::time::{Instant, timeout_at};

use super::{
    alive, post,
    rhythm::Rhythm,
    under_way::{Done, UnderWay},
    watch::Daemon,
};
use crate::store::{Owed, StoreError};

/// How long letters that are on their way keep the daemon from ending.
const LEAVE: Duration = Duration::from_secs(5);
/// The moment at which a letter set out last.
const LETTER: &str = "letter";

impl Daemon {
    /// Sends what is owed, one letter at a time on each channel, and says when to look again.
    pub(super) fn deliver(&mut self, under_way: &mut UnderWay, now: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        let owed = self.store.reading(|tx| tx.owed(now))?;
        let owed = self.that_holds(owed, now)?;
        let plan = under_way.delivery.plan(&self.setup, owed, now);
        let again = match plan.pass_on.is_empty() || !self.pass_on(&plan.pass_on)? {
            true => plan.again,
            false => Some(now),
        };
        if !plan.bundles.is_empty() {
            // An answer is committed lightly: without a full commit here a power cut could take what is told, and give its
            // figure to another notice.
            self.store.within(|tx| tx.came(LETTER, now))?;
        }
        for bundle in plan.bundles {
            let Some(channel) = self.setup.channel(&bundle.channel) else { continue };
            let letter = post::compose(&self.setup, &bundle, now);
            under_way.delivery.begin(&bundle);
            let ears = under_way.ears.clone();
            under_way.tasks.spawn(async move {
                let result = channel.deliver_and_listen(&letter, &ears).await;
                Done::Delivered(bundle, result)
            });
        }
        let next = self.store.reading(|tx| tx.next_delivery(now))?;
        Ok([next, again].into_iter().flatten().min())
    }

    /// Lets go of what no longer holds.
    fn that_holds(&mut self, owed: Vec<Owed>, now: Timestamp) -> anyhow::Result<Vec<Owed>> {
        let today = self.setup.book.day(now);
        let mut holding = Vec::new();
        for owed in owed {
            let case = match owed.parcel.filter(|_| owed.notice.urgent) {
                Some(parcel) => self.store.reading(|tx| tx.case(parcel))?,
                None => None,
            };
            match post::holds(&owed.notice, case.as_ref(), today) {
                true => holding.push(post::as_it_is(owed, case.as_ref())),
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
    pub(super) async fn take_leave(&mut self, under_way: &mut UnderWay) -> anyhow::Result<()> {
        let end = Instant::now() + LEAVE;
        while under_way.delivery.is_under_way()
            && let Ok(Some(done)) = timeout_at(end, under_way.tasks.join_next()).await
        {
            self.take_in(under_way, done.context("a task of the daemon failed")?)?;
        }
        Ok(())
    }

    /// Calls the heartbeat while all is well: the last look went through, somebody is in reach, and every notice finds
    /// its way.
    pub(super) fn beat(&mut self, under_way: &mut UnderWay, rhythm: &Rhythm, now: Timestamp) {
        let Some(heartbeat) = self.setup.heartbeat.clone().filter(|_| !self.clock.leaps()) else { return };
        let next = |last: Timestamp| last.saturating_add(alive::BEAT).unwrap_or(Timestamp::MAX);
        let early = under_way.beaten.is_some_and(|last| (last..next(last)).contains(&now));
        let well = !early && rhythm.is_well() && under_way.reach.since().is_none();
        if well && !self.store.reading(|tx| tx.stuck()).unwrap_or(true) {
            under_way.beaten = Some(now);
            under_way.tasks.spawn(async move { Done::Beaten(heartbeat.beat().await) });
        }
    }
}
