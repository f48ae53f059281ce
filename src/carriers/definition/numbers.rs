//! How a carrier's numbers look.

use serde::Deserialize;

use super::Pattern;
use crate::model::{Flow, Role, words};

words! {
    /// How a check digit is made.
    CheckKind {
        /// There is none.
        None = "none",
        /// UPU S10.
        S10 = "s10",
        /// The 14 digits of the Russian post.
        Ru14 = "ru14",
        /// Luhn.
        Luhn = "luhn",
        /// The serial modulo 7.
        Mod7 = "mod7",
        /// Sum with multipliers for odd and even places, modulo 10.
        Mod10 = "mod10",
        /// ISO 7064 MOD 37,36.
        Mod37_36 = "mod37_36",
        /// Weighted sum, modulo one number and then another.
        Weighted = "weighted",
    }
}

/// What a check needs to know beside its kind.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Digits {
    /// Multiplier of the places 0, 2, 4 ... (`mod10`).
    pub evens: Option<u32>,
    /// Multiplier of the places 1, 3, 5 ... (`mod10`).
    pub odds: Option<u32>,
    /// Whether places count from the right (`mod10`).
    pub reverse: bool,
    /// One weight per character (`weighted`).
    pub weights: Vec<u32>,
    /// First and second modulus (`weighted`).
    pub modulo: Option<[u32; 2]>,
    /// Stands before the serial when it is summed.
    pub prepend: String,
}

/// One shape of a carrier's numbers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRule {
    /// Its name, unique.
    pub rule: String,
    /// Matches the whole number. The groups `serial` and `check` say what the digit is made of and where it stands;
    /// without them it is the last character.
    pub pattern: Pattern,
    /// How the check digit is made.
    #[serde(default = "none")]
    pub check: CheckKind,
    /// More for the check.
    #[serde(default)]
    pub digits: Digits,
    /// 0 to 1, when the check passes or there is none.
    pub confidence: f32,
    /// When the check fails.
    #[serde(default = "low")]
    pub failing: f32,
    /// What becomes of the number at the border.
    #[serde(default = "unknown")]
    pub flow: Flow,
    /// What it is for.
    #[serde(default = "international")]
    pub role: Role,
    /// Rules of other carriers that are known to claim the same numbers at least as firmly; `*` is any.
    #[serde(default)]
    pub shares: Vec<String>,
    /// Examples that match and whose digit is right.
    #[serde(default)]
    pub valid: Vec<String>,
    /// Examples that do not match, or whose digit is wrong.
    #[serde(default)]
    pub invalid: Vec<String>,
}

fn none() -> CheckKind {
    CheckKind::None
}

fn low() -> f32 {
    0.2
}

fn unknown() -> Flow {
    Flow::Unknown
}

fn international() -> Role {
    Role::International
}
