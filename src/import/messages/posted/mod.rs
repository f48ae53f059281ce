//! Messages as programs on a phone send them on: JSON, a form, a form in parts, or plain text. Each program names its fields
//! otherwise, people write the templates of most, and what a request says of its own kind is often wrong: so a body is looked
//! at, not believed. Which names there are is data: `[posted]` of `rules/messages.toml`.

mod fields;
mod form;
mod mended;
pub(super) mod names;
mod sent;

use jiff::civil::Date;

use self::fields::Gathered;
pub use self::{
    fields::{MOST, Posted},
    sent::Sent,
};
use super::{raw_message::decoded, wording::Wording};

/// The messages in a body of a kind (`Content-Type`), at most [`MOST`], and how many were left. `today` dates what names no
/// year.
pub fn read(wording: &Wording, kind: &str, body: &[u8], today: Date) -> (Vec<Posted>, usize) {
    let mut gathered = Gathered::new(wording, today);
    if let Some(pairs) = form::in_parts(kind, body) {
        gathered.pairs(pairs);
        return gathered.done();
    }
    let text = charset(kind, body);
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Some(values) = mended::json(text) {
        values.iter().for_each(|value| gathered.value(value));
        return gathered.done();
    }
    if let Some(pairs) = form::pairs(kind, text) {
        gathered.pairs(pairs);
    }
    if gathered.is_empty() && !text.is_empty() {
        gathered.plain(text);
    }
    gathered.done()
}

/// A body as text: by the charset it names, else by what its bytes are. Bytes that no text has are none.
fn charset(kind: &str, body: &[u8]) -> String {
    let named = kind.split(';').filter_map(|it| it.trim().split_once('=')).find(|(name, _)| *name == "charset");
    let named = named.and_then(|(_, value)| encoding_rs::Encoding::for_label(value.trim_matches('"').as_bytes()));
    match named.filter(|it| *it != encoding_rs::UTF_8) {
        Some(encoding) => encoding.decode(body).0.into_owned(),
        // Programs say UTF-8 whatever they send.
        None => decoded(body).unwrap_or_default(),
    }
}
