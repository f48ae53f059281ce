//! Plays orders that travel together: the daemon's part by the real store and the real rules, the person's by the actions
//! a command takes.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use posylka::{
    app::{
        App, Refusal, Setup,
        actions::{
            add::{Purchase, given_numbers::GivenNumbers},
            event::UserEvent,
        },
        tell,
    },
    config::Folders,
    model::{Case, Notice, NoticeKind, Number, Outcome, ParcelId, SourceId, Status, Told},
    store::{Migrate, Store, StoreError},
};

use super::fate::{Bought, Joint};
use crate::{
    play::{answer, failing},
    truth::What,
};

/// So long nobody says that they travel together: then the person has found out.
const FOUND_OUT: SignedDuration = SignedDuration::from_hours(24 * 25);

/// A life as the person saw it.
pub struct Played {
    /// What was told, of which parcel, and when.
    pub told: Vec<(Timestamp, Option<ParcelId>, Notice)>,
    /// The parcels that are in sight at the end.
    pub cases: Vec<Case>,
    /// What was refused though the program itself had advised it.
    pub refused: Vec<String>,
    /// When the person joined some without having been told that they travel together.
    pub found_out: Option<Timestamp>,
    /// When all of them were one parcel.
    pub joined: Option<Timestamp>,
    /// Purchases that were not in sight once each, after any deed.
    pub lost: BTreeSet<String>,
}

/// What the person does.
#[derive(Debug, Clone)]
enum Deed {
    Add(usize),
    AtTheWarehouse(usize),
    Join(ParcelId, ParcelId, bool),
    Undo(ParcelId),
    FindOut,
    Give(Number),
}

struct Play<'a> {
    app: App,
    store: Store,
    joint: &'a Joint,
    deeds: Vec<(Timestamp, Deed)>,
    parcels: BTreeMap<usize, ParcelId>,
    heard: BTreeSet<i64>,
    undone: bool,
    aloud: bool,
    played: Played,
}

/// Plays a life to its end.
pub fn play(setup: &Setup, joint: &Joint, aloud: bool) -> anyhow::Result<Played> {
    let folder = tempfile::tempdir()?;
    let mut setup = setup.taught(Vec::new());
    setup.folders = Folders::choose(Some(folder.path()), Some(folder.path()))?;
    let app = App::open(setup, joint.truth.added, true)?;
    let store = Store::open(&app.setup.folders.database(), Migrate::No)?;
    let played = Played {
        told: Vec::new(),
        cases: Vec::new(),
        refused: Vec::new(),
        found_out: None,
        joined: None,
        lost: BTreeSet::new(),
    };
    let (deeds, parcels, heard) = (deeds(joint), BTreeMap::new(), BTreeSet::new());
    let mut play = Play { app, store, joint, deeds, parcels, heard, undone: false, aloud, played };
    play.live()?;
    Ok(play.played)
}

/// What the person does whatever is told.
fn deeds(joint: &Joint) -> Vec<(Timestamp, Deed)> {
    let mut deeds = Vec::new();
    for (nth, bought) in joint.orders.iter().enumerate() {
        deeds.push((bought.added, Deed::Add(nth)));
        if joint.forwarder.is_some() {
            deeds.push((bought.arrived.max(bought.added), Deed::AtTheWarehouse(nth)));
        }
    }
    let latest = joint.truth.namings.iter().map(|it| it.told).max();
    let found_out = joint.forwarder.map(|told| told + joint.waits).or(latest.map(|told| told + FOUND_OUT));
    deeds.extend(found_out.map(|at| (at, Deed::FindOut)));
    for message in &joint.truth.messages {
        if let What::Gives(number) = &message.what {
            deeds.push((message.told + FOUND_OUT.min(joint.waits), Deed::Give(number.clone())));
        }
    }
    deeds
}

impl Play<'_> {
    fn live(&mut self) -> anyhow::Result<()> {
        let mut now = self.joint.truth.added;
        loop {
            let due = self.store.reading(|tx| tx.next_due())?.map(|at| self.joint.truth.awake(at.max(now)));
            let first = (0..self.deeds.len()).min_by_key(|at| self.deeds[*at].0);
            let deed = first.filter(|at| due.is_none_or(|due| self.deeds[*at].0 <= due));
            let next = deed.map(|at| self.deeds[at].0.max(now)).or(due);
            let Some(next) = next.filter(|at| *at <= self.joint.truth.ends) else { break };
            now = next;
            match deed {
                Some(at) => {
                    let (_, deed) = self.deeds.remove(at);
                    self.act(&deed, now).with_context(|| format!("{deed:?} at {now}"))?;
                    self.count_orders()?;
                }
                None => self.look(now)?,
            }
            self.hear(now)?;
        }
        self.played.cases = self.cases()?;
        Ok(())
    }

    fn cases(&mut self) -> anyhow::Result<Vec<Case>> {
        Ok(self.store.reading(|tx| {
            let ids = tx.parcels_after(ParcelId(0), u32::MAX)?;
            ids.into_iter().filter_map(|id| tx.case(id).transpose()).collect::<Result<_, StoreError>>()
        })?)
    }

    /// What the daemon does.
    fn look(&mut self, now: Timestamp) -> anyhow::Result<()> {
        let (setup, joint) = (&self.app.setup, self.joint);
        self.store.within(|tx| {
            tell::pass(tx, setup, now)?;
            for due in tx.due_legs(now, 100)? {
                let carrier = setup.knowledge.carriers.get(&due.leg.carrier);
                let first = || carrier.into_iter().flat_map(|it| it.askable()).next().map(|it| it.id.clone());
                let Some(source) = due.source.clone().or_else(first) else {
                    tx.postpone(due.parcel, &due.leg, Timestamp::MAX)?;
                    continue;
                };
                let outcome = said(setup, joint, &source, &due.leg.number, now);
                let told = Told::Answer { leg: due.leg, source, outcome };
                tell::tell(tx, setup, due.parcel, &told, now)?;
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }

    /// What is owed is told, and the person goes by it.
    fn hear(&mut self, now: Timestamp) -> anyhow::Result<()> {
        let owed = self.store.within(|tx| {
            let owed = tx.owed(now)?;
            owed.iter().try_for_each(|it| tx.delivered(it.id, &it.channel, false, now))?;
            Ok::<_, StoreError>(owed)
        })?;
        for it in owed.into_iter().filter(|it| self.heard.insert(it.id)) {
            if self.aloud {
                println!("{now}  {:?} {}", it.parcel.map(|it| it.0), it.notice.key);
            }
            if let NoticeKind::Together { this, other, .. } = it.notice.kind {
                self.deeds.push((now + self.joint.waits, Deed::Join(this, other, self.joint.backwards)));
            }
            self.played.told.push((now, it.parcel, it.notice));
        }
        Ok(())
    }

    fn act(&mut self, deed: &Deed, now: Timestamp) -> anyhow::Result<()> {
        self.app.now = now;
        if self.aloud {
            println!("{now}  {deed:?}");
        }
        match deed {
            Deed::Add(nth) => self.add(*nth)?,
            Deed::AtTheWarehouse(nth) => {
                let said = UserEvent { status: Status::Delivered, at: None, until: None, place: None, text: None };
                self.app.add_event(self.parcels[nth], &said)?;
            }
            Deed::Join(this, other, backwards) => {
                let (id, with) = if *backwards { (*other, *this) } else { (*this, *other) };
                self.join(id, with, now)?;
            }
            Deed::Undo(id) => {
                let before = self.cases()?.len();
                self.app.undo(Some(*id))?;
                anyhow::ensure!(self.cases()?.len() == before + 1, "two again");
            }
            Deed::FindOut => self.find_out(now)?,
            Deed::Give(number) => {
                let first = self.joint.orders[0].order.id.clone();
                let id = self.app.find_parcel(&first)?;
                self.app.link(id, number.clone(), None)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, nth: usize) -> anyhow::Result<()> {
        let Bought { number, order, .. } = &self.joint.orders[nth];
        let mut given = GivenNumbers::default();
        given.typed(&self.app, number.as_str(), false)?;
        let added = self.app.add(given, &purchase(&self.joint.orders[nth], self.joint.forwarder.is_some()))?;
        let id = *added.parcels.first().with_context(|| format!("{number} of {} is no new parcel", order.id))?;
        self.parcels.insert(nth, id);
        Ok(())
    }

    /// The person does as a notice says: `posylka join THIS OTHER`.
    fn join(&mut self, id: ParcelId, with: ParcelId, now: Timestamp) -> anyhow::Result<()> {
        let orders = |id: ParcelId| {
            let nth = self.parcels.iter().find(|(_, it)| **it == id).map(|(nth, _)| *nth);
            nth.map(|nth| self.joint.orders[nth].order.id.clone()).unwrap_or_default()
        };
        let (one, other) = (orders(id), orders(with));
        if self.app.find_parcel(&one)? == self.app.find_parcel(&other)? {
            // Done already, by what was told of the other.
            return Ok(());
        }
        let meant = [id, with].map(|it| self.app.find_parcel(&it.to_string()));
        let pair = match meant {
            [Ok(id), Ok(with)] => [id, with],
            [id, with] => {
                let refusals = [id, with].into_iter().filter_map(Result::err).map(|it| it.to_string());
                self.played.refused.extend(refusals);
                [self.app.find_parcel(&one)?, self.app.find_parcel(&other)?]
            }
        };
        self.app.join(pair[0], &pair[1..])?;
        if self.joint.undoes && !std::mem::replace(&mut self.undone, true) {
            self.deeds.push((now + SignedDuration::from_hours(1), Deed::Undo(pair[0])));
            self.deeds.push((now + SignedDuration::from_hours(30), Deed::Join(id, with, false)));
        }
        self.note_joined(now)
    }

    /// The person knows by themselves, or by the forwarder, who told the number: all that are left become one.
    fn find_out(&mut self, now: Timestamp) -> anyhow::Result<()> {
        let all: Vec<ParcelId> = self.cases()?.into_iter().map(|it| it.parcel.id).collect();
        let [first, others @ ..] = all.as_slice() else { return Ok(()) };
        let by_forwarder = self.joint.forwarder.is_some();
        if by_forwarder && self.joint.backwards {
            self.give_to_each(*first, others)?;
        }
        if !others.is_empty() {
            self.app.join(*first, others)?;
            self.played.found_out = (!by_forwarder).then_some(now);
        }
        if by_forwarder && !self.joint.backwards {
            self.app.link(*first, self.joint.onward.clone(), None)?;
        }
        self.note_joined(now)
    }

    /// The number of the whole is attached to the first; to the others it cannot be, and the refusal says to join them.
    fn give_to_each(&mut self, first: ParcelId, others: &[ParcelId]) -> anyhow::Result<()> {
        self.app.link(first, self.joint.onward.clone(), None)?;
        for other in others {
            let refused = self.app.link(*other, self.joint.onward.clone(), None);
            let said = refused.err().and_then(|it| it.downcast::<Refusal>().ok());
            anyhow::ensure!(said.is_some_and(|it| it.to_string().contains("link-known")), "it goes with the first");
        }
        Ok(())
    }

    fn note_joined(&mut self, now: Timestamp) -> anyhow::Result<()> {
        self.played.joined = (self.cases()?.len() == 1).then_some(now);
        Ok(())
    }

    /// Each purchase is in sight once, with its dates.
    fn count_orders(&mut self) -> anyhow::Result<()> {
        let cases = self.cases()?;
        let known = self.parcels.keys().map(|nth| &self.joint.orders[*nth].order);
        let lost = known.filter(|order| cases.iter().flat_map(|it| &it.orders).filter(|it| it == order).count() != 1);
        self.played.lost.extend(lost.map(|it| it.id.clone()));
        Ok(())
    }
}

fn said(setup: &Setup, joint: &Joint, source: &SourceId, number: &Number, now: Timestamp) -> Outcome {
    let failing = failing(&joint.truth, source, now);
    failing.unwrap_or_else(|| answer(&setup.registry, &joint.truth, source, number, now))
}

fn purchase(bought: &Bought, to_forwarder: bool) -> Purchase {
    let order = &bought.order;
    Purchase {
        title: None,
        carrier: None,
        to_forwarder,
        shop: order.shop.clone(),
        seller: None,
        order: Some(order.id.clone()),
        price: None,
        ordered: order.ordered,
        shipped: None,
        promised: None,
        protection_ends: order.protection_ends,
        sure: true,
        postcode: None,
    }
}
