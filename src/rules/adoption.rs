//! Whether a number that somebody named is the parcel's own: what a look-up agrees on is weighed together with who named
//! it. That its carrier knows it says nothing yet.

use jiff::{SignedDuration, Timestamp};

use super::{Knowledge, handover, norms::postcode_in, timeline, verdict};
use crate::model::{
    BY_MESSAGE, Case, Entry, Event, Evidence, Facts, Flag, Heard, Leg, LegState, Role, Sign, Stage, Status,
};

/// So many hours apart two deliveries are two parcels': sources are wrong about zones, and tell late.
const ANOTHER_DAY_H: i64 = 72;

/// What a look-up of a proposed number comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is thought of it now.
    pub state: LegState,
    /// Why it is not the parcel's, or not yet.
    pub why: &'static str,
    /// What speaks for it.
    pub evidence: Evidence,
}

/// What an answer for a proposed leg means; `None` where it says nothing yet. `told` are the answer's scans.
pub fn settle(
    case: &Case,
    legs: &[Leg],
    leg: &Leg,
    heard: &Heard,
    told: &[Entry],
    knowledge: &Knowledge,
    now: Timestamp,
) -> Option<Finding> {
    if leg.state != LegState::Proposed || heard.events.is_empty() {
        return None;
    }
    let mut facts = leg.facts.clone();
    facts.learn(heard.facts.clone());
    let look = LookUp { case, legs, leg, facts, told, knowledge, now };
    let (scans, dates) = look.own_scans();
    let evidence = look.weigh(&scans);
    let (state, why) = if handover::taken(case, &leg.key.number) {
        (LegState::Contradicted, handover::TAKEN)
    } else if let Some(ended) = dates {
        // A number that ended another parcel's trip may be in use again any day, where it surely is a tracking number.
        let again = ended && (evidence.is_strong() || evidence.proven);
        (if again { LegState::Proposed } else { LegState::Contradicted }, "dates")
    } else if look.came_on_another_day(&scans) {
        (LegState::Contradicted, "dates")
    } else if let Some(why) = look.contradiction() {
        (LegState::Contradicted, why)
    } else if !evidence.suffices() {
        (LegState::Proposed, "little")
    } else if look.others_are_to_be_asked() {
        (LegState::Proposed, "others")
    } else if look.would_be_doubted() {
        (LegState::Proposed, "doubt")
    } else {
        (LegState::Confirmed, "")
    };
    Some(Finding { state, why, evidence })
}

/// The same of what its carrier said in earlier answers, once more is known of the parcel. What messages said of the number
/// is no look-up.
pub fn settle_again(case: &Case, legs: &[Leg], leg: &Leg, knowledge: &Knowledge, now: Timestamp) -> Option<Finding> {
    let by_carrier = |source: &str| source != "user" && !source.starts_with(BY_MESSAGE);
    let told = case.entries.iter().filter(|it| it.leg == leg.key && by_carrier(it.source.as_str()));
    let told: Vec<Entry> = told.cloned().collect();
    let heard = Heard { events: told.iter().map(|it| it.event.clone()).collect(), ..Heard::default() };
    settle(case, legs, leg, &heard, &told, knowledge, now)
}

/// What speaks for a proposed number once a message of another sender than the one who named it speaks of it too. A second one
/// of the same sender is no second witness.
pub fn heard_again(leg: &Leg, by: &str, heard: &Heard, knowledge: &Knowledge) -> Option<Evidence> {
    by.strip_prefix(BY_MESSAGE)?;
    let other = leg.witness.by != by;
    (leg.state == LegState::Proposed && other && !heard.events.is_empty()).then(|| {
        let known = leg.evidence.signs.iter().map(|(sign, _)| *sign).filter(|it| *it != Sign::Second);
        knowledge.evidence.weigh(leg.witness.how(), known.chain([Sign::Second]), leg.evidence.proven)
    })
}

/// An answer for a number beside all that is known of the parcel.
struct LookUp<'a> {
    case: &'a Case,
    legs: &'a [Leg],
    leg: &'a Leg,
    /// What this answer and earlier ones say beside scans.
    facts: Facts,
    told: &'a [Entry],
    knowledge: &'a Knowledge,
    now: Timestamp,
}

impl<'a> LookUp<'a> {
    /// The scans that can be this parcel's; where there is none or another parcel still goes under the number, whether
    /// that one's trip is over.
    fn own_scans(&self) -> (Vec<&'a Event>, Option<bool>) {
        let events = || self.told.iter().map(|entry| &entry.event);
        let over = |event: &Event| matches!(event.status, Some(Status::Delivered | Status::Returned));
        let abroad = timeline::abroad_until(self.legs, &self.case.entries).filter(|_| timeline::took_over(self.leg));
        let before = abroad.and_then(|at| timeline::used_before(events(), at));
        let start = self.start();
        let since = before.map_or(start, |event| event.about().max(start));
        let newest = events().max_by_key(|event| event.about());
        let scans: Vec<&Event> = events().filter(|event| event.about() > since).collect();
        let stranger = match (scans.is_empty(), before) {
            (true, _) => Some(newest.is_some_and(over)),
            // It was on its way to somebody else while this parcel was abroad, and still is.
            (false, Some(before)) if !over(before) => Some(false),
            _ => None,
        };
        (if stranger.is_some() { Vec::new() } else { scans }, stranger)
    }

    /// Nothing of the parcel can be older: the first scan of the number that named it, its posting or purchase. Clocks
    /// differ.
    fn start(&self) -> Timestamp {
        let parent = self.leg.witness.of.as_ref();
        let scans = self.case.entries.iter().filter(|entry| Some(&entry.leg.number) == parent);
        let bought = timeline::earliest(&self.case.orders, self.case.parcel.added);
        let start = scans.map(|entry| entry.event.about()).min().unwrap_or_else(|| self.posted().unwrap_or(bought));
        later(start, -72)
    }

    /// When the seller posted it, by their own word.
    fn posted(&self) -> Option<Timestamp> {
        let day = self.case.orders.iter().filter_map(|order| order.shipped).min()?;
        day.to_zoned(self.knowledge.zone.clone()).ok().map(|it| it.timestamp())
    }

    /// Whether what goes under this number came days before the parcel did. A carrier abroad may sign early, so what moves
    /// later says nothing.
    fn came_on_another_day(&self, scans: &[&Event]) -> bool {
        let progress = timeline::progress(self.case, self.legs, &self.case.entries, self.now);
        let Some(came) = progress.latest_at.filter(|_| progress.stage == Stage::Delivered) else { return false };
        let last = scans.iter().max_by_key(|it| it.about());
        last.is_some_and(|it| it.status == Some(Status::Delivered) && it.about() < later(came, -ANOTHER_DAY_H))
    }

    /// What of the answer speaks against the number.
    fn contradiction(&self) -> Option<&'static str> {
        let (told, home) = (&self.facts, Some(&self.knowledge.home));
        let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        for known in self.known() {
            if known.weight_g.zip(told.weight_g).is_some_and(|(a, b)| handover::far_apart(a, b)) {
                return Some("weight");
            }
            if differ(&known.postcode, &told.postcode) {
                return Some("postcode");
            }
            // Inside the country a number begins at home, wherever the parcel came from.
            if differ(&known.origin, &told.origin) && told.origin.as_ref() != home {
                return Some("origin");
            }
        }
        if told.destination.is_some() && told.destination.as_ref() != home {
            return Some("destination");
        }
        told.postcode.as_deref().is_some_and(|it| !self.knowledge.delivers_to(it)).then_some("postcode")
    }

    /// What is known of the parcel under its other numbers.
    fn known(&self) -> impl Iterator<Item = &'a Facts> {
        self.legs.iter().filter(|it| it.sure() && it.key != self.leg.key).map(|it| &it.facts)
    }

    fn weigh(&self, scans: &[&Event]) -> Evidence {
        let before = &self.leg.evidence;
        let second = before.signs.iter().any(|(sign, _)| *sign == Sign::Second);
        let holds = |sign: &Sign| match sign {
            Sign::Time => self.is_in_time(scans),
            Sign::Postcode => self.goes_to_the_postcode(),
            Sign::Region => !self.goes_to_the_postcode() && self.comes_to_the_region(scans),
            Sign::Weight => self.known().any(|known| self.weighs_as(known)),
            Sign::Origin => self.known().any(|known| self.comes_from_where(known)),
            Sign::LastMile => self.known().any(|known| self.brings(known)),
            Sign::Sender => self.leg.witness.by.strip_prefix(BY_MESSAGE) == Some(self.leg.key.carrier.as_str()),
            Sign::Second => second,
            Sign::Awaited => before.proven && !self.case.orders.is_empty() && !self.legs.iter().any(Leg::sure),
            Sign::Letters => handover::has_letters(&self.leg.key.number),
        };
        let signs = Sign::ALL.iter().copied().filter(|sign| !scans.is_empty() && holds(sign));
        self.knowledge.evidence.weigh(self.leg.witness.how(), signs, before.proven)
    }

    /// Whether its scans begin when this parcel could first be scanned there, and do not run ahead of the clock.
    fn is_in_time(&self, scans: &[&Event]) -> bool {
        let first = scans.iter().map(|event| event.about()).min();
        let last = scans.iter().map(|event| event.about()).max();
        let (Some(first), Some(last)) = (first, last) else { return false };
        let closeness = &self.knowledge.evidence.time;
        let around = |at| (later(at, -closeness.hours_before)..=later(at, 24 * closeness.days_after)).contains(&first);
        let began = if self.legs.iter().any(Leg::sure) {
            let progress = timeline::progress(self.case, self.legs, &self.case.entries, self.now);
            let left = scans.iter().find(|event| event.status == Some(Status::Exported)).map(|event| event.about());
            match (left.zip(progress.exported), progress.released) {
                (Some((there, here)), _) => there.duration_since(here).abs() <= SignedDuration::from_hours(72),
                (None, Some(released)) => around(released),
                // Before it is in the country nothing of it can be scanned by who brings it there.
                (None, None) => {
                    self.leg.role != Role::Domestic && left.is_none() && progress.accepted.is_some_and(around)
                }
            }
        } else {
            let ordered = self.case.orders.iter().filter_map(|order| order.ordered).min();
            let ordered = ordered.and_then(|day| day.to_zoned(self.knowledge.zone.clone()).ok());
            self.posted().or(ordered.map(|it| it.timestamp())).is_some_and(around)
        };
        began && last <= later(self.now, 24)
    }

    fn goes_to_the_postcode(&self) -> bool {
        let Some(told) = &self.facts.postcode else { return false };
        self.known().any(|known| known.postcode.as_ref() == Some(told)) || self.knowledge.postcodes.contains(told)
    }

    /// Whether it is meant for, or waits in, a region that the parcel is known to come to.
    fn comes_to_the_region(&self, scans: &[&Event]) -> bool {
        let regions = &self.knowledge.norms.regions;
        let known = self.known().filter_map(|known| known.postcode.as_deref());
        let known: Vec<&str> = known.chain(self.knowledge.postcodes.iter().map(String::as_str)).collect();
        let there = |event: &&&Event| {
            matches!(event.status, Some(Status::OutForDelivery | Status::ReadyForPickup | Status::Delivered))
        };
        let places = scans.iter().filter(there).filter_map(|event| postcode_in(&event.place));
        let mut told = self.facts.postcode.as_deref().into_iter().chain(places);
        told.any(|told| known.iter().any(|known| known.len() >= regions.digits && regions.same(told, known)))
    }

    fn weighs_as(&self, known: &Facts) -> bool {
        let grams = self.knowledge.evidence.weight.grams;
        let alike = |(a, b): (u32, u32)| a > 0 && b > 0 && a.abs_diff(b) <= grams.max(a.max(b) / 10);
        known.weight_g.zip(self.facts.weight_g).is_some_and(alike)
    }

    /// Whether both come from the same country, and that is not home, where most numbers begin.
    fn comes_from_where(&self, known: &Facts) -> bool {
        let told = self.facts.origin.as_ref().filter(|it| **it != self.knowledge.home);
        told.is_some() && told == known.origin.as_ref()
    }

    fn brings(&self, known: &Facts) -> bool {
        let Some(carrier) = self.knowledge.carriers.get(&self.leg.key.carrier) else { return false };
        let names = [&carrier.name].into_iter().chain(&carrier.name_ru).chain(&carrier.also_called);
        let told = known.last_mile.as_deref().map(str::to_lowercase);
        told.is_some_and(|told| names.into_iter().any(|name| told == name.to_lowercase()))
    }

    /// Whether the parcel's own number was not asked for yet somewhere: what that answers may speak against this one.
    fn others_are_to_be_asked(&self) -> bool {
        let own = |it: &&Leg| it.watched() && it.key != self.leg.key && it.key.number != self.leg.key.number;
        let known = |it: &Leg| self.legs.iter().any(|leg| leg.sure() && leg.key.number == it.key.number);
        let mut own = self.legs.iter().filter(own).filter(|it| known(it));
        own.any(|it| it.asks.last.is_none() && self.knowledge.askable(&it.key.carrier))
    }

    /// Whether the verdict on the parcel would call the number, or the place it came to, another parcel's.
    fn would_be_doubted(&self) -> bool {
        let mut legs = self.legs.to_vec();
        for leg in legs.iter_mut().filter(|leg| leg.key == self.leg.key) {
            leg.state = LegState::Confirmed;
            leg.facts = self.facts.clone();
            leg.evidence = Evidence::default();
        }
        let entries = timeline::union(&self.case.entries, self.told);
        let doubts = |legs: &[Leg], case: &Case| {
            let progress = timeline::progress(case, legs, &case.entries, self.now);
            let verdict = verdict::reach(case, legs, &progress, self.knowledge, self.now);
            [Flag::SuspiciousNumber, Flag::WrongPlace].into_iter().filter(|flag| verdict.has(*flag)).count()
        };
        doubts(&legs, &Case { entries, ..self.case.clone() }) > doubts(self.legs, self.case)
    }
}

/// So many hours after a moment; before it where they are negative.
fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(at)
}
