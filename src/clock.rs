//! The clock of the product: the real one, or for tests one that runs faster or leaps.
//!
//! Every process with the same data folder shares a test clock through a small anchor file there. Gaps, floors, quotas and
//! ticks run in clock time; time-outs of sockets and notifiers, the watchdog and the grace at shutdown do not.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The file that anchors a test clock, in the data folder.
pub const ANCHOR: &str = "clock.json";

/// Before this second (1 January 2026) no clock can be right: the program was written later. A machine with a flat battery
/// wakes then.
const EARLIEST: i64 = 1_767_225_600;

/// No wait of a fast clock is shorter than this.
const SHORTEST: Duration = Duration::from_millis(20);

/// Why there is no clock.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// Not the form it should have.
    #[error("POSYLKA_CLOCK={0:?}: write a moment and a rate, for example 2026-03-01T00:00:00Z@3600, or ...@leap")]
    Form(String),
    /// A leaping clock without its end.
    #[error("POSYLKA_CLOCK=...@leap needs POSYLKA_CLOCK_END, a later moment such as 2026-06-01T00:00:00Z; it is {0:?}")]
    End(String),
    /// The folder belongs to another clock.
    #[error(
        "{}: this data folder runs on the test clock {anchored:?}, but POSYLKA_CLOCK is {given:?}; \
        set it to the same value, or use another --data folder",
        .path.display()
    )]
    Other {
        /// The anchor file.
        path: PathBuf,
        /// What it holds.
        anchored: String,
        /// What was asked for; empty is the real clock.
        given: String,
    },
    /// It says a moment that cannot be.
    #[error("the clock of this machine says {0}, which cannot be; nothing is asked or judged until it is set")]
    Wrong(jiff::civil::Date),
    /// The folder has lived on the real clock.
    #[error("{}: this data folder has lived on the real clock; use a new --data folder with POSYLKA_CLOCK", .0.display())]
    Real(PathBuf),
    /// The anchor file cannot be read or written.
    #[error("{}: {source}; remove it together with its data folder to begin anew", .path.display())]
    File {
        /// The anchor file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Where `now` comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Clock {
    /// The machine's clock.
    Real,
    /// Runs `rate` times as fast, `from` having been at the real moment `anchor`.
    Rate {
        /// Clock time at the anchor.
        from: Timestamp,
        /// Real time at the anchor.
        anchor: Timestamp,
        /// Clock seconds in a real second, at least 1.
        rate: u32,
    },
    /// Stands still until told to leap.
    Leap {
        /// The moment it stands at.
        at: Timestamp,
        /// It leaps no further than this.
        end: Timestamp,
        /// The anchor file, which keeps the moment reached.
        file: PathBuf,
    },
}

/// What the anchor file holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchor {
    /// `POSYLKA_CLOCK` as given.
    clock: String,
    /// Real time when the first process stored it.
    anchored: Timestamp,
    /// The moment reached, of a leaping clock.
    at: Option<Timestamp>,
}

/// `POSYLKA_CLOCK`, read.
struct Wanted {
    from: Timestamp,
    rate: Option<u32>,
}

impl Clock {
    /// The clock of a data folder, which must exist. `clock` and `end` are the values of `POSYLKA_CLOCK` and
    /// `POSYLKA_CLOCK_END`. `lived` says that the folder holds data already: a test clock never starts on such.
    pub fn open(data: &Path, clock: Option<&str>, end: Option<&str>, lived: bool) -> Result<Clock, ClockError> {
        let path = data.join(ANCHOR);
        let anchor = read(&path)?;
        let Some(given) = clock.filter(|text| !text.is_empty()) else {
            return match anchor {
                None => Ok(Clock::Real),
                Some(anchor) => Err(ClockError::Other { path, anchored: anchor.clock, given: String::new() }),
            };
        };
        let wanted = parse(given)?;
        let anchor = match anchor {
            Some(anchor) => anchor,
            None if lived => return Err(ClockError::Real(data.to_owned())),
            None => create(&path, given)?,
        };
        if anchor.clock != given {
            return Err(ClockError::Other { path, anchored: anchor.clock, given: given.to_owned() });
        }
        let Some(rate) = wanted.rate else {
            let at = anchor.at.unwrap_or(wanted.from);
            let end = end.unwrap_or_default();
            let end = end.parse().ok().filter(|end| *end > wanted.from).ok_or(ClockError::End(end.to_owned()))?;
            return Ok(Clock::Leap { at, end, file: path });
        };
        Ok(Clock::Rate { from: wanted.from, anchor: anchor.anchored, rate })
    }

    /// Whether a moment of this clock can be right.
    pub fn check(&self, now: Timestamp) -> Result<(), ClockError> {
        match now.as_second() < EARLIEST {
            true => Err(ClockError::Wrong(now.to_zoned(jiff::tz::TimeZone::UTC).date())),
            false => Ok(()),
        }
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::Real => Timestamp::now(),
            Clock::Rate { from, anchor, rate } => {
                let passed = Timestamp::now().duration_since(*anchor);
                let passed =
                    passed.checked_mul(i32::try_from(*rate).unwrap_or(i32::MAX)).unwrap_or(SignedDuration::MAX);
                from.saturating_add(passed).unwrap_or(Timestamp::MAX)
            }
            Clock::Leap { at, .. } => *at,
        }
    }

    /// How long to wait in real time for so much clock time. Never under 20 ms on a test clock, and nothing on a leaping
    /// one, which does not pass by itself.
    pub fn real(&self, wait: SignedDuration) -> Duration {
        let wait = Duration::try_from(wait).unwrap_or_default();
        match self {
            Clock::Real => wait,
            Clock::Rate { rate, .. } => (wait / (*rate).max(1)).max(SHORTEST),
            Clock::Leap { .. } => Duration::ZERO,
        }
    }

    /// Leaps to a moment, never back and never past the end; other processes see it there from now on. Returns whether it
    /// moved: a clock that leaps no more has reached its end. The other clocks do not leap.
    pub fn leap_to(&mut self, to: Timestamp) -> Result<bool, ClockError> {
        let Clock::Leap { at, end, file } = self else {
            return Ok(false);
        };
        let to = to.min(*end);
        if to <= *at {
            return Ok(false);
        }
        if let Some(anchor) = read(file)? {
            replace(file, &Anchor { at: Some(to), ..anchor })?;
        }
        *at = to;
        Ok(true)
    }

    /// Whether it ever shows a moment: a leaping clock leaps no further than its end.
    pub fn reaches(&self, at: Timestamp) -> bool {
        !matches!(self, Clock::Leap { end, .. } if *end < at)
    }

    /// Whether it leaps.
    pub fn leaps(&self) -> bool {
        matches!(self, Clock::Leap { .. })
    }

    /// Whether it is a test clock: then nothing but this machine may be asked.
    pub fn is_test(&self) -> bool {
        *self != Clock::Real
    }
}

/// Reads `2026-03-01T00:00:00Z@3600` or `...@leap`.
fn parse(text: &str) -> Result<Wanted, ClockError> {
    let form = || ClockError::Form(text.to_owned());
    let (from, rate) = text.split_once('@').ok_or_else(form)?;
    let from = from.parse().map_err(|_| form())?;
    let rate = match rate {
        "leap" => None,
        digits => Some(digits.parse().ok().filter(|rate| (1..=10_000_000).contains(rate)).ok_or_else(form)?),
    };
    Ok(Wanted { from, rate })
}

fn read(path: &Path) -> Result<Option<Anchor>, ClockError> {
    let fault = |source| ClockError::File { path: path.to_owned(), source };
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| fault(error.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(fault(error)),
    }
}

/// Stores the anchor whole or not at all; where another process was quicker, its anchor holds.
fn create(path: &Path, clock: &str) -> Result<Anchor, ClockError> {
    let fault = |source| ClockError::File { path: path.to_owned(), source };
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let anchor = Anchor { clock: clock.to_owned(), anchored: Timestamp::now(), at: None };
    write(&draft, &anchor).map_err(fault)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(fault)?;
    match linked {
        Ok(()) => Ok(anchor),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            read(path)?.ok_or_else(|| fault(io::ErrorKind::NotFound.into()))
        }
        Err(error) => Err(fault(error)),
    }
}

fn replace(path: &Path, anchor: &Anchor) -> Result<(), ClockError> {
    let draft = path.with_extension("new");
    write(&draft, anchor)
        .and_then(|()| fs::rename(&draft, path))
        .map_err(|source| ClockError::File { path: path.to_owned(), source })
}

fn write(path: &Path, anchor: &Anchor) -> io::Result<()> {
    let json = serde_json::to_vec(anchor)?;
    fs::File::create(path)?.write_all(&json)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "2026-03-01T00:00:00Z";
    const END: Option<&str> = Some("2026-06-01T00:00:00Z");

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_rate_is_shared_through_the_folder() {
        let data = tempfile::tempdir().unwrap();
        let value = format!("{FROM}@3600");
        let first = Clock::open(data.path(), Some(&value), None, false).unwrap();
        let second = Clock::open(data.path(), Some(&value), None, true).unwrap();
        assert_eq!(first, second);
        assert!(first.is_test() && first.now() >= at(FROM));
        assert_eq!(first.real(SignedDuration::from_hours(2)), Duration::from_secs(2));
        assert_eq!(first.real(SignedDuration::from_secs(1)), SHORTEST);
        assert_eq!(first.real(SignedDuration::from_secs(-1)), SHORTEST);
        let Clock::Rate { anchor, .. } = first else { panic!("{first:?}") };
        let hour_ago = Clock::Rate { from: at(FROM), anchor: anchor - SignedDuration::from_secs(10), rate: 3600 };
        assert!(hour_ago.now() >= at("2026-03-01T10:00:00Z"));
    }

    #[test]
    fn a_folder_has_one_clock() {
        let data = tempfile::tempdir().unwrap();
        let value = format!("{FROM}@60");
        assert_eq!(Clock::open(data.path(), None, None, true).unwrap(), Clock::Real);
        assert!(matches!(Clock::open(data.path(), Some(&value), None, true), Err(ClockError::Real(_))));
        Clock::open(data.path(), Some(&value), None, false).unwrap();
        for other in [None, Some(""), Some("2026-03-01T00:00:00Z@61")] {
            let error = Clock::open(data.path(), other, None, true).unwrap_err();
            assert!(error.to_string().contains(&value), "{error}");
        }
        fs::write(data.path().join(ANCHOR), "{").unwrap();
        assert!(matches!(Clock::open(data.path(), Some(&value), None, true), Err(ClockError::File { .. })));
    }

    #[test]
    fn a_leap_is_kept_for_those_who_come_later_and_ends() {
        let data = tempfile::tempdir().unwrap();
        let value = format!("{FROM}@leap");
        let mut clock = Clock::open(data.path(), Some(&value), END, false).unwrap();
        assert_eq!(clock.now(), at(FROM));
        assert_eq!(clock.real(SignedDuration::from_hours(1)), Duration::ZERO);
        assert!(clock.leap_to(at("2026-04-01T00:00:00Z")).unwrap());
        assert!(!clock.leap_to(at("2026-03-15T00:00:00Z")).unwrap());
        let later = Clock::open(data.path(), Some(&value), END, true).unwrap();
        assert_eq!(later.now(), at("2026-04-01T00:00:00Z"));
        assert!(clock.leap_to(at("2027-01-01T00:00:00Z")).unwrap());
        assert_eq!(clock.now(), at("2026-06-01T00:00:00Z"));
        assert!(!clock.leap_to(Timestamp::MAX).unwrap());
    }

    #[test]
    fn what_is_no_clock_is_told_with_the_cure() {
        let data = tempfile::tempdir().unwrap();
        for text in ["x", FROM, "2026-03-01@9", "2026-03-01T00:00:00Z@0", "2026-03-01T00:00:00Z@-1", "@leap"] {
            let error = Clock::open(data.path(), Some(text), None, false).unwrap_err();
            assert!(error.to_string().contains("@3600"), "{text}: {error}");
        }
        for end in [None, Some("soon"), Some("2026-01-01T00:00:00Z")] {
            let error = Clock::open(data.path(), Some("2026-03-01T00:00:00Z@leap"), end, false).unwrap_err();
            assert!(matches!(error, ClockError::End(_)), "{error}");
        }
    }

    #[test]
    fn the_clock_of_a_far_future_does_not_overflow() {
        let anchor = Timestamp::now() - SignedDuration::from_hours(24 * 3_000);
        let clock = Clock::Rate { from: at(FROM), anchor, rate: 10_000_000 };
        assert_eq!(clock.now(), Timestamp::MAX);
    }
}
