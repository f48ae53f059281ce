//! Sets what reached the person against what was owed to them.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{
    fate::Fated,
    play::{Played, Told},
    servers::Brought,
};
use crate::score::Score;

/// A channel that refuses is tried again after six hours at the longest.
const TOLD: SignedDuration = SignedDuration::from_hours(7);
/// That one is dead is told by the other at the next try but one.
const DEATH: SignedDuration = SignedDuration::from_hours(14);
/// So many failures in a row, over so long, are no passing trouble where the channel does not refuse.
const AWAY: (usize, SignedDuration) = (3, SignedDuration::from_hours(1));

/// Failures of a channel in a row.
struct Episode {
    channel: usize,
    /// From when on somebody must end it; never where it passed before.
    trouble: Option<Timestamp>,
    from: Timestamp,
    /// The first letter it took again.
    back: Option<Timestamp>,
}

impl Score {
    /// Takes in one life.
    pub fn channels(&mut self, fated: &Fated, played: &Played, index: u64) {
        self.add("channel_lives", 1);
        self.add("channel_deaths", fated.deaths.iter().map(Vec::len).sum());
        self.notices(fated, played, index);
        self.repeated(fated, played, index);
        for episode in (0..fated.names.len()).flat_map(|channel| episodes(&played.log, channel)) {
            self.episode(fated, played, &episode, index);
        }
    }

    /// Each is told once, as soon as a channel lives for some hours. That one is dead only the other can tell: that is
    /// counted by itself.
    fn notices(&mut self, fated: &Fated, played: &Played, index: u64) {
        for (id, told) in played.notices.iter().filter(|(_, it)| !it.withdrawn && !of_a_channel(it)) {
            let Some(by) = lived(fated, told.notice.at, TOLD).filter(|by| *by < fated.ends) else { continue };
            self.add("channel_notices", 1);
            let news: Vec<Timestamp> = taken(played, *id).filter(|it| it.repeat == 0).map(|it| it.at).collect();
            // In a letter of many only the first has its figure where no JSON is sent.
            let first = news.first().copied().or(told.shown.filter(|at| in_a_letter(played, *at)));
            self.fault("channel_notices_lost", usize::from(first.is_none_or(|at| at > by)), index);
            self.fault("channel_told_twice", news.len().saturating_sub(1), index);
        }
    }

    /// What has a deadline is repeated until it is seen, and not once more after that.
    fn repeated(&mut self, fated: &Fated, played: &Played, index: u64) {
        let mut repeats = BTreeSet::new();
        for it in played.log.iter().filter(|it| it.taken && it.repeat > 0) {
            self.add("channel_reminders", 1);
            let seen = it.ids.iter().filter_map(|id| played.notices.get(id)?.seen).any(|seen| seen < it.at);
            self.fault("channel_reminded_after_seen", usize::from(seen), index);
            self.fault("channel_told_twice", usize::from(!repeats.insert((it.ids.clone(), it.repeat))), index);
        }
        for (id, from, to) in &played.to_repeat {
            let whole = to.duration_since(*from) >= SignedDuration::from_hours(40);
            if whole && (0..2).any(|channel| fated.lives(channel, *from, *to)) {
                let told = taken(played, *id).any(|it| it.at > *from && it.at <= *to);
                self.fault("channel_reminders_lost", usize::from(!told), index);
            }
        }
    }

    /// That a channel is dead is told by the other, once, and that it is back, once.
    fn episode(&mut self, fated: &Fated, played: &Played, it: &Episode, index: u64) {
        let name = fated.names[it.channel];
        let until = it.back.unwrap_or(fated.ends);
        let when = |word: &str, from: Timestamp, to: Timestamp| {
            let prefix = format!("channel:{name}:{word}:");
            let told = played.notices.iter().filter(|(_, told)| told.notice.key.starts_with(&prefix));
            // What was made in this span belongs to it, though it may be shown when the next has begun.
            let own = told.filter(|(_, told): &(_, &Told)| told.notice.at >= from && told.notice.at <= to);
            own.filter_map(|(_, told)| told.shown).collect::<Vec<_>>()
        };
        let deaths = when("fails", it.from, until);
        let Some(trouble) = it.trouble else { return };
        self.add("channel_troubles", 1);
        self.fault("channel_death_told_twice", deaths.len().saturating_sub(1), index);
        let other = fated.names.len() - 1 - it.channel;
        if trouble + DEATH < until && fated.lives(other, trouble, trouble + DEATH) {
            self.fault("channel_death_untold", usize::from(deaths.is_empty()), index);
        }
        let known = deaths.iter().any(|at| *at < until);
        if let Some(back) = it.back.filter(|back| known && *back + TOLD < fated.ends) {
            self.add("channel_returns", 1);
            let backs = when("back", back, back + TOLD);
            if (0..2).any(|channel| fated.lives(channel, back, back + TOLD)) {
                self.fault("channel_return_untold", usize::from(backs.is_empty()), index);
            }
        }
    }
}

fn of_a_channel(told: &Told) -> bool {
    told.notice.key.starts_with("channel:")
}

/// The moment by which a channel has lived for so long since another moment.
fn lived(fated: &Fated, since: Timestamp, long: SignedDuration) -> Option<Timestamp> {
    let ends = fated.deaths.iter().flatten().map(|it| it.to).filter(|to| *to > since);
    let from = ends.chain([since]).filter(|from| (0..2).any(|channel| fated.lives(channel, *from, *from + long)));
    from.min().map(|from| from + long)
}

fn taken(played: &Played, id: i64) -> impl Iterator<Item = &Brought> {
    played.log.iter().filter(move |it| it.taken && it.ids.contains(&id))
}

/// Whether a letter was taken at that moment.
fn in_a_letter(played: &Played, at: Timestamp) -> bool {
    played.log.iter().any(|it| it.taken && it.at == at)
}

fn episodes(log: &[Brought], channel: usize) -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Vec::new();
    let mut failures: Vec<Timestamp> = Vec::new();
    for it in log.iter().filter(|it| it.channel == channel) {
        if it.taken {
            if let Some(last) = episodes.last_mut().filter(|_| !failures.is_empty()) {
                last.back = Some(it.at);
            }
            failures.clear();
            continue;
        }
        failures.push(it.at);
        if failures.len() == 1 {
            episodes.push(Episode { channel, trouble: None, from: it.at, back: None });
        }
        let long = failures.len() >= AWAY.0 && it.at.duration_since(failures[0]) >= AWAY.1;
        if let Some(last) = episodes.last_mut().filter(|_| it.refused || long) {
            last.trouble = last.trouble.or(Some(it.at));
        }
    }
    episodes
}
