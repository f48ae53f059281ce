//! The API: the forms of `--json` for programs, described by OpenAPI that is made of the code.

mod metrics;
mod parcels;
mod taken_in;

use axum::{extract::State, http::StatusCode, response::Response};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Description,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

pub(super) use self::{metrics::metrics, parcels::*, taken_in::*};
use super::{answer, site::Site};

/// What the API is, for programs that make a client of it.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "posylka",
        description = "Where parcels are, under which number, and what to do. The values are those of `posylka --json`: fields \
                       may be added and are never renamed. Sign in with `Authorization: Bearer TOKEN`; tokens are made on the \
                       page or by `posylka serve --token NAME`."
    ),
    paths(
        parcels::list,
        parcels::show,
        parcels::explain,
        parcels::dispute,
        parcels::add,
        parcels::deed,
        parcels::dispute_step,
        parcels::pickup,
        parcels::deadlines,
        parcels::status,
        taken_in::message,
        taken_in::orders
    ),
    security(("token" = []))
)]
struct Api;

/// How one signs in.
struct SignIn;

impl Modify for SignIn {
    fn modify(&self, described: &mut Description) {
        let components = described.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// The description.
pub fn described() -> Description {
    let mut described = Api::openapi();
    SignIn.modify(&mut described);
    described
}

pub(super) async fn openapi(State(_): State<Site>) -> Response {
    answer::json(StatusCode::OK, &described())
}
