//! What speaks for a number that somebody named for a parcel.

use serde::{Deserialize, Serialize};

use super::words;

words! {
    /// How a number came to be named.
    Naming {
        /// The user gave it, or said that it is the parcel's.
        Person = "person",
        /// A field of an answer that is made for it.
        Field = "field",
        /// A message that says the parcel's own number goes on as this one.
        HandOver = "hand-over",
        /// Our own rule: the number stays the same at the border.
        Rule = "rule",
        /// Words in the text of a scan.
        Text = "text",
        /// A message: an SMS, a mail, one of them forwarded.
        Message = "message",
        /// A message of nobody we know: only its form says that it may be one.
        Form = "form",
    }
}

words! {
    /// What a look-up of a named number agrees on with what is known of the parcel.
    Sign {
        /// Its scans begin around the hand-over, or after posting where it is the first number.
        Time = "time",
        /// It goes to the recipient's postcode.
        Postcode = "postcode",
        /// It goes to, or waits in, the recipient's region.
        Region = "region",
        /// Both weigh the same.
        Weight = "weight",
        /// Both come from the same foreign country.
        Origin = "origin",
        /// An answer for another number names this carrier for the last mile.
        LastMile = "last-mile",
        /// The carrier that has the number wrote the message itself.
        Sender = "sender",
        /// Another witness than the first speaks of it as this parcel's.
        Second = "second",
        /// The order had no number yet, and the form of this one is a tracking number's.
        Awaited = "awaited",
        /// It has letters in it, as no telephone, sum, date or inner order has.
        Letters = "letters",
    }
}

/// The witness and the signs of a number with their points, as they were when it was last weighed. Empty where nothing
/// had to be weighed: the user gave the number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// How it was named.
    pub witness: Option<(Naming, u32)>,
    /// What the look-up agrees on.
    pub signs: Vec<(Sign, u32)>,
    /// So many points are enough.
    pub enough: u32,
    /// Whether its form is a tracking number's and nothing else's.
    pub proven: bool,
}

impl Evidence {
    /// All points together.
    pub fn sum(&self) -> u32 {
        self.witnesses() + self.signs.iter().filter(|(sign, _)| *sign != Sign::Second).map(|(_, it)| it).sum::<u32>()
    }

    /// The points of who named it alone, without what the look-up agrees on.
    fn witnesses(&self) -> u32 {
        let second = self.signs.iter().filter(|(sign, _)| *sign == Sign::Second).map(|(_, it)| it).sum::<u32>();
        self.witness.map_or(0, |(_, it)| it) + second
    }

    /// Whether the number counts as the parcel's.
    pub fn suffices(&self) -> bool {
        self.sum() >= self.enough
    }

    /// Whether those who named it are enough, whatever the look-up says. Where they are not, the number may still be a
    /// stranger's that fits by chance.
    pub fn is_strong(&self) -> bool {
        self.witnesses() >= self.enough
    }
}
