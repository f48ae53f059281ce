//! The parcel is there, and what is wrong with it.

use jiff::civil::Date;

use super::{doubt, given_sum::GivenSum};
use crate::{
    app::{refusal::Refusal, state::App},
    dossier::photo::{self, PhotoError},
    model::{Act, ParcelId, Problem, Wrong, clean, total},
};

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 400;
/// The most photos at a time.
pub const MOST_PHOTOS: usize = 20;

/// What is wrong with the goods.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongGoods {
    /// What.
    pub problem: Problem,
    /// The day it was found; today without it.
    pub at: Option<Date>,
    /// What is asked back, where it is not all.
    pub amount: Option<GivenSum>,
    /// The user's own words, as [`note`] makes them.
    pub note: String,
    /// Proofs.
    pub photos: Vec<Photo>,
    /// Whether the person means it, however doubtful it is.
    pub sure: bool,
}

/// A photo out of which everything but the picture was taken, as [`photo::cleaned`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The picture.
    pub bytes: Vec<u8>,
    /// The ending of its file's name.
    pub ending: &'static str,
}

/// The user's own words as one line, or nothing where they are none or too many.
pub fn note(text: &str) -> Option<String> {
    let note = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=LONGEST_NOTE).contains(&note.chars().count()).then_some(note)
}

impl App {
    /// Notes that the user has the parcel. Said once more, it came no later.
    pub fn received(&mut self, id: ParcelId) -> anyhow::Result<()> {
        if self.case(id)?.parcel.received.is_none() {
            self.act(id, Act::Received)?;
        }
        Ok(())
    }

    /// Notes that the user has the parcel, and that something is wrong with it.
    ///
    /// # Errors
    /// A [`Refusal`] where the day has not come yet, more is asked than was paid, or there are too many photos.
    pub fn wrong_goods(&mut self, id: ParcelId, told: WrongGoods) -> anyhow::Result<()> {
        let at = self.moment(told.at, None)?;
        let case = self.case(id)?;
        let amount = told.amount.as_ref().map(|sum| self.sum_of_claim(&case, sum)).transpose()?;
        if let (Some(sum), false) = (&amount, told.sure) {
            doubt::grave(self.more_than_paid(sum, total(&case.orders).as_ref()).into_iter().collect())?;
        }
        if told.photos.len() > MOST_PHOTOS {
            return Err(Refusal::new("received-photos").with("most", MOST_PHOTOS).into());
        }
        let before = case.dispute.wrong.map(|wrong| wrong.photos).unwrap_or_default();
        let kept = self.keep(id, &told.photos)?;
        let photos = before.into_iter().chain(kept).collect();
        let WrongGoods { problem, note, .. } = told;
        self.act(id, Act::Wronged { wrong: Wrong { problem, at, amount, photos, note } })?;
        Ok(())
    }

    /// Lays photos beside the dossier and says what they are called there.
    fn keep(&self, id: ParcelId, photos: &[Photo]) -> Result<Vec<String>, PhotoError> {
        let folder = self.setup.folders.dossiers().join(id.to_string());
        photos.iter().map(|it| photo::keep(&folder, &it.bytes, it.ending)).collect()
    }
}
