//! Purchases.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::carrier::id;

id! {
    /// A shop: the name of a file in `rules/marketplaces/`.
    ShopId
}

/// A purchase at a shop. It may exist before it has a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Order {
    /// The shop's order number; empty where the user gave none.
    pub id: String,
    /// Where it was bought.
    pub shop: ShopId,
    /// From whom, in the order page's words; empty where nobody told.
    #[serde(default)]
    pub seller: String,
    /// What was paid.
    pub price: Option<Money>,
    /// The day of purchase.
    pub ordered: Option<Date>,
    /// The day the seller posted it.
    pub shipped: Option<Date>,
    /// The shop's promise.
    pub promised: Option<Date>,
    /// The last day of buyer protection, as the order page shows it.
    pub protection_ends: Option<Date>,
}

/// A sum in a currency, in hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Money {
    /// Hundredths of the currency's unit.
    pub cents: i64,
    /// ISO 4217, capital letters.
    pub currency: String,
}

/// What all orders cost together, where every price is known and in one currency.
pub fn total(orders: &[Order]) -> Option<Money> {
    let (first, rest) = orders.split_first()?;
    rest.iter().try_fold(first.price.clone()?, |sum, order| {
        let price = order.price.as_ref().filter(|price| price.currency == sum.currency)?;
        Some(Money { cents: sum.cents.checked_add(price.cents)?, currency: sum.currency })
    })
}

/// Why a text is no price.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no price: write for example 12.50USD, or 1234.56 for roubles")]
pub struct NotMoney(String);

impl std::str::FromStr for Money {
    type Err = NotMoney;

    /// Reads `12.50USD`, `12,5 EUR`, `1 234,56 ₽`, `$12`. Without a currency it is roubles.
    fn from_str(text: &str) -> Result<Money, NotMoney> {
        let fault = || NotMoney(text.to_owned());
        let (mut digits, mut unit) = (String::new(), String::new());
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            match c {
                '0'..='9' => digits.push(c),
                ',' | '.' => digits.push('.'),
                other => unit.push(other),
            }
        }
        let (whole, cents) = digits.split_once('.').unwrap_or((&digits, ""));
        if whole.is_empty() || whole.len() > 12 || cents.len() > 2 || cents.contains('.') {
            return Err(fault());
        }
        let cents: i64 = format!("{whole}{cents:0<2}").parse().map_err(|_| fault())?;
        let currency = match unit.to_uppercase().as_str() {
            "" | "₽" | "Р" | "РУБ" | "RUR" | "РУБ." => "RUB".to_owned(),
            "$" | "US$" => "USD".to_owned(),
            "€" => "EUR".to_owned(),
            "¥" => "CNY".to_owned(),
            code if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => code.to_owned(),
            _ => return Err(fault()),
        };
        Ok(Money { cents, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02} {}", self.cents / 100, self.cents % 100, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn prices_are_read_as_people_write_them() {
        for (text, want) in [
            ("12.50USD", "12.50 USD"),
            ("12,5 EUR", "12.50 EUR"),
            ("1\u{a0}234,56 ₽", "1234.56 RUB"),
            ("$7", "7.00 USD"),
            ("990", "990.00 RUB"),
        ] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), want);
        }
        for text in ["", "USD", "12.345", "1.234.56", "12 bananas", "-5"] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }
}
