//! Who tried in vain to come in, and for how long they are not heard.

use std::{collections::BTreeMap, net::IpAddr};

use jiff::{SignedDuration, Timestamp};

/// So many may fail from one address within [`SPAN`].
const MOST: u32 = 10;
/// For how long a failure counts.
const SPAN: SignedDuration = SignedDuration::from_mins(10);
/// Addresses that are remembered; of more the one that failed first is forgotten.
const REMEMBERED: usize = 1000;

/// Failures by address, since when.
#[derive(Debug, Default)]
pub(super) struct Tries {
    failed: BTreeMap<IpAddr, (Timestamp, u32)>,
}

impl Tries {
    /// In how many seconds somebody at this address is heard again; nothing where they are heard now.
    pub fn held_for(&self, from: IpAddr, now: Timestamp) -> Option<i64> {
        let (since, _) = self.failed.get(&from).filter(|(_, count)| *count >= MOST)?;
        let left = SPAN - now.duration_since(*since);
        // A clock that was set back holds nobody for longer.
        (left > SignedDuration::ZERO).then(|| left.min(SPAN).as_secs().max(1))
    }

    /// Somebody at this address failed.
    pub fn failed(&mut self, from: IpAddr, now: Timestamp) {
        let entry = self.failed.entry(from).or_insert((now, 0));
        if now.duration_since(entry.0) >= SPAN {
            *entry = (now, 0);
        }
        entry.1 += 1;
        if self.failed.len() > REMEMBERED {
            let oldest = self.failed.iter().min_by_key(|(_, (since, _))| *since).map(|(from, _)| *from);
            oldest.map(|from| self.failed.remove(&from));
        }
    }

    /// Somebody at this address came in.
    pub fn came_in(&mut self, from: IpAddr) {
        self.failed.remove(&from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_shut_one_address_out_for_ten_minutes_and_memory_is_bounded() {
        let (mut tries, here, there) = (Tries::default(), IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        for _ in 0..9 {
            tries.failed(here, at(0));
        }
        assert_eq!(tries.held_for(here, at(0)), None);
        tries.failed(here, at(1));
        assert_eq!(tries.held_for(here, at(1)), Some(540));
        assert_eq!(tries.held_for(there, at(1)), None);
        assert_eq!(tries.held_for(here, at(10)), None);
        tries.failed(here, at(11));
        assert_eq!(tries.held_for(here, at(11)), None);
        for last in 0..2000_u32 {
            tries.failed(IpAddr::from(last.to_be_bytes()), at(12));
        }
        assert!(tries.failed.len() <= REMEMBERED);
    }
}
