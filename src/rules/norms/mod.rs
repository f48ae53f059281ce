//! How long a stage takes, as a distribution with its source: `rules/norms.toml` and `rules/seasons.toml`.
//!
//! A published range `[low, high]` is read as the 5th and 95th of 100 parcels; [`super::survival`] has the distribution.
//! A norm may hold for one route and one class of service only; of those that fit a parcel the most particular one wins.
//!
//! Belongs here: published norms, seasons, routes and classes. Does not belong here: what the user's own parcels
//! taught (`history`), and what is concluded (`verdict`).

mod calendar;
mod figures;
mod regions;
mod travel;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;

pub(super) use self::regions::{is_postcode, postcode_in};
pub use self::{
    calendar::{Holidays, Season, Seasons},
    regions::Regions,
    travel::{Class, Travel},
};
use super::{RulesError, survival::Survival};
use crate::model::{LegKey, Stage};

/// `rules/norms.toml` and `rules/seasons.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norms {
    /// When the figures were last gone through.
    pub as_of: Date,
    /// Share of posted parcels that never arrive, above 0 and below 1.
    #[serde(deserialize_with = "figures::share")]
    pub never: f64,
    /// Where that share comes from.
    pub never_source: String,
    /// Classes of service, the first that fits a parcel is its class.
    #[serde(rename = "class")]
    pub classes: Vec<Class>,
    /// Per stage.
    #[serde(rename = "norm")]
    pub stages: Vec<Norm>,
    /// The whole trip, per class.
    #[serde(rename = "trip")]
    pub trips: Vec<Trip>,
    /// The whole trip of any parcel.
    pub outermost: Outermost,
    /// Of late parcels so many go back.
    pub late: Late,
    /// At the place of issue.
    pub storage: Storage,
    /// When silence after customs means another number.
    pub changed: Changed,
    /// Which postcodes are of one region.
    pub regions: Regions,
    /// When things take longer, and which days nobody works.
    #[serde(skip)]
    pub seasons: Seasons,
}

/// How long one stage is silent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// Its name.
    pub id: String,
    /// The stage.
    pub stage: Stage,
    /// Only for parcels from this country, ISO 3166-1 alpha-2. One of unknown origin may be from anywhere.
    pub from: Option<String>,
    /// Only for parcels to this country.
    pub to: Option<String>,
    /// Only for this class of service.
    pub class: Option<String>,
    /// 5 of 100 take less than the first, 5 more than the second; days.
    #[serde(deserialize_with = "figures::range")]
    pub days: [f64; 2],
    /// Whether these are working days of the country of destination.
    #[serde(default)]
    pub working: bool,
    /// Silent days below which nothing is called stalled.
    pub least: f64,
    /// Where the range comes from.
    pub source: String,
    /// A to D, X: see the file.
    pub reliability: String,
}

/// The whole trip of a class, in days from posting.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trip {
    /// The class.
    pub class: String,
    /// As [`Norm::days`].
    #[serde(deserialize_with = "figures::range")]
    pub days: [f64; 2],
    /// Where the range comes from.
    pub source: String,
    /// As [`Norm::reliability`].
    pub reliability: String,
}

/// The whole trip of any parcel from abroad, in days from posting: what holds where nothing more particular does.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outermost {
    /// From this country; for parcels from elsewhere "faster is unlikely" does not hold.
    pub from: String,
    /// Faster is unlikely.
    pub least: i32,
    /// On average.
    pub mean: i32,
    /// Then it is lost.
    pub lost: i32,
    /// Where the figures come from.
    pub source: String,
}

/// What becomes of parcels that are late.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// By so many days.
    pub days: i32,
    /// So many of 100 are on their way back.
    pub going_back: u8,
    /// Where the figures come from.
    pub source: String,
}

/// How long a place of issue keeps a parcel, in days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// Where the carrier gives no date and no kind fits.
    pub days: i32,
    /// From when on to press.
    pub warn: i32,
    /// Where the figures come from.
    pub source: String,
    /// By carrier and kind of item; the first that fits counts.
    #[serde(rename = "kind", default)]
    pub kinds: Vec<Kept>,
}

/// How long one carrier keeps one kind of item.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The carrier's id; any without.
    pub carrier: Option<String>,
    /// Only S10 numbers that begin with one of these letters.
    pub s10: Option<String>,
    /// Days.
    pub days: i32,
    /// Where the figure comes from.
    pub source: String,
    /// As [`Norm::reliability`].
    pub reliability: String,
}

/// When silence after customs means another number, in silent days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// After the release or the hand-over.
    pub days: i32,
    /// After later scans under the old number.
    pub tracked_days: i32,
    /// Where the figures come from.
    pub source: String,
}

impl Norms {
    /// The figures the program carries with it.
    pub fn embedded() -> Result<Norms, RulesError> {
        let mut norms = Norms::read(include_str!(concat!(env!("OUT_DIR"), "/norms.json")), "rules/norms.toml")?;
        norms.seasons = Seasons::embedded()?;
        Ok(norms)
    }

    /// Reads a file of norms; `origin` is what errors call it. It has no seasons yet.
    pub fn read(text: &str, origin: &str) -> Result<Norms, RulesError> {
        let norms: Norms = RulesError::toml(text, origin)?;
        let named = |class: &str| norms.classes.iter().any(|it| it.id == class);
        let used =
            norms.stages.iter().filter_map(|it| it.class.as_deref()).chain(norms.trips.iter().map(|it| &*it.class));
        match used.into_iter().find(|class| !named(class)) {
            Some(class) => Err(RulesError::meaning(origin, format!("no [[class]] has the id `{class}`"))),
            None => Ok(norms),
        }
    }

    /// The most particular norm for a stage of a parcel.
    pub fn norm(&self, stage: Stage, travel: &Travel<'_>) -> Option<&Norm> {
        let fits = self.stages.iter().filter(|norm| norm.stage == stage);
        let fits = fits.filter_map(|norm| Some((travel.particular(norm)?, norm)));
        // Of equals the first of the file.
        fits.rev().max_by_key(|(particular, _)| *particular).map(|(_, norm)| norm)
    }

    /// The norm of a stage by its id.
    pub fn by_id(&self, id: &str) -> Option<&Norm> {
        self.stages.iter().find(|norm| norm.id == id)
    }

    /// The range of the whole trip of a class.
    pub fn trip(&self, class: Option<&str>) -> Option<&Trip> {
        self.trips.iter().find(|it| Some(it.class.as_str()) == class)
    }

    /// The whole trip as a distribution: its class's range, else the outermost one, by its least and its mean.
    pub fn trip_survival(&self, class: Option<&str>) -> Survival {
        match self.trip(class) {
            Some(trip) => Survival::from_range(trip.days),
            None => Survival::from_least_and_mean(f64::from(self.outermost.least), f64::from(self.outermost.mean)),
        }
    }

    /// How long a place of issue keeps what came under this number, and where that figure comes from.
    pub fn kept(&self, leg: Option<&LegKey>) -> (i32, &str) {
        let fits = |it: &&Kept| {
            let carrier = it.carrier.as_ref().is_none_or(|id| leg.is_some_and(|leg| leg.carrier.as_str() == id));
            let letter = leg.and_then(|leg| travel::s10_letter(&leg.number));
            carrier && it.s10.as_ref().is_none_or(|letters| letter.is_some_and(|it| letters.contains(it)))
        };
        match self.storage.kinds.iter().find(fits) {
            Some(kept) => (kept.days, &kept.source),
            None => (self.storage.days, &self.storage.source),
        }
    }
}

impl Norm {
    /// The published range as a distribution.
    pub fn published(&self) -> Survival {
        Survival::from_range(self.days)
    }

    /// How long a silence is in this norm's days, on the way to a country.
    pub fn days(&self, since: Timestamp, until: Timestamp, seasons: &Seasons, to: &str, zone: &TimeZone) -> f64 {
        match self.working {
            true => seasons.holidays(to).between(since, until, zone),
            false => (until.duration_since(since).as_secs_f64() / calendar::DAY).max(0.0),
        }
    }
}

/// A norm as it holds for one silence: what was published and learned, with the season's factor in it.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// The norm.
    pub norm: &'a Norm,
    /// How long it takes.
    pub survival: Survival,
    /// So many parcels of the user's own speak in it.
    pub own: u32,
    /// The season's factor, 1 where nothing takes longer.
    pub factor: f64,
    pub(super) seasons: &'a Seasons,
    pub(super) to: &'a str,
    pub(super) zone: &'a TimeZone,
}

impl Span<'_> {
    /// How long a silence is, in the norm's days.
    pub fn days(&self, since: Timestamp, until: Timestamp) -> f64 {
        self.norm.days(since, until, self.seasons, self.to, self.zone)
    }

    /// The moment at which a silence has lasted so many of the norm's days.
    pub fn moment(&self, since: Timestamp, days: f64) -> Timestamp {
        match self.norm.working {
            true => self.seasons.holidays(self.to).after(since, days, self.zone),
            false => calendar::later(since, days),
        }
    }

    /// Days after which a parcel is slow: three of four are faster.
    pub fn slow_after(&self) -> f64 {
        self.survival.quantile(0.75)
    }

    /// Days after which a parcel is stalled: 19 of 20 are faster.
    pub fn stalled_after(&self) -> f64 {
        self.most().max(self.norm.least)
    }

    /// Days by which 95 of 100 have gone on.
    pub fn most(&self) -> f64 {
        self.survival.quantile(0.95)
    }

    /// Days after which a parcel is more likely lost than not.
    pub fn lost_after(&self, never: f64) -> f64 {
        self.survival.lost_after(never).max(self.stalled_after())
    }
}

#[cfg(test)]
mod tests;
