//! How long a stage takes, as a distribution with its source.
//!
//! A published range `[low, high]` is read as the 5th and 95th of 100 parcels; [`super::survival`] has the distribution.

use jiff::civil::Date;
use serde::Deserialize;

use super::{BookError, survival::Survival};
use crate::model::{Number, Stage};

/// `rules/norms.toml` and `rules/seasons.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norms {
    /// When the figures were last gone through.
    pub as_of: Date,
    /// Share of posted parcels that never arrive.
    pub never: f64,
    /// Where that share comes from.
    pub never_source: String,
    /// Per stage.
    #[serde(rename = "norm")]
    pub stages: Vec<Norm>,
    /// The whole trip.
    pub trip: Trip,
    /// At the place of issue.
    pub storage: Storage,
    /// When silence after customs means another number.
    pub changed: Changed,
    #[serde(skip)]
    seasons: Vec<Season>,
}

/// How long one stage is silent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// Its name.
    pub id: String,
    /// The stage.
    pub stage: Stage,
    /// Only for S10 numbers that begin with this letter.
    pub s10: Option<char>,
    /// 5 of 100 take less than the first, 5 more than the second; days.
    pub days: [f64; 2],
    /// Silent days below which nothing is called stalled.
    pub least: f64,
    /// Where the range comes from.
    pub source: String,
    /// A to D, X: see the file.
    pub reliability: String,
}

/// The whole trip, in days from posting.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trip {
    /// Faster is unlikely.
    pub least: i32,
    /// On average.
    pub mean: i32,
    /// Then it is lost.
    pub lost: i32,
    /// Services whose tracking ends at the border.
    pub economy: [i32; 2],
    /// Where the figures come from.
    pub source: String,
}

/// How long a place of issue keeps a parcel, in days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// Where the carrier gives no date.
    pub days: i32,
    /// From when on to press.
    pub warn: i32,
    /// Where the figures come from.
    pub source: String,
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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seasons {
    season: Vec<Season>,
}

/// A time of the year when things take longer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Season {
    #[expect(dead_code, reason = "names the season for the reader of the file")]
    name: String,
    from: String,
    to: String,
    factor: f64,
    stages: Vec<Stage>,
    #[expect(dead_code, reason = "names the source for the reader of the file")]
    source: String,
}

/// A norm as it holds for one silence: the range with the season's factor in it.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// The norm.
    pub norm: &'a Norm,
    survival: Survival,
}

impl Norms {
    /// The figures the program carries with it.
    pub fn embedded() -> Result<Norms, BookError> {
        let at = |origin: &str| {
            let origin = origin.to_owned();
            move |cause| BookError { origin, cause }
        };
        let mut norms: Norms =
            toml::from_str(include_str!("../../rules/norms.toml")).map_err(at("rules/norms.toml"))?;
        let seasons: Seasons =
            toml::from_str(include_str!("../../rules/seasons.toml")).map_err(at("rules/seasons.toml"))?;
        norms.seasons = seasons.season;
        Ok(norms)
    }

    /// The norm for a stage that has been silent since a day, under a number; the most particular one.
    pub fn span(&self, stage: Stage, number: Option<&Number>, since: Date) -> Option<Span<'_>> {
        let fits = |norm: &&Norm| norm.stage == stage && norm.s10.is_none_or(|letter| s10_begins(number, letter));
        let norm = self.stages.iter().filter(fits).max_by_key(|norm| norm.s10.is_some())?;
        let factor = self.factor(stage, since);
        Some(Span { norm, survival: Survival::from_range(norm.days.map(|days| days * factor)) })
    }

    /// Whether a season that begins or holds on a day makes a stage longer.
    pub fn festive(&self, stage: Stage, day: Date) -> bool {
        self.factor(stage, day) > 1.0
    }

    fn factor(&self, stage: Stage, day: Date) -> f64 {
        let day = day.strftime("%m-%d").to_string();
        let holds = |it: &&Season| it.stages.contains(&stage) && within(&it.from, &it.to, &day);
        self.seasons.iter().filter(holds).map(|it| it.factor).fold(1.0, f64::max)
    }
}

/// Whether a day of the year (`MM-DD`) lies in a span of it that may cross New Year.
fn within(from: &str, to: &str, day: &str) -> bool {
    if from <= to { from <= day && day <= to } else { from <= day || day <= to }
}

fn s10_begins(number: Option<&Number>, letter: char) -> bool {
    number.is_some_and(|it| {
        let bytes = it.as_str().as_bytes();
        bytes.len() == 13 && bytes[2..11].iter().all(u8::is_ascii_digit) && it.as_str().starts_with(letter)
    })
}

impl Span<'_> {
    /// Share of parcels that are silent longer than so many days.
    pub fn longer_than(&self, days: f64) -> f64 {
        self.survival.longer_than(days)
    }

    /// Chance that a parcel silent for so many days never arrives, where `never` is the share that never do.
    pub fn lost(&self, days: f64, never: f64) -> f64 {
        self.survival.lost(days, never)
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
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_line_haul_reads_as_published() {
        let norms = Norms::embedded().unwrap();
        let span = norms.span(Stage::Exported, None, date(2026, 5, 1)).unwrap();
        assert!((span.longer_than(50.0) - 0.05).abs() < 0.001, "{}", span.longer_than(50.0));
        assert!((span.longer_than(7.0) - 0.95).abs() < 0.001);
        assert!((span.longer_than(span.slow_after()) - 0.25).abs() < 0.001);
        assert!((span.stalled_after() - 50.0).abs() < 0.1);
        let lost = span.lost_after(norms.never);
        assert!((span.lost(lost, norms.never) - 0.5).abs() < 0.01, "{lost}");
        assert!((75.0..100.0).contains(&lost), "heavier than the log-normal's 75 days: {lost}");
    }

    #[test]
    fn winter_lengthens_and_a_z_number_may_be_silent_for_a_month() {
        let norms = Norms::embedded().unwrap();
        let winter = norms.span(Stage::Exported, None, date(2026, 1, 20)).unwrap();
        assert!((winter.most() - 60.0).abs() < 0.1, "{}", winter.most());
        let z = Number::new("ZA123456785CN").unwrap();
        let span = norms.span(Stage::Accepted, Some(&z), date(2026, 5, 1)).unwrap();
        assert_eq!(span.norm.id, "srm-silence");
        assert!(span.stalled_after() > 31.0);
        assert_eq!(norms.span(Stage::Accepted, None, date(2026, 5, 1)).unwrap().norm.id, "china-handling");
    }
}
