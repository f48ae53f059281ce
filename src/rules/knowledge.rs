//! What rules need to know, as values.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    customs::Customs,
    dispute::Marketplace,
    error::RulesError,
    evidence::Weights,
    history::learned_norms::History,
    norms::{Norms, Seasons, Span, Travel},
};
use crate::model::{Carrier, CarrierId, Leg, Order, ParcelId, ShopId, SourceId, Stage};

/// Norms, shops, carriers, and whose day it is.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// The country the user lives in, ISO 3166-1 alpha-2.
    pub home: String,
    /// Beginnings of the postcodes that the user's parcels come to; none where not known.
    pub postcodes: Vec<String>,
    /// The user's zone: days of advice and deadlines are days of this zone.
    pub zone: TimeZone,
    /// How long stages take.
    pub norms: Norms,
    /// How long they took the user's own parcels.
    pub history: History,
    /// What customs takes.
    pub customs: Customs,
    /// What speaks how much for a number.
    pub evidence: Weights,
    /// The shops' rules.
    pub shops: BTreeMap<ShopId, Marketplace>,
    /// The carriers.
    pub carriers: BTreeMap<CarrierId, Carrier>,
    /// Spreads asks in time; the same seed spreads them alike.
    pub seed: u64,
    /// Where the rules in force come from.
    pub origins: Vec<Origin>,
}

/// A file of rules of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRules {
    /// Its name below `rules/`, without `.toml`: `norms`, `seasons`, `customs`, `evidence`, `marketplaces/<id>`.
    pub name: String,
    /// What stands in it.
    pub text: String,
    /// Where it lies, for people.
    pub origin: String,
}

/// A file of rules that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// As [`OwnRules::name`].
    pub name: String,
    /// The day its figures are of.
    pub as_of: Date,
    /// The day they were last looked at.
    pub checked: Date,
    /// Where the user's own file lies; `None` where the program's own is in force.
    pub own: Option<String>,
    /// The day of the program's own file, where the user's is older.
    pub stale: Option<Date>,
}

impl Knowledge {
    /// The rules the program carries with it.
    pub fn embedded(
        home: String,
        zone: TimeZone,
        carriers: BTreeMap<CarrierId, Carrier>,
        seed: u64,
    ) -> Result<Knowledge, RulesError> {
        Knowledge::with(home, zone, carriers, seed, &[])
    }

    /// The rules the program carries with it, whole files of them replaced by the user's own.
    pub fn with(
        home: String,
        zone: TimeZone,
        carriers: BTreeMap<CarrierId, Carrier>,
        seed: u64,
        own: &[OwnRules],
    ) -> Result<Knowledge, RulesError> {
        let (norms, history, customs) = (Norms::embedded()?, History::default(), Customs::embedded()?);
        let (evidence, shops) = (Weights::embedded()?, Marketplace::embedded()?);
        let (postcodes, origins) = (Vec::new(), Vec::new());
        let mut knowledge =
            Knowledge { home, postcodes, zone, norms, history, customs, evidence, shops, carriers, seed, origins };
        knowledge.origins = knowledge.embedded_origins();
        own.iter().try_for_each(|file| knowledge.replace(file))?;
        Ok(knowledge)
    }

    fn embedded_origins(&self) -> Vec<Origin> {
        let of = |name: String, as_of, checked| Origin { name, as_of, checked, own: None, stale: None };
        let whole = [
            ("norms", self.norms.as_of),
            ("seasons", self.norms.seasons.as_of),
            ("customs", self.customs.as_of),
            ("evidence", self.evidence.as_of),
        ]
        .map(|(name, as_of)| of(name.to_owned(), as_of, as_of));
        let shops = self
            .shops
            .iter()
            .map(|(id, shop)| of(format!("marketplaces/{id}"), shop.as_of, shop.checked.unwrap_or(shop.as_of)));
        whole.into_iter().chain(shops).collect()
    }

    /// A file of the user's takes the place of the program's; one of a name that rules do not know is left alone.
    fn replace(&mut self, file: &OwnRules) -> Result<(), RulesError> {
        let (as_of, checked) = match file.name.as_str() {
            "norms" => {
                let seasons = std::mem::take(&mut self.norms.seasons);
                self.norms = Norms { seasons, ..Norms::read(&file.text, &file.origin)? };
                (self.norms.as_of, self.norms.as_of)
            }
            "seasons" => {
                self.norms.seasons = Seasons::read(&file.text, &file.origin)?;
                (self.norms.seasons.as_of, self.norms.seasons.as_of)
            }
            "customs" => {
                self.customs = Customs::read(&file.text, &file.origin)?;
                (self.customs.as_of, self.customs.as_of)
            }
            "evidence" => {
                self.evidence = Weights::read(&file.text, &file.origin)?;
                (self.evidence.as_of, self.evidence.as_of)
            }
            other => {
                let Some(id) = other.strip_prefix("marketplaces/") else { return Ok(()) };
                let shop: Marketplace = RulesError::toml(&file.text, &file.origin)?;
                let days = (shop.as_of, shop.checked.unwrap_or(shop.as_of));
                self.shops.insert(ShopId::from(id), shop);
                days
            }
        };
        let replaced = self.origins.iter().position(|it| it.name == file.name).map(|at| self.origins.remove(at));
        let stale = replaced.map(|it| it.as_of).filter(|embedded| as_of < *embedded);
        self.origins.push(Origin { name: file.name.clone(), as_of, checked, own: Some(file.origin.clone()), stale });
        self.origins.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
    }

    /// The user's calendar day of a moment.
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// How a parcel travels, as far as its legs tell.
    pub fn travel<'a>(&'a self, legs: &'a [Leg]) -> Travel<'a> {
        Travel::of(legs, &self.norms.classes, &self.home)
    }

    /// How long a silence of a parcel that began at a moment lasts: what is published for the stage, shrunk towards what
    /// the user saw, this very silence left out, and stretched by the season.
    pub fn span<'a>(
        &'a self,
        stage: Stage,
        travel: &Travel<'a>,
        since: Timestamp,
        parcel: ParcelId,
    ) -> Option<Span<'a>> {
        let norm = self.norms.norm(stage, travel)?;
        let factor = self.norms.seasons.factor(stage, self.day(since));
        let (learned, own) = self.history.learned(norm, travel, parcel);
        let survival = learned.stretched(factor);
        Some(Span { norm, survival, own, factor, seasons: &self.norms.seasons, to: travel.to, zone: &self.zone })
    }

    /// The same for a parcel for which some sources are never to be asked.
    pub fn without(&self, never: &BTreeSet<SourceId>) -> Cow<'_, Knowledge> {
        if never.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut knowledge = self.clone();
        for source in knowledge.carriers.values_mut().flat_map(|it| &mut it.sources) {
            source.askable &= !never.contains(&source.id);
        }
        Cow::Owned(knowledge)
    }

    /// Whether this carrier can be asked by us.
    pub fn askable(&self, carrier: &CarrierId) -> bool {
        self.carriers.get(carrier).is_some_and(|it| it.askable().next().is_some())
    }

    /// Whether a parcel for this postcode may be the user's, as far as theirs are known.
    pub fn delivers_to(&self, postcode: &str) -> bool {
        self.postcodes.is_empty() || self.postcodes.iter().any(|begins| postcode.starts_with(begins.as_str()))
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
