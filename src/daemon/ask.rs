//! One ask: the question, the one network await, and what came of it.

use jiff::Timestamp;

use super::{Setup, round::Ask};
use crate::{
    carriers::{
        self, Answered, Request, RequestError,
        request::{read_token, rebased, request, token_request},
    },
    config::Secret,
    model::{Number, Outcome, OutcomeKind},
    rules::pace,
    store::{StoreError, Tx},
    wire::{Wire, WireError},
};

/// What came of an ask for one number.
pub type Said = (Number, Outcome);

/// Sends it, after the one request for a token where the source wants one. Nothing of the parcels crosses the wire but
/// the numbers.
pub async fn send(setup: &Setup, wire: &Wire, ask: &Ask) -> Result<Answered, Fault> {
    let definition = setup.registry.source(&ask.source).ok_or(Fault::Gone)?;
    let settings = setup.config.source(&ask.source);
    let base = settings.and_then(|it| it.base_url.as_deref());
    let at = |request: Request| match base {
        Some(base) => rebased(&request, base).ok_or(Fault::Gone),
        None => Ok(request),
    };
    let exchange = wire.exchange(settings.and_then(|it| it.proxy.as_ref()).map(Secret::expose));
    let secrets = setup.secrets_of(&ask.source);
    let token = match token_request(definition, secrets).transpose()? {
        None => None,
        Some(request) => Some(read_token(definition, &exchange.ask(&at(request)?).await?).map_err(Fault::Token)?),
    };
    let request = request(definition, &ask.numbers, secrets, token.as_ref(), None)?;
    Ok(exchange.ask(&at(request)?).await?)
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The definition went away between booking and asking.
    #[error("the definition is gone or its base_url is none")]
    Gone,
    /// The question cannot be put.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// No token came.
    #[error("no token")]
    Token(Box<Outcome>),
    /// The network.
    #[error(transparent)]
    Wire(#[from] WireError),
}

impl Fault {
    fn outcome(&self) -> Outcome {
        match self {
            Fault::Gone => Outcome::Unavailable(self.to_string()),
            Fault::Request(RequestError::NeedsInput(what)) => Outcome::NeedsInput(what.clone()),
            Fault::Request(fault) => Outcome::Unavailable(fault.to_string()),
            Fault::Token(outcome) => (**outcome).clone(),
            Fault::Wire(fault) => fault.outcome(),
        }
    }
}

/// Reads it, number by number. Every number that was asked for has its outcome.
pub fn read(setup: &Setup, ask: &Ask, answered: &Result<Answered, Fault>) -> Vec<Said> {
    let outcome_of_all =
        |outcome: Outcome| ask.numbers.iter().map(|number| (number.clone(), outcome.clone())).collect();
    match (answered, setup.registry.source(&ask.source)) {
        (Ok(answered), Some(definition)) => carriers::read(&setup.registry, definition, &ask.numbers, answered),
        (Err(fault), _) => outcome_of_all(fault.outcome()),
        (Ok(_), None) => outcome_of_all(Outcome::Unavailable("its definition is gone".into())),
    }
}

/// Notes how the source is, leaves it alone for a while where it fails, and keeps the answer for a dossier or for
/// whoever mends the definition.
pub fn note(
    tx: &Tx<'_>,
    ask: &Ask,
    said: &[Said],
    answered: Option<&Answered>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let good = said.iter().find(|(_, outcome)| outcome.kind().answered());
    let Some((_, outcome)) = good.or(said.first()) else { return Ok(()) };
    tx.heard_from(&ask.source, outcome, now)?;
    let failures = tx.health()?.into_iter().find(|it| it.source == ask.source).map_or(0, |it| it.failures);
    if let Some(alone) = pace::leave_alone(outcome, failures) {
        tx.close_source(&ask.source, now.saturating_add(alone).unwrap_or(Timestamp::MAX))?;
    }
    let Some(answered) = answered else { return Ok(()) };
    for (number, outcome) in said {
        match outcome.kind() {
            OutcomeKind::Events | OutcomeKind::NoHistory | OutcomeKind::NotFound => {
                tx.keep_answer(&ask.source, number, answered.status, &answered.body, now)?;
            }
            OutcomeKind::Unreadable => {
                tx.keep_unreadable(&ask.source, number, answered.status, &answered.body, now)?;
            }
            _ => {}
        }
    }
    Ok(())
}
