//! Who asks, from where, and in which language they read.

use std::net::IpAddr;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
};

use super::{reader::Reader, site::Site};
use crate::model::{Lang, PersonId};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Visitor {
    /// Stands in every form that is shown to them.
    pub form: String,
    /// Which session it is; none where a proxy vouches.
    pub session: Option<i64>,
    /// Who they are; nobody in particular where they see what is the whole house's.
    pub person: Option<PersonId>,
}

/// Where a request comes from.
#[derive(Debug, Clone)]
pub(super) struct Comes {
    /// The address of who asks.
    pub from: IpAddr,
    /// Whether the browser speaks https.
    pub https: bool,
    /// The host the browser asked for.
    pub host: String,
}

impl Comes {
    /// Where the browser finds the page: as it is known from outside, else as this browser has found it.
    pub fn home(&self, site: &Site) -> String {
        let scheme = if self.https { "https" } else { "http" };
        site.settings().url.clone().unwrap_or_else(|| format!("{scheme}://{}", self.host))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Comes {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Comes, StatusCode> {
        parts.extensions.get().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Reader {
    /// Reads the language of the person, else of the configuration; else the first that the browser asks for and we speak;
    /// else that of this machine.
    pub fn of(site: &Site, headers: &HeaderMap, person: Option<PersonId>) -> Reader {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        let set = site.language(person.as_ref());
        Reader { lang: set.unwrap_or_else(|| asked_for(wanted).unwrap_or_else(|| site.own_language())), person }
    }
}

fn asked_for(wanted: &str) -> Option<Lang> {
    wanted.split(',').find_map(|it| match it.trim().get(..2)?.to_ascii_lowercase().as_str() {
        "ru" => Some(Lang::Ru),
        "en" => Some(Lang::En),
        _ => None,
    })
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, StatusCode> {
        // Only who came in by the guard has one.
        parts.extensions.get().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_first_language_we_speak() {
        assert_eq!(asked_for("de-DE, ru;q=0.8, en;q=0.7"), Some(Lang::Ru));
        assert_eq!(asked_for("en-GB,ru"), Some(Lang::En));
        assert_eq!((asked_for("de"), asked_for("")), (None, None));
    }
}
