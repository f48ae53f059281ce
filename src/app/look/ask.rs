//! One ask: at most a request for a token and one that tells the source of a number, then the question; and what came of
//! it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{booked::Ask, ledger};
use crate::{
    app::Setup,
    carriers::{
        self, Answered, Definition, Request, RequestError, Secrets, Skeleton,
        answer::register_again,
        pieces,
        request::{
            Registered, Token, hushed, read_register, read_register_then, read_token, rebased, register_request,
            register_then_request, request, token_request, user_of,
        },
    },
    config::Secret,
    model::{CarrierId, Health, Notice, Number, Outcome, OutcomeKind, sha256},
    rules::{next_ask, source_notices},
    store::{Piece, StoreError, Tx},
    wire::{Exchange, Wire, WireError},
};

/// What came of an ask for one number.
pub type Said = (Number, Outcome);

/// What came of an ask.
#[derive(Debug)]
pub struct AskResult {
    /// The answer, for the numbers that could be asked for.
    pub answered: Result<Answered, Fault>,
    /// Numbers the source was told of just now, and what it calls them.
    registered: Vec<(Number, String)>,
    /// Numbers it would not be told of.
    refused: Vec<Said>,
    /// Which numbers were sent to which hosts.
    sent: BTreeSet<(Number, String)>,
    /// Whether the source said anything at all meanwhile.
    reached: bool,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The definition went away between booking and asking.
    #[error("the definition is gone or its base_url is none")]
    Gone,
    /// A definition of the user's own would ask hosts they have not agreed to.
    #[error("it would also ask {0}, which you have not agreed to: posylka carrier trust ID")]
    NotAgreed(String),
    /// The user's roots for it cannot be used.
    #[error("{0}")]
    Roots(String),
    /// None of the numbers could be asked for.
    #[error("the source takes none of the numbers")]
    Refused,
    /// The question cannot be put.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// No token came.
    #[error("no token")]
    Token(Box<Outcome>),
    /// The answer with the token, or to the telling of a number, ended early.
    #[error("the answer ended early")]
    Cut,
    /// The network.
    #[error(transparent)]
    Wire(#[from] WireError),
}

impl Fault {
    /// What it says of the source, which was `reached` or was not.
    fn outcome(&self, reached: bool) -> Outcome {
        match self {
            Fault::Gone | Fault::Refused | Fault::Cut => Outcome::Unavailable(self.to_string()),
            Fault::NotAgreed(_) | Fault::Roots(_) => Outcome::NeedsInput(self.to_string()),
            Fault::Request(RequestError::NeedsInput(what)) => Outcome::NeedsInput(what.clone()),
            Fault::Request(fault) => Outcome::Unavailable(fault.to_string()),
            Fault::Token(outcome) => (**outcome).clone(),
            Fault::Wire(fault) if reached && fault.nobody_there() => Outcome::Unavailable(fault.to_string()),
            Fault::Wire(fault) => fault.outcome(),
        }
    }
}

impl AskResult {
    /// Whether nobody was asked at all: no connection came about. Who lets us wait has been asked.
    pub fn unreached(&self) -> bool {
        !self.reached && matches!(&self.answered, Err(Fault::Wire(fault)) if fault.nobody_there())
    }

    /// Whether nobody was told anything: it may be that somebody else was met in the source's place.
    fn asked_nobody(&self) -> bool {
        !self.reached && matches!(&self.answered, Err(Fault::Wire(fault)) if fault.asked_nobody())
    }
}

/// Sends it. Nothing of the parcels crosses the wire but the numbers, and what a source takes beside them: the code of their
/// carrier, the postcode.
pub async fn send(setup: &Setup, wire: &Wire, ask: &Ask) -> AskResult {
    let mut came = AskResult {
        answered: Err(Fault::Gone),
        registered: Vec::new(),
        refused: Vec::new(),
        sent: BTreeSet::new(),
        reached: false,
    };
    if let Some(definition) = setup.registry.source(&ask.source) {
        let line = match Line::to(setup, wire, definition) {
            Ok(line) => line,
            Err(fault) => return AskResult { answered: Err(fault), ..came },
        };
        came.answered = line.ask(ask, &mut came.registered, &mut came.refused, &mut came.sent).await;
        came.reached = line.exchange.answered();
    }
    came
}

/// A line to one source.
struct Line<'a> {
    setup: &'a Setup,
    definition: &'a Definition,
    exchange: Exchange<'a>,
    base: Option<&'a str>,
    /// What is shown to the source or to the proxy before it, and must not come back.
    shown: Secrets,
}

impl<'a> Line<'a> {
    fn to(setup: &'a Setup, wire: &'a Wire, definition: &'a Definition) -> Result<Line<'a>, Fault> {
        if let Some(hosts) = setup.not_agreed.get(&definition.id) {
            return Err(Fault::NotAgreed(hosts.iter().cloned().collect::<Vec<_>>().join(", ")));
        }
        let settings = setup.config.source(&definition.id);
        let proxy = settings.and_then(|it| it.proxy.as_ref()).map(Secret::expose);
        let base = settings.and_then(|it| it.base_url.as_deref());
        let roots = setup.roots.get(&definition.id).map(|it| it.as_ref().map_err(|why| Fault::Roots(why.clone())));
        let mut shown = setup.secrets_of(&definition.id).clone();
        shown.extend(
            proxy.and_then(user_of).into_iter().flat_map(|(user, password)| {
                [("proxy user".to_owned(), user), ("proxy password".to_owned(), password)]
            }),
        );
        Ok(Line { setup, definition, exchange: wire.exchange(proxy, roots.transpose()?), base, shown })
    }

    async fn ask(
        &self,
        ask: &Ask,
        registered: &mut Vec<(Number, String)>,
        refused: &mut Vec<Said>,
        sent: &mut BTreeSet<(Number, String)>,
    ) -> Result<Answered, Fault> {
        let token = self.token().await?;
        // What asks for a token names no number.
        self.exchange.take_asked();
        let told = self.tell_of(ask, token.as_ref(), registered, refused).await;
        self.sent(&ask.numbers, sent);
        told?;
        let taken = |number: &&Number| !refused.iter().any(|(it, _)| it == *number);
        let numbers: Vec<Number> = ask.numbers.iter().filter(taken).cloned().collect();
        let Some(first) = numbers.first() else { return Err(Fault::Refused) };
        let called = registered.iter().find(|(number, _)| number == first).map(|(_, value)| value);
        let called = called.or(ask.registered.get(first)).map(String::as_str);
        let secrets = self.setup.secrets_of(&ask.source);
        let request = request(self.definition, &numbers, &ask.given, secrets, token.as_ref(), called)?;
        let answered = self.send(request, token.as_ref()).await;
        self.sent(&numbers, sent);
        answered
    }

    /// Notes who was sent these numbers since this was noted last.
    fn sent(&self, numbers: &[Number], sent: &mut BTreeSet<(Number, String)>) {
        let hosts = self.exchange.take_asked();
        sent.extend(hosts.iter().flat_map(|host| numbers.iter().map(|number| (number.clone(), host.clone()))));
    }

    async fn token(&self) -> Result<Option<Token>, Fault> {
        let secrets = self.setup.secrets_of(&self.definition.id);
        let Some(request) = token_request(self.definition, secrets).transpose()? else { return Ok(None) };
        let answered = self.whole(request, None).await?;
        Ok(Some(read_token(self.definition, &answered).map_err(Fault::Token)?))
    }

    /// Tells the source of a number it was never told of, where it wants that. A booked ask holds one such at the most.
    async fn tell_of(
        &self,
        ask: &Ask,
        token: Option<&Token>,
        registered: &mut Vec<(Number, String)>,
        refused: &mut Vec<Said>,
    ) -> Result<(), Fault> {
        let secrets = self.setup.secrets_of(&ask.source);
        for number in ask.numbers.iter().filter(|number| !ask.registered.contains_key(number)) {
            let one = std::slice::from_ref(number);
            let Some(request) = register_request(self.definition, one, &ask.given, secrets, token) else {
                return Ok(());
            };
            let mut said = match self.told_whose(ask, number) {
                Some(code) => Some(Registered::Kept(code)),
                None => {
                    let said = read_register(self.definition, one, &self.whole(request?, token).await?);
                    said.into_iter().next().map(|(_, said)| said)
                }
            };
            if let Some(Registered::Kept(value)) = &said
                && let Some(then) = register_then_request(self.definition, number, &ask.given, secrets, token, value)
            {
                said = Some(read_register_then(self.definition, value, &self.whole(then?, token).await?));
            }
            match said {
                Some(Registered::Kept(value)) => registered.push((number.clone(), value)),
                Some(Registered::Failed(outcome)) => refused.push((number.clone(), *outcome)),
                None => {}
            }
        }
        Ok(())
    }

    /// What the user says the source calls the carrier of a number, where it would be asked for that first.
    fn told_whose(&self, ask: &Ask, number: &Number) -> Option<String> {
        self.definition.register.as_ref()?.then.as_ref()?;
        ask.given.get(number)?.carrier.clone()
    }

    /// An answer that did not end early: half a token is none, and no fault of the definition's.
    async fn whole(&self, request: Request, token: Option<&Token>) -> Result<Answered, Fault> {
        let answered = self.send(request, token).await?;
        match answered.ended_early {
            false => Ok(answered),
            true => Err(Fault::Cut),
        }
    }

    async fn send(&self, request: Request, token: Option<&Token>) -> Result<Answered, Fault> {
        let request = match self.base {
            Some(base) => rebased(&request, base).ok_or(Fault::Gone)?,
            None => request,
        };
        let answered = self.exchange.ask(&request).await?;
        Ok(hushed(answered, &self.shown, token))
    }
}

/// Reads it, number by number, with the skeleton of the answer. Every number that was asked for has its outcome.
pub fn read(setup: &Setup, ask: &Ask, came: &AskResult) -> (Vec<Said>, Skeleton) {
    let taken = |number: &&Number| !came.refused.iter().any(|(it, _)| it == *number);
    let numbers: Vec<Number> = ask.numbers.iter().filter(taken).cloned().collect();
    let (mut said, mut skeleton) = (came.refused.clone(), Skeleton::default());
    match (&came.answered, setup.registry.source(&ask.source)) {
        (Ok(answered), Some(definition)) => {
            let read = carriers::read_with_skeleton(&setup.registry, definition, &numbers, answered);
            said.extend(read.0);
            skeleton = read.1;
        }
        (Err(fault), _) => said.extend(numbers.into_iter().map(|number| (number, fault.outcome(came.reached)))),
        (Ok(_), None) => said.extend(numbers.into_iter().map(|number| (number, Fault::Gone.outcome(true)))),
    }
    (said, skeleton)
}

/// What asked nobody costs nothing: neither quota nor the floor of a number.
pub fn take_back(tx: &Tx<'_>, ask: &Ask, came: &AskResult) -> Result<(), StoreError> {
    if came.asked_nobody() {
        ledger::take_back(tx, ask)?;
        tx.unbook(&ask.source, ask.day, &ask.legs)?;
    }
    Ok(())
}

/// Notes how the source is, leaves it alone for a while where it fails, keeps the answer for a dossier or for whoever
/// mends the definition, and tells the user what they should know of the source. Returns what is told now.
pub fn note(
    tx: &Tx<'_>,
    setup: &Setup,
    ask: &Ask,
    came: &AskResult,
    said: &[Said],
    now: Timestamp,
) -> Result<Option<Notice>, StoreError> {
    ledger::note_others(tx, ask, &came.sent, now)?;
    for (number, value) in &came.registered {
        tx.register(&ask.source, number, Some(value))?;
    }
    let good = said.iter().find(|(_, outcome)| outcome.kind().answered());
    // What is missing of one number says nothing of the source.
    let other = said.iter().find(|(_, outcome)| !outcome.wants_more_of_the_number());
    let Some((_, outcome)) = good.or(other) else { return Ok(None) };
    tx.heard_from(&ask.source, outcome, now)?;
    let Some(health) = tx.health_of(&ask.source)? else { return Ok(None) };
    if let Some(alone) = next_ask::leave_alone(outcome, health.failures) {
        tx.close_source(&ask.source, now.saturating_add(alone).unwrap_or(Timestamp::MAX))?;
    }
    if let Ok(answered) = &came.answered {
        keep(tx, setup, ask, answered, said, now)?;
    }
    match ask.legs.first() {
        Some((_, leg)) => say(tx, setup, &health, &leg.carrier, now),
        None => Ok(None),
    }
}

/// Says once that a source is in trouble, and once that it is back.
fn say(
    tx: &Tx<'_>,
    setup: &Setup,
    health: &Health,
    carrier: &CarrierId,
    now: Timestamp,
) -> Result<Option<Notice>, StoreError> {
    let (name, channels) = (format!("source:{}", health.source), setup.channel_names());
    if let Some(back) = source_notices::is_back(health, carrier, &setup.knowledge, now) {
        return Ok(tx.trouble_ends(&name, &back, &channels)?.then_some(back));
    }
    match source_notices::fails(health, carrier, &setup.knowledge, now) {
        Some(fails) => Ok(tx.trouble_begins(&name, &fails, &channels)?.then_some(fails)),
        None => Ok(None),
    }
}

/// Keeps what was said word for word.
fn keep_words(
    tx: &Tx<'_>,
    setup: &Setup,
    ask: &Ask,
    answered: &Answered,
    said: &[Said],
    now: Timestamp,
) -> Result<(), StoreError> {
    let is = |kinds: &[OutcomeKind]| {
        let of_kind = said.iter().filter(|(_, outcome)| kinds.contains(&outcome.kind()));
        of_kind.map(|(number, _)| number.clone()).collect::<Vec<_>>()
    };
    keep_readable(
        tx,
        setup,
        ask,
        answered,
        &is(&[OutcomeKind::Events, OutcomeKind::NoHistory, OutcomeKind::NotFound]),
        now,
    )?;
    // What cannot be read may also speak of a number that was forgotten meanwhile.
    match ask.numbers.iter().all(|number| said.iter().any(|(it, _)| it == number)) {
        true => tx.keep_unreadable(&ask.source, &is(&[OutcomeKind::Unreadable]), answered.status, &answered.body, now),
        false => Ok(()),
    }
}

fn keep(
    tx: &Tx<'_>,
    setup: &Setup,
    ask: &Ask,
    answered: &Answered,
    said: &[Said],
    now: Timestamp,
) -> Result<(), StoreError> {
    if setup.config.privacy.keep_answers {
        keep_words(tx, setup, ask, answered, said, now)?;
    }
    let forgotten = setup.registry.source(&ask.source).is_some_and(|it| register_again(it, answered));
    for number in ask.numbers.iter().filter(|_| forgotten) {
        tx.register(&ask.source, number, None)?;
    }
    Ok(())
}

/// Keeps what could be read. Of an answer for several numbers each keeps what speaks of it, so that no number's evidence holds
/// another's.
fn keep_readable(
    tx: &Tx<'_>,
    setup: &Setup,
    ask: &Ask,
    answered: &Answered,
    numbers: &[Number],
    now: Timestamp,
) -> Result<(), StoreError> {
    let whole = sha256(&answered.body);
    let is_part = ask.numbers.len() > 1;
    let pieces = match setup.registry.source(&ask.source).filter(|_| is_part) {
        Some(definition) => pieces(definition, numbers, answered),
        None => numbers.iter().map(|_| answered.body.as_slice().into()).collect(),
    };
    for (number, bytes) in numbers.iter().zip(&pieces) {
        tx.keep_answer(&ask.source, number, answered.status, &Piece { bytes, whole: &whole, is_part }, now)?;
    }
    Ok(())
}
