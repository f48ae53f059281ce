//! What a request is made of and what it is when it is ready.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use crate::carriers::definition::Method;

/// What the user gave for one source, by name.
pub type Secrets = BTreeMap<String, String>;

/// A request ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// GET or POST.
    pub method: Method,
    /// Complete, escaped.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Option<String>,
    /// The only hosts it may go to.
    pub hosts: Vec<String>,
    /// How many redirections are followed.
    pub redirects: u8,
    /// Longest wait.
    pub timeout: SignedDuration,
    /// Longest answer, in bytes.
    pub body_max: u64,
    /// Whether a secret or a token travels in it.
    pub secret: bool,
    /// Whether the user said where it goes: only then may that be this machine or a private network.
    pub chosen: bool,
}

impl std::fmt::Debug for Request {
    /// Never shows what may hold a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let url = if self.secret { "(holds a secret)" } else { &self.url };
        f.debug_struct("Request").field("method", &self.method).field("url", &url).finish_non_exhaustive()
    }
}

/// Why no request can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The user must give this first.
    #[error("`{0}` is needed")]
    NeedsInput(String),
    /// The source has only a page.
    #[error("this source cannot be asked, it has only a page")]
    LinkOnly,
    /// A token must be asked for first.
    #[error("a token is needed first")]
    NeedsToken,
    /// The number must be registered first.
    #[error("the number must be registered first")]
    NeedsRegister,
}

/// What a token request brought.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// Shown as `{token}`.
    pub value: String,
    /// For how long it holds; for this run of the program where nobody says.
    pub lasts: Option<SignedDuration>,
    /// Names and values to show again.
    pub cookies: Vec<(String, String)>,
}

impl std::fmt::Debug for Token {
    /// Never shows the value.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token").field("lasts", &self.lasts).finish_non_exhaustive()
    }
}

impl Token {
    pub(super) fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}
