//! `posylka link|unlink`: numbers of a parcel

use super::{list::after, output::Reply};
use crate::app::App;

pub(super) fn link(app: &mut App, parcel: &str, number: &str, carrier: Option<String>) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let number = app.parse_number(number)?;
    let carrier = carrier.map(|meant| app.find_whose(&meant)).transpose()?;
    app.link(id, number, carrier)?;
    after(app, &[id])
}

pub(super) fn unlink(app: &mut App, parcel: &str, number: &str) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let number = app.parse_number(number)?;
    app.unlink(id, number)?;
    after(app, &[id])
}
