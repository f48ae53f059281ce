//! What customs takes of what comes in: `rules/customs.toml`, dated, and marked where nobody has confirmed it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::error::RulesError;
use crate::model::{Money, Order, Why};

/// `rules/customs.toml`, and what the user's money is worth.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customs {
    /// When the figures were last gone through.
    pub as_of: Date,
    /// The rules in their times; of those that hold on a day the last counts.
    #[serde(rename = "rule")]
    pub rules: Vec<Duty>,
    /// By currency: sums from which it is worth asking for a rate. No rate is made of it.
    #[serde(default)]
    pub worth_asking: BTreeMap<String, i64>,
    /// Roubles for one unit of a currency, as the user gave them.
    #[serde(skip)]
    pub rates: BTreeMap<String, f64>,
}

/// What one country takes in one time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Euros that come in free.
    pub free: i64,
    /// Of 100.
    pub percent: f64,
    /// Of what that is taken.
    pub of: Base,
    /// At the least, in euros for a kilogram, where the weight is known.
    pub least_per_kg: Option<f64>,
    /// Of 100 of the whole price, beside the duty.
    pub tax_percent: Option<f64>,
    /// Whether a source of after its first day says that it holds.
    pub confirmed: bool,
    /// Where it comes from.
    pub source: String,
    /// As in `rules/norms.toml`.
    pub reliability: String,
}

/// Of what a duty is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// What is over the free sum.
    Excess,
    /// All of it.
    Price,
}

impl Customs {
    /// The figures the program carries with it.
    pub fn embedded() -> Result<Customs, RulesError> {
        Customs::read(include_str!(concat!(env!("OUT_DIR"), "/customs.json")), "rules/customs.toml")
    }

    /// Reads a file; `origin` is what errors call it.
    pub fn read(text: &str, origin: &str) -> Result<Customs, RulesError> {
        RulesError::toml(text, origin)
    }

    /// What a parcel with these orders will cost at the border, if anything; or that nobody can tell without a rate.
    pub fn ahead(&self, orders: &[Order], country: &str, weight_g: Option<u32>, today: Date) -> Option<Why> {
        let rule = self.rule(country, today)?;
        let price = total(orders)?;
        let Some(euros) = self.euros(&price) else {
            let asked = *self.worth_asking.get(&price.currency)?;
            let currency = if self.rates.contains_key(&price.currency) || price.currency == "RUB" {
                "EUR"
            } else {
                &price.currency
            };
            let why = Why::DutyUnknown { free: rule.free, currency: currency.to_owned(), price: price.clone() };
            return (price.cents / 100 >= asked).then_some(why);
        };
        let duty = rule.duty(euros, weight_g)?;
        let roubles = self.rates.get("EUR").map(|rate| sum(duty * rate, "RUB"));
        Some(Why::DutyAhead {
            price,
            free: rule.free,
            duty: sum(duty, "EUR"),
            roubles,
            as_of: rule.from.unwrap_or(self.as_of),
            confirmed: rule.confirmed,
            source: rule.source.clone(),
        })
    }

    /// The rule of a country on a day.
    pub fn rule(&self, country: &str, day: Date) -> Option<&Duty> {
        let holds = |it: &&Duty| {
            it.country == country && it.from.is_none_or(|from| from <= day) && it.until.is_none_or(|until| day <= until)
        };
        self.rules.iter().rev().find(holds)
    }

    /// What a sum is in euros, where the user gave the rates for that.
    fn euros(&self, price: &Money) -> Option<f64> {
        let units = price.cents as f64 / 100.0;
        if price.currency == "EUR" {
            return Some(units);
        }
        let roubles = if price.currency == "RUB" { 1.0 } else { *self.rates.get(&price.currency)? };
        Some(units * roubles / self.rates.get("EUR")?)
    }
}

impl Duty {
    /// Euros to be paid for goods of so many euros; `None` where they come in free.
    fn duty(&self, euros: f64, weight_g: Option<u32>) -> Option<f64> {
        let over = euros - self.free as f64;
        let base = if self.of == Base::Excess { over } else { euros };
        let by_weight =
            self.least_per_kg.zip(weight_g).map_or(0.0, |(euros, grams)| euros * f64::from(grams) / 1_000.0);
        let tax = euros * self.tax_percent.unwrap_or(0.0) / 100.0;
        (over > 0.0).then(|| (base * self.percent / 100.0).max(by_weight) + tax)
    }
}

/// What all orders of a parcel cost together, where all are in one currency.
fn total(orders: &[Order]) -> Option<Money> {
    let mut prices = orders.iter().map(|order| order.price.as_ref());
    let first = prices.next()??.clone();
    prices.try_fold(first, |sum, price| {
        let price = price.filter(|price| price.currency == sum.currency)?;
        Some(Money { cents: sum.cents.saturating_add(price.cents), ..sum })
    })
}

fn sum(units: f64, currency: &str) -> Money {
    Money { cents: (units * 100.0).round() as i64, currency: currency.to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn order(price: &str) -> Order {
        Order {
            id: String::new(),
            shop: "other".into(),
            seller: String::new(),
            price: Some(price.parse().unwrap()),
            ordered: None,
            shipped: None,
            promised: None,
            protection_ends: None,
        }
    }

    fn customs(rates: &[(&str, f64)]) -> Customs {
        let rates = rates.iter().map(|(currency, rate)| ((*currency).to_owned(), *rate)).collect();
        Customs { rates, ..Customs::embedded().unwrap() }
    }

    fn duty(customs: &Customs, prices: &[&str], day: Date) -> Option<Why> {
        let orders: Vec<Order> = prices.iter().map(|price| order(price)).collect();
        customs.ahead(&orders, "RU", Some(500), day)
    }

    fn euros(why: Option<Why>) -> Option<i64> {
        match why {
            Some(Why::DutyAhead { duty, .. }) => Some(duty.cents),
            _ => None,
        }
    }

    #[test]
    fn the_rule_of_the_day_counts() {
        let (before, after) = (date(2026, 6, 30), date(2026, 7, 1));
        let customs = customs(&[]);
        assert_eq!(euros(duty(&customs, &["300EUR"], before)), Some(1_500), "15 of 100 of what is over 200");
        let Some(Why::DutyAhead { duty: now, confirmed, roubles, .. }) = duty(&customs, &["300EUR"], after) else {
            panic!("300 is over the free sum");
        };
        assert!(now.cents > 1_500 && !confirmed && roubles.is_none());
        assert_eq!(duty(&customs, &["200EUR"], before), None);
        assert!(duty(&customs, &["190EUR", "11EUR"], before).is_some(), "one parcel, one sum");
        assert_eq!(customs.ahead(&[order("300EUR")], "KZ", None, before), None);
    }

    #[test]
    fn no_rate_is_invented() {
        let day = date(2026, 3, 1);
        assert!(matches!(duty(&customs(&[]), &["25900"], day), Some(Why::DutyUnknown { .. })));
        assert_eq!(duty(&customs(&[]), &["990"], day), None, "small sums are not worth asking");
        assert_eq!(duty(&customs(&[]), &["990THB"], day), None);
        assert!(
            matches!(duty(&customs(&[("EUR", 100.0)]), &["250USD"], day), Some(Why::DutyUnknown { currency, .. }) if currency == "USD")
        );
        let known = customs(&[("EUR", 100.0), ("USD", 90.0)]);
        assert_eq!(euros(duty(&known, &["300USD"], day)), Some(1_050));
        assert_eq!(euros(duty(&known, &["30000"], day)), Some(1_500));
        assert_eq!(duty(&known, &["300EUR", "5USD"], day), None, "two currencies are not added up");
    }
}
