//! The API: the forms of `--json` for programs, described by OpenAPI that is made of the code.

mod metrics;
mod parcels;
mod taken_in;

use axum::{extract::State, http::StatusCode, response::Response};
use utoipa::{
    Modify, OpenApi, PartialSchema, ToSchema,
    openapi::{
        Content, OpenApi as Description, Ref, ResponseBuilder,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

pub(super) use self::{metrics::metrics, parcels::*, taken_in::*};
use super::{
    answer::{self, ApiError},
    site::Site,
};

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

/// What every operation has: how one signs in, and why nothing may come of it.
struct OfEach;

/// Why nothing may come of an operation, by status.
const REFUSALS: [(&str, &str); 6] = [
    ("400", "It is no request: a header or a parameter is not what it should be"),
    ("401", "Nobody knows this token"),
    ("403", "The token does not allow this"),
    ("404", "There is no such parcel"),
    ("422", "It cannot be done, or a field is not what it should be: `message` says which and the cure"),
    ("429", "Too many tries with wrong tokens from this address"),
];

impl Modify for OfEach {
    fn modify(&self, described: &mut Description) {
        let components = described.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        components.schemas.insert(ApiError::name().into_owned(), ApiError::schema());
        let paths = described.paths.paths.values_mut();
        let operations = paths.flat_map(|it| [&mut it.get, &mut it.post]).flatten();
        for operation in operations {
            for (status, why) in REFUSALS {
                let content = Content::new(Some(Ref::from_schema_name(ApiError::name())));
                let response = ResponseBuilder::new().description(why).content("application/json", content);
                operation.responses.responses.insert(status.to_owned(), response.build().into());
            }
        }
    }
}

/// The description.
pub fn described() -> Description {
    let mut described = Api::openapi();
    OfEach.modify(&mut described);
    described
}

pub(super) async fn openapi(State(_): State<Site>) -> Response {
    answer::json(StatusCode::OK, &described())
}
