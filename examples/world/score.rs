//! Sets what posylka said against what was true.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use posylka::{
    model::{BY_MESSAGE, Case, Flag, Leg, LegKey, Number},
    rules::timeline,
};

use crate::{
    play::Played,
    truth::{STRANGERS, Scan, Step, Teller, Truth},
};

/// A look at the slowest pace: once a day, spread by a tenth, and a little.
pub const LOOK: SignedDuration = SignedDuration::from_hours(28);
/// A silence shorter than this needs no name.
const SILENCE: SignedDuration = SignedDuration::from_hours(24 * 8);

/// The counters, by name, and the lives that broke a promise.
#[derive(Default)]
pub struct Score {
    pub counts: BTreeMap<&'static str, u64>,
    /// By counter: the first few lives it went up in.
    pub wrong: BTreeMap<&'static str, Vec<u64>>,
}

/// The counters in the order of the table.
pub const COUNTERS: &[&str] = &[
    "lives",
    "handovers_with_witness",
    "adopted",
    "adopted_late",
    "messages",
    "messages_right",
    "messages_misread",
    "figures_taken",
    "strangers_messages",
    "strangers_told",
    "strangers_named",
    "wrong_adoptions",
    "delivered_wrongly",
    "asked_whether_there",
    "called_stalled_alive",
    "called_lost_alive",
    "silent_handovers",
    "silent_named",
    "scans_told",
    "scans_lost",
    "scans_repeated",
    "scans_foreign",
    "reported_lost",
    "missed_lost",
    "mistyped",
    "mistyped_undoubted",
    "ends",
    "ends_wrong",
    "normal_while_silent",
    "claims_for_delivered",
    "returns_told",
    "returns_untold",
    "alarms_on_first_sight",
    "joined_lives",
    "joined_orders",
    "joined_named",
    "joined_unnamed",
    "joined_called_a_conflict",
    "joined_refused",
    "joined_orders_lost",
    "joined_told_again",
    "joined_clocks",
    "joined_clocks_untold",
    "joined_delivered_wrongly",
    "joined",
    "joined_contradicted",
    "joined_scans",
    "joined_scans_lost",
    "joined_scans_repeated",
    "joined_ends",
    "joined_asked_whether_there",
    "joined_ends_wrong",
    "channel_lives",
    "channel_deaths",
    "channel_notices",
    "channel_notices_lost",
    "channel_told_twice",
    "channel_reminders",
    "channel_reminders_lost",
    "channel_reminded_after_seen",
    "channel_troubles",
    "channel_death_untold",
    "channel_death_told_twice",
    "channel_returns",
    "channel_return_untold",
];

/// Those that must stay at nothing.
const PROMISED: &[&str] = &[
    "adopted_late",
    "wrong_adoptions",
    "delivered_wrongly",
    "messages_misread",
    "figures_taken",
    "called_stalled_alive",
    "called_lost_alive",
    "scans_lost",
    "scans_repeated",
    "scans_foreign",
    "mistyped_undoubted",
    "ends_wrong",
    "normal_while_silent",
    "claims_for_delivered",
    "returns_untold",
    "alarms_on_first_sight",
    "joined_unnamed",
    "joined_called_a_conflict",
    "joined_refused",
    "joined_orders_lost",
    "joined_told_again",
    "joined_clocks_untold",
    "joined_delivered_wrongly",
    "joined_contradicted",
    "joined_scans_lost",
    "joined_scans_repeated",
    "joined_ends_wrong",
    "channel_notices_lost",
    "channel_told_twice",
    "channel_reminders_lost",
    "channel_reminded_after_seen",
    "channel_death_untold",
    "channel_death_told_twice",
    "channel_return_untold",
];

impl Score {
    /// One counter.
    pub fn count(&self, name: &str) -> u64 {
        self.counts.get(name).copied().unwrap_or(0)
    }

    /// The promises that are broken.
    pub fn broken(&self) -> Vec<&'static str> {
        let mut broken: Vec<_> = PROMISED.iter().copied().filter(|it| self.count(it) > 0).collect();
        if self.count("adopted") < self.count("handovers_with_witness") {
            broken.push("adopted");
        }
        if self.count("silent_named") * 100 < self.count("silent_handovers") * 99 {
            broken.push("silent_named");
        }
        broken
    }

    /// Both together.
    pub fn join(&mut self, other: Score) {
        for (name, count) in other.counts {
            *self.counts.entry(name).or_default() += count;
        }
        for (name, lives) in other.wrong {
            let all = self.wrong.entry(name).or_default();
            all.extend(lives);
            all.sort_unstable();
            all.truncate(8);
        }
    }

    pub fn add(&mut self, name: &'static str, count: usize) {
        *self.counts.entry(name).or_default() += count as u64;
    }

    fn wrong(&mut self, name: &'static str, index: u64) {
        let lives = self.wrong.entry(name).or_default();
        if lives.len() < 8 && lives.last() != Some(&index) {
            lives.push(index);
        }
    }

    pub fn fault(&mut self, name: &'static str, count: usize, index: u64) {
        self.add(name, count);
        if count > 0 {
            self.wrong(name, index);
        }
    }

    /// Takes in one life.
    pub fn take(&mut self, truth: &Truth, played: &Played, index: u64) {
        self.add("lives", 1);
        self.handovers(truth, played, index);
        self.adoptions(truth, played, index);
        self.delivered(truth, played, index);
        self.messages(played, index);
        self.turned(truth, played, index);
        self.silence(truth, played, index);
        self.scans(truth, played, index);
        let said = |flag: Flag| usize::from(played.unheard.iter().any(|(_, it)| *it == flag));
        self.fault("called_stalled_alive", said(Flag::Stalled), index);
        self.fault("called_lost_alive", said(Flag::ProbablyLost), index);
        if truth.lost {
            let reported = played.raised.iter().any(|(_, it)| {
                matches!(
                    it,
                    Flag::Stalled
                        | Flag::ProbablyLost
                        | Flag::NotSeenYet
                        | Flag::NumberProbablyChanged
                        | Flag::CustomsHeld
                )
            });
            self.fault(if reported { "reported_lost" } else { "missed_lost" }, 1, index);
        }
    }

    fn handovers(&mut self, truth: &Truth, played: &Played, index: u64) {
        let last = truth.scans.iter().filter(|it| !it.strange()).max_by_key(|it| it.at);
        if last.is_some_and(|it| it.step == Step::Delivered && it.told <= truth.given) {
            // It had come before anybody looked.
            return;
        }
        for handover in &truth.handovers {
            let Some(witness) = handover.witness else { continue };
            let over = last.filter(|it| it.step == Step::Delivered).map_or(Timestamp::MAX, |it| it.told);
            if truth.answerable(witness, truth.ends) >= over {
                continue;
            }
            let teller = if handover.carrier.as_str() == "cainiao" { Teller::Cainiao } else { Teller::Post };
            let its = |it: &&Scan| !it.strange() && it.teller == teller && it.numbers.contains(&handover.to);
            let first = truth.scans.iter().filter(its);
            let first = first.map(|it| it.told).min();
            // A life that ends before a look was due says nothing.
            let known = if handover.askable { first } else { Some(witness) };
            let due = |at: &Timestamp| truth.answerable(witness.max(*at), truth.ends) + LOOK * 3 < truth.ends;
            let Some(known) = known.filter(due) else { continue };
            self.add("handovers_with_witness", 1);
            let key = LegKey { number: handover.to.clone(), carrier: handover.carrier.clone() };
            match played.adopted.get(&key) {
                None => self.wrong("adopted", index),
                Some(&at) => {
                    self.add("adopted", 1);
                    let leg = played.case.legs.iter().find(|leg| leg.key == key);
                    let heard = leg.map_or(at, |leg| leg.witness.at);
                    let due = |from: Timestamp, by: Timestamp| truth.answerable(from, by) + LOOK;
                    let late = heard > due(witness, heard) || at > due(known.max(heard), at);
                    self.fault("adopted_late", usize::from(late), index);
                }
            }
        }
    }

    fn adoptions(&mut self, truth: &Truth, played: &Played, index: u64) {
        let entered = [Some(&truth.number), truth.mistyped.as_ref()];
        let own =
            |number: &Number| entered.contains(&Some(number)) || truth.handovers.iter().any(|it| it.to == *number);
        let named = played.case.legs.iter().filter(|leg| !own(&leg.key.number)).count();
        self.add("strangers_named", named);
        let wrong = played.sure.iter().filter(|key| !own(&key.number)).count();
        self.fault("wrong_adoptions", wrong, index);
    }

    /// "Delivered" is told of no parcel that was not.
    fn delivered(&mut self, truth: &Truth, played: &Played, index: u64) {
        let own = truth.scans.iter().filter(|it| it.step == Step::Delivered && !it.strange());
        let came = own.map(|it| it.told).min().unwrap_or(Timestamp::MAX);
        let told = |sure: bool| played.delivered.iter().filter(move |(_, it)| *it == sure);
        self.fault("delivered_wrongly", told(true).filter(|(at, _)| *at < came).count(), index);
        self.add("asked_whether_there", told(false).count());
    }

    /// A message is read as what it says or not at all, and no figure in it is a number but a number.
    fn messages(&mut self, played: &Played, index: u64) {
        for read in &played.read {
            self.add(if read.own { "messages" } else { "strangers_messages" }, 1);
            self.add("messages_right", usize::from(read.own && read.right));
            self.add("strangers_told", usize::from(!read.own && read.told));
            self.fault("messages_misread", usize::from(read.wrong), index);
            self.fault("figures_taken", read.figures, index);
        }
    }

    fn silence(&mut self, truth: &Truth, played: &Played, index: u64) {
        let told = || truth.scans.iter().filter(|it| it.step >= Step::Released && it.step <= Step::HandedOver);
        let Some(first) = told().map(|it| it.told).min().filter(|_| truth.silent) else { return };
        let told = told().map(|it| it.told).max().unwrap_or(first);
        if truth.ends.duration_since(truth.answerable(told, truth.ends)) < SILENCE + LOOK {
            return;
        }
        self.add("silent_handovers", 1);
        let since = |flag: Flag| played.raised.iter().any(|(at, it)| *it == flag && *at >= first);
        let wrongly = since(Flag::Stalled) || since(Flag::ProbablyLost);
        if since(Flag::NumberProbablyChanged) && !wrongly {
            self.add("silent_named", 1);
        } else {
            self.wrong("silent_named", index);
        }
    }

    /// What was told under the numbers the parcel is known to go by must stand in the line, each scan once.
    fn scans(&mut self, truth: &Truth, played: &Played, index: u64) {
        let case = &played.case;
        let own = timeline::own(case, &case.legs, &case.entries);
        let lines = timeline::merge(&own);
        let id = |entry: &posylka::model::Entry| entry.event.wall.second();
        let mut seen: BTreeMap<i8, usize> = BTreeMap::new();
        let scanned = |entry: &posylka::model::Entry| !entry.source.as_str().starts_with(BY_MESSAGE);
        for line in lines.iter().filter(|it| scanned(it.entry)) {
            *seen.entry(id(line.entry)).or_default() += 1;
        }
        let told = told(truth, case);
        let real: BTreeSet<i8> = truth.scans.iter().map(|it| it.id).collect();
        self.add("scans_told", told.len());
        self.fault("scans_lost", told.iter().filter(|id| !seen.contains_key(id)).count(), index);
        let repeated = seen.iter().filter(|(id, count)| **id < STRANGERS && real.contains(id) && **count > 1).count();
        self.fault("scans_repeated", repeated, index);
        self.fault("scans_foreign", seen.keys().filter(|id| **id >= STRANGERS).count(), index);
    }
}

/// The parcel's own scans that a look was due for, under numbers it is known to go by.
fn told(truth: &Truth, case: &Case) -> BTreeSet<i8> {
    let sure = |scan: &Scan| {
        let carrier = if scan.teller == Teller::Cainiao { "cainiao" } else { "russian-post" };
        let its = |leg: &&Leg| leg.key.carrier.as_str() == carrier && scan.numbers.contains(&leg.key.number);
        case.legs.iter().filter(its).any(Leg::sure)
    };
    let last = truth.scans.iter().filter(|it| !it.strange()).max_by_key(|it| it.at);
    let told_of = |last: &Scan| truth.scans.iter().filter(|it| it.id == last.id).map(|it| it.told).min();
    let over = last.filter(|it| it.step == Step::Delivered).and_then(told_of).unwrap_or(truth.ends);
    let due = |scan: &&Scan| scan.told < over && truth.answerable(scan.told, over) + LOOK < truth.ends;
    truth.scans.iter().filter(|it| !it.strange() && sure(it)).filter(due).map(|it| it.id).collect()
}
