//! How answers are read: outcomes, elements, rows, zones, linked numbers, facts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Alternatives, Pattern, Template};
use crate::{
    carriers::{
        document_node::Format,
        place::{Place, Places},
        time::TimeFormat,
        utc_offset::OffsetText,
    },
    model::OutcomeKind,
};

/// How an answer is read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What it is written in.
    pub format: Format,
    /// What of the text is the document: the first group.
    pub extract: Option<Pattern>,
    /// Is in every text that did not end early.
    pub complete: Option<Pattern>,
    /// What speaks of one number; all places count. Without them the whole document does.
    pub element: Option<Places>,
    /// Names the number an element speaks of. Every value of every alternative counts.
    #[serde(default)]
    pub identity: Alternatives,
    /// What it means when no element names the number.
    pub missing: Option<OutcomeKind>,
    /// What speaks of one scan; all places count. `a/b`, where `a` is a list, and, in HTML, `a >> b` go down to nested
    /// rows.
    pub rows: Places,
    /// So many rows make one scan; `+1/` looks into the next of them.
    #[serde(default = "one")]
    pub stride: usize,
    /// Codes of rows that say nothing about the parcel.
    #[serde(default)]
    pub drop: Vec<String>,
    /// Whether the answer lists the newest first, where its times do not tell.
    #[serde(default)]
    pub newest_first: bool,
    /// The source's code. The first alternative a table knows counts; one that is not the first still complains.
    #[serde(default)]
    pub code: Alternatives,
    /// Whether codes are compared letter by letter; without it blanks and case do not count.
    #[serde(default)]
    pub exact_codes: bool,
    /// The source's words.
    #[serde(default)]
    pub text: Alternatives,
    /// Where.
    #[serde(default)]
    pub place: Alternatives,
    /// Why, where it is not the code that says so.
    #[serde(default)]
    pub reason: Alternatives,
    /// When.
    pub time: Alternatives,
    /// How times are written, tried in this order.
    pub time_format: Vec<TimeFormat>,
    /// Where a certain offset comes from; the first that holds counts.
    #[serde(default)]
    pub zone: Vec<ZoneRule>,
    /// The number a scan was made under.
    #[serde(default)]
    pub number: Alternatives,
    /// The carrier that made it.
    #[serde(default)]
    pub carrier: Alternatives,
    /// Where the newest state stands beside the list.
    pub latest: Option<Latest>,
}

/// Where an answer says the newest state beside its list of scans. It counts where the list does not say it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Latest {
    /// A piece of the element that is read like a row.
    pub row: Option<Places>,
    /// Without such a piece: the code, below the element.
    pub code: Alternatives,
    /// The words.
    pub text: Alternatives,
    /// Where.
    pub place: Alternatives,
    /// When; a final state is kept without it.
    pub time: Alternatives,
}

fn one() -> usize {
    1
}

/// One source of a certain offset: exactly one of `place`, `zone`, `country`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneRule {
    /// A field of the row: `GMT+8`, `+03:00`, `Europe/Riga`, or what a `map` makes such.
    pub place: Option<Alternatives>,
    /// The source's own clock: an IANA name or an offset.
    pub zone: Option<String>,
    /// A field of the row that names a country; certain where the country has one zone.
    pub country: Option<Alternatives>,
    /// Only for scans with these codes.
    #[serde(default)]
    pub codes: Vec<String>,
    /// An offset that says nothing on some scans.
    pub distrust: Option<Distrust>,
}

/// An offset that says nothing on some scans.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distrust {
    /// Which offset.
    pub offset: OffsetText,
    /// On which scans.
    pub codes: Vec<String>,
}

/// One way an answer can come out. All of its conditions hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRule {
    /// What came out.
    pub kind: OutcomeKind,
    /// HTTP statuses; empty is any.
    #[serde(default)]
    pub http: Vec<u16>,
    /// Is in the text.
    pub raw: Option<Pattern>,
    /// Is in a header.
    pub header: Option<Header>,
    /// Hold in the document, or, where answers have elements and `element` is set, in the element.
    #[serde(default, rename = "where")]
    pub places: Vec<Condition>,
    /// Whether the places are looked for in the element.
    #[serde(default)]
    pub element: bool,
    /// How the source says so: a template of places.
    pub says: Option<Template>,
    /// Which secret is missing, for `needs-input`.
    pub needs: Option<String>,
    /// Whether the number must be registered again.
    #[serde(default)]
    pub again: bool,
}

/// A pattern in a header.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name, in any case.
    pub name: String,
    /// What is in it.
    pub pattern: Pattern,
}

/// What holds of a place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Which place.
    pub place: Place,
    /// Any value is one of these.
    #[serde(default)]
    pub is: Vec<String>,
    /// Any value has this in it.
    pub matches: Option<Pattern>,
    /// It is there at all, or is not; `null` is not.
    pub present: Option<bool>,
    /// It is named, be it with `null`, or is not.
    pub named: Option<bool>,
}

/// Places that name another number: in fields (`number`) or in the texts of scans (`text`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkedPlaces {
    /// Fields of the element.
    #[serde(default)]
    pub number: Alternatives,
    /// The carrier beside it.
    #[serde(default)]
    pub carrier: Alternatives,
    /// Found in the text of a scan: the first group.
    pub text: Option<Pattern>,
    /// Only in scans with these codes; empty is any.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Texts in which, and values for which, it does not count.
    pub exclude: Option<Pattern>,
}

/// Places that name facts.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FactPlaces {
    /// With `unit`: g, kg, lb or oz; grams without.
    pub weight: Alternatives,
    /// A country by code, number or English name.
    pub origin: Alternatives,
    /// A country by code, number or English name.
    pub destination: Alternatives,
    /// Of the recipient.
    pub postcode: Alternatives,
    /// A date.
    pub promised_by: Alternatives,
    /// A date.
    pub hold_until: Alternatives,
    /// Days after a scan with the code.
    pub hold_days: BTreeMap<String, u16>,
    /// How the dates are written.
    pub date_format: Vec<TimeFormat>,
    /// The service.
    pub service: Alternatives,
    /// Mapped to `kept`, `replaced`, `ends`.
    pub flow: Alternatives,
    /// The carrier of the last mile.
    pub last_mile: Alternatives,
}
