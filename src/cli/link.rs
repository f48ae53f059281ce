//! `posylka link|unlink`: numbers of a parcel

use anyhow::bail;

use super::{list::after, output::Reply};
use crate::{
    app::App,
    carriers::numbers,
    model::{Act, LegKey, LegState},
};

pub(super) fn link(app: &mut App, parcel: &str, number: &str, carrier: Option<String>) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let number = app.parse_number(number)?;
    let carrier = match carrier {
        Some(carrier) => app.find_carrier(&carrier)?,
        None => match numbers::candidates_for(&app.setup.registry, &number, None).into_iter().next() {
            Some(candidate) => candidate.carrier,
            None => bail!(app.phrase("add-whose", &[("number", number.as_str().into())])),
        },
    };
    let others = app.store.reading(|tx| tx.find_by_number(&number))?;
    if let Some(other) = others.iter().find(|other| **other != id) {
        bail!(app.phrase("add-known", &[("number", number.as_str().into()), ("id", other.to_string().into())]));
    }
    app.act(id, Act::Linked { leg: LegKey { number, carrier } })?;
    after(app, &[id])
}

pub(super) fn unlink(app: &mut App, parcel: &str, number: &str) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let number = app.parse_number(number)?;
    let case = app.store.reading(|tx| tx.case(id))?;
    if !case.is_some_and(|case| case.legs.iter().any(|leg| leg.key.number == number && leg.state != LegState::Rejected))
    {
        bail!(app.phrase("unlink-none", &[("number", number.as_str().into())]));
    }
    app.act(id, Act::Unlinked { number })?;
    after(app, &[id])
}
