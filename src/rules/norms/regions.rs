//! Which postcodes are of one region.

use serde::Deserialize;

/// How postcodes tell regions apart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// So many first digits name a region.
    pub digits: usize,
    /// From the first beginning to the second it is one region all the same.
    pub one: Vec<[String; 2]>,
    /// Where this comes from.
    pub source: String,
}

impl Regions {
    /// Whether two postcodes are of one region.
    pub fn same(&self, one: &str, other: &str) -> bool {
        let [Some(one), Some(other)] = [one, other].map(|it| it.get(..self.digits)) else { return one == other };
        let both = |[from, to]: &[String; 2]| [one, other].iter().all(|it| (from.as_str()..=to.as_str()).contains(it));
        one == other || self.one.iter().any(both)
    }
}

/// The postcode that stands in a place's name.
pub(in crate::rules) fn postcode_in(place: &str) -> Option<&str> {
    place.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| is_postcode(word))
}

pub(in crate::rules) fn is_postcode(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::rules::norms::Norms;

    #[test]
    fn a_city_is_one_region_however_many_beginnings_it_has() {
        let regions = Norms::embedded().unwrap().regions;
        for (one, other, same) in [
            ("101000", "125040", true),
            ("117335", "141400", true),
            ("190000", "188300", true),
            ("420005", "420111", true),
            ("420005", "630099", false),
            ("101000", "190000", false),
            ("12", "1234", false),
        ] {
            assert_eq!(regions.same(one, other), same, "{one} {other}");
        }
    }
}
