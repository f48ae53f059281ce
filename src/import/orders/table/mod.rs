//! Tables: CSV with commas, semicolons, tabs or bars, as people, shops and spreadsheets write them.

mod cells;
mod day_order;
mod row;
mod sheet;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{found::Read, vocabulary::Words};
use crate::carriers::Registry;

/// The columns of a table, as `import --template` writes them.
const COLUMNS: [&str; 10] =
    ["order", "shop", "seller", "title", "number", "price", "ordered", "shipped", "promised", "protection_ends"];

/// An empty table with one order in it as an example.
pub fn template() -> String {
    let example = "8190000000000017,aliexpress-ru,Best Audio Store,Headphones,LP00123456789012,1234.56 RUB,2026-02-01,2026-02-03,,2026-05-04";
    format!("{}\n{example}\n", COLUMNS.join(","))
}

/// What a table says; nothing where no line of it is a heading with a number or an order in it.
pub(super) fn read(registry: &Registry, words: &Words, text: &str, today: Date) -> Option<Read> {
    sheet::read(words, text).map(|sheet| orders(registry, words, &sheet, today))
}

/// The same of objects, whose keys are the headings. Keys nobody knows are not told: programs write many.
pub(super) fn of_objects(registry: &Registry, words: &Words, objects: &[BTreeMap<&str, String>], today: Date) -> Read {
    let read = orders(registry, words, &sheet::of_objects(words, objects), today);
    Read { unknown: Vec::new(), ..read }
}

fn orders(registry: &Registry, words: &Words, sheet: &sheet::Sheet, today: Date) -> Read {
    let mut read = Read::default();
    let unknown = sheet.columns.iter().filter(|it| it.field.is_none() && !it.head.is_empty());
    read.unknown.extend(unknown.map(|it| it.head.clone()));
    let orders = day_order::decide(words, sheet, today);
    let unsure = orders.iter().zip(&sheet.columns).filter(|(it, _)| it.unsure);
    read.unsure.extend(unsure.map(|(_, it)| it.head.clone()));
    let reader = row::Reader { registry, words, columns: &sheet.columns, orders: &orders, today };
    for row in &sheet.rows {
        if let Some(found) = reader.order(row, &mut read) {
            read.take(found);
        }
    }
    read
}
