//! What who named a number, and what a look-up agrees on, weigh: `rules/evidence.toml`.

use jiff::civil::Date;
use serde::Deserialize;

use super::error::RulesError;
use crate::model::{Evidence, Naming, Sign};

/// `rules/evidence.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// When the points were last gone through.
    pub as_of: Date,
    /// So many points make a number the parcel's.
    pub enough: u32,
    /// From this confidence of a carrier's rule on a number's form proves it.
    pub proven_from: f32,
    /// How close to the hand-over a number's first scan stands.
    pub time: Closeness,
    /// How close two scales are.
    pub weight: Scales,
    #[serde(rename = "witness")]
    witnesses: Vec<Witness>,
    #[serde(rename = "sign")]
    signs: Vec<Agreement>,
}

/// How close to the hand-over a number's first scan stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closeness {
    /// Before it.
    pub hours_before: i64,
    /// After it.
    pub days_after: i64,
    /// Why so.
    pub why: String,
    /// What that rests on.
    pub source: Option<String>,
}

/// How close two scales are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scales {
    /// So many grams, or a tenth.
    pub grams: u32,
    /// Why so.
    pub why: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Witness {
    how: Naming,
    points: u32,
    #[expect(dead_code, reason = "said for whoever reads the file")]
    why: String,
    #[expect(dead_code, reason = "said for whoever reads the file")]
    source: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agreement {
    of: Sign,
    points: u32,
    #[expect(dead_code, reason = "said for whoever reads the file")]
    why: String,
    #[expect(dead_code, reason = "said for whoever reads the file")]
    source: Option<String>,
}

impl Weights {
    /// The points the program carries with it.
    pub fn embedded() -> Result<Weights, RulesError> {
        Weights::read(include_str!(concat!(env!("OUT_DIR"), "/evidence.json")), "rules/evidence.toml")
    }

    /// Reads a file; `origin` is what errors call it. Every witness and every sign has its points, once.
    pub fn read(text: &str, origin: &str) -> Result<Weights, RulesError> {
        let weights: Weights = RulesError::toml(text, origin)?;
        let witnesses: Vec<_> = weights.witnesses.iter().map(|it| it.how.word()).collect();
        let signs: Vec<_> = weights.signs.iter().map(|it| it.of.word()).collect();
        let words = |of: &[&'static str], all: Vec<&'static str>| {
            all.into_iter().find(|word| of.iter().filter(|it| it == &word).count() != 1)
        };
        let missing = words(&witnesses, Naming::ALL.iter().map(|it| it.word()).collect())
            .or_else(|| words(&signs, Sign::ALL.iter().map(|it| it.word()).collect()));
        match missing {
            Some(word) => Err(RulesError::meaning(origin, format!("`{word}` must have its points once"))),
            None if weights.enough == 0 => Err(RulesError::meaning(origin, "`enough` must not be nothing".into())),
            None => Ok(weights),
        }
    }

    /// The points of a witness and of signs.
    pub fn weigh(&self, how: Naming, signs: impl IntoIterator<Item = Sign>, proven: bool) -> Evidence {
        let of = |sign: Sign| self.signs.iter().find(|it| it.of == sign).map_or(0, |it| it.points);
        Evidence {
            witness: Some((how, self.witness(how))),
            signs: signs.into_iter().map(|sign| (sign, of(sign))).collect(),
            enough: self.enough,
            proven,
        }
    }

    fn witness(&self, how: Naming) -> u32 {
        self.witnesses.iter().find(|it| it.how == how).map_or(0, |it| it.points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_a_stranger_by_chance_is_not_enough_and_one_thing_more_is() {
        let weights = Weights::embedded().unwrap();
        let chance = [Sign::Time, Sign::LastMile, Sign::Origin];
        for weak in [Naming::Text, Naming::Message] {
            assert!(!weights.weigh(weak, chance, true).suffices(), "{weak}");
            for sure in [Sign::Postcode, Sign::Region, Sign::Weight, Sign::Second] {
                let with = weights.weigh(weak, [Sign::Time, sure], true);
                assert!(with.suffices(), "{with:?}");
                assert_eq!(with.is_strong(), sure == Sign::Second, "what a look-up agrees on makes no witness strong");
            }
        }
        for strong in [Naming::Person, Naming::Field, Naming::HandOver, Naming::Rule] {
            assert!(weights.weigh(strong, [], false).is_strong(), "{strong}");
        }
    }

    #[test]
    fn a_file_that_leaves_one_out_or_says_more_is_refused() {
        let whole = include_str!("../../rules/evidence.toml");
        let without = whole.replace("of = \"region\"", "of = \"postcode\"");
        let faults = [
            (without, "`postcode` must have its points once"),
            (format!("{whole}\nmore = 1"), "unknown field"),
            (whole.replace("how = \"text\"", "how = \"rumour\""), "rumour"),
            (whole.replace("enough = 8", "enough = 0"), "must not be nothing"),
        ];
        for (text, fault) in faults {
            let said = Weights::read(&text, "evidence.toml").err().map(|it| it.to_string()).unwrap_or_default();
            assert!(said.contains(fault), "{said:?}");
        }
    }
}
