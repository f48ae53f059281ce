//! What was not known when a parcel was added: dates, its name, what a source asks for.

use jiff::civil::Date;

use super::doubt::{self, Doubt};
use crate::{
    app::{find_parcel::SourceCode, refusal::Refusal, state::App},
    model::{Act, Leg, ParcelId},
    rules::inputs,
};

/// What is told of a parcel; what is not known stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// What the user calls it.
    pub title: Option<String>,
    /// From whom it was bought.
    pub seller: Option<String>,
    /// The day of posting.
    pub shipped: Option<Date>,
    /// The day the shop promises.
    pub promised: Option<Date>,
    /// The last day of buyer protection, as the order page shows it.
    pub protection_ends: Option<Date>,
    /// The recipient's postcode; `Some(None)` takes it back.
    pub postcode: Option<Option<String>>,
    /// What a source calls the carrier of its number.
    pub code: Option<SourceCode>,
    /// Whether the person means it, however doubtful it is.
    pub sure: bool,
}

impl App {
    /// What is doubtful of the dates told of a parcel.
    pub fn doubts_of_edit(&self, edit: &Edit) -> Vec<Doubt> {
        self.doubtful_days(None, edit.shipped, edit.protection_ends)
    }

    /// Tells of a parcel.
    ///
    /// # Errors
    /// A [`Refusal`] where a source's code is given and no number, or more than one, may be meant, or where a day can hardly
    /// be meant.
    pub fn edit(&mut self, id: ParcelId, edit: Edit) -> anyhow::Result<()> {
        if !edit.sure {
            doubt::grave(self.doubts_of_edit(&edit))?;
        }
        let Edit { title, seller, shipped, promised, protection_ends, postcode, code, sure: _ } = edit;
        let named = title.map(|title| Act::Named { title });
        let sold = seller.map(|seller| Act::Sold { seller });
        let dated = Act::Dated { shipped, promised, protection_ends };
        let addressed = postcode.map(|postcode| Act::Addressed { postcode });
        let coded = code.map(|code| self.coded(id, &code)).transpose()?.unwrap_or_default();
        let acts = named.into_iter().chain(sold).chain([dated]).chain(addressed).chain(coded).collect();
        self.act(id, Act::Several { acts })?;
        Ok(())
    }

    /// The code is for the numbers whose carrier the source asked for, else for the only one it is asked for.
    fn coded(&mut self, id: ParcelId, code: &SourceCode) -> anyhow::Result<Vec<Act>> {
        let case = self.case(id)?;
        let SourceCode { source, code } = code;
        let mut legs: Vec<&Leg> =
            case.legs.iter().filter(|leg| leg.watched() && self.setup.asks(leg, source)).collect();
        if legs.iter().any(|leg| inputs::wanted(leg, "carrier")) {
            legs.retain(|leg| inputs::wanted(leg, "carrier"));
        }
        let refuse = |why| Refusal::new(why).with("source", source.to_string()).with("code", code.clone());
        let Some(first) = legs.first() else {
            return Err(refuse("code-no-number").with("id", id.to_string()).into());
        };
        if legs.iter().any(|leg| leg.key.number != first.key.number) {
            return Err(refuse("code-which-number").with("id", id.to_string()).into());
        }
        let told = |leg: &&Leg| Act::Coded { leg: leg.key.clone(), source: source.clone(), code: code.clone() };
        Ok(legs.iter().map(told).collect())
    }
}
