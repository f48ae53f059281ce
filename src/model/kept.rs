//! Where something waits.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where something waits and until when, as one message told both: the place of one never stands beside the day of
/// another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Kept {
    /// When that was said.
    pub told: Timestamp,
    /// Where; empty where it was not said.
    pub place: String,
    /// The last day, where it was said.
    pub until: Option<Date>,
}

impl Kept {
    /// What holds of this one, heard after another. The newest that names a place rules, with its day; a later one that
    /// names none tells a new day for that place.
    pub fn after(self, other: Option<Kept>) -> Kept {
        let Some(other) = other else { return self };
        let (newer, older) = if self.told >= other.told { (self, other) } else { (other, self) };
        let same = newer.place.is_empty() || newer.place == older.place;
        match same {
            true => Kept { told: newer.told, place: older.place, until: newer.until.or(older.until) },
            false => newer,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn kept(day: i8, place: &str, until: i8) -> Kept {
        let told = date(2026, 3, day).at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        Kept { told, place: place.into(), until: (until > 0).then(|| date(2026, 3, until)) }
    }

    #[test]
    fn the_place_of_one_never_stands_beside_the_day_of_another() {
        for (what, told, want) in [
            ("another place without a day", [kept(1, "A", 10), kept(2, "B", 0)], kept(2, "B", 0)),
            ("an older one heard later", [kept(2, "A", 10), kept(1, "B", 9)], kept(2, "A", 10)),
            ("a later day for the same place", [kept(1, "A", 10), kept(2, "", 12)], kept(2, "A", 12)),
            ("the same, heard the other way round", [kept(2, "", 12), kept(1, "A", 10)], kept(2, "A", 12)),
            ("a reminder that says nothing new", [kept(1, "A", 10), kept(2, "A", 0)], kept(2, "A", 10)),
            ("both moved", [kept(1, "A", 10), kept(2, "B", 15)], kept(2, "B", 15)),
        ] {
            let [first, then] = told;
            assert_eq!(then.after(Some(first)), want, "{what}");
        }
    }
}
