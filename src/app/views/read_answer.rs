//! What an answer of a source says, read as the daemon would read it.

use anyhow::bail;
use serde::Serialize;
use utoipa::ToSchema;

use super::listed_parcel::PlainEvent;
use crate::{
    app::{Refusal, Setup},
    carriers::{self, Answered, Definition},
    model::{Complaint, Facts, Linked, Number, Outcome, OutcomeKind, clean},
};

/// What an answer says of one number.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadAnswer {
    pub outcome: OutcomeKind,
    pub number: Number,
    pub detail: String,
    /// Oldest first.
    pub events: Vec<PlainEvent>,
    /// Other numbers it names; the one that was asked for is never among them.
    pub numbers: Vec<NamedNumber>,
    pub facts: Facts,
    pub complaints: Vec<Complaint>,
}

/// Another number that an answer names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedNumber {
    pub number: Number,
    /// Where in the answer it stands.
    pub from: String,
    /// Whose it may be.
    pub carrier: Option<String>,
}

/// Reads an answer that came with this HTTP status. Without a number it is read for the only one it names.
pub fn read_answer(
    setup: &Setup,
    definition: &Definition,
    body: &[u8],
    number: Option<Number>,
    http: u16,
) -> anyhow::Result<ReadAnswer> {
    let number = match number {
        Some(number) => number,
        None => only_number(definition, body)?,
    };
    let answered = Answered::whole(http, body);
    let said = carriers::read(&setup.registry, definition, std::slice::from_ref(&number), &answered);
    let Some((_, outcome)) = said.into_iter().next() else { bail!("the answer was not read") };
    Ok(ReadAnswer::of(number, &outcome))
}

/// The number the answer itself names. Where it names none, any will do: nothing in it depends on the number.
fn only_number(definition: &Definition, body: &[u8]) -> anyhow::Result<Number> {
    match carriers::numbers_in(definition, body).as_slice() {
        [only] => Ok(only.clone()),
        [] => Ok(Number::new("0000")?),
        several => {
            let list: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Refusal::new("carrier-batch").with("numbers", list.join(", ")).into())
        }
    }
}

impl ReadAnswer {
    fn of(number: Number, outcome: &Outcome) -> ReadAnswer {
        let heard = outcome.heard().cloned().unwrap_or_default();
        ReadAnswer {
            outcome: outcome.kind(),
            number,
            detail: clean(outcome.detail()),
            events: heard.events.iter().map(PlainEvent::of).collect(),
            numbers: heard.numbers.into_iter().map(NamedNumber::of).collect(),
            facts: heard.facts,
            complaints: heard.complaints,
        }
    }
}

impl NamedNumber {
    fn of(named: Linked) -> NamedNumber {
        let likeliest = named.candidates.first().map(|it| it.carrier.to_string());
        NamedNumber { number: named.number, from: named.from, carrier: likeliest.or(named.carrier) }
    }
}
