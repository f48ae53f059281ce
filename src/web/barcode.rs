//! A number as bars, to be read at the counter.

use code128::Code128;
use maud::{Markup, html};

/// How high the bars are, in modules.
const HEIGHT: usize = 60;

/// The number as a barcode; nothing where it has signs that no barcode takes. Dark on light whatever the page is: readers want
/// it so.
pub(super) fn code_128(number: &str, label: &str) -> Option<Markup> {
    if number.is_empty() || !number.bytes().all(|it| it.is_ascii_graphic()) {
        return None;
    }
    let code = Code128::encode(number.as_bytes());
    let (width, height) = (code.len(), HEIGHT);
    Some(html! {
        svg.barcode role="img" aria-label=(label) viewBox={ "0 0 " (width) " " (height) } preserveAspectRatio="none" shape-rendering="crispEdges" {
            rect width=(width) height=(height) fill="#fff" {}
            @for bar in code.bar_coordinates() { rect x=(bar.x) width=(bar.width) height=(height) fill="#000" {} }
        }
    })
}
