//! Parcels by the API: seen and changed as by the page.

use std::str::FromStr;

use axum::{
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::{
        App, Refusal,
        views::{
            self,
            deadlines::Deadlines,
            dispute::DisputeAdvice,
            explanation::Explanation,
            list::{Sort, Wanted},
            listed_parcel::ParcelView,
            parcel::ParcelDetails,
            pickup::Waiting,
            status::Status,
        },
    },
    model::ShopId,
    web::{
        adding::{self, Came},
        answer,
        deeds::{self, Deed},
        fields::Fields,
        look,
        reader::Reader,
        site::Site,
    },
};

/// Which parcels.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes what `Fields` reads")]
pub struct ListAsked {
    /// Those that came to their end long ago too, and archived ones.
    all: Option<bool>,
    /// At one of these stages, with commas between them.
    stage: Option<String>,
    /// With one of these flags, with commas between them.
    flag: Option<String>,
    /// With an order of this shop.
    shop: Option<String>,
    /// Words that each stand in its title, numbers, carriers, orders or sellers.
    q: Option<String>,
    /// `added`, `need` (what needs the user first) or `news` (the latest scan first).
    sort: Option<String>,
    /// So many are passed over.
    skip: Option<usize>,
    /// At most so many.
    limit: Option<usize>,
}

/// Parcels at a glance, the oldest first.
#[utoipa::path(get, path = "/api/v1/parcels", params(ListAsked), responses((status = 200, body = Vec<ParcelView>)))]
pub(in crate::web) async fn list(State(site): State<Site>, reader: Reader, RawQuery(query): RawQuery) -> Response {
    let asked = Fields::of_pairs(query.unwrap_or_default().as_bytes());
    answered(&site, &reader, |app| Ok(views::list::list(app, &chosen(&asked)?)?.parcels))
}

/// Which parcels are asked for.
pub(in crate::web) fn chosen(asked: &Fields) -> Result<Wanted, Refusal> {
    let all = matches!(asked.text("all"), "true" | "1" | "yes" | "on");
    let figure = |name: &str| asked.text(name).parse::<usize>().ok();
    Ok(Wanted {
        stages: words(asked, "stage")?,
        flags: words(asked, "flag")?,
        shop: asked.given("shop").map(ShopId::from),
        text: asked.text("q").to_owned(),
        sort: words(asked, "sort")?.first().copied().unwrap_or(Sort::Added),
        skip: figure("skip").unwrap_or(0),
        limit: figure("limit"),
        ..Wanted::every(all)
    })
}

/// The words of a field, with commas between them.
fn words<T: FromStr>(asked: &Fields, name: &'static str) -> Result<Vec<T>, Refusal> {
    let parse = |word: &str| {
        let wrong = || Refusal::new("web-wrong-word").with("field", name).with("text", word.to_owned());
        word.trim().parse().map_err(|_| wrong())
    };
    asked.given(name).map_or(Ok(Vec::new()), |text| text.split(',').map(parse).collect())
}

/// Everything about a parcel: what `posylka show` prints.
#[utoipa::path(get, path = "/api/v1/parcels/{id}", params(("id" = String, Path, description = "Its id, a number of it, or a piece of its title")), responses((status = 200, body = ParcelDetails)))]
pub(in crate::web) async fn show(State(site): State<Site>, reader: Reader, Path(id): Path<String>) -> Response {
    answered(&site, &reader, |app| {
        let id = app.parcel_at(&id)?;
        views::parcel::details(app, id)
    })
}

/// Why its verdict is what it is, and where it stands in its norm.
#[utoipa::path(get, path = "/api/v1/parcels/{id}/explain", params(("id" = String, Path, description = "Its id")), responses((status = 200, body = Explanation)))]
pub(in crate::web) async fn explain(State(site): State<Site>, reader: Reader, Path(id): Path<String>) -> Response {
    answered(&site, &reader, |app| {
        let id = app.parcel_at(&id)?;
        views::explanation::explanation(app, id)
    })
}

/// What to do at the shop, with the texts for it.
#[utoipa::path(get, path = "/api/v1/parcels/{id}/dispute", params(("id" = String, Path, description = "Its id")), responses((status = 200, body = DisputeAdvice)))]
pub(in crate::web) async fn dispute(State(site): State<Site>, reader: Reader, Path(id): Path<String>) -> Response {
    answered(&site, &reader, |app| {
        let id = app.parcel_at(&id)?;
        app.dispute(id)
    })
}

/// What is to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[expect(dead_code, reason = "it describes what `Fields` reads")]
pub struct ToAdd {
    /// Numbers, links, a message, a list of orders: whatever there is.
    text: String,
    /// Whose message it is, where that is known.
    parcel: Option<String>,
    /// What it is called.
    name: Option<String>,
    /// Whose the numbers are; recognised without it.
    carrier: Option<String>,
    shop: Option<String>,
    order: Option<String>,
    seller: Option<String>,
    price: Option<String>,
    /// Days as 2026-02-28.
    ordered: Option<String>,
    shipped: Option<String>,
    promised: Option<String>,
    protection_ends: Option<String>,
    postcode: Option<String>,
}

/// Adds whatever is sent: what it is, is found out. What is watched already is told too, and is no error.
#[utoipa::path(post, path = "/api/v1/parcels", request_body = ToAdd, responses((status = 200, body = Came)))]
pub(in crate::web) async fn add(State(site): State<Site>, reader: Reader, body: Bytes) -> Response {
    let mut new = Vec::new();
    let done = answered(&site, &reader, |app| {
        let fields = sent(&body)?;
        let pasted = adding::add(app, &fields)?;
        new = adding::new_parcels(&pasted);
        adding::came(app, pasted)
    });
    look::soon(&site, &new);
    done
}

/// What a deed needs; each field as the form of the page has it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Sent(#[expect(dead_code, reason = "it describes what `Fields` reads")] serde_json::Map<String, Value>);

/// Does something to a parcel: `received`, `not-received`, `problem`, `event`, `link`, `unlink`, `join`, `dispute`, `draft`,
/// `edit`, `refresh`, `mute`, `unmute`, `archive`, `remove`, `undo`, with the fields of the page's forms.
#[utoipa::path(post, path = "/api/v1/parcels/{id}/{deed}", params(("id" = String, Path, description = "Its id"), ("deed" = Deed, Path, description = "What is done")), request_body = Sent, responses((status = 200, body = Vec<ParcelView>)))]
pub(in crate::web) async fn deed(
    State(site): State<Site>,
    reader: Reader,
    Path((id, deed)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let mut looks = None;
    let done = answered(&site, &reader, |app| {
        let fields = sent(&body)?;
        let deed = deeds::named(&deed)?;
        let id = if deed == Deed::Undo { app.parcel_or_removed_at(&id)? } else { app.parcel_at(&id)? };
        deeds::act(app, id, deed, &fields)?;
        looks = deeds::looks(deed).then_some(id);
        Ok(views::list::only(app, &[id])?)
    });
    look::soon(&site, looks.as_slice());
    done
}

/// Tells what happened with a claim.
#[utoipa::path(post, path = "/api/v1/parcels/{id}/dispute", params(("id" = String, Path, description = "Its id")), request_body = Sent, responses((status = 200, body = Vec<ParcelView>)))]
pub(in crate::web) async fn dispute_step(
    site: State<Site>,
    reader: Reader,
    Path(id): Path<String>,
    body: Bytes,
) -> Response {
    deed(site, reader, Path((id, "dispute".to_owned())), body).await
}

/// What waits to be collected.
#[utoipa::path(get, path = "/api/v1/pickup", responses((status = 200, body = Vec<Waiting>)))]
pub(in crate::web) async fn pickup(State(site): State<Site>, reader: Reader) -> Response {
    answered(&site, &reader, |app| Ok(views::pickup::pickup(app)?))
}

/// The days that must not be missed.
#[utoipa::path(get, path = "/api/v1/deadlines", responses((status = 200, body = Deadlines)))]
pub(in crate::web) async fn deadlines(State(site): State<Site>, reader: Reader) -> Response {
    answered(&site, &reader, |app| Ok(views::deadlines::deadlines(app)?))
}

/// How it stands: who watches, what needs somebody, how sources and channels do.
#[utoipa::path(get, path = "/api/v1/status", responses((status = 200, body = Status)))]
pub(in crate::web) async fn status(State(site): State<Site>, reader: Reader) -> Response {
    let daemon = site.daemon();
    answered(&site, &reader, |app| Ok(views::status::status(app, daemon)?))
}

/// The value, or why there is none.
fn answered<T: Serialize>(site: &Site, reader: &Reader, make: impl FnOnce(&mut App) -> anyhow::Result<T>) -> Response {
    let made = site.for_reader(reader, |app| {
        Ok(match make(app) {
            Ok(value) => answer::json(StatusCode::OK, &value),
            Err(fault) => answer::failed_api(app, &fault),
        })
    });
    made.unwrap_or_else(|fault| answer::broken(&fault))
}

/// The fields of a JSON object; nothing sent is an object without fields.
fn sent(body: &[u8]) -> Result<Fields, Refusal> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Fields::default());
    }
    let object = serde_json::from_slice(body).map_err(|_| Refusal::new("web-no-json"))?;
    Ok(Fields::of_object(object))
}
