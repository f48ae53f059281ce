//! Everything that is known, to take it elsewhere.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    app::App,
    model::{Order, clean},
    store::{Listed, StoreError, Which},
};

const COLUMNS: [&str; 17] = [
    "id",
    "title",
    "stage",
    "flags",
    "numbers",
    "carriers",
    "shop",
    "order",
    "price",
    "ordered",
    "shipped",
    "promised",
    "protection_ends",
    "received",
    "last_event_at",
    "last_event",
    "seller",
];

/// Every table, every row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Export {
    pub at: Timestamp,
    /// The version that wrote it.
    pub posylka: &'static str,
    pub tables: Map<String, Value>,
}

/// All that the database holds, but the carriers' answers.
pub fn export(app: &mut App) -> Result<Export, StoreError> {
    let tables = app.store.reading(|tx| tx.dump())?;
    Ok(Export { at: app.now, posylka: env!("CARGO_PKG_VERSION"), tables })
}

/// The parcels for a spreadsheet: one row for each purchase of each parcel.
pub fn csv(app: &mut App) -> Result<String, StoreError> {
    Ok(rows(&app.list(Which::All)?))
}

fn rows(listed: &[Listed]) -> String {
    let mut lines = vec![COLUMNS.join(",")];
    for parcel in listed {
        let orders: Vec<Option<&Order>> = match parcel.orders.as_slice() {
            [] => vec![None],
            some => some.iter().map(Some).collect(),
        };
        lines.extend(orders.into_iter().map(|order| line(&row(parcel, order))));
    }
    lines.join("\r\n")
}

fn row(listed: &Listed, order: Option<&Order>) -> [String; COLUMNS.len()] {
    let said = |value: Option<String>| value.unwrap_or_default();
    let listing = |words: Vec<String>| words.join(" ");
    [
        listed.parcel.id.to_string(),
        listed.parcel.title.clone(),
        listed.verdict.stage.to_string(),
        listing(listed.verdict.flags.iter().map(ToString::to_string).collect()),
        listing(listed.legs.iter().map(|leg| leg.key.number.to_string()).collect()),
        listing(listed.legs.iter().map(|leg| leg.key.carrier.to_string()).collect()),
        said(order.map(|it| it.shop.to_string())),
        said(order.map(|it| it.id.clone())),
        said(order.and_then(|it| it.price.as_ref()).map(ToString::to_string)),
        said(order.and_then(|it| it.ordered).map(|it| it.to_string())),
        said(order.and_then(|it| it.shipped).map(|it| it.to_string())),
        said(order.and_then(|it| it.promised).map(|it| it.to_string())),
        said(order.and_then(|it| it.protection_ends).map(|it| it.to_string())),
        said(listed.parcel.received.map(|it| it.to_string())),
        said(listed.last.as_ref().map(|it| it.event.wall.to_string())),
        said(listed.last.as_ref().map(|it| it.event.text.clone())),
        said(order.map(|it| it.seller.clone())),
    ]
}

fn line(cells: &[String]) -> String {
    cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",")
}

/// A cell as RFC 4180 has it. What a spreadsheet would run begins with an apostrophe: foreign words are no formulas.
fn quoted(cell: &str) -> String {
    let plain = clean(cell).replace('\n', " ");
    let guarded = if plain.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{plain}") } else { plain };
    match guarded.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", guarded.replace('"', "\"\"")),
        false => guarded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_ends_where_it_ends() {
        for (cell, want) in [
            ("plain", "plain"),
            ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
            ("@cmd", "'@cmd"),
            ("-1+1", "'-1+1"),
            ("a, \"b\"\nc", "\"a, \"\"b\"\" c\""),
            ("\u{202e}evil", "evil"),
        ] {
            assert_eq!(quoted(cell), want, "{cell}");
        }
    }
}
