//! Tables: CSV with commas, semicolons or tabs, as people and spreadsheets write them.

use jiff::civil::Date;

use super::{
    days::{self, Near},
    found::{Found, Read, ReadError, line, order_id},
    vocabulary::Words,
};
use crate::model::{Number, ShopId};

/// The columns of a table, as `import --template` writes them.
const COLUMNS: [&str; 9] =
    ["order", "shop", "title", "number", "price", "ordered", "shipped", "promised", "protection_ends"];
/// The most numbers in one cell.
const NUMBERS: usize = 10;

/// An empty table with one order in it as an example.
pub fn template() -> String {
    let example =
        "8190000000000017,aliexpress-ru,Headphones,LP00123456789012,1234.56 RUB,2026-02-01,2026-02-03,,2026-05-04";
    format!("{}\n{example}\n", COLUMNS.join(","))
}

pub(super) fn read(words: &Words, text: &str, today: Date) -> Result<Read, ReadError> {
    let head = text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    let most = [b';', b',', b'\t'].into_iter().max_by_key(|sign| head.bytes().filter(|it| it == sign).count());
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(most.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let heads = rows.headers().map(|heads| heads.iter().map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
    let columns: Vec<Option<&str>> = heads.iter().map(|head| words.column(head)).collect();
    if !columns.iter().flatten().any(|column| matches!(*column, "order" | "number")) {
        return Err(ReadError::Columns);
    }
    let mut read = Read::default();
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(fault) => {
                let at = fault.position().map_or(0, csv::Position::line);
                read.fault(usize::try_from(at).unwrap_or(0), "", &fault.to_string());
                continue;
            }
        };
        let at = row.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
        let cells = columns.iter().zip(&heads).zip(row.iter());
        let cells: Vec<Cell<'_>> = cells
            .filter(|(_, text)| !text.is_empty())
            .filter_map(|((column, head), text)| Some(Cell { column: (*column)?, head, text }))
            .collect();
        match order(words, &cells, today) {
            Ok(Some(found)) => read.take(found),
            Ok(None) => {}
            Err(cell) => read.fault(at, cell.head, cell.text),
        }
    }
    Ok(read)
}

struct Cell<'a> {
    column: &'a str,
    head: &'a str,
    text: &'a str,
}

/// The order of a row, nothing for a row without one, or the cell that cannot be read.
fn order<'c, 'a>(words: &Words, cells: &'c [Cell<'a>], today: Date) -> Result<Option<Found>, &'c Cell<'a>> {
    let mut found = Found::default();
    for cell in cells {
        let past = || days::day(words, cell.text, Near::Before(today)).map(Some).ok_or(cell);
        let ahead = |from: Date| days::day(words, cell.text, Near::From(from)).map(Some).ok_or(cell);
        match cell.column {
            "order" => found.id = order_id(cell.text),
            "shop" => found.shop = Some(ShopId(cell.text.to_lowercase())),
            "title" => found.title = line(cell.text),
            "price" => found.price = Some(cell.text.parse().map_err(|_| cell)?),
            "ordered" => found.ordered = past()?,
            "shipped" => found.shipped = past()?,
            "promised" => found.promised = ahead(found.ordered.unwrap_or(today))?,
            "protection_ends" => found.protection_ends = ahead(found.ordered.unwrap_or(today))?,
            _ => found.numbers = numbers(cell.text).ok_or(cell)?,
        }
    }
    Ok((!found.id.is_empty() || !found.numbers.is_empty()).then_some(found))
}

fn numbers(text: &str) -> Option<Vec<Number>> {
    let pieces = text.split([';', ',', ' ', '\n']).filter(|it| !it.is_empty()).take(NUMBERS);
    pieces.map(|piece| crate::carriers::numbers::parse(piece).ok()).collect()
}
