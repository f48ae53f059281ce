//! What the words before a run of digits say of it.

use std::collections::HashMap;

use super::number_words::NumberWords;
use crate::{carriers::brief::Brief, model::CarrierId};

/// As many words before a number are looked at.
const WORDS: usize = 6;
/// A carrier is named as near as this, or anywhere in the same link.
const NAMED: usize = 3;
/// As many words make the name of a carrier.
const NAME_WORDS: usize = 3;

/// What a run of digits may be called where people type, paste and link.
#[derive(Debug, Default)]
pub(in crate::carriers) struct Words {
    number: Vec<String>,
    order: Vec<String>,
    other: Vec<String>,
    code: Vec<String>,
    /// The carriers by all their names.
    carriers: HashMap<String, CarrierId>,
}

/// What is said of a run of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// It is a tracking number; whether the word stands directly before it, and the carrier named before that word.
    Number { near: bool, of: Option<CarrierId> },
    /// It is this carrier's.
    Carrier(CarrierId),
    /// It is an order.
    Order,
    /// It is neither: a phone, a sum, a paper.
    Other,
    /// Nothing.
    Nothing,
}

impl Words {
    /// The lists this program brings, and the names of these carriers. No lists where they cannot be read, which a test
    /// would tell.
    pub(in crate::carriers) fn of<'d>(definitions: impl Iterator<Item = &'d Brief>) -> Words {
        let mut words = NumberWords::embedded().map(Words::of_file).unwrap_or_default();
        for definition in definitions {
            let names = [&definition.name].into_iter().chain(&definition.name_ru).chain(&definition.also_called);
            for name in names.map(|it| key(it)).filter(|it| !it.is_empty()) {
                words.carriers.entry(name).or_insert_with(|| definition.of.clone());
            }
        }
        words
    }

    fn of_file(file: NumberWords) -> Words {
        let (number, order, other) = (file.number.in_links(), file.order.in_links(), file.other.in_links());
        Words { number, order, other, code: file.link.code, carriers: HashMap::new() }
    }

    /// The carrier of this name, however it is written.
    pub(super) fn carrier_called(&self, called: &str) -> Option<&CarrierId> {
        self.carriers.get(&key(called))
    }

    /// What the text before a number says of it: the nearest word that says anything decides.
    pub(super) fn say(&self, before: &str) -> Said {
        let words: Vec<String> = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .take(WORDS)
            .map(str::to_lowercase)
            .collect();
        for (at, word) in words.iter().enumerate() {
            let after_number = || words.get(at + 1).is_some_and(|it| any(&self.number, it));
            if any(&self.number, word) || any(&self.code, word) && after_number() {
                let of = self.carrier(&words[at + 1..]);
                return Said::Number { near: at < 2, of };
            }
            if any(&self.code, word) || any(&self.other, word) {
                return Said::Other;
            }
            if let Some(carrier) = self.carrier(&words[at..]).filter(|_| at < NAMED || in_link(before)) {
                return Said::Carrier(carrier);
            }
            if any(&self.order, word) {
                return self.whose_order(&words[at + 1..], in_link(before));
            }
        }
        Said::Nothing
    }

    /// "СДЭК: заказ 1105661402" is an order of the carrier's, and so is `tracking?order_id=`; any other is a shop's.
    fn whose_order(&self, words: &[String], link: bool) -> Said {
        let tracked = words.iter().any(|it| any(&self.number, it));
        let near = if link { words } else { &words[..words.len().min(2)] };
        let named = (0..near.len()).find_map(|at| self.carrier(&near[at..]));
        match named.filter(|_| tracked || !link) {
            Some(carrier) => Said::Carrier(carrier),
            None if link && tracked => Said::Number { near: false, of: None },
            None => Said::Order,
        }
    }

    /// Whether a word says that what follows is no tracking number.
    pub(super) fn says_other(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        any(&self.other, &word) || any(&self.code, &word)
    }

    /// The carrier whose name ends with the first of these words, which stand in the order from right to left.
    fn carrier(&self, words: &[String]) -> Option<CarrierId> {
        let name = |length: usize| words.iter().take(length).rev().cloned().collect::<String>();
        let longest_first = (1..=NAME_WORDS.min(words.len())).rev();
        longest_first.map(name).filter(|it| it.chars().count() > 2).find_map(|it| self.carriers.get(&it).cloned())
    }
}

/// Whether what follows a text stands in a link.
pub(super) fn in_link(before: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.contains("://") || last.contains('/') && last.contains('.')
}

/// Letters and digits, small: names are written with and without anything between.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn any(list: &[String], word: &str) -> bool {
    list.iter().any(|it| it.strip_suffix('*').map_or(it == word, |stem| word.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carriers::Registry;

    #[test]
    fn the_nearest_word_decides() {
        let registry = Registry::embedded().unwrap();
        let words = Words::of(registry.briefs());
        assert!(words.number.len() > 20 && words.other.len() > 50, "the lists are read");
        let near = |near| Said::Number { near, of: None };
        for (before, said) in [
            ("трек-код: ", near(true)),
            ("tracking code ", near(true)),
            ("parcel is here, code ", Said::Other),
            ("Your parcel will come, phone: ", Said::Other),
            ("phone of the parcel ", near(true)),
            ("https://www.cdek.ru/ru/tracking/?order_id=", Said::Carrier("cdek".into())),
            ("https://aliexpress.ru/order-list/", Said::Order),
            ("https://aliexpress.ru/store/", Said::Other),
            ("СДЭК: заказ ", Said::Carrier("cdek".into())),
            ("Russian Post ", Said::Carrier("russian-post".into())),
            ("come and see ", Said::Nothing),
        ] {
            assert_eq!(words.say(before), said, "{before}");
        }
    }
}
