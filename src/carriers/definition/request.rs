//! How a source is asked.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde::Deserialize;

use super::{Alternatives, OutcomeRule, Pattern};
use crate::{
    carriers::{document_node::Format, place::Places},
    model::words,
};

words! {
    /// The method of a request.
    Method {
        /// GET.
        Get = "GET",
        /// POST.
        Post = "POST",
    }
}

/// How often a source may be asked, and how long and how much it may answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pace {
    /// Least time between two asks to the host.
    pub gap: SignedDuration,
    /// Least time between two asks for one number.
    pub floor: SignedDuration,
    /// Asks a day; 0 is no quota.
    pub per_day: u32,
    /// Numbers in one ask.
    pub batch: usize,
    /// Longest wait for an answer.
    pub timeout: SignedDuration,
    /// Longest answer.
    pub body_max: Bytes,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            gap: SignedDuration::from_secs(4),
            floor: SignedDuration::from_hours(6),
            per_day: 0,
            batch: 1,
            timeout: SignedDuration::from_secs(20),
            body_max: Bytes(2_000_000),
        }
    }
}

/// A size: `500kB`, `2MB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Bytes(pub u64);

impl TryFrom<String> for Bytes {
    type Error = String;

    fn try_from(text: String) -> Result<Bytes, String> {
        let fault = || format!("`{text}` is no size: write for example 500kB or 2MB");
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, unit) = text.split_at(split);
        let factor = match unit.trim() {
            "B" => 1,
            "kB" => 1_000,
            "MB" => 1_000_000,
            _ => return Err(fault()),
        };
        digits.parse::<u64>().ok().and_then(|count| count.checked_mul(factor)).map(Bytes).ok_or_else(fault)
    }
}

/// Something the user must give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secret {
    /// Where to get it, in English.
    pub from: String,
    /// Whether the source also answers without.
    #[serde(default)]
    pub optional: bool,
}

/// What a source calls carriers: the user may tell it whose a number is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarrierCodes {
    /// How a code looks.
    pub shape: Pattern,
    /// Where they are found, in English.
    pub from: String,
}

impl CarrierCodes {
    /// Whether a text looks like one.
    pub fn fits(&self, code: &str) -> bool {
        self.shape.regex().is_some_and(|it| it.find(code).is_some_and(|found| found.len() == code.len()))
    }
}

/// A request. Placeholders: `{number}`, `{numbers}`, `{secret.NAME}`, `{token}`, `{registered}`; `{carrier}` and `{postcode}`,
/// which the user may have given: without, the parameter, the header, the field or the member of an object is left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestSpec {
    /// GET, if nothing else is said.
    #[serde(default = "get")]
    pub method: Method,
    /// Scheme, host and path.
    pub url: String,
    /// After the `?`.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// Beside those every request has.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Two secrets, a name and a password, shown as HTTP's basic authentication.
    pub basic: Option<[String; 2]>,
    /// What is sent.
    pub body: Option<Body>,
    /// What `{numbers}` is made of, once per number.
    #[serde(default = "number")]
    pub each: String,
    /// And what stands between.
    #[serde(default = "comma")]
    pub join: String,
    /// The only hosts it may go to, by itself or by redirection.
    pub hosts: Vec<String>,
    /// How many redirections are followed.
    #[serde(default)]
    pub redirects: u8,
}

fn get() -> Method {
    Method::Get
}

fn number() -> String {
    "{number}".to_owned()
}

fn comma() -> String {
    ",".to_owned()
}

/// What a request sends, each escaped for what it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub enum Body {
    /// Form fields.
    Form(BTreeMap<String, String>),
    /// JSON as text; placeholders stand inside strings.
    Json(String),
    /// XML as text; placeholders stand in text or attributes.
    Xml(String),
    /// Plain text.
    Text(String),
}

/// A request before the others, whose answer holds something to show: a token, a visitor id, a cookie.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenSpec {
    /// How it is asked for.
    pub request: RequestSpec,
    /// What the answer is written in; without it the text itself is looked at, by `pattern`.
    pub format: Option<Format>,
    /// Where it stands.
    #[serde(default)]
    pub value: Alternatives,
    /// Where it stands in the text: the first group.
    pub pattern: Option<Pattern>,
    /// For how many seconds it holds.
    #[serde(default)]
    pub seconds: Alternatives,
    /// For how long it holds where the answer does not say.
    pub lasts: Option<SignedDuration>,
    /// Whether the answer's cookies are shown again.
    #[serde(default)]
    pub cookies: bool,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
}

/// A request once per number, before it can be asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterSpec {
    /// How.
    pub request: RequestSpec,
    /// What the answer is written in.
    pub format: Format,
    /// What speaks of one number; all places count.
    pub element: Option<Places>,
    /// Names the number.
    #[serde(default)]
    pub identity: Alternatives,
    /// What is kept of it.
    #[serde(default)]
    pub value: Alternatives,
    /// A second request, with what the first brought as `{registered}`, where the source must be told whose the number is.
    pub then: Option<RequestSpec>,
    /// Ways either can come out; `no-history` says that the source knew the number already.
    #[serde(default)]
    pub outcome: Vec<OutcomeRule>,
}
