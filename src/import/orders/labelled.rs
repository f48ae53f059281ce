//! Orders written line by line, each line a heading and what it holds: `Tracking number: LP...`.

use std::collections::BTreeMap;

use super::{
    found::MOST,
    vocabulary::{Field, Words},
};

/// One of so many lines is such a one, or none is.
const BEGIN: usize = 3;

/// The orders of a text most of whose lines are so; one ends where its first heading comes again.
pub(super) fn orders<'t>(words: &Words, text: &'t str) -> Option<Vec<BTreeMap<&'t str, String>>> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|it| !it.is_empty()).take(MOST).collect();
    // A long table is not looked through for what its first lines do not begin.
    lines.iter().take(BEGIN).find(|line| labelled(words, line).is_some())?;
    let labelled: Vec<(&str, &str)> = lines.iter().filter_map(|line| labelled(words, line)).collect();
    let of = |field: Field| labelled.iter().any(|(head, _)| words.column(head) == Some(field));
    let names = of(Field::Number) || of(Field::Order);
    if labelled.len() < 2 || labelled.len() * 2 <= lines.len() || !names {
        return None;
    }
    let mut orders: Vec<BTreeMap<&str, String>> = Vec::new();
    for (head, value) in labelled {
        match orders.last_mut().filter(|it| !it.contains_key(head)) {
            Some(order) => drop(order.insert(head, value.to_owned())),
            None => orders.push(BTreeMap::from([(head, value.to_owned())])),
        }
    }
    Some(orders)
}

/// A known heading and what stands behind it.
fn labelled<'t>(words: &Words, line: &'t str) -> Option<(&'t str, &'t str)> {
    let (head, value) = line.split_once(':')?;
    words.column(head).map(|_| (head.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_headings_are_orders_and_tables_are_none() {
        let words = Words::embedded().unwrap();
        let read = |text: &str| orders(&words, text).map(|it| it.len());
        assert_eq!(read("Order number: 1\nTracking number: A\n\nOrder number: 2\nTracking number: B\n"), Some(2));
        assert_eq!(read("Заказ: 1\nТрек: A\n"), Some(1));
        assert_eq!(read("Order number,Tracking number\n1,A\n"), None);
        assert_eq!(read("Title: a book\nPrice: 3\n"), None);
        assert_eq!(read("Order number: 1\nHello\nthere\nfriend\n"), None);
    }
}
