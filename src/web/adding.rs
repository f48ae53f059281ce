//! Whatever is pasted or sent becomes parcels, with what is said of the purchase.

use serde::Serialize;
use utoipa::ToSchema;

use super::fields::Fields;
use crate::{
    app::{
        App,
        actions::{add::Purchase, ingest::AboutMessage, paste::Pasted},
        typed,
        views::{
            imported::{Imported, WhatChanged},
            ingested::Ingested,
            list,
            listed_parcel::ParcelView,
        },
    },
    model::ParcelId,
};

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Came {
    /// The parcels that are there now, new or not.
    pub parcels: Vec<ParcelView>,
    /// What a message said.
    pub message: Option<Ingested>,
    /// What became of a list of orders.
    pub orders: Option<Imported>,
    /// What was passed over, a sentence each.
    pub passed: Vec<String>,
}

/// Adds what stands in the fields of a form.
pub(super) fn add(app: &mut App, fields: &Fields) -> anyhow::Result<Pasted> {
    if let Some(meant) = fields.given("parcel") {
        // The person says whose message it is.
        let about = AboutMessage { parcel: Some(app.find_parcel(meant)?), ..AboutMessage::default() };
        let ingested = app.ingest("", fields.text("text").as_bytes(), &about)?;
        return Ok(Pasted::Message(ingested, Vec::new()));
    }
    let purchase = purchase(app, fields)?;
    app.paste(fields.text("text"), &purchase)
}

/// The parcels nobody has asked for yet.
pub(super) fn new_parcels(pasted: &Pasted) -> Vec<ParcelId> {
    match pasted {
        Pasted::Numbers(added) => {
            added.parcels.iter().chain(added.corrected.iter().map(|(id, _)| id)).copied().collect()
        }
        Pasted::Message(_, new) => new.clone(),
        Pasted::Orders(imported) => parcels_of(imported),
    }
}

/// The parcels of orders that nobody watched before.
pub(super) fn parcels_of(imported: &Imported) -> Vec<ParcelId> {
    let new = imported.changes.iter().filter(|it| it.what == WhatChanged::New);
    new.filter_map(|it| it.parcel.as_ref()?.parse().ok()).map(ParcelId).collect()
}

/// What came of it, as a value.
pub(super) fn came(app: &mut App, pasted: Pasted) -> anyhow::Result<Came> {
    let mut came = Came { parcels: Vec::new(), message: None, orders: None, passed: Vec::new() };
    match pasted {
        Pasted::Numbers(added) => {
            let corrected = added.corrected.iter().map(|(id, _)| id);
            let ids: Vec<ParcelId> = added.parcels.iter().chain(corrected).chain(&added.known).copied().collect();
            came.parcels = list::only(app, &ids)?;
            let phrases = &app.setup.phrases;
            came.passed = added.passed.iter().chain(&added.near).map(|it| it.in_words(phrases)).collect();
        }
        Pasted::Message(message, new) => {
            came.parcels = list::only(app, &new)?;
            came.message = Some(message);
        }
        Pasted::Orders(imported) => came.orders = Some(imported),
    }
    Ok(came)
}

/// What a form says of a purchase.
fn purchase(app: &App, fields: &Fields) -> anyhow::Result<Purchase> {
    let day = |name: &str| fields.given(name).map(|text| app.typed_day(text)).transpose();
    Ok(Purchase {
        title: fields.given("name").map(typed::title).transpose()?,
        carrier: fields.given("carrier").map(|meant| app.find_whose(meant)).transpose()?,
        to_forwarder: fields.ticked("to_forwarder"),
        shop: app.find_shop(fields.given("shop"))?,
        seller: fields.given("seller").map(typed::title).transpose()?,
        order: fields.given("order").map(typed::order).transpose()?,
        price: fields.given("price").map(typed::sum).transpose()?,
        ordered: day("ordered")?,
        shipped: day("shipped")?,
        promised: day("promised")?,
        protection_ends: day("protection_ends")?,
        sure: fields.ticked("sure"),
        postcode: fields.given("postcode").map(typed::postcode).transpose()?.flatten(),
    })
}
