//! What single figures must be, told with their place where they are not.

use serde::{Deserialize, Deserializer, de::Error};

/// The longest time that makes sense anywhere in these files, in days.
const LONGEST: f64 = 1_000.0;

/// Above 0 and below 1.
pub(super) fn share<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let share = f64::deserialize(from)?;
    let fits = share > 0.0 && share < 1.0;
    if fits { Ok(share) } else { Err(D::Error::custom("a share is above 0 and below 1, for example 0.011")) }
}

/// Two times in days, the shorter first.
pub(super) fn range<'de, D: Deserializer<'de>>(from: D) -> Result<[f64; 2], D::Error> {
    let [low, high] = <[f64; 2]>::deserialize(from)?;
    let fits = low > 0.0 && low < high && high <= LONGEST;
    if fits {
        Ok([low, high])
    } else {
        Err(D::Error::custom("a range is two times in days, the shorter first: [7, 50]"))
    }
}

/// How many times longer things take.
pub(super) fn factor<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let factor = f64::deserialize(from)?;
    let fits = (1.0..=10.0).contains(&factor);
    if fits { Ok(factor) } else { Err(D::Error::custom("a factor is 1 to 10: how many times longer it takes")) }
}
