//! Why an ask brought no answer.

use std::error::Error;

use crate::model::{Outcome, with_causes};

/// Why there is no answer. Names hosts, never a whole address: a key may stand in one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// No connection: no network, no such host, refused, no handshake in time. The host was asked nothing.
    #[error("no connection: {0}")]
    Offline(String),
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
            WireError::PlainHttpSecret => Outcome::NeedsInput(self.to_string()),
            WireError::Offline(_) => Outcome::Unreached(self.to_string()),
            _ => Outcome::Unavailable(self.to_string()),
        }
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
