//! The words of `words.toml`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

use serde::Deserialize;

use super::{patterns::Patterns, standing::Standing};
use crate::model::{ShopId, words};

words! {
    /// What a column, or a key, holds.
    Field {
        /// Tracking numbers.
        Number = "number",
        /// The shop's order number.
        Order = "order",
        /// What was bought.
        Title = "title",
        /// What was paid.
        Price = "price",
        /// In which currency.
        Currency = "currency",
        /// The day of purchase.
        Ordered = "ordered",
        /// The day of posting.
        Shipped = "shipped",
        /// The promised day.
        Promised = "promised",
        /// The last day of protection.
        Protection = "protection",
        /// Where it was bought.
        Shop = "shop",
        /// From whom.
        Seller = "seller",
        /// Who carries it.
        Carrier = "carrier",
        /// How it stands.
        Status = "status",
        /// How many.
        Quantity = "quantity",
        /// Nothing of interest, and known to be that.
        Ignore = "ignore",
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    months: Vec<Vec<String>>,
    waiting: Vec<String>,
    cancelled: Vec<String>,
    done: Vec<String>,
    pub protection: Vec<String>,
    pub delivery: Vec<String>,
    pub nothing: BTreeSet<String>,
    totals: Vec<String>,
    order_labels: Vec<String>,
    whole: Vec<String>,
    item_names: Vec<String>,
    bare_names: Vec<String>,
    units: Vec<String>,
    cents: Vec<String>,
    away: Away,
    currencies: BTreeMap<String, Vec<String>>,
    columns: BTreeMap<Field, Vec<String>>,
    roles: BTreeMap<String, Vec<String>>,
    by_roles: Vec<ByRoles>,
    shops: BTreeMap<String, String>,
    pub hosts: BTreeMap<String, ShopId>,
    #[serde(skip)]
    pub patterns: Patterns,
    #[serde(skip)]
    headings: OnceLock<HashMap<String, Field>>,
}

/// Words for days by how far they are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Away {
    days: BTreeMap<String, i32>,
    spans: BTreeMap<String, i32>,
    ahead: Vec<String>,
    back: Vec<String>,
    alone: Vec<String>,
    one: Vec<String>,
    beside: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByRoles {
    column: Field,
    has: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

/// A shop as a cell names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NamedShop {
    /// This one.
    Known(ShopId),
    /// One of several of this name.
    Unsure,
    /// None that is known by this name.
    Stranger,
}

impl Words {
    pub fn embedded() -> Result<Words, toml::de::Error> {
        toml::from_str(include_str!("words.toml"))
    }

    /// The month a word begins like, from 1.
    pub fn month(&self, word: &str) -> Option<i8> {
        let word = word.to_lowercase();
        let at = self.months.iter().position(|names| names.iter().any(|name| word.starts_with(name.as_str())))?;
        i8::try_from(at + 1).ok()
    }

    /// How many days from today a text in small letters names: `tomorrow`, `in 3 days`, `a week ago`.
    pub fn away(&self, text: &str) -> Option<i32> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let away = &self.away;
        let any = |list: &[String], word: &str| list.iter().any(|it| it == word);
        let span = |words: &[&str]| {
            let (count, unit) = match words {
                [unit] if any(&away.alone, unit) => (1, unit),
                [count, unit] if any(&away.one, count) => (1, unit),
                [count, unit] => (count.parse::<u16>().ok()?, unit),
                _ => return None,
            };
            Some(i32::from(count) * away.spans.get(*unit)?)
        };
        match words.as_slice() {
            [word] => away.days.get(*word).copied(),
            [first, rest @ ..] if any(&away.ahead, first) => span(rest),
            [rest @ .., last] if any(&away.back, last) => span(rest).map(|days| -days),
            _ => None,
        }
    }

    /// Whether every word of a text in small letters is a month, or may stand beside one.
    pub fn is_of_a_day(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty());
        words.all(|it| self.away.beside.iter().any(|other| other == it) || self.month(it).is_some())
    }

    /// What a heading, or a key, says its column holds: by its letters, without its units, by the roles of its words.
    pub fn column(&self, head: &str) -> Option<Field> {
        let headings = self.headings.get_or_init(|| {
            let all = self.columns.iter().flat_map(|(field, names)| names.iter().map(|it| (letters(it), *field)));
            all.collect()
        });
        let words = parts(head);
        let bare: Vec<&String> = words.iter().filter(|it| !self.units.contains(it)).collect();
        let bare: String = bare.into_iter().map(String::as_str).collect();
        headings.get(&letters(head)).or_else(|| headings.get(&bare)).copied().or_else(|| self.by_roles(&words))
    }

    fn by_roles(&self, words: &[String]) -> Option<Field> {
        let known = |word: &String| self.roles.values().any(|list| any(list, word));
        let every = !words.is_empty() && words.iter().all(known);
        let of = |list: &[String]| words.iter().any(|word| any(list, word));
        let roles: BTreeSet<&str> = self.roles.iter().filter(|(_, it)| of(it)).map(|(role, _)| role.as_str()).collect();
        let named = |role: &String| roles.contains(role.as_str());
        let rule = self.by_roles.iter().find(|it| it.has.iter().all(named) && !it.without.iter().any(named));
        rule.filter(|_| every).map(|rule| rule.column)
    }

    /// Whether a heading is of the name of one thing in an order.
    pub fn is_item(&self, head: &str) -> bool {
        self.item_names.iter().any(|it| letters(it) == letters(head))
    }

    /// Whether a heading says "name" and no more.
    pub fn is_name(&self, head: &str) -> bool {
        self.bare_names.iter().any(|it| letters(it) == letters(head))
    }

    /// Whether a column of prices names the whole of the order.
    pub fn is_whole(&self, head: &str) -> bool {
        parts(head).iter().any(|word| any(&self.whole, word))
    }

    /// Whether a cell is the beginning of a row that sums up the others.
    pub fn is_total(&self, cell: &str) -> bool {
        let first = parts(cell).into_iter().next();
        first.is_some_and(|first| self.totals.contains(&first) || self.totals.contains(&cell.trim().to_lowercase()))
    }

    /// Whether a word may stand before an order number in its cell.
    pub fn is_order_label(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.order_labels.iter().any(|it| *it == word.trim_matches(['#', ':', '.', '\u{2116}']))
    }

    /// The currency a unit names: a sign, a code, a word.
    pub fn currency(&self, unit: &str) -> Option<String> {
        let small: String = unit.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        let small = small.trim_matches(['.', ',']);
        let known = self.known_currency(small);
        let code = || {
            Some(unit.trim().to_uppercase()).filter(|it| it.len() == 3 && it.bytes().all(|b| b.is_ascii_uppercase()))
        };
        known.or_else(code)
    }

    /// The currency a heading names beside what it says: "Price (USD)".
    pub fn currency_in(&self, head: &str) -> Option<String> {
        let pieces =
            head.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '.' | ':' | '/' | '_' | '-'));
        let small = pieces.map(str::to_lowercase).filter(|it| !it.is_empty());
        let unit = |it: &String| self.units.contains(it) || !it.contains(char::is_alphanumeric);
        small.filter(unit).find_map(|it| self.known_currency(&it))
    }

    fn known_currency(&self, small: &str) -> Option<String> {
        self.currencies.iter().find(|(_, units)| any(units, small)).map(|(code, _)| code.clone())
    }

    /// Whether a unit is a hundredth of one.
    pub fn is_cents(&self, unit: &str) -> bool {
        any(&self.cents, &unit.to_lowercase())
    }

    /// What a state in words means for waiting; of several lines the first that says anything.
    pub fn standing(&self, text: &str) -> Standing {
        let text = text.to_lowercase();
        let says = |line: &str, words: &[String]| words.iter().any(|word| line.contains(word.as_str()));
        let lines = || text.lines().filter(|line| !says(line, &self.waiting));
        match (lines().any(|it| says(it, &self.cancelled)), lines().any(|it| says(it, &self.done))) {
            (true, _) => Standing::Cancelled,
            (_, true) => Standing::Done,
            _ => Standing::Open,
        }
    }

    /// The shop a cell names.
    pub fn shop_named(&self, text: &str) -> NamedShop {
        let small = text.trim().to_lowercase();
        let id =
            |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        match self.shops.get(&small).map(String::as_str) {
            Some("") => NamedShop::Unsure,
            Some(shop) => NamedShop::Known(ShopId::from(shop)),
            None => match self.shop_in(&small) {
                Some(shop) => NamedShop::Known(shop),
                None if id(text.trim()) => NamedShop::Known(ShopId(small)),
                // A host we do not know is a shop we have no rules of.
                None if small.contains('.') && !small.contains(char::is_whitespace) => NamedShop::Known("other".into()),
                None => NamedShop::Stranger,
            },
        }
    }

    /// The shop whose host stands in a link.
    pub fn shop_in(&self, text: &str) -> Option<ShopId> {
        let of = |host: &str| {
            let hosts = text.match_indices(host);
            hosts.into_iter().any(|(at, _)| {
                let before = text.get(..at).and_then(|it| it.chars().last());
                let after = text.get(at + host.len()..).and_then(|it| it.chars().next());
                before.is_none_or(|c| matches!(c, '/' | '.' | ' '))
                    && after.is_none_or(|c| !c.is_alphanumeric() && c != '.')
            })
        };
        self.hosts.iter().find(|(host, _)| of(host)).map(|(_, shop)| shop.clone())
    }
}

/// The letters of a heading, all it is compared by.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).map(plain).collect()
}

/// Its words; `TrackingNumber` has two.
fn parts(text: &str) -> Vec<String> {
    let (mut words, mut word, mut small) = (Vec::new(), String::new(), false);
    for c in text.chars().chain([' ']) {
        if !c.is_alphabetic() && c != '\u{AD}' && !('\u{200B}'..='\u{200F}').contains(&c) || small && c.is_uppercase() {
            words.extend(Some(std::mem::take(&mut word)).filter(|it| !it.is_empty()));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase().map(plain));
        }
        small = c.is_lowercase();
    }
    words
}

/// One letter that people write in two ways.
fn plain(c: char) -> char {
    if c == '\u{451}' { '\u{435}' } else { c }
}

fn any(list: &[String], word: &str) -> bool {
    list.iter().any(|it| it.strip_suffix('*').map_or(it == word, |stem| word.starts_with(stem)))
}
