//! Which channel is told what, who takes over, and what waits until when.

use jiff::{SignedDuration, Timestamp};

use super::Setup;
use crate::{
    config::quiet_at,
    model::PersonId,
    notify::Channel,
    store::{Because, Owed},
};

impl Setup {
    /// The channels of the house that a new notice is owed to: the first, or all where the user wants that.
    pub fn channel_names(&self) -> Vec<String> {
        let many = if self.config.notify.every { self.channels.len() } else { 1 };
        self.own_channels().into_iter().take(many).collect()
    }

    /// The channels that a notice for these people is owed to: theirs, or the house's where somebody has none.
    pub fn channel_names_for(&self, people: &[PersonId]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let theirs = people.iter().map(|it| self.of(Some(it)).channel_names());
        for channel in theirs.flat_map(|it| if it.is_empty() { self.channel_names() } else { it }) {
            if !names.contains(&channel) {
                names.push(channel);
            }
        }
        if people.is_empty() { self.channel_names() } else { names }
    }

    /// The channels of the house, or of the person whose setup this is, in the user's order.
    pub fn own_channels(&self) -> Vec<String> {
        self.channels.iter().map(|it| self.called(it)).collect()
    }

    /// Every channel: of the house, then of everybody in it.
    pub fn all_channels(&self) -> Vec<String> {
        let people = self.everybody().flat_map(|(_, theirs)| theirs.own_channels());
        self.own_channels().into_iter().chain(people).collect()
    }

    /// A channel by the name it has in the outbox: a person's begins with theirs.
    fn called(&self, channel: &Channel) -> String {
        match &self.person {
            None => channel.name().to_owned(),
            Some(person) => format!("{person}/{}", channel.name()),
        }
    }

    /// Who takes over from a channel; nobody from the last, nor where each is told everything anyway.
    pub fn after(&self, channel: &str) -> Option<String> {
        let mut others = self.channels.iter().skip_while(|it| self.called(it) != channel).skip(1);
        others.next().filter(|_| !self.config.notify.every).map(|it| self.called(it))
    }

    /// Who takes over what this channel owes: a reminder goes around, since it may have begun anywhere.
    pub fn taking_over(&self, owed: &Owed) -> Option<String> {
        match owed.because {
            Because::Reminder => self.around(&owed.channel).filter(|next| *next != owed.channel),
            Because::New | Because::TakesOver => self.after(&owed.channel),
        }
    }

    /// The next channel, the first after the last: the same one where it is the only one.
    pub fn around(&self, channel: &str) -> Option<String> {
        let at = self.channels.iter().position(|it| self.called(it) == channel)?;
        self.channels.iter().cycle().nth(at + 1).map(|it| self.called(it))
    }

    /// A channel by its name, be it the house's or a person's.
    pub fn channel(&self, name: &str) -> Option<Channel> {
        let whose = self.of_channel(name);
        whose.channels.iter().find(|it| whose.called(it) == name).cloned()
    }

    /// Until when a notice waits, or when to look at it again: for the end of a mute, for the digest, for the end of the
    /// quiet hours. What is urgent waits for a mute only, and what has a deadline for nothing.
    pub fn waits_until(&self, owed: &Owed, now: Timestamp) -> Option<Timestamp> {
        let notice = &owed.notice;
        if notice.insists() {
            return None;
        }
        if let Some(until) = owed.muted.filter(|until| *until > now) {
            return Some(until);
        }
        if notice.urgent {
            return None;
        }
        let digest = self.config.notify.digest.as_ref();
        let digest = digest.and_then(|it| it.next_after(notice.at.min(now), &self.config.zone()));
        let quiet = || quiet_at(&self.config, now).then(|| now.saturating_add(SignedDuration::from_mins(1)).ok());
        digest.filter(|at| *at > now).or_else(|| quiet().flatten())
    }
}
