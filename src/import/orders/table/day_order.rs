//! Which of two figures is the month: decided for a whole column, by what its cells can only be.

use jiff::civil::Date;

use super::{
    super::{
        cell::{Held, held},
        days::{Figures, Near, Order, day_in, figures},
        vocabulary::{Field, Words},
    },
    sheet::Sheet,
};

/// How the days of a column are read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DayOrder {
    pub order: Order,
    /// Nothing in the file says that it is so.
    pub unsure: bool,
}

/// What the cells of a column say.
#[derive(Debug, Default)]
struct Seen {
    day_first: bool,
    month_first: bool,
    either: bool,
    /// With dots the day stands first.
    dots: bool,
}

/// One order for each column, in their order. A column that says nothing follows the others of the file; where they
/// say nothing either, a day of purchase does not lie ahead; else the day stands first, and the column is named.
pub(super) fn decide(words: &Words, sheet: &Sheet, today: Date) -> Vec<DayOrder> {
    let seen: Vec<Seen> = (0..sheet.columns.len()).map(|at| seen(words, sheet, at)).collect();
    let own: Vec<Option<Order>> = seen.iter().map(own).collect();
    let mut others = own.iter().zip(&seen).filter(|(_, seen)| !seen.dots).filter_map(|(order, _)| *order);
    let first = others.next();
    let file = first.filter(|first| others.all(|it| it == *first)).or_else(|| by_today(words, sheet, today));
    let decided = |(own, seen): (&Option<Order>, &Seen)| match (own, file) {
        (Some(order), _) => DayOrder { order: *order, unsure: false },
        (None, Some(order)) => DayOrder { order, unsure: false },
        (None, None) => DayOrder { order: Order::DayFirst, unsure: seen.either },
    };
    own.iter().zip(&seen).map(decided).collect()
}

fn own(seen: &Seen) -> Option<Order> {
    match (seen.day_first, seen.month_first) {
        (true, true) => Some(Order::Mixed),
        (false, true) => Some(Order::MonthFirst),
        (true, false) => Some(Order::DayFirst),
        (false, false) => seen.dots.then_some(Order::DayFirst),
    }
}

fn seen(words: &Words, sheet: &Sheet, at: usize) -> Seen {
    let mut seen = Seen::default();
    for text in days(words, sheet, at) {
        let Some(Figures { first, second, dots, .. }) = figures(words, &text) else { continue };
        seen.day_first |= (13..=31).contains(&first) && second <= 12;
        seen.month_first |= (13..=31).contains(&second) && first <= 12;
        seen.either |= first <= 12 && second <= 12 && first != second && !dots;
        seen.dots |= dots;
    }
    seen
}

/// The cells of a column of days.
fn days<'a>(words: &'a Words, sheet: &'a Sheet, at: usize) -> impl Iterator<Item = String> + 'a {
    let field = sheet.columns.get(at).and_then(|it| it.field);
    let days = [Field::Ordered, Field::Shipped, Field::Promised, Field::Protection];
    let rows = sheet.rows.iter().filter(move |_| field.is_some_and(|it| days.contains(&it)));
    rows.filter_map(move |row| match held(words, row.cells.get(at)?) {
        Held::Text { shown, .. } => Some(shown),
        Held::Nothing | Held::Damaged => None,
    })
}

/// What was bought or posted was so before today.
fn by_today(words: &Words, sheet: &Sheet, today: Date) -> Option<Order> {
    let past = |at: &usize| matches!(sheet.columns[*at].field, Some(Field::Ordered | Field::Shipped));
    let mut ahead = (false, false);
    for text in (0..sheet.columns.len()).filter(past).flat_map(|at| days(words, sheet, at)) {
        let is_ahead = |order| day_in(words, &text, Near::Before(today), order).is_some_and(|it| it > today);
        ahead.0 |= is_ahead(Order::DayFirst);
        ahead.1 |= is_ahead(Order::MonthFirst);
    }
    match ahead {
        (true, false) => Some(Order::MonthFirst),
        (false, true) => Some(Order::DayFirst),
        _ => None,
    }
}
