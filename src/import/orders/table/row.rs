//! A row becomes an order. A cell that cannot be read is named and costs only itself.

use jiff::civil::Date;

use super::{
    super::{
        cell::{Held, held},
        days::{Near, day_in},
        found::{Found, Read, line},
        standing::Standing,
        sum::{self, Sum},
        vocabulary::{Field, NamedShop, Words},
    },
    cells::{self, Named},
    day_order::DayOrder,
    sheet::{Column, Row},
};
use crate::{
    carriers::Registry,
    model::{Number, ShopId},
};

/// What the rows of a table are read by.
pub(super) struct Reader<'a> {
    pub registry: &'a Registry,
    pub words: &'a Words,
    pub columns: &'a [Column],
    pub orders: &'a [DayOrder],
    pub today: Date,
}

/// A cell with something in it.
struct Cell<'a> {
    at: usize,
    column: &'a Column,
    raw: &'a str,
    held: Held,
}

impl Cell<'_> {
    /// What it shows; nothing where that was lost.
    fn shown(&self) -> Option<&str> {
        match &self.held {
            Held::Text { shown, .. } => Some(shown),
            Held::Nothing | Held::Damaged => None,
        }
    }

    fn link(&self) -> Option<&str> {
        match &self.held {
            Held::Text { link, .. } => link.as_deref(),
            Held::Nothing | Held::Damaged => None,
        }
    }
}

impl Reader<'_> {
    /// The order of a row; none for a row without an order and a number. What cannot be read goes to the faults.
    pub fn order(&self, row: &Row, read: &mut Read) -> Option<Found> {
        let first = row.cells.iter().find(|it| !it.trim().is_empty())?;
        if self.words.is_total(first) {
            return None;
        }
        let cells: Vec<Cell<'_>> = self.cells(row).collect();
        let mut faults: Vec<&Cell<'_>> = Vec::new();
        let of = |field: Field| cells.iter().filter(move |it| it.column.field == Some(field));
        let text = |field: Field| of(field).find_map(Cell::shown).map(first_line).unwrap_or_default();

        let id = of(Field::Order).find_map(|it| self.id(it, &mut faults)).unwrap_or_default();
        let numbers = self.numbers(of(Field::Number), &mut faults);
        let ordered = of(Field::Ordered).find_map(|it| self.day(it, Near::Before(self.today), &mut faults));
        let shipped = of(Field::Shipped).find_map(|it| self.day(it, Near::Before(self.today), &mut faults));
        let ahead = Near::From(ordered.unwrap_or(self.today));
        let promised = of(Field::Promised).find_map(|it| self.day(it, ahead, &mut faults));
        let protection_ends = of(Field::Protection).find_map(|it| self.day(it, ahead, &mut faults));
        let currency = of(Field::Currency).find_map(Cell::shown).and_then(|it| self.words.currency(it));
        let mut prices: Vec<&Cell<'_>> = of(Field::Price).collect();
        prices.sort_by_key(|it| !it.column.whole);
        let price =
            prices.iter().find_map(|it| Some((self.price(it, currency.clone(), &mut faults)?, it.column.whole)));
        let (shop, stranger) = self.shop(of(Field::Shop));
        let seller = Some(text(Field::Seller)).filter(|it| !it.is_empty()).unwrap_or(stranger);

        if id.is_empty() && numbers.is_empty() && faults.iter().all(|it| self.may_be_missed(it)) {
            return None;
        }
        faults.sort_by_key(|it| it.at);
        faults.iter().for_each(|it| read.fault(row.line, &it.column.head, it.raw));
        let title = Some(text(Field::Title)).filter(|it| numbers.iter().all(|number| number.as_str() != *it));
        let found = Found {
            shop,
            title: title.unwrap_or_default(),
            whole: price.as_ref().is_some_and(|it| it.1),
            price: price.map(|it| it.0),
            ordered,
            shipped,
            promised,
            protection_ends,
            seller,
            carrier: text(Field::Carrier),
            standing: self.words.standing(&text(Field::Status)),
            id,
            numbers,
        };
        (!found.id.is_empty() || !found.numbers.is_empty()).then_some(found)
    }

    fn cells<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = Cell<'r>> {
        let cells = self.columns.iter().zip(&row.cells).enumerate();
        let cells = cells.map(|(at, (column, raw))| Cell { at, column, raw, held: held(self.words, raw) });
        cells.filter(|it| it.held != Held::Nothing)
    }

    /// Whether a fault of a row without order and number says nothing: only what could have been one of them does.
    fn may_be_missed(&self, cell: &Cell<'_>) -> bool {
        !matches!(cell.column.field, Some(Field::Order | Field::Number))
    }

    fn id<'c, 'r>(&self, cell: &'c Cell<'r>, faults: &mut Vec<&'c Cell<'r>>) -> Option<String> {
        let Some(shown) = cell.shown() else {
            faults.push(cell);
            return None;
        };
        match cells::order(self.registry, self.words, shown, cell.link()) {
            Named::Order(id) => Some(id),
            Named::None => None,
            Named::Unreadable => {
                faults.push(cell);
                None
            }
        }
    }

    /// The numbers of all columns of numbers; a cell without any is a fault.
    fn numbers<'c, 'r: 'c>(
        &self,
        cells: impl Iterator<Item = &'c Cell<'r>>,
        faults: &mut Vec<&'c Cell<'r>>,
    ) -> Vec<Number> {
        let mut numbers: Vec<Number> = Vec::new();
        for cell in cells {
            let shown = cell.shown().unwrap_or_default();
            let mut new = cells::numbers(self.registry, shown);
            if let (true, Some(link)) = (new.is_empty(), cell.link()) {
                new = cells::numbers(self.registry, link);
            }
            // How it stands is no number, and does no harm.
            if new.is_empty() && self.words.standing(shown) == Standing::Open {
                faults.push(cell);
            }
            numbers.extend(new.into_iter().filter(|it| !numbers.contains(it)).collect::<Vec<_>>());
        }
        numbers
    }

    fn day<'c, 'r>(&self, cell: &'c Cell<'r>, near: Near, faults: &mut Vec<&'c Cell<'r>>) -> Option<Date> {
        let order = self.orders.get(cell.at).copied().unwrap_or_default().order;
        let day = cell.shown().and_then(|shown| day_in(self.words, shown, near, order));
        if day.is_none() {
            faults.push(cell);
        }
        day
    }

    fn price<'c, 'r>(
        &self,
        cell: &'c Cell<'r>,
        currency: Option<String>,
        faults: &mut Vec<&'c Cell<'r>>,
    ) -> Option<Sum> {
        let sum = cell.shown().and_then(|shown| sum::read(self.words, shown));
        if sum.is_none() {
            faults.push(cell);
        }
        sum.map(|it| it.in_currency(currency.or_else(|| cell.column.currency.clone())))
    }

    /// The shop, or the seller that stands where a shop should.
    fn shop<'c, 'r: 'c>(&self, mut cells: impl Iterator<Item = &'c Cell<'r>>) -> (Option<ShopId>, String) {
        let Some(named) = cells.find_map(Cell::shown) else { return (None, String::new()) };
        let first = first_line(named);
        match self.words.shop_named(&first) {
            NamedShop::Known(shop) => (Some(shop), String::new()),
            NamedShop::Unsure => (None, String::new()),
            NamedShop::Stranger => (self.words.shop_in(named), first),
        }
    }
}

/// The first line: what follows are variants and links.
fn first_line(text: &str) -> String {
    let mut lines = text.lines().map(line).filter(|it| !it.is_empty());
    lines.next().unwrap_or_default()
}
