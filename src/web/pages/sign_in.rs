//! Somebody comes by a link that signs nobody in.

use maud::Markup;

use super::layout;
use crate::text::Phrasebook;

/// The link is spent, too old, or none.
pub fn spent(phrases: &Phrasebook, base: &str) -> Markup {
    layout::outside(phrases, base, &phrases.label("web-link-spent"))
}
