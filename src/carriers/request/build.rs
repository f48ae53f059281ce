//! A request put together of its description and its values.

use super::{
    fill::{Filling, Values},
    value::{Request, RequestError},
};
use crate::carriers::definition::{Definition, RequestSpec};

pub(super) fn build(definition: &Definition, spec: &RequestSpec, values: &Values<'_>) -> Result<Request, RequestError> {
    if let Some((name, _)) =
        definition.secrets.iter().find(|(name, secret)| !secret.optional && !values.secrets.contains_key(*name))
    {
        return Err(RequestError::NeedsInput(name.clone()));
    }
    let mut filling = Filling::new(spec, values);
    let url = filling.url()?;
    let mut headers = filling.headers()?;
    let (kind, body) = filling.body()?.unzip();
    let said = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    headers.extend(kind.filter(|_| !said).map(|kind: &str| ("Content-Type".to_owned(), kind.to_owned())));
    Ok(Request {
        method: spec.method,
        url,
        headers,
        body,
        hosts: spec.hosts.clone(),
        redirects: spec.redirects,
        timeout: definition.pace.timeout,
        body_max: definition.pace.body_max.0,
        secret: filling.secret,
        chosen: false,
    })
}
