//! Every open source is asked once for a number that is nobody's, and what comes of it is told by its cause: what stands in
//! the way of one source often stands in the way of many.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use tokio::task::JoinSet;

use super::{
    ask::{self, AskResult, Fault},
    booked::Ask,
    once,
};
use crate::{
    app::{App, Setup},
    carriers::{Answered, canary::canary},
    model::{Access, Outcome, OutcomeKind, SourceId, words},
    wire::{Wire, WireError},
};

/// Foreign answers are cut near here for many in Russia.
const CUT: std::ops::RangeInclusive<usize> = 12_000..=20_000;
/// A clock that is off by more confuses certificates and tokens.
pub const CLOCK_OFF: SignedDuration = SignedDuration::from_mins(5);
/// What pages that want to see a human speak of.
const CAPTCHA: &[&str] = &[
    "captcha",
    "cf-chl",
    "challenge-platform",
    "just a moment",
    "datadome",
    "ddos-guard",
    "servicepipe",
    "qauth",
    "punish-component",
    "_____tmd_____",
    "are you a robot",
    "smart-captcha",
];

words! {
    /// What stands between us and a source.
    Diagnosis {
        /// Nothing: it does not know the number, as it should.
        Fine = "fine",
        /// It claims to know a number that is nobody's.
        Odd = "odd",
        /// It wants to see a human.
        Captcha = "captcha",
        /// It lets this address in nowhere: it is foreign, or a machine's.
        Refused = "refused",
        /// It wants to be left alone for a while.
        SlowDown = "slow-down",
        /// The answer was cut where answers of foreign hosts are cut.
        CutShort = "cut-short",
        /// The answer ended early elsewhere.
        Cut = "cut",
        /// Its name is known to nobody.
        NoName = "no-name",
        /// Its name leads to a private address.
        FalseName = "false-name",
        /// Its certificate is not trusted.
        Untrusted = "untrusted",
        /// The connection breaks off before anything is said.
        BrokeOff = "broke-off",
        /// No connection, or no answer in time.
        Silent = "silent",
        /// It fails by itself.
        Failing = "failing",
        /// The answer has a shape that is not known.
        Unreadable = "unreadable",
        /// Something is wanted that is not there.
        NeedsInput = "needs-input",
        /// It was asked just now, and is not asked again so soon.
        Later = "later",
    }
}

impl Diagnosis {
    /// Whether there is something that the user can do.
    pub fn has_cure(self) -> bool {
        !matches!(
            self,
            Diagnosis::Fine | Diagnosis::Odd | Diagnosis::Failing | Diagnosis::Later | Diagnosis::NeedsInput
        )
    }
}

/// What came of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The source.
    pub source: SourceId,
    /// The host its definition names.
    pub host: String,
    /// What stands between.
    pub diagnosis: Diagnosis,
    /// The HTTP status, if any came.
    pub http: Option<u16>,
    /// The length of the answer in bytes.
    pub bytes: Option<usize>,
    /// How far its clock is ahead of ours.
    pub ahead: Option<SignedDuration>,
}

/// Asks all of them at the same time, each once, within what they allow. `now` is asked when an answer comes.
pub async fn probe(
    mut app: App,
    wire: Wire,
    now: impl Fn() -> Timestamp + Clone + Send + 'static,
) -> anyhow::Result<(Arc<Setup>, Vec<Probe>)> {
    let on = |it: &SourceId| app.setup.config.source(it).is_none_or(|it| !it.off);
    let open =
        app.setup.registry.iter().filter(|it| it.access == Access::Keyless && it.request.is_some() && on(&it.id));
    let sources: Vec<SourceId> = open.map(|it| it.id.clone()).collect();
    let (mut probes, mut asks) = (Vec::new(), Vec::new());
    for source in &sources {
        let Some(definition) = app.setup.registry.source(source) else { continue };
        let Some(number) = canary(&app.setup.registry, definition) else { continue };
        match once::book_for_nobody(&mut app, source, &number) {
            Ok(ask) => asks.push(ask),
            Err(_) => probes.push(Probe::of(&app.setup, source, Diagnosis::Later)),
        }
    }
    let (setup, wire) = (Arc::new(app.setup), Arc::new(wire));
    let mut running = JoinSet::new();
    for ask in asks {
        let (setup, wire, now) = (Arc::clone(&setup), Arc::clone(&wire), now.clone());
        running.spawn(async move {
            let came = ask::send(&setup, &wire, &ask).await;
            judged(&setup, &ask, &came, now())
        });
    }
    probes.extend(running.join_all().await);
    probes.sort_by(|a, b| a.source.cmp(&b.source));
    Ok((setup, probes))
}

fn judged(setup: &Setup, ask: &Ask, came: &AskResult, now: Timestamp) -> Probe {
    let (said, _) = ask::read(setup, ask, came);
    let outcome = said.first().map_or(Outcome::NotFound, |(_, outcome)| outcome.clone());
    let answered = came.answered.as_ref();
    let ahead = answered.ok().and_then(|it| it.header("date")).and_then(|date| rfc2822::parse(date).ok());
    Probe {
        http: answered.ok().map(|it| it.status),
        bytes: answered.ok().map(|it| it.body.len()),
        ahead: ahead.map(|theirs| theirs.timestamp().duration_since(now)),
        ..Probe::of(setup, &ask.source, diagnose(answered, &outcome))
    }
}

impl Probe {
    fn of(setup: &Setup, source: &SourceId, diagnosis: Diagnosis) -> Probe {
        let request = setup.registry.source(source).and_then(|it| it.request.as_ref());
        // The definition's own: where the user sends it instead is theirs.
        let host = request.and_then(|it| it.hosts.first()).cloned().unwrap_or_default();
        Probe { source: source.clone(), host, diagnosis, http: None, bytes: None, ahead: None }
    }
}

/// What stands between us and a source, by its answer and what was read in it.
pub fn diagnose(answered: Result<&Answered, &Fault>, outcome: &Outcome) -> Diagnosis {
    let answered = match answered {
        Ok(answered) => answered,
        Err(fault) => return without_answer(fault, outcome),
    };
    if answered.ended_early {
        return if CUT.contains(&answered.body.len()) { Diagnosis::CutShort } else { Diagnosis::Cut };
    }
    match outcome.kind() {
        OutcomeKind::NotFound => Diagnosis::Fine,
        OutcomeKind::Events => Diagnosis::Odd,
        OutcomeKind::NoHistory => Diagnosis::Fine,
        _ if wants_a_human(&answered.body) => Diagnosis::Captcha,
        OutcomeKind::Blocked => Diagnosis::Refused,
        OutcomeKind::SlowDown => Diagnosis::SlowDown,
        OutcomeKind::NeedsInput => Diagnosis::NeedsInput,
        OutcomeKind::Unavailable => Diagnosis::Failing,
        OutcomeKind::Unreadable => Diagnosis::Unreadable,
    }
}

fn without_answer(fault: &Fault, outcome: &Outcome) -> Diagnosis {
    match fault {
        Fault::Wire(WireError::NoName(_)) => Diagnosis::NoName,
        Fault::Wire(WireError::Private(_)) => Diagnosis::FalseName,
        Fault::Wire(WireError::Untrusted { .. }) => Diagnosis::Untrusted,
        Fault::Wire(WireError::BrokeOff(_)) => Diagnosis::BrokeOff,
        Fault::Wire(WireError::Offline(why)) if why.contains("handshake") || why.contains("reset") => {
            Diagnosis::BrokeOff
        }
        Fault::Wire(WireError::Offline(_) | WireError::TimedOut) => Diagnosis::Silent,
        Fault::Wire(WireError::TooLarge { .. }) => Diagnosis::Unreadable,
        Fault::Cut => Diagnosis::Cut,
        _ => match outcome.kind() {
            OutcomeKind::Blocked => Diagnosis::Refused,
            OutcomeKind::SlowDown => Diagnosis::SlowDown,
            OutcomeKind::NeedsInput => Diagnosis::NeedsInput,
            OutcomeKind::Unreadable => Diagnosis::Unreadable,
            _ => Diagnosis::Failing,
        },
    }
}

fn wants_a_human(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&body[..body.len().min(100_000)]).to_lowercase();
    CAPTCHA.iter().any(|mark| text.contains(mark))
}

/// How far our own clock is behind theirs, where most of those who say agree that it is off.
pub fn own_clock_behind(probes: &[Probe]) -> Option<SignedDuration> {
    let mut ahead: Vec<SignedDuration> = probes.iter().filter_map(|it| it.ahead).collect();
    ahead.sort();
    let middle = *ahead.get(ahead.len() / 2)?;
    (middle.abs() > CLOCK_OFF).then_some(middle)
}
