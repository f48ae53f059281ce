//! When it is the user's business that a way out to them is dead: once when it is, once when it is back.

use jiff::{SignedDuration, Timestamp};

use super::Knowledge;
use crate::model::{ChannelHealth, Notice, NoticeKind};

/// Nobody there may be a tunnel or a log-out; so many times in a row, over so long, it is not.
const UNREACHABLE: u32 = 3;
const AWAY: SignedDuration = SignedDuration::from_hours(1);

/// Whether a channel is in trouble that somebody must end: what refuses goes on refusing.
pub fn in_trouble(health: &ChannelHealth, now: Timestamp) -> bool {
    let long = health.since.is_some_and(|since| now.duration_since(since) >= AWAY);
    health.failures > 0 && (health.refused || (health.failures >= UNREACHABLE && long))
}

/// That it is dead.
pub fn fails(health: &ChannelHealth, knowledge: &Knowledge, now: Timestamp) -> Notice {
    let (channel, detail) = (health.channel.clone(), health.detail.clone());
    let since = knowledge.day(health.since.unwrap_or(now));
    notice("fails", &health.channel, NoticeKind::ChannelFails { channel, since, detail }, knowledge, now)
}

/// That it is back.
pub fn is_back(channel: &str, knowledge: &Knowledge, now: Timestamp) -> Notice {
    notice("back", channel, NoticeKind::ChannelIsBack { channel: channel.to_owned() }, knowledge, now)
}

fn notice(word: &str, channel: &str, kind: NoticeKind, knowledge: &Knowledge, now: Timestamp) -> Notice {
    Notice { key: format!("channel:{channel}:{word}:{}", knowledge.day(now)), kind, urgent: false, at: now }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_at_once_and_silence_when_it_lasts() {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24);
        let health = |failures, hours, refused| ChannelHealth {
            channel: "telegram".into(),
            last_good: None,
            failures,
            since: Some(now - SignedDuration::from_hours(hours)),
            refused,
            detail: String::new(),
        };
        assert!(in_trouble(&health(1, 0, true), now));
        for (failures, hours, troubled) in [(0, 9, false), (2, 9, false), (3, 0, false), (3, 1, true)] {
            assert_eq!(in_trouble(&health(failures, hours, false), now), troubled, "{failures} in {hours} h");
        }
    }
}
