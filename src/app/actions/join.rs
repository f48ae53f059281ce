//! Two parcels turn out to be one, or one turns out to be two.

use jiff::Timestamp;

use crate::{
    app::{refusal::Refusal, setup::Setup, state::App, tell},
    model::{Act, Case, Deed, Leg, LegKey, Order, ParcelId, PersonId, Told},
    store::{NewParcel, StoreError, Tx, UndoStep},
};

impl App {
    /// Makes one of several parcels: the others' numbers and purchases come into this one, and they go out of sight. Each
    /// purchase keeps its dates.
    ///
    /// # Errors
    /// A [`Refusal`] where one is named twice.
    pub fn join(&mut self, id: ParcelId, others: &[ParcelId]) -> anyhow::Result<()> {
        let twice = |(at, other): (usize, &ParcelId)| *other == id || others[..at].contains(other);
        if others.iter().enumerate().any(twice) {
            return Err(Refusal::new("join-itself").into());
        }
        self.learn()?;
        Ok(self.within(|tx, setup, now| others.iter().try_for_each(|other| join(tx, setup, id, *other, now)))?)
    }

    /// Makes two of a parcel: a number or an order of it becomes a parcel of its own, which is returned. It is called
    /// like the first where it gets no title.
    ///
    /// # Errors
    /// A [`Refusal`] where the parcel has nothing of the kind, or nothing else.
    pub fn split(&mut self, id: ParcelId, meant: &str, title: Option<&str>) -> anyhow::Result<ParcelId> {
        let case = self.case(id)?;
        let part =
            self.part_of(&case, meant).ok_or_else(|| Refusal::new("split-none").with("what", meant.to_owned()))?;
        let whole = match &part {
            Part::Legs(legs) => case.legs.iter().filter(|leg| leg.sure()).all(|leg| legs.contains(&leg.key)),
            Part::Order(_) => case.orders.len() == 1,
        };
        if whole {
            return Err(Refusal::new("split-whole").into());
        }
        let names = Names::of(&case, &part, title);
        Ok(self.within(|tx, setup, now| split(tx, setup, id, &part, &names, now))?)
    }

    /// What the user means: a number of the parcel with those its answers named, or an order in it.
    fn part_of(&self, case: &Case, meant: &str) -> Option<Part> {
        let digits: String = meant.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(order) = case.orders.iter().find(|order| !order.id.is_empty() && order.id == digits) {
            return Some(Part::Order(order.clone()));
        }
        let number = self.parse_number(meant).ok()?;
        let mut numbers = vec![number];
        let named = |leg: &&Leg, numbers: &[_]| leg.witness.of.as_ref().is_some_and(|of| numbers.contains(of));
        while let Some(next) = case.legs.iter().find(|leg| named(leg, &numbers) && !numbers.contains(&leg.key.number)) {
            numbers.push(next.key.number.clone());
        }
        let legs = case.legs.iter().filter(|leg| numbers.contains(&leg.key.number)).map(|leg| leg.key.clone());
        Some(legs.collect::<Vec<_>>()).filter(|legs| !legs.is_empty()).map(Part::Legs)
    }
}

/// What goes into a parcel of its own.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// Numbers; the purchases are then in both.
    Legs(Vec<LegKey>),
    /// A purchase.
    Order(Order),
}

/// What the two parcels are called that become of one.
struct Names {
    /// The one that goes on.
    first: String,
    /// The new one.
    new: String,
}

impl Names {
    /// A parcel that is called by one of its numbers or orders gives that name to whichever has it then.
    fn of(case: &Case, part: &Part, title: Option<&str>) -> Names {
        let called = &case.parcel.title;
        let named = |keys: &[&LegKey], orders: &[&Order]| {
            let numbers = keys.iter().map(|key| key.number.to_string());
            numbers.chain(orders.iter().map(|order| order.id.clone())).filter(|it| !it.is_empty()).collect::<Vec<_>>()
        };
        let legs = case.legs.iter().filter(|leg| leg.sure()).map(|leg| &leg.key);
        let (gone, stays) = match part {
            Part::Legs(keys) => (
                named(&keys.iter().collect::<Vec<_>>(), &[]),
                named(&legs.filter(|it| !keys.contains(it)).collect::<Vec<_>>(), &[]),
            ),
            Part::Order(order) => {
                let others: Vec<&Order> = case.orders.iter().filter(|it| *it != order).collect();
                (named(&[], &[order]), named(&legs.collect::<Vec<_>>(), &others))
            }
        };
        let is_name = gone.contains(called) || stays.contains(called);
        let pick = |own: &[String]| match is_name && !own.contains(called) {
            true => own.first().unwrap_or(called).clone(),
            false => called.clone(),
        };
        Names { first: pick(&stays), new: title.map_or_else(|| pick(&gone), str::to_owned) }
    }
}

/// Makes one of two parcels, in a transaction that is under way.
pub fn join(tx: &Tx<'_>, setup: &Setup, id: ParcelId, other: ParcelId, now: Timestamp) -> Result<(), StoreError> {
    let case = tx.case(id)?.ok_or(StoreError::Gone(id))?;
    let joining = tx.case(other)?.ok_or(StoreError::Gone(other))?;
    let keys: Vec<LegKey> = joining.legs.iter().map(|leg| leg.key.clone()).collect();
    let legs = tx.move_legs(other, id, &keys)?;
    for both in keys.iter().filter(|key| !legs.contains(key)) {
        tx.copy_events(other, id, both)?;
    }
    tx.set_joined(other, Some(id))?;
    let told = Told::Joined { legs: joining.legs, orders: joining.orders };
    let before = tell::told_with_before(tx, setup, id, &told, now)?.map(|(_, before)| before).unwrap_or_default();
    let (orders, before, people) = (case.orders, Box::new(before), share(tx, id, other)?);
    let what = Deed::Joined { others: vec![other] };
    tx.remember(id, &UndoStep::Joined { other, legs, orders, before, people }, &what, None, now)
}

/// Whose the two were has the one they become; whose it was before, where that changes.
fn share(tx: &Tx<'_>, id: ParcelId, other: ParcelId) -> Result<Option<Vec<PersonId>>, StoreError> {
    let (before, others) = (tx.people_of(id)?, tx.people_of(other)?);
    let all: Vec<PersonId> = before.iter().chain(others.iter().filter(|it| !before.contains(it))).cloned().collect();
    if all == before {
        return Ok(None);
    }
    tx.give_to(id, &all)?;
    Ok(Some(before))
}

fn split(
    tx: &Tx<'_>,
    setup: &Setup,
    id: ParcelId,
    part: &Part,
    names: &Names,
    now: Timestamp,
) -> Result<ParcelId, StoreError> {
    let case = tx.case(id)?.ok_or(StoreError::Gone(id))?;
    let (legs, orders) = match part {
        Part::Legs(legs) => (legs.as_slice(), case.orders.clone()),
        Part::Order(order) => (&[][..], vec![order.clone()]),
    };
    let postcode = case.parcel.postcode.clone();
    let new = NewParcel {
        title: names.new.clone(),
        added: case.parcel.added,
        orders,
        legs: Vec::new(),
        due_at: now,
        postcode,
    };
    let other = tx.add(&new)?;
    tx.give_to(other, &tx.people_of(id)?)?;
    tx.move_legs(id, other, legs)?;
    if let Part::Order(order) = part {
        tx.put_orders(id, &case.orders.iter().filter(|it| *it != order).cloned().collect::<Vec<_>>())?;
    }
    let title = case.parcel.title;
    let renamed = names.first != title;
    let undo = UndoStep::Split { other, orders: case.orders, title: renamed.then_some(title) };
    tx.remember(id, &undo, &Deed::Split { other }, None, now)?;
    let told = if renamed { Told::User(Act::Named { title: names.first.clone() }) } else { Told::Time };
    tell::tell(tx, setup, id, &told, now)?;
    tell::tell(tx, setup, other, &Told::Time, now)?;
    Ok(other)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::Path};

    use jiff::{SignedDuration, civil::date};

    use super::*;
    use crate::{
        app::actions::add::first_legs::first_legs_of,
        config::{Config, Folders},
        model::{Event, Heard, Lang, Number, Status},
        notify::{Channel, InProcess},
        store::Store,
    };

    /// Two orders at a forwarder's warehouse, a day after the other; the keys of what is told of the parcel they become.
    fn told_when_joined(told_before: bool) -> Vec<String> {
        let nowhere = Path::new("/nonexistent");
        let folders = Folders::choose(Some(nowhere), Some(nowhere)).unwrap();
        let here = vec![Channel::InProcess(InProcess(tokio::sync::mpsc::unbounded_channel().0))];
        let setup = Setup::new(Config::default(), folders, Lang::En, BTreeMap::new(), here, 1).unwrap();
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 20);
        let mut store = Store::in_memory().unwrap();
        let owed = |tx: &Tx<'_>| -> Result<Vec<String>, StoreError> {
            let owed = tx.owed(now)?;
            owed.iter().try_for_each(|it| tx.delivered(it.id, &it.channel, false, now))?;
            Ok(owed.into_iter().map(|it| it.notice.key).collect())
        };
        let after = store.within(|tx| {
            for (day, number) in [(8, "YT1234567890123"), (9, "YT1234567890124")] {
                let legs = first_legs_of(&setup, &Number::new(number).unwrap(), None, now);
                let leg = legs[0].key.clone();
                let (title, orders) = (number.to_owned(), Vec::new());
                let id = tx.add(&NewParcel { title, added: now, orders, legs, due_at: now, postcode: None })?;
                let wall = date(1970, 1, day).at(12, 0, 0, 0);
                let (code, text, place) = Default::default();
                let status = Some(Status::Delivered);
                let event = Event { wall, zone: None, status, reason: None, by_words: false, code, text, place };
                let heard = Heard { events: vec![event], ..Heard::default() };
                tell::tell(tx, &setup, id, &Told::Heard { leg, by: "user".into(), sure: true, heard }, now)?;
            }
            if told_before {
                owed(tx)?;
            }
            join(tx, &setup, ParcelId(1), ParcelId(2), now)?;
            owed(tx)
        });
        after.unwrap_or_else(|fault: StoreError| panic!("{fault}"))
    }

    #[test]
    fn what_was_told_of_one_is_not_told_again_of_the_whole() {
        let latest = "at-forwarder:1970-01-09";
        assert!(!told_when_joined(true).iter().any(|key| key == latest));
        assert!(told_when_joined(false).iter().any(|key| key == latest), "nobody was told of it yet");
    }
}
