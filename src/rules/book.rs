//! What rules need to know, as values.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{dispute::Marketplace, norms::Norms};
use crate::model::{Carrier, CarrierId, Order, ShopId};

/// Norms, shops, carriers, and whose day it is.
#[derive(Debug, Clone)]
pub struct Book {
    /// The country the user lives in, ISO 3166-1 alpha-2.
    pub home: String,
    /// The user's zone: days of advice and deadlines are days of this zone.
    pub zone: TimeZone,
    /// How long stages take.
    pub norms: Norms,
    /// The shops' rules.
    pub shops: BTreeMap<ShopId, Marketplace>,
    /// The carriers.
    pub carriers: BTreeMap<CarrierId, Carrier>,
    /// Spreads asks in time; the same seed spreads them alike.
    pub seed: u64,
}

/// Rules that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {cause}")]
pub struct BookError {
    /// The file.
    pub origin: String,
    /// What is wrong, with line and column.
    pub cause: toml::de::Error,
}

impl Book {
    /// The rules the program carries with it.
    pub fn embedded(
        home: String,
        zone: TimeZone,
        carriers: BTreeMap<CarrierId, Carrier>,
        seed: u64,
    ) -> Result<Book, BookError> {
        Ok(Book { home, zone, norms: Norms::embedded()?, shops: Marketplace::embedded()?, carriers, seed })
    }

    /// The user's calendar day of a moment.
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// Whether this carrier can be asked by us.
    pub fn askable(&self, carrier: &CarrierId) -> bool {
        self.carriers.get(carrier).is_some_and(|it| it.askable().next().is_some())
    }

    /// The post of the user's country.
    pub fn home_post(&self) -> Option<&Carrier> {
        self.carriers.values().find(|it| it.post_of.contains(&self.home))
    }

    /// The rules an order was made under.
    pub fn rules(&self, order: &Order) -> Option<&Marketplace> {
        self.shop(&order.shop).map(|shop| shop.at_the_time_of(order))
    }

    /// The shop's rules; an unknown shop has those of `other`.
    pub fn shop(&self, id: &ShopId) -> Option<&Marketplace> {
        self.shops.get(id).or_else(|| self.shops.get(&ShopId::from("other")))
    }
}
