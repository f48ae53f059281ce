//! One question to a source and what came back: the plain values that cross the network.

use std::fmt;

use jiff::SignedDuration;

/// How a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Asks for a page.
    Get,
    /// Sends a body.
    Post,
}

/// One request, ready to be sent.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Whole address, query and all.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Option<String>,
    /// The only hosts it may go to.
    pub hosts: Vec<String>,
    /// How many redirections are followed.
    pub redirects: u8,
    /// The whole exchange takes no longer.
    pub timeout: SignedDuration,
    /// The answer is no longer than this, in bytes, after decompression.
    pub body_max: u64,
    /// Whether a secret of the user travels in it.
    pub secret: bool,
}

impl fmt::Debug for Request {
    /// Without what may hold a secret: the query, the headers' values, the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("Request").field("method", &self.method).field("path", &path).finish_non_exhaustive()
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body in UTF-8 where a charset was named, else as it came.
    pub body: Vec<u8>,
    /// The connection ended before the body did.
    pub ended_early: bool,
}
