//! Why an ask brought no answer.

use std::{error::Error, io};

use tokio_rustls::rustls;

use super::public_names::{Private, Unknown};
use crate::model::{Outcome, with_causes};

/// Why there is no answer. Names hosts, never a whole address: a key may stand in one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// No connection: no network, no such host, refused, no handshake in time. The host was asked nothing.
    #[error("no connection: {0}")]
    Offline(String),
    /// Nobody knows an address of the host.
    #[error("no address is known for {0}")]
    NoName(String),
    /// The connection broke off before an answer began.
    #[error("the connection broke off: {0}")]
    BrokeOff(String),
    /// No whole answer within the time given.
    #[error("no answer in time")]
    TimedOut,
    /// The body is longer than the definition allows.
    #[error("the answer is longer than {max} bytes")]
    TooLarge {
        /// The definition's `body_max`.
        max: u64,
    },
    /// The certificate is none that is trusted: the site has a root of its own, or somebody sits in between.
    #[error("the certificate of {host} is not trusted: {why}")]
    Untrusted {
        /// The host.
        host: String,
        /// What is wrong with it.
        why: String,
    },
    /// The host stands on this machine or in a private network, and the user did not choose it.
    #[error("{0} leads to no public address; only what [carriers.ID] base_url names may be private")]
    Private(String),
    /// The file of roots cannot be used.
    #[error("the file of certificates cannot be used: {0}; it holds PEM: -----BEGIN CERTIFICATE-----")]
    Roots(String),
    /// A host that is none of the definition's.
    #[error("{0} is none of the definition's hosts")]
    ForbiddenHost(String),
    /// A redirect to something that is not HTTP, or from https to http.
    #[error("redirected to {0}:, which is not followed")]
    ForbiddenScheme(String),
    /// More redirects than are followed: most often a circle.
    #[error("redirected too often")]
    Circle,
    /// The test clock is set and the host is not this machine.
    #[error("{0} is not this machine: while the test clock is set nothing else is asked")]
    NotLoopback(String),
    /// A secret would travel in the clear.
    #[error("a secret is only sent over https; use an https address, or a loopback one")]
    PlainHttpSecret,
    /// The proxy cannot be used.
    #[error("the proxy cannot be used: {0}; write for example socks5://127.0.0.1:1080")]
    Proxy(String),
    /// The definition makes a request that cannot be sent.
    #[error("this request cannot be sent: {0}")]
    Malformed(String),
}

impl WireError {
    /// What the rules are told of it.
    pub fn outcome(&self) -> Outcome {
        match self {
            WireError::TooLarge { .. } | WireError::Malformed(_) => Outcome::Unreadable(self.to_string()),
            WireError::PlainHttpSecret | WireError::Roots(_) => Outcome::NeedsInput(self.to_string()),
            WireError::Offline(_) | WireError::NoName(_) => Outcome::Unreached(self.to_string()),
            _ => Outcome::Unavailable(self.to_string()),
        }
    }
}

impl WireError {
    /// Whether no connection came about, so that nobody heard anything of us.
    pub fn asked_nobody(&self) -> bool {
        self.nobody_there() || matches!(self, WireError::Untrusted { .. } | WireError::Private(_))
    }

    /// Whether there was nobody to connect to: it may be our own connection.
    pub fn nobody_there(&self) -> bool {
        matches!(self, WireError::Offline(_) | WireError::NoName(_))
    }

    /// What happened on the way to a host.
    pub(super) fn of(error: reqwest::Error, host: &str) -> WireError {
        let named = causes(&error).find_map(|it| told_by_name(it, host));
        named.unwrap_or_else(|| error.into())
    }
}

/// Faults that are told by what they are, not by where they came up.
fn told_by_name(cause: &(dyn Error + 'static), host: &str) -> Option<WireError> {
    if cause.is::<Private>() {
        return Some(WireError::Private(host.to_owned()));
    }
    if cause.is::<Unknown>() {
        return Some(WireError::NoName(host.to_owned()));
    }
    match cause.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(why) => Some(WireError::Untrusted {
            host: host.to_owned(),
            why: rustls::Error::InvalidCertificate(why.clone()).to_string(),
        }),
        _ => None,
    }
}

/// An error and all that is inside it. What an [`io::Error`] holds is no cause of it for the standard library.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |it| inside(*it))
}

fn inside<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(held) => Some(held),
        None => error.source(),
    }
}

impl From<reqwest::Error> for WireError {
    fn from(error: reqwest::Error) -> WireError {
        let (connecting, late, malformed) = (error.is_connect(), error.is_timeout(), error.is_builder());
        let error = error.without_url();
        match () {
            () if connecting => WireError::Offline(innermost(&error)),
            () if late => WireError::TimedOut,
            () if malformed => WireError::Malformed(with_causes(&error, &[])),
            () => WireError::BrokeOff(innermost(&error)),
        }
    }
}

/// What the system said, without the layers it came through.
fn innermost(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(cause) = innermost.source() {
        innermost = cause;
    }
    innermost.to_string()
}
