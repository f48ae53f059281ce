//! Which channel tells what now: one letter at a time on each, what is urgent first, the next channel where one fails.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use crate::{app::Setup, model::still_ahead, notify::NotifyError, store::Owed};

/// How long a channel is left alone that nobody answers on.
const REST: SignedDuration = SignedDuration::from_mins(5);
/// After a burst what comes next waits so long: more of the same comes with it.
const CALM: SignedDuration = SignedDuration::from_mins(10);
/// More than so many notices at once are a burst, and become one letter; so many letters within `CALM` are one too.
const BURST: usize = 5;

/// Deliveries under way.
#[derive(Debug, Default)]
pub(in crate::daemon) struct Delivery {
    channels: HashSet<String>,
    notices: HashSet<i64>,
    /// Channels nobody answers on, and until when each is left alone.
    resting: HashMap<String, Timestamp>,
    /// Channels that told many at once, and until when what is not urgent waits there.
    calm: HashMap<String, Timestamp>,
    /// When each channel told lately what was not urgent.
    told: HashMap<String, Vec<Timestamp>>,
}

/// One letter for one channel, of one notice or of many.
#[derive(Debug)]
pub(in crate::daemon) struct Bundle {
    pub channel: String,
    pub owed: Vec<Owed>,
}

/// What is to be done now.
#[derive(Debug, Default)]
pub(in crate::daemon) struct Plan {
    /// Letters to send.
    pub bundles: Vec<Bundle>,
    /// Notices of resting channels, and who takes over.
    pub pass_on: Vec<(Owed, String)>,
    /// When to look again.
    pub again: Option<Timestamp>,
}

impl Plan {
    fn look_at(&mut self, at: Timestamp) {
        self.again = [self.again, Some(at)].into_iter().flatten().min();
    }
}

impl Delivery {
    /// Plans what is owed now. `owed` has what is urgent first.
    pub fn plan(&self, setup: &Setup, owed: Vec<Owed>, now: Timestamp) -> Plan {
        let mut plan = Plan::default();
        let mut ready: Vec<Bundle> = Vec::new();
        for owed in owed {
            let theirs = setup.of_channel(&owed.channel);
            if let Some(until) = theirs.waits_until(&owed, now) {
                plan.look_at(until);
            } else if let Some(until) = waits(&self.resting, &owed.channel, REST, now) {
                plan.look_at(until);
                plan.pass_on.extend(theirs.taking_over(&owed).map(|next| (owed, next)));
            } else if let Some(until) = waits(&self.calm, &owed.channel, CALM, now).filter(|_| !owed.notice.urgent) {
                plan.look_at(until);
            } else if !self.channels.contains(&owed.channel) && !self.notices.contains(&owed.id) {
                match ready.iter_mut().find(|it| it.channel == owed.channel) {
                    Some(bundle) => bundle.owed.push(owed),
                    None => ready.push(Bundle { channel: owed.channel.clone(), owed: vec![owed] }),
                }
            }
        }
        let mut taken = HashSet::new();
        for mut bundle in ready {
            bundle.owed.retain(|it| !taken.contains(&it.id));
            let digest = setup.of_channel(&bundle.channel).config.notify.digest.is_some();
            let bundle = bundle.one_letter(digest);
            taken.extend(bundle.owed.iter().map(|it| it.id));
            plan.bundles.extend((!bundle.owed.is_empty()).then_some(bundle));
        }
        plan
    }

    /// Whether any letter is on its way.
    pub fn is_in_flight(&self) -> bool {
        !self.channels.is_empty()
    }

    /// A letter is on its way.
    pub fn begin(&mut self, bundle: &Bundle) {
        self.channels.insert(bundle.channel.clone());
        self.notices.extend(bundle.owed.iter().map(|it| it.id));
    }

    /// It arrived or did not.
    pub fn end(&mut self, bundle: &Bundle, result: &Result<(), NotifyError>, now: Timestamp) {
        self.channels.remove(&bundle.channel);
        bundle.owed.iter().for_each(|it| {
            self.notices.remove(&it.id);
        });
        let until = |wait| now.saturating_add(wait).unwrap_or(Timestamp::MAX);
        let channel = bundle.channel.clone();
        match result {
            Err(NotifyError::Unreachable(_)) => drop(self.resting.insert(channel, until(REST))),
            Ok(()) if self.is_burst(bundle, now) => drop(self.calm.insert(channel, until(CALM))),
            _ => drop(self.resting.remove(&channel)),
        }
    }

    /// Whether a letter that was told is a burst, or one too many in a short while: sources asked for one number at a
    /// time bring their news one by one.
    fn is_burst(&mut self, bundle: &Bundle, now: Timestamp) -> bool {
        if bundle.owed.len() > 1 {
            return true;
        }
        if bundle.owed.iter().any(|it| it.notice.urgent) {
            return false;
        }
        let told = self.told.entry(bundle.channel.clone()).or_default();
        told.retain(|at| (SignedDuration::ZERO..CALM).contains(&now.duration_since(*at)));
        told.push(now);
        told.len() >= BURST
    }
}

/// Until when a channel waits.
fn waits(
    channels: &HashMap<String, Timestamp>,
    channel: &str,
    longest: SignedDuration,
    now: Timestamp,
) -> Option<Timestamp> {
    still_ahead(*channels.get(channel)?, longest, now)
}

impl Bundle {
    /// What goes into one letter: an urgent notice by itself, a burst or a digest all together, else the oldest.
    fn one_letter(mut self, digest: bool) -> Bundle {
        let first_urgent = self.owed.first().is_some_and(|it| it.notice.urgent);
        let many = if digest { 2 } else { BURST + 1 };
        if first_urgent || self.owed.len() < many {
            self.owed.truncate(1);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Flag, Notice, NoticeKind, ParcelId},
        store::Because,
    };

    fn letter(id: i64, urgent: bool) -> Bundle {
        let kind = NoticeKind::Lowered { flag: Flag::Stalled };
        let notice = Notice { key: format!("lowered:{id}"), kind, urgent, at: Timestamp::UNIX_EPOCH };
        let (channel, parcel, title) = ("desktop".to_owned(), Some(ParcelId(id)), String::new());
        let because = Because::New;
        let owed =
            Owed { id, parcel, title, notice, channel: channel.clone(), because, tries: 0, reminders: 0, muted: None };
        Bundle { channel, owed: vec![owed] }
    }

    #[test]
    fn one_after_the_other_they_are_a_burst_too() {
        let calm_after = |urgent: bool, every: SignedDuration| {
            let mut delivery = Delivery::default();
            let mut now = Timestamp::UNIX_EPOCH;
            let calm = |delivery: &Delivery, now| delivery.calm.get("desktop").is_some_and(|until| *until > now);
            (1..=20).find(|id| {
                now += every;
                let letter = letter(*id, urgent);
                delivery.begin(&letter);
                delivery.end(&letter, &Ok(()), now);
                calm(&delivery, now)
            })
        };
        assert_eq!(calm_after(false, SignedDuration::from_secs(5)), Some(5));
        assert_eq!(calm_after(false, SignedDuration::from_mins(3)), None);
        assert_eq!(calm_after(true, SignedDuration::from_secs(5)), None);
        assert_eq!(calm_after(false, SignedDuration::from_secs(-5)), None, "the clock is being set back");
    }
}
