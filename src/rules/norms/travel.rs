//! What norms differ by: the route and the class of service.

use serde::Deserialize;

use super::Norm;
use crate::model::{Flow, Leg, Number, Role};

/// A class of service, and how a parcel of it is told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its name.
    pub id: String,
    /// First letters of its S10 numbers.
    pub s10: Option<String>,
    /// Whole words of the service's name, in small letters.
    #[serde(default)]
    pub words: Vec<String>,
    /// What becomes of its numbers at the border.
    pub flow: Option<Flow>,
    /// Where that is from.
    pub source: String,
}

/// How a parcel travels, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Travel<'a> {
    /// The country it comes from, ISO 3166-1 alpha-2.
    pub from: Option<&'a str>,
    /// The country it goes to.
    pub to: &'a str,
    /// Its class of service.
    pub class: Option<&'a str>,
}

impl<'a> Travel<'a> {
    /// What the legs of a parcel tell: what answers said, else the country that issued the number it crosses the border
    /// with. A parcel of which no destination is told goes to `home`.
    pub fn of(legs: &'a [Leg], classes: &'a [Class], home: &'a str) -> Travel<'a> {
        let sure = || legs.iter().filter(|leg| leg.sure());
        let told = sure().find_map(|leg| leg.facts.origin.as_deref());
        let crossing = sure().filter(|leg| leg.role != Role::Domestic);
        let issued = crossing.filter_map(|leg| s10_country(&leg.key.number)).find(|country| *country != home);
        Travel {
            from: told.or(issued),
            to: sure().find_map(|leg| leg.facts.destination.as_deref()).unwrap_or(home),
            class: classes.iter().find(|class| sure().any(|leg| class.fits(leg))).map(|class| class.id.as_str()),
        }
    }

    /// How particularly a norm speaks of this: `None` where it speaks of something else.
    pub(super) fn particular(&self, norm: &Norm) -> Option<u8> {
        let class = match &norm.class {
            None => 0,
            Some(class) if self.class == Some(class) => 4,
            Some(_) => return None,
        };
        let place = |norm: &Option<String>, known: Option<&str>| match (norm, known) {
            (None, _) => Some(0),
            (Some(_), None) => Some(1),
            (Some(norm), Some(known)) => (norm == known).then_some(1),
        };
        Some(class + place(&norm.from, self.from)? + place(&norm.to, Some(self.to))?)
    }
}

impl Class {
    fn fits(&self, leg: &Leg) -> bool {
        let letter = || self.s10.as_ref().zip(s10_letter(&leg.key.number)).is_some_and(|(of, it)| of.contains(it));
        let flow = || self.flow.is_some_and(|flow| leg.facts.flow.unwrap_or(leg.flow) == flow);
        let named = || leg.facts.service.as_deref().is_some_and(|service| self.names(service));
        letter() || flow() || named()
    }

    fn names(&self, service: &str) -> bool {
        let words = service.to_lowercase();
        let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        let text = format!(" {} ", words.join(" "));
        self.words.iter().any(|word| text.contains(&format!(" {word} ")))
    }
}

/// The first letter of an S10 number.
pub(super) fn s10_letter(number: &Number) -> Option<char> {
    s10(number).and_then(|text| text.chars().next())
}

/// The country that issued an S10 number.
fn s10_country(number: &Number) -> Option<&str> {
    s10(number).and_then(|text| text.get(11..))
}

fn s10(number: &Number) -> Option<&str> {
    let (text, bytes) = (number.as_str(), number.as_str().as_bytes());
    let letters = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_uppercase);
    let shaped = bytes.len() == 13
        && letters(&bytes[..2])
        && letters(&bytes[11..])
        && bytes[2..11].iter().all(u8::is_ascii_digit);
    shaped.then_some(text)
}
