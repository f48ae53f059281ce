//! `posylka link|unlink`: numbers of a parcel

use serde_json::json;

use super::{list::after, number::hints, output::Reply};
use crate::{
    app::{App, actions::link::Linked, find_parcel::NamedCarrier},
    model::{Number, ParcelId},
};

pub(super) fn link(
    app: &mut App,
    parcel: &str,
    number: &str,
    carrier: Option<String>,
    instead_of: Option<String>,
) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let number = app.parse_number(number)?;
    let carrier = carrier.map(|meant| app.find_whose(&meant)).transpose()?;
    let Some(wrong) = instead_of else { return attach(app, id, number, carrier) };
    let wrong = app.parse_number(&wrong)?;
    let linked = app.correct(id, &wrong, number, carrier)?;
    attached(app, id, &linked)
}

pub(super) fn attach(
    app: &mut App,
    id: ParcelId,
    number: Number,
    carrier: Option<NamedCarrier>,
) -> anyhow::Result<Reply> {
    let linked = app.link(id, number, carrier)?;
    attached(app, id, &linked)
}

fn attached(app: &mut App, id: ParcelId, linked: &Linked) -> anyhow::Result<Reply> {
    let mut reply = after(app, &[id])?;
    reply.text += &hints(&app.setup.phrases, &linked.number);
    reply.text = corrected(app, id, linked) + &reply.text;
    Ok(reply)
}

pub(super) fn unlink(app: &mut App, parcel: &str, number: &str, dry_run: bool) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let number = app.parse_number(number)?;
    if dry_run {
        let args = [("id", id.to_string().into()), ("number", number.as_str().into())];
        let text = app.phrase("unlink-would", &args);
        return Ok(Reply::new(text, json!({ "would_unlink": number.to_string(), "parcel": id.to_string() })));
    }
    app.unlink(id, number)?;
    after(app, &[id])
}

/// That a number took the place of one that was written wrong, a line.
pub(super) fn corrected(app: &App, id: ParcelId, linked: &Linked) -> String {
    let Some(wrong) = &linked.corrected else { return String::new() };
    let args = [
        ("id", id.to_string().into()),
        ("wrong", wrong.as_str().into()),
        ("right", linked.number.number.as_str().into()),
    ];
    app.phrase("link-corrected", &args) + "\n"
}
