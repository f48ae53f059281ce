//! A scan in the reader's language first, the carrier's own words after it.

use std::fmt;

use super::{Phrasebook, one_line};
use crate::model::{Reason, Stage, Status};

/// The longest piece of a carrier's words, in characters.
const OWN: usize = 500;

/// What a scan says: «Принято — Received by logistics company».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanWords {
    /// Its status in the reader's language, and why; nothing where the status is not known.
    pub meaning: String,
    /// The carrier's own words on one line; nothing where there are none, or they say the same.
    pub own: String,
}

impl fmt::Display for ScanWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.meaning.as_str(), self.own.as_str()) {
            (meaning, "") => f.write_str(meaning),
            ("", own) => f.write_str(own),
            (meaning, own) => write!(f, "{meaning} — {own}"),
        }
    }
}

impl Phrasebook {
    /// What a scan says. `own` are the words of who told it; its code stands for them where there are none and the status is
    /// not known either.
    pub fn scan_words(&self, status: Option<Status>, reason: Option<Reason>, own: &str, code: &str) -> ScanWords {
        let why = reason.map_or(String::new(), |reason| format!(": {}", self.reason(reason)));
        let meaning = status.map_or(String::new(), |status| capital(&(self.status(status) + &why)));
        let own = if meaning.is_empty() && own.trim().is_empty() { code } else { own };
        ScanWords::of(meaning, own)
    }

    /// The same of a parcel that got as far as a stage.
    pub fn stage_words(&self, stage: Stage, own: &str) -> ScanWords {
        ScanWords::of(capital(&self.stage(stage)), own)
    }
}

impl ScanWords {
    fn of(meaning: String, own: &str) -> ScanWords {
        let own = one_line(own.trim(), OWN);
        let same = own.trim_end_matches('.').to_lowercase() == meaning.to_lowercase();
        ScanWords { meaning, own: if same { String::new() } else { own } }
    }
}

/// The text as a sentence begins.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_meaning_stands_first_and_nothing_is_said_twice() {
        let (ru, en) = (Phrasebook::new(Lang::Ru), Phrasebook::new(Lang::En));
        let said = |phrases: &Phrasebook, status, reason, own: &str| {
            phrases.scan_words(status, reason, own, "LH_1").to_string()
        };
        let accepted = Some(Status::Accepted);
        assert_eq!(
            said(&ru, accepted, None, " Received by\nlogistics company"),
            "Принято — Received by logistics company"
        );
        assert_eq!(said(&ru, accepted, None, "ПРИНЯТО."), "Принято");
        assert_eq!(
            said(&en, Some(Status::CustomsHeld), Some(Reason::Documents), ""),
            "Held by customs: papers are missing"
        );
        assert_eq!(said(&en, None, None, "Sorting"), "Sorting");
        assert_eq!(said(&en, None, None, " "), "LH_1");
        assert_eq!(ru.stage_words(Stage::ReadyForPickup, "Прибыло").to_string(), "Можно забирать — Прибыло");
    }
}
